//! What an Orca in a cluster was given, against a file.

use stage_core::export::{Running, differences, running};
use stage_engine::cluster::deployed;
use stage_wire::{BufferId, CommandError, DeployedDifferences, Version};
use tauri::State;

use crate::clusters;
use crate::state::App;
use crate::wire::{convert, error};

/// A buffer's stages against those in the Secrets and `ConfigMaps` that Orca's
/// Deployment mounts, read from `kube_context`, if that is the one chosen for
/// `place`. It only reads.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_deployed(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    place: String,
    kube_context: String,
    namespace: String,
    deployment: String,
) -> Result<DeployedDifferences, CommandError> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let analysis = &snapshot.analysis;
    let cluster = clusters::meant(&app, &place, &kube_context).await?;
    let namespace = match namespace.trim() {
        "" => cluster.connection.namespace.clone(),
        named => named.to_owned(),
    };
    let objects = deployed(&cluster.client, &namespace, deployment.trim()).await;
    let objects = objects.map_err(|failure| error::from(&failure))?;
    let (mut names, mut stages) = (Vec::new(), Vec::new());
    for object in objects {
        if let Ok(Running::Deployed(found)) =
            running(&object.text, analysis.target, &analysis.environment)
        {
            names.push(object.name);
            stages.extend(found);
        }
    }
    if stages.is_empty() {
        return Err(error::failed(
            format!(
                "None of the Secrets and ConfigMaps of {deployment} in {namespace} holds stages that can be read."
            ),
            "Check the Deployment, or paste the deployed object.",
        ));
    }
    let theirs = Running::Deployed(stages);
    let found = differences(&[analysis], &theirs);
    Ok(DeployedDifferences { names, stages: convert::differences(&found, analysis, &theirs) })
}
