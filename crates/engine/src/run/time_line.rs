//! What happened to a Job and its pods, in order and in words, from the objects
//! that a watch delivers.
//!
//! A fold: the same object seen twice, as after a lost connection, says nothing
//! new. It must never keep more of the objects than what was said.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::sentence::{LINGERING, exit_code, sentence};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    /// When, as the cluster says (RFC 3339); empty where it does not.
    pub at: String,
    /// To what: `job NAME`, `pod NAME`, or `pod NAME, CONTAINER`.
    pub subject: String,
    /// What, in a word: `created`, `scheduled`, `pulling`, `running`, `ended`,
    /// `waiting`, `deleted`, or a reason of Kubernetes.
    pub what: String,
    /// The cluster's own words, if it has any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// What it means and what to do, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// Whether something is wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trouble: bool,
}

/// What was said so far.
#[derive(Debug, Clone, Default)]
pub struct TimeLine {
    said: HashSet<String>,
    /// When a container of a pod was first seen to have ended well, by the own
    /// clock: the node's may be another.
    ended: HashMap<String, i64>,
}

/// Waiting reasons that pass by themselves.
const USUAL: [&str; 3] = ["ContainerCreating", "PodInitializing", ""];

impl TimeLine {
    /// What a Job newly says.
    pub fn job(&mut self, job: &Value) -> Vec<Moment> {
        let mut out = Vec::new();
        let subject = format!("job {}", text(job, "/metadata/name"));
        let uid = text(job, "/metadata/uid");
        let at = text(job, "/metadata/creationTimestamp");
        self.say(&mut out, &format!("{uid} created"), moment(at, &subject, "created"));
        for condition in list(job, "/status/conditions") {
            let kind = text(condition, "/type");
            if text(condition, "/status") != "True" || kind == "SuccessCriteriaMet" {
                continue;
            }
            let reason = text(condition, "/reason");
            let what = match kind {
                "Complete" => "complete",
                "Failed" => "failed",
                "Suspended" => "suspended",
                "FailureTarget" => "failing",
                other => other,
            };
            let mut said = moment(text(condition, "/lastTransitionTime"), &subject, what);
            said.message = joined(reason, text(condition, "/message"));
            said.meaning = sentence(reason, "").filter(|_| kind == "Failed").map(str::to_owned);
            said.trouble = kind == "Failed";
            self.say(&mut out, &format!("{uid} {kind}"), said);
        }
        out
    }

    /// What a pod newly says. `now` is the present, to tell what goes on too
    /// long, in seconds since 1970.
    pub fn pod(&mut self, pod: &Value, now: i64) -> Vec<Moment> {
        let mut out = Vec::new();
        let (name, uid) = (text(pod, "/metadata/name"), text(pod, "/metadata/uid"));
        let subject = format!("pod {name}");
        let at = text(pod, "/metadata/creationTimestamp");
        self.say(&mut out, &format!("{uid} created"), moment(at, &subject, "created"));
        for condition in list(pod, "/status/conditions") {
            if text(condition, "/type") != "PodScheduled" {
                continue;
            }
            let at = text(condition, "/lastTransitionTime");
            if text(condition, "/status") == "True" {
                let mut said = moment(at, &subject, "scheduled");
                said.message = format!("on node {}", text(pod, "/spec/nodeName"));
                self.say(&mut out, &format!("{uid} scheduled"), said);
            } else {
                let reason = text(condition, "/reason");
                let said = trouble(at, &subject, reason, text(condition, "/message"));
                self.say(&mut out, &format!("{uid} {reason}"), said);
            }
        }
        let reason = text(pod, "/status/reason");
        if !reason.is_empty() {
            let said = trouble("", &subject, reason, text(pod, "/status/message"));
            self.say(&mut out, &format!("{uid} {reason}"), said);
        }
        for kind in ["/status/initContainerStatuses", "/status/containerStatuses"] {
            for container in list(pod, kind) {
                self.container(&mut out, uid, &subject, container);
            }
        }
        self.lingering(&mut out, uid, &subject, pod, now);
        if !text(pod, "/metadata/deletionTimestamp").is_empty() {
            let at = text(pod, "/metadata/deletionTimestamp");
            self.say(&mut out, &format!("{uid} ending"), moment(at, &subject, "terminating"));
        }
        out
    }

    /// That a Job or pod is gone.
    pub fn gone(&mut self, kind: &str, object: &Value) -> Vec<Moment> {
        let mut out = Vec::new();
        let subject = format!("{kind} {}", text(object, "/metadata/name"));
        let key = format!("{} gone", text(object, "/metadata/uid"));
        self.say(&mut out, &key, moment("", &subject, "deleted"));
        out
    }

