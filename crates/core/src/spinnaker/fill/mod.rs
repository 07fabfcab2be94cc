//! The `filled` step: the stage definition merged into a pipeline's stage (orca-semantics §3.2, §3.3).
