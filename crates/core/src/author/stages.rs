//! Putting a new stage into a file, and copies of one.

use crate::Analysis;
use crate::analyze;
use crate::document::edit::{Edit, New, apply, edit};
use crate::document::{Path, Source};
use crate::forms::{Form, StageKind};

use super::naming::fresh;

/// A stage to be put in: the change, and the path it will have.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The change.
    pub edit: Edit,
    /// Where the stage will stand.
    pub path: Path,
}

/// Puts the Kubernetes stage `yaml` at the end of its list, with a type that
/// no other stage has. None where the file holds one stage and no list.
pub fn add_stage(analysis: &Analysis, yaml: &str) -> Option<Added> {
    let yaml = with_fresh_type(analysis, yaml);
    let value = New::Yaml(yaml);
    let mut places = analysis.detected.stages.iter();
    let kubernetes = places.rfind(|place| place.kind == StageKind::Kubernetes);
    match kubernetes.map(|place| (place, place.index)) {
        Some((place, Some(index))) => {
            let path = place.list.index(index + 1);
            Some(Added { edit: Edit::Insert { path: path.clone(), value }, path })
        }
        Some((_, None)) => None,
        None if analysis.detected.form == Form::Plugin => None,
        None => {
            let list = ["job", "preconfigured", "kubernetes"]
                .iter()
                .fold(Path::root(0), |path, key| path.key(key));
            let edit = Edit::Set { path: list.clone(), value: New::List(vec![value]) };
            Some(Added { edit, path: list.index(0) })
        }
    }
}

/// A copy of the stage at `index` after it, with a type and a label of its
/// own.
pub fn copy_stage(analysis: &Analysis, index: usize) -> Option<Added> {
    let place = analysis.detected.stages.get(index)?;
    let at = place.index?;
    let Edit::Insert { value: New::Yaml(yaml), path } = super::duplicate(analysis, &place.path())?
    else {
        return None;
    };
    let alone = analyze(&Source::new(yaml.as_str()), None);
    let base = alone.detected.stages.first().map(crate::forms::StagePlace::path)?;
    let title = alone.stages.first()?.definition.title().to_owned();
    let label = set_text(&alone, &base.key("label"), &format!("{title} (copy)"));
    let yaml = with_fresh_type(analysis, &label.unwrap_or(yaml));
    debug_assert_eq!(path, place.list.index(at + 1), "a copy stands after its model");
    Some(Added { edit: Edit::Insert { path: path.clone(), value: New::Yaml(yaml) }, path })
}

fn with_fresh_type(analysis: &Analysis, yaml: &str) -> String {
    let types = analysis.stages.iter().filter_map(|stage| stage.definition.text("type"));
    let taken: Vec<&str> = types.collect();
    let alone = analyze(&Source::new(yaml), None);
    let found = alone.stages.first().and_then(|stage| stage.definition.text("type"));
    let base = alone.detected.stages.first().map(crate::forms::StagePlace::path);
    let (Some(wished), Some(base)) = (found, base) else { return yaml.to_owned() };
    let given = fresh(wished, &taken);
    if given == wished {
        return yaml.to_owned();
    }
    set_text(&alone, &base.key("type"), &given).unwrap_or_else(|| yaml.to_owned())
}

fn set_text(alone: &Analysis, path: &Path, text: &str) -> Option<String> {
    let set = Edit::Set { path: path.clone(), value: New::Text(text.into()) };
    let edits = edit(&alone.source.text, &alone.regions, &set).ok()?;
    Some(apply(&alone.source.text, &edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::gallery::templates;
    use crate::finding::{Finding, Severity};

    fn added(text: &str, yaml: &str) -> String {
        let analysis = analyze(&Source::new(text), None);
        let added = add_stage(&analysis, yaml).unwrap();
        let edits = edit(text, &analysis.regions, &added.edit).unwrap();
        let after = apply(text, &edits);
        let analysis = analyze(&Source::new(after.as_str()), None);
        assert!(analysis.detected.stages.iter().any(|place| place.path() == added.path));
        after
    }

    #[test]
    fn all_templates_go_into_one_file_one_after_the_other() {
        let mut text = String::new();
        for template in templates() {
            text = added(&text, template.yaml);
        }
        let analysis = analyze(&Source::new(text.as_str()), None);
        assert_eq!(analysis.stages.len(), templates().len());
        let trouble = |finding: &Finding| finding.severity != Severity::Note;
        let troubles: Vec<Finding> = analysis.findings().into_iter().filter(trouble).collect();
        assert_eq!(troubles, []);
    }

    #[test]
    fn a_type_that_is_taken_gets_a_number() {
        let text = added("- label: A\n  type: a\n", "label: B\ntype: a\n");
        assert!(text.contains("type: a2"), "{text}");
    }

    #[test]
    fn a_copy_has_a_type_and_a_label_of_its_own() {
        let text = "- label: A\n  type: a\n  # kept\n  enabled: true\n- label: B\n  type: b\n";
        let analysis = analyze(&Source::new(text), None);
        let added = copy_stage(&analysis, 0).unwrap();
        let edits = edit(text, &analysis.regions, &added.edit).unwrap();
        insta::assert_snapshot!(apply(text, &edits), @"
        - label: A
          type: a
          # kept
          enabled: true
        - label: A (copy)
          type: a2
          # kept
          enabled: true
        - label: B
          type: b
        ");
    }
}
