//! Requests to the API server, with the very JSON that we show: typed clients
//! drop what they do not know.

use http::{Method, Request};
use kube::{Client, Error as KubeError};
use serde_json::Value;

/// The namespace of a cluster.
#[derive(Clone)]
pub struct Api {
    /// The client.
    pub client: Client,
    /// The namespace.
    pub namespace: String,
}

/// What is asked of the API server about a new object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// To say what would come of it, and keep nothing.
    DryRun,
    /// To make it, as `kubectl create` does.
    Create,
    /// To make it, as the first `kubectl apply` does.
    Apply,
}

impl Api {
    /// The collection of a core resource such as `pods`, of `jobs`, `cronjobs` or
    /// `deployments`.
    pub fn path(&self, resource: &str) -> String {
        let group = match resource {
            "jobs" | "cronjobs" => "/apis/batch/v1",
            "deployments" => "/apis/apps/v1",
            _ => "/api/v1",
        };
        format!("{group}/namespaces/{}/{resource}", encoded(&self.namespace))
    }

    /// The place of one object.
    pub fn path_of(&self, resource: &str, name: &str) -> String {
        format!("{}/{}", self.path(resource), encoded(name))
    }

    /// Asks for something.
    pub async fn get(&self, path: &str) -> Result<Value, KubeError> {
        self.client.request(request(Method::GET, path, Vec::new())).await
    }

    /// Lists a resource by label, or a field.
    pub async fn list(
        &self,
        resource: &str,
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, KubeError> {
        let answer = self.get(&format!("{}{}", self.path(resource), query_of(query))).await?;
        Ok(answer.get("items").and_then(Value::as_array).cloned().unwrap_or_default())
    }

    /// Makes a Job, or says what would come of it. Unknown fields are refused,
    /// as kubectl has it.
    pub async fn write_job(&self, manifest: &Value, writing: Writing) -> Result<Value, KubeError> {
        let manager = match writing {
            Writing::Apply => "kubectl-client-side-apply",
            Writing::Create | Writing::DryRun => "kubectl-create",
        };
        let mut query = vec![("fieldManager", manager), ("fieldValidation", "Strict")];
        if writing == Writing::DryRun {
            query.push(("dryRun", "All"));
        }
        let path = format!("{}{}", self.path("jobs"), query_of(&query));
        let body = serde_json::to_vec(manifest).map_err(KubeError::SerdeError)?;
        self.client.request(request(Method::POST, &path, body)).await
    }

    /// Posts an object that is a question, such as an access review.
    pub async fn ask(&self, path: &str, question: &Value) -> Result<Value, KubeError> {
        let body = serde_json::to_vec(question).map_err(KubeError::SerdeError)?;
        self.client.request(request(Method::POST, path, body)).await
    }

    /// Deletes the object of that name if it still has that UID. `grace` of 0
    /// is by force.
    pub async fn delete(
        &self,
        resource: &str,
        name: &str,
        uid: &str,
        grace: Option<u32>,
    ) -> Result<(), KubeError> {
        let mut options = serde_json::json!({
            "kind": "DeleteOptions", "apiVersion": "v1",
            "propagationPolicy": "Background", "preconditions": {"uid": uid},
        });
        if let (Some(grace), Some(options)) = (grace, options.as_object_mut()) {
            options.insert("gracePeriodSeconds".into(), grace.into());
        }
        let body = serde_json::to_vec(&options).map_err(KubeError::SerdeError)?;
        let path = self.path_of(resource, name);
        self.client.request::<Value>(request(Method::DELETE, &path, body)).await.map(drop)
    }
}

/// A request with its headers.
pub(super) fn request(method: Method, path: &str, body: Vec<u8>) -> Request<Vec<u8>> {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    if let Ok(uri) = path.parse() {
        *request.uri_mut() = uri;
    }
    if !request.body().is_empty() {
        let json = http::HeaderValue::from_static("application/json");
        request.headers_mut().insert(http::header::CONTENT_TYPE, json);
    }
    request
}

/// A query with its question mark.
pub(super) fn query_of(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// A text as a part of an address, whatever is in it: names come from files.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    // `.` and `..` are no names, and some proxies walk up at them.
    if matches!(out.as_str(), "." | "..") { out.replace('.', "%2E") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_a_file_cannot_lead_elsewhere() {
        assert_eq!(encoded("../secrets/x?y"), "..%2Fsecrets%2Fx%3Fy");
        assert_eq!(encoded(".."), "%2E%2E");
        assert_eq!(query_of(&[("labelSelector", "a=b,c")]), "?labelSelector=a%3Db%2Cc");
    }
}
