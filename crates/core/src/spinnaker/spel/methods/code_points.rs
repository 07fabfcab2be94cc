//! `Character`'s ways between UTF-16 units and code points, JDK 17 (spel §10).

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::heap::Cell;
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown, unknown};
use super::arguments::{CHAR, CHAR_SEQUENCE, CHARS, INT, int, null_pointer, object, text, unit};
use super::characters::low_half;
use super::string_codes::{
    code_point_at, code_point_before, code_point_count, count, offset, offset_by_code_points, pair,
};
use super::{Method, integers, method};

pub(super) const CODE_POINTS: &[Method] = &[
    method("toString", &[CHAR], |m, _, a| integers::to_string(m, &object(a, 0), &[])),
    method("toString", &[INT], |_, _, a| match int(a, 0) {
        code @ 0..=0x10_FFFF => {
            let c = char::from_u32(code.cast_unsigned()).ok_or_else(|| unknown("half a character"));
            Ok(Object::text(c?.to_string()))
        }
        _ => Err(none()),
    }),
    method("charCount", &[INT], |_, _, a| {
        Ok(Object::Integer(if int(a, 0) >= 0x1_0000 { 2 } else { 1 }))
    }),
    method("toCodePoint", &[CHAR, CHAR], |_, _, a| {
        Ok(Object::Integer(joined(unit(a, 0).into(), unit(a, 1).into())))
    }),
    method("highSurrogate", &[INT], |_, _, a| Ok(Object::Character(high(int(a, 0))))),
    method("lowSurrogate", &[INT], |_, _, a| Ok(Object::Character(low(int(a, 0))))),
    method("toChars", &[INT], |m, _, a| {
        let units = halves(int(a, 0))?.into_iter().map(Object::Character).collect();
        Ok(m.heap.array(Base::CharType.class(), units))
    }),
    method("toChars", &[INT, CHARS, INT], put_units),
    method("codePointAt", &[CHAR_SEQUENCE, INT], |_, _, a| code_point_at(&text(a, 0)?, int(a, 1))),
    method("codePointAt", &[CHARS, INT], |m, _, a| {
        let units = array(m, a)?;
        at(&units, int(a, 1), units.len())
    }),
    method("codePointAt", &[CHARS, INT, INT], |m, _, a| {
        // Java compares the numbers before it looks at the array.
        let from = int(a, 1);
        let limit = usize::try_from(int(a, 2)).ok().filter(|_| from < int(a, 2));
        let limit = limit.ok_or_else(outside)?;
        let units = array(m, a)?;
        if limit > units.len() {
            return Err(outside());
        }
        at(&units, from, limit)
    }),
    method("codePointBefore", &[CHAR_SEQUENCE, INT], |_, _, a| {
        code_point_before(&text(a, 0)?, int(a, 1))
    }),
    method("codePointBefore", &[CHARS, INT], |m, _, a| before(&array(m, a)?, int(a, 1), 0)),
    method("codePointBefore", &[CHARS, INT, INT], |m, _, a| {
        let from = int(a, 1);
        let start = usize::try_from(int(a, 2)).ok().filter(|_| from > int(a, 2));
        let start = start.ok_or_else(outside)?;
        let units = array(m, a)?;
        if start >= units.len() {
            return Err(outside());
        }
        before(&units, from, start)
    }),
    method("codePointCount", &[CHAR_SEQUENCE, INT, INT], |m, _, a| {
        code_point_count(m, &Object::String(text(a, 0)?), a.get(1..).unwrap_or(&[]))
    }),
    method("codePointCount", &[CHARS, INT, INT], |m, _, a| {
        let units = array(m, a)?;
        Ok(count(part(&units, int(a, 1), int(a, 2))?))
    }),
    method("offsetByCodePoints", &[CHAR_SEQUENCE, INT, INT], |m, _, a| {
        offset_by_code_points(m, &Object::String(text(a, 0)?), a.get(1..).unwrap_or(&[]))
    }),
    method("offsetByCodePoints", &[CHARS, INT, INT, INT, INT], |m, _, a| {
        let units = array(m, a)?;
        let (start, index) = (int(a, 1), int(a, 3));
        let part = part(&units, start, int(a, 2))?;
        let place = index.checked_sub(start).and_then(|place| usize::try_from(place).ok());
        let place = place.and_then(|place| offset(part, place, int(a, 4))).ok_or_else(outside)?;
        Ok(Object::Integer(start + i32::try_from(place).unwrap_or(0)))
    }),
];

