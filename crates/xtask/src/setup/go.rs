//! The Go toolchain that builds the test cluster: the machine's own, or one
//! that an older Go fetches.

use crate::place::Place;
use crate::process::Call;
use crate::trouble::Trouble;

/// Looks for it as the cluster's own script does, which fetches a newer one
/// where the machine's is old.
pub(super) fn find(place: &Place) -> Result<(), Trouble> {
    let call = Call::new(&place.root, "bash").words(["tests/cluster/go.sh"]);
    check(call.ask().is_some_and(|heard| heard.ok))
}

fn check(found: bool) -> Result<(), Trouble> {
    let remedy = "Install Go 1.24 or newer, from your system or from go.dev.";
    found.then_some(()).ok_or_else(|| Trouble::lack("Go 1.24 or newer", remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_go_is_named_with_its_remedy() {
        assert_eq!(check(true), Ok(()));
        let told = check(false).expect_err("missing").to_string();
        assert!(told.contains("Go 1.24") && told.contains("go.dev"), "{told}");
    }
}
