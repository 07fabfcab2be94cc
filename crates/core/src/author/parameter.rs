//! Making a scalar a parameter, in one edit: the parameter with its mapping,
//! and the value where it belongs from now on.

use super::naming::{camel, fresh, label, parameter_name, screaming, words};
use super::reach::{Barred, Spot, mapping, spot};
use crate::Analysis;
use crate::document::edit::{Edit, New};
use crate::document::{Path, Step};
use crate::schema::{Shape, describe};

/// A parameter as it would be made; names may be changed before it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The place that it sets.
    pub path: Path,
    /// The key under which pipelines store the value.
    pub name: String,
    /// What pipeline authors see.
    pub label: String,
    /// Help for them; may be empty.
    pub description: String,
    /// The value that stands there now.
    pub value: Option<String>,
    /// How it reaches the place.
    pub way: Way,
}

/// How a parameter reaches its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By its mapping.
    Mapping(String),
    /// Through a variable of the container, which the word names as `$(NAME)`.
    Variable,
    /// Through a value of the stage's context, which an expression names.
    Expression,
    /// The same for a number or truth value: a second parameter's default is
    /// the expression, for only a whole expression makes one.
    Typed,
}

/// Where the value that stands there goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Moves {
    /// Into the parameter's default.
    #[default]
    IntoDefault,
    /// It stays where it is, for pipelines that never set the parameter.
    Stays,
}

/// What can be made of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Why no mapping reaches it, if none does.
    pub barred: Option<Barred>,
    /// The parameters that can be made, the best first.
    pub proposals: Vec<Proposal>,
}

/// What can be made of the scalar at `path`; none outside of stages.
pub fn offer(analysis: &Analysis, path: &Path) -> Option<Offer> {
    let spot = spot(analysis, path)?;
    let (barred, ways) = match mapping(analysis, &spot) {
        Ok(mapping) => (None, vec![Way::Mapping(mapping)]),
        Err(barred) => {
            let ways = ways_round(&spot, &barred);
            (Some(barred), ways)
        }
    };
    let proposals = ways.into_iter().map(|way| proposal(analysis, &spot, path, way)).collect();
    Some(Offer { barred, proposals })
}

fn ways_round(spot: &Spot<'_>, barred: &Barred) -> Vec<Way> {
    let text = spot.node.and_then(crate::document::Node::as_text).unwrap_or_default();
    match barred {
        // Of a script only a part is meant, and nobody knows which.
        Barred::Item if text.contains('\n') => Vec::new(),
        Barred::Item if container_of(&spot.steps).is_some() => vec![Way::Variable],
        Barred::Item | Barred::Key(_) => vec![Way::Expression],
        Barred::NotText => vec![Way::Typed],
        _ => Vec::new(),
    }
}

/// The steps of the container whose command or arguments hold the place.
fn container_of(steps: &[Step]) -> Option<&[Step]> {
    let (rest, [Step::Key(list), Step::Index(_)]) = steps.split_last_chunk::<2>()? else {
        return None;
    };
    let (_, [Step::Key(containers), Step::Index(_)]) = rest.split_last_chunk::<2>()? else {
        return None;
    };
    let known = matches!(&**list, "command" | "args")
        && matches!(&**containers, "containers" | "initContainers");
    known.then_some(rest)
}

fn names_of(analysis: &Analysis, stage: usize) -> Vec<&str> {
    let parameters = analysis.stages.get(stage).map(|stage| &stage.definition.parameters);
    parameters.into_iter().flatten().filter_map(|parameter| parameter.name.as_deref()).collect()
}

fn proposal(analysis: &Analysis, spot: &Spot<'_>, path: &Path, way: Way) -> Proposal {
    let name = parameter_name(spot, &names_of(analysis, spot.stage));
    let about = describe(spot.kind, &spot.steps, analysis.target.release);
    // A variable's own name says more than what variables are for.
    let description = about.filter(|about| about.name != "value" && spot.steps.len() > 1);
    let description = description.map(|about| first_sentence(&about.description).to_owned());
    let value = spot.node.and_then(crate::document::Node::as_text).map(str::to_owned);
    Proposal {
        path: path.clone(),
        label: label(&name),
        name,
        description: description.unwrap_or_default(),
        value: value.filter(|value| !value.is_empty()),
        way,
    }
}

fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    let line = text.find('\n').unwrap_or(text.len());
    text.get(..end.min(line)).unwrap_or(text)
}

/// The change that makes the parameter; none where the place is no stage's.
pub fn make_parameter(analysis: &Analysis, proposal: &Proposal, moves: Moves) -> Option<Edit> {
    let spot = spot(analysis, &proposal.path)?;
    let mut made = Made { edits: Vec::new(), parameters: Vec::new() };
    let default = proposal.value.clone().filter(|_| moves == Moves::IntoDefault);
    match &proposal.way {
        Way::Mapping(mapping) => {
            made.parameter(proposal, mapping, default.as_deref());
            let replaced = default.is_some() && is_variable(mapping);
            if replaced || holds_open(mapping, &spot) {
                made.set(&proposal.path, PLACEHOLDER);
            }
        }
        Way::Variable => variable(&mut made, &spot, proposal, default.as_deref())?,
        Way::Expression => {
            let key = context_key(analysis, &spot, &proposal.name);
            made.parameter(proposal, &key, proposal.value.as_deref());
            made.set(&proposal.path, &format!("${{{key}}}"));
        }
        Way::Typed => typed(&mut made, analysis, &spot, proposal),
    }
    Some(made.edit(analysis, &spot))
}

