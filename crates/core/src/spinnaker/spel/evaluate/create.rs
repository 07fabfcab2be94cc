//! `T(…)`, `new …(…)` and arrays (spel §10).

use super::Machine;
use super::call::{Fit, fit};
use crate::spinnaker::spel::class::{self, Base, Class};
use crate::spinnaker::spel::convert;
use crate::spinnaker::spel::methods::{self, Method};
use crate::spinnaker::spel::object::{Object, Typed};
use crate::spinnaker::spel::stop::{ILLEGAL_ARGUMENT, Step, spel, thrown};
use crate::spinnaker::spel::syntax::{Kind, NewArray, Node};

/// Spring makes no array of this many elements.
const ELEMENTS: i64 = 256 * 1024;

fn named(name: &str) -> Step<Base> {
    class::named(name).ok_or_else(|| spel(format!("`{name}` is no class that may be used")))
}

impl Machine<'_> {
    pub(super) fn type_reference(&mut self, name: &str, dimensions: usize) -> Step<Typed> {
        self.track()?;
        let lower = name.chars().next().is_some_and(char::is_lowercase);
        let base = if !name.contains('.') && lower && !name.eq_ignore_ascii_case("object") {
            class::primitive(name)
                .ok_or_else(|| thrown(ILLEGAL_ARGUMENT, format!("`{name}` is no type")))?
        } else {
            named(name)?
        };
        let dimensions = u8::try_from(dimensions)
            .map_err(|_| thrown(ILLEGAL_ARGUMENT, "too many dimensions"))?;
        Ok(Object::Class(Class { base, dimensions }).into())
    }

    /// The last constructor that fits closely wins, else the last that fits
    /// with conversions.
    pub(super) fn construct(&mut self, name: &str, arguments: &[Node]) -> Step<Typed> {
        self.track()?;
        let mut passed = Vec::with_capacity(arguments.len());
        for argument in arguments {
            passed.push(self.value(argument)?.value);
        }
        let base = named(name)?;
        let classes = self.classes(&passed);
        let mut best: Option<(&Method, Fit)> = None;
        for constructor in methods::constructors(base) {
            match fit(&classes, constructor.parameters, constructor.varargs) {
                Some(Fit::Exact) => {
                    best = Some((constructor, Fit::Exact));
                    break;
                }
                Some(fit) if best.is_none_or(|(_, known)| fit <= known) => {
                    best = Some((constructor, fit));
                }
                _ => {}
            }
        }
        let Some((constructor, _)) = best else {
            return Err(spel(format!("`{name}` has no such constructor")));
        };
        let arguments =
            self.convert_arguments(passed, constructor.parameters, constructor.varargs)?;
        self.invoke(constructor, &Object::Null, &arguments)
    }

    pub(super) fn new_array(&mut self, array: &NewArray) -> Step<Typed> {
        self.track()?;
        let element = match class::primitive(&array.name) {
            Some(primitive) => primitive,
            None => named(&array.name)?,
        };
        match &array.items {
            Some(items) => self.filled_array(array, items, element),
            None => self.empty_array(&array.sizes, element),
        }
    }

    fn size(&mut self, node: &Node) -> Step<i64> {
        let value = self.value(node)?;
        match convert::convert(&mut self.heap, &value, Base::Integer.class())? {
            Object::Integer(size) => Ok(size.into()),
            _ => Err(thrown("IllegalStateException", "the size is empty")),
        }
    }

    fn empty_array(&mut self, sizes: &[Option<Node>], element: Base) -> Step<Typed> {
        if sizes.iter().any(Option::is_none) {
            return Err(spel("an array's size is missing"));
        }
        let mut counts: Vec<i64> = Vec::with_capacity(sizes.len());
        let mut product = 1i64;
        for size in sizes.iter().flatten() {
            let size = self.size(size)?;
            product = product.wrapping_mul(size);
            if product >= ELEMENTS {
                return Err(spel("an array may have 262,143 elements"));
            }
            counts.push(size);
        }
        if counts.iter().any(|count| *count < 0) {
            return Err(thrown("NegativeArraySizeException", "an array's size is negative"));
        }
        Ok(self.nested_array(&counts, element)?.into())
    }

    fn nested_array(&mut self, counts: &[i64], element: Base) -> Step<Object> {
        let Some((count, inner)) = counts.split_first() else { return Ok(default_of(element)) };
        let count = usize::try_from(*count).unwrap_or(0);
        self.heap.spend(count)?;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(self.nested_array(inner, element)?);
        }
        let dimensions = u8::try_from(inner.len())
            .map_err(|_| thrown(ILLEGAL_ARGUMENT, "too many dimensions"))?;
        Ok(self.heap.array(Class { base: element, dimensions }, items))
    }

    fn filled_array(&mut self, array: &NewArray, items: &Node, element: Base) -> Step<Typed> {
        let [size] = array.sizes.as_slice() else {
            return Err(spel("only arrays of one dimension can be filled"));
        };
        let Kind::List(items) = &items.kind else {
            return Err(thrown("ClassCastException", "an array is filled from a list"));
        };
        if let Some(size) = size
            && usize::try_from(self.size(size)?).ok() != Some(items.len())
        {
            return Err(spel("the size is not the number of elements"));
        }
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.value(item)?;
            let value = convert::convert(&mut self.heap, &value, element.boxed().class())?;
            if value.is_null() && element.is_primitive() {
                return Err(thrown("IllegalStateException", "an element is empty"));
            }
            values.push(value);
        }
        Ok(self.heap.array(element.class(), values).into())
    }
}

/// What an array holds before anything is put in.
fn default_of(element: Base) -> Object {
    match element {
        Base::BooleanType => Object::Boolean(false),
        Base::CharType => Object::Character(0),
        Base::ByteType => Object::Byte(0),
        Base::ShortType => Object::Short(0),
        Base::IntType => Object::Integer(0),
        Base::LongType => Object::Long(0),
        Base::FloatType => Object::Float(0.0),
        Base::DoubleType => Object::Double(0.0),
        _ => Object::Null,
    }
}
