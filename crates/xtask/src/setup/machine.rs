//! Whether this machine can carry the test cluster, or another cluster serves
//! the tests.

use crate::place::Place;
use crate::process::Call;
use crate::setup::Need;
use crate::trouble::Trouble;

/// What is needed to make a cluster, and not to use one that is there.
pub(super) const MAKES_CLUSTERS: [Need; 3] = [Need::ClusterMachine, Need::ClusterTools, Need::Go];

/// Names the kubeconfig of a cluster that is there.
pub(crate) const KUBECONFIG: &str = "STAGE_DESIGNER_TEST_KUBECONFIG";

/// Whether a cluster that is there serves the tests.
pub(crate) fn is_elsewhere() -> bool {
    std::env::var_os(KUBECONFIG).is_some_and(|file| !file.is_empty())
}

/// Tries what the cluster's scripts begin with.
pub(super) fn check(place: &Place) -> Result<(), Trouble> {
    let tries = "test \"$(uname)\" = Linux && test \"$(id -u)\" = 0 && unshare --mount --net true \
                 && test -w /sys/fs/cgroup";
    let can = Call::new(&place.root, "sh").words(["-c", tries]).ask().is_some_and(|it| it.ok);
    can.then_some(()).ok_or_else(not_allowed)
}

fn not_allowed() -> Trouble {
    Trouble::NotAllowed {
        what: "making network namespaces and control groups, on Linux".to_owned(),
        remedy: format!(
            "Run this as root (in a container: --privileged), or name the kubeconfig of another \
             cluster by {KUBECONFIG}."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remedy_names_both_ways() {
        let told = not_allowed().to_string();
        assert!(told.contains("as root") && told.contains(KUBECONFIG), "{told}");
    }
}
