//! Artifact binding: names in the manifest replaced by artifacts' references
//! (§1.5).

use std::sync::Arc;

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::nulls::Dropped;
use crate::spinnaker::path::{self, Step};

use super::artifact::Artifact;
use super::fields::text;
use super::manifest::Manifest;
use super::settings::DockerImageBinding;

/// One step of a replacer's path below `spec.template.spec`.
#[derive(Clone, Copy)]
enum Part {
    Key(&'static str),
    /// Containers and init containers.
    Containers,
    /// Every entry of a map, every element of a list.
    Each,
}

/// A place in the pod spec that an artifact's reference can be written to.
struct Replacer {
    kind: &'static str,
    /// Down to the collection whose elements are looked at.
    collection: &'static [Part],
    /// From an element to the field.
    field: &'static [&'static str],
}

/// All of them, in clouddriver's order.
const REPLACERS: [Replacer; 9] = {
    use Part::{Containers, Each, Key};
    const IMAGE: &str = "docker/image";
    const CONFIG_MAP: &str = "kubernetes/configMap";
    const SECRET: &str = "kubernetes/secret";
    const VOLUMES: &[Part] = &[Key("volumes")];
    const SOURCES: &[Part] = &[Key("volumes"), Each, Key("projected"), Key("sources")];
    const ENV_FROM: &[Part] = &[Containers, Each, Key("envFrom")];
    const ENV: &[Part] = &[Containers, Each, Key("env")];
    [
        Replacer { kind: IMAGE, collection: &[Containers], field: &["image"] },
        Replacer { kind: CONFIG_MAP, collection: VOLUMES, field: &["configMap", "name"] },
        Replacer { kind: SECRET, collection: VOLUMES, field: &["secret", "secretName"] },
        Replacer { kind: CONFIG_MAP, collection: SOURCES, field: &["configMap", "name"] },
        Replacer { kind: SECRET, collection: SOURCES, field: &["secret", "name"] },
        Replacer { kind: CONFIG_MAP, collection: ENV_FROM, field: &["configMapRef", "name"] },
        Replacer { kind: SECRET, collection: ENV_FROM, field: &["secretRef", "name"] },
        Replacer {
            kind: CONFIG_MAP,
            collection: ENV,
            field: &["valueFrom", "configMapKeyRef", "name"],
        },
        Replacer { kind: SECRET, collection: ENV, field: &["valueFrom", "secretKeyRef", "name"] },
    ]
};

/// Binds `artifacts`, in the order given, and returns those that were bound.
pub(super) fn bind(
    manifest: &mut Manifest,
    artifacts: &[Artifact],
    account: &str,
    mode: DockerImageBinding,
    dropped: &mut Vec<Dropped>,
) -> Result<Vec<Artifact>, JavaException> {
    let namespace = manifest.namespace()?;
    let mut candidates = Vec::new();
    for artifact in artifacts {
        if may_bind(artifact, &namespace, account)? {
            candidates.push(artifact);
        }
    }
    let mut bound: Vec<Artifact> = Vec::new();
    for replacer in &REPLACERS {
        for artifact in &candidates {
            if artifact.kind.as_deref() != Some(replacer.kind) {
                continue;
            }
            let mut search =
                Search { replacer, artifact, mode, at: Vec::new(), found: false, dropped };
            search.at.push(Step::from("manifest"));
            search.anywhere_in_map(&mut manifest.0);
            if search.found && !bound.contains(artifact) {
                bound.push((*artifact).clone());
            }
        }
    }
    Ok(bound)
}

/// Artifacts of Kubernetes objects must come from the Job's own namespace and
/// account; an artifact without an account is given the benefit of the doubt.
fn may_bind(artifact: &Artifact, namespace: &str, account: &str) -> Result<bool, JavaException> {
    let Some(kind) = artifact.kind.as_deref().filter(|kind| !kind.is_empty()) else {
        return Ok(false);
    };
    if !kind.starts_with("kubernetes/") {
        return Ok(true);
    }
    if artifact.location.as_deref().unwrap_or_default() != namespace {
        return Ok(false);
    }
    let own = text(&artifact.metadata, "account")?;
    Ok(own.is_none_or(|own| own.is_empty() || **own == *account))
}

struct Search<'s> {
    replacer: &'s Replacer,
    artifact: &'s Artifact,
    mode: DockerImageBinding,
    at: Vec<Step>,
    found: bool,
    dropped: &'s mut Vec<Dropped>,
}

