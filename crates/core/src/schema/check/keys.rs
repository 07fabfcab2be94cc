//! The keys of a mapping with fixed names: known, taken apart, merged in,
//! unknown, missing.

use std::sync::Arc;

use super::super::names::{nearest, parts, uniform};
use super::super::place::known_in;
use super::super::{Class, Field, Shape, ViolationKind};
use super::{Taken, Walk};
use crate::document::{Entry, Kind, Node, Step, Style};
use crate::java::Span;

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
        let Some(key) = entry.key.as_text() else {
            return self.add(
                entry.key.span,
                ViolationKind::WrongType,
                "A key must be text.".to_owned(),
                vec!["text".to_owned()],
                None,
            );
        };
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
        self.unknown_key(class, entry, key);
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

    fn unknown_key(&mut self, class: &'static Class, entry: &Entry, key: &str) {
        let holder = self.holder_words();
        let span = entry.key.span;
        if !self.reading.strict_names
            && let Some(name) = class.read_only.iter().find(|name| uniform(name) == uniform(key))
        {
            let message =
                format!("`{name}` of {holder} can only be read; Orca does not start with it.");
            let taken = Taken { step: Step::Key(key.into()), class: Some(class), field: None };
            return self.within(taken, |walk| {
                walk.add(span, ViolationKind::ReadOnlyKey, message, Vec::new(), None);
            });
        }
        let mut path: Vec<Step> = self.way.iter().map(|taken| taken.step.clone()).collect();
        path.push(Step::Key(key.into()));
        let known_in = known_in(self.kind, &path, self.reading.release);
        let meant = nearest(key, class.fields.iter().map(|field| field.name));
        let (message, did_you_mean) = if let Some(known_in) = known_in {
            (known_in.message(key, self.reading.release), None)
        } else if let Some(place) = self.belongs(class, key) {
            (format!("There is no property `{key}` in {holder}; it belongs in {place}."), None)
        } else if let Some(meant) = meant {
            let message =
                format!("There is no property `{key}` in {holder}; did you mean `{meant}`?");
            (message, Some(meant.to_owned()))
        } else {
            (format!("There is no property `{key}` in {holder}."), None)
        };
        let expected = class.fields.iter().map(|field| field.name.to_owned()).collect();
        let taken = Taken { step: Step::Key(key.into()), class: Some(class), field: None };
        self.within(taken, |walk| {
            walk.add(span, ViolationKind::UnknownKey { known_in }, message, expected, did_you_mean);
        });
    }

    /// Where else `key` is at home: in a mapping around this one, or in one
    /// directly inside.
    fn belongs(&self, class: &'static Class, key: &str) -> Option<String> {
        let around = self.way.iter().enumerate().rev().find_map(|(depth, taken)| {
            let around = taken.class?;
            (!std::ptr::eq(around, class) && around.field(key).is_some()).then(|| {
                let words = self.words_at(depth);
                if depth == 0 { words } else { format!("{words} around it") }
            })
        });
        around.or_else(|| {
            class.fields.iter().find_map(|field| {
                let inside = match &field.shape {
                    Shape::Class(at) => *at,
                    Shape::List(item) => match **item {
                        Shape::Class(at) => at,
                        _ => return None,
                    },
                    _ => return None,
                };
                let holds = self.tables.classes.get(inside)?.field(key).is_some();
                holds.then(|| format!("`{}`", field.name))
            })
        })
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
