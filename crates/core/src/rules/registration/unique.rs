//! Types that are not unique in an installation.

use std::collections::HashMap;

use crate::finding::{Finding, Severity};
use crate::forms::StageKind;
use crate::java::{Data, Span, Value};
use crate::rules::look::{FileLook, FileStage};
use crate::rules::rule::{Check, Example, Family, Rule, Targets};
use crate::spinnaker::registration::{Clash, Installation, clashes};

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
    let of = |kind: StageKind| -> (Vec<usize>, Vec<Value>) {
        look.stages
            .iter()
            .enumerate()
            .filter(|(_, stage)| stage.kind == kind)
            .filter_map(|(index, stage)| Some((index, named(stage.loaded.value.as_ref()?))))
            .unzip()
    };
    let (titus_at, titus) = of(StageKind::Titus);
    let (kubernetes_at, kubernetes) = of(StageKind::Kubernetes);
    let installation = Installation { titus: &titus, kubernetes: &kubernetes, plugins: &[] };
    let webhooks: Vec<&str> = look
        .stages
        .iter()
        .filter(|stage| stage.kind == StageKind::Webhook)
        .filter_map(|stage| type_of(stage))
        .collect();
    let place = |of: &crate::spinnaker::registration::Registered<'_>| {
        let list = if of.source == crate::spinnaker::registration::Source::Titus {
            &titus_at
        } else {
            &kubernetes_at
        };
        list.get(of.index).copied()
    };
    for clash in clashes(&installation, &webhooks) {
        let (rule, stage, message) = match &clash {
            Clash::Earlier { stage, runs } => {
                let label = runs.stage.get("label").and_then(Value::as_str).unwrap_or("before it");
                let message =
                    format!("This stage never runs: {label} has the same type and comes first.");
                (&TYPE_TAKEN, place(stage), message)
            }
            Clash::Webhook { stage } => {
                let message = "A webhook stage has the same type; Deck shows only one of the two.";
                (&TYPE_TAKEN, place(stage), message.to_owned())
            }
            Clash::BuiltIn { stage } => {
                let message = "Spinnaker brings a stage of this type along; without the alias that \
                               Deck stores, that one runs.";
                (&TYPE_BUILT_IN, place(stage), message.to_owned())
            }
        };
        let Some(at) = stage else { continue };
        found.extend(look.stages.get(at).map(|stage| finding(rule, at, stage, message)));
    }
    webhooks_twice(look, found);
}

/// The first enabled webhook of a type runs.
fn webhooks_twice(look: &FileLook<'_>, found: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (at, stage) in look.stages.iter().enumerate() {
        let Some(ty) = type_of(stage).filter(|_| stage.kind == StageKind::Webhook) else {
            continue;
        };
        if let Some(label) = seen.get(ty) {
            let message =
                format!("This stage never runs: {label} has the same type and comes first.");
            found.push(finding(&TYPE_TAKEN, at, stage, message));
        } else {
            seen.insert(ty, stage.definition.title());
        }
    }
}

/// A stage by what tells it from others; a whole copy would cost a keystroke.
fn named(stage: &Value) -> Value {
    let keys = ["type", "label"].into_iter();
    let entries = keys.filter_map(|key| Some((key, stage.get(key)?.clone())));
    Data::Map(entries.collect()).into()
}

fn type_of<'a>(stage: &FileStage<'a>) -> Option<&'a str> {
    let text = stage.loaded.value.as_ref()?.get("type")?.as_str()?;
    (!text.is_empty()).then_some(text)
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
