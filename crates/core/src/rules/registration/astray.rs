//! Stages that stand where Orca does not look for any.

use crate::document::Step;
use crate::document::edit::Edit;
use crate::finding::{Finding, Fix, Severity};
use crate::rules::file_look::FileLook;
use crate::rules::rule::{Check, Example, Family, Rule, Targets};

static STAGES_ASTRAY: Rule = Rule {
    id: "stages-astray",
    severity: Severity::Warning,
    summary: "Stages stand where Orca does not look",
    explanation: "Orca reads stages below `job.preconfigured.kubernetes`, \
        `job.preconfigured.titus` and `webhook.preconfigured` of its own profile. Below any other \
        key, such as `jobs`, or in the profile of another service, nobody reads them: Orca starts \
        without a word, and the stages are just not there.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\njobs:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: deployOne, cloudProvider: kubernetes, account: a}\n",
        right: "# the file\njob:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: deployOne, cloudProvider: kubernetes, account: a}\n",
        fixed: Some(
            "# the file\njob:\n  preconfigured:\n    kubernetes:\n      - {label: One, type: deployOne, cloudProvider: kubernetes, account: a}\n",
        ),
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&STAGES_ASTRAY], check: Check::File(check) };

fn check(look: &FileLook<'_>, found: &mut Vec<Finding>) {
    let Some(astray) = look.astray else { return };
    let mut fixes = Vec::new();
    if let [Step::Key(first), Step::Key(second), Step::Key(third)] = &astray.path.steps[..]
        && &**first == "jobs"
        && (&**second, &**third) == ("preconfigured", "kubernetes")
    {
        let mut path = astray.path.clone();
        path.steps.truncate(1);
        let edit = Edit::RenameKey { path, to: "job".into() };
        fixes.push(Fix { title: "Rename to job".into(), safe: true, edit });
    }
    found.push(Finding {
        rule: STAGES_ASTRAY.id,
        severity: STAGES_ASTRAY.severity,
        message: format!("Orca finds no stages at {}: it does not look there.", astray.path),
        stage: None,
        path: astray.path.clone(),
        span: astray.span,
        fixes,
    });
}
