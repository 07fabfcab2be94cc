//! Which form a text is in, with the reason (DESIGN, files and forms).

use std::sync::Arc;

use super::astray::{Astray, astray};
use super::embedded;
use super::lists::{self, StageKind, StagePlace, uniform};
use crate::document::{Coding, Masked, Nested, Node, Path, Regions, Spot};
use crate::limits;

/// How a file wraps its stage definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// `orca-local.yml` and its like: `job.preconfigured` at the top.
    Profile,
    /// The operator's `SpinnakerService`: `spec.spinnakerConfig.profiles.orca`.
    SpinnakerService,
    /// A `ConfigMap` or `Secret` that holds a profile as text.
    ConfigMap,
    /// Helm values that hold a profile as text.
    HelmValues,
    /// A Helm template that holds a profile as text; YAML once rendered.
    HelmTemplate,
    /// One definition without any wrapper: a plugin's resource.
    Plugin,
    /// Definitions without their keys: list items, or pasted text.
    Fragment,
    /// No stage was found.
    #[default]
    None,
}

/// A text's form and its stages.
#[derive(Clone, Debug, Default)]
pub struct Detected {
    /// The form.
    pub form: Form,
    /// Why, in words.
    pub reason: String,
    /// The stages in file order.
    pub stages: Vec<StagePlace>,
    /// Where no stage was found: what looks like a list of them, elsewhere.
    pub astray: Option<Astray>,
}

impl Form {
    /// Its name, as in `--form` and `--as`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::SpinnakerService => "spinnaker-service",
            Self::ConfigMap => "configmap",
            Self::HelmValues => "helm-values",
            Self::HelmTemplate => "helm-template",
            Self::Plugin => "plugin",
            Self::Fragment => "fragment",
            Self::None => "none",
        }
    }

    /// The form of that name, of those that can be written.
    pub fn named(name: &str) -> Option<Self> {
        Self::WRITTEN.into_iter().find(|form| form.name() == name)
    }

    /// The forms that can be written.
    pub const WRITTEN: [Self; 7] = [
        Self::Profile,
        Self::SpinnakerService,
        Self::ConfigMap,
        Self::HelmValues,
        Self::HelmTemplate,
        Self::Plugin,
        Self::Fragment,
    ];
}

/// Finds out the form of a text and where its stages are.
pub fn detect(regions: &Regions) -> Detected {
    let mut detected = Detected::default();
    let inside = regions.inside.as_deref();
    let own = inside.map_or(regions.roots.len(), |inside| inside.outer.roots.len());
    for document in 0..own {
        let Some(root) = regions.root(document) else { continue };
        let path = Path::root(document);
        wrapped(root, &path, Form::Profile, &mut detected);
        if detected.form == Form::None
            && let Some((orca, path)) = descend(root, &path, &SPINNAKER_SERVICE)
        {
            wrapped(orca, &path, Form::SpinnakerService, &mut detected);
        }
        if detected.form == Form::None {
            without_wrapper(root, path, &mut detected);
        }
    }
    for nested in inside.iter().flat_map(|inside| &inside.texts) {
        held(regions, nested, &mut detected);
    }
    if detected.form == Form::None {
        detected.reason = kustomization(regions)
            .or_else(|| embedded::unreadable(regions))
            .unwrap_or_else(|| NO_STAGE.into());
        detected.astray = astray(regions);
    } else if detected.form == Form::HelmTemplate && detected.stages.is_empty() {
        detected.reason.push_str(ONCE_RENDERED);
    }
    detected
}

const ONCE_RENDERED: &str = ", whose stages are there once it is rendered: run helm template, \
                             and open what comes out to see them";

const NO_STAGE: &str = "it has neither job.preconfigured nor webhook.preconfigured, \
                        and does not look like a stage definition";

