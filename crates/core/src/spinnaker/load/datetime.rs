//! `OffsetDateTime`: read in ISO's offset form, written as client-java's Gson
//! does (orca-semantics §1.9).

use crate::spinnaker::SpringBoot;

/// A date and time with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OffsetDateTime {
    year: i32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    nanos: u32,
    /// Seconds east of UTC.
    offset: i32,
}

/// Why a text is no date and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Its form is another from this character on.
    Form(usize),
    /// It goes on after this character.
    Rest(usize),
    /// The form is right, but there is no such time; Java's words.
    Value(String),
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

/// The form is another from this byte on.
type Form<T> = Result<T, usize>;

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(&byte));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Form<()> {
        if self.take(byte) { Ok(()) } else { Err(self.at) }
    }

    /// Up to `most` digits, and how many there are.
    fn digits(&mut self, most: usize) -> (u32, usize) {
        let start = self.at;
        let mut number = 0u32;
        while self.at - start < most
            && let Some(digit) = self.peek().filter(u8::is_ascii_digit)
        {
            number = number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
            self.at += 1;
        }
        (number, self.at - start)
    }

    fn two(&mut self) -> Form<u32> {
        let start = self.at;
        match self.digits(2) {
            (number, 2) => Ok(number),
            _ => Err(start),
        }
    }

    /// Four digits, or a sign and, after a plus, more.
    fn year(&mut self) -> Form<i32> {
        let start = self.at;
        let (minus, plus) = (self.take(b'-'), self.take(b'+'));
        let (number, count) = self.digits(9);
        let fits = match (minus, plus) {
            (false, false) => count == 4,
            (true, false) => count >= 4 && number > 0,
            (false, true) => count > 4,
            (true, true) => false,
        };
        let year = i32::try_from(number).ok().filter(|_| fits).ok_or(start)?;
        Ok(if minus { -year } else { year })
    }

    /// `:05.123`, all or parts of it: seconds and nanoseconds.
    fn seconds(&mut self) -> (u32, u32) {
        let start = self.at;
        if !self.take(b':') {
            return (0, 0);
        }
        let Ok(second) = self.two() else {
            self.at = start;
            return (0, 0);
        };
        if !self.take(b'.') {
            return (second, 0);
        }
        let (number, count) = self.digits(9);
        let missing = u32::try_from(9 - count).unwrap_or_default();
        (second, number * 10u32.pow(missing))
    }

    /// `Z`, or hours with minutes and seconds after colons, in seconds.
    fn offset(&mut self) -> Form<i32> {
        let start = self.at;
        if self.take(b'z') {
            return Ok(0);
        }
        let sign = if self.take(b'-') {
            -1
        } else if self.take(b'+') {
            1
        } else {
            return Err(start);
        };
        let hours = self.two().ok().filter(|hours| *hours <= 59).ok_or(start)?;
        let mut seconds = hours * 3600;
        for unit in [60, 1] {
            let before = self.at;
            let number = if self.take(b':') { self.two().ok() } else { None };
            let Some(number) = number.filter(|number| *number <= 59) else {
                self.at = before;
                break;
            };
            seconds += number * unit;
        }
        i32::try_from(seconds).map(|seconds| sign * seconds).map_err(|_| start)
    }

    fn whole(&mut self) -> Form<OffsetDateTime> {
        let year = self.year()?;
        self.expect(b'-')?;
        let month = self.two()?;
        self.expect(b'-')?;
        let day = self.two()?;
        self.expect(b't')?;
        let hour = self.two()?;
        self.expect(b':')?;
        let minute = self.two()?;
        let (second, nanos) = self.seconds();
        let offset = self.offset()?;
        Ok(OffsetDateTime { year, month, day, hour, minute, second, nanos, offset })
    }
}

const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

