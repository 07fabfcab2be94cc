//! `java.lang.String`'s own methods, JDK 17 (spel §10). Those that return
//! streams, optionals or `CharSequence` are not allowed and thus not here.

use super::super::class::{Base, Class};
use super::super::evaluate::Machine;
use super::super::heap::Cell;
use super::super::number::is_no_break;
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, Unknown, bound, thrown, unknown};
use super::super::{equal, regex, template, units};
use super::arguments::{
    BOOLEAN, CHAR, CHAR_SEQUENCE, CHARS, CHARSET, INT, LOCALE, OBJECT, OBJECTS, STRING,
    UNREACHABLE, boolean, int, itself, null_pointer, object, text, unit,
};
use super::charset::{self, Charset};
use super::format::format;
use super::string_codes::{
    code_point_at, code_point_before, code_point_count, offset_by_code_points,
};
use super::string_lines::{indent, strip_indent, translate_escapes};
use super::{Method, itself as answers_itself, method, truth, void};
use crate::limits;

const BYTES: Class = Base::ByteType.array();

pub(super) const TEXT: &[Method] = &[
    truth("equals", &[OBJECT], |_, o, a| Ok(Object::Boolean(*o == object(a, 0)))),
    method("length", &[], |_, o, _| Ok(Object::Integer(units::int_length(itself(o))))),
    method("toString", &[], |_, o, _| Ok(o.clone())),
    method("hashCode", &[], |_, o, _| Ok(Object::Integer(crate::java::hash_of(itself(o))))),
    void("getChars", &[INT, INT, CHARS, INT], get_chars),
    method("compareTo", &[STRING], |_, o, a| {
        Ok(Object::Integer(equal::compare_text(itself(o), &text(a, 0)?)))
    }),
    method("indexOf", &[INT], |_, o, a| Ok(find_unit(itself(o), int(a, 0), 0))),
    method("indexOf", &[STRING], |_, o, a| find(itself(o), &text(a, 0)?, 0)),
    method("indexOf", &[STRING, INT], |_, o, a| find(itself(o), &text(a, 0)?, int(a, 1))),
    method("indexOf", &[INT, INT], |_, o, a| Ok(find_unit(itself(o), int(a, 0), int(a, 1)))),
    method("charAt", &[INT], |_, o, a| {
        Ok(Object::Character(units::char_at(itself(o), int(a, 0))?))
    }),
    method("codePointAt", &[INT], |_, o, a| code_point_at(itself(o), int(a, 0))),
    method("codePointBefore", &[INT], |_, o, a| code_point_before(itself(o), int(a, 0))),
    method("codePointCount", &[INT, INT], code_point_count),
    method("offsetByCodePoints", &[INT, INT], offset_by_code_points),
    void("getBytes", &[INT, INT, BYTES, INT], get_low_bytes),
    method("getBytes", &[CHARSET], get_bytes),
    method("getBytes", &[STRING], get_bytes),
    method("getBytes", &[], |m, o, _| charset::bytes(m, itself(o), Charset::Utf8)),
    truth("contentEquals", &[CHAR_SEQUENCE], content_equals),
    truth("contentEquals", &[Base::StringBuffer.class()], content_equals),
    truth("regionMatches", &[BOOLEAN, INT, STRING, INT, INT], |_, o, a| {
        let (from, other_from, length) = (int(a, 1), int(a, 3), int(a, 4));
        // Java looks at the other text last, unless case counts.
        if boolean(a, 0) && (other_from < 0 || !fits(itself(o), from, length)) {
            return Ok(Object::Boolean(false));
        }
        let region = (from, other_from, length);
        Ok(Object::Boolean(region_matches(itself(o), &text(a, 2)?, region, boolean(a, 0))))
    }),
    truth("regionMatches", &[INT, STRING, INT, INT], |_, o, a| {
        let region = (int(a, 0), int(a, 2), int(a, 3));
        Ok(Object::Boolean(region_matches(itself(o), &text(a, 1)?, region, false)))
    }),
    truth("startsWith", &[STRING, INT], |_, o, a| {
        let (whole, part) = (units::units(itself(o)), units::units(&text(a, 0)?));
        let rest = usize::try_from(int(a, 1)).ok().and_then(|from| whole.get(from..));
        Ok(Object::Boolean(rest.is_some_and(|rest| rest.starts_with(&part))))
    }),
    truth("startsWith", &[STRING], |_, o, a| {
        Ok(Object::Boolean(itself(o).starts_with(text(a, 0)?.as_ref())))
    }),
    method("lastIndexOf", &[STRING], |_, o, a| find_last(itself(o), &text(a, 0)?, i32::MAX)),
    method("lastIndexOf", &[STRING, INT], |_, o, a| find_last(itself(o), &text(a, 0)?, int(a, 1))),
    method("lastIndexOf", &[INT, INT], |_, o, a| Ok(last_unit(itself(o), int(a, 0), int(a, 1)))),
    method("lastIndexOf", &[INT], |_, o, a| Ok(last_unit(itself(o), int(a, 0), i32::MAX))),
    method("substring", &[INT, INT], |_, o, a| {
        Ok(Object::String(units::substring(itself(o), int(a, 0), int(a, 1))?))
    }),
    method("substring", &[INT], |_, o, a| {
        let end = units::int_length(itself(o));
        Ok(Object::String(units::substring(itself(o), int(a, 0), end)?))
    }),
    truth("isEmpty", &[], |_, o, _| Ok(Object::Boolean(itself(o).is_empty()))),
    method("replace", &[CHAR, CHAR], |_, o, a| {
        let (from, to) = (unit(a, 0), unit(a, 1));
        let units: Vec<u16> =
            itself(o).encode_utf16().map(|u| if u == from { to } else { u }).collect();
        Ok(Object::String(units::text(&units)?))
    }),
    method("replace", &[CHAR_SEQUENCE, CHAR_SEQUENCE], |m, o, a| {
        let (from, to) = (text(a, 0)?, text(a, 1)?);
        let halves = itself(o).chars().any(|c| c.len_utf16() > 1);
        if from.is_empty() && !to.is_empty() && halves {
            return Err(Stop::Unknown(Unknown::HalfCharacter));
        }
        let count = itself(o).matches(from.as_ref()).count();
        m.heap.spend(itself(o).len() + count.saturating_mul(to.len()))?;
        Ok(Object::text(itself(o).replace(from.as_ref(), &to)))
    }),
    truth("matches", &[STRING], |m, o, a| {
        m.heap.spend(itself(o).len())?;
        Ok(Object::Boolean(regex::compile(&text(a, 0)?)?.matches(itself(o))?))
    }),
    method("replaceFirst", &[STRING, STRING], |m, o, a| replace_pattern(m, itself(o), a, true)),
    method("replaceAll", &[STRING, STRING], |m, o, a| replace_pattern(m, itself(o), a, false)),
    method("split", &[STRING], |m, o, a| split(m, itself(o), &text(a, 0)?, 0)),
    method("split", &[STRING, INT], |m, o, a| split(m, itself(o), &text(a, 0)?, int(a, 1))),
    method("toLowerCase", &[], |_, o, _| Ok(Object::text(itself(o).to_lowercase()))),
    method("toLowerCase", &[LOCALE], |_, o, a| {
        plain_case(&text(a, 0)?)?;
        Ok(Object::text(itself(o).to_lowercase()))
    }),
    method("toUpperCase", &[], |_, o, _| Ok(Object::text(itself(o).to_uppercase()))),
    method("toUpperCase", &[LOCALE], |_, o, a| {
        plain_case(&text(a, 0)?)?;
        Ok(Object::text(itself(o).to_uppercase()))
    }),
    method("trim", &[], |_, o, _| Ok(Object::text(template::trim(itself(o))))),
    method("strip", &[], |_, o, _| Ok(Object::text(itself(o).trim_matches(is_blank)))),
    method("stripLeading", &[], |_, o, _| Ok(Object::text(itself(o).trim_start_matches(is_blank)))),
    method("stripTrailing", &[], |_, o, _| Ok(Object::text(itself(o).trim_end_matches(is_blank)))),
    method("repeat", &[INT], repeat),
    truth("isBlank", &[], |_, o, _| Ok(Object::Boolean(itself(o).chars().all(is_blank)))),
    method("toCharArray", &[], |m, o, _| {
        m.heap.spend(itself(o).len())?;
        let items = itself(o).encode_utf16().map(Object::Character).collect();
        Ok(m.heap.array(Base::CharType.class(), items))
    }),
    answers_itself("resolveConstantDesc", &[UNREACHABLE]),
    truth("equalsIgnoreCase", &[STRING], |_, o, a| {
        let other = object(a, 0);
        Ok(Object::Boolean(
            other.as_str().is_some_and(|other| compare_folded(itself(o), other) == 0),
        ))
    }),
    method("compareToIgnoreCase", &[STRING], |_, o, a| {
        Ok(Object::Integer(compare_folded(itself(o), &text(a, 0)?)))
    }),
    truth("endsWith", &[STRING], |_, o, a| {
        Ok(Object::Boolean(itself(o).ends_with(text(a, 0)?.as_ref())))
    }),
    method("concat", &[STRING], |m, o, a| {
        let other = text(a, 0)?;
        m.heap.spend(itself(o).len() + other.len())?;
        Ok(Object::text(format!("{}{other}", itself(o))))
    }),
    truth("contains", &[CHAR_SEQUENCE], |_, o, a| {
        Ok(Object::Boolean(itself(o).contains(text(a, 0)?.as_ref())))
    }),
    method("indent", &[INT], indent),
    method("stripIndent", &[], |_, o, _| Ok(Object::text(strip_indent(itself(o))))),
    method("translateEscapes", &[], |_, o, _| translate_escapes(itself(o))),
    method("formatted", &[OBJECTS], |m, o, a| {
        let items = m.heap.items(&object(a, 0)).unwrap_or_default();
        format(m, itself(o), &items)
    })
    .varargs(),
    method("intern", &[], |_, o, _| Ok(o.clone())),
];

