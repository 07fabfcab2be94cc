//! Jackson's way through lists, maps and beans.

use std::sync::Arc;

use super::scalars::{self, Scalar, mismatched, no_creator, not_from_empty};
use super::token::{Token, token};
use super::{MAPPING, PARSE, Problem, Reference};
use crate::document::{Entry, Kind, Node};
use crate::java::{Data, Map, Origin, Value};
use crate::limits;
use crate::spinnaker::load::bind::{complete, java_type};
use crate::spinnaker::load::change::{Change, Step, What};
use crate::spinnaker::load::convert::Conversion;
use crate::spinnaker::load::failure::{Failure, FailureKind};
use crate::spinnaker::load::fields::{Class, Field, Type, known_since, suggestions};
use crate::spinnaker::load::scalar::text_of;

/// Reads one stage.
pub(super) struct Reader<'a> {
    source: &'a str,
    conversion: Conversion,
    references: Vec<Reference>,
    /// What has been noticed.
    pub(super) changes: Vec<Change>,
    /// The first value that cannot be written out again.
    pub(super) unwritable: Option<Failure>,
}

/// A value, or null.
type Read = Result<Option<Value>, Problem>;

/// Jackson takes a key's text as it stands, whatever YAML makes of it.
fn key_of(entry: &Entry) -> Result<Arc<str>, Problem> {
    if let Kind::Scalar { text, .. } = &entry.key.kind {
        return Ok(Arc::clone(text));
    }
    let message = "Expected a field name (Scalar value in YAML)";
    Err(Problem::new(MAPPING, message).caused(PARSE, message))
}

