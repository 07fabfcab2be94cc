//! What a rule sees: a stage as it is written, as Orca loads it, and where its
//! parameters lead.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::document::edit::{Edit, New};
use crate::document::{Node, Path, Step, value};
use crate::finding::Fix;
use crate::forms::{StageKind, uniform};
use crate::java::{Span, Value};
use crate::schema::{Reading, Violation, check};
use crate::sensitive::is_secret_name;
use crate::spinnaker::Target;
use crate::spinnaker::load::{Failure, FailureKind, LoadedStage};
use crate::stage::{Definition, Parameter};

use super::mapped::{Mapped, mapped};

/// One stage, for the rules that need nothing else.
pub(crate) struct Look<'a> {
    /// The definition as written.
    pub(crate) node: &'a Arc<Node>,
    /// What of it could be read.
    pub(crate) definition: &'a Definition,
    /// What loading made of it.
    pub(crate) loaded: &'a LoadedStage,
    /// The text of its region, which spans count in.
    pub(crate) region: &'a str,
    /// Its list.
    pub(crate) kind: StageKind,
    /// Whether it is a plugin's resource, which Jackson reads.
    pub(crate) plugin: bool,
    /// The release.
    pub(crate) target: Target,
    /// Whether a syntax error hides part of it, so that nothing can be said
    /// to be missing.
    pub(crate) hidden: bool,
    authored: OnceCell<Value>,
    mapped: OnceCell<Vec<Option<Mapped>>>,
    violations: OnceCell<Vec<Violation>>,
}

/// What a [`Look`] is made of, besides the definition's node.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) loaded: &'a LoadedStage,
    pub(crate) region: &'a str,
    pub(crate) kind: StageKind,
    pub(crate) plugin: bool,
    pub(crate) target: Target,
    pub(crate) hidden: bool,
}

/// A container of the pod.
#[derive(Clone)]
pub(crate) struct Container<'a> {
    /// `containers` or `initContainers`.
    pub(crate) list: &'static str,
    /// Its place there.
    pub(crate) index: usize,
    /// As loaded.
    pub(crate) value: &'a Value,
}

/// The way to the pod's spec.
const POD: [&str; 4] = ["manifest", "spec", "template", "spec"];

impl<'a> Look<'a> {
    /// A look at a stage.
    pub(crate) fn new(node: &'a Arc<Node>, of: Of<'a>) -> Self {
        let Of { definition, loaded, region, kind, plugin, target, hidden } = of;
        Self {
            node,
            definition,
            loaded,
            region,
            kind,
            plugin,
            target,
            hidden,
            authored: OnceCell::new(),
            mapped: OnceCell::new(),
            violations: OnceCell::new(),
        }
    }

    /// What the schema finds in the stage.
    pub(crate) fn violations(&self) -> &[Violation] {
        let reading = Reading { release: self.target.release, strict_names: self.plugin };
        self.violations.get_or_init(|| check(self.node, self.kind, reading))
    }

    /// The stage as loaded; as written where it does not load.
    pub(crate) fn stage(&self) -> &Value {
        self.loaded
            .value
            .as_ref()
            .unwrap_or_else(|| self.authored.get_or_init(|| self.as_written()))
    }

    /// Not where aliases make it endless.
    fn as_written(&self) -> Value {
        let endless = |failure: &Failure| {
            matches!(failure.kind, FailureKind::Expansion | FailureKind::RecursiveAlias)
        };
        if self.loaded.failure.as_ref().is_some_and(endless) {
            return Value::default();
        }
        value(self.node)
    }

    /// What the parameters lead to, in their order; none for one without a
    /// mapping.
    pub(crate) fn mapped(&self) -> &[Option<Mapped>] {
        self.mapped.get_or_init(|| mapped(self.stage(), &self.definition.parameters))
    }

    /// Whether a parameter writes to the place, or to something around it.
    pub(crate) fn is_mapped(&self, steps: &[Step]) -> bool {
        self.mapped()
            .iter()
            .flatten()
            .any(|mapped| mapped.put.as_ref().is_ok_and(|put| steps.starts_with(&put.path)))
    }

