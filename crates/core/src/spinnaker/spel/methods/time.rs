//! `LocalDate`, `LocalDateTime`, `Instant`, `DayOfWeek` and `ChronoUnit`,
//! JDK 17 (spel §10). What needs a `TemporalField`, an amount, an adjuster or
//! a formatter cannot be called: no expression makes one.

use super::super::class::{Base, Class};
use super::super::equal;
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, Stop, thrown, unknown};
use super::super::time::{
    Civil, DAY, SECOND, between, civil, date, date_time_error, day_of, day_of_week, day_of_year,
    is_leap, length_of_month, parse_date, parse_date_time, parse_instant, plus_date,
    plus_date_time, plus_instant, time, truncate,
};
use super::arguments::{
    CHAR_SEQUENCE, INT, LONG, OBJECT, STRING, UNREACHABLE, int, long, null_pointer, object, text,
};
use super::date::instant_of_millis;
use super::integers::{equals, hash_code, to_string};
use super::{Method, Tables, method, truth, unmodelled};

const UNIT_TYPE: Class = Base::TemporalUnit.class();
const TEMPORAL: Class = Base::Temporal.class();
const ACCESSOR: Class = Base::TemporalAccessor.class();
const FIELD: Class = Base::TemporalField.class();
const AMOUNT: Class = Base::TemporalAmount.class();
const ADJUSTER: Class = Base::TemporalAdjuster.class();
const ZONE: Class = Base::ZoneId.class();
const OFFSET: Class = Base::ZoneOffset.class();
const CHRONO_DATE: Class = Base::ChronoLocalDate.class();
const CHRONO_DATE_TIME: Class = Base::ChronoLocalDateTime.class();
const MONTH: Class = Base::Month.class();

const FIELDS: &str = "a field of a date or time";
const FORMATS: &str = "a formatter of dates";

/// A `ChronoUnit` by its place.
fn unit_of(a: &[Object], at: usize) -> Step<u8> {
    match object(a, at) {
        Object::Constant(Base::ChronoUnit, place) => Ok(place),
        _ => Err(null_pointer()),
    }
}

/// A date with time as day and nanoseconds; dates at midnight.
fn local(object: &Object) -> (i64, u64) {
    match object {
        Object::LocalDate(day) => (*day, 0),
        Object::LocalDateTime(day, nanos) => (*day, *nanos),
        _ => (0, 0),
    }
}

fn other(a: &[Object]) -> Step<Object> {
    match object(a, 0) {
        Object::Null => Err(null_pointer()),
        other => Ok(other),
    }
}

fn order(o: &Object, a: &[Object]) -> Step<i32> {
    Ok(equal::compare(o, &other(a)?)?.unwrap_or(0))
}

fn small(number: i64) -> Object {
    Object::Integer(i32::try_from(number).unwrap_or(0))
}

/// Only UTC and whole offsets: other zones need tables.
fn zone_offset(a: &[Object], at: usize) -> Step<i64> {
    match object(a, at) {
        Object::Named(_, zone) => match zone.as_ref() {
            "UTC" | "GMT" | "Z" | "UT" => Ok(0),
            zone => parse_instant(&format!("1970-01-02T00:00:00{zone}"))
                .map(|(seconds, _)| 86_400 - seconds)
                .map_err(|_| unknown("a time zone other than UTC")),
        },
        _ => Err(null_pointer()),
    }
}

fn at_offset(seconds: i64, nanos: u32, offset: i64) -> (i64, u64) {
    let shifted = seconds.saturating_add(offset);
    let of_day = shifted.rem_euclid(86_400).unsigned_abs() * SECOND + u64::from(nanos);
    (shifted.div_euclid(86_400), of_day)
}

fn now(m: &mut Machine<'_>, offset: Option<i64>) -> (i64, u64) {
    m.heap.varies.clock = true;
    m.heap.varies.time_zone |= offset.is_none();
    let Object::Instant(seconds, nanos) = instant_of_millis(m.world.now) else { return (0, 0) };
    at_offset(seconds, nanos, offset.unwrap_or(0))
}

fn weekday(day: i64) -> Object {
    Object::Constant(Base::DayOfWeek, day_of_week(day))
}

