//! Artifacts as kork's `Artifact` class reads and compares them (§1.5).

use std::sync::Arc;

use crate::java::{Data, Map, Origin, Value, double_to_string};
use crate::spinnaker::exception::JavaException;

use super::fields::class;

/// An artifact of the pipeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Artifact {
    /// Such as `docker/image` or `kubernetes/configMap`.
    pub kind: Option<Arc<str>>,
    /// Whether Deck's user made the type up.
    pub custom_kind: bool,
    /// What is looked for in the manifest.
    pub name: Option<Arc<str>>,
    /// The version.
    pub version: Option<Arc<str>>,
    /// For Kubernetes objects: the namespace.
    pub location: Option<Arc<str>>,
    /// What is written into the manifest.
    pub reference: Option<Arc<str>>,
    /// Everything else, unknown keys included.
    pub metadata: Map,
    /// The account that can fetch it.
    pub artifact_account: Option<Arc<str>>,
    /// Where it comes from.
    pub provenance: Option<Arc<str>>,
    /// An id.
    pub uuid: Option<Arc<str>>,
}

/// What Jackson throws for a value of the wrong shape, as the operation's
/// converter wraps it.
pub(super) fn conversion(reason: String) -> JavaException {
    wrapped("MismatchedInputException", reason)
}

fn wrapped(class: &'static str, reason: String) -> JavaException {
    JavaException::new("IllegalArgumentException", reason.clone())
        .caused_by(JavaException::new(class, reason))
}

/// What Jackson throws for `value` where it expects a map or a list: an empty
/// text is to it the right shape with a wrong format.
pub(super) fn no_collection(value: &Value, what: &str) -> JavaException {
    let class = match &value.data {
        Data::String(text) if text.is_empty() => "InvalidFormatException",
        _ => "MismatchedInputException",
    };
    wrapped(class, format!("{what} cannot be read from a {}", super::fields::class(value)))
}

/// A text field by Jackson: single values are written as text.
pub(super) fn jackson_text(value: &Value, field: &str) -> Result<Option<Arc<str>>, JavaException> {
    Ok(Some(match &value.data {
        Data::Null => return Ok(None),
        Data::String(text) => Arc::clone(text),
        Data::Boolean(truth) => truth.to_string().into(),
        Data::Integer(number) => number.to_string().into(),
        Data::Long(number) => number.to_string().into(),
        Data::BigInteger(number) => number.to_string().into(),
        Data::Double(number) => double_to_string(*number).into(),
        Data::List(_) | Data::Map(_) => {
            return Err(conversion(format!(
                "Cannot deserialize value of type `java.lang.String`: `{field}` is a {}",
                class(value)
            )));
        }
    }))
}

impl Artifact {
    /// Reads one list element; `None` for null.
    pub fn read(value: &Value) -> Result<Option<Self>, JavaException> {
        let entries = match &value.data {
            Data::Null => return Ok(None),
            Data::Map(entries) => entries,
            _ => return Err(no_collection(value, "an artifact")),
        };
        let mut artifact = Self::default();
        for (key, value) in entries.iter() {
            let text = || jackson_text(value, key);
            match &**key {
                "type" => artifact.kind = text()?,
                "name" => artifact.name = text()?,
                "version" => artifact.version = text()?,
                "location" => artifact.location = text()?,
                "reference" => artifact.reference = text()?,
                "artifactAccount" => artifact.artifact_account = text()?,
                "provenance" => artifact.provenance = text()?,
                "uuid" => artifact.uuid = text()?,
                "customKind" => artifact.custom_kind = truth(value)?,
                "kind" => {}
                "metadata" => artifact.metadata = metadata(value)?,
                _ => {
                    artifact.metadata.insert(Arc::clone(key), value.clone());
                }
            }
        }
        Ok(Some(artifact))
    }

    /// The artifact as clouddriver writes it, unset fields left out.
    pub fn to_map(&self) -> Map {
        let origin = || Origin::Clouddriver("an artifact of the operation");
        let mut out = Map::new();
        out.insert("customKind", Value::new(Data::Boolean(self.custom_kind), origin()));
        out.insert("metadata", Value::new(Data::Map(self.metadata.clone()), origin()));
        for (key, text) in [
            ("type", &self.kind),
            ("name", &self.name),
            ("version", &self.version),
            ("location", &self.location),
            ("reference", &self.reference),
            ("artifactAccount", &self.artifact_account),
            ("provenance", &self.provenance),
            ("uuid", &self.uuid),
        ] {
            if let Some(text) = text {
                out.insert(key, Value::text(Arc::clone(text), origin()));
            }
        }
        out
    }

