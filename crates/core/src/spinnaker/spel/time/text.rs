//! Dates and times as Java writes them.

use super::{Civil, SECOND, civil, day_of_week, old_date};
use crate::spinnaker::spel::stop::Step;

/// English names, as Java's default locale on servers.
pub(in super::super) const DAY_NAMES: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// English names of the months.
pub(in super::super) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn year_text(year: i64) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        10_000.. => format!("+{year}"),
        _ => format!("-{:04}", year.unsigned_abs()),
    }
}

/// `LocalDate.toString`.
pub(in super::super) fn day_to_string(day: i64) -> String {
    let Civil { year, month, day } = civil(day);
    format!("{}-{month:02}-{day:02}", year_text(year))
}

fn clock(nanos: u64) -> (u64, u64, u64, u64) {
    let seconds = nanos / SECOND;
    (seconds / 3_600, seconds / 60 % 60, seconds % 60, nanos % SECOND)
}

/// Three, six or nine digits; nothing for zero.
fn fraction(nanos: u64) -> String {
    if nanos == 0 {
        String::new()
    } else if nanos.is_multiple_of(1_000_000) {
        format!(".{:03}", nanos / 1_000_000)
    } else if nanos.is_multiple_of(1_000) {
        format!(".{:06}", nanos / 1_000)
    } else {
        format!(".{nanos:09}")
    }
}

/// `LocalDateTime.toString`: seconds only where there are any.
pub(in super::super) fn date_time_to_string(day: i64, nanos: u64) -> String {
    let (hour, minute, second, rest) = clock(nanos);
    let mut text = format!("{}T{hour:02}:{minute:02}", day_to_string(day));
    if second > 0 || rest > 0 {
        text = format!("{text}:{second:02}{}", fraction(rest));
    }
    text
}

/// `Instant.toString`.
pub(in super::super) fn instant_to_string(seconds: i64, nanos: u32) -> String {
    let day = seconds.div_euclid(86_400);
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let fraction = fraction(nanos.into());
    format!("{}T{hour:02}:{minute:02}:{second:02}{fraction}Z", day_to_string(day))
}

/// `Date.toString` on a server that keeps UTC.
pub(in super::super) fn date_to_string(millis: i64) -> Step<String> {
    let seconds = millis.div_euclid(1_000);
    let day = seconds.div_euclid(86_400);
    let of_day = seconds.rem_euclid(86_400);
    let date = old_date(day)?;
    let short = |name: Option<&&'static str>| name.and_then(|name| name.get(..3)).unwrap_or("");
    let month = usize::try_from(date.month - 1).unwrap_or(0);
    Ok(format!(
        "{} {} {:02} {:02}:{:02}:{:02} UTC {}",
        short(DAY_NAMES.get(usize::from(day_of_week(day)))),
        short(MONTH_NAMES.get(month)),
        date.day,
        of_day / 3_600,
        of_day / 60 % 60,
        of_day % 60,
        date.year
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_short_as_java_writes_them() {
        assert_eq!(date_time_to_string(19_797, 36_900 * SECOND), "2024-03-15T10:15");
        assert_eq!(date_time_to_string(0, SECOND + 500_000_000), "1970-01-01T00:00:01.500");
        assert_eq!(instant_to_string(0, 0), "1970-01-01T00:00:00Z");
        assert_eq!(instant_to_string(-1, 1), "1969-12-31T23:59:59.000000001Z");
        assert_eq!(date_to_string(0), Ok("Thu Jan 01 00:00:00 UTC 1970".into()));
        assert!(date_to_string(i64::MAX).is_ok() && date_to_string(i64::MIN).is_err());
    }
}
