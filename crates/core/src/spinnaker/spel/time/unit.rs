//! Arithmetic in a `ChronoUnit`, by the unit's place in the enum.

use super::parse::{beyond, unsupported};
use super::{Civil, DAY, YEARS, civil, date_time_error, day_of, length_of_month, overflow};
use crate::spinnaker::spel::stop::{Step, thrown};

/// The place of `ERAS`.
const ERAS: u8 = 14;

/// Nanoseconds of the units below a day, by place.
fn nanos_of(unit: u8) -> Option<u64> {
    const NANOS: [u64; 7] =
        [1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000, 3_600_000_000_000, 43_200_000_000_000];
    NANOS.get(usize::from(unit)).copied()
}

/// Days or months of the units from a day on, by place.
fn calendar(unit: u8) -> Option<(i64, bool)> {
    Some(match unit {
        7 => (1, false),
        8 => (7, false),
        9 => (1, true),
        10 => (12, true),
        11 => (120, true),
        12 => (1_200, true),
        13 => (12_000, true),
        _ => return None,
    })
}

fn checked_day(day: i64) -> Step<i64> {
    const FIRST: i64 = -365_243_219_162;
    const LAST: i64 = 365_241_780_471;
    if (FIRST..=LAST).contains(&day) { Ok(day) } else { Err(beyond()) }
}

fn plus_months(day: i64, months: i64) -> Step<i64> {
    let date = civil(day);
    let total = (date.year * 12 + date.month - 1).checked_add(months).ok_or_else(beyond)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    if !YEARS.contains(&year) {
        return Err(beyond());
    }
    let day = date.day.min(length_of_month(year, month));
    Ok(day_of(Civil { year, month, day }))
}

/// The era: 1 from the year 1 on, 0 before.
fn era(day: i64) -> i64 {
    i64::from(civil(day).year >= 1)
}

/// Another era has the same year of the era.
fn plus_eras(day: i64, amount: i64) -> Step<i64> {
    let wanted = era(day).checked_add(amount).ok_or_else(overflow)?;
    if !(0..=1).contains(&wanted) {
        return Err(date_time_error("there are two eras"));
    }
    if wanted == era(day) {
        return Ok(day);
    }
    let date = civil(day);
    let year = 1 - date.year;
    if !YEARS.contains(&year) {
        return Err(beyond());
    }
    Ok(day_of(Civil { year, day: date.day.min(length_of_month(year, date.month)), ..date }))
}

/// `LocalDate.plus(amount, unit)`.
pub(in super::super) fn plus_date(day: i64, amount: i64, unit: u8) -> Step<i64> {
    if unit == ERAS {
        return plus_eras(day, amount);
    }
    let (size, months) = calendar(unit).ok_or_else(unsupported)?;
    // Java counts years from decades on, and multiplies no other unit.
    let years = size / 12;
    if months && years > 0 {
        let years = amount.checked_mul(years).ok_or_else(overflow)?;
        return plus_months(day, years.checked_mul(12).ok_or_else(beyond)?);
    }
    let amount = amount.checked_mul(size).ok_or_else(overflow)?;
    if months {
        plus_months(day, amount)
    } else {
        checked_day(day.checked_add(amount).ok_or_else(overflow)?)
    }
}

/// `LocalDateTime.plus(amount, unit)`.
pub(in super::super) fn plus_date_time(at: (i64, u64), amount: i64, unit: u8) -> Step<(i64, u64)> {
    let Some(size) = nanos_of(unit) else { return Ok((plus_date(at.0, amount, unit)?, at.1)) };
    let total = i128::from(amount) * i128::from(size) + i128::from(at.1);
    let day = i128::from(DAY);
    let days = i64::try_from(total.div_euclid(day)).map_err(|_| beyond())?;
    let nanos = u64::try_from(total.rem_euclid(day)).unwrap_or(0);
    Ok((checked_day(at.0.checked_add(days).ok_or_else(overflow)?)?, nanos))
}

/// `Instant.plus(amount, unit)`.
pub(in super::super) fn plus_instant(at: (i64, u32), amount: i64, unit: u8) -> Step<(i64, u32)> {
    const FIRST: i64 = -31_557_014_167_219_200;
    const LAST: i64 = 31_556_889_864_403_199;
    let size = match unit {
        7 => DAY,
        _ => nanos_of(unit).ok_or_else(unsupported)?,
    };
    let second = 1_000_000_000i128;
    let total = i128::from(amount) * i128::from(size) + i128::from(at.1);
    let seconds = i64::try_from(total.div_euclid(second)).map_err(|_| overflow())?;
    let seconds = at.0.checked_add(seconds).ok_or_else(overflow)?;
    if !(FIRST..=LAST).contains(&seconds) {
        return Err(date_time_error("the instant is out of range"));
    }
    Ok((seconds, u32::try_from(total.rem_euclid(second)).unwrap_or(0)))
}

fn months_between(from: i64, to: i64) -> i64 {
    let packed = |day: i64| {
        let date = civil(day);
        (date.year * 12 + date.month - 1) * 32 + date.day
    };
    (packed(to) - packed(from)) / 32
}

/// `unit.between` on days with times; dates have time zero.
pub(in super::super) fn between(from: (i64, u64), to: (i64, u64), unit: u8) -> Step<i64> {
    if let Some(size) = nanos_of(unit) {
        let total = |at: (i64, u64)| i128::from(at.0) * i128::from(DAY) + i128::from(at.1);
        let units = (total(to) - total(from)) / i128::from(size);
        return i64::try_from(units).map_err(|_| overflow());
    }
    let mut end = to.0;
    if end > from.0 && to.1 < from.1 {
        end -= 1;
    } else if end < from.0 && to.1 > from.1 {
        end += 1;
    }
    if unit == ERAS {
        return Ok(era(end) - era(from.0));
    }
    let (size, months) = calendar(unit).ok_or_else(unsupported)?;
    Ok(if months { months_between(from.0, end) / size } else { (end - from.0) / size })
}

/// `truncatedTo`, of nanoseconds of the day.
pub(in super::super) fn truncate(nanos: u64, unit: u8) -> Step<u64> {
    match nanos_of(unit) {
        Some(size) => Ok(nanos / size * size),
        None if unit == 7 => Ok(0),
        None => Err(thrown("UnsupportedTemporalTypeException", "the unit is too long")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_the_month_ends() {
        let january = super::super::date(2024, 1, 31).unwrap_or(0);
        let february = plus_date(january, 1, 9).unwrap_or(0);
        assert_eq!(super::super::day_to_string(february), "2024-02-29");
        assert_eq!(between((january, 0), (february, 0), 9), Ok(0));
        assert_eq!(between((january, 0), (february, 0), 7), Ok(29));
    }
}
