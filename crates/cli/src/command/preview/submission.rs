//! What Spinnaker would send for a stage, for those who send it.

use std::io::Read;

use serde_json::Value as Json;
use stage_core::analyze_in;
use stage_core::document::Source;
use stage_core::forms::Form;
use stage_core::java::{Data, Map, groovy_to_string, to_json};
use stage_core::preview::{Outcome, Step, results, written};
use stage_core::secret::Secrets;
use stage_engine::run::unevaluated;

use super::{Opened, given, stage};
use crate::args::Preview;
use crate::command::Report;
use crate::environment::environment;
use crate::input::Input;
use crate::output::Look;

/// A stage, ready to be submitted. Nothing in it is masked.
pub(crate) struct Submission {
    /// What kubectl would get.
    pub(crate) manifest: Json,
    /// The stage's evaluated context.
    pub(crate) context: Map,
    /// The stage's type and label.
    pub(crate) title: (String, String),
    /// The values that the pipeline's author gives.
    pub(crate) parameters: Vec<(String, String)>,
    /// Where expressions are left as they are.
    pub(crate) expressions: Vec<String>,
    /// The definition as it stands in the file, with secrets masked.
    pub(crate) definition: Option<String>,
}

/// The steps of the stage that `args` chooses, to the last; or what is to be
/// said instead.
pub(crate) fn submission(
    args: &Preview,
    stdin: &mut dyn Read,
    look: Look,
) -> Result<(Submission, Report), Report> {
    let input = Input::named(&args.file);
    let text = input.text(stdin).map_err(|error| Report::wrong_use(&error.to_string()))?;
    let given = given(args, stdin).map_err(|message| Report::wrong_use(&message))?;
    let environment = environment(&args.env).map_err(|message| Report::wrong_use(&message))?;
    let analysis = analyze_in(&Source::new(text), args.target, &environment, None);
    let name = input.name();
    if analysis.detected.form == Form::None {
        let reason = &analysis.detected.reason;
        return Err(Report::wrong_use(&format!("no stages in {name}: {reason}")));
    }
    let mut secrets = Secrets::of(&analysis);
    secrets.learn_from(&given.inputs.stage_json);
    let opened = Opened { name, analysis, secrets, colour: look.err };
    let (index, notes) = stage::chosen(&opened, args.stage.as_deref())?;
    let mut said = Report::default();
    for note in notes {
        said.note(&note);
    }
    let analysis = &opened.analysis;
    let kind = analysis.detected.stages.get(index).map(|place| place.kind);
    let known = analysis.stages.get(index);
    let node = known.and_then(|stage| stage.node.clone());
    let (Some(kind), Some(known), Some(node)) = (kind, known, node) else {
        return Err(stage::preview(opened, index, args, &given));
    };
    let loaded = analysis.loaded_stage(index).unwrap_or(&known.loaded);
    let results = results(&node, loaded, kind, &given.inputs);
    let done = |step| match results.outcome(step) {
        Some(Outcome::Done(value)) => Some(value),
        _ => None,
    };
    let context = done(Step::Evaluated).or_else(|| done(Step::Filled));
    let (Some(manifest), Some(context), true) =
        (done(Step::Submitted), context, opened.unreadable().is_empty())
    else {
        // It says where Spinnaker fails, with the place.
        return Err(stage::preview(opened, index, args, &given));
    };
    let definition = written(analysis, index, &opened.secrets);
    let manifest = to_json(manifest);
    let parameters = match given.inputs.stage_json.get("parameters").map(|value| &value.data) {
        Some(Data::Map(map)) => {
            map.iter().map(|(name, value)| (name.to_string(), groovy_to_string(value))).collect()
        }
        _ => Vec::new(),
    };
    let text = |property: &str| known.definition.text(property).unwrap_or_default().to_owned();
    let submission = Submission {
        context: context.as_map().cloned().unwrap_or_default(),
        title: (text("type"), text("label")),
        expressions: unevaluated(&manifest),
        manifest,
        parameters,
        definition,
    };
    Ok((submission, said))
}