/// The old `getBytes`: copies the low halves of units into an array.
/// A text, or a buffer that was made of one.
fn content_equals(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    Ok(Object::Boolean(itself(o) == text(a, 0)?.as_ref()))
}

fn get_low_bytes(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let outside = || units::out_of_bounds("outside the text or the array".into());
    let units = units::units(itself(o));
    let range = usize::try_from(int(a, 0)).ok().zip(usize::try_from(int(a, 1)).ok());
    let part = range.and_then(|(from, to)| units.get(from..to)).ok_or_else(outside)?;
    let Object::Ref(array) = object(a, 2) else { return Err(null_pointer()) };
    let place = usize::try_from(int(a, 3)).map_err(|_| outside())?;
    if let Some(Cell::Array(array)) = m.heap.cell_mut(array) {
        let slots = array.items.get_mut(place..).and_then(|rest| rest.get_mut(..part.len()));
        for (slot, unit) in slots.ok_or_else(outside)?.iter_mut().zip(part) {
            let [low, _] = unit.to_le_bytes();
            *slot = Object::Byte(low.cast_signed());
        }
    }
    Ok(Object::Null)
}

/// `getChars`: copies a part into an array.
fn get_chars(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let units = units::units(itself(o));
    let outside = || units::out_of_bounds("outside the text or the array".into());
    let range = usize::try_from(int(a, 0)).ok().zip(usize::try_from(int(a, 1)).ok());
    let part = range.and_then(|(from, to)| units.get(from..to)).ok_or_else(outside)?;
    let Object::Ref(array) = object(a, 2) else { return Err(null_pointer()) };
    let place = usize::try_from(int(a, 3)).map_err(|_| outside())?;
    if let Some(Cell::Array(array)) = m.heap.cell_mut(array) {
        let end = place.checked_add(part.len()).ok_or_else(outside)?;
        let slots = array.items.get_mut(place..end).ok_or_else(outside)?;
        for (slot, unit) in slots.iter_mut().zip(part) {
            *slot = Object::Character(*unit);
        }
    }
    Ok(Object::Null)
}

