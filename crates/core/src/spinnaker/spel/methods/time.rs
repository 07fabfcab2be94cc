//! What `java.time`'s classes share, JDK 17 (spel §10). What needs a `TemporalField`, an amount, an adjuster or
//! a formatter cannot be called: no expression makes one.

use super::super::class::{Base, Class};
use super::super::equal;
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, Stop, thrown, unknown};
use super::super::time::{
    Civil, SECOND, between, civil, date, date_time_error, day_of, day_of_week, day_of_year,
    is_leap, length_of_month, plus_date, plus_date_time, plus_instant,
};
use super::arguments::{INT, LONG, OBJECT, UNREACHABLE, int, long, null_pointer, object};
use super::date::instant_of_millis;
use super::integers::{equals, hash_code, to_string};
use super::{Method, method, null_only, truth};

pub(super) const UNIT_TYPE: Class = Base::TemporalUnit.class();
pub(super) const TEMPORAL: Class = Base::Temporal.class();
pub(super) const ACCESSOR: Class = Base::TemporalAccessor.class();
pub(super) const FIELD: Class = Base::TemporalField.class();
pub(super) const AMOUNT: Class = Base::TemporalAmount.class();
pub(super) const ADJUSTER: Class = Base::TemporalAdjuster.class();
pub(super) const ZONE: Class = Base::ZoneId.class();
pub(super) const TIME: Class = Base::LocalTime.class();
pub(super) const OFFSET: Class = Base::ZoneOffset.class();
pub(super) const CHRONO_DATE: Class = Base::ChronoLocalDate.class();
pub(super) const CHRONO_DATE_TIME: Class = Base::ChronoLocalDateTime.class();
pub(super) const MONTH: Class = Base::Month.class();

/// A `ChronoUnit` by its place.
pub(super) fn unit_of(a: &[Object], at: usize) -> Step<u8> {
    match object(a, at) {
        Object::Constant(Base::ChronoUnit, place) => Ok(place),
        _ => Err(null_pointer()),
    }
}

/// A date with time as day and nanoseconds; dates at midnight.
pub(super) fn local(object: &Object) -> (i64, u64) {
    match object {
        Object::LocalDate(day) => (*day, 0),
        Object::LocalDateTime(day, nanos) => (*day, *nanos),
        _ => (0, 0),
    }
}

/// The argument that is wanted as a `LocalTime`, which only a date with a time
/// becomes: its whole seconds of the day, and its nanoseconds of the day.
pub(super) fn time_of(a: &[Object], at: usize) -> Step<(i64, u64)> {
    match object(a, at) {
        Object::LocalDateTime(_, nanos) => Ok((i64::try_from(nanos / SECOND).unwrap_or(0), nanos)),
        _ => Err(null_pointer()),
    }
}

pub(super) fn other(a: &[Object]) -> Step<Object> {
    match object(a, 0) {
        Object::Null => Err(null_pointer()),
        other => Ok(other),
    }
}

pub(super) fn order(o: &Object, a: &[Object]) -> Step<i32> {
    Ok(equal::compare(o, &other(a)?)?.unwrap_or(0))
}

pub(super) fn small(number: i64) -> Object {
    Object::Integer(i32::try_from(number).unwrap_or(0))
}

/// Seconds of an offset as `ZoneOffset` reads it.
fn offset_seconds(name: &str) -> Option<i64> {
    if name == "Z" {
        return Some(0);
    }
    let (sign, rest) = match name.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let parts: Vec<&str> = match (rest.len(), rest.contains(':')) {
        (1 | 2, false) => vec![rest],
        (4 | 6, false) => {
            [rest.get(0..2), rest.get(2..4), rest.get(4..6)].into_iter().flatten().collect()
        }
        (5 | 8, true) => rest.split(':').collect(),
        _ => return None,
    };
    let mut total = 0;
    for (at, part) in parts.iter().enumerate() {
        let digits = part.len() == 2 || at == 0 && rest.len() == 1;
        if !digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let value: i64 = part.parse().ok()?;
        if value > if at == 0 { 18 } else { 59 } {
            return None;
        }
        total += value * [3_600, 60, 1].get(at)?;
    }
    (parts.len() <= 3 && total <= 18 * 3_600).then_some(sign * total)
}

/// Seconds of a zone that is an offset, maybe behind `UTC`, `GMT` or `UT`.
fn zone_seconds(name: &str) -> Option<i64> {
    if let Some(seconds) = offset_seconds(name) {
        return Some(seconds);
    }
    let rest = ["UTC", "GMT", "UT"].into_iter().find_map(|prefix| name.strip_prefix(prefix))?;
    if rest.is_empty() { Some(0) } else { offset_seconds(rest).filter(|_| rest != "Z") }
}

