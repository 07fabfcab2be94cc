//! `String`'s static methods, (spel §10).

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, thrown, unknown};
use super::super::{text as texts, units};
use super::arguments::{
    BOOLEAN, CHAR, CHAR_SEQUENCE, CHARS, DOUBLE, FLOAT, INT, LOCALE, LONG, OBJECT, OBJECTS, STRING,
    int, null_pointer, object, text,
};
use super::format::format;
use super::{Method, method};

pub(super) const TEXT: &[Method] = &[
    method("valueOf", &[INT], value_of),
    method("valueOf", &[CHARS], |m, _, a| chars(m, &object(a, 0))),
    method("valueOf", &[OBJECT], value_of),
    method("valueOf", &[BOOLEAN], value_of),
    method("valueOf", &[CHARS, INT, INT], |m, _, a| part(m, a)),
    method("valueOf", &[CHAR], value_of),
    method("valueOf", &[DOUBLE], value_of),
    method("valueOf", &[FLOAT], value_of),
    method("valueOf", &[LONG], value_of),
    method("join", &[CHAR_SEQUENCE, Base::CharSequence.array()], join).varargs(),
    method("join", &[CHAR_SEQUENCE, Base::Iterable.class()], join),
    method("format", &[STRING, OBJECTS], |m, _, a| {
        let items = m.heap.items(&object(a, 1)).unwrap_or_default();
        format(m, &text(a, 0)?, &items)
    })
    .varargs(),
    method("format", &[LOCALE, STRING, OBJECTS], |m, _, a| {
        let items = m.heap.items(&object(a, 2)).unwrap_or_default();
        if object(a, 0).as_str().is_some() {
            return Err(unknown("a format in a locale"));
        }
        match &object(a, 0) {
            Object::Null => {}
            Object::Named(_, locale) if english(locale) => {}
            _ => return Err(unknown("a format in a locale other than English")),
        }
        format(m, &text(a, 1)?, &items)
    })
    .varargs(),
    method("copyValueOf", &[CHARS, INT, INT], |m, _, a| part(m, a)),
    method("copyValueOf", &[CHARS], |m, _, a| chars(m, &object(a, 0))),
];

fn english(locale: &str) -> bool {
    locale.split(['_', '-']).next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

fn value_of(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    Ok(Object::text(texts::to_text(&mut m.heap, &object(a, 0))?))
}

fn char_units(m: &mut Machine<'_>, array: &Object) -> Step<Vec<u16>> {
    let items = m.heap.items(array).ok_or_else(null_pointer)?;
    let unit = |item: &Object| if let Object::Character(unit) = item { *unit } else { 0 };
    Ok(items.iter().map(unit).collect())
}

pub(super) fn chars(m: &mut Machine<'_>, array: &Object) -> Step<Object> {
    Ok(Object::String(units::text(&char_units(m, array)?)?))
}

/// `valueOf(chars, offset, count)`.
pub(super) fn part(m: &mut Machine<'_>, a: &[Object]) -> Step<Object> {
    let units = char_units(m, &object(a, 0))?;
    let range = usize::try_from(int(a, 1)).ok().zip(usize::try_from(int(a, 2)).ok());
    let part = range.and_then(|(from, count)| units.get(from..from.checked_add(count)?));
    let part = part.ok_or_else(|| units::out_of_bounds("outside the array".into()))?;
    Ok(Object::String(units::text(part)?))
}

/// The elements must be texts: others throw, as Java casts them.
fn join(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let separator = text(a, 0)?;
    let items = m.heap.items(&object(a, 1)).ok_or_else(null_pointer)?;
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let piece = match item {
            Object::Null => "null".into(),
            Object::String(_) | Object::Constant(Base::Status, _) => {
                text(std::slice::from_ref(item), 0)?
            }
            _ => return Err(thrown("ClassCastException", "only texts can be joined")),
        };
        m.heap.spend(separator.len() + piece.len() + 1)?;
        if at > 0 {
            out.push_str(&separator);
        }
        out.push_str(&piece);
    }
    Ok(Object::text(out))
}
