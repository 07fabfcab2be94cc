//! The ISO forms that `LocalDate`, `LocalDateTime` and `Instant` parse.
//!
//! A form that does not fit is a `DateTimeParseException`; a date that does
//! not exist has that caused by a `DateTimeException`, which Orca reports.

use super::{Civil, date, date_time_error, day_of, length_of_month, time};
use crate::spinnaker::spel::stop::{Step, Stop, thrown};

fn unreadable(text: &str) -> Stop {
    thrown("DateTimeParseException", format!("`{text}` is no such date or time"))
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn sign(&mut self) -> Option<bool> {
        let (negative, rest) = match (self.rest.strip_prefix('-'), self.rest.strip_prefix('+')) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return None,
        };
        self.rest = rest;
        Some(negative)
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<(i64, usize)> {
        let count = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        let number = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        Some((number, count))
    }

    fn two(&mut self) -> Option<i64> {
        self.digits(2, 2).map(|(number, _)| number)
    }

    fn skip(&mut self, c: char) -> Option<()> {
        let first = self.rest.chars().next()?;
        if !first.eq_ignore_ascii_case(&c) {
            return None;
        }
        self.rest = self.rest.get(first.len_utf8()..)?;
        Some(())
    }

    /// Four digits, more only after a sign.
    fn year(&mut self) -> Option<i64> {
        let sign = self.sign();
        let most = if sign.is_some() { 10 } else { 4 };
        let (year, count) = self.digits(4, most)?;
        if sign == Some(false) && count <= 4 {
            return None;
        }
        Some(if sign == Some(true) { -year } else { year })
    }

    fn date(&mut self) -> Option<Civil> {
        let year = self.year()?;
        self.skip('-')?;
        let month = self.two()?;
        self.skip('-')?;
        Some(Civil { year, month, day: self.two()? })
    }

    fn fraction(&mut self) -> Option<i64> {
        if self.skip('.').is_none() {
            return Some(0);
        }
        let (number, count) = self.digits(0, 9)?;
        let scale = u32::try_from(9usize.saturating_sub(count)).ok()?;
        Some(number * 10i64.pow(scale))
    }

    fn time(&mut self) -> Option<[i64; 4]> {
        let hour = self.two()?;
        self.skip(':')?;
        let minute = self.two()?;
        if !self.rest.starts_with(':') {
            return Some([hour, minute, 0, 0]);
        }
        self.skip(':')?;
        let second = self.two()?;
        Some([hour, minute, second, self.fraction()?])
    }

    /// `Z` or an offset, in seconds.
    fn offset(&mut self) -> Option<i64> {
        if self.skip('Z').is_some() {
            return Some(0);
        }
        let negative = self.sign()?;
        let hours = self.two()?;
        self.skip(':')?;
        let minutes = self.two()?;
        let seconds = if self.skip(':').is_some() { self.two()? } else { 0 };
        if hours > 18 || minutes > 59 || seconds > 59 {
            return None;
        }
        let total = (hours * 60 + minutes) * 60 + seconds;
        Some(if negative { -total } else { total })
    }
}

/// `LocalDate.parse`.
pub(in super::super) fn parse_date(text: &str) -> Step<i64> {
    let mut reader = Reader { rest: text };
    match reader.date() {
        Some(civil) if reader.rest.is_empty() => date(civil.year, civil.month, civil.day),
        _ => Err(unreadable(text)),
    }
}

/// `LocalDateTime.parse`: day and nanoseconds of the day.
pub(in super::super) fn parse_date_time(text: &str) -> Step<(i64, u64)> {
    let mut reader = Reader { rest: text };
    let fields = (|| {
        let date = reader.date()?;
        reader.skip('T')?;
        Some((date, reader.time()?))
    })();
    let Some((civil, clock)) = fields.filter(|_| reader.rest.is_empty()) else {
        return Err(unreadable(text));
    };
    let day = date(civil.year, civil.month, civil.day)?;
    match clock {
        [24, 0, 0, 0] => Ok((day + 1, 0)),
        [hour, minute, second, nano] => Ok((day, time(hour, minute, second, nano)?)),
    }
}

/// `Instant.parse`: seconds since 1970 and nanoseconds.
pub(in super::super) fn parse_instant(text: &str) -> Step<(i64, u32)> {
    let mut reader = Reader { rest: text };
    let fields = (|| {
        let date = reader.date()?;
        reader.skip('T')?;
        let hour = reader.two()?;
        reader.skip(':')?;
        let minute = reader.two()?;
        reader.skip(':')?;
        let second = reader.two()?;
        let nano = reader.fraction()?;
        Some((date, [hour, minute, second, nano], reader.offset()?))
    })();
    let Some((civil, clock, offset)) = fields.filter(|_| reader.rest.is_empty()) else {
        return Err(unreadable(text));
    };
    instant(civil, clock, offset).ok_or_else(|| unreadable(text))
}

fn instant(date: Civil, clock: [i64; 4], offset: i64) -> Option<(i64, u32)> {
    let [mut hour, minute, mut second, nano] = clock;
    let Civil { year, month, day } = date;
    if !(1..=12).contains(&month) || day < 1 || day > length_of_month(year, month) {
        return None;
    }
    let mut days = 0;
    if [hour, minute, second, nano] == [24, 0, 0, 0] {
        (hour, days) = (0, 1);
    } else if [hour, minute, second] == [23, 59, 60] {
        second = 59;
    }
    let of_day = time(hour, minute, second, 0).ok()? / super::SECOND;
    let seconds = (day_of(date) + days) * 86_400 + i64::try_from(of_day).ok()? - offset;
    Some((seconds, u32::try_from(nano).ok()?))
}

/// A `DateTimeException` for a unit or field that a type does not know.
pub(super) fn unsupported() -> Stop {
    thrown("UnsupportedTemporalTypeException", "the type does not know this unit")
}

/// The `DateTimeException` for a result outside the calendar.
pub(super) fn beyond() -> Stop {
    date_time_error("the date is out of range")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind<T: std::fmt::Debug>(result: Step<T>) -> String {
        match result {
            Err(Stop::Thrown(thrown)) => thrown.kind.into_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_date_that_does_not_exist_is_told_from_one_that_is_not_written_so() {
        assert_eq!(kind(parse_date("2024-02-30")), "DateTimeException");
        assert_eq!(kind(parse_date("2024-13-01")), "DateTimeException");
        assert_eq!(kind(parse_date("2024-1-01")), "DateTimeParseException");
        assert_eq!(kind(parse_instant("2024-02-30T00:00:00Z")), "DateTimeParseException");
    }

    #[test]
    fn times_may_lack_seconds_and_instants_may_have_an_offset() {
        assert_eq!(parse_date_time("2024-03-15T10:15"), Ok((19_797, 36_900_000_000_000)));
        assert_eq!(parse_instant("1970-01-01T01:00:00.5+01:00"), Ok((0, 500_000_000)));
    }
}
