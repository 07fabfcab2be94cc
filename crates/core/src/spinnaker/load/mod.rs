//! The `loaded` step: what Orca's start-up makes of the files (orca-semantics §1).
