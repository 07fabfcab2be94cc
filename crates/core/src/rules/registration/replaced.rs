//! Lists that Orca never sees, because another one counts.

use std::collections::HashSet;

use crate::finding::{Finding, Severity};
use crate::java::Span;
use crate::rules::file_look::{FileLook, FileStage, Held};
use crate::rules::rule::{Check, Example, Family, Rule, Targets};

static LIST_REPLACED: Rule = Rule {
    id: "list-replaced",
    severity: Severity::Warning,
    summary: "Another list replaces this one as a whole",
    explanation: "Spring does not join lists. Of several files, such as `orca.yml` and \
        `orca-local.yml`, and of several documents in one file, the one with the highest \
        precedence gives the whole list, even an empty one; Orca never sees the stages of the \
        others, and pipelines that use them fail. Keep all stages of a kind in one list.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\njob:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: one, cloudProvider: kubernetes, account: a}\n\
                ---\njob:\n  preconfigured:\n    kubernetes:\n      - {label: Two, type: two, cloudProvider: kubernetes, account: a}\n",
        right: "# the file\njob:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: one, cloudProvider: kubernetes, account: a}\n      \
                - {label: Two, type: two, cloudProvider: kubernetes, account: a}\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&LIST_REPLACED], check: Check::File(check) };

/// Once for each list, at its first stage.
fn check(look: &FileLook<'_>, found: &mut Vec<Finding>) {
    let mut said = HashSet::new();
    for (at, stage) in look.stages.iter().enumerate() {
        if stage.held != Held::Replaced || !said.insert((stage.kind, stage.path.document)) {
            continue;
        }
        found.push(Finding {
            rule: LIST_REPLACED.id,
            severity: LIST_REPLACED.severity,
            message: format!(
                "Orca never sees the stages of this list: another {} replaces it.",
                stage.kind.list()
            ),
            stage: Some(at),
            path: stage.path.clone(),
            span: place(stage),
            fixes: Vec::new(),
        });
    }
}

fn place(stage: &FileStage<'_>) -> Span {
    let first = ["label", "type"].into_iter().find_map(|name| stage.definition.property(name));
    first.map_or_else(|| stage.span(Span::default()), |first| stage.span(first.key.span))
}
