//! What a captured key does to the pipeline (§3.5).

use crate::java::{Data, Map};

/// One captured key and its consequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The key.
    pub key: String,
    /// How a later stage refers to it in an expression. `NAME` stands for the
    /// stage's name where the key cannot be named by itself.
    pub expression: String,
    /// What is surprising about it.
    pub notes: Vec<Note>,
}

/// What is surprising about a captured key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// It replaces a setting of the stage itself, in context and outputs.
    ReplacesSetting,
    /// It replaces the job status or the completion details.
    ReplacesStatus,
    /// It is replaced by the map of everything captured.
    Lost,
    /// `artifacts` as something other than a list: every later search for
    /// artifacts in this pipeline fails.
    BreaksArtifacts,
    /// `artifacts` as a list: they are bound in this stage and later ones.
    GivesArtifacts,
}

/// What each captured key does, with `context` the stage's own.
pub fn effects(captured: &Map, context: &Map) -> Vec<Effect> {
    captured
        .iter()
        .map(|(key, value)| {
            let mut notes = Vec::new();
            match &**key {
                "jobStatus" | "completionDetails" => notes.push(Note::ReplacesStatus),
                "propertyFileContents" => notes.push(Note::Lost),
                "artifacts" if matches!(value.data, Data::List(_)) => {
                    notes.push(Note::GivesArtifacts);
                }
                "artifacts" => notes.push(Note::BreaksArtifacts),
                _ => {}
            }
            if context.contains_key(key) && !notes.contains(&Note::ReplacesStatus) {
                notes.push(Note::ReplacesSetting);
            }
            Effect { key: key.to_string(), expression: expression(key), notes }
        })
        .collect()
}

fn expression(key: &str) -> String {
    let plain = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain {
        return format!("${{{key}}}");
    }
    format!("${{#stage('NAME')['outputs']['{}']}}", key.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use serde_json::{Value as Json, json};

    #[test]
    fn captured_keys_may_overwrite_the_stage_or_break_artifacts() {
        let map = |json: &Json| from_json(json).as_map().cloned().unwrap_or_default();
        let captured = map(&json!({
            "release": "1", "account": "other", "artifacts": "x", "jobStatus": "y",
            "propertyFileContents": "z", "[info] it's": "w",
        }));
        let told: Vec<String> = effects(&captured, &map(&json!({"account": "k8s"})))
            .iter()
            .map(|one| format!("{} {:?}", one.expression, one.notes))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        ${release} []
        ${account} [ReplacesSetting]
        ${artifacts} [BreaksArtifacts]
        ${jobStatus} [ReplacesStatus]
        ${propertyFileContents} [Lost]
        ${#stage('NAME')['outputs']['[info] it''s']} []
        ");
    }
}
