//! Types that several stages of an installation claim.

use super::Member;
use crate::forms::StageKind;
use crate::java::Value;
use crate::spinnaker::registration::{self, Installation, Registered, Source};

/// Two stages of one type; both are indices of the installation's members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clash {
    /// An earlier stage has the type, and runs for this one.
    Earlier {
        /// The stage that never runs.
        stage: usize,
        /// The one that runs for it.
        runs: usize,
    },
    /// A webhook stage has the type of a job stage: Deck shows one of them.
    Webhook {
        /// The job stage.
        stage: usize,
        /// The webhook stage.
        webhook: usize,
    },
}

impl Clash {
    /// The stage that the clash is about.
    pub fn stage(self) -> usize {
        match self {
            Self::Earlier { stage, .. } | Self::Webhook { stage, .. } => stage,
        }
    }

    /// The one that it clashes with.
    pub fn other(self) -> usize {
        match self {
            Self::Earlier { runs, .. } => runs,
            Self::Webhook { webhook, .. } => webhook,
        }
    }
}

/// Every clash, by the place of the stage that loses. Types that Spinnaker
/// itself has are each file's own matter.
pub(super) fn clashes(stages: &[Member]) -> Vec<Clash> {
    let (titus_at, titus) = of(stages, |it| it.kind == StageKind::Titus && !it.plugin);
    let (kubernetes_at, kubernetes) =
        of(stages, |it| it.kind == StageKind::Kubernetes && !it.plugin);
    let (plugins_at, plugins) = of(stages, |it| it.plugin);
    let (webhooks_at, webhooks) = of(stages, |it| it.kind == StageKind::Webhook);
    let installation = Installation {
        titus: &titus,
        kubernetes: &kubernetes,
        plugins: &plugins,
        webhooks: &webhooks,
    };
    let member = |one: Registered<'_>| {
        let list = match one.source {
            Source::Titus => &titus_at,
            Source::Kubernetes => &kubernetes_at,
            Source::Plugin => &plugins_at,
            Source::Webhook => &webhooks_at,
        };
        list.get(one.index).copied()
    };
    let found = registration::clashes(&installation).into_iter().filter_map(|clash| match clash {
        registration::Clash::Earlier { stage, runs } => {
            Some(Clash::Earlier { stage: member(stage)?, runs: member(runs)? })
        }
        registration::Clash::Webhook { stage, webhook } => {
            Some(Clash::Webhook { stage: member(stage)?, webhook: member(webhook)? })
        }
        registration::Clash::BuiltIn { .. } => None,
    });
    let mut found: Vec<Clash> = found.collect();
    found.sort_by_key(|clash| clash.stage());
    found
}

/// The stages of one list that Orca holds, each with its place.
fn of(stages: &[Member], wanted: impl Fn(&Member) -> bool) -> (Vec<usize>, Vec<&Value>) {
    let own = stages.iter().enumerate().filter(|(_, member)| wanted(member));
    own.filter_map(|(at, member)| Some((at, member.known()?.value.as_ref()?))).unzip()
}
