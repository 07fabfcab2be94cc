//! Enums, and `ExecutionStatus`, which is a text as well.

use super::super::class::{Base, Class};
use super::super::constants;
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::super::units;
use super::arguments::{INT, OBJECT, STRING, int, text};
use super::integers::{compare_to, equals, to_string};
use super::{Method, method, truth, unmodelled};

const ENUM_TYPE: Class = Base::Enum.class();

/// What every enum has.
pub(super) const ENUM: &[Method] = &[
    method("name", &[], name),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    unmodelled("hashCode", &[], "a hash code that differs from run to run"),
    method("compareTo", &[ENUM_TYPE], compare_to),
    method("ordinal", &[], |_, o, _| match o {
        Object::Constant(_, at) => Ok(Object::Integer((*at).into())),
        _ => Ok(Object::Null),
    }),
];

fn name(_: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    match o {
        Object::Constant(base, at) => Ok(Object::text(constants::name(*base, *at))),
        _ => Ok(Object::Null),
    }
}

/// `valueOf` of an enum.
pub(super) fn constant(base: Base, a: &[Object]) -> Step<Object> {
    let name = text(a, 0)?;
    constants::find(base, &name)
        .ok_or_else(|| thrown(ILLEGAL_ARGUMENT, format!("`{name}` is no constant of the enum")))
}

fn status_name(o: &Object) -> &'static str {
    if let Object::Constant(base, at) = o { constants::name(*base, *at) } else { "" }
}

fn one_of(o: &Object, names: &[&str]) -> Object {
    Object::Boolean(names.contains(&status_name(o)))
}

/// `ExecutionStatus`, which is a text as well.
pub(super) const STATUS: &[Method] = &[
    method("length", &[], |_, o, _| Ok(Object::Integer(units::int_length(status_name(o))))),
    method("charAt", &[INT], |_, o, a| {
        Ok(Object::Character(units::char_at(status_name(o), int(a, 0))?))
    }),
    truth("isComplete", &[], |_, o, _| {
        let complete =
            ["SUCCEEDED", "FAILED_CONTINUE", "TERMINAL", "CANCELED", "STOPPED", "SKIPPED"];
        Ok(one_of(o, &complete))
    }),
    truth("isSkipped", &[], |_, o, _| Ok(one_of(o, &["SKIPPED"]))),
    truth("isHalt", &[], |_, o, _| Ok(one_of(o, &["TERMINAL", "CANCELED", "STOPPED"]))),
    truth("isSuccessful", &[], |_, o, _| Ok(one_of(o, &["SUCCEEDED", "STOPPED", "SKIPPED"]))),
    truth("isFailure", &[], |_, o, _| Ok(one_of(o, &["TERMINAL", "STOPPED", "FAILED_CONTINUE"]))),
    truth("isEmpty", &[], |_, _, _| Ok(Object::Boolean(false))),
    method("valueOf", &[STRING], |_, _, a| constant(Base::Status, a)),
    method("values", &[], |m, _, _| {
        let count = u8::try_from(constants::names(Base::Status).len()).unwrap_or(0);
        let items = (0..count).map(|at| Object::Constant(Base::Status, at)).collect();
        Ok(m.heap.array(Base::Status.class(), items))
    }),
];
