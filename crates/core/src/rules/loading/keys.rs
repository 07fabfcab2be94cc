//! Keys that vanish because no class knows them, and keys in another spelling.

use std::sync::Arc;

use crate::document::{Kind, Node, Step, Style};
use crate::finding::Severity;
use crate::java::Span;
use crate::limits;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::{self, Reading, Violation, ViolationKind};
use crate::spinnaker::Release;
use crate::spinnaker::load::{Environment, What, load_stage};

static UNKNOWN_KEY: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Warning,
    summary: "Orca drops a key that it does not know",
    explanation: "Orca takes what it knows from a stage and leaves the rest without a word, \
        together with everything below it. A misspelt key is therefore as good as none: what it \
        should have set keeps its default. Custom job stages have no keys of their own beyond \
        those in the documentation.",
    targets: Targets::All,
    example: Example {
        wrong: "enable: false\n",
        right: "enabled: false\n",
        fixed: Some("enabled: false\n"),
    },
};

static DROPPED_FIELD: Rule = Rule {
    id: "dropped-field",
    severity: Severity::Warning,
    summary: "Kubernetes knows this field, this Orca's client does not",
    explanation: "Orca reads the manifest into the classes of a Kubernetes client library that is \
        years older than most clusters. Fields that came later are dropped without a word before \
        anything is submitted. The message says from which Spinnaker release on the field is \
        read, if there is one.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\npodReplacementPolicy: Failed\n",
        right: "# in the job's spec\ncompletionMode: NonIndexed\n",
        fixed: None,
    },
};

static READ_ONLY_KEY: Rule = Rule {
    id: "read-only-key",
    severity: Severity::Warning,
    summary: "A key that can be read but not set",
    explanation: "Orca's stage class answers this name but cannot be told a value for it. Spring \
        takes the attempt for a mistake, and Orca does not start. Remove the key.",
    targets: Targets::All,
    example: Example {
        wrong: "valid: false\n",
        right: "enabled: false\n",
        fixed: Some("# in the stage\n"),
    },
};

static RESPELLED_KEY: Rule = Rule {
    id: "respelled-key",
    severity: Severity::Note,
    summary: "A key in another spelling than its own",
    explanation: "Spring accepts any mix of case, dashes and underscores, so `backoff-limit` is \
        `backoffLimit`. Nothing else in the chain does: mappings use the property's own name, and \
        kubectl, editors and a plugin's resource do not know the other spelling.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec, without backoffLimit\nbackoff-limit: 0\n",
        right: "# in the job's spec\nbackoffLimit: 0\n",
        fixed: Some("# in the job's spec\nbackoffLimit: 0\n"),
    },
};