fn none() -> Stop {
    thrown(ILLEGAL_ARGUMENT, "there is no such character")
}

fn outside() -> Stop {
    thrown("IndexOutOfBoundsException", "outside the array")
}

fn outside_array() -> Stop {
    thrown("ArrayIndexOutOfBoundsException", "outside the array")
}

fn joined(high: i32, low: i32) -> i32 {
    (high << 10) + low + (0x1_0000 - (0xD800 << 10) - 0xDC00)
}

fn high(code: i32) -> u16 {
    let shifted = (code.cast_unsigned() >> 10).cast_signed();
    low_half(shifted.wrapping_add(0xD800 - (0x1_0000 >> 10)))
}

fn low(code: i32) -> u16 {
    low_half((code & 0x3FF) + 0xDC00)
}

fn halves(code: i32) -> Step<Vec<u16>> {
    match code {
        0..=0xFFFF => Ok(vec![low_half(code)]),
        0x1_0000..=0x10_FFFF => Ok(vec![high(code), low(code)]),
        _ => Err(none()),
    }
}

/// `toChars` into an array: how many units it took.
fn put_units(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let units = halves(int(a, 0))?;
    let count = units.len();
    let Object::Ref(array) = object(a, 1) else { return Err(null_pointer()) };
    let place = usize::try_from(int(a, 2)).map_err(|_| outside_array())?;
    if let Some(Cell::Array(array)) = m.heap.cell_mut(array) {
        let slots = array.items.get_mut(place..).and_then(|rest| rest.get_mut(..count));
        for (slot, unit) in slots.ok_or_else(outside_array)?.iter_mut().zip(units) {
            *slot = Object::Character(unit);
        }
    }
    Ok(Object::Integer(i32::try_from(count).unwrap_or(0)))
}

fn array(m: &mut Machine<'_>, a: &[Object]) -> Step<Vec<u16>> {
    let items = m.heap.items(&object(a, 0)).ok_or_else(null_pointer)?;
    m.heap.spend(items.len())?;
    Ok(items
        .iter()
        .map(|item| if let Object::Character(unit) = item { *unit } else { 0 })
        .collect())
}

fn part(units: &[u16], from: i32, count: i32) -> Step<&[u16]> {
    let range = usize::try_from(from).ok().zip(usize::try_from(count).ok());
    range.and_then(|(from, count)| units.get(from..)?.get(..count)).ok_or_else(outside)
}

fn at(units: &[u16], from: i32, limit: usize) -> Step<Object> {
    let place = usize::try_from(from).map_err(|_| outside_array())?;
    let first = *units.get(place).ok_or_else(outside_array)?;
    let both = units.get(..limit).and_then(|units| units.get(place..)?.get(..2)).and_then(pair);
    Ok(Object::Integer(both.unwrap_or(first.into())))
}

fn before(units: &[u16], from: i32, start: usize) -> Step<Object> {
    let end = usize::try_from(from).ok().filter(|end| *end > 0).ok_or_else(outside_array)?;
    let last = *units.get(end - 1).ok_or_else(outside_array)?;
    let begin = end.checked_sub(2).filter(|begin| *begin >= start);
    let both = begin.and_then(|begin| units.get(begin..end)).and_then(pair);
    Ok(Object::Integer(both.unwrap_or(last.into())))
}