/// The calendar part of a date or a date with time replaced.
fn with_day(o: &Object, day: i64) -> Object {
    match o {
        Object::LocalDateTime(_, nanos) => Object::LocalDateTime(day, *nanos),
        _ => Object::LocalDate(day),
    }
}

fn plus(o: &Object, amount: i64, unit: u8) -> Step<Object> {
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

fn minus(o: &Object, amount: i64, unit: u8) -> Step<Object> {
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

const DAYS: [Method; 2] = shift!("plusDays", "minusDays", 7);
const WEEKS: [Method; 2] = shift!("plusWeeks", "minusWeeks", 8);
const MONTHS: [Method; 2] = shift!("plusMonths", "minusMonths", 9);
const YEARS: [Method; 2] = shift!("plusYears", "minusYears", 10);
const HOURS: [Method; 2] = shift!("plusHours", "minusHours", 5);
const MINUTES: [Method; 2] = shift!("plusMinutes", "minusMinutes", 4);
const SECONDS: [Method; 2] = shift!("plusSeconds", "minusSeconds", 3);
const MILLIS: [Method; 2] = shift!("plusMillis", "minusMillis", 2);
const NANOS: [Method; 2] = shift!("plusNanos", "minusNanos", 0);

fn calendar(o: &Object, change: impl FnOnce(Civil) -> Step<Civil>) -> Step<Object> {
    let (day, _) = local(o);
    let changed = change(civil(day))?;
    Ok(with_day(o, date(changed.year, changed.month, changed.day)?))
}

/// Keeps the day inside its month.
fn cut(date: Civil) -> Civil {
    let last = length_of_month(date.year, date.month);
    Civil { day: date.day.min(last), ..date }
}

fn day_within(o: &Object, a: &[Object]) -> Step<Object> {
    let (day, wanted) = (local(o).0, i64::from(int(a, 0)));
    let year = civil(day).year;
    if !(1..=if is_leap(year) { 366 } else { 365 }).contains(&wanted) {
        return Err(date_time_error("the year has no such day"));
    }
    Ok(with_day(o, day_of(Civil { year, month: 1, day: 1 }) + wanted - 1))
}

fn checked_month(month: i64) -> Step<i64> {
    if (1..=12).contains(&month) {
        Ok(month)
    } else {
        Err(date_time_error("there is no such month"))
    }
}

/// What dates and dates with times share.
const SHARED: [Method; 20] = [
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
        Object::LocalDateTime(..) => Err(unsupported()),
        _ => Err(unknown("this adjustment of a date")),
    }),
    unmodelled("get", &[FIELD], FIELDS),
    unmodelled("getLong", &[FIELD], FIELDS),
    unmodelled("isSupported", &[FIELD], FIELDS),
    unmodelled("with", &[FIELD, LONG], FIELDS),
    unmodelled("format", &[UNREACHABLE], FORMATS),
];

fn unsupported() -> Stop {
    thrown("UnsupportedTemporalTypeException", "the type does not know this unit")
}

const AMOUNTS: [Method; 2] =
    [unmodelled("plus", &[AMOUNT], FIELDS), unmodelled("minus", &[AMOUNT], FIELDS)];

const DATE_OWN: &[Method] = &[
    method("compareTo", &[CHRONO_DATE], |_, o, a| Ok(Object::Integer(order(o, a)?))),
    truth("isSupported", &[UNIT_TYPE], |_, _, a| {
        Ok(Object::Boolean(unit_of(a, 0).is_ok_and(|unit| (7..=14).contains(&unit))))
    }),
    method("until", &[TEMPORAL, UNIT_TYPE], |_, o, a| until(o, a)),
    truth("isAfter", &[CHRONO_DATE], |_, o, a| Ok(Object::Boolean(order(o, a)? > 0))),
    truth("isBefore", &[CHRONO_DATE], |_, o, a| Ok(Object::Boolean(order(o, a)? < 0))),
    truth("isEqual", &[CHRONO_DATE], |_, o, a| Ok(Object::Boolean(order(o, a)? == 0))),
    truth("isLeapYear", &[], |_, o, _| Ok(Object::Boolean(is_leap(civil(local(o).0).year)))),
    method("lengthOfMonth", &[], |_, o, _| {
        let date = civil(local(o).0);
        Ok(small(length_of_month(date.year, date.month)))
    }),
    method("lengthOfYear", &[], |_, o, _| {
        Ok(small(if is_leap(civil(local(o).0).year) { 366 } else { 365 }))
    }),
    method("toEpochDay", &[], |_, o, _| Ok(Object::Long(local(o).0))),
    method("atTime", &[INT, INT], |_, o, a| at_time(o, a)),
    method("atTime", &[INT, INT, INT], |_, o, a| at_time(o, a)),
    method("atTime", &[INT, INT, INT, INT], |_, o, a| at_time(o, a)),
    method("atStartOfDay", &[], |_, o, _| Ok(Object::LocalDateTime(local(o).0, 0))),
];

