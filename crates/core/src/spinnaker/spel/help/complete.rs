//! What may stand at a place: names, functions, keys and stages.

use super::documentation::DOCUMENTATION;
use super::place::{around, in_name, open};
use super::{shown, value_of};
use crate::java::{Map, Value};
use crate::spinnaker::spel::Scope;

/// What may stand at a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completion {
    /// Where the text begins that an item replaces, in bytes.
    pub from: usize,
    /// The items, the likeliest first.
    pub items: Vec<Item>,
}

/// One thing that may stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What is written.
    pub text: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its value with the sample, or how it is called.
    pub detail: String,
    /// More about it.
    pub about: String,
}

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A name of the stage's context, or one that Orca computes.
    Name,
    /// An output of an earlier stage.
    Output,
    /// A key or property.
    Key,
    /// A function.
    Function,
    /// A stage of the execution.
    Stage,
}

/// Functions whose argument is a stage, and by what it is named.
const STAGES: [(&str, &str); 6] = [
    ("#stage", "name"),
    ("#stageExists", "name"),
    ("#judgment", "name"),
    ("#judgement", "name"),
    ("#manifestLabelValue", "name"),
    ("#stageByRefId", "refId"),
];

/// What may stand at the byte `at` of a text, if that is in an expression.
pub fn complete(text: &str, at: usize, scope: &Scope<'_>) -> Option<Completion> {
    let around = around(text, at)?;
    let expression = around.before;
    let now = open(expression);
    if let Some(quoted) = now.quoted {
        let (bracket, chain) = now.bracket?;
        let before = expression.get(chain?..bracket)?;
        let items = match expression.get(bracket..)?.chars().next() {
            Some('[') => keys(before, scope, false),
            _ => stages(before.trim_end(), scope),
        };
        return Some(Completion { from: around.start + quoted, items });
    }
    let word = expression.len() - expression.trim_end_matches(in_name).len();
    let word = expression.len() - word;
    let lead = expression.get(..word).unwrap_or_default();
    let from = around.start + word;
    if lead.ends_with('#') {
        return Some(Completion { from: from - 1, items: functions() });
    }
    if let Some(base) = lead.strip_suffix('.') {
        let base = base.strip_suffix('?').unwrap_or(base);
        let base = base.get(open(base).chain?..)?;
        return Some(Completion { from, items: keys(base, scope, true) });
    }
    let mut items = names(scope);
    items.extend(functions());
    Some(Completion { from, items })
}

/// The names that an expression sees: those of the context, those that Orca
/// computes, and the outputs of the stages before.
fn names(scope: &Scope<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for (name, about) in [
        ("parameters", "The trigger's parameters; without any, the stage's own"),
        ("trigger", "What started the pipeline, as a map"),
        ("execution", "The pipeline's execution"),
        ("scmInfo", "The commit of a Jenkins or Concourse build"),
    ] {
        if let Some((value, _)) = value_of(name, scope) {
            items.push(item(name, ItemKind::Name, &value, about.into()));
        }
    }
    let mut seen: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
    let mut add = |map: &Map, kind: ItemKind, about: &str, items: &mut Vec<Item>| {
        for (name, value) in map.iter() {
            if is_name(name) && !seen.iter().any(|other| **other == **name) {
                seen.push(name.to_string());
                items.push(item(name, kind, value, about.into()));
            }
        }
    };
    if let Some(context) = scope.context {
        add(context, ItemKind::Name, "In the stage's context", &mut items);
    }
    for stage in scope.execution.map(|execution| execution.ancestors()).unwrap_or_default() {
        let name = stage.get("name").and_then(Value::as_str).unwrap_or("a stage before");
        if let Some(outputs) = stage.get("outputs").and_then(Value::as_map) {
            add(outputs, ItemKind::Output, &format!("Output of {name}"), &mut items);
        }
    }
    items
}

/// The keys of a map, or the properties of an object.
fn keys(base: &str, scope: &Scope<'_>, plain: bool) -> Vec<Item> {
    let Some((value, _)) = value_of(base, scope) else { return Vec::new() };
    let entries = value.as_map().into_iter().flat_map(Map::iter);
    entries
        .filter(|(key, _)| !plain || is_name(key))
        .map(|(key, value)| item(key, ItemKind::Key, value, String::new()))
        .collect()
}

fn stages(function: &str, scope: &Scope<'_>) -> Vec<Item> {
    let Some((_, key)) = STAGES.iter().find(|(name, _)| function.ends_with(name)) else {
        return Vec::new();
    };
    let stages = scope.execution.and_then(|execution| execution.json.get("stages")?.as_list());
    let text = |stage: &Value, key: &str| stage.get(key).and_then(Value::as_str).map(str::to_owned);
    stages
        .unwrap_or_default()
        .iter()
        .filter_map(|stage| {
            let about = [text(stage, "type"), text(stage, "status")];
            Some(Item {
                text: text(stage, key)?,
                kind: ItemKind::Stage,
                detail: about.into_iter().flatten().collect::<Vec<_>>().join(", "),
                about: String::new(),
            })
        })
        .collect()
}

fn functions() -> Vec<Item> {
    DOCUMENTATION
        .iter()
        .map(|function| Item {
            text: format!("#{}", function.name),
            kind: ItemKind::Function,
            detail: function.call.into(),
            about: function.about.into(),
        })
        .collect()
}

fn item(text: &str, kind: ItemKind, value: &Value, about: String) -> Item {
    Item { text: text.to_owned(), kind, detail: shown(value), about }
}

/// Whether a key can be written behind a dot.
fn is_name(key: &str) -> bool {
    let digit = key.starts_with(|c: char| c.is_ascii_digit());
    !key.is_empty() && !digit && key.chars().all(in_name)
}