fn days_in(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Reads `2020-01-01T10:00:00.5+02:00`; seconds and fraction may be absent.
pub(super) fn parse(text: &str) -> Result<OffsetDateTime, Unreadable> {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    let character = |at: usize| text.get(..at).map_or(at, |before| before.encode_utf16().count());
    let date = reader.whole().map_err(|at| Unreadable::Form(character(at)))?;
    if reader.at < text.len() {
        return Err(Unreadable::Rest(character(reader.at)));
    }
    date.real().map_err(Unreadable::Value)
}

impl OffsetDateTime {
    /// The same, if there is such a time.
    fn real(self) -> Result<Self, String> {
        let Self { year, month, day, hour, minute, second, offset, .. } = self;
        let within = |name: &str, number: u32, least: u32, most: u32, shown: &str| {
            if (least..=most).contains(&number) {
                return Ok(());
            }
            Err(format!("Invalid value for {name} (valid values {least} - {shown}): {number}"))
        };
        within("MonthOfYear", month, 1, 12, "12")?;
        within("DayOfMonth", day, 1, 31, "28/31")?;
        if day > days_in(year, month) {
            let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month - 1));
            return Err(match day {
                29 => format!("Invalid date 'February 29' as '{year}' is not a leap year"),
                _ => format!("Invalid date '{} {day}'", name.copied().unwrap_or_default()),
            });
        }
        within("HourOfDay", hour, 0, 23, "23")?;
        within("MinuteOfHour", minute, 0, 59, "59")?;
        within("SecondOfMinute", second, 0, 59, "59")?;
        if offset.abs() > 18 * 3600 {
            return Err("Zone offset not in valid range: -18:00 to +18:00".into());
        }
        Ok(self)
    }

    /// As Gson writes it. client-java 13 prints `Z` whatever the offset is,
    /// without shifting the time.
    pub(super) fn write(self, boot: SpringBoot) -> String {
        let Self { year, month, day, hour, minute, second, nanos, offset } = self;
        // The pattern counts years of the era, which start at 1.
        let year = if year <= 0 { 1 - year } else { year };
        let plus = if year > 9999 { "+" } else { "" };
        let micros = nanos / 1000;
        let zone = match offset {
            _ if boot == SpringBoot::V2_7 => "Z".to_owned(),
            0 => "Z".to_owned(),
            offset => {
                let (sign, seconds) = (if offset < 0 { '-' } else { '+' }, offset.abs());
                let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
                let rest = seconds % 60;
                let rest = if rest == 0 { String::new() } else { format!(":{rest:02}") };
                format!("{sign}{hours:02}:{minutes:02}{rest}")
            }
        };
        format!(
            "{plus}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}{zone}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_with_six_digits_and_their_offset() {
        for (text, before, since) in [
            ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.000000Z", "2020-01-01T00:00:00.000000Z"),
            (
                "2020-01-01T10:00:00.1234567+02:00",
                "2020-01-01T10:00:00.123456Z",
                "2020-01-01T10:00:00.123456+02:00",
            ),
            (
                "2020-02-29T10:00-05:30",
                "2020-02-29T10:00:00.000000Z",
                "2020-02-29T10:00:00.000000-05:30",
            ),
        ] {
            let date = parse(text).expect(text);
            assert_eq!(date.write(SpringBoot::V2_7), before);
            assert_eq!(date.write(SpringBoot::V3_5), since);
        }
    }

    #[test]
    fn other_forms_are_not_read() {
        for (text, why) in [
            ("2020-01-01", Unreadable::Form(10)),
            ("12020-01-01T00:00:00Z", Unreadable::Form(0)),
            ("2020-01-01T00:00:00", Unreadable::Form(19)),
            ("é", Unreadable::Form(0)),
            ("2020-01-01T10:00:00+0200", Unreadable::Rest(22)),
            (
                "2021-02-29T00:00:00Z",
                Unreadable::Value("Invalid date 'February 29' as '2021' is not a leap year".into()),
            ),
            (
                "2020-01-01T24:00:00Z",
                Unreadable::Value("Invalid value for HourOfDay (valid values 0 - 23): 24".into()),
            ),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
    }
}
