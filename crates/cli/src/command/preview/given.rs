//! The inputs of a preview, from its flags.

use std::io::Read;
use std::path::Path;

use stage_core::java::{Data, Map, Value};
use stage_core::preview::{Inputs, Step};
use stage_core::spinnaker::queue::Sample;

use crate::args::{Preview, PreviewFormat};
use crate::command::execution::{execution, object};

/// What the flags say.
pub(super) struct Given {
    pub(super) step: Step,
    pub(super) inputs: Inputs,
}

/// Reads the flags and the files that they name; an error says what is wrong
/// with them.
pub(super) fn given(args: &Preview, stdin: &mut dyn Read) -> Result<Given, String> {
    if args.marks && args.format == PreviewFormat::Json {
        return Err("--marks are comments, which JSON has none of: leave out one of the two".into());
    }
    let files = [Some(&args.file), args.stage_json.as_ref(), args.execution.as_ref()];
    let files = files.into_iter().flatten().chain(&args.more);
    if files.filter(|path| *path == Path::new("-")).count() > 1 {
        return Err("standard input can be only one of FILE, --stage-json and --execution".into());
    }
    let any = args.stage_json.is_some() || args.execution.is_some() || !args.param.is_empty();
    let step = args.step.unwrap_or(if any { Step::Filled } else { Step::Authored });
    let mut stage_json = match &args.stage_json {
        Some(path) => object(path, "a stage's JSON", stdin)?,
        None => Map::new(),
    };
    add_parameters(&mut stage_json, &args.param)?;
    let execution = match &args.execution {
        Some(path) => Some(Sample { json: Data::Map(execution(path, stdin)?).into(), stage: None }),
        None => None,
    };
    Ok(Given {
        step,
        inputs: Inputs { stage_json, target: args.target, execution, ..Inputs::default() },
    })
}

/// Puts what the author enters beside what the stage's JSON has; the later of
/// two values for one name counts.
fn add_parameters(stage_json: &mut Map, given: &[(String, String)]) -> Result<(), String> {
    if given.is_empty() {
        return Ok(());
    }
    let mut parameters = match stage_json.get("parameters").map(|value| &value.data) {
        None | Some(Data::Null) => Map::new(),
        Some(Data::Map(map)) => map.clone(),
        Some(_) => return Err("`parameters` of the stage's JSON is no object".into()),
    };
    for (name, value) in given {
        parameters.insert(name.as_str(), Value::from(value.as_str()));
    }
    stage_json.insert("parameters", Data::Map(parameters).into());
    Ok(())
}
