//! Test runs: a stage's Job in a real cluster, watched, judged as Spinnaker
//! would, and removed again.
//!
//! It must never delete what does not carry its label (besides a Job of a fixed
//! name that the user confirmed), write before the journal has it, or keep a
//! secret.

mod cursor;
mod identity;
mod named;
mod safe;
mod sentence;
mod time_line;

pub use cursor::{Cursor, Piece};
pub use identity::{INSTALLATION_LABEL, Identity, RUN_LABEL, new_id};
pub use named::{Kind, Named, named, pod_labels, secret_variables, service_account, volumes};
pub use safe::{Change, Prepared, exact, made_safe};
pub use sentence::{LINGERING, exit_code, sentence};
pub use time_line::{Moment, TimeLine};
