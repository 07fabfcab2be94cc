//! Variables whose value comes from a secret, a config map or the pod itself.

use super::place::{Place, Pod};
use super::{Refused, map, said, text};
use crate::Analysis;
use crate::author::reach;
use crate::document::edit::{Edit, New};
use crate::document::{Node, Path};
use crate::rules::placed_references;

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
    (analysis, stage): (&Analysis, usize),
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
    // Set by a parameter, it would be there again beside the new one.
    if let Some(name) = reach::set_within(analysis, stage, &other.path, None) {
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

pub(super) fn rename(
    pod: &Pod<'_>,
    container: &Path,
    index: usize,
    to: &str,
) -> Result<Vec<Edit>, Refused> {
    let container = pod.container(container)?;
    let to = said(to, "the variable's name")?;
    let items = container.key("env").items();
    let item = items.get(index).ok_or(Refused::NotThere)?;
    let name = |item: &Place<'_>| item.text("name").unwrap_or_default().to_owned();
    let old = name(item);
    if old != to && items.iter().any(|other| name(other) == to) {
        return Err(Refused::Taken(to.to_owned()));
    }
    let mut edits = vec![item.key("name").set(text(to))];
    // Of two with one name the other one may be meant.
    let alone = items.iter().filter(|other| name(other) == old).count() == 1;
    if old.is_empty() || !alone {
        return Ok(edits);
    }
    // A variable's value sees only those before it.
    let later = items.iter().skip(index + 1).map(|item| item.key("value"));
    let words = ["command", "args"].into_iter().flat_map(|list| {
        let list = container.key(list);
        if list.node.is_some_and(|node| node.as_text().is_some()) {
            vec![list]
        } else {
            list.items()
        }
    });
    let mounts = container.key("volumeMounts").items();
    let paths = mounts.iter().map(|mount| mount.key("subPathExpr"));
    for place in later.chain(words).chain(paths) {
        let Some(written) = place.node.and_then(Node::as_text) else { continue };
        let renamed = renamed(written, &old, to);
        edits.extend((renamed != written).then(|| place.set(text(&renamed))));
    }
    Ok(edits)
}

/// The text with another name in each `$(NAME)`.
fn renamed(text: &str, old: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, name) in placed_references(text).into_iter().filter(|(_, name)| *name == old) {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(to);
        done = at + name.len();
    }
    out + text.get(done..).unwrap_or_default()
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
