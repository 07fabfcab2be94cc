//! `Instant`, JDK 17 (spel §10).

use super::super::class::{Base, Class};
use super::super::object::Object;
use super::super::time::{SECOND, epoch_millis, overflow, parse_instant, truncate};
use super::arguments::{CHAR_SEQUENCE, LONG, OBJECT, long, text};
use super::date::instant_of_millis;
use super::integers::{equals, hash_code, to_string};
use super::time::{
    ACCESSOR, ADJUSTER, AMOUNTS, FIELD, MILLIS, NANOS, SECONDS, TEMPORAL, UNIT_TYPE, at_offset,
    minus, order, other, plus, unit_of, unsupported, until,
};
use super::{Method, Tables, method, null_only, truth};

/// Nanoseconds of a second.
const OF_SECOND: i64 = 1_000_000_000;

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
        Ok(Object::Long(epoch_millis(seconds, nanos).ok_or_else(overflow)?))
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
    null_only("get", &[FIELD]),
    null_only("getLong", &[FIELD]),
    truth("isSupported", &[FIELD], |_, _, _| Ok(Object::Boolean(false))),
    null_only("with", &[FIELD, LONG]),
    method("with", &[ADJUSTER], |_, _, a| match other(a)? {
        moment @ Object::Instant(..) => Ok(moment),
        _ => Err(unsupported()),
    }),
];

/// `Instant`'s own methods.
pub(super) fn instant_tables() -> Tables {
    vec![INSTANT_OWN, &AMOUNTS, &SECONDS, &MILLIS, &NANOS, INSTANT_STATIC]
}

pub(super) const INSTANT_STATIC: &[Method] = &[
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::Instant(..) => Ok(value),
        _ => Err(unsupported()),
    }),
    method("parse", &[CHAR_SEQUENCE], |_, _, a| {
        let (seconds, nanos) = parse_instant(&text(a, 0)?)?;
        Ok(Object::Instant(seconds, nanos))
    }),
    method("now", &[], |m, _, _| {
        m.heap.varies.clock = true;
        Ok(instant_of_millis(m.heap.now))
    }),
    method("ofEpochSecond", &[LONG], |_, _, a| plus(&Object::Instant(0, 0), long(a, 0), 3)),
    method("ofEpochSecond", &[LONG, LONG], |_, _, a| {
        // Java adds up before it looks whether there is such an instant.
        let (whole, rest) = (long(a, 1).div_euclid(OF_SECOND), long(a, 1).rem_euclid(OF_SECOND));
        let seconds = long(a, 0).checked_add(whole).ok_or_else(overflow)?;
        plus(&plus(&Object::Instant(0, 0), seconds, 3)?, rest, 0)
    }),
    method("ofEpochMilli", &[LONG], |_, _, a| Ok(instant_of_millis(long(a, 0)))),
];
