//! Test runs: a stage's Job in a real cluster, watched, judged as Spinnaker
//! would, and removed again.
//!
//! It must never delete what does not carry its label (besides a Job of a fixed
//! name that the user confirmed), write before the journal has it, or keep a
//! secret.

mod access;
mod admitted;
mod api;
mod artifact;
mod backoff;
mod behind;
mod clean;
mod clock;
mod compare;
mod cursor;
mod ending;
mod event;
mod history;
mod identity;
mod job;
mod journal;
mod kept;
mod log_link;
mod logbook;
mod logs;
mod mask;
mod named;
mod order;
mod pages;
mod pod_security;
mod preflight;
mod quota;
mod record;
mod replaced;
mod runs;
mod safe;
mod sentence;
mod stage;
mod time_line;
mod unevaluated;
mod verdict;
mod watch;

pub use access::{Access, SpinnakerAccess};
pub use api::{Api, Writing};
pub use clean::{Cleaned, clean};
pub use clock::{now, written};
pub use compare::compare;
pub use cursor::{Cursor, Piece};
pub use event::{Event, event_schema};
pub use history::{find, list, log_path, search};
pub use identity::{INSTALLATION_LABEL, Identity, RUN_LABEL, new_id};
pub use journal::{Entry, Instance, forget, leftovers};
pub use kept::{Kept, definition, is_as_run, kept, stage_named};
pub use log_link::{LogLink, log_link};
pub use logbook::log_name;
pub use mask::Mask;
pub use named::{Kind, Named, named, pod_labels, secret_variables, service_account, volumes};
pub use order::Order;
pub use pages::{PageLine, Pages, Search};
pub use preflight::{Preflight, Use, preflight, preflight_with};
pub use record::{
    Condition, Given, LogFile, Parameter, Reason, RunRecord, RunResult, RunStatus, StageName,
    Workspace, expression,
};
pub use replaced::{Replaced, replaced};
pub use runs::{identity, prepare, run};
pub use safe::{Change, Prepared, exact, made_safe};
pub use sentence::{LINGERING, exit_code, sentence};
pub use stage::{SPINNAKER_ASKS, SPINNAKER_WAITS, Stage};
pub use time_line::{Moment, TimeLine};
pub use unevaluated::unevaluated;
pub use verdict::{Kubernetes, Readings, Verdict, is_finished, is_over, vanished, verdict};
