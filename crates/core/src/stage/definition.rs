//! The properties of a definition (custom job stages guide; orca-semantics §2).

use std::sync::Arc;

use super::Parameter;
use crate::document::{Entry, Node};
use crate::forms::{StageKind, uniform};

/// A property that Spinnaker knows, as found in a definition.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its canonical name.
    pub name: &'static str,
    /// The key as written.
    pub key: Arc<Node>,
    /// Its value.
    pub value: Arc<Node>,
}

/// What can be read of a definition.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The properties that Spinnaker knows, as written, in file order.
    pub properties: Vec<Property>,
    /// Keys that Spinnaker does not know.
    pub unknown: Vec<Entry>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
}

/// Properties of every kind of job stage.
const JOB: [&str; 10] = [
    "enabled",
    "label",
    "description",
    "type",
    "cloudProvider",
    "credentials",
    "region",
    "waitForCompletion",
    "uiType",
    "producesArtifacts",
];
const KUBERNETES: [&str; 3] = ["account", "application", "manifest"];
const TITUS: [&str; 1] = ["cluster"];
const SHARED: [&str; 2] = ["propertyFile", "parameters"];
const WEBHOOK: [&str; 26] = [
    "enabled",
    "label",
    "description",
    "type",
    "parameters",
    "url",
    "customHeaders",
    "sensitiveHeaders",
    "parameterValues",
    "parameterData",
    "method",
    "cancelMethod",
    "payload",
    "cancelPayload",
    "failFastStatusCodes",
    "waitForCompletion",
    "signalCancellation",
    "statusUrlResolution",
    "statusUrlJsonPath",
    "statusJsonPath",
    "progressJsonPath",
    "successStatuses",
    "canceledStatuses",
    "terminalStatuses",
    "permissions",
    "cancelEndpoint",
];
const WEBHOOK_REST: [&str; 2] = ["waitBeforeMonitor", "retryStatusCodes"];

/// The canonical names of a kind's properties.
pub fn known(kind: StageKind) -> impl Iterator<Item = &'static str> {
    let (first, second, third): (&[&str], &[&str], &[&str]) = match kind {
        StageKind::Kubernetes => (&JOB, &KUBERNETES, &SHARED),
        StageKind::Titus => (&JOB, &TITUS, &SHARED),
        StageKind::Webhook => (&WEBHOOK, &WEBHOOK_REST, &[]),
    };
    [first, second, third].into_iter().flatten().copied()
}

/// Reads a definition; aliases are followed.
pub fn definition(node: &Node, kind: StageKind) -> Definition {
    let mut read = Definition::default();
    for entry in node.entries() {
        let key = entry.key.as_text().map(uniform).unwrap_or_default();
        let Some(name) = known(kind).find(|name| uniform(name) == key) else {
            read.unknown.push(entry.clone());
            continue;
        };
        if name == "parameters" {
            read.parameters = entry.value.items().iter().map(Parameter::read).collect();
        }
        let (key, value) = (Arc::clone(&entry.key), Arc::clone(&entry.value));
        read.properties.push(Property { name, key, value });
    }
    read
}

impl Definition {
    /// The property of that canonical name; the last one if written twice.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().rev().find(|property| property.name == name)
    }

    /// The text of a property that is a scalar.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.property(name)?.value.as_text()
    }

    /// The Job's manifest.
    pub fn manifest(&self) -> Option<&Arc<Node>> {
        self.property("manifest").map(|property| &property.value)
    }

    /// What to call the stage: its label, else its type, else its provider.
    pub fn title(&self) -> &str {
        ["label", "type"]
            .into_iter()
            .filter_map(|name| self.text(name))
            .find(|text| !text.is_empty())
            .unwrap_or("unnamed stage")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    #[test]
    fn a_half_typed_definition_still_shows_what_can_be_read() {
        let text = "label: Echo\ntyp\nwait-for-completion: yes\nenable: true\nparameters:\n- name: A\n  mapping: manifest.kind\n- \nmanifest:\n  kind: Job\n";
        let parsed = read(text);
        let read = definition(&parsed.roots[0], StageKind::Kubernetes);
        assert_eq!(read.title(), "Echo");
        assert_eq!(read.text("waitForCompletion"), Some("yes"));
        assert_eq!(read.unknown.len(), 1, "`enable` is no property");
        assert_eq!(read.parameters.len(), 2);
        assert_eq!(read.parameters[0].mapping.as_deref(), Some("manifest.kind"));
        assert!(read.manifest().is_some(), "the manifest after the broken line is there");
    }
}
