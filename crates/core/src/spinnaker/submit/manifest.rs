//! A manifest as clouddriver's `KubernetesManifest` reads it: an untyped map
//! with casts, each of which may fail.

use std::sync::Arc;

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::exception::JavaException;

use super::fields::{class, map_mut, map_or_made, text};
use super::kind::Kind;

/// The manifest on its way through the operation.
#[derive(Clone, Debug)]
pub(super) struct Manifest(pub(super) Map);

fn missing(field: &str) -> JavaException {
    JavaException::new(
        "MalformedManifestException",
        format!("Missing required field '{field}' on manifest:"),
    )
}

impl Manifest {
    /// The kind, looked at before the API version.
    pub(super) fn kind(&self) -> Result<Kind, JavaException> {
        let name = text(&self.0, "kind")?.ok_or_else(|| missing("kind"))?;
        let version = if self.0.contains_key("apiVersion") {
            let version = text(&self.0, "apiVersion")?;
            Some(version.ok_or_else(|| missing("apiVersion"))?)
        } else {
            None
        };
        Ok(Kind::of(name, version.map(|version| &**version)))
    }

    /// Makes `metadata` when it is null or absent.
    pub(super) fn ensure_metadata(&mut self) {
        if self.0.get("metadata").is_none_or(Value::is_null) {
            let origin = Origin::Clouddriver("a Job needs metadata");
            self.0.insert("metadata", Value::new(Data::Map(Map::new()), origin));
        }
    }

    pub(super) fn metadata(&self) -> Result<&Map, JavaException> {
        match self.0.get("metadata").map(|value| (value, &value.data)) {
            None | Some((_, Data::Null)) => Err(missing("metadata")),
            Some((_, Data::Map(map))) => Ok(map),
            Some((value, _)) => Err(JavaException::cast(class(value), "java.util.Map")),
        }
    }

    pub(super) fn metadata_mut(&mut self) -> Result<&mut Map, JavaException> {
        map_mut(&mut self.0, "metadata")?.ok_or_else(|| missing("metadata"))
    }

    pub(super) fn name(&self) -> Result<Option<&Arc<str>>, JavaException> {
        text(self.metadata()?, "name")
    }

    fn generate_name(&self) -> Result<Option<&Arc<str>>, JavaException> {
        text(self.metadata()?, "generateName")
    }

    /// Empty when there is none.
    pub(super) fn namespace(&self) -> Result<Arc<str>, JavaException> {
        Ok(text(self.metadata()?, "namespace")?.map_or_else(|| "".into(), Arc::clone))
    }

    /// Whether the API server is to make the name: only without one.
    pub(super) fn has_generate_name(&self) -> Result<bool, JavaException> {
        if self.name()?.is_some_and(|name| !name.is_empty()) {
            return Ok(false);
        }
        Ok(self.generate_name()?.is_some_and(|name| !name.is_empty()))
    }

    /// The kind and the name, or else the generate name, or else `null`.
    pub(super) fn full_resource_name(&self) -> Result<String, JavaException> {
        let name = match self.name()?.filter(|name| !name.is_empty()) {
            Some(name) => Some(name),
            None => self.generate_name()?,
        };
        Ok(format!("{} {}", self.kind()?, name.map_or("null", |name| name)))
    }

    pub(super) fn annotations(&mut self) -> Result<&mut Map, JavaException> {
        map_or_made(self.metadata_mut()?, "annotations", "holds Spinnaker's annotations")
    }

    pub(super) fn labels(&mut self) -> Result<&mut Map, JavaException> {
        map_or_made(self.metadata_mut()?, "labels", "holds Spinnaker's labels")
    }

    /// The pod template's annotations, if the template has metadata at all.
    pub(super) fn template_annotations(&mut self) -> Result<Option<&mut Map>, JavaException> {
        self.template_metadata()?
            .map(|map| map_or_made(map, "annotations", "holds Spinnaker's annotations"))
            .transpose()
    }

    /// The pod template's labels, if the template has metadata at all.
    pub(super) fn template_labels(&mut self) -> Result<Option<&mut Map>, JavaException> {
        self.template_metadata()?
            .map(|map| map_or_made(map, "labels", "holds Spinnaker's labels"))
            .transpose()
    }

    /// A `spec` or `template` that is no map is passed over; a `metadata` that
    /// is no map is an error.
    fn template_metadata(&mut self) -> Result<Option<&mut Map>, JavaException> {
        let template = self
            .0
            .get_mut("spec")
            .and_then(Value::as_map_mut)
            .and_then(|spec| spec.get_mut("template"))
            .and_then(Value::as_map_mut);
        template.map_or(Ok(None), |template| map_mut(template, "metadata"))
    }
}
