//! Kinds as clouddriver compares and writes them (§1.3.1).

use std::fmt;

/// Groups that do not take part in a comparison and are not written.
const NATIVE_GROUPS: [&str; 18] = [
    "",
    "core",
    "batch",
    "apps",
    "extensions",
    "storage.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "autoscaling",
    "admissionregistration.k8s.io",
    "policy",
    "scheduling.k8s.io",
    "settings.k8s.io",
    "authorization.k8s.io",
    "authentication.k8s.io",
    "rbac.authorization.k8s.io",
    "certificates.k8s.io",
    "networking.k8s.io",
];

/// The names that clouddriver knows, as it writes them, with their short form.
const KNOWN: [(&str, &str); 35] = [
    ("apiService", ""),
    ("clusterRole", ""),
    ("clusterRoleBinding", ""),
    ("configMap", "cm"),
    ("controllerRevision", ""),
    ("customResourceDefinition", "crd"),
    ("cronJob", ""),
    ("csiDriver", ""),
    ("csiNode", ""),
    ("daemonSet", "ds"),
    ("deployment", "deploy"),
    ("event", ""),
    ("horizontalpodautoscaler", "hpa"),
    ("ingress", ""),
    ("job", ""),
    ("limitRange", ""),
    ("mutatingWebhookConfiguration", ""),
    ("namespace", "ns"),
    ("networkPolicy", "netpol"),
    ("none", ""),
    ("persistentVolume", "pv"),
    ("persistentVolumeClaim", "pvc"),
    ("pod", "po"),
    ("podPreset", ""),
    ("podSecurityPolicy", ""),
    ("podDisruptionBudget", ""),
    ("replicaSet", "rs"),
    ("role", ""),
    ("roleBinding", ""),
    ("secret", ""),
    ("service", "svc"),
    ("serviceAccount", "sa"),
    ("statefulSet", ""),
    ("storageClass", "sc"),
    ("validatingWebhookConfiguration", ""),
];

/// A kind with the group of its API version.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The name as clouddriver writes it.
    name: String,
    /// The group when it is not one of Kubernetes' own.
    custom_group: Option<String>,
}

impl Kind {
    /// The kind of a manifest; `api_version` absent means no group.
    pub fn of(name: &str, api_version: Option<&str>) -> Self {
        let group = api_version
            .map(str::to_lowercase)
            .and_then(|version| version.split_once('/').map(|(group, _)| group.to_owned()))
            .unwrap_or_default();
        Self::in_group(name, &group)
    }

    /// The kind that a text such as `service` or `job.example.com` names.
    pub fn named(qualified: &str) -> Self {
        let (name, group) = qualified.split_once('.').unwrap_or((qualified, ""));
        Self::in_group(name, &group.to_lowercase())
    }

    fn in_group(name: &str, group: &str) -> Self {
        if name.is_empty() {
            return Self { name: "none".into(), custom_group: None };
        }
        if !NATIVE_GROUPS.contains(&group) {
            return Self { name: name.into(), custom_group: Some(group.into()) };
        }
        let lower = name.to_lowercase();
        let known = KNOWN
            .iter()
            .find(|(known, short)| known.to_lowercase() == lower || *short == lower)
            .map_or(name, |(known, _)| known);
        Self { name: known.into(), custom_group: None }
    }

    /// Whether this is clouddriver's Job.
    pub fn is_job(&self) -> bool {
        *self == Self::named("job")
    }

    /// Whether load balancing through it is supported.
    pub fn is_service(&self) -> bool {
        *self == Self::named("service")
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name.to_lowercase() == other.name.to_lowercase()
            && self.custom_group == other.custom_group
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.custom_group.as_ref().map_or(Ok(()), |group| write!(f, ".{group}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_a_job_in_any_case_and_any_group_of_kubernetes() {
        for (name, version, expected) in [
            ("Job", Some("batch/v1"), true),
            ("JOB", Some("BATCH/V1"), true),
            ("job", Some("apps/v1"), true),
            ("Job", Some("batch"), true),
            ("Job", Some(""), true),
            ("Job", Some("/v1"), true),
            ("Job", None, true),
            ("Job", Some("example.com/v1"), false),
            ("Job", Some("batch.example.com/v1"), false),
            ("job.batch", Some("batch/v1"), false),
            ("CronJob", Some("batch/v1"), false),
            ("", Some("batch/v1"), false),
        ] {
            assert_eq!(Kind::of(name, version).is_job(), expected, "{name} {version:?}");
        }
    }

    #[test]
    fn kinds_are_written_in_clouddrivers_spelling() {
        for (text, written) in [
            ("SERVICE", "service"),
            ("svc", "service"),
            ("service.core", "service"),
            ("ConfigMap", "configMap"),
            ("Widget", "Widget"),
            ("Service.Example.com", "Service.example.com"),
            ("", "none"),
        ] {
            assert_eq!(Kind::named(text).to_string(), written);
        }
    }
}
