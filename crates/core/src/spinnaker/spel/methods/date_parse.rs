//! `Date.parse`, and with it `new Date(String)` and Spring's way from a text
//! to a date, JDK 17: words and numbers in nearly any order.

use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown, unknown};
use super::super::time::{Civil, civil, day_of};

/// What a word means, and how it begins; any beginning of it will do, the
/// last that fits is taken.
const WORDS: [(&str, Word); 32] = [
    ("am", Word::Morning),
    ("pm", Word::Afternoon),
    ("monday", Word::Nothing),
    ("tuesday", Word::Nothing),
    ("wednesday", Word::Nothing),
    ("thursday", Word::Nothing),
    ("friday", Word::Nothing),
    ("saturday", Word::Nothing),
    ("sunday", Word::Nothing),
    ("january", Word::Month(0)),
    ("february", Word::Month(1)),
    ("march", Word::Month(2)),
    ("april", Word::Month(3)),
    ("may", Word::Month(4)),
    ("june", Word::Month(5)),
    ("july", Word::Month(6)),
    ("august", Word::Month(7)),
    ("september", Word::Month(8)),
    ("october", Word::Month(9)),
    ("november", Word::Month(10)),
    ("december", Word::Month(11)),
    ("gmt", Word::Zone(0)),
    ("ut", Word::Zone(0)),
    ("utc", Word::Zone(0)),
    ("est", Word::Zone(300)),
    ("edt", Word::Zone(240)),
    ("cst", Word::Zone(360)),
    ("cdt", Word::Zone(300)),
    ("mst", Word::Zone(420)),
    ("mdt", Word::Zone(360)),
    ("pst", Word::Zone(480)),
    ("pdt", Word::Zone(420)),
];

#[derive(Clone, Copy)]
enum Word {
    Morning,
    Afternoon,
    Nothing,
    Month(i64),
    /// Minutes west of Greenwich.
    Zone(i64),
}

#[derive(Default)]
struct Fields {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    zone: Option<i64>,
}

fn bad() -> Stop {
    thrown(ILLEGAL_ARGUMENT, "the text is no date")
}

/// Milliseconds since 1970, and whether the server's zone decides.
pub(in super::super) fn parse(source: &str, now: i64) -> Step<(i64, bool)> {
    let units: Vec<u16> = source.encode_utf16().collect();
    let mut fields = Fields::default();
    let mut before = '\0';
    let mut at = 0;
    while let Some(c) = character(&units, at) {
        at += 1;
        if c <= ' ' || c == ',' {
            continue;
        }
        if c == '(' {
            at = after_comment(&units, at);
        } else if c.is_ascii_digit() {
            at = number(&units, at - 1, before, &mut fields)?;
            before = '\0';
        } else if "/:+-".contains(c) {
            before = c;
        } else {
            let start = at - 1;
            while character(&units, at).is_some_and(|c| c.is_ascii_alphabetic()) {
                at += 1;
            }
            let written = String::from_utf16_lossy(units.get(start..at).unwrap_or(&[]));
            word(&written, &mut fields)?;
            before = '\0';
        }
    }
    finished(&fields, now)
}

