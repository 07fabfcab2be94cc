//! Containers that keep a Job from ending.

use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static SIDECAR_NEVER_ENDS: Rule = Rule {
    id: "sidecar-never-ends",
    severity: Severity::Warning,
    summary: "A container beside the work never ends",
    explanation: "A Job has ended when all containers of its pod have. A proxy or log forwarder \
        that runs until it is told to stop keeps the Job, and with it the stage, waiting until a \
        deadline. Native sidecars (`restartPolicy: Always` on an init container) do not help: this \
        Orca drops the field. Turn off the mesh for the pod, or have the work end its neighbour.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod's spec\ncontainers:\n  - name: main\n    image: alpine:3.22.1\n  - name: cloud-sql-proxy\n    image: cloud-sql-proxy:2.18.0\n",
        right: "# in the pod's spec\ncontainers:\n  - name: main\n    image: alpine:3.22.1\n",
        fixed: None,
    },
};

static SEVERAL_CONTAINERS: Rule = Rule {
    id: "several-containers",
    severity: Severity::Note,
    summary: "The Job ends when all its containers have",
    explanation: "All of a pod's containers run side by side, and the Job ends with the last of \
        them. What only prepares the work belongs into `initContainers`, which run before, one \
        after the other.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod's spec\ncontainers:\n  - name: fetch\n    image: alpine:3.22.1\n  - name: main\n    image: alpine:3.22.1\n",
        right: "# in the pod's spec\ninitContainers:\n  - name: fetch\n    image: alpine:3.22.1\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&SIDECAR_NEVER_ENDS, &SEVERAL_CONTAINERS], check: Check::Stage(check) };

/// Names, or parts of images, of programs that serve until they are stopped.
const SERVERS: [&str; 11] = [
    "istio-proxy",
    "istio/proxyv2",
    "linkerd-proxy",
    "envoy",
    "cloud-sql-proxy",
    "cloudsql-proxy",
    "gce-proxy",
    "vault-agent",
    "fluentd",
    "fluent-bit",
    "filebeat",
];

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() {
        return;
    }
    let containers: Vec<_> =
        look.containers().into_iter().filter(|container| container.list == "containers").collect();
    let mut named = false;
    if containers.len() > 1 {
        for container in &containers {
            let text = |key: &str| container.text(key).unwrap_or_default();
            let serves = SERVERS
                .iter()
                .any(|name| text("name").contains(name) || text("image").contains(name));
            if serves {
                named = true;
                let message = format!(
                    "The {} does not end by itself, and the Job waits for it.",
                    container.title()
                );
                let place = container.steps();
                found.add(&SIDECAR_NEVER_ENDS, message, place.clone(), look.span(&place));
            }
        }
        if !named && let Some(second) = containers.get(1) {
            let message =
                format!("The Job ends when all its {} containers have.", containers.len());
            let place = second.steps();
            found.add(&SEVERAL_CONTAINERS, message, place.clone(), look.span(&place));
        }
    }
    let inject = ["manifest", "spec", "template", "metadata", "annotations"];
    let injected = look
        .at(&inject)
        .and_then(|annotations| annotations.get("sidecar.istio.io/inject"))
        .and_then(Value::as_str);
    if injected == Some("true") {
        let mut place = keys(&inject);
        place.extend(keys(&["sidecar.istio.io/inject"]));
        let message = "The mesh's proxy does not end by itself, and the Job waits for it.";
        found.add(&SIDECAR_NEVER_ENDS, message, place.clone(), look.span(&place));
    }
}
