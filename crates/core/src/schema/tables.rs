//! The classes and fields of a stage and its Job, from the embedded data.
//!
//! Read once, when first needed; afterwards everything is borrowed.

use std::sync::LazyLock;

use foldhash::HashMap;
use serde_json::Value;

use super::names::class_of;
use super::names::uniform;
use super::{Shape, StageKind};
use crate::spinnaker::Release;

/// The newest client-java whose fields are known. No Spinnaker release has
/// it: what only it knows, Kubernetes knows and Orca drops.
const NEWEST_CLIENT: &str = "27.0.0";

/// The classes that a stage can hold, for one client-java.
#[derive(Debug, Default)]
pub struct Tables {
    /// The classes, stages first.
    pub classes: Vec<Class>,
    by_name: HashMap<&'static str, usize>,
}

/// A mapping with fixed names.
#[derive(Debug)]
pub struct Class {
    /// The Java class's name, or ours for parts of a stage.
    pub name: &'static str,
    /// What it is for; empty where the field that holds it says so.
    pub about: &'static str,
    /// Its fields in the order of the data.
    pub fields: Vec<Field>,
    /// Names that only have a getter: written, they stop Orca's start.
    pub read_only: Vec<&'static str>,
    /// The shape of a place that holds this class.
    pub shape: Shape,
    by_name: HashMap<&'static str, usize>,
    by_uniform_name: HashMap<String, usize>,
}

/// One name that a [`Class`] has.
#[derive(Debug)]
pub struct Field {
    /// The canonical name.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// What it is for.
    pub about: &'static str,
    /// What is special about it here, besides; often empty.
    pub note: &'static str,
    /// What holds when it is left out.
    pub default: Option<&'static Value>,
    /// The words it takes; of a list, those of its items.
    pub values: Vec<&'static str>,
    /// Whether other words than [`Self::values`] are possible too.
    pub open: bool,
    /// Some good values.
    pub examples: &'static [Value],
    /// Whether it must be there.
    pub required: bool,
}

impl Tables {
    /// The class of that name.
    pub fn class(&self, name: &str) -> Option<&Class> {
        self.classes.get(*self.by_name.get(name)?)
    }

    /// The class of a whole stage.
    pub fn stage(&self, kind: StageKind) -> Option<&Class> {
        self.class(class_of(kind))
    }
}

impl Class {
    /// The field of exactly that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(*self.by_name.get(name)?)
    }

    /// The field of that name as Spring compares names: letters and digits
    /// only, upper and lower case alike (orca-semantics §1.4).
    pub fn relaxed_field(&self, name: &str) -> Option<&Field> {
        self.field(name)
            .or_else(|| self.fields.get(*self.by_uniform_name.get(uniform(name).as_str())?))
    }
}

/// The tables for a release.
pub fn tables(release: Release) -> &'static Tables {
    match release.client_java() {
        "13.0.2" => &CLIENT_13,
        "17.0.2" => &CLIENT_17,
        _ => &CLIENT_19,
    }
}

/// The tables of the newest Kubernetes that is known, which no release reads.
pub fn newest_tables() -> &'static Tables {
    &CLIENT_NEWEST
}

static CLIENT_13: LazyLock<Tables> = LazyLock::new(|| build("13.0.2"));
static CLIENT_17: LazyLock<Tables> = LazyLock::new(|| build("17.0.2"));
static CLIENT_19: LazyLock<Tables> = LazyLock::new(|| build("19.0.3"));
static CLIENT_NEWEST: LazyLock<Tables> = LazyLock::new(|| build(NEWEST_CLIENT));

/// The embedded data as it lies in `crates/core/data`.
struct Data {
    /// Stages and their parts, in our words.
    stages: Value,
    /// client-java version → class → field → Java type.
    fields: Value,
    /// Class → description, required names, field descriptions; generated.
    words: Value,
    /// What we add to the Job's classes, or say better.
    notes: Value,
}

static DATA: LazyLock<Data> = LazyLock::new(|| Data {
    stages: parse(include_str!("../../data/stage-fields.json")),
    fields: parse(include_str!("../../data/v1job-fields.json")),
    words: parse(include_str!("../../data/v1job-words.json")),
    notes: parse(include_str!("../../data/job-notes.json")),
});

