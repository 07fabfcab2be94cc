//! What must be confirmed before anything is written to a cluster.

use std::path::Path;

use serde_json::Value;
use stage_engine::cluster::{Connection, Guard};
use stage_engine::run::{Api, Instance, replaced as in_the_way};
use stage_engine::{ApplicationData, Error, data_folder, settings};

use crate::args::Run;

/// A protected cluster's name must be given twice, and in a read-only one
/// nothing is run. Looking is always allowed. The workspace is that of `file`,
/// which need not be there any more.
pub(super) fn confirmed(
    args: &Run,
    file: &Path,
    connection: &Connection,
    namespace: &str,
) -> Result<(), Error> {
    if args.anew.only_look {
        return Ok(());
    }
    let user = data_folder().map(|folder| ApplicationData::read(&folder)).unwrap_or_default();
    let folder = file.ancestors().skip(1).find(|folder| folder.is_dir());
    let workspace = settings::find(folder.unwrap_or(Path::new("."))).as_deref().map(settings::read);
    // Settings that cannot be read may protect this very cluster.
    let guard = Guard::of(&user, workspace.transpose()?.as_ref());
    let standing = guard.standing(connection, namespace);
    standing.permits(&connection.kube_context, args.anew.confirm_context.as_deref())
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
