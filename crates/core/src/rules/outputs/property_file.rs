//! The container whose log gives the outputs.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::java::{Data, Value};
use crate::rules::look::{Container, Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::spinnaker::properties::{JSON_MARKER, PROPERTY_MARKER};

static NO_SUCH_CONTAINER: Rule = Rule {
    id: "property-file-container",
    severity: Severity::Error,
    summary: "`propertyFile` names no container of the pod",
    explanation: "For Kubernetes `propertyFile` is the name of a container, not of a file: Spinnaker \
        reads that container's log for lines like `SPINNAKER_PROPERTY_KEY=value`. If there is no \
        container of that name, it finds nothing, and a Job that succeeded fails the stage with \
        `Expected properties file`.",
    targets: Targets::All,
    example: Example {
        wrong: "propertyFile: build.properties\n# in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        right: "propertyFile: main\n# in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        fixed: Some(
            "propertyFile: main\n# in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        ),
    },
};

static WRONG_CONTAINER: Rule = Rule {
    id: "property-file-other-container",
    severity: Severity::Warning,
    summary: "`propertyFile` names another container than the one that prints outputs",
    explanation: "Only the log of the named container is read. The lines with outputs come from \
        another one of the pod, so nothing is found, and a Job that succeeded fails the stage.",
    targets: Targets::All,
    example: Example {
        wrong: "propertyFile: prepare\n# in the pod's spec\ninitContainers:\n  - name: prepare\n    image: alpine:3.22.1\n    command: [sh, -c, mkdir /work/out]\n\
                # in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        right: "propertyFile: main\n# in the pod's spec\ninitContainers:\n  - name: prepare\n    image: alpine:3.22.1\n    command: [sh, -c, mkdir /work/out]\n\
                # in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        fixed: Some(
            "propertyFile: main\n# in the pod's spec\ninitContainers:\n  - name: prepare\n    image: alpine:3.22.1\n    command: [sh, -c, mkdir /work/out]\n\
             # in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        ),
    },
};

static NOTHING_PRINTED: Rule = Rule {
    id: "property-file-nothing-printed",
    severity: Severity::Warning,
    summary: "Nothing in the script prints an output",
    explanation: "With `propertyFile` set, a Job that succeeds must print at least one line like \
        `SPINNAKER_PROPERTY_KEY=value` or `SPINNAKER_CONFIG_JSON={…}`; otherwise the stage fails \
        with `Expected properties file`. The script in the file prints none. If a program that it \
        calls does, allow this finding with that reason.",
    targets: Targets::All,
    example: Example {
        wrong: "propertyFile: main\n# in the container\ncommand: [sh, -c, echo done]\n",
        right: "propertyFile: main\n# in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_STATE=done]\n",
        fixed: None,
    },
};

static NOT_WAITED_FOR: Rule = Rule {
    id: "property-file-not-waited-for",
    severity: Severity::Warning,
    summary: "Outputs are never read",
    explanation: "Outputs are read when the Job has ended, and with `waitForCompletion: false` the \
        stage does not wait for that. `propertyFile` has no effect.",
    targets: Targets::All,
    example: Example {
        wrong: "propertyFile: main\nwaitForCompletion: false\n# in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        right: "propertyFile: main\nwaitForCompletion: true\n# in the container\ncommand: [sh, -c, echo SPINNAKER_PROPERTY_TAG=1]\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&NO_SUCH_CONTAINER, &WRONG_CONTAINER, &NOTHING_PRINTED, &NOT_WAITED_FOR],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    let place = keys(&["propertyFile"]);
    let Some(name) = look.text("propertyFile").filter(|name| !name.is_empty()) else { return };
    if !look.is_job() || look.is_mapped(&place) || name.contains("${") || look.pod().is_none() {
        return;
    }
    let span = look.value_span(&place);
    let waits = look.stage().get("waitForCompletion").map(|value| &value.data);
    if waits == Some(&Data::Boolean(false)) && !look.is_mapped(&keys(&["waitForCompletion"])) {
        let message = "The stage does not wait for the Job, so its outputs are never read.";
        found.add(&NOT_WAITED_FOR, message, place, span);
        return;
    }
    let containers = look.containers();
    let names: Vec<&str> = containers.iter().filter_map(|it| it.text("name")).collect();
    let open = |container: &Container<'_>| {
        look.is_mapped(&container.key("name"))
            || container.text("name").is_none_or(|name| name.contains("${"))
    };
    let Some(chosen) = containers.iter().find(|it| it.text("name") == Some(name)) else {
        if look.hidden || containers.iter().any(open) {
            return;
        }
        let message = format!(
            "There is no container {name}: Spinnaker finds no outputs, and the stage fails although \
             the Job succeeds."
        );
        let fixes = found.add(&NO_SUCH_CONTAINER, message, place.clone(), span);
        let main: Vec<&str> = containers
            .iter()
            .filter(|it| it.list == "containers")
            .filter_map(|it| it.text("name"))
            .collect();
        for other in if main.len() == 1 { &main } else { &names } {
            let value = New::Text((*other).to_owned());
            fixes.push(look.set(&format!("Write {other}"), main.len() == 1, &place, value));
        }
        return;
    };
    if prints(chosen) || !is_script(chosen) {
        return;
    }
    if let Some(other) = containers.iter().find(|it| prints(it)).and_then(|it| it.text("name")) {
        let message = format!("The outputs are printed by {other}, not by {name}.");
        let fixes = found.add(&WRONG_CONTAINER, message, place.clone(), span);
        fixes.push(look.set(&format!("Write {other}"), true, &place, New::Text(other.to_owned())));
        return;
    }
    let message = format!(
        "Nothing in the script of {name} prints an output, and without one the stage fails although \
         the Job succeeds."
    );
    found.add(&NOTHING_PRINTED, message, place, span);
}

/// Whether a text of the container has a marker of outputs.
fn prints(container: &Container<'_>) -> bool {
    let marked = |value: &Value| {
        value.as_str().is_some_and(|text| {
            text.contains(PROPERTY_MARKER) || text.contains(JSON_MARKER.trim_end_matches('='))
        })
    };
    container.list("command").iter().chain(container.list("args")).any(marked)
        || container.list("env").iter().any(|it| it.get("value").is_some_and(marked))
}

/// Whether the container runs a script that stands in the file and calls no
/// other that it could hide behind.
fn is_script(container: &Container<'_>) -> bool {
    let words: Vec<&str> = container
        .list("command")
        .iter()
        .chain(container.list("args"))
        .filter_map(Value::as_str)
        .collect();
    let Some(at) = words.iter().position(|word| matches!(*word, "-c" | "-ec" | "-ce" | "-exc"))
    else {
        return false;
    };
    let Some(script) = words.get(at + 1) else { return false };
    !["./", "python", "node ", ".sh", "source ", "curl", "$(", "java", "$SCRIPT", "make"]
        .iter()
        .any(|call| script.contains(call))
}
