//! How long `loaded` takes for an installation of 200 stages, beside a bare
//! parse of the same text and the real Binder in a warm Java machine.

use std::hint::black_box;
use std::path::Path;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use stage_core::document::{Source as Text, regions};
use stage_core::spinnaker::Target;
use stage_core::spinnaker::load::{Environment, Source, load};

use super::java::Java;
use super::{MODULES, Module};
use crate::generated::profile;

/// Figures are medians of so many runs.
const RUNS: usize = 21;
/// Java is asked so often for this many runs, and only the last runs count.
const ROUNDS: usize = 6;
const ROUND: usize = 7;
/// The size of the installation.
const STAGES: usize = 200;

/// The figures, a line each.
pub fn run(built: &Path) -> Result<Vec<String>, String> {
    let text = profile(STAGES);
    let bare = median((0..RUNS).map(|_| {
        timed(|| {
            black_box(yaml_edit::YamlFile::from_str(&text).is_ok());
        })
    }));
    let mut lines = vec![
        format!("{STAGES} stages, {} kB; medians of {RUNS} runs", text.len() / 1000),
        line("bare yaml-edit parse", bare, bare),
    ];
    for module in MODULES {
        let (cut, loaded) = ours(&text, module);
        lines.push(line(&format!("{}: loaded", module.name), loaded, bare));
        lines.push(line(&format!("{}: read and loaded", module.name), cut + loaded, bare));
        let real = theirs(&text, built, module)?;
        lines.push(line(&format!("{}: the real Binder, warm", module.name), real, bare));
        let part = (cut + loaded).as_secs_f64() / real.as_secs_f64();
        lines.push(format!("{}: read and loaded take {part:.3} of its time", module.name));
    }
    Ok(lines)
}

fn line(name: &str, time: Duration, bare: Duration) -> String {
    let ratio = time.as_secs_f64() / bare.as_secs_f64();
    format!("{name:<36} {:>9.3} ms {ratio:>8.3} x", time.as_secs_f64() * 1e3)
}

/// Reading the text, and loading what was read: from nothing, each time.
fn ours(text: &str, module: Module) -> (Duration, Duration) {
    let source = Text::new(text);
    let read = median((0..RUNS).map(|_| {
        timed(|| {
            black_box(regions(&source.text, None).regions.len());
        })
    }));
    let regions = regions(&source.text, None);
    let items = regions.items();
    let file = Source { roots: &regions.roots, regions: &items };
    let environment = Environment::default();
    let target = Target::of(module.release);
    let loaded = median((0..RUNS).map(|_| {
        timed(|| {
            black_box(load(&[file], target, &environment, None).kubernetes.len());
        })
    }));
    (read, loaded)
}

fn theirs(text: &str, built: &Path, module: Module) -> Result<Duration, String> {
    let mut java = Java::start(&built.join(module.name))?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let answer = java.ask(&json!({"kind": "jobs", "texts": [text], "repeat": ROUND}))?;
        times = answer["nanos"].as_array().cloned().ok_or_else(|| answer.to_string())?;
    }
    Ok(median(times.iter().filter_map(Json::as_u64).map(Duration::from_nanos)))
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times[times.len() / 2]
}
