//! Whatever an expression asks for, evaluation ends soon, in bounded memory,
//! with Orca's answer or the word that it is not known; and each paragraph of
//! the reference holds by its shortest examples.

mod hostile;
mod names;
mod sample;
mod texts;
mod values;
