//! How long evaluation takes beside Orca's own in a warm JVM, on the same
//! expressions in one run. Only evaluation counts on either side: contexts are
//! read before, and no JSON is made of what comes out.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use serde_json::Value as Json;
use stage_core::java::{self, Map};
use stage_core::spinnaker::spel::{Execution, Scope, evaluate};

use super::{Generator, Jvm, jvm};
use crate::conformance::spel::difference;

/// The JVM is warm after so many rounds at the least, and at the most.
const WARM: (usize, usize) = (10, 80);
/// It is warm when so many rounds have brought less than two per cent.
const STEADY: usize = 6;
/// Figures are medians of so many rounds, the JVM's and ours in turn.
const ROUNDS: usize = 11;

/// Cases of one kind with what the contexts were read as.
struct Group<'c> {
    name: &'static str,
    cases: Vec<Json>,
    sources: Vec<(Map, &'c Sample)>,
}

/// A context as ours reads it.
struct Sample {
    root: Option<java::Value>,
    execution: Execution,
}

/// The figures, a line each.
pub fn bench(
    jvm: &mut Jvm,
    contexts: &Json,
    seed: u64,
    count: usize,
) -> std::io::Result<Vec<String>> {
    let names: Vec<String> =
        contexts.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let samples: Vec<Sample> = names.iter().map(|name| sample(&contexts[name])).collect();
    let of = |case: &Json| {
        let at = names.iter().position(|name| case["context"].as_str() == Some(name))?;
        samples.get(at)
    };
    let mut groups = Vec::new();
    for (name, cases) in cases(jvm, contexts, seed, count)? {
        let sources = cases.iter().filter_map(|case| Some((source(case), of(case)?))).collect();
        groups.push(Group { name, cases, sources });
    }
    let mut lines = Vec::new();
    for group in &groups {
        let warm = warm_up(jvm, group)?;
        let mut times = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            times.0.push(jvm.again(&group.cases)?);
            times.1.push(ours(group));
        }
        let (theirs, ours) = (median(times.0), median(times.1));
        let count = u32::try_from(group.cases.len().max(1)).unwrap_or(u32::MAX);
        let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(count);
        lines.push(format!(
            "{:<34} {:>5} expressions: JVM {:>8.2} \u{b5}s each (warm after {warm} rounds), ours {:>7.2} \u{b5}s, {:.3} of its time",
            group.name,
            group.cases.len(),
            each(theirs),
            each(ours),
            ours.as_secs_f64() / theirs.as_secs_f64(),
        ));
    }
    Ok(lines)
}

/// The cases on which both agree: people's, and made-up ones by whether they
/// have a value, since an exception costs a JVM more than an answer.
fn cases(
    jvm: &mut Jvm,
    contexts: &Json,
    seed: u64,
    count: usize,
) -> std::io::Result<Vec<(&'static str, Vec<Json>)>> {
    let path = jvm::folder().join("../../vectors/spel.jsonl.gz");
    let mut written = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(File::open(path)?)).lines() {
        written.push(serde_json::from_str(&line?)?);
    }
    let mut generator = Generator::new(seed, contexts);
    let made: Vec<Json> = (0..count).map(|index| generator.case(seed, index)).collect();
    let (values, failing) = agreed(jvm, contexts, &made)?;
    let (mut known, without) = agreed(jvm, contexts, &written)?;
    known.extend(without);
    Ok(vec![
        ("the vectors", known),
        ("made-up ones with a value", values),
        ("made-up ones that stay as they are", failing),
    ])
}

fn agreed(
    jvm: &mut Jvm,
    contexts: &Json,
    cases: &[Json],
) -> std::io::Result<(Vec<Json>, Vec<Json>)> {
    let mut split = (Vec::new(), Vec::new());
    for (case, mut answer) in cases.iter().zip(jvm.ask(cases)?) {
        let context = &contexts[case["context"].as_str().unwrap_or_default()];
        for key in ["context", "input"] {
            answer[key] = case[key].clone();
        }
        if context.is_null() || answer["endless"] == true || difference(&answer, context).is_some()
        {
            continue;
        }
        let failed = answer["failures"].as_array().is_some_and(|failures| !failures.is_empty());
        if failed { &mut split.1 } else { &mut split.0 }.push(case.clone());
    }
    Ok(split)
}

/// Rounds until the JVM's time no longer falls; how many those were.
fn warm_up(jvm: &mut Jvm, group: &Group<'_>) -> std::io::Result<usize> {
    let mut times = Vec::new();
    loop {
        times.push(jvm.again(&group.cases)?);
        let (before, last) = times.split_at(times.len().saturating_sub(STEADY));
        let best = |times: &[Duration]| times.iter().min().copied().unwrap_or(Duration::MAX);
        let steady = best(last).as_secs_f64() > 0.98 * best(before).as_secs_f64();
        if times.len() >= WARM.1 || times.len() >= WARM.0 && steady {
            return Ok(times.len());
        }
    }
}

/// How long ours takes for all of them.
fn ours(group: &Group<'_>) -> Duration {
    let scopes: Vec<(&Map, Scope<'_>)> =
        group.sources.iter().map(|(source, sample)| (source, scope(sample))).collect();
    let start = Instant::now();
    for (source, scope) in &scopes {
        black_box(evaluate(source, scope));
    }
    start.elapsed()
}

fn source(case: &Json) -> Map {
    let mut source = Map::new();
    source.insert("v", java::from_json(&case["input"]));
    source
}

fn sample(context: &Json) -> Sample {
    let stage = context["stageId"].as_str().unwrap_or_default();
    Sample {
        root: context.get("root").map(java::from_json),
        execution: Execution::new(java::from_json(&context["execution"]), stage),
    }
}

fn scope(sample: &Sample) -> Scope<'_> {
    match sample.root.as_ref().and_then(java::Value::as_map) {
        Some(root) => Scope::plain(root),
        None => Scope::of(&sample.execution),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
