//! What a pod may do to its node.

use crate::document::Step;
use crate::finding::Severity;
use crate::java::{Data, Value};
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static PRIVILEGED: Rule = Rule {
    id: "privileged-container",
    severity: Severity::Warning,
    summary: "A container may do anything to its node",
    explanation: "A privileged container is root on its node, and whoever may run the pipeline may \
        then take over the node and what runs on it. Namespaces with a pod security standard refuse \
        such a pod. Builds of images work without, with kaniko or rootless BuildKit.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nsecurityContext:\n  privileged: true\n",
        right: "# in the container\nsecurityContext:\n  privileged: false\n",
        fixed: None,
    },
};

static HOST_NAMESPACES: Rule = Rule {
    id: "host-namespaces",
    severity: Severity::Warning,
    summary: "The pod shares a namespace of its node",
    explanation: "`hostNetwork`, `hostPID` and `hostIPC` take away the wall between the pod and its \
        node: it sees the node's traffic or the processes of every other pod. Namespaces with a pod \
        security standard refuse it.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod's spec\nhostNetwork: true\n",
        right: "# in the pod's spec\nhostNetwork: false\n",
        fixed: None,
    },
};

static RUNS_AS_ROOT: Rule = Rule {
    id: "runs-as-root",
    severity: Severity::Note,
    summary: "A container is told to run as root",
    explanation: "`runAsUser: 0` makes the process root, also where the image says otherwise. \
        Namespaces with the restricted pod security standard refuse it.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nsecurityContext:\n  runAsUser: 0\n",
        right: "# in the container\nsecurityContext:\n  runAsUser: 10001\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&PRIVILEGED, &HOST_NAMESPACES, &RUNS_AS_ROOT], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    let Some(pod) = look.pod().filter(|_| look.is_job()) else { return };
    let is_true = |value: Option<&Value>| value.map(|it| &it.data) == Some(&Data::Boolean(true));
    let way = keys(&["manifest", "spec", "template", "spec"]);
    for name in ["hostNetwork", "hostPID", "hostIPC"] {
        if is_true(pod.get(name)) {
            let place = with(&way, &[name]);
            let message = format!("With {name} the pod shares a namespace of its node.");
            found.add(&HOST_NAMESPACES, message, place.clone(), look.span(&place));
        }
    }
    let mut contexts = vec![("The pod".to_owned(), way, pod.get("securityContext"))];
    for container in look.containers() {
        let title = format!("The {}", container.title());
        contexts.push((title, container.steps(), container.value.get("securityContext")));
    }
    for (title, way, context) in contexts {
        let Some(context) = context else { continue };
        if is_true(context.get("privileged")) {
            let place = with(&way, &["securityContext", "privileged"]);
            let message = format!("{title} may do anything to its node.");
            found.add(&PRIVILEGED, message, place.clone(), look.span(&place));
        }
        if context.get("runAsUser").and_then(Value::as_i64) == Some(0) {
            let place = with(&way, &["securityContext", "runAsUser"]);
            let message = format!("{title} is told to run as root.");
            found.add(&RUNS_AS_ROOT, message, place.clone(), look.span(&place));
        }
    }
}

fn with(way: &[Step], more: &[&str]) -> Vec<Step> {
    way.iter().cloned().chain(keys(more)).collect()
}
