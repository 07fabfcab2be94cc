//! `== != < <= > >= instanceof matches between` (spel §9).

use std::cmp::Ordering;

use super::Machine;
use crate::limits;
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::equal::{self, compare_doubles};
use crate::spinnaker::spel::heap::Heap;
use crate::spinnaker::spel::number::{as_big, as_double, as_float, as_long};
use crate::spinnaker::spel::object::{Object, Typed};
use crate::spinnaker::spel::stop::{Step, spel};
use crate::spinnaker::spel::syntax::{Node, Relation};
use crate::spinnaker::spel::{constants, convert, regex, units};

/// How two numbers compare by the wider type; `None` next to NaN.
fn compare_numbers(left: &Object, right: &Object) -> Option<Ordering> {
    let any = |test: fn(&Object) -> bool| test(left) || test(right);
    if any(|number| matches!(number, Object::Double(_))) {
        as_double(left).partial_cmp(&as_double(right))
    } else if any(|number| matches!(number, Object::Float(_))) {
        as_float(left).partial_cmp(&as_float(right))
    } else if any(|number| matches!(number, Object::BigInteger(_))) {
        Some(as_big(left).cmp(&as_big(right)))
    } else {
        Some(as_long(left).cmp(&as_long(right)))
    }
}

/// The text of a `CharSequence`: texts and statuses.
fn char_sequence(object: &Object) -> Option<&str> {
    match object {
        Object::Constant(Base::Status, at) => Some(constants::name(Base::Status, *at)),
        other => other.as_str(),
    }
}

/// Spring's `==`.
pub(super) fn same(heap: &mut Heap<'_>, left: &Object, right: &Object) -> Step<bool> {
    if left.is_number() && right.is_number() {
        return Ok(compare_numbers(left, right) == Some(Ordering::Equal));
    }
    if let (Some(left), Some(right)) = (char_sequence(left), char_sequence(right)) {
        return Ok(left == right);
    }
    if equal::equals(heap, left, right)? || equal::equal_arrays(heap, left, right)? {
        return Ok(true);
    }
    if left.is_null() || right.is_null() || heap.class_of(left) != heap.class_of(right) {
        return Ok(false);
    }
    Ok(equal::compare(left, right)? == Some(0))
}

/// Spring's comparison: null is the smallest.
fn compare(left: &Object, right: &Object) -> Step<i32> {
    match (left.is_null(), right.is_null()) {
        (true, true) => return Ok(0),
        (true, false) => return Ok(-1),
        (false, true) => return Ok(1),
        (false, false) => {}
    }
    if left.is_number() && right.is_number() {
        let order =
            compare_numbers(left, right).filter(|order| order.is_ne()).unwrap_or_else(|| {
                match (left, right) {
                    (Object::Double(_) | Object::Float(_), _)
                    | (_, Object::Double(_) | Object::Float(_)) => {
                        compare_doubles(as_double(left), as_double(right))
                    }
                    _ => Ordering::Equal,
                }
            });
        return Ok(order as i32);
    }
    equal::compare(left, right)?.ok_or_else(|| spel("the values have no order"))
}

impl Machine<'_> {
    pub(super) fn relation(
        &mut self,
        relation: Relation,
        left: &Node,
        right: &Node,
    ) -> Step<Typed> {
        if relation == Relation::Matches {
            return self.matches(left, right);
        }
        let left = self.value(left)?;
        let right = self.value(right)?;
        let truth = match relation {
            Relation::Between => self.between(&left.value, &right.value)?,
            Relation::InstanceOf => {
                self.track()?;
                let Object::Class(class) = right.value else {
                    return Err(spel("`instanceof` needs a class"));
                };
                !left.value.is_null() && class.accepts(self.heap.class_of(&left.value))
            }
            Relation::Equal | Relation::NotEqual => {
                self.track()?;
                let same = same(&mut self.heap, &left.value, &right.value)?;
                same == (relation == Relation::Equal)
            }
            _ => {
                self.track()?;
                order(relation, &left.value, &right.value)?
            }
        };
        Ok(Object::Boolean(truth).into())
    }

    fn between(&mut self, value: &Object, range: &Object) -> Step<bool> {
        let items = match self.heap.class_of(range) {
            class if !class.is_array() && Base::List.accepts(class.base) => self.heap.items(range),
            _ => None,
        };
        let Some([low, high]) = items.as_deref() else {
            return Err(spel("`between` needs a list of two"));
        };
        self.track()?;
        Ok(compare(value, low)? >= 0 && compare(value, high)? <= 0)
    }

    fn matches(&mut self, left: &Node, right: &Node) -> Step<Typed> {
        let input = self.value(left)?;
        let Some(input) = convert::as_text(&mut self.heap, &input)? else {
            return Err(spel("null matches nothing"));
        };
        let pattern = self.value(right)?.value;
        let Some(pattern) = pattern.as_str() else {
            return Err(spel("`matches` needs a text as pattern"));
        };
        if units::length(pattern) > limits::SPEL_PATTERN {
            return Err(spel("a pattern may have 1,000 characters"));
        }
        self.track()?;
        self.heap.spend(input.len())?;
        let matched = regex::compile(pattern)?.matches_bounded(&input)?;
        Ok(Object::Boolean(matched).into())
    }
}

/// Only `<` and `>` see a status as text.
fn order(relation: Relation, left: &Object, right: &Object) -> Step<bool> {
    if left.is_number() && right.is_number() {
        let order = compare_numbers(left, right);
        return Ok(match relation {
            Relation::Less => order.is_some_and(Ordering::is_lt),
            Relation::LessEqual => order.is_some_and(Ordering::is_le),
            Relation::Greater => order.is_some_and(Ordering::is_gt),
            _ => order.is_some_and(Ordering::is_ge),
        });
    }
    let strict = matches!(relation, Relation::Less | Relation::Greater);
    let order = match (char_sequence(left), char_sequence(right)) {
        (Some(left), Some(right)) if strict => equal::compare_text(left, right),
        _ => compare(left, right)?,
    };
    Ok(match relation {
        Relation::Less => order < 0,
        Relation::LessEqual => order <= 0,
        Relation::Greater => order > 0,
        _ => order >= 0,
    })
}
