//! Outputs from an artifact instead of the log (clouddriver-semantics §3.6).
//! Which artifact an execution would have bound is not known here: its text is
//! given.

use serde_json::Value as Json;

use super::stage::Stage;
use super::verdict::Verdict;

/// Goes on as Orca does after a Job that ended well: reads the stage's artifact
/// as JSON, and adds what is in it to the outputs.
pub(super) fn with_artifact(verdict: &mut Verdict, stage: &Stage, text: Option<&str>) {
    let Some(id) = stage.artifact.as_deref() else { return };
    if verdict.status != "SUCCEEDED" {
        return;
    }
    let mut fails = |error: String| {
        "TERMINAL".clone_into(&mut verdict.status);
        verdict.error = Some(error);
    };
    if id.is_empty() {
        return fails("No artifact could be bound to 'null'".into());
    }
    let Some(text) = text else {
        verdict.notes.push(format!(
            "The stage reads outputs from the artifact {id}, which an execution binds; they are \
             not known here. Give its text (--artifact FILE) to see them."
        ));
        return;
    };
    // What follows the object is not looked at.
    match serde_json::Deserializer::from_str(text).into_iter::<Json>().next() {
        Some(Ok(Json::Object(read))) => {
            verdict.outputs.extend(read.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Some(Ok(_)) => fails("Failed to deserialize artifact as JSON: it is no object".into()),
        Some(Err(error)) => fails(format!("Failed to deserialize artifact as JSON: {error}")),
        None => fails("Failed to deserialize artifact as JSON: it is empty".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(id: &str, text: Option<&str>) -> Verdict {
        let stage = Stage { artifact: Some(id.into()), ..Stage::default() };
        let mut verdict = Verdict { status: "SUCCEEDED".into(), ..Verdict::default() };
        with_artifact(&mut verdict, &stage, text);
        verdict
    }

    #[test]
    fn an_objects_entries_become_outputs_but_nulls() {
        let read = judged("result", Some(r#"{"tag": "1.2", "n": 1, "none": null} and more"#));
        assert_eq!(Json::Object(read.outputs), serde_json::json!({"tag": "1.2", "n": 1}));
        assert_eq!(read.status, "SUCCEEDED");
    }

    #[test]
    fn what_is_no_object_fails_the_stage() {
        for text in ["tag: 1", "[1]", "", "1"] {
            let read = judged("result", Some(text));
            let error = read.error.unwrap_or_default();
            assert!(
                error.starts_with("Failed to deserialize artifact as JSON: "),
                "{text}: {error}"
            );
            assert_eq!(read.status, "TERMINAL");
        }
        assert!(judged("", Some("{}")).error.is_some_and(|error| error.contains("'null'")));
    }

    #[test]
    fn an_artifact_that_nobody_gave_is_said_and_fails_nothing() {
        let read = judged("result", None);
        assert_eq!(read.status, "SUCCEEDED");
        assert!(read.notes[0].contains("--artifact"), "{:?}", read.notes);
    }

    #[test]
    fn after_a_failed_job_no_artifact_is_read() {
        let stage = Stage { artifact: Some("result".into()), ..Stage::default() };
        let mut verdict = Verdict { status: "TERMINAL".into(), ..Verdict::default() };
        with_artifact(&mut verdict, &stage, Some("{\"a\": 1}"));
        assert!(verdict.outputs.is_empty());
    }
}
