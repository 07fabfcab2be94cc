//! Which Node.js will do, and what to say where none does.

use crate::trouble::Trouble;

/// Checks the answer of `node --version`, `None` where there is no Node.
pub(crate) fn check(answer: Option<&str>) -> Result<(), Trouble> {
    let remedy = "Install it from nodejs.org, with nvm or fnm, with \
                  `brew install node@22` (macOS) or with \
                  `winget install OpenJS.NodeJS.LTS` (Windows).";
    let wanted = super::Need::Node.what();
    match answer.map(str::trim) {
        None => Err(Trouble::lack(wanted, remedy)),
        Some(version) if version_of(version).is_some_and(serves) => Ok(()),
        Some(version) => Err(Trouble::lack(format!("{wanted}: this is {version}"), remedy)),
    }
}

/// Major and minor of `v20.19.0`.
fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// What Vite 8 runs on: 20 from 20.19, 22 from 22.12, and everything after.
fn serves((major, minor): (u32, u32)) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 12,
        other => other > 22,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_that_vite_accepts_will_do() {
        for good in ["v20.19.0\n", "v20.20.2", "v22.12.0", "v24.0.1"] {
            assert_eq!(check(Some(good)), Ok(()), "{good}");
        }
        for bad in ["v18.20.4", "v20.18.9", "v21.7.0", "v22.11.0", "20", ""] {
            assert!(check(Some(bad)).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_missing_or_old_node_is_named_with_the_remedy() {
        let old = check(Some("v18.20.4")).expect_err("too old").to_string();
        assert!(old.contains("v18.20.4") && old.contains("nvm"), "{old}");
        let none = check(None).expect_err("missing").to_string();
        assert!(none.contains("20.19") && none.contains("brew"), "{none}");
    }
}
