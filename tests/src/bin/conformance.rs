//! `conformance DIR [NAME…]`: runs the golden vectors of a folder.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what it is for")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flate2::read::MultiGzDecoder;
use stage_designer_tests::conformance::RUNNERS;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: conformance DIR [NAME…]");
        return ExitCode::from(2);
    };
    let names: Vec<String> = arguments.collect();
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (name, run) in RUNNERS {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        let Some(reader) = open(&folder, name) else {
            if names.is_empty() {
                continue;
            }
            println!("{name}: not found in {}", folder.display());
            failed += 1;
            continue;
        };
        let mut lines = BufReader::new(reader).lines().map_while(Result::ok);
        let outcome = run(&mut lines, &folder);
        println!(
            "{name}: {} passed, {} failed, {} skipped",
            outcome.passed, outcome.failed, outcome.skipped
        );
        for difference in &outcome.differences {
            println!("  {difference}");
        }
        passed += outcome.passed;
        failed += outcome.failed;
        skipped += outcome.skipped;
    }
    println!("total: {passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn open(folder: &Path, name: &str) -> Option<Box<dyn Read>> {
    let plain = folder.join(format!("{name}.jsonl"));
    if let Ok(file) = File::open(plain) {
        return Some(Box::new(file));
    }
    let packed = File::open(folder.join(format!("{name}.jsonl.gz"))).ok()?;
    Some(Box::new(MultiGzDecoder::new(packed)))
}
