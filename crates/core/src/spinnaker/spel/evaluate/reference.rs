//! Places that can be read and, some of them, written: properties, elements,
//! variables (spel §6, §8).

use std::sync::Arc;

use super::Machine;
use super::call::Passed;
use crate::spinnaker::spel::class::{Base, Class};
use crate::spinnaker::spel::convert;
use crate::spinnaker::spel::equal;
use crate::spinnaker::spel::heap::{Array, Cell, Collection};
use crate::spinnaker::spel::object::{Id, Object, Shape, Typed};
use crate::spinnaker::spel::stop::{Step, Stop, fatal, spel, thrown, unknown};
use crate::spinnaker::spel::syntax::{Kind, Node, Property};
use crate::spinnaker::spel::units;

/// A place.
pub(super) enum Reference {
    /// A value that is no place.
    Value(Typed),
    /// A property of an object.
    Property(Typed, Property),
    /// A method; it is called when read.
    Method(Typed, Property, Passed),
    /// A variable with what it holds.
    Variable(Arc<str>, Typed),
    /// An element of a list or set.
    Element(Typed, i32),
    /// An element of an array.
    Slot(Typed, i32),
    /// An entry of a map.
    Entry(Typed, Object),
    /// A character of a text.
    Unit(Arc<str>, i32),
    /// What stands behind `?.` on null.
    Nothing,
}

fn not_assignable() -> Stop {
    spel("this cannot be assigned to")
}

fn beyond(index: i32, size: usize) -> Stop {
    spel(format!("index {index} is beyond the size {size}"))
}

fn below(index: i32) -> Stop {
    thrown("IndexOutOfBoundsException", format!("index {index} is negative"))
}

