//! The live oracle of expressions: made-up ones, each answered by Orca's own
//! evaluator and by ours. The JVM is `oracle/spel`, built by Maven on demand.

mod bench;
mod calls;
mod generate;
mod jvm;
mod patterns;
mod repeatable;
mod wide;
mod words;

pub use bench::bench;
pub use generate::Generator;
pub use jvm::Jvm;

use serde_json::{Value as Json, json};

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
}

/// Asks both about `count` expressions made from `seed`.
pub fn compare(
    jvm: &mut Jvm,
    contexts: &Json,
    seed: u64,
    count: usize,
) -> std::io::Result<Compared> {
    let mut generator = Generator::new(seed, contexts);
    let cases: Vec<Json> = (0..count).map(|index| generator.case(seed, index)).collect();
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
        match difference(&whole, context) {
            None => compared.same += 1,
            Some(text) if text.starts_with("(not known here)") => compared.unknown += 1,
            Some(text) => compared.differences.push(text),
        }
    }
    Ok(compared)
}

/// The contexts that expressions are evaluated in.
pub fn contexts() -> std::io::Result<Json> {
    let path = jvm::folder().join("../../vectors/spel-contexts.json");
    let text = std::fs::read_to_string(path)?;
    Ok(serde_json::from_str(&text).unwrap_or_else(|_| json!({})))
}
