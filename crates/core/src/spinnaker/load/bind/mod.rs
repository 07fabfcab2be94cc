//! Spring's `Binder`: from properties to objects (orca-semantics §1.4).
//!
//! Works on one tree of properties at a time: everything inside a stage comes
//! from the same source.

mod bean;
mod list;
mod map;
mod value;
mod vanished;

use std::collections::HashSet;
use std::sync::Arc;

use super::change::{Change, Step, What};
use super::convert::Conversion;
use super::failure::{Cause, Failure, FailureKind, Place};
use super::fields::{Classes, Field, Type};
use super::filler::Filler;
use super::tree::{Id, Leaf, Tree};
use crate::java::{Origin, Span, Value};
use crate::limits;

pub(super) use bean::complete;
pub(super) use list::{left_unbound, unbound};

/// Why binding stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// An exception on its way to the property that it will name.
    Raised {
        /// What kind.
        kind: FailureKind,
        /// The exceptions, outermost first.
        causes: Vec<Cause>,
        /// Where.
        span: Span,
    },
    /// A failure that names its property already.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// One step of the way from the stage to the property being bound.
#[derive(Clone, Debug)]
pub(super) enum Way {
    /// A property of a bean.
    Field(&'static Field),
    /// An item of a list.
    Index(usize),
    /// An entry of a map: the leaf that names it, and how many elements of
    /// its name are the entry's.
    Entry { leaf: usize, elements: usize, key: Arc<str> },
}

/// Binds one stage.
pub(super) struct Binder<'a> {
    /// The properties.
    pub(super) tree: &'a Tree,
    /// The conversions and classes of the release.
    pub(super) conversion: Conversion,
    /// Fills placeholders.
    pub(super) filler: Filler<'a>,
    /// The name of the stage, in dashed form.
    pub(super) name: &'a str,
    /// What has been noticed.
    pub(super) changes: Vec<Change>,
    /// The first value that cannot be written out again.
    pub(super) unwritable: Option<Failure>,
    way: Vec<Way>,
    /// The element looked up last, and how it was spelt then where spellings
    /// meet: Spring remembers one name and takes any equal one for it.
    last: Option<(Id, String)>,
    /// The elements of which it was said that spellings meet there.
    met: HashSet<Id>,
}

/// What binding makes of a property: nothing, where it is not set.
pub(super) type Bound = Result<Option<Value>, Stop>;

impl<'a> Binder<'a> {
    /// A binder at the stage itself.
    pub(super) fn new(
        tree: &'a Tree,
        conversion: Conversion,
        filler: Filler<'a>,
        name: &'a str,
    ) -> Self {
        let (changes, way) = (Vec::new(), Vec::new());
        Self {
            tree,
            conversion,
            filler,
            name,
            changes,
            unwritable: None,
            way,
            last: None,
            met: HashSet::new(),
        }
    }

    /// Binds an element; an exception takes the element's name.
    pub(super) fn bind(&mut self, id: Id, ty: &Type, annotated: bool) -> Bound {
        self.object(id, ty, annotated).map_err(|stop| match stop {
            Stop::Raised { kind, causes, span } => {
                Stop::Failed(self.failure(kind, causes, span, ty))
            }
            failed @ Stop::Failed(_) => failed,
        })
    }

    fn object(&mut self, id: Id, ty: &Type, annotated: bool) -> Bound {
        self.look_up(id, Self::dashed);
        let set = !self.tree.element(id).leaves.is_empty();
        if !set && !self.tree.has_descendants(id) {
            return Ok(None);
        }
        match ty {
            Type::Map(of) => return self.map(id, ty, of, annotated),
            Type::List(of) => return self.list(id, ty, of, annotated),
            _ => {}
        }
        if !set {
            return self.data_object(id, ty);
        }
        match self.property(id, ty, annotated) {
            Err(Stop::Raised { kind, causes, span }) if is_no_converter(&causes) => {
                match self.data_object(id, ty)? {
                    Some(bound) => Ok(Some(bound)),
                    None => Err(Stop::Raised { kind, causes, span }),
                }
            }
            done => done,
        }
    }

    /// Looks an element up by a spelling of its name.
    fn look_up(&mut self, id: Id, spelling: impl FnOnce(&Self) -> String) {
        if self.last.as_ref().is_some_and(|(last, _)| *last == id) {
            return;
        }
        let several = self.tree.element(id).leaves.len() > 1;
        let spelling = if several { spelling(self) } else { String::new() };
        self.last = Some((id, spelling));
    }

