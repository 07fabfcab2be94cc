//! `stage-designer.samples.json`: what previews are given besides the stage
//! file, meant for git.
//!
//! What other versions of the program keep in it stays. Values that look like
//! secrets are refused: the file is for a repository.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use stage_core::secret::{is_secret_name, is_secret_value, secrets_in};

use crate::Error;
use crate::files::{self, Expected};

/// The file's name.
pub const SAMPLES: &str = "stage-designer.samples.json";

/// The entry that holds the value sets: by type of stage, then by name.
const VALUE_SETS: &str = "valueSets";

/// What marks a workspace's root.
const ROOTS: [&str; 2] = ["stage-designer.toml", ".git"];

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    /// Orca's environment.
    pub environment: Vec<(String, String)>,
    /// The artifacts that a stage sees: a list, or null for none.
    pub artifacts: Value,
    /// The execution that expressions see, the first of the file's
    /// `executions`, in Orca's JSON; null for none.
    pub execution: Value,
}

/// The file that keeps the samples of a stage file: the nearest one that is
/// there above it, else one at the workspace's root, else beside it.
pub fn place(stage_file: &Path) -> PathBuf {
    let beside = stage_file.parent().unwrap_or_else(|| Path::new("."));
    let above = || stage_file.ancestors().skip(1);
    let there = above().find(|folder| folder.join(SAMPLES).is_file());
    let root = || above().find(|folder| ROOTS.iter().any(|name| folder.join(name).exists()));
    there.or_else(root).unwrap_or(beside).join(SAMPLES)
}

/// Reads the samples; none where the file is not there.
pub fn read(path: &Path) -> Result<Samples, Error> {
    let kept = kept(path)?;
    let variables = kept.get("environment").and_then(Value::as_object).into_iter().flatten();
    Ok(Samples {
        environment: variables
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .collect(),
        artifacts: kept.get("artifacts").cloned().unwrap_or_default(),
        execution: kept
            .get("executions")
            .and_then(|executions| executions.get(0))
            .filter(|execution| execution.is_object())
            .cloned()
            .unwrap_or_default(),
    })
}

/// Named values for the parameters of a stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueSet {
    /// The type of the stage.
    pub stage_type: String,
    /// What the set is called.
    pub name: String,
    /// What is given for each parameter.
    pub values: Vec<(String, String)>,
}

/// Reads the value sets of all types; none where the file is not there. What is
/// no text, another program's, is passed over.
pub fn value_sets(path: &Path) -> Result<Vec<ValueSet>, Error> {
    let kept = kept(path)?;
    let types = kept.get(VALUE_SETS).and_then(Value::as_object).into_iter().flatten();
    let sets = types.flat_map(|(stage_type, sets)| {
        let named = sets.as_object().into_iter().flatten();
        named.map(move |(name, values)| (stage_type, name, values))
    });
    let texts = |values: &Value| -> Vec<(String, String)> {
        let values = values.as_object().into_iter().flatten();
        values.filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned()))).collect()
    };
    Ok(sets
        .map(|(stage_type, name, values)| ValueSet {
            stage_type: stage_type.clone(),
            name: name.clone(),
            values: texts(values),
        })
        .collect())
}

/// Keeps these as all the sets of a type, beside whatever else the file has.
pub fn keep_value_sets(path: &Path, stage_type: &str, sets: &[ValueSet]) -> Result<(), Error> {
    for (name, value) in sets.iter().flat_map(|set| &set.values) {
        if looks_secret(name, value) {
            return Err(secret(name));
        }
    }
    change(path, |kept| {
        let mut types = match kept.remove(VALUE_SETS) {
            Some(Value::Object(types)) => types,
            _ => Map::new(),
        };
        let values = |set: &ValueSet| -> Map<String, Value> {
            set.values.iter().map(|(name, text)| (name.clone(), json!(text))).collect()
        };
        let named: Map<String, Value> =
            sets.iter().map(|set| (set.name.clone(), values(set).into())).collect();
        if named.is_empty() {
            types.remove(stage_type);
        } else {
            types.insert(stage_type.to_owned(), named.into());
        }
        if !types.is_empty() {
            kept.insert(VALUE_SETS.into(), types.into());
        }
    })
}

/// Keeps the samples, beside whatever else the file has.
pub fn write(path: &Path, samples: &Samples) -> Result<(), Error> {
    for (name, value) in &samples.environment {
        if looks_secret(name, value) {
            return Err(secret(name));
        }
    }
    for part in [&samples.artifacts, &samples.execution] {
        if let Some(name) = secret_in("A text", part, 0) {
            return Err(secret(&name));
        }
    }
    change(path, |kept| {
        let environment: Map<String, Value> =
            samples.environment.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        kept.insert("environment".into(), environment.into());
        match &samples.artifacts {
            Value::Null => kept.remove("artifacts"),
            artifacts => kept.insert("artifacts".into(), artifacts.clone()),
        };
        let mut executions = match kept.remove("executions") {
            Some(Value::Array(executions)) => executions,
            _ => Vec::new(),
        };
        executions.splice(..executions.len().min(1), [samples.execution.clone()]);
        executions.retain(|execution| !execution.is_null());
        if !executions.is_empty() {
            kept.insert("executions".into(), executions.into());
        }
    })
}

/// Changes what the file has, unless somebody else changes it meanwhile.
fn change(path: &Path, by: impl FnOnce(&mut Map<String, Value>)) -> Result<(), Error> {
    let before = path.exists().then(|| files::read(path)).transpose()?;
    let mut kept = kept(path)?;
    by(&mut kept);
    let text = serde_json::to_string_pretty(&kept).unwrap_or_default() + "\n";
    let expected = before.map_or(Expected::Absent, |before| Expected::Unchanged(before.stamp));
    files::write(path, &text, expected).map(drop)
}

