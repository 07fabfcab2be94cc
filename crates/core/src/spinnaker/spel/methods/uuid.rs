//! `java.util.UUID`, JDK 17 (spel §10).

use super::super::class::{Base, Class};
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::arguments::{LONG, OBJECT, STRING, long, text};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::random::sample_bits;
use super::{Method, method, truth, unmodelled};

const UUID_TYPE: Class = Base::Uuid.class();
const VERSION: u128 = 0xF << 76;
const VARIANT: u128 = 0x3 << 62;

/// `UUID.fromString`: five hexadecimal numbers, which may be short.
pub(in super::super) fn uuid_from_text(source: &str) -> Step<Object> {
    let bad = || thrown(ILLEGAL_ARGUMENT, format!("`{source}` is no UUID"));
    if source.len() > 36 {
        return Err(bad());
    }
    let parts: Vec<&str> = source.split('-').collect();
    if parts.len() != 5 {
        return Err(bad());
    }
    let part = |text: &str, bits: u32| -> Step<u128> {
        let number = super::super::number::parse_long(text, 16)?;
        Ok(u128::from(number.cast_unsigned()) & ((1 << bits) - 1))
    };
    let mut number = 0;
    for (text, bits) in parts.into_iter().zip([32, 16, 16, 16, 48]) {
        number = number << bits | part(text, bits)?;
    }
    Ok(Object::Uuid(number))
}

fn bits(object: &Object) -> u128 {
    if let Object::Uuid(bits) = object { *bits } else { 0 }
}

#[allow(clippy::cast_possible_truncation, reason = "the halves")]
pub(super) const UUID: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("version", &[], |_, o, _| Ok(Object::Integer((bits(o) >> 76 & 0xF) as i32))),
    method("hashCode", &[], hash_code),
    method("compareTo", &[UUID_TYPE], compare_to),
    method("getLeastSignificantBits", &[], |_, o, _| {
        Ok(Object::Long((bits(o) as u64).cast_signed()))
    }),
    method("getMostSignificantBits", &[], |_, o, _| {
        Ok(Object::Long(((bits(o) >> 64) as u64).cast_signed()))
    }),
    unmodelled("timestamp", &[], "the parts of a time-based UUID"),
    unmodelled("node", &[], "the parts of a time-based UUID"),
    unmodelled("variant", &[], "the parts of a time-based UUID"),
    unmodelled("clockSequence", &[], "the parts of a time-based UUID"),
];

pub(super) const UUID_STATIC: &[Method] = &[
    method("randomUUID", &[], |m, _, _| {
        let random = sample_bits(m) & !VERSION & !VARIANT;
        Ok(Object::Uuid(random | 4 << 76 | 2 << 62))
    }),
    unmodelled("nameUUIDFromBytes", &[Base::ByteType.array()], "an MD5 digest"),
    method("fromString", &[STRING], |_, _, a| uuid_from_text(&text(a, 0)?)),
];

#[allow(clippy::cast_lossless, reason = "bits, not numbers")]
pub(super) const NEW_UUID: &[Method] = &[method("UUID", &[LONG, LONG], |_, _, a| {
    let high = u128::from(long(a, 0).cast_unsigned());
    Ok(Object::Uuid(high << 64 | u128::from(long(a, 1).cast_unsigned())))
})];
