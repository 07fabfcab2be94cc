//! What of a stage decides how Spinnaker judges its run.

use stage_core::java::{Map, Value, groovy_to_string};
use stage_core::spinnaker::properties::capture_enabled;
use stage_core::spinnaker::{PropertyParser, Target};

/// How long Spinnaker waits for a Job unless the stage says otherwise, in
/// seconds (clouddriver-semantics §2.6).
pub const SPINNAKER_WAITS: u64 = 120 * 60;

/// How often Spinnaker asks for the Job's state, in seconds (§2.6). A Job that
/// removes itself sooner after its end is usually not seen to end.
pub const SPINNAKER_ASKS: u64 = 10;

/// The stage's context, as far as it matters after submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The account that is asked for the Job.
    pub account: String,
    /// The application that is asked for.
    pub application: String,
    /// The container whose log is searched for outputs, if any.
    pub property_file: Option<String>,
    /// Whether the stage waits for the Job's end.
    pub waits: bool,
    /// How long it waits, in seconds.
    pub timeout: u64,
    /// How this release reads properties.
    pub parser: PropertyParser,
    /// The id of the artifact from which outputs are read (§3.6), if they are;
    /// empty where none is named.
    pub artifact: Option<String>,
}

impl Default for Stage {
    fn default() -> Self {
        Self::of(&Map::new(), Target::default())
    }
}

impl Stage {
    /// Reads a stage's evaluated context.
    pub fn of(context: &Map, target: Target) -> Self {
        let text = |key: &str| {
            context.get(key).map(groovy_to_string).filter(|text| !text.is_empty() && text != "null")
        };
        let timeout = context.get("stageTimeoutMs").and_then(Value::as_i64);
        let timeout = timeout.and_then(|millis| u64::try_from(millis).ok()).filter(|ms| *ms > 0);
        Self {
            account: text("account").or_else(|| text("credentials")).unwrap_or_default(),
            application: text("application").unwrap_or_default(),
            property_file: capture_enabled(context),
            waits: !text("waitForCompletion")
                .is_some_and(|text| text.eq_ignore_ascii_case("false")),
            timeout: timeout.map_or(SPINNAKER_WAITS, |millis| millis.div_ceil(1000)),
            parser: target.property_parser,
            artifact: text("consumeArtifactSource")
                .filter(|source| source.eq_ignore_ascii_case("artifact"))
                .map(|_| text("consumeArtifactId").unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stage_core::java::from_json;

    fn stage(json: &serde_json::Value) -> Stage {
        Stage::of(from_json(json).as_map().expect("an object"), Target::default())
    }

    #[test]
    fn what_is_left_out_is_as_spinnaker_has_it() {
        let plain = stage(&serde_json::json!({"credentials": "k8s"}));
        assert_eq!((plain.account.as_str(), plain.waits, plain.timeout), ("k8s", true, 7200));
        let own = stage(&serde_json::json!({"stageTimeoutMs": 1500, "waitForCompletion": "FALSE",
            "propertyFile": "main"}));
        assert_eq!((own.timeout, own.waits, own.property_file), (2, false, None));
        assert_eq!((plain.artifact, own.artifact), (None, None));
        let artifact = stage(&serde_json::json!({"consumeArtifactSource": "Artifact",
            "consumeArtifactId": "result"}));
        assert_eq!(artifact.artifact.as_deref(), Some("result"));
    }
}
