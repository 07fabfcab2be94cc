//! `JavaBeanBinder`: an object exists as soon as one of its properties is
//! bound; unknown keys vanish.

use std::sync::Arc;

use super::{Binder, Bound, Stop, Way};
use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::load::change::What;
use crate::spinnaker::load::failure::{Cause, FailureKind};
use crate::spinnaker::load::fields::{
    Class, Classes, Field, Initial, Type, known_since, suggestions,
};
use crate::spinnaker::load::tree::Id;

impl Binder<'_> {
    pub(super) fn bean(&mut self, id: Id, name: &str) -> Bound {
        let Some(class) = self.conversion.classes.get(name) else { return Ok(None) };
        let mut known: Vec<(usize, Id)> = Vec::new();
        for child in self.tree.children(id) {
            match class.by_key(&self.tree.element(child).key) {
                Some(field) => known.push((field, child)),
                None => self.unknown(child, name, class),
            }
        }
        known.sort_by_key(|(field, _)| class.ranks.get(*field));
        let mut values: Vec<Option<Value>> = class.fields.iter().map(|_| None).collect();
        let mut bound = false;
        for (index, child) in known {
            let Some(field) = class.fields.get(index) else { continue };
            let value = self.stepping(Way::Field(field), |binder| {
                binder.respelled(child, field);
                binder.bind(child, &field.ty, class.annotated)
            })?;
            let Some(value) = value else { continue };
            bound = true;
            if let Some(gives) = field.read_only {
                self.read_only(field, gives, &value, child)?;
            } else if let Some(place) = values.get_mut(index) {
                *place = Some(value);
            }
        }
        let map = bound.then(|| complete(self.conversion.classes, class, values));
        Ok(map.map(|map| Value::new(Data::Map(map), self.origin(id))))
    }

    /// Setting what can only be read passes if it is so already.
    fn read_only(
        &self,
        field: &Field,
        gives: &[&str],
        value: &Value,
        child: Id,
    ) -> Result<(), Stop> {
        let same = match &value.data {
            Data::List(items) => {
                items.iter().map(|item| item.as_str().unwrap_or_default()).eq(gives.iter().copied())
            }
            Data::Boolean(truth) => gives == [if *truth { "true" } else { "false" }],
            _ => false,
        };
        if same {
            return Ok(());
        }
        Err(Stop::Raised {
            kind: FailureKind::NoSetter,
            causes: vec![Cause {
                class: "java.lang.IllegalStateException",
                message: format!("No setter found for property: {}", field.dashed),
            }],
            span: self.tree.element(child).span,
        })
    }

    fn respelled(&mut self, child: Id, field: &Field) {
        let element = self.tree.element(child);
        if element.written() != &*field.name && !element.indexed {
            let (key, name) = (element.written().into(), Arc::clone(&field.name));
            self.note(element.span, What::Respelled { key, name });
        }
    }

    fn unknown(&mut self, child: Id, name: &str, class: &Class) {
        if !self.has_room() {
            return;
        }
        let element = self.tree.element(child);
        let (key, span) = (Arc::<str>::from(element.written()), element.span);
        if self.tree.element(child).indexed {
            self.note(span, What::WrongShape { wanted: "a map" });
            return;
        }
        let (_, simple) = class.java.rsplit_once(['.', '$']).unwrap_or(("", &class.java));
        let version = self.conversion.client_java();
        let what = What::UnknownKey {
            key: Arc::clone(&key),
            class: simple.into(),
            suggestions: suggestions(class, &key),
            known_since: known_since(name, &key, version),
        };
        self.note_at(key, span, what);
    }

    /// Since Spring 6 `HttpMethod` has one constructor, which takes a name.
    pub(super) fn http_method(&mut self, id: Id) -> Bound {
        if self.conversion.boot == crate::spinnaker::SpringBoot::V2_7 {
            return Ok(None);
        }
        match self.tree.child(id, "name") {
            Some(child) => self.bind(child, &Type::Text, false),
            None => Ok(None),
        }
    }
}

/// A bean as it is written out: what was bound, and the initial values of the
/// rest; null is left out.
pub(in super::super) fn complete(
    classes: &Classes,
    class: &Class,
    values: Vec<Option<Value>>,
) -> Map {
    let mut map = Map::new();
    for (field, value) in class.fields.iter().zip(values) {
        if field.read_only.is_some() {
            continue;
        }
        let value = value.or_else(|| initial(classes, field));
        if let Some(value) = value {
            map.insert(Arc::clone(&field.name), value);
        }
    }
    map
}

fn initial(classes: &Classes, field: &Field) -> Option<Value> {
    let data = match (&field.initial, &field.ty) {
        (Initial::EmptyList, _) => Data::List(Vec::new()),
        (Initial::Data(data), _) => data.clone(),
        (Initial::Bean, Type::Bean(name)) => {
            let class = classes.get(name)?;
            let nothing = class.fields.iter().map(|_| None).collect();
            Data::Map(complete(classes, class, nothing))
        }
        (Initial::Null | Initial::Bean, _) => return None,
    };
    Some(Value::new(data, Origin::Orca("its default")))
}
