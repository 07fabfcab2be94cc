//! Test runs: looked at before, started, stopped.

use std::time::Duration;

use stage_engine::cluster::Cluster;
use stage_engine::run::{
    Api, Identity, Order, clean, identity, preflight_with as look_at, prepare, replaced,
};
use stage_wire::{
    BufferId, CleanedRun, CommandError, Confirmed, RunNews, RunPreflight, RunRequest, Version,
};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tokio::sync::{mpsc, watch};

use crate::clusters::{self, Standing};
use crate::news::News;
use crate::runs::{Going, folder};
use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// How long objects may take to go by force.
const PATIENCE: Duration = Duration::from_secs(30);

/// A run's order, and the cluster it is for.
struct Planned {
    order: Order,
    cluster: Cluster,
    api: Api,
}

async fn planned(
    app: &App,
    buffer: BufferId,
    version: Version,
    request: &RunRequest,
) -> Answer<Planned> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let file = open.path().map(|path| path.display().to_string()).unwrap_or_default();
    let order = wire::order::order(&snapshot, request, &file)?;
    let cluster = clusters::meant(app, &request.place, &request.kube_context).await?;
    let namespace = order.effective_namespace(&cluster.connection.namespace);
    let api = Api { client: cluster.client.clone(), namespace };
    Ok(Planned { order, cluster, api })
}

/// Looks at everything that a run would meet; nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preflight(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: RunRequest,
) -> Answer<RunPreflight> {
    let Planned { order, cluster, api } = planned(&app, buffer, version, &request).await?;
    let instance = app.runs.instance()?;
    let sent = prepare(&order, &identity(&instance));
    let spinnaker = request.spinnaker.as_deref().map(str::trim);
    let mut found = look_at(&api, &sent.manifest, spinnaker).await;
    found.kube_context.clone_from(&cluster.connection.kube_context);
    found.server.clone_from(&cluster.connection.address.server);
    if found.is_silent() {
        let way = cluster.connection.way();
        let message = format!("{way} does not answer: {}", found.problems.join(" "));
        let remedy = "Check the network, a VPN, the proxy and the kubeconfig.";
        return Err(error::failed(message, remedy));
    }
    let mut shown = wire::run::preflight(found, &order, &sent);
    match clusters::standing(&app, &request.place, &cluster.connection, &api.namespace) {
        Standing::Open => {}
        Standing::Protected(why) => shown.protected = Some(why),
        Standing::ReadOnly => shown.problems.push(read_only(&cluster).message),
    }
    if order.exact {
        match replaced(&api, &order.manifest, &instance).await {
            Ok(job) => shown.replaces = job.map(wire::run::in_the_way),
            Err(failure) => shown.problems.push(failure.to_string()),
        }
    }
    Ok(shown)
}

fn read_only(cluster: &Cluster) -> CommandError {
    error::failed(
        format!("{} is read-only: nothing is run there.", cluster.connection.kube_context),
        "Choose another kube context, or change that on the connection page.",
    )
}

/// Starts a run; gives its number. News come by the channel, in order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_run(
    handle: AppHandle,
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: RunRequest,
    confirmed: Confirmed,
    news: Channel<Vec<RunNews>>,
) -> Answer<u32> {
    let Planned { mut order, cluster, api } = planned(&app, buffer, version, &request).await?;
    let instance = app.runs.instance()?;
    let name = &cluster.connection.kube_context;
    match clusters::standing(&app, &request.place, &cluster.connection, &api.namespace) {
        Standing::Protected(why) if confirmed.kube_context != *name => {
            let message = format!("{name} is protected: {why}");
            return Err(error::failed(message, format!("If you mean it, type {name}.")));
        }
        Standing::ReadOnly => return Err(read_only(&cluster)),
        _ => {}
    }
    if confirmed.expressions {
        order.unconfirmed.clear();
    }
    if order.exact {
        let job = replaced(&api, &order.manifest, &instance).await;
        let job = job.map_err(|failure| error::from(&failure))?;
        if let Some(job) = job {
            if (&job.name, &job.uid) != (&confirmed.job, &confirmed.job_uid) {
                let message = format!("An exact run deletes the Job {}.", job.name);
                return Err(error::failed(message, "Check again, and type its name."));
            }
            order.replaces = Some(job.uid);
        }
    }
    let (sender, events) = mpsc::channel(256);
    let (stop, stopped) = watch::channel(false);
    let number = app.runs.add(Going {
        stop,
        cluster: cluster.clone(),
        namespace: api.namespace,
        record: String::new(),
        present: String::new(),
        ended: false,
    });
    tauri::async_runtime::spawn(async move {
        let mut telling = News::new(handle.clone(), number, news);
        let running = stage_engine::run::run(&cluster, &instance, &order, sender, stopped);
        let (ended, ()) = tokio::join!(running, telling.tell(events));
        let app = tauri::Manager::state::<App>(&handle);
        app.runs.change(number, |going| going.ended = true);
        telling.end(match (ended, folder()) {
            (Ok(record), Ok(folder)) => {
                let run = Box::new(wire::record::shown(&folder, &record, false));
                RunNews::Ended { run }
            }
            (Err(failure), _) => RunNews::Failed { error: error::from(&failure) },
            (_, Err(error)) => RunNews::Failed { error },
        });
    });
    Ok(number)
}

/// Stops a run: its Job and pods are deleted, and waited for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_run(app: State<'_, App>, run: u32) -> Answer<()> {
    let _ = app.runs.get(run)?.stop.send(true);
    Ok(())
}

/// Deletes a run's Job and pods without giving them time to end.
#[tauri::command]
#[specta::specta]
pub(crate) async fn force_run(app: State<'_, App>, run: u32) -> Answer<CleanedRun> {
    let going = app.runs.get(run)?;
    let _ = going.stop.send(true);
    let instance = app.runs.instance()?;
    let api = Api { client: going.cluster.client, namespace: going.namespace };
    let installation = instance.installation.clone();
    let identity = Identity { run: going.present.clone(), installation };
    let cleaned = clean(&api, &identity, None, PATIENCE, true).await;
    let cleaned = cleaned.map_err(|failure| error::from(&failure))?;
    if cleaned.is_whole() {
        instance.forget(&going.present);
    }
    Ok(CleanedRun {
        run: going.record,
        deleted: cleaned.deleted,
        terminating: cleaned.terminating,
        trouble: None,
    })
}
