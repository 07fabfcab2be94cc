//! Types that are not unique in an installation.

use crate::finding::{Finding, Severity};
use crate::forms::StageKind;
use crate::java::{Span, Value};
use crate::rules::file_look::{FileLook, FileStage, Held, Taken};
use crate::rules::rule::{Check, Example, Family, Rule, Targets};
use crate::spinnaker::registration::{Clash, Installation, Source, clashes};

static TYPE_TAKEN: Rule = Rule {
    id: "type-taken",
    severity: Severity::Error,
    summary: "Another stage of the installation has the same type",
    explanation: "Orca takes the first stage of a type, Titus stages before Kubernetes stages, each \
        list in the order of the file. The later one never runs: pipelines that were built with it \
        run the first one's Job, and Deck shows it with the first one's label and parameters.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\njob:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: deployAll, cloudProvider: kubernetes, account: a}\n      \
                - {label: Two, type: deployAll, cloudProvider: kubernetes, account: a}\n",
        right: "# the file\njob:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: deployOne, cloudProvider: kubernetes, account: a}\n      \
                - {label: Two, type: deployAll, cloudProvider: kubernetes, account: a}\n",
        fixed: None,
    },
};

static TYPE_BUILT_IN: Rule = Rule {
    id: "type-built-in",
    severity: Severity::Warning,
    summary: "A built-in stage has this type",
    explanation: "Spinnaker brings a stage of this type along. A pipeline that was built in Deck \
        carries an alias and still runs yours; one written by hand or by a tool without the alias \
        runs the built-in stage, and Deck shows the built-in stage's form.",
    targets: Targets::All,
    example: Example { wrong: "type: wait\n", right: "type: waitForApproval\n", fixed: None },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&TYPE_TAKEN, &TYPE_BUILT_IN], check: Check::File(check) };

fn check(look: &FileLook<'_>, found: &mut Vec<Finding>) {
    let of = |kind: StageKind| -> (Vec<usize>, Vec<&Value>) {
        let all = look.stages.iter().enumerate();
        // Stages of a list that does not count take no type.
        let own = all.filter(|(_, stage)| stage.kind == kind && stage.held == Held::Yes);
        own.filter_map(|(at, stage)| Some((at, stage.loaded.value.as_ref()?))).unzip()
    };
    let (titus_at, titus) = of(StageKind::Titus);
    let (kubernetes_at, kubernetes) = of(StageKind::Kubernetes);
    let (webhooks_at, webhooks) = of(StageKind::Webhook);
    let installation =
        Installation { titus: &titus, kubernetes: &kubernetes, plugins: &[], webhooks: &webhooks };
    for clash in clashes(&installation) {
        let (rule, stage, message) = match clash {
            Clash::Earlier { stage, runs } => {
                let label = runs.stage.get("label").and_then(Value::as_str).unwrap_or("before it");
                let message =
                    format!("This stage never runs: {label} has the same type and comes first.");
                (&TYPE_TAKEN, stage, message)
            }
            Clash::Webhook { stage, .. } => {
                let message = "A webhook stage has the same type; Deck shows only one of the two.";
                (&TYPE_TAKEN, stage, message.to_owned())
            }
            Clash::BuiltIn { stage } => {
                let message = "Spinnaker brings a stage of this type along; without the alias that \
                               Deck stores, that one runs.";
                (&TYPE_BUILT_IN, stage, message.to_owned())
            }
        };
        let list = match stage.source {
            Source::Titus => &titus_at,
            Source::Webhook => &webhooks_at,
            Source::Kubernetes | Source::Plugin => &kubernetes_at,
        };
        let Some(at) = list.get(stage.index).copied() else { continue };
        found.extend(look.stages.get(at).map(|stage| finding(rule, at, stage, message)));
    }
    for Taken { stage, by, webhook } in look.taken {
        let message = if *webhook {
            format!(
                "The webhook stage {by} of another file has the same type; Deck shows only one of the two."
            )
        } else {
            format!(
                "This stage never runs: {by} of another file has the same type and comes first."
            )
        };
        found.extend(look.stages.get(*stage).map(|it| finding(&TYPE_TAKEN, *stage, it, message)));
    }
}

fn finding(rule: &'static Rule, at: usize, stage: &FileStage<'_>, message: String) -> Finding {
    let node = stage.definition.property("type").map(|property| &property.value);
    let span = node.map_or(Span::default(), |node| stage.span(node.span));
    Finding {
        rule: rule.id,
        severity: rule.severity,
        message,
        stage: Some(at),
        path: stage.path.key("type"),
        span,
        fixes: Vec::new(),
    }
}
