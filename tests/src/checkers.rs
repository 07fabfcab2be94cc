//! `bench check`: one process of `stagectl check` over every example file,
//! beside kubeconform on the manifests in them and yamllint on the same files,
//! in one run.
//!
//! What the others say is not judged: they see other things. Only the time of
//! the whole process counts, as it does in CI.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use stage_core::analyze;
use stage_core::document::Source;
use stage_core::forms::StageKind;
use stage_core::java::to_json;

use crate::shared;

/// Figures are medians of this many rounds; in each, every checker runs once.
const ROUNDS: usize = 31;

/// A program with its words.
struct Checker {
    name: &'static str,
    program: PathBuf,
    words: Vec<OsString>,
}

/// What the checkers are given.
struct Inputs {
    files: Vec<PathBuf>,
    manifests: PathBuf,
    count: usize,
    schemas: PathBuf,
}

/// Measures in `folder`; the figures as lines, and whether ours is no slower
/// than any other. Of the others each may be missing.
pub fn run(
    folder: &Path,
    stagectl: &Path,
    kubeconform: Option<&Path>,
    yamllint: Option<&Path>,
) -> std::io::Result<(String, bool)> {
    let inputs = inputs(folder)?;
    let ours = Checker {
        name: "stagectl check",
        program: stagectl.into(),
        words: [vec!["check".into()], words(&inputs.files)].concat(),
    };
    let others = [
        kubeconform.map(|program| Checker {
            name: "kubeconform",
            program: program.into(),
            words: vec![
                "-schema-location".into(),
                inputs.schemas.join("{{.ResourceKind}}.json").into(),
                inputs.manifests.clone().into(),
            ],
        }),
        yamllint.map(|program| Checker {
            name: "yamllint",
            program: program.into(),
            words: words(&inputs.files),
        }),
    ];
    let all: Vec<Checker> = std::iter::once(ours).chain(others.into_iter().flatten()).collect();
    let mut times = vec![Vec::new(); all.len()];
    for round in 0..=ROUNDS {
        for (checker, times) in all.iter().zip(&mut times) {
            let time = timed(folder, checker)?;
            // The first round brings the files into memory.
            if round > 0 {
                times.push(time);
            }
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    let mut out = format!(
        "{} files, {} manifests; medians of {ROUNDS} rounds, whole processes\n",
        inputs.files.len(),
        inputs.count
    );
    for (checker, time) in all.iter().zip(&medians) {
        out.push_str(&format!("{:>16} {:>9.2} ms\n", checker.name, time.as_secs_f64() * 1e3));
    }
    let slowest_of_ours = medians.first().copied().unwrap_or_default();
    let no_slower = medians.iter().skip(1).all(|other| slowest_of_ours <= *other);
    Ok((out, no_slower))
}

fn words(files: &[PathBuf]) -> Vec<OsString> {
    files.iter().map(OsString::from).collect()
}

/// The project's samples and, where they are, real files, with their manifests.
fn inputs(folder: &Path) -> std::io::Result<Inputs> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifests = folder.join("manifests");
    let schemas = folder.join("schemas");
    for made in [&manifests, &schemas] {
        std::fs::create_dir_all(made)?;
    }
    std::fs::copy(root.join("schemas/job.schema.json"), schemas.join("job.json"))?;
    let mut files = Vec::new();
    let mut count = 0;
    let folders = std::iter::once(root.join("samples")).chain(shared::folder("examples"));
    for folder in folders {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if !path.extension().is_some_and(|end| end == "yml" || end == "yaml") {
                continue;
            }
            let analysis = analyze(&Source::new(std::fs::read_to_string(&path)?), None);
            for (place, stage) in analysis.detected.stages.iter().zip(&analysis.stages) {
                let manifest = stage.loaded.value.as_ref().and_then(|value| value.get("manifest"));
                if let (Some(manifest), StageKind::Kubernetes) = (manifest, place.kind) {
                    let text = to_json(manifest).to_string();
                    std::fs::write(manifests.join(format!("{count}.json")), text)?;
                    count += 1;
                }
            }
            files.push(path);
        }
    }
    files.sort();
    Ok(Inputs { files, manifests, count, schemas })
}

/// How long the process takes. That it finds something is no failure, but it
/// must have run.
fn timed(folder: &Path, checker: &Checker) -> std::io::Result<Duration> {
    let start = Instant::now();
    let status = Command::new(&checker.program)
        .args(&checker.words)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    let time = start.elapsed();
    match status.code() {
        Some(0 | 1) => Ok(time),
        _ => Err(std::io::Error::other(format!("{} ends with {status}", checker.name))),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