fn get_bytes(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let charset = charset::named(&text(a, 0)?)?;
    charset::bytes(m, itself(o), charset)
}

/// `Character.isWhitespace`.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && !is_no_break(c) || matches!(c, '\u{1c}'..='\u{1f}')
}

fn find(whole: &str, part: &str, from: i32) -> Step<Object> {
    let from = usize::try_from(from).unwrap_or(0);
    if whole.is_ascii() && part.is_ascii() {
        let from = from.min(whole.len());
        let found = whole.get(from..).and_then(|rest| rest.find(part)).map(|at| at + from);
        return Ok(Object::Integer(units::index(found)));
    }
    let found = units::find(&units::units(whole), &units::units(part), from);
    Ok(Object::Integer(units::index(found)))
}

fn find_last(whole: &str, part: &str, from: i32) -> Step<Object> {
    let Ok(from) = usize::try_from(from) else { return Ok(Object::Integer(-1)) };
    let found = units::find_last(&units::units(whole), &units::units(part), from);
    Ok(Object::Integer(units::index(found)))
}

fn code_units(code: i32) -> Option<Vec<u16>> {
    let code = u32::try_from(code).ok()?;
    match u16::try_from(code) {
        Ok(unit) => Some(vec![unit]),
        Err(_) => char::from_u32(code).map(|c| c.encode_utf16(&mut [0; 2]).to_vec()),
    }
}