    /// The text that decides which artifacts displace each other and in which
    /// order they are applied.
    pub(super) fn key(&self) -> String {
        let or_null = |text: &Option<Arc<str>>| text.as_deref().unwrap_or("null").to_owned();
        let location = self.location.as_deref().unwrap_or_default();
        format!("[{}]-[{}]-[{location}]", or_null(&self.kind), or_null(&self.name))
    }

    /// Whether both count as the same when required artifacts are checked:
    /// metadata and accounts do not matter.
    pub(super) fn same_key(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.name == other.name
            && self.version == other.version
            && self.location == other.location
            && self.reference == other.reference
    }

    /// As the error for unbound artifacts writes it.
    pub(super) fn key_text(&self) -> String {
        let or_null = |text: &Option<Arc<str>>| text.as_deref().unwrap_or("null").to_owned();
        format!(
            "ArtifactKey(type={}, name={}, version={}, location={}, reference={})",
            or_null(&self.kind),
            or_null(&self.name),
            or_null(&self.version),
            or_null(&self.location),
            or_null(&self.reference)
        )
    }
}

fn truth(value: &Value) -> Result<bool, JavaException> {
    match &value.data {
        Data::Null => Ok(false),
        Data::Boolean(truth) => Ok(*truth),
        Data::Integer(number) => Ok(*number != 0),
        Data::Long(number) => Ok(*number != 0),
        Data::String(text) => match text.trim() {
            "true" | "True" | "TRUE" => Ok(true),
            "false" | "False" | "FALSE" | "" => Ok(false),
            _ => {
                let reason = format!("`customKind` cannot be `{text}`");
                Err(wrapped("InvalidFormatException", reason))
            }
        },
        _ => Err(conversion(format!("`customKind` cannot be a {}", class(value)))),
    }
}

fn metadata(value: &Value) -> Result<Map, JavaException> {
    match &value.data {
        Data::Null => Ok(Map::new()),
        Data::Map(map) => Ok(map.clone()),
        _ => Err(no_collection(value, "`metadata`")),
    }
}

/// Every artifact that a stage sees, in Orca's order: its own, those of its
/// ancestors from the nearest on, those of the trigger. They are sent as
/// optional artifacts although nobody listed them (§1.1.8). Each argument is
/// what stands under `artifacts`; a thing that is no list fails the stage.
pub fn visible_artifacts<'v>(
    own: Option<&'v Value>,
    ancestors: impl IntoIterator<Item = &'v Value>,
    trigger: Option<&'v Value>,
) -> Result<Vec<Value>, JavaException> {
    let mut out = Vec::new();
    for artifacts in own.into_iter().chain(ancestors).chain(trigger) {
        match &artifacts.data {
            Data::Null => {}
            Data::List(items) => {
                for item in items {
                    if let Some(artifact) = Artifact::read(item)? {
                        out.push(Value::new(Data::Map(artifact.to_map()), item.origin.clone()));
                    }
                }
            }
            _ => return Err(JavaException::cast(class(artifacts), "java.util.List")),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use serde_json::{Value as Json, json};

    #[test]
    fn jackson_tells_an_empty_text_from_other_wrong_shapes() {
        let cause = |artifact: &Json| {
            let error = Artifact::read(&from_json(artifact)).expect_err("a wrong shape");
            error.cause.map(|cause| cause.class)
        };
        for (artifact, class) in [
            (json!(""), "InvalidFormatException"),
            (json!("x"), "MismatchedInputException"),
            (json!({"metadata": ""}), "InvalidFormatException"),
            (json!({"metadata": []}), "MismatchedInputException"),
            (json!({"customKind": "maybe"}), "InvalidFormatException"),
            (json!({"customKind": {}}), "MismatchedInputException"),
        ] {
            assert_eq!(cause(&artifact), Some(class), "{artifact}");
        }
    }
}
