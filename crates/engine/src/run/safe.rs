//! The submitted manifest, made safe to try: a name and labels of its own,
//! nothing that Spinnaker would take for its own, and an end. Each change is
//! told; nothing else is changed.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::identity::{INSTALLATION_LABEL, Identity, RUN_LABEL, unique_name};

/// How long a finished Job stays if nobody removes it: the window may be
/// closed by force, and the cluster is to find itself as it was.
const TTL_SECONDS: u64 = 3600;

/// What made-safe did in one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Where: keys and indexes, such as `spec.ttlSecondsAfterFinished`.
    pub path: String,
    /// What was there, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
    /// What is there now, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
    /// Why.
    pub why: String,
}

/// A manifest and what was changed in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// What is sent.
    pub manifest: Value,
    /// What differs from what Spinnaker would send.
    pub changes: Vec<Change>,
}

/// Keys of annotations and labels by which Spinnaker knows its objects.
fn is_spinnakers(key: &str) -> bool {
    ["moniker.spinnaker.io/", "artifact.spinnaker.io/", "strategy.spinnaker.io/"]
        .iter()
        .any(|prefix| key.starts_with(prefix))
        || key == "app.kubernetes.io/managed-by"
}

/// Makes a manifest safe to run. `namespace` is the one chosen, if one was;
/// after `deadline` seconds Kubernetes ends it.
pub fn made_safe(
    manifest: &Value,
    identity: &Identity,
    namespace: Option<&str>,
    deadline: u64,
) -> Prepared {
    let mut work = Work::new(manifest);
    work.own_name(&identity.run);
    work.namespace(namespace);
    for at in ["metadata", "spec.template.metadata"] {
        work.drop_spinnakers(at);
        work.label(at, identity);
    }
    let why = "so that it goes even if nobody cleans up";
    work.set_missing("spec.ttlSecondsAfterFinished", json!(TTL_SECONDS), why);
    work.set_missing(
        "spec.activeDeadlineSeconds",
        json!(deadline),
        "so that it ends even if nobody stops it",
    );
    work.done()
}

/// The manifest as Spinnaker sends it, with the labels of the run on the Job:
/// without them it could not be found again after a crash.
pub fn exact(manifest: &Value, identity: &Identity, namespace: Option<&str>) -> Prepared {
    let mut work = Work::new(manifest);
    work.namespace(namespace);
    work.label("metadata", identity);
    work.done()
}

struct Work {
    manifest: Value,
    changes: Vec<Change>,
}

impl Work {
    fn new(manifest: &Value) -> Self {
        Self { manifest: manifest.clone(), changes: Vec::new() }
    }

    fn done(self) -> Prepared {
        Prepared { manifest: self.manifest, changes: self.changes }
    }

    /// The map at a dotted path, made where it is missing; none where
    /// something else is in its place, which the API server will refuse.
    fn map(&mut self, path: &str) -> Option<&mut Map<String, Value>> {
        let mut at = &mut self.manifest;
        for key in path.split('.') {
            let map = at.as_object_mut()?;
            let next = map.entry(key).or_insert(Value::Null);
            if next.is_null() {
                *next = json!({});
            }
            at = next;
        }
        at.as_object_mut()
    }

    fn changed(&mut self, path: String, was: Option<Value>, now: Option<Value>, why: &str) {
        if was != now {
            self.changes.push(Change { path, was, now, why: why.to_owned() });
        }
    }

    fn own_name(&mut self, run: &str) {
        let Some(metadata) = self.map("metadata") else { return };
        let text = |key: &str| metadata.get(key).and_then(Value::as_str).filter(|t| !t.is_empty());
        let stem = text("name").or(text("generateName")).unwrap_or_default().to_owned();
        let generated = metadata.remove("generateName");
        let name = json!(unique_name(&stem, run));
        let was = metadata.insert("name".into(), name.clone());
        let why = "a name of its own: it replaces nobody's Job, and nobody's replaces it";
        if generated.is_some() {
            self.changed("metadata.generateName".into(), generated, None, why);
        }
        self.changed("metadata.name".into(), was, Some(name), why);
    }

    fn namespace(&mut self, chosen: Option<&str>) {
        let Some(chosen) = chosen else { return };
        let Some(metadata) = self.map("metadata") else { return };
        let was = metadata.insert("namespace".into(), json!(chosen));
        self.changed("metadata.namespace".into(), was, Some(json!(chosen)), "chosen for this run");
    }

