//! The sample execution that expressions look at, as Orca's objects
//! (spel §8). It must never copy contexts and outputs: they are read when an
//! expression gets there.

mod artifact;
mod execution;
mod root;
mod trigger;

pub(super) use artifact::artifact;
pub(super) use execution::{
    ancestors, children, downstream, find_stage, in_order, pause, requisites, stages,
};
pub use root::NAMES;
pub(super) use root::root;

use std::sync::Arc;

use super::class::Base;
use super::heap::{Bean, Cell, Heap, Unread};
use super::object::{Id, Object};
use crate::java::{Data, Map, Value};

/// An execution in Orca's own JSON and the stage that runs in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Execution {
    /// The execution: trigger, stages with contexts and outputs, and so on.
    pub json: Value,
    /// The id of the running stage.
    pub stage: String,
    /// Whom `#currentUser()` answers.
    pub user: String,
    /// What `new Date()` and its kin answer, in milliseconds since 1970.
    pub now: i64,
}

impl Execution {
    /// The execution in `json` while its stage `stage` runs: by its own user,
    /// a moment after the stage started.
    pub fn new(json: Value, stage: &str) -> Self {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
        let user = json.get("authentication").and_then(|details| details.get("user"));
        let user = match text(user) {
            empty if empty.is_empty() => "anonymous".to_owned(),
            user => user,
        };
        let stages = json.get("stages").and_then(Value::as_list).unwrap_or_default();
        let running =
            stages.iter().find(|other| other.get("id").and_then(Value::as_str) == Some(stage));
        let started = running
            .and_then(|running| millis(running.get("startTime")?))
            .or_else(|| millis(json.get("startTime")?));
        Self { stage: stage.to_owned(), user, now: started.unwrap_or(MOMENT), json }
    }

    /// The running stage and all before it, nearest first, in the order in
    /// which Orca looks for outputs.
    pub fn ancestors(&self) -> Vec<&Value> {
        let mut heap = Heap::default();
        heap.refuel();
        let world = World::new(&mut heap, &Scope::of(self));
        let (Some(execution), Some(stage)) = (world.execution, world.stage) else {
            return Vec::new();
        };
        let all = stages(&mut heap, execution);
        let listed = self.json.get("stages").and_then(Value::as_list).unwrap_or_default();
        let before = ancestors(&mut heap, stage, false);
        let place = |id: &Id| all.iter().position(|other| other == id);
        before.iter().filter_map(|id| listed.get(place(id)?)).collect()
    }
}

/// The moment of a sample that names none: 14 November 2023, in the evening.
const MOMENT: i64 = 1_700_000_000_000;

fn millis(value: &Value) -> Option<i64> {
    match value.data {
        Data::Integer(number) => Some(number.into()),
        Data::Long(number) => Some(number),
        _ => None,
    }
}

/// What an evaluation looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// The execution; without one only the context's names are seen.
    pub execution: Option<&'a Execution>,
    /// The running stage's context, in place of the one in the execution.
    pub context: Option<&'a Map>,
}

impl<'a> Scope<'a> {
    /// The running stage of an execution with the context that stands there.
    pub fn of(execution: &'a Execution) -> Self {
        Self { execution: Some(execution), context: None }
    }

    /// The running stage of an execution with another context.
    pub fn with_context(execution: &'a Execution, context: &'a Map) -> Self {
        Self { execution: Some(execution), context: Some(context) }
    }

    /// A plain map of names.
    pub fn plain(context: &'a Map) -> Self {
        Self { execution: None, context: Some(context) }
    }
}

/// Reads typed fields as Jackson does.
struct Fields<'v> {
    json: &'v Value,
}

