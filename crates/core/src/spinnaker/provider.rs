//! The two kinds of preconfigured job that Orca knows.

/// Under which key of `job.preconfigured` a stage stands, and so which of its
/// fields Orca copies into a pipeline's stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Provider {
    /// `job.preconfigured.kubernetes`
    #[default]
    Kubernetes,
    /// `job.preconfigured.titus`
    Titus,
}
