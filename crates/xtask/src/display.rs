//! Whether a window can be shown.

use std::ffi::OsString;

/// Whether this session can show a window. macOS and Windows always can; on
/// other systems an X or Wayland display must be named in the environment.
pub(crate) fn is_there(system: &str, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    if matches!(system, "macos" | "windows") {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| variable(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<OsString> {
        |asked| set.iter().find(|(name, _)| *name == asked).map(|(_, value)| value.into())
    }

    #[test]
    fn linux_needs_x_or_wayland() {
        assert!(is_there("linux", with(&[("DISPLAY", ":0")])));
        assert!(is_there("linux", with(&[("WAYLAND_DISPLAY", "wayland-0")])));
        assert!(!is_there("linux", with(&[])), "a plain terminal has none");
        assert!(!is_there("linux", with(&[("DISPLAY", "")])), "an empty name is none");
    }

    #[test]
    fn macos_and_windows_always_have_one() {
        assert!(is_there("macos", with(&[])) && is_there("windows", with(&[])));
    }
}
