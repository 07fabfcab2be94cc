//! What a rule is: its id, how bad it is, what there is to say about it, and
//! examples that prove it.
//!
//! All of it is data; what looks for the trap is the family's function.

use crate::finding::{Fix, Severity, StageFinding};
use crate::java::Span;
use crate::spinnaker::{Release, Target};

use super::file_look::FileLook;
use super::look::Look;
use crate::document::Step;
use crate::finding::Finding;

/// A trap that is known by name. The id is a promise: people name it in CI
/// and in comments of their files.
#[derive(Debug)]
pub struct Rule {
    /// Lower case, words joined by hyphens.
    pub id: &'static str,
    /// How bad it usually is; a finding may be milder where the file shows so.
    pub severity: Severity,
    /// What the trap is, in one line.
    pub summary: &'static str,
    /// What happens to the pipeline, why, and what to do, for somebody who
    /// meets the trap for the first time.
    pub explanation: &'static str,
    /// The releases that have it.
    pub targets: Targets,
    /// How it looks.
    pub example: Example,
}

/// The releases that a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {
    /// Every release.
    All,
    /// Releases before this one.
    Before(Release),
    /// This release and those after it.
    Since(Release),
}

impl Targets {
    /// Whether the rule speaks of `release`.
    pub fn has(self, release: Release) -> bool {
        match self {
            Self::All => true,
            Self::Before(first) => release < first,
            Self::Since(first) => release >= first,
        }
    }

    /// A release that shows the trap: the newest of them.
    pub fn newest(self) -> Release {
        Release::ALL
            .iter()
            .rev()
            .map(|(release, _)| *release)
            .find(|release| self.has(*release))
            .unwrap_or_default()
    }
}

/// Parts of stage files, as [`super::example::file`] puts them together.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Raises the rule.
    pub wrong: &'static str,
    /// Does not, and does what was meant.
    pub right: &'static str,
    /// What the rule's first fix makes of `wrong`, for rules that have one.
    pub fixed: Option<&'static str>,
}

/// Rules that one look finds.
pub(crate) struct Family {
    /// What it raises.
    pub(crate) rules: &'static [&'static Rule],
    /// How it looks.
    pub(crate) check: Check,
}

/// Where a family looks.
pub(crate) enum Check {
    /// At one stage, whatever stands around it. Must be linear in the stage:
    /// it runs at each keystroke.
    Stage(fn(&Look<'_>, &mut Found)),
    /// At the whole text, once its stages are known.
    File(fn(&FileLook<'_>, &mut Vec<Finding>)),
    /// Nowhere by itself: reading the text or the allowances raises it.
    Elsewhere,
}

/// The findings of one stage while it is being looked at.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) findings: Vec<StageFinding>,
    release: Release,
    silent: Vec<Fix>,
}

impl Found {
    pub(crate) fn new(target: Target) -> Self {
        Self { findings: Vec::new(), release: target.release, silent: Vec::new() }
    }

    /// Adds a finding, if the rule speaks of the target.
    pub(crate) fn add(
        &mut self,
        rule: &'static Rule,
        message: impl Into<String>,
        steps: Vec<Step>,
        span: Span,
    ) -> &mut Vec<Fix> {
        self.add_as(rule, rule.severity, message, steps, span)
    }

    /// The same, as bad as `severity`.
    pub(crate) fn add_as(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        message: impl Into<String>,
        steps: Vec<Step>,
        span: Span,
    ) -> &mut Vec<Fix> {
        if !rule.targets.has(self.release) {
            // Its fixes go nowhere.
            self.silent.clear();
            return &mut self.silent;
        }
        let finding = StageFinding {
            rule: rule.id,
            severity,
            message: message.into(),
            steps,
            span,
            fixes: Vec::new(),
        };
        &mut self.findings.push_mut(finding).fixes
    }
}
