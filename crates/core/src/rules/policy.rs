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
    /// Findings that the team allows in this file.
    pub allowed: Vec<Allowed>,
}

/// Findings that a team allows, outside of the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The rule's id.
    pub rule: String,
    /// The type of the one stage in which it is allowed; none for all.
    pub stage: Option<String>,
}

/// Rules whose findings are always errors: with them Orca does not start.
const ALWAYS: [&str; 3] = ["would-not-start", "syntax", "tab-indentation"];

impl Policy {
    /// Whether a level may be given to the rule.
    pub fn may_change(rule: &str) -> bool {
        !ALWAYS.contains(&rule)
    }

    /// The findings at the levels that the team wants, without those that it
    /// allows. `stage_type` answers a stage's type.
    #[must_use]
    pub fn applied<'a>(
        &self,
        mut findings: Vec<Finding>,
        stage_type: impl Fn(usize) -> Option<&'a str>,
    ) -> Vec<Finding> {
        if self.levels.is_empty() && self.allowed.is_empty() {
            return findings;
        }
        findings.retain_mut(|finding| {
            if !Self::may_change(finding.rule) {
                return true;
            }
            let level = self.levels.get(finding.rule);
            if let Some(Level::As(severity)) = level {
                finding.severity = *severity;
            }
            let stage = finding.stage.and_then(&stage_type);
            let allowed = self.allowed.iter().any(|it| {
                it.rule == finding.rule && (it.stage.is_none() || it.stage.as_deref() == stage)
            });
            level != Some(&Level::Off) && !allowed
        });
        findings
    }
}