/// What stands at a place whose parameter has a default.
pub(super) const PLACEHOLDER: &str = "placeholder";

/// Whether a mapping sets a variable's value.
fn is_variable(mapping: &str) -> bool {
    mapping.ends_with("].value") && mapping.contains(".env[")
}

/// Whether a place must hold something for the mapping to set it: Orca drops a
/// variable's empty value, and with it what the mapping sets.
pub(super) fn holds_open(mapping: &str, spot: &Spot<'_>) -> bool {
    is_variable(mapping) && spot.node.is_none_or(|node| node.as_text() == Some(""))
}

/// The parts of a change.
struct Made {
    edits: Vec<Edit>,
    parameters: Vec<New>,
}

impl Made {
    fn set(&mut self, path: &Path, text: &str) {
        self.edits.push(Edit::Set { path: path.clone(), value: New::Text(text.into()) });
    }

    fn parameter(&mut self, proposal: &Proposal, mapping: &str, default: Option<&str>) {
        let mut entries = Vec::new();
        let mut entry = |key: &str, text: &str| {
            entries.push((key.to_owned(), New::Text(text.to_owned())));
        };
        entry("name", &proposal.name);
        entry("label", &proposal.label);
        if !proposal.description.is_empty() {
            entry("description", &proposal.description);
        }
        entry("mapping", mapping);
        if let Some(default) = default {
            entry("defaultValue", default);
        }
        self.parameters.push(New::Map(entries));
    }

    fn edit(mut self, analysis: &Analysis, spot: &Spot<'_>) -> Edit {
        let stage = analysis.stages.get(spot.stage);
        let list = stage.and_then(|stage| stage.definition.property("parameters"));
        let key = list.and_then(|list| list.key.as_text()).unwrap_or("parameters");
        let path = spot.base.key(key);
        let items = list.map_or(0, |list| list.value.items().len());
        if items > 0 {
            for (at, parameter) in self.parameters.into_iter().enumerate() {
                self.edits.push(Edit::Insert { path: path.index(items + at), value: parameter });
            }
        } else {
            self.edits.push(Edit::Set { path, value: New::List(self.parameters) });
        }
        Edit::Many(self.edits)
    }
}

/// A word of a command: a variable of the container, named `$(NAME)`.
fn variable(
    made: &mut Made,
    spot: &Spot<'_>,
    proposal: &Proposal,
    default: Option<&str>,
) -> Option<()> {
    let way = container_of(&spot.steps)?;
    let container = way.iter().try_fold(spot.root, super::reach::step)?;
    let env = container.get("env").map(|env| env.items()).unwrap_or_default();
    let taken: Vec<&str> = env.iter().filter_map(|item| item.get("name")?.as_text()).collect();
    let name = fresh(&screaming(&words(&proposal.name)), &taken);
    let path = way.iter().fold(spot.base.clone(), |path, step| path.step(step.clone())).key("env");
    let value = if default.is_some() { PLACEHOLDER } else { proposal.value.as_deref()? };
    let item = New::Map(vec![
        ("name".into(), New::Text(name.clone())),
        ("value".into(), New::Text(value.into())),
    ]);
    made.edits.push(if env.is_empty() {
        Edit::Set { path, value: New::List(vec![item]) }
    } else {
        Edit::Insert { path: path.index(env.len()), value: item }
    });
    made.set(&proposal.path, &format!("$({name})"));
    let way = Path { document: 0, steps: way.to_vec() };
    made.parameter(proposal, &format!("{way}.env[{}].value", env.len()), default);
    Some(())
}

/// A number or truth value: what the author types is kept in the context, and
/// a second parameter puts it in its place with its type. Deck copies that
/// default into pipelines, where the expression cannot be evaluated yet and
/// so stays as it is until the Job is there.
fn typed(made: &mut Made, analysis: &Analysis, spot: &Spot<'_>, proposal: &Proposal) {
    let key = context_key(analysis, spot, &proposal.name);
    made.parameter(proposal, &key, proposal.value.as_deref());
    let release = analysis.target.release;
    let about = describe(spot.kind, &spot.steps, release);
    let truth = matches!(about.as_ref().map(|about| about.shape), Some(Shape::Truth { .. }));
    let function = if truth { "toBoolean" } else { "toInt" };
    let canonical = |length: usize| -> Option<String> {
        let way = spot.steps.get(..length)?;
        match way.last()? {
            Step::Index(index) => Some(format!("[{index}]")),
            Step::Key(key) => {
                let known = describe(spot.kind, way, release).map(|about| about.name);
                Some(format!(".{}", known.unwrap_or(key)))
            }
        }
    };
    let mapping: String = (1..=spot.steps.len()).filter_map(canonical).collect();
    let second = Proposal {
        name: format!("{}_TYPED", proposal.name),
        label: format!("{} (leave as it is)", proposal.label),
        description: format!("Makes a typed value of {}.", proposal.name),
        ..proposal.clone()
    };
    let default = format!("${{#{function}({key})}}");
    made.parameter(&second, mapping.trim_start_matches('.'), Some(&default));
}

/// A name in the stage's context that neither Orca nor a placeholder of its
/// start-up has: the stage's type before the parameter's name.
fn context_key(analysis: &Analysis, spot: &Spot<'_>, name: &str) -> String {
    let stage = analysis.stages.get(spot.stage);
    let stage_type = stage.and_then(|stage| stage.definition.text("type")).unwrap_or("stage");
    let mut all = words(stage_type);
    all.extend(words(name));
    camel(&all)
}
