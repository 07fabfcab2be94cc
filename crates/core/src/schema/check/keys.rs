//! The keys of a mapping with fixed names: known, taken apart, merged in,
//! unknown, missing.

use std::sync::Arc;

use super::super::names::{nearest, parts, uniform};
use super::super::place::known_in;
use super::super::{Class, Field, Shape, ViolationKind};
use super::{Taken, Walk};
use crate::document::{Entry, Kind, Node, Step, Style, resolve};
use crate::java::{Data, Span};

impl Walk {
    pub(super) fn entries(
        &mut self,
        class: &'static Class,
        entries: &[Entry],
        present: &mut Vec<&'static str>,
    ) {
        for entry in entries {
            if self.is_merge(entry) {
                for merged in merged(&entry.value) {
                    let Some(left) = self.nodes_left.checked_sub(1) else { return };
                    self.nodes_left = left;
                    self.entries_once(class, merged.entries(), present);
                }
            } else {
                self.entry(class, entry, present);
            }
        }
    }

    /// The entries of a mapping that is merged in; a merge in a merge is
    /// left alone.
    fn entries_once(
        &mut self,
        class: &'static Class,
        entries: &[Entry],
        present: &mut Vec<&'static str>,
    ) {
        for entry in entries.iter().filter(|entry| entry.key.as_text() != Some("<<")) {
            self.entry(class, entry, present);
        }
    }

    fn entry(&mut self, class: &'static Class, entry: &Entry, present: &mut Vec<&'static str>) {
        let Some(key) = self.key(entry) else { return };
        let exact = class.field(key);
        let field = if self.reading.strict_names { exact } else { class.relaxed_field(key) };
        let step = Step::Key(key.into());
        if let Some(field) = field {
            present.push(field.name);
            let taken = Taken { step, class: Some(class), field: Some(field) };
            return self.within(taken, |walk| {
                walk.value(&field.shape, Some(field), &entry.value, entry.key.span);
            });
        }
        if !self.reading.strict_names
            && let Some((first, field, shape)) = self.flat_key(class, key)
        {
            present.push(first.name);
            let taken = Taken { step, class: Some(class), field: Some(first) };
            return self.within(taken, |walk| {
                walk.value(shape, field, &entry.value, entry.key.span);
            });
        }
        // What was meant is not asked for as well.
        present.extend(self.unknown_key(class, entry, key));
    }

    /// A key such as `metadata.name`, which Spring takes apart: the field it
    /// begins with, the one it ends in, and the shape there.
    fn flat_key(
        &self,
        class: &'static Class,
        key: &str,
    ) -> Option<(&'static Field, Option<&'static Field>, &'static Shape)> {
        let parts = parts(key);
        let (first, rest) = parts.split_first()?;
        let first = class.relaxed_field(first)?;
        let mut at = (Some(first), &first.shape);
        for part in rest {
            at = match at.1 {
                Shape::Class(class) => {
                    let field = self.tables.classes.get(*class)?.relaxed_field(part)?;
                    (Some(field), &field.shape)
                }
                Shape::List(item) if part.parse::<usize>().is_ok() => (at.0, &**item),
                // What is left is one key, dots and all.
                Shape::Map(value) => return Some((first, at.0, &**value)),
                _ => return None,
            };
        }
        Some((first, at.0, at.1))
    }

