//! Expressions `${…}` as Orca evaluates them (spel.md).