static CONSUME_ARTIFACT_SOURCE: Rule = Rule {
    id: "consume-artifact-source",
    severity: Severity::Warning,
    summary: "`consumeArtifactSource` has no effect in a definition",
    explanation: "In a pipeline's own Run Job stage this key says where outputs come from. A stage \
        definition has no such property: Orca drops it. Outputs come from the log of the container \
        that `propertyFile` names, and from nowhere else.",
    targets: Targets::All,
    example: Example {
        wrong: "consumeArtifactSource: propertyFile\n",
        right: "description: Prints a phrase\n",
        fixed: Some("# in the stage\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[
        &UNKNOWN_KEY,
        &DROPPED_FIELD,
        &READ_ONLY_KEY,
        &RESPELLED_KEY,
        &CONSUME_ARTIFACT_SOURCE,
    ],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    let unknown: Vec<&Violation> = look
        .violations()
        .iter()
        .filter(|violation| matches!(violation.kind, ViolationKind::UnknownKey { .. }))
        .collect();
    let mut said: Vec<Span> = Vec::new();
    let mut tried = 0;
    for change in &look.loaded.changes {
        match &change.what {
            What::UnknownKey { key, suggestions, known_since, .. } => {
                said.push(change.span);
                let violation = unknown.iter().find(|violation| violation.span == change.span);
                match violation {
                    Some(violation) => by_schema(look, violation, &mut tried, found),
                    None => {
                        by_loading(
                            look,
                            key,
                            &change.path,
                            change.span,
                            suggestions,
                            *known_since,
                            found,
                        );
                    }
                }
            }
            What::Respelled { key, name } => {
                respelled(look, key, name, &change.path, change.span, found);
            }
            _ => {}
        }
    }
    // Where loading stops, what it did not come to is still there to be said.
    if look.loaded.failure.is_some() {
        for violation in unknown.iter().filter(|violation| !said.contains(&violation.span)) {
            by_schema(look, violation, &mut tried, found);
        }
    }
    let read_only = |violation: &&Violation| violation.kind == ViolationKind::ReadOnlyKey;
    for violation in look.violations().iter().filter(read_only) {
        let message = violation.message.clone();
        let fixes = found.add(&READ_ONLY_KEY, message, violation.path.clone(), violation.span);
        fixes.push(look.remove("Remove the key", true, &violation.path));
    }
}

fn by_schema(look: &Look<'_>, violation: &Violation, tried: &mut usize, found: &mut Found) {
    let (path, span) = (violation.path.clone(), violation.span);
    if consumes(look, &path, span, found) {
        return;
    }
    let known_elsewhere = matches!(violation.kind, ViolationKind::UnknownKey { known_in: Some(_) });
    let rule = if known_elsewhere { &DROPPED_FIELD } else { &UNKNOWN_KEY };
    let meant = violation.did_you_mean.as_deref();
    let meant =
        meant.filter(|meant| is_free(look, &path, meant) && fits(look, &path, meant, tried));
    let fixes = found.add(rule, violation.message.clone(), path, span);
    if let Some(meant) = meant {
        fixes.push(look.rename(&format!("Rename to {meant}"), true, &violation.path, meant));
    }
}

#[allow(clippy::too_many_arguments, reason = "the parts of one change")]
fn by_loading(
    look: &Look<'_>,
    key: &str,
    path: &[Step],
    span: Span,
    suggestions: &[Arc<str>],
    known_since: Option<&'static str>,
    found: &mut Found,
) {
    if consumes(look, path, span, found) {
        return;
    }
    let release = look.target.release;
    let client_of = |(release, _): &&(Release, &str)| Some(release.client_java()) == known_since;
    let since = Release::ALL.iter().find(client_of).filter(|(first, _)| *first > release);
    let (rule, message) = match (since, known_since, suggestions.first()) {
        (Some((_, since)), ..) => (
            &DROPPED_FIELD,
            format!(
                "Spinnaker {} drops `{key}`: its Kubernetes client knows it from {since} on.",
                release.name()
            ),
        ),
        (None, Some(_), _) => (
            &DROPPED_FIELD,
            format!(
                "Spinnaker {} drops `{key}`: Kubernetes has it, but no Spinnaker release reads \
                 it yet.",
                release.name()
            ),
        ),
        (None, None, Some(meant)) => (
            &UNKNOWN_KEY,
            format!(
                "There is no property `{key}` here, and Orca drops it; did you mean `{meant}`?"
            ),
        ),
        (None, None, None) => {
            (&UNKNOWN_KEY, format!("There is no property `{key}` here, and Orca drops it."))
        }
    };
    found.add(rule, message, path.to_vec(), span);
}

/// Says it of the key of the pipeline's own stage, if this is that.
fn consumes(look: &Look<'_>, path: &[Step], span: Span, found: &mut Found) -> bool {
    let [Step::Key(key)] = path else { return false };
    if crate::forms::uniform(key) != "consumeartifactsource" || !look.is_job() {
        return false;
    }
    let message = "A stage definition has no `consumeArtifactSource`: Orca drops it, and outputs \
                   come from the container that `propertyFile` names.";
    let fixes = found.add(&CONSUME_ARTIFACT_SOURCE, message, path.to_vec(), span);
    fixes.push(look.remove("Remove the key", true, path));
    true
}

fn respelled(look: &Look<'_>, key: &str, name: &str, path: &[Step], span: Span, found: &mut Found) {
    let written = look.written(path);
    if written.path.steps.last() != Some(&Step::Key(key.into())) {
        return;
    }
    let message = format!("Orca reads `{key}` as `{name}`; nothing else does.");
    let fixes = found.add(&RESPELLED_KEY, message, path.to_vec(), span);
    if is_free(look, &written.path.steps, name) {
        fixes.push(look.rename(&format!("Rename to {name}"), true, path, name));
    }
}

/// Whether the key's mapping does not have that other key yet.
fn is_free(look: &Look<'_>, path: &[Step], other: &str) -> bool {
    let Some((_, around)) = path.split_last() else { return false };
    look.written(around).node.is_some_and(|node| node.get(other).is_none())
}

/// Whether what stands under the key still loads under the other one. Only a
/// few are tried: each costs loading the stage once.
fn fits(look: &Look<'_>, path: &[Step], other: &str, tried: &mut usize) -> bool {
    *tried += 1;
    if *tried > limits::RENAMES_TRIED {
        return false;
    }
    let Some(renamed) = renamed(look.node, path, other) else { return false };
    if look.plugin {
        let reading = Reading { release: look.target.release, strict_names: true };
        let before = look.violations().len();
        return schema::check(&renamed, look.kind, reading).len() <= before;
    }
    let loaded = load_stage(&renamed, look.kind, 0, look.target, &Environment::default());
    loaded.failure.is_none() || look.loaded.failure.is_some()
}

/// The tree with another key at a place; only what leads there is made anew.
fn renamed(node: &Arc<Node>, path: &[Step], other: &str) -> Option<Arc<Node>> {
    let (step, rest) = path.split_first()?;
    let mut copy = Node::clone(node);
    match (&mut copy.kind, step) {
        (Kind::Mapping { entries, .. }, Step::Key(key)) => {
            let entry = entries.iter_mut().rev().find(|it| it.key.as_text() == Some(key))?;
            if rest.is_empty() {
                let mut key = Node::clone(&entry.key);
                key.kind = Kind::Scalar { text: other.into(), style: Style::Plain };
                entry.key = Arc::new(key);
            } else {
                entry.value = renamed(&entry.value, rest, other)?;
            }
        }
        (Kind::Sequence { items, .. }, Step::Index(index)) => {
            let item = items.get_mut(*index)?;
            *item = renamed(item, rest, other)?;
        }
        _ => return None,
    }
    Some(Arc::new(copy))
}
