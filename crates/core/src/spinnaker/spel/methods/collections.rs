//! Lists, sets, other collections and maps (spel §10). What returns an
//! element is declared `Object` and thus not allowed: `get`, `put`,
//! `remove(key)`, `iterator`, `stream`.

use super::super::class::Base;
use super::super::equal::{self, equals as equal_objects};
use super::super::evaluate::Machine;
use super::super::heap::{Bean, Cell, Map};
use super::super::object::{Object, Shape};
use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown, unknown};
use super::super::world;
use super::arguments::{COLLECTION as COLLECTION_TYPE, INT, MAP as MAP_TYPE, OBJECT, UNREACHABLE};
use super::arguments::{int, null_pointer, object};
use super::integers::{equals, hash_code, to_string};
use super::{Method, method, truth, void};

fn items(m: &mut Machine<'_>, o: &Object) -> Vec<Object> {
    m.heap.items(o).unwrap_or_default()
}

fn given(m: &mut Machine<'_>, a: &[Object], at: usize) -> Step<Vec<Object>> {
    m.heap.items(&object(a, at)).ok_or_else(null_pointer)
}

fn position(m: &mut Machine<'_>, items: &[Object], wanted: &Object) -> Step<Option<usize>> {
    for (at, item) in items.iter().enumerate() {
        if equal_objects(&mut m.heap, wanted, item)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn count(number: usize) -> Object {
    Object::Integer(i32::try_from(number).unwrap_or(i32::MAX))
}

fn no_function(_: &mut Machine<'_>, _: &Object, _: &[Object]) -> Step<Object> {
    Err(null_pointer())
}

fn outside(at: i32) -> Stop {
    thrown("IndexOutOfBoundsException", format!("index {at} is outside the list"))
}

pub(super) const COLLECTION: &[Method] = &[
    truth("add", &[OBJECT], add).changing(),
    truth("remove", &[OBJECT], |m, o, a| {
        let found = items(m, o);
        let at = position(m, &found, &object(a, 0))?;
        change(m, o, |items| {
            if let Some(at) = at {
                items.remove(at);
            }
            Ok(Object::Boolean(at.is_some()))
        })
    })
    .changing(),
    truth("equals", &[OBJECT], equals),
    method("hashCode", &[], hash_code),
    void("clear", &[], |m, o, _| {
        change(m, o, |items| {
            items.clear();
            Ok(Object::Null)
        })
    })
    .changing(),
    truth("isEmpty", &[], |m, o, _| Ok(Object::Boolean(items(m, o).is_empty()))),
    method("size", &[], |m, o, _| Ok(count(items(m, o).len()))),
    truth("contains", &[OBJECT], |m, o, a| {
        let found = items(m, o);
        Ok(Object::Boolean(position(m, &found, &object(a, 0))?.is_some()))
    }),
    truth("addAll", &[COLLECTION_TYPE], |m, o, a| {
        let more = given(m, a, 0)?;
        let mut changed = false;
        for item in more {
            changed |= add(m, o, &[item])? == Object::Boolean(true);
        }
        Ok(Object::Boolean(changed))
    })
    .changing(),
    truth("removeAll", &[COLLECTION_TYPE], |m, o, a| keep(m, o, a, false)).changing(),
    truth("retainAll", &[COLLECTION_TYPE], |m, o, a| keep(m, o, a, true)).changing(),
    truth("containsAll", &[COLLECTION_TYPE], |m, o, a| {
        let found = items(m, o);
        for wanted in given(m, a, 0)? {
            if position(m, &found, &wanted)?.is_none() {
                return Ok(Object::Boolean(false));
            }
        }
        Ok(Object::Boolean(true))
    }),
    method("toString", &[], to_string),
    truth("removeIf", &[UNREACHABLE], no_function).changing(),
    void("forEach", &[UNREACHABLE], no_function),
];

fn change(
    m: &mut Machine<'_>,
    o: &Object,
    change: impl FnOnce(&mut Vec<Object>) -> Step<Object>,
) -> Step<Object> {
    match o {
        Object::Ref(id) => m.change_list(*id, change),
        _ => Ok(Object::Null),
    }
}

fn add(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let item = object(a, 0);
    m.heap.spend(1)?;
    let set = Base::Set.accepts(m.heap.class_of(o).base);
    if set {
        let found = items(m, o);
        if position(m, &found, &item)?.is_some() {
            return Ok(Object::Boolean(false));
        }
    }
    change(m, o, |items| {
        items.push(item);
        Ok(Object::Boolean(true))
    })
}

fn keep(m: &mut Machine<'_>, o: &Object, a: &[Object], wanted: bool) -> Step<Object> {
    let others = given(m, a, 0)?;
    let mut kept = Vec::new();
    let all = items(m, o);
    for item in &all {
        if position(m, &others, item)?.is_some() == wanted {
            kept.push(item.clone());
        }
    }
    let changed = kept.len() != all.len();
    change(m, o, |items| {
        *items = kept;
        Ok(Object::Boolean(changed))
    })
}

pub(super) const LIST: &[Method] = &[
    void("add", &[INT, OBJECT], |m, o, a| {
        let item = object(a, 1);
        insert(m, o, int(a, 0), vec![item]).map(|_| Object::Null)
    })
    .changing(),
    method("indexOf", &[OBJECT], |m, o, a| {
        let found = items(m, o);
        let at = position(m, &found, &object(a, 0))?;
        Ok(at.map_or(Object::Integer(-1), count))
    }),
    method("lastIndexOf", &[OBJECT], |m, o, a| {
        let mut found = items(m, o);
        found.reverse();
        let at = position(m, &found, &object(a, 0))?;
        Ok(at.map_or(Object::Integer(-1), |at| count(found.len() - 1 - at)))
    }),
    truth("addAll", &[INT, COLLECTION_TYPE], |m, o, a| {
        let more = given(m, a, 1)?;
        insert(m, o, int(a, 0), more)
    })
    .changing(),
    void("replaceAll", &[UNREACHABLE], no_function).changing(),
    method("subList", &[INT, INT], |m, o, a| {
        let all = items(m, o);
        let (from, to) = (int(a, 0), int(a, 1));
        // In Java's order: a range that runs backwards may even end below 0.
        let Ok(start) = usize::try_from(from) else { return Err(outside(from)) };
        let end = usize::try_from(to).unwrap_or(0);
        if end > all.len() {
            return Err(outside(to));
        }
        let Some(part) = all.get(start..end).filter(|_| from <= to) else {
            return Err(thrown(ILLEGAL_ARGUMENT, "the range runs backwards"));
        };
        Ok(m.heap.collection(Base::SubList, part.to_vec()))
    }),
    void("sort", &[UNREACHABLE], |m, o, _| sort(m, o)).changing(),
];

/// What an `ArrayList` has beyond other lists.
pub(super) const ARRAY_LIST: &[Method] = &[
    void("ensureCapacity", &[INT], |m, _, a| {
        // Java sets the memory aside, or has none left.
        m.heap.spend(usize::try_from(int(a, 0)).unwrap_or(0)).map(|()| Object::Null)
    }),
    void("trimToSize", &[], |_, _, _| Ok(Object::Null)),
];

fn insert(m: &mut Machine<'_>, o: &Object, at: i32, more: Vec<Object>) -> Step<Object> {
    let changed = !more.is_empty();
    m.heap.hold(more.len());
    m.heap.spend(more.len())?;
    change(m, o, |items| {
        let place = usize::try_from(at).ok().filter(|place| *place <= items.len());
        let place = place.ok_or_else(|| outside(at))?;
        items.splice(place..place, more);
        Ok(Object::Boolean(changed))
    })
}

/// `sort(null)`: by natural order, which all elements must share.
fn sort(m: &mut Machine<'_>, o: &Object) -> Step<Object> {
    let mut sorted: Vec<Object> = Vec::new();
    for item in items(m, o) {
        let mut at = sorted.len();
        while let Some(before) = at.checked_sub(1) {
            m.heap.spend(1)?;
            let Some(other) = sorted.get(before) else { break };
            if other.is_null() || item.is_null() {
                return Err(null_pointer());
            }
            let order = equal::compare(other, &item)?;
            match order {
                None => return Err(thrown("ClassCastException", "the elements have no order")),
                Some(order) if order > 0 => at = before,
                Some(_) => break,
            }
        }
        sorted.insert(at, item);
    }
    change(m, o, |items| {
        *items = sorted;
        Ok(Object::Null)
    })
}

fn entries(m: &mut Machine<'_>, o: &Object) -> Vec<(Object, Object)> {
    m.heap
        .map(o)
        .map(|map| map.iter().map(|(_, entry)| entry.clone()).collect())
        .unwrap_or_default()
}

fn change_map<T: Default>(
    m: &mut Machine<'_>,
    o: &Object,
    change: impl FnOnce(&mut Map) -> T,
) -> Step<T> {
    let Object::Ref(id) = o else { return Err(null_pointer()) };
    match m.heap.cell_mut(*id) {
        Some(Cell::Map(map)) => Ok(change(map)),
        _ => Ok(T::default()),
    }
}

/// A map's keys, values or entries, in the class that its own class gives.
fn view(m: &mut Machine<'_>, map: &Object, class: Base, items: Vec<Object>) -> Object {
    let class = match (m.heap.class_of(map).base, class) {
        (Base::EmptyMap, _) => Base::EmptySet,
        (Base::UnmodifiableMap, Base::Values) => Base::UnmodifiableCollection,
        (Base::UnmodifiableMap, _) => Base::UnmodifiableSet,
        (_, class) => class,
    };
    m.heap.collection(class, items)
}

pub(super) const MAP: &[Method] = &[
    method("values", &[], |m, o, _| {
        let values = entries(m, o).into_iter().map(|(_, value)| value).collect();
        Ok(view(m, o, Base::Values, values))
    }),
    void("clear", &[], |m, o, _| {
        change_map(m, o, |map| map.entries.clear()).map(|()| Object::Null)
    })
    .changing(),
    void("replaceAll", &[UNREACHABLE], no_function).changing(),
    method("entrySet", &[], |m, o, _| {
        let mut set = Vec::new();
        for (key, value) in entries(m, o) {
            let fields = vec![("key", key), ("value", value)];
            set.push(m.heap.put(Cell::Bean(Bean { class: Base::MapEntry, fields })));
        }
        Ok(view(m, o, Base::EntrySet, set))
    })
    .shaped(Shape::Of(Base::MapEntry.class())),
    void("forEach", &[UNREACHABLE], no_function),
    method("keySet", &[], |m, o, _| {
        let keys = entries(m, o).into_iter().map(|(key, _)| key).collect();
        Ok(view(m, o, Base::KeySet, keys))
    }),
    truth("containsValue", &[OBJECT], |m, o, a| {
        let values: Vec<Object> = entries(m, o).into_iter().map(|(_, value)| value).collect();
        Ok(Object::Boolean(position(m, &values, &object(a, 0))?.is_some()))
    }),
    truth("remove", &[OBJECT, OBJECT], |m, o, a| {
        let key = equal::key_of(&mut m.heap, &object(a, 0))?;
        let held = m.heap.map(o).and_then(|map| map.entries.get(&key)).cloned();
        let Some((_, held)) = held else { return Ok(Object::Boolean(false)) };
        if !equal_objects(&mut m.heap, &held, &object(a, 1))? {
            return Ok(Object::Boolean(false));
        }
        change_map(m, o, |map| map.entries.shift_remove(&key).is_some()).map(Object::Boolean)
    })
    .changing(),
    truth("isEmpty", &[], |m, o, _| Ok(Object::Boolean(entries(m, o).is_empty()))),
    truth("replace", &[OBJECT, OBJECT, OBJECT], |m, o, a| {
        let key = equal::key_of(&mut m.heap, &object(a, 0))?;
        let held = m.heap.map(o).and_then(|map| map.entries.get(&key)).cloned();
        let Some((_, held)) = held else { return Ok(Object::Boolean(false)) };
        if !equal_objects(&mut m.heap, &held, &object(a, 1))? {
            return Ok(Object::Boolean(false));
        }
        let new = object(a, 2);
        change_map(m, o, |map| {
            if let Some(entry) = map.entries.get_mut(&key) {
                entry.1 = new;
            }
        })?;
        Ok(Object::Boolean(true))
    })
    .changing(),
    method("size", &[], |m, o, _| Ok(count(m.heap.map(o).map_or(0, |map| map.entries.len())))),
    void("putAll", &[MAP_TYPE], |m, o, a| {
        let Some(other) = m.heap.map(&object(a, 0)).cloned() else { return Err(null_pointer()) };
        m.heap.hold(other.entries.len());
        m.heap.spend(other.entries.len())?;
        change_map(m, o, |map| {
            for (key, (name, value)) in other.iter() {
                map.insert(key.clone(), name.clone(), value.clone());
            }
        })?;
        Ok(Object::Null)
    })
    .changing(),
    truth("containsKey", &[OBJECT], |m, o, a| {
        let key = equal::key_of(&mut m.heap, &object(a, 0))?;
        Ok(Object::Boolean(m.heap.map(o).is_some_and(|map| map.entries.contains_key(&key))))
    }),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
];

/// What a stage's context adds to a map.
pub(super) const STAGE_CONTEXT: &[Method] = &[method("getAll", &[OBJECT], get_all)];

/// The value of a key in this context and in all outputs before the stage,
/// nearest first; for artifacts the trigger's come last.
fn get_all(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let key = object(a, 0);
    if key.is_null() {
        return Err(null_pointer());
    }
    let hashed = equal::key_of(&mut m.heap, &key)?;
    let Some(map) = m.heap.map(o) else { return Err(null_pointer()) };
    let own = map.entries.get(&hashed).map(|(_, value)| value.clone());
    let Some(stage) = map.stage else { return Err(unknown("a context without its stage")) };
    let mut found: Vec<Object> = own.into_iter().collect();
    for stage in world::ancestors(&mut m.heap, stage, false) {
        let outputs = m.heap.field(stage, "outputs");
        let value = m.heap.map(&outputs).and_then(|map| map.entries.get(&hashed));
        found.extend(value.map(|(_, value)| value.clone()));
    }
    let of_trigger = match key.as_str() {
        Some(name @ ("artifacts" | "resolvedExpectedArtifacts")) => Some(name),
        _ => None,
    };
    if let Some(name) = of_trigger
        && let Object::Ref(execution) = m.heap.field(stage, "execution")
        && let Object::Ref(trigger) = m.heap.field(execution, "trigger")
    {
        let artifacts = m.heap.field(trigger, name);
        found.push(artifacts);
    }
    Ok(m.heap.list(found))
}
