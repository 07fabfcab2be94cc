//! `parseInt` and `parseFloat`, which read as far as they can.

use super::{Result, Stop};

/// `parseInt(text, radix)`; the radix is what JavaScript makes of the second
/// argument, 0 when there is none.
pub(super) fn parse_int(text: &str, radix: i32) -> Result<f64> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (radix, text) = match (radix, hexadecimal) {
        (0 | 16, Some(rest)) => (16, rest),
        (0, None) => (10, text),
        (radix, _) => (radix, text),
    };
    let Some(radix) = u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix)) else {
        return Ok(f64::NAN);
    };
    let end = text.find(|c: char| !c.is_digit(radix)).unwrap_or(text.len());
    let digits = text.get(..end).unwrap_or_default();
    if digits.is_empty() {
        return Ok(f64::NAN);
    }
    let number: f64 = if radix == 10 {
        digits.parse().unwrap_or(f64::NAN)
    } else {
        #[allow(clippy::cast_precision_loss, reason = "JavaScript's numbers lose it as well")]
        let number = u64::from_str_radix(digits, radix)
            .map_err(|_| Stop::Code("a number in an unusual notation"))?
            as f64;
        number
    };
    Ok(if negative { -number } else { number })
}

/// `parseFloat(text)`.
pub(super) fn parse_float(text: &str) -> f64 {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.starts_with("Infinity") {
        return if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let digits = |from: usize| {
        let tail = unsigned.get(from..).unwrap_or_default();
        from + tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len())
    };
    let whole = digits(0);
    let mut end = whole;
    if unsigned.get(whole..).is_some_and(|tail| tail.starts_with('.')) {
        let fraction = digits(whole + 1);
        if fraction > whole + 1 || whole > 0 {
            end = fraction;
        }
    }
    if end == 0 {
        return f64::NAN;
    }
    if let Some(exponent) = unsigned.get(end..).and_then(|tail| tail.strip_prefix(['e', 'E'])) {
        let from = end + 1 + usize::from(exponent.starts_with(['+', '-']));
        if digits(from) > from {
            end = digits(from);
        }
    }
    let number: f64 = unsigned.get(..end).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN);
    if text.starts_with('-') { -number } else { number }
}
