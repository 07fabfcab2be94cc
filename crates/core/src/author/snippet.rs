//! Texts for those who use a stage: what a pipeline stores, the same for
//! dinghy and sponnet, and the expression for each of its outputs.

use serde_json::Value as Json;

use crate::Analysis;
use crate::forms::StageKind;
use crate::java::{Data, to_json};
use crate::spinnaker::registration::stage_json;

/// A stage in the words of three tools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippets {
    /// As a pipeline stores it.
    pub stage_json: String,
    /// An item of `stages` in a dinghyfile.
    pub dinghy: String,
    /// A field of sponnet's `pipeline.withStages`.
    pub sponnet: String,
}

/// The texts for a stage with the author's `values`; none while it cannot be
/// loaded.
pub fn snippets(
    analysis: &Analysis,
    stage: usize,
    values: &[(String, String)],
) -> Option<Snippets> {
    let loaded = analysis.stages.get(stage)?.loaded.value.as_ref()?;
    let webhook = analysis.detected.stages.get(stage)?.kind == StageKind::Webhook;
    let mut json = to_json(&Data::Map(stage_json(loaded, "1")).into());
    let object = json.as_object_mut()?;
    if webhook {
        object.insert("alias".into(), "preconfiguredWebhook".into());
        if let Some(parameters) = object.shift_remove("parameters") {
            object.insert("parameterValues".into(), parameters);
        }
    }
    let key = if webhook { "parameterValues" } else { "parameters" };
    if let Some(parameters) = object.get_mut(key).and_then(Json::as_object_mut) {
        for (name, value) in values {
            parameters.insert(name.clone(), value.as_str().into());
        }
    }
    let stage_json = pretty(&json);
    let mut bare = json.clone();
    if let Some(object) = bare.as_object_mut() {
        // Both number the stages themselves.
        object.shift_remove("refId");
        object.shift_remove("requisiteStageRefIds");
    }
    Some(Snippets { stage_json, dinghy: dinghy(&bare), sponnet: sponnet(&bare) })
}

/// A dinghyfile is a Go template before it is JSON: two braces of a value would
/// begin an action. Written as JSON's escape, the first is none.
fn dinghy(json: &Json) -> String {
    let text = pretty(json);
    let mut next = text.chars().skip(1);
    let escaped = text.chars().map(|now| match (now, next.next()) {
        ('{', Some('{')) => "\\u007b".to_owned(),
        _ => now.to_string(),
    });
    escaped.collect()
}

fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(json).unwrap_or_default()
}

/// Jsonnet on top of sponnet's own `stage` function; what it has no function
/// for is added as fields.
fn sponnet(json: &Json) -> String {
    let name = json["name"].as_str().unwrap_or_default();
    let stage_type = json["type"].as_str().unwrap_or_default();
    let mut rest = json.clone();
    if let Some(object) = rest.as_object_mut() {
        object.shift_remove("name");
        object.shift_remove("type");
    }
    format!(
        "local stage = sponnet.stage({}, {}) + {};\n",
        quoted(name),
        quoted(stage_type),
        pretty(&rest)
    )
}

fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

/// An output of a stage and how a later stage reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The key.
    pub name: String,
    /// The expression.
    pub expression: String,
}

/// The outputs that a stage's scripts print, as far as they can be seen in
/// its text: `SPINNAKER_PROPERTY_…` and the keys of `SPINNAKER_CONFIG_JSON`.
/// Keys are in lower case for properties, as clouddriver stores them.
pub fn outputs(analysis: &Analysis, stage: usize) -> Vec<Output> {
    let Some(read) = analysis.stages.get(stage) else { return Vec::new() };
    let label = read.definition.title();
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    let Some(region) = analysis.detected.stages.get(stage) else { return Vec::new() };
    let span = region.node.as_ref().map(|node| analysis.span(stage, node.span));
    let text = span.and_then(|span| analysis.source.text.get(span.range())).unwrap_or_default();
    for after in text.split("SPINNAKER_PROPERTY_").skip(1) {
        let name: String = after.chars().take_while(|c| is_key(*c)).collect();
        if after.get(name.len()..).is_some_and(|rest| rest.starts_with('=')) {
            add(name.to_lowercase());
        }
    }
    for after in text.split("SPINNAKER_CONFIG_JSON=").skip(1) {
        let line = after.lines().next().unwrap_or_default();
        for name in json_keys(line) {
            add(name);
        }
    }
    let expression =
        |name: &str| format!("${{#stage('{}')['outputs']['{}']}}", escaped(label), escaped(name));
    names.iter().map(|name| Output { name: name.clone(), expression: expression(name) }).collect()
}

