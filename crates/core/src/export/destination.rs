//! Where an exported file goes, and what must be restarted.

use super::wrap::{Kept, Wrapping};

/// How an installation is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installer {
    /// Halyard (`hal`).
    Halyard,
    /// The Spinnaker operator's `SpinnakerService`.
    Operator,
    /// Kustomize overlays.
    Kustomize,
    /// A Helm chart.
    Helm,
}

/// What to do with an exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Where the file goes.
    pub place: String,
    /// What to do then, in order; commands in back-quotes.
    pub steps: Vec<String>,
    /// What restarts, and what follows from that.
    pub restart: String,
}

impl Installer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Halyard, Self::Operator, Self::Kustomize, Self::Helm];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Halyard => "halyard",
            Self::Operator => "operator",
            Self::Kustomize => "kustomize",
            Self::Helm => "helm",
        }
    }

    /// The installer of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|installer| installer.name() == name)
    }
}

/// Where a file goes in an installation.
pub fn destination(installer: Installer, names: &Wrapping) -> Destination {
    let Wrapping { name, namespace, key, kept } = names;
    let in_namespace =
        namespace.as_deref().map(|namespace| format!(" -n {namespace}")).unwrap_or_default();
    let restart = "Orca restarts. It reads stages at start-up only: running pipelines wait until it is back, and a definition that it cannot read keeps all of Orca down. Reload Deck afterwards to see new stages.".to_owned();
    match installer {
        Installer::Halyard => Destination {
            place: format!("~/.hal/default/profiles/{key}, on the machine that runs hal (`default` is the deployment's name)"),
            steps: vec!["`hal deploy apply --service-names orca`".into()],
            restart,
        },
        Installer::Operator => Destination {
            place: "the SpinnakerService, below spec.spinnakerConfig.profiles.orca; as a kustomize patch it replaces the whole list of stages there, it does not add to it".into(),
            steps: vec![
                format!("`kubectl{in_namespace} apply -f FILE`, or commit it where the operator's objects are kept"),
                format!("`kubectl{in_namespace} get spinsvc {name}` until it is OK"),
            ],
            restart: format!("The operator deploys Orca anew. {restart}"),
        },
        Installer::Kustomize => {
            let generator = match kept {
                Kept::ConfigMap => "configMapGenerator",
                Kept::SecretText | Kept::SecretData => "secretGenerator",
            };
            Destination {
                place: format!("profiles/{key}, packed by {generator} in kustomization.yaml: `- name: {name}` with `files: [profiles/{key}]`"),
                steps: vec!["`kustomize build . | kubectl apply -f -`".into()],
                restart: format!("The generated name changes with the content, so that Orca's pods are replaced; with disableNameSuffixHash restart them yourself. {restart}"),
            }
        }
        Installer::Helm => Destination {
            place: format!("the values of the release, below halyard.additionalProfileConfigMaps.data.\"{key}\"; or a ConfigMap in the chart's templates"),
            steps: vec![
                "`helm upgrade RELEASE CHART -f VALUES`".into(),
                "`hal deploy apply --service-names orca` in the Halyard pod, if the chart does not run it".into(),
            ],
            restart: format!("Helm alone restarts nothing of Orca's. {restart}"),
        },
    }
}