/// The project's own files, whose syntax a test checks.
fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn build(client: &str) -> Tables {
    let data: &'static Data = &DATA;
    let job = &data.fields[client];
    let names = |of: &'static Value| of.as_object().into_iter().flatten().map(|(name, _)| &**name);
    let by_name: HashMap<&'static str, usize> =
        names(&data.stages).chain(names(job)).enumerate().map(|(at, name)| (name, at)).collect();
    let class_at = |name: &str| by_name.get(name).copied();
    let stages = names(&data.stages).map(|name| {
        let mut class = Sources { plain: None, layers: lineage(&data.stages, name) };
        class.layers.reverse();
        class.build(name, &class_at)
    });
    let stages: Vec<Class> = stages.collect();
    let job_classes = names(job).map(|name| {
        let layers = vec![&data.words[name], &data.notes[name]];
        Sources { plain: job[name].as_object(), layers }.build(name, &class_at)
    });
    let classes = stages.into_iter().chain(job_classes).collect();
    Tables { classes, by_name }
}

/// A class and those it extends, nearest first. Bounded by the file's size.
fn lineage(stages: &'static Value, name: &str) -> Vec<&'static Value> {
    let mut layers = vec![&stages[name]];
    while let Some(parent) = layers.last().and_then(|layer| layer["extends"].as_str()) {
        if layers.len() > stages.as_object().map_or(0, serde_json::Map::len) {
            break;
        }
        layers.push(&stages[parent]);
    }
    layers
}

/// What is known of a class: its fields' types, if it is one of client-java,
/// and layers of words in which a later one wins.
struct Sources {
    plain: Option<&'static serde_json::Map<String, Value>>,
    layers: Vec<&'static Value>,
}

impl Sources {
    fn build(&self, name: &'static str, class_at: &dyn Fn(&str) -> Option<usize>) -> Class {
        let mut fields = Vec::new();
        for name in self.field_names() {
            fields.push(self.field(name, class_at));
        }
        Class {
            name,
            shape: class_at(name).map_or(Shape::Anything, Shape::Class),
            about: self.last(|layer| layer["about"].as_str()).unwrap_or(""),
            by_name: fields.iter().enumerate().map(|(at, field)| (field.name, at)).collect(),
            by_uniform_name: fields
                .iter()
                .enumerate()
                .map(|(at, field)| (uniform(field.name), at))
                .collect(),
            fields,
            read_only: self.layers.iter().flat_map(|layer| texts(&layer["readOnly"])).collect(),
        }
    }

    fn field_names(&self) -> Vec<&'static str> {
        if let Some(plain) = self.plain {
            return plain.keys().map(String::as_str).collect();
        }
        let mut names = Vec::new();
        for name in self.layers.iter().filter_map(|layer| layer["fields"].as_object()).flatten() {
            if !names.contains(&name.0.as_str()) {
                names.push(name.0.as_str());
            }
        }
        names
    }

    fn field(&self, name: &'static str, class_at: &dyn Fn(&str) -> Option<usize>) -> Field {
        let plain = self.plain.and_then(|plain| plain[name].as_str());
        let java = plain.or_else(|| self.part(name, |part| part["type"].as_str())).unwrap_or("");
        let about = |part: &'static Value| part.as_str().or_else(|| part["about"].as_str());
        let named = self.layers.iter().flat_map(|layer| texts(&layer["required"]));
        Field {
            name,
            shape: Shape::parse(java, class_at),
            about: self.part(name, about).unwrap_or(""),
            note: self.part(name, |part| part["note"].as_str()).unwrap_or(""),
            default: self.part(name, |part| part.get("default")),
            values: self.part(name, |part| part.get("values")).map(texts).unwrap_or_default(),
            open: self.part(name, |part| part["open"].as_bool()).unwrap_or(false),
            examples: self
                .part(name, |part| part["examples"].as_array())
                .map_or(&[], |list| &list[..]),
            required: self.part(name, |part| part["required"].as_bool()).unwrap_or(false)
                || named.into_iter().any(|required| required == name),
        }
    }

    fn last<T>(&self, of: impl Fn(&'static Value) -> Option<T>) -> Option<T> {
        self.layers.iter().rev().find_map(|layer| of(layer))
    }

    fn part<T>(&self, field: &str, of: impl Fn(&'static Value) -> Option<T>) -> Option<T> {
        self.last(|layer| of(&layer["fields"][field]))
    }
}

fn texts(list: &'static Value) -> Vec<&'static str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