/// Whether a zone's name is an offset's; the others need tables, and some
/// are none.
pub(in super::super) fn offset(name: &str, regions: bool) -> Step<bool> {
    if !regions {
        let none = || date_time_error("this is no offset");
        return offset_seconds(name).map(|_| true).ok_or_else(none);
    }
    if zone_seconds(name).is_some() {
        return Ok(true);
    }
    let mut chars = name.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let legal = |c: char| c.is_ascii_alphanumeric() || "~/._+-".contains(c);
    if !first || name.len() < 2 || !chars.all(legal) {
        return Err(date_time_error("this cannot name a zone"));
    }
    Ok(false)
}

/// Only UTC and whole offsets: other zones need tables.
pub(super) fn zone_offset(a: &[Object], at: usize) -> Step<i64> {
    match object(a, at) {
        Object::Named(_, zone) => {
            zone_seconds(&zone).ok_or_else(|| unknown("a time zone other than UTC"))
        }
        _ => Err(null_pointer()),
    }
}

pub(super) fn at_offset(seconds: i64, nanos: u32, offset: i64) -> (i64, u64) {
    let shifted = seconds.saturating_add(offset);
    let of_day = shifted.rem_euclid(86_400).unsigned_abs() * SECOND + u64::from(nanos);
    (shifted.div_euclid(86_400), of_day)
}

pub(super) fn now(m: &mut Machine<'_>, offset: Option<i64>) -> (i64, u64) {
    m.heap.varies.clock = true;
    m.heap.varies.time_zone |= offset.is_none();
    let Object::Instant(seconds, nanos) = instant_of_millis(m.heap.now) else { return (0, 0) };
    at_offset(seconds, nanos, offset.unwrap_or(0))
}

pub(super) fn weekday(day: i64) -> Object {
    Object::Constant(Base::DayOfWeek, day_of_week(day))
}

/// The calendar part of a date or a date with time replaced.
pub(super) fn with_day(o: &Object, day: i64) -> Object {
    match o {
        Object::LocalDateTime(_, nanos) => Object::LocalDateTime(day, *nanos),
        _ => Object::LocalDate(day),
    }
}

pub(super) fn plus(o: &Object, amount: i64, unit: u8) -> Step<Object> {
    Ok(match o {
        Object::LocalDate(day) => Object::LocalDate(plus_date(*day, amount, unit)?),
        Object::LocalDateTime(day, nanos) => {
            let (day, nanos) = plus_date_time((*day, *nanos), amount, unit)?;
            Object::LocalDateTime(day, nanos)
        }
        Object::Instant(seconds, nanos) => {
            let (seconds, nanos) = plus_instant((*seconds, *nanos), amount, unit)?;
            Object::Instant(seconds, nanos)
        }
        _ => Object::Null,
    })
}

pub(super) fn minus(o: &Object, amount: i64, unit: u8) -> Step<Object> {
    match amount.checked_neg() {
        Some(amount) => plus(o, amount, unit),
        None => plus(&plus(o, i64::MAX, unit)?, 1, unit),
    }
}

macro_rules! shift {
    ($plus:literal, $minus:literal, $unit:literal) => {
        [
            method($plus, &[LONG], |_, o, a| plus(o, long(a, 0), $unit)),
            method($minus, &[LONG], |_, o, a| minus(o, long(a, 0), $unit)),
        ]
    };
}

pub(super) const DAYS: [Method; 2] = shift!("plusDays", "minusDays", 7);
pub(super) const WEEKS: [Method; 2] = shift!("plusWeeks", "minusWeeks", 8);
pub(super) const MONTHS: [Method; 2] = shift!("plusMonths", "minusMonths", 9);
pub(super) const YEARS: [Method; 2] = shift!("plusYears", "minusYears", 10);
pub(super) const HOURS: [Method; 2] = shift!("plusHours", "minusHours", 5);
pub(super) const MINUTES: [Method; 2] = shift!("plusMinutes", "minusMinutes", 4);
pub(super) const SECONDS: [Method; 2] = shift!("plusSeconds", "minusSeconds", 3);
pub(super) const MILLIS: [Method; 2] = shift!("plusMillis", "minusMillis", 2);
pub(super) const NANOS: [Method; 2] = shift!("plusNanos", "minusNanos", 0);

pub(super) fn calendar(o: &Object, change: impl FnOnce(Civil) -> Step<Civil>) -> Step<Object> {
    let (day, _) = local(o);
    let changed = change(civil(day))?;
    Ok(with_day(o, date(changed.year, changed.month, changed.day)?))
}

