//! `spel-oracle [--seed N] [--count N] [--shown N]`: asks Orca's own evaluator
//! and ours about made-up expressions; exits with 1 on any difference, with 2
//! where there is no JVM. The seed is printed: the same seed asks the same.
//! `spel-oracle bench` measures both.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is its purpose")]

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use stage_tests::spel_oracle::{Jvm, bench, compare, contexts};

/// Most differences that are printed, unless `--shown` says otherwise.
const SHOWN: usize = 20;
/// What is measured, unless `--seed` says otherwise: figures of one day stand
/// beside those of another.
const SEED: u64 = 1;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let given = |name: &str| -> Option<u64> {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1)?.parse().ok()
    };
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let number = |name: &str, default: usize| {
        given(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
    };
    let count = number("--count", 2_000);
    let failed = |error| {
        eprintln!("spel-oracle: {error}");
        ExitCode::from(2)
    };
    if words.first().is_some_and(|word| word == "bench") {
        let seed = given("--seed").unwrap_or(SEED);
        return match contexts().and_then(|all| bench(&mut Jvm::start()?, &all, seed, count)) {
            Ok(lines) => {
                println!("seed {seed}, medians");
                println!("{}", lines.join("\n"));
                ExitCode::SUCCESS
            }
            Err(error) => failed(error),
        };
    }
    let seed = given("--seed").unwrap_or(clock);
    println!("seed {seed}, {count} expressions");
    let compared = match contexts().and_then(|all| compare(&mut Jvm::start()?, &all, seed, count)) {
        Ok(compared) => compared,
        Err(error) => return failed(error),
    };
    for difference in compared.differences.iter().take(number("--shown", SHOWN)) {
        println!("{difference}");
    }
    let failed = compared.differences.len();
    println!(
        "expressions: {} passed, {failed} failed, {} skipped",
        compared.same, compared.unknown
    );
    if failed > 0 {
        println!("the same again: cargo xtask soak oracle --seed {seed} --count {count}");
    }
    if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
