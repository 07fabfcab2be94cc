//! Orca's part: from the stage's context to the request (§1.1).

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::nulls::Dropped;

use super::Refusal;

/// The artifacts that Orca sends along.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Artifacts {
    /// Those that the stage requires; one that is not bound fails the stage.
    pub required: Vec<Value>,
    /// Those that the stage sees: see [`super::visible_artifacts`].
    pub optional: Vec<Value>,
}

/// The body of the request: the whole context with four keys of Orca's own.
pub fn operation(context: &Map, artifacts: &Artifacts) -> Result<Map, Refusal> {
    let provider = context.get("cloudProvider").map_or("aws".into(), crate::java::groovy_to_string);
    if provider != "kubernetes" {
        return Err(Refusal::Orca(JavaException::new(
            "IllegalStateException",
            format!("JobRunner not found for cloudProvider {provider}"),
        )));
    }
    let manifest = manifest(context)?;
    let mut body = context.clone();
    let origin = || Origin::Orca("the request to clouddriver");
    let list = |items: &[Value]| Value::new(Data::List(items.to_vec()), origin());
    body.insert("source", Value::text("text", origin()));
    body.insert("manifest", manifest);
    body.insert("requiredArtifacts", list(&artifacts.required));
    body.insert("optionalArtifacts", list(&artifacts.optional));
    Ok(body)
}

/// Settings that Deploy (Manifest) stages know and Run Job stages do not
/// (§1.2.3): they are sent and never looked at.
const IGNORED: [&str; 10] = [
    "allowNothingSelected",
    "enableArtifactBinding",
    "enableTraffic",
    "labelSelectors",
    "moniker",
    "namespaceOverride",
    "services",
    "skipSpecTemplateLabels",
    "strategy",
    "versioned",
];

/// Those of them that the stage has.
pub(super) fn ignored(context: &Map) -> Vec<Dropped> {
    let dropped = |key: &str| {
        let was = context.get(key).filter(|value| !value.is_null())?.clone();
        let reason = "a Run Job stage has no such setting for its deployment";
        Some(Dropped { path: key.to_owned(), was, reason })
    };
    IGNORED.into_iter().filter_map(dropped).collect()
}

/// Exactly one manifest: `manifest` if it is not null, else `manifests`.
fn manifest(context: &Map) -> Result<Value, Refusal> {
    let illegal =
        |message: &str| Err(Refusal::Orca(JavaException::new("IllegalArgumentException", message)));
    let unmappable = || {
        illegal(
            "Unable to map context to class \
             com.netflix.spinnaker.orca.clouddriver.tasks.manifest.RunJobManifestContext",
        )
    };
    match context.get("source").map(|source| &source.data) {
        None => {}
        Some(Data::String(source)) if &**source == "text" => {}
        Some(Data::String(source)) if &**source == "artifact" => {
            return Err(Refusal::NotKnown(
                "the stage takes its manifest from an artifact, which is fetched when it runs",
            ));
        }
        Some(_) => return unmappable(),
    }
    let given = |key: &str| context.get(key).filter(|value| !value.is_null());
    let (single, several) = (given("manifest"), given("manifests"));
    if single.is_some_and(|manifest| manifest.as_map().is_none()) {
        return unmappable();
    }
    let several = match several.map(|manifests| &manifests.data) {
        None => None,
        Some(Data::List(items))
            if items.iter().all(|item| item.is_null() || item.as_map().is_some()) =>
        {
            Some(items)
        }
        Some(_) => return unmappable(),
    };
    if let Some(manifest) = single {
        return Ok(manifest.clone());
    }
    match several.map(Vec::as_slice) {
        None => illegal("No text manifest was specified."),
        Some(items) if items.iter().any(Value::is_null) => {
            Err(Refusal::Orca(JavaException::null("`manifests` has a null element")))
        }
        Some([manifest]) => Ok(manifest.clone()),
        Some(_) => illegal("Run Job only supports manifests with a single Job."),
    }
}
