//! Traps of webhook stages.

mod expressions;
mod headers;
mod sending;
mod waiting;

use super::rule::Family;
use crate::spinnaker::spel::NAMES;
use crate::spinnaker::webhook::COPIED_FIELDS;

pub(super) const FAMILIES: &[&Family] =
    &[&headers::FAMILY, &sending::FAMILY, &expressions::FAMILY, &waiting::FAMILY];

/// Whether what stands in `${…}` is for a running pipeline: no name that an
/// environment could have, or one that begins in the stage's context.
fn is_of_pipeline(inside: &str) -> bool {
    let inside = inside.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let first = inside.split('.').next().unwrap_or_default();
    !inside.chars().all(is_name) || NAMES.contains(&first) || COPIED_FIELDS.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::is_of_pipeline;

    #[test]
    fn a_name_is_the_environments_unless_pipelines_have_it() {
        for inside in ["API_TOKEN", "services.ci.token", "triggered", "parameters_of_ci"] {
            assert!(!is_of_pipeline(inside), "{inside}");
        }
        for inside in [
            "parameterValues['a']",
            "trigger.user",
            "#currentUser()",
            " execution.id ",
            "url",
            "1 + 1",
        ] {
            assert!(is_of_pipeline(inside), "{inside}");
        }
    }
}
