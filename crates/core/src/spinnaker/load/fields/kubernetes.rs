//! `V1Job` and what is reachable from it, for each version of client-java
//! that Orca has had, and the newest, to say which version knows a key.

use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};

use super::{Class, Initial, Type, class, row};

/// Version → class → field → type.
const TABLE: &str = include_str!("../../../../data/v1job-fields.json");

const PACKAGE: &str = "io.kubernetes.client.openapi.models.";

/// Lists that Kubernetes requires: client-java up to 19 creates its objects
/// with these empty instead of null, and writes them out so.
const CREATED_EMPTY: [(&str, &str); 7] = [
    ("V1CephFSVolumeSource", "monitors"),
    ("V1NodeSelector", "nodeSelectorTerms"),
    ("V1PodFailurePolicy", "rules"),
    ("V1PodFailurePolicyOnExitCodesRequirement", "values"),
    ("V1PodFailurePolicyRule", "onPodConditions"),
    ("V1PodSpec", "containers"),
    ("V1RBDVolumeSource", "monitors"),
];

type Table = Map<String, Value>;

fn versions() -> impl Iterator<Item = (&'static str, &'static Table)> {
    static PARSED: OnceLock<Table> = OnceLock::new();
    let table = PARSED.get_or_init(|| serde_json::from_str(TABLE).unwrap_or_default());
    table.iter().filter_map(|(version, classes)| Some((version.as_str(), classes.as_object()?)))
}

/// The classes of a version.
pub(super) fn classes(version: &str) -> Vec<(Arc<str>, Class)> {
    let classes = versions().find(|(known, _)| *known == version).map(|(_, classes)| classes);
    classes
        .into_iter()
        .flatten()
        .map(|(name, fields)| (name.as_str().into(), one(name, fields)))
        .collect()
}

fn one(name: &str, fields: &Value) -> Class {
    let fields = fields.as_object().into_iter().flatten();
    let rows = fields.map(|(field, ty)| {
        let empty = CREATED_EMPTY.contains(&(name, field.as_str()));
        let initial = if empty { Initial::EmptyList } else { Initial::Null };
        row(field, parse(ty.as_str().unwrap_or_default()), initial, 0)
    });
    class(&format!("{PACKAGE}{name}"), rows.collect(), true, None)
}

fn parse(text: &str) -> Type {
    if let Some(inner) = text.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>')) {
        return Type::List(Box::new(parse(inner)));
    }
    if let Some(inner) = text.strip_prefix("Map<String,").and_then(|rest| rest.strip_suffix('>')) {
        return Type::Map(Box::new(parse(inner)));
    }
    match text {
        "String" => Type::Text,
        "Integer" => Type::Integer,
        "Long" => Type::Long,
        "Boolean" => Type::Boolean,
        "Quantity" => Type::Quantity,
        "IntOrString" => Type::IntOrString,
        "OffsetDateTime" => Type::DateTime,
        "Object" => Type::Object,
        class => Type::Bean(class.into()),
    }
}

/// The first version after `version` whose class has a field of that name.
pub(in super::super) fn known_since(
    class: &str,
    field: &str,
    version: &str,
) -> Option<&'static str> {
    versions()
        .skip_while(|(known, _)| *known != version)
        .skip(1)
        .find(|(_, classes)| classes.get(class).is_some_and(|fields| fields.get(field).is_some()))
        .map(|(version, _)| version)
}
