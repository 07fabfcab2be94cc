//! `stagectl runs rerun`: what a run was of, once more.

use std::path::{Path, PathBuf};

use stage_core::analyze;
use stage_core::document::Source;
use stage_core::secret::MASK;
use stage_core::spinnaker::{Release, Target};
use stage_engine::Error;
use stage_engine::cluster::{Kubeconfigs, describe};
use stage_engine::run::{
    Given, Kept, RunRecord, StageName, find, is_as_run, kept, log_path, stage_named,
};

use crate::args::{Rerun, Run};
use crate::command::Report;
use crate::command::run::{aside, run_of};
use crate::output::{Look, line};

/// Said where the stage is another one by now.
const CHANGED: &str = "the stage has changed since that run; it is run as it is now";

/// Runs again what the run was of.
pub(super) fn rerun(folder: &Path, args: &Rerun, look: Look) -> Report {
    let found = find(folder, &args.id).and_then(|record| {
        same_cluster(&record, args)?;
        Ok((again(folder, &record, args)?, PathBuf::from(record.stage.file)))
    });
    match found {
        Ok((asked, file)) => Report { status: run_of(&asked, &file, look), ..Report::default() },
        Err(error) => Report::wrong_use(&error.to_string()),
    }
}

/// A kube context that is not named anew must lead where it led.
fn same_cluster(record: &RunRecord, args: &Rerun) -> Result<(), Error> {
    let kube_context = &record.kube_context;
    if args.kube_context.is_some() {
        return Ok(());
    }
    let now = describe(&Kubeconfigs::from_environment(&[])?, kube_context)?.address.server;
    if now == record.server {
        return Ok(());
    }
    Err(Error::failed(
        format!("{kube_context} was {} and is {now} now.", record.server),
        format!("If you mean it, add --kube-context {kube_context}."),
    ))
}

/// The call of `run` that does it.
fn again(folder: &Path, record: &RunRecord, args: &Rerun) -> Result<Run, Error> {
    all_given(record, args)?;
    Ok(Run {
        file: file(folder, record)?,
        stage: Some(stage(&record.stage)),
        param: values(record, args)?,
        target: Release::named(&record.target).map(Target::of).unwrap_or_default(),
        kube_context: args.kube_context.clone().or_else(|| Some(record.kube_context.clone())),
        namespace: Some(record.namespace.clone()),
        exact: record.exact,
        confirm_job: args.confirm_job.clone(),
        spinnaker_account: None,
        keep: false,
        rerun: record.retries,
        timeout: Some(record.timeout),
        anew: args.anew.clone(),
    })
}

/// What the run was given besides is wanted again: without it, it would be
/// another run.
fn all_given(record: &RunRecord, args: &Rerun) -> Result<(), Error> {
    let now = &args.anew;
    for given in &record.given {
        let (flag, there) = match given {
            Given::StageJson => ("--stage-json FILE", now.stage_json.is_some()),
            Given::Execution => ("--execution FILE", now.execution.is_some()),
            Given::Env => ("--env N=V|FILE", !now.env.is_empty()),
            Given::Artifact => ("--artifact FILE", now.artifact.is_some()),
        };
        if !there {
            return Err(Error::failed(
                format!("Run {} was given {flag}, which is not kept.", record.id),
                "Give it again.",
            ));
        }
    }
    Ok(())
}

fn stage(name: &StageName) -> String {
    if name.kind.is_empty() { name.label.clone() } else { name.kind.clone() }
}

