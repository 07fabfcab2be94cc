//! `Date`, as far as links need it for the span of time of a log: moments
//! written as Kubernetes writes them, and counted in milliseconds.
//!
//! What depends on the browser's clock or time zone is not worked out.

use crate::spinnaker::time::{Instant, civil};

use super::value::Js;
use super::{Result, Stop};

pub(super) const CLOCK: Stop = Stop::Code("it depends on the clock or time zone of the browser");
const DAY: f64 = 86_400_000.0;
/// The last moment that JavaScript counts to, in milliseconds.
const LAST: f64 = 8.64e15;

/// `new Date(…)`.
pub(super) fn date(arguments: &[Js]) -> Result<Js> {
    match arguments {
        [Js::Text(text)] => milliseconds(text).map(Js::Date),
        [Js::Number(number)] if number.abs() <= LAST => Ok(Js::Date(number.trunc() + 0.0)),
        [Js::Date(moment)] => Ok(Js::Date(*moment)),
        _ => Err(CLOCK),
    }
}

/// `Date.parse(…)`; other functions of `Date` are not worked out.
pub(super) fn of_class(name: &str, arguments: &[Js]) -> Option<Result<Js>> {
    match (name, arguments) {
        ("parse", [Js::Text(text), ..]) => Some(milliseconds(text).map(Js::Number)),
        ("now", _) => Some(Err(CLOCK)),
        _ => None,
    }
}

/// Methods of a date.
pub(super) fn of_date(moment: f64, method: &str) -> Option<Result<Js>> {
    match method {
        "getTime" | "valueOf" => Some(Ok(Js::Number(moment))),
        "toISOString" | "toJSON" => Some(iso(moment).and_then(|text| Js::text(&text))),
        _ => None,
    }
}

/// Whether a date has a method of that name.
pub(super) fn is_method(name: &str) -> bool {
    ["get", "set", "to"].iter().any(|start| name.starts_with(start)) || name == "valueOf"
}

/// The moment of a text such as `2026-01-14T03:04:05.25Z`; what else browsers
/// take for a date differs among them.
fn milliseconds(text: &str) -> Result<f64> {
    let form = |pattern: &str, text: &str| {
        let same = |(wanted, found): (u8, u8)| match wanted {
            b'0' => found.is_ascii_digit(),
            _ => wanted == found,
        };
        pattern.len() == text.len() && pattern.bytes().zip(text.bytes()).all(same)
    };
    let (moment, rest) = text.split_at_checked(19).ok_or(CLOCK)?;
    let zone = rest.find(['Z', '+', '-']).ok_or(CLOCK)?;
    let (fraction, zone) = rest.split_at(zone);
    let fine = fraction.is_empty()
        || fraction.strip_prefix('.').is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
        });
    let placed = zone == "Z" || form("+00:00", zone) || form("-00:00", zone);
    if !fine || !placed || !form("0000-00-00T00:00:00", moment) {
        return Err(CLOCK);
    }
    let read = Instant::parse(text).ok_or(CLOCK)?.epoch_milli();
    #[allow(clippy::cast_precision_loss, reason = "years have four digits here")]
    Ok(read as f64)
}

pub(super) fn iso(moment: f64) -> Result<String> {
    #[allow(clippy::cast_possible_truncation, reason = "a whole number of days, below 10⁸")]
    let days = (moment / DAY).floor() as i64;
    #[allow(clippy::cast_possible_truncation, reason = "below a day's milliseconds")]
    let within = moment.rem_euclid(DAY) as i64;
    let (year, month, day) = civil(days);
    if !(0..=9_999).contains(&year) {
        let message = "a year of more digits is not worked out here";
        return Err(Stop::Code(message));
    }
    let (seconds, milli) = (within / 1_000, within % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    Ok(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"))
}
