//! How far the reading of a log is behind its writing. The clocks of the node
//! and of this machine need not agree: what counts is how much later a line
//! comes than the quickest one came.

use tokio::time::Instant;

/// From how much on a log is read without following it, in seconds. A new
/// connection sends up to a second of the log again, which is then little.
const FAR: i64 = 3;

/// The lateness of a log's lines.
#[derive(Debug)]
pub(super) struct Behind {
    began: Instant,
    /// The quickest line: seconds of this clock less those of its stamp.
    quickest: Option<i64>,
}

impl Behind {
    /// Nothing was read yet.
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), quickest: None }
    }

    /// Notes that a line of this second is read now; whether that is far behind.
    pub(super) fn is_far(&mut self, second: i64) -> bool {
        let now = i64::try_from(self.began.elapsed().as_secs()).unwrap_or(i64::MAX);
        let late = now.saturating_sub(second);
        let quickest = self.quickest.map_or(late, |quickest| quickest.min(late));
        self.quickest = Some(quickest);
        late.saturating_sub(quickest) >= FAR
    }

    /// Notes that the end was reached: no line can come quicker than the next.
    pub(super) fn reached(&mut self) {
        self.quickest = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn a_reader_is_behind_by_what_passed_since_its_quickest_line() {
        let mut behind = Behind::new();
        assert!(!behind.is_far(1_000_000), "a clock that differs says nothing");
        tokio::time::sleep(Duration::from_secs(10)).await;
        assert!(!behind.is_far(1_000_009), "a second later than the first");
        assert!(behind.is_far(1_000_007));
        behind.reached();
        assert!(!behind.is_far(1_000_007), "at the end that is as quick as can be");
    }
}
