//! `conformance DIR [NAME…]`: runs the vectors of a folder, all files that
//! have a runner or those named; exits with 1 on any failure.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is its purpose")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flate2::read::MultiGzDecoder;
use stage_tests::conformance::{Outcome, RUNNERS, Run, file_of};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(dir) = args.next().map(PathBuf::from) else {
        eprintln!("usage: conformance DIR [NAME…]");
        return ExitCode::from(2);
    };
    let names: Vec<String> = args.collect();
    if let Some(unknown) = names.iter().find(|name| RUNNERS.iter().all(|(known, _)| known != name))
    {
        eprintln!("no vectors are called {unknown}");
        return ExitCode::from(2);
    }
    let mut total = Outcome::default();
    for (name, run) in RUNNERS {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        match run_file(&dir, name, run) {
            Ok(Some(outcome)) => {
                report(name, &outcome);
                total.passed += outcome.passed;
                total.failed += outcome.failed;
                total.skipped += outcome.skipped;
            }
            Ok(None) if names.is_empty() => {}
            Ok(None) => {
                eprintln!("{name}: no such file in {}", dir.display());
                total.failed += 1;
            }
            Err(error) => {
                eprintln!("{name}: {error}");
                total.failed += 1;
            }
        }
    }
    report("total", &total);
    if total.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn report(name: &str, outcome: &Outcome) {
    let Outcome { passed, failed, skipped, differences } = outcome;
    println!("{name}: {passed} passed, {failed} failed, {skipped} skipped");
    for difference in differences {
        println!("  {difference}");
    }
}

fn run_file(dir: &Path, name: &str, run: Run) -> std::io::Result<Option<Outcome>> {
    let name = file_of(name);
    let plain = dir.join(format!("{name}.jsonl"));
    let packed = dir.join(format!("{name}.jsonl.gz"));
    let reader: Box<dyn Read> = if plain.is_file() {
        Box::new(File::open(plain)?)
    } else if packed.is_file() {
        Box::new(MultiGzDecoder::new(File::open(packed)?))
    } else {
        return Ok(None);
    };
    let mut failure = None;
    let mut lines = BufReader::new(reader)
        .lines()
        .map_while(|line| line.map_err(|error| failure = Some(error)).ok())
        .filter(|line| !line.trim().is_empty());
    let outcome = run(&mut lines, dir);
    drop(lines);
    failure.map_or(Ok(Some(outcome)), Err)
}