    /// The value taken for the element looked up last.
    fn taken(&self, id: Id) -> Option<&'a Leaf> {
        let spelling = self.last.as_ref().map(|(_, spelling)| spelling.clone());
        self.tree.property(id, || spelling.unwrap_or_default())
    }

    fn data_object(&mut self, id: Id, ty: &Type) -> Bound {
        match ty {
            Type::Bean(name) => self.bean(id, name),
            Type::HttpMethod => self.http_method(id),
            _ => {
                let entry = matches!(self.way.last(), Some(Way::Entry { .. }));
                let child = self.tree.children(id).next().filter(|_| !entry);
                if let Some(child) = child {
                    let span = self.tree.element(child).span;
                    self.note(span, What::WrongShape { wanted: "a single value" });
                }
                Ok(None)
            }
        }
    }

    /// Goes one step on, binds, and comes back.
    fn stepping<T>(&mut self, step: Way, bind: impl FnOnce(&mut Self) -> T) -> T {
        self.way.push(step);
        let bound = bind(self);
        self.way.pop();
        bound
    }

    fn note(&mut self, span: Span, what: What) {
        if self.has_room() {
            let path = self.path();
            self.changes.push(Change { path, span, what });
        }
    }

    /// Notes something one step further on.
    fn note_at(&mut self, key: Arc<str>, span: Span, what: What) {
        if self.has_room() {
            let mut path = self.path();
            path.push(Step::Key(key));
            self.changes.push(Change { path, span, what });
        }
    }

    /// Nobody reads more than so many changes of one stage.
    fn has_room(&self) -> bool {
        self.changes.len() < limits::FINDINGS
    }

    fn path(&self) -> Vec<Step> {
        let step = |way: &Way| match way {
            Way::Field(field) => Step::Key(Arc::clone(&field.name)),
            Way::Index(index) => Step::Index(*index),
            Way::Entry { key, .. } => Step::Key(Arc::clone(key)),
        };
        self.way.iter().map(step).collect()
    }

    /// The name of the element being bound, as messages write it.
    fn dashed(&self) -> String {
        let mut out = self.name.to_owned();
        for way in &self.way {
            match way {
                Way::Field(field) => {
                    out.push('.');
                    out.push_str(&field.dashed);
                }
                Way::Index(index) => out.extend(["[", &index.to_string(), "]"]),
                Way::Entry { leaf, elements, .. } => {
                    if let Some(leaf) = self.tree.leaf(*leaf) {
                        out = leaf.name().dashed(*elements);
                    }
                }
            }
        }
        out
    }

    /// How many elements the name of an element has.
    fn elements(&self, id: Id) -> usize {
        self.tree.above + self.tree.element(id).depth
    }

    /// Where a container comes from: its key, or itself as a list's item.
    fn origin(&self, id: Id) -> Origin {
        Origin::File(self.tree.element(id).span)
    }

    fn failure(&self, kind: FailureKind, causes: Vec<Cause>, span: Span, ty: &Type) -> Failure {
        bind_failure(self.conversion.classes, self.dashed(), ty, kind, causes, span)
    }
}

/// `BindException` around a chain of exceptions.
pub(super) fn bind_failure(
    classes: &Classes,
    property: String,
    ty: &Type,
    kind: FailureKind,
    causes: Vec<Cause>,
    span: Span,
) -> Failure {
    let to = java_type(classes, ty);
    let outer = Cause {
        class: "org.springframework.boot.context.properties.bind.BindException",
        message: format!("Failed to bind properties under '{property}' to {to}"),
    };
    let causes = std::iter::once(outer).chain(causes).collect();
    let place = Place { span, ..Place::default() };
    Failure { kind, property: Some(property), causes, place }
}

fn is_no_converter(causes: &[Cause]) -> bool {
    causes.first().is_some_and(|cause| cause.class == value::NO_CONVERTER)
}

/// A type as Java prints it.
pub(super) fn java_type(classes: &Classes, ty: &Type) -> String {
    match ty {
        Type::Text => "java.lang.String".into(),
        Type::Integer => "java.lang.Integer".into(),
        Type::Long => "java.lang.Long".into(),
        Type::Boolean => "java.lang.Boolean".into(),
        Type::PrimitiveInteger => "int".into(),
        Type::PrimitiveBoolean => "boolean".into(),
        Type::Quantity => "io.kubernetes.client.custom.Quantity".into(),
        Type::IntOrString => "io.kubernetes.client.custom.IntOrString".into(),
        Type::DateTime => "java.time.OffsetDateTime".into(),
        Type::Object => "java.lang.Object".into(),
        Type::HttpMethod => "org.springframework.http.HttpMethod".into(),
        Type::Enum(constants) => constants.class.into(),
        Type::Bean(name) => {
            classes.get(name).map_or_else(|| name.to_string(), |class| class.java.to_string())
        }
        Type::List(of) => format!("java.util.List<{}>", java_type(classes, of)),
        Type::Map(of) => format!("java.util.Map<java.lang.String, {}>", java_type(classes, of)),
    }
}