fn is_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// A text inside SpEL's single quotes.
fn escaped(text: &str) -> String {
    text.replace('\'', "''")
}

/// The names before colons of the outermost braces, however they are quoted
/// in the shell.
fn json_keys(line: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut depth = 0usize;
    let mut word = String::new();
    for c in line.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 1 && !word.is_empty() => keys.push(std::mem::take(&mut word)),
            c if is_key(c) => {
                word.push(c);
                continue;
            }
            '"' | '\\' | '\'' | ' ' => continue,
            _ => {}
        }
        word.clear();
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::document::Source;

    const STAGE: &str = "\
- type: echo
  label: Echo it's
  cloudProvider: kubernetes
  parameters:
  - {name: PHRASE, label: Phrase, mapping: manifest.metadata.name, defaultValue: Hello}
  manifest:
    apiVersion: batch/v1
    kind: Job
    metadata: {name: x}
    spec:
      template:
        spec:
          containers:
          - name: main
            args:
            - |
              echo SPINNAKER_PROPERTY_RELEASE=1
              echo \"SPINNAKER_CONFIG_JSON={\\\"url\\\": \\\"$u\\\", \\\"deep\\\": {\\\"no\\\": 1}}\"
";

    #[test]
    fn a_pipeline_gets_the_stage_with_the_values_typed() {
        let analysis = analyze(&Source::new(STAGE), None);
        let snippets = snippets(&analysis, 0, &[("PHRASE".into(), "Hi".into())]).unwrap();
        insta::assert_snapshot!(snippets.stage_json, @r#"
        {
          "type": "echo",
          "alias": "preconfiguredJob",
          "name": "Echo it's",
          "parameters": {
            "PHRASE": "Hi"
          },
          "refId": "1",
          "requisiteStageRefIds": []
        }
        "#);
        insta::assert_snapshot!(snippets.sponnet, @r#"
        local stage = sponnet.stage("Echo it's", "echo") + {
          "alias": "preconfiguredJob",
          "parameters": {
            "PHRASE": "Hi"
          }
        };
        "#);
        assert!(!snippets.dinghy.contains("refId"), "dinghy numbers the stages");
    }

    #[test]
    fn a_value_with_two_braces_is_no_action_of_a_dinghyfile() {
        let analysis = analyze(&Source::new(STAGE), None);
        let values = [("PHRASE".into(), "{{ .Values.x }} {{{".into())];
        let snippets = snippets(&analysis, 0, &values).unwrap();
        assert!(!snippets.dinghy.contains("{{"), "{}", snippets.dinghy);
        let read: Json = serde_json::from_str(&snippets.dinghy).unwrap();
        assert_eq!(read["parameters"]["PHRASE"], "{{ .Values.x }} {{{");
    }

    #[test]
    fn each_output_has_its_expression() {
        let analysis = analyze(&Source::new(STAGE), None);
        let found: Vec<String> =
            outputs(&analysis, 0).into_iter().map(|output| output.expression).collect();
        insta::assert_snapshot!(found.join("\n"), @"
        ${#stage('Echo it''s')['outputs']['release']}
        ${#stage('Echo it''s')['outputs']['url']}
        ${#stage('Echo it''s')['outputs']['deep']}
        ");
    }
}
