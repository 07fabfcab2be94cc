//! The load-balancers annotation, which is honoured even for a Job (§1.3.9).

use crate::java::{Data, Map, Origin, Value, groovy_to_string};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::jackson;

use super::fields::{class, text};
use super::kind::Kind;
use super::kubectl::{Action, Verb, refused};
use super::manifest::Manifest;
use super::settings::Cluster;

const LOAD_BALANCERS: &str = "traffic.spinnaker.io/load-balancers";

/// Attaches the load balancers that the Job's annotation lists.
pub(super) fn apply(
    manifest: &mut Manifest,
    cluster: &Cluster,
    actions: &mut Vec<Action>,
) -> Result<(), JavaException> {
    for name in listed(manifest.annotations()?)? {
        attach(&name, manifest, cluster, actions)?;
    }
    Ok(())
}

/// The names listed. A text that is not a JSON list of single values is
/// passed over without a word; one with a null is an error.
fn listed(annotations: &Map) -> Result<Vec<String>, JavaException> {
    let Some(annotation) = text(annotations, LOAD_BALANCERS)? else {
        return Ok(Vec::new());
    };
    let Ok(Value { data: Data::List(items), .. }) = jackson::read_value(annotation) else {
        return Ok(Vec::new());
    };
    if items.iter().any(|item| matches!(item.data, Data::List(_) | Data::Map(_))) {
        return Ok(Vec::new());
    }
    items
        .iter()
        .enumerate()
        .map(|(index, item)| match &item.data {
            Data::Null => Err(JavaException::null(&format!("at index {index}"))),
            _ => Ok(groovy_to_string(item)),
        })
        .collect()
}

fn attach(
    full_name: &str,
    manifest: &mut Manifest,
    cluster: &Cluster,
    actions: &mut Vec<Action>,
) -> Result<(), JavaException> {
    let illegal = |message: String| JavaException::new("IllegalArgumentException", message);
    let mut parts = full_name.split(' ');
    let (Some(kind), Some(name), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err(illegal(format!(
            "Failed to attach load balancer '{full_name}'. Load balancers must be specified in \
             the form '{{kind}} {{name}}', e.g. 'service my-service'."
        ))
        .caused_by(illegal(format!(
            "Expected a full resource name of the form <kind> <name>. Got: {full_name}"
        ))));
    };
    let kind = Kind::named(kind);
    let namespace = manifest.namespace()?;
    let itself = manifest.kind()? == kind && manifest.name()?.map_or("", |name| name) == name;
    let selector = if itself {
        Ok(Map::new())
    } else {
        actions.push(Action::on(Verb::Get, &kind, name, &namespace));
        let what = format!("Failed to get: {name} of kind: {kind} from namespace: {namespace}");
        if let Some(exception) = refused(cluster, Verb::Get, &what)
            && !cluster.errors.get(&Verb::Get).is_some_and(|error| error.contains("(NotFound)"))
        {
            return Err(exception);
        }
        find(cluster, &kind, name, &namespace)
            .map(selector)
            .ok_or_else(|| illegal(format!("Load balancer {kind} {name} does not exist")))?
    };
    if !kind.is_service() {
        return Err(illegal(format!(
            "No support for load balancing via {kind} exists in Spinnaker"
        )));
    }
    manifest.template_labels()?;
    manifest.labels()?;
    let selector = selector?;
    if selector.is_empty() {
        return Err(illegal(
            "Service must have a non-empty selector in order to be attached to a workload".into(),
        ));
    }
    let labels = if manifest.template_labels()?.is_some() {
        manifest.template_labels()?
    } else {
        Some(manifest.labels()?)
    };
    let Some(labels) = labels else { return Ok(()) };
    if selector.keys().any(|key| labels.contains_key(key)) {
        return Err(illegal(
            "Service selector must have no label keys in common with target workload".into(),
        ));
    }
    for (key, value) in selector.iter() {
        labels.insert(key.clone(), value.clone());
    }
    Ok(())
}

fn find<'c>(cluster: &'c Cluster, kind: &Kind, name: &str, namespace: &str) -> Option<&'c Value> {
    if cluster.errors.contains_key(&Verb::Get) {
        return None;
    }
    cluster.objects.iter().find(|object| {
        let text = |value: Option<&'c Value>| value.and_then(Value::as_str);
        let metadata = |key| text(object.get("metadata").and_then(|m| m.get(key)));
        let object_kind =
            Kind::of(text(object.get("kind")).unwrap_or_default(), text(object.get("apiVersion")));
        object_kind == *kind
            && metadata("name") == Some(name)
            && metadata("namespace").is_none_or(|own| namespace.is_empty() || own == namespace)
    })
}

/// A service's selector, with clouddriver's origin; only services of API
/// version `v1` have one.
fn selector(service: &Value) -> Result<Map, JavaException> {
    let version = service.get("apiVersion").and_then(Value::as_str).unwrap_or_default();
    if !version.eq_ignore_ascii_case("v1") {
        return Err(JavaException::new(
            "IllegalArgumentException",
            format!("No services with version {} supported", version.to_lowercase()),
        ));
    }
    let Some(selector) = service.get("spec").and_then(|spec| spec.get("selector")) else {
        return Ok(Map::new());
    };
    match &selector.data {
        Data::Null => Ok(Map::new()),
        Data::Map(entries) => entries
            .iter()
            .map(|(key, value)| {
                if value.is_null() {
                    return Err(JavaException::null("a service's selector has a null value"));
                }
                let origin = Origin::Clouddriver("the selector of a listed load balancer");
                Ok((key.clone(), Value::text(groovy_to_string(value), origin)))
            })
            .collect(),
        _ => Err(JavaException::cast(class(selector), "java.util.Map")),
    }
}
