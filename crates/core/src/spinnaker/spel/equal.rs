//! `equals`, `hashCode` and `compareTo` (spel §9). It must never compare
//! deeper than its bound or take longer than its fuel.

use std::cmp::Ordering;

use super::class::Base;
use super::heap::{Array, Bean, Cell, Collection, Heap, Key, Map};
use super::object::{Id, Object};
use super::stop::{Step, bound, thrown, unknown};
use crate::java::hash_of;
use crate::limits;

/// `Objects.equals`.
pub(super) fn equals(heap: &mut Heap<'_>, left: &Object, right: &Object) -> Step<bool> {
    equals_at(heap, left, right, 0)
}

fn equals_at(heap: &mut Heap<'_>, left: &Object, right: &Object, depth: usize) -> Step<bool> {
    heap.spend(1)?;
    if depth > limits::SPEL_DEPTH {
        return Err(bound("nested too deep"));
    }
    match (left, right) {
        (Object::Ref(a), Object::Ref(b)) if a == b => Ok(true),
        (Object::Ref(a), Object::Ref(b)) => equal_cells(heap, *a, *b, depth),
        (Object::Double(a), Object::Double(b)) => Ok(double_bits(*a) == double_bits(*b)),
        (Object::Float(a), Object::Float(b)) => Ok(float_bits(*a) == float_bits(*b)),
        _ => Ok(left == right),
    }
}

/// `doubleToLongBits`: every NaN is the same.
pub(super) fn double_bits(number: f64) -> i64 {
    let bits = if number.is_nan() { 0x7ff8_0000_0000_0000 } else { number.to_bits() };
    bits.cast_signed()
}

/// `floatToIntBits`.
pub(super) fn float_bits(number: f32) -> i32 {
    let bits = if number.is_nan() { 0x7fc0_0000 } else { number.to_bits() };
    bits.cast_signed()
}

fn equal_cells(heap: &mut Heap<'_>, a: Id, b: Id, depth: usize) -> Step<bool> {
    enum Pair {
        Lists(Vec<Object>, Vec<Object>),
        Sets(Vec<Object>, Vec<Object>),
        Maps(Map, Map),
        Beans(Bean, Bean),
    }
    let first = match heap.cell(a) {
        Cell::Collection(first) => Pair::Lists(first.items.clone(), Vec::new()),
        Cell::Map(map) => Pair::Maps(map.clone(), Map::new(Base::HashMap)),
        Cell::Bean(bean) => Pair::Beans(bean.clone(), bean.clone()),
        Cell::Array(_) | Cell::Unread(_) => return Ok(false),
    };
    let first_class = heap.class_of(&Object::Ref(a)).base;
    let pair = match (first, heap.cell(b)) {
        (Pair::Lists(items, _), Cell::Collection(second)) => {
            let both = |kind: Base| kind.accepts(first_class) && kind.accepts(second.class);
            if both(Base::List) {
                Pair::Lists(items, second.items.clone())
            } else if both(Base::Set) {
                Pair::Sets(items, second.items.clone())
            } else {
                return Ok(false);
            }
        }
        (Pair::Maps(map, _), Cell::Map(second)) => Pair::Maps(map, second.clone()),
        (Pair::Beans(bean, _), Cell::Bean(second)) if bean.class == second.class => {
            Pair::Beans(bean, second.clone())
        }
        _ => return Ok(false),
    };
    match pair {
        Pair::Lists(a, b) => all_equal(heap, &a, &b, depth),
        Pair::Sets(a, b) => same_members(heap, &a, &b, depth),
        Pair::Maps(a, b) => equal_maps(heap, &a, &b, depth),
        Pair::Beans(a, b) => equal_beans(heap, &a, &b, depth),
    }
}

