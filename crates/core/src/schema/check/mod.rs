//! A stage's tree against the tables.
//!
//! It descends only where the tables have a class, a list or a map, so it is
//! as deep as they are and no deeper; breadth is bounded, for aliases make
//! much of little.

mod keys;
mod words;

use std::sync::Arc;

use super::scalar::{Misfit, misfit};
use super::{Class, Field, Reading, Shape, StageKind, Tables, Violation, ViolationKind, tables};
use crate::document::{Entry, Kind, Node, Step, resolve};
use crate::java::Span;
use crate::limits;

/// Everything in `stage` that does not fit the tables of the release it is
/// meant for, in the order of the text. Works on half-typed trees.
pub fn check(stage: &Node, kind: StageKind, reading: Reading) -> Vec<Violation> {
    let tables = tables(reading.release);
    let mut walk = Walk {
        tables,
        kind,
        reading,
        way: Vec::new(),
        mapped: mapped_paths(stage),
        nodes_left: limits::SCHEMA_NODES,
        violations: Vec::new(),
    };
    if let Some(class) = tables.stage(kind) {
        walk.value(&class.shape, None, stage, stage.span);
    }
    walk.violations.sort_by_key(|violation| violation.span.start);
    walk.violations
}

/// The places that parameters are mapped to: what stands there is replaced.
fn mapped_paths(stage: &Node) -> Vec<String> {
    let parameters = stage.get("parameters").map_or(&[][..], |list| list.items());
    let mapping = |item: &Arc<Node>| item.get("mapping")?.as_text().map(str::to_owned);
    parameters.iter().take(limits::SCHEMA_NODES).filter_map(mapping).collect()
}

struct Walk {
    tables: &'static Tables,
    kind: StageKind,
    reading: Reading,
    way: Vec<Taken>,
    mapped: Vec<String>,
    nodes_left: usize,
    violations: Vec<Violation>,
}

/// One step from the stage to where the walk is.
struct Taken {
    /// As it is written.
    step: Step,
    /// The class that the step was taken in.
    class: Option<&'static Class>,
    /// The canonical name, for a step into a field.
    field: Option<&'static Field>,
}

impl Walk {
    /// `holder` is where to point when something is missing inside `node`:
    /// the key that it stands under.
    fn value(&mut self, shape: &Shape, field: Option<&'static Field>, node: &Node, holder: Span) {
        let Some(left) = self.nodes_left.checked_sub(1) else { return };
        self.nodes_left = left;
        match &node.resolved().kind {
            Kind::Scalar { text, style, .. } => {
                let data = resolve(text, *style, node.resolved().tag.as_deref());
                if let Some(misfit) = misfit(shape, field, &data) {
                    self.misfit(misfit, shape, field, node, holder, text);
                }
            }
            Kind::Mapping { entries, .. } => self.mapping(shape, field, node, entries, holder),
            Kind::Sequence { items, .. } => match shape {
                Shape::List(item) => {
                    for (index, node) in items.iter().enumerate() {
                        let taken = Taken { step: Step::Index(index), class: None, field };
                        self.within(taken, |walk| walk.value(item, field, node, first_line(node)));
                    }
                }
                Shape::Anything => {}
                _ => self.misfit(Misfit::Type, shape, field, node, holder, ""),
            },
            Kind::Alias(_) | Kind::Regions(_) => {}
        }
    }

    fn mapping(
        &mut self,
        shape: &Shape,
        field: Option<&'static Field>,
        node: &Node,
        entries: &[Entry],
        holder: Span,
    ) {
        match shape {
            Shape::Class(at) => {
                let tables = self.tables;
                let Some(class) = tables.classes.get(*at) else { return };
                let holder = if self.way.is_empty() { first_line(node) } else { holder };
                let mut present = Vec::new();
                self.entries(class, entries, &mut present);
                self.missing(class, &present, holder);
            }
            Shape::Map(value) => {
                for entry in entries {
                    if self.is_merge(entry) {
                        for merged in keys::merged(&entry.value) {
                            self.value(shape, field, merged, entry.key.span);
                        }
                        continue;
                    }
                    let Some(key) = self.key(entry) else { continue };
                    let taken = Taken { step: Step::Key(key.into()), class: None, field: None };
                    self.within(taken, |walk| {
                        walk.value(value, field, &entry.value, entry.key.span);
                    });
                }
            }
            // Spring also takes a list as a mapping of its indices.
            Shape::List(item) if !self.reading.strict_names && is_indexed(entries) => {
                for entry in entries {
                    let step = Step::Key(entry.key.as_text().unwrap_or("").into());
                    let taken = Taken { step, class: None, field };
                    self.within(taken, |walk| {
                        walk.value(item, field, &entry.value, entry.key.span);
                    });
                }
            }
            Shape::Anything => {}
            _ => self.misfit(Misfit::Type, shape, field, node, holder, ""),
        }
    }

    fn within(&mut self, taken: Taken, inside: impl FnOnce(&mut Self)) {
        self.way.push(taken);
        inside(self);
        self.way.pop();
    }

    fn add(
        &mut self,
        span: Span,
        kind: ViolationKind,
        message: String,
        expected: Vec<String>,
        did_you_mean: Option<String>,
    ) {
        // An anchored node is met once for each alias; one finding will do.
        let known = |other: &Violation| other.span == span && other.message == message;
        if self.violations.len() >= limits::FINDINGS || self.violations.iter().any(known) {
            return;
        }
        let path = self.way.iter().map(|taken| taken.step.clone()).collect();
        self.violations.push(Violation { span, path, kind, message, expected, did_you_mean });
    }

    /// Whether a parameter writes to the place where the walk is.
    fn is_mapped(&self) -> bool {
        if self.mapped.is_empty() {
            return false;
        }
        let mut path = String::new();
        for taken in &self.way {
            match (&taken.step, taken.class.and(taken.field)) {
                (Step::Index(index), _) => path.push_str(&format!("[{index}]")),
                (Step::Key(key), field) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(field.map_or(&**key, |field| field.name));
                }
            }
        }
        self.mapped.contains(&path)
    }
}

/// Where to point for a whole item: its first key, or itself.
fn first_line(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |entry| entry.key.span)
}

fn is_indexed(entries: &[Entry]) -> bool {
    let index = |key: &str| {
        let digits = key.strip_prefix('[').and_then(|key| key.strip_suffix(']')).unwrap_or(key);
        digits.parse::<usize>().is_ok()
    };
    !entries.is_empty() && entries.iter().all(|entry| entry.key.as_text().is_some_and(index))
}
