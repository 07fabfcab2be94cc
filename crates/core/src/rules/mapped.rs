//! Where the parameters of a stage lead, as Orca follows them: one after the
//! other, each in what the ones before it left.

use std::sync::Arc;

use crate::java::{Data, Value};
use crate::spinnaker::Provider;
use crate::spinnaker::fill::mapping::{Put, put};
use crate::spinnaker::fill::{MappingError, overridable_fields};
use crate::stage::Parameter;

/// What came of a parameter's mapping.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    /// The mapping.
    pub(crate) mapping: Arc<str>,
    /// Where it led and what stood there.
    pub(crate) put: Result<Put, MappingError>,
}

/// Follows each parameter's mapping in `stage`.
pub(super) fn mapped(stage: &Value, parameters: &[Parameter]) -> Vec<Option<Mapped>> {
    if parameters.iter().all(|parameter| parameter.mapping.is_none()) {
        return parameters.iter().map(|_| None).collect();
    }
    let mut context = stage.as_map().cloned().unwrap_or_default();
    // Only these of the definition reach the pipeline's stage.
    let titus = context.contains_key("cluster") && !context.contains_key("manifest");
    let provider = if titus { Provider::Titus } else { Provider::Kubernetes };
    let fields = overridable_fields(provider);
    context.retain(|key, _| fields.iter().any(|field| *field == &**key));
    for field in fields {
        if !context.contains_key(field) {
            context.insert(*field, Value::from(Data::Null));
        }
    }
    let follow = |parameter: &Parameter| {
        let mapping = parameter.mapping.clone()?;
        let put = put(&mut context, &mapping, Value::from(""));
        Some(Mapped { mapping, put })
    };
    parameters.iter().map(follow).collect()
}
