//! The schema files: as generated, valid, complete, and of one mind with the
//! findings that the core makes from the same tables.

mod agreement;
mod examples;
mod vectors;

use serde_json::Value;
use stage_core::document::{Kind, Node, resolve};
use stage_core::java;

use crate::generate;

fn orca_local() -> Value {
    schema("schemas/orca-local.schema.json")
}

fn schema(path: &str) -> Value {
    let files = generate::schemas();
    let file = files.iter().find(|file| file.path == path).expect("a schema of that name");
    serde_json::from_str(&file.text).expect("JSON")
}

/// What a reader of YAML 1.1 hands to a validator.
fn json(node: &Node) -> Value {
    let node = node.resolved();
    match &node.kind {
        Kind::Scalar { text, style } => match resolve(text, *style, node.tag.as_deref()) {
            java::Data::Null => Value::Null,
            java::Data::Boolean(truth) => truth.into(),
            java::Data::Integer(number) => number.into(),
            java::Data::Long(number) => number.into(),
            java::Data::Double(number) => number.into(),
            java::Data::String(text) => (*text).into(),
            other => panic!("a scalar became {other:?}"),
        },
        Kind::Mapping { entries, .. } => entries
            .iter()
            .map(|entry| (entry.key.as_text().unwrap_or("").to_owned(), json(&entry.value)))
            .collect(),
        Kind::Sequence { items, .. } => items.iter().map(|item| json(item)).collect(),
        Kind::Alias(_) | Kind::Regions(_) => Value::Null,
    }
}

#[test]
fn the_checked_in_files_are_what_the_generator_writes() {
    let root = generate::root();
    let others = [generate::words(), generate::run()];
    for file in generate::schemas().into_iter().chain(others) {
        let written = std::fs::read_to_string(root.join(file.path)).expect(file.path);
        assert!(written == file.text, "{} is out of date: run `cargo xtask generate`", file.path);
    }
}

#[test]
fn the_schema_files_are_valid_json_schema_2020_12() {
    for file in generate::schemas() {
        let schema = schema(file.path);
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{}: {} at {}", file.path, error, error.instance_path());
        }
        jsonschema::validator_for(&schema).expect("every reference leads somewhere");
    }
}

#[test]
fn an_editor_finds_a_description_for_every_property() {
    for file in generate::schemas() {
        let mut properties = 0;
        described(&schema(file.path), file.path, &mut properties);
        assert!(properties > 450, "{}: {properties} properties", file.path);
    }
}

fn described(schema: &Value, path: &str, seen: &mut usize) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        for (name, property) in properties {
            *seen += 1;
            let text = property["description"].as_str().unwrap_or("");
            assert!(text.len() > 3, "{path}.{name} has no description");
        }
    }
    match schema {
        Value::Object(map) => {
            for (name, inner) in map {
                described(inner, &format!("{path}.{name}"), seen);
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| described(inner, path, seen)),
        _ => {}
    }
}

#[test]
fn the_file_for_editors_needs_no_other_file_and_no_rare_keyword() {
    let known = [
        "$defs",
        "$id",
        "$ref",
        "$schema",
        "additionalProperties",
        "anyOf",
        "default",
        "description",
        "enum",
        "examples",
        "items",
        "maximum",
        "minimum",
        "pattern",
        "properties",
        "required",
        "title",
        "type",
    ];
    keywords(&orca_local(), &mut |keyword, value| {
        assert!(known.contains(&keyword), "the keyword {keyword}");
        assert!(
            keyword != "$ref" || value.as_str().is_some_and(|to| to.starts_with("#/")),
            "{value}"
        );
    });
}

fn keywords(schema: &Value, seen: &mut dyn FnMut(&str, &Value)) {
    let Some(map) = schema.as_object() else { return };
    for (keyword, value) in map {
        seen(keyword, value);
        match keyword.as_str() {
            "properties" | "$defs" => {
                value.as_object().into_iter().flatten().for_each(|(_, it)| keywords(it, seen));
            }
            "anyOf" => value.as_array().into_iter().flatten().for_each(|it| keywords(it, seen)),
            "items" | "additionalProperties" => keywords(value, seen),
            _ => {}
        }
    }
}

#[test]
fn other_keys_of_the_file_are_free() {
    let validator = jsonschema::validator_for(&orca_local()).expect("a schema");
    for text in [
        "{}",
        r#"{"redis": {"enabled": false}, "job": {"other": 1}, "webhook": {"trust": {"enabled": true}}}"#,
        r#"{"job": {"preconfigured": {"kubernetes": null, "aws": []}}}"#,
    ] {
        assert!(validator.is_valid(&serde_json::from_str(text).expect("JSON")), "{text}");
    }
}
