//! YAML 1.1 scalars as Orca's SnakeYAML resolves them (orca-semantics §1.7).

use std::str::FromStr;
use std::sync::Arc;

use num_bigint::BigInt;

use super::Style;
use crate::java::Data;

/// What SnakeYAML makes of a scalar: plain ones become null, Boolean, Integer,
/// Long, `BigInteger` or Double by YAML 1.1's rules; all others are text.
/// Timestamps stay text, as Spring takes their tag out.
///
/// ```
/// use stage_core::document::{resolve, Style};
/// use stage_core::java::Data;
/// assert_eq!(resolve("0755", Style::Plain, None), Data::Integer(493));
/// assert_eq!(resolve("yes", Style::Plain, None), Data::Boolean(true));
/// assert_eq!(resolve("yes", Style::SingleQuoted, None), Data::String("yes".into()));
/// ```
pub fn resolve(text: &str, style: Style, tag: Option<&str>) -> Data {
    let as_text = || Data::String(Arc::from(text));
    match tag.and_then(|tag| tag.strip_prefix("tag:yaml.org,2002:")) {
        Some("str") => as_text(),
        Some("null") => Data::Null,
        Some("bool") => boolean(text).map_or_else(as_text, Data::Boolean),
        Some("int") => integer(text).unwrap_or_else(as_text),
        Some("float") => {
            float(text).or_else(|| integer(text).map(as_double)).unwrap_or_else(as_text)
        }
        // SnakeYAML resolves what `!` stands before as if it were plain, quotes or not.
        _ if tag == Some("!") || style == Style::Plain => plain(text),
        _ => as_text(),
    }
}

fn plain(text: &str) -> Data {
    let Some(first) = text.chars().next() else { return Data::Null };
    let resolved = match first {
        '~' | 'n' | 'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Some(Data::Null),
        'y' | 'Y' | 'n' | 'N' | 't' | 'T' | 'f' | 'F' | 'o' | 'O' => {
            boolean(text).map(Data::Boolean)
        }
        '-' | '+' | '0'..='9' | '.' => integer(text).or_else(|| float(text)),
        _ => None,
    };
    resolved.unwrap_or_else(|| Data::String(Arc::from(text)))
}

