//! `stagectl`: see the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagectl::main()
}
