//! Properties of maps and objects (spel §8).
//!
//! On a map a name is a key. On anything else it is an allowed getter or
//! method without arguments; all else throws.

use super::Machine;
use super::setter::{self, Null};
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::convert;
use crate::spinnaker::spel::heap::Cell;
use crate::spinnaker::spel::methods::{self, Method};
use crate::spinnaker::spel::object::{Object, Typed};
use crate::spinnaker::spel::stop::{ILLEGAL_ARGUMENT, Step, Stop, spel, thrown, unknown};
use crate::spinnaker::spel::syntax::Property;

fn no_getter(name: &str, class: &str) -> Stop {
    thrown(ILLEGAL_ARGUMENT, format!("{class} has no property `{name}` that may be read"))
}

/// The method behind a property: `getName`, `isName`, `name`.
fn getter(tables: &[&'static [Method]], name: &str) -> Option<&'static Method> {
    let mut chars = name.chars();
    let first = chars.next()?;
    let capital = |c: char| c.to_uppercase().collect::<String>();
    let suffix = if chars.next().is_some_and(char::is_uppercase) {
        name.to_owned()
    } else {
        format!("{}{}", capital(first), name.get(first.len_utf8()..)?)
    };
    let mut suffixes = vec![suffix.clone()];
    if let Some(first) = suffix.chars().next().filter(|first| !first.is_uppercase()) {
        suffixes.push(format!("{}{}", capital(first), suffix.get(first.len_utf8()..)?));
    }
    let find = |prefix: &str, suffixes: &[String], truth: bool| {
        suffixes.iter().find_map(|suffix| {
            let wanted = format!("{prefix}{suffix}");
            tables.iter().flat_map(|table| table.iter()).find(|method| {
                method.name == wanted
                    && method.parameters.is_empty()
                    && !method.is_void
                    && (!truth || method.is_truth)
            })
        })
    };
    find("get", &suffixes, false)
        .or_else(|| find("is", &suffixes, true))
        .or_else(|| find("", &[name.to_owned()], false))
}

impl Machine<'_> {
    /// The property of an object.
    pub(super) fn read(&mut self, target: &Typed, property: &Property) -> Step<Typed> {
        let object = &target.value;
        if object.is_null() {
            return if property.safe {
                Ok(Object::Null.into())
            } else {
                Err(spel(format!("null has no property `{}`", property.name)))
            };
        }
        if self.heap.map(object).is_some() {
            self.track()?;
            return self.load_entry(object, &Object::String(property.name.clone()));
        }
        let class = self.heap.class_of(object);
        if class.is_array() && property.name.as_ref() == "length" {
            self.track()?;
            let length = self.heap.items(object).map_or(0, |items| items.len());
            return Ok(Object::Integer(i32::try_from(length).unwrap_or(i32::MAX)).into());
        }
        let found = match object {
            Object::Class(named) => getter(&methods::statics(*named), &property.name),
            _ => getter(&methods::of(class), &property.name),
        };
        let Some(method) = found else { return Err(no_getter(&property.name, &class.name())) };
        self.track()?;
        self.invoke(method, object, &[])
    }

    /// Writes a property: a map's entry, or what a setter of Orca's sets.
    pub(super) fn write(&mut self, target: &Typed, property: &Property, value: Object) -> Step<()> {
        let object = &target.value;
        if object.is_null() {
            return if property.safe {
                Ok(())
            } else {
                Err(spel(format!("null has no property `{}`", property.name)))
            };
        }
        if self.heap.map(object).is_some() {
            self.track()?;
            return self.put_entry(object, Object::String(property.name.clone()), value);
        }
        let class = self.heap.class_of(object);
        let Some((field, parameter)) = setter::setter(class.base, &property.name) else {
            return Err(no_getter(&property.name, &class.name()));
        };
        let unmodelled = || unknown("a change of one of Java's or Orca's objects");
        if parameter == setter::OTHER {
            return Err(unmodelled());
        }
        let value = convert::convert(&mut self.heap, &value.into(), parameter)?;
        self.track()?;
        let Object::Ref(id) = object else { return Err(unmodelled()) };
        let nothing = value.is_null();
        let value = match setter::of_null(class.base, field) {
            _ if !nothing => value,
            Null::Stored => value,
            Null::Refused => {
                return Err(thrown("NullPointerException", format!("`{field}` takes no null")));
            }
            Null::Emptied => self.heap.collection(Base::ImmutableSet, Vec::new()),
            Null::Unmodelled => return Err(unmodelled()),
        };
        match self.heap.cell_mut(*id) {
            Some(Cell::Bean(bean)) if setter::is_scalar(parameter) || nothing => {
                let slot = bean.fields.iter_mut().find(|(name, _)| *name == field);
                slot.ok_or_else(unmodelled)?.1 = value;
                setter::settle(bean);
                Ok(())
            }
            _ => Err(unmodelled()),
        }
    }
}
