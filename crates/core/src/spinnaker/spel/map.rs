//! Java's maps while an expression runs: any key, and the order in which a
//! `HashMap` of so many buckets is visited. It must never forget that order
//! depends on how the map grew.

use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::class::Base;
use super::heap::{Key, Map, TextKey};
use super::object::Object;
use crate::java::hash_of;

impl Map {
    /// An empty map; `HashMap`s and what is like them are visited by bucket.
    pub(super) fn new(class: Base) -> Self {
        let hashed = class == Base::HashMap;
        Self { class, entries: IndexMap::default(), buckets: hashed.then_some(0), stage: None }
    }

    /// `new HashMap<>(other)`, which reserves room for all entries at once.
    pub(super) fn hash_copy(other: &Self) -> Self {
        let mut buckets = 1usize;
        let wanted = other.entries.len() * 4 / 3 + 1;
        while buckets < wanted {
            buckets *= 2;
        }
        let mut copy = Self::new(Base::HashMap);
        copy.entries.reserve(other.entries.len());
        copy.buckets = Some(if other.entries.is_empty() { 0 } else { buckets });
        // No key is there twice, and the room that was reserved is enough.
        copy.entries.extend(other.iter().map(|(key, entry)| (key.clone(), entry.clone())));
        copy
    }

    /// A `HashMap` that these entries, with keys of their own, were merged
    /// into: unlike `put`, `HashMap.merge` grows late and adds in front.
    /// `late` says whether more was merged when the last entry was in.
    pub(super) fn hash_merged(entries: Vec<(Key, Object, Object)>, late: bool) -> Self {
        let mut buckets = 16usize;
        let checked = if late { entries.len() } else { entries.len().saturating_sub(1) };
        while checked > buckets * 3 / 4 {
            buckets *= 2;
        }
        let mut merged = Self::new(Base::HashMap);
        for (key, name, value) in entries.into_iter().rev() {
            merged.entries.insert(key, (name, value));
        }
        merged.buckets = Some(if merged.entries.is_empty() { 0 } else { buckets });
        merged
    }

    /// `put`.
    pub(super) fn insert(&mut self, key: Key, name: Object, value: Object) {
        match self.entries.entry(key) {
            Entry::Occupied(mut entry) => {
                entry.get_mut().1 = value;
                return;
            }
            Entry::Vacant(entry) => {
                entry.insert((name, value));
            }
        }
        if let Some(buckets) = &mut self.buckets {
            if *buckets == 0 {
                *buckets = 16;
            }
            if self.entries.len() > *buckets * 3 / 4 {
                *buckets *= 2;
            }
        }
    }

    /// `put` with a text as key.
    pub(super) fn insert_text(&mut self, key: impl Into<Arc<str>>, value: Object) {
        let key = key.into();
        self.insert(Key::Text(key.clone()), Object::String(key), value);
    }

    /// The value at a text.
    pub(super) fn get_text(&self, key: &str) -> Option<&Object> {
        self.entries.get(&TextKey(key)).map(|(_, value)| value)
    }

    /// The entries in Java's order: key, the key as object, value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &(Object, Object))> {
        let order = self.order();
        order.into_iter().filter_map(|at| self.entries.get_index(at))
    }

    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        let Some(buckets) = self.buckets else { return order };
        let mask = u32::try_from(buckets.saturating_sub(1)).unwrap_or(u32::MAX);
        order.sort_by_cached_key(|at| {
            let hash = self.entries.get_index(*at).map_or(0, |(key, _)| key.hash_code());
            let hash = hash.cast_unsigned();
            (hash ^ (hash >> 16)) & mask
        });
        order
    }
}

impl Key {
    /// `hashCode` of the key.
    fn hash_code(&self) -> i32 {
        match self {
            Self::Null => 0,
            Self::Text(text) | Self::Other(text) => hash_of(text),
            Self::Integer(number) => *number,
            Self::Long(number) => super::equal::hash_of_long(*number),
            Self::Boolean(truth) => super::equal::hash_of_boolean(*truth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_hash_map_reserves_room_for_all_its_entries() {
        let mut map = Map::new(Base::HashMap);
        for at in 0..12 {
            map.insert_text(format!("k{at}"), Object::Null);
        }
        assert_eq!(map.buckets, Some(16));
        assert_eq!(Map::hash_copy(&map).buckets, Some(32));
        map.insert_text("k12", Object::Null);
        assert_eq!(map.buckets, Some(32));
    }
}
