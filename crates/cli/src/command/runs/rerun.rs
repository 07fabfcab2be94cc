//! `stagectl runs rerun`: what a run was of, once more.

use std::path::{Path, PathBuf};

use stage_core::secret::MASK;
use stage_engine::Error;
use stage_engine::cluster::{Kubeconfigs, describe};
use stage_engine::run::{RunRecord, StageName, find, log_path};

use crate::args::{Rerun, Run};
use crate::command::Report;
use crate::command::run::run;
use crate::output::Look;

/// Runs again what the run was of.
pub(super) fn rerun(folder: &Path, args: &Rerun, look: Look) -> Report {
    match find(folder, &args.id).and_then(|record| again(folder, &record, args)) {
        Ok(asked) => Report { status: run(&asked, look), ..Report::default() },
        Err(error) => Report::wrong_use(&error.to_string()),
    }
}

/// The call of `run` that does it.
fn again(folder: &Path, record: &RunRecord, args: &Rerun) -> Result<Run, Error> {
    let kube_context = args.kube_context.clone().unwrap_or_else(|| record.kube_context.clone());
    if args.kube_context.is_none() {
        let now = describe(&Kubeconfigs::from_environment(&[])?, &kube_context)?.address.server;
        if now != record.server {
            return Err(Error::failed(
                format!("{kube_context} was {} and is {now} now.", record.server),
                format!("If you mean it, add --kube-context {kube_context}."),
            ));
        }
    }
    Ok(Run {
        file: file(folder, record)?,
        stage: Some(stage(&record.stage)),
        param: values(record, args)?,
        stage_json: None,
        execution: None,
        env: Vec::new(),
        target: stage_core::spinnaker::Target::default(),
        kube_context: Some(kube_context),
        namespace: Some(record.namespace.clone()),
        confirm_context: args.confirm_context.clone(),
        only_look: args.only_look,
        exact: record.exact,
        confirm_job: args.confirm_job.clone(),
        spinnaker_account: None,
        artifact: None,
        allow_expressions: false,
        keep: false,
        rerun: record.retries,
        timeout: Some(record.timeout),
        format: args.format,
    })
}

fn stage(name: &StageName) -> String {
    if name.kind.is_empty() { name.label.clone() } else { name.kind.clone() }
}

/// The file that it was run from; where that is gone, the definition that was
/// kept, unless something in it was masked.
fn file(folder: &Path, record: &RunRecord) -> Result<PathBuf, Error> {
    let own = PathBuf::from(&record.stage.file);
    if own.is_file() {
        return Ok(own);
    }
    let gone = |remedy: &str| {
        Error::failed(format!("The file {} is not there any more.", own.display()), remedy)
    };
    let Some(definition) = record.definition.as_deref() else {
        return Err(gone("Run the stage from where it is now."));
    };
    if definition.contains(MASK) {
        return Err(gone("What was kept of it is masked in places: run it from where it is now."));
    }
    let mut text = "job:\n  preconfigured:\n    kubernetes:\n    -\n".to_owned();
    for line in definition.lines() {
        text.push_str(&format!("      {line}\n"));
    }
    let path = log_path(folder, &record.id, "definition.yml");
    std::fs::write(&path, text).map_err(|error| gone(&format!("Nor can it be kept: {error}.")))?;
    Ok(path)
}

/// The values of then, those given now in their place.
fn values(record: &RunRecord, args: &Rerun) -> Result<Vec<(String, String)>, Error> {
    let given = |name: &str| args.param.iter().any(|(other, _)| other == name);
    let kept = record.parameters.iter().filter(|parameter| !given(&parameter.name));
    let mut values = Vec::new();
    for parameter in kept {
        if parameter.value.contains(MASK) {
            return Err(Error::failed(
                format!("The value of {} was not kept: it looks like a secret.", parameter.name),
                format!("Give it again: --param {}=VALUE.", parameter.name),
            ));
        }
        values.push((parameter.name.clone(), parameter.value.clone()));
    }
    values.extend(args.param.iter().cloned());
    Ok(values)
}