    /// What an event of the namespace newly says of the Job or its pods.
    pub fn event(&mut self, event: &Value) -> Vec<Moment> {
        let mut out = Vec::new();
        let kind = text(event, "/involvedObject/kind");
        let subject = format!("{} {}", kind.to_lowercase(), text(event, "/involvedObject/name"));
        let (reason, message) = (text(event, "/reason"), text(event, "/message"));
        let at = ["/lastTimestamp", "/eventTime", "/firstTimestamp"]
            .into_iter()
            .map(|key| text(event, key))
            .find(|at| !at.is_empty())
            .unwrap_or_default();
        // Seen again with a higher count it says the same.
        let key = format!("{} {reason} {message}", text(event, "/involvedObject/uid"));
        if text(event, "/type") == "Warning" {
            self.say(&mut out, &key, trouble(at, &subject, reason, message));
        } else if matches!(reason, "Pulling" | "Pulled") {
            let mut said = moment(at, &subject, &reason.to_lowercase());
            message.clone_into(&mut said.message);
            self.say(&mut out, &key, said);
        }
        out
    }

    fn container(&mut self, out: &mut Vec<Moment>, uid: &str, subject: &str, status: &Value) {
        let name = text(status, "/name");
        let restarts = status.get("restartCount").and_then(Value::as_i64).unwrap_or(0);
        let subject = format!("{subject}, {name}");
        let key = |what: &str, attempt: i64| format!("{uid} {name} {attempt} {what}");
        if restarts > 0 {
            self.ended(out, &key("ended", restarts - 1), &subject, status, "/lastState/terminated");
        }
        let waiting = text(status, "/state/waiting/reason");
        if !USUAL.contains(&waiting) {
            let said = trouble("", &subject, waiting, text(status, "/state/waiting/message"));
            self.say(out, &key(waiting, restarts), said);
        }
        let started = ["/state/running/startedAt", "/state/terminated/startedAt"]
            .into_iter()
            .map(|path| text(status, path))
            .find(|at| !at.is_empty());
        if let Some(at) = started {
            self.say(out, &key("running", restarts), moment(at, &subject, "running"));
        }
        self.ended(out, &key("ended", restarts), &subject, status, "/state/terminated");
    }

    fn ended(
        &mut self,
        out: &mut Vec<Moment>,
        key: &str,
        subject: &str,
        status: &Value,
        path: &str,
    ) {
        let Some(state) = status.pointer(path).filter(|state| !state.is_null()) else { return };
        let code = state.get("exitCode").and_then(Value::as_i64).unwrap_or(0);
        let reason = text(state, "/reason");
        let mut said = moment(text(state, "/finishedAt"), subject, "ended");
        let told = joined(reason, text(state, "/message"));
        said.message = joined(&format!("exit code {code}"), if code == 0 { "" } else { &told });
        said.trouble = code != 0;
        let known = sentence(reason, text(state, "/message")).or_else(|| exit_code(code));
        said.meaning = known.filter(|_| code != 0).map(str::to_owned);
        self.say(out, key, said);
    }

    /// A container that runs on a minute after another one ended well.
    fn lingering(
        &mut self,
        out: &mut Vec<Moment>,
        uid: &str,
        subject: &str,
        pod: &Value,
        now: i64,
    ) {
        let containers: Vec<&Value> = list(pod, "/status/containerStatuses").collect();
        let ended = containers.iter().any(|status| {
            status.pointer("/state/terminated/exitCode").and_then(Value::as_i64) == Some(0)
        });
        let ended_long_ago = ended && now - *self.ended.entry(uid.to_owned()).or_insert(now) >= 60;
        if !ended_long_ago {
            return;
        }
        for status in containers.iter().filter(|status| status.pointer("/state/running").is_some())
        {
            let name = text(status, "/name");
            let mut said = moment("", &format!("{subject}, {name}"), "still running");
            said.meaning = Some(LINGERING.to_owned());
            said.trouble = true;
            self.say(out, &format!("{uid} {name} lingering"), said);
        }
    }

    fn say(&mut self, out: &mut Vec<Moment>, key: &str, moment: Moment) {
        if self.said.insert(key.to_owned()) {
            out.push(moment);
        }
    }
}

fn moment(at: &str, subject: &str, what: &str) -> Moment {
    Moment {
        at: at.to_owned(),
        subject: subject.to_owned(),
        what: what.to_owned(),
        message: String::new(),
        meaning: None,
        trouble: false,
    }
}

fn trouble(at: &str, subject: &str, reason: &str, message: &str) -> Moment {
    Moment {
        message: message.to_owned(),
        meaning: sentence(reason, message).map(str::to_owned),
        trouble: true,
        ..moment(at, subject, reason)
    }
}

