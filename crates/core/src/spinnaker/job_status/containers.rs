//! Which container clouddriver holds responsible for a failed Job (§2.4).

use crate::java::{Value, hash_of};

use super::PodStatus;
use crate::spinnaker::exception::JavaException;

/// What clouddriver keeps of a container's state.
#[derive(PartialEq)]
struct Details<'s> {
    name: Option<&'s str>,
    logs: Option<&'s str>,
    status: Option<&'s str>,
    exit_code: Option<String>,
    state: &'static str,
}

const TERMINATED: &str = "terminated";
const WAITING: &str = "waiting";

impl<'s> Details<'s> {
    fn of(container: &'s Value) -> Option<Self> {
        let state = container.get("state").filter(|state| !state.is_null())?;
        let part = |key| state.get(key).filter(|part| !part.is_null());
        let text = |part: &'s Value, key: &str| part.get(key).and_then(Value::as_str);
        let name = text(container, "name");
        Some(if let Some(end) = part(TERMINATED) {
            let code = end.get("exitCode").and_then(Value::as_i64);
            Self {
                name,
                logs: text(end, "message"),
                status: text(end, "reason"),
                exit_code: Some(code.map_or_else(String::new, |code| code.to_string())),
                state: TERMINATED,
            }
        } else if let Some(wait) = part(WAITING) {
            Self {
                name,
                logs: text(wait, "message"),
                status: text(wait, "reason"),
                exit_code: Some(String::new()),
                state: WAITING,
            }
        } else {
            Self {
                name,
                logs: Some("container is still in running state"),
                status: Some(""),
                exit_code: Some(String::new()),
                state: "running",
            }
        })
    }

    /// Lombok's `hashCode`.
    fn hash(&self) -> i32 {
        [self.name, self.logs, self.status, self.exit_code.as_deref(), Some(self.state)]
            .into_iter()
            .fold(1, |hash: i32, field| {
                hash.wrapping_mul(59).wrapping_add(field.map_or(43, hash_of))
            })
    }

    fn failed(&self) -> bool {
        self.state == TERMINATED && self.exit_code.as_deref() != Some("0")
    }
}

/// The text for the first pod, in start order, that has a container which
/// ended with another code than 0 or, failing that, one that waits.
///
/// The containers of all pods are read first: one that is null breaks the
/// status, whichever pod it is in.
pub(super) fn failure_details(pods: &[PodStatus]) -> Result<Option<String>, JavaException> {
    let read: Vec<Vec<Details>> = pods.iter().map(containers).collect::<Result<_, _>>()?;
    Ok(pods.iter().zip(read).find_map(|(pod, containers)| {
        let containers = in_hash_set_order(containers);
        let guilty = containers
            .iter()
            .find(|container| container.failed())
            .or_else(|| containers.iter().find(|container| container.state == WAITING))?;
        let or_null = |text: Option<&str>| text.unwrap_or("null").to_owned();
        Some(format!(
            "Pod: '{}' had errors.\n Container: '{}' exited with code: {}.\n Status: {}.\n Logs: {}",
            or_null(pod.name.as_deref()),
            or_null(guilty.name),
            or_null(guilty.exit_code.as_deref()),
            or_null(guilty.status),
            or_null(guilty.logs),
        ))
    }))
}

/// Init containers first, each only once.
fn containers(pod: &PodStatus) -> Result<Vec<Details<'_>>, JavaException> {
    let mut out: Vec<Details> = Vec::new();
    for key in ["initContainerStatuses", "containerStatuses"] {
        let statuses = pod.status.get(key).and_then(Value::as_list).unwrap_or(&[]);
        if statuses.iter().any(Value::is_null) {
            return Err(JavaException::null("a container status is null"));
        }
        for details in statuses.iter().filter_map(Details::of) {
            if !out.contains(&details) {
                out.push(details);
            }
        }
    }
    Ok(out)
}

/// clouddriver collects them in a `HashSet`, so the order is that of its
/// buckets, and in a bucket that of insertion.
fn in_hash_set_order(mut containers: Vec<Details<'_>>) -> Vec<Details<'_>> {
    let mut capacity = 16usize;
    while containers.len() > capacity / 4 * 3 {
        capacity *= 2;
    }
    let mask = u32::try_from(capacity - 1).unwrap_or(u32::MAX);
    containers.sort_by_key(|details| {
        let hash = details.hash().cast_unsigned();
        (hash ^ (hash >> 16)) & mask
    });
    containers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use serde_json::{Value as Json, json};

    fn details(init: &[(&str, Json)], app: &[(&str, Json)]) -> Option<String> {
        let statuses = |list: &[(&str, Json)]| -> Json {
            list.iter().map(|(name, state)| json!({"name": name, "state": state})).collect()
        };
        let status =
            json!({"initContainerStatuses": statuses(init), "containerStatuses": statuses(app)});
        let pod = PodStatus { name: Some("p".into()), status: from_json(&status) };
        failure_details(&[pod]).expect("no container is null")
    }

    fn guilty(init: &[(&str, Json)], app: &[(&str, Json)]) -> Option<String> {
        Some(details(init, app)?.split('\'').nth(3)?.to_owned())
    }

    fn ended(code: i32) -> Json {
        json!({"terminated": {"exitCode": code, "reason": "Error"}})
    }

    #[test]
    fn the_text_has_the_termination_message_and_not_the_log() {
        let state = json!({"terminated": {"exitCode": 1, "reason": "Error", "message": "foo"}});
        insta::assert_snapshot!(details(&[], &[("main", state)]).unwrap_or_default(), @r"
        Pod: 'p' had errors.
         Container: 'main' exited with code: 1.
         Status: Error.
         Logs: foo
        ");
        let waits = json!({"waiting": {"reason": "ImagePullBackOff"}});
        insta::assert_snapshot!(details(&[], &[("main", waits)]).unwrap_or_default(), @r"
        Pod: 'p' had errors.
         Container: 'main' exited with code: .
         Status: ImagePullBackOff.
         Logs: null
        ");
    }

    #[test]
    fn several_failed_containers_are_told_apart_by_javas_hash_order() {
        for (first, second, expected) in [
            ("main", "sidecar", "sidecar"),
            ("init", "main", "main"),
            ("main", "istio-proxy", "istio-proxy"),
            ("app", "proxy", "app"),
            ("worker", "logger", "worker"),
        ] {
            let found = guilty(&[], &[(first, ended(1)), (second, ended(2))]);
            assert_eq!(found.as_deref(), Some(expected), "{first} and {second}");
        }
    }

    #[test]
    fn containers_that_ended_well_or_run_are_never_guilty() {
        let runs = json!({"running": {}});
        assert_eq!(details(&[("setup", ended(0))], &[("main", runs)]), None);
        assert_eq!(details(&[], &[("main", Json::Null)]), None);
    }
}
