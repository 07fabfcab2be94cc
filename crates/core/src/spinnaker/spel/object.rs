//! Java objects while an expression runs. Scalars are held here, everything
//! with an identity lives in the [`super::heap`]; it must never hold text that
//! Java could not.

use std::sync::Arc;

use num_bigint::BigInt;

use super::class::{Base, Class};

/// Where a list, map, array or bean lives in the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Id(pub(super) u32);

/// A Java object or null.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "each is the Java type of its name")]
pub(super) enum Object {
    #[default]
    Null,
    Boolean(bool),
    /// One UTF-16 unit.
    Character(u16),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    BigInteger(Arc<BigInt>),
    String(Arc<str>),
    /// A `java.lang.Class`.
    Class(Class),
    /// An enum's constant by its place.
    Constant(Base, u8),
    /// Milliseconds since 1970.
    Date(i64),
    /// Seconds since 1970 and nanoseconds.
    Instant(i64, u32),
    /// Days since 1970.
    LocalDate(i64),
    /// Days since 1970 and nanoseconds of the day.
    LocalDateTime(i64, u64),
    Uuid(u128),
    /// A function by its name, which Java holds as a method.
    Method(Arc<str>),
    /// Where a zone, locale or charset is expected, one by name.
    Named(Base, Arc<str>),
    /// A list, map, array or bean.
    Ref(Id),
}

/// What Spring knows of a value's type beyond its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing: `ArrayList<?>`.
    #[default]
    Plain,
    /// A collection whose elements are declared.
    Of(Class),
    /// `Map<String, Object>`: keys become text.
    TextKeys,
    /// `Map<String, String>`: keys and values become text.
    TextEntries,
}

/// A value with what Spring knows of its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    /// The value.
    pub value: Object,
    /// Its declared type arguments.
    pub shape: Shape,
}

impl Object {
    /// A text.
    pub(super) fn text(text: impl Into<Arc<str>>) -> Self {
        Self::String(text.into())
    }

    /// Whether this is null.
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if this is a `String`.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this is a `Number`.
    pub(super) fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Byte(_)
                | Self::Short(_)
                | Self::Integer(_)
                | Self::Long(_)
                | Self::Float(_)
                | Self::Double(_)
                | Self::BigInteger(_)
        )
    }
}

impl From<Object> for Typed {
    fn from(value: Object) -> Self {
        Self { value, shape: Shape::Plain }
    }
}
