//! The tests in a real cluster: compiled outside, run inside its network,
//! where nothing but the cluster can be reached.

use std::path::PathBuf;

use serde_json::Value;

use crate::build::rust::{self, Profile};
use crate::cluster::script;
use crate::counts::{self, Counts};
use crate::process::Call;
use crate::session::{APP, Before, Session};
use crate::setup::{Need, is_elsewhere};
use crate::test::{checks, window};

/// What the part needs.
pub(super) const BEFORE: &[Before] = &[
    Before::Program(STAGECTL),
    Before::Path("tests/cluster/up.sh"),
    Before::Need(Need::ClusterMachine),
    Before::Need(Need::ClusterTools),
    Before::Need(Need::Go),
    Before::Need(Need::Compiler),
];

/// What the window's journey needs besides.
pub(super) const BEFORE_WINDOW: &[Before] = &[
    Before::Program(APP),
    Before::Path("tests/cluster/up.sh"),
    Before::Need(Need::ClusterMachine),
    Before::Need(Need::ClusterTools),
    Before::Need(Need::Go),
    Before::Need(Need::WindowTools),
    Before::Need(Need::WindowModules),
    Before::Need(Need::TauriDriver),
    Before::Crates,
];

const STAGECTL: &str = "stagectl";

/// Selects the tests, with the features that all of the workspace is built with.
const SELECTION: [&str; 6] =
    ["--no-run", "--workspace", "--features", "stage-designer-tests/cluster", "--test", "cluster"];

/// Runs the tests, and then looks that nothing is left of them. The cluster is
/// brought up for them and taken down after them, whatever happens.
pub(super) fn cluster(session: &Session) -> Counts {
    let Some(call) = inside(session, "suite", Profile::Dev) else { return Counts::FAILED };
    counted(&call)
}

/// The window's journey in the same cluster.
pub(super) fn window(session: &Session) -> Counts {
    if rust::programs(&session.place, &[APP], Profile::Dev).is_err() {
        return Counts::FAILED;
    }
    let journey = window::call(session, "test").words(["--", "journeys/cluster.test.ts"]);
    let during = session.place.root.join("tests/cluster/during.sh");
    let journey = if is_elsewhere() { journey } else { journey.by(during) };
    checks::counted_by_vitest(&session.place, "cluster", &journey)
}

/// What takes long in the cluster, and is run by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Long {
    /// Every fault, many times: some hours at most.
    Faults,
    /// How quick and how small runs are, beside kubectl.
    Figures,
}

/// Runs it; the exit code.
pub(crate) fn long_in_cluster(long: Long) -> u8 {
    Session::with(BEFORE, |session| {
        let call = match long {
            Long::Faults => inside(session, "suite", Profile::Dev)
                .map(|call| call.set("STAGE_DESIGNER_SOAK", "yes")),
            Long::Figures => inside(session, "figures", Profile::Release),
        };
        let call = call.map(|call| call.set("STAGE_DESIGNER_CLUSTER_TIME", "10800"));
        let counts = call.map_or(Counts::FAILED, |call| counted(&call));
        println!("\n{counts}");
        u8::from(counts.failed > 0)
    })
}

fn counted(call: &Call) -> Counts {
    let heard = call.hear();
    counts::of_cargo(&heard.text).settled(heard.ok)
}

/// A script of the cluster's, given the compiled tests and run in the cluster;
/// none if they do not compile.
fn inside(session: &Session, name: &str, profile: Profile) -> Option<Call> {
    let root = &session.place.root;
    rust::programs(&session.place, &[STAGECTL], profile).ok()?;
    let messages = ["test", "--message-format=json-render-diagnostics"];
    let built = Call::new(root, "cargo").words(messages).words(SELECTION).keep();
    let tests = executable(&built.text).filter(|_| built.ok)?;
    let stagectl = rust::path_of(&session.place, STAGECTL, profile);
    let run = root.join("tests/cluster").join(format!("{name}.sh"));
    let call =
        if is_elsewhere() { Call::new(root, run) } else { script(session, "during").words([run]) };
    Some(call.words([tests]).set("STAGE_DESIGNER_STAGECTL", stagectl))
}

/// The tests' program, from what cargo says of its work.
fn executable(messages: &str) -> Option<PathBuf> {
    let all = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut found = all.filter(|message| {
        message.pointer("/target/name").is_some_and(|name| name == "cluster")
            && message.pointer("/target/kind/0").is_some_and(|kind| kind == "test")
    });
    found.find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_are_found_where_cargo_put_them() {
        let messages = r#"
            {"reason":"compiler-artifact","target":{"name":"cluster","kind":["lib"]},"executable":null}
            {"reason":"compiler-artifact","target":{"name":"cluster","kind":["test"]},"executable":"/t/cluster-1"}
            {"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages), Some(PathBuf::from("/t/cluster-1")));
        assert_eq!(executable("Compiling x\n"), None);
    }
}