impl Search<'_> {
    /// The path may begin at any depth of the manifest.
    fn anywhere(&mut self, value: &mut Value) {
        match &mut value.data {
            Data::Map(map) => self.anywhere_in_map(map),
            Data::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.step(Step::Index(index), |search| search.anywhere(item));
                }
            }
            _ => {}
        }
    }

    fn anywhere_in_map(&mut self, map: &mut Map) {
        self.below(map, &["spec", "template", "spec"]);
        let keys: Vec<Arc<str>> = map.keys().cloned().collect();
        for key in keys {
            if let Some(value) = map.get_mut(&key) {
                self.step(Step::Key(key), |search| search.anywhere(value));
            }
        }
    }

    /// Follows `keys`, then the replacer's own path.
    fn below(&mut self, map: &mut Map, keys: &[&str]) {
        let Some((key, rest)) = keys.split_first() else {
            let collection = self.replacer.collection;
            return self.parts(map, collection);
        };
        if let Some(Value { data: Data::Map(inner), .. }) = map.get_mut(key) {
            self.step(Step::from(*key), |search| search.below(inner, rest));
        }
    }

    fn parts(&mut self, map: &mut Map, parts: &[Part]) {
        let Some((part, rest)) = parts.split_first() else { return };
        let keys: Vec<Arc<str>> = match part {
            Part::Key(key) => vec![(*key).into()],
            Part::Containers => vec!["containers".into(), "initContainers".into()],
            Part::Each => map.keys().cloned().collect(),
        };
        for key in keys {
            if let Some(value) = map.get_mut(&key) {
                self.step(Step::Key(key), |search| search.value(value, rest));
            }
        }
    }

    fn value(&mut self, value: &mut Value, parts: &[Part]) {
        match (&mut value.data, parts) {
            (Data::Map(map), []) => self.replace(map),
            (Data::Map(map), _) => self.parts(map, parts),
            (Data::List(items), []) => {
                for (index, item) in items.iter_mut().enumerate() {
                    if let Data::Map(map) = &mut item.data {
                        self.step(Step::Index(index), |search| search.replace(map));
                    }
                }
            }
            (Data::List(items), [Part::Each, rest @ ..]) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.step(Step::Index(index), |search| search.value(item, rest));
                }
            }
            _ => {}
        }
    }

    /// One element: writes the reference if the field has the artifact's name.
    fn replace(&mut self, element: &mut Map) {
        let (Some((last, before)), depth) = (self.replacer.field.split_last(), self.at.len())
        else {
            return;
        };
        let mut map = element;
        for key in before {
            self.at.push(Step::from(*key));
            match map.get_mut(key) {
                Some(Value { data: Data::Map(inner), .. }) => map = inner,
                _ => return self.at.truncate(depth),
            }
        }
        self.at.push(Step::from(*last));
        let matches = map.get(last).is_some_and(|value| self.matches(value));
        if matches {
            self.found = true;
            let origin = Origin::Clouddriver("an artifact of the pipeline, bound by its name");
            let reference = match &self.artifact.reference {
                Some(reference) => Value::text(Arc::clone(reference), origin),
                None => Value::new(Data::Null, origin),
            };
            if map.get(last).is_some_and(|old| *old != reference)
                && let Some(was) = map.insert(*last, reference)
            {
                let reason = "replaced by the reference of an artifact with this name";
                self.dropped.push(Dropped { path: path::text(&self.at), was, reason });
            }
        }
        self.at.truncate(depth);
    }

    fn matches(&self, value: &Value) -> bool {
        let name = self.artifact.name.as_deref();
        if self.mode == DockerImageBinding::MatchNameOnly {
            // The mode's name notwithstanding it rules all replacers.
            return match (&value.data, name) {
                (Data::Null, None) => true,
                (Data::String(text), Some(name)) => **text == *name,
                (Data::Integer(_) | Data::Long(_) | Data::Double(_), Some(name)) => {
                    same_number(value, name)
                }
                _ => false,
            };
        }
        let Some(text) = value.as_str() else { return false };
        let text = if self.replacer.kind == "docker/image" { image_name(text) } else { text };
        Some(text) == name
    }

    fn step(&mut self, step: Step, go: impl FnOnce(&mut Self)) {
        self.at.push(step);
        go(self);
        self.at.pop();
    }
}

/// An image without its digest or, if it has none, without what follows the
/// last colon, which may well be a registry's port.
fn image_name(image: &str) -> &str {
    let cut = image.split_once('@').or_else(|| image.rsplit_once(':'));
    cut.map_or(image, |(name, _)| name)
}

/// JsonPath compares a number with a text as numbers.
fn same_number(value: &Value, name: &str) -> bool {
    let plain = name.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let text = crate::java::groovy_to_string(value);
    let numbers = (text.parse::<f64>(), name.parse::<f64>());
    plain && matches!(numbers, (Ok(a), Ok(b)) if a.total_cmp(&b).is_eq())
}
