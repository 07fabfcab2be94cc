//! `bench`: how long the hot paths take, each as a ratio to one bare yaml-edit
//! parse of the same text in the same run; `bench check`, how long the checks
//! of others take.
#![allow(clippy::print_stdout, reason = "its output is its purpose")]

use std::ffi::OsString;
use std::hint::black_box;
use std::path::Path as Filesystem;
use std::process::ExitCode;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use stage_core::analyze;
use stage_core::document::{Path, Source, edit};
use stage_tests::checkers;
use stage_tests::generated::profile;

/// Figures are medians of this many runs, fewer for texts that take long.
const RUNS: usize = 21;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    match words.split_first() {
        Some((first, rest)) if first == "check" => check(rest),
        _ => {
            analysis();
            ExitCode::SUCCESS
        }
    }
}

/// `check FOLDER STAGECTL [--kubeconform PROGRAM] [--yamllint PROGRAM]`
fn check(words: &[OsString]) -> ExitCode {
    let [folder, stagectl, others @ ..] = words else { return ExitCode::from(2) };
    let other = |flag: &str| {
        let pair = others.chunks_exact(2).find(|pair| pair.first().is_some_and(|it| it == flag))?;
        pair.last().map(Filesystem::new)
    };
    let (kubeconform, yamllint) = (other("--kubeconform"), other("--yamllint"));
    match checkers::run(Filesystem::new(folder), Filesystem::new(stagectl), kubeconform, yamllint) {
        Ok((figures, no_slower)) => {
            print!("{figures}");
            ExitCode::from(u8::from(!no_slower))
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn analysis() {
    println!("median of up to {RUNS} runs; ratio to one bare yaml-edit parse of the same text\n");
    println!(
        "{:>7} {:>9} {:>22} {:>22} {:>22}",
        "stages", "kB", "full analysis", "keystroke", "form edit"
    );
    for stages in [1, 20, 200, 2_000] {
        let text = profile(stages);
        let runs = if stages > 200 { 5 } else { RUNS };
        let bare = median(runs, || {
            black_box(yaml_edit::YamlFile::from_str(&text).is_ok());
        });
        let full = median(runs, || {
            black_box(analyze(&Source::new(text.as_str()), None));
        });
        let before = analyze(&Source::new(text.as_str()), None);
        let at = text.len() / 2 + text[text.len() / 2..].find("image: ").unwrap_or(0) + 7;
        let typed = format!("{}x{}", &text[..at], &text[at..]);
        let keystroke = median(runs, || {
            black_box(analyze(&Source::new(typed.as_str()), Some(&before)));
        });
        let path = Path::parse(&format!("job.preconfigured.kubernetes[{}].label", stages / 2));
        let set = edit::Edit::Set {
            path: path.unwrap_or_default(),
            value: edit::New::Text("other".into()),
        };
        let form = median(runs, || {
            black_box(edit::edit(&text, &before.regions, &set).is_ok());
        });
        let column = |time: Duration| {
            let ratio = time.as_secs_f64() / bare.as_secs_f64();
            format!("{:>9.3} ms {ratio:>7.3} x", time.as_secs_f64() * 1e3)
        };
        println!(
            "{stages:>7} {:>9} {:>22} {:>22} {:>22}   bare {:.3} ms",
            text.len() / 1000,
            column(full),
            column(keystroke),
            column(form),
            bare.as_secs_f64() * 1e3
        );
    }
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}
