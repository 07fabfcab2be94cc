//! How a text is written on one line so that every reader sees that text.

use crate::document::{Style, resolve};
use crate::java::Data;

/// Where a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Block,
    /// Inside brackets or braces.
    Flow,
}

/// A text in plain style, where every reader takes it for that text.
pub(super) fn plain(text: &str, within: Within) -> Option<String> {
    is_plain(text, within).then(|| text.to_owned())
}

fn is_plain(text: &str, within: Within) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let padded = text.trim().len() != text.len();
    if padded || !text.chars().all(is_shown) || text.contains('\t') {
        return false;
    }
    let indicator = match first {
        '-' | '?' | ':' => {
            let next = text.chars().nth(1);
            next.is_none_or(|next| next == ' ' || within == Within::Flow && is_flow_sign(next))
        }
        _ => ",[]{}#&*!|>'\"%@`".contains(first),
    };
    let marker = ["---", "..."].iter().any(|marker| {
        text.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let structure = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    // Older readers take any `:` or `?` in brackets for a mapping.
    let in_flow =
        within == Within::Flow && text.chars().any(|c| is_flow_sign(c) || matches!(c, ':' | '?'));
    !(indicator || marker || structure || in_flow || means_more(text))
}

fn is_flow_sign(c: char) -> bool {
    matches!(c, ',' | '[' | ']' | '{' | '}')
}

/// Whether some reader of YAML 1.1 or 1.2 takes the plain text for more than
/// text.
fn means_more(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"];
    let resolved = resolve(text, Style::Plain, None);
    !matches!(resolved, Data::String(same) if &*same == text)
        || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || is_numeric(text)
        || is_date(text)
}

/// Integers and floats of any YAML: `012`, `0o7`, `0x1F`, `1_000`, `12:30`,
/// `1e3`, `.5`, `.inf`.
fn is_numeric(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let all = |part: &str, allowed: fn(char) -> bool| {
        !part.is_empty() && part.chars().all(|c| c == '_' || allowed(c))
    };
    if [".inf", ".nan"].iter().any(|word| digits.eq_ignore_ascii_case(word)) {
        return true;
    }
    let based =
        [("0x", char::is_alphanumeric as fn(char) -> bool), ("0o", is_digit), ("0b", is_digit)];
    if based.iter().any(|(prefix, allowed)| {
        digits.strip_prefix(prefix).is_some_and(|rest| all(rest, *allowed))
    }) {
        return true;
    }
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let counted = mantissa.split(':').all(|part| all(part, |c| is_digit(c) || c == '.'));
    let points = mantissa.chars().filter(|c| *c == '.').count();
    counted && points <= 1 && mantissa.contains(is_digit) && all(power, is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A date, alone or with a time.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.chars().all(is_digit);
    let year = parts.next().is_some_and(|year| year.len() == 4 && digits(year, 4));
    let month = parts.next().is_some_and(|month| digits(month, 2));
    let rest = parts.next().unwrap_or("");
    let day = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let time = rest.get(day..).unwrap_or("");
    year && month
        && (1..=2).contains(&day)
        && (time.is_empty() || time.starts_with(['t', 'T', ' ']))
}

/// A text in single quotes, if it can stand there on one line.
pub(super) fn single(text: &str) -> Option<String> {
    let fits = text.chars().all(|c| is_shown(c) || c == '\t');
    fits.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// A text in double quotes, on one line.
pub(super) fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_shown(c) => out.push(c),
            c if (c as u32) <= 0xFF => out.push_str(&format!("\\x{:02X}", c as u32)),
            c if (c as u32) <= 0xFFFF => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push_str(&format!("\\U{:08X}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// Whether a character can stand for itself on a line. Line breaks of YAML
/// 1.1 cannot, nor can what SnakeYAML refuses to read.
pub(super) fn is_shown(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}'
        | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
}

/// A text in quotes of one kind, or of the other where it reads better there.
pub(super) fn quoted(text: &str, quote: char) -> String {
    let awkward_single = text.contains('\'') && !text.contains(['"', '\\']);
    let awkward_double = text.contains(['"', '\\']) && !text.contains('\'');
    let in_single = if quote == '\'' { !awkward_single } else { awkward_double };
    single(text).filter(|_| in_single).unwrap_or_else(|| double(text))
}

/// A number that every reader takes for the same float.
pub(super) fn float(number: f64) -> String {
    if number.is_nan() {
        return ".nan".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf".into() } else { "-.inf".into() };
    }
    let shown = format!("{number:?}");
    match shown.split_once('e') {
        // YAML 1.1 wants a point in the mantissa and a sign in the exponent.
        Some((mantissa, power)) => {
            let point = if mantissa.contains('.') { "" } else { ".0" };
            let sign = if power.starts_with('-') { "" } else { "+" };
            format!("{mantissa}{point}e{sign}{power}")
        }
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_some_reader_takes_for_more_is_quoted() {
        for text in [
            "",
            " a",
            "a ",
            "yes",
            "No",
            "on",
            "y",
            "N",
            "~",
            "null",
            "Null",
            "012",
            "0o7",
            "08",
            "1_000",
            "12:30",
            "12:30:45",
            "2026-01-01",
            "2026-1-1T00:00:00Z",
            "1e3",
            ".5",
            "-.inf",
            ".nan",
            "0x1F",
            "0b1",
            "+1",
            "=",
            "<<",
            "# a",
            "a # b",
            "a: b",
            "a:",
            "- a",
            "-",
            "?",
            "*a",
            "&a",
            "!a",
            "{{ x }}",
            "[a]",
            "%a",
            "@a",
            "`a`",
            "'a",
            "\"a",
            "|",
            ">",
            "---",
            "--- a",
            "a\tb",
            "a\nb",
            "a\u{7}",
            "a\u{2028}b",
            "\u{feff}",
            ",a",
            "1.",
            "6.022e23",
        ] {
            assert_eq!(plain(text, Within::Block), None, "{text:?}");
        }
        for text in ["a:b", "a, b", "a]", "{", "-,"] {
            assert_eq!(plain(text, Within::Flow), None, "{text:?}");
        }
    }

    #[test]
    fn a_text_that_is_text_to_all_stays_plain() {
        for text in [
            "a",
            "a b",
            "a:b",
            "a#b",
            "-a",
            "--flag",
            "1.2.3",
            "10.0.0.1/8",
            "v1",
            "http://x/y",
            "${ parameters['x'] }",
            "it's",
            "1m",
            "a, b",
            "x-2026-01-01",
            "alpine:3.19",
            "é",
            "🎉",
            "0-9",
            "1e",
            "e3",
            "12:99x",
        ] {
            assert!(plain(text, Within::Block).is_some(), "{text:?}");
        }
    }

    #[test]
    fn quotes_follow_the_habit_unless_the_text_would_need_escapes() {
        assert_eq!(quoted("a", '\''), "'a'");
        assert_eq!(quoted("a", '"'), "\"a\"");
        assert_eq!(quoted("it's", '\''), "\"it's\"");
        assert_eq!(quoted("a\\d \"b\"", '"'), "'a\\d \"b\"'");
        assert_eq!(quoted("a\nb\u{1}", '\''), "\"a\\nb\\x01\"");
    }

    #[test]
    fn floats_are_floats_to_every_reader() {
        for number in [1.0, -0.5, 1e300, 1.5e-9, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(resolve(&float(number), Style::Plain, None), Data::Double(number));
        }
        assert_eq!(float(1e300), "1.0e+300");
        assert_eq!(float(f64::NAN), ".nan");
    }
}
