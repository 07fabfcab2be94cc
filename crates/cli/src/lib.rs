//! `stagectl`: what Spinnaker makes of stage files, on the command line.
//!
//! Thin: core and engine do the work; here are flags, exit codes and outputs.
//! It must never show a secret, nor let a file's text drive the terminal.

mod args;
mod args_forms;
mod args_run;
mod command;
mod environment;
mod input;
mod installation;
mod markdown;
mod output;

use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use command::Report;
use output::Look;

#[doc(hidden)]
pub use markdown::markdown;
#[doc(hidden)]
pub use stage_engine::run::event_schema as run_schema;

/// Runs the program with this process's arguments and streams.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help that nobody reads to the end is no failure.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let look = Look::of(io::stdout().is_terminal(), io::stderr().is_terminal());
    if let Command::Run(args) = &args.command {
        return ExitCode::from(command::run(args, look));
    }
    let Report { out, err, status } = match &args.command {
        // A rerun reads standard input by itself.
        Command::Runs(args) => command::runs(args, look),
        _ => run(&args, &mut io::stdin().lock(), look),
    };
    let told = io::stderr().lock().write_all(err.as_bytes());
    match io::stdout().lock().write_all(out.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = told.and_then(|()| writeln!(io::stderr(), "error: could not write: {error}"));
            ExitCode::from(command::WRONG_USE)
        }
        _ => ExitCode::from(status),
    }
}

fn run(args: &Args, stdin: &mut dyn Read, look: Look) -> Report {
    match &args.command {
        Command::Check(args) => command::check(args, stdin, look),
        Command::Preview(args) => command::preview(args, stdin, look),
        Command::Eval(args) => command::eval(args, stdin),
        Command::Export(args) => command::export(args, stdin),
        Command::Convert(args) => command::convert(args, stdin),
        Command::Compare(args) => command::compare(args, stdin),
        Command::Diff(args) => command::diff(args, stdin),
        Command::Outputs(args) => command::outputs(args, stdin),
        Command::Why(args) => command::why(args, stdin),
        Command::Rules => command::rules(),
        Command::Explain(args) => command::explain(args),
        // They are carried out before.
        Command::Run(_) | Command::Runs(_) => Report::default(),
    }
}
