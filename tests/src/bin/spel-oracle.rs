//! `spel-oracle [--seed N] [--count N] [--rounds N] [--shown N]`: asks Orca's own
//! evaluator and ours about made-up expressions; exits with 1 on any
//! difference, with 2 where there is no JVM. The seed is printed: the same
//! seed asks the same.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is its purpose")]

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use stage_tests::spel_oracle::{Jvm, compare, contexts};

/// Most differences that are printed, unless `--shown` says otherwise.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let given = |name: &str| -> Option<u64> {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1)?.parse().ok()
    };
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let seed = given("--seed").unwrap_or(clock);
    let number = |name: &str, default: usize| {
        given(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
    };
    let (count, rounds) = (number("--count", 2_000), number("--rounds", 1));
    println!("seed {seed}, {count} expressions");
    let run = || -> std::io::Result<_> {
        let contexts = contexts()?;
        compare(&mut Jvm::start()?, &contexts, seed, count, rounds.max(1))
    };
    let compared = match run() {
        Ok(compared) => compared,
        Err(error) => {
            eprintln!("spel-oracle: {error}");
            return ExitCode::from(2);
        }
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
    println!("Orca's evaluator took {:?}, ours {:?}", compared.theirs, compared.ours);
    if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
