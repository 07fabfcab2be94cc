//! Custom webhook stages (`webhook.preconfigured`): what Orca makes of one in
//! a pipeline and the requests that it would send (webhook-semantics).
//!
//! Nothing here sends a request. Binding the YAML is the loader's, evaluating
//! `${…}` the expression step's: both come before [`request`].

mod definition;
mod headers;
mod listed;
mod merge;
mod polling;
mod request;
mod tasks;
#[cfg(test)]
mod tests;

pub use definition::{
    COPIED_FIELDS, NotFound, Permission, Resolution, allowed, configurable_fields, enabled, find,
};
pub use headers::{Header, RefusedHeader, is_refused};
pub use listed::{Listed, listed};
pub use merge::{Merged, Overridden, merge};
pub use polling::{Ends, Monitor, Status, StatusCheck, StatusUrl, Statuses};
pub use request::{Call, Method, Request, request};
pub use tasks::{Plan, Retry, Task, plan};
