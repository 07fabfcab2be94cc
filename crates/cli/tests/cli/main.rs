//! What `stagectl` promises to those who put it into their CI: its outputs,
//! its exit statuses, and that no file makes it fall over.

mod check;
mod documents;
mod hostile;
mod preview;
mod program;
mod run;
mod schema;
