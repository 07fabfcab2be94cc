//! What a Job names without bringing it: accounts, secrets, config maps,
//! claims, images. A test run uses them for real, so they are listed first.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kinds of things that a pod needs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The account that the pods run as.
    ServiceAccount,
    /// A secret that they read.
    Secret,
    /// A config map that they read.
    ConfigMap,
    /// A volume claim that they mount.
    PersistentVolumeClaim,
    /// A secret that images are pulled with.
    ImagePullSecret,
}

/// Something that is named.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Whether the pods start without it.
    pub optional: bool,
}

impl Kind {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::ServiceAccount => "service account",
            Self::Secret => "secret",
            Self::ConfigMap => "config map",
            Self::PersistentVolumeClaim => "volume claim",
            Self::ImagePullSecret => "pull secret",
        }
    }

    /// Its resource's name in the API.
    pub fn resource(self) -> &'static str {
        match self {
            Self::ServiceAccount => "serviceaccounts",
            Self::Secret | Self::ImagePullSecret => "secrets",
            Self::ConfigMap => "configmaps",
            Self::PersistentVolumeClaim => "persistentvolumeclaims",
        }
    }
}

/// The account that the pods run as; Kubernetes' default without one.
pub fn service_account(job: &Value) -> &str {
    let spec = pod_spec(job);
    let text = |key: &str| spec.and_then(|spec| spec.get(key)).and_then(Value::as_str);
    text("serviceAccountName")
        .or(text("serviceAccount"))
        .filter(|name| !name.is_empty())
        .unwrap_or("default")
}

/// All that the Job names, each once, in order of kind and name.
pub fn named(job: &Value) -> Vec<Named> {
    let mut found = vec![Named {
        kind: Kind::ServiceAccount,
        name: service_account(job).to_owned(),
        optional: false,
    }];
    let Some(spec) = pod_spec(job) else { return found };
    let mut add = |kind: Kind, from: &Value, key: &str| {
        if let Some(name) = from.get(key).and_then(Value::as_str).filter(|name| !name.is_empty()) {
            let optional = from.get("optional").and_then(Value::as_bool).unwrap_or(false);
            found.push(Named { kind, name: name.to_owned(), optional });
        }
    };
    for secret in list(spec, "imagePullSecrets") {
        add(Kind::ImagePullSecret, secret, "name");
    }
    for container in containers(spec) {
        for source in list(container, "envFrom") {
            add(Kind::Secret, &source["secretRef"], "name");
            add(Kind::ConfigMap, &source["configMapRef"], "name");
        }
        for variable in list(container, "env") {
            add(Kind::Secret, &variable["valueFrom"]["secretKeyRef"], "name");
            add(Kind::ConfigMap, &variable["valueFrom"]["configMapKeyRef"], "name");
        }
    }
    for volume in list(spec, "volumes") {
        add(Kind::Secret, &volume["secret"], "secretName");
        add(Kind::ConfigMap, &volume["configMap"], "name");
        add(Kind::PersistentVolumeClaim, &volume["persistentVolumeClaim"], "claimName");
        for source in list(&volume["projected"], "sources") {
            add(Kind::Secret, &source["secret"], "name");
            add(Kind::ConfigMap, &source["configMap"], "name");
        }
    }
    found.sort();
    // Needed once is needed: the entry that is not optional comes first.
    found.dedup_by(|later, first| later.kind == first.kind && later.name == first.name);
    found
}

/// The names of the variables whose values come from secrets.
pub fn secret_variables(job: &Value) -> Vec<&str> {
    let Some(spec) = pod_spec(job) else { return Vec::new() };
    let from_secret = |variable: &&Value| !variable["valueFrom"]["secretKeyRef"].is_null();
    containers(spec)
        .flat_map(|container| list(container, "env"))
        .filter(from_secret)
        .filter_map(|variable| variable.get("name").and_then(Value::as_str))
        .collect()
}

/// The pods' labels.
pub fn pod_labels(job: &Value) -> Vec<(&str, &str)> {
    let labels = job.pointer("/spec/template/metadata/labels").and_then(Value::as_object);
    let pairs = labels.into_iter().flatten();
    pairs.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?))).collect()
}

/// The pods' volumes by name, with what each is.
pub fn volumes(job: &Value) -> Vec<(String, String)> {
    let Some(spec) = pod_spec(job) else { return Vec::new() };
    let volume = |volume: &Value| {
        let name = volume.get("name")?.as_str()?.to_owned();
        let kind = volume.as_object()?.keys().find(|key| *key != "name");
        Some((name, kind.map_or("emptyDir".to_owned(), Clone::clone)))
    };
    list(spec, "volumes").filter_map(volume).collect()
}

fn pod_spec(job: &Value) -> Option<&Value> {
    job.pointer("/spec/template/spec")
}

fn containers(spec: &Value) -> impl Iterator<Item = &Value> {
    ["initContainers", "containers"].into_iter().flat_map(|key| list(spec, key))
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_that_a_pod_needs_is_listed_once() {
        let job = json!({"spec": {"template": {"spec": {
            "serviceAccountName": "migrator",
            "imagePullSecrets": [{"name": "registry"}],
            "initContainers": [{"envFrom": [{"configMapRef": {"name": "settings"}}]}],
            "containers": [{"env": [
                {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "p", "optional": true}}},
                {"name": "USER", "valueFrom": {"secretKeyRef": {"name": "db", "key": "u"}}}]}],
            "volumes": [
                {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
                {"name": "both", "projected": {"sources": [{"secret": {"name": "tls", "optional": true}}]}}]
        }}}});
        let line = |named: &Named| {
            let optional = if named.optional { " (optional)" } else { "" };
            format!("{} {}{optional}", named.kind.word(), named.name)
        };
        insta::assert_snapshot!(named(&job).iter().map(line).collect::<Vec<_>>().join("\n"), @"
        service account migrator
        secret db
        secret tls (optional)
        config map settings
        volume claim data
        pull secret registry
        ");
        assert_eq!(secret_variables(&job), ["PASSWORD", "USER"]);
        assert_eq!(volumes(&job)[0], ("data".into(), "persistentVolumeClaim".into()));
    }

    #[test]
    fn a_job_of_any_shape_names_at_least_the_default_account() {
        for job in [json!({}), json!([1]), json!({"spec": {"template": {"spec": {"volumes": 1}}}})]
        {
            assert_eq!(named(&job).len(), 1, "{job}");
        }
    }
}