/// `LocalDate`'s own methods.
pub(super) fn date_tables() -> Tables {
    vec![&SHARED, DATE_OWN, &AMOUNTS, &DAYS, &WEEKS, &MONTHS, &YEARS, DATE_STATIC]
}

fn at_time(o: &Object, a: &[Object]) -> Step<Object> {
    let field = |at: usize| i64::from(int(a, at));
    Ok(Object::LocalDateTime(local(o).0, time(field(0), field(1), field(2), field(3))?))
}

fn until(o: &Object, a: &[Object]) -> Step<Object> {
    let unit = unit_of(a, 1)?;
    Ok(Object::Long(match (o, other(a)?) {
        (Object::LocalDate(from), to @ (Object::LocalDate(_) | Object::LocalDateTime(..))) => {
            if unit < 7 {
                return Err(unsupported());
            }
            between((*from, 0), (local(&to).0, 0), unit)?
        }
        (Object::LocalDateTime(..), to @ Object::LocalDateTime(..)) => {
            between(local(o), local(&to), unit)?
        }
        (Object::Instant(from, a), Object::Instant(to, b)) => {
            if unit > 7 {
                return Err(unsupported());
            }
            let split = |seconds: i64, nanos: u32| at_offset(seconds, nanos, 0);
            between(split(*from, *a), split(to, b), unit)?
        }
        _ => return Err(date_time_error("the two are of different kinds")),
    }))
}

pub(super) const DATE_STATIC: &[Method] = &[
    method("of", &[INT, INT, INT], |_, _, a| {
        Ok(Object::LocalDate(date(int(a, 0).into(), int(a, 1).into(), int(a, 2).into())?))
    }),
    method("of", &[INT, MONTH, INT], |_, _, a| {
        let Object::Constant(_, month) = object(a, 1) else { return Err(null_pointer()) };
        Ok(Object::LocalDate(date(int(a, 0).into(), i64::from(month) + 1, int(a, 2).into())?))
    }),
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::LocalDate(_) => Ok(value),
        Object::LocalDateTime(day, _) => Ok(Object::LocalDate(day)),
        _ => Err(date_time_error("it holds no date")),
    }),
    method("parse", &[CHAR_SEQUENCE], |_, _, a| Ok(Object::LocalDate(parse_date(&text(a, 0)?)?))),
    unmodelled("parse", &[CHAR_SEQUENCE, UNREACHABLE], FORMATS),
    method("now", &[ZONE], |m, _, a| {
        let offset = zone_offset(a, 0)?;
        Ok(Object::LocalDate(now(m, Some(offset)).0))
    }),
    method("now", &[], |m, _, _| Ok(Object::LocalDate(now(m, None).0))),
    method("ofInstant", &[Base::Instant.class(), ZONE], |_, _, a| match other(a)? {
        Object::Instant(seconds, nanos) => {
            Ok(Object::LocalDate(at_offset(seconds, nanos, zone_offset(a, 1)?).0))
        }
        _ => Err(null_pointer()),
    }),
    method("ofEpochDay", &[LONG], |_, _, a| Ok(Object::LocalDate(plus_date(0, long(a, 0), 7)?))),
    method("ofYearDay", &[INT, INT], |_, _, a| {
        let first = date(int(a, 0).into(), 1, 1)?;
        day_within(&Object::LocalDate(first), &[object(a, 1)])
    }),
];

fn nanos_of(o: &Object) -> i64 {
    i64::try_from(local(o).1).unwrap_or(0)
}

fn second() -> i64 {
    1_000_000_000
}

