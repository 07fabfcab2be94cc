//! `SimpleDateFormat`, JDK 17 (spel §10), for English and a server that keeps
//! UTC. Pattern letters beyond the common ones are not modelled.

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::heap::{Bean, Cell};
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown, unknown};
use super::super::time::{
    Civil, DAY_NAMES, MONTH_NAMES, day_of, day_of_week, day_of_year, old_date,
};
use super::arguments::{BOOLEAN, LOCALE, OBJECT, STRING, UNREACHABLE, null_pointer, object, text};
use super::{Method, method, null_only, truth, unmodelled};

pub(super) const NEW_FORMAT: &[Method] = &[
    unmodelled("SimpleDateFormat", &[], "the server's own date format"),
    method("SimpleDateFormat", &[STRING], |m, _, a| new(m, a)),
    method("SimpleDateFormat", &[STRING, LOCALE], |m, _, a| match object(a, 1) {
        Object::Named(_, locale) if locale.starts_with("en") => new(m, a),
        Object::Null => Err(null_pointer()),
        _ => Err(unknown("a date format in a locale other than English")),
    }),
];

pub(super) const FORMAT: &[Method] = &[
    method("toPattern", &[], |m, o, _| pattern(m, o).map(Object::text)),
    method("toLocalizedPattern", &[], |m, o, _| pattern(m, o).map(Object::text)),
    method("format", &[Base::Date.class()], |m, o, a| format(m, o, &object(a, 0))),
    method("format", &[OBJECT], |m, o, a| format(m, o, &object(a, 0))),
    method("parse", &[STRING], |m, o, a| {
        let pattern = pattern(m, o)?;
        m.heap.varies.time_zone = true;
        parse(&pattern, &text(a, 0)?)
    }),
    null_only("parse", &[STRING, UNREACHABLE]),
    truth("isLenient", &[], |_, _, _| Ok(Object::Boolean(true))),
    unmodelled("setLenient", &[BOOLEAN], "a change of a date format"),
    unmodelled("applyLocalizedPattern", &[STRING], "a change of a date format"),
    unmodelled("applyPattern", &[STRING], "a change of a date format"),
    unmodelled("set2DigitYearStart", &[Base::Date.class()], "a change of a date format"),
    unmodelled("equals", &[OBJECT], "the comparison of date formats"),
    unmodelled("toString", &[], "a text that differs from run to run"),
    unmodelled("hashCode", &[], "a hash code of a date format"),
    unmodelled("get2DigitYearStart", &[], "the century of the server's clock"),
];

fn new(m: &mut Machine<'_>, a: &[Object]) -> Step<Object> {
    let pattern = text(a, 0)?;
    pieces(&pattern)?;
    let fields = vec![("pattern", Object::String(pattern))];
    Ok(m.heap.put(Cell::Bean(Bean { class: Base::SimpleDateFormat, fields })))
}

fn pattern(m: &mut Machine<'_>, o: &Object) -> Step<String> {
    match o {
        Object::Ref(id) => Ok(m.heap.field(*id, "pattern").as_str().unwrap_or("").to_owned()),
        _ => Err(null_pointer()),
    }
}

/// A run of one letter, or text.
enum Piece {
    Letters(char, usize),
    Text(String),
}

fn pieces(pattern: &str) -> Step<Vec<Piece>> {
    let bad = |why: &str| thrown(ILLEGAL_ARGUMENT, why);
    let mut chars = pattern.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(c) = chars.next() {
        if c == '\'' {
            if chars.next_if_eq(&'\'').is_some() {
                pieces.push(Piece::Text("'".into()));
                continue;
            }
            let mut quoted = String::new();
            loop {
                match chars.next() {
                    Some('\'') if chars.next_if_eq(&'\'').is_some() => quoted.push('\''),
                    Some('\'') => break,
                    Some(c) => quoted.push(c),
                    None => return Err(bad("a quote in the pattern is never closed")),
                }
            }
            pieces.push(Piece::Text(quoted));
        } else if c.is_ascii_alphabetic() {
            if !"GyMLwWDdEuaHkKhmsSzZXYF".contains(c) {
                return Err(bad("the pattern has an unknown letter"));
            }
            let mut count = 1;
            while chars.next_if_eq(&c).is_some() {
                count += 1;
            }
            pieces.push(Piece::Letters(c, count));
        } else {
            pieces.push(Piece::Text(c.to_string()));
        }
    }
    Ok(pieces)
}

fn padded(value: i64, width: usize) -> String {
    format!("{value:0width$}")
}

