//! One Java value with its origin.

use std::sync::Arc;

use num_bigint::BigInt;

use super::{Map, Origin};

/// A Java value and who wrote it.
///
/// Equality compares data, never origins, and is Java's: `Integer` 1 is not
/// `Long` 1.
#[derive(Clone, Debug, Default)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Who wrote it.
    pub origin: Origin,
}

/// What a value is, by Java's type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data {
    /// `null`.
    #[default]
    Null,
    /// `java.lang.Boolean`.
    Boolean(bool),
    /// `java.lang.Integer`.
    Integer(i32),
    /// `java.lang.Long`.
    Long(i64),
    /// `java.math.BigInteger`.
    BigInteger(BigInt),
    /// `java.lang.Double`.
    Double(f64),
    /// `java.lang.String`.
    String(Arc<str>),
    /// `java.util.List`.
    List(Vec<Value>),
    /// `java.util.Map` with text keys.
    Map(Map),
}

impl Value {
    /// A value with an origin.
    pub fn new(data: Data, origin: Origin) -> Self {
        Self { data, origin }
    }

    /// A text with an origin.
    pub fn text(text: impl Into<Arc<str>>, origin: Origin) -> Self {
        Self::new(Data::String(text.into()), origin)
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// The map, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The map to change in place, if this is one.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        match &mut self.data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The number, if this is a whole one of at most 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        match self.data {
            Data::Integer(number) => Some(number.into()),
            Data::Long(number) => Some(number),
            _ => None,
        }
    }

    /// The value under `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl From<Data> for Value {
    fn from(data: Data) -> Self {
        Self::new(data, Origin::Unknown)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text, Origin::Unknown)
    }
}
