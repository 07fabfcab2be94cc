//! Jobs that are there in a namespace, to make stages of them.
//!
//! It only reads Jobs and `CronJobs`; never Secrets, whatever a Job refers to.

use kube::Client;
use serde_json::Value;

use super::in_words;
use crate::Error;
use crate::run::Api;

/// The most that is listed of each kind: a namespace can hold thousands of
/// Jobs that are over.
const MOST: &str = "500";

/// A Job or `CronJob` as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Whether it is a `CronJob`.
    pub cron: bool,
    /// Its name.
    pub name: String,
    /// The image of its first container.
    pub image: String,
    /// When it was made, as the API server says it.
    pub created: String,
}

/// `CronJobs` by name, then Jobs that no `CronJob` has made, the newest first.
pub async fn jobs(client: &Client, namespace: &str) -> Result<Vec<Listed>, Error> {
    let api = Api { client: client.clone(), namespace: namespace.to_owned() };
    let failed = |why: &_| in_words(why, "list", &format!("the Jobs in {namespace}"));
    let query = [("limit", MOST)];
    let crons = api.list("cronjobs", &query).await.map_err(|why| failed(&why))?;
    let jobs = api.list("jobs", &query).await.map_err(|why| failed(&why))?;
    Ok(listed(&crons, &jobs))
}

/// One of them, in JSON.
pub async fn job(
    client: &Client,
    namespace: &str,
    cron: bool,
    name: &str,
) -> Result<String, Error> {
    let api = Api { client: client.clone(), namespace: namespace.to_owned() };
    let (resource, kind) = if cron { ("cronjobs", "CronJob") } else { ("jobs", "Job") };
    let mut found = api
        .get(&api.path_of(resource, name))
        .await
        .map_err(|why| in_words(&why, "read", &format!("the {kind} {name} in {namespace}")))?;
    if let Some(object) = found.as_object_mut() {
        object.insert("kind".into(), kind.into());
    }
    Ok(found.to_string())
}

fn listed(crons: &[Value], jobs: &[Value]) -> Vec<Listed> {
    let mut first: Vec<Listed> = crons
        .iter()
        .filter_map(|cron| of(cron, true, "/spec/jobTemplate/spec/template/spec"))
        .collect();
    first.sort_by(|one, other| one.name.cmp(&other.name));
    let mut then: Vec<Listed> = jobs
        .iter()
        .filter(|job| {
            let owners = job.pointer("/metadata/ownerReferences").and_then(Value::as_array);
            !owners.into_iter().flatten().any(|owner| owner["kind"] == "CronJob")
        })
        .filter_map(|job| of(job, false, "/spec/template/spec"))
        .collect();
    then.sort_by(|one, other| other.created.cmp(&one.created).then(one.name.cmp(&other.name)));
    first.append(&mut then);
    first
}

fn of(object: &Value, cron: bool, pod: &str) -> Option<Listed> {
    let text = |at: &str| object.pointer(at).and_then(Value::as_str).map(str::to_owned);
    Some(Listed {
        cron,
        name: text("/metadata/name")?,
        image: text(&format!("{pod}/containers/0/image")).unwrap_or_default(),
        created: text("/metadata/creationTimestamp").unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn named(name: &str, created: &str, owner: Option<&str>) -> Value {
        let owners: Vec<Value> = owner.map(|kind| json!({"kind": kind})).into_iter().collect();
        json!({
            "metadata": {"name": name, "creationTimestamp": created, "ownerReferences": owners},
            "spec": {"template": {"spec": {"containers": [{"image": format!("{name}:1")}]}}},
        })
    }

    #[test]
    fn cron_jobs_come_first_and_their_own_runs_are_left_out() {
        let cron = json!({
            "metadata": {"name": "nightly"},
            "spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [
                {"image": "dump:2"}]}}}}},
        });
        let jobs = [
            named("old", "2026-01-01T00:00:00Z", None),
            named("nightly-1", "2026-01-03T00:00:00Z", Some("CronJob")),
            named("new", "2026-01-02T00:00:00Z", Some("Pipeline")),
            json!({"spec": {}}),
        ];
        let found = listed(&[cron], &jobs);
        let seen: Vec<_> = found.iter().map(|one| (one.cron, &*one.name, &*one.image)).collect();
        assert_eq!(
            seen,
            [(true, "nightly", "dump:2"), (false, "new", "new:1"), (false, "old", "old:1")]
        );
    }
}