impl Machine<'_> {
    /// The place that a node names.
    pub(super) fn reference(&mut self, node: &Node) -> Step<Reference> {
        match &node.kind {
            Kind::Property(property) => Ok(Reference::Property(self.current(), property.clone())),
            Kind::Variable(name) => Ok(match name.as_ref() {
                "this" | "root" => Reference::Value(self.variable(name)?),
                _ => Reference::Variable(name.clone(), self.look_up(name)?),
            }),
            Kind::Method { property, arguments } => {
                let passed = self.method_arguments(arguments)?;
                let target = self.current();
                if target.value.is_null() {
                    return nothing(property.safe, "a method is called on null");
                }
                Ok(Reference::Method(target, property.clone(), passed))
            }
            Kind::Index { index, safe } => self.element(index, *safe),
            Kind::Projection { each, safe } => Ok(Reference::Value(self.project(each, *safe)?)),
            Kind::Selection { criterion, variant, safe } => {
                let selected = self.select(criterion, *variant, *safe)?;
                Ok(Reference::Value(selected))
            }
            Kind::Compound(nodes) => self.path(nodes),
            _ => Err(not_assignable()),
        }
    }

    /// Each node in what the one before gave; the last one's place.
    fn path(&mut self, nodes: &[Node]) -> Step<Reference> {
        let Some((first, rest)) = nodes.split_first() else { return Ok(Reference::Nothing) };
        let Some((last, between)) = rest.split_last() else { return self.reference(first) };
        let mut result = self.value(first)?;
        for node in between {
            result = self.within(result, |machine| machine.value(node))?;
        }
        self.within(result, |machine| machine.reference(last))
    }

    fn element(&mut self, index: &Node, safe: bool) -> Step<Reference> {
        let target = self.current();
        if target.value.is_null() {
            return nothing(safe, "null cannot be indexed");
        }
        let class = self.heap.class_of(&target.value);
        let of = |base: Base| !class.is_array() && base.accepts(class.base);
        let index = match &index.kind {
            Kind::Property(property) if of(Base::Map) => Object::String(property.name.clone()),
            _ => {
                let root = self.root.clone();
                self.within(root, |machine| machine.value(index))?.value
            }
        };
        if index.is_null() {
            return Err(thrown("IllegalStateException", "the index is null"));
        }
        if class.is_array() {
            return Ok(Reference::Slot(target, convert::as_index(&mut self.heap, &index)?));
        }
        if of(Base::Map) {
            return self.entry(target, index);
        }
        if let Object::String(text) = &target.value {
            return Ok(Reference::Unit(text.clone(), convert::as_index(&mut self.heap, &index)?));
        }
        if of(Base::Collection) {
            return Ok(Reference::Element(target, convert::as_index(&mut self.heap, &index)?));
        }
        match index {
            Object::String(name) => Ok(Reference::Property(target, Property { name, safe: false })),
            _ => Err(spel(format!("{} has no elements", class.name()))),
        }
    }

    /// Where the map's type declares text as key, the index becomes text.
    fn entry(&mut self, target: Typed, index: Object) -> Step<Reference> {
        if !matches!(target.shape, Shape::TextKeys | Shape::TextEntries) {
            return Ok(Reference::Entry(target, index));
        }
        let key = convert::convert(&mut self.heap, &index.into(), Base::String.class())?;
        if key.is_null() {
            return Err(thrown("IllegalStateException", "the key is empty"));
        }
        Ok(Reference::Entry(target, key))
    }

    /// What the place holds.
    pub(super) fn load(&mut self, reference: &Reference) -> Step<Typed> {
        match reference {
            Reference::Value(value) | Reference::Variable(_, value) => Ok(value.clone()),
            Reference::Property(target, property) => self.read(target, property),
            Reference::Method(target, property, passed) => {
                self.call(target, property, passed.clone())
            }
            Reference::Element(target, index) => self.load_element(target, *index),
            Reference::Slot(target, index) => {
                self.track()?;
                let items = self.heap.items(&target.value).unwrap_or_default();
                let size = items.len();
                let at = usize::try_from(*index).map_err(|_| {
                    thrown("ArrayIndexOutOfBoundsException", "the index is negative")
                })?;
                items.into_iter().nth(at).map(Typed::from).ok_or_else(|| beyond(*index, size))
            }
            Reference::Entry(target, key) => {
                self.track()?;
                self.load_entry(&target.value, key)
            }
            Reference::Unit(text, index) => {
                if *index >= units::int_length(text) {
                    return Err(beyond(*index, units::length(text)));
                }
                self.track()?;
                let unit = units::char_at(text, *index)?;
                Ok(Object::String(units::unit_text(unit)?).into())
            }
            Reference::Nothing => Ok(Object::Null.into()),
        }
    }

    fn load_element(&mut self, target: &Typed, index: i32) -> Step<Typed> {
        let Object::Ref(id) = &target.value else { return Ok(Object::Null.into()) };
        let Cell::Collection(Collection { class, items }) = self.heap.cell(*id) else {
            return Ok(Object::Null.into());
        };
        let (class, size) = (*class, items.len());
        let found = usize::try_from(index).ok().and_then(|at| items.get(at)).cloned();
        if index >= 0 && found.is_none() {
            return Err(beyond(index, size));
        }
        let Some(found) = found else {
            let list = Base::List.accepts(class);
            return Err(if list { below(index) } else { beyond(index, size) });
        };
        self.track()?;
        Ok(found.into())
    }

    /// `Map.get`; a stage's context goes on in the outputs before it.
    pub(in super::super) fn load_entry(&mut self, map: &Object, key: &Object) -> Step<Typed> {
        let key = equal::key_of(&mut self.heap, key)?;
        let Some(found) = self.heap.map(map) else { return Ok(Object::Null.into()) };
        if let Some((_, value)) = found.entries.get(&key) {
            return Ok(value.clone().into());
        }
        let Some(stage) = found.stage else { return Ok(Object::Null.into()) };
        Ok(self.outputs_before(stage, &key).into())
    }

    fn outputs_before(&mut self, stage: Id, key: &crate::spinnaker::spel::heap::Key) -> Object {
        for stage in crate::spinnaker::spel::world::ancestors(&mut self.heap, stage, false) {
            let outputs = self.heap.field(stage, "outputs");
            let found = self.heap.map(&outputs).and_then(|map| map.entries.get(key));
            if let Some((_, value)) = found {
                return value.clone();
            }
        }
        Object::Null
    }

    /// `a = b`. The value is worked out before the place.
    pub(super) fn assign(&mut self, place: &Node, value: &Node) -> Step<Typed> {
        self.track()?;
        let new = match &place.kind {
            Kind::Property(_) | Kind::Index { .. } | Kind::Compound(_) | Kind::Variable(_) => {
                if matches!(place.kind, Kind::Variable(_)) {
                    self.track()?;
                }
                self.value(value)?
            }
            _ => return Err(not_assignable()),
        };
        if let Kind::Variable(name) = &place.kind {
            self.variables.insert(name.clone(), new.value.clone());
            return Ok(new);
        }
        let reference = self.reference(place)?;
        self.store(&reference, new.value.clone())?;
        Ok(new)
    }

    /// Puts a value into the place.
    pub(super) fn store(&mut self, reference: &Reference, value: Object) -> Step<()> {
        match reference {
            Reference::Value(_) | Reference::Nothing | Reference::Unit(..) => Err(not_assignable()),
            Reference::Method(..) => {
                Err(fatal("IllegalAccessError", "what a method returns cannot be assigned to"))
            }
            Reference::Variable(name, _) => {
                self.variables.insert(name.clone(), value);
                Ok(())
            }
            Reference::Property(target, property) => self.write(target, property, value),
            Reference::Element(target, index) => self.store_element(target, *index, value),
            Reference::Slot(target, index) => self.store_slot(target, *index, value),
            Reference::Entry(target, key) => {
                let value = match target.shape {
                    Shape::TextEntries => {
                        convert::convert(&mut self.heap, &value.into(), Base::String.class())?
                    }
                    _ => value,
                };
                self.track()?;
                self.put_entry(&target.value, key.clone(), value)
            }
        }
    }

    /// `Map.put`.
    pub(in super::super) fn put_entry(
        &mut self,
        map: &Object,
        key: Object,
        value: Object,
    ) -> Step<()> {
        let hashed = equal::key_of(&mut self.heap, &key)?;
        let Object::Ref(id) = map else { return Ok(()) };
        self.check_changeable(map)?;
        if let Some(Cell::Map(map)) = self.heap.cell_mut(*id) {
            map.insert(hashed, key, value);
        }
        Ok(())
    }

    fn store_element(&mut self, target: &Typed, index: i32, value: Object) -> Step<()> {
        let Object::Ref(id) = &target.value else { return Ok(()) };
        let Cell::Collection(Collection { class, items }) = self.heap.cell(*id) else {
            return Ok(());
        };
        let (class, size) = (*class, items.len());
        if !Base::List.accepts(class) {
            return Err(spel("only a list's elements can be replaced"));
        }
        if usize::try_from(index).is_ok_and(|at| at >= size) {
            return Err(beyond(index, size));
        }
        let value = match target.shape {
            Shape::Of(element) => convert::convert(&mut self.heap, &value.into(), element)?,
            _ => value,
        };
        self.track()?;
        self.change_list(*id, |items| match usize::try_from(index).ok() {
            Some(at) => {
                if let Some(item) = items.get_mut(at) {
                    *item = value;
                }
                Ok(())
            }
            None => Err(below(index)),
        })
    }

    fn store_slot(&mut self, target: &Typed, index: i32, value: Object) -> Step<()> {
        let Object::Ref(id) = &target.value else { return Ok(()) };
        let Cell::Array(Array { element, items }) = self.heap.cell(*id) else { return Ok(()) };
        let (element, size): (Class, usize) = (*element, items.len());
        self.track()?;
        if usize::try_from(index).is_ok_and(|at| at >= size) {
            return Err(beyond(index, size));
        }
        let value = convert::convert(&mut self.heap, &value.into(), element)?;
        if value.is_null() {
            return Err(thrown("IllegalStateException", "the value is empty"));
        }
        let at = usize::try_from(index)
            .map_err(|_| thrown("ArrayIndexOutOfBoundsException", "the index is negative"))?;
        if let Some(Cell::Array(array)) = self.heap.cell_mut(*id)
            && let Some(item) = array.items.get_mut(at)
        {
            *item = value;
        }
        Ok(())
    }

    /// Changes a list's items, if its class lets it.
    pub(in super::super) fn change_list<T>(
        &mut self,
        id: Id,
        change: impl FnOnce(&mut Vec<Object>) -> Step<T>,
    ) -> Step<T>
    where
        T: Default,
    {
        self.check_changeable(&Object::Ref(id))?;
        match self.heap.cell_mut(id) {
            Some(Cell::Collection(list)) => change(&mut list.items),
            _ => Ok(T::default()),
        }
    }

    /// Throws for a collection or map that cannot be changed.
    pub(super) fn check_changeable(&mut self, object: &Object) -> Step<()> {
        match self.heap.class_of(object).base {
            Base::UnmodifiableCollection
            | Base::UnmodifiableList
            | Base::UnmodifiableSet
            | Base::UnmodifiableMap
            | Base::EmptyMap
            | Base::ImmutableList
            | Base::ImmutableSet => {
                Err(thrown("UnsupportedOperationException", "this cannot be changed"))
            }
            Base::SubList | Base::KeySet | Base::EntrySet | Base::Values => {
                Err(unknown("a change through a view"))
            }
            _ => Ok(()),
        }
    }
}

/// Nothing after `?.`, else an error.
fn nothing(safe: bool, why: &str) -> Step<Reference> {
    if safe { Ok(Reference::Nothing) } else { Err(spel(why)) }
}
