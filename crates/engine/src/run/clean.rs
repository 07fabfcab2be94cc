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
use crate::cluster::{api_status, in_words, is_forbidden, is_not_found};

/// How often is looked whether things are gone.
const LOOKS: Duration = Duration::from_millis(300);

/// How long a refusal may last before it is believed.
const REFUSED: Duration = Duration::from_secs(8);

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
    let mut cleaning =
        Cleaning { api, identity, also, force, cleaned: Cleaned::default(), asked: Vec::new() };
    let (began, mut refused) = (Instant::now(), None);
    loop {
        let now = Instant::now();
        match cleaning.pass().await {
            Ok(left) if left.is_empty() => return Ok(cleaning.cleaned),
            Ok(left) => {
                refused = None;
                cleaning.cleaned.terminating = left;
                if began.elapsed() >= patience {
                    return Ok(cleaning.cleaned);
                }
            }
            Err((error, doing)) => {
                // A refusal may be an API server's that has just started; a lost
                // connection may come back.
                let wait =
                    if api_status(&error).is_some() { patience.min(REFUSED) } else { patience };
                if refused.get_or_insert(now).elapsed() >= wait {
                    return Err(in_words(&error, &doing.0, &doing.1));
                }
            }
        }
        tokio::time::sleep(LOOKS).await;
    }
}

struct Cleaning<'c> {
    api: &'c Api,
    identity: &'c Identity,
    also: Option<(&'c str, &'c str)>,
    force: bool,
    cleaned: Cleaned,
    /// The UIDs of what was asked to go.
    asked: Vec<String>,
}

/// An error, with what was being done to what.
type Failed = (kube::Error, (String, String));

impl Cleaning<'_> {
    /// Asks everything to go that is there and was not asked yet; gives what
    /// is there.
    async fn pass(&mut self) -> Result<Vec<String>, Failed> {
        let mut left = Vec::new();
        for resource in ["jobs", "pods"] {
            for object in self.labelled(resource).await? {
                if self.is_ours(&object) {
                    self.remove(resource, &object).await?;
                    left.push(ending(resource, &object));
                }
            }
        }
        self.cleaned.terminating.clear();
        Ok(left)
    }

    /// The server's answer is looked at once more: nothing without the label
    /// is deleted, whatever a selector means there.
    fn is_ours(&self, object: &Value) -> bool {
        let label = format!("/metadata/labels/{}", RUN_LABEL.replace('/', "~1"));
        text(object, &label) == self.identity.run
            || self.also == Some((text(object, "/metadata/name"), text(object, "/metadata/uid")))
    }

    async fn remove(&mut self, resource: &str, object: &Value) -> Result<(), Failed> {
        let (name, uid) = (text(object, "/metadata/name"), text(object, "/metadata/uid"));
        if self.asked.iter().any(|known| known == uid) {
            return Ok(());
        }
        match self.api.delete(resource, name, uid, self.force.then_some(0)).await {
            Ok(()) => self.cleaned.deleted.push(format!("{} {name}", singular(resource))),
            Err(error) if is_not_found(&error) => {}
            // Pods go with their Job; not being allowed to delete them is fine.
            Err(error) if is_forbidden(&error) && resource == "pods" => {}
            Err(error) => {
                let what = format!("the {} {name} in {}", singular(resource), self.api.namespace);
                return Err((error, ("delete".into(), what)));
            }
        }
        self.asked.push(uid.to_owned());
        Ok(())
    }

    /// The objects with the run's label. Where listing Jobs is forbidden, the
    /// one that is known by name.
    async fn labelled(&self, resource: &str) -> Result<Vec<Value>, Failed> {
        let selector = self.identity.selector();
        match (self.api.list(resource, &[("labelSelector", &selector)]).await, self.also) {
            (Ok(found), _) if resource == "pods" || !found.is_empty() => Ok(found),
            (Err(error), _) if resource == "pods" && is_forbidden(&error) => Ok(Vec::new()),
            (Ok(_), None) => Ok(Vec::new()),
            (Ok(_), Some((name, _))) => self.by_name(name).await,
            (Err(error), Some((name, _))) if is_forbidden(&error) => self.by_name(name).await,
            (Err(error), _) => {
                Err((error, ("list".into(), format!("{resource} in {}", self.api.namespace))))
            }
        }
    }

    async fn by_name(&self, name: &str) -> Result<Vec<Value>, Failed> {
        match self.api.get(&self.api.path_of("jobs", name)).await {
            Ok(job) => Ok(vec![job]),
            Err(error) if is_not_found(&error) => Ok(Vec::new()),
            Err(error) => Err((error, ("look for".into(), format!("the Job {name}")))),
        }
    }
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
