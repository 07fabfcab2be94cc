//! `String`'s methods on code points, where two UTF-16 units may be one.

use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, thrown};
use super::super::units;
use super::arguments::{int, itself};

fn pair(high: u16, low: u16) -> Option<char> {
    char::decode_utf16([high, low]).next()?.ok()
}

pub(super) fn code_point_at(whole: &str, at: i32) -> Step<Object> {
    let unit = units::char_at(whole, at)?;
    let next = units::char_at(whole, at.wrapping_add(1)).ok();
    let both = next.and_then(|low| pair(unit, low).filter(|c| c.len_utf16() == 2));
    Ok(Object::Integer(both.map_or(i32::from(unit), |c| (c as u32).cast_signed())))
}

pub(super) fn code_point_before(whole: &str, at: i32) -> Step<Object> {
    let unit = units::char_at(whole, at.wrapping_sub(1))?;
    let before = units::char_at(whole, at.wrapping_sub(2)).ok();
    let both = before.and_then(|high| pair(high, unit).filter(|c| c.len_utf16() == 2));
    Ok(Object::Integer(both.map_or(i32::from(unit), |c| (c as u32).cast_signed())))
}

pub(super) fn code_point_count(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let units = units::units(itself(o));
    let bad = || thrown("IndexOutOfBoundsException", "outside the text");
    let (from, to) = (usize::try_from(int(a, 0)), usize::try_from(int(a, 1)));
    let (Ok(from), Ok(to)) = (from, to) else { return Err(bad()) };
    let part = units.get(from..to).ok_or_else(bad)?;
    let count = char::decode_utf16(part.iter().copied()).count();
    Ok(Object::Integer(i32::try_from(count).unwrap_or(i32::MAX)))
}

pub(super) fn offset_by_code_points(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let units = units::units(itself(o));
    let bad = || thrown("IndexOutOfBoundsException", "outside the text");
    let mut at = usize::try_from(int(a, 0)).ok().filter(|at| *at <= units.len()).ok_or_else(bad)?;
    for _ in 0..int(a, 1).unsigned_abs() {
        let forward = int(a, 1) > 0;
        let high = if forward { Some(at) } else { at.checked_sub(2) };
        let both = high.and_then(|high| pair(*units.get(high)?, *units.get(high + 1)?));
        let width = if both.is_some_and(|c| c.len_utf16() == 2) { 2 } else { 1 };
        at = if forward {
            Some(at + width).filter(|at| *at <= units.len()).ok_or_else(bad)?
        } else {
            at.checked_sub(width).ok_or_else(bad)?
        };
    }
    Ok(Object::Integer(units::index(Some(at))))
}
