//! Tabs that Orca reads and other readers of YAML do not.

use crate::document::{Kind, Node, Style};
use crate::finding::Severity;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static TAB_AFTER_VALUE: Rule = Rule {
    id: "tab-after-value",
    severity: Severity::Note,
    summary: "A tab inside or behind an unquoted value",
    explanation: "Orca's YAML reader takes a tab between or behind the words of an unquoted value \
        for blank space. Others do not: PyYAML, and with it yamllint and Ansible, stops at it. A \
        file that passes here may then fail in the tools around it.",
    targets: Targets::All,
    example: Example {
        wrong: "description: Runs\tone job\n",
        right: "description: Runs one job\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&TAB_AFTER_VALUE], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.region.contains('\t') {
        return;
    }
    let mut open = vec![look.node];
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Scalar { style: Style::Plain, .. } if has_tab(look.region, node) => {
                let message =
                    "Orca reads this tab as blank space; other readers of YAML stop at it.";
                found.add(&TAB_AFTER_VALUE, message, Vec::new(), node.span);
            }
            Kind::Mapping { entries, .. } => {
                open.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
            Kind::Sequence { items, .. } => open.extend(items),
            _ => {}
        }
    }
}

/// Whether a tab stands in the value, or behind it on its line.
fn has_tab(text: &str, node: &Node) -> bool {
    let inside = text.get(node.span.range()).unwrap_or_default();
    let behind = text.get(node.span.end as usize..).unwrap_or_default();
    let blank = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    inside.contains('\t') || behind.get(..blank).is_some_and(|blank| blank.contains('\t'))
}
