//! Test runs in a real cluster: what `stagectl run` promises, on real pods.
//!
//! Started by `cargo xtask test cluster` inside the cluster's own network. The
//! kubeconfig `STAGE_DESIGNER_TEST_KUBECONFIG` names the user that may do all a
//! run needs; users with less are found beside it. A test that needs what is
//! not there says so and is passed over.

#![allow(clippy::print_stdout, reason = "what is passed over says so")]

mod between;
mod cluster;
mod faults;
mod figures;
mod lost;
mod permissions;
mod program;
mod runs;
mod samples;
mod stages;
mod ways;
