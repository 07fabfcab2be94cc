//! How long to wait before the next try: longer each time, and never all at
//! the same moment.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// The first wait.
const FIRST: Duration = Duration::from_millis(250);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(10);

/// Waits between tries.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Backoff {
    tries: u32,
}

impl Backoff {
    /// Waits, longer each time.
    pub(super) async fn wait(&mut self) {
        let longest = FIRST.saturating_mul(2_u32.saturating_pow(self.tries)).min(LONGEST);
        self.tries = (self.tries + 1).min(16);
        // Between half of it and all of it.
        let jitter = RandomState::new().build_hasher().finish() % 1000;
        let part = u32::try_from(500 + jitter / 2).unwrap_or(500);
        tokio::time::sleep(longest.saturating_mul(part) / 1000).await;
    }

    /// Whether it has waited since the last success.
    pub(super) fn waited(self) -> bool {
        self.tries > 0
    }

    /// Notes a success.
    pub(super) fn reset(&mut self) {
        self.tries = 0;
    }
}
