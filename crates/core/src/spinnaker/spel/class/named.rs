//! The classes that expressions may name.

use super::Base;

/// The classes that `T(…)` and `new` may name (spel §10).
const NAMED: [Base; 18] = [
    Base::String,
    Base::Date,
    Base::Integer,
    Base::Long,
    Base::Double,
    Base::Byte,
    Base::SimpleDateFormat,
    Base::Math,
    Base::Random,
    Base::Uuid,
    Base::Boolean,
    Base::LocalDate,
    Base::LocalDateTime,
    Base::DayOfWeek,
    Base::Instant,
    Base::ChronoUnit,
    Base::UrlEncoder,
    Base::TemporalAdjusters,
];

/// The class that an expression names, if it may be named.
pub(in super::super) fn named(name: &str) -> Option<Base> {
    NAMED.into_iter().find(|base| {
        let full = base.info().name;
        full == name || full.strip_prefix("java.lang.") == Some(name)
    })
}

/// The primitive type that `name` spells, whatever its case.
pub(in super::super) fn primitive(name: &str) -> Option<Base> {
    const PRIMITIVES: [Base; 8] = [
        Base::BooleanType,
        Base::CharType,
        Base::ByteType,
        Base::ShortType,
        Base::IntType,
        Base::LongType,
        Base::FloatType,
        Base::DoubleType,
    ];
    PRIMITIVES.into_iter().find(|base| base.info().name.eq_ignore_ascii_case(name))
}
