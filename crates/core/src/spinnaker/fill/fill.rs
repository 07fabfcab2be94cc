//! `PreconfiguredJobStage`: the definition's fields, then the defaults, the
//! pipeline's values and its dynamic parameters, one after the other.

use std::sync::Arc;

use super::filled::{Applied, Cause, Effect, FillError, Filled, Giver};
use super::mapping::{Put, Step, parse, put};
use super::origins::{carried, marked};
use super::overrides::{complete_cluster, copy};
use crate::java::{Data, Map, Origin, Value, groovy_to_string};
use crate::spinnaker::Provider;

/// What the fill-in sees of the pipeline's execution.
#[derive(Clone, Copy, Debug)]
pub struct Execution<'a> {
    /// The application that the pipeline belongs to.
    pub application: Option<&'a str>,
    /// The outputs of the stages before, by name, the nearest stage's first.
    /// Orca looks there for what the stage's own context has no key for.
    pub outputs: &'a Map,
}

/// Merges a stage definition into a pipeline's stage as Orca does when it
/// plans the stage (orca-semantics §3.2).
///
/// `stage` is the definition as Orca holds it after start-up; `stage_json` the
/// pipeline's stage as context: see [`super::stage_context`], and its own
/// expressions are evaluated before. Values without an origin are taken for
/// the stage JSON's.
pub fn fill(
    stage: &Value,
    stage_json: &Map,
    provider: Provider,
    execution: &Execution<'_>,
) -> Result<Filled, Box<FillError>> {
    let mut stage = stage.as_map().cloned().unwrap_or_default();
    if provider == Provider::Titus {
        complete_cluster(&mut stage, execution.application);
    }
    let mut filling = Filling {
        context: marked(stage_json),
        outputs: execution.outputs.clone(),
        applied: Vec::new(),
    };
    copy(&mut filling.context, &stage, provider, execution.outputs);
    let parameters = stage.get("parameters");
    let done = filling.all(parameters.and_then(Value::as_list).unwrap_or_default());
    if done.is_ok() {
        let listed = parameters.cloned().unwrap_or_else(|| {
            Value::new(Data::Null, Origin::Orca("the stage definition has no parameters"))
        });
        filling.context.insert("preconfiguredJobParameters", listed);
    }
    let so_far = Filled { context: filling.context, applied: filling.applied };
    match done {
        Ok(()) => Ok(so_far),
        Err(cause) => Err(Box::new(FillError { cause, so_far })),
    }
}

/// The context while it is being filled.
struct Filling {
    context: Map,
    outputs: Map,
    applied: Vec<Applied>,
}

impl Filling {
    fn all(&mut self, parameters: &[Value]) -> Result<(), Cause> {
        for (index, parameter) in parameters.iter().enumerate() {
            self.default(index, parameter)?;
        }
        self.each("parameters", |filling, key, value| {
            let name: Arc<str> = groovy_to_string(key).into();
            // Groovy takes the number 1 for another name than the text.
            let named = |parameter: &Value| {
                key.as_str().is_some_and(|key| text(parameter, "name").as_deref() == Some(key))
            };
            let index = parameters.iter().position(named);
            let giver = Giver::User { index, name: Arc::clone(&name) };
            let Some(parameter) = index.and_then(|index| parameters.get(index)) else {
                filling.note(giver, None, Effect::UnknownParameter);
                return Ok(());
            };
            let origin = Origin::Parameter { parameter: name };
            filling.set(giver, text(parameter, "mapping"), as_text(value, origin))
        })?;
        self.each("dynamicParameters", |filling, key, value| {
            let text: Arc<str> = groovy_to_string(key).into();
            let giver = Giver::Dynamic { key: Arc::clone(&text) };
            let origin = Origin::DynamicParameter { key: Arc::clone(&text) };
            let mapping = (!key.is_null()).then_some(text);
            filling.set(giver, mapping, as_text(value, origin))
        })
    }

    fn default(&mut self, index: usize, parameter: &Value) -> Result<(), Cause> {
        let Some(value) = parameter.get("defaultValue").filter(|value| !value.is_null()) else {
            return Ok(());
        };
        let name = text(parameter, "name");
        let origin = Origin::Default {
            parameter: name.clone().unwrap_or_else(|| "".into()),
            span: value.origin.span(),
        };
        let value = Value::new(value.data.clone(), carried(&value.origin, origin));
        self.set(Giver::Default { index, name }, text(parameter, "mapping"), value)
    }

