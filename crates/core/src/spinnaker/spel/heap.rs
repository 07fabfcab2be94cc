//! The lists, maps, arrays and beans of one pass. What expressions share they
//! share here, so that a change through one name is seen through the other.
//! It must never copy the context: a part is read when it is first looked at.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexMap};

use super::class::{Base, Class};
use super::object::{Id, Object};
use super::stop::{Step, bound};
use super::varies::Varies;
use crate::java::{self, Data, Order};
use crate::limits;

/// The heap of one pass over a context.
#[derive(Debug)]
pub(super) struct Heap<'a> {
    cells: Vec<Cell<'a>>,
    /// How much more may be done for the current text.
    fuel: u64,
    /// How much more may be done in the pass.
    reserve: u64,
    depth: usize,
    /// How many elements the cells have been given.
    held: usize,
    /// The sample's moment, in milliseconds since 1970.
    pub(super) now: i64,
    /// What the current text's answer depends on.
    pub(super) varies: Varies,
    /// What stands where there is no cell.
    nothing: Cell<'a>,
}

impl Default for Heap<'_> {
    fn default() -> Self {
        let reserve = limits::SPEL_PASS_WORK;
        let nothing = Cell::Collection(Collection { class: Base::ArrayList, items: Vec::new() });
        let varies = Varies::default();
        Self { cells: Vec::new(), fuel: 0, reserve, depth: 0, held: 0, now: 0, varies, nothing }
    }
}

/// What lives in the heap.
#[derive(Debug)]
pub(super) enum Cell<'a> {
    /// What nothing has looked at.
    Unread(Unread<'a>),
    Collection(Collection),
    Map(Map),
    Array(Array),
    Bean(Bean),
}

/// A part of the context or of the execution that is read when something
/// looks at it: most expressions look at very little.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unread<'a> {
    /// A list or map, and whether Jackson drops nulls from its maps on the way.
    Value { value: &'a java::Value, drops_nulls: bool },
    /// An execution, in so many others' triggers, with its stages.
    Execution { json: &'a java::Value, depth: usize, stages: Id },
    /// A stage with its context.
    Stage { json: &'a java::Value, execution: Id, context: Id },
    /// A stage's context.
    Context { json: Option<&'a java::Map>, stage: Id },
    /// The trigger of an execution in so many others' triggers.
    Trigger { json: Option<&'a java::Value>, depth: usize },
    /// The trigger as a map.
    TriggerMap { json: Option<&'a java::Value> },
}

/// A list, set or other collection.
#[derive(Clone, Debug)]
pub(super) struct Collection {
    pub(super) class: Base,
    pub(super) items: Vec<Object>,
}

/// A map, with keys of any type.
#[derive(Clone, Debug)]
pub(super) struct Map {
    pub(super) class: Base,
    pub(super) entries: IndexMap<Key, (Object, Object), RandomState>,
    /// The number of buckets of a `HashMap`, which gives its order; `None`
    /// where the order is that of insertion.
    pub(super) buckets: Option<usize>,
    /// The stage whose ancestors' outputs a `StageContext` sees too.
    pub(super) stage: Option<Id>,
}

/// An array; its items are of the element type.
#[derive(Clone, Debug)]
pub(super) struct Array {
    pub(super) element: Class,
    pub(super) items: Vec<Object>,
}

/// An object of Orca's own classes, with the values behind its getters.
#[derive(Clone, Debug)]
pub(super) struct Bean {
    pub(super) class: Base,
    pub(super) fields: Vec<(&'static str, Object)>,
}

/// A map's key by Java's `equals`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Null,
    Text(Arc<str>),
    Integer(i32),
    Long(i64),
    Boolean(bool),
    /// Anything else, by its class and what tells it apart.
    Other(Arc<str>),
}

/// A text as key, for looking it up.
pub(super) struct TextKey<'t>(pub(super) &'t str);

// A text hashes as it does by itself, so that `TextKey` finds it.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => 0u8.hash(state),
            Self::Text(text) | Self::Other(text) => text.hash(state),
            Self::Integer(number) => number.hash(state),
            Self::Long(number) => number.hash(state),
            Self::Boolean(truth) => truth.hash(state),
        }
    }
}

impl Hash for TextKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Equivalent<Key> for TextKey<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(key, Key::Text(text) if text.as_ref() == self.0)
    }
}

