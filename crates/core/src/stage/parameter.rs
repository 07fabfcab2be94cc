//! A parameter of a stage definition.

use std::sync::Arc;

use crate::document::Node;
use crate::forms::uniform;

/// What can be read of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The item it is read from.
    pub node: Arc<Node>,
    /// The key under which a pipeline stores its value.
    pub name: Option<Arc<str>>,
    /// What pipeline authors see.
    pub label: Option<Arc<str>>,
    /// Help for pipeline authors.
    pub description: Option<Arc<str>>,
    /// The value when the author sets none.
    pub default_value: Option<Arc<str>>,
    /// The place in the stage that the value is put.
    pub mapping: Option<Arc<str>>,
    /// The mapping's node.
    pub mapping_node: Option<Arc<Node>>,
}

impl Parameter {
    /// Reads an item of `parameters`. A scalar item is a mapping
    /// (orca-semantics §1.6).
    pub fn read(node: &Arc<Node>) -> Self {
        let value = |name: &str| {
            let entry = node.entries().iter().rev().find(|entry| {
                entry.key.as_text().is_some_and(|key| uniform(key) == uniform(name))
            })?;
            Some(&entry.value)
        };
        let text = |name: &str| value(name).and_then(|node| node.as_text()).map(Arc::from);
        let alone = node.as_text().filter(|text| !text.is_empty());
        Self {
            node: Arc::clone(node),
            name: text("name"),
            label: text("label"),
            description: text("description"),
            default_value: text("defaultValue"),
            mapping: alone.map(Arc::from).or_else(|| text("mapping")),
            mapping_node: alone
                .map_or_else(|| value("mapping").cloned(), |_| Some(Arc::clone(node))),
        }
    }
}
