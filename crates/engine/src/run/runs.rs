//! A run with its reruns: journal, Job, verdict, cleaning, record.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::{mpsc, watch};

use super::api::{Api, Writing};
use super::clean::clean;
use super::clock::now;
use super::event::Event;
use super::history;
use super::identity::{Identity, new_id};
use super::job::{Watching, attend};
use super::journal::{Entry, Instance};
use super::logbook::Logbook;
use super::mask::Mask;
use super::named::{named, service_account, volumes};
use super::order::Order;
use super::record::{Parameter, Reason, RunRecord, RunStatus, Workspace};
use super::safe::{Prepared, exact, made_safe};
use super::time_line::text;
use crate::Error;
use crate::cluster::{Cluster, api_status, in_words, is_not_found};

/// How long objects may take to go before what is left is told.
const PATIENCE: Duration = Duration::from_secs(90);

/// How much longer than the run's limit Kubernetes lets the Job go on, in
/// seconds: its deadline is for when nobody is there to keep ours.
const GRACE: u64 = 60;

/// What will be sent for an order, and its identity: to be shown before it is
/// run.
pub fn prepare(order: &Order, identity: &Identity) -> Prepared {
    let namespace = order.namespace.as_deref();
    if order.exact {
        exact(&order.manifest, identity, namespace)
    } else {
        made_safe(
            &order.manifest,
            identity,
            namespace,
            order.timeout.as_secs().saturating_add(GRACE),
        )
    }
}

/// A new identity for a run.
pub fn identity(instance: &Instance) -> Identity {
    Identity { run: new_id(), installation: instance.installation.clone() }
}

/// Runs it, telling `events` what happens; `stop` turns true to stop it. The
/// record is the last event, and is kept.
pub async fn run(
    cluster: &Cluster,
    instance: &Instance,
    order: &Order,
    events: mpsc::Sender<Event>,
    stop: watch::Receiver<bool>,
) -> Result<RunRecord, Error> {
    if let [first, ..] = order.unconfirmed.as_slice() {
        return Err(Error::failed(
            format!("Expressions are left unevaluated, first in {first}."),
            "Spinnaker may fill them in and this run cannot: confirm that it shall run so \
             (--allow-expressions).",
        ));
    }
    let first = identity(instance);
    let api = Api {
        client: cluster.client.clone(),
        namespace: order.effective_namespace(&cluster.connection.namespace),
    };
    let mask = Mask::new(&order.context, &order.manifest);
    let mut record = blank(cluster, order, &api.namespace, &first.run, &mask);
    let folder = history::folder(&instance.folder, &record.id)?;
    for rerun in 0..=order.reruns {
        let identity = if rerun == 0 { first.clone() } else { identity(instance) };
        if rerun > 0 {
            let before = std::mem::take(&mut record.status);
            record.retries_status.push(before);
            let _ = events.send(Event::Rerun { number: rerun, of: order.reruns }).await;
        }
        record.status.start_time = now();
        record.status.set(Reason::Running, "It runs.", &now());
        history::keep(&instance.folder, &record)?;
        let entry = Entry {
            run: identity.run.clone(),
            installation: identity.installation.clone(),
            instance: instance.id.clone(),
            kube_context: cluster.connection.kube_context.clone(),
            address: cluster.connection.address.clone(),
            namespace: api.namespace.clone(),
            since: now(),
        };
        let rerun_number = usize::try_from(rerun).unwrap_or(usize::MAX);
        let book = Logbook::new(&folder, rerun_number);
        let one = One { api: &api, instance, order, mask: &mask, events: &events };
        one.run(&identity, &entry, book, stop.clone(), &mut record.status).await?;
        let again = record.status.reason().may_rerun() && rerun < order.reruns && !*stop.borrow();
        if again {
            let said = record.status.conditions.first().map(|c| c.message.clone());
            let at = now();
            record.status.set(Reason::Rerunning, said.unwrap_or_default(), &at);
        }
        // A full disk must not hide how the run ended.
        if let Err(error) = history::keep(&instance.folder, &record) {
            let note = format!("The record of this run is not kept: {error}");
            let _ = events.send(Event::note(note)).await;
        }
        if !again {
            break;
        }
    }
    let _ = events.send(Event::Record(Box::new(record.clone()))).await;
    Ok(record)
}

fn blank(cluster: &Cluster, order: &Order, namespace: &str, id: &str, mask: &Mask) -> RunRecord {
    let masked = |parameter: &Parameter| {
        let shown = mask.json(&serde_json::json!({ &parameter.name: parameter.value }));
        let value = shown.get(&parameter.name).and_then(Value::as_str).unwrap_or_default();
        Parameter { name: parameter.name.clone(), value: value.to_owned() }
    };
    RunRecord {
        version: 1,
        id: id.to_owned(),
        stage: order.name.clone(),
        parameters: order.parameters.iter().map(masked).collect(),
        service_account_name: service_account(&order.manifest).to_owned(),
        workspaces: volumes(&order.manifest)
            .into_iter()
            .map(|(name, kind)| Workspace { name, kind })
            .collect(),
        uses: named(&order.manifest),
        kube_context: cluster.connection.kube_context.clone(),
        server: cluster.connection.address.server.clone(),
        namespace: namespace.to_owned(),
        exact: order.exact,
        timeout: order.timeout.as_secs(),
        retries: order.reruns,
        target: order.target.clone(),
        given: order.given.clone(),
        definition: order.definition.as_deref().map(|text| mask.text(text)),
        status: RunStatus::default(),
        retries_status: Vec::new(),
    }
}

