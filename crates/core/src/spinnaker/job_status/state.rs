//! The state (§2.1).

use crate::java::Value;
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::time::Instant;

/// What clouddriver says of a Job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Neither of the others, even if suspended or complete by a success
    /// policy.
    Running,
    /// At least as many pods succeeded as `spec.completions`, or one.
    Succeeded,
    /// The Failed condition is true.
    Failed,
}

impl JobState {
    /// The name in `jobState`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "Running",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
        }
    }
}

/// When the Job was created, which clouddriver looks at before anything else.
pub(super) fn created(job: &Value) -> Result<Instant, JavaException> {
    job.get("metadata")
        .and_then(|metadata| metadata.get("creationTimestamp"))
        .and_then(Value::as_str)
        .and_then(Instant::parse)
        .ok_or_else(|| JavaException::null("the Job has no creation timestamp"))
}

/// Success is looked at first, so a Job may be Succeeded although its Failed
/// condition is true.
pub(super) fn of(job: &Value) -> Result<JobState, JavaException> {
    let Some(status) = job.get("status").filter(|status| !status.is_null()) else {
        return Ok(JobState::Running);
    };
    let number = |value: Option<&Value>| value.and_then(Value::as_i64);
    let required = number(job.get("spec").and_then(|spec| spec.get("completions"))).unwrap_or(1);
    let succeeded = number(status.get("succeeded")).unwrap_or(0);
    if succeeded >= required {
        return Ok(JobState::Succeeded);
    }
    let conditions = status.get("conditions").and_then(Value::as_list).unwrap_or_default();
    let seen = conditions.iter().take_while(|condition| !is_failed(condition)).collect::<Vec<_>>();
    if seen.iter().any(|condition| condition.is_null()) {
        return Err(JavaException::null("a condition of the Job is null"));
    }
    Ok(if seen.len() < conditions.len() { JobState::Failed } else { JobState::Running })
}

/// The first condition that says Failed and True, in any case.
pub(super) fn failed_condition(job: &Value) -> Option<&Value> {
    job.get("status")?.get("conditions")?.as_list()?.iter().find(|condition| is_failed(condition))
}

fn is_failed(condition: &Value) -> bool {
    let is = |key, expected: &str| {
        condition
            .get(key)
            .and_then(Value::as_str)
            .is_some_and(|text| text.eq_ignore_ascii_case(expected))
    };
    is("type", "Failed") && is("status", "True")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use serde_json::{Value as Json, json};

    fn check(spec: &Json, status: &Json, expected: JobState) {
        let job = from_json(&json!({"spec": spec, "status": status}));
        assert_eq!(of(&job), Ok(expected), "{spec} {status}");
    }

    fn condition(kind: &str, status: &str) -> Json {
        json!([{"type": kind, "status": status}])
    }

    #[test]
    fn success_is_a_count_and_is_looked_at_first() {
        let failed = condition("Failed", "True");
        check(&json!({}), &json!({"succeeded": 1, "active": 2}), JobState::Succeeded);
        check(&json!({}), &json!({"succeeded": 1, "conditions": failed}), JobState::Succeeded);
        check(&json!({"completions": 0}), &json!({}), JobState::Succeeded);
        check(
            &json!({"completions": 3}),
            &json!({"succeeded": 2, "conditions": condition("Complete", "True")}),
            JobState::Running,
        );
    }

    #[test]
    fn only_a_true_failed_condition_fails() {
        for (kind, status, expected) in [
            ("failed", "true", JobState::Failed),
            ("Failed", "Unknown", JobState::Running),
            ("FailureTarget", "True", JobState::Running),
            ("Suspended", "True", JobState::Running),
        ] {
            check(&json!({}), &json!({"conditions": condition(kind, status)}), expected);
        }
        check(&json!({"suspend": true}), &Json::Null, JobState::Running);
    }
}
