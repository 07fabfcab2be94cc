//! The `submitted` step: what clouddriver sends to the cluster for a stage's
//! evaluated context (clouddriver-semantics §1).
//!
//! [`operation`] is Orca's part: the request body. [`run_job`] is
//! clouddriver's operation on such a body, mutation by mutation in its order,
//! so that the first thing to go wrong here is the first there. [`submit`] is
//! both, with the nulls that Orca drops in between. Every value that is added
//! carries an [`crate::java::Origin`] that says so, all others keep theirs.
//!
//! It must never reach a cluster: what kubectl would answer is given
//! ([`Cluster`]).

mod artifact;
mod binding;
mod body;
mod fields;
mod kind;
mod kubectl;
mod manifest;
mod moniker;
mod orca;
mod run_job;
mod settings;
mod strategy;
mod traffic;
mod versions;

pub use artifact::{Artifact, visible_artifacts};
pub use kind::Kind;
pub use kubectl::{Action, Verb};
pub use orca::{Artifacts, operation};
pub use run_job::{Accounts, Deployed, Refusal, Submission, run_job, submit};
pub use settings::{Cluster, DockerImageBinding, Settings};
