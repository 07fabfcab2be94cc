//! A sample execution from a file.

use std::io::Read;
use std::path::Path;

use stage_core::java::{Data, Map, from_json};

use crate::input::Input;

/// The JSON object in a file; `what` says what it should be.
pub(super) fn object(path: &Path, what: &str, stdin: &mut dyn Read) -> Result<Map, String> {
    let text = Input::named(path).execution_text(stdin).map_err(|error| error.to_string())?;
    let name = path.display();
    if text.trim().is_empty() {
        return Err(format!("{name} is empty: it should hold {what} as a JSON object"));
    }
    let json: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{name} is not JSON: {error}"))?;
    match from_json(&json).data {
        Data::Map(map) => Ok(map),
        Data::List(items) if !items.is_empty() => Err(format!(
            "{name} is not {what}: it is a list of {}. Write one of them into a file of its own.",
            items.len()
        )),
        _ => Err(format!("{name} is not {what}: it is no object")),
    }
}

/// The execution in a file. It may lack stages, but not have something else
/// in their place.
pub(super) fn execution(path: &Path, stdin: &mut dyn Read) -> Result<Map, String> {
    let map = object(path, "an execution", stdin)?;
    let stages = map.get("stages").map(|stages| &stages.data);
    let wrong = match stages {
        None | Some(Data::Null) => return Ok(map),
        Some(Data::List(stages)) => {
            let Some(at) = stages.iter().position(|stage| stage.as_map().is_none()) else {
                return Ok(map);
            };
            format!("stages[{at}] is no object")
        }
        Some(_) => "its `stages` are no list".to_owned(),
    };
    Err(format!(
        "{} is not an execution as Orca and Gate write it: {wrong}. Gate answers one at /pipelines/ID.",
        path.display()
    ))
}
