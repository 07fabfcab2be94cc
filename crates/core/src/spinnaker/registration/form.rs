//! The form that Deck makes of a stage's parameters, and what a pipeline
//! stores.

use crate::java::{Data, Map, Origin, Value};

/// One field of the form: a plain text field, whatever the parameter is.
#[derive(Clone, Debug, PartialEq)]
pub struct Input<'a> {
    /// The parameter's name.
    pub name: &'a str,
    /// The text before the field.
    pub label: &'a str,
    /// The help text, from the description.
    pub help: Option<&'a str>,
    /// What the field holds at first.
    pub default: Option<&'a Value>,
    /// What goes wrong with it.
    pub trouble: Vec<Trouble>,
}

/// What goes wrong with a parameter in Deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The name has a dot or an index: what the author types is stored nested
    /// and Orca does not find it.
    StoredNested,
    /// An earlier parameter has the same name: both fields are one, and the
    /// value goes to the first one's mapping only.
    SameName,
    /// There is no name, so nothing can be stored.
    NoName,
    /// There is no mapping, so the value goes nowhere.
    NoMapping,
}

/// The fields, in the order of the file; `order` plays no part for jobs.
pub fn inputs(stage: &Value) -> Vec<Input<'_>> {
    let parameters = stage.get("parameters").and_then(Value::as_list).unwrap_or(&[]);
    let mut out: Vec<Input> = Vec::new();
    for parameter in parameters {
        let text = |key| parameter.get(key).and_then(Value::as_str);
        let name = text("name").unwrap_or_default();
        let mut trouble = Vec::new();
        if name.is_empty() {
            trouble.push(Trouble::NoName);
        } else if out.iter().any(|earlier| earlier.name == name) {
            trouble.push(Trouble::SameName);
        }
        if name.contains(['.', '[', ']']) {
            trouble.push(Trouble::StoredNested);
        }
        if text("mapping").is_none_or(str::is_empty) {
            trouble.push(Trouble::NoMapping);
        }
        out.push(Input {
            name,
            label: text("label").unwrap_or_default(),
            help: text("description").filter(|help| !help.is_empty()),
            default: parameter.get("defaultValue").filter(|value| !value.is_null()),
            trouble,
        });
    }
    out
}

/// The stage as a pipeline stores it right after it was added: with a copy of
/// the defaults, so that a default that is changed later never reaches it.
pub fn stage_json(stage: &Value, ref_id: &str) -> Map {
    let origin = || Origin::StageJson;
    let text = |key: &str| {
        let text = stage.get(key).and_then(Value::as_str).unwrap_or_default();
        Value::text(text, origin())
    };
    let mut parameters = Map::new();
    for input in inputs(stage) {
        if let Some(default) = input.default {
            parameters.insert(input.name, Value::new(default.data.clone(), origin()));
        }
    }
    Map::from_iter([
        ("type", text("type")),
        ("alias", Value::text("preconfiguredJob", origin())),
        ("name", text("label")),
        ("parameters", Value::new(Data::Map(parameters), origin())),
        ("refId", Value::text(ref_id, origin())),
        ("requisiteStageRefIds", Value::new(Data::List(Vec::new()), origin())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{from_json, to_json};
    use serde_json::json;

    #[test]
    fn a_pipeline_stores_a_copy_of_the_defaults() {
        let stage = from_json(&json!({
            "type": "migrate", "label": "Migrate",
            "parameters": [
                {"name": "env", "mapping": "a", "defaultValue": "prod", "order": 5},
                {"name": "empty", "mapping": "b", "defaultValue": ""},
                {"name": "none", "mapping": "c"},
            ],
        }));
        assert_eq!(
            to_json(&Data::Map(stage_json(&stage, "1")).into()),
            json!({
                "type": "migrate", "alias": "preconfiguredJob", "name": "Migrate",
                "parameters": {"env": "prod", "empty": ""},
                "refId": "1", "requisiteStageRefIds": [],
            })
        );
    }

    #[test]
    fn names_that_deck_or_orca_lose_are_said() {
        let stage = from_json(&json!({"parameters": [
            {"name": "a.b", "mapping": "x"}, {"name": "l[0]", "mapping": "x"},
            {"name": "n", "mapping": "x"}, {"name": "n", "mapping": ""}, {},
        ]}));
        let trouble: Vec<Vec<Trouble>> =
            inputs(&stage).into_iter().map(|input| input.trouble).collect();
        assert_eq!(
            trouble,
            [
                vec![Trouble::StoredNested],
                vec![Trouble::StoredNested],
                vec![],
                vec![Trouble::SameName, Trouble::NoMapping],
                vec![Trouble::NoName, Trouble::NoMapping],
            ]
        );
    }
}
