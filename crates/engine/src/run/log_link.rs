//! The external log link, as Deck would show it (clouddriver-semantics §4).

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use stage_core::java::from_json;
use stage_core::spinnaker::log_links::{Link, annotation, evaluate, gate_model};

/// The link of a manifest, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogLink {
    /// As it is written.
    pub link: String,
    /// Where it leads, if it leads anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is wrong with it, or what to know of it, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// The link of `manifest`, which is what Spinnaker would send, for the Job as
/// the API server has it; none where the manifest has no such annotation.
pub fn log_link(account: &str, manifest: &Json, job: &Json) -> Option<LogLink> {
    let found = annotation(&from_json(manifest));
    let mut problems: Vec<String> =
        found.problems.iter().map(|problem| problem.advice().to_owned()).collect();
    let Some(link) = found.link else {
        let nothing = problems.is_empty();
        return (!nothing).then(|| LogLink { link: String::new(), url: None, problems });
    };
    let url = match evaluate(&link, &gate_model(account, &from_json(&as_sent(manifest, job)))) {
        Link::Url(url) => Some(url),
        Link::Fails(error) => {
            problems.push(format!("Deck's panel breaks: {}: {}.", error.class, error.message));
            None
        }
        Link::Code(why) => {
            problems.push(format!("It is program code that is not run here: {why}."));
            None
        }
    };
    Some(LogLink { link, url, problems })
}

/// The Job with the annotations and labels that Spinnaker would have sent: a
/// run that was made safe left some of them out.
fn as_sent(manifest: &Json, job: &Json) -> Json {
    let mut job = job.clone();
    for kind in ["annotations", "labels"] {
        let Some(sent) = manifest.pointer(&format!("/metadata/{kind}")).and_then(Json::as_object)
        else {
            continue;
        };
        let Some(metadata) = job.get_mut("metadata").and_then(Json::as_object_mut) else {
            continue;
        };
        let there = metadata.entry(kind).or_insert_with(|| serde_json::json!({}));
        if let Some(there) = there.as_object_mut() {
            for (key, value) in sent {
                there.entry(key).or_insert_with(|| value.clone());
            }
        }
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_link_is_filled_from_the_live_job_as_deck_does() {
        let manifest = json!({"metadata": {"annotations": {
            "job.spinnaker.io/logs": "https://logs/{{ manifest.metadata.name }}?app={{ moniker.app }}",
            "moniker.spinnaker.io/application": "shop"}}});
        let job = json!({"metadata": {"name": "migrate-x1", "namespace": "stage"}});
        let link = log_link("k8s", &manifest, &job).expect("a link");
        assert_eq!(link.url.as_deref(), Some("https://logs/migrate-x1?app=shop"));
        assert!(link.problems.is_empty(), "{link:?}");
    }

    #[test]
    fn a_link_that_breaks_the_panel_says_so() {
        let manifest = json!({"metadata": {"annotations": {
            "job.spinnaker.io/logs": "https://logs/{{ metadata.name }}"}}});
        let link = log_link("k8s", &manifest, &json!({"metadata": {}})).expect("a link");
        assert_eq!(link.url, None);
        assert!(link.problems.concat().contains("manifest.metadata.name"), "{link:?}");
        assert_eq!(log_link("k8s", &json!({"metadata": {}}), &json!({})), None);
    }
}
