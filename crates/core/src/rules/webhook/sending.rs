//! What of a call is not sent as it is written.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::forms::StageKind;
use crate::java::{Data, Value};
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::rules::texts::{braces, texts};
use crate::spinnaker::Release;
use crate::spinnaker::webhook::is_refused;

use super::is_of_pipeline;

static HEADER_REFUSED: Rule = Rule {
    id: "header-refused",
    severity: Severity::Warning,
    summary: "Orca never sends this header",
    explanation: "Spinnaker's services trust what the headers `X-Spinnaker-User`, \
        `X-Spinnaker-Account`, `X-Spinnaker-User-Origin`, `X-Spinnaker-Request-Id` and \
        `X-Spinnaker-Execution-Id` say. Orca leaves them out of every webhook, in any spelling of \
        upper and lower case, so that nobody can speak for somebody else. The called server gets \
        nothing of them: give it what it needs under another name.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\n  X-Spinnaker-User: [me]\n",
        right: "# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\n  X-Started-By: [me]\n",
        fixed: Some("# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\n"),
    },
};

static HEADER_NOT_EVALUATED: Rule = Rule {
    id: "header-not-evaluated",
    severity: Severity::Warning,
    summary: "An expression in `sensitiveHeaders` is sent as it stands",
    explanation: "Sensitive headers never enter the stage's context, which is what expressions are \
        evaluated in: `${parameterValues['token']}` arrives at the server with its dollar sign and \
        braces. Only placeholders that Orca's start-up knows, such as `${API_TOKEN}` from its \
        environment, have a value there.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\nsensitiveHeaders:\n  Authorization: [\"Bearer ${parameterValues['token']}\"]\n",
        right: "# in the webhook stage\nsensitiveHeaders:\n  Authorization: [\"Bearer ${API_TOKEN}\"]\n",
        fixed: None,
    },
};

static WEBHOOK_METHOD: Rule = Rule {
    id: "webhook-method",
    severity: Severity::Warning,
    summary: "No server knows this HTTP method",
    explanation: "Methods are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS and TRACE, in capital \
        letters. Since Spring Boot 3 Orca sends whatever word is written, as it is written, and \
        servers refuse it; earlier releases do not start with an unknown one.",
    targets: Targets::Since(Release::V2025_4),
    example: Example {
        wrong: "# in the webhook stage\nmethod: post\n",
        right: "# in the webhook stage\nmethod: POST\n",
        fixed: Some("# in the webhook stage\nmethod: POST\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&HEADER_REFUSED, &HEADER_NOT_EVALUATED, &WEBHOOK_METHOD],
    check: Check::Stage(check),
};

const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

fn check(look: &Look<'_>, found: &mut Found) {
    if look.kind != StageKind::Webhook {
        return;
    }
    for map in ["customHeaders", "sensitiveHeaders"] {
        let Some(headers) = look.stage().get(map).and_then(Value::as_map) else { continue };
        for name in headers.keys().filter(|name| is_refused(name)) {
            let place = keys(&[map, name]);
            let message = format!("Orca leaves out {name}: its services trust that header.");
            let fixes = found.add(&HEADER_REFUSED, message, place.clone(), look.span(&place));
            if headers.iter().count() > 1 {
                fixes.push(look.remove("Remove the header", true, &place));
            }
        }
    }
    if let Some(sensitive) = look.stage().get("sensitiveHeaders") {
        for (steps, text, span) in texts(sensitive) {
            if braces(text).into_iter().any(is_of_pipeline) {
                let mut place = keys(&["sensitiveHeaders"]);
                place.extend(steps);
                let message =
                    "Nothing evaluates this: the server gets it with its dollar sign and braces.";
                found.add(&HEADER_NOT_EVALUATED, message, place, span);
            }
        }
    }
    for key in ["method", "cancelMethod"] {
        let Some(Data::String(method)) = look.stage().get(key).map(|method| &method.data) else {
            continue;
        };
        if METHODS.contains(&&**method) || method.contains("${") {
            continue;
        }
        let place = keys(&[key]);
        let message = format!("{method} is sent as it is, and servers do not know it.");
        let fixes = found.add(&WEBHOOK_METHOD, message, place.clone(), look.value_span(&place));
        let capitals = method.trim().to_uppercase();
        if METHODS.contains(&capitals.as_str()) {
            fixes.push(look.set("Write it in capitals", true, &place, New::Text(capitals)));
        }
    }
}
