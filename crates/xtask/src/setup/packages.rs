//! The system's packages: which are missing, and the calls that install them.
//! Decisions only; `setup` carries them out.

use crate::setup::requirement::Elsewhere;
use crate::setup::system::{Family, System, User};
use crate::trouble::Trouble;

/// What dpkg-query is asked, one line a package.
pub(crate) const STATUS_FORMAT: &str = "--showformat=${db:Status-Status} ${Package}\n";

/// The packages of `wanted` that dpkg-query's answer does not call installed.
pub(crate) fn missing<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let installed: Vec<_> =
        answer.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

/// The calls that install `packages` for such a user, each a list of words.
/// Recommended packages are left out: they are for people, not for builds.
pub(crate) fn apt_calls(packages: &[&str], user: User) -> Vec<Vec<String>> {
    let lock = "DPkg::Lock::Timeout=120"; // a fresh machine may be updating itself
    let update = vec!["apt-get", "update"];
    let install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y"];
    let install = [&install[..], &["--no-install-recommends", "-o", lock], packages].concat();
    [update, install]
        .into_iter()
        .map(|words| {
            let sudo = (user != User::Root).then_some("sudo");
            sudo.into_iter().chain(words).map(str::to_owned).collect()
        })
        .collect()
}

/// What to do about packages on this system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Nothing is missing.
    Ready,
    /// Nothing can be looked up: say this and go on.
    Trust(String),
    /// Run these calls, one after the other.
    Install(Vec<Vec<String>>),
    /// It cannot be had.
    Refuse(Trouble),
}

/// Decides for one requirement, called `what`, of which `missing` Debian
/// packages are not there.
pub(crate) fn decide(
    what: &str,
    system: System,
    (debian, missing): (&[&str], &[&str]),
    (macos, windows): (Elsewhere, Elsewhere),
) -> Decision {
    match system.family {
        Family::Debian if missing.is_empty() => Decision::Ready,
        Family::Debian if system.user == User::Plain => {
            Decision::Refuse(Trouble::lack(what, by_hand(missing)))
        }
        Family::Debian => Decision::Install(apt_calls(missing, system.user)),
        Family::Other => Decision::Trust(format!(
            "This system has no apt: {what} must be there. Debian calls it {}.",
            debian.join(" ")
        )),
        Family::MacOs => elsewhere(what, "macOS", macos),
        Family::Windows => elsewhere(what, "Windows", windows),
    }
}

/// What the reader is told to do where we cannot.
pub(crate) fn by_hand(packages: &[&str]) -> String {
    format!("As root: apt-get update && apt-get install {}", packages.join(" "))
}

fn elsewhere(what: &str, system: &str, there: Elsewhere) -> Decision {
    match there {
        Elsewhere::Nothing => Decision::Ready,
        Elsewhere::Install(how) => Decision::Trust(format!("If {what} is missing: {how}")),
        Elsewhere::Impossible => Decision::Refuse(Trouble::lack(
            format!("{what}, which {system} does not have"),
            "Run this on Linux.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: (Elsewhere, Elsewhere) = (Elsewhere::Nothing, Elsewhere::Nothing);

    fn on(family: Family, user: User) -> System {
        System { family, user }
    }

    #[test]
    fn only_packages_that_dpkg_calls_installed_are_there() {
        let answer = "installed xvfb\nconfig-files xauth\nnot-installed dbus\n";
        assert_eq!(
            missing(&["xvfb", "xauth", "dbus", "pkg-config"], answer),
            ["xauth", "dbus", "pkg-config"]
        );
    }

    #[test]
    fn a_second_run_installs_nothing() {
        let system = on(Family::Debian, User::Root);
        assert_eq!(decide("x", system, (&["xvfb"], &[]), NONE), Decision::Ready);
    }

    #[test]
    fn root_installs_at_once_and_others_through_sudo() {
        let lines = |user| {
            let Decision::Install(calls) =
                decide("x", on(Family::Debian, user), (&["xvfb"], &["xvfb"]), NONE)
            else {
                panic!("a missing package is installed");
            };
            calls.iter().map(|words| words.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(
            lines(User::Root),
            [
                "apt-get update",
                "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
             -o DPkg::Lock::Timeout=120 xvfb"
            ]
        );
        assert_eq!(lines(User::Sudo)[0], "sudo apt-get update");
        assert!(lines(User::Sudo)[1].starts_with("sudo env DEBIAN_FRONTEND=noninteractive apt"));
    }

    #[test]
    fn without_sudo_the_remedy_is_the_line_to_run() {
        let system = on(Family::Debian, User::Plain);
        let Decision::Refuse(trouble) = decide("xvfb", system, (&["xvfb"], &["xvfb"]), NONE) else {
            panic!("a plain user cannot install");
        };
        assert!(trouble.to_string().contains("apt-get install xvfb"));
    }

    #[test]
    fn other_systems_are_told_what_to_have() {
        let hint = (Elsewhere::Install("brew install this"), Elsewhere::Impossible);
        let debian: (&[&str], &[&str]) = (&["libgtk-3-dev"], &["libgtk-3-dev"]);
        let decided = |family| decide("GTK", on(family, User::Plain), debian, hint);
        assert!(matches!(decided(Family::Other), Decision::Trust(say) if say.contains("libgtk-3")));
        assert!(matches!(decided(Family::MacOs), Decision::Trust(say) if say.contains("brew")));
        assert!(matches!(decided(Family::Windows), Decision::Refuse(Trouble::Lack { .. })));
    }
}
