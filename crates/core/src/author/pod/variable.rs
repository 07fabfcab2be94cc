//! Variables whose value comes from a secret, a config map or the pod itself.

use super::place::{Place, Pod};
use super::{Refused, map, said, text};
use crate::Analysis;
use crate::author::reach;
use crate::document::Path;
use crate::document::edit::{Edit, New};

/// Where a variable's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueFrom {
    /// It is written here.
    Text(String),
    /// A key of a secret or config map.
    Key {
        /// What keeps it.
        kept: Kept,
        /// The object's name.
        name: String,
        /// Its key.
        key: String,
        /// Whether the container starts without it.
        optional: bool,
    },
    /// A field of the pod, such as `metadata.name`.
    Field(String),
    /// What the container may use, such as `limits.memory`.
    Resource(String),
}

/// What keeps values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A secret.
    Secret,
    /// A config map.
    ConfigMap,
}

/// Every key of an object as a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// What keeps them.
    pub kept: Kept,
    /// The object's name.
    pub name: String,
    /// Put before each key; empty for none.
    pub prefix: String,
    /// Whether the container starts without it.
    pub optional: bool,
}

pub(super) fn set(
    analysis: &Analysis,
    pod: &Pod<'_>,
    container: &Path,
    index: Option<usize>,
    name: &str,
    from: &ValueFrom,
) -> Result<Vec<Edit>, Refused> {
    let list = pod.container(container)?.key("env");
    let (key, value) = value(from)?;
    let Some(index) = index else {
        let name = said(name, "the variable's name")?;
        if list.items().iter().any(|item| item.text("name") == Some(name)) {
            return Err(Refused::Taken(name.to_owned()));
        }
        return Ok(vec![list.append(map([("name", text(name)), (key, value)]))]);
    };
    let items = list.items();
    let item = items.get(index).ok_or(Refused::NotThere)?;
    let other = item.key(if key == "value" { "valueFrom" } else { "value" });
    if let Some(name) = set_by(analysis, &other.path) {
        return Err(Refused::SetBy(name));
    }
    let mut edits = Vec::new();
    if other.is_there() {
        edits.push(other.remove());
    }
    edits.push(item.key(key).set(value));
    Ok(edits)
}

fn value(from: &ValueFrom) -> Result<(&'static str, New), Refused> {
    let source = match from {
        ValueFrom::Text(value) => return Ok(("value", text(value))),
        ValueFrom::Key { kept, name, key, optional } => {
            let entries =
                [("name", text(said(name, kept.asked())?)), ("key", text(said(key, "which key")?))];
            let optional = optional.then_some(("optional", New::Bool(true)));
            (kept.key_ref(), map(entries.into_iter().chain(optional)))
        }
        ValueFrom::Field(path) => {
            ("fieldRef", map([("fieldPath", text(said(path, "which field of the pod")?))]))
        }
        ValueFrom::Resource(name) => {
            ("resourceFieldRef", map([("resource", text(said(name, "which resource")?))]))
        }
    };
    Ok(("valueFrom", map([source])))
}

pub(super) fn add_all(pod: &Pod<'_>, container: &Path, from: &Bulk) -> Result<Edit, Refused> {
    let list = pod.container(container)?.key("envFrom");
    let name = said(&from.name, from.kept.asked())?;
    let same = |item: &Place<'_>| item.key(from.kept.all_ref()).text("name") == Some(name);
    let prefix = from.prefix.trim();
    if list.items().iter().any(|item| same(item) && item.text("prefix").unwrap_or("") == prefix) {
        return Err(Refused::Taken(name.to_owned()));
    }
    let optional = from.optional.then_some(("optional", New::Bool(true)));
    let object = map([("name", text(name))].into_iter().chain(optional));
    let prefix = (!prefix.is_empty()).then(|| ("prefix", text(prefix)));
    Ok(list.append(map(prefix.into_iter().chain([(from.kept.all_ref(), object)]))))
}

impl Kept {
    fn key_ref(self) -> &'static str {
        match self {
            Self::Secret => "secretKeyRef",
            Self::ConfigMap => "configMapKeyRef",
        }
    }

    fn all_ref(self) -> &'static str {
        match self {
            Self::Secret => "secretRef",
            Self::ConfigMap => "configMapRef",
        }
    }

    fn asked(self) -> &'static str {
        match self {
            Self::Secret => "which secret",
            Self::ConfigMap => "which config map",
        }
    }
}

/// The parameter that sets a place.
fn set_by(analysis: &Analysis, path: &Path) -> Option<String> {
    let spot = reach::spot(analysis, path)?;
    reach::set_by(analysis, &spot)
}
