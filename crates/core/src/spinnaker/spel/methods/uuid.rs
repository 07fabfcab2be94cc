//! `java.util.UUID`, JDK 17 (spel §10).

use super::super::class::{Base, Class};
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::arguments::{LONG, OBJECT, STRING, long, null_pointer, object, text};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::md5::md5;
use super::random::sample_bits;
use super::{Method, method, truth};

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

/// The bits of a UUID of version 1; the others have no time.
fn time_based(object: &Object) -> Step<u128> {
    if bits(object) >> 76 & 0xF == 1 {
        return Ok(bits(object));
    }
    Err(thrown("UnsupportedOperationException", "the UUID is not time-based"))
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
    method("timestamp", &[], |_, o, _| {
        let high = time_based(o)? >> 64;
        let time = (high & 0xFFF) << 48 | (high >> 16 & 0xFFFF) << 32 | high >> 32;
        Ok(Object::Long((time as u64).cast_signed()))
    }),
    method("node", &[], |_, o, _| {
        Ok(Object::Long(((time_based(o)? & 0xFFFF_FFFF_FFFF) as u64).cast_signed()))
    }),
    method("variant", &[], |_, o, _| {
        let low = bits(o) as u64;
        let mask = (low.cast_signed() >> 63).cast_unsigned();
        // As Java shifts: by 64 is by nothing.
        let shifted = low.wrapping_shr(64u32.wrapping_sub((low >> 62) as u32));
        Ok(Object::Integer(((shifted & mask) as i32).cast_unsigned().cast_signed()))
    }),
    method("clockSequence", &[], |_, o, _| {
        Ok(Object::Integer((time_based(o)? >> 48 & 0x3FFF) as i32))
    }),
];

pub(super) const UUID_STATIC: &[Method] = &[
    method("randomUUID", &[], |m, _, _| {
        let random = sample_bits(m) & !VERSION & !VARIANT;
        Ok(Object::Uuid(random | 4 << 76 | 2 << 62))
    }),
    method("nameUUIDFromBytes", &[Base::ByteType.array()], |m, _, a| {
        let items = m.heap.items(&object(a, 0)).ok_or_else(null_pointer)?;
        m.heap.spend(items.len())?;
        let byte =
            |item: &Object| if let Object::Byte(byte) = item { byte.cast_unsigned() } else { 0 };
        let bytes: Vec<u8> = items.iter().map(byte).collect();
        let named = u128::from_be_bytes(md5(&bytes)) & !VERSION & !VARIANT;
        Ok(Object::Uuid(named | 3 << 76 | 2 << 62))
    }),
    method("fromString", &[STRING], |_, _, a| uuid_from_text(&text(a, 0)?)),
];

#[allow(clippy::cast_lossless, reason = "bits, not numbers")]
pub(super) const NEW_UUID: &[Method] = &[method("UUID", &[LONG, LONG], |_, _, a| {
    let high = u128::from(long(a, 0).cast_unsigned());
    Ok(Object::Uuid(high << 64 | u128::from(long(a, 1).cast_unsigned())))
})];
