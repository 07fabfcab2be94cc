//! What must be confirmed before anything is written to a cluster.

use std::path::Path;

use serde_json::Value;
use stage_core::spinnaker::time::Instant;
use stage_engine::cluster::{Connection, Guard};
use stage_engine::run::{Api, INSTALLATION_LABEL, Instance, existing, is_finished, now};
use stage_engine::{ApplicationData, Error, data_folder, settings};

use crate::args::Run;

/// A protected cluster's name must be given twice, and in a read-only one
/// nothing is run. Looking is always allowed.
pub(super) fn confirmed(args: &Run, connection: &Connection, namespace: &str) -> Result<(), Error> {
    if args.only_look {
        return Ok(());
    }
    let user = data_folder().map(|folder| ApplicationData::read(&folder)).unwrap_or_default();
    let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let workspace = settings::find(folder.unwrap_or(Path::new("."))).as_deref().map(settings::read);
    // Settings that cannot be read may protect this very cluster.
    let guard = Guard::of(&user, workspace.transpose()?.as_ref());
    let standing = guard.standing(connection, namespace);
    standing.permits(&connection.kube_context, args.confirm_context.as_deref())
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
