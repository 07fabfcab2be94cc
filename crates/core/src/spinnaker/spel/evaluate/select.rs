//! Selection and projection over lists, sets, arrays and maps (spel §9).

use super::Machine;
use crate::spinnaker::spel::class::{Base, Class};
use crate::spinnaker::spel::heap::{Bean, Cell, Map};
use crate::spinnaker::spel::object::{Object, Typed};
use crate::spinnaker::spel::stop::{Step, spel};
use crate::spinnaker::spel::syntax::{Node, Variant};

impl Machine<'_> {
    /// Evaluates with one element as current object and scope.
    fn with_element<T>(
        &mut self,
        element: Object,
        step: impl FnOnce(&mut Self) -> Step<T>,
    ) -> Step<T> {
        self.scopes.push(element.clone().into());
        let result = self.within(element.into(), step);
        self.scopes.pop();
        result
    }

    fn meets(&mut self, element: Object, criterion: &Node) -> Step<bool> {
        match self.with_element(element, |machine| machine.value(criterion))?.value {
            Object::Boolean(truth) => Ok(truth),
            _ => Err(spel("a selection's criterion must be true or false")),
        }
    }

    fn entries(&mut self, object: &Object) -> Option<Vec<(Object, Object)>> {
        let map = self.heap.map(object)?;
        Some(map.iter().map(|(_, entry)| entry.clone()).collect())
    }

    fn entry_object(&mut self, key: &Object, value: &Object) -> Object {
        let fields = vec![("key", key.clone()), ("value", value.clone())];
        self.heap.put(Cell::Bean(Bean { class: Base::MapEntry, fields }))
    }

    pub(super) fn select(&mut self, criterion: &Node, variant: Variant, safe: bool) -> Step<Typed> {
        let target = self.current().value;
        if target.is_null() {
            return if safe {
                Ok(Object::Null.into())
            } else {
                Err(spel("nothing can be selected from null"))
            };
        }
        if let Some(entries) = self.entries(&target) {
            return self.select_entries(&entries, criterion, variant);
        }
        let Some(items) = self.heap.items(&target) else {
            return Err(spel("nothing can be selected from this"));
        };
        self.track()?;
        let mut kept = Vec::new();
        for item in items {
            if self.meets(item.clone(), criterion)? {
                if variant == Variant::First {
                    return Ok(item.into());
                }
                self.track()?;
                kept.push(item);
            }
        }
        match variant {
            Variant::All => Ok(self.like(&target, kept).into()),
            _ => Ok(kept.pop().unwrap_or_default().into()),
        }
    }

    /// An array stays an array of its type, everything else becomes a list.
    fn like(&mut self, target: &Object, items: Vec<Object>) -> Object {
        match self.heap.class_of(target).element() {
            Some(element) => self.heap.array(element.boxed(), items),
            None => self.heap.list(items),
        }
    }

    fn select_entries(
        &mut self,
        entries: &[(Object, Object)],
        criterion: &Node,
        variant: Variant,
    ) -> Step<Typed> {
        self.track()?;
        let mut kept = Map::new(Base::HashMap);
        for (key, value) in entries {
            let entry = self.entry_object(key, value);
            if self.meets(entry, criterion)? {
                self.track()?;
                if variant == Variant::Last {
                    kept = Map::new(Base::HashMap);
                }
                let hashed = crate::spinnaker::spel::equal::key_of(&mut self.heap, key)?;
                kept.insert(hashed, key.clone(), value.clone());
                if variant == Variant::First {
                    break;
                }
            }
        }
        if variant != Variant::All && kept.entries.is_empty() {
            return Ok(Object::Null.into());
        }
        Ok(self.heap.put(Cell::Map(kept)).into())
    }

    pub(super) fn project(&mut self, each: &Node, safe: bool) -> Step<Typed> {
        let target = self.current().value;
        if target.is_null() {
            return if safe { Ok(Object::Null.into()) } else { Err(spel("null has no elements")) };
        }
        let items = match self.entries(&target) {
            Some(entries) => {
                entries.iter().map(|(key, value)| self.entry_object(key, value)).collect()
            }
            None => match self.heap.items(&target) {
                Some(items) => items,
                None => return Err(spel("this has no elements")),
            },
        };
        let is_array = self.heap.class_of(&target).is_array();
        self.track()?;
        let mut results = Vec::with_capacity(items.len());
        let mut common: Option<Class> = None;
        for item in items {
            let result = self.with_element(item, |machine| machine.value(each))?.value;
            if is_array && !result.is_null() {
                let class = self.heap.class_of(&result);
                common = Some(common.map_or(class, |known| common_type(known, class)));
            }
            self.track()?;
            results.push(result);
        }
        let result = if is_array {
            self.heap.array(common.unwrap_or(Base::Object.class()), results)
        } else {
            self.heap.list(results)
        };
        Ok(result.into())
    }
}

/// Spring's common type: the nearest class above, else an interface of the
/// newer type that the older has too.
fn common_type(old: Class, new: Class) -> Class {
    if old.accepts(new) {
        return old;
    }
    let mut next = Some(new);
    while let Some(class) = next {
        if class == Base::Object.class() {
            break;
        }
        if class.accepts(old) {
            return class;
        }
        next = class.parent();
    }
    let interfaces = interfaces(new);
    let shared = interfaces.into_iter().find(|interface| interface.accepts(old));
    shared.unwrap_or(Base::Object.class())
}

/// All interfaces of a class, its own before those above.
fn interfaces(class: Class) -> Vec<Class> {
    let mut found: Vec<Class> = Vec::new();
    let mut next = (!class.is_array()).then_some(class.base);
    while let Some(base) = next {
        let mut queue: Vec<Base> = base.info().interfaces.to_vec();
        while !queue.is_empty() {
            let interface = queue.remove(0);
            if !found.contains(&interface.class()) {
                found.push(interface.class());
                queue.extend(interface.info().interfaces);
            }
        }
        next = base.info().parent;
    }
    found
}
