//! The project's own commands, reached as `cargo xtask`: set-up, checks and
//! generators in one place, so that a person and CI run the same thing.
//!
//! It starts other programs and adds up what they say. It depends on no crate
//! of this project (it must build when they do not), installs nothing outside
//! the checkout but Debian packages, and names no download address: every tool
//! comes through its ordinary client.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks on its terminal")]

mod args;
mod build;
mod checkers;
mod cluster;
mod counts;
mod display;
mod generate;
mod kills;
mod oracle;
mod place;
mod process;
mod programs;
mod report;
mod run;
mod session;
mod setup;
mod stamp;
mod test;
mod trouble;
mod workspace;

use std::process::ExitCode;

use args::Command;

/// Wrong use: an unknown command, part or file.
const WRONG_USE: u8 = 2;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    let command = match args::parse(&words) {
        Ok(command) => command,
        Err(wrong) => {
            eprintln!("{wrong}\n\n{}", args::usage());
            return ExitCode::from(WRONG_USE);
        }
    };
    let code = match command {
        Command::Help => {
            println!("{}", args::usage());
            0
        }
        Command::Run { file } => run::run(file.as_deref()),
        Command::Test { parts } => test::run(&parts),
        Command::Cluster(action) => cluster::run(&action),
        Command::Generate => generate::run(),
        Command::Conformance { rest } => programs::conformance(&rest),
        Command::BenchRun => test::long_in_cluster(test::Long::Figures).max(test::bench_flood()),
        Command::BenchWindow => test::bench_window(),
        Command::SoakCluster => test::long_in_cluster(test::Long::Faults),
        Command::Bench { rest } if rest.first().is_some_and(|word| word == "loaded") => {
            oracle::bench()
        }
        Command::BenchExpressions { rest } => oracle::bench_expressions(&rest),
        Command::BenchCheck => checkers::bench(),
        Command::Bench { rest } => programs::bench(&rest),
        Command::Soak { rest } => oracle::soak(&rest),
        Command::SoakKills => kills::soak(),
        Command::Screenshot => programs::screenshot(),
    };
    ExitCode::from(code)
}
