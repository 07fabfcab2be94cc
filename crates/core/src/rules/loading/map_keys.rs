//! Keys of maps, such as labels: cut apart, worn down, or taken for one.

use std::sync::Arc;

use crate::document::Step;
use crate::finding::Severity;
use crate::java::Span;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::{Shape, shape_at};
use crate::spinnaker::load::What;

static MANGLED_KEY: Rule = Rule {
    id: "mangled-key",
    severity: Severity::Warning,
    summary: "Spring takes characters out of a key",
    explanation: "In the keys of labels, annotations, node selectors and other maps, Spring keeps \
        letters, digits, dashes, underscores and dots, and drops everything else: \
        `iam.amazonaws.com/role` arrives as `iam.amazonaws.comrole`, and whoever looks for the \
        annotation finds none. A key in brackets and quotes, `\"[iam.amazonaws.com/role]\"`, \
        arrives as it is. In a plugin's resource keys are written plainly.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod template\nmetadata:\n  annotations:\n    iam.amazonaws.com/role: builder\n",
        right: "# in the pod template\nmetadata:\n  annotations:\n    \"[iam.amazonaws.com/role]\": builder\n",
        fixed: Some(
            "# in the pod template\nmetadata:\n  annotations:\n    \"[iam.amazonaws.com/role]\": builder\n",
        ),
    },
};

static DROPPED_ENTRY: Rule = Rule {
    id: "dropped-entry",
    severity: Severity::Warning,
    summary: "An entry of a map vanishes with its key",
    explanation: "Spring cuts keys at their dots. In maps of quantities, such as limits and \
        requests, a dotted key like `nvidia.com/gpu` then leads nowhere, and the entry is dropped \
        without a word; the same happens where nothing of a key is left. Write the key in brackets \
        and quotes.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nresources:\n  limits:\n    cpu: \"1\"\n    nvidia.com/gpu: \"1\"\n",
        right: "# in the container\nresources:\n  limits:\n    cpu: \"1\"\n    \"[nvidia.com/gpu]\": \"1\"\n",
        fixed: Some(
            "# in the container\nresources:\n  limits:\n    cpu: \"1\"\n    \"[nvidia.com/gpu]\": \"1\"\n",
        ),
    },
};

static COLLIDING_KEYS: Rule = Rule {
    id: "colliding-keys",
    severity: Severity::Warning,
    summary: "Keys of a map share one value",
    explanation: "To Spring, keys that differ only in case, dashes or underscores name one \
        property. All of them arrive, and all with the same value; which one wins may depend on \
        the order in which Java keeps them. Write such keys in brackets and quotes, where case and \
        signs count.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod template\nmetadata:\n  labels:\n    team-name: shop\n    teamName: cart\n",
        right: "# in the pod template\nmetadata:\n  labels:\n    \"[team-name]\": shop\n    \"[teamName]\": cart\n",
        fixed: None,
    },
};

static TWO_SPELLINGS: Rule = Rule {
    id: "two-spellings",
    severity: Severity::Warning,
    summary: "One property is written in two spellings",
    explanation: "Spring takes `backoffLimit` and `backoff-limit` for the same property. YAML sees \
        two keys and does not complain, and only one of the two values is used; which one may \
        depend on the order in which Java keeps them. Leave one.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\nbackoffLimit: 0\nbackoff-limit: 3\n",
        right: "# in the job's spec\nbackoffLimit: 0\n",
        fixed: None,
    },
};

static BRACKETED_KEY: Rule = Rule {
    id: "bracketed-key",
    severity: Severity::Warning,
    summary: "Brackets in a plugin's resource are part of the key",
    explanation: "The form `\"[key]\"` is for files that Spring reads. Jackson, which reads the \
        stages of plugins, keeps the brackets, and Kubernetes refuses such a key or looks for it in \
        vain. Write the key plainly.",
    targets: Targets::All,
    example: Example {
        wrong: "# in a plugin's resource\n# in the pod template\nmetadata:\n  labels:\n    \"[app.kubernetes.io/name]\": example\n",
        right: "# in a plugin's resource\n# in the pod template\nmetadata:\n  labels:\n    app.kubernetes.io/name: example\n",
        fixed: Some(
            "# in a plugin's resource\n# in the pod template\nmetadata:\n  labels:\n    app.kubernetes.io/name: example\n",
        ),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&MANGLED_KEY, &DROPPED_ENTRY, &COLLIDING_KEYS, &TWO_SPELLINGS, &BRACKETED_KEY],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    for change in &look.loaded.changes {
        let (path, span) = (&change.path, change.span);
        match &change.what {
            What::MangledKey { key, kept } => {
                let message = format!("Orca turns the key {key} into {kept}.");
                let fixes = found.add(&MANGLED_KEY, message, with_key(look, path, key), span);
                fixes.extend(bracketed(look, path, key));
            }
            What::DroppedEntry { key } => {
                let message = format!("Orca drops the entry {key}: its key leads nowhere.");
                let fixes = found.add(&DROPPED_ENTRY, message, with_key(look, path, key), span);
                fixes.extend(bracketed(look, path, key));
            }
            What::Collision { keys, taken, by_hash } => {
                collision(look, (keys, taken), *by_hash, path, span, found);
            }
            _ => {}
        }
    }
    if look.plugin {
        plain_keys(look, found);
    }
}

