//! Timestamps as Kubernetes writes them, for ordering and for epoch
//! milliseconds. It must never know the current time: this crate has no clock.

/// A moment: seconds since 1970 in UTC, and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds within the second.
    pub nanos: u32,
}

impl Instant {
    /// Reads an ISO date and time with its offset, such as
    /// `2026-01-14T03:04:05Z` or `2026-01-14T03:04:05.25+01:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_once(['T', 't'])?;
        let mut date = date.splitn(3, '-').map(digits);
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let split = rest.find(['Z', 'z', '+', '-'])?;
        let (clock, offset) = rest.split_at_checked(split)?;
        let mut clock = clock.splitn(3, ':');
        let (hour, minute) = (digits(clock.next()?)?, digits(clock.next()?)?);
        let (second, nanos) = seconds(clock.next().unwrap_or("0"))?;
        if !(1..=12).contains(&month)
            || !(1..=days_in(year, month)).contains(&day)
            || hour > 23
            || minute > 59
            || second > 59
        {
            return None;
        }
        let days = days_since_epoch(year, month, day);
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset_seconds(offset)?;
        Some(Self { seconds, nanos })
    }

    /// Milliseconds since 1970, as Java's `toEpochMilli`.
    pub fn epoch_milli(self) -> i64 {
        self.seconds.saturating_mul(1_000).saturating_add(i64::from(self.nanos / 1_000_000))
    }
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn seconds(text: &str) -> Option<(i64, u32)> {
    let Some((whole, fraction)) = text.split_once('.') else {
        return Some((digits(text)?, 0));
    };
    if fraction.len() > 9 {
        return None;
    }
    let nanos = digits(&format!("{fraction:0<9}"))?;
    Some((digits(whole)?, u32::try_from(nanos).ok()?))
}

fn offset_seconds(offset: &str) -> Option<i64> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let mut parts = offset.get(1..)?.splitn(3, ':').map(digits);
    let hours = parts.next()??;
    let minutes = parts.next().unwrap_or(Some(0))?;
    let seconds = parts.next().unwrap_or(Some(0))?;
    (hours <= 18 && minutes <= 59 && seconds <= 59)
        .then_some(sign * (hours * 3_600 + minutes * 60 + seconds))
}

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar; the year begins in March
/// so that the leap day comes last.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The year, month and day so many days after 1970-01-01.
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (year_of_era * 365 + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_become_epoch_milliseconds() {
        for (text, milli) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-01-14T03:04:05Z", 1_768_359_845_000),
            ("2024-02-29T23:59:59.5+01:00", 1_709_247_599_500),
            ("1969-12-31T23:59:59.999Z", -1),
        ] {
            assert_eq!(Instant::parse(text).map(Instant::epoch_milli), Some(milli), "{text}");
        }
        for text in ["", "2026-01-14", "2026-02-30T00:00:00Z", "2026-01-14T03:04:05", "x"] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
