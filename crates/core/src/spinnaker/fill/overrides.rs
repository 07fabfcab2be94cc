//! Which fields of a stage definition Orca copies into a pipeline's stage.

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::Provider;

/// The fields that are copied, in Orca's order. All others of the definition
/// (label, type, enabled, parameters …) stay behind.
pub fn overridable_fields(provider: Provider) -> &'static [&'static str] {
    match provider {
        Provider::Kubernetes => &[
            "account",
            "manifest",
            "application",
            "cloudProvider",
            "credentials",
            "region",
            "propertyFile",
            "waitForCompletion",
        ],
        Provider::Titus => &[
            "cluster",
            "cloudProvider",
            "credentials",
            "region",
            "propertyFile",
            "waitForCompletion",
        ],
    }
}

/// Copies them: what the definition sets wins, an empty text included; what
/// it leaves out stays as the pipeline has it, in the stage or in an output of
/// an earlier one, or else becomes null.
pub(super) fn copy(context: &mut Map, stage: &Map, provider: Provider, outputs: &Map) {
    for &field in overridable_fields(provider) {
        let set = stage.get(field).filter(|value| !value.is_null());
        let seen =
            if context.contains_key(field) { context.get(field) } else { outputs.get(field) };
        match set {
            Some(value) => {
                context.insert(field, value.clone());
            }
            None if seen.is_none_or(Value::is_null) => {
                let origin =
                    Origin::Orca("set neither in the stage definition nor in the pipeline");
                context.insert(field, Value::new(Data::Null, origin));
            }
            None => {}
        }
    }
}

/// A Titus cluster without an application gets the pipeline's.
pub(super) fn complete_cluster(stage: &mut Map, application: Option<&str>) {
    let Some(Data::Map(cluster)) = stage.get_mut("cluster").map(|value| &mut value.data) else {
        return;
    };
    if cluster.get("application").is_none_or(Value::is_null) {
        let data = application.map_or(Data::Null, |name| Data::String(name.into()));
        cluster.insert("application", Value::new(data, Origin::Orca("the pipeline's application")));
    }
}