fn all_equal(heap: &mut Heap<'_>, a: &[Object], b: &[Object], depth: usize) -> Step<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !equals_at(heap, a, b, depth + 1)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn same_members(heap: &mut Heap<'_>, a: &[Object], b: &[Object], depth: usize) -> Step<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for a in a {
        let mut found = false;
        for b in b {
            found = found || equals_at(heap, a, b, depth + 1)?;
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

fn equal_maps(heap: &mut Heap<'_>, a: &Map, b: &Map, depth: usize) -> Step<bool> {
    if a.entries.len() != b.entries.len() {
        return Ok(false);
    }
    for (key, (_, value)) in &a.entries {
        let Some((_, other)) = b.entries.get(key) else { return Ok(false) };
        if !equals_at(heap, value, other, depth + 1)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Stages and executions are equal by id, artifacts by all they hold; others
/// only to themselves.
fn equal_beans(heap: &mut Heap<'_>, a: &Bean, b: &Bean, depth: usize) -> Step<bool> {
    match a.class {
        Base::Stage | Base::Execution => equals_at(heap, &a.get("id"), &b.get("id"), depth + 1),
        class if equal_by_fields(class) => {
            for (name, value) in &a.fields {
                if !equals_at(heap, value, &b.get(name), depth + 1)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        _ => Ok(false),
    }
}

fn equal_by_fields(class: Base) -> bool {
    matches!(class, Base::Artifact | Base::ExpectedArtifact | Base::SourceControl)
}

/// `Objects.hashCode`.
pub(super) fn hash_code(heap: &mut Heap<'_>, object: &Object) -> Step<i32> {
    hash_at(heap, object, 0)
}

pub(super) fn hash_of_long(number: i64) -> i32 {
    let bits = number.cast_unsigned();
    #[allow(clippy::cast_possible_truncation, reason = "Java keeps the low 32 bits")]
    let low = (bits ^ (bits >> 32)) as u32;
    low.cast_signed()
}

pub(super) fn hash_of_boolean(truth: bool) -> i32 {
    if truth { 1231 } else { 1237 }
}

fn hash_at(heap: &mut Heap<'_>, object: &Object, depth: usize) -> Step<i32> {
    heap.spend(1)?;
    if depth > limits::SPEL_DEPTH {
        return Err(bound("nested too deep"));
    }
    Ok(match object {
        Object::Null => 0,
        Object::Boolean(truth) => hash_of_boolean(*truth),
        Object::Character(unit) => i32::from(*unit),
        Object::Byte(number) => i32::from(*number),
        Object::Short(number) => i32::from(*number),
        Object::Integer(number) => *number,
        Object::Long(number) | Object::Date(number) => hash_of_long(*number),
        Object::Float(number) => float_bits(*number),
        Object::Double(number) => hash_of_long(double_bits(*number)),
        Object::String(text) => hash_of(text),
        Object::Instant(seconds, nanos) => {
            hash_of_long(*seconds).wrapping_add(51i32.wrapping_mul(nanos.cast_signed()))
        }
        Object::LocalDate(day) => super::time::hash_of_date(*day),
        Object::LocalDateTime(day, nanos) => super::time::hash_of_date_time(*day, *nanos),
        Object::Uuid(bits) => hash_of_uuid(*bits),
        Object::BigInteger(number) => hash_of_big(number),
        Object::Class(_) | Object::Constant(..) | Object::Method(_) | Object::Named(..) => {
            return Err(unknown("a hash code that differs from run to run"));
        }
        Object::Ref(id) => return hash_of_cell(heap, *id, depth),
    })
}

fn hash_of_uuid(bits: u128) -> i32 {
    #[allow(clippy::cast_possible_truncation, reason = "the two halves")]
    let mixed = (bits >> 64) as u64 ^ bits as u64;
    hash_of_long(mixed.cast_signed())
}

fn hash_of_big(number: &num_bigint::BigInt) -> i32 {
    let (sign, digits) = number.to_u32_digits();
    let hash = digits
        .iter()
        .rev()
        .fold(0i32, |hash, digit| hash.wrapping_mul(31).wrapping_add(digit.cast_signed()));
    if sign == num_bigint::Sign::Minus { hash.wrapping_neg() } else { hash }
}

fn hash_of_cell(heap: &mut Heap<'_>, id: Id, depth: usize) -> Step<i32> {
    let identity = || Err(unknown("a hash code that differs from run to run"));
    match heap.cell(id) {
        Cell::Collection(Collection { class, items }) => {
            let (class, items) = (*class, items.clone());
            if Base::List.accepts(class) {
                let mut hash = 1i32;
                for item in &items {
                    hash = hash.wrapping_mul(31).wrapping_add(hash_at(heap, item, depth + 1)?);
                }
                return Ok(hash);
            }
            if class == Base::Values || class == Base::UnmodifiableCollection {
                return identity();
            }
            let mut hash = 0i32;
            for item in &items {
                hash = hash.wrapping_add(hash_at(heap, item, depth + 1)?);
            }
            Ok(hash)
        }
        Cell::Map(map) => {
            let entries: Vec<_> = map.entries.values().cloned().collect();
            let mut hash = 0i32;
            for (key, value) in &entries {
                let entry = hash_at(heap, key, depth + 1)? ^ hash_at(heap, value, depth + 1)?;
                hash = hash.wrapping_add(entry);
            }
            Ok(hash)
        }
        Cell::Bean(bean) => match bean.class {
            Base::Stage | Base::Execution => {
                let id = bean.get("id");
                Ok(hash_at(heap, &id, depth + 1)?.wrapping_add(31))
            }
            Base::MapEntry => {
                let (key, value) = (bean.get("key"), bean.get("value"));
                Ok(hash_at(heap, &key, depth + 1)? ^ hash_at(heap, &value, depth + 1)?)
            }
            class if equal_by_fields(class) => Err(unknown("the hash code of an artifact")),
            _ => identity(),
        },
        Cell::Array(_) | Cell::Unread(_) => identity(),
    }
}

/// The key by which a map finds `object`.
pub(super) fn key_of(heap: &mut Heap<'_>, object: &Object) -> Step<Key> {
    Ok(match object {
        Object::Null => Key::Null,
        Object::String(text) => Key::Text(text.clone()),
        Object::Integer(number) => Key::Integer(*number),
        Object::Long(number) => Key::Long(*number),
        Object::Boolean(truth) => Key::Boolean(*truth),
        Object::Ref(id) => {
            let class = heap.class_of(object);
            if class.is_array() || matches!(heap.cell(*id), Cell::Bean(_)) {
                Key::Other(format!("@{id:?}").into())
            } else {
                let text = super::text::to_text(heap, object)?;
                Key::Other(format!("{}:{text}", class.name()).into())
            }
        }
        other => Key::Other(format!("{other:?}").into()),
    })
}

/// Whether an array's contents are equal, as Spring's `==` compares them.
pub(super) fn equal_arrays(heap: &mut Heap<'_>, a: &Object, b: &Object) -> Step<bool> {
    let array = |heap: &mut Heap<'_>, object: &Object| match object {
        Object::Ref(id) => match heap.cell(*id) {
            Cell::Array(Array { element, items }) => Some((*element, items.clone())),
            _ => None,
        },
        _ => None,
    };
    let (Some((first, a)), Some((second, b))) = (array(heap, a), array(heap, b)) else {
        return Ok(false);
    };
    if first.is_primitive() != second.is_primitive() || first.is_primitive() && first != second {
        return Ok(false);
    }
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(&b) {
        if !equals(heap, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `compareTo`; `None` where the value is no `Comparable`.
pub(super) fn compare(left: &Object, right: &Object) -> Step<Option<i32>> {
    let sign = |order: Ordering| order as i32;
    Ok(Some(match (left, right) {
        (Object::String(a), Object::String(b)) => compare_text(a, b),
        (Object::Boolean(a), Object::Boolean(b)) => sign(a.cmp(b)),
        (Object::Character(a), Object::Character(b)) => i32::from(*a) - i32::from(*b),
        (Object::Instant(a, b), Object::Instant(c, d)) => match a.cmp(c) {
            Ordering::Equal => b.cast_signed() - d.cast_signed(),
            order => sign(order),
        },
        (Object::LocalDate(a), Object::LocalDate(b)) => super::time::compare_dates(*a, *b),
        (Object::LocalDateTime(a, b), Object::LocalDateTime(c, d)) => {
            match super::time::compare_dates(*a, *c) {
                0 => super::time::compare_times(*b, *d),
                order => order,
            }
        }
        (Object::Uuid(a), Object::Uuid(b)) => sign(a.cast_signed().cmp(&b.cast_signed())),
        (Object::Constant(a, x), Object::Constant(b, y)) if a == b => i32::from(*x) - i32::from(*y),
        (Object::Byte(a), Object::Byte(b)) => i32::from(*a) - i32::from(*b),
        (Object::Integer(a), Object::Integer(b)) => sign(a.cmp(b)),
        (Object::Long(a), Object::Long(b)) | (Object::Date(a), Object::Date(b)) => sign(a.cmp(b)),
        (Object::Float(a), Object::Float(b)) => sign(compare_doubles((*a).into(), (*b).into())),
        (Object::Double(a), Object::Double(b)) => sign(compare_doubles(*a, *b)),
        (Object::BigInteger(a), Object::BigInteger(b)) => sign(a.cmp(b)),
        (Object::Null | Object::Ref(_) | Object::Class(_) | Object::Method(_), _) => {
            return Ok(None);
        }
        _ => return Err(thrown("ClassCastException", "values of different classes are compared")),
    }))
}

/// `Double.compare`: -0.0 is below 0.0, NaN above all.
pub(super) fn compare_doubles(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .filter(|order| order.is_ne() || a != 0.0)
        .unwrap_or_else(|| double_bits(a).cmp(&double_bits(b)))
}

/// `String.compareTo`.
pub(super) fn compare_text(a: &str, b: &str) -> i32 {
    let mut first = a.encode_utf16();
    let mut second = b.encode_utf16();
    loop {
        match (first.next(), second.next()) {
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => return i32::from(x) - i32::from(y),
            (None, None) => return 0,
            (Some(_), None) => return i32::try_from(first.count() + 1).unwrap_or(i32::MAX),
            (None, Some(_)) => return -i32::try_from(second.count() + 1).unwrap_or(i32::MAX),
        }
    }
}
