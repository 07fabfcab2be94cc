//! Gate's manifest response, which is the model of a link.

use crate::java::{Data, Map, Origin, Value};

/// The model for a Job as the API server gives it. Only these names exist in
/// a link: `account`, `name` (`job NAME`), `location`, `manifest`, `moniker`,
/// `status`, `artifacts`, `events`, `warnings`, `metrics`.
pub fn gate_model(account: &str, job: &Value) -> Value {
    let metadata = |key: &str| {
        job.get("metadata").and_then(|metadata| metadata.get(key)).cloned().unwrap_or_default()
    };
    let annotation = |key: &str| metadata("annotations").get(key).cloned();
    let name = metadata("name");
    let mut moniker = Map::new();
    for (key, annotation_key) in
        [("app", "moniker.spinnaker.io/application"), ("cluster", "moniker.spinnaker.io/cluster")]
    {
        if let Some(value) = annotation(annotation_key) {
            moniker.insert(key, value);
        }
    }
    let origin = || Origin::Clouddriver("Gate's manifest response");
    let list = || Value::new(Data::List(Vec::new()), origin());
    let model = Map::from_iter([
        ("account", Value::text(account, origin())),
        ("name", Value::text(format!("job {}", name.as_str().unwrap_or_default()), origin())),
        ("location", metadata("namespace")),
        ("manifest", job.clone()),
        ("moniker", Value::new(Data::Map(moniker), origin())),
        ("status", Value::new(Data::Map(Map::new()), origin())),
        ("artifacts", list()),
        ("events", list()),
        ("warnings", list()),
        ("metrics", list()),
    ]);
    Value::new(Data::Map(model), origin())
}
