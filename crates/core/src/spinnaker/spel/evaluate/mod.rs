//! The tree walked with Spring's semantics (spel §8, §9). It must never do
//! what the server alone can, nor outlast Spring's bound on operations.

mod arithmetic;
mod call;
mod create;
mod property;
mod reference;
mod relation;
mod select;
mod setter;

use std::sync::Arc;

use indexmap::IndexMap;

use super::class::Base;
use super::convert;
use super::heap::{Cell, Heap, Map};
use super::object::{Object, Typed};
use super::stop::{Step, spel};
use super::syntax::{Kind, Literal, Node};
use super::world::World;
use super::{equal, functions};
use crate::limits;

/// What one pass knows while it evaluates.
#[derive(Debug)]
pub(super) struct Machine<'a> {
    pub(super) heap: Heap<'a>,
    pub(super) world: World,
    root: Typed,
    /// The objects that names are looked up in, innermost last.
    active: Vec<Typed>,
    /// The elements of the selections and projections around.
    scopes: Vec<Typed>,
    /// What expressions assigned to `#name`; null hides a function.
    variables: IndexMap<Arc<str>, Object>,
    operations: u32,
    /// The text of the current expression, and the names read from it.
    source: Arc<str>,
    pub(super) reads: Vec<Read>,
}

/// A name that an expression read from its sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The name with all that follows it, as written: `parameters.list[0]`.
    pub name: String,
    /// The value as text, cut where it is long; `None` where it cannot be
    /// written as text.
    pub value: Option<String>,
}

/// Longest value kept in a [`Read`], in characters.
const READ_LENGTH: usize = 200;

impl<'a> Machine<'a> {
    pub(super) fn new(heap: Heap<'a>, world: World, root: Typed) -> Self {
        Self {
            heap,
            world,
            root,
            active: Vec::new(),
            scopes: Vec::new(),
            variables: IndexMap::new(),
            operations: 0,
            source: "".into(),
            reads: Vec::new(),
        }
    }

    /// The value of one expression, whose text names its reads.
    pub(super) fn evaluate(&mut self, node: &Node, source: &str) -> Step<Typed> {
        self.active.clear();
        self.scopes.clear();
        self.operations = 0;
        self.source = source.into();
        self.value(node)
    }

    /// Counts one operation as Spring does.
    fn track(&mut self) -> Step<()> {
        self.operations += 1;
        if self.operations >= limits::SPEL_OPERATIONS {
            return Err(spel("the expression takes too many operations"));
        }
        Ok(())
    }

    fn current(&self) -> Typed {
        self.active.last().unwrap_or(&self.root).clone()
    }

    fn scope(&self) -> Typed {
        self.scopes.last().unwrap_or(&self.root).clone()
    }

    /// Evaluates with another current object.
    fn within<T>(&mut self, object: Typed, step: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        self.active.push(object);
        let result = step(self);
        self.active.pop();
        result
    }

    fn value(&mut self, node: &Node) -> Step<Typed> {
        match &node.kind {
            Kind::Literal(literal) => Ok(value_of(literal).into()),
            Kind::Property(property) => {
                let target = self.current();
                let value = self.read(&target, property)?;
                self.note(node, &value);
                Ok(value)
            }
            Kind::Variable(name) => self.variable(name),
            Kind::Method { property, arguments } => {
                let passed = self.method_arguments(arguments)?;
                let target = self.current();
                self.call(&target, property, passed)
            }
            Kind::Function { name, arguments } => self.function(name, arguments),
            Kind::Compound(_) | Kind::Index { .. } => {
                let reference = self.reference(node)?;
                let value = self.load(&reference)?;
                self.note(node, &value);
                Ok(value)
            }
            Kind::Projection { each, safe } => self.project(each, *safe),
            Kind::Selection { criterion, variant, safe } => self.select(criterion, *variant, *safe),
            _ => self.operation(node),
        }
    }

    fn operation(&mut self, node: &Node) -> Step<Typed> {
        match &node.kind {
            Kind::Arithmetic(first, rest) => self.chain(first, rest),
            Kind::Power(operands) => self.power(&operands.0, &operands.1),
            Kind::Plus(operand) => self.plus(operand),
            Kind::Minus(operand) => self.minus(operand),
            Kind::Step { operand, by, postfix } => self.step(operand, *by, *postfix),
            Kind::Relation(relation, operands) => {
                self.relation(*relation, &operands.0, &operands.1)
            }
            Kind::Or(operands) => self.logical(operands, true),
            Kind::And(operands) => self.logical(operands, false),
            Kind::Not(operand) => {
                let truth = self.condition(operand)?;
                self.track()?;
                Ok(Object::Boolean(!truth).into())
            }
            Kind::Assign(sides) => self.assign(&sides.0, &sides.1),
            Kind::Elvis(sides) => self.elvis(&sides.0, &sides.1),
            Kind::Ternary(parts) => {
                let truth = self.condition(&parts.0)?;
                self.track()?;
                self.value(if truth { &parts.1 } else { &parts.2 })
            }
            Kind::List(items) => self.list(items, node.kind.is_constant()),
            Kind::Map(entries) => self.map(entries, node.kind.is_constant()),
            Kind::Type(name, dimensions) => self.type_reference(name, *dimensions),
            Kind::New { name, arguments } => self.construct(name, arguments),
            Kind::NewArray(array) => self.new_array(array),
            _ => Err(spel("there are no beans to refer to")),
        }
    }

