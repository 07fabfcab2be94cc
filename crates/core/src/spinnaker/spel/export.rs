//! Objects as plain data: what a result is once Orca has stored it, and what
//! Jackson writes for `#toJson`. It must never write a value that holds
//! itself, nor an object that Jackson would not.

use std::sync::Arc;

use super::class::Base;
use super::heap::{Bean, Cell, Heap};
use super::object::{Id, Object};
use super::stop::{Step, thrown, unknown};
use super::{base64, constants, text, units};
use crate::java::{Data, Map, Value};

/// What a part of a value costs. One is some hundred bytes that stay, and what
/// an expression holds many times over is written as many times.
const PART: usize = 32;

/// Which of Orca's two mappers writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mapper {
    /// Orca's own, for what it stores: nulls inside its objects are dropped.
    Orca,
    /// The plain one of `#toJson`: nulls stay, dates of `java.time` fail.
    Plain,
}

/// The value of an object.
pub(super) fn export(heap: &mut Heap<'_>, object: &Object, mapper: Mapper) -> Step<Value> {
    let mut writer = Writer { mapper, drops_nulls: false, stages: Vec::new() };
    writer.value(heap, object).map(Value::from)
}

struct Writer {
    mapper: Mapper,
    drops_nulls: bool,
    /// The stages written so far, which stand for themselves by id from then.
    stages: Vec<Id>,
}

fn data_text(text: impl Into<Arc<str>>) -> Data {
    Data::String(text.into())
}

impl Writer {
    fn value(&mut self, heap: &mut Heap<'_>, object: &Object) -> Step<Data> {
        heap.spend(PART)?;
        Ok(match object {
            Object::Null => Data::Null,
            Object::Boolean(truth) => Data::Boolean(*truth),
            Object::Character(unit) => Data::String(units::unit_text(*unit)?),
            Object::Byte(number) => Data::Integer((*number).into()),
            Object::Short(number) => Data::Integer((*number).into()),
            Object::Integer(number) => Data::Integer(*number),
            Object::Long(number) | Object::Date(number) => Data::Long(*number),
            Object::Float(number) => {
                Data::Double(crate::java::float_to_string(*number).parse().unwrap_or(f64::NAN))
            }
            Object::Double(number) => Data::Double(*number),
            Object::BigInteger(number) => Data::BigInteger(number.as_ref().clone()),
            Object::String(text) => {
                heap.spend(text.len() / 16)?;
                Data::String(text.clone())
            }
            Object::Class(class) => data_text(text::binary_name(*class)),
            Object::Constant(base, at) => data_text(constants::name(*base, *at)),
            Object::Uuid(_) | Object::Named(..) => data_text(text::to_text(heap, object)?),
            Object::Instant(..) | Object::LocalDate(_) | Object::LocalDateTime(..) => {
                self.time(heap, object)?
            }
            Object::Method(_) => self.method()?,
            Object::Ref(id) => heap.nested(|heap| self.cell(heap, *id))?,
        })
    }

    /// Orca's mapper writes seconds with a fraction, and lists of fields.
    fn time(&mut self, heap: &mut Heap<'_>, object: &Object) -> Step<Data> {
        if self.mapper == Mapper::Plain {
            return Err(thrown("InvalidDefinitionException", "`java.time` is not written"));
        }
        Ok(match object {
            // Beyond a `long` of milliseconds Jackson fails: Orca could not
            // store the stage.
            Object::Instant(seconds, nanos) => match super::time::epoch_millis(*seconds, *nanos) {
                Some(millis) => Data::Long(millis),
                None => unserialisable("java.time.Instant"),
            },
            Object::LocalDate(day) => {
                let date = super::time::civil(*day);
                integers(&[date.year, date.month, date.day])
            }
            Object::LocalDateTime(day, nanos) => {
                let date = super::time::civil(*day);
                let nanos = i64::try_from(*nanos).unwrap_or(0);
                let second = i64::try_from(super::time::SECOND).unwrap_or(1);
                let seconds = nanos / second;
                let mut fields =
                    vec![date.year, date.month, date.day, seconds / 3_600, seconds / 60 % 60];
                let rest = nanos % second;
                if seconds % 60 > 0 || rest > 0 {
                    fields.push(seconds % 60);
                }
                if rest > 0 {
                    fields.push(rest / 1_000_000);
                }
                integers(&fields)
            }
            other => data_text(text::to_text(heap, other)?),
        })
    }

    fn method(&mut self) -> Step<Data> {
        if self.mapper == Mapper::Plain {
            return Err(thrown("InvalidDefinitionException", "a method has no JSON"));
        }
        Ok(unserialisable("java.lang.reflect.Method"))
    }

