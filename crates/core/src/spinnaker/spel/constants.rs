//! The constants of the enums that expressions meet.

use super::class::Base;
use super::object::Object;

/// The names of an enum's constants in order; empty for other classes.
pub(super) fn names(base: Base) -> &'static [&'static str] {
    match base {
        Base::Status => &[
            "NOT_STARTED",
            "RUNNING",
            "PAUSED",
            "SUSPENDED",
            "SUCCEEDED",
            "FAILED_CONTINUE",
            "TERMINAL",
            "CANCELED",
            "REDIRECT",
            "STOPPED",
            "SKIPPED",
            "BUFFERED",
        ],
        Base::DayOfWeek => {
            &["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
        }
        Base::Month => &[
            "JANUARY",
            "FEBRUARY",
            "MARCH",
            "APRIL",
            "MAY",
            "JUNE",
            "JULY",
            "AUGUST",
            "SEPTEMBER",
            "OCTOBER",
            "NOVEMBER",
            "DECEMBER",
        ],
        Base::TextStyle => {
            &["FULL", "FULL_STANDALONE", "SHORT", "SHORT_STANDALONE", "NARROW", "NARROW_STANDALONE"]
        }
        Base::ChronoUnit => &[
            "NANOS",
            "MICROS",
            "MILLIS",
            "SECONDS",
            "MINUTES",
            "HOURS",
            "HALF_DAYS",
            "DAYS",
            "WEEKS",
            "MONTHS",
            "YEARS",
            "DECADES",
            "CENTURIES",
            "MILLENNIA",
            "ERAS",
            "FOREVER",
        ],
        _ => &[],
    }
}

const UNITS: [&str; 16] = [
    "Nanos",
    "Micros",
    "Millis",
    "Seconds",
    "Minutes",
    "Hours",
    "HalfDays",
    "Days",
    "Weeks",
    "Months",
    "Years",
    "Decades",
    "Centuries",
    "Millennia",
    "Eras",
    "Forever",
];

/// `name()`.
pub(super) fn name(base: Base, at: u8) -> &'static str {
    names(base).get(usize::from(at)).copied().unwrap_or("")
}

/// `toString()`, which only `ChronoUnit` changes.
pub(super) fn to_string(base: Base, at: u8) -> &'static str {
    match base {
        Base::ChronoUnit => UNITS.get(usize::from(at)).copied().unwrap_or(""),
        _ => name(base, at),
    }
}

/// The constant of this name.
pub(super) fn find(base: Base, name: &str) -> Option<Object> {
    let at = names(base).iter().position(|constant| *constant == name)?;
    Some(Object::Constant(base, u8::try_from(at).ok()?))
}
