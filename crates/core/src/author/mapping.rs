//! A parameter that is there, led to a place.
//!
//! It must never take a place away from another parameter.

use super::parameter::{PLACEHOLDER, holds_open};
use super::reach::{Barred, mapping, spot};
use crate::Analysis;
use crate::document::Path;
use crate::document::edit::{Edit, New};
use crate::forms::uniform;

/// The change that makes the parameter at index `parameter` of a stage set
/// `path`, or why no mapping does.
pub fn map_to(
    analysis: &Analysis,
    stage: usize,
    parameter: usize,
    path: &Path,
) -> Result<Edit, Barred> {
    let spot = spot(analysis, path).filter(|spot| spot.stage == stage).ok_or(Barred::Fixed)?;
    let mapping = mapping(analysis, &spot)?;
    let definition = analysis.stages.get(stage).map(|stage| &stage.definition);
    let list = definition.and_then(|definition| definition.property("parameters"));
    let items = definition.map(|definition| definition.parameters.as_slice()).unwrap_or_default();
    let (Some(list), Some(item)) = (list, items.get(parameter)) else { return Err(Barred::Fixed) };
    let keys = item.node.entries().iter().filter_map(|entry| entry.key.as_text());
    let key = keys.into_iter().find(|key| uniform(key) == "mapping").unwrap_or("mapping");
    let list = list.key.as_text().unwrap_or("parameters");
    let set = |path: Path, text: &str| Edit::Set { path, value: New::Text(text.to_owned()) };
    let mut edits = vec![set(spot.base.key(list).index(parameter).key(key), &mapping)];
    edits.extend(holds_open(&mapping, &spot).then(|| set(path.clone(), PLACEHOLDER)));
    Ok(Edit::Many(edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::author::author;
    use crate::document::Source;
    use crate::document::edit::apply;

    const STAGE: &str = "\
label: A
type: a
parameters:
- name: ONE
  mapping: manifest.spec.template.spec.containers[0].image
- name: TWO
manifest:
  spec:
    template:
      spec:
        containers:
        - name: main
          image: a:1
          args: [x]
          env:
          - name: LEVEL
            value: ''
";

    fn mapped(parameter: usize, place: &str) -> Result<String, String> {
        let analysis = analyze(&Source::new(STAGE), None);
        let path = format!("manifest.spec.template.spec.containers[0].{place}");
        let edit = map_to(&analysis, 0, parameter, &Path::parse(&path).unwrap());
        let edit = edit.map_err(|barred| barred.reason())?;
        Ok(apply(STAGE, &author(&analysis, &edit).unwrap()))
    }

    #[test]
    fn a_parameter_with_and_without_a_mapping_is_led_to_a_place() {
        let after = mapped(0, "env[0].value").unwrap();
        assert!(after.contains("containers[0].env[0].value"), "{after}");
        assert!(after.contains("value: 'placeholder'"), "{after}");
        let after = mapped(1, "workingDir").unwrap();
        assert!(after.contains("containers[0].workingDir"), "{after}");
    }

    #[test]
    fn a_place_that_is_set_or_out_of_reach_says_so() {
        assert_eq!(mapped(1, "image").unwrap_err(), "The parameter ONE sets it already.");
        assert!(mapped(1, "args[0]").unwrap_err().contains("item of a list"));
        assert!(mapped(9, "workingDir").is_err());
    }
}
