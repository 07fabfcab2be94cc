//! Types that are not unique.

use super::{Installation, Registered, registered};

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
#[derive(Clone, Debug, PartialEq)]
pub enum Clash<'a> {
    /// An earlier custom stage has the type: that one runs, and Deck shows its
    /// label and parameters twice.
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
    /// A custom webhook of the installation has the type.
    Webhook {
        /// The custom job stage.
        stage: Registered<'a>,
    },
}

/// Every clash of types. `webhooks` are the types of the installation's
/// `webhook.preconfigured`.
pub fn clashes<'a>(installation: &Installation<'a>, webhooks: &[&str]) -> Vec<Clash<'a>> {
    let all = registered(installation);
    let mut out = Vec::new();
    for (at, stage) in all.iter().enumerate() {
        let Some(kind) = stage.text("type") else { continue };
        let earlier = all.iter().take(at).find(|other| other.text("type") == Some(kind));
        if let Some(runs) = earlier {
            out.push(Clash::Earlier { stage: *stage, runs: *runs });
        }
        if BUILT_IN.contains(&kind) {
            out.push(Clash::BuiltIn { stage: *stage });
        }
        if webhooks.contains(&kind) {
            out.push(Clash::Webhook { stage: *stage });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{Value, from_json};
    use serde_json::json;

    #[test]
    fn the_first_of_a_type_runs() {
        let stages: Vec<Value> = ["a", "wait", "a", "hook", ""]
            .iter()
            .map(|kind| from_json(&json!({"type": kind})))
            .collect();
        let installation = Installation { kubernetes: &stages, ..Installation::default() };
        let told: Vec<String> = clashes(&installation, &["hook"])
            .iter()
            .map(|clash| match clash {
                Clash::Earlier { stage, runs } => format!("{} runs {}", stage.index, runs.index),
                Clash::BuiltIn { stage } => format!("{} is built in", stage.index),
                Clash::Webhook { stage } => format!("{} is a webhook", stage.index),
            })
            .collect();
        assert_eq!(told, ["1 is built in", "2 runs 0", "3 is a webhook"]);
    }
}
