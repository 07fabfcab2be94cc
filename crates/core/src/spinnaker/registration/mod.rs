//! How bound stages become stages of a pipeline (orca-semantics §2): what
//! Orca lists, what Deck shows, in which order, what a pipeline stores, and
//! which of several stages of one type is run.
//!
//! All functions work on stages as Orca bound them. They must never judge
//! whether a file loads: that is `load`'s.

mod clash;
mod deck;
mod form;
mod order;

pub use clash::{Clash, clashes};
pub use deck::{Picker, Shown, picker};
pub use form::{Input, Trouble, inputs, stage_json};

use crate::java::{Data, Map, Origin, Value};

/// The bound stages of one installation, in the order of the files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Installation<'a> {
    /// `job.preconfigured.titus`.
    pub titus: &'a [&'a Value],
    /// `job.preconfigured.kubernetes`.
    pub kubernetes: &'a [&'a Value],
    /// What plugins provide.
    pub plugins: &'a [&'a Value],
    /// `webhook.preconfigured`.
    pub webhooks: &'a [&'a Value],
}

/// Where a registered stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The Titus list.
    Titus,
    /// The Kubernetes list.
    Kubernetes,
    /// A plugin.
    Plugin,
    /// The list of webhooks.
    Webhook,
}

/// A stage that Orca knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Registered<'a> {
    /// Where it comes from.
    pub source: Source,
    /// Its place in that list.
    pub index: usize,
    /// The bound stage.
    pub stage: &'a Value,
}

impl<'a> Registered<'a> {
    /// A text field that is set and not empty.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.stage.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// Whether Orca lists it. A stage that is not listed still runs.
    pub fn is_enabled(&self) -> bool {
        self.stage.get("enabled").is_none_or(|value| value.data == Data::Boolean(true))
    }
}

/// Every job stage that Orca knows, in its order: Titus, Kubernetes, plugins.
///
/// Only plugins' stages are checked; one without label, type or cloud
/// provider (for Titus also image, application, region) is dropped with a
/// line in Orca's log.
pub fn registered<'a>(installation: &Installation<'a>) -> Vec<Registered<'a>> {
    list(Source::Titus, installation.titus)
        .chain(list(Source::Kubernetes, installation.kubernetes))
        .chain(list(Source::Plugin, installation.plugins).filter(|one| missing(one).is_empty()))
        .collect()
}

/// The webhook stages, which are a list of their own.
fn webhooks<'a>(installation: &Installation<'a>) -> Vec<Registered<'a>> {
    list(Source::Webhook, installation.webhooks).collect()
}

fn list<'a>(source: Source, stages: &'a [&'a Value]) -> impl Iterator<Item = Registered<'a>> {
    stages.iter().enumerate().map(move |(index, stage)| Registered { source, index, stage })
}

/// The plugins' stages that are dropped, with the fields that they lack.
pub fn dropped_plugin_stages<'a>(
    installation: &Installation<'a>,
) -> Vec<(Registered<'a>, Vec<&'static str>)> {
    list(Source::Plugin, installation.plugins)
        .map(|one| (one, missing(&one)))
        .filter(|(_, missing)| !missing.is_empty())
        .collect()
}

fn missing(one: &Registered) -> Vec<&'static str> {
    let mut out: Vec<_> = ["label", "cloudProvider", "type"]
        .into_iter()
        .filter(|key| one.text(key).is_none())
        .collect();
    if let Some(cluster) = one.stage.get("cluster").filter(|cluster| !cluster.is_null()) {
        let unset = |key: &&str| cluster.get(key).and_then(Value::as_str).is_none_or(str::is_empty);
        out.extend(["imageId", "application", "region"].into_iter().filter(unset));
    }
    out
}

/// What Orca answers to `GET /jobs/preconfigured`, and Gate to Deck. Neither
/// account nor manifest leaves Orca.
pub fn endpoint(installation: &Installation) -> Vec<Map> {
    const FIELDS: [&str; 8] = [
        "label",
        "description",
        "type",
        "waitForCompletion",
        "noUserConfigurableFields",
        "parameters",
        "producesArtifacts",
        "uiType",
    ];
    registered(installation)
        .into_iter()
        .filter(Registered::is_enabled)
        .map(|one| {
            FIELDS
                .into_iter()
                .filter_map(|key| {
                    if key == "noUserConfigurableFields" {
                        let origin = Origin::Orca("always so for preconfigured jobs");
                        return Some((key, Value::new(Data::Boolean(true), origin)));
                    }
                    Some((key, one.stage.get(key).filter(|value| !value.is_null())?.clone()))
                })
                .collect()
        })
        .collect()
}

/// The stage that runs for `type`: the first of that type, enabled or not. If
/// there is none, planning fails with the text in the error.
pub fn resolve<'a>(
    installation: &Installation<'a>,
    stage_type: &str,
) -> Result<Registered<'a>, String> {
    registered(installation)
        .into_iter()
        .find(|one| one.stage.get("type").and_then(Value::as_str) == Some(stage_type))
        .ok_or_else(|| format!("Could not find a stage named '{stage_type}'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{from_json, to_json};
    use serde_json::{Value as Json, json};

    fn values(stages: &Json) -> Vec<Value> {
        stages.as_array().into_iter().flatten().map(from_json).collect()
    }

    fn refs(stages: &[Value]) -> Vec<&Value> {
        stages.iter().collect()
    }

    #[test]
    fn orca_lists_titus_before_kubernetes_and_hides_what_is_disabled() {
        let titus = values(&json!([{"type": "t", "label": "T", "enabled": true}]));
        let kubernetes = values(&json!([
            {"type": "off", "label": "Off", "enabled": false, "account": "secret"},
            {"type": "k", "label": "K", "enabled": true, "account": "secret", "uiType": "BASIC",
             "description": null, "waitForCompletion": true},
        ]));
        let (titus, kubernetes) = (refs(&titus), refs(&kubernetes));
        let installation =
            Installation { titus: &titus, kubernetes: &kubernetes, ..Installation::default() };
        let listed: Vec<Json> = endpoint(&installation)
            .into_iter()
            .map(|map| to_json(&Data::Map(map).into()))
            .collect();
        assert_eq!(
            Json::from(listed),
            json!([
                {"label": "T", "type": "t", "noUserConfigurableFields": true},
                {"label": "K", "type": "k", "waitForCompletion": true,
                 "noUserConfigurableFields": true, "uiType": "BASIC"},
            ])
        );
        assert!(resolve(&installation, "off").is_ok(), "a hidden stage still runs");
        assert_eq!(
            resolve(&installation, "gone").map(|one| one.index),
            Err("Could not find a stage named 'gone'".into())
        );
    }

    #[test]
    fn only_plugins_stages_are_checked() {
        let bad = values(&json!([{"type": "x", "label": ""}]));
        let bad = refs(&bad);
        let installation =
            Installation { kubernetes: &bad, plugins: &bad, ..Installation::default() };
        assert_eq!(registered(&installation).len(), 1);
        let dropped = dropped_plugin_stages(&installation);
        assert_eq!(
            dropped.first().map(|(_, missing)| missing.clone()),
            Some(vec!["label", "cloudProvider"])
        );
    }
}
