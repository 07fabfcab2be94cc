//! The functions `#name(…)` that need no server, as a plain table (spel §11).
//! Those that download answer that they cannot be known here.

mod stages;
mod texts;

use super::class::{Base, Class};
use super::methods::{Body, Method, entry};
use super::object::Shape;

const EXECUTION: Class = Base::Execution.class();
const STRING: Class = Base::String.class();
const OBJECT: Class = Base::Object.class();

const fn function(
    name: &'static str,
    parameters: &'static [Class],
    code: super::methods::Code,
) -> Method {
    entry(name, parameters, Body::Code(code))
}

const fn of(element: Base, method: Method) -> Method {
    method.shaped(Shape::Of(element.class()))
}

/// Source of each: kork's `ExpressionsSupport` and `ArtifactStoreFunctions`,
/// Orca's `StageExpressionFunctionProvider`,
/// `ArtifactExpressionFunctionProvider`,
/// `ManifestLabelValueExpressionFunctionProvider`,
/// `DeployedServerGroupsExpressionFunctionProvider` and
/// `UrlExpressionFunctionProvider`, at spinnaker main of August 2026.
pub(super) const FUNCTIONS: &[Method] = &[
    function("toInt", &[STRING], texts::to_int),
    function("toFloat", &[STRING], texts::to_float),
    function("toBoolean", &[STRING], texts::to_boolean),
    function("toBase64", &[STRING], texts::to_base64),
    function("fromBase64", &[STRING], texts::from_base64),
    function("alphanumerical", &[STRING], texts::alphanumerical),
    function("toJson", &[OBJECT], texts::to_json),
    function("readJson", &[STRING], texts::read_json),
    function("readYaml", &[STRING], texts::read_yaml),
    function("readAllYaml", &[STRING], texts::read_all_yaml),
    function("fetchReference", &[STRING], texts::fetch_reference),
    function("doNotEval", &[OBJECT], texts::do_not_eval),
    function("currentUser", &[], stages::current_user),
    function("currentStage", &[EXECUTION], stages::current_stage),
    function("stage", &[EXECUTION, STRING], stages::stage),
    function("stageByRefId", &[EXECUTION, STRING], stages::stage_by_ref_id),
    function("stageExists", &[EXECUTION, STRING], stages::stage_exists),
    function("judgment", &[EXECUTION, STRING], stages::judgment),
    function("judgement", &[EXECUTION, STRING], stages::judgment),
    function("manifestLabelValue", &[EXECUTION, STRING, STRING, STRING], stages::label_value),
    function("triggerResolvedArtifact", &[EXECUTION, STRING], stages::artifact_by_name),
    function("triggerResolvedArtifactByType", &[EXECUTION, STRING], stages::artifact_by_type),
    of(Base::Artifact, function("resolvedArtifacts", &[EXECUTION], stages::resolved_artifacts)),
    of(
        Base::Map,
        function(
            "deployedServerGroups",
            &[EXECUTION, Base::String.array()],
            stages::deployed_server_groups,
        ),
    )
    .varargs(),
    function("fromUrl", &[STRING], texts::download),
    function("jsonFromUrl", &[STRING], texts::download),
    function("yamlFromUrl", &[STRING], texts::download),
    function("propertiesFromUrl", &[STRING], texts::download),
];

/// The function of this name; names are told apart by case.
pub(super) fn find(name: &str) -> Option<&'static Method> {
    FUNCTIONS.iter().find(|function| function.name == name)
}
