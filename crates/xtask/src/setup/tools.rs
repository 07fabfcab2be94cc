//! Programs from crates.io, built into `.tools` of the checkout. Debug builds
//! without debug information: they run for seconds, and a release build of
//! cargo-deny alone takes several minutes of link-time optimisation.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use crate::place::Place;
use crate::process::Call;
use crate::setup::requirement::Tool;
use crate::trouble::Trouble;

/// What to call for the tool: the one in the checkout, or one on PATH of
/// exactly this version. `None` where there is neither.
pub(crate) fn find(place: &Place, tool: Tool) -> Option<OsString> {
    let ours = ours(place, tool);
    let list = fs::read_to_string(place.tools().join(".crates.toml")).unwrap_or_default();
    if ours.is_file() && is_listed(&list, tool) {
        return Some(ours.into());
    }
    let asked = Call::new(&place.root, tool.name).words(["--version"]);
    let said = tool.tells_version.then(|| asked.ask()).flatten()?;
    is_version(&said.text, tool).then(|| tool.name.into())
}

/// Builds the tool into the checkout.
pub(crate) fn install(place: &Place, tool: Tool) -> Result<(), Trouble> {
    let build = place.scratch().join("tools");
    let call = Call::new(&place.root, "cargo")
        .words(["install", "--locked", "--quiet", "--profile", "dev", "--root"])
        .words([place.tools(), "--target-dir".into(), build.clone()])
        .words([format!("{}@{}", tool.name, tool.version)])
        .set("CARGO_PROFILE_DEV_DEBUG", "0");
    let ok = call.run();
    let _ = fs::remove_dir_all(build); // hundreds of MB that nobody needs again
    if ok {
        return Ok(());
    }
    let what = format!("{} {}", tool.name, tool.version);
    Err(Trouble::lack(what, format!("It could not be installed; try: {}", call.line())))
}

fn ours(place: &Place, tool: Tool) -> PathBuf {
    place.tools().join("bin").join(format!("{}{}", tool.name, std::env::consts::EXE_SUFFIX))
}

/// Whether cargo's own list of what it installed has this version.
fn is_listed(list: &str, tool: Tool) -> bool {
    list.contains(&format!("\"{} {} (", tool.name, tool.version))
}

/// Whether the answer to `--version` is this version.
fn is_version(answer: &str, tool: Tool) -> bool {
    answer.trim() == format!("{} {}", tool.name, tool.version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::requirement::{CARGO_DENY, TAURI_DRIVER};

    #[test]
    fn only_the_very_version_will_do() {
        let list = "[v1]\n\"cargo-deny 0.20.2 (registry+somewhere)\" = [\"cargo-deny\"]\n\
                    \"tauri-driver 2.1.0-alpha (registry+somewhere)\" = [\"tauri-driver\"]\n";
        assert!(is_listed(list, CARGO_DENY));
        assert!(!is_listed(list, TAURI_DRIVER), "another version");
        assert!(is_version("cargo-deny 0.20.2\n", CARGO_DENY));
        assert!(!is_version("cargo-deny 0.20.20\n", CARGO_DENY));
    }
}
