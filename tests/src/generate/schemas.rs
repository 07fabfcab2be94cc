//! JSON Schemas (2020-12) from the core's tables.
//!
//! Only words of the vocabulary that every editor knows, so that any YAML
//! language server can use them. They say what Orca reads, its conversions
//! included; what they cannot say is Spring's relaxed names.

use serde_json::{Map, Value, json};
use stage_core::document::Step;
use stage_core::schema::{Class, Field, Shape, StageKind, Tables, class_of, describe, tables};
use stage_core::spinnaker::Release;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const RELEASE: Release = Release::V2026_2;

/// A text with an expression is possible nearly everywhere: what Spring or
/// Orca makes of it is not known while it is written.
const EXPRESSION: &str = r"\$\{";

/// The Job as the release's Orca reads it.
pub(super) fn job() -> String {
    let tables = tables(RELEASE);
    let mut ways = Ways::default();
    ways.collect(tables, "V1Job", &[Step::Key("manifest".into())]);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), DIALECT.into());
    schema.insert(
        "$id".to_owned(),
        "https://json.schemastore.org/spinnaker-custom-job-manifest.json".into(),
    );
    schema.insert("title".to_owned(), "The Job of a Spinnaker custom job stage".into());
    schema.insert(
        "description".to_owned(),
        format!(
            "A Kubernetes Job as Orca of Spinnaker {} reads it from a custom job stage.",
            RELEASE.name()
        )
        .into(),
    );
    schema.insert("$ref".to_owned(), "#/$defs/V1Job".into());
    schema.insert("$defs".to_owned(), definitions(tables, &ways, true).into());
    super::pretty(&Value::from(schema))
}

/// The whole file; the Job inside, so that one file is enough.
pub(super) fn orca_local() -> String {
    let tables = tables(RELEASE);
    let mut ways = Ways::default();
    for kind in [StageKind::Kubernetes, StageKind::Titus, StageKind::Webhook] {
        ways.kind = kind;
        ways.collect(tables, class_of(kind), &[]);
    }
    let list = |class: &str, about: &str| {
        json!({
            "description": about,
            "type": ["array", "null"],
            "items": reference(class),
        })
    };
    let schema = json!({
        "$schema": DIALECT,
        "$id": "https://json.schemastore.org/spinnaker-orca-local.json",
        "title": "Spinnaker orca-local.yml",
        "description": format!(
            "Custom job and webhook stages in Orca's settings, for Spinnaker {}. Names are written \
             in camel case; Orca also reads other spellings, such as backoff-limit.",
            RELEASE.name()
        ),
        "type": ["object", "null"],
        "properties": {
            "job": {
                "description": "Settings of Orca's job stages.",
                "type": ["object", "null"],
                "properties": {
                    "preconfigured": {
                        "description": "Custom job stages: jobs that pipeline authors use like stages that come with Spinnaker.",
                        "type": ["object", "null"],
                        "properties": {
                            "kubernetes": list("KubernetesStage", "Custom stages that run a Kubernetes Job. The list replaces that of every other file with less precedence; nothing is merged."),
                            "titus": list("TitusStage", "Custom stages that run a Titus job. The list replaces that of every other file with less precedence; nothing is merged."),
                        }
                    }
                }
            },
            "webhook": {
                "description": "Settings of Orca's webhook stages.",
                "type": ["object", "null"],
                "properties": {
                    "preconfigured": list("WebhookStage", "Custom stages that call a URL. The list replaces that of every other file with less precedence; nothing is merged."),
                }
            }
        },
        "$defs": definitions(tables, &ways, false),
    });
    super::pretty(&schema)
}

fn reference(class: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{class}") })
}

/// The classes that are needed, each with a way that leads to it.
struct Ways {
    kind: StageKind,
    found: Vec<(&'static str, StageKind, Vec<Step>)>,
}

impl Default for Ways {
    fn default() -> Self {
        Self { kind: StageKind::Kubernetes, found: Vec::new() }
    }
}

impl Ways {
    fn collect(&mut self, tables: &'static Tables, class: &str, way: &[Step]) {
        let Some(class) = tables.class(class) else { return };
        if self.found.iter().any(|(name, ..)| *name == class.name) {
            return;
        }
        self.found.push((class.name, self.kind, way.to_vec()));
        for field in &class.fields {
            let mut way = way.to_vec();
            way.push(Step::Key(field.name.into()));
            let mut shape = &field.shape;
            loop {
                shape = match shape {
                    Shape::List(item) => {
                        way.push(Step::Index(0));
                        item
                    }
                    Shape::Map(value) => {
                        way.push(Step::Key("name".into()));
                        value
                    }
                    Shape::Class(at) => {
                        self.collect(tables, tables.classes[*at].name, &way);
                        break;
                    }
                    _ => break,
                };
            }
        }
    }
}

fn definitions(tables: &'static Tables, ways: &Ways, extensions: bool) -> Map<String, Value> {
    let mut sorted: Vec<_> = ways.found.iter().collect();
    sorted.sort_by_key(|(name, ..)| *name);
    sorted
        .into_iter()
        .filter_map(|(name, kind, way)| {
            let class = tables.class(name)?;
            Some(((*name).to_owned(), definition(tables, class, *kind, way, extensions)))
        })
        .collect()
}

fn definition(
    tables: &'static Tables,
    class: &Class,
    kind: StageKind,
    way: &[Step],
    extensions: bool,
) -> Value {
    let mut properties = Map::new();
    for field in &class.fields {
        let mut way = way.to_vec();
        way.push(Step::Key(field.name.into()));
        properties.insert(field.name.to_owned(), property(tables, field, kind, &way, extensions));
    }
    let required: Vec<&str> =
        class.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut definition = Map::new();
    if !class.about.is_empty() {
        definition.insert("description".to_owned(), class.about.into());
    }
    definition.insert("type".to_owned(), "object".into());
    definition.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        definition.insert("required".to_owned(), required.into());
    }
    definition.insert("additionalProperties".to_owned(), false.into());
    definition.into()
}

