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

/// What marks a workspace's root.
const ROOTS: [&str; 2] = ["stage-designer.toml", ".git"];

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    /// Orca's environment.
    pub environment: Vec<(String, String)>,
    /// The artifacts that a stage sees: a list, or null for none.
    pub artifacts: Value,
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
    })
}

/// Keeps the samples, beside whatever else the file has.
pub fn write(path: &Path, samples: &Samples) -> Result<(), Error> {
    for (name, value) in &samples.environment {
        if looks_secret(name, value) {
            return Err(secret(name));
        }
    }
    if let Some(name) = secret_in(&samples.artifacts, 0) {
        return Err(secret(&name));
    }
    let before = path.exists().then(|| files::read(path)).transpose()?;
    let mut kept = kept(path)?;
    let environment: Map<String, Value> =
        samples.environment.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    kept.insert("environment".into(), environment.into());
    match &samples.artifacts {
        Value::Null => kept.remove("artifacts"),
        artifacts => kept.insert("artifacts".into(), artifacts.clone()),
    };
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

/// The first name whose text looks like a secret.
fn secret_in(value: &Value, depth: usize) -> Option<String> {
    if depth > stage_core::limits::NODE_DEPTH {
        return None;
    }
    match value {
        Value::Object(map) => map.iter().find_map(|(name, value)| {
            let text = value.as_str();
            let looks = text.is_some_and(|text| looks_secret(name, text));
            if looks { Some(name.clone()) } else { secret_in(value, depth + 1) }
        }),
        Value::Array(items) => items.iter().find_map(|item| secret_in(item, depth + 1)),
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
        std::fs::write(&path, r#"{"executions": [1], "environment": {"OLD": "x"}}"#).expect("ok");
        let samples = Samples {
            environment: vec![
                ("HOME".into(), "/home/spinnaker".into()),
                ("EMPTY".into(), String::new()),
                ("API_TOKEN".into(), "<yours>".into()),
            ],
            artifacts: json!([{"type": "docker/image", "name": "alpine"}]),
        };
        write(&path, &samples).expect("kept");
        assert_eq!(read(&path).expect("read"), samples);
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.contains("\"executions\"") && !text.contains("OLD"), "{text}");
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
        assert!(!path.exists(), "and nothing is written");
        std::fs::write(&path, "not JSON").expect("ok");
        assert!(write(&path, &Samples::default()).is_err(), "a damaged file is not overwritten");
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
