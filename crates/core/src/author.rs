//! Changes made in forms: the change itself, and every mapping that it shifts.
//!
//! A mapping names places by index, so that an item that moves takes the
//! mappings into it along, in the same edit and undo step. It must never
//! change what a parameter sets.
//!
//! Its parts are the gestures of the window: a scalar made a parameter
//! ([`parameter`]), the Job's fields as a tree ([`fields`]), renaming
//! ([`rename`]), scripts that arrive as written ([`script`]), new stages from
//! templates ([`gallery`]) and from what somebody has ([`import`]), and texts
//! for pipelines ([`snippet`]).

pub mod control;
pub mod fields;
pub mod gallery;
#[cfg(test)]
#[path = "author/tests/mod.rs"]
mod gestures;
pub mod import;
pub mod mapping;
mod naming;
pub mod parameter;
pub mod pod;
mod reach;
pub mod rename;
pub mod script;
pub mod snippet;
pub mod stages;

pub use reach::Barred;

use crate::Analysis;
use crate::document::edit::{Edit, EditError, New, TextEdit, edit};
use crate::document::{Path, Step};
use crate::spinnaker::fill::mapping::{ListChange, Reindexed, reindex};

/// The text changes that carry `change` out, with the mappings that follow it.
pub fn author(analysis: &Analysis, change: &Edit) -> Result<Vec<TextEdit>, EditError> {
    let mut mappings = Mappings::of(analysis);
    mappings.follow(change);
    let mut edits = mappings.edits();
    let whole = if edits.is_empty() {
        change.clone()
    } else {
        // Mappings first: the change may move the parameters themselves.
        edits.push(change.clone());
        Edit::Many(edits)
    };
    edit(&analysis.source.text, &analysis.regions, &whole)
}

/// A copy of the item or key at `path`, to be put after it.
pub fn duplicate(analysis: &Analysis, path: &Path) -> Option<Edit> {
    let (list, Step::Index(index)) = path.split_last()? else { return None };
    let spot = analysis.regions.at(path)?;
    let text = &analysis.regions.regions.get(spot.region)?.parsed.text;
    let (start, end) = (spot.node.span.start as usize, spot.node.span.end as usize);
    let column = start - text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let lines = text.get(start..end)?.split_inclusive('\n').enumerate().map(|(number, line)| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if number == 0 { line } else { line.get(blanks.min(column)..).unwrap_or(line) }
    });
    Some(Edit::Insert { path: list.index(index + 1), value: New::Yaml(lines.collect()) })
}

/// The mappings of a text's stages while a change is followed.
struct Mappings {
    all: Vec<Mapping>,
}

struct Mapping {
    stage: Path,
    /// Where it is written.
    place: Path,
    before: String,
    now: String,
}

impl Mappings {
    fn of(analysis: &Analysis) -> Self {
        let mut all = Vec::new();
        for (place, stage) in analysis.detected.stages.iter().zip(&analysis.stages) {
            let Some(list) = stage.definition.property("parameters") else { continue };
            let path = place.path();
            let list = path.key(list.key.as_text().unwrap_or_default());
            for (index, parameter) in stage.definition.parameters.iter().enumerate() {
                let Some(mapping) = parameter.mapping.as_deref() else { continue };
                let item = list.index(index);
                let alone = parameter.node.as_text().is_some();
                all.push(Mapping {
                    stage: path.clone(),
                    place: if alone { item } else { item.key("mapping") },
                    before: mapping.to_owned(),
                    now: mapping.to_owned(),
                });
            }
        }
        Self { all }
    }

    fn follow(&mut self, change: &Edit) {
        match change {
            Edit::Many(changes) => changes.iter().for_each(|change| self.follow(change)),
            Edit::Remove { path } => self.shift(path, |at| ListChange::Removed { at }),
            Edit::Insert { path, .. } => self.shift(path, |at| ListChange::Inserted { at }),
            Edit::Move { from, to } => {
                let same_list = match (from.split_last(), to.split_last()) {
                    (Some((one, Step::Index(_))), Some((other, Step::Index(target)))) => {
                        (one == other).then_some(*target)
                    }
                    _ => None,
                };
                if let Some(to) = same_list {
                    self.shift(from, |from| ListChange::Moved { from, to });
                }
            }
            Edit::Set { .. } | Edit::RenameKey { .. } => {}
        }
    }

    /// Follows a change of the list that holds `item`.
    fn shift(&mut self, item: &Path, change: impl Fn(usize) -> ListChange) {
        let Some((list, Step::Index(index))) = item.split_last() else { return };
        for mapping in &mut self.all {
            let Some(steps) = list.after(&mapping.stage) else { continue };
            if steps.is_empty() {
                continue;
            }
            if let Reindexed::To(now) = reindex(&mapping.now, steps, change(*index)) {
                mapping.now = now;
            }
        }
    }

    fn edits(self) -> Vec<Edit> {
        let moved = self.all.into_iter().filter(|mapping| mapping.now != mapping.before);
        moved
            .map(|mapping| Edit::Set { path: mapping.place, value: New::Text(mapping.now) })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::document::Source;
    use crate::document::edit::apply;

    const TWO: &str = "\
job:
  preconfigured:
    kubernetes:
    - type: a
      parameters:
      - name: A
        mapping: manifest.spec.containers[0].env[1].value
      - name: B
        mapping: manifest.spec.containers[1].image
      manifest:
        spec:
          containers:
          - name: one # first
            env:
            - {name: X, value: x}
            - {name: Y, value: y}
          - name: two
            image: b
";

    #[track_caller]
    fn check(change: impl Fn(Path) -> Edit, mappings: [&str; 2]) {
        let analysis = analyze(&Source::new(TWO), None);
        let stage = Path::parse("job.preconfigured.kubernetes[0]").unwrap();
        let edits = author(&analysis, &change(stage)).unwrap();
        let after = analyze(&Source::new(apply(TWO, &edits)), None);
        let found: Vec<&str> = after.stages[0]
            .definition
            .parameters
            .iter()
            .filter_map(|parameter| parameter.mapping.as_deref())
            .collect();
        assert_eq!(found, mappings, "{}", after.source.text);
    }

    #[test]
    fn a_container_put_in_front_takes_no_mapping_away() {
        let containers = |stage: Path| stage.key("manifest").key("spec").key("containers");
        let value = || New::Map(vec![("name".into(), New::Text("new".into()))]);
        check(
            |stage| Edit::Insert { path: containers(stage).index(0), value: value() },
            ["manifest.spec.containers[1].env[1].value", "manifest.spec.containers[2].image"],
        );
        check(
            |stage| Edit::Move {
                from: containers(stage.clone()).index(1),
                to: containers(stage).index(0),
            },
            ["manifest.spec.containers[1].env[1].value", "manifest.spec.containers[0].image"],
        );
    }

    #[test]
    fn a_variable_taken_out_moves_the_ones_behind_it() {
        let env =
            |stage: Path| stage.key("manifest").key("spec").key("containers").index(0).key("env");
        check(
            |stage| Edit::Remove { path: env(stage).index(0) },
            ["manifest.spec.containers[0].env[0].value", "manifest.spec.containers[1].image"],
        );
    }
}