impl<'v> Fields<'v> {
    fn raw(&self, name: &str) -> Option<&'v Value> {
        self.json.get(name).filter(|value| !value.is_null())
    }

    /// A `String`: other scalars become text.
    fn text(&self, name: &str) -> Object {
        match self.raw(name) {
            None => Object::Null,
            Some(value) => match &value.data {
                Data::String(text) => Object::String(text.clone()),
                Data::List(_) | Data::Map(_) => Object::Null,
                _ => Object::text(crate::java::groovy_to_string(value)),
            },
        }
    }

    fn text_or(&self, name: &str, default: &str) -> Object {
        match self.text(name) {
            Object::Null => Object::text(default),
            text => text,
        }
    }

    fn long(&self, name: &str) -> Object {
        self.raw(name).and_then(millis).map_or(Object::Null, Object::Long)
    }

    fn int(&self, name: &str) -> Object {
        match self.raw(name).map(|value| &value.data) {
            Some(Data::Integer(number)) => Object::Integer(*number),
            _ => Object::Integer(0),
        }
    }

    fn boolean(&self, name: &str) -> Object {
        let truth = matches!(self.raw(name).map(|value| &value.data), Some(Data::Boolean(true)));
        Object::Boolean(truth)
    }
}

impl<'v> Fields<'v> {
    /// A map as it stands, read when looked at; a new one where there is none.
    fn map(&self, heap: &mut Heap<'v>, name: &str) -> Object {
        match self.raw(name) {
            Some(value) if value.as_map().is_some() => heap.lift(value, false),
            _ => heap.put(Cell::Map(super::heap::Map::new(Base::LinkedHashMap))),
        }
    }

    /// A list as it stands; a new one where there is none.
    fn list(&self, heap: &mut Heap<'v>, name: &str) -> Object {
        match self.raw(name) {
            Some(value) if value.as_list().is_some() => heap.lift(value, false),
            _ => heap.list(Vec::new()),
        }
    }

    /// Anything as it stands.
    fn any(&self, heap: &mut Heap<'v>, name: &str) -> Object {
        self.raw(name).map_or(Object::Null, |value| heap.lift(value, false))
    }

    /// A list of beans.
    fn beans(
        &self,
        heap: &mut Heap<'v>,
        name: &str,
        bean: fn(&mut Heap<'v>, &'v Value) -> Object,
    ) -> Object {
        let items = self.raw(name).and_then(Value::as_list).unwrap_or_default();
        let items = items.iter().map(|item| bean(heap, item)).collect();
        heap.list(items)
    }
}

fn bean(heap: &mut Heap<'_>, class: Base, fields: Vec<(&'static str, Object)>) -> Object {
    heap.put(Cell::Bean(Bean { class, fields }))
}

/// Reads what nothing had looked at.
pub(super) fn open<'a>(heap: &mut Heap<'a>, unread: Unread<'a>) -> Cell<'a> {
    match unread {
        Unread::Execution { json, depth, stages } => {
            Cell::Bean(execution::open(heap, json, depth, stages))
        }
        Unread::Stage { json, execution, context } => {
            Cell::Bean(execution::open_stage(heap, json, execution, context))
        }
        Unread::Context { json, stage } => Cell::Map(execution::open_context(heap, json, stage)),
        Unread::Trigger { json, depth } => Cell::Bean(trigger::trigger(heap, json, depth)),
        Unread::TriggerMap { json } => Cell::Map(trigger::as_map(heap, json)),
        Unread::Value { .. } => Cell::Unread(unread),
    }
}

/// The execution as objects.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    /// The execution, where there is one.
    pub(super) execution: Option<Id>,
    /// The running stage.
    pub(super) stage: Option<Id>,
    /// Its context.
    context: Option<Id>,
    pub(super) stage_id: Arc<str>,
    pub(super) user: Arc<str>,
}

impl World {
    pub(super) fn new<'a>(heap: &mut Heap<'a>, scope: &Scope<'a>) -> Self {
        let Some(sample) = scope.execution else {
            heap.now = MOMENT;
            return Self { user: "anonymous".into(), ..Self::default() };
        };
        heap.now = sample.now;
        let execution = execution::execution(heap, &sample.json, 0);
        let running = execution::running(&sample.json, &sample.stage);
        let stage = execution.and_then(|id| execution::stages(heap, id).get(running?).copied());
        let context = stage.and_then(|stage| execution::context(heap, stage, scope.context));
        Self {
            execution,
            stage,
            context,
            stage_id: sample.stage.as_str().into(),
            user: sample.user.as_str().into(),
        }
    }
}
