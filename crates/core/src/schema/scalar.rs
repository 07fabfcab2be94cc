//! Whether a scalar fits: Spring's conversions (orca-semantics §1.7–1.9).

use super::names::uniform;
use super::{Field, Shape};
use crate::java::Data;

/// How a scalar does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Another kind of value is needed.
    Type,
    /// The kind is right, the value is not possible.
    Value,
    /// Something must stand there.
    Empty,
    /// A quantity that is no text.
    BareQuantity,
    /// A port that is no text.
    BareIntOrString,
}

/// Whether `data` can stand for `shape`. A text with `${` can for any scalar:
/// what it becomes is not known here.
pub(super) fn misfit(shape: &Shape, field: Option<&Field>, data: &Data) -> Option<Misfit> {
    let scalar = !matches!(shape, Shape::Class(_) | Shape::Map(_) | Shape::List(_));
    let text = match data {
        Data::String(text) if scalar && text.contains("${") => return None,
        Data::String(text) => Some(text.trim()),
        _ => None,
    };
    // Spring makes null of an empty text, and a wrapper or an enum can be null.
    let nothing = *data == Data::Null || text == Some("");
    match shape {
        Shape::Anything => None,
        Shape::Text => field.and_then(|field| word_misfit(field, data)),
        Shape::Truth { primitive } | Shape::Whole { primitive, .. } if nothing => {
            primitive.then_some(Misfit::Empty)
        }
        Shape::Time | Shape::Word if nothing => None,
        Shape::Quantity | Shape::Class(_) | Shape::Map(_) if nothing => Some(Misfit::Empty),
        Shape::Truth { .. } => match (data, text) {
            (Data::Boolean(_), _) => None,
            (_, Some(text)) if is_truth(text) => None,
            _ => Some(Misfit::Type),
        },
        Shape::Whole { long, .. } => whole_misfit(*long, data, text),
        Shape::Quantity => match (data, text) {
            (Data::String(text), _) if is_quantity(text) => None,
            (_, Some(_)) => Some(Misfit::Value),
            (Data::Boolean(_), _) => Some(Misfit::Type),
            _ => Some(Misfit::BareQuantity),
        },
        Shape::IntOrString => match data {
            Data::String(_) => None,
            Data::Null => Some(Misfit::Empty),
            Data::Boolean(_) => Some(Misfit::Type),
            _ => Some(Misfit::BareIntOrString),
        },
        Shape::Time => match text {
            Some(text) if is_time(text) => None,
            Some(_) => Some(Misfit::Value),
            None => Some(Misfit::Type),
        },
        Shape::Word => match text {
            Some(text) => field
                .is_some_and(|field| !field.values.iter().any(|word| same_word(word, text)))
                .then_some(Misfit::Value),
            None => Some(Misfit::Type),
        },
        Shape::List(item) => list_misfit(item, data),
        Shape::Class(_) | Shape::Map(_) => Some(Misfit::Type),
    }
}

fn word_misfit(field: &Field, data: &Data) -> Option<Misfit> {
    if field.open || field.values.is_empty() {
        return None;
    }
    match data {
        Data::String(text) if field.values.contains(&&**text) => None,
        _ => Some(Misfit::Value),
    }
}

/// A scalar for a list: nothing makes an empty list, text is split at its
/// commas, but a scalar never makes an item that is a mapping.
fn list_misfit(item: &Shape, data: &Data) -> Option<Misfit> {
    match (item, data) {
        (_, Data::Null) | (Shape::Text, _) | (Shape::Whole { .. }, Data::String(_)) => None,
        (Shape::Whole { long, .. }, _) => whole_misfit(*long, data, None),
        _ => Some(Misfit::Type),
    }
}

fn whole_misfit(long: bool, data: &Data, text: Option<&str>) -> Option<Misfit> {
    let most = if long { i64::MAX } else { i64::from(i32::MAX) };
    let ranged = |number: i64| (number > most || number < -most - 1).then_some(Misfit::Value);
    match data {
        Data::Integer(_) => None,
        Data::Long(number) => ranged(*number),
        Data::BigInteger(_) => Some(Misfit::Value),
        #[allow(clippy::cast_possible_truncation, reason = "a whole number within 64 bits")]
        Data::Double(number) if number.fract() == 0.0 && number.abs() < 9.0e18 => {
            ranged(*number as i64)
        }
        _ => match text.map(number_of) {
            Some(Some(number)) => ranged(number),
            _ => Some(Misfit::Type),
        },
    }
}

/// Java's `decode` for `0x` and `#`, decimal otherwise.
fn number_of(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let hexadecimal = ["0x", "0X", "#"].iter().find_map(|prefix| digits.strip_prefix(prefix));
    match hexadecimal {
        Some(digits) if digits.starts_with(['+', '-']) => None,
        Some(digits) => i64::from_str_radix(&format!("{sign}{digits}"), 16).ok(),
        None => text.parse().ok(),
    }
}

fn is_truth(text: &str) -> bool {
    ["true", "on", "yes", "1", "false", "off", "no", "0"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

fn same_word(word: &str, text: &str) -> bool {
    uniform(word) == uniform(text)
}

/// A number, and after it `n`, `u`, `m`, `k`, `M` … `E`, `Ki` … `Ei`, or an
/// exponent.
fn is_quantity(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, suffix) = unsigned.split_at(end);
    let numeric = number.matches('.').count() <= 1 && number.contains(|c: char| c != '.');
    let exponent = suffix.strip_prefix(['e', 'E']).is_some_and(|power| {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        !power.is_empty() && power.chars().all(|c| c.is_ascii_digit())
    });
    let named = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E"].contains(&suffix)
        || ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].contains(&suffix);
    numeric && (named || exponent)
}

/// The ISO form with an offset, by its shape: `2026-01-31T12:00:00Z`.
fn is_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once('T') else { return false };
    let (clock, offset) = match rest.find(['Z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => return false,
    };
    let like = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text.bytes().zip(pattern.bytes()).all(|(byte, sample)| {
                if sample == b'0' { byte.is_ascii_digit() } else { byte == sample }
            })
    };
    let (seconds, fraction) = match clock.split_once('.') {
        Some((seconds, fraction)) => (seconds, Some(fraction)),
        None => (clock, None),
    };
    let fraction_fits = fraction.is_none_or(|digits| {
        seconds.len() == 8 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    });
    like(date, "0000-00-00")
        && (like(seconds, "00:00") || like(seconds, "00:00:00"))
        && fraction_fits
        && (offset == "Z" || like(offset, "+00:00") || like(offset, "-00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_told_from_other_text() {
        for good in ["1", "500m", "0.5", ".5", "1.", "1Gi", "1e3", "1E-3", "+1", "2E", "12e2"] {
            assert!(is_quantity(good), "{good}");
        }
        for bad in ["", "abc", "1 Gi", " 1Gi", "1GiB", "1g", ".", "1.2.3", "1e", "Gi", "é"] {
            assert!(!is_quantity(bad), "{bad}");
        }
    }

    #[test]
    fn times_need_their_offset() {
        for good in
            ["2026-01-31T12:00:00Z", "2026-01-31T12:00+02:00", "2026-01-31T12:00:00.5-01:30"]
        {
            assert!(is_time(good), "{good}");
        }
        for bad in ["2026-01-31", "2026-01-31T12:00:00", "noon", "T", "2026-01-31T12:00.5Z", ""] {
            assert!(!is_time(bad), "{bad}");
        }
    }
}
