//! Types that are not unique.

use std::collections::HashMap;

use super::{Installation, Registered, registered, webhooks};

/// Stage types that Orca and Deck bring along, with those of the Kubernetes
/// provider. Others exist; this is what custom stages are likely to meet.
const BUILT_IN: [&str; 46] = [
    "applySourceServerGroupCapacity",
    "awsCodeBuild",
    "bake",
    "bakeManifest",
    "checkPreconditions",
    "cloneServerGroup",
    "concourse",
    "createServerGroup",
    "deleteManifest",
    "deploy",
    "deployManifest",
    "destroyServerGroup",
    "disableCluster",
    "disableManifest",
    "disableServerGroup",
    "enableManifest",
    "enableServerGroup",
    "evaluateVariables",
    "findArtifactFromExecution",
    "findArtifactsFromResource",
    "findImage",
    "findImageFromTags",
    "googleCloudBuild",
    "jenkins",
    "kayentaCanary",
    "manualJudgment",
    "monitorPipeline",
    "patchManifest",
    "pipeline",
    "preconfiguredJob",
    "preconfiguredWebhook",
    "resizeServerGroup",
    "rollbackCluster",
    "rollingRestartManifest",
    "runJob",
    "runJobManifest",
    "savePipelinesFromArtifact",
    "scaleManifest",
    "script",
    "shrinkCluster",
    "tagImage",
    "travis",
    "undoRolloutManifest",
    "wait",
    "webhook",
    "wercker",
];

/// Two stages of one type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clash<'a> {
    /// An earlier stage of the same sort has the type: that one runs, and Deck
    /// shows its label and parameters twice.
    Earlier {
        /// The stage that never runs.
        stage: Registered<'a>,
        /// The one that runs for it.
        runs: Registered<'a>,
    },
    /// A built-in stage has the type. With the alias, which Deck stores, the
    /// custom stage runs; without it, as in a pipeline written by hand, the
    /// built-in does. Deck shows the built-in's form.
    BuiltIn {
        /// The custom stage.
        stage: Registered<'a>,
    },
    /// A webhook stage of the installation has a job stage's type: Deck shows
    /// one of the two.
    Webhook {
        /// The custom job stage.
        stage: Registered<'a>,
        /// The webhook stage.
        webhook: Registered<'a>,
    },
}

/// Every clash of types: those of job stages in Orca's order, then webhooks
/// that other webhooks hide. A webhook that is not enabled is not there, other
/// than a job stage (webhook-semantics, execution 1).
pub fn clashes<'a>(installation: &Installation<'a>) -> Vec<Clash<'a>> {
    let (mut jobs, mut hooks, mut hidden) = (HashMap::new(), HashMap::new(), Vec::new());
    for stage in webhooks(installation).into_iter().filter(Registered::is_enabled) {
        let Some(kind) = stage.text("type") else { continue };
        match hooks.get(kind) {
            Some(runs) => hidden.push(Clash::Earlier { stage, runs: *runs }),
            None => {
                hooks.insert(kind, stage);
            }
        }
    }
    let mut out = Vec::new();
    for stage in registered(installation) {
        let Some(kind) = stage.text("type") else { continue };
        match jobs.get(kind) {
            Some(runs) => out.push(Clash::Earlier { stage, runs: *runs }),
            None => {
                jobs.insert(kind, stage);
            }
        }
        if BUILT_IN.contains(&kind) {
            out.push(Clash::BuiltIn { stage });
        }
        out.extend(hooks.get(kind).map(|webhook| Clash::Webhook { stage, webhook: *webhook }));
    }
    out.extend(hidden);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{Value, from_json};
    use serde_json::json;

    #[test]
    fn the_first_of_a_type_runs() {
        let of = |kinds: &[&str]| -> Vec<Value> {
            kinds.iter().map(|kind| from_json(&json!({"type": kind}))).collect()
        };
        let stages = of(&["a", "wait", "a", "hook", ""]);
        let mut hooks = of(&["hook", "hook", "off"]);
        hooks.insert(0, from_json(&json!({"type": "hook", "enabled": false})));
        let (stages, hooks): (Vec<_>, Vec<_>) = (stages.iter().collect(), hooks.iter().collect());
        let installation =
            Installation { kubernetes: &stages, webhooks: &hooks, ..Installation::default() };
        let told: Vec<String> = clashes(&installation)
            .iter()
            .map(|clash| match clash {
                Clash::Earlier { stage, runs } => {
                    format!("{:?} {} runs {}", stage.source, stage.index, runs.index)
                }
                Clash::BuiltIn { stage } => format!("{} is built in", stage.index),
                Clash::Webhook { stage, webhook } => {
                    format!("{} is webhook {}", stage.index, webhook.index)
                }
            })
            .collect();
        assert_eq!(
            told,
            ["1 is built in", "Kubernetes 2 runs 0", "3 is webhook 1", "Webhook 2 runs 1"]
        );
    }
}
