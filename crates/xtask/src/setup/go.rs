//! Whether the Go toolchain that builds the test cluster is there and new
//! enough.

use crate::place::Place;
use crate::process::Call;
use crate::trouble::Trouble;

/// The oldest that builds it.
const OLDEST: (u32, u32) = (1, 24);

/// Looks for it where the cluster is built: a Go from 1.21 on fetches there the
/// toolchain that the module asks for.
pub(super) fn find(place: &Place) -> Result<(), Trouble> {
    let module = place.root.join("tests/cluster/kube");
    let usual = std::path::Path::new("/usr/local/go/bin/go");
    let found = ["go".as_ref(), usual.as_os_str()].into_iter().find_map(|program| {
        Call::new(&module, program).words(["env", "GOVERSION"]).ask().filter(|heard| heard.ok)
    });
    check(found.map(|heard| heard.text).as_deref())
}

/// Judges what `go env GOVERSION` says; none where there is no Go.
fn check(said: Option<&str>) -> Result<(), Trouble> {
    let remedy = "Install Go 1.24 or newer, from your system or from go.dev.";
    let Some(said) = said.map(str::trim) else { return Err(Trouble::lack("Go", remedy)) };
    match version(said) {
        Some(version) if version >= OLDEST => Ok(()),
        _ => Err(Trouble::lack(format!("a newer Go than {said}"), remedy)),
    }
}

fn version(said: &str) -> Option<(u32, u32)> {
    let (major, rest) = said.strip_prefix("go")?.split_once('.')?;
    let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_or_missing_go_is_named_with_its_remedy() {
        assert_eq!(check(Some("go1.24.3\n")), Ok(()));
        assert_eq!(check(Some("go2.0rc1")), Ok(()));
        for said in [Some("go1.19.8"), Some("devel"), None] {
            assert!(matches!(check(said), Err(Trouble::Lack { .. })), "{said:?}");
        }
    }
}
