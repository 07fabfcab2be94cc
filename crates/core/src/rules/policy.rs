//! How a team wants the rules: severities, rules that are off, and the names
//! of its accounts. It never turns off what keeps Orca from starting.

use std::collections::HashMap;

use crate::finding::{Finding, Severity};

/// How bad a rule's findings are for a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// They are not shown.
    Off,
    /// They are as bad as this.
    As(Severity),
}

/// How a team wants the rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Levels by the rule's id.
    pub levels: HashMap<String, Level>,
    /// The names of the installation's accounts; empty where they are not
    /// known.
    pub accounts: Vec<String>,
}

/// Rules whose findings are always errors: with them Orca does not start.
const ALWAYS: [&str; 3] = ["would-not-start", "syntax", "tab-indentation"];

impl Policy {
    /// Whether a level may be given to the rule.
    pub fn may_change(rule: &str) -> bool {
        !ALWAYS.contains(&rule)
    }

    /// The findings at the levels that the team wants.
    #[must_use]
    pub fn applied(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        if self.levels.is_empty() {
            return findings;
        }
        findings.retain_mut(|finding| {
            let level = self.levels.get(finding.rule).filter(|_| Self::may_change(finding.rule));
            if let Some(Level::As(severity)) = level {
                finding.severity = *severity;
            }
            level != Some(&Level::Off)
        });
        findings
    }
}
