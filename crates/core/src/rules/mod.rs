//! Every known trap: what it is called, what it does to the pipeline, and what
//! takes it away.
//!
//! One file a rule or tight family; [`rules`] is the table of all. A rule
//! speaks of what loading and filling really produced, never of a pattern in
//! the text alone, and says in one sentence what will happen. Findings in one
//! stage are kept with the stage, so what is about several is a look of its
//! own.

pub mod allow;
pub mod example;
mod file_look;
mod job;
mod loading;
pub(crate) mod look;
mod mapped;
mod mapping;
mod outputs;
mod parameters;
mod policy;
mod registration;
mod rule;
#[cfg(test)]
mod tests;
mod texts;
mod webhook;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::Trouble;
use crate::finding::{Finding, StageFinding};

pub use policy::{Allowed, Level, Policy};
pub use rule::{Example, Rule, Targets};

pub use file_look::Taken;
pub(crate) use file_look::{FileLook, FileStage, Held};
pub(crate) use job::placed_references;
pub use loading::reads_otherwise;
pub(crate) use loading::{
    conflict_marks, more, of_failure, of_plugin_failure, of_refusal, of_trouble, orcas_reader,
    too_large,
};
pub(crate) use look::{Look, Of};
use rule::{Check, Family, Found};

/// The families, in the order in which they are looked for and documented.
const FAMILIES: [(&str, &[&Family]); 8] = [
    ("Loading", loading::FAMILIES),
    ("Mapping", mapping::FAMILIES),
    ("Parameters", parameters::FAMILIES),
    ("Registration", registration::FAMILIES),
    ("Job", job::FAMILIES),
    ("Outputs", outputs::FAMILIES),
    ("Webhook stages", webhook::FAMILIES),
    ("Allowances", &[&allow::FAMILY]),
];

/// Every rule, in the order of the documentation.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    chapters().flat_map(|(_, rules)| rules)
}

/// The rules by what they are about.
pub fn chapters() -> impl Iterator<Item = (&'static str, Vec<&'static Rule>)> {
    FAMILIES.iter().map(|(name, families)| {
        (*name, families.iter().flat_map(|family| family.rules).copied().collect())
    })
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    static BY_ID: LazyLock<HashMap<&'static str, &'static Rule>> =
        LazyLock::new(|| rules().map(|rule| (rule.id, rule)).collect());
    BY_ID.get(id).copied()
}

/// The findings of one stage: what of its text could not be read, and what the
/// rules see in it.
pub(crate) fn of_stage(look: &Look<'_>) -> Vec<StageFinding> {
    let mut found = Found::new(look.target);
    for family in FAMILIES.iter().flat_map(|(_, families)| *families) {
        if let Check::Stage(check) = family.check {
            check(look, &mut found);
        }
    }
    let mut findings = found.findings;
    for finding in &mut findings {
        finding.steps = look.written(&finding.steps).path.steps;
    }
    findings
}

/// The findings about a whole text.
pub(crate) fn of_file(look: &FileLook<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for family in FAMILIES.iter().flat_map(|(_, families)| *families) {
        if let Check::File(check) = family.check {
            check(look, &mut found);
        }
    }
    found
}

/// What could not be read of a region.
pub(crate) fn of_troubles(troubles: &[Trouble], text: &str) -> Vec<StageFinding> {
    troubles.iter().map(|trouble| of_trouble(trouble, text)).collect()
}
