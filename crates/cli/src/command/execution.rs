//! A sample execution from a file.

use std::io::Read;
use std::path::Path;

use stage_core::java::{Map, Value, from_json};

use crate::input::Input;

/// The JSON object in a file; `what` says what it should be.
pub(super) fn object(path: &Path, what: &str, stdin: &mut dyn Read) -> Result<Map, String> {
    let text = Input::named(path).text(stdin).map_err(|error| error.to_string())?;
    let name = path.display();
    let json: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{name} is not JSON: {error}"))?;
    match from_json(&json) {
        Value { data: stage_core::java::Data::Map(map), .. } => Ok(map),
        _ => Err(format!("{name} is not {what}: it is no object")),
    }
}

/// The execution in a file.
pub(super) fn execution(path: &Path, stdin: &mut dyn Read) -> Result<Map, String> {
    object(path, "an execution", stdin)
}
