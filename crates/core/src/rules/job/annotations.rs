//! Labels and annotations that Spinnaker writes and reads.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static POD_METADATA_MISSING: Rule = Rule {
    id: "pod-metadata-missing",
    severity: Severity::Note,
    summary: "The pods carry no labels of Spinnaker's",
    explanation: "Clouddriver writes `app.kubernetes.io/name` and `managed-by` on the pod template \
        only where that has metadata already. Without, network policies, log queries and cost \
        reports that go by these labels do not find the pods. One label of your own is enough; an \
        empty map vanishes when Orca starts.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod template, without metadata\n",
        right: "# in the pod template\nmetadata:\n  labels:\n    app: example\n",
        fixed: Some("# in the pod template\nmetadata:\n  labels:\n    app: example\n"),
    },
};

static STRATEGY_ANNOTATION: Rule = Rule {
    id: "strategy-annotation",
    severity: Severity::Warning,
    summary: "A strategy annotation that a job stage does not heed",
    explanation: "For a job stage clouddriver always takes the strategy `recreate`: it removes \
        `replace` and `server-side-apply` from the manifest before it reads them. \
        `strategy.spinnaker.io/versioned` does count and gives the Job a version suffix, together \
        with generateName a broken name (`null-v000`).",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[strategy.spinnaker.io/replace]\": \"true\"\n",
        right: "# in the manifest\nmetadata:\n  generateName: example-\n",
        fixed: Some("# in the manifest\nmetadata:\n  generateName: example-\n  annotations: {}\n"),
    },
};

static ANNOTATION_NOT_QUOTED: Rule = Rule {
    id: "annotation-not-quoted",
    severity: Severity::Warning,
    summary: "A bare truth value or number as an annotation or label",
    explanation: "Labels and annotations are text. Spring makes text of what it reads, and of `yes` \
        it makes `true`; other tools that read the same manifest, kubectl and clouddriver among \
        them, refuse a bare `true` or number there. Quotes are right everywhere.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[strategy.spinnaker.io/versioned]\": false\n",
        right: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[strategy.spinnaker.io/versioned]\": \"false\"\n",
        fixed: Some(
            "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[strategy.spinnaker.io/versioned]\": \"false\"\n",
        ),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&POD_METADATA_MISSING, &STRATEGY_ANNOTATION, &ANNOTATION_NOT_QUOTED],
    check: Check::Stage(check),
};

const TEMPLATE: [&str; 3] = ["manifest", "spec", "template"];
const JOB: [&str; 2] = ["manifest", "metadata"];
const POD: [&str; 4] = ["manifest", "spec", "template", "metadata"];

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() {
        return;
    }
    if look.at(&TEMPLATE).is_some() && look.at(&POD).is_none() && !look.hidden {
        let message = "Without metadata here the pods carry none of Spinnaker's labels.";
        let fixes =
            found.add(&POD_METADATA_MISSING, message, keys(&POD), look.span(&keys(&TEMPLATE)));
        let app: String = look
            .text("type")
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .take(63)
            .collect();
        if !app.is_empty() {
            let mut place = keys(&POD);
            place.extend(keys(&["labels", "app"]));
            fixes.push(look.set("Give the pods a label", false, &place, New::Text(app)));
        }
    }
    strategy(look, found);
    for around in [&JOB[..], &POD[..]] {
        for map in ["labels", "annotations"] {
            not_quoted(look, around, map, found);
        }
    }
}

fn strategy(look: &Look<'_>, found: &mut Found) {
    let Some(annotations) = look.at(&JOB).and_then(|metadata| metadata.get("annotations")) else {
        return;
    };
    let place = |name: &str| {
        let mut place = keys(&JOB);
        place.extend(keys(&["annotations", name]));
        place
    };
    for name in ["replace", "server-side-apply"] {
        let key = format!("strategy.spinnaker.io/{name}");
        if annotations.get(&key).is_some() {
            let place = place(&key);
            let message = format!("Clouddriver removes {key} from a Job and recreates it instead.");
            let fixes = found.add(&STRATEGY_ANNOTATION, message, place.clone(), look.span(&place));
            fixes.push(look.remove("Remove it, as clouddriver does", true, &place));
        }
    }
    let versioned = "strategy.spinnaker.io/versioned";
    let generated = look.at(&["manifest", "metadata", "generateName"]).is_some();
    if annotations.get(versioned).and_then(Value::as_str) == Some("true") && generated {
        let place = place(versioned);
        let message = "Together with generateName the Job is called null-v000.";
        found.add_as(
            &STRATEGY_ANNOTATION,
            Severity::Error,
            message,
            place.clone(),
            look.span(&place),
        );
    }
}

fn not_quoted(look: &Look<'_>, around: &[&str], map: &str, found: &mut Found) {
    let mut place = keys(around);
    place.extend(keys(&[map]));
    let Some(node) = look.written(&place).node else { return };
    for entry in node.entries() {
        let (Some(key), Some(text)) = (entry.key.as_text(), entry.value.as_text()) else {
            continue;
        };
        let crate::document::Kind::Scalar { style, .. } = &entry.value.resolved().kind else {
            continue;
        };
        let data = crate::document::resolve(text, *style, entry.value.tag.as_deref());
        let bare = !matches!(data, crate::java::Data::String(_) | crate::java::Data::Null);
        // What reads as something else is said by the rule for that.
        if bare && crate::java::groovy_to_string(&data.into()) == text {
            let mut steps = place.clone();
            steps.push(crate::document::Step::Key(key.into()));
            let message = format!("{text} is text here; without quotes other tools refuse it.");
            let fixes = found.add(&ANNOTATION_NOT_QUOTED, message, steps.clone(), entry.value.span);
            fixes.push(look.set("Quote it", true, &steps, New::Text(text.to_owned())));
        }
    }
}
