//! `DayOfWeek` and `ChronoUnit`, JDK 17 (spel §10).

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, unknown};
use super::super::time::{DAY_NAMES, date_time_error};
use super::arguments::{INT, LONG, STRING, int, long, null_pointer, object};
use super::integers::to_string;
use super::time::{ACCESSOR, FIELD, TEMPORAL, local, other, unsupported, until, weekday};
use super::{Method, method, null_only, truth};

fn place(o: &Object) -> u8 {
    if let Object::Constant(_, place) = o { *place } else { 0 }
}

fn turned(o: &Object, by: i64) -> Object {
    let turned = (i64::from(place(o)) + by % 7).rem_euclid(7);
    Object::Constant(Base::DayOfWeek, u8::try_from(turned).unwrap_or(0))
}

pub(super) const DAY_OF_WEEK: &[Method] = &[
    method("getValue", &[], |_, o, _| Ok(Object::Integer(i32::from(place(o)) + 1))),
    method("plus", &[LONG], |_, o, a| Ok(turned(o, long(a, 0)))),
    method("minus", &[LONG], |_, o, a| Ok(turned(o, -(long(a, 0) % 7)))),
    null_only("get", &[FIELD]),
    null_only("getLong", &[FIELD]),
    truth("isSupported", &[FIELD], |_, _, _| Ok(Object::Boolean(false))),
    method("getDisplayName", &[Base::TextStyle.class(), Base::Locale.class()], display_name),
];

pub(super) const DAY_OF_WEEK_STATIC: &[Method] = &[
    method("values", &[], |m, _, _| Ok(values(m, Base::DayOfWeek))),
    method("valueOf", &[STRING], |_, _, a| super::enums::constant(Base::DayOfWeek, a)),
    method("of", &[INT], |_, _, a| match u8::try_from(int(a, 0)) {
        Ok(number @ 1..=7) => Ok(Object::Constant(Base::DayOfWeek, number - 1)),
        _ => Err(date_time_error("there is no such day of the week")),
    }),
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::Constant(Base::DayOfWeek, _) => Ok(value),
        value @ (Object::LocalDate(_) | Object::LocalDateTime(..)) => Ok(weekday(local(&value).0)),
        _ => Err(unsupported()),
    }),
];

/// The day's name in English: whole, three letters, or one.
fn display_name(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let (Object::Constant(_, style), Object::Named(_, locale)) = (object(a, 0), object(a, 1))
    else {
        return Err(null_pointer());
    };
    if !locale.to_ascii_lowercase().starts_with("en") {
        return Err(unknown("a day's name in another language than English"));
    }
    let name = DAY_NAMES.get(usize::from(place(o))).copied().unwrap_or("");
    let length = match style / 2 {
        0 => name.len(),
        1 => 3,
        _ => 1,
    };
    Ok(Object::text(name.get(..length).unwrap_or(name)))
}

fn values(m: &mut Machine<'_>, base: Base) -> Object {
    let count = super::super::constants::names(base).len();
    let items =
        (0..count).map(|at| Object::Constant(base, u8::try_from(at).unwrap_or(0))).collect();
    m.heap.array(base.class(), items)
}

pub(super) const UNIT: &[Method] = &[
    method("toString", &[], to_string),
    method("between", &[TEMPORAL, TEMPORAL], |_, o, a| match other(a)? {
        from @ (Object::LocalDate(_) | Object::LocalDateTime(..) | Object::Instant(..)) => {
            until(&from, &[object(a, 1), o.clone()])
        }
        _ => Err(unknown("this kind of time")),
    }),
    truth("isDurationEstimated", &[], |_, o, _| Ok(Object::Boolean(place(o) >= 7))),
    truth("isSupportedBy", &[TEMPORAL], |_, o, a| {
        Ok(Object::Boolean(match other(a)? {
            Object::LocalDate(_) => (7..=14).contains(&place(o)),
            Object::LocalDateTime(..) => place(o) <= 14,
            _ => place(o) <= 7,
        }))
    }),
    truth("isTimeBased", &[], |_, o, _| Ok(Object::Boolean(place(o) < 7))),
    truth("isDateBased", &[], |_, o, _| Ok(Object::Boolean((7..15).contains(&place(o))))),
];

pub(super) const UNIT_STATIC: &[Method] = &[
    method("values", &[], |m, _, _| Ok(values(m, Base::ChronoUnit))),
    method("valueOf", &[STRING], |_, _, a| super::enums::constant(Base::ChronoUnit, a)),
];
