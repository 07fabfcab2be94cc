//! Whatever an expression asks for, evaluation ends soon, in bounded memory,
//! with Orca's answer or the word that it is not known.

mod hostile;
