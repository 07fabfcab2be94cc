//! What is looked at before a run, on request: may the user do it, is there
//! what the pods need, who else would be touched, what does the API server say.

use http::Method;
use kube::client::Body;
use serde::Serialize;
use serde_json::Value;

use super::access::{Access, SpinnakerAccess, ours, spinnakers};
use super::admitted::{self, differences};
use super::api::{Api, query_of, request};
use super::named::{Kind, Named, named, pod_labels, service_account};
use super::pod_security::{self, Pods};
use super::quota::short;
use super::safe::Change;
use super::time_line::text;
use crate::cluster::{api_status, in_words, is_forbidden, is_not_found};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preflight {
    /// The kube context.
    pub kube_context: String,
    /// The API server.
    pub server: String,
    /// The namespace that the Job goes to.
    pub namespace: String,
    /// The account that the pods run as.
    pub service_account: String,
    /// What the run needs to do.
    pub access: Vec<Access>,
    /// What the pods use, and whether it is there.
    pub uses: Vec<Use>,
    /// Services that would send traffic to the pods.
    pub services: Vec<String>,
    /// What may not be looked at, and so is not known, in sentences.
    pub unknown: Vec<String>,
    /// The API server's warnings, Pod Security's among them.
    pub warnings: Vec<String>,
    /// Where the namespace's quotas leave no room, in sentences.
    pub quotas: Vec<String>,
    /// What Spinnaker's own account may do, if its name was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spinnaker: Option<SpinnakerAccess>,
    /// The Job as the API server would keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admitted: Option<Value>,
    /// Where that differs from what would be sent.
    pub admitted_changes: Vec<Change>,
    /// What stands in the way.
    pub problems: Vec<String>,
    /// Whether nothing answers at that address, or the credentials are refused.
    #[serde(skip)]
    pub silent: bool,
}

impl Preflight {
    /// Whether the API server answered nothing at all.
    pub fn is_silent(&self) -> bool {
        self.silent
    }
}

/// Something that the pods use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Use {
    /// What.
    #[serde(flatten)]
    pub named: Named,
    /// Whether it is there; nothing if it may not be looked at, which is
    /// normal for secrets.
    pub there: Option<bool>,
}

/// Looks at everything. `manifest` is what would be sent.
pub async fn preflight(api: &Api, manifest: &Value) -> Preflight {
    preflight_with(api, manifest, None).await
}

/// Looks at everything, and at what Spinnaker's own account may do:
/// `NAMESPACE/NAME` of a service account, or a user's name.
pub async fn preflight_with(api: &Api, manifest: &Value, spinnaker: Option<&str>) -> Preflight {
    let mut found = Preflight {
        namespace: api.namespace.clone(),
        service_account: service_account(manifest).to_owned(),
        ..Preflight::default()
    };
    if let Err(error) = api.get("/version").await
        && api_status(&error).is_none_or(|status| status.code == 401)
    {
        found.problems.push(in_words(&error, "ask", "the API server").to_string());
        found.silent = true;
        return found;
    }
    found.access = ours(api).await;
    for access in found.access.iter().filter(|it| it.needed && it.allowed == Some(false)) {
        found.problems.push(format!(
            "You may not {} {} in {}: ask for the permission, or use another kube context.",
            access.verb, access.resource, api.namespace
        ));
    }
    if let Some(account) = spinnaker.filter(|account| !account.is_empty()) {
        found.spinnaker = Some(spinnakers(api, account).await);
    }
    for named in named(manifest) {
        let there = there(api, named.kind, &named.name).await;
        if there == Some(false) && !named.optional {
            let (word, name) = (named.kind.word(), &named.name);
            found.problems.push(format!("There is no {word} {name} in {}.", api.namespace));
        }
        found.uses.push(Use { named, there });
    }
    match api.list("services", &[]).await {
        Ok(all) => found.services = services(&all, manifest),
        Err(error) => found.unknown.push(unread(api, "services", &error)),
    }
    match api.list("resourcequotas", &[]).await {
        Ok(quotas) => found.quotas = short(&quotas, manifest),
        Err(error) => found.unknown.push(unread(api, "resourcequotas", &error)),
    }
    match dry_run(api, manifest).await {
        Ok((admitted, warnings)) => {
            let admitted = admitted::manifest(admitted);
            found.admitted_changes = differences(manifest, &admitted);
            found.admitted = Some(admitted);
            found.warnings = warnings;
            match pod_security::pods(api, manifest).await {
                Pods::Refused(why) => found.problems.push(why),
                Pods::Unknown(why) => found.warnings.push(why),
                Pods::Taken => {}
            }
        }
        Err(message) => found.problems.push(format!("The API server refuses the Job: {message}")),
    }
    found
}

async fn there(api: &Api, kind: Kind, name: &str) -> Option<bool> {
    match api.get(&api.path_of(kind.resource(), name)).await {
        Ok(_) => Some(true),
        Err(error) if is_not_found(&error) => Some(false),
        Err(_) => None,
    }
}

/// That something may not be listed, which is normal, and what is not known by it.
fn unread(api: &Api, resource: &str, error: &kube::Error) -> String {
    let (what, unknown) = match resource {
        "services" => ("services", "whether one would send traffic to the pods"),
        _ => ("resource quotas", "whether they leave room"),
    };
    let why = if is_forbidden(error) {
        format!("You may not list {what} in {}", api.namespace)
    } else {
        format!("The {what} in {} could not be read", api.namespace)
    };
    format!("{why}: {unknown} is not known.")
}

/// The services whose selector the pods' labels satisfy.
fn services(all: &[Value], manifest: &Value) -> Vec<String> {
    let labels = pod_labels(manifest);
    let selects = |service: &&Value| {
        let selector = service.pointer("/spec/selector").and_then(Value::as_object);
        selector.is_some_and(|selector| {
            !selector.is_empty()
                && selector.iter().all(|(key, value)| {
                    labels.iter().any(|(k, v)| k == key && value.as_str() == Some(v))
                })
        })
    };
    let found = all.iter().filter(selects);
    found.map(|service| text(service, "/metadata/name").to_owned()).collect()
}

/// The Job as it would be kept, and the server's warnings; or why not.
async fn dry_run(api: &Api, manifest: &Value) -> Result<(Value, Vec<String>), String> {
    let query =
        [("fieldManager", "kubectl-create"), ("fieldValidation", "Strict"), ("dryRun", "All")];
    let path = format!("{}{}", api.path("jobs"), query_of(&query));
    let body = serde_json::to_vec(manifest).map_err(|error| error.to_string())?;
    let sent = request(Method::POST, &path, body).map(Body::from);
    let answer = api.client.send(sent).await.map_err(|error| error.to_string())?;
    let warnings = answer
        .headers()
        .get_all("warning")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|value| value.split('"').nth(1))
        .map(str::to_owned)
        .collect();
    let good = answer.status().is_success();
    let bytes = answer.into_body().collect_bytes().await.map_err(|error| error.to_string())?;
    let json: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    if good { Ok((json, warnings)) } else { Err(text(&json, "/message").to_owned()) }
}
