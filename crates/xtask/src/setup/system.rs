//! Which system this is and who we are on it: the facts that decide how its
//! packages are installed.

use std::path::Path;

use crate::process::Call;

/// Systems that are set up differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// Debian, Ubuntu and others with apt.
    Debian,
    /// A Unix whose package manager we do not know.
    Other,
    MacOs,
    Windows,
}

/// Who may install packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    Root,
    Sudo,
    /// Neither root nor sudo: somebody else has to do it.
    Plain,
}

/// The machine as set-up sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct System {
    pub(crate) family: Family,
    pub(crate) user: User,
}

impl System {
    pub(crate) fn look() -> Self {
        let here = Path::new(".");
        let answers = |program: &str, word: &str| {
            Call::new(here, program).words([word]).ask().is_some_and(|heard| heard.ok)
        };
        let has_apt = || answers("dpkg-query", "--version") && answers("apt-get", "--version");
        let id = Call::new(here, "id").words(["-u"]).ask().map(|heard| heard.text);
        Self {
            family: family(std::env::consts::OS, has_apt),
            user: user(id.as_deref(), || answers("sudo", "--version")),
        }
    }
}

fn family(system: &str, has_apt: impl Fn() -> bool) -> Family {
    match system {
        "macos" => Family::MacOs,
        "windows" => Family::Windows,
        _ if has_apt() => Family::Debian,
        _ => Family::Other,
    }
}

fn user(id: Option<&str>, has_sudo: impl Fn() -> bool) -> User {
    match id.map(str::trim) {
        Some("0") => User::Root,
        _ if has_sudo() => User::Sudo,
        _ => User::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_decides_among_unixes() {
        assert_eq!(family("linux", || true), Family::Debian);
        assert_eq!(family("linux", || false), Family::Other);
        assert_eq!(family("macos", || true), Family::MacOs, "a ported apt is not the system's");
        assert_eq!(family("windows", || false), Family::Windows);
    }

    #[test]
    fn root_needs_no_sudo() {
        assert_eq!(user(Some("0\n"), || true), User::Root);
        assert_eq!(user(Some("1000\n"), || true), User::Sudo);
        assert_eq!(user(Some("1000\n"), || false), User::Plain);
        assert_eq!(user(None, || false), User::Plain);
    }
}
