//! Orca's environment, from flags: what placeholders may name. This process's
//! own environment is never looked at.

use std::path::Path;
use std::sync::Arc;

use stage_core::spinnaker::load::{Environment, Variables};
use stage_engine::files;

/// The environment that `--env` describes: pairs, and files of pairs.
pub(crate) fn environment(given: &[String]) -> Result<Arc<Environment>, String> {
    let mut variables: Vec<(String, String)> = Vec::new();
    for given in given {
        match given.split_once('=') {
            Some(("", _)) => return Err("--env: write it as NAME=VALUE or as a file".into()),
            Some((name, value)) => put(&mut variables, name, value),
            None => {
                let text = files::text(Path::new(given)).map_err(|error| error.to_string())?;
                for (number, line) in text.lines().enumerate() {
                    let line = line.trim();
                    if line.is_empty() || line.starts_with('#') {
                        continue;
                    }
                    match line.split_once('=') {
                        Some((name, value)) if !name.is_empty() => put(&mut variables, name, value),
                        _ => return Err(format!("{given}:{}: no NAME=VALUE", number + 1)),
                    }
                }
            }
        }
    }
    Ok(Arc::new(Environment::new(variables, Variables::Wrapped)))
}

/// The later of two values counts.
fn put(variables: &mut Vec<(String, String)>, name: &str, value: &str) {
    variables.retain(|(known, _)| known != name);
    variables.push((name.to_owned(), value.to_owned()));
}
