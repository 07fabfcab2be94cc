//! What must be confirmed before anything is written to a cluster.

use serde_json::Value;
use stage_core::spinnaker::time::Instant;
use stage_engine::Error;
use stage_engine::cluster::{Connection, Protection};
use stage_engine::run::{Api, INSTALLATION_LABEL, Instance, existing, is_finished, now};

use crate::args::Run;

/// A protected cluster's name must be given twice.
pub(super) fn confirmed(args: &Run, connection: &Connection, namespace: &str) -> Result<(), Error> {
    let names = [
        connection.kube_context.as_str(),
        connection.cluster.as_str(),
        connection.address.server.as_str(),
        namespace,
    ];
    let Some(protection) = Protection::of(names, &[]) else { return Ok(()) };
    if args.only_look || args.confirm_context.as_deref() == Some(&*connection.kube_context) {
        return Ok(());
    }
    Err(Error::failed(
        format!(
            "{} is protected: {} has the word {}.",
            connection.kube_context, protection.found_in, protection.word
        ),
        format!("If you mean it, add --confirm-context {}.", connection.kube_context),
    ))
}

/// The Job that an exact run would delete, by UID, if there is one and it may.
pub(super) async fn replaced(
    api: &Api,
    manifest: &Value,
    instance: &Instance,
    confirmed: Option<&str>,
) -> Result<Option<String>, Error> {
    let name = manifest.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default();
    if name.is_empty() {
        return Ok(None);
    }
    let Some(job) = existing(api, name).await? else { return Ok(None) };
    let text = |pointer: &str| job.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let label = format!("/metadata/labels/{}", INSTALLATION_LABEL.replace('/', "~1"));
    let ours = text(&label) == instance.installation;
    if !is_finished(&job) && !ours {
        return Err(Error::failed(
            format!("The Job {name} is running in {}, and it is not yours.", api.namespace),
            "A pipeline may be waiting for it by this name: wait until it has ended.",
        ));
    }
    if confirmed != Some(name) {
        let at = |text: &str| Instant::parse(text).map_or(0, |at| at.seconds);
        let age = at(&now()) - at(text("/metadata/creationTimestamp"));
        let owner = ["app.kubernetes.io~1managed-by", "app.kubernetes.io~1name"]
            .into_iter()
            .map(|key| text(&format!("/metadata/labels/{key}")))
            .find(|owner| !owner.is_empty())
            .unwrap_or("nobody that it names");
        return Err(Error::failed(
            format!(
                "There is a Job {name} in {} already, {} minutes old, of {owner}: an exact run \
                 deletes it.",
                api.namespace,
                age / 60
            ),
            format!("If you mean it, add --confirm-job {name}."),
        ));
    }
    Ok(Some(text("/metadata/uid").to_owned()))
}