fn find_unit(whole: &str, code: i32, from: i32) -> Object {
    let from = usize::try_from(from).unwrap_or(0);
    let found = code_units(code).and_then(|part| units::find(&units::units(whole), &part, from));
    Object::Integer(units::index(found))
}

fn last_unit(whole: &str, code: i32, from: i32) -> Object {
    let found = usize::try_from(from)
        .ok()
        .and_then(|from| units::find_last(&units::units(whole), &code_units(code)?, from));
    Object::Integer(units::index(found))
}

/// Turkish, Azeri and Lithuanian change letters in their own ways.
fn plain_case(locale: &str) -> Step<()> {
    let language = locale.split(['_', '-']).next().unwrap_or("");
    if ["tr", "az", "lt"].contains(&language.to_ascii_lowercase().as_str()) {
        return Err(unknown("the case of Turkish, Azeri or Lithuanian letters"));
    }
    Ok(())
}

fn fold(c: char) -> char {
    let one = |mut mapped: std::vec::IntoIter<char>| match (mapped.next(), mapped.next()) {
        (Some(c), None) => Some(c),
        _ => None,
    };
    let upper = one(c.to_uppercase().collect::<Vec<_>>().into_iter()).unwrap_or(c);
    one(upper.to_lowercase().collect::<Vec<_>>().into_iter()).unwrap_or(upper)
}

fn compare_folded(a: &str, b: &str) -> i32 {
    let folded = |text: &str| text.chars().map(fold).collect::<String>();
    equal::compare_text(&folded(a), &folded(b))
}

/// Whether a region of this length can begin there; a negative one leaves room
/// behind the end.
fn fits(text: &str, from: i32, length: i32) -> bool {
    let units = i64::try_from(units::units(text).len()).unwrap_or(i64::MAX);
    from >= 0 && i64::from(from) <= units - i64::from(length)
}

fn region_matches(whole: &str, other: &str, region: (i32, i32, i32), ignore_case: bool) -> bool {
    let (from, other_from, length) = region;
    if !fits(whole, from, length) || !fits(other, other_from, length) {
        return false;
    }
    if length <= 0 {
        return true;
    }
    let part = |text: &str, from: i32| {
        let from = usize::try_from(from).ok()?;
        let end = from.checked_add(usize::try_from(length.max(0)).ok()?)?;
        units::units(text).get(from..end).map(String::from_utf16_lossy)
    };
    match (part(whole, from), part(other, other_from)) {
        (Some(a), Some(b)) if ignore_case => compare_folded(&a, &b) == 0,
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn repeat(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let count = usize::try_from(int(a, 0))
        .map_err(|_| thrown(ILLEGAL_ARGUMENT, "a negative number of times"))?;
    let length = itself(o).len().saturating_mul(count);
    if u64::try_from(length).is_ok_and(|length| length > limits::SPEL_WORK) {
        return Err(bound("a text too long"));
    }
    m.heap.spend(length)?;
    Ok(Object::text(itself(o).repeat(count)))
}

fn replace_pattern(m: &mut Machine<'_>, source: &str, a: &[Object], first: bool) -> Step<Object> {
    let pattern = text(a, 0)?;
    m.heap.spend(source.len())?;
    let pattern = regex::compile(&pattern)?;
    let replacement = object(a, 1);
    if first && replacement.is_null() {
        return Err(null_pointer());
    }
    let replaced = pattern.replace(source, replacement.as_str(), first)?;
    m.heap.spend(replaced.len())?;
    Ok(Object::text(replaced))
}

fn split(m: &mut Machine<'_>, source: &str, pattern: &str, limit: i32) -> Step<Object> {
    m.heap.spend(source.len())?;
    let pieces = regex::compile(pattern)?.split(source, limit)?;
    m.heap.spend(pieces.len())?;
    let items = pieces.into_iter().map(Object::text).collect();
    Ok(m.heap.array(Base::String.class(), items))
}
