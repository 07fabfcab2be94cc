//! The tasks that Orca plans for a webhook stage.

use super::definition::set;
use super::polling::{Monitor, monitor};
use crate::java::{Data, Map, Value};

/// What Orca plans for a webhook stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// These tasks, one after the other.
    Tasks(Vec<Task>),
    /// Nothing runs; this is the text that the stage shows.
    Refused(&'static str),
}

/// One task. When the stage fails or is canceled, Orca also sends the
/// cancelling request, best effort, if `cancelEndpoint` is set.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// `createWebhook`: sends the request.
    Create {
        /// Status codes that end the stage at once.
        fail_fast: Vec<i64>,
        /// Which failing answers are tried again.
        retry: Retry,
        /// Seconds between two tries.
        interval: u32,
        /// Seconds until it gives up.
        timeout: u32,
    },
    /// `waitBeforeMonitorWebhook`: waits for so many seconds.
    Wait(i64),
    /// `monitorWebhook`: asks for the status.
    Monitor(Box<Monitor>),
    /// `bindProducedArtifacts`: takes the artifacts that were expected.
    BindArtifacts,
}

/// Which failing answers are tried again. To these belong also the service's
/// `webhook.defaultRetryStatusCodes` (429 unless set) and unknown hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// 500 to 599.
    pub server_errors: bool,
    /// And these.
    pub codes: Vec<i64>,
}

/// 504, on which the first request is not repeated unless other codes are set.
const GATEWAY_TIMEOUT: i64 = 504;

/// The plan for a merged and evaluated context.
pub fn plan(context: &Map) -> Plan {
    let is = |field: &str| set(context, field).is_some_and(truth);
    let (only, wait) = (is("monitorOnly"), is("waitForCompletion"));
    if only && !wait {
        return Plan::Refused(
            "Can't specify monitorOnly = true and waitForCompletion = false at the same time",
        );
    }
    let mut tasks = Vec::new();
    if !only {
        let fail_fast = match set(context, "failFastStatusCodes") {
            Some(_) => codes(context, "failFastStatusCodes"),
            None => vec![GATEWAY_TIMEOUT],
        };
        let retry = Retry { server_errors: true, codes: codes(context, "webhookRetryStatusCodes") };
        tasks.push(Task::Create { fail_fast, retry, interval: 10, timeout: 300 });
    }
    if wait {
        let seconds = set(context, "waitBeforeMonitor").and_then(whole).unwrap_or(0);
        if seconds > 0 {
            let waits = set(context, "waitTime").and_then(whole).unwrap_or(seconds);
            tasks.push(Task::Wait(waits));
        }
        tasks.push(Task::Monitor(Box::new(monitor(context))));
    }
    if context.contains_key("expectedArtifacts") {
        tasks.push(Task::BindArtifacts);
    }
    Plan::Tasks(tasks)
}

/// The status codes of a list, or a single one.
pub(super) fn codes(context: &Map, field: &str) -> Vec<i64> {
    match set(context, field) {
        Some(Value { data: Data::List(items), .. }) => items.iter().filter_map(whole).collect(),
        Some(single) => whole(single).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A truth value as Jackson reads it into a `boolean`.
pub(super) fn truth(value: &Value) -> bool {
    match &value.data {
        Data::Boolean(truth) => *truth,
        Data::Integer(number) => *number != 0,
        Data::String(text) => matches!(text.trim(), "true" | "True" | "TRUE"),
        _ => false,
    }
}

fn whole(value: &Value) -> Option<i64> {
    match &value.data {
        Data::Integer(number) => Some(i64::from(*number)),
        Data::Long(number) => Some(*number),
        Data::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
