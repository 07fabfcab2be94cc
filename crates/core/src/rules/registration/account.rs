//! The account that a job runs with, by its two names.

use crate::document::edit::New;
use crate::finding::{Finding, Severity};
use crate::rules::file_look::FileLook;
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static ACCOUNT_AND_CREDENTIALS: Rule = Rule {
    id: "account-and-credentials-differ",
    severity: Severity::Warning,
    summary: "Account and credentials name different accounts",
    explanation: "Clouddriver runs kubectl with `account` and checks permissions and stores \
        artifacts under `credentials`; Orca asks for the Job's state under `account`. With two \
        names the stage may be allowed for the one and run on the other. Write the same name in \
        both, or leave `credentials` out.",
    targets: Targets::All,
    example: Example {
        wrong: "account: production\ncredentials: staging\n",
        right: "account: production\ncredentials: production\n",
        fixed: Some("account: production\ncredentials: production\n"),
    },
};

static WITHOUT_ACCOUNT: Rule = Rule {
    id: "stage-without-account",
    severity: Severity::Note,
    summary: "The stage names no account",
    explanation: "Without `account` and `credentials` the pipeline's own stage must name the \
        account, and Deck offers no field for it. A parameter that is mapped to `account` does, or \
        an account in the JSON of the pipeline's stage; without either, clouddriver fails.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the stage, without account, credentials\n",
        right: "account: my-account\n",
        fixed: None,
    },
};

static UNKNOWN_ACCOUNT: Rule = Rule {
    id: "unknown-account",
    severity: Severity::Warning,
    summary: "The account is not among those of the installation",
    explanation: "`stage-designer.toml` lists the names of the installation's accounts, and this \
        one is not among them. Clouddriver would answer `credentials not found` when the stage \
        runs. Correct the name, or add it to the list.",
    targets: Targets::All,
    example: Example {
        wrong: "account: elsewhere\ncredentials: elsewhere\n",
        right: "account: my-account\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&ACCOUNT_AND_CREDENTIALS, &WITHOUT_ACCOUNT], check: Check::Stage(check) };

pub(super) const LISTED: Family = Family { rules: &[&UNKNOWN_ACCOUNT], check: Check::File(listed) };

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() {
        return;
    }
    let text = |key: &str| look.text(key).filter(|text| !text.is_empty());
    let (account, credentials) = (text("account"), text("credentials"));
    let mapped = |key: &str| look.is_mapped(&keys(&[key]));
    let open = |text: &str| text.contains("${");
    match (account, credentials) {
        (Some(account), Some(credentials))
            if account != credentials
                && !open(account)
                && !open(credentials)
                && !mapped("account")
                && !mapped("credentials") =>
        {
            let place = keys(&["credentials"]);
            let message = format!(
                "The job runs with {account}, but permissions and artifacts are those of {credentials}."
            );
            let span = look.value_span(&place);
            let fixes = found.add(&ACCOUNT_AND_CREDENTIALS, message, place.clone(), span);
            let value = New::Text(account.to_owned());
            fixes.push(look.set(&format!("Write {account} in both"), false, &place, value));
        }
        (None, None) if !look.hidden && !mapped("account") && !mapped("credentials") => {
            let message =
                "Every pipeline must name the account itself, and Deck has no field for it.";
            let span = crate::rules::look::first_line(look.node);
            found.add(&WITHOUT_ACCOUNT, message, keys(&["account"]), span);
        }
        _ => {}
    }
}

/// Compares the accounts with those that `stage-designer.toml` names.
fn listed(look: &FileLook<'_>, found: &mut Vec<Finding>) {
    if look.accounts.is_empty() {
        return;
    }
    for (at, stage) in look.stages.iter().enumerate() {
        for key in ["account", "credentials"] {
            let Some(property) = stage.definition.property(key) else { continue };
            let Some(name) = property.value.as_text().filter(|text| !text.is_empty()) else {
                continue;
            };
            if name.contains("${") || look.accounts.iter().any(|known| known == name) {
                continue;
            }
            found.push(Finding {
                rule: UNKNOWN_ACCOUNT.id,
                severity: UNKNOWN_ACCOUNT.severity,
                message: format!("The installation has no account {name}."),
                stage: Some(at),
                path: stage.path.key(key),
                span: stage.span(property.value.span),
                fixes: Vec::new(),
            });
        }
    }
}
