//! Kubernetes' own words for the classes that a Job can hold.
//!
//! k8s-openapi's schema of a Job gives descriptions and required names; the
//! field tables say which classes and fields are wanted.

use k8s_openapi::api::batch::v1::Job;
use serde_json::{Map, Value, json};

/// The file: class → `about`, `required`, `fields` → description.
pub(super) fn text() -> String {
    let schema = schemars::schema_for!(Job).to_value();
    let mut words = Map::new();
    for (class, fields) in wanted() {
        let Some(definition) = definition(&schema, &class) else { continue };
        let described = fields.into_iter().filter_map(|field| {
            let text = definition["properties"][&field]["description"].as_str()?;
            Some((field, Value::from(plain(text))))
        });
        let mut entry = Map::new();
        if let Some(text) = definition["description"].as_str() {
            entry.insert("about".to_owned(), plain(text).into());
        }
        if let Some(required) = definition.get("required") {
            entry.insert("required".to_owned(), required.clone());
        }
        entry.insert("fields".to_owned(), described.collect::<Map<_, _>>().into());
        words.insert(class, entry.into());
    }
    super::pretty(&json!(words))
}

/// Every class and field of any client-java, newest last.
fn wanted() -> Vec<(String, Vec<String>)> {
    let mut wanted: Vec<(String, Vec<String>)> = Vec::new();
    let clients = stage_core::spinnaker::Release::ALL
        .iter()
        .map(|(release, _)| stage_core::schema::tables(*release))
        .chain([stage_core::schema::newest_tables()]);
    for class in clients.flat_map(|tables| &tables.classes) {
        let at = wanted.iter().position(|(name, _)| name == class.name).unwrap_or_else(|| {
            wanted.push((class.name.to_owned(), Vec::new()));
            wanted.len() - 1
        });
        for field in &class.fields {
            if !wanted[at].1.iter().any(|known| known == field.name) {
                wanted[at].1.push(field.name.to_owned());
            }
        }
    }
    wanted.sort();
    wanted
}

/// client-java's `V1PodSpec` is `io.k8s.api.core.v1.PodSpec` here.
fn definition<'a>(schema: &'a Value, class: &str) -> Option<&'a Value> {
    let name = class.trim_start_matches("Core").strip_prefix("V1")?;
    if name == "Job" {
        return Some(schema);
    }
    let definitions = schema["$defs"].as_object()?;
    definitions.iter().find(|(path, _)| path.ends_with(&format!(".v1.{name}"))).map(|(_, it)| it)
}

/// Paragraphs stay, lines within them are joined; backticks go, for not every
/// editor shows Markdown.
fn plain(text: &str) -> String {
    text.replace('`', "").replace("\n\n\n", "\n\n").trim().to_owned()
}
