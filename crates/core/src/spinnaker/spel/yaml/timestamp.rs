//! YAML 1.1's timestamps, as dates in milliseconds; without a zone UTC.

use crate::spinnaker::spel::stop::{Step, thrown, unknown};
use crate::spinnaker::spel::time::{Civil, day_of};

/// The parts of a text that looks like a timestamp.
struct Parts<'t> {
    year: i64,
    /// Month and day, in one or two digits each.
    short: (&'t str, &'t str),
    clock: Option<Clock>,
}

struct Clock {
    seconds: i64,
    millis: i64,
    offset: i64,
}

/// Takes `least` to `most` digits off the front.
fn digits<'t>(rest: &mut &'t str, least: usize, most: usize) -> Option<&'t str> {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, tail) = rest.split_at_checked(count).filter(|_| count >= least)?;
    *rest = tail;
    Some(digits)
}

fn literal(rest: &mut &str, expected: char) -> Option<()> {
    *rest = rest.strip_prefix(expected)?;
    Some(())
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let mut rest = text;
    let year = digits(&mut rest, 4, 4)?.parse().ok()?;
    literal(&mut rest, '-')?;
    let month = digits(&mut rest, 1, 2)?;
    literal(&mut rest, '-')?;
    let day = digits(&mut rest, 1, 2)?;
    let clock = if rest.is_empty() { None } else { Some(clock(rest)?) };
    Some(Parts { year, short: (month, day), clock })
}

fn clock(text: &str) -> Option<Clock> {
    let blanks: &[char] = &[' ', '\t'];
    let mut rest = match text.strip_prefix(['T', 't']) {
        Some(rest) => rest,
        None => Some(text.trim_start_matches(blanks)).filter(|rest| rest.len() < text.len())?,
    };
    let mut seconds = digits(&mut rest, 1, 2)?.parse::<i64>().ok()?;
    for _ in 0..2 {
        literal(&mut rest, ':')?;
        seconds = seconds * 60 + digits(&mut rest, 2, 2)?.parse::<i64>().ok()?;
    }
    let mut millis = 0;
    if let Some(after) = rest.strip_prefix('.') {
        rest = after;
        let fraction = digits(&mut rest, 0, usize::MAX)?;
        let of_second: f64 = format!("0.{fraction}0").parse().ok()?;
        #[allow(clippy::cast_possible_truncation, reason = "at most a thousand")]
        let whole = (of_second * 1_000.0).round() as i64;
        millis = whole;
    }
    Some(Clock { seconds, millis, offset: offset(rest.trim_start_matches(blanks), rest)? })
}

/// The zone's offset in seconds; one that Java does not know is none.
fn offset(zone: &str, written: &str) -> Option<i64> {
    if zone.is_empty() {
        return written.is_empty().then_some(0);
    }
    if zone == "Z" {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let mut rest = zone.strip_prefix(['+', '-'])?;
    let hours: i64 = digits(&mut rest, 1, 2)?.parse().ok()?;
    let minutes: i64 = match rest.strip_prefix(':') {
        Some(mut rest) => {
            let minutes = digits(&mut rest, 2, 2)?;
            if !rest.is_empty() {
                return None;
            }
            minutes.parse().ok()?
        }
        None if rest.is_empty() => 0,
        None => return None,
    };
    let known = hours <= 23 && minutes <= 59;
    Some(if known { sign * (hours * 60 + minutes) * 60 } else { 0 })
}

fn millis(parts: &Parts<'_>) -> Option<Step<i64>> {
    // Before this Java counts by the Julian calendar.
    const GREGORIAN: i64 = -141_427;
    let (month, day): (i64, i64) = (parts.short.0.parse().ok()?, parts.short.1.parse().ok()?);
    let months = parts.year * 12 + month - 1;
    let first = Civil { year: months.div_euclid(12), month: months.rem_euclid(12) + 1, day: 1 };
    let day = day_of(first) + day - 1;
    if day < GREGORIAN {
        return Some(Err(unknown("a date before the Gregorian calendar")));
    }
    let of_day = parts.clock.as_ref().map_or(0, |c| (c.seconds - c.offset) * 1_000 + c.millis);
    Some(Ok(day * 86_400_000 + of_day))
}

/// A plain text that is a timestamp by its looks; `None` for others.
pub(super) fn implicit(text: &str) -> Option<Step<i64>> {
    let parts = parts(text).filter(|_| text.len() <= 50)?;
    let long = parts.short.0.len() == 2 && parts.short.1.len() == 2;
    if parts.clock.is_none() && !long {
        return None;
    }
    millis(&parts)
}

/// A text under `!!timestamp`.
pub(super) fn explicit(text: &str) -> Step<i64> {
    let bad = || thrown("YAMLException", "this is no timestamp");
    let parts = parts(text).ok_or_else(bad)?;
    millis(&parts).ok_or_else(bad)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_yamls() {
        for (text, millis) in [
            ("2024-01-01", Some(1_704_067_200_000)),
            ("2024-01-01T01:02:03Z", Some(1_704_070_923_000)),
            ("2024-1-1 1:02:03.5 +01:00", Some(1_704_067_323_500)),
            ("2024-1-1", None),
            ("2024-01-01x", None),
        ] {
            let found = implicit(text).and_then(Result::ok);
            assert_eq!(found, millis, "{text}");
        }
    }
}