fn with_time(o: &Object, at: usize, a: &[Object]) -> Step<Object> {
    let nanos = nanos_of(o);
    let seconds = nanos / second();
    let mut fields = [seconds / 3_600, seconds / 60 % 60, seconds % 60, nanos % second()];
    if let Some(field) = fields.get_mut(at) {
        *field = int(a, 0).into();
    }
    let [hour, minute, second, nano] = fields;
    Ok(Object::LocalDateTime(local(o).0, time(hour, minute, second, nano)?))
}

fn epoch_second(o: &Object, a: &[Object]) -> Step<i64> {
    let (day, nanos) = local(o);
    let of_day = i64::try_from(nanos / SECOND).unwrap_or(0);
    Ok(day * 86_400 + of_day - zone_offset(a, 0)?)
}

const DATE_TIME_OWN: &[Method] = &[
    method("compareTo", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Integer(order(o, a)?))),
    truth("isSupported", &[UNIT_TYPE], |_, _, a| {
        Ok(Object::Boolean(unit_of(a, 0).is_ok_and(|unit| unit <= 14)))
    }),
    method("getNano", &[], |_, o, _| Ok(small(nanos_of(o) % second()))),
    method("getHour", &[], |_, o, _| Ok(small(nanos_of(o) / second() / 3_600))),
    method("getMinute", &[], |_, o, _| Ok(small(nanos_of(o) / second() / 60 % 60))),
    method("getSecond", &[], |_, o, _| Ok(small(nanos_of(o) / second() % 60))),
    method("until", &[TEMPORAL, UNIT_TYPE], |_, o, a| until(o, a)),
    method("truncatedTo", &[UNIT_TYPE], |_, o, a| {
        Ok(Object::LocalDateTime(local(o).0, truncate(local(o).1, unit_of(a, 0)?)?))
    }),
    truth("isAfter", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Boolean(order(o, a)? > 0))),
    truth("isBefore", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Boolean(order(o, a)? < 0))),
    truth("isEqual", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Boolean(order(o, a)? == 0))),
    method("withHour", &[INT], |_, o, a| with_time(o, 0, a)),
    method("withMinute", &[INT], |_, o, a| with_time(o, 1, a)),
    method("withSecond", &[INT], |_, o, a| with_time(o, 2, a)),
    method("withNano", &[INT], |_, o, a| with_time(o, 3, a)),
    method("toLocalDate", &[], |_, o, _| Ok(Object::LocalDate(local(o).0))),
    method("toInstant", &[OFFSET], |_, o, a| {
        let nanos = u32::try_from(nanos_of(o) % second()).unwrap_or(0);
        Ok(Object::Instant(epoch_second(o, a)?, nanos))
    }),
    method("toEpochSecond", &[OFFSET], |_, o, a| Ok(Object::Long(epoch_second(o, a)?))),
];

/// `LocalDateTime`'s own methods.
pub(super) fn date_time_tables() -> Tables {
    let own: Tables = vec![&SHARED, DATE_TIME_OWN, &AMOUNTS, DATE_TIME_STATIC];
    let shifts: Tables = vec![&DAYS, &WEEKS, &MONTHS, &YEARS, &HOURS, &MINUTES, &SECONDS, &NANOS];
    own.into_iter().chain(shifts).collect()
}

fn date_time_of(a: &[Object]) -> Step<Object> {
    let field = |at: usize| i64::from(int(a, at));
    let month = match object(a, 1) {
        Object::Constant(_, month) => i64::from(month) + 1,
        Object::Null => return Err(null_pointer()),
        _ => field(1),
    };
    let day = date(field(0), month, field(2))?;
    Ok(Object::LocalDateTime(day, time(field(3), field(4), field(5), field(6))?))
}

