//! The profile that a running Orca was given: the Secrets and `ConfigMaps` that
//! its Deployment mounts.
//!
//! It only reads, and only what the Deployment names.

use kube::Client;
use serde_json::{Value, json};

use super::{in_words, is_not_found};
use crate::Error;
use crate::run::Api;

/// An object that may hold a profile.
#[derive(Clone, PartialEq, Eq)]
pub struct Deployed {
    /// Its kind and name.
    pub name: String,
    /// Its files as the text of a manifest, without its metadata: annotations
    /// may hold an older copy of everything.
    pub text: String,
}

/// Reads what the Deployment `name` in `namespace` mounts, in its order.
pub async fn deployed(
    client: &Client,
    namespace: &str,
    name: &str,
) -> Result<Vec<Deployed>, Error> {
    let api = Api { client: client.clone(), namespace: namespace.to_owned() };
    let deployment = api.get(&api.path_of("deployments", name)).await.map_err(|error| {
        if is_not_found(&error) {
            return Error::failed(
                format!("There is no Deployment {name} in {namespace}."),
                "Check the name of Orca's Deployment and its namespace.",
            );
        }
        in_words(&error, "read", &format!("the Deployment {name} in {namespace}"))
    })?;
    let mut found = Vec::new();
    for (resource, object) in mounted(&deployment) {
        let what = format!("{} {object}", kind_of(resource));
        match api.get(&api.path_of(resource, &object)).await {
            Ok(read) => found.push(Deployed {
                text: json!({
                    "kind": kind_of(resource),
                    "data": read.get("data").cloned().unwrap_or(json!({})),
                })
                .to_string(),
                name: what,
            }),
            // A volume may be optional.
            Err(error) if is_not_found(&error) => {}
            Err(error) => {
                return Err(in_words(&error, "read", &format!("the {what} in {namespace}")));
            }
        }
    }
    Ok(found)
}

fn kind_of(resource: &str) -> &'static str {
    if resource == "secrets" { "Secret" } else { "ConfigMap" }
}

/// The Secrets and `ConfigMaps` of a Deployment's volumes, each once.
fn mounted(deployment: &Value) -> Vec<(&'static str, String)> {
    let list = |value: &Value, at: &str| -> Vec<Value> {
        value.pointer(at).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut add = |resource: &'static str, name: Option<&Value>| {
        if let Some(name) = name.and_then(Value::as_str)
            && !found.iter().any(|(other, known)| *other == resource && known == name)
        {
            found.push((resource, name.to_owned()));
        }
    };
    for volume in list(deployment, "/spec/template/spec/volumes") {
        add("secrets", volume.pointer("/secret/secretName"));
        add("configmaps", volume.pointer("/configMap/name"));
        for source in list(&volume, "/projected/sources") {
            add("secrets", source.pointer("/secret/name"));
            add("configmaps", source.pointer("/configMap/name"));
        }
    }
    found
}
