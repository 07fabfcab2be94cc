//! The inputs of a preview, from its flags.

use std::io::Read;
use std::path::Path;

use stage_core::java::{Data, Map, Value, from_json};
use stage_core::preview::{Inputs, Step};

use crate::args::{Preview, PreviewFormat};
use crate::input::Input;

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
    let any = args.stage_json.is_some() || !args.param.is_empty();
    let step = args.step.unwrap_or(if any { Step::Filled } else { Step::Authored });
    let mut stage_json = match &args.stage_json {
        Some(path) if path == Path::new("-") && args.file == Path::new("-") => {
            return Err("standard input can be only one of FILE and --stage-json".into());
        }
        Some(path) => object(path, stdin)?,
        None => Map::new(),
    };
    add_parameters(&mut stage_json, &args.param)?;
    Ok(Given { step, inputs: Inputs { stage_json, target: args.target, ..Inputs::default() } })
}

/// The JSON object in a file.
fn object(path: &Path, stdin: &mut dyn Read) -> Result<Map, String> {
    let text = Input::named(path).text(stdin).map_err(|error| error.to_string())?;
    let name = path.display();
    let json: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{name} is not JSON: {error}"))?;
    match from_json(&json).data {
        Data::Map(map) => Ok(map),
        _ => Err(format!("{name} is not a stage's JSON: it is no object")),
    }
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