    /// Whether this is a stage that runs a Kubernetes Job.
    pub(crate) fn is_job(&self) -> bool {
        self.kind == StageKind::Kubernetes
    }

    /// The value at the end of `keys`.
    pub(crate) fn at(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(self.stage(), |value, key| value.get(key))
    }

    /// The Job; none where something else stands in its place.
    pub(crate) fn manifest(&self) -> Option<&Value> {
        self.at(&["manifest"]).filter(|manifest| manifest.as_map().is_some() && self.is_job())
    }

    /// A text of the stage itself.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.stage().get(key)?.as_str()
    }

    /// The pod's spec.
    pub(crate) fn pod(&self) -> Option<&Value> {
        self.at(&POD)
    }

    /// The containers, those that run first first.
    pub(crate) fn containers(&self) -> Vec<Container<'_>> {
        let list = |list: &'static str| {
            let items = self.pod().and_then(|pod| pod.get(list)).and_then(Value::as_list);
            let items = items.unwrap_or_default().iter().enumerate();
            items.map(move |(index, value)| Container { list, index, value })
        };
        list("initContainers").chain(list("containers")).collect()
    }

    /// The same place as the text names it, as far as it is there, and its
    /// node. Steps that are not written stay as they are.
    pub(crate) fn written(&self, steps: &[Step]) -> Written<'a> {
        let mut node = Some(self.node);
        let mut last = self.node;
        let mut out = Vec::with_capacity(steps.len());
        let mut depth = 0;
        let mut key_span = None;
        for step in steps {
            let next = node.and_then(|node| match step {
                Step::Key(name) => {
                    let entry = entry(node, name)?;
                    let key = entry.key.as_text()?;
                    key_span = Some(entry.key.span);
                    Some((Step::Key(key.into()), &entry.value))
                }
                Step::Index(index) => {
                    key_span = None;
                    node.items().get(*index).map(|item| (Step::Index(*index), item))
                }
            });
            if let Some((step, below)) = next {
                out.push(step);
                depth += 1;
                last = below;
                node = Some(below);
            } else {
                out.push(step.clone());
                node = None;
            }
        }
        Written { path: Path { document: 0, steps: out }, node, last, depth, key_span }
    }

    /// Where a place stands: its key if it has one, else its value; where it
    /// is missing, what it is missing in.
    pub(crate) fn span(&self, steps: &[Step]) -> Span {
        let written = self.written(steps);
        match (written.node, written.key_span) {
            (_, Some(span)) => span,
            (Some(node), None) => first_line(node),
            (None, None) => first_line(written.last),
        }
    }

    /// Where the value at a place stands; its key where it is a collection.
    pub(crate) fn value_span(&self, steps: &[Step]) -> Span {
        let written = self.written(steps);
        match written.node {
            Some(node) if node.as_text().is_some() && node.span.start < node.span.end => node.span,
            _ => self.span(steps),
        }
    }

    /// Whether the value at a place is called a secret, so that no message may
    /// tell what it becomes.
    pub(crate) fn is_secret(&self, steps: &[Step]) -> bool {
        let [around @ .., Step::Key(key)] = steps else { return false };
        let named = || follow(self.stage(), around)?.get("name")?.as_str();
        is_secret_name(key)
            || matches!(&**key, "value" | "defaultValue") && named().is_some_and(is_secret_name)
    }

    /// A fix that sets the value at a place, making what is missing on the way.
    pub(crate) fn set(&self, title: &str, safe: bool, steps: &[Step], value: New) -> Fix {
        let path = self.written(steps).path;
        Fix { title: title.into(), safe, edit: Edit::Set { path, value } }
    }

    /// A fix that takes something out.
    pub(crate) fn remove(&self, title: &str, safe: bool, steps: &[Step]) -> Fix {
        Fix { title: title.into(), safe, edit: Edit::Remove { path: self.written(steps).path } }
    }

    /// A fix that gives a key another name.
    pub(crate) fn rename(&self, title: &str, safe: bool, steps: &[Step], to: &str) -> Fix {
        let path = self.written(steps).path;
        Fix { title: title.into(), safe, edit: Edit::RenameKey { path, to: to.into() } }
    }
}