/// The file that it was run from, with a note where its stage has changed
/// since; where file or stage is gone, the definition that was kept, unless
/// something in it was masked.
fn file(folder: &Path, record: &RunRecord) -> Result<PathBuf, Error> {
    let own = PathBuf::from(&record.stage.file);
    let read = own.is_file().then(|| stage_engine::files::text(&own)).transpose()?;
    if let Some(text) = read {
        let analysis = analyze(&Source::new(text), None);
        match stage_named(&analysis, &record.stage) {
            Some(stage) => {
                if !is_as_run(record, &analysis, stage) {
                    aside(&line("note", CHANGED));
                }
                return Ok(own);
            }
            // As it is, `run` says what is in the file.
            None if record.definition.is_none() => return Ok(own),
            None => {}
        }
    }
    let name = stage(&record.stage);
    let gone = |remedy: &str| {
        Error::failed(format!("{name} is not in {} any more.", own.display()), remedy)
    };
    let Some(Kept { text, masked }) = kept(record) else {
        return Err(gone("Run the stage from where it is now."));
    };
    if masked {
        return Err(gone("What was kept of it is masked in places: run it from where it is now."));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::RunFormat;
    use crate::args_run::Anew;

    fn record(more: &serde_json::Value) -> RunRecord {
        let mut record = serde_json::json!({
            "version": 1, "id": "r1", "stage": {"type": "echo", "label": "E", "file": "/gone.yml"},
            "parameters": [], "serviceAccountName": "", "workspaces": [], "uses": [],
            "kubeContext": "dev", "server": "https://x", "namespace": "stage", "exact": false,
            "timeout": 60, "retries": 0, "startTime": "", "conditions": [], "results": [],
            "job": "", "uid": "", "manifest": {}, "changes": [], "timeLine": [], "logs": [],
            "retriesStatus": [], "definition": "type: echo",
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            record[name] = value.clone();
        }
        serde_json::from_value(record).expect("a record")
    }

    fn asked() -> Rerun {
        Rerun {
            id: "r1".into(),
            param: Vec::new(),
            kube_context: None,
            confirm_job: None,
            anew: Anew {
                stage_json: None,
                execution: None,
                env: Vec::new(),
                artifact: None,
                allow_expressions: false,
                confirm_context: None,
                only_look: false,
                format: RunFormat::Text,
            },
        }
    }

    fn rerun(record: &RunRecord, args: &Rerun) -> Result<Run, Error> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("history/r1")).expect("a folder");
        again(folder.path(), record, args)
    }

    #[test]
    fn a_run_is_made_again_for_the_release_that_it_was_for() {
        let run = rerun(&record(&serde_json::json!({"target": "1.36"})), &asked()).expect("runs");
        assert_eq!(run.target, Target::of(Release::V1_36));
        let of_old = rerun(&record(&serde_json::json!({})), &asked()).expect("runs");
        assert_eq!(of_old.target, Target::default(), "an old record does not say");
    }

    #[test]
    fn a_stage_that_left_its_file_is_run_as_it_was_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("stages.yml");
        std::fs::write(&file, "job: {preconfigured: {kubernetes: [{type: other}]}}").expect("ok");
        let name = serde_json::json!({"type": "echo", "label": "E", "file": file});
        let left = record(&serde_json::json!({"stage": name}));
        let run = rerun(&left, &asked()).expect("runs");
        assert!(run.file.ends_with("definition.yml"), "{}", run.file.display());
        let masked = serde_json::json!({"stage": name, "definition": "type: echo\nx: <masked>"});
        let refused = rerun(&record(&masked), &asked()).expect_err("refused").to_string();
        assert!(refused.contains("is not in") && refused.contains("masked"), "{refused}");
    }

    #[test]
    fn what_is_not_kept_is_asked_for() {
        let record = record(&serde_json::json!({"given": ["execution", "env"]}));
        let refused = rerun(&record, &asked()).expect_err("refused").to_string();
        assert!(refused.contains("was given --execution FILE, which is not kept"), "{refused}");
        let execution = Some(PathBuf::from("e.json"));
        let mut args = asked();
        args.anew.execution.clone_from(&execution);
        assert!(rerun(&record, &args).expect_err("refused").to_string().contains("--env"));
        args.anew.env = vec!["A=b".into()];
        args.anew.allow_expressions = true;
        let run = rerun(&record, &args).expect("runs").anew;
        assert_eq!((run.execution, run.env), (execution, vec!["A=b".to_owned()]));
        assert!(run.allow_expressions, "confirmed anew, not by the run before");
    }
}
