//! An API server that is a function of the requests it got.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::{StreamExt, stream};
use http::{Request, Response};
use http_body::Frame;
use http_body_util::StreamBody;
use kube::Client;
use kube::client::Body;
use serde_json::{Value, json};
use stage_core::java::Map;
use stage_core::spinnaker::Target;
use stage_engine::cluster::{Address, Cluster, Connection, SignIn};
use stage_engine::run::{Order, Stage, StageName};

/// A request, as `GET /path?query`, and its body.
pub(crate) type Asked = (String, Value);

/// The requests so far.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Asked>>>);

impl Log {
    pub(crate) fn all(&self) -> Vec<Asked> {
        self.0.lock().expect("not poisoned").clone()
    }

    /// Those whose line begins so.
    pub(crate) fn of(&self, start: &str) -> Vec<Asked> {
        self.all().into_iter().filter(|(line, _)| line.starts_with(start)).collect()
    }
}

/// What the server does with a request.
pub(crate) enum Answer {
    /// A status and JSON.
    Json(u16, Value),
    /// Lines of JSON, as a watch has them.
    Lines(Vec<Value>),
    /// A text, as a log is.
    Text(String),
    /// A text in parts, each after a while.
    Slowly(Duration, Vec<String>),
    /// The connection breaks.
    Broken,
}

/// A cluster whose API server is `answer`, given the request and its number
/// among those with the same method and path.
pub(crate) fn cluster(
    answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static,
) -> (Cluster, Log) {
    let log = Log::default();
    let (answer, seen) = (Arc::new(answer), log.clone());
    let service = tower::service_fn(move |request: Request<Body>| {
        let (answer, seen) = (Arc::clone(&answer), seen.clone());
        async move {
            let line = format!("{} {}", request.method(), request.uri());
            let bytes = request.into_body().collect_bytes().await.expect("a body");
            let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
            let path = line.split('?').next().unwrap_or(&line).to_owned();
            let number = {
                let mut all = seen.0.lock().expect("not poisoned");
                let same = |(line, _): &&Asked| line.split('?').next() == Some(&path);
                let number = all.iter().filter(same).count();
                all.push((line.clone(), body));
                number
            };
            let at_once = |status, body| (status, vec![(Duration::ZERO, body)]);
            let (status, parts) = match answer(&line, number) {
                Answer::Json(status, json) => at_once(status, json.to_string()),
                Answer::Lines(lines) => {
                    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
                    at_once(200, lines.join("\n"))
                }
                Answer::Text(text) => at_once(200, text),
                Answer::Slowly(pause, parts) => {
                    (200, parts.into_iter().map(|part| (pause, part)).collect())
                }
                Answer::Broken => {
                    return Err(Box::<dyn std::error::Error + Send + Sync>::from("cut"));
                }
            };
            let body = stream::iter(parts).then(|(pause, text)| async move {
                tokio::time::sleep(pause).await;
                Ok::<_, Infallible>(Frame::data(text.into_bytes().into()))
            });
            let response = Response::builder().status(status);
            Ok(response.body(StreamBody::new(body)).expect("a response"))
        }
    });
    let connection = Connection {
        kube_context: "dev".into(),
        file: None,
        cluster: "shop".into(),
        user: None,
        sign_in: SignIn::Token,
        namespace: "stage".into(),
        address: Address { server: "https://fake".into(), authority: None },
        proxy: None,
        tls_server_name: None,
        insecure: false,
    };
    (Cluster { connection, client: Client::new(service, "stage") }, log)
}

/// A refusal.
pub(crate) fn refused(code: u16, message: &str) -> Answer {
    Answer::Json(
        code,
        json!({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": code,
               "message": message, "reason": "X"}),
    )
}

/// A list.
pub(crate) fn list(items: &[Value]) -> Answer {
    Answer::Json(200, json!({"kind": "List", "metadata": {"resourceVersion": "5"}, "items": items}))
}

/// The Job of a run with that status.
pub(crate) fn job(status: &Value) -> Value {
    json!({"apiVersion": "batch/v1", "kind": "Job",
           "metadata": {"name": "j", "namespace": "stage", "uid": "u1", "resourceVersion": "3",
                        "creationTimestamp": "2026-01-01T00:00:00Z"},
           "spec": {"selector": {"matchLabels": {"uid": "u1"}}},
           "status": status})
}

/// The pod of a run, with how its container stands.
pub(crate) fn pod(phase: &str, state: &Value) -> Value {
    json!({"metadata": {"name": "j-1", "uid": "p1", "resourceVersion": "1"},
           "status": {"phase": phase, "containerStatuses": [
               {"name": "main", "restartCount": 0, "state": state}]}})
}

/// A Job that is done.
pub(crate) fn done() -> Value {
    let condition = json!({"type": "Complete", "status": "True"});
    let mut job = job(&json!({"succeeded": 1, "conditions": [condition]}));
    job["metadata"]["resourceVersion"] = "4".into();
    job
}

/// An order for a Job called so, or generated.
pub(crate) fn order(name: Option<&str>) -> Order {
    let metadata = match name {
        Some(name) => json!({"name": name, "namespace": "stage"}),
        None => json!({"generateName": "test-"}),
    };
    Order {
        manifest: json!({"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata,
                         "spec": {"template": {"spec": {"containers": [{"name": "main", "env": [
                             {"name": "API_TOKEN", "value": "very-secret-1"}]}]}}}}),
        context: Map::new(),
        stage: Stage::of(&Map::new(), Target::default()),
        name: StageName::default(),
        exact: name.is_some(),
        timeout: Duration::from_secs(20),
        ..Order::default()
    }
}
