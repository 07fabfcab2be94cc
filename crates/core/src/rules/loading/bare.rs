//! Numbers that only load as text.

use crate::document::edit::New;
use crate::document::{Kind, Style};
use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Look, follow, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::ViolationKind;

static BARE_QUANTITY: Rule = Rule {
    id: "bare-quantity",
    severity: Severity::Warning,
    summary: "A quantity without quotes keeps Orca from starting",
    explanation: "Spring turns only text into a quantity. `cpu: 1` is a number in YAML, there is \
        no way from a number to a quantity, and Orca does not start; `cpu: \"1\"` loads. Write \
        every cpu, memory, storage and size in quotes. kubectl accepts both, so a manifest that \
        works there may still fail here.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nresources:\n  limits:\n    cpu: 1\n",
        right: "# in the container\nresources:\n  limits:\n    cpu: \"1\"\n",
        fixed: Some("# in the container\nresources:\n  limits:\n    cpu: \"1\"\n"),
    },
};

static BARE_PORT: Rule = Rule {
    id: "bare-port",
    severity: Severity::Warning,
    summary: "The port of a probe without quotes keeps Orca from starting",
    explanation: "The port of a probe may be a number or a name, and Spring turns only text into \
        such a value: `port: 8080` keeps Orca from starting. `\"8080\"` loads, but reaches \
        Kubernetes as the name 8080, which no port has. What works is `\"${8080}\"`: it loads as \
        text, and when the stage runs, Orca evaluates it to the number.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nlivenessProbe:\n  tcpSocket:\n    port: 8080\n",
        right: "# in the container\nlivenessProbe:\n  tcpSocket:\n    port: \"${8080}\"\n",
        fixed: Some("# in the container\nlivenessProbe:\n  tcpSocket:\n    port: \"${8080}\"\n"),
    },
};

static PORT_AS_TEXT: Rule = Rule {
    id: "port-as-text",
    severity: Severity::Warning,
    summary: "A quoted port reaches Kubernetes as a name",
    explanation: "`port: \"8080\"` loads, and is written into the Job as text. Kubernetes takes text \
        for the name of a port, and a name must have a letter in it: the Job is refused when the \
        stage runs. `\"${8080}\"` loads as text too, and Orca makes the number of it when the stage \
        runs. The name of one of the container's ports works as well.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nlivenessProbe:\n  tcpSocket:\n    port: \"8080\"\n",
        right: "# in the container\nlivenessProbe:\n  tcpSocket:\n    port: \"${8080}\"\n",
        fixed: Some("# in the container\nlivenessProbe:\n  tcpSocket:\n    port: \"${8080}\"\n"),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&BARE_QUANTITY, &BARE_PORT, &PORT_AS_TEXT], check: Check::Stage(check) };

const PROBES: [&str; 3] = ["livenessProbe", "readinessProbe", "startupProbe"];

/// Probes whose port is a number in quotes.
fn ports(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() || look.plugin {
        return;
    }
    for container in look.containers() {
        for (probe, action) in
            PROBES.iter().flat_map(|probe| [(*probe, "httpGet"), (*probe, "tcpSocket")])
        {
            let mut place = container.key(probe);
            place.extend(keys(&[action, "port"]));
            let Some(text) = follow(look.stage(), &place).and_then(Value::as_str) else { continue };
            let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
            let quoted = look.written(&place).node.is_some_and(
                |node| matches!(node.kind, Kind::Scalar { style, .. } if style != Style::Plain),
            );
            if digits && quoted && !look.is_mapped(&place) {
                let message =
                    format!("Kubernetes takes {text:?} for the name of a port and refuses it.");
                let span = look.value_span(&place);
                let fixes = found.add(&PORT_AS_TEXT, message, place.clone(), span);
                let value = New::Text(format!("${{{text}}}"));
                fixes.push(look.set("Write it as an expression", true, &place, value));
            }
        }
    }
}

fn check(look: &Look<'_>, found: &mut Found) {
    ports(look, found);
    for violation in look.violations() {
        let written = || {
            let node = look.written(&violation.path).node?;
            node.as_text().map(str::to_owned)
        };
        let (rule, value) = match violation.kind {
            ViolationKind::BareQuantity => (&BARE_QUANTITY, written()),
            ViolationKind::BareIntOrString => {
                (&BARE_PORT, written().map(|number| format!("${{{number}}}")))
            }
            _ => continue,
        };
        let (path, span) = (violation.path.clone(), violation.span);
        let fixes = found.add(rule, violation.message.clone(), path, span);
        if let Some(value) = value {
            let title =
                if rule.id == BARE_PORT.id { "Write it as an expression" } else { "Quote it" };
            fixes.push(look.set(title, true, &violation.path, New::Text(value)));
        }
    }
}
