//! The parts of `cargo xtask test` and the checks in each.

use crate::counts::Counts;
use crate::generate;
use crate::oracle;
use crate::session::{APP, Before, Session};
use crate::setup::Need;
use crate::test::{checks, cluster, window};

/// A part that can be asked for by name; listed cheapest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Format,
    Lint,
    Ui,
    Unit,
    Integration,
    Vectors,
    Oracle,
    Window,
    Cluster,
    Policy,
    Generated,
}

/// One check: what it needs and how it runs. Its tally is 1 where the program
/// behind it has no count of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) before: &'static [Before],
    pub(crate) run: fn(&Session) -> Counts,
}

impl Part {
    pub(crate) const ALL: [Self; 11] = [
        Self::Format,
        Self::Lint,
        Self::Ui,
        Self::Unit,
        Self::Integration,
        Self::Vectors,
        Self::Oracle,
        Self::Window,
        Self::Cluster,
        Self::Policy,
        Self::Generated,
    ];

    /// The parts that run unasked. The cluster changes a machine: only where the
    /// machine is there for that.
    pub(crate) fn usual(ci: bool) -> Vec<Self> {
        Self::ALL.into_iter().filter(|part| ci || *part != Self::Cluster).collect()
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Ui => "ui",
            Self::Unit => "unit",
            Self::Integration => "integration",
            Self::Vectors => "vectors",
            Self::Oracle => "oracle",
            Self::Window => "window",
            Self::Cluster => "cluster",
            Self::Policy => "policy",
            Self::Generated => "generated",
        }
    }

    pub(crate) fn checks(self) -> &'static [Check] {
        const COMPONENTS: Before = Before::Need(Need::RustComponents);
        const UI: Before = Before::Need(Need::UiModules);
        match self {
            Self::Format => &[
                Check { name: "rustfmt", before: &[COMPONENTS], run: checks::rustfmt },
                Check { name: "prettier", before: &[UI], run: checks::prettier },
            ],
            Self::Lint => &[
                Check { name: "eslint", before: &[UI], run: checks::eslint },
                Check { name: "svelte-check", before: &[UI], run: checks::svelte_check },
                Check {
                    name: "clippy",
                    before: &[COMPONENTS, Before::Crates],
                    run: checks::clippy,
                },
            ],
            Self::Ui => &[Check { name: "vitest", before: &[UI], run: checks::vitest }],
            Self::Unit => {
                &[Check { name: "cargo test", before: &[Before::Rust], run: checks::unit }]
            }
            Self::Integration => &[Check {
                name: "cargo test",
                before: &[Before::IntegrationTests, Before::Rust],
                run: checks::integration,
            }],
            Self::Vectors => &[Check {
                name: "conformance",
                before: &[
                    Before::Path(checks::VECTORS),
                    Before::Program(checks::CONFORMANCE),
                    Before::Rust,
                ],
                run: checks::vectors,
            }],
            Self::Oracle => &[
                Check { name: "loading", before: oracle::BEFORE, run: oracle::check },
                Check { name: "field tables", before: oracle::BEFORE, run: oracle::tables },
                Check {
                    name: "expressions",
                    before: oracle::BEFORE_EXPRESSIONS,
                    run: oracle::check_expressions,
                },
            ],
            Self::Window => {
                &[Check { name: "journeys", before: window::BEFORE, run: checks::window }]
            }
            Self::Cluster => &[
                Check { name: "runs", before: cluster::BEFORE, run: cluster::cluster },
                Check { name: "window", before: cluster::BEFORE_WINDOW, run: cluster::window },
            ],
            Self::Policy => &[Check {
                name: "cargo deny",
                before: &[Before::Need(Need::CargoDeny)],
                run: checks::policy,
            }],
            Self::Generated => &[Check {
                name: "generators",
                before: &[Before::Program(generate::PROGRAM), Before::Program(APP), Before::Rust],
                run: checks::generated,
            }],
        }
    }
}