fn secret(name: &str) -> Error {
    Error::failed(
        format!("{name} looks like a secret, and {SAMPLES} is meant for git."),
        "Use a made-up value that looks harmless, or leave it out.",
    )
}

/// Whether the value is a secret by its name, or by its own looks.
fn looks_secret(name: &str, value: &str) -> bool {
    (is_secret_name(name) && is_secret_value(value)) || !secrets_in(value).is_empty()
}

/// The first name whose text looks like a secret; the items of a list have
/// the list's.
fn secret_in(name: &str, value: &Value, depth: usize) -> Option<String> {
    if depth > stage_core::limits::NODE_DEPTH {
        return None;
    }
    match value {
        Value::Object(map) => {
            map.iter().find_map(|(name, value)| secret_in(name, value, depth + 1))
        }
        Value::Array(items) => items.iter().find_map(|item| secret_in(name, item, depth + 1)),
        Value::String(text) if looks_secret(name, text) => Some(name.to_owned()),
        _ => None,
    }
}

fn kept(path: &Path) -> Result<Map<String, Value>, Error> {
    if !path.exists() {
        return Ok(Map::new());
    }
    let text = files::text(path)?;
    serde_json::from_str(&text).map_err(|error| {
        Error::failed(
            format!("{} is not a JSON object: {error}", path.display()),
            "Mend it or move it away; nothing was changed.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_kept_and_what_others_keep_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(SAMPLES);
        std::fs::write(&path, r#"{"values": [1], "executions": [{"id": "old"}, {"id": "b"}], "environment": {"OLD": "x"}}"#).expect("ok");
        let samples = Samples {
            environment: vec![
                ("HOME".into(), "/home/spinnaker".into()),
                ("EMPTY".into(), String::new()),
                ("API_TOKEN".into(), "<yours>".into()),
            ],
            artifacts: json!([{"type": "docker/image", "name": "alpine"}]),
            execution: json!({"application": "shop", "trigger": {"parameters": {"tag": "1.2"}}}),
        };
        write(&path, &samples).expect("kept");
        assert_eq!(read(&path).expect("read"), samples);
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.contains("\"values\"") && !text.contains("OLD"), "{text}");
        assert!(text.contains("\"id\": \"b\"") && !text.contains("old"), "{text}");
        write(&path, &Samples::default()).expect("kept");
        assert_eq!(read(&path).expect("read").execution["id"], "b", "the next one is used");
    }

    #[test]
    fn secrets_and_damaged_files_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(SAMPLES);
        let secret = |name: &str| Samples {
            environment: vec![(name.to_owned(), "v7Kp2xQ9wL".to_owned())],
            ..Samples::default()
        };
        assert!(write(&path, &secret("API_TOKEN")).is_err(), "a secret is not for git");
        let execution = |trigger: Value| Samples {
            execution: json!({"trigger": trigger}),
            ..Samples::default()
        };
        let parameters = json!({"parameters": {"DB_PASSWORD": "v7Kp2xQ9wL"}});
        assert!(write(&path, &execution(parameters)).is_err(), "nor one in a real execution");
        let listed = json!({"secrets": ["ghp_16C7e42F292c6912E7710c838347Ae178B4a"]});
        assert!(write(&path, &execution(listed)).is_err(), "nor one in a list");
        assert!(!path.exists(), "and nothing is written");
        std::fs::write(&path, "not JSON").expect("ok");
        assert!(write(&path, &Samples::default()).is_err(), "a damaged file is not overwritten");
    }

    #[test]
    fn value_sets_are_kept_by_type_beside_what_others_keep() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(SAMPLES);
        let set = |stage_type: &str, name: &str, text: &str| ValueSet {
            stage_type: stage_type.into(),
            name: name.into(),
            values: vec![("PHRASE".into(), text.into())],
        };
        assert_eq!(value_sets(&path).expect("no file yet"), []);
        std::fs::write(
            &path,
            r#"{"mine": [1], "valueSets": {"say": {"A": {"PHRASE": "a", "N": 1}}}}"#,
        )
        .expect("ok");
        let mine = [set("echo", "Morning", "hi"), set("echo", "Evening", "")];
        keep_value_sets(&path, "echo", &mine).expect("kept");
        let [morning, evening] = mine;
        assert_eq!(value_sets(&path).expect("read"), [set("say", "A", "a"), morning, evening]);
        keep_value_sets(&path, "echo", &[]).expect("kept");
        keep_value_sets(&path, "say", &[]).expect("kept");
        let text = std::fs::read_to_string(&path).expect("text");
        assert_eq!(text, "{\n  \"mine\": [\n    1\n  ]\n}\n", "an empty entry goes");
        let mut secret = set("echo", "A", "v7Kp2xQ9wL");
        secret.values[0].0 = "API_TOKEN".into();
        assert!(keep_value_sets(&path, "echo", &[secret]).is_err(), "the file is for git");
        assert_eq!(std::fs::read_to_string(&path).expect("text"), text, "and stays as it was");
    }

    #[test]
    fn samples_lie_at_the_root_of_the_workspace() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).expect("ok");
        std::fs::create_dir(folder.path().join("a/.git")).expect("ok");
        let file = inner.join("orca-local.yml");
        assert_eq!(place(&file), folder.path().join("a").join(SAMPLES));
        std::fs::write(inner.join(SAMPLES), "{}").expect("ok");
        assert_eq!(place(&file), inner.join(SAMPLES), "one that is there is kept");
    }
}
