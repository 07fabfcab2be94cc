//! `java.util.Date`, JDK 17 (spel §10), on a server that keeps UTC: what
//! depends on the zone says so.

use super::super::class::{Base, Class};
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, thrown, unknown};
use super::super::time::{Civil, day_of, day_of_week, old_date};
use super::arguments::{INT, LONG, OBJECT, STRING, int, long, null_pointer, object};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::{Method, date_parse, method, truth, unmodelled, void};

const DATE_TYPE: Class = Base::Date.class();

fn millis(object: &Object) -> i64 {
    if let Object::Date(millis) = object { *millis } else { 0 }
}

fn other(a: &[Object]) -> Step<i64> {
    match object(a, 0) {
        Object::Date(millis) => Ok(millis),
        _ => Err(null_pointer()),
    }
}

/// The instant of so many milliseconds since 1970.
pub(in super::super) fn instant_of_millis(millis: i64) -> Object {
    let nanos = u32::try_from(millis.rem_euclid(1_000)).unwrap_or(0) * 1_000_000;
    Object::Instant(millis.div_euclid(1_000), nanos)
}

fn in_zone(m: &mut Machine<'_>, o: &Object, part: fn(Civil, i64, i64) -> i64) -> Step<Object> {
    m.heap.varies.time_zone = true;
    let seconds = millis(o).div_euclid(1_000);
    let day = seconds.div_euclid(86_400);
    let value = part(old_date(day)?, seconds.rem_euclid(86_400), day);
    Ok(Object::Integer(i32::try_from(value).unwrap_or(0)))
}

/// Milliseconds of fields that may be out of range, as `Date.UTC`.
fn of_fields(a: &[Object]) -> Step<i64> {
    let field = |at: usize, default: i64| if at < a.len() { int(a, at).into() } else { default };
    let months = i64::from(int(a, 0).wrapping_add(1_900)) * 12 + field(1, 0);
    if !(MONTHS_FROM..MONTHS_TO).contains(&months) {
        return Err(unknown("a date far outside the calendar"));
    }
    let first = Civil { year: months.div_euclid(12), month: months.rem_euclid(12) + 1, day: 1 };
    let day = day_of(first) + field(2, 1) - 1;
    old_date(day)?;
    Ok((((day * 24 + field(3, 0)) * 60 + field(4, 0)) * 60 + field(5, 0)) * 1_000)
}

/// From where on dates count as today, and a year after which they are no
/// longer exact.
const MONTHS_FROM: i64 = 1_583 * 12;
const MONTHS_TO: i64 = 200_000_000 * 12;

fn local(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    m.heap.varies.time_zone = true;
    Ok(Object::Date(of_fields(a)?))
}

const CHANGE: &str = "a change of a date";

pub(super) const DATE: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[DATE_TYPE], compare_to),
    truth("before", &[DATE_TYPE], |_, o, a| Ok(Object::Boolean(millis(o) < other(a)?))),
    truth("after", &[DATE_TYPE], |_, o, a| Ok(Object::Boolean(millis(o) > other(a)?))),
    method("toInstant", &[], |_, o, _| Ok(instant_of_millis(millis(o)))),
    method("getYear", &[], |m, o, _| in_zone(m, o, |date, _, _| date.year - 1_900)),
    method("getTime", &[], |_, o, _| Ok(Object::Long(millis(o)))),
    void("setTime", &[LONG], |_, _, _| Err(super::super::stop::unknown(CHANGE))),
    method("getSeconds", &[], |m, o, _| in_zone(m, o, |_, second, _| second % 60)),
    method("getMonth", &[], |m, o, _| in_zone(m, o, |date, _, _| date.month - 1)),
    method("getHours", &[], |m, o, _| in_zone(m, o, |_, second, _| second / 3_600)),
    method("getMinutes", &[], |m, o, _| in_zone(m, o, |_, second, _| second / 60 % 60)),
    method("getDate", &[], |m, o, _| in_zone(m, o, |date, _, _| date.day)),
    method("getDay", &[], |m, o, _| {
        in_zone(m, o, |_, _, day| (i64::from(day_of_week(day)) + 1) % 7)
    }),
    unmodelled("setDate", &[INT], CHANGE),
    unmodelled("setMonth", &[INT], CHANGE),
    unmodelled("setHours", &[INT], CHANGE),
    unmodelled("setMinutes", &[INT], CHANGE),
    unmodelled("setSeconds", &[INT], CHANGE),
    unmodelled("setYear", &[INT], CHANGE),
    unmodelled("toLocaleString", &[], "a date in the server's locale"),
    method("toGMTString", &[], |_, o, _| {
        let text = super::super::time::date_to_string(millis(o))?;
        let parts: Vec<&str> = text.split(' ').collect();
        let [_, month, day, clock, _, year] = parts.as_slice() else {
            return Err(thrown("IllegalArgumentException", "no such date"));
        };
        let day = day.strip_prefix('0').unwrap_or(day);
        Ok(Object::text(format!("{day} {month} {year} {clock} GMT")))
    }),
    method("getTimezoneOffset", &[], |m, o, _| in_zone(m, o, |_, _, _| 0)),
];

pub(super) const DATE_STATIC: &[Method] = &[
    method("from", &[Base::Instant.class()], |_, _, a| match object(a, 0) {
        Object::Instant(seconds, nanos) => {
            let millis = seconds.checked_mul(1_000);
            let millis = millis.and_then(|all| all.checked_add((nanos / 1_000_000).into()));
            let bad = || thrown("ArithmeticException", "the instant is out of range");
            Ok(Object::Date(millis.ok_or_else(bad)?))
        }
        _ => Err(null_pointer()),
    }),
    method("UTC", &[INT, INT, INT, INT, INT, INT], |_, _, a| Ok(Object::Long(of_fields(a)?))),
    method("parse", &[STRING], |m, _, a| Ok(Object::Long(parsed(m, a)?))),
];

/// Null is no date, and no null pointer either.
fn parsed(m: &mut Machine<'_>, a: &[Object]) -> Step<i64> {
    let source = object(a, 0);
    let (millis, local) = date_parse::parse(source.as_str().unwrap_or(""), m.heap.now)?;
    m.heap.varies.time_zone |= local;
    Ok(millis)
}

pub(super) const NEW_DATE: &[Method] = &[
    method("Date", &[], |m, _, _| {
        m.heap.varies.clock = true;
        Ok(Object::Date(m.heap.now))
    }),
    method("Date", &[STRING], |m, _, a| Ok(Object::Date(parsed(m, a)?))),
    method("Date", &[LONG], |_, _, a| Ok(Object::Date(long(a, 0)))),
    method("Date", &[INT, INT, INT], local),
    method("Date", &[INT, INT, INT, INT, INT], local),
    method("Date", &[INT, INT, INT, INT, INT, INT], local),
];
