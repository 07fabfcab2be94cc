//! Values that Orca takes from a secret manager when it starts.

use crate::finding::Severity;
use crate::java::{Data, Value};
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static SECRET_MANAGER_VALUE: Rule = Rule {
    id: "secret-manager-value",
    severity: Severity::Note,
    summary: "Orca decrypts this value when it starts",
    explanation: "A value that is wholly `encrypted:ENGINE!…` is fetched from the secret manager \
        when Orca starts. From then on it is plain text in Orca: it is copied into every pipeline \
        execution that runs the stage, where whoever may see the execution may read it, and into \
        the Job. Previews here leave it as it is written. A `secretKeyRef` keeps a secret in the \
        cluster.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nenv:\n  - name: API_TOKEN\n    value: encrypted:s3!r:eu-west-1!b:secrets!f:ci.yml!k:token\n",
        right: "# in the container\nenv:\n  - name: API_TOKEN\n    valueFrom:\n      secretKeyRef:\n        name: ci\n        key: token\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&SECRET_MANAGER_VALUE], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if look.plugin || !look.region.contains("encrypted") {
        return;
    }
    let mut open: Vec<&Value> = vec![look.stage()];
    while let Some(value) = open.pop() {
        match &value.data {
            Data::String(text) if is_encrypted(text) => {
                let message = "Orca decrypts this when it starts; from then on it is plain text in \
                               every execution of the stage.";
                let span = value.origin.span().unwrap_or_default();
                found.add(&SECRET_MANAGER_VALUE, message, Vec::new(), span);
            }
            Data::Map(map) => open.extend(map.iter().map(|(_, value)| value)),
            Data::List(items) => open.extend(items),
            _ => {}
        }
    }
}

fn is_encrypted(text: &str) -> bool {
    ["encrypted:", "encryptedFile:"]
        .iter()
        .filter_map(|start| text.strip_prefix(start))
        .any(|rest| rest.contains('!'))
}
