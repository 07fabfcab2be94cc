//! How much a profile may hold.

use crate::document::Path;
use crate::finding::{Finding, Severity};
use crate::java::Span;
use crate::limits;
use crate::rules::file_look::FileLook;
use crate::rules::rule::{Check, Example, Family, Rule, Targets};

static PROFILE_SIZE: Rule = Rule {
    id: "profile-near-limit",
    severity: Severity::Warning,
    summary: "The file nearly fills what a Secret can hold",
    explanation: "The operator puts all profiles of an installation into one Secret, and a Secret \
        or ConfigMap holds one mebibyte, all its files together. Beyond it Kubernetes refuses the \
        object, and no change of the configuration arrives any more. Move scripts into images or \
        ConfigMaps, or repeat less by anchors.",
    targets: Targets::All,
    example: Example {
        wrong: "# too large to be shown\n",
        right: "description: Short\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&PROFILE_SIZE], check: Check::File(check) };

fn check(look: &FileLook<'_>, found: &mut Vec<Finding>) {
    if look.stages.is_empty() || look.bytes < limits::NEAR_SECRET_BYTES {
        return;
    }
    let percent = look.bytes.saturating_mul(100) / limits::SECRET_BYTES;
    found.push(Finding {
        rule: PROFILE_SIZE.id,
        severity: PROFILE_SIZE.severity,
        message: format!("The file alone fills {percent} % of what a Secret can hold."),
        stage: None,
        path: Path::default(),
        span: Span::default(),
        fixes: Vec::new(),
    });
}