fn named(names: &[&'static str], at: i64, long: bool) -> &'static str {
    let name = usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or("");
    if long { name } else { name.get(..3).unwrap_or(name) }
}

fn format(m: &mut Machine<'_>, o: &Object, date: &Object) -> Step<Object> {
    let pattern = pattern(m, o)?;
    let millis = match date {
        Object::Date(millis) => *millis,
        Object::Null => return Err(null_pointer()),
        number if number.is_number() => super::super::number::as_long(number),
        _ => return Err(thrown(ILLEGAL_ARGUMENT, "only dates can be formatted as dates")),
    };
    m.heap.varies.time_zone = true;
    let seconds = millis.div_euclid(1_000);
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let date = old_date(day)?;
    let hour = second / 3_600;
    let mut out = String::new();
    for piece in pieces(&pattern)? {
        let (letter, count) = match piece {
            Piece::Text(text) => {
                out.push_str(&text);
                continue;
            }
            Piece::Letters(letter, count) => (letter, count),
        };
        out.push_str(&match letter {
            'y' if count == 2 => padded(date.year.rem_euclid(100), 2),
            'y' => padded(date.year, count),
            'M' | 'L' if count > 2 => named(&MONTH_NAMES, date.month - 1, count > 3).to_owned(),
            'M' | 'L' => padded(date.month, count),
            'd' => padded(date.day, count),
            'D' => padded(day_of_year(day), count),
            'E' => named(&DAY_NAMES, day_of_week(day).into(), count > 3).to_owned(),
            'u' => padded(i64::from(day_of_week(day)) + 1, count),
            'H' => padded(hour, count),
            'k' => padded(if hour == 0 { 24 } else { hour }, count),
            'K' => padded(hour % 12, count),
            'h' => padded(if hour % 12 == 0 { 12 } else { hour % 12 }, count),
            'm' => padded(second / 60 % 60, count),
            's' => padded(second % 60, count),
            'S' => padded(millis.rem_euclid(1_000), count),
            'a' => {
                if hour < 12 {
                    "AM".into()
                } else {
                    "PM".into()
                }
            }
            'z' if count < 4 => "UTC".into(),
            'z' => "Coordinated Universal Time".into(),
            'Z' => "+0000".into(),
            'X' => "Z".into(),
            _ => return Err(unknown("a week or era of a date")),
        });
    }
    m.heap.spend(out.len())?;
    Ok(Object::text(out))
}

fn unparseable() -> Stop {
    thrown("ParseException", "the date is not written so")
}

/// Lenient parsing of years, months, days and times in digits.
fn parse(pattern: &str, source: &str) -> Step<Object> {
    let pieces = pieces(pattern)?;
    let mut rest = source;
    let (mut year, mut month, mut day) = (1970i64, 1i64, 1i64);
    let (mut hour, mut minute, mut second, mut millis) = (0i64, 0i64, 0i64, 0i64);
    for (at, piece) in pieces.iter().enumerate() {
        let (letter, count) = match piece {
            Piece::Text(text) => {
                rest = skip_text(rest, text).ok_or_else(unparseable)?;
                continue;
            }
            Piece::Letters(letter, count) => (*letter, *count),
        };
        if matches!(letter, 'M' | 'L') && count > 2 {
            let (found, after) = month_name(rest).ok_or_else(unparseable)?;
            (month, rest) = (found, after);
            continue;
        }
        let adjacent = matches!(pieces.get(at + 1), Some(Piece::Letters(..)));
        let (value, length, after) = digits(rest, if adjacent { count } else { 18 })?;
        rest = after;
        match letter {
            'y' if count <= 2 && length == 2 => {
                return Err(unknown("a year of two digits, which depends on the clock"));
            }
            'y' => year = value,
            'M' | 'L' => month = value,
            'd' => day = value,
            'H' => hour = value,
            'm' => minute = value,
            's' => second = value,
            'S' => millis = value,
            _ => return Err(unknown("a date read by this pattern")),
        }
    }
    let months = year.saturating_mul(12).saturating_add(month - 1);
    if year > 200_000_000 || [month, day, hour, minute, second].iter().any(|n| *n > 1_000_000_000) {
        return Err(unknown("a date far outside the calendar"));
    }
    let first = Civil { year: months.div_euclid(12), month: months.rem_euclid(12) + 1, day: 1 };
    let days = day_of(first) + day - 1;
    old_date(days)?;
    Ok(Object::Date((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + millis))
}

/// Text of the pattern; blanks match any number of blanks.
fn skip_text<'a>(source: &'a str, text: &str) -> Option<&'a str> {
    let mut rest = source;
    for c in text.chars() {
        rest = rest.strip_prefix(c)?;
    }
    Some(rest)
}

fn month_name(source: &str) -> Option<(i64, &str)> {
    let lower = source.to_lowercase();
    for (at, name) in MONTH_NAMES.iter().enumerate() {
        for name in [*name, name.get(..3).unwrap_or(name)] {
            if lower.starts_with(&name.to_lowercase()) {
                return Some((i64::try_from(at).ok()? + 1, source.get(name.len()..)?));
            }
        }
    }
    None
}

fn digits(source: &str, most: usize) -> Step<(i64, usize, &str)> {
    let trimmed = source.trim_start_matches([' ', '\t']);
    let (negative, unsigned) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed),
    };
    let count = unsigned.bytes().take(most.min(18)).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = unsigned.split_at_checked(count).ok_or_else(unparseable)?;
    let value: i64 = digits.parse().map_err(|_| unparseable())?;
    Ok((if negative { -value } else { value }, count, rest))
}
