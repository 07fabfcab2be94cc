//! The Java classes that stages load into: their properties, types and
//! initial values (orca-semantics §1.8, §1.10, §1.12; webhook-semantics).
//!
//! Kubernetes' classes come from `data/v1job-fields.json`; Orca's own stand in
//! [`stages`].

mod kubernetes;
mod stages;
mod suggest;

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::name::{ElementKind, dashed_property, key_of};
use crate::java::Data;
use crate::spinnaker::SpringBoot;

pub(super) use kubernetes::known_since;
pub(super) use suggest::suggestions;

/// The type of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `String`.
    Text,
    /// `Integer`.
    Integer,
    /// `Long`.
    Long,
    /// `Boolean`.
    Boolean,
    /// `int`, which cannot be unset.
    PrimitiveInteger,
    /// `boolean`, which cannot be unset.
    PrimitiveBoolean,
    /// Kubernetes' `Quantity`.
    Quantity,
    /// Kubernetes' `IntOrString`.
    IntOrString,
    /// `OffsetDateTime`.
    DateTime,
    /// `Object`, into which nothing binds.
    Object,
    /// Spring's `HttpMethod`: an enum before Spring 6, any text since.
    HttpMethod,
    /// An enum.
    Enum(&'static Constants),
    /// A bean, by the name of its class.
    Bean(Arc<str>),
    /// `List` of it.
    List(Box<Self>),
    /// `Map` from text to it.
    Map(Box<Self>),
}

/// An enum's class and constants.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Constants {
    /// The class.
    pub(super) class: &'static str,
    /// The constants in order.
    pub(super) names: &'static [&'static str],
}

/// What a property is before anything is bound.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Initial {
    /// Null.
    Null,
    /// An empty list.
    EmptyList,
    /// A value.
    Data(Data),
    /// A bean with its own initial values.
    Bean,
}

/// A property of a class.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name, as it is written out.
    pub(super) name: Arc<str>,
    /// Its name, as Spring asks for it.
    pub(super) dashed: Box<str>,
    /// Its type.
    pub(super) ty: Type,
    /// What it is before.
    pub(super) initial: Initial,
    /// For a property that can only be read: what reading it gives, by which
    /// writing the same passes.
    pub(super) read_only: Option<&'static [&'static str]>,
}

/// A class whose instances are bound.
#[derive(Debug)]
pub(super) struct Class {
    /// The class's name with its package.
    pub(super) java: Arc<str>,
    /// The properties in the order in which they are written out.
    pub(super) fields: Vec<Field>,
    /// For each, its rank in the order in which Spring binds them.
    pub(super) ranks: Vec<usize>,
    /// Whether messages name Gson's annotation with its types.
    pub(super) annotated: bool,
    /// The property that a single text given for the whole bean becomes.
    pub(super) from_text: Option<Arc<str>>,
    by_key: HashMap<Box<str>, usize>,
}

impl Class {
    /// The index of the property that an element's key names.
    pub(super) fn by_key(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }
}

/// All classes of one release.
#[derive(Debug)]
pub(super) struct Classes {
    by_name: HashMap<Arc<str>, Class>,
}

impl Classes {
    /// The classes of a Spring Boot line and its client-java.
    pub(super) fn of(boot: SpringBoot) -> &'static Self {
        static V2_7: OnceLock<Classes> = OnceLock::new();
        static V3_1: OnceLock<Classes> = OnceLock::new();
        static V3_5: OnceLock<Classes> = OnceLock::new();
        let (cell, version) = match boot {
            SpringBoot::V2_7 => (&V2_7, "13.0.2"),
            SpringBoot::V3_1 => (&V3_1, "17.0.2"),
            SpringBoot::V3_5 => (&V3_5, "19.0.3"),
        };
        cell.get_or_init(|| {
            let classes = kubernetes::classes(version).into_iter().chain(stages::classes());
            Self { by_name: classes.collect() }
        })
    }

    /// The class of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Class> {
        self.by_name.get(name)
    }
}

/// A field as a table has it: `name: Type = initial`.
struct Row {
    field: Field,
    /// The name of its getter.
    getter: String,
    /// Which class of a hierarchy declares it, 0 for the most derived.
    level: usize,
}

fn row(name: &str, ty: Type, initial: Initial, level: usize) -> Row {
    let is = if ty == Type::PrimitiveBoolean { "is" } else { "get" };
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let getter = format!("{is}{first}{}", letters.as_str());
    let dashed = dashed_property(name).into();
    let field = Field { name: name.into(), dashed, ty, initial, read_only: None };
    Row { field, getter, level }
}

/// Spring sorts a class's getters, those starting with `is` first, and goes
/// from the class to its parents.
fn class(java: &str, rows: Vec<Row>, annotated: bool, from_text: Option<&str>) -> Class {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|index| {
        rows.get(*index).map(|row| (row.level, row.getter.starts_with("get"), row.getter.clone()))
    });
    let mut ranks = vec![0; rows.len()];
    for (rank, index) in order.into_iter().enumerate() {
        if let Some(place) = ranks.get_mut(index) {
            *place = rank;
        }
    }
    let by_key = rows
        .iter()
        .enumerate()
        .map(|(index, row)| (key_of(&row.field.dashed, ElementKind::NonUniform).into(), index))
        .collect();
    let fields = rows.into_iter().map(|row| row.field).collect();
    let from_text = from_text.map(Arc::from);
    Class { java: java.into(), fields, ranks, annotated, from_text, by_key }
}