pub(super) const DATE_TIME_STATIC: &[Method] = &[
    method("of", &[INT, MONTH, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, MONTH, INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, MONTH, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, INT, INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::LocalDateTime(..) => Ok(value),
        _ => Err(date_time_error("it holds no date with time")),
    }),
    method("parse", &[CHAR_SEQUENCE], |_, _, a| {
        let (day, nanos) = parse_date_time(&text(a, 0)?)?;
        Ok(Object::LocalDateTime(day, nanos))
    }),
    unmodelled("parse", &[CHAR_SEQUENCE, UNREACHABLE], FORMATS),
    method("now", &[], |m, _, _| {
        let (day, nanos) = now(m, None);
        Ok(Object::LocalDateTime(day, nanos))
    }),
    method("now", &[ZONE], |m, _, a| {
        let offset = zone_offset(a, 0)?;
        let (day, nanos) = now(m, Some(offset));
        Ok(Object::LocalDateTime(day, nanos))
    }),
    method("ofEpochSecond", &[LONG, INT, OFFSET], |_, _, a| {
        let nanos = u32::try_from(int(a, 1)).map_err(|_| date_time_error("out of range"))?;
        let (day, nanos) = at_offset(long(a, 0), nanos, zone_offset(a, 2)?);
        Ok(Object::LocalDateTime(plus_date(day, 0, 7)?, nanos % DAY))
    }),
    method("ofInstant", &[Base::Instant.class(), ZONE], |_, _, a| match other(a)? {
        Object::Instant(seconds, nanos) => {
            let (day, nanos) = at_offset(seconds, nanos, zone_offset(a, 1)?);
            Ok(Object::LocalDateTime(day, nanos))
        }
        _ => Err(null_pointer()),
    }),
];

fn instant(object: &Object) -> (i64, u32) {
    if let Object::Instant(seconds, nanos) = object { (*seconds, *nanos) } else { (0, 0) }
}

const INSTANT_TYPE: Class = Base::Instant.class();

const INSTANT_OWN: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[INSTANT_TYPE], |_, o, a| Ok(Object::Integer(order(o, a)?))),
    truth("isSupported", &[UNIT_TYPE], |_, _, a| {
        Ok(Object::Boolean(unit_of(a, 0).is_ok_and(|unit| unit <= 7)))
    }),
    method("plus", &[LONG, UNIT_TYPE], |_, o, a| plus(o, long(a, 0), unit_of(a, 1)?)),
    method("minus", &[LONG, UNIT_TYPE], |_, o, a| minus(o, long(a, 0), unit_of(a, 1)?)),
    method("getEpochSecond", &[], |_, o, _| Ok(Object::Long(instant(o).0))),
    method("getNano", &[], |_, o, _| Ok(Object::Integer(instant(o).1.cast_signed()))),
    method("toEpochMilli", &[], |_, o, _| {
        let (seconds, nanos) = instant(o);
        let millis = seconds.checked_mul(1_000);
        let millis = millis.and_then(|all| all.checked_add((nanos / 1_000_000).into()));
        let bad = || thrown("ArithmeticException", "the number does not fit");
        Ok(Object::Long(millis.ok_or_else(bad)?))
    }),
    method("until", &[TEMPORAL, UNIT_TYPE], |_, o, a| until(o, a)),
    method("truncatedTo", &[UNIT_TYPE], |_, o, a| {
        let (seconds, nanos) = instant(o);
        let (day, of_day) = at_offset(seconds, nanos, 0);
        let cut = truncate(of_day, unit_of(a, 0)?)?;
        let nanos = u32::try_from(cut % SECOND).unwrap_or(0);
        Ok(Object::Instant(day * 86_400 + i64::try_from(cut / SECOND).unwrap_or(0), nanos))
    }),
    truth("isAfter", &[INSTANT_TYPE], |_, o, a| Ok(Object::Boolean(order(o, a)? > 0))),
    truth("isBefore", &[INSTANT_TYPE], |_, o, a| Ok(Object::Boolean(order(o, a)? < 0))),
    unmodelled("get", &[FIELD], FIELDS),
    unmodelled("getLong", &[FIELD], FIELDS),
    unmodelled("isSupported", &[FIELD], FIELDS),
    unmodelled("with", &[FIELD, LONG], FIELDS),
    unmodelled("with", &[ADJUSTER], "this adjustment of an instant"),
];

/// `Instant`'s own methods.
pub(super) fn instant_tables() -> Tables {
    vec![INSTANT_OWN, &AMOUNTS, &SECONDS, &MILLIS, &NANOS, INSTANT_STATIC]
}

