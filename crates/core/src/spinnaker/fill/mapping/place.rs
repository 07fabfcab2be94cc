//! Where a walk along a mapping stands: on a node of the tree, on a null, on
//! a list that Groovy made on the way, or on a value read from a scalar.

use super::Step;
use super::error::{Access, MappingErrorKind};
use super::property::{class_of, missing, read};
use crate::java::{Data, Map, Value, java_to_string};

/// A place that a walk has reached.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// A node of the tree that is not null, by its path.
    Node(Vec<Step>),
    /// Null, or nothing under that key.
    Null,
    /// The list that Groovy makes when a list is asked for a property: that
    /// property of every item. It is not in the tree, its items are.
    Spread(Vec<Self>),
    /// A value that is not in the tree.
    Made(Data),
}

/// What stands at a place.
enum View<'a> {
    Map(&'a Map),
    Items(Vec<Place>),
    Scalar(&'a Data),
    Null,
}

/// The value at `path`.
pub(super) fn node<'a>(root: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.as_list()?.get(*index),
    })
}

/// The value at `path`, to change.
pub(super) fn node_mut<'a>(root: &'a mut Value, path: &[Step]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, step| match (step, &mut value.data) {
        (Step::Key(key), Data::Map(map)) => map.get_mut(key),
        (Step::Index(index), Data::List(items)) => items.get_mut(*index),
        _ => None,
    })
}

impl Place {
    fn view<'a>(&'a self, root: &'a Value) -> View<'a> {
        match self {
            Self::Null => View::Null,
            Self::Made(data) => View::Scalar(data),
            Self::Spread(items) => View::Items(items.clone()),
            Self::Node(path) => match node(root, path).map(|value| &value.data) {
                None | Some(Data::Null) => View::Null,
                Some(Data::Map(map)) => View::Map(map),
                Some(Data::List(items)) => View::Items(children(path, items)),
                Some(scalar) => View::Scalar(scalar),
            },
        }
    }

    /// The map that stands here, with its path.
    pub(super) fn map<'a>(&'a self, root: &'a Value) -> Option<(&'a [Step], &'a Map)> {
        match self {
            Self::Node(path) => Some((path, node(root, path)?.as_map()?)),
            _ => None,
        }
    }

    /// What stands here when it is neither map, list nor null.
    pub(super) fn scalar<'a>(&'a self, root: &'a Value) -> Option<&'a Data> {
        let data = match self {
            Self::Made(data) => return Some(data),
            Self::Node(path) => &node(root, path)?.data,
            Self::Null | Self::Spread(_) => return None,
        };
        (!matches!(data, Data::Null | Data::Map(_) | Data::List(_))).then_some(data)
    }

    pub(super) fn is_null(&self, root: &Value) -> bool {
        match self {
            Self::Null => true,
            Self::Node(path) => node(root, path).is_none_or(Value::is_null),
            Self::Made(_) | Self::Spread(_) => false,
        }
    }

    /// `here[name]` as Groovy reads it.
    pub(super) fn read(&self, root: &Value, name: &str) -> Result<Self, MappingErrorKind> {
        match self.view(root) {
            View::Map(map) => Ok(self.entry(map, name)),
            View::Items(items) => spread(root, &items, name),
            View::Scalar(data) => read(data, name).map(Self::Made),
            View::Null => {
                Err(MappingErrorKind::Null { property: name.into(), access: Access::Get })
            }
        }
    }

    fn entry(&self, map: &Map, name: &str) -> Self {
        match (self, map.get(name)) {
            (Self::Node(path), Some(value)) if !value.is_null() => {
                let mut path = path.clone();
                path.push(Step::Key(name.into()));
                Self::Node(path)
            }
            _ => Self::Null,
        }
    }

    /// This place as the list that Orca's index needs.
    pub(super) fn items(&self, root: &Value) -> Result<Vec<Self>, MappingErrorKind> {
        let data = match self.view(root) {
            View::Items(items) => return Ok(items),
            View::Map(map) => &Data::Map(map.clone()),
            View::Scalar(data) => data,
            View::Null => return Ok(Vec::new()),
        };
        let text = java_to_string(data);
        Err(MappingErrorKind::Cast { text, class: class_of(data), to: "java.util.List" })
    }
}

fn children(path: &[Step], items: &[Value]) -> Vec<Place> {
    let child = |(index, item): (usize, &Value)| {
        if item.is_null() {
            return Place::Null;
        }
        let mut path = path.to_vec();
        path.push(Step::Index(index));
        Place::Node(path)
    };
    items.iter().enumerate().map(child).collect()
}

/// A property of every item that is not null. Lists inside lists are asked in
/// the same way, except for what Groovy finds on a list itself; no deeper than
/// the tree is.
fn spread(root: &Value, items: &[Place], name: &str) -> Result<Place, MappingErrorKind> {
    let mut found = Vec::new();
    for item in items {
        let value = match item.view(root) {
            View::Null => continue,
            View::Map(map) => item.entry(map, name),
            View::Items(inner) => inner_list(root, &inner, name)?,
            View::Scalar(data) => Place::Made(read(data, name).map_err(|kind| match kind {
                MappingErrorKind::MissingProperty { .. } => missing(data, name, true),
                other => other,
            })?),
        };
        found.push(value);
    }
    Ok(Place::Spread(found))
}

fn inner_list(root: &Value, items: &[Place], name: &str) -> Result<Place, MappingErrorKind> {
    match name {
        "empty" => Ok(Place::Made(Data::Boolean(items.is_empty()))),
        "class" | "indices" | "metaClass" | "metaPropertyValues" | "properties" => {
            Err(MappingErrorKind::JavaObject {
                property: name.into(),
                class: "java.util.ArrayList",
            })
        }
        _ => spread(root, items, name),
    }
}
