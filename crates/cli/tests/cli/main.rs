//! What `stagectl` promises to those who put it into their CI: its outputs,
//! its exit statuses, and that no file makes it fall over.

mod check;
mod compare;
mod convert;
mod diff;
mod documents;
mod eval;
mod export;
mod hostile;
mod installation;
mod outputs;
mod preview;
mod program;
mod rules;
mod run;
mod schema;
mod why;
