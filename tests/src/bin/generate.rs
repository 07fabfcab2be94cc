//! Writes the project's generated files again. `--check` only says which are
//! out of date, and exits with 1 if any is.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command of its own")]

use std::process::ExitCode;

use stage_tests::generate;

fn main() -> ExitCode {
    let only_check = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            eprintln!("generate: `{other}` is not known; there is only --check");
            return ExitCode::from(2);
        }
    };
    let words = generate::words();
    let stale_words = !is_written(&words);
    let mut files = vec![words];
    files.extend(generate::schemas());
    files.push(generate::stagectl());
    files.extend(generate::rules());
    files.push(generate::run());
    let mut stale = 0;
    for file in files.iter().filter(|file| !is_written(file)) {
        stale += 1;
        println!("{}", file.path);
        if only_check {
            continue;
        }
        if let Err(error) = std::fs::write(generate::root().join(file.path), &file.text) {
            eprintln!("generate: {}: {error}", file.path);
            return ExitCode::FAILURE;
        }
    }
    if stale_words && !only_check {
        println!("The words have changed, and with them the core: run this once more.");
    }
    if only_check && stale > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn is_written(file: &generate::Generated) -> bool {
    std::fs::read_to_string(generate::root().join(file.path)).is_ok_and(|text| text == file.text)
}