    /// Reports a key that the class does not have; the name that was meant.
    fn unknown_key(
        &mut self,
        class: &'static Class,
        entry: &Entry,
        key: &str,
    ) -> Option<&'static str> {
        let holder = self.holder_words();
        let at_key = Taken { step: Step::Key(key.into()), class: Some(class), field: None };
        let read_only = class.read_only.iter().find(|name| uniform(name) == uniform(key));
        if let Some(name) = read_only.filter(|_| !self.reading.strict_names) {
            let message =
                format!("`{name}` of {holder} can only be read; Orca does not start with it.");
            self.within(at_key, |walk| {
                walk.add(entry.key.span, ViolationKind::ReadOnlyKey, message, Vec::new(), None);
            });
            return None;
        }
        let mut path: Vec<Step> = self.way.iter().map(|taken| taken.step.clone()).collect();
        path.push(at_key.step.clone());
        let known_in = known_in(self.kind, &path, self.reading.release);
        let belongs = self.belongs(class, key);
        let sure = known_in.is_some() || belongs.is_some();
        let names = class.fields.iter().map(|field| field.name);
        let meant = if sure { None } else { nearest(key, names) };
        let message = match (known_in, belongs, meant) {
            (Some(known_in), Some(place), _) => {
                known_in.message(key, self.reading.release) + &format!(" It is read in {place}.")
            }
            (Some(known_in), None, _) => known_in.message(key, self.reading.release),
            (None, Some(place), _) => {
                format!("There is no property `{key}` in {holder}; it belongs in {place}.")
            }
            (None, None, Some(meant)) => {
                format!("There is no property `{key}` in {holder}; did you mean `{meant}`?")
            }
            (None, None, None) => format!("There is no property `{key}` in {holder}."),
        };
        let expected = class.fields.iter().map(|field| field.name.to_owned()).collect();
        let kind = ViolationKind::UnknownKey { known_in };
        self.within(at_key, |walk| {
            walk.add(entry.key.span, kind, message, expected, meant.map(str::to_owned));
        });
        meant
    }

    /// Where else `key` is at home: in a mapping around this one, in one
    /// inside, or in one beside it.
    fn belongs(&self, class: &'static Class, key: &str) -> Option<String> {
        let around = || {
            let around = self.way.iter().enumerate().rev();
            around.filter_map(|(depth, taken)| Some((depth, taken.class?)))
        };
        let holds = |class: &Class| class.field(key).is_some();
        let beyond = around().find_map(|(depth, around)| {
            (!std::ptr::eq(around, class) && holds(around)).then(|| {
                let words = self.words_at(depth);
                if depth == 0 { words } else { format!("{words} around it") }
            })
        });
        beyond
            .or_else(|| self.directly_inside(class, key))
            .or_else(|| around().find_map(|(_, around)| self.directly_inside(around, key)))
            .or_else(|| self.deeper_inside(class, key))
    }

    /// The field whose mapping, or whose items, have `key`.
    fn directly_inside(&self, class: &'static Class, key: &str) -> Option<String> {
        let class_of = |field: &Field| match &field.shape {
            Shape::List(item) => self.class_of(item),
            shape => self.class_of(shape),
        };
        let holds = |field: &&Field| class_of(field).is_some_and(|it| it.field(key).is_some());
        class.fields.iter().find(holds).map(|field| format!("`{}`", field.name))
    }

    /// The field whose mapping holds a mapping that has `key`.
    fn deeper_inside(&self, class: &'static Class, key: &str) -> Option<String> {
        class.fields.iter().find_map(|field| {
            let inner = self.class_of(&field.shape)?.fields.iter().find(|inner| {
                self.class_of(&inner.shape).is_some_and(|it| it.field(key).is_some())
            })?;
            Some(format!("`{}.{}`", field.name, inner.name))
        })
    }

    fn class_of(&self, shape: &Shape) -> Option<&'static Class> {
        if let Shape::Class(at) = shape { self.tables.classes.get(*at) } else { None }
    }

    pub(super) fn missing(
        &mut self,
        class: &'static Class,
        present: &[&'static str],
        holder: Span,
    ) {
        for field in class.fields.iter().filter(|field| field.required) {
            if present.contains(&field.name) {
                continue;
            }
            let words = self.holder_words();
            let step = Step::Key(field.name.into());
            let taken = Taken { step, class: Some(class), field: Some(field) };
            self.within(taken, |walk| {
                if !walk.is_mapped() {
                    let message = format!("`{}` is missing in {words}.", field.name);
                    let expected = vec![field.name.to_owned()];
                    walk.add(holder, ViolationKind::Missing, message, expected, None);
                }
            });
        }
    }

    /// The text of a key. Orca reads every key inside a list as text and does
    /// not start with another (orca-semantics §1.2).
    pub(super) fn key<'a>(&mut self, entry: &'a Entry) -> Option<&'a str> {
        let key = entry.key.resolved();
        let said = match &key.kind {
            Kind::Scalar { text, style } => {
                let data = resolve(text, *style, key.tag.as_deref());
                if self.reading.strict_names || matches!(data, Data::String(_)) {
                    return Some(text);
                }
                format!("The key `{text}` is not text and does not load; put it in quotes.")
            }
            _ => "A key must be text.".to_owned(),
        };
        let expected = vec!["text".to_owned()];
        self.add(entry.key.span, ViolationKind::WrongType, said, expected, None);
        None
    }

    pub(super) fn is_merge(&self, entry: &Entry) -> bool {
        let plain = matches!(&entry.key.kind, Kind::Scalar { style: Style::Plain, .. });
        !self.reading.strict_names && plain && entry.key.as_text() == Some("<<")
    }
}

/// The mappings behind a merge key.
pub(super) fn merged(value: &Arc<Node>) -> &[Arc<Node>] {
    match &value.resolved().kind {
        Kind::Sequence { items, .. } => items,
        _ => std::slice::from_ref(value),
    }
}