    /// Goes through a map of the context while the values may change it. Orca
    /// goes on with the map it began with, should a value replace it.
    fn each(
        &mut self,
        key: &'static str,
        apply: impl Fn(&mut Self, &Value, &Value) -> Result<(), Cause>,
    ) -> Result<(), Cause> {
        let mut entries = match self.lookup(key) {
            Some(Value { data: Data::Map(entries), .. }) => entries.clone(),
            Some(Value { data: Data::List(items), .. }) => {
                return self.each_pair(key, &items.clone(), apply);
            }
            Some(other) => return not_a_map(key, other),
            None => return Ok(()),
        };
        let keys: Vec<Arc<str>> = entries.keys().cloned().collect();
        let mut attached = true;
        for (position, name) in keys.iter().enumerate() {
            let value = entries.get(name).cloned().unwrap_or_default();
            apply(self, &Value::from(&**name), &value)?;
            attached &= !self.replaced(key);
            if let Some(Value { data: Data::Map(now), .. }) = self.lookup(key)
                && attached
            {
                entries = now.clone();
            }
            if entries.len() > keys.len() && position + 1 < keys.len() {
                return Err(Cause::AddedWhileReading);
            }
        }
        Ok(())
    }

    /// Goes through a list in the place of the map: Groovy takes a list of two
    /// apart into key and value, and fails at anything else.
    fn each_pair(
        &mut self,
        key: &'static str,
        items: &[Value],
        apply: impl Fn(&mut Self, &Value, &Value) -> Result<(), Cause>,
    ) -> Result<(), Cause> {
        for item in items {
            match item.as_list() {
                Some([name, value]) => apply(self, name, value)?,
                _ => return Err(no_pair(key, item)),
            }
        }
        Ok(())
    }

    /// Whether the last value was put at `key` itself.
    fn replaced(&self, key: &str) -> bool {
        self.applied.last().is_some_and(|last| match &last.effect {
            Effect::Set { path, .. } => matches!(&**path, [Step::Key(only)] if &**only == key),
            _ => false,
        })
    }

    /// What Orca finds under `key`: in the context, else in an output.
    fn lookup(&self, key: &str) -> Option<&Value> {
        if self.context.contains_key(key) { self.context.get(key) } else { self.outputs.get(key) }
    }

    fn set(&mut self, giver: Giver, mapping: Option<Arc<str>>, value: Value) -> Result<(), Cause> {
        let Some(path) = &mapping else {
            self.note(giver, None, Effect::NoMapping);
            return Ok(());
        };
        let in_output = self.begins_in_output(path);
        let root = if in_output { &mut self.outputs } else { &mut self.context };
        match put(root, path, value.clone()) {
            Ok(Put { path, .. }) if in_output => {
                self.note(giver, mapping, Effect::SetInOutput { path });
            }
            Ok(Put { path, before }) => {
                self.note(giver, mapping, Effect::Set { path, before, after: value });
            }
            Err(error) => {
                self.note(giver, mapping, Effect::Failed(error.clone()));
                return Err(Cause::Mapping(error));
            }
        }
        Ok(())
    }

    /// Whether the mapping's first step leads into an earlier stage's output.
    fn begins_in_output(&self, mapping: &str) -> bool {
        let segments = parse(mapping);
        let [first, _, ..] = &*segments else { return false };
        let name = first.array.as_ref().map_or(first.text, |array| array.list);
        !self.context.contains_key(name)
            && self.outputs.get(name).is_some_and(|value| !value.is_null())
    }

    fn note(&mut self, giver: Giver, mapping: Option<Arc<str>>, effect: Effect) {
        self.applied.push(Applied { giver, mapping, effect });
    }
}

/// What goes into the context for a value that the pipeline gives: always a
/// text (Groovy's `toString`).
fn as_text(value: &Value, origin: Origin) -> Value {
    Value::text(groovy_to_string(value), carried(&value.origin, origin))
}

fn text(parameter: &Value, key: &str) -> Option<Arc<str>> {
    match &parameter.get(key)?.data {
        Data::String(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

/// What is false to Groovy is passed over; of a text the first character is
/// no pair of key and value, nor is any other single value.
fn not_a_map(key: &'static str, value: &Value) -> Result<(), Cause> {
    match &value.data {
        Data::Null | Data::Boolean(false) | Data::Integer(0) | Data::Long(0) => Ok(()),
        Data::Double(number) if *number == 0.0 => Ok(()),
        Data::String(text) => match text.chars().next() {
            Some(first) => Err(no_pair(key, &Value::from(&*first.to_string()))),
            None => Ok(()),
        },
        _ => Err(no_pair(key, value)),
    }
}

fn no_pair(key: &'static str, value: &Value) -> Cause {
    let class = super::mapping::class_of(&value.data);
    Cause::NotAMap { key, class, text: groovy_to_string(value) }
}
