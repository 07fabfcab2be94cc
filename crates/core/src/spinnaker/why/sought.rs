//! Where in a file an error may come from that names no property: the mapping
//! it speaks of, the key or the value it quotes. It must never follow an alias:
//! what an alias stands for is in the file once.

use std::sync::Arc;

use super::{Explanation, Place};
use crate::document::{Kind, Node};
use crate::forms::StagePlace;
use crate::java::Span;

/// The first such place.
pub(super) fn sought(of: &Explanation, stages: &[StagePlace]) -> Option<Place> {
    let named = |name: &str| {
        of.named.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    };
    match of.id {
        "yaml-place" => {
            let (line, column) = (named("line")?.parse().ok()?, named("column")?.parse().ok()?);
            Some(Place::Line { line, column })
        }
        "mapping-index" => {
            let step = format!("{}[{}]", named("list")?, named("index")?);
            first(stages, &|key, text| key == "mapping" && steps(text).any(|it| it == step))
        }
        "mapping-index-text" => {
            let step = named("expression")?;
            first(stages, &|key, text| key == "mapping" && steps(text).any(|it| it == step))
        }
        "mapping-parent" | "mapping-null" | "mapping-set-null" | "mapping-scalar"
        | "mapping-read-only" => {
            let step = named("property")?;
            let is = |it: &str| it == step || it.split('[').next() == Some(step);
            first(stages, &|key, text| key == "mapping" && steps(text).any(is))
        }
        "unknown-field" => {
            // kubectl writes the whole path, of which a mapping has the end.
            let field = named("field")?;
            let last = field.rsplit('.').next()?;
            first(stages, &|key, text| key == "mapping" && steps(text).last() == Some(last))
                .or_else(|| first(stages, &|key, _| key == last))
        }
        "no-properties" | "no-container" => {
            let container = named("container")?;
            first(stages, &|key, text| key == "propertyFile" && text == container)
        }
        "no-runner" => {
            let provider = named("provider")?;
            first(stages, &|key, text| key == "cloudProvider" && text == provider)
        }
        "stage-gone" | "no-builder" => {
            let stage = named("stage")?;
            first(stages, &|key, text| key == "type" && text == stage)
        }
        "conversion-failed" | "conversion-failed-5" | "bad-boolean" | "bad-date" | "bad-number" => {
            let value = named("value").filter(|value| !value.is_empty())?;
            first(stages, &|_, text| text == value)
        }
        "link-name" | "link-undefined" | "link-syntax" => first(stages, &|key, text| {
            key.trim_matches(['[', ']']) == "job.spinnaker.io/logs" && text.contains("{{")
        }),
        _ => None,
    }
}

fn steps(mapping: &str) -> impl DoubleEndedIterator<Item = &str> {
    mapping.split('.')
}

/// The first entry of a stage whose key and text are `right`; without a text
/// the value is one of maps or lists. The place is the key's.
fn first(stages: &[StagePlace], right: &dyn Fn(&str, &str) -> bool) -> Option<Place> {
    stages.iter().enumerate().find_map(|(stage, held)| {
        let span = within(held.node.as_ref()?, right)?;
        Some(Place::Stage { stage, span })
    })
}

fn within(node: &Arc<Node>, right: &dyn Fn(&str, &str) -> bool) -> Option<Span> {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match &node.kind {
            Kind::Mapping { entries, .. } => {
                for entry in entries {
                    let text = |node: &Node| match &node.kind {
                        Kind::Scalar { text, .. } => text.to_string(),
                        _ => String::new(),
                    };
                    if right(&text(&entry.key), &text(&entry.value)) {
                        return Some(entry.key.span);
                    }
                }
                waiting.extend(entries.iter().rev().map(|entry| &entry.value));
            }
            Kind::Sequence { items, .. } => {
                let found = items.iter().find(
                    |item| matches!(&item.kind, Kind::Scalar { text, .. } if right("", text)),
                );
                if let Some(item) = found {
                    return Some(item.span);
                }
                waiting.extend(items.iter().rev());
            }
            _ => {}
        }
    }
    None
}
