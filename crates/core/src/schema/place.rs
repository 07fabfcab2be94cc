//! What is to be said about a place: for hover, completion and forms.

use serde_json::Value;

use super::{Class, Field, KnownIn, Shape, StageKind, Tables, newest_tables, tables};
use crate::document::Step;
use crate::spinnaker::Release;

/// What is known about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The property's canonical name.
    pub name: &'static str,
    /// What it is for, in a few sentences.
    pub description: String,
    /// What it takes, as one says it: `text`, `a list of mappings`.
    pub takes: String,
    /// The kind of value, for those who branch on it.
    pub shape: &'static Shape,
    /// What holds when it is left out, as one would write it.
    pub default: Option<String>,
    /// The words it takes, or knows when others are possible too.
    pub values: Vec<&'static str>,
    /// Some good values, as one would write them.
    pub examples: Vec<String>,
    /// Whether it must be there.
    pub required: bool,
    /// The first release that reads it, if not all do.
    pub since: Option<Release>,
}

/// What is known about the place that `path` leads to from a stage. Keys may
/// be written in any way that Spring understands.
pub fn describe(kind: StageKind, path: &[Step], release: Release) -> Option<Described> {
    let tables = tables(release);
    let (field, shape) = follow(tables, kind, path)?;
    Some(described(field?, shape, since(kind, path)))
}

/// The properties that can stand in the mapping that `path` leads to from a
/// stage; none if it leads to anything else.
pub fn children(kind: StageKind, path: &[Step], release: Release) -> Vec<Described> {
    let Some(class) = class_at(kind, path, release) else { return Vec::new() };
    let mut longer = path.to_vec();
    let mut all = Vec::with_capacity(class.fields.len());
    for field in &class.fields {
        longer.push(Step::Key(field.name.into()));
        all.push(described(field, &field.shape, since(kind, &longer)));
        longer.pop();
    }
    all
}

/// The class of the mapping that `path` leads to from a stage; none if it leads
/// to anything else. Costs less than [`children`], which says all of each.
pub fn class_at(kind: StageKind, path: &[Step], release: Release) -> Option<&'static Class> {
    let tables = tables(release);
    match follow(tables, kind, path)? {
        (_, Shape::Class(class)) => tables.classes.get(*class),
        _ => None,
    }
}

/// The shape of what stands at the place that `path` leads to from a stage,
/// and the name of its property. Costs less than [`describe`].
pub fn shape_at(
    kind: StageKind,
    path: &[Step],
    release: Release,
) -> Option<(&'static str, &'static Shape)> {
    let (field, shape) = follow(tables(release), kind, path)?;
    Some((field?.name, shape))
}

/// Who knows the place that `path` leads to, when `release` does not.
pub(super) fn known_in(kind: StageKind, path: &[Step], release: Release) -> Option<KnownIn> {
    match knowing(kind, path) {
        Some((first, _)) if first > release => Some(KnownIn::Since(first)),
        Some((_, last)) if last < release => Some(KnownIn::Until(last)),
        Some(_) => None,
        None => follow(newest_tables(), kind, path).is_some().then_some(KnownIn::KubernetesOnly),
    }
}

/// The first release that knows the place, unless all do.
fn since(kind: StageKind, path: &[Step]) -> Option<Release> {
    let (oldest, _) = Release::ALL.first()?;
    knowing(kind, path).map(|(first, _)| first).filter(|first| first != oldest)
}

/// The first and the last release that knows the place.
fn knowing(kind: StageKind, path: &[Step]) -> Option<(Release, Release)> {
    let mut known: Option<(Release, Release)> = None;
    let mut asked: Option<(&Tables, bool)> = None;
    for (release, _) in Release::ALL {
        let tables = tables(release);
        // Neighbours mostly have the same client.
        let answer = match asked {
            Some((before, answer)) if std::ptr::eq(before, tables) => answer,
            _ => follow(tables, kind, path).is_some(),
        };
        asked = Some((tables, answer));
        if answer {
            known = Some((known.map_or(release, |(first, _)| first), release));
        }
    }
    known
}

/// The field that `path` ends in, and the shape there: the field's own, or
/// that of its items.
fn follow<'a>(
    tables: &'a Tables,
    kind: StageKind,
    path: &[Step],
) -> Option<(Option<&'a Field>, &'a Shape)> {
    let stage = (None, &tables.stage(kind)?.shape);
    path.iter().try_fold(stage, |(field, shape), step| match (shape, step) {
        (Shape::Class(class), Step::Key(name)) => {
            let field = tables.classes.get(*class)?.relaxed_field(name)?;
            Some((Some(field), &field.shape))
        }
        (Shape::List(item), Step::Index(_)) => Some((field, &**item)),
        (Shape::Map(value), Step::Key(_)) => Some((field, &**value)),
        _ => None,
    })
}

fn described(field: &'static Field, shape: &'static Shape, since: Option<Release>) -> Described {
    let whole = *shape == field.shape;
    let description = match (field.about, field.note) {
        (about, "") => about.to_owned(),
        (about, note) => format!("{about}\n\n{note}"),
    };
    Described {
        name: field.name,
        description,
        takes: shape.words(),
        shape,
        default: field.default.filter(|_| whole).map(written),
        values: if matches!(shape, Shape::Text | Shape::Word) {
            field.values.clone()
        } else {
            Vec::new()
        },
        examples: field.examples.iter().filter(|_| whole).map(written).collect(),
        required: whole && field.required,
        since,
    }
}

/// A JSON value as one would write it in YAML on a line.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
