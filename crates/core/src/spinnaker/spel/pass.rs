//! One pass over a map: keys before values, in the map's order, depth first;
//! all against one root (spel §4, §6). It must never evaluate a result again.

use std::sync::Arc;

use super::evaluate::{Machine, Read};
use super::export::{Mapper, export};
use super::heap::Heap;
use super::object::Object;
use super::parse::parse;
use super::stop::{Step, Stop, Unknown, thrown};
use super::summary::Failure;
use super::syntax::Node;
use super::template::{Part, is_expression, parts, rewrite, unparsed_name};
use super::varies::Varies;
use super::world::{Scope, World, root};
use super::{class, convert, text};
use crate::java::{Data, Map, Order, Origin, Value};
use crate::limits;

/// What a pass made of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluated {
    /// The map after the pass; every map that was walked is in hash order.
    pub context: Map,
    /// The summary's entries in the order in which they arose.
    pub failures: Vec<Failure>,
    /// What became of each text with an expression.
    pub results: Vec<TextResult>,
    /// The `java.lang.Error` that ends Orca's whole evaluation (spel §9);
    /// then the context is as it was.
    pub thrown: Option<String>,
}

/// What became of one text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextResult {
    /// The way to the text: keys as evaluated, and indices.
    pub path: Vec<PathStep>,
    /// The text as it stood.
    pub text: Arc<str>,
    /// What it became.
    pub outcome: Outcome,
    /// The names that its expressions read, with the sample's values.
    pub reads: Vec<Read>,
    /// What the answer depends on beyond the sample.
    pub varies: Varies,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// The value under a key.
    Key(Arc<str>),
    /// The key itself.
    KeyName(Arc<str>),
    /// An item of a list.
    Index(usize),
}

/// What a text became.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It has no expression.
    Plain,
    /// A value, with its Java type as Spinnaker's users know it.
    Value {
        /// The value.
        value: Value,
        /// `String`, `Integer`, `List`, `String[]`, `Artifact` and so on.
        java_type: String,
        /// The summary's entry where a part of the text was null.
        failure: Option<Failure>,
    },
    /// It stays as it is, since a value is null or an expression threw.
    Raw(Failure),
}

/// Evaluates every text of a map.
pub fn evaluate(source: &Map, scope: &Scope<'_>) -> Evaluated {
    let mut pass = match Pass::new(scope) {
        Ok(pass) => pass,
        Err(stop) => return failed(source, &stop),
    };
    match pass.map(source, 0) {
        Ok(context) => {
            Evaluated { context, failures: pass.failures, results: pass.results, thrown: None }
        }
        Err(stop) => {
            Evaluated { failures: pass.failures, results: pass.results, ..failed(source, &stop) }
        }
    }
}

fn failed(source: &Map, stop: &Stop) -> Evaluated {
    let thrown = match stop {
        Stop::Thrown(thrown) => thrown.kind.to_string(),
        Stop::Unknown(unknown) => unknown.to_string(),
    };
    Evaluated { context: source.clone(), thrown: Some(thrown), ..Evaluated::default() }
}

/// Evaluates one text by itself.
pub fn evaluate_text(source: &str, scope: &Scope<'_>) -> TextResult {
    let outcome = |pass: &mut Pass<'_>| pass.text(source, &Origin::Unknown);
    match Pass::new(scope) {
        Ok(mut pass) => match outcome(&mut pass) {
            Ok((_, outcome)) => pass.result(source, outcome),
            Err(stop) => raw(source, stop),
        },
        Err(stop) => raw(source, stop),
    }
}

fn raw(source: &str, stop: Stop) -> TextResult {
    let failure = Failure::stopped(unparsed_name(source), stop);
    TextResult {
        path: Vec::new(),
        text: source.into(),
        outcome: Outcome::Raw(failure),
        reads: Vec::new(),
        varies: Varies::default(),
    }
}

struct Pass<'a> {
    machine: Machine<'a>,
    path: Vec<PathStep>,
    failures: Vec<Failure>,
    results: Vec<TextResult>,
    /// The expression that is at work, or the first one without a value.
    part: Option<String>,
}

