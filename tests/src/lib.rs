//! Tests that reach over several crates, and the generators of checked-in
//! files.

pub mod generate;

#[cfg(test)]
mod schema;
#[cfg(test)]
mod shared;
