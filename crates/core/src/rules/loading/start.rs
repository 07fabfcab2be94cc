//! What keeps Orca from starting: a failure that stops all of Orca, not the
//! stage alone.

use crate::document::Path;
use crate::finding::{Finding, Severity, StageFinding};
use crate::java::Span;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::spinnaker::Target;
use crate::spinnaker::load::{Failure, FailureKind};

pub(crate) static WOULD_NOT_START: Rule = Rule {
    id: "would-not-start",
    severity: Severity::Error,
    summary: "Orca does not start with this file",
    explanation: "Orca reads all its stage files once, when it starts. A value that does not fit \
        its place is not skipped: the exception ends the whole start-up, and with it every \
        pipeline of the installation. The message is Orca's own. Mend the place it names; a \
        further mistake shows once this one is gone.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\nbackoffLimit: twice\n",
        right: "# in the job's spec\nbackoffLimit: 2\n",
        fixed: None,
    },
};

static PLUGIN_WOULD_NOT_LOAD: Rule = Rule {
    id: "plugin-would-not-load",
    severity: Severity::Error,
    summary: "The plugin's stage cannot be read",
    explanation: "A plugin brings its stage as a resource that Jackson reads, not Spring. What \
        Jackson cannot turn into the stage's properties ends in an exception when the plugin is \
        loaded, and the stage is not there.",
    targets: Targets::All,
    example: Example {
        wrong: "# in a plugin's resource\nenabled: perhaps\n",
        right: "# in a plugin's resource\nenabled: true\n",
        fixed: None,
    },
};

static CANNOT_BE_PLANNED: Rule = Rule {
    id: "cannot-be-planned",
    severity: Severity::Error,
    summary: "A value loads but cannot be written out again",
    explanation: "Orca writes the manifest out as JSON each time the stage is planned. A quantity \
        whose exponent has no suffix loads without complaint and then fails there, so the stage \
        fails in every pipeline that uses it.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nresources:\n  limits:\n    memory: \"1000E\"\n",
        right: "# in the container\nresources:\n  limits:\n    memory: \"1Gi\"\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&WOULD_NOT_START, &PLUGIN_WOULD_NOT_LOAD, &CANNOT_BE_PLANNED],
    check: Check::Stage(unwritable),
};

fn unwritable(look: &Look<'_>, found: &mut Found) {
    if let Some(failure) = &look.loaded.unwritable {
        let message = format!("The stage fails each time it is planned: {}", said(failure));
        found.add(&CANNOT_BE_PLANNED, message, Vec::new(), failure.place.span);
    }
}

/// The finding for a failure at start-up.
pub(crate) fn of_failure(
    failure: &Failure,
    stage: Option<usize>,
    path: Path,
    span: Span,
    target: Target,
) -> Finding {
    let property = failure.property.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let remedy = remedy(failure.kind);
    let message = format!(
        "Orca {} would not start: {}{property}{remedy}",
        target.release.name(),
        said(failure)
    );
    Finding {
        rule: WOULD_NOT_START.id,
        severity: WOULD_NOT_START.severity,
        message,
        stage,
        path,
        span,
        fixes: Vec::new(),
    }
}

/// The finding for a plugin's resource that does not load.
pub(crate) fn of_plugin_failure(failure: &Failure) -> StageFinding {
    StageFinding {
        rule: PLUGIN_WOULD_NOT_LOAD.id,
        severity: PLUGIN_WOULD_NOT_LOAD.severity,
        message: format!("The plugin would not load: {}", said(failure)),
        steps: Vec::new(),
        span: failure.place.span,
        fixes: Vec::new(),
    }
}

/// The innermost cause, which names the trouble.
fn said(failure: &Failure) -> String {
    failure.causes.last().map(|cause| cause.message.trim().to_owned()).unwrap_or_default()
}

/// What to do, where Orca's words leave it open.
fn remedy(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::DuplicateKey => ". Remove one of the two.",
        FailureKind::Depth => ". Nest less deeply: 50 levels load.",
        FailureKind::Expansion => ". Its aliases expand to more than memory holds.",
        FailureKind::RecursiveAlias => ". The alias stands inside what it refers to.",
        FailureKind::NonTextKey => ". Put the key in quotes.",
        FailureKind::LeftUnbound => {
            ". No key of the item before is known, so the list ends there and the rest is left \
             over: look for a misspelt key."
        }
        FailureKind::NoSetter => ". This key can only be read: remove it.",
        _ => "",
    }
}