/// The stages of a text inside the text.
fn held(regions: &Regions, nested: &Nested, detected: &mut Detected) {
    let holder = &nested.holder.path;
    let kind = regions.root(holder.document).and_then(|root| root.get("kind"));
    let kind = kind.and_then(|kind| kind.node.as_text()).unwrap_or_default();
    let template = regions
        .inside
        .as_ref()
        .is_some_and(|inside| inside.masked.as_ref().is_some_and(Masked::is_helms));
    let form = match kind {
        "SpinnakerService" => Form::SpinnakerService,
        _ if template => Form::HelmTemplate,
        "" => Form::HelmValues,
        _ => Form::ConfigMap,
    };
    if detected.form == Form::None {
        detected.form = form;
        let how = match (nested.holder.coding, &nested.lines) {
            (Coding::Base64, _) => " in Base64: a change writes the whole of it anew",
            (Coding::Plain, None) => " in quotes or folded: a change writes the whole of it anew",
            (Coding::Plain, Some(_)) => " as text",
        };
        let what = match form {
            Form::HelmTemplate => "a Helm template that holds",
            Form::HelmValues => "a file of Helm values that holds",
            _ => &format!("a {kind} that holds"),
        };
        detected.reason = format!("it is {what} a profile at {holder}{how}");
    }
    for document in nested.documents.clone() {
        let Some(root) = regions.root(document) else { continue };
        for (kind, path, list) in lists::below(root, &Path::root(document)) {
            detected.stages.extend(lists::items(kind, path, list));
        }
    }
}

/// What a kustomization says of the files that hold the stages.
fn kustomization(regions: &Regions) -> Option<String> {
    let root = regions.root(0)?;
    let generators = ["configMapGenerator", "secretGenerator"].into_iter();
    let files: Vec<String> = generators
        .filter_map(|key| root.get(key))
        .flat_map(|list| list.items())
        .filter_map(|item| item.get("files"))
        .flat_map(|files| files.items())
        .filter_map(|file| file.node.as_text())
        .map(|file| file.split_once('=').map_or(file, |(_, path)| path).to_owned())
        .take(limits::NAMED_FILES)
        .collect();
    (!files.is_empty()).then(|| {
        format!("it is a kustomization: stages are in the files it packs, {}", files.join(", "))
    })
}

/// Where the operator keeps Orca's profile.
const SPINNAKER_SERVICE: [&str; 4] = ["spec", "spinnakerConfig", "profiles", "orca"];

/// The node at the end of `keys`, with its path.
fn descend<'a>(root: Spot<'a>, path: &Path, keys: &[&str]) -> Option<(Spot<'a>, Path)> {
    keys.iter()
        .try_fold((root, path.clone()), |(spot, path), key| Some((spot.get(key)?, path.key(key))))
}

/// Orca's profile in each of the operator's objects.
pub(super) fn operators_profiles(regions: &Regions) -> Vec<(usize, Arc<Node>)> {
    let roots = (0..regions.roots.len()).filter_map(|document| regions.root(document));
    let orca = roots.filter_map(|root| descend(root, &Path::root(0), &SPINNAKER_SERVICE));
    orca.map(|(spot, _)| (spot.region, Arc::clone(spot.node))).collect()
}

/// The stages below a profile's root.
fn wrapped(root: Spot<'_>, path: &Path, form: Form, detected: &mut Detected) {
    for (kind, path, list) in lists::below(root, path) {
        if detected.form == Form::None {
            detected.form = form;
            detected.reason = format!("it has the key {path}");
        }
        detected.stages.extend(lists::items(kind, path, list));
    }
}

/// A definition, or a list of them, that stands by itself.
fn without_wrapper(root: Spot<'_>, path: Path, detected: &mut Detected) {
    if root.is_sequence() {
        let items = root.items();
        if items.iter().any(|item| looks_like_a_stage(*item)) {
            detected.form = Form::Fragment;
            detected.reason = "it is a list of stage definitions without job.preconfigured".into();
            let kind = items.first().map_or(StageKind::Kubernetes, |item| kind_of(*item));
            detected.stages = lists::items(kind, path, root);
            for stage in &mut detected.stages {
                stage.kind = stage.node.as_ref().map_or(kind, |node| kind_of(root.with(node)));
            }
        }
        return;
    }
    for partial in [&["kubernetes"][..], &["preconfigured", "kubernetes"][..]] {
        let list = partial.iter().try_fold((root, path.clone()), |(spot, path), name| {
            let (key, value) = spot
                .entries()
                .find(|(key, _)| key.as_text().is_some_and(|key| uniform(key) == **name))?;
            Some((value, path.key(key.as_text().unwrap_or_default())))
        });
        if let Some((list, path)) = list.filter(|(list, _)| list.is_sequence()) {
            detected.form = Form::Fragment;
            detected.reason = format!("it begins with {path}, without the keys above it");
            detected.stages = lists::items(StageKind::Kubernetes, path, list);
            return;
        }
    }
    if looks_like_a_stage(root) {
        detected.form = Form::Plugin;
        detected.reason = "it is one stage definition without job.preconfigured".into();
        let node = Some(Arc::clone(root.node));
        let kind = kind_of(root);
        detected.stages =
            vec![StagePlace { kind, list: Arc::new(path), index: None, region: root.region, node }];
    }
}

