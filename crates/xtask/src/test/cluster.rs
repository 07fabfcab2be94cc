//! The tests in a real cluster: compiled outside, run inside its network,
//! where nothing but the cluster can be reached.

use crate::build::rust::{self, Profile};
use crate::cluster::{inside, script};
use crate::counts::{self, Counts};
use crate::process::Call;
use crate::session::{Before, Session};
use crate::setup::Need;

/// What the part needs.
pub(super) const BEFORE: &[Before] = &[
    Before::Program(STAGECTL),
    Before::Path("tests/cluster/up.sh"),
    Before::Need(Need::ClusterTools),
    Before::Need(Need::Go),
    Before::Need(Need::Compiler),
];

const STAGECTL: &str = "stagectl";

/// Selects the tests, the same way for compiling and running.
const SELECTION: [&str; 5] =
    ["--workspace", "--features", "stage-designer-tests/cluster", "--test", "cluster"];

/// Brings the cluster up, runs the tests, and looks that nothing is left of
/// them. A cluster that was not up before is taken down again.
pub(super) fn cluster(session: &Session) -> Counts {
    let root = &session.place.root;
    let built = rust::programs(&session.place, &[STAGECTL], Profile::Dev).is_ok()
        && Call::new(root, "cargo").words(["test", "--no-run"]).words(SELECTION).run();
    if !built {
        return Counts::FAILED;
    }
    let was_up = inside(session).words(["true"]).ask().is_some_and(|heard| heard.ok);
    let up = script(session, "up").run();
    let counts = if up { in_the_cluster(session) } else { Counts::FAILED };
    if !was_up {
        script(session, "down").run();
    }
    counts
}

fn in_the_cluster(session: &Session) -> Counts {
    let stagectl = rust::path_of(&session.place, STAGECTL, Profile::Dev);
    let heard = inside(session)
        .words(["cargo", "test", "--offline", "--no-fail-fast"])
        .words(SELECTION)
        .set("STAGE_DESIGNER_STAGECTL", stagectl)
        .hear();
    let mut tests = counts::of_cargo(&heard.text).settled(heard.ok);
    let left = inside(session).words(["sh", "-c", LEFT]).hear();
    tests += Counts::one(left.ok && left.text.trim().is_empty());
    tests
}

/// Names what still carries the label of a run.
const LEFT: &str = "kubectl --kubeconfig \"${KUBECONFIG%/*}/admin\" get jobs,pods -A \
                    -l stage-designer.io/run -o name";
