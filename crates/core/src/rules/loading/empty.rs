//! Nothing where something must be: empty maps, and keys without a value.

use crate::document::Step;
use crate::document::edit::New;
use crate::finding::{Fix, Severity};
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::ViolationKind;
use crate::spinnaker::Release;
use crate::spinnaker::load::What;

static VANISHED_EMPTY_MAP: Rule = Rule {
    id: "vanished-empty-map",
    severity: Severity::Warning,
    summary: "An empty map is nothing to Orca",
    explanation: "Spring makes properties of what a map holds, and of an empty one none: the key is \
        gone, and whatever its presence should switch on is not there. A volume with `emptyDir: {}` \
        loses its source, and only because Kubernetes then assumes an emptyDir does it still work; \
        a parameter mapped into `labels: {}` fails the stage. Releases before 2026.2 do not even \
        start with most of them. Say something in the map, or leave the key out.",
    targets: Targets::Since(Release::V2026_2),
    example: Example {
        wrong: "# in the pod's spec\nvolumes:\n  - name: work\n    emptyDir: {}\n",
        right: "# in the pod's spec\nvolumes:\n  - name: work\n    emptyDir:\n      medium: \"\"\n",
        fixed: Some(
            "# in the pod's spec\nvolumes:\n  - name: work\n    emptyDir:\n      medium: \"\"\n",
        ),
    },
};

static LIST_ENDS_EARLY: Rule = Rule {
    id: "list-ends-early",
    severity: Severity::Warning,
    summary: "An empty item ends its list",
    explanation: "Spring reads a list item by item until one in which it finds nothing. An empty \
        item at the end is dropped without a word; with items behind it, these are left over and \
        Orca does not start. Remove the empty item.",
    targets: Targets::Since(Release::V2026_2),
    example: Example {
        wrong: "# in the pod's spec\ntolerations:\n  - operator: Exists\n  - {}\n",
        right: "# in the pod's spec\ntolerations:\n  - operator: Exists\n",
        fixed: Some("# in the pod's spec\ntolerations:\n  - operator: Exists\n"),
    },
};

static EMPTY_VALUE: Rule = Rule {
    id: "empty-value",
    severity: Severity::Warning,
    summary: "A key without a value keeps Orca from starting",
    explanation: "A key with nothing behind it is null in YAML and empty text to Spring, which \
        cannot make an object, a map, a quantity or a yes-or-no of it: Orca does not start. This \
        often remains when everything below a key was commented out. Give it a value or remove \
        the key.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod's spec\nsecurityContext:\n",
        right: "# in the pod's spec\nsecurityContext:\n  runAsNonRoot: true\n",
        fixed: Some("# in the pod's spec\n"),
    },
};

static VALUE_UNSET: Rule = Rule {
    id: "value-unset",
    severity: Severity::Note,
    summary: "A key whose value sets nothing",
    explanation: "Null, an empty list or empty text sets nothing where a number, a yes-or-no or a \
        word is wanted: Orca goes on as if the key were not there. Remove the key, or give it a \
        value.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\nparallelism:\n",
        right: "# in the job's spec\nparallelism: 1\n",
        fixed: Some("# in the job's spec\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&VANISHED_EMPTY_MAP, &LIST_ENDS_EARLY, &EMPTY_VALUE, &VALUE_UNSET],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    for change in &look.loaded.changes {
        let (path, span) = (&change.path, change.span);
        if change.what == What::Unset {
            unset(look, path, found);
        }
        let What::VanishedEmpty { key } = &change.what else { continue };
        if key.starts_with('[') && matches!(path.last(), Some(Step::Index(_))) {
            let message = "Orca drops this empty item: the list ends before it.";
            let fixes = found.add(&LIST_ENDS_EARLY, message, path.clone(), span);
            fixes.push(look.remove("Remove the item", true, path));
            continue;
        }
        let message =
            format!("Orca drops the empty map {key}: what it should switch on is not there.");
        let is_there = look.written(path).depth == path.len();
        let fixes = found.add(&VANISHED_EMPTY_MAP, message, path.clone(), span);
        if is_there {
            fixes.push(something(look, path, key));
        }
    }
    for violation in look.violations() {
        if violation.kind != ViolationKind::Empty {
            continue;
        }
        let (path, span) = (&violation.path, violation.span);
        let fixes = found.add(&EMPTY_VALUE, violation.message.clone(), path.clone(), span);
        let item = matches!(path.last(), Some(Step::Index(_)));
        let emptied = path.last() == Some(&Step::Key("emptyDir".into()));
        if emptied {
            let value = New::Map(vec![("medium".into(), New::Text(String::new()))]);
            fixes.push(look.set("Write `medium: \"\"` in it", true, path, value));
        } else if !item {
            fixes.push(look.remove("Remove the key", false, path));
        }
    }
}

/// What keeps the map, or takes away what is not there for Orca anyway.
fn something(look: &Look<'_>, path: &[Step], key: &str) -> Fix {
    if key == "emptyDir" {
        let value = New::Map(vec![("medium".into(), New::Text(String::new()))]);
        return look.set("Write `medium: \"\"` in it", true, path, value);
    }
    look.remove("Remove the key, as Orca does", true, path)
}

fn unset(look: &Look<'_>, path: &[Step], found: &mut Found) {
    let written = look.written(path);
    if written.depth < path.len() || look.is_mapped(path) {
        return;
    }
    let message = "This sets nothing: Orca goes on as if the key were not there.";
    let fixes = found.add(&VALUE_UNSET, message, path.to_vec(), look.span(path));
    // What a placeholder leaves may be something elsewhere.
    let plain =
        written.node.and_then(|node| node.as_text()).is_none_or(|text| !text.contains("${"));
    if plain && matches!(path.last(), Some(Step::Key(_))) {
        fixes.push(look.remove("Remove the key", true, path));
    }
}
