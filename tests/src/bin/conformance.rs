//! `conformance DIR [NAME…]`: runs the golden vectors in a folder.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use stage_tests::conformance::{Outcome, RUNNERS};

fn open(dir: &Path, name: &str) -> Option<(PathBuf, Box<dyn Read>)> {
    let plain = dir.join(format!("{name}.jsonl"));
    if let Ok(file) = std::fs::File::open(&plain) {
        return Some((plain, Box::new(file)));
    }
    let packed = dir.join(format!("{name}.jsonl.gz"));
    let file = std::fs::File::open(&packed).ok()?;
    Some((packed, Box::new(flate2::read::GzDecoder::new(file))))
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(dir) = arguments.next().map(PathBuf::from) else {
        println!("conformance DIR [NAME…]");
        return ExitCode::from(2);
    };
    let names: Vec<String> = arguments.collect();
    let mut total = Outcome::default();
    for (name, run) in RUNNERS {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        let Some((path, reader)) = open(&dir, name) else { continue };
        let mut lines = BufReader::new(reader).lines().map_while(Result::ok);
        let outcome = run(&mut lines, &dir);
        println!(
            "{}: {} passed, {} failed, {} skipped",
            path.display(),
            outcome.passed,
            outcome.failed,
            outcome.skipped
        );
        for difference in &outcome.differences {
            println!("{difference}");
        }
        total.passed += outcome.passed;
        total.failed += outcome.failed;
        total.skipped += outcome.skipped;
    }
    println!("total: {} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