fn character(units: &[u16], at: usize) -> Option<char> {
    units.get(at).map(|unit| char::from_u32((*unit).into()).unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn after_comment(units: &[u16], from: usize) -> usize {
    let mut depth = 1;
    let mut at = from;
    while let Some(c) = character(units, at) {
        at += 1;
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Digits from a place on, with Java's wrapping, and where they end.
fn digits(units: &[u16], from: usize) -> (i64, usize) {
    let (mut value, mut at) = (0i32, from);
    while let Some(digit) = character(units, at).and_then(|c| c.to_digit(10)) {
        value = value.wrapping_mul(10).wrapping_add(digit.cast_signed());
        at += 1;
    }
    (value.into(), at)
}

/// Java keeps these in a byte; a negative one counts as none.
fn byte(number: i64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "so does Java")]
    let byte = number as i8;
    byte.into()
}

fn unset(field: Option<i64>) -> bool {
    field.is_none_or(|value| value < 0)
}

fn number(units: &[u16], from: usize, before: char, f: &mut Fields) -> Step<usize> {
    let (n, mut at) = digits(units, from);
    // What follows; at the end the last digit itself.
    let next = character(units, at);
    let c = next.or_else(|| character(units, at.saturating_sub(1))).unwrap_or('0');
    if before == '+' || before == '-' && f.year.is_some() {
        let mut minutes = if n < 24 { n * 60 } else { n % 100 + n / 100 * 60 };
        if n < 24 && next == Some(':') {
            let (rest, end) = digits(units, at + 1);
            minutes += rest;
            at = end;
        }
        if f.zone.is_some_and(|zone| zone != 0 && zone != -1) {
            return Err(bad());
        }
        f.zone = Some(if before == '+' { -minutes } else { minutes });
    } else if n >= 70 {
        if f.year.is_some() || !(c <= ' ' || c == ',' || c == '/' || next.is_none()) {
            return Err(bad());
        }
        f.year = Some(n);
    } else if c == ':' {
        let slot = if unset(f.hour) { &mut f.hour } else { &mut f.minute };
        place(slot, byte(n))?;
    } else if c == '/' {
        if unset(f.month) {
            f.month = Some(byte(n - 1));
        } else {
            place(&mut f.day, byte(n))?;
        }
    } else if next.is_some() && c != ',' && c > ' ' && c != '-' {
        return Err(bad());
    } else if !unset(f.hour) && unset(f.minute) {
        f.minute = Some(byte(n));
    } else if !unset(f.minute) && unset(f.second) {
        f.second = Some(byte(n));
    } else if unset(f.day) {
        f.day = Some(byte(n));
    } else if f.year.is_none() && !unset(f.month) && !unset(f.day) {
        f.year = Some(n);
    } else {
        return Err(bad());
    }
    Ok(at)
}

fn place(slot: &mut Option<i64>, value: i64) -> Step<()> {
    if !unset(*slot) {
        return Err(bad());
    }
    *slot = Some(value);
    Ok(())
}

fn word(written: &str, f: &mut Fields) -> Step<()> {
    let written = written.to_lowercase();
    if written.chars().count() < 2 {
        return Err(bad());
    }
    let found = WORDS.iter().rev().find(|(word, _)| word.starts_with(&written)).ok_or_else(bad)?;
    match found.1 {
        Word::Nothing => {}
        Word::Month(month) => place(&mut f.month, month)?,
        Word::Zone(minutes) => f.zone = Some(minutes),
        half => {
            let hour = f.hour.filter(|hour| (1..=12).contains(hour)).ok_or_else(bad)?;
            f.hour = Some(match half {
                Word::Afternoon if hour < 12 => hour + 12,
                Word::Morning if hour == 12 => 0,
                _ => hour,
            });
        }
    }
    Ok(())
}

fn finished(f: &Fields, now: i64) -> Step<(i64, bool)> {
    let (Some(mut year), Some(month), Some(day)) =
        (f.year, f.month.filter(|month| *month >= 0), f.day.filter(|day| *day >= 0))
    else {
        return Err(bad());
    };
    if year < 100 {
        // Within the eighty years before this one, and the twenty from it on.
        let start = civil(now.div_euclid(86_400_000)).year - 80;
        year += start / 100 * 100;
        if year < start {
            year += 100;
        }
    }
    if !(1_583..200_000_000).contains(&year) {
        return Err(unknown("a date far outside the calendar"));
    }
    let months = year * 12 + month;
    let first = Civil { year: months.div_euclid(12), month: months.rem_euclid(12) + 1, day: 1 };
    let days = day_of(first) + day - 1;
    let part = |field: Option<i64>| field.filter(|value| *value >= 0).unwrap_or(0);
    let seconds = ((days * 24 + part(f.hour)) * 60 + part(f.minute)) * 60 + part(f.second);
    let zone = f.zone.filter(|zone| *zone != -1);
    Ok(((seconds + zone.unwrap_or(0) * 60) * 1_000, zone.is_none()))
}
