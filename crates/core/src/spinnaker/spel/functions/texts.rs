//! The functions on texts and values.

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::export::{Mapper, export};
use super::super::heap::{Bean, Cell};
use super::super::number::{bad_number, parse_float, parse_int};
use super::super::object::Object;
use super::super::stop::{Step, Stop, Unknown, thrown};
use super::super::{base64, json, methods, yaml};

fn given(arguments: &[Object]) -> Object {
    arguments.first().cloned().unwrap_or_default()
}

fn text(arguments: &[Object]) -> Step<std::sync::Arc<str>> {
    match arguments.first() {
        Some(Object::String(text)) => Ok(text.clone()),
        _ => Err(thrown("NullPointerException", "null where a text is needed")),
    }
}

pub(super) fn to_int(_: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let text = text(a).map_err(|_| bad_number("null"))?;
    Ok(Object::Integer(parse_int(&text, 10)?))
}

pub(super) fn to_float(_: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    Ok(Object::Float(parse_float(&text(a)?)?))
}

pub(super) fn to_boolean(_: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let truth = given(a).as_str().is_some_and(|text| text.eq_ignore_ascii_case("true"));
    Ok(Object::Boolean(truth))
}

pub(super) fn to_base64(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let text = text(a)?;
    m.heap.spend(text.len())?;
    Ok(Object::text(base64::encode(text.as_bytes())))
}

pub(super) fn from_base64(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let text = text(a)?;
    m.heap.spend(text.len())?;
    let bytes = base64::decode(&text)?;
    Ok(Object::text(methods::decode(&bytes, methods::Charset::Utf8)?))
}

pub(super) fn alphanumerical(_: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let kept: String = text(a)?.chars().filter(char::is_ascii_alphanumeric).collect();
    Ok(Object::text(kept))
}

fn failed(why: &str) -> Stop {
    thrown("SpelHelperFunctionException", why)
}

/// Text with `${` is refused unless `#doNotEval` marks it.
pub(super) fn to_json(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let object = given(a);
    let marked = match &object {
        Object::Ref(id) => match m.heap.cell(*id) {
            Cell::Bean(bean) if bean.class == Base::NotEvaluable => Some(bean.get("expression")),
            _ => None,
        },
        _ => None,
    };
    let value = export(&mut m.heap, marked.as_ref().unwrap_or(&object), Mapper::Plain)?;
    let text = json::write(&value);
    m.heap.spend(text.len())?;
    if marked.is_none() && text.contains("${") {
        return Err(failed("JSON with an expression in it"));
    }
    Ok(Object::text(text))
}

pub(super) fn read_json(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    json::read(&mut m.heap, &text(a)?)
}

pub(super) fn read_yaml(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    yaml::read(&mut m.heap, &text(a)?)
}

pub(super) fn read_all_yaml(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let documents = yaml::read_all(&mut m.heap, &text(a)?)?;
    Ok(m.heap.list(documents))
}

/// Without an artifact store a reference is itself.
pub(super) fn fetch_reference(_: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    Ok(given(a))
}

pub(super) fn do_not_eval(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let fields = vec![("expression", given(a))];
    Ok(m.heap.put(Cell::Bean(Bean { class: Base::NotEvaluable, fields })))
}

pub(super) fn download(_: &mut Machine<'_>, _: &Object, _: &[Object]) -> Step<Object> {
    Err(Stop::Unknown(Unknown::Network))
}
