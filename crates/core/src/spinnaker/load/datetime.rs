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

/// Where reading stopped, counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable(pub(super) usize);

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(&byte));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.take(byte) { Ok(()) } else { Err(Unreadable(self.at)) }
    }

    /// Digits, between `least` and `most` of them.
    fn digits(&mut self, least: usize, most: usize) -> Result<(u32, usize), Unreadable> {
        let start = self.at;
        let mut number = 0u32;
        while self.at - start < most
            && let Some(digit) = self.peek().filter(u8::is_ascii_digit)
        {
            number = number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
            self.at += 1;
        }
        let count = self.at - start;
        if count < least { Err(Unreadable(start)) } else { Ok((number, count)) }
    }

    fn two(&mut self, most: u32) -> Result<u32, Unreadable> {
        let start = self.at;
        let (number, _) = self.digits(2, 2)?;
        if number > most { Err(Unreadable(start)) } else { Ok(number) }
    }

    fn year(&mut self) -> Result<i32, Unreadable> {
        let (start, negative) = (self.at, self.take(b'-'));
        let signed = negative || self.take(b'+');
        let (number, count) = self.digits(4, if signed { 9 } else { 4 })?;
        let plus_needs_more = signed && !negative && count == 4;
        let year = i32::try_from(number).ok().filter(|_| !plus_needs_more);
        year.map(|year| if negative { -year } else { year }).ok_or(Unreadable(start))
    }

    fn offset(&mut self) -> Result<i32, Unreadable> {
        if self.take(b'z') {
            return Ok(0);
        }
        let start = self.at;
        let sign = if self.take(b'-') {
            -1
        } else if self.take(b'+') {
            1
        } else {
            return Err(Unreadable(start));
        };
        let hours = self.two(18)?;
        let mut seconds = hours * 3600;
        for unit in [60, 1] {
            let before = self.at;
            self.take(b':');
            let Ok(number) = self.two(59) else {
                self.at = before;
                break;
            };
            seconds += number * unit;
        }
        let seconds = i32::try_from(seconds).ok().filter(|seconds| *seconds <= 18 * 3600);
        seconds.map(|seconds| sign * seconds).ok_or(Unreadable(start))
    }
}

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
    let year = reader.year()?;
    reader.expect(b'-')?;
    let month = reader.two(12)?;
    reader.expect(b'-')?;
    let day = reader.two(31)?;
    reader.expect(b't')?;
    let hour = reader.two(23)?;
    reader.expect(b':')?;
    let minute = reader.two(59)?;
    let (mut second, mut nanos) = (0, 0);
    if reader.take(b':') {
        second = reader.two(59)?;
        if reader.take(b'.') {
            let (number, count) = reader.digits(0, 9)?;
            nanos = number * 10u32.pow(u32::try_from(9 - count).unwrap_or_default());
        }
    }
    let offset = reader.offset()?;
    let whole = reader.at == text.len();
    let real = month >= 1 && day >= 1 && day <= days_in(year, month);
    if !whole || !real {
        return Err(Unreadable(if real { reader.at } else { 0 }));
    }
    Ok(OffsetDateTime { year, month, day, hour, minute, second, nanos, offset })
}

impl OffsetDateTime {
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
                "2020-02-29T10:00-0530",
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
        for text in ["2020-01-01", "2021-02-29T00:00:00Z", "2020-01-01T00:00:00", "x", "é"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