impl<'a> Heap<'a> {
    /// Fills the fuel for one more text.
    pub(super) fn refuel(&mut self) {
        self.reserve += self.fuel;
        self.fuel = limits::SPEL_WORK.min(self.reserve);
        self.reserve -= self.fuel;
        self.depth = 0;
        self.varies = Varies::default();
    }

    /// Runs a step that may run itself again, to a bounded depth.
    pub(super) fn nested<T>(&mut self, step: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        if self.depth >= limits::SPEL_DEPTH {
            return Err(bound("nested too deep"));
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }

    /// Uses fuel for `amount` of nodes or characters. Fails too once the cells
    /// hold more than a pass may.
    pub(super) fn spend(&mut self, amount: usize) -> Step<()> {
        if self.held > limits::SPEL_HELD {
            return Err(bound("too much to hold"));
        }
        let amount = u64::try_from(amount).unwrap_or(u64::MAX);
        match self.fuel.checked_sub(amount) {
            Some(left) => {
                self.fuel = left;
                Ok(())
            }
            None => Err(bound("too much work")),
        }
    }

    /// Puts a cell into the heap.
    pub(super) fn put(&mut self, cell: Cell<'a>) -> Object {
        Object::Ref(self.place(cell))
    }

    /// Counts elements that something is given besides those it is made with.
    pub(super) fn hold(&mut self, elements: usize) {
        self.held = self.held.saturating_add(elements);
    }

    /// Puts a cell into the heap; where it lies.
    pub(super) fn place(&mut self, cell: Cell<'a>) -> Id {
        self.hold(match &cell {
            Cell::Collection(Collection { items, .. }) | Cell::Array(Array { items, .. }) => {
                items.len()
            }
            Cell::Map(map) => map.entries.len(),
            Cell::Unread(_) | Cell::Bean(_) => 0,
        });
        let id = Id(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
        self.cells.push(cell);
        id
    }

    /// Puts another cell where one lies.
    pub(super) fn replace(&mut self, id: Id, cell: Cell<'a>) {
        if let Some(slot) = self.cells.get_mut(id.0 as usize) {
            *slot = cell;
        }
    }

    /// The cell, read if it was not.
    pub(super) fn cell(&mut self, id: Id) -> &Cell<'a> {
        self.read(id);
        self.cells.get(id.0 as usize).unwrap_or(&self.nothing)
    }

    /// The cell to change.
    pub(super) fn cell_mut(&mut self, id: Id) -> Option<&mut Cell<'a>> {
        self.read(id);
        self.cells.get_mut(id.0 as usize)
    }

    fn read(&mut self, id: Id) {
        let at = id.0 as usize;
        if let Some(Cell::Unread(unread)) = self.cells.get(at) {
            let cell = match *unread {
                Unread::Value { value, drops_nulls } => self.open(value, drops_nulls),
                other => super::world::open(self, other),
            };
            self.replace(id, cell);
        }
    }

