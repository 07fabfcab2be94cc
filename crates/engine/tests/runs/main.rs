//! Runs against an API server that is a function: what is sent, in which
//! order, and what is made of every answer.

mod behind;
mod deployed;
mod fake;
mod rotation;
mod runs;
mod stopping;
mod tidy;