fn joined(first: &str, second: &str) -> String {
    match (first, second) {
        ("", only) | (only, "") => only.to_owned(),
        (first, second) => format!("{first}: {second}"),
    }
}

pub(super) fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(moments: &[Moment]) -> String {
        let line = |moment: &Moment| {
            let Moment { at, subject, what, message, .. } = moment;
            let meaning = moment.meaning.as_deref().map(|m| format!("\n  → {m}"));
            let mark = if moment.trouble { "!" } else { " " };
            format!("{mark} {at} {subject}: {what} {message}{}", meaning.unwrap_or_default())
        };
        moments.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn pod(states: &Value) -> Value {
        json!({"metadata": {"name": "p", "uid": "u", "creationTimestamp": "T0"},
               "spec": {"nodeName": "n"},
               "status": {"conditions": [{"type": "PodScheduled", "status": "True", "lastTransitionTime": "T1"}],
                          "containerStatuses": states}})
    }

    #[test]
    fn the_life_of_a_pod_is_told_once_however_often_it_is_seen() {
        let mut line = TimeLine::default();
        let waiting = pod(
            &json!([{"name": "main", "restartCount": 0, "state": {"waiting": {"reason": "ContainerCreating"}}}]),
        );
        let failed = pod(&json!([{"name": "main", "restartCount": 0, "state": {"terminated":
            {"startedAt": "T2", "finishedAt": "T3", "exitCode": 137, "reason": "OOMKilled"}}}]));
        let again = pod(&json!([{"name": "main", "restartCount": 1,
            "lastState": {"terminated": {"startedAt": "T2", "finishedAt": "T3", "exitCode": 137, "reason": "OOMKilled"}},
            "state": {"running": {"startedAt": "T4"}}}]));
        let mut all = line.pod(&waiting, 0);
        for seen in [&waiting, &failed, &failed, &again] {
            all.extend(line.pod(seen, 0));
        }
        insta::assert_snapshot!(told(&all), @"
          T0 pod p: created 
          T1 pod p: scheduled on node n
          T2 pod p, main: running 
        ! T3 pod p, main: ended exit code 137: OOMKilled
          → The container needed more memory than its limit: raise `resources.limits.memory`, or let it use less.
          T4 pod p, main: running
        ");
    }

    #[test]
    fn jobs_and_events_say_why_nothing_runs() {
        let mut line = TimeLine::default();
        let mut all = line.job(&json!({"metadata": {"name": "j", "uid": "u", "creationTimestamp": "T0"},
            "status": {"conditions": [{"type": "Failed", "status": "True", "reason": "DeadlineExceeded",
                                       "message": "Job was active longer than specified deadline"}]}}));
        let event = json!({"type": "Warning", "reason": "FailedCreate", "lastTimestamp": "T1", "count": 2,
            "message": "Error creating: pods \"j-\" is forbidden: exceeded quota: q",
            "involvedObject": {"kind": "Job", "name": "j", "uid": "u"}});
        all.extend(line.event(&event));
        all.extend(line.event(&event));
        insta::assert_snapshot!(told(&all), @r#"
          T0 job j: created 
        !  job j: failed DeadlineExceeded: Job was active longer than specified deadline
          → The Job took longer than `activeDeadlineSeconds`: Kubernetes ended it, and its pods are gone.
        ! T1 job j: FailedCreate Error creating: pods "j-" is forbidden: exceeded quota: q
          → The namespace's quota is used up: no pod can be made.
        "#);
    }

    #[test]
    fn a_sidecar_that_never_ends_is_named_after_a_minute_whatever_the_nodes_clock_says() {
        let seen = pod(&json!([
            {"name": "main", "state": {"terminated": {"exitCode": 0, "finishedAt": "2026-01-01T00:00:00Z"}}},
            {"name": "proxy", "state": {"running": {"startedAt": "T2"}}}]));
        let (at, hour) = (1_767_225_600, 3_600);
        for own in [at, at - hour, at + hour] {
            let mut line = TimeLine::default();
            let mut lingers = |now| {
                line.pod(&seen, now).into_iter().find(|moment| moment.what == "still running")
            };
            assert_eq!((lingers(own), lingers(own + 59)), (None, None), "{own}");
            let late = lingers(own + 60).expect("named");
            assert_eq!(late.subject, "pod p, proxy");
        }
    }

    #[test]
    fn objects_of_any_shape_are_taken() {
        let mut line = TimeLine::default();
        for odd in
            [json!(null), json!([]), json!({"status": {"conditions": 1, "containerStatuses": [1]}})]
        {
            let _ = (line.job(&odd), line.pod(&odd, 0), line.event(&odd), line.gone("pod", &odd));
        }
    }
}
