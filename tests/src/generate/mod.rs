//! The files that are made, not written: what each must hold.
//!
//! Order matters: the core embeds the words, and the schemas come from the
//! core. So after the words have changed, the schemas are right only from the
//! next build on; the program `generate` says so.

mod rules;
mod schemas;
mod words;

use std::path::{Path, PathBuf};

/// A file and what it must hold.
#[derive(Debug)]
pub struct Generated {
    /// Where, from the project's root.
    pub path: &'static str,
    /// What.
    pub text: String,
}

/// Kubernetes' words for the Job's fields, which the core embeds.
pub fn words() -> Generated {
    Generated { path: "crates/core/data/v1job-words.json", text: words::text() }
}

/// The JSON Schemas.
pub fn schemas() -> Vec<Generated> {
    vec![
        Generated { path: "schemas/job.schema.json", text: schemas::job() },
        Generated { path: "schemas/orca-local.schema.json", text: schemas::orca_local() },
    ]
}

/// The reference page of the rules, and the schema of a team's settings, in
/// which they have levels.
pub fn rules() -> [Generated; 2] {
    [
        Generated { path: "docs/rules.md", text: rules::page() },
        Generated { path: "schemas/stage-designer.schema.json", text: rules::settings() },
    ]
}

/// What a test run says, as JSON.
pub fn run() -> Generated {
    let text = pretty(&stagectl::run_schema());
    Generated { path: "schemas/stagectl-run-v1.schema.json", text }
}

/// The reference page of the command line.
pub fn stagectl() -> Generated {
    Generated { path: "docs/stagectl.md", text: stagectl::markdown() }
}

/// The project's root, as this crate was built in it.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// JSON as it is checked in: two spaces, a newline at the end.
fn pretty(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
