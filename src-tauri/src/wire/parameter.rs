//! What parameters set, for the window.

use stage_core::Stage;
use stage_core::document::Path;
use stage_core::spinnaker::fill::uses;
use stage_wire::ParameterUse;

use super::tree::SetBy;

/// What each parameter of a stage sets, and for each path who sets it.
pub(super) fn uses_of(stage: &Stage, base: &Path) -> (Vec<ParameterUse>, SetBy) {
    let parameters = &stage.definition.parameters;
    let found = stage.node.as_ref().map(|node| uses(node, parameters)).unwrap_or_default();
    let mut set_by = SetBy::new();
    let mut shown = Vec::new();
    for (index, (parameter, target)) in parameters.iter().zip(found).enumerate() {
        let name = parameter.name.as_deref().unwrap_or_default().to_owned();
        let path = target.as_ref().map(|target| {
            target.steps.iter().fold(base.clone(), |path, step| path.step(step.clone()))
        });
        if let Some(path) = &path {
            set_by.entry(path.clone()).or_default().push(name.clone());
        }
        shown.push(ParameterUse {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            name,
            mapping: parameter.mapping.as_deref().map(str::to_owned),
            path: path.map(|path| path.to_string()),
            problem: target.as_ref().and_then(|target| target.problem.clone()),
            target: target.map(|target| target.target),
        });
    }
    (shown, set_by)
}
