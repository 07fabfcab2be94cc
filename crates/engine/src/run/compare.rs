//! Two runs beside each other: what was different between them.

use serde_json::{Map, Value, json};

use super::admitted::walked;
use super::identity::{INSTALLATION_LABEL, RUN_LABEL};
use super::record::RunRecord;
use super::safe::Change;

/// The differences between two runs, `was` being the first's: stage, values,
/// place, manifest, outputs and verdict. What differs between any two runs, as
/// their names do, is left out.
pub fn compare(first: &RunRecord, second: &RunRecord) -> Vec<Change> {
    walked(&told(first), &told(second))
}

fn told(record: &RunRecord) -> Value {
    let parameters: Map<String, Value> = record
        .parameters
        .iter()
        .map(|parameter| (parameter.name.clone(), json!(parameter.value)))
        .collect();
    let outputs: Map<String, Value> =
        record.status.results.iter().map(|it| (it.name.clone(), it.value.clone())).collect();
    let verdict = record.status.verdict.as_ref();
    json!({
        "stage": record.stage.kind,
        "file": record.stage.file,
        "parameters": parameters,
        "kubeContext": record.kube_context,
        "server": record.server,
        "namespace": record.namespace,
        "serviceAccountName": record.service_account_name,
        "exact": record.exact,
        "timeout": record.timeout,
        "manifest": without_own_names(record.status.manifest.clone()),
        "reason": record.status.reason(),
        "reruns": record.retries_status.len(),
        "status": verdict.map(|verdict| &verdict.status),
        "error": verdict.and_then(|verdict| verdict.error.as_ref()),
        "outputs": outputs,
    })
}

fn without_own_names(mut manifest: Value) -> Value {
    for path in ["/metadata", "/spec/template/metadata"] {
        let Some(metadata) = manifest.pointer_mut(path).and_then(Value::as_object_mut) else {
            continue;
        };
        let Some(labels) = metadata.get_mut("labels").and_then(Value::as_object_mut) else {
            continue;
        };
        let run = labels.shift_remove(RUN_LABEL);
        labels.shift_remove(INSTALLATION_LABEL);
        let run = run.as_ref().and_then(Value::as_str).unwrap_or("-");
        let name = metadata.get("name").and_then(Value::as_str);
        if let Some(stem) = name.and_then(|name| name.strip_suffix(run)) {
            let stem = stem.to_owned();
            metadata.insert("name".into(), stem.into());
        }
    }
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::record::tests::made_up;
    use crate::run::{Parameter, Reason, RunStatus};

    fn record(run: &str, tag: &str, reason: Reason) -> RunRecord {
        let manifest = json!({"metadata": {"name": format!("migrate-{run}"), "labels": {RUN_LABEL: run}},
            "spec": {"template": {"spec": {"containers": [{"image": format!("shop:{tag}")}]}}}});
        let mut status = RunStatus { manifest, ..RunStatus::default() };
        status.set(reason, "", "");
        RunRecord {
            parameters: vec![Parameter { name: "TAG".into(), value: tag.into() }],
            status,
            ..made_up(run, "migrate")
        }
    }

    #[test]
    fn two_runs_differ_in_what_people_changed_and_what_came_of_it() {
        let differences =
            compare(&record("a1", "1", Reason::RunFailed), &record("b2", "2", Reason::Succeeded));
        let told: Vec<String> = differences
            .iter()
            .map(|it| format!("{}: {} -> {}", it.path, json!(it.was), json!(it.now)))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        parameters.TAG: "1" -> "2"
        manifest.spec.template.spec.containers[0].image: "shop:1" -> "shop:2"
        reason: "RunFailed" -> "Succeeded"
        "#);
    }
}
