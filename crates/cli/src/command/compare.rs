//! `stagectl compare`.

use std::io::Read;
use std::path::Path;

use serde_json::json;
use stage_core::Analysis;
use stage_core::export::{Differs, Running, StageDifference, differences, running};
use stage_core::java::{Data, Value, to_json};
use stage_core::secret::Secrets;
use stage_engine::Error;
use stage_engine::cluster::{Kubeconfigs, choose, connect, deployed};

use super::{FAILED, Report, threads};
use crate::args::{Compare, OutputsFormat};
use crate::environment::environment;
use crate::input::Input;
use crate::installation::read;
use crate::output::json_v1::written;
use crate::output::visible;

pub(crate) fn compare(args: &Compare, stdin: &mut dyn Read) -> Report {
    match compared(args, stdin) {
        Ok(report) => report,
        Err(message) => Report::wrong_use(&message),
    }
}

fn compared(args: &Compare, stdin: &mut dyn Read) -> Result<Report, String> {
    let dashes = args.files.iter().chain(&args.running).filter(|path| *path == Path::new("-"));
    if dashes.count() > 1 {
        return Err("standard input can be only one of the files".into());
    }
    let environment = environment(&args.env)?;
    let mut report = Report::default();
    let files = read(&args.files, args.target, &environment, stdin)?;
    for (name, analysis) in files.names.iter().zip(&files.analyses) {
        if let Some(failure) = analysis.loaded.failures.first() {
            let why = failure.messages().into_iter().next().unwrap_or_default();
            let why = Secrets::of(analysis).masked(&why);
            report.note(&format!("Orca would not start with {name}: {why}"));
            report.at_least(FAILED);
        }
    }
    let theirs = match &args.running {
        Some(path) => {
            let text = Input::named(path).text(stdin).map_err(|error| error.to_string())?;
            running(&text, args.target, &environment)
                .map_err(|why| format!("{}: {why}", path.display()))?
        }
        None => in_cluster(args, &environment, &mut report).map_err(|error| error.to_string())?,
    };
    if matches!(theirs, Running::Listed(_)) {
        report.note("the list has no manifests and accounts: those are not compared");
    }
    let here: Vec<&Analysis> = files.analyses.iter().collect();
    let found = differences(&here, &theirs);
    if found.iter().any(|one| one.differs != Differs::Same) {
        report.at_least(FAILED);
    }
    let mut secrets = secrets_of(&here, &theirs);
    report.out = match args.format {
        OutputsFormat::Json => {
            let stages: Vec<_> = found.iter().map(|one| as_json(one, &mut secrets)).collect();
            written(&json!({"version": 1, "stages": stages}))
        }
        OutputsFormat::Text => found.iter().map(|one| as_text(one, &mut secrets)).collect(),
    };
    Ok(report)
}

/// The profile that Orca's Deployment is given in a cluster.
fn in_cluster(
    args: &Compare,
    environment: &std::sync::Arc<stage_core::spinnaker::load::Environment>,
    report: &mut Report,
) -> Result<Running, Error> {
    let (objects, namespace) = threads()?.block_on(async {
        let all = Kubeconfigs::from_environment(&[])?;
        let kube_context = choose(&all, args.kube_context.as_deref())?;
        let path = std::env::var_os("PATH").unwrap_or_default();
        let cluster = connect(&all, kube_context, &path).await?;
        let namespace =
            args.namespace.clone().unwrap_or_else(|| cluster.connection.namespace.clone());
        let objects = deployed(&cluster.client, &namespace, &args.deployment).await?;
        Ok::<_, Error>((objects, namespace))
    })?;
    let mut stages = Vec::new();
    for object in objects {
        if let Ok(Running::Deployed(found)) = running(&object.text, args.target, environment) {
            report.note(&format!("read: {} in {namespace}", object.name));
            stages.extend(found);
        }
    }
    if stages.is_empty() {
        return Err(Error::failed(
            format!(
                "None of the Secrets and ConfigMaps of {} in {namespace} holds stages.",
                args.deployment
            ),
            "Check the Deployment, or pass the deployed object as a file by --with.",
        ));
    }
    Ok(Running::Deployed(stages))
}

/// Everything secret on either side.
fn secrets_of(here: &[&Analysis], theirs: &Running) -> Secrets {
    let mut secrets = Secrets::default();
    let (Running::Listed(stages) | Running::Deployed(stages)) = theirs;
    let ours = here.iter().flat_map(|file| &file.stages).filter_map(|it| it.loaded.value.as_ref());
    for stage in ours.chain(stages) {
        if let Data::Map(map) = &stage.data {
            secrets.learn_from(map);
        }
    }
    secrets
}

fn shown(value: Option<&Value>, secrets: &mut Secrets) -> Option<String> {
    value.map(|value| {
        let text = to_json(&secrets.masked_value(value)).to_string();
        secrets.masked(&text)
    })
}

fn as_json(one: &StageDifference, secrets: &mut Secrets) -> serde_json::Value {
    let (name, values) = match &one.differs {
        Differs::OnlyHere => ("onlyHere", &Vec::new()),
        Differs::OnlyRunning => ("onlyRunning", &Vec::new()),
        Differs::Same => ("same", &Vec::new()),
        Differs::Values(values) => ("values", values),
    };
    let values: Vec<_> = values
        .iter()
        .map(|(path, here, running)| {
            json!({
                "path": path,
                "here": shown(here.as_ref(), secrets),
                "running": shown(running.as_ref(), secrets),
            })
        })
        .collect();
    json!({"stage": secrets.masked(&one.stage_type), "differs": name, "values": values})
}

fn as_text(one: &StageDifference, secrets: &mut Secrets) -> String {
    let stage = visible(&secrets.masked(&one.stage_type));
    match &one.differs {
        Differs::OnlyHere => format!("+ {stage}: does not run yet\n"),
        Differs::OnlyRunning => format!("- {stage}: runs, and is not in the files\n"),
        Differs::Same => format!("= {stage}: the same\n"),
        Differs::Values(values) => {
            let mut out = format!("~ {stage}: differs\n");
            for (path, here, running) in values {
                let mut text = |value: &Option<Value>| {
                    shown(value.as_ref(), secrets).map_or("not set".into(), |it| visible(&it))
                };
                let (running, here) = (text(running), text(here));
                out.push_str(&format!("    {}: {running} -> {here}\n", visible(path)));
            }
            out
        }
    }
}
