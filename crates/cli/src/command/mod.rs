//! The commands: each takes its flags and gives a [`Report`].

mod check;
mod compare;
mod convert;
mod diff;
mod eval;
mod execution;
mod explain;
mod export;
mod fixing;
mod outputs;
mod preview;
mod run;
mod runs;
mod since;
mod why;

pub(crate) use check::{Checked, Tally, check};
pub(crate) use compare::compare;
pub(crate) use convert::convert;
pub(crate) use diff::diff;
pub(crate) use eval::eval;
pub(crate) use explain::{explain, rules};
pub(crate) use export::export;
pub(crate) use outputs::outputs;
pub(crate) use preview::preview;
pub(crate) use run::run;
pub(crate) use runs::runs;
pub(crate) use why::why;

/// The exit status of wrong use and unreadable files.
pub(crate) const WRONG_USE: u8 = 2;
/// The exit status of findings and failures.
pub(crate) const FAILED: u8 = 1;

/// Threads for what waits for a cluster.
fn threads() -> Result<tokio::runtime::Runtime, stage_engine::Error> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| {
        let remedy = "Close other programs, and try again.";
        stage_engine::Error::failed(format!("No threads: {error}."), remedy)
    })
}

/// What a command says.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// For standard output.
    pub(crate) out: String,
    /// For standard error.
    pub(crate) err: String,
    /// The exit status.
    pub(crate) status: u8,
}

impl Report {
    /// A report that only says what was wrong with the call.
    pub(crate) fn wrong_use(message: &str) -> Self {
        let mut report = Self::default();
        report.trouble(message);
        report
    }

    /// Adds something that could not be done.
    pub(crate) fn trouble(&mut self, message: &str) {
        self.err.push_str(&crate::output::line("error", message));
        self.status = WRONG_USE;
    }

    /// Adds something worth knowing that is no result.
    pub(crate) fn note(&mut self, message: &str) {
        self.err.push_str(&crate::output::line("note", message));
    }

    /// Raises the exit status to `status`.
    pub(crate) fn at_least(&mut self, status: u8) {
        self.status = self.status.max(status);
    }
}