/// Two of the keys that definitions have, so that no other YAML is taken for
/// one.
pub(super) fn looks_like_a_stage(spot: Spot<'_>) -> bool {
    const TELLING: [&str; 9] = [
        "label",
        "type",
        "cloudprovider",
        "manifest",
        "parameters",
        "waitforcompletion",
        "account",
        "credentials",
        "url",
    ];
    // A Kubernetes object is none, whatever else it says.
    if spot.get("apiVersion").is_some() {
        return false;
    }
    let keys = spot.entries().filter_map(|(key, _)| key.as_text().map(uniform));
    keys.filter(|key| TELLING.contains(&key.as_str())).count() >= 2
}

fn kind_of(spot: Spot<'_>) -> StageKind {
    let has = |name: &str| {
        spot.entries().any(|(key, _)| key.as_text().is_some_and(|key| uniform(key) == name))
    };
    if has("manifest") {
        StageKind::Kubernetes
    } else if has("cluster") {
        StageKind::Titus
    } else if has("url") || has("method") {
        StageKind::Webhook
    } else {
        StageKind::Kubernetes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::read as regions;

    #[track_caller]
    fn check(text: &str, form: Form, stages: &[(&str, StageKind)]) {
        let detected = detect(&regions(text, None));
        assert_eq!(detected.form, form, "{}", detected.reason);
        let found: Vec<(String, StageKind)> =
            detected.stages.iter().map(|stage| (stage.path().to_string(), stage.kind)).collect();
        let wanted: Vec<(String, StageKind)> =
            stages.iter().map(|(path, kind)| ((*path).to_owned(), *kind)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_profile_is_known_by_its_keys_in_any_spelling() {
        use StageKind::{Kubernetes, Titus, Webhook};
        check(
            "job:\n  preconfigured:\n    titus:\n    - label: t\n    kubernetes:\n      - label: a\n      - label: b\n\
             webhook:\n  preconfigured:\n  - label: w\n",
            Form::Profile,
            &[
                ("job.preconfigured.titus[0]", Titus),
                ("job.preconfigured.kubernetes[0]", Kubernetes),
                ("job.preconfigured.kubernetes[1]", Kubernetes),
                ("webhook.preconfigured[0]", Webhook),
            ],
        );
        check(
            "JOB.pre-configured:\n  Kubernetes: [{label: a}]\n---\njob: {preconfigured: {kubernetes: [{}]}}\n",
            Form::Profile,
            &[
                ("['JOB.pre-configured'].Kubernetes[0]", Kubernetes),
                ("1:job.preconfigured.kubernetes[0]", Kubernetes),
            ],
        );
    }

    #[test]
    fn definitions_without_wrapper_are_known_by_their_keys() {
        check("label: a\ntype: b\nmanifest: {}\n", Form::Plugin, &[("", StageKind::Kubernetes)]);
        check("- label: a\n  type: b\n", Form::Fragment, &[("[0]", StageKind::Kubernetes)]);
        check(
            "kubernetes:\n- label: a\n",
            Form::Fragment,
            &[("kubernetes[0]", StageKind::Kubernetes)],
        );
    }

    #[test]
    fn the_operators_wrapper_is_known() {
        check(
            "kind: SpinnakerService\nspec:\n  spinnakerConfig:\n    profiles:\n      orca:\n        job:\n          \
             preconfigured:\n            kubernetes:\n            - label: a\n",
            Form::SpinnakerService,
            &[(
                "spec.spinnakerConfig.profiles.orca.job.preconfigured.kubernetes[0]",
                StageKind::Kubernetes,
            )],
        );
    }

    #[test]
    fn other_yaml_is_not_taken_for_stages() {
        check(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {}\ntype: x\nlabel: y\n",
            Form::None,
            &[],
        );
        check("server:\n  port: 1\n", Form::None, &[]);
        check("", Form::None, &[]);
    }
}