/// The place by its key as it is written: the entry of that key, or the one
/// that the key begins with, where a map or list stands for a text.
fn with_key(look: &Look<'_>, path: &[Step], key: &Arc<str>) -> Vec<Step> {
    let Some((last, around)) = path.split_last() else { return Vec::new() };
    let node = look.written(around).node;
    let has = |key: &str| node.is_some_and(|node| node.get(key).is_some());
    let begins = |name: &str| {
        matches!(last, Step::Key(last) if last.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('.')
        }))
    };
    let holder = || {
        let keys = node?.entries().iter().filter_map(|entry| entry.key.as_text());
        keys.filter(|name| begins(name)).max_by_key(|name| name.len()).map(Arc::from)
    };
    let key = if has(key) { Arc::clone(key) } else { holder().unwrap_or_else(|| Arc::clone(key)) };
    around.iter().cloned().chain([Step::Key(key)]).collect()
}

/// The key in brackets, if it can be found where the change was met.
fn bracketed(look: &Look<'_>, path: &[Step], key: &str) -> Option<crate::finding::Fix> {
    let (_, around) = path.split_last()?;
    let node = look.written(around).node?;
    let to = format!("[{key}]");
    if node.get(key).is_none() || node.get(&to).is_some() || key.contains(['[', ']']) {
        return None;
    }
    let mut steps = around.to_vec();
    steps.push(Step::Key(key.into()));
    Some(look.rename(&format!("Write it as \"{to}\""), true, &steps, &to))
}

fn collision(
    look: &Look<'_>,
    (keys, taken): (&[Arc<str>], &str),
    by_hash: bool,
    path: &[Step],
    span: Span,
    found: &mut Found,
) {
    let around = path.split_last().map_or(&[][..], |(_, around)| around);
    let in_map = shape_at(look.kind, around, look.target.release)
        .is_some_and(|(_, shape)| matches!(shape, Shape::Map(_)));
    let rule = if in_map { &COLLIDING_KEYS } else { &TWO_SPELLINGS };
    let luck = if by_hash { "; only Java's order of hashes makes it so" } else { "" };
    let keys = keys.join(" and ");
    let message =
        format!("To Orca {keys} are one key; the value of {taken} is taken for all{luck}.");
    found.add(rule, message, path.to_vec(), span);
}

/// Keys of a plugin's maps that still have the brackets of the other form.
fn plain_keys(look: &Look<'_>, found: &mut Found) {
    let mut open = vec![(Vec::new(), look.node)];
    while let Some((steps, node)) = open.pop() {
        for entry in node.entries() {
            let Some(key) = entry.key.as_text() else { continue };
            let mut inner: Vec<Step> = steps.clone();
            inner.push(Step::Key(key.into()));
            let plain = key.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
            if let Some(plain) = plain.filter(|plain| !plain.is_empty()) {
                let message = format!("The key arrives as {key}, brackets and all.");
                let fixes = found.add(&BRACKETED_KEY, message, inner.clone(), entry.key.span);
                if node.get(plain).is_none() {
                    fixes.push(look.rename(&format!("Write it as {plain}"), true, &inner, plain));
                }
            }
            if inner.len() < crate::limits::SNAKE_YAML_DEPTH {
                open.push((inner, &entry.value));
            }
        }
        for (index, item) in node.items().iter().enumerate() {
            let mut inner = steps.clone();
            inner.push(Step::Index(index));
            if inner.len() < crate::limits::SNAKE_YAML_DEPTH {
                open.push((inner, item));
            }
        }
    }
}
