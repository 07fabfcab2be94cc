//! `oracle BUILT [--files N] [--seed S] [--file N] [--module NAME]`: compares
//! fresh files with the real code in a Java machine. BUILT is where Maven has
//! built `tests/oracle`. `oracle BUILT fields` writes the field tables,
//! `oracle BUILT bench` measures loading.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is its purpose")]

use std::path::Path;
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use stage_tests::oracle::{MODULES, Module, Tally, bench, java, run};

/// Files a module, unless asked otherwise.
const FILES: u64 = 2_000;
/// The field tables of a Job's classes, from the root.
const FIELDS: &str = "crates/core/data/v1job-fields.json";

fn main() -> ExitCode {
    match asked(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::from(2)
        }
    }
}

fn asked(words: &[String]) -> Result<bool, String> {
    let (built, words) = words.split_first().ok_or("Where is tests/oracle built?")?;
    let built = Path::new(built);
    if words.first().is_some_and(|word| word == "fields") {
        return fields(built).map(|()| true);
    }
    if words.first().is_some_and(|word| word == "bench") {
        bench::run(built)?.iter().for_each(|line| println!("{line}"));
        return Ok(true);
    }
    let value = |name: &str| -> Result<Option<u64>, String> {
        let Some(at) = words.iter().position(|word| word == name) else { return Ok(None) };
        let number = words.get(at + 1).and_then(|word| word.parse().ok());
        number.map(Some).ok_or_else(|| format!("{name} needs a number."))
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let seed = value("--seed")?.unwrap_or(now);
    let numbers = match value("--file")? {
        Some(number) => number..number + 1,
        None => 0..value("--files")?.unwrap_or(FILES),
    };
    let named = words.iter().position(|word| word == "--module").and_then(|at| words.get(at + 1));
    let modules: Vec<Module> =
        MODULES.into_iter().filter(|module| named.is_none_or(|name| name == module.name)).collect();
    if modules.is_empty() {
        return Err("There is no such module.".to_owned());
    }
    println!("seed {seed}");
    let tallies: Vec<Result<Tally, String>> = std::thread::scope(|scope| {
        let one = |module: Module| {
            let numbers = numbers.clone();
            scope.spawn(move || {
                let started = Instant::now();
                let tally = run(module, built, seed, numbers)?;
                println!("{}", said(module, &tally, started.elapsed().as_secs()));
                Ok(tally)
            })
        };
        let running: Vec<_> = modules.iter().map(|module| one(*module)).collect();
        running.into_iter().map(|it| it.join().unwrap_or(Err("it broke".to_owned()))).collect()
    });
    let mut fine = true;
    for tally in tallies {
        fine &= tally?.differing.is_empty();
    }
    if !fine {
        let files = numbers.end;
        println!("the same again: cargo xtask soak oracle --seed {seed} --files {files}");
    }
    Ok(fine)
}

fn said(module: Module, tally: &Tally, seconds: u64) -> String {
    let mut said = String::new();
    for difference in &tally.shown {
        said.extend([difference, "\n\n"]);
    }
    if !tally.differing.is_empty() {
        said.push_str(&format!("  differing: {:?}\n", tally.differing));
    }
    said + &format!(
        "{}: {} load, {seconds} s\n{}: {} passed, {} failed, {} skipped",
        module.name,
        tally.bound,
        module.name,
        tally.agreed,
        tally.differing.len(),
        tally.unread
    )
}

fn fields(built: &Path) -> Result<(), String> {
    let newest = built.join(MODULES[MODULES.len() - 1].name);
    let output = java::command(&newest).arg("fields").arg(newest.join("clients")).output();
    let output = output.map_err(|error| format!("java cannot be started: {error}"))?;
    if !output.status.success() || output.stdout.is_empty() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    std::fs::write(FIELDS, output.stdout).map_err(|error| format!("{FIELDS}: {error}"))
}
