//! The other way for outputs: a JSON artifact that Orca consumes after the
//! Job (§3.6).

use crate::java::Map;
use crate::spinnaker::jackson::{self, JsonFailure};

/// Why an artifact gives no outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArtifactFailure {
    /// Why Jackson refuses the body; `None` when the body is `null`.
    pub json: Option<JsonFailure>,
}

impl ArtifactFailure {
    /// Orca's words, with our reason where Orca puts Jackson's message.
    pub fn message(&self) -> String {
        let reason = self.json.as_ref().map_or("null", |failure| failure.reason);
        format!("Failed to deserialize artifact as JSON: {reason}")
    }
}

/// The outputs that an artifact's body gives. They are outputs only: unlike
/// captured properties they never enter the stage's context, and there is no
/// `propertyFileContents`. Nulls at the top are taken out, deeper ones stay.
pub fn outputs_of_artifact(body: &str) -> Result<Map, ArtifactFailure> {
    match jackson::read_map(body) {
        Ok(Some(mut map)) => {
            map.retain(|_, value| !value.is_null());
            Ok(map)
        }
        Ok(None) => Err(ArtifactFailure { json: None }),
        Err(failure) => Err(ArtifactFailure { json: Some(failure) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_artifact_must_be_a_json_object() {
        let keys = |body| {
            outputs_of_artifact(body)
                .map(|map| map.keys().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(keys(r#"{"a":1,"b":null} trailing"#), Ok(vec!["a".to_owned()]));
        for body in ["[1]", "a: 1", "", "null"] {
            let failure = outputs_of_artifact(body).expect_err(body);
            assert!(failure.message().starts_with("Failed to deserialize artifact as JSON: "));
        }
    }
}
