//! The Job that an exact run would delete: Spinnaker deletes and applies a Job
//! of a fixed name, whosever it is. Here it is shown first.

use serde_json::Value;
use stage_core::spinnaker::time::Instant;

use super::api::Api;
use super::clock::seconds;
use super::identity::INSTALLATION_LABEL;
use super::journal::Instance;
use super::runs::existing;
use super::time_line::text;
use super::verdict::is_finished;
use crate::Error;

/// A Job that is in the way of an exact run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// Its name.
    pub name: String,
    /// Its UID: no other Job of that name is deleted.
    pub uid: String,
    /// Whose it says that it is.
    pub owner: String,
    /// Its age in seconds.
    pub age: i64,
}

/// The Job of the manifest's fixed name, if there is one. Refused while it is
/// running and not ours: a pipeline may be waiting for it by its name.
pub async fn replaced(
    api: &Api,
    manifest: &Value,
    instance: &Instance,
) -> Result<Option<Replaced>, Error> {
    let name = text(manifest, "/metadata/name");
    if name.is_empty() {
        return Ok(None);
    }
    let Some(job) = existing(api, name).await? else { return Ok(None) };
    let label = format!("/metadata/labels/{}", INSTALLATION_LABEL.replace('/', "~1"));
    if !is_finished(&job) && text(&job, &label) != instance.installation {
        return Err(Error::failed(
            format!("The Job {name} is running in {}, and it is not yours.", api.namespace),
            "A pipeline may be waiting for it by this name: wait until it has ended.",
        ));
    }
    let owner = ["app.kubernetes.io~1managed-by", "app.kubernetes.io~1name"]
        .into_iter()
        .map(|key| text(&job, &format!("/metadata/labels/{key}")).to_owned())
        .find(|owner| !owner.is_empty())
        .unwrap_or_else(|| "nobody that it names".to_owned());
    let made = Instant::parse(text(&job, "/metadata/creationTimestamp"));
    Ok(Some(Replaced {
        name: name.to_owned(),
        uid: text(&job, "/metadata/uid").to_owned(),
        owner,
        // A cluster whose clock is ahead makes no Job younger than nothing.
        age: made.map_or(0, |at| (seconds() - at.seconds).max(0)),
    }))
}
