//! Methods and functions: which one a call means, and its arguments
//! (spel §10, §11), by Spring's `ReflectiveMethodResolver`.

use super::{Machine, setter};
use crate::spinnaker::spel::class::{Base, Class};
use crate::spinnaker::spel::convert::{can_convert, convert};
use crate::spinnaker::spel::functions;
use crate::spinnaker::spel::methods::{self, Body, Method};
use crate::spinnaker::spel::object::{Object, Shape, Typed};
use crate::spinnaker::spel::stop::{ILLEGAL_ARGUMENT, Step, spel, thrown};
use crate::spinnaker::spel::syntax::{Node, Property};

/// Arguments as evaluated.
pub(in super::super) type Passed = Vec<Object>;

/// How well arguments fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Exact,
    Close,
    Converted,
}

fn fit_one(argument: Option<Class>, parameter: Class) -> Option<Fit> {
    let Some(argument) = argument else {
        return (!parameter.is_primitive()).then_some(Fit::Exact);
    };
    if argument == parameter {
        Some(Fit::Exact)
    } else if parameter.boxed().accepts(argument) {
        Some(Fit::Close)
    } else {
        can_convert(argument, Shape::Plain, parameter).then_some(Fit::Converted)
    }
}

/// How arguments fit a method; `None` where they do not.
pub(super) fn fit(arguments: &[Option<Class>], parameters: &[Class], varargs: bool) -> Option<Fit> {
    let mut result = Fit::Exact;
    if !varargs {
        if arguments.len() != parameters.len() {
            return None;
        }
        for (argument, parameter) in arguments.iter().zip(parameters) {
            result = result.max(fit_one(*argument, *parameter)?);
        }
        return Some(result);
    }
    let (last, fixed) = parameters.split_last()?;
    if arguments.len() < fixed.len() {
        return None;
    }
    let (first, rest) = arguments.split_at(fixed.len());
    for (argument, parameter) in first.iter().zip(fixed) {
        result = result.max(fit_one(*argument, *parameter)?);
    }
    if rest == [Some(*last)] {
        return Some(result);
    }
    let element = last.element()?;
    // Spring forgets an argument that does not fit once a later one does.
    let mut known = Some(result);
    for argument in rest {
        known = match (fit_one(*argument, element), known) {
            (Some(Fit::Exact), _) | (Some(Fit::Close), Some(Fit::Converted)) => known,
            (fit, _) => fit,
        };
    }
    known
}

/// Spring's distance between arguments and parameters that fit closely.
fn distance(arguments: &[Option<Class>], parameters: &[Class]) -> u32 {
    let mut total = 0;
    for (at, parameter) in parameters.iter().enumerate() {
        let Some(argument) = arguments.get(at).copied().flatten() else { continue };
        if !parameter.boxed().accepts(argument) {
            return u32::MAX;
        }
        let wanted = if parameter.is_primitive() { Base::Object.class() } else { *parameter };
        let mut above = argument.parent();
        while let Some(class) = above {
            if wanted == class {
                total += 2;
                break;
            }
            if !wanted.accepts(class) {
                break;
            }
            total += 2;
            above = class.parent();
        }
        total += u32::from(wanted.is_interface());
    }
    total
}

/// The method that a call means; `Err` where several would do.
fn resolve<'m>(methods: &[&'m Method], arguments: &[Option<Class>]) -> Step<Option<&'m Method>> {
    let mut close: Option<(&Method, u32)> = None;
    let mut converted: Option<&Method> = None;
    let mut several = false;
    for method in methods {
        match fit(arguments, method.parameters, method.varargs) {
            None => {}
            Some(Fit::Exact) => return Ok(Some(method)),
            Some(Fit::Close) => {
                let distance = distance(arguments, method.parameters);
                if close.is_none_or(|(_, best)| distance < best) {
                    close = Some((method, distance));
                }
            }
            Some(Fit::Converted) => {
                several = several || converted.is_some();
                converted = Some(method);
            }
        }
    }
    match (close, converted) {
        (Some((method, _)), _) => Ok(Some(method)),
        (None, Some(_)) if several => Err(spel("several methods fit the arguments")),
        (None, converted) => Ok(converted),
    }
}

