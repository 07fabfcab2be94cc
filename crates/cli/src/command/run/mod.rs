//! `stagectl run`.

mod before;
mod stop;
mod told;

use std::io;
use std::path::Path;
use std::time::Duration;

use stage_engine::cluster::{Kubeconfigs, choose, connect};
use stage_engine::run::{
    Api, Event, Given, Instance, Order, Parameter, Reason, Stage, StageName, identity,
    preflight_with, prepare,
};
use stage_engine::{Error, data_folder};
use tokio::sync::{mpsc, watch};

use super::preview::{Submission, submission};
use super::{FAILED, WRONG_USE, threads};
use crate::args::{Preview, PreviewFormat, Run, RunFormat};
use crate::output::{Look, line};
use told::Told;
pub(super) use told::aside;

/// Runs a stage; the exit status.
pub(crate) fn run(args: &Run, look: Look) -> u8 {
    run_of(args, &args.file, look)
}

/// Runs a stage of `file`, whose place counts where `args.file` only keeps what
/// stood in it; the exit status.
pub(super) fn run_of(args: &Run, file: &Path, look: Look) -> u8 {
    let asked = Preview {
        file: args.file.clone(),
        more: Vec::new(),
        stage: args.stage.clone(),
        step: Some(stage_core::preview::Step::Submitted),
        param: args.param.clone(),
        stage_json: args.anew.stage_json.clone(),
        execution: args.anew.execution.clone(),
        target: args.target,
        env: args.anew.env.clone(),
        format: PreviewFormat::Yaml,
        marks: false,
    };
    let told = Told::new(args.anew.format);
    let submission = match submission(&asked, &mut io::stdin().lock(), look) {
        Ok((submission, report)) => {
            aside(&report.err);
            submission
        }
        Err(report) => {
            aside(&report.err);
            return report.status.max(FAILED);
        }
    };
    let done = threads().and_then(|threads| threads.block_on(go(args, file, submission, &told)));
    done.unwrap_or_else(|error| {
        aside(&line("error", &error.to_string()));
        WRONG_USE
    })
}

/// Where runs are kept.
pub(super) fn runs_folder() -> Result<std::path::PathBuf, Error> {
    data_folder().map(|folder| folder.join("runs")).ok_or_else(|| {
        Error::failed("There is no folder for the program's data.", "Set STAGE_DESIGNER_DATA.")
    })
}

async fn go(args: &Run, file: &Path, submission: Submission, told: &Told) -> Result<u8, Error> {
    let all = Kubeconfigs::from_environment(&[])?;
    let kube_context = choose(&all, args.kube_context.as_deref())?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cluster = connect(&all, kube_context, &path).await?;
    let artifact = args.anew.artifact.as_deref().map(stage_engine::files::text).transpose()?;
    let mut order = order(args, file, submission, artifact);
    let namespace = order.effective_namespace(&cluster.connection.namespace);
    before::confirmed(args, file, &cluster.connection, &namespace)?;
    let api = Api { client: cluster.client.clone(), namespace };
    let instance = Instance::start(&runs_folder()?)?;
    let preview = prepare(&order, &identity(&instance));
    let mut found =
        preflight_with(&api, &preview.manifest, args.spinnaker_account.as_deref()).await;
    found.kube_context.clone_from(&cluster.connection.kube_context);
    found.server.clone_from(&cluster.connection.address.server);
    let blocked = !found.problems.is_empty();
    if found.is_silent() {
        return Err(Error::failed(
            format!("{} does not answer: {}", cluster.connection.way(), found.problems.join(" ")),
            "Check the network, a VPN, the proxy and the kubeconfig.",
        ));
    }
    told.event(&Event::Preflight(found));
    if args.anew.only_look {
        return Ok(if blocked { FAILED } else { 0 });
    }
    if args.exact {
        order.replaces =
            before::replaced(&api, &order.manifest, &instance, args.confirm_job.as_deref()).await?;
    }
    let (sender, mut events) = mpsc::channel(64);
    let (stopper, stop) = watch::channel(false);
    stop::on_signals(stopper);
    let running = stage_engine::run::run(&cluster, &instance, &order, sender, stop);
    let mut running = std::pin::pin!(running);
    let record = loop {
        tokio::select! {
            biased;
            Some(event) = events.recv() => told.event(&event),
            record = &mut running => break record?,
        }
    };
    while let Ok(event) = events.try_recv() {
        told.event(&event);
    }
    Ok(if record.status.reason() == Reason::Succeeded { 0 } else { FAILED })
}

fn order(args: &Run, file: &Path, submission: Submission, artifact: Option<String>) -> Order {
    let stage = Stage::of(&submission.context, args.target);
    let expressions = if args.anew.allow_expressions { Vec::new() } else { submission.expressions };
    let parameter = |(name, value): (String, String)| Parameter { name, value };
    let (kind, label) = submission.title;
    Order {
        timeout: Duration::from_secs(args.timeout.unwrap_or(stage.timeout)),
        manifest: submission.manifest,
        context: submission.context,
        stage,
        name: StageName { kind, label, file: place_of(file) },
        parameters: submission.parameters.into_iter().map(parameter).collect(),
        namespace: args.namespace.clone(),
        exact: args.exact,
        replaces: None,
        keep: args.keep,
        reruns: args.rerun,
        unconfirmed: expressions,
        artifact,
        definition: submission.definition,
        target: args.target.release.name().to_owned(),
        given: given(args),
    }
}

/// What was given that the record does not keep.
fn given(args: &Run) -> Vec<Given> {
    let all = [
        (Given::StageJson, args.anew.stage_json.is_some()),
        (Given::Execution, args.anew.execution.is_some()),
        (Given::Env, !args.anew.env.is_empty()),
        (Given::Artifact, args.anew.artifact.is_some()),
    ];
    all.into_iter().filter(|(_, is_given)| *is_given).map(|(given, _)| given).collect()
}

/// Where a file is, from wherever it is looked for again.
fn place_of(file: &std::path::Path) -> String {
    let whole = (file.as_os_str() != "-").then(|| std::path::absolute(file).ok()).flatten();
    whole.as_deref().unwrap_or(file).display().to_string()
}

/// Whether a format is for programs.
pub(super) fn is_json(format: RunFormat) -> bool {
    format == RunFormat::Json
}
