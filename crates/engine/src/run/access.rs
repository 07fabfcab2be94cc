//! Who may do what a run needs: the user, and Spinnaker's own account.

use serde::Serialize;
use serde_json::{Value, json};

use super::api::Api;

/// Something that is done in the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Access {
    /// Such as `create`.
    pub verb: String,
    /// Such as `jobs` or `pods/log`.
    pub resource: String,
    /// Whether it does not work without.
    pub needed: bool,
    /// Whether it is allowed; nothing if that is not known.
    pub allowed: Option<bool>,
}

/// What Spinnaker's own account may do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpinnakerAccess {
    /// The account, as `system:serviceaccount:NAMESPACE:NAME`, or a user's name.
    pub account: String,
    /// What it needs (clouddriver-semantics §6).
    pub access: Vec<Access>,
}

/// A verb, the group and the resource, and whether it does not work without.
type Need = (&'static str, &'static str, &'static str, bool);

/// What a test run needs.
const OURS: [Need; 8] = [
    ("create", "batch", "jobs", true),
    ("get", "batch", "jobs", true),
    ("list", "batch", "jobs", false),
    ("watch", "batch", "jobs", false),
    ("delete", "batch", "jobs", true),
    ("list", "", "pods", false),
    ("watch", "", "pods", false),
    ("get", "", "pods/log", false),
];

/// What Spinnaker needs (§6). It deletes only Jobs of a fixed name.
const SPINNAKERS: [Need; 6] = [
    ("create", "batch", "jobs", true),
    ("get", "batch", "jobs", true),
    ("delete", "batch", "jobs", false),
    ("list", "", "pods", false),
    ("get", "", "pods", false),
    ("get", "", "pods/log", false),
];

/// What the user may do of what a run needs.
pub(super) async fn ours(api: &Api) -> Vec<Access> {
    reviewed(api, &OURS, None).await
}

/// What Spinnaker's account may do. Asking for others is often forbidden; then
/// it is not known.
pub(super) async fn spinnakers(api: &Api, account: &str) -> SpinnakerAccess {
    let account = user_of(account);
    let access = reviewed(api, &SPINNAKERS, Some(&account)).await;
    SpinnakerAccess { account, access }
}

/// The user that a service account is; `NAMESPACE/NAME` is written for short.
fn user_of(account: &str) -> String {
    match account.split_once('/') {
        Some((namespace, name)) => format!("system:serviceaccount:{namespace}:{name}"),
        None => account.to_owned(),
    }
}

async fn reviewed(api: &Api, needs: &[Need], user: Option<&str>) -> Vec<Access> {
    let mut found = Vec::new();
    for (verb, group, resource, needed) in needs {
        let allowed = may(api, verb, group, resource, user).await;
        let (verb, resource) = ((*verb).to_owned(), (*resource).to_owned());
        found.push(Access { verb, resource, needed: *needed, allowed });
    }
    found
}

/// Whether somebody may, or this user; nothing if the API server does not say.
async fn may(
    api: &Api,
    verb: &str,
    group: &str,
    resource: &str,
    user: Option<&str>,
) -> Option<bool> {
    let (resource, sub) = resource.split_once('/').unwrap_or((resource, ""));
    let attributes = json!({
        "namespace": api.namespace, "verb": verb, "group": group,
        "resource": resource, "subresource": sub,
    });
    let (kind, path, spec) = match user {
        None => (
            "SelfSubjectAccessReview",
            "selfsubjectaccessreviews",
            json!({"resourceAttributes": attributes}),
        ),
        Some(user) => (
            "SubjectAccessReview",
            "subjectaccessreviews",
            json!({"resourceAttributes": attributes, "user": user, "groups": groups(user)}),
        ),
    };
    let question = json!({"apiVersion": "authorization.k8s.io/v1", "kind": kind, "spec": spec});
    let answer = api.ask(&format!("/apis/authorization.k8s.io/v1/{path}"), &question).await.ok()?;
    answer.pointer("/status/allowed").and_then(Value::as_bool)
}

/// The groups that the API server puts a service account in.
fn groups(user: &str) -> Vec<String> {
    let mut groups = vec!["system:authenticated".to_owned()];
    if let Some(rest) = user.strip_prefix("system:serviceaccount:") {
        groups.push("system:serviceaccounts".to_owned());
        if let Some((namespace, _)) = rest.split_once(':') {
            groups.push(format!("system:serviceaccounts:{namespace}"));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_account_is_a_user_with_its_groups() {
        let user = user_of("spinnaker/clouddriver");
        assert_eq!(user, "system:serviceaccount:spinnaker:clouddriver");
        assert_eq!(user_of("system:serviceaccount:a:b"), "system:serviceaccount:a:b");
        let wanted =
            ["system:authenticated", "system:serviceaccounts", "system:serviceaccounts:spinnaker"];
        assert_eq!(groups(&user), wanted);
        assert_eq!(groups("ann"), ["system:authenticated"]);
    }
}
