//! Java's casts on the untyped maps that clouddriver works on, and ways to
//! write into them that keep account of what is lost.

use std::sync::Arc;

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::nulls::Dropped;
use crate::spinnaker::path::{self, Step};

/// The class of a value, as a `ClassCastException` names it.
pub(super) fn class(value: &Value) -> &'static str {
    match value.data {
        Data::Null => "null",
        Data::Boolean(_) => "java.lang.Boolean",
        Data::Integer(_) => "java.lang.Integer",
        Data::Long(_) => "java.lang.Long",
        Data::BigInteger(_) => "java.math.BigInteger",
        Data::Double(_) => "java.lang.Double",
        Data::String(_) => "java.lang.String",
        Data::List(_) => "java.util.ArrayList",
        Data::Map(_) => "java.util.LinkedHashMap",
    }
}

/// `(String) map.get(key)`: null and absent alike give `None`.
pub(super) fn text<'m>(map: &'m Map, key: &str) -> Result<Option<&'m Arc<str>>, JavaException> {
    match map.get(key).map(|value| (value, &value.data)) {
        None | Some((_, Data::Null)) => Ok(None),
        Some((_, Data::String(text))) => Ok(Some(text)),
        Some((value, _)) => Err(JavaException::cast(class(value), "java.lang.String")),
    }
}

/// `(Map) map.get(key)`, to change in place; null and absent alike give
/// `None`.
pub(super) fn map_mut<'m>(
    map: &'m mut Map,
    key: &str,
) -> Result<Option<&'m mut Map>, JavaException> {
    let Some(value) = map.get_mut(key).filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let class = class(value);
    match &mut value.data {
        Data::Map(inner) => Ok(Some(inner)),
        _ => Err(JavaException::cast(class, "java.util.Map")),
    }
}

/// The map at `key`, made when it is null or absent.
pub(super) fn map_or_made<'m>(
    map: &'m mut Map,
    key: &str,
    why: &'static str,
) -> Result<&'m mut Map, JavaException> {
    if map.get(key).is_none_or(Value::is_null) {
        map.insert(key, Value::new(Data::Map(Map::new()), Origin::Clouddriver(why)));
    }
    map_mut(map, key)?.ok_or_else(|| JavaException::null("the map was just made"))
}

/// Puts a text where `key` is not present, be it with a null.
pub(super) fn put_if_absent(map: &mut Map, key: &str, text: &str, why: &'static str) {
    if !map.contains_key(key) {
        map.insert(key, Value::text(text, Origin::Clouddriver(why)));
    }
}

/// Puts a value; what it replaces, if it differs, is noted in `dropped` under
/// the path `at` and `key`.
pub(super) fn overwrite(
    map: &mut Map,
    at: &[Step],
    key: &str,
    value: Value,
    reason: &'static str,
    dropped: &mut Vec<Dropped>,
) {
    let same = map.get(key).is_some_and(|old| *old == value);
    if same {
        // The text is the user's own as much as clouddriver's: keep its origin.
        return;
    }
    if let Some(was) = map.insert(key, value)
        && !was.is_null()
    {
        dropped.push(Dropped { path: path_to(at, key), was, reason });
    }
}

/// Takes `key` out and notes it.
pub(super) fn take_out(
    map: &mut Map,
    at: &[Step],
    key: &str,
    reason: &'static str,
    dropped: &mut Vec<Dropped>,
) {
    if let Some(was) = map.remove(key) {
        dropped.push(Dropped { path: path_to(at, key), was, reason });
    }
}

fn path_to(at: &[Step], key: &str) -> String {
    let steps: Vec<Step> = at.iter().cloned().chain([Step::from(key)]).collect();
    path::text(&steps)
}

/// The steps of a path of plain keys.
pub(super) fn steps(keys: &[&str]) -> Vec<Step> {
    keys.iter().map(|key| Step::from(*key)).collect()
}
