//! The annotations and labels that say what a Job belongs to (§1.3.8 to
//! §1.3.11), on the Job and on its pod template.

use crate::java::{Map, Origin, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::nulls::Dropped;
use crate::spinnaker::path::Step;

use super::artifact::Artifact;
use super::fields::{overwrite, put_if_absent, steps};
use super::manifest::Manifest;
use super::settings::Settings;

/// What a Job belongs to. Stack and detail are never set by a Run Job stage.
pub(super) struct Moniker {
    pub(super) application: Option<String>,
    pub(super) cluster: String,
    pub(super) sequence: Option<i32>,
}

/// Writes the artifact that the Job itself is, where no key is in the way.
pub(super) fn annotate_artifact(
    manifest: &mut Manifest,
    artifact: &Artifact,
) -> Result<(), JavaException> {
    let write = |annotations: &mut Map| {
        for (key, text) in [
            ("artifact.spinnaker.io/type", &artifact.kind),
            ("artifact.spinnaker.io/name", &artifact.name),
            ("artifact.spinnaker.io/location", &artifact.location),
            ("artifact.spinnaker.io/version", &artifact.version),
        ] {
            if let Some(text) = text {
                put_if_absent(annotations, key, text, "the Job as an artifact");
            }
        }
    };
    write(manifest.annotations()?);
    manifest.template_annotations()?.map(write);
    Ok(())
}

/// Writes the moniker's annotations, then its labels.
pub(super) fn apply(
    manifest: &mut Manifest,
    moniker: &Moniker,
    settings: &Settings,
    dropped: &mut Vec<Dropped>,
) -> Result<(), JavaException> {
    let sequence = moniker.sequence.map(|sequence| sequence.to_string());
    let write = |annotations: &mut Map| {
        for (key, text) in [
            ("moniker.spinnaker.io/cluster", Some(&moniker.cluster)),
            ("moniker.spinnaker.io/application", moniker.application.as_ref()),
            ("moniker.spinnaker.io/sequence", sequence.as_ref()),
        ] {
            if let Some(text) = text {
                put_if_absent(annotations, key, text, "what the Job belongs to");
            }
        }
    };
    write(manifest.annotations()?);
    manifest.template_annotations()?.map(write);
    if settings.apply_app_labels {
        let at = steps(&["manifest", "metadata", "labels"]);
        label(manifest.labels()?, &at, moniker, settings, dropped);
        if let Some(labels) = manifest.template_labels()? {
            let at = steps(&["manifest", "spec", "template", "metadata", "labels"]);
            label(labels, &at, moniker, settings, dropped);
        }
    }
    Ok(())
}

fn label(
    labels: &mut Map,
    at: &[Step],
    moniker: &Moniker,
    settings: &Settings,
    dropped: &mut Vec<Dropped>,
) {
    if let Some(application) = &moniker.application {
        put_if_absent(labels, "app.kubernetes.io/name", application, "the stage's application");
    }
    let managed_by = match settings.managed_by_suffix.as_deref() {
        None | Some("") => "spinnaker".into(),
        Some(suffix) => format!("spinnaker-{suffix}"),
    };
    let origin = Origin::Clouddriver("marks what Spinnaker manages");
    let reason = "clouddriver always writes this label itself";
    let managed_by = Value::text(managed_by, origin);
    overwrite(labels, at, "app.kubernetes.io/managed-by", managed_by, reason, dropped);
    if let Some(sequence) = moniker.sequence {
        let sequence = Value::text(sequence.to_string(), super::strategy::version_origin());
        overwrite(labels, at, "moniker.spinnaker.io/sequence", sequence, reason, dropped);
    }
}