/// One of the runs.
struct One<'r> {
    api: &'r Api,
    instance: &'r Instance,
    order: &'r Order,
    mask: &'r Mask,
    events: &'r mpsc::Sender<Event>,
}

impl One<'_> {
    async fn run(
        &self,
        identity: &Identity,
        entry: &Entry,
        book: Logbook,
        stop: watch::Receiver<bool>,
        status: &mut RunStatus,
    ) -> Result<(), Error> {
        let Prepared { manifest, changes } = prepare(self.order, identity);
        status.manifest = self.mask.json(&manifest);
        status.changes.clone_from(&changes);
        let shown = status.manifest.clone();
        let run = identity.run.clone();
        let _ = self.events.send(Event::Submitted { run, manifest: shown, changes }).await;
        // Before the cluster hears of it.
        self.instance.note(entry)?;
        let job = match self.submit(&manifest, identity).await {
            Ok(job) => job,
            Err(error) => {
                status.completion_time = Some(now());
                status.set(Reason::RunRefused, self.mask.text(&error.to_string()), &now());
                // A lost answer may still have made it.
                self.clean(identity, None, status).await;
                return Ok(());
            }
        };
        text(&job, "/metadata/name").clone_into(&mut status.job);
        text(&job, "/metadata/uid").clone_into(&mut status.uid);
        let watching = Watching {
            api: self.api,
            order: self.order,
            mask: self.mask,
            events: self.events,
            stop,
        };
        attend(watching, job, book, status).await;
        if self.order.keep && status.reason() != Reason::RunCancelled {
            let note = format!(
                "The Job {} is kept in {}; `stagectl runs clean` removes it.",
                status.job, self.api.namespace
            );
            let _ = self.events.send(Event::note(note)).await;
            return Ok(());
        }
        let made = (status.job.clone(), status.uid.clone());
        self.clean(identity, Some((&made.0, &made.1)), status).await;
        Ok(())
    }

    /// Sends the manifest as it is.
    async fn submit(&self, manifest: &Value, identity: &Identity) -> Result<Value, Error> {
        let name = text(manifest, "/metadata/name");
        if self.order.exact && !name.is_empty() {
            self.replace(name).await?;
        }
        let mut manifest = manifest.clone();
        let writing = if self.order.exact && !name.is_empty() {
            remember_applied(&mut manifest);
            Writing::Apply
        } else {
            Writing::Create
        };
        match self.api.write_job(&manifest, writing).await {
            Ok(job) => Ok(job),
            Err(error) => {
                // An answer that was lost on the way is no refusal.
                let unclear = api_status(&error).is_none();
                let selector = identity.selector();
                if unclear
                    && let Ok(found) = self.api.list("jobs", &[("labelSelector", &selector)]).await
                    && let Some(job) = found.into_iter().next()
                {
                    return Ok(job);
                }
                let what = format!("the Job in {}", self.api.namespace);
                Err(in_words(&error, "create", &what))
            }
        }
    }

    /// Deletes the Job of the fixed name that the user has given up, by UID,
    /// and waits until it is gone.
    async fn replace(&self, name: &str) -> Result<(), Error> {
        let path = self.api.path_of("jobs", name);
        let Some(old) = existing(self.api, name).await? else { return Ok(()) };
        let uid = text(&old, "/metadata/uid");
        if self.order.replaces.as_deref() != Some(uid) {
            return Err(Error::failed(
                format!("There is a Job {name} in {} already.", self.api.namespace),
                "An exact run replaces it; confirm its name first.",
            ));
        }
        let failed = |error: &kube::Error| in_words(error, "delete", &format!("the Job {name}"));
        self.api.delete("jobs", name, uid, None).await.map_err(|error| failed(&error))?;
        let end = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < end {
            match self.api.get(&path).await {
                Err(error) if is_not_found(&error) => return Ok(()),
                _ => tokio::time::sleep(Duration::from_millis(300)).await,
            }
        }
        Err(Error::failed(format!("The old Job {name} does not go."), "Look at its finalizers."))
    }

    async fn clean(&self, identity: &Identity, made: Option<(&str, &str)>, status: &mut RunStatus) {
        let note = match clean(self.api, identity, made, PATIENCE, false).await {
            Ok(cleaned) if cleaned.is_whole() => {
                self.instance.forget(&identity.run);
                return;
            }
            Ok(cleaned) => format!(
                "Still terminating: {}. `stagectl runs clean` looks again.",
                cleaned.terminating.join(", ")
            ),
            Err(error) => format!("{error} The Job may be left; `stagectl runs clean` removes it."),
        };
        let note = self.mask.text(&note);
        let moment = super::Moment {
            at: now(),
            subject: format!("job {}", status.job),
            what: "left".into(),
            message: note.clone(),
            meaning: None,
            trouble: true,
        };
        status.time_line.push(moment);
        let _ = self.events.send(Event::note(note)).await;
    }
}

/// The Job of that name, if there is one.
pub(super) async fn existing(api: &Api, name: &str) -> Result<Option<Value>, Error> {
    match api.get(&api.path_of("jobs", name)).await {
        Ok(job) => Ok(Some(job)),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(in_words(&error, "look for", &format!("the Job {name}"))),
    }
}

/// As `kubectl apply` notes what it was given.
fn remember_applied(manifest: &mut Value) {
    let applied = format!("{manifest}\n");
    if let Some(metadata) = manifest.get_mut("metadata").and_then(Value::as_object_mut) {
        let annotations = metadata.entry("annotations").or_insert_with(|| serde_json::json!({}));
        if let Some(annotations) = annotations.as_object_mut() {
            let key = "kubectl.kubernetes.io/last-applied-configuration";
            annotations.insert(key.into(), applied.into());
        }
    }
}