    fn drop_spinnakers(&mut self, at: &str) {
        for kind in ["annotations", "labels"] {
            let path = format!("{at}.{kind}");
            if self.manifest.pointer(&format!("/{}", path.replace('.', "/"))).is_none() {
                continue;
            }
            let Some(map) = self.map(&path) else { continue };
            let keys: Vec<String> = map.keys().filter(|key| is_spinnakers(key)).cloned().collect();
            let gone: Vec<_> = keys.into_iter().map(|key| (map.shift_remove(&key), key)).collect();
            let empty = map.is_empty();
            for (was, key) in gone {
                let why = "left out: Deck would list the Job as Spinnaker's";
                self.changed(format!("{path}[{key}]"), was, None, why);
            }
            if empty && let Some(parent) = self.map(at) {
                parent.shift_remove(kind);
            }
        }
    }

    fn label(&mut self, at: &str, identity: &Identity) {
        let labels = format!("{at}.labels");
        let pairs = [(RUN_LABEL, &identity.run), (INSTALLATION_LABEL, &identity.installation)];
        for (key, value) in pairs {
            let Some(map) = self.map(&labels) else { return };
            let was = map.insert(key.to_owned(), json!(value));
            let why = "by it the run finds its objects again";
            self.changed(format!("{labels}[{key}]"), was, Some(json!(value)), why);
        }
    }

    fn set_missing(&mut self, path: &str, value: Value, why: &str) {
        let Some((parent, key)) = path.rsplit_once('.') else { return };
        let Some(map) = self.map(parent) else { return };
        if map.get(key).is_none_or(Value::is_null) {
            map.insert(key.to_owned(), value.clone());
            self.changed(path.to_owned(), None, Some(value), why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        Identity { run: "r1".into(), installation: "i1".into() }
    }

    fn told(prepared: &Prepared) -> String {
        let line = |change: &Change| {
            let shown = |value: &Option<Value>| value.as_ref().map_or("-".into(), Value::to_string);
            format!("{}: {} → {}", change.path, shown(&change.was), shown(&change.now))
        };
        prepared.changes.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_change_is_told_and_nothing_else_is_changed() {
        let manifest = json!({
            "apiVersion": "batch/v1", "kind": "Job",
            "metadata": {
                "generateName": "say-hello-", "namespace": "stage",
                "labels": {"app.kubernetes.io/managed-by": "spinnaker", "team": "x"},
                "annotations": {"moniker.spinnaker.io/cluster": "job say-hello-"}
            },
            "spec": {"activeDeadlineSeconds": 5, "template": {"spec": {"containers": []}}}
        });
        let safe = made_safe(&manifest, &identity(), None, 7200);
        insta::assert_snapshot!(told(&safe), @r#"
        metadata.generateName: "say-hello-" → -
        metadata.name: - → "say-hello-r1"
        metadata.annotations[moniker.spinnaker.io/cluster]: "job say-hello-" → -
        metadata.labels[app.kubernetes.io/managed-by]: "spinnaker" → -
        metadata.labels[stage-designer.io/run]: - → "r1"
        metadata.labels[stage-designer.io/installation]: - → "i1"
        spec.template.metadata.labels[stage-designer.io/run]: - → "r1"
        spec.template.metadata.labels[stage-designer.io/installation]: - → "i1"
        spec.ttlSecondsAfterFinished: - → 3600
        "#);
        insta::assert_snapshot!(serde_json::to_string_pretty(&safe.manifest).expect("JSON"), @r#"
        {
          "apiVersion": "batch/v1",
          "kind": "Job",
          "metadata": {
            "namespace": "stage",
            "labels": {
              "team": "x",
              "stage-designer.io/run": "r1",
              "stage-designer.io/installation": "i1"
            },
            "name": "say-hello-r1"
          },
          "spec": {
            "activeDeadlineSeconds": 5,
            "template": {
              "spec": {
                "containers": []
              },
              "metadata": {
                "labels": {
                  "stage-designer.io/run": "r1",
                  "stage-designer.io/installation": "i1"
                }
              }
            },
            "ttlSecondsAfterFinished": 3600
          }
        }
        "#);
    }

    #[test]
    fn an_exact_run_differs_by_its_labels_alone() {
        let manifest = json!({"metadata": {"name": "migrate"}, "spec": {"template": {"spec": {}}}});
        let exact = exact(&manifest, &identity(), Some("other"));
        insta::assert_snapshot!(told(&exact), @r#"
        metadata.namespace: - → "other"
        metadata.labels[stage-designer.io/run]: - → "r1"
        metadata.labels[stage-designer.io/installation]: - → "i1"
        "#);
        assert_eq!(exact.manifest["metadata"]["name"], "migrate");
    }

    #[test]
    fn a_manifest_of_the_wrong_shape_is_left_to_the_api_server() {
        for manifest in [json!({"metadata": 1, "spec": []}), json!("x"), json!({})] {
            let _ = made_safe(&manifest, &identity(), Some("x"), 1);
        }
    }
}
