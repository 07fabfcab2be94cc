//! A mapping's friendly name: `hello › env PHRASE` instead of
//! `manifest.spec.template.spec.containers[0].env[0].value`.
//!
//! For labels in the window only; nothing may ever be looked up by it.

use super::Step;
use super::parse::{Segment, parse};
use crate::document::Node;
use crate::java::Value;

/// A tree in which list items may have names: a stage as authored or as bound.
pub trait Described {
    /// What one step leads to.
    fn child(&self, step: &Step) -> Option<&Self>;
    /// The text, if this is one.
    fn text(&self) -> Option<&str>;
}

impl Described for Value {
    fn child(&self, step: &Step) -> Option<&Self> {
        match step {
            Step::Key(key) => self.get(key),
            Step::Index(index) => self.as_list()?.get(*index),
        }
    }

    fn text(&self) -> Option<&str> {
        self.as_str()
    }
}

impl Described for Node {
    fn child(&self, step: &Step) -> Option<&Self> {
        match step {
            Step::Key(key) => self.get(key).map(|node| &**node),
            Step::Index(index) => self.items().get(*index).map(|node| &**node),
        }
    }

    fn text(&self) -> Option<&str> {
        self.as_text()
    }
}

/// Places that have a name of their own, the longest first.
const PLACES: [(&[&str], &str); 6] = [
    (&["manifest", "spec", "template", "metadata"], "pod"),
    (&["manifest", "spec", "template", "spec"], "pod"),
    (&["manifest", "spec", "template"], "pod"),
    (&["manifest", "metadata"], "Job"),
    (&["manifest", "spec"], "Job"),
    (&["manifest"], "Job"),
];

/// The friendly name of `mapping` in a stage, whose lists tell the names of
/// their items. A path that leads nowhere still gets a readable name.
///
/// ```
/// use stage_core::{java, spinnaker::fill::mapping::describe};
/// let stage = java::from_json(&serde_json::json!({"manifest": {"spec": {"template": {"spec":
///     {"containers": [{"name": "hello", "env": [{"name": "PHRASE", "value": "hi"}]}]}}}}}));
/// let path = "manifest.spec.template.spec.containers[0].env[0].value";
/// assert_eq!(describe(path, &stage), "hello › env PHRASE");
/// ```
pub fn describe<T: Described>(mapping: &str, stage: &T) -> String {
    let segments = parse(mapping);
    let place = PLACES.iter().find(|(path, _)| begins_with(&segments, path));
    let (consumed, place) = place.map_or((0, None), |(path, name)| (path.len(), Some(*name)));
    let mut node = Some(stage);
    for segment in segments.iter().take(consumed) {
        node = node.and_then(|node| node.child(&Step::Key(segment.text.into())));
    }
    let mut parts: Vec<Vec<String>> = vec![place.map(str::to_owned).into_iter().collect()];
    let rest = segments.get(consumed..).unwrap_or_default();
    for (index, segment) in rest.iter().enumerate() {
        let last = index + 1 == rest.len();
        let item = item_of(segment, node);
        node = item.as_ref().map_or_else(
            || node.and_then(|node| node.child(&Step::Key(segment.text.into()))),
            |item| item.node,
        );
        match item {
            Some(item) if place == Some("pod") && index == 0 => {
                parts = vec![vec![item.subject()]];
                parts.push(Vec::new());
            }
            Some(item) => push(&mut parts, item.words()),
            None if !last || segment.text != "value" || !in_env(rest, index) => {
                push_key(&mut parts, segment.text, last);
            }
            None => {}
        }
    }
    let parts: Vec<String> =
        parts.iter().filter(|words| !words.is_empty()).map(|words| words.join(" ")).collect();
    if parts.iter().all(String::is_empty) {
        format!("“{mapping}”")
    } else {
        parts.join(" › ")
    }
}

