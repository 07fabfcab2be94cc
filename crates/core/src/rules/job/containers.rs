//! What containers run, and with how much.

use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Container, Look};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static IMAGE_NOT_PINNED: Rule = Rule {
    id: "image-not-pinned",
    severity: Severity::Warning,
    summary: "The image may be another one tomorrow",
    explanation: "An image without a tag, or with `latest`, is whatever was pushed last. The same \
        stage then does something else from one day to the next, and Kubernetes fetches the image \
        for each run. Name a version, or a digest where it matters.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nimage: alpine:latest\n",
        right: "# in the container\nimage: alpine:3.22.1\n",
        fixed: None,
    },
};

static CONTAINER_WITHOUT_IMAGE: Rule = Rule {
    id: "container-without-image",
    severity: Severity::Error,
    summary: "A container has no image",
    explanation: "Kubernetes refuses a pod whose container has no image, and the stage fails when \
        it is submitted. A parameter that is mapped to the image needs a default, or somebody who \
        fills it in.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container, without image\n",
        right: "# in the container\nimage: alpine:3.22.1\n",
        fixed: None,
    },
};

static NO_RESOURCES: Rule = Rule {
    id: "no-resources",
    severity: Severity::Note,
    summary: "The container asks for no resources",
    explanation: "Without requests the scheduler puts the pod wherever there is room for nothing, \
        and it is the first to be evicted; without limits it may take what others need. In a \
        namespace with a quota, Kubernetes refuses it.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container, without resources\n",
        right: "# in the container\nresources:\n  requests:\n    cpu: \"100m\"\n    memory: \"64Mi\"\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&IMAGE_NOT_PINNED, &CONTAINER_WITHOUT_IMAGE, &NO_RESOURCES],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() {
        return;
    }
    for container in look.containers() {
        image(look, &container, found);
        let limited = container.value.get("resources").and_then(Value::as_map);
        if limited.is_none_or(crate::java::Map::is_empty) && !look.hidden {
            let message = format!("The {} asks for no resources.", container.title());
            let span = look.span(&container.steps());
            found.add(&NO_RESOURCES, message, container.key("resources"), span);
        }
    }
}

fn image(look: &Look<'_>, container: &Container<'_>, found: &mut Found) {
    let place = container.key("image");
    let mapped = look.is_mapped(&place);
    match container.text("image").map(str::trim).filter(|image| !image.is_empty()) {
        None if mapped || look.hidden => {}
        None => {
            let message =
                format!("The {} has no image, and Kubernetes refuses it.", container.title());
            found.add(
                &CONTAINER_WITHOUT_IMAGE,
                message,
                place.clone(),
                look.span(&container.steps()),
            );
        }
        Some(image) if image.contains(['$', '<', '{']) || image.contains('@') => {}
        Some(image) => {
            let name = image.rsplit('/').next().unwrap_or(image);
            let message = match name.split_once(':') {
                Some((_, "latest")) => format!("{image} is whatever was pushed last."),
                None => format!("{image} without a tag is whatever was pushed last."),
                Some(_) => return,
            };
            let severity = if mapped { Severity::Note } else { Severity::Warning };
            let span = look.value_span(&place);
            found.add_as(&IMAGE_NOT_PINNED, severity, message, place, span);
        }
    }
}
