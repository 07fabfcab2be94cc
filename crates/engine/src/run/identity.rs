//! Who a run belongs to: the labels by which its objects are found again, and
//! the names that no two runs share.

use std::hash::{BuildHasher, Hasher, RandomState};

/// The label with the run's id, on the Job and its pods.
pub const RUN_LABEL: &str = "stage-designer.io/run";
/// The label with this installation's id, on the Job and its pods.
pub const INSTALLATION_LABEL: &str = "stage-designer.io/installation";

/// The longest name of a Job: its pods carry it as a label.
const JOB_NAME: usize = 63;

/// The labels of a run's objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The run's id, unique everywhere.
    pub run: String,
    /// This installation's id.
    pub installation: String,
}

impl Identity {
    /// The selector that finds the objects of this run, and no others.
    pub fn selector(&self) -> String {
        format!("{INSTALLATION_LABEL}={},{RUN_LABEL}={}", self.installation, self.run)
    }
}

/// A new id: ten letters and digits that a name and a label may have.
pub fn new_id() -> String {
    // Keyed anew by the system for each state, which is random enough for names.
    let number = RandomState::new().build_hasher().finish();
    let mut rest = number;
    let digits = b"0123456789abcdefghijklmnopqrstuvwxyz";
    std::iter::repeat_with(|| {
        let digit = usize::try_from(rest % 36).unwrap_or(0);
        rest /= 36;
        char::from(digits.get(digit).copied().unwrap_or(b'0'))
    })
    .take(10)
    .collect()
}

/// A name that only this run has, which begins like the stage's own.
pub(super) fn unique_name(stem: &str, id: &str) -> String {
    let cleaned: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(JOB_NAME.saturating_sub(id.len() + 1))
        .collect();
    let cleaned = cleaned.trim_matches('-');
    if cleaned.is_empty() { format!("run-{id}") } else { format!("{cleaned}-{id}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_as_long_as_they_may_be() {
        assert_eq!(unique_name("say-hello-", "abc"), "say-hello-abc");
        assert_eq!(unique_name("Ünï.x/", "abc"), "n--x-abc");
        assert_eq!(unique_name("", "abc"), "run-abc");
        assert_eq!(unique_name(&"x".repeat(100), "abc").len(), JOB_NAME);
    }

    #[test]
    fn no_two_ids_are_the_same() {
        let ids: std::collections::HashSet<_> = (0..1000).map(|_| new_id()).collect();
        assert_eq!(ids.len(), 1000);
    }
}