    fn list(&mut self, heap: &mut Heap<'_>, items: &[Object]) -> Step<Data> {
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            written.push(self.value(heap, item)?.into());
        }
        Ok(Data::List(written))
    }

    fn cell(&mut self, heap: &mut Heap<'_>, id: Id) -> Step<Data> {
        match heap.cell(id) {
            Cell::Collection(collection) => {
                let items = collection.items.clone();
                self.list(heap, &items)
            }
            Cell::Array(array) => {
                let (element, items) = (array.element, array.items.clone());
                match element.base {
                    Base::ByteType if !element.is_array() => {
                        let byte = |item: &Object| {
                            if let Object::Byte(byte) = item { byte.cast_unsigned() } else { 0 }
                        };
                        let bytes: Vec<u8> = items.iter().map(byte).collect();
                        Ok(data_text(base64::encode(&bytes)))
                    }
                    Base::CharType if !element.is_array() && self.mapper == Mapper::Plain => {
                        let unit = |item: &Object| {
                            if let Object::Character(unit) = item { *unit } else { 0 }
                        };
                        let units: Vec<u16> = items.iter().map(unit).collect();
                        Ok(Data::String(units::text(&units)?))
                    }
                    _ => self.list(heap, &items),
                }
            }
            Cell::Map(map) => {
                let entries: Vec<(Object, Object)> =
                    map.iter().map(|(_, entry)| entry.clone()).collect();
                self.map(heap, &entries)
            }
            Cell::Bean(bean) => {
                let bean = bean.clone();
                let before = self.drops_nulls;
                self.drops_nulls |= self.mapper == Mapper::Orca;
                let written = self.bean(heap, id, &bean);
                self.drops_nulls = before;
                if !before {
                    self.stages.clear();
                }
                written
            }
            Cell::Unread(_) => Ok(Data::Null),
        }
    }

    fn map(&mut self, heap: &mut Heap<'_>, entries: &[(Object, Object)]) -> Step<Data> {
        let mut written = Map::new();
        for (key, value) in entries {
            if self.drops_nulls && value.is_null() {
                continue;
            }
            let name: Arc<str> = match key {
                Object::String(text) => text.clone(),
                Object::Null if self.mapper == Mapper::Plain => {
                    return Err(thrown("JsonMappingException", "null is no name"));
                }
                Object::Constant(base, at) => constants::name(*base, *at).into(),
                Object::Date(_) => return Err(unknown("a date as a name")),
                other => text::to_text(heap, other)?.into(),
            };
            written.insert(name, self.value(heap, value)?.into());
        }
        Ok(Data::Map(written))
    }

    fn bean(&mut self, heap: &mut Heap<'_>, id: Id, bean: &Bean) -> Step<Data> {
        if bean.class == Base::Stage {
            if self.stages.contains(&id) {
                return self.value(heap, &bean.get("id"));
            }
            self.stages.push(id);
        }
        if bean.class == Base::MapEntry {
            return self.map(heap, &[(bean.get("key"), bean.get("value"))]);
        }
        if Base::Trigger.accepts(bean.class) && self.mapper == Mapper::Orca {
            return self.trigger(heap, bean);
        }
        if matches!(bean.class, Base::SimpleDateFormat | Base::Random) {
            return Err(unknown("this object as JSON"));
        }
        if bean.class == Base::AuthenticationDetails {
            let accounts = bean.get("allowedAccounts");
            heap.varies.order |= heap.items(&accounts).is_some_and(|items| items.len() > 1);
        }
        let mut fields: Vec<_> = bean.fields.iter().collect();
        if Base::Trigger.accepts(bean.class) {
            fields.sort_by_key(|(name, _)| trigger_order(name));
        }
        let mut written = Map::new();
        for (name, value) in fields {
            let hidden = bean.class == Base::Stage && *name == "execution"
                || *name == "timestamp" && bean.class == Base::ConcourseBuildInfo
                || bean.class == Base::Execution && matches!(*name, "rootId" | "additionalHeaders");
            if hidden {
                continue;
            }
            let value = self.value(heap, value)?;
            if self.mapper == Mapper::Plain || value != Data::Null {
                written.insert(*name, value.into());
            }
        }
        Ok(Data::Map(written))
    }

    /// A trigger's own properties with its raw JSON over them.
    fn trigger(&mut self, heap: &mut Heap<'_>, bean: &Bean) -> Step<Data> {
        let mut written = Map::new();
        for (name, value) in bean.fields.iter().filter(|(name, _)| *name != "other") {
            let value = self.value(heap, value)?;
            if value != Data::Null {
                written.insert(*name, value.into());
            }
        }
        if let Data::Map(other) = self.value(heap, &bean.get("other"))? {
            for (name, value) in other {
                written.insert(name, value);
            }
        }
        Ok(Data::Map(written))
    }
}

/// What stands for an object of a class that Orca could not store.
fn unserialisable(class: &str) -> Data {
    let mut map = Map::new();
    map.insert("unserialisable", Value::from(class));
    Data::Map(map)
}

fn integers(fields: &[i64]) -> Data {
    let integer = |field: &i64| Data::Integer(i32::try_from(*field).unwrap_or(0)).into();
    Data::List(fields.iter().map(integer).collect())
}

/// Where Jackson writes a property of a trigger: fields as declared, which
/// puts a class's own ones in the middle; what has only a getter last.
fn trigger_order(name: &str) -> u8 {
    match name {
        "type" | "correlationId" | "user" | "parameters" | "artifacts" | "notifications" => 0,
        "other" | "resolvedExpectedArtifacts" => 2,
        "buildInfo" | "properties" => 3,
        "rebake" | "dryRun" | "strategy" => 4,
        _ => 1,
    }
}
