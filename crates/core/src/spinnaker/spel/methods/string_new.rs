//! `String`'s constructors, JDK 17 (spel §10), in the order in which a JVM
//! lists them.

use super::super::class::{Base, Class};
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, unknown};
use super::super::units;
use super::arguments::{CHARS, CHARSET, INT, STRING, int, null_pointer, object, text};
use super::charset::{self, Charset};
use super::string_static::{chars, part};
use super::{Method, method};

const BYTES: Class = Base::ByteType.array();
const INTS: Class = Base::IntType.array();

/// Where several fit alike, Spring takes the last.
pub(super) const CONSTRUCTORS: &[Method] = &[
    method("String", &[], |_, _, _| Ok(Object::text(""))),
    method("String", &[BYTES], |m, _, a| decode(m, a, None, Charset::Utf8)),
    method("String", &[CHARS], |m, _, a| chars(m, &object(a, 0))),
    method("String", &[STRING], |_, _, a| Ok(Object::String(text(a, 0)?))),
    method("String", &[BYTES, STRING], |m, _, a| {
        let charset = charset::named(&text(a, 1)?)?;
        decode(m, a, None, charset)
    }),
    method("String", &[BYTES, CHARSET], |m, _, a| {
        let charset = charset::named(&text(a, 1)?)?;
        decode(m, a, None, charset)
    }),
    method("String", &[BYTES, INT], |m, _, a| high_byte(m, a, int(a, 1), None)),
    method("String", &[BYTES, INT, INT], |m, _, a| {
        decode(m, a, Some((int(a, 1), int(a, 2))), Charset::Utf8)
    }),
    method("String", &[CHARS, INT, INT], |m, _, a| part(m, a)),
    method("String", &[INTS, INT, INT], code_points),
    method("String", &[BYTES, INT, INT, CHARSET], |m, _, a| {
        let charset = charset::named(&text(a, 3)?)?;
        decode(m, a, Some((int(a, 1), int(a, 2))), charset)
    }),
    method("String", &[BYTES, INT, INT, STRING], |m, _, a| {
        let charset = charset::named(&text(a, 3)?)?;
        decode(m, a, Some((int(a, 1), int(a, 2))), charset)
    }),
    method("String", &[BYTES, INT, INT, INT], |m, _, a| {
        high_byte(m, a, int(a, 1), Some((int(a, 2), int(a, 3))))
    }),
];

/// The part from an offset on of this many elements.
fn cut<T>(all: &[T], from: i32, count: i32) -> Step<&[T]> {
    let range = usize::try_from(from).ok().zip(usize::try_from(count).ok());
    let part = range.and_then(|(from, count)| all.get(from..from.checked_add(count)?));
    part.ok_or_else(|| units::out_of_bounds("outside the array".into()))
}

fn decode(
    m: &mut Machine<'_>,
    a: &[Object],
    range: Option<(i32, i32)>,
    charset: Charset,
) -> Step<Object> {
    let items = m.heap.items(&object(a, 0)).ok_or_else(null_pointer)?;
    m.heap.spend(items.len())?;
    let byte = |item: &Object| if let Object::Byte(byte) = item { byte.cast_unsigned() } else { 0 };
    let bytes: Vec<u8> = items.iter().map(byte).collect();
    let bytes = match range {
        Some((from, count)) => cut(&bytes, from, count)?,
        None => &bytes,
    };
    Ok(Object::text(charset::decode(bytes, charset)?))
}

/// Bytes as the low halves of UTF-16 units.
fn high_byte(
    m: &mut Machine<'_>,
    a: &[Object],
    high: i32,
    range: Option<(i32, i32)>,
) -> Step<Object> {
    let items = m.heap.items(&object(a, 0)).ok_or_else(null_pointer)?;
    m.heap.spend(items.len())?;
    let high = u16::try_from(high & 0xFF).unwrap_or(0) << 8;
    let unit = |item: &Object| match item {
        Object::Byte(byte) => high | u16::from(byte.cast_unsigned()),
        _ => high,
    };
    let units: Vec<u16> = items.iter().map(unit).collect();
    let part = match range {
        Some((from, count)) => cut(&units, from, count)?,
        None => &units,
    };
    Ok(Object::String(units::text(part)?))
}

fn code_points(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let items = m.heap.items(&object(a, 0)).ok_or_else(null_pointer)?;
    m.heap.spend(items.len())?;
    let mut out = String::new();
    for item in cut(&items, int(a, 1), int(a, 2))? {
        let Object::Integer(code) = item else { continue };
        let code = u32::try_from(*code).ok().filter(|code| *code <= 0x10_FFFF);
        let Some(code) = code else {
            return Err(super::super::stop::thrown(
                super::super::stop::ILLEGAL_ARGUMENT,
                "there is no such character",
            ));
        };
        out.push(char::from_u32(code).ok_or_else(|| unknown("half a character"))?);
    }
    Ok(Object::text(out))
}
