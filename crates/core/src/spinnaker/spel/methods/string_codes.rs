//! Code points in texts, where two UTF-16 units may be one.

use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, thrown};
use super::super::units;
use super::arguments::{int, itself};

/// The code point that two units are halves of.
pub(super) fn pair(units: &[u16]) -> Option<i32> {
    let [high, low] = units else { return None };
    let both = char::decode_utf16([*high, *low]).next()?.ok()?;
    (both.len_utf16() == 2).then_some((both as u32).cast_signed())
}

/// How many code points units are.
pub(super) fn count(units: &[u16]) -> Object {
    let count = char::decode_utf16(units.iter().copied()).count();
    Object::Integer(i32::try_from(count).unwrap_or(i32::MAX))
}

/// The place `by` code points after `from`, or before it; none outside.
pub(super) fn offset(units: &[u16], from: usize, by: i32) -> Option<usize> {
    let mut at = Some(from).filter(|at| *at <= units.len())?;
    for _ in 0..by.unsigned_abs() {
        let high = if by > 0 { Some(at) } else { at.checked_sub(2) };
        let both = high.and_then(|high| units.get(high..high + 2)).and_then(pair);
        let width = if both.is_some() { 2 } else { 1 };
        at = if by > 0 { Some(at + width) } else { at.checked_sub(width) }
            .filter(|at| *at <= units.len())?;
    }
    Some(at)
}

pub(super) fn code_point_at(whole: &str, at: i32) -> Step<Object> {
    let unit = units::char_at(whole, at)?;
    let next = units::char_at(whole, at.wrapping_add(1)).ok();
    let both = next.and_then(|low| pair(&[unit, low]));
    Ok(Object::Integer(both.unwrap_or(unit.into())))
}

pub(super) fn code_point_before(whole: &str, at: i32) -> Step<Object> {
    let unit = units::char_at(whole, at.wrapping_sub(1))?;
    let before = units::char_at(whole, at.wrapping_sub(2)).ok();
    let both = before.and_then(|high| pair(&[high, unit]));
    Ok(Object::Integer(both.unwrap_or(unit.into())))
}

pub(super) fn code_point_count(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let units = units::units(itself(o));
    let range = usize::try_from(int(a, 0)).ok().zip(usize::try_from(int(a, 1)).ok());
    let part = range.and_then(|(from, to)| units.get(from..to));
    part.map(count).ok_or_else(|| thrown("IndexOutOfBoundsException", "outside the text"))
}

pub(super) fn offset_by_code_points(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let units = units::units(itself(o));
    let from = usize::try_from(int(a, 0)).ok();
    let at = from.and_then(|from| offset(&units, from, int(a, 1)));
    let at = at.ok_or_else(|| thrown("IndexOutOfBoundsException", "outside the text"))?;
    Ok(Object::Integer(units::index(Some(at))))
}
