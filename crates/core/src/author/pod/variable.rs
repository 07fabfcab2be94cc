//! Variables whose value comes from a secret, a config map or the pod itself.

use super::place::{Place, Pod, pod};
use super::uses::uses;
use super::{Refused, map, said, text};
use crate::Analysis;
use crate::author::naming::{screaming, words};
use crate::author::reach;
use crate::document::edit::{Edit, New};
use crate::document::{Path, Step};
use crate::spinnaker::fill;

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
    edits.extend(uses(&container, index, &old, to).edits);
    Ok(edits)
}

/// A variable that is there for one parameter, and gets a name with it.
pub(crate) struct Own {
    /// The container.
    pub container: String,
    /// The variable's name until now.
    pub from: String,
    /// Its name from now on.
    pub to: String,
    /// The change; none where something may read it that cannot be seen.
    pub edits: Option<Vec<Edit>>,
}

/// The variable that the parameter at `index` sets and that is called like
/// it. It follows where its container plainly reads it, and nothing else does:
/// a program in the image looks for a name of its own.
pub(crate) fn own(
    (analysis, stage): (&Analysis, usize),
    index: usize,
    from: &str,
    to: &str,
) -> Option<Own> {
    let pod = pod(analysis, stage)?;
    let read = analysis.stages.get(stage)?;
    let found = fill::uses(read.node.as_deref()?.resolved(), &read.definition.parameters);
    let path = |steps: &[Step]| Path { document: 0, steps: steps.to_vec() };
    let target = path(&found.get(index)?.as_ref()?.steps);
    let base = analysis.detected.stages.get(stage)?.path();
    let within = |place: &Place<'_>| path(place.path.after(&base).unwrap_or_default());
    let containers = pod.containers().into_iter();
    let (container, at, item) = containers
        .flat_map(|container| {
            let items = container.key("env").items();
            items.into_iter().enumerate().map(move |(at, item)| (container.clone(), at, item))
        })
        .find(|(.., item)| within(&item.key("value")) == target)?;
    let name = item.text("name")?;
    let renamed = item.key("name");
    let to = if name == from {
        to.to_owned()
    } else if name == screaming(&words(from)) {
        screaming(&words(to))
    } else {
        return None;
    };
    let others = container.key("env").items();
    let others: Vec<_> = others.iter().enumerate().filter(|(other, _)| *other != at).collect();
    let named = |wanted: &str| others.iter().any(|(_, item)| item.text("name") == Some(wanted));
    let item = within(&item);
    let shared = found.iter().enumerate().any(|(other, found)| {
        let steps = found.as_ref().map(|found| path(&found.steps));
        other != index && steps.is_some_and(|steps| steps.after(&item).is_some())
    });
    let uses = uses(&container, at, name, &to);
    let free = is_variable(&to) && !named(&to) && !named(name) && !shared;
    let edits = (free && !uses.unsure && !uses.edits.is_empty())
        .then(|| std::iter::once(renamed.set(text(&to))).chain(uses.edits).collect());
    let container = container.text("name").unwrap_or("the container").to_owned();
    (name != to).then(|| Own { container, from: name.to_owned(), to, edits })
}

/// Whether a shell can read a variable of that name.
fn is_variable(name: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.starts_with(|c: char| c.is_ascii_digit()) && !name.is_empty() && name.chars().all(part)
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