/// What is skipped is parsed all the same.
fn skip(node: &Node, depth: usize) -> Result<(), Problem> {
    if depth > limits::NODE_DEPTH {
        return Err(Problem::new("java.lang.StackOverflowError", "null"));
    }
    if matches!(node.kind, Kind::Alias(_)) {
        return Ok(());
    }
    for entry in node.entries() {
        key_of(entry)?;
        skip(&entry.value, depth + 1)?;
    }
    node.items().iter().try_for_each(|item| skip(item, depth + 1))
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a str, conversion: Conversion) -> Self {
        let (references, changes) = (Vec::new(), Vec::new());
        Self { source, conversion, references, changes, unwritable: None }
    }

    pub(super) fn read(&mut self, node: &Node, ty: &Type) -> Read {
        if self.references.len() > limits::NODE_DEPTH {
            return Err(Problem::new("java.lang.StackOverflowError", "null"));
        }
        let token = token(node, self.source);
        match ty {
            _ if token == Token::Null
                && !matches!(ty, Type::PrimitiveBoolean | Type::PrimitiveInteger) =>
            {
                Ok(None)
            }
            Type::Bean(name) => self.bean(node, &token, name, ty),
            Type::List(of) => self.list(node, &token, of, ty, 0),
            Type::Map(of) => self.map(node, &token, of, ty),
            Type::Object => {
                skip(node, self.references.len())?;
                if let Token::Float(None, text) = &token {
                    return Err(scalars::malformed(text));
                }
                Ok(Some(self.untyped(node, &token)))
            }
            _ => self.scalar(node, &token, ty),
        }
    }

    fn stepping(&mut self, reference: Reference, node: &Node, ty: &Type) -> Read {
        self.references.push(reference);
        let read = self.read(node, ty).map_err(|problem| self.placed(problem, node));
        self.references.pop();
        read
    }

    /// Notes the way to where a problem arose. A map passes on what the
    /// parser itself says without adding its entry.
    fn placed(&self, mut problem: Problem, node: &Node) -> Problem {
        let entry = matches!(self.references.last(), Some(Reference::Entry(_)));
        let skipped = usize::from(entry && problem.class == MAPPING);
        problem.at.get_or_insert_with(|| {
            let kept = self.references.len().saturating_sub(skipped);
            (self.references.iter().take(kept).cloned().collect(), node.span)
        });
        problem
    }

    fn scalar(&mut self, node: &Node, token: &Token, ty: &Type) -> Read {
        let data = match scalars::read(self.conversion, token, ty)? {
            Scalar::Data(data) => data,
            Scalar::Unwritable(message) => {
                let class = "java.lang.IllegalArgumentException";
                let failure = Failure::of(FailureKind::Unwritable, class, &*message, node.span);
                self.unwritable.get_or_insert(failure);
                Some(Data::String(message.into()))
            }
        };
        let Some(data) = data else {
            self.note(node, What::Unset);
            return Ok(None);
        };
        if let Some(written) = node.as_text() {
            let loaded = text_of(&data);
            if *loaded != *written {
                self.note(node, What::Rewritten { written: written.into(), loaded });
            }
        }
        Ok(Some(Value::new(data, Origin::File(node.span))))
    }

    /// `first` is the index that messages give the first item.
    fn list(&mut self, node: &Node, token: &Token, of: &Type, ty: &Type, first: usize) -> Read {
        match token {
            Token::Array => {}
            Token::Text(text) if *of == Type::Text => {
                return Err(match text.trim() {
                    "" => not_from_empty("java.util.ArrayList", text),
                    _ => no_creator("java.util.ArrayList", token),
                });
            }
            _ => return Err(mismatched(self.conversion, ty, token)),
        }
        let mut values = Vec::new();
        for (index, item) in node.items().iter().enumerate() {
            let value = self.stepping(Reference::Item(first + index), item, of)?;
            values.push(value.unwrap_or_else(|| Value::new(Data::Null, Origin::File(item.span))));
        }
        Ok(Some(Value::new(Data::List(values), Origin::File(node.span))))
    }

    fn map(&mut self, node: &Node, token: &Token, of: &Type, ty: &Type) -> Read {
        match token {
            Token::Object => {}
            Token::Text(text) => {
                return Err(match text.trim() {
                    "" => not_from_empty("java.util.LinkedHashMap", text),
                    _ => no_creator("java.util.LinkedHashMap", token),
                });
            }
            _ => return Err(mismatched(self.conversion, ty, token)),
        }
        let mut map = Map::new();
        for entry in node.entries() {
            let key = key_of(entry)?;
            match self.stepping(Reference::Entry(Arc::clone(&key)), &entry.value, of)? {
                Some(value) => {
                    map.insert(key, value);
                }
                None => {
                    map.remove(&key);
                }
            }
        }
        Ok(Some(Value::new(Data::Map(map), Origin::File(node.span))))
    }

    fn bean(&mut self, node: &Node, token: &Token, name: &str, ty: &Type) -> Read {
        let Some(class) = self.conversion.classes.get(name) else { return Ok(None) };
        let java = || java_type(self.conversion.classes, ty);
        match token {
            Token::Object => {}
            Token::Array => return Err(mismatched(self.conversion, ty, token)),
            Token::Text(text) => {
                if let Some(property) = &class.from_text {
                    return Ok(Some(self.of_text(class, property, text, node)));
                }
                let blank = text.trim().is_empty();
                return Err(if blank {
                    not_from_empty(&java(), text)
                } else {
                    no_creator(&java(), token)
                });
            }
            _ => return Err(no_creator(&java(), token)),
        }
        let mut values: Vec<Option<Value>> = class.fields.iter().map(|_| None).collect();
        let mut unset = vec![false; values.len()];
        for entry in node.entries() {
            let key = key_of(entry)?;
            let Some(index) = class.fields.iter().position(|field| field.name == key) else {
                skip(&entry.value, self.references.len())?;
                self.unknown(name, class, key, entry);
                continue;
            };
            let Some(field) = class.fields.get(index) else { continue };
            let value = self.property(class, field, entry)?;
            if let (Some(place), Some(unset)) = (values.get_mut(index), unset.get_mut(index)) {
                *unset = value.is_none();
                *place = value;
            }
        }
        let mut map = complete(self.conversion.classes, class, values);
        for (field, _) in class.fields.iter().zip(unset).filter(|(_, unset)| *unset) {
            map.remove(&field.name);
        }
        Ok(Some(Value::new(Data::Map(map), Origin::File(node.span))))
    }

    fn property(&mut self, class: &Class, field: &Field, entry: &Entry) -> Read {
        let reference = Reference::Field(Arc::clone(&class.java), Arc::clone(&field.name));
        let Some(gives) = field.read_only else {
            return self.stepping(reference, &entry.value, &field.ty);
        };
        // What has no setter is added to the list that its getter gives, if
        // that is one, and lost.
        if let Type::List(of) = &field.ty {
            self.references.push(reference);
            let token = token(&entry.value, self.source);
            let read = match token {
                Token::Null => Ok(None),
                token => self.list(&entry.value, &token, of, &field.ty, gives.len()),
            };
            let read = read.map_err(|problem| self.placed(problem, &entry.value));
            self.references.pop();
            read?;
        } else {
            skip(&entry.value, self.references.len())?;
        }
        Ok(None)
    }

    fn of_text(&self, class: &Class, property: &str, text: &Arc<str>, node: &Node) -> Value {
        let origin = Origin::File(node.span);
        let values = class.fields.iter().map(|field| {
            (*field.name == *property).then(|| Value::text(Arc::clone(text), origin.clone()))
        });
        let map = complete(self.conversion.classes, class, values.collect());
        Value::new(Data::Map(map), origin)
    }

    fn unknown(&mut self, name: &str, class: &Class, key: Arc<str>, entry: &Entry) {
        if self.changes.len() >= limits::FINDINGS {
            return;
        }
        let (_, simple) = class.java.rsplit_once(['.', '$']).unwrap_or(("", &class.java));
        let what = What::UnknownKey {
            key: Arc::clone(&key),
            class: simple.into(),
            suggestions: suggestions(class, &key),
            known_since: known_since(name, &key, self.conversion.client_java()),
        };
        let mut path = self.path();
        path.push(Step::Key(key));
        self.changes.push(Change { path, span: entry.key.span, what });
    }

    fn note(&mut self, node: &Node, what: What) {
        if self.changes.len() < limits::FINDINGS {
            let (path, span) = (self.path(), node.span);
            self.changes.push(Change { path, span, what });
        }
    }

    fn path(&self) -> Vec<Step> {
        let step = |reference: &Reference| match reference {
            Reference::Field(_, name) | Reference::Entry(name) => Step::Key(Arc::clone(name)),
            Reference::Item(index) => Step::Index(*index),
        };
        self.references.iter().map(step).collect()
    }

    /// A value of no particular type, as Gson writes it out again.
    fn untyped(&mut self, node: &Node, token: &Token) -> Value {
        let data = match token {
            Token::Null => Data::Null,
            Token::Boolean(truth, _) => Data::Boolean(*truth),
            Token::Whole(number, _) => number.clone(),
            Token::Float(number, _) => Data::Double(number.unwrap_or(f64::NAN)),
            Token::Text(text) | Token::Embedded(text) => Data::String(Arc::clone(text)),
            Token::Array => {
                let items = node.items().iter().map(|item| {
                    let token = super::token::token(item, self.source);
                    self.untyped(item, &token)
                });
                Data::List(items.collect())
            }
            Token::Object => {
                let entries = node.entries().iter().filter_map(|entry| {
                    let token = super::token::token(&entry.value, self.source);
                    let value = self.untyped(&entry.value, &token);
                    Some((entry.key.as_text()?, value)).filter(|(_, value)| !value.is_null())
                });
                Data::Map(entries.collect())
            }
        };
        Value::new(data, Origin::File(node.span))
    }
}
