//! Versioned names, for a Job that asks for them (§1.6).

use crate::java::{Map, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::jackson;

use super::kubectl::{Action, Verb};
use super::manifest::Manifest;
use super::settings::Cluster;

/// The number for this manifest: that of an existing Job with the same
/// configuration apart from metadata, or one more than the greatest.
///
/// A list that is forbidden counts as empty, so a versioned Job then always
/// is `v000`.
pub(super) fn next(
    manifest: &Manifest,
    cluster: &Cluster,
    actions: &mut Vec<Action>,
) -> Result<i32, JavaException> {
    let kind = manifest.kind()?;
    let namespace = manifest.namespace()?;
    actions.push(Action::on(Verb::List, &kind, "", &namespace));
    if let Some(error) = cluster.errors.get(&Verb::List) {
        if error.to_ascii_lowercase().contains("forbidden") {
            return Ok(0);
        }
        return Err(JavaException::new(
            "KubectlException",
            format!("Failed to read [{kind}] from {namespace}: {error}"),
        ));
    }
    let name = manifest.name()?;
    let mut versions: Vec<(&str, i32, Option<Map>)> =
        cluster.jobs.iter().filter_map(|job| existing(job, name.map(|name| &**name))).collect();
    versions.sort_by_key(|(created, _, _)| *created);
    let wanted = without_metadata(&manifest.0);
    let same = versions.iter().find(|(_, _, applied)| {
        applied.as_ref().is_some_and(|applied| without_metadata(applied) == wanted)
    });
    let greatest = versions.iter().map(|(_, version, _)| *version).max();
    Ok(same.map_or_else(
        || greatest.map_or(0, |version| version.wrapping_add(1)),
        |(_, version, _)| *version,
    ))
}

/// When a Job was created, its version, and what was applied to make it; if
/// its annotations make it a version of `name`.
fn existing<'j>(job: &'j Value, name: Option<&str>) -> Option<(&'j str, i32, Option<Map>)> {
    let metadata = job.get("metadata")?;
    let annotation = |key: &str| metadata.get("annotations")?.get(key)?.as_str();
    let unquoted = |key: &str| annotation(key).and_then(unquote);
    unquoted("artifact.spinnaker.io/type").filter(|kind| !kind.is_empty())?;
    let named = unquoted("artifact.spinnaker.io/name").unwrap_or_default();
    if name != Some(named.as_str()) {
        return None;
    }
    let version = unquoted("artifact.spinnaker.io/version")?;
    let number: i32 = version.strip_prefix('v')?.parse().ok().filter(|number| *number >= 0)?;
    let applied = annotation("kubectl.kubernetes.io/last-applied-configuration")
        .and_then(|text| jackson::read_map(text).ok().flatten());
    let created = metadata.get("creationTimestamp").and_then(Value::as_str).unwrap_or_default();
    Some((created, number, applied))
}

/// Old clouddrivers wrote these annotations as JSON strings, quotes included.
fn unquote(text: &str) -> Option<String> {
    if text.len() > 1 && text.starts_with('"') && text.ends_with('"') {
        return jackson::read_value(text).ok()?.as_str().map(str::to_owned);
    }
    Some(text.to_owned())
}

fn without_metadata(manifest: &Map) -> Map {
    let mut rest = manifest.clone();
    rest.remove("metadata");
    rest
}
