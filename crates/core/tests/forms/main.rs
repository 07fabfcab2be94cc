//! Promises about every form of file: found with the reason, edited in place,
//! nothing else touched.

mod convert;
mod edits;
mod examples;
mod hostile;
mod pairs;
mod samples;
