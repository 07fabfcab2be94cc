//! How a finding about a value is said, and how a place is called.

use super::super::names::{nearest, words_for};
use super::super::scalar::Misfit;
use super::super::violation::any_of;
use super::super::{Field, Shape, ViolationKind};
use super::{Taken, Walk};
use crate::document::{Kind, Node, Step, resolve};
use crate::java::{Data, Span};

impl Walk {
    pub(super) fn misfit(
        &mut self,
        misfit: Misfit,
        shape: &Shape,
        field: Option<&'static Field>,
        node: &Node,
        holder: Span,
        text: &str,
    ) {
        let name = self.place_words();
        let takes = shape.words();
        let empty = node.span.start >= node.span.end;
        let span = match &node.kind {
            Kind::Mapping { .. } | Kind::Sequence { .. } => holder,
            _ if empty => holder,
            _ => node.span,
        };
        let values = field.map_or(&[][..], |field| &field.values[..]);
        let (kind, message, expected, meant) = match misfit {
            // Jackson has a way from a number to this class, Spring has none.
            Misfit::BareIntOrString if self.reading.strict_names => return,
            Misfit::Value if self.is_mapped() => return,
            Misfit::Value if !values.is_empty() => {
                let words = any_of(values);
                let meant = nearest(text, values.iter().copied()).map(str::to_owned);
                let expected = values.iter().map(|word| (*word).to_owned()).collect();
                let message = format!("{name} takes {words}.");
                (ViolationKind::NotAllowed, message, expected, meant)
            }
            Misfit::Value => {
                let takes = match shape {
                    Shape::Whole { long: false, .. } => format!("{takes} up to {}", i32::MAX),
                    Shape::Whole { long: true, .. } => format!("{takes} up to {}", i64::MAX),
                    _ => takes,
                };
                let message = format!("{name} takes {takes}.");
                (ViolationKind::NotAllowed, message, vec![takes], None)
            }
            Misfit::Type => {
                let found = found(node);
                let message = format!("{name} takes {takes}, and here is {found}.");
                (ViolationKind::WrongType, message, vec![takes], None)
            }
            Misfit::Empty => {
                let message = format!("{name} is empty; it takes {takes}.");
                (ViolationKind::Empty, message, vec![takes], None)
            }
            Misfit::BareQuantity => {
                let message =
                    format!("{name} takes a quantity as text; a bare number does not load.");
                (ViolationKind::BareQuantity, message, vec![format!("\"{text}\"")], None)
            }
            Misfit::BareIntOrString => {
                let message = format!(
                    "{name} takes text; a bare number does not load. Write \"${{{text}}}\" \
                     for the number {text}."
                );
                let expected = vec![format!("\"${{{text}}}\"")];
                (ViolationKind::BareIntOrString, message, expected, None)
            }
        };
        self.add(span, kind, message, expected, meant);
    }

    /// The mapping where the walk is, as one says it.
    pub(super) fn holder_words(&self) -> String {
        self.words_at(self.way.len())
    }

    /// The mapping that `depth` steps lead to, as one says it.
    pub(super) fn words_at(&self, depth: usize) -> String {
        match self.way.get(..depth).and_then(<[Taken]>::last) {
            None => words_for(self.kind).to_owned(),
            Some(Taken { step: Step::Key(key), .. }) => format!("`{key}`"),
            Some(Taken { step: Step::Index(_), .. }) => {
                let key =
                    self.way.get(..depth).unwrap_or_default().iter().rev().find_map(|taken| {
                        if let Step::Key(key) = &taken.step { Some(key) } else { None }
                    });
                key.map_or_else(|| "the list".to_owned(), |key| format!("an item of `{key}`"))
            }
        }
    }

    /// The place where the walk is, at the beginning of a sentence.
    pub(super) fn place_words(&self) -> String {
        let words = self.holder_words();
        let mut letters = words.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => words,
        }
    }
}

fn found(node: &Node) -> &'static str {
    match &node.resolved().kind {
        Kind::Mapping { .. } => "a mapping",
        Kind::Sequence { .. } => "a list",
        Kind::Scalar { text, style } => match resolve(text, *style, node.resolved().tag.as_deref())
        {
            Data::Null => "nothing",
            Data::Boolean(_) => "true or false",
            Data::String(_) => "text",
            _ => "a number",
        },
        Kind::Alias(_) | Kind::Regions(_) => "something else",
    }
}
