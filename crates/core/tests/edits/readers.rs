//! Other readers of YAML, which must see in an edited text what we see.

use std::str::FromStr;

use serde_yaml::Value;
use stage_core::document::gate;
use yaml_edit::{YamlFile, YamlNode};

use crate::model::{Tree, tree};

/// Says how another reader sees `text` differently; none if all agree.
pub(crate) fn disagreement(text: &str) -> Option<String> {
    // libyaml counts a byte order mark as a column; Spring takes it away.
    let text = text.trim_start_matches('\u{feff}');
    if let Some(trouble) = gate(text) {
        return Some(format!("libyaml refuses: {}", trouble.message));
    }
    let ours = tree(text)?;
    let libyaml: Value = match serde_yaml::from_str(text) {
        Ok(value) => value,
        // It refuses the same key twice, as Orca does.
        Err(error) if error.to_string().contains("duplicate") => return None,
        Err(error) => return Some(format!("libyaml: {error}")),
    };
    if shape_of(&libyaml) != shape(&ours) {
        return Some(format!("libyaml: {:?}\nwe: {:?}", shape_of(&libyaml), shape(&ours)));
    }
    let file = match YamlFile::from_str(text) {
        Ok(file) => file,
        Err(error) => return Some(format!("yaml-edit: {error:?}")),
    };
    let root = file.document().and_then(|document| {
        let mapping = document.as_mapping().map(YamlNode::Mapping);
        let sequence = document.as_sequence().map(YamlNode::Sequence);
        mapping.or(sequence).or(document.as_scalar().map(YamlNode::Scalar))
    })?;
    let theirs = shape_at(&root);
    (theirs != shape(&ours)).then(|| format!("yaml-edit: {theirs:?}\nwe: {:?}", shape(&ours)))
}

/// Structure with texts; what is no text for one of the readers is left open,
/// as YAML 1.1 and 1.2 differ there.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Scalar(Seen),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

#[derive(Clone, Debug)]
enum Seen {
    Text(String),
    Other,
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one == two,
            _ => true,
        }
    }
}

fn shape(tree: &Tree) -> Shape {
    match tree {
        Tree::Scalar(shown) => Shape::Scalar(match shown.strip_prefix("String(") {
            Some(text) => {
                let text = text.trim_end_matches(')');
                Seen::Text(text.to_owned())
            }
            None => Seen::Other,
        }),
        Tree::List(items) => Shape::List(items.iter().map(shape).collect()),
        Tree::Map(entries) => {
            Shape::Map(entries.iter().map(|(key, value)| (key.clone(), shape(value))).collect())
        }
    }
}

fn text(text: &str) -> Shape {
    Shape::Scalar(Seen::Text(format!("{text:?}").trim_end_matches(')').to_owned()))
}

fn shape_of(value: &Value) -> Shape {
    match value {
        Value::String(own) => text(own),
        Value::Sequence(items) => Shape::List(items.iter().map(shape_of).collect()),
        Value::Mapping(entries) => {
            let name = |key: &Value| match key {
                Value::String(key) => key.clone(),
                Value::Bool(key) => key.to_string(),
                Value::Number(key) => key.to_string(),
                _ => "?".into(),
            };
            let entries = entries.iter().map(|(key, value)| (name(key), shape_of(value)));
            Shape::Map(entries.collect())
        }
        _ => Shape::Scalar(Seen::Other),
    }
}

fn shape_at(node: &YamlNode) -> Shape {
    if let Some(mapping) = node.as_mapping() {
        let entries = mapping.iter().map(|(key, value)| {
            let key = key.as_scalar().map_or("?".into(), yaml_edit::Scalar::as_string);
            (key, shape_at(&value))
        });
        return Shape::Map(entries.collect());
    }
    if let Some(sequence) = node.as_sequence() {
        return Shape::List(sequence.values().map(|item| shape_at(&item)).collect());
    }
    match node.as_scalar() {
        Some(scalar) if scalar.is_quoted() || scalar.is_block() => text(&scalar.as_string()),
        _ => Shape::Scalar(Seen::Other),
    }
}