    fn open(&mut self, value: &'a java::Value, drops_nulls: bool) -> Cell<'a> {
        match &value.data {
            Data::List(items) => {
                let items = items.iter().map(|item| self.lift(item, drops_nulls)).collect();
                Cell::Collection(Collection { class: Base::ArrayList, items })
            }
            Data::Map(map) => {
                let hashed = map.order() == Order::Hash;
                let class = if hashed { Base::HashMap } else { Base::LinkedHashMap };
                let mut opened = Map::new(class);
                opened.entries.reserve(map.len());
                for (key, value) in map.iter() {
                    if !(drops_nulls && value.is_null()) {
                        let value = self.lift(value, drops_nulls);
                        opened.insert_text(key.clone(), value);
                    }
                }
                Cell::Map(opened)
            }
            _ => Cell::Collection(Collection { class: Base::ArrayList, items: Vec::new() }),
        }
    }

    /// The object for a part of the context; lists and maps stay unread.
    pub(super) fn lift(&mut self, value: &'a java::Value, drops_nulls: bool) -> Object {
        match &value.data {
            Data::Null => Object::Null,
            Data::Boolean(truth) => Object::Boolean(*truth),
            Data::Integer(number) => Object::Integer(*number),
            Data::Long(number) => Object::Long(*number),
            Data::BigInteger(number) => Object::BigInteger(Arc::new(number.clone())),
            Data::Double(number) => Object::Double(*number),
            Data::String(text) => Object::String(text.clone()),
            Data::List(_) | Data::Map(_) => {
                self.put(Cell::Unread(Unread::Value { value, drops_nulls }))
            }
        }
    }

    /// A new `ArrayList`.
    pub(super) fn list(&mut self, items: Vec<Object>) -> Object {
        self.collection(Base::ArrayList, items)
    }

    /// A new collection of `class`.
    pub(super) fn collection(&mut self, class: Base, items: Vec<Object>) -> Object {
        self.put(Cell::Collection(Collection { class, items }))
    }

    /// A new array.
    pub(super) fn array(&mut self, element: Class, items: Vec<Object>) -> Object {
        self.put(Cell::Array(Array { element, items }))
    }

    /// The class of a value that is not null.
    pub(super) fn class_of(&mut self, object: &Object) -> Class {
        let base = match object {
            Object::Null => Base::Object,
            Object::Boolean(_) => Base::Boolean,
            Object::Character(_) => Base::Character,
            Object::Byte(_) => Base::Byte,
            Object::Short(_) => Base::Short,
            Object::Integer(_) => Base::Integer,
            Object::Long(_) => Base::Long,
            Object::Float(_) => Base::Float,
            Object::Double(_) => Base::Double,
            Object::BigInteger(_) => Base::BigInteger,
            Object::String(_) => Base::String,
            Object::Class(_) => Base::Class,
            Object::Constant(base, _) | Object::Named(base, _) => *base,
            Object::Date(_) => Base::Date,
            Object::Instant(..) => Base::Instant,
            Object::LocalDate(_) => Base::LocalDate,
            Object::LocalDateTime(..) => Base::LocalDateTime,
            Object::Uuid(_) => Base::Uuid,
            Object::Method(_) => Base::Method,
            Object::Ref(id) => return self.class_of_cell(*id),
        };
        base.class()
    }

    fn class_of_cell(&mut self, id: Id) -> Class {
        match self.cell(id) {
            Cell::Unread(_) => Base::Object.class(),
            Cell::Collection(collection) => collection.class.class(),
            Cell::Map(map) => map.class.class(),
            Cell::Array(array) => array.element.array(),
            Cell::Bean(bean) => bean.class.class(),
        }
    }

    /// The items of a list, set or array.
    pub(super) fn items(&mut self, object: &Object) -> Option<Vec<Object>> {
        let Object::Ref(id) = object else { return None };
        match self.cell(*id) {
            Cell::Collection(Collection { items, .. }) | Cell::Array(Array { items, .. }) => {
                Some(items.clone())
            }
            _ => None,
        }
    }

    /// The map behind a reference.
    pub(super) fn map(&mut self, object: &Object) -> Option<&Map> {
        let Object::Ref(id) = object else { return None };
        match self.cell(*id) {
            Cell::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The stages of an execution, which need no look at the rest of it.
    pub(super) fn stages_of(&mut self, execution: Id) -> Object {
        match self.cells.get(execution.0 as usize) {
            Some(Cell::Unread(Unread::Execution { stages, .. })) => Object::Ref(*stages),
            _ => self.field(execution, "stages"),
        }
    }

    /// Where the context of a stage lies that nothing has looked at.
    pub(super) fn unread_context(&self, stage: Id) -> Option<Id> {
        match self.cells.get(stage.0 as usize) {
            Some(Cell::Unread(Unread::Stage { context, .. })) => Some(*context),
            _ => None,
        }
    }

    /// The field of a bean; null where it has none.
    pub(super) fn field(&mut self, id: Id, name: &str) -> Object {
        match self.cell(id) {
            Cell::Bean(bean) => bean.get(name),
            _ => Object::Null,
        }
    }
}

impl Bean {
    /// The field, or null.
    pub(super) fn get(&self, name: &str) -> Object {
        let field = self.fields.iter().find(|(field, _)| *field == name);
        field.map_or(Object::Null, |(_, value)| value.clone())
    }
}
