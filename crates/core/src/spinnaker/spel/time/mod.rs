//! Java's dates and times as plain numbers: days since 1970, nanoseconds of
//! the day. It must never read a clock.

mod parse;
mod text;
mod unit;

pub(super) use parse::{parse_date, parse_date_time, parse_instant};
pub(super) use text::{DAY_NAMES, MONTH_NAMES};
pub(super) use text::{date_time_to_string, date_to_string, day_to_string, instant_to_string};
pub(super) use unit::{between, plus_date, plus_date_time, plus_instant, truncate};

use std::cmp::Ordering;

use super::stop::{Step, Stop, thrown, unknown};

/// Nanoseconds of a day.
pub(super) const DAY: u64 = 86_400_000_000_000;
/// Nanoseconds of a second.
pub(super) const SECOND: u64 = 1_000_000_000;
/// The largest and smallest year of `java.time`.
pub(super) const YEARS: std::ops::RangeInclusive<i64> = -999_999_999..=999_999_999;

/// `DateTimeException`.
pub(super) fn date_time_error(message: impl Into<String>) -> Stop {
    thrown("DateTimeException", message)
}

/// `ArithmeticException`.
pub(super) fn overflow() -> Stop {
    thrown("ArithmeticException", "the number does not fit")
}

/// An instant's milliseconds since 1970; `None` beyond a `long` of them.
pub(super) fn epoch_millis(seconds: i64, nanos: u32) -> Option<i64> {
    i64::try_from(i128::from(seconds) * 1_000 + i128::from(nanos / 1_000_000)).ok()
}

/// Year, month from 1 and day from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Civil {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

/// The calendar date of a day.
pub(super) fn civil(day: i64) -> Civil {
    let shifted = day.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Civil { year, month, day }
}

/// The day of a calendar date, which must be one.
pub(super) fn day_of(date: Civil) -> i64 {
    let year = if date.month <= 2 { date.year - 1 } else { date.year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (date.month + 9) % 12;
    let of_year = (153 * shifted_month + 2) / 5 + date.day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era - 719_468
}

/// Whether a year has 366 days.
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// A date as `java.util.Date` reads it: before October 1582 it counts by the
/// old calendar, which is not modelled.
pub(super) fn old_date(day: i64) -> Step<Civil> {
    const FIRST_OF_TODAYS_CALENDAR: i64 = -141_427;
    if day < FIRST_OF_TODAYS_CALENDAR {
        return Err(unknown("a date before the calendar of today"));
    }
    Ok(civil(day))
}

/// How many days a month has.
pub(super) fn length_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `LocalDate.of`.
pub(super) fn date(year: i64, month: i64, day: i64) -> Step<i64> {
    if !YEARS.contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Err(date_time_error("a field of the date is out of range"));
    }
    if day > length_of_month(year, month) {
        return Err(date_time_error("the month has fewer days"));
    }
    Ok(day_of(Civil { year, month, day }))
}

/// `LocalTime.of`, in nanoseconds of the day.
pub(super) fn time(hour: i64, minute: i64, second: i64, nano: i64) -> Step<u64> {
    let fits = (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second)
        && (0..1_000_000_000).contains(&nano);
    if !fits {
        return Err(date_time_error("a field of the time is out of range"));
    }
    Ok(((hour * 60 + minute) * 60 + second).unsigned_abs() * SECOND + nano.unsigned_abs())
}

/// The day of the year, from 1.
pub(super) fn day_of_year(day: i64) -> i64 {
    let year = civil(day).year;
    day - day_of(Civil { year, month: 1, day: 1 }) + 1
}

/// The day of the week, Monday is 0.
pub(super) fn day_of_week(day: i64) -> u8 {
    u8::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
}

/// `LocalDate.hashCode`.
pub(super) fn hash_of_date(day: i64) -> i32 {
    let Civil { year, month, day } = civil(day);
    #[allow(clippy::cast_possible_truncation, reason = "years fit Java's int")]
    let (year, month, day) = (year as i32, month as i32, day as i32);
    (year & 0xFFFF_F800u32.cast_signed())
        ^ year.wrapping_shl(11).wrapping_add(month << 6).wrapping_add(day)
}

/// `LocalDateTime.hashCode`.
pub(super) fn hash_of_date_time(day: i64, nanos: u64) -> i32 {
    hash_of_date(day) ^ super::equal::hash_of_long(nanos.cast_signed())
}

/// `LocalDate.compareTo`: the first difference of year, month, day.
pub(super) fn compare_dates(a: i64, b: i64) -> i32 {
    let (a, b) = (civil(a), civil(b));
    let differences = [a.year - b.year, a.month - b.month, a.day - b.day];
    let first = differences.into_iter().find(|difference| *difference != 0).unwrap_or(0);
    i32::try_from(first).unwrap_or(0)
}

/// `LocalTime.compareTo`.
pub(super) fn compare_times(a: u64, b: u64) -> i32 {
    match a.cmp(&b) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverse() {
        for day in [-719_528, -1, 0, 59, 19_797, 2_932_896] {
            assert_eq!(day_of(civil(day)), day);
        }
        assert_eq!(day_to_string(19_797), "2024-03-15");
        assert_eq!(day_of_week(0), 3);
    }
}
