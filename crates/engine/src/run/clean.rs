//! Removes what a run made, by its label and with the UID, and waits until it
//! is gone. Never by force unless that is asked for.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;

use super::api::Api;
use super::identity::{Identity, RUN_LABEL};
use super::time_line::text;
use crate::Error;
use crate::cluster::{in_words, is_forbidden, is_not_found};

/// How often is looked whether things are gone.
const LOOKS: Duration = Duration::from_millis(300);

/// What came of cleaning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cleaned {
    /// What was deleted: `job NAME`, `pod NAME`.
    pub deleted: Vec<String>,
    /// What is still ending, with its node where it has one.
    pub terminating: Vec<String>,
}

impl Cleaned {
    /// Whether nothing is left.
    pub fn is_whole(&self) -> bool {
        self.terminating.is_empty()
    }
}

/// Deletes the objects of `identity`, and `also` a Job by name and UID that the
/// user confirmed; waits for their end no longer than `patience`. With `force`
/// the pods get no time to end.
pub async fn clean(
    api: &Api,
    identity: &Identity,
    also: Option<(&str, &str)>,
    patience: Duration,
    force: bool,
) -> Result<Cleaned, Error> {
    let grace = force.then_some(0);
    let mut cleaned = Cleaned::default();
    let selector = identity.selector();
    let end = Instant::now() + patience;
    let mut asked = Vec::new();
    loop {
        let mut left = Vec::new();
        for resource in ["jobs", "pods"] {
            left.extend(labelled(api, resource, &selector, also).await?);
        }
        for (resource, object) in &left {
            let (name, uid) = (text(object, "/metadata/name"), text(object, "/metadata/uid"));
            if asked.iter().any(|known| known == uid) {
                continue;
            }
            // The server's answer is filtered once more: nothing without the
            // label is deleted, whatever a selector means there.
            let ours = text(object, &format!("/metadata/labels/{}", RUN_LABEL.replace('/', "~1")))
                == identity.run
                || also == Some((name, uid));
            if !ours {
                continue;
            }
            match api.delete(resource, name, uid, grace).await {
                Err(error) if is_not_found(&error) => {}
                // Pods go with their Job; not being allowed to delete them is fine.
                Err(error) if is_forbidden(&error) && *resource == "pods" => {}
                Err(error) => {
                    let what = format!("the {} {name} in {}", singular(resource), api.namespace);
                    return Err(in_words(&error, "delete", &what));
                }
                Ok(()) => cleaned.deleted.push(format!("{} {name}", singular(resource))),
            }
            asked.push(uid.to_owned());
        }
        if left.is_empty() {
            return Ok(cleaned);
        }
        if Instant::now() >= end {
            cleaned.terminating = left.iter().map(|(resource, object)| ending(resource, object)).collect();
            return Ok(cleaned);
        }
        tokio::time::sleep(LOOKS).await;
    }
}

/// The objects with the run's label; none where listing is forbidden, except
/// the Job that is known by name.
async fn labelled(
    api: &Api,
    resource: &'static str,
    selector: &str,
    also: Option<(&str, &str)>,
) -> Result<Vec<(&'static str, Value)>, Error> {
    let mut found: Vec<Value> = match api.list(resource, &[("labelSelector", selector)]).await {
        Ok(found) => found,
        Err(error) if is_forbidden(&error) => Vec::new(),
        Err(error) if is_not_found(&error) => Vec::new(),
        Err(error) => {
            return Err(in_words(&error, "list", &format!("{resource} in {}", api.namespace)));
        }
    };
    if let (Some((name, uid)), "jobs") = (also, resource)
        && !found.iter().any(|object| text(object, "/metadata/uid") == uid)
        && let Ok(object) = api.get(&api.path_of("jobs", name)).await
        && text(&object, "/metadata/uid") == uid
    {
        found.push(object);
    }
    Ok(found.into_iter().map(|object| (resource, object)).collect())
}

fn singular(resource: &str) -> &str {
    resource.strip_suffix('s').unwrap_or(resource)
}

fn ending(resource: &str, object: &Value) -> String {
    let node = text(object, "/spec/nodeName");
    let name = text(object, "/metadata/name");
    let on = if node.is_empty() { String::new() } else { format!(" on node {node}") };
    format!("{} {name}{on}", singular(resource))
}
