//! What must be confirmed before anything is written to a cluster.

use serde_json::Value;
use stage_engine::Error;
use stage_engine::cluster::{Connection, Protection};
use stage_engine::run::{Api, Instance, replaced as in_the_way};

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
    let Some(job) = in_the_way(api, manifest, instance).await? else { return Ok(None) };
    let name = &job.name;
    if confirmed != Some(name) {
        return Err(Error::failed(
            format!(
                "There is a Job {name} in {} already, {} minutes old, of {}: an exact run \
                 deletes it.",
                api.namespace,
                job.age / 60,
                job.owner
            ),
            format!("If you mean it, add --confirm-job {name}."),
        ));
    }
    Ok(Some(job.uid))
}
