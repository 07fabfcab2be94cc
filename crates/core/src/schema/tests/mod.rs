//! Promises of the schema, kept on small stages.

mod described;
mod findings;
mod hostile;

use super::*;
use crate::document::{Path, read};

const LATEST: Reading = Reading { release: Release::V2026_2, strict_names: false };

/// Each finding as `"what is there" at its path`, then its sentence.
fn found(yaml: &str, kind: StageKind, reading: Reading) -> String {
    let parsed = read(yaml);
    assert!(parsed.troubles.is_empty(), "{:?}", parsed.troubles);
    let mut out = String::new();
    for violation in parsed.roots.iter().flat_map(|root| check(root, kind, reading)) {
        let place = yaml[violation.span.range()].lines().next().unwrap_or_default();
        let path = Path { document: 0, steps: violation.path };
        out.push_str(&format!(
            "{place:?} at {path}\n  {:?}: {}\n",
            violation.kind, violation.message
        ));
    }
    out
}

/// A Kubernetes stage that has what it needs, and `more`.
fn stage(more: &str) -> String {
    format!("label: A\ntype: a\ncloudProvider: kubernetes\n{more}")
}

/// A stage whose Job's only container has `more`, indented by six.
fn container(more: &str) -> String {
    stage(&format!(
        "manifest:\n  apiVersion: batch/v1\n  kind: Job\n  metadata: {{name: a}}\n  spec:\n    \
         template:\n      spec:\n        restartPolicy: Never\n        containers:\n          \
         - name: main\n            image: alpine:3.22\n{more}"
    ))
}
