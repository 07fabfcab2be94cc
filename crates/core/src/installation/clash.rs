//! Types that several stages of an installation claim.

use std::collections::HashMap;

use super::Member;
use crate::forms::StageKind;
use crate::java::Value;

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

/// Every clash, by the place of the stage that loses.
pub(super) fn clashes(stages: &[Member]) -> Vec<Clash> {
    let mut jobs: Vec<usize> = (0..stages.len()).filter(|at| turn(stages, *at) < 3).collect();
    jobs.sort_by_key(|at| turn(stages, *at));
    let hooks: Vec<usize> = (0..stages.len()).filter(|at| turn(stages, *at) == 3).collect();
    let (mut found, mut first_job, mut first_hook) = (Vec::new(), HashMap::new(), HashMap::new());
    for (list, first) in [(&hooks, &mut first_hook), (&jobs, &mut first_job)] {
        for stage in list {
            let Some(ty) = type_of(stages, *stage) else { continue };
            match first.get(ty) {
                Some(runs) => found.push(Clash::Earlier { stage: *stage, runs: *runs }),
                None => {
                    first.insert(ty, *stage);
                }
            }
        }
    }
    for stage in jobs {
        let webhook = type_of(stages, stage).and_then(|ty| first_hook.get(ty));
        found.extend(webhook.map(|webhook| Clash::Webhook { stage, webhook: *webhook }));
    }
    found.sort_by_key(|clash| clash.stage());
    found
}

/// Where Orca looks for a stage: Titus, Kubernetes, then plugins; webhooks
/// are a list of their own.
fn turn(stages: &[Member], at: usize) -> u8 {
    match stages.get(at).map(|member| (member.kind, member.plugin)) {
        Some((StageKind::Webhook, _)) => 3,
        Some((_, true)) => 2,
        Some((StageKind::Kubernetes, _)) => 1,
        _ => 0,
    }
}

fn type_of(stages: &[Member], at: usize) -> Option<&str> {
    let value = stages.get(at)?.known()?.value.as_ref()?;
    value.get("type").and_then(Value::as_str).filter(|text| !text.is_empty())
}
