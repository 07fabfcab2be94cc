//! The words of Orca and clouddriver around a job status (§2.1, §2.2, §2.5).

use crate::spinnaker::exception::JavaException;

use super::JobStatus;

/// The stage's error when the Job failed, as Orca's `JobFailedException` has
/// it. Nothing is trimmed: a message that ends in a full stop gives two.
pub fn failure_message(status: &JobStatus) -> String {
    let name = status.name.as_deref().unwrap_or_default();
    let mut out = format!("Job: '{name}' failed.");
    let parts = [
        (" Reason: ", &status.reason, "."),
        (" Details: ", &status.message, "."),
        (" Additional Details: ", &status.failure_details, ""),
    ];
    for (before, text, after) in parts {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            out.push_str(before);
            out.push_str(text);
            out.push_str(after);
        }
    }
    out
}

/// clouddriver's answer, with HTTP 404, when the Job is gone. Orca does not
/// ask again: a Job that is cleaned up between two polls fails its stage.
/// `id` is the kind and the name: `job migrate`.
pub fn job_not_found(account: &str, location: &str, id: &str) -> String {
    format!("Job not found (account: {account}, location: {location}, id: {id})")
}

/// What comes of kubectl's error when the pods are listed: nothing when it is
/// forbidden, which counts as there being no pods; the stage's end otherwise.
pub fn pods_unreadable(location: &str, kubectl_error: &str) -> Option<JavaException> {
    if kubectl_error.to_ascii_lowercase().contains("forbidden") {
        return None;
    }
    Some(JavaException::new(
        "KubectlException",
        format!("Failed to read [pod] from {location}: {kubectl_error}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spinnaker::job_status::JobState;

    #[test]
    fn orca_words_the_failure_from_three_parts() {
        let mut status = JobStatus {
            name: Some("migrate".into()),
            account: "k8s".into(),
            location: Some("prod".into()),
            created_time: 0,
            state: JobState::Failed,
            message: Some("Job has reached the limit.".into()),
            reason: Some("BackoffLimitExceeded".into()),
            failure_details: Some("Pod: 'p' had errors.".into()),
            pods: Vec::new(),
            most_recent_pod_name: None,
        };
        insta::assert_snapshot!(failure_message(&status), @"Job: 'migrate' failed. Reason: BackoffLimitExceeded. Details: Job has reached the limit.. Additional Details: Pod: 'p' had errors.");
        (status.message, status.reason, status.failure_details) = (None, Some(String::new()), None);
        insta::assert_snapshot!(failure_message(&status), @"Job: 'migrate' failed.");
    }
}