/// Keeps the day inside its month.
pub(super) fn cut(date: Civil) -> Civil {
    let last = length_of_month(date.year, date.month);
    Civil { day: date.day.min(last), ..date }
}

pub(super) fn day_within(o: &Object, a: &[Object]) -> Step<Object> {
    let (day, wanted) = (local(o).0, i64::from(int(a, 0)));
    let year = civil(day).year;
    if !(1..=if is_leap(year) { 366 } else { 365 }).contains(&wanted) {
        return Err(date_time_error("the year has no such day"));
    }
    Ok(with_day(o, day_of(Civil { year, month: 1, day: 1 }) + wanted - 1))
}

pub(super) fn checked_month(month: i64) -> Step<i64> {
    if (1..=12).contains(&month) {
        Ok(month)
    } else {
        Err(date_time_error("there is no such month"))
    }
}

/// What dates and dates with times share.
pub(super) const SHARED: [Method; 20] = [
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("getYear", &[], |_, o, _| Ok(small(civil(local(o).0).year))),
    method("getMonthValue", &[], |_, o, _| Ok(small(civil(local(o).0).month))),
    method("getDayOfMonth", &[], |_, o, _| Ok(small(civil(local(o).0).day))),
    method("getDayOfYear", &[], |_, o, _| Ok(small(day_of_year(local(o).0)))),
    method("getDayOfWeek", &[], |_, o, _| Ok(weekday(local(o).0))),
    method("plus", &[LONG, UNIT_TYPE], |_, o, a| plus(o, long(a, 0), unit_of(a, 1)?)),
    method("minus", &[LONG, UNIT_TYPE], |_, o, a| minus(o, long(a, 0), unit_of(a, 1)?)),
    method("withDayOfMonth", &[INT], |_, o, a| {
        calendar(o, |date| Ok(Civil { day: int(a, 0).into(), ..date }))
    }),
    method("withDayOfYear", &[INT], |_, o, a| day_within(o, a)),
    method("withMonth", &[INT], |_, o, a| {
        calendar(o, |date| Ok(cut(Civil { month: checked_month(int(a, 0).into())?, ..date })))
    }),
    method("withYear", &[INT], |_, o, a| {
        calendar(o, |date| Ok(cut(Civil { year: int(a, 0).into(), ..date })))
    }),
    method("with", &[ADJUSTER], |_, o, a| match other(a)? {
        Object::Constant(Base::DayOfWeek, wanted) => {
            let (day, _) = local(o);
            plus(o, i64::from(wanted) - i64::from(day_of_week(day)), 7)
        }
        Object::LocalDate(day) => Ok(with_day(o, day)),
        new @ Object::LocalDateTime(..) if matches!(o, Object::LocalDateTime(..)) => Ok(new),
        // Only a moment in time is left, which no date has.
        _ => Err(unsupported()),
    }),
    null_only("get", &[FIELD]),
    null_only("getLong", &[FIELD]),
    truth("isSupported", &[FIELD], |_, _, _| Ok(Object::Boolean(false))),
    null_only("with", &[FIELD, LONG]),
    null_only("format", &[UNREACHABLE]),
];

pub(super) fn unsupported() -> Stop {
    thrown("UnsupportedTemporalTypeException", "the type does not know this unit")
}

pub(super) const AMOUNTS: [Method; 2] =
    [null_only("plus", &[AMOUNT]), null_only("minus", &[AMOUNT])];

pub(super) fn until(o: &Object, a: &[Object]) -> Step<Object> {
    let unit = || unit_of(a, 1);
    Ok(Object::Long(match (o, other(a)?) {
        (Object::LocalDate(from), to @ (Object::LocalDate(_) | Object::LocalDateTime(..))) => {
            if unit()? < 7 {
                return Err(unsupported());
            }
            between((*from, 0), (local(&to).0, 0), unit()?)?
        }
        (Object::LocalDateTime(..), to @ Object::LocalDateTime(..)) => {
            between(local(o), local(&to), unit()?)?
        }
        (Object::Instant(from, a), Object::Instant(to, b)) => {
            if unit()? > 7 {
                return Err(unsupported());
            }
            let split = |seconds: i64, nanos: u32| at_offset(seconds, nanos, 0);
            between(split(*from, *a), split(to, b), unit()?)?
        }
        // A date or a day of the week has no moment in time.
        (Object::Instant(..), _) => return Err(unsupported()),
        _ => return Err(date_time_error("the two are of different kinds")),
    }))
}
