//! One property's value: placeholders filled, then converted.

use std::sync::Arc;

use super::bean::complete;
use super::{Binder, Bound, Stop, java_type};
use crate::java::{Data, Map, Origin, Span, Value};
use crate::spinnaker::SpringBoot;
use crate::spinnaker::load::change::What;
use crate::spinnaker::load::convert::{Converted, Unconvertible};
use crate::spinnaker::load::failure::{Cause, Failure, FailureKind};
use crate::spinnaker::load::fields::Type;
use crate::spinnaker::load::placeholder::Unfillable;
use crate::spinnaker::load::scalar::{Scalar, text_of};
use crate::spinnaker::load::tree::{Id, Leaf};

pub(super) const NO_CONVERTER: &str = "org.springframework.core.convert.ConverterNotFoundException";

const FAILED: &str = "org.springframework.core.convert.ConversionFailedException";

impl Binder<'_> {
    /// The value at an element as `ty`.
    pub(super) fn property(&mut self, id: Id, ty: &Type, annotated: bool) -> Bound {
        self.collision(id);
        let Some(leaf) = self.taken(id) else { return Ok(None) };
        let span = leaf.span.unwrap_or_default();
        // Spring Boot 2.7 converts what stands where a map is due as written.
        let as_written = matches!(ty, Type::Map(_)) && self.conversion.boot == SpringBoot::V2_7;
        let (value, origin) =
            if as_written { (leaf.value.clone(), origin(leaf)) } else { self.filled(leaf)? };
        let converted = self
            .conversion
            .convert(&value, ty)
            .map_err(|problem| self.raised(problem, ty, annotated, span))?;
        let loaded = self.value(converted, ty, &origin, span);
        self.rewritten(leaf, &value, loaded.as_ref(), span);
        Ok(loaded)
    }

    /// A list given as a single value.
    pub(super) fn whole_list(&mut self, id: Id, ty: &Type, annotated: bool) -> Bound {
        self.collision(id);
        let Some(leaf) = self.taken(id) else { return Ok(None) };
        let span = leaf.span.unwrap_or_default();
        let empty = leaf.value.as_text().is_some_and(|text| text.is_empty());
        if empty {
            return Ok(Some(Value::new(Data::List(Vec::new()), Origin::File(span))));
        }
        let (value, origin) = self.filled(leaf)?;
        let converted = self
            .conversion
            .convert(&value, ty)
            .map_err(|problem| self.raised(problem, ty, annotated, span))?;
        let loaded = self.value(converted, ty, &origin, span);
        if let (Some(text), Some(items)) =
            (value.as_text(), loaded.as_ref().and_then(Value::as_list))
        {
            let (text, items) = (Arc::clone(text), items.len());
            self.note(span, What::Split { text, items });
        }
        Ok(loaded)
    }

    /// Says where several spellings of one name meet.
    fn collision(&mut self, id: Id) {
        let leaves = &self.tree.element(id).leaves;
        if leaves.len() < 2 || !self.met.insert(id) {
            return;
        }
        let Some(taken) = self.taken(id) else { return };
        let asked = self.last.as_ref().map(|(_, spelling)| spelling.as_str());
        let keys = leaves.iter().filter_map(|index| self.tree.leaf(*index));
        let what = What::Collision {
            keys: keys.map(|leaf| Arc::from(leaf.key_text())).collect(),
            taken: taken.key_text().into(),
            by_hash: Some(&*taken.flat) != asked,
        };
        let span = taken.key_span;
        self.note(span, what);
    }

    fn filled(&mut self, leaf: &Leaf) -> Result<(Scalar, Origin), Stop> {
        let span = leaf.span.unwrap_or_default();
        let origin = origin(leaf);
        let Some(text) = leaf.value.as_text() else { return Ok((leaf.value.clone(), origin)) };
        match self.fill(text, span)? {
            Some(filled) if *filled != **text => {
                let filled: Arc<str> = filled.into();
                let what = What::Filled { text: Arc::clone(text), filled: Arc::clone(&filled) };
                self.note(span, what);
                let origin = Origin::Placeholder { text: Arc::clone(text), of: Box::new(origin) };
                Ok((Scalar::Data(Data::String(filled)), origin))
            }
            _ => Ok((leaf.value.clone(), origin)),
        }
    }

    /// A text with its placeholders filled; `None` when it has none.
    pub(super) fn fill(&mut self, text: &str, span: Span) -> Result<Option<String>, Stop> {
        let filled = self.filler.fill(text).map_err(|problem| unfillable(problem, span))?;
        if std::mem::take(&mut self.filler.named) {
            self.last = None;
        }
        Ok(filled)
    }

    fn value(
        &mut self,
        converted: Converted,
        ty: &Type,
        origin: &Origin,
        span: Span,
    ) -> Option<Value> {
        let data = match converted {
            Converted::Nothing => return None,
            Converted::Data(data) => data,
            Converted::EmptyMap => Data::Map(Map::new()),
            Converted::List(items) => {
                let of = if let Type::List(of) = ty { of } else { ty };
                let items = items
                    .into_iter()
                    .map(|item| self.value(item, of, origin, span).unwrap_or_default());
                Data::List(items.collect())
            }
            Converted::Bean(property, text) => {
                let Type::Bean(name) = ty else { return None };
                let class = self.conversion.classes.get(name)?;
                let values = class.fields.iter().map(|field| {
                    (field.name == property).then(|| Value::text(Arc::clone(&text), origin.clone()))
                });
                Data::Map(complete(self.conversion.classes, class, values.collect()))
            }
            Converted::Unwritable(message) => {
                let class = "java.lang.IllegalArgumentException";
                let failure = Failure::of(FailureKind::Unwritable, class, &*message, span);
                self.unwritable.get_or_insert(failure);
                Data::String(message.into())
            }
        };
        Some(Value::new(data, origin.clone()))
    }

    /// Says where the value reads otherwise than it is written.
    fn rewritten(&mut self, leaf: &Leaf, value: &Scalar, loaded: Option<&Value>, span: Span) {
        let Some(loaded) = loaded else {
            self.note(span, What::Unset);
            return;
        };
        let filled = value.as_text().is_some() && leaf.value != *value;
        let Some(written) = leaf.written.as_ref().filter(|_| !filled) else { return };
        let text = match &loaded.data {
            Data::List(_) | Data::Map(_) => return,
            data => text_of(data),
        };
        if text != *written {
            let written = Arc::clone(written);
            self.note(span, What::Rewritten { written, loaded: text });
        }
    }

    fn raised(&self, problem: Unconvertible, ty: &Type, annotated: bool, span: Span) -> Stop {
        let to = java_type(self.conversion.classes, ty);
        let annotation =
            if annotated { "@com.google.gson.annotations.SerializedName " } else { "" };
        let causes = match problem {
            Unconvertible::NoConverter { from } => {
                let message = format!(
                    "No converter found capable of converting from type [{from}] to type \
                     [{annotation}{to}]"
                );
                vec![Cause { class: NO_CONVERTER, message }]
            }
            Unconvertible::Failed { from, value, to: item, mut causes } => {
                let to = item.map_or(to, |item| java_type(self.conversion.classes, &item));
                let nested = match (self.conversion.boot, causes.first()) {
                    (SpringBoot::V2_7, Some(Cause { class, message })) => {
                        format!("; nested exception is {class}: {message}")
                    }
                    _ => String::new(),
                };
                let message = format!(
                    "Failed to convert from type [{from}] to type [{annotation}{to}] for value \
                     [{value}]{nested}"
                );
                causes.insert(0, Cause { class: FAILED, message });
                causes
            }
        };
        Stop::Raised { kind: FailureKind::Conversion, causes, span }
    }
}

fn origin(leaf: &Leaf) -> Origin {
    leaf.span.map_or(Origin::Orca("a variable of its environment"), Origin::File)
}

fn unfillable(problem: Unfillable, span: Span) -> Stop {
    let (class, message) = match problem {
        Unfillable::Circular { key, texts } if texts.is_empty() => (
            "java.lang.IllegalArgumentException",
            format!("Circular placeholder reference '{key}' in property definitions"),
        ),
        Unfillable::Circular { key, texts } => {
            let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
            let texts = texts.join(" <-- ");
            (
                "org.springframework.util.PlaceholderResolutionException",
                format!("Circular placeholder reference '{key}' in value {texts}"),
            )
        }
        Unfillable::Depth => ("java.lang.StackOverflowError", "null".to_owned()),
        Unfillable::Size => ("java.lang.OutOfMemoryError", "Java heap space".to_owned()),
    };
    let causes = vec![Cause { class, message }];
    Stop::Raised { kind: FailureKind::Placeholder, causes, span }
}
