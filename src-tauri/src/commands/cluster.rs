//! Which clusters there are, which one is chosen, whether it answers.

use stage_engine::cluster::{in_words, is_forbidden};
use stage_engine::run::Api;
use stage_wire::{CommandError, KubeContexts, Reached};
use tauri::State;

use crate::clusters;
use crate::state::App;
use crate::wire::{cluster::contexts, error};

type Answer<T> = Result<T, CommandError>;

/// All kube contexts, and the one chosen for the workspace `place`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn kube_contexts(app: State<'_, App>, place: String) -> Answer<KubeContexts> {
    Ok(contexts(&app, &place))
}

/// Chooses a kube context for a workspace, or takes the choice back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_kube_context(
    app: State<'_, App>,
    place: String,
    name: Option<String>,
) -> Answer<KubeContexts> {
    clusters::choose(&app, &place, name.as_deref())?;
    Ok(contexts(&app, &place))
}

/// Names further kubeconfig files, besides the usual ones.
#[tauri::command]
#[specta::specta]
pub(crate) async fn name_kubeconfigs(
    app: State<'_, App>,
    place: String,
    paths: Vec<String>,
) -> Answer<KubeContexts> {
    clusters::keep_further(&app, &paths);
    Ok(contexts(&app, &place))
}

/// Says whether nothing may be run in a kube context.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_read_only(
    app: State<'_, App>,
    place: String,
    name: String,
    read_only: bool,
) -> Answer<KubeContexts> {
    clusters::keep_read_only(&app, &name, read_only);
    Ok(contexts(&app, &place))
}

/// Asks the chosen cluster who it is. An exec plugin may run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reach_cluster(app: State<'_, App>, place: String) -> Answer<Reached> {
    let cluster = clusters::cluster(&app, &place).await?;
    let server = cluster.connection.address.server.clone();
    let api = Api { client: cluster.client, namespace: String::new() };
    let failed = |why: &_| error::from(&in_words(why, "reach", &server));
    let version = api.get("/version").await.map_err(|why| failed(&why))?;
    let version = version.get("gitVersion").and_then(|text| text.as_str()).unwrap_or_default();
    let (namespaces, refused) = match api.get("/api/v1/namespaces").await {
        Ok(list) => (Some(names(&list)), None),
        Err(why) if is_forbidden(&why) => {
            (None, Some("You may not list namespaces here, which is normal: type one.".into()))
        }
        Err(why) => return Err(failed(&why)),
    };
    Ok(Reached {
        kube_context: cluster.connection.kube_context,
        version: version.to_owned(),
        namespaces,
        refused,
    })
}

fn names(list: &serde_json::Value) -> Vec<String> {
    let items = list.get("items").and_then(|items| items.as_array()).into_iter().flatten();
    items.filter_map(|item| item.pointer("/metadata/name")?.as_str()).map(str::to_owned).collect()
}
