//! Properties of maps and objects (spel §8).
//!
//! On a map a name is a key. On anything else it is an allowed getter or
//! method without arguments; all else throws.

use super::Machine;
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
        match (object, class.base) {
            (Object::Ref(id), Base::Execution | Base::Stage | Base::Task) => {
                let Some((field, kind)) = settable(class.base, &property.name) else {
                    return Err(no_getter(&property.name, &class.name()));
                };
                let value = convert::convert(&mut self.heap, &value.into(), kind.class())?;
                self.track()?;
                if let Some(Cell::Bean(bean)) = self.heap.cell_mut(*id)
                    && let Some(slot) = bean.fields.iter_mut().find(|(name, _)| *name == field)
                {
                    slot.1 = value;
                }
                Ok(())
            }
            (_, Base::Date | Base::SimpleDateFormat | Base::Random) => {
                Err(unknown("a change of a date or format"))
            }
            (Object::Ref(_), base) if !Base::Collection.accepts(base) && !class.is_array() => {
                Err(unknown("a change of one of Orca's objects"))
            }
            _ => Err(no_getter(&property.name, &class.name())),
        }
    }
}

/// The setters of executions, stages and tasks: field and type.
fn settable(class: Base, name: &str) -> Option<(&'static str, Base)> {
    const EXECUTION: [(&str, Base); 18] = [
        ("id", Base::String),
        ("rootId", Base::String),
        ("application", Base::String),
        ("name", Base::String),
        ("buildTime", Base::Long),
        ("canceled", Base::BooleanType),
        ("canceledBy", Base::String),
        ("cancellationReason", Base::String),
        ("limitConcurrent", Base::BooleanType),
        ("maxConcurrentExecutions", Base::IntType),
        ("keepWaitingPipelines", Base::BooleanType),
        ("startTime", Base::Long),
        ("endTime", Base::Long),
        ("startTimeExpiry", Base::Long),
        ("status", Base::Status),
        ("origin", Base::String),
        ("description", Base::String),
        ("pipelineConfigId", Base::String),
    ];
    const STAGE: [(&str, Base); 10] = [
        ("id", Base::String),
        ("refId", Base::String),
        ("type", Base::String),
        ("name", Base::String),
        ("startTime", Base::Long),
        ("endTime", Base::Long),
        ("startTimeExpiry", Base::Long),
        ("status", Base::Status),
        ("parentStageId", Base::String),
        ("scheduledTime", Base::Long),
    ];
    let table: &[(&'static str, Base)] = match class {
        Base::Execution => &EXECUTION,
        Base::Stage => &STAGE,
        _ => &[],
    };
    table.iter().find(|(field, _)| *field == name).copied()
}
