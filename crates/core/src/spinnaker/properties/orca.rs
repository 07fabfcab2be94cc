//! What Orca does with what was captured (§3.1, §3.4, §3.5).

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::nulls::drop_nulls;

/// How the Job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// Enough pods succeeded.
    Succeeded,
    /// The Job failed; Orca's error for that comes first.
    Failed,
}

/// What the properties amount to.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// These enter the pipeline.
    Found(Map),
    /// There are none, and nothing comes of that.
    Nothing,
    /// There are none, and the stage fails with this text.
    StageFails(String),
}

/// Everything that the error for missing properties names.
#[derive(Clone, Copy, Debug)]
pub struct PropertyFile<'a> {
    /// The stage's `propertyFile`: a container's name, despite its own.
    pub container: &'a str,
    /// The Job's name, without its kind.
    pub job: &'a str,
    /// The application asked for.
    pub application: &'a str,
    /// The namespace.
    pub location: &'a str,
    /// The account.
    pub account: &'a str,
}

/// The container whose log is read, if any: `propertyFile` must be true by
/// Groovy's reckoning and the stage must wait (§3.1).
pub fn capture_enabled(context: &Map) -> Option<String> {
    let waits = context
        .get("waitForCompletion")
        .is_none_or(|value| !crate::java::groovy_to_string(value).eq_ignore_ascii_case("false"));
    let file = context.get("propertyFile").filter(|value| groovy_truth(value))?;
    waits.then(|| crate::java::groovy_to_string(file))
}

fn groovy_truth(value: &Value) -> bool {
    match &value.data {
        Data::Null => false,
        Data::Boolean(truth) => *truth,
        Data::Integer(number) => *number != 0,
        Data::Long(number) => *number != 0,
        Data::BigInteger(number) => number.bits() != 0,
        Data::Double(number) => *number != 0.0,
        Data::String(text) => !text.is_empty(),
        Data::List(items) => !items.is_empty(),
        Data::Map(map) => !map.is_empty(),
    }
}

/// Chooses between the first reading and that of the first succeeded pod.
/// `None` is a reading that failed or that there was no pod for. Nulls do not
/// survive the way from clouddriver to Orca (§3.2.8).
///
/// Only emptiness leads to the second reading: what a failed older pod
/// printed is used though a newer one succeeded.
pub fn choose(
    end: JobEnd,
    first: Option<&Map>,
    fallback: Option<&Map>,
    asked: PropertyFile,
) -> Contents {
    let arrived = |map: Option<&Map>| {
        let mut map = map.cloned().unwrap_or_default();
        drop_nulls(&mut map, &mut Vec::new(), "clouddriver sends no nulls", &mut Vec::new());
        (!map.is_empty()).then_some(map)
    };
    match (arrived(first), end) {
        (Some(map), _) => Contents::Found(map),
        (None, JobEnd::Failed) => Contents::Nothing,
        (None, JobEnd::Succeeded) => {
            arrived(fallback).map_or_else(|| Contents::StageFails(asked.missing()), Contents::Found)
        }
    }
}

impl PropertyFile<'_> {
    /// Orca's words when a Job succeeded and no property was found.
    pub fn missing(self) -> String {
        let Self { container, job, application, location, account } = self;
        format!(
            "Expected properties file: {container} in job: job {job}, application: \
             {application}, location: {location}, account: {account} but it was either missing, \
             empty or contained invalid syntax"
        )
    }
}

/// The stage's outputs after a successful Job, in Orca's order: `jobStatus`,
/// `completionDetails`, every captured key at the top level, and all of them
/// again under `propertyFileContents`. A captured key may overwrite the first
/// two, and one named `propertyFileContents` is lost (§3.5).
pub fn stage_outputs(job_status: Value, completion_details: Value, captured: &Map) -> Map {
    let mut out = Map::new();
    out.insert("jobStatus", job_status);
    out.insert("completionDetails", completion_details);
    if !captured.is_empty() {
        for (key, value) in captured.iter() {
            out.insert(key.clone(), value.clone());
        }
        let origin = Origin::Orca("everything that was captured, once more under one key");
        out.insert("propertyFileContents", Value::new(Data::Map(captured.clone()), origin));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{from_json, to_json};
    use serde_json::json;

    fn map(json: &serde_json::Value) -> Map {
        from_json(json).as_map().cloned().unwrap_or_default()
    }

    const ASKED: PropertyFile = PropertyFile {
        container: "main",
        job: "migrate",
        application: "shop",
        location: "prod",
        account: "k8s",
    };

    #[test]
    fn a_succeeded_job_without_properties_fails_the_stage_and_a_failed_one_does_not() {
        let nulls = map(&json!({"a": null}));
        let fails = choose(JobEnd::Succeeded, Some(&nulls), None, ASKED);
        assert_eq!(
            fails,
            Contents::StageFails(
                "Expected properties file: main in job: job migrate, application: shop, \
                 location: prod, account: k8s but it was either missing, empty or contained \
                 invalid syntax"
                    .into()
            )
        );
        assert_eq!(choose(JobEnd::Failed, None, None, ASKED), Contents::Nothing);
    }

    #[test]
    fn the_succeeded_pod_is_read_only_when_the_first_reading_is_empty() {
        let (old, new) = (map(&json!({"x": "0"})), map(&json!({"x": "1", "y": {"z": null}})));
        assert_eq!(choose(JobEnd::Succeeded, Some(&old), Some(&new), ASKED), Contents::Found(old));
        assert_eq!(
            choose(JobEnd::Succeeded, Some(&Map::new()), Some(&new), ASKED),
            Contents::Found(map(&json!({"x": "1", "y": {}})))
        );
    }

    #[test]
    fn capture_is_switched_by_property_file_and_waiting() {
        for (context, expected) in [
            (json!({"propertyFile": "main"}), Some("main")),
            (json!({"propertyFile": ""}), None),
            (json!({}), None),
            (json!({"propertyFile": "main", "waitForCompletion": "FALSE"}), None),
            (json!({"propertyFile": "main", "waitForCompletion": "no"}), Some("main")),
        ] {
            assert_eq!(capture_enabled(&map(&context)).as_deref(), expected);
        }
    }

    #[test]
    fn captured_keys_overwrite_job_status_but_not_property_file_contents() {
        let captured = map(&json!({"jobStatus": "x", "propertyFileContents": "y"}));
        let out = stage_outputs("status".into(), "details".into(), &captured);
        assert_eq!(
            to_json(&Data::Map(out).into()),
            json!({
                "jobStatus": "x",
                "completionDetails": "details",
                "propertyFileContents": {"jobStatus": "x", "propertyFileContents": "y"},
            })
        );
    }
}