fn property(
    tables: &'static Tables,
    field: &Field,
    kind: StageKind,
    way: &[Step],
    extensions: bool,
) -> Value {
    let described = describe(kind, way, RELEASE);
    let since = described.as_ref().and_then(|described| described.since).map(Release::name);
    let mut description = described.map(|described| described.description).unwrap_or_default();
    if let Some(since) = since {
        description.push_str(&format!("\n\nSpinnaker reads this from {since} on."));
    }
    let mut property = Map::new();
    property.insert("description".to_owned(), description.into());
    if let Value::Object(shape) = value_of(tables, &field.shape, field) {
        property.extend(shape);
    }
    if let Some(default) = field.default {
        property.insert("default".to_owned(), default.clone());
    }
    let mut examples: Vec<Value> = field.examples.to_vec();
    if field.open {
        examples.extend(field.values.iter().map(|word| Value::from(*word)));
    }
    if !examples.is_empty() {
        property.insert("examples".to_owned(), examples.into());
    }
    if let Some(since) = since.filter(|_| extensions) {
        property.insert("x-known-since".to_owned(), since.into());
    }
    property.into()
}

/// What may stand for a shape, Orca's conversions included.
fn value_of(tables: &'static Tables, shape: &Shape, field: &Field) -> Value {
    match shape {
        Shape::Anything => json!({}),
        Shape::Text if !field.open && !field.values.is_empty() => words(&field.values, false),
        Shape::Word => words(&field.values, true),
        Shape::Text => json!({ "type": ["string", "number", "boolean", "null"] }),
        Shape::Truth { primitive } => json!({
            "type": scalar_types(&["boolean", "string"], *primitive),
            "pattern": format!(r"^\s*({}{TRUTH})\s*$|{EXPRESSION}", empty(*primitive)),
        }),
        Shape::Whole { primitive, long } => {
            let mut whole = json!({
                "type": scalar_types(&["integer", "string"], *primitive),
                "pattern": format!(r"^\s*({}{WHOLE})\s*$|{EXPRESSION}", empty(*primitive)),
            });
            if !long {
                whole["minimum"] = i32::MIN.into();
                whole["maximum"] = i32::MAX.into();
            }
            whole
        }
        Shape::Quantity => json!({
            "type": "string",
            "pattern": format!("^{QUANTITY}$|{EXPRESSION}"),
        }),
        Shape::IntOrString => json!({ "type": "string" }),
        Shape::Time => json!({
            "type": ["string", "null"],
            "pattern": format!(r"^\s*({TIME})?\s*$|{EXPRESSION}"),
        }),
        Shape::Class(at) => reference(tables.classes[*at].name),
        Shape::Map(value) => json!({
            "type": "object",
            "additionalProperties": value_of(tables, value, field),
        }),
        Shape::List(item) => {
            let scalars: &[&str] = match **item {
                Shape::Text => &["array", "string", "number", "boolean", "null"],
                Shape::Whole { .. } => &["array", "string", "integer", "null"],
                _ => &["array", "null"],
            };
            let mut list = json!({ "type": scalars });
            if **item == (Shape::Whole { primitive: false, long: false }) {
                list["minimum"] = i32::MIN.into();
                list["maximum"] = i32::MAX.into();
            }
            list["items"] = value_of(tables, item, field);
            list
        }
    }
}

const TRUTH: &str =
    "[tT][rR][uU][eE]|[oO][nN]|[yY][eE][sS]|1|[fF][aA][lL][sS][eE]|[oO][fF][fF]|[nN][oO]|0";
const WHOLE: &str = "[-+]?[0-9]+|-?(0[xX]|#)[0-9a-fA-F]+";
const QUANTITY: &str = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?";
const TIME: &str =
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[-+][0-9]{2}:[0-9]{2})";

/// An empty text is null to a wrapper, and not possible for a primitive.
fn empty(primitive: bool) -> &'static str {
    if primitive { "" } else { "|" }
}

fn scalar_types(types: &[&str], primitive: bool) -> Value {
    let null = (!primitive).then_some("null");
    types.iter().copied().chain(null).collect::<Vec<_>>().into()
}

/// One of some words, or an expression that will become one. The words of a
/// Java enum may be left empty and written in upper or lower case.
fn words(values: &[&str], java_enum: bool) -> Value {
    let pattern = if java_enum {
        let any_case: Vec<String> = values.iter().map(|word| in_any_case(word)).collect();
        format!(r"^\s*({})?\s*$|{EXPRESSION}", any_case.join("|"))
    } else {
        EXPRESSION.to_owned()
    };
    let mut all: Vec<Value> = values.iter().map(|word| Value::from(*word)).collect();
    all.extend(java_enum.then_some(Value::Null));
    json!({ "anyOf": [{ "enum": all }, { "type": "string", "pattern": pattern }] })
}

fn in_any_case(word: &str) -> String {
    word.chars()
        .flat_map(|letter| ['[', letter.to_ascii_lowercase(), letter.to_ascii_uppercase(), ']'])
        .collect()
}
