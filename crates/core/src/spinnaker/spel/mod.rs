//! Expressions `${…}` as Orca evaluates them (spel.md).
//!
//! [`evaluate`] walks a whole context, [`evaluate_text`] one text, both
//! against a sample [`Execution`]. It must never guess: what is not modelled,
//! or what only a running Orca knows, leaves its text and says so.

#![allow(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "functions of one table share one signature"
)]
#![allow(
    clippy::match_same_arms,
    clippy::too_many_lines,
    clippy::struct_excessive_bools,
    reason = "tables and cases follow Java's own, one by one"
)]
#![allow(
    clippy::similar_names,
    clippy::many_single_char_names,
    reason = "formulas keep the names of their definitions"
)]

mod base64;
mod character_table;
mod class;
mod constants;
mod convert;
mod equal;
mod evaluate;
mod export;
#[allow(clippy::unnecessary_wraps, reason = "all functions of a table have one type")]
mod functions;
mod heap;
pub mod help;
mod json;
mod map;
#[cfg(test)]
mod mended;
#[allow(clippy::unnecessary_wraps, reason = "all methods of a table have one type")]
mod methods;
mod number;
mod object;
mod parse;
mod pass;
mod regex;
mod stop;
mod summary;
mod syntax;
mod template;
mod text;
mod time;
mod token;
mod units;
mod varies;
mod world;
mod yaml;

pub use evaluate::Read;
pub use pass::{Evaluated, Outcome, PathStep, TextResult, evaluate, evaluate_text};
pub use stop::Unknown;
pub use summary::{Failure, Level};
pub use template::{expression_end, is_expression};
pub use varies::Varies;
pub use world::{Execution, NAMES, Scope};
pub use yaml::{Refusal, refusal};