fn as_double(data: Data) -> Data {
    match data {
        Data::Integer(number) => Data::Double(f64::from(number)),
        #[allow(clippy::cast_precision_loss, reason = "Java's own narrowing")]
        Data::Long(number) => Data::Double(number as f64),
        other => other,
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// `[-+]?0b[0-1_]+ | [-+]?0[0-7_]+ | [-+]?(0|[1-9][0-9_]*) | [-+]?0x[0-9a-fA-F_]+ | sexagesimal`.
fn integer(text: &str) -> Option<Data> {
    let (negative, digits) = unsign(text);
    let kept = |digits: &str| digits.replace('_', "");
    if digits == "0" {
        return Some(Data::Integer(0));
    }
    let only = |rest: &str, allowed: fn(char) -> bool| {
        !rest.is_empty() && rest.chars().all(|c| c == '_' || allowed(c))
    };
    if let Some(rest) = digits.strip_prefix("0b") {
        return only(rest, |c| matches!(c, '0' | '1')).then(|| whole(negative, &kept(rest), 2))?;
    }
    if let Some(rest) = digits.strip_prefix("0x") {
        return only(rest, |c| c.is_ascii_hexdigit()).then(|| whole(negative, &kept(rest), 16))?;
    }
    if let Some(rest) = digits.strip_prefix('0') {
        return only(rest, |c| matches!(c, '0'..='7')).then(|| whole(negative, &kept(rest), 8))?;
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if digits.contains(':') {
        return sexagesimal_integer(negative, digits);
    }
    only(digits, |c| c.is_ascii_digit()).then(|| whole(negative, &kept(digits), 10))?
}

fn unsign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

/// `[1-9][0-9_]*(:[0-5]?[0-9])+`, added up in `int`s as SnakeYAML does.
fn sexagesimal_integer(negative: bool, digits: &str) -> Option<Data> {
    let mut parts = digits.split(':');
    let head = parts.next()?.replace('_', "");
    let mut total = BigInt::from_str(&head).ok()?;
    for part in parts {
        let minute = (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        let small = part.len() < 2 || part.starts_with(|c| matches!(c, '0'..='5'));
        if !minute || !small {
            return None;
        }
        total = total * 60 + part.parse::<u32>().ok()?;
    }
    let text = total.to_string();
    whole(negative, &text, 10)
}

fn whole(negative: bool, digits: &str, radix: u32) -> Option<Data> {
    let digits = if digits.is_empty() { return None } else { digits };
    let magnitude = BigInt::parse_bytes(digits.as_bytes(), radix)?;
    let number = if negative { -magnitude } else { magnitude };
    Some(if let Ok(small) = i32::try_from(&number) {
        Data::Integer(small)
    } else if let Ok(long) = i64::try_from(&number) {
        Data::Long(long)
    } else {
        Data::BigInteger(number)
    })
}

/// SnakeYAML's float pattern: a point or an exponent, `.inf`, `.nan`,
/// or sexagesimal with a fraction.
fn float(text: &str) -> Option<Data> {
    let (negative, digits) = unsign(text);
    let signed = |number: f64| Data::Double(if negative { -number } else { number });
    match digits {
        ".inf" | ".Inf" | ".INF" => return Some(signed(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if digits.len() == text.len() => {
            return Some(Data::Double(f64::NAN));
        }
        _ => {}
    }
    if digits.contains(':') {
        return sexagesimal_float(digits).map(signed);
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let (before, after) = match mantissa.split_once('.') {
        Some((before, after)) => (before, Some(after)),
        None => (mantissa, None),
    };
    let numeric = |part: &str| part.chars().all(|c| c == '_' || c.is_ascii_digit());
    let leading = before.starts_with(|c: char| c.is_ascii_digit());
    let shaped = match after {
        Some(after) => {
            numeric(after) && if before.is_empty() { !after.is_empty() } else { leading }
        }
        None => leading && exponent.is_some(),
    };
    let exponent_ok = exponent.is_none_or(|exponent| {
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !power.is_empty() && power.chars().all(|c| c.is_ascii_digit())
    });
    if !shaped || !numeric(before) || !exponent_ok {
        return None;
    }
    digits.replace('_', "").parse::<f64>().ok().map(signed)
}

/// Whether SnakeYAML takes a plain scalar for a number and then finds no digit
/// in it, as in `._`, which ends the reading.
pub fn is_broken_number(text: &str) -> bool {
    let (_, digits) = unsign(text);
    let Some(after) = digits.strip_prefix("._") else { return false };
    let rest = after.trim_start_matches('_');
    let power = rest.strip_prefix(['e', 'E']).map(|it| it.strip_prefix(['+', '-']).unwrap_or(it));
    power.map_or(rest.is_empty(), |power| {
        !power.is_empty() && power.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// `[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*`
fn sexagesimal_float(digits: &str) -> Option<f64> {
    let (whole_part, fraction) = digits.rsplit_once('.')?;
    if !fraction.chars().all(|c| c == '_' || c.is_ascii_digit()) {
        return None;
    }
    let mut parts = whole_part.split(':');
    let head = parts.next().filter(|head| {
        head.starts_with(|c: char| c.is_ascii_digit())
            && head.chars().all(|c| c == '_' || c.is_ascii_digit())
    })?;
    let mut total: f64 = head.replace('_', "").parse().ok()?;
    let mut rest = parts.peekable();
    rest.peek()?;
    for part in rest {
        let small = part.len() == 1 || part.starts_with(|c| matches!(c, '0'..='5'));
        if part.len() > 2 || !small || !part.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        total = total * 60.0 + part.parse::<f64>().ok()?;
    }
    Some(total + format!("0.{}", fraction.replace('_', "")).parse::<f64>().unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{Value, double_to_string, groovy_to_string};

    fn text_of(plain: &str) -> String {
        match resolve(plain, Style::Plain, None) {
            Data::Double(number) => double_to_string(number),
            Data::Null => String::new(),
            other => groovy_to_string(&Value::from(other)),
        }
    }

    #[test]
    fn a_lone_exclamation_mark_makes_a_scalar_plain_whatever_its_quotes() {
        let read = |text, style| resolve(text, style, Some("!"));
        assert_eq!(read("12", Style::DoubleQuoted), Data::Integer(12));
        assert_eq!(read("yes", Style::SingleQuoted), Data::Boolean(true));
        assert_eq!(read("", Style::Plain), Data::Null);
        assert_eq!(read("x", Style::Plain), Data::String("x".into()));
    }

    #[test]
    fn plain_scalars_become_what_orca_makes_of_them() {
        for (written, read) in [
            ("yes", "true"),
            ("on", "true"),
            ("TRUE", "true"),
            ("no", "false"),
            ("Off", "false"),
            ("y", "y"),
            ("n", "n"),
            ("N", "N"),
            ("1.10", "1.1"),
            ("1.0", "1.0"),
            ("3.0", "3.0"),
            ("1e3", "1000.0"),
            ("1.0e3", "1000.0"),
            ("1e5", "100000.0"),
            ("1e-3", "0.001"),
            (".5", "0.5"),
            ("1.", "1.0"),
            ("100000000.0", "1.0E8"),
            ("1E400", "Infinity"),
            (".inf", "Infinity"),
            (".nan", "NaN"),
            ("1.23456789012345678", "1.2345678901234567"),
            ("010.5", "10.5"),
            ("._7", "0.7"),
            ("-.__5_", "-0.5"),
            ("1.:30.", "1.:30."),
            ("1_0.5", "10.5"),
            ("0755", "493"),
            ("010", "8"),
            ("08", "08"),
            ("09", "09"),
            ("0o17", "0o17"),
            ("0x1F", "31"),
            ("0b11", "3"),
            ("1_000", "1000"),
            ("+1", "1"),
            ("-0", "0"),
            ("12:30:45", "45045"),
            ("190:20:30", "685230"),
            ("2020-01-01", "2020-01-01"),
            ("12345678901234567890", "12345678901234567890"),
            ("null", ""),
            ("~", ""),
            ("", ""),
            ("-", "-"),
            (".", "."),
            ("+", "+"),
        ] {
            assert_eq!(text_of(written), read, "{written}");
        }
    }
}