pub(super) const INSTANT_STATIC: &[Method] = &[
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::Instant(..) => Ok(value),
        _ => Err(date_time_error("it holds no instant")),
    }),
    method("parse", &[CHAR_SEQUENCE], |_, _, a| {
        let (seconds, nanos) = parse_instant(&text(a, 0)?)?;
        Ok(Object::Instant(seconds, nanos))
    }),
    method("now", &[], |m, _, _| {
        m.heap.varies.clock = true;
        Ok(instant_of_millis(m.world.now))
    }),
    method("ofEpochSecond", &[LONG], |_, _, a| plus(&Object::Instant(0, 0), long(a, 0), 3)),
    method("ofEpochSecond", &[LONG, LONG], |_, _, a| {
        plus(&plus(&Object::Instant(0, 0), long(a, 0), 3)?, long(a, 1), 0)
    }),
    method("ofEpochMilli", &[LONG], |_, _, a| Ok(instant_of_millis(long(a, 0)))),
];

fn place(o: &Object) -> u8 {
    if let Object::Constant(_, place) = o { *place } else { 0 }
}

fn turned(o: &Object, by: i64) -> Object {
    let turned = (i64::from(place(o)) + by % 7).rem_euclid(7);
    Object::Constant(Base::DayOfWeek, u8::try_from(turned).unwrap_or(0))
}

pub(super) const DAY_OF_WEEK: &[Method] = &[
    method("getValue", &[], |_, o, _| Ok(Object::Integer(i32::from(place(o)) + 1))),
    method("plus", &[LONG], |_, o, a| Ok(turned(o, long(a, 0)))),
    method("minus", &[LONG], |_, o, a| Ok(turned(o, -(long(a, 0) % 7)))),
    unmodelled("get", &[FIELD], FIELDS),
    unmodelled("getLong", &[FIELD], FIELDS),
    unmodelled("isSupported", &[FIELD], FIELDS),
    unmodelled("getDisplayName", &[UNREACHABLE, Base::Locale.class()], FORMATS),
];

pub(super) const DAY_OF_WEEK_STATIC: &[Method] = &[
    method("values", &[], |m, _, _| Ok(values(m, Base::DayOfWeek))),
    method("valueOf", &[STRING], |_, _, a| super::beans::constant(Base::DayOfWeek, a)),
    method("of", &[INT], |_, _, a| match u8::try_from(int(a, 0)) {
        Ok(number @ 1..=7) => Ok(Object::Constant(Base::DayOfWeek, number - 1)),
        _ => Err(date_time_error("there is no such day of the week")),
    }),
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::Constant(Base::DayOfWeek, _) => Ok(value),
        value @ (Object::LocalDate(_) | Object::LocalDateTime(..)) => Ok(weekday(local(&value).0)),
        _ => Err(date_time_error("it holds no day of the week")),
    }),
];

fn values(m: &mut Machine<'_>, base: Base) -> Object {
    let count = super::super::constants::names(base).len();
    let items =
        (0..count).map(|at| Object::Constant(base, u8::try_from(at).unwrap_or(0))).collect();
    m.heap.array(base.class(), items)
}

pub(super) const UNIT: &[Method] = &[
    method("toString", &[], to_string),
    method("between", &[TEMPORAL, TEMPORAL], |_, o, a| match other(a)? {
        from @ (Object::LocalDate(_) | Object::LocalDateTime(..) | Object::Instant(..)) => {
            until(&from, &[object(a, 1), o.clone()])
        }
        _ => Err(unknown("this kind of time")),
    }),
    truth("isDurationEstimated", &[], |_, o, _| Ok(Object::Boolean(place(o) >= 7))),
    truth("isSupportedBy", &[TEMPORAL], |_, o, a| {
        Ok(Object::Boolean(match other(a)? {
            Object::LocalDate(_) => (7..=14).contains(&place(o)),
            Object::LocalDateTime(..) => place(o) <= 14,
            _ => place(o) <= 7,
        }))
    }),
    truth("isTimeBased", &[], |_, o, _| Ok(Object::Boolean(place(o) < 7))),
    truth("isDateBased", &[], |_, o, _| Ok(Object::Boolean((7..15).contains(&place(o))))),
];

pub(super) const UNIT_STATIC: &[Method] = &[
    method("values", &[], |m, _, _| Ok(values(m, Base::ChronoUnit))),
    method("valueOf", &[STRING], |_, _, a| super::beans::constant(Base::ChronoUnit, a)),
];