    fn elvis(&mut self, value: &Node, other: &Node) -> Step<Typed> {
        self.track()?;
        let value = self.value(value)?;
        let missing = value.value.is_null() || value.value.as_str() == Some("");
        if missing { self.value(other) } else { Ok(value) }
    }

    fn list(&mut self, items: &[Node], constant: bool) -> Step<Typed> {
        self.track()?;
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            self.track()?;
            values.push(self.value(item)?.value);
        }
        let class = if constant { Base::UnmodifiableList } else { Base::ArrayList };
        Ok(self.heap.collection(class, values).into())
    }

    /// A bare name as key is the key's text.
    fn map(&mut self, entries: &[(Node, Node)], constant: bool) -> Step<Typed> {
        self.track()?;
        let class = if constant { Base::UnmodifiableMap } else { Base::LinkedHashMap };
        let mut map = Map::new(class);
        for (key, value) in entries {
            let key = match &key.kind {
                Kind::Property(property) => Object::String(property.name.clone()),
                _ => self.value(key)?.value,
            };
            let value = self.value(value)?.value;
            self.track()?;
            let hashed = equal::key_of(&mut self.heap, &key)?;
            map.insert(hashed, key, value);
        }
        Ok(self.heap.put(Cell::Map(map)).into())
    }

    fn variable(&mut self, name: &str) -> Step<Typed> {
        match name {
            "this" => Ok(self.current()),
            "root" => Ok(self.root.clone()),
            _ => self.look_up(name),
        }
    }

    /// What a `#name` holds: what was assigned, or a function.
    fn look_up(&mut self, name: &str) -> Step<Typed> {
        self.track()?;
        if let Some(value) = self.variables.get(name) {
            return Ok(value.clone().into());
        }
        if functions::find(name).is_some() {
            return Ok(Object::Method(name.into()).into());
        }
        Ok(Object::Null.into())
    }

    /// A condition; null and blank text are errors.
    fn condition(&mut self, node: &Node) -> Step<bool> {
        let value = self.value(node)?;
        convert::as_boolean(&mut self.heap, &value)?.ok_or_else(|| spel("null is no truth value"))
    }

    fn logical(&mut self, operands: &[Node], decides: bool) -> Step<Typed> {
        for _ in operands.iter().skip(1) {
            self.track()?;
        }
        for operand in operands {
            if self.condition(operand)? == decides {
                return Ok(Object::Boolean(decides).into());
            }
        }
        Ok(Object::Boolean(!decides).into())
    }

    /// Keeps a name of the root that was read, for the explanation.
    fn note(&mut self, node: &Node, value: &Typed) {
        if !self.active.is_empty() || self.reads.len() >= READ_LENGTH || !is_path(node) {
            return;
        }
        let range = node.start as usize..node.end as usize;
        let Some(name) = self.source.get(range).map(str::to_owned) else { return };
        if self.reads.iter().any(|read| read.name == name) {
            return;
        }
        let value = match &value.value {
            Object::Ref(_) => None,
            scalar => super::text::to_text(&mut self.heap, scalar).ok(),
        };
        let cut = |text: String| match text.char_indices().nth(READ_LENGTH) {
            Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("")),
            None => text,
        };
        self.reads.push(Read { name, value: value.map(cut) });
    }
}

/// A name followed by names and literal indices only.
fn is_path(node: &Node) -> bool {
    match &node.kind {
        Kind::Property(_) => true,
        Kind::Compound(nodes) => nodes.iter().enumerate().all(|(at, node)| match &node.kind {
            Kind::Property(_) => true,
            Kind::Index { index, .. } => at > 0 && matches!(index.kind, Kind::Literal(_)),
            _ => false,
        }),
        _ => false,
    }
}

fn value_of(literal: &Literal) -> Object {
    match literal {
        Literal::Null => Object::Null,
        Literal::Boolean(truth) => Object::Boolean(*truth),
        Literal::Integer(number) => Object::Integer(*number),
        Literal::Long(number) => Object::Long(*number),
        Literal::Float(number) => Object::Float(*number),
        Literal::Double(number) => Object::Double(*number),
        Literal::Text(text) => Object::String(text.clone()),
    }
}
