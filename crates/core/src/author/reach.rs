//! Whether a parameter can set a place, and if not, why, and what can be done
//! instead.
//!
//! Orca splits a mapping at dots, takes an index only before the last part,
//! and writes text (orca-semantics §3.3); everything else follows from that.

use crate::Analysis;
use crate::document::edit::New;
use crate::document::{Node, Path, Step};
use crate::forms::StageKind;
use crate::schema::{Shape, describe};
use crate::spinnaker::Release;
use crate::spinnaker::fill::uses;

/// A scalar of a stage, found by its path.
pub(super) struct Spot<'a> {
    /// Which stage.
    pub stage: usize,
    /// The stage's kind.
    pub kind: StageKind,
    /// The path of the stage's definition.
    pub base: Path,
    /// The steps from the definition.
    pub steps: Vec<Step>,
    /// The definition.
    pub root: &'a Node,
    /// The node there, if there is one.
    pub node: Option<&'a Node>,
}

/// The stage that `path` leads into, and what stands there.
pub(super) fn spot<'a>(analysis: &'a Analysis, path: &Path) -> Option<Spot<'a>> {
    let places = analysis.detected.stages.iter().enumerate();
    let (stage, base, kind) = places
        .filter_map(|(index, place)| {
            let base = place.path();
            path.after(&base)?;
            Some((index, base, place.kind))
        })
        .max_by_key(|(_, base, _)| base.steps.len())?;
    let steps = path.after(&base)?.to_vec();
    let root = analysis.stages.get(stage)?.node.as_deref()?;
    let node = steps.iter().try_fold(root, step).map(Node::resolved);
    Some(Spot { stage, kind, base, steps, root, node })
}

/// One step down a tree.
pub(super) fn step<'a>(node: &'a Node, step: &Step) -> Option<&'a Node> {
    match step {
        Step::Key(key) => node.get(key).map(|node| &**node),
        Step::Index(index) => node.items().get(*index).map(|node| &**node),
    }
}

/// Why no mapping sets a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barred {
    /// A parameter sets it already.
    SetBy(String),
    /// It is no single value.
    NotAScalar,
    /// It is an item of a list of words, and a mapping's last part is a key.
    Item,
    /// A key on the way has a dot or ends like an index.
    Key(String),
    /// A key on the way loses characters when Orca loads it.
    LosesCharacters(String),
    /// It takes a number or a truth value, and a mapping writes text.
    NotText,
    /// It is fixed: the kind of object, a variable's name, a parameter.
    Fixed,
    /// Webhook stages have no mappings.
    Webhook,
}

impl Barred {
    /// The reason, for people.
    pub fn reason(&self) -> String {
        match self {
            Self::SetBy(name) => format!("The parameter {name} sets it already."),
            Self::NotAScalar => "A parameter sets single values, not lists or groups.".into(),
            Self::Item => {
                "A mapping cannot end in an item of a list: Orca would write a key of that name \
                 beside it."
                    .into()
            }
            Self::Key(key) => format!(
                "Orca splits mappings at dots and reads [n] as an index, so none reaches the key \
                 {key}."
            ),
            Self::LosesCharacters(key) => format!(
                "Orca's start-up takes characters out of the key {key}; write it as \"[{key}]\" \
                 first."
            ),
            Self::NotText => {
                "A mapping writes text, and Kubernetes takes only a number or a truth value here."
                    .into()
            }
            Self::Fixed => "It must stay as it is for the stage to work.".into(),
            Self::Webhook => {
                "Webhook stages have no mappings: write ${parameterValues['NAME']} where the \
                 value goes."
                    .into()
            }
        }
    }
}

/// The mapping that sets the place, or why none does.
pub(super) fn mapping(analysis: &Analysis, spot: &Spot<'_>) -> Result<String, Barred> {
    if spot.kind == StageKind::Webhook {
        return Err(Barred::Webhook);
    }
    if spot.node.is_some_and(|node| node.as_text().is_none()) {
        return Err(Barred::NotAScalar);
    }
    if let Some(name) = set_by(analysis, spot) {
        return Err(Barred::SetBy(name));
    }
    if is_fixed(&spot.steps) {
        return Err(Barred::Fixed);
    }
    let mapping = written(analysis, spot)?;
    match spot.steps.last() {
        Some(Step::Key(_)) => Ok(mapping),
        Some(Step::Index(_)) => Err(Barred::Item),
        None => Err(Barred::NotAScalar),
    }
}