/// A place as the text names it.
pub(crate) struct Written<'a> {
    /// With keys as they are written.
    pub(crate) path: Path,
    /// What stands there.
    pub(crate) node: Option<&'a Arc<Node>>,
    /// The last node on the way that is there.
    pub(crate) last: &'a Arc<Node>,
    /// How many steps are there.
    pub(crate) depth: usize,
    /// The key of the last step that is there, if that is one.
    pub(crate) key_span: Option<Span>,
}

/// The entry that Spring reads for a name: spelt so, in brackets, or in any
/// other way that means the same.
fn entry<'a>(node: &'a Arc<Node>, name: &str) -> Option<&'a crate::document::Entry> {
    // Of two spellings of a property, Spring takes the one with dashes.
    let dashed = || node.entry(&dashed(name));
    let two = name.contains(|c: char| c.is_ascii_uppercase());
    two.then(dashed).flatten().or_else(|| node.entry(name)).or_else(|| {
        let same = |text: &str| {
            text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) == Some(name)
        };
        let wanted = uniform(name);
        node.entries().iter().find(|entry| entry.key.as_text().is_some_and(same)).or_else(|| {
            node.entries()
                .iter()
                .find(|entry| entry.key.as_text().is_some_and(|key| uniform(key) == wanted))
        })
    })
}

/// A property's name as Spring writes it in messages: `backoff-limit`.
fn dashed(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Where to point for a whole item: its first key, or itself.
pub(crate) fn first_line(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |entry| entry.key.span)
}

/// Steps of keys.
pub(crate) fn keys(keys: &[&str]) -> Vec<Step> {
    keys.iter().map(|key| Step::Key(Arc::from(*key))).collect()
}

impl Container<'_> {
    /// The way to it from the definition.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = keys(&POD);
        steps.push(Step::Key(self.list.into()));
        steps.push(Step::Index(self.index));
        steps
    }

    /// The way to one of its properties.
    pub(crate) fn key(&self, name: &str) -> Vec<Step> {
        let mut steps = self.steps();
        steps.push(Step::Key(name.into()));
        steps
    }

    /// A text of it.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.value.get(name)?.as_str()
    }

    /// What to call it.
    pub(crate) fn title(&self) -> String {
        match self.text("name").filter(|name| !name.is_empty()) {
            Some(name) => format!("container {name}"),
            None => format!("{}[{}]", self.list, self.index),
        }
    }

    /// The items of one of its lists.
    pub(crate) fn list(&self, name: &str) -> &[Value] {
        self.value.get(name).and_then(Value::as_list).unwrap_or_default()
    }
}

/// The value at the end of steps.
pub(crate) fn follow<'v>(value: &'v Value, steps: &[Step]) -> Option<&'v Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.as_list()?.get(*index),
    })
}

/// The way to a property of a parameter.
pub(crate) fn parameter_steps(look: &Look<'_>, index: usize, name: &str) -> Vec<Step> {
    let mut steps = vec![Step::Key("parameters".into()), Step::Index(index)];
    // An item that is only a text is its mapping.
    let alone = look.definition.parameters.get(index).is_some_and(|it| it.node.as_text().is_some());
    if !alone {
        steps.push(Step::Key(name.into()));
    }
    steps
}

/// Where to point for a parameter: its name, or its first key.
pub(crate) fn parameter_span(parameter: &Parameter) -> Span {
    let entry = parameter.node.entries().iter().find(|entry| {
        entry.key.as_text().is_some_and(|key| uniform(key) == "name")
            && entry.value.span.start < entry.value.span.end
    });
    entry.map_or_else(|| first_line(&parameter.node), |entry| entry.value.span)
}