/// Whether more follows after `path`.
fn begins_with(segments: &[Segment<'_>], path: &[&str]) -> bool {
    segments.len() > path.len()
        && segments.iter().zip(path).all(|(segment, name)| segment.text == *name)
}

fn in_env(rest: &[Segment<'_>], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| rest.get(before));
    before.and_then(|segment| segment.array.as_ref()).is_some_and(|array| array.list == "env")
}

fn push(parts: &mut Vec<Vec<String>>, word: String) {
    match parts.last_mut() {
        Some(words) => words.push(word),
        None => parts.push(vec![word]),
    }
}

fn push_key(parts: &mut Vec<Vec<String>>, key: &str, last: bool) {
    match key {
        "labels" if !last => push(parts, "label".into()),
        "annotations" if !last => push(parts, "annotation".into()),
        "valueFrom" if !last => {}
        _ => push(parts, key.into()),
    }
}

/// One item of a list on the way.
struct Item<'a, T> {
    list: &'a str,
    index: usize,
    node: Option<&'a T>,
}

fn item_of<'a, T: Described>(segment: &Segment<'a>, node: Option<&'a T>) -> Option<Item<'a, T>> {
    let array = segment.array.as_ref()?;
    let index = usize::try_from(array.index?).ok()?;
    let list = node.and_then(|node| node.child(&Step::Key(array.list.into())));
    let node = list.and_then(|list| list.child(&Step::Index(index)));
    Some(Item { list: array.list, index, node })
}

impl<T: Described> Item<'_, T> {
    fn name(&self) -> Option<&str> {
        let name = self.node?.child(&Step::Key("name".into()))?.text()?;
        (!name.is_empty()).then_some(name)
    }

    /// The item as what the mapping is about.
    fn subject(&self) -> String {
        match (self.list, self.name()) {
            ("containers", Some(name)) => name.to_owned(),
            ("containers", None) => format!("container {}", self.index + 1),
            ("initContainers", Some(name)) => format!("init {name}"),
            ("initContainers", None) => format!("init container {}", self.index + 1),
            ("volumes", Some(name)) => format!("volume {name}"),
            ("volumes", None) => format!("volume {}", self.index + 1),
            _ => self.words(),
        }
    }

    /// The item as one word among others.
    fn words(&self) -> String {
        match self.name() {
            Some(name) => format!("{} {name}", self.list),
            None => format!("{}[{}]", self.list, self.index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::describe;
    use crate::java::from_json;

    #[test]
    fn a_mapping_is_named_by_what_it_changes() {
        let stage = from_json(&serde_json::json!({"account": "prod", "manifest": {
            "metadata": {"name": "job", "labels": {}},
            "spec": {"template": {"spec": {
                "containers": [
                    {"name": "hello", "env": [
                        {"name": "PHRASE", "value": "hi"}, {"name": "PW", "valueFrom": {}}]},
                    {"image": "x"}],
                "initContainers": [{"name": "warm"}],
                "volumes": [{"name": "data", "configMap": {}}]}}}}}));
        for (mapping, name) in [
            ("containers[0].env[0].value", "hello › env PHRASE"),
            ("containers[0].env[1].valueFrom.secretKeyRef.key", "hello › env PW secretKeyRef key"),
            ("containers[0].env[9].value", "hello › env[9]"),
            ("containers[0].image", "hello › image"),
            ("containers[0].resources.limits.cpu", "hello › resources limits cpu"),
            ("containers[0].args[1]", "hello › args[1]"),
            ("containers[1].image", "container 2 › image"),
            ("initContainers[0].image", "init warm › image"),
            ("volumes[0].configMap.name", "volume data › configMap name"),
            ("imagePullSecrets[0].name", "imagePullSecrets[0] › name"),
            ("serviceAccountName", "pod serviceAccountName"),
        ] {
            let mapping = format!("manifest.spec.template.spec.{mapping}");
            assert_eq!(describe(&mapping, &stage), name);
        }
        for (mapping, name) in [
            ("account", "account"),
            ("manifest", "manifest"),
            ("manifest.kind", "Job kind"),
            ("manifest.metadata.name", "Job name"),
            ("manifest.metadata.labels.team", "Job label team"),
            ("manifest.spec.backoffLimit", "Job backoffLimit"),
            ("manifest.spec.template.metadata.annotations.note", "pod annotation note"),
            ("cluster.env.X", "cluster env X"),
            ("", "“”"),
            ("..", "“..”"),
        ] {
            assert_eq!(describe(mapping, &stage), name);
        }
    }
}