impl Machine<'_> {
    /// Arguments see the scope's object, not the method's.
    pub(super) fn method_arguments(&mut self, arguments: &[Node]) -> Step<Passed> {
        let mut passed = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let scope = self.scope();
            passed.push(self.within(scope, |machine| machine.value(argument))?.value);
        }
        Ok(passed)
    }

    pub(super) fn classes(&mut self, passed: &[Object]) -> Vec<Option<Class>> {
        passed
            .iter()
            .map(|object| (!object.is_null()).then(|| self.heap.class_of(object)))
            .collect()
    }

    /// Calls a method of an object, or a static one of a class.
    pub(super) fn call(
        &mut self,
        target: &Typed,
        property: &Property,
        passed: Passed,
    ) -> Step<Typed> {
        let name = property.name.as_ref();
        let object = &target.value;
        if object.is_null() {
            return if property.safe {
                Ok(Object::Null.into())
            } else {
                Err(spel(format!("`{name}` is called on null")))
            };
        }
        let class = self.heap.class_of(object);
        let tables = match object {
            Object::Class(named) => methods::statics(*named),
            _ => methods::of(class),
        };
        let mut candidates: Vec<&Method> = tables
            .iter()
            .flat_map(|table| table.iter())
            .filter(|method| method.name == name)
            .collect();
        candidates.sort_by_key(|method| (method.parameters.len(), method.varargs));
        let classes = self.classes(&passed);
        let Some(method) = resolve(&candidates, &classes)? else {
            if let [Some(_) | None] = classes.as_slice()
                && let Some(done) = self.call_setter(target, class, name, &passed)?
            {
                return Ok(done);
            }
            return Err(spel(format!(
                "{} has no method `{name}` that may be called so",
                class.name()
            )));
        };
        self.track()?;
        let arguments = self.convert_arguments(passed, method.parameters, method.varargs)?;
        self.invoke(method, object, &arguments)
    }

    /// A setter by its method's name; it returns nothing.
    fn call_setter(
        &mut self,
        target: &Typed,
        class: Class,
        name: &str,
        passed: &[Object],
    ) -> Step<Option<Typed>> {
        let Some(property) = name.strip_prefix("set") else { return Ok(None) };
        let capital = property.starts_with(|c: char| c.is_ascii_uppercase());
        let found = setter::setter(class.base, property).filter(|_| capital);
        let Some((_, parameter)) = found else { return Ok(None) };
        let value = passed.first().cloned().unwrap_or_default();
        let given = (!value.is_null()).then(|| self.heap.class_of(&value));
        if parameter != setter::OTHER && fit_one(given, parameter).is_none() {
            return Ok(None);
        }
        let property = Property { name: property.into(), safe: false };
        self.write(target, &property, value)?;
        Ok(Some(Object::Null.into()))
    }

    /// Runs a method's body.
    pub(super) fn invoke(
        &mut self,
        method: &Method,
        object: &Object,
        arguments: &[Object],
    ) -> Step<Typed> {
        if method.changes {
            self.check_change(method, object, arguments)?;
        }
        let value = match method.body {
            Body::Field(name) => match object {
                Object::Ref(id) => self.heap.field(*id, name),
                _ => Object::Null,
            },
            Body::Code(code) => code(self, object, arguments)?,
            Body::Unknown(what) => return Err(crate::spinnaker::spel::stop::unknown(what)),
        };
        Ok(Typed { value, shape: method.shape })
    }

    /// Throws where the object does not let this method change it. Java's empty
    /// map and set refuse only what would put something into them, and the
    /// map its own removals.
    fn check_change(&mut self, method: &Method, object: &Object, given: &[Object]) -> Step<()> {
        match (self.heap.class_of(object).base, method.name) {
            (Base::EmptySet, "add") => {}
            (Base::EmptySet, "addAll") | (Base::EmptyMap, "putAll") => {
                let given = given.last().cloned().unwrap_or_default();
                let entries = self.heap.map(&given).map_or(0, |map| map.entries.len());
                let items = self.heap.items(&given).map_or(0, |items| items.len());
                if entries + items == 0 {
                    return Ok(());
                }
            }
            (Base::EmptySet, _) | (Base::EmptyMap, "clear" | "replaceAll") => return Ok(()),
            _ => return self.check_changeable(object),
        }
        Err(thrown("UnsupportedOperationException", "this set stays empty"))
    }

    /// The arguments as the parameters' types, a vararg's rest as an array.
    pub(super) fn convert_arguments(
        &mut self,
        passed: Passed,
        parameters: &[Class],
        varargs: bool,
    ) -> Step<Passed> {
        if !varargs {
            let mut converted = Vec::with_capacity(passed.len());
            for (argument, parameter) in passed.into_iter().zip(parameters) {
                converted.push(convert(&mut self.heap, &argument.into(), *parameter)?);
            }
            return Ok(converted);
        }
        let Some((last, fixed)) = parameters.split_last() else { return Ok(passed) };
        let element = last.element().unwrap_or(*last);
        let count = passed.len();
        let mut passed = passed.into_iter();
        let mut converted = Vec::with_capacity(parameters.len());
        for parameter in fixed {
            let argument = passed.next().unwrap_or_default();
            converted.push(convert(&mut self.heap, &argument.into(), *parameter)?);
        }
        let rest: Vec<Object> = passed.collect();
        let array = match rest.as_slice() {
            [only] if count == parameters.len() => self.one_vararg(only, *last, element)?,
            _ => {
                let mut items = Vec::with_capacity(rest.len());
                for item in rest {
                    items.push(convert(&mut self.heap, &item.into(), element)?);
                }
                self.heap.array(element, items)
            }
        };
        converted.push(array);
        Ok(converted)
    }

    /// A single vararg may be the array itself, or a list to spread.
    fn one_vararg(&mut self, argument: &Object, array: Class, element: Class) -> Step<Object> {
        if argument.is_null() {
            return Ok(self.heap.array(element, vec![Object::Null]));
        }
        let class = self.heap.class_of(argument);
        let list = !class.is_array() && Base::List.accepts(class.base);
        let fits = element.boxed().accepts(class);
        let spread = !fits || class.is_array() && !array.accepts(class) || list;
        let value = if spread {
            let whole = class.is_array() || list || can_convert(class, Shape::Plain, array);
            let target = if whole { array } else { element };
            convert(&mut self.heap, &argument.clone().into(), target)?
        } else {
            argument.clone()
        };
        if !value.is_null() && array.accepts(self.heap.class_of(&value)) {
            return Ok(value);
        }
        if element.is_primitive() && value.is_null() {
            return Err(thrown(ILLEGAL_ARGUMENT, "null is no value of a primitive type"));
        }
        Ok(self.heap.array(element, vec![value]))
    }

    /// Calls a function by name.
    pub(super) fn function(&mut self, name: &str, arguments: &[Node]) -> Step<Typed> {
        self.track()?;
        let assigned = self.variables.get(name).cloned();
        let method = match &assigned {
            None => name.into(),
            Some(Object::Method(method)) => method.clone(),
            Some(Object::Null) => return Err(spel(format!("there is no function `{name}`"))),
            Some(_) => return Err(spel(format!("`#{name}` is no function"))),
        };
        let Some(function) = functions::find(&method) else {
            return Err(spel(format!("there is no function `{name}`")));
        };
        self.track()?;
        let mut passed = Vec::with_capacity(arguments.len());
        for argument in arguments {
            passed.push(self.value(argument)?.value);
        }
        if !function.varargs && passed.len() != function.parameters.len() {
            return Err(spel(format!("`{name}` takes {} arguments", function.parameters.len())));
        }
        let count = passed.len();
        let arguments = self.convert_arguments(passed, function.parameters, function.varargs)?;
        if function.varargs && count < function.parameters.len() - 1 {
            return Err(thrown("ArrayIndexOutOfBoundsException", "arguments are missing"));
        }
        self.invoke(function, &Object::Null, &arguments)
    }
}