/// The way to the place as Orca names it; each key as it is once loaded.
fn written(analysis: &Analysis, spot: &Spot<'_>) -> Result<String, Barred> {
    let release = analysis.target.release;
    let strict = analysis.detected.form == crate::forms::Form::Plugin;
    let mut out = String::new();
    let mut way: Vec<Step> = Vec::new();
    for step in &spot.steps {
        let key = match step {
            Step::Index(index) => {
                out.push_str(&format!("[{index}]"));
                way.push(step.clone());
                continue;
            }
            Step::Key(key) => &**key,
        };
        let free = matches!(shape(spot.kind, &way, release), Some(Shape::Map(_)));
        way.push(step.clone());
        let name =
            if free { loaded_key(key, strict)? } else { canonical(spot.kind, &way, release) };
        let name = name.unwrap_or(key);
        if name.is_empty() || name.contains('.') || ends_in_index(name) {
            return Err(Barred::Key(name.to_owned()));
        }
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(name);
    }
    match shape(spot.kind, &spot.steps, release) {
        Some(Shape::Whole { .. } | Shape::Truth { .. }) if out != "waitForCompletion" => {
            Err(Barred::NotText)
        }
        Some(Shape::Class(_) | Shape::List(_) | Shape::Map(_)) => Err(Barred::NotAScalar),
        _ => Ok(out),
    }
}

fn shape(kind: StageKind, way: &[Step], release: Release) -> Option<&'static Shape> {
    describe(kind, way, release).map(|described| described.shape)
}

fn canonical(kind: StageKind, way: &[Step], release: Release) -> Option<&'static str> {
    describe(kind, way, release).map(|described| described.name)
}

/// A free key as it is once loaded (orca-semantics §1.5).
fn loaded_key(key: &str, strict: bool) -> Result<Option<&str>, Barred> {
    let bracketed = key.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
    if strict {
        return Ok(Some(key));
    }
    if bracketed.is_some() {
        return Ok(bracketed);
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !key.chars().all(plain) || key.starts_with('-') {
        return Err(Barred::LosesCharacters(key.to_owned()));
    }
    Ok(Some(key))
}

/// Whether Orca takes the end of a part for an index.
fn ends_in_index(name: &str) -> bool {
    let digits = name.strip_suffix(']').and_then(|name| name.rsplit_once('['));
    digits
        .is_some_and(|(_, digits)| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

/// Properties of the stage itself that a parameter may override.
const STAGE: [&str; 6] =
    ["account", "application", "credentials", "region", "propertyFile", "waitForCompletion"];

fn is_fixed(steps: &[Step]) -> bool {
    let keys: Vec<&str> = steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => &**key,
            Step::Index(_) => "[]",
        })
        .collect();
    match keys.as_slice() {
        ["manifest", "apiVersion" | "kind"] | ["manifest"] => true,
        ["manifest" | "cluster", ..] => keys.ends_with(&["env", "[]", "name"]),
        [name] => {
            !STAGE.iter().any(|known| crate::forms::uniform(known) == crate::forms::uniform(name))
        }
        _ => true,
    }
}

/// A parameter that sets something within what is removed, or replaced by
/// `instead`: it would set nothing any more, or a part of nothing else.
pub(super) fn set_within(
    analysis: &Analysis,
    stage: usize,
    path: &Path,
    instead: Option<&New>,
) -> Option<String> {
    let spot = spot(analysis, path).filter(|spot| spot.stage == stage)?;
    let parameters = &analysis.stages.get(stage)?.definition.parameters;
    let found = uses(spot.root, parameters);
    let (parameter, _) = parameters.iter().zip(found).find(|(_, target)| {
        let set = target.as_ref().filter(|target| target.problem.is_none());
        let rest = set.and_then(|target| target.steps.strip_prefix(&*spot.steps));
        rest.is_some_and(|rest| !instead.is_some_and(|new| holds(new, rest)))
    })?;
    Some(parameter.name.as_deref().unwrap_or("without a name").to_owned())
}

/// Whether a new value has the place that `steps` lead to.
fn holds(new: &New, steps: &[Step]) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return !matches!(new, New::Map(_) | New::List(_));
    };
    match (new, step) {
        (New::Map(entries), Step::Key(key)) => {
            entries.iter().any(|(name, value)| **name == **key && holds(value, rest))
        }
        (New::List(items), Step::Index(at)) => items.get(*at).is_some_and(|new| holds(new, rest)),
        _ => false,
    }
}

pub(super) fn set_by(analysis: &Analysis, spot: &Spot<'_>) -> Option<String> {
    let parameters = &analysis.stages.get(spot.stage)?.definition.parameters;
    let found = uses(spot.root, parameters);
    let (parameter, _) = parameters.iter().zip(found).find(|(_, target)| {
        target.as_ref().is_some_and(|target| target.steps == spot.steps && target.problem.is_none())
    })?;
    Some(parameter.name.as_deref().unwrap_or("without a name").to_owned())
}
