//! Java's maps: `LinkedHashMap` and `HashMap`, which differ in their order.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::Value;

/// The order in which a map's entries are visited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As inserted (`LinkedHashMap`).
    #[default]
    Insertion,
    /// By hash bucket (`HashMap`).
    Hash,
}

/// A map with text keys that keeps Java's order.
///
/// Equality ignores order, as Java's does.
#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: IndexMap<Arc<str>, Value, RandomState>,
    order: Order,
}

/// `String.hashCode` of `text`.
pub fn hash_of(text: &str) -> i32 {
    let add = |hash: i32, unit: u16| hash.wrapping_mul(31).wrapping_add(i32::from(unit));
    if text.is_ascii() {
        return text.bytes().fold(0, |hash, byte| add(hash, byte.into()));
    }
    text.encode_utf16().fold(0, add)
}

impl Map {
    /// An empty map that keeps insertion order.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty map that is visited in hash order.
    pub fn hashed() -> Self {
        Self { entries: IndexMap::default(), order: Order::Hash }
    }

    /// The same entries, visited in `order`.
    #[must_use]
    pub fn with_order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// How the entries are visited.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(key)
    }

    /// The value at `key`, to change in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.entries.get_mut(key)
    }

    /// Whether `key` is present, be it with a null.
    pub fn contains_key(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Puts `value` at `key`; an existing key keeps its place.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, value: Value) -> Option<Value> {
        self.entries.insert(key.into(), value)
    }

    /// Takes `key` out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.entries.shift_remove(key)
    }

    /// Keeps the entries for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&Arc<str>, &mut Value) -> bool) {
        self.entries.retain(keep);
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in Java's order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        let order: Vec<usize> = match self.order {
            Order::Insertion => (0..self.entries.len()).collect(),
            Order::Hash => self.hash_order(),
        };
        order.into_iter().filter_map(|index| self.entries.get_index(index))
    }

    /// The keys in Java's order.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<str>> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, to change in place; in insertion order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.entries.values_mut()
    }

    /// Indices in the order in which a `HashMap` that grew to this size by
    /// single puts would visit them: by bucket, then as inserted.
    fn hash_order(&self) -> Vec<usize> {
        let mut capacity = 16usize;
        while self.entries.len() > capacity / 4 * 3 {
            capacity *= 2;
        }
        let mask = u32::try_from(capacity - 1).unwrap_or(u32::MAX);
        let bucket = |index: &usize| {
            let key = self.entries.get_index(*index).map_or("", |(key, _)| key);
            let hash = hash_of(key).cast_unsigned();
            (hash ^ (hash >> 16)) & mask
        };
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by_key(bucket);
        order
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Into<Arc<str>>> FromIterator<(K, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        Self {
            entries: entries.into_iter().map(|(key, value)| (key.into(), value)).collect(),
            order: Order::Insertion,
        }
    }
}

impl IntoIterator for Map {
    type Item = (Arc<str>, Value);
    type IntoIter = indexmap::map::IntoIter<Arc<str>, Value>;

    /// The entries in insertion order.
    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
