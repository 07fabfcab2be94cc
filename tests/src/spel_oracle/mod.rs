//! The live oracle of expressions: made-up ones, each answered by Orca's own
//! evaluator and by ours. The JVM is `oracle/spel`, built by Maven on demand.

mod calls;
mod generate;
mod jvm;
mod words;

pub use generate::Generator;
pub use jvm::Jvm;

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use stage_core::java::{self, Map};
use stage_core::spinnaker::spel::{Execution, Scope, evaluate};

use crate::conformance::spel::difference;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Compared {
    /// On how many both agree.
    pub same: usize,
    /// How many we say are not known here, which is no answer and so no
    /// wrong one; and values that hold themselves.
    pub unknown: usize,
    /// Where both answer, and not the same.
    pub differences: Vec<String>,
    /// How long Orca's calls took, in a JVM that is warm.
    pub theirs: Duration,
    /// How long ours took.
    pub ours: Duration,
}

/// Asks both about `count` expressions made from `seed`, `rounds` times; the
/// last round is the one that is compared and timed.
pub fn compare(
    jvm: &mut Jvm,
    contexts: &Json,
    seed: u64,
    count: usize,
    rounds: usize,
) -> std::io::Result<Compared> {
    let mut generator = Generator::new(seed, contexts);
    let cases: Vec<Json> = (0..count).map(|index| generator.case(seed, index)).collect();
    for _ in 1..rounds {
        jvm.ask(&cases)?;
    }
    let mut compared = Compared::default();
    for (case, answer) in cases.iter().zip(jvm.ask(&cases)?) {
        let context = &contexts[case["context"].as_str().unwrap_or_default()];
        let mut whole = answer;
        for key in ["context", "input"] {
            whole[key] = case[key].clone();
        }
        // A value that holds itself, or is huge, has no JSON to be compared.
        if whole["endless"] == true {
            compared.unknown += 1;
            continue;
        }
        compared.theirs += Duration::from_nanos(whole["nanos"].as_u64().unwrap_or(0));
        compared.ours += timed(case, context);
        match difference(&whole, context) {
            None => compared.same += 1,
            Some(text) if text.starts_with("(not known here)") => compared.unknown += 1,
            Some(text) => compared.differences.push(text),
        }
    }
    Ok(compared)
}

/// How long our evaluation takes, with the context read before, as Orca's is.
fn timed(case: &Json, context: &Json) -> Duration {
    let mut source = Map::new();
    source.insert("v", java::from_json(&case["input"]));
    let root = context.get("root").map(java::from_json);
    let execution = Execution::new(
        java::from_json(&context["execution"]),
        context["stageId"].as_str().unwrap_or_default(),
    );
    let scope = match root.as_ref().and_then(java::Value::as_map) {
        Some(root) => Scope::plain(root),
        None => Scope::of(&execution),
    };
    let start = Instant::now();
    let evaluated = evaluate(&source, &scope);
    let taken = start.elapsed();
    drop(evaluated);
    taken
}

/// The contexts that expressions are evaluated in.
pub fn contexts() -> std::io::Result<Json> {
    let path = jvm::folder().join("../../vectors/spel-contexts.json");
    let text = std::fs::read_to_string(path)?;
    Ok(serde_json::from_str(&text).unwrap_or_else(|_| json!({})))
}
