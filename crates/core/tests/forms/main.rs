//! Promises about every form of file: found with the reason, edited in place,
//! nothing else touched.

mod edits;
mod hostile;
mod samples;
