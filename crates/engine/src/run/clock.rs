//! The present, as Kubernetes writes it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970.
pub(super) fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The present as `2026-01-31T12:00:00Z`.
pub fn now() -> String {
    written(seconds())
}

/// A moment, in seconds since 1970, as Kubernetes writes it.
pub fn written(seconds: i64) -> String {
    let (days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years begin in March here, so that the odd day is the last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use stage_core::spinnaker::time::Instant;

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        for seconds in [0, 951_782_400, 951_868_799, 1_767_225_600, 4_102_444_799] {
            let text = written(seconds);
            assert_eq!(Instant::parse(&text).map(|at| at.seconds), Some(seconds), "{text}");
        }
        assert_eq!(written(951_782_400), "2000-02-29T00:00:00Z");
    }
}