/// A template whose every part has been parsed.
enum Parsed<'t> {
    Literal(&'t str),
    Expression(&'t str, Node),
}

impl<'a> Pass<'a> {
    fn new(scope: &Scope<'a>) -> Step<Self> {
        let mut heap = Heap::default();
        heap.refuel();
        let world = World::new(&mut heap, scope);
        let root = root(&mut heap, scope, &world)?;
        let machine = Machine::new(heap, world, root);
        Ok(Self {
            machine,
            path: Vec::new(),
            failures: Vec::new(),
            results: Vec::new(),
            part: None,
        })
    }

    fn map(&mut self, source: &Map, depth: usize) -> Step<Map> {
        let mut result = Map::new().with_order(Order::Hash);
        for (key, value) in source.iter() {
            self.path.push(PathStep::KeyName(key.clone()));
            let name = self.key(key);
            self.path.pop();
            let name = name?;
            self.path.push(PathStep::Key(name.clone()));
            let value = self.value(value, depth);
            self.path.pop();
            result.insert(name, value?);
        }
        Ok(result)
    }

    /// A key becomes the text of its value, by `toString`.
    fn key(&mut self, key: &Arc<str>) -> Step<Arc<str>> {
        if !is_expression(key) {
            return Ok(key.clone());
        }
        let (object, outcome) = self.text(key, &Origin::Unknown)?;
        let name = match object.map(|object| text::to_text(&mut self.machine.heap, &object)) {
            Some(Ok(name)) => name.into(),
            Some(Err(stop)) => {
                let failure = Failure::stopped(unparsed_name(key), stop);
                self.failures.push(failure.clone());
                let result = self.result(key, Outcome::Raw(failure));
                self.results.push(result);
                return Ok(key.clone());
            }
            None => key.clone(),
        };
        let result = self.result(key, outcome);
        self.results.push(result);
        Ok(name)
    }

    fn value(&mut self, value: &Value, depth: usize) -> Step<Value> {
        if depth > limits::NODE_DEPTH {
            return Ok(value.clone());
        }
        match &value.data {
            Data::Map(map) => {
                let map = self.map(map, depth + 1)?;
                Ok(Value::new(Data::Map(map), value.origin.clone()))
            }
            Data::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for (at, item) in items.iter().enumerate() {
                    self.path.push(PathStep::Index(at));
                    let item = self.value(item, depth + 1);
                    self.path.pop();
                    list.push(item?);
                }
                Ok(Value::new(Data::List(list), value.origin.clone()))
            }
            Data::String(text) if is_expression(text) => {
                let (_, outcome) = self.text(text, &value.origin)?;
                let evaluated = match &outcome {
                    Outcome::Value { value, .. } => value.clone(),
                    Outcome::Plain | Outcome::Raw(_) => value.clone(),
                };
                let result = self.result(text, outcome);
                self.results.push(result);
                Ok(evaluated)
            }
            _ => Ok(value.clone()),
        }
    }

    fn result(&mut self, text: &str, outcome: Outcome) -> TextResult {
        TextResult {
            path: self.path.clone(),
            text: text.into(),
            outcome,
            reads: std::mem::take(&mut self.machine.reads),
            varies: self.machine.heap.varies,
        }
    }

    /// What a text becomes. Fails only with an error that Orca does not catch.
    fn text(&mut self, source: &str, origin: &Origin) -> Step<(Option<Object>, Outcome)> {
        self.machine.heap.refuel();
        self.machine.reads.clear();
        self.part = None;
        if !is_expression(source) {
            return Ok((None, Outcome::Plain));
        }
        let rewritten = rewrite(source);
        let parsed = match parse_all(&rewritten, &mut self.part) {
            Ok(parsed) => parsed,
            Err(stop) => return Ok((None, self.fail(unparsed_name(source), stop))),
        };
        let name = || {
            let text = |part: &Parsed<'_>| match part {
                Parsed::Literal(text) | Parsed::Expression(text, _) => (*text).to_owned(),
            };
            parsed.iter().map(text).collect::<String>()
        };
        let evaluated = match parsed.as_slice() {
            [Parsed::Expression(text, node)] => self.whole(text, node),
            _ => self.mixed(&parsed),
        };
        let (object, missing) = match evaluated {
            Ok(evaluated) => evaluated,
            Err(Stop::Thrown(thrown)) if thrown.fatal => {
                self.failures.push(Failure::not_found(name()));
                return Err(Stop::Thrown(thrown));
            }
            Err(stop) => return Ok((None, self.fail(name(), stop))),
        };
        let part = self.part.take();
        let failure = missing.then(|| Failure { part, ..Failure::not_found(name()) });
        self.failures.extend(failure.clone());
        if let (Object::Null, Some(failure)) = (&object, &failure) {
            return Ok((None, Outcome::Raw(failure.clone())));
        }
        Ok(match self.finished(&object, origin, source) {
            Ok((value, java_type)) => (Some(object), Outcome::Value { value, java_type, failure }),
            Err(stop) => (None, self.fail(name(), stop)),
        })
    }

    fn fail(&mut self, name: String, stop: Stop) -> Outcome {
        let failure = Failure { part: self.part.take(), ..Failure::stopped(name, stop) };
        self.failures.push(failure.clone());
        Outcome::Raw(failure)
    }

    /// One expression and nothing around it keeps its type; only a status
    /// becomes text.
    fn whole(&mut self, text: &str, node: &Node) -> Step<(Object, bool)> {
        self.part = Some(text.to_owned());
        let value = self.machine.evaluate(node, text)?.value;
        let missing = value.is_null();
        let value = match value {
            Object::Constant(class::Base::Status, _) => {
                Object::text(text::to_text(&mut self.machine.heap, &value)?)
            }
            other => other,
        };
        Ok((value, missing))
    }

    /// Parts joined as text; a null part stays as it stood but for blanks.
    fn mixed(&mut self, parsed: &[Parsed<'_>]) -> Step<(Object, bool)> {
        let mut out = String::new();
        let mut missing = None;
        for part in parsed {
            match part {
                Parsed::Literal(text) => out.push_str(text),
                Parsed::Expression(text, node) => {
                    self.part = Some((*text).to_owned());
                    let value = self.machine.evaluate(node, text)?;
                    if let Some(text) = convert::as_text(&mut self.machine.heap, &value)? {
                        self.machine.heap.spend(text.len())?;
                        out.push_str(&text);
                    } else {
                        missing = missing.or_else(|| self.part.clone());
                        out.extend(["${", text, "}"]);
                    }
                }
            }
        }
        self.part.clone_from(&missing);
        Ok((Object::text(out), missing.is_some()))
    }

    /// The value as data, every node of it made by this expression.
    fn finished(
        &mut self,
        object: &Object,
        origin: &Origin,
        source: &str,
    ) -> Step<(Value, String)> {
        let mut value = export(&mut self.machine.heap, object, Mapper::Orca)?;
        let origin = Origin::Expression { text: source.into(), of: Box::new(origin.clone()) };
        mark(&mut value, &origin);
        Ok((value, self.java_type(object)))
    }

    fn java_type(&mut self, object: &Object) -> String {
        let class = self.machine.heap.class_of(object);
        if class.is_array() {
            return class.simple_name();
        }
        for (base, name) in [
            (class::Base::List, "List"),
            (class::Base::Map, "Map"),
            (class::Base::Set, "Set"),
            (class::Base::Collection, "Collection"),
        ] {
            if base.accepts(class.base) {
                return name.to_owned();
            }
        }
        class.simple_name()
    }
}

fn mark(value: &mut Value, origin: &Origin) {
    value.origin = origin.clone();
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|item| mark(item, origin)),
        Data::Map(map) => map.values_mut().for_each(|item| mark(item, origin)),
        _ => {}
    }
}

/// Every part parsed, before any is evaluated.
fn parse_all<'t>(text: &'t str, at: &mut Option<String>) -> Step<Vec<Parsed<'t>>> {
    let mut parsed = Vec::new();
    for part in parts(text) {
        parsed.push(match part {
            Ok(Part::Literal(text)) => Parsed::Literal(text),
            Ok(Part::Expression(text)) => {
                *at = Some(text.to_owned());
                Parsed::Expression(text, parse(text)?)
            }
            Err(why) => {
                *at = None;
                return Err(thrown("ParseException", why));
            }
        });
    }
    *at = None;
    Ok(parsed)
}

/// Whether what a text became is our ignorance rather than Orca's answer.
impl Outcome {
    /// Why Orca's answer cannot be known here, where that is so.
    pub fn unknown(&self) -> Option<&Unknown> {
        match self {
            Self::Raw(failure) => failure.unknown.as_ref(),
            _ => None,
        }
    }
}
