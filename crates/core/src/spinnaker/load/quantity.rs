//! Kubernetes quantities as client-java's `QuantityFormatter` reads and
//! writes them (orca-semantics §1.9), with its overflow: only the low 64 bits
//! of a number's digits are ever written.

/// How a quantity was written, which decides how it is written again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// `e3`
    DecimalExponent,
    /// `m`, `k`, `M`
    DecimalSi,
    /// `Ki`, `Mi`
    BinarySi,
}

/// A number `digits × 10^-scale`, as Java's `BigDecimal` holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    digits: i64,
    scale: i64,
    format: Format,
}

/// Why a text is no quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotAQuantity {
    /// client-java's own exception, with its message.
    Format(String),
    /// A text of nothing but suffix letters ends in an index out of bounds.
    OnlySuffix,
    /// An exponent beyond what `BigDecimal` raises to.
    Exponent,
}

const SUFFIX_LETTERS: &str = "eEinumkKMGTP";

const DECIMAL: [(&str, i64); 10] = [
    ("n", -9),
    ("u", -6),
    ("m", -3),
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
];

const BINARY: [(&str, i64); 7] =
    [("", 0), ("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// Most significant digits of a power (`MathContext.DECIMAL64`).
const PRECISION: i64 = 16;

/// Largest exponent that `BigDecimal` raises to.
const EXPONENT: i64 = 999_999_999;

/// Reads a quantity.
pub(super) fn parse(text: &str) -> Result<Quantity, NotAQuantity> {
    if text.is_empty() {
        return Err(NotAQuantity::Format(String::new()));
    }
    if text.chars().all(|ch| SUFFIX_LETTERS.contains(ch)) {
        return Err(NotAQuantity::OnlySuffix);
    }
    let end = text.find(|ch| SUFFIX_LETTERS.contains(ch)).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let Some((digits, scale)) = decimal(number) else {
        let message = format!("Unable to parse numeric part of quantity: {number}");
        return Err(NotAQuantity::Format(message));
    };
    let (unit, unit_scale, format) = unit(suffix)?;
    Ok(Quantity { digits: digits.wrapping_mul(unit), scale: scale + unit_scale, format })
}

/// The digits of a decimal number, their low 64 bits, and its scale.
fn decimal(text: &str) -> Option<(i64, i64)> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut digits = 0i64;
    for ch in whole.chars().chain(fraction.chars()) {
        digits = digits.wrapping_mul(10).wrapping_add(i64::from(ch.to_digit(10)?));
    }
    let some = !whole.is_empty() || !fraction.is_empty();
    let scale = i64::try_from(fraction.len()).ok()?;
    some.then_some((if negative { digits.wrapping_neg() } else { digits }, scale))
}

/// What a suffix multiplies by: digits and scale.
fn unit(suffix: &str) -> Result<(i64, i64, Format), NotAQuantity> {
    if let Some((_, exponent)) = DECIMAL.iter().find(|(known, _)| *known == suffix) {
        return Ok(power_of_ten(*exponent, Format::DecimalSi));
    }
    if let Some((_, exponent)) = BINARY.iter().find(|(known, _)| *known == suffix) {
        // 2⁶⁰ has nineteen digits, of which sixteen are kept.
        let (digits, scale) =
            if *exponent == 60 { (1_152_921_504_606_847, -3) } else { (1 << exponent, 0) };
        return Ok((digits, scale, Format::BinarySi));
    }
    let Some(exponent) = suffix.strip_prefix(['e', 'E']) else {
        return Err(NotAQuantity::Format("Could not parse suffix".into()));
    };
    match exponent.parse::<i32>() {
        Ok(exponent) if i64::from(exponent).abs() > EXPONENT => Err(NotAQuantity::Exponent),
        Ok(exponent) => Ok(power_of_ten(exponent.into(), Format::DecimalExponent)),
        Err(_) => {
            Err(NotAQuantity::Format(format!("Can't parse decimal exponent from {exponent}")))
        }
    }
}

fn power_of_ten(exponent: i64, format: Format) -> (i64, i64, Format) {
    if exponent < 0 {
        return (1, -exponent, format);
    }
    let kept = exponent.min(PRECISION - 1);
    let digits = u32::try_from(kept).map_or(1, |kept| 10i64.pow(kept));
    (digits, kept - exponent, format)
}

impl Quantity {
    /// The quantity as it is written out; `Err` with Java's message where its
    /// exponent has no suffix.
    pub(super) fn write(self) -> Result<String, String> {
        match self.format {
            Format::BinarySi if self.scale <= 0 => {
                let (digits, times) = without_factors(self.digits, 1024);
                let exponent = -self.scale + times * 10;
                suffix_of(&BINARY, exponent).map(|suffix| format!("{digits}{suffix}"))
            }
            Format::BinarySi | Format::DecimalSi => {
                let (digits, exponent) = self.base_ten();
                suffix_of(&DECIMAL, exponent).map(|suffix| format!("{digits}{suffix}"))
            }
            Format::DecimalExponent => Ok(match self.base_ten() {
                (digits, 0) => digits.to_string(),
                (digits, exponent) => format!("{digits}e{exponent}"),
            }),
        }
    }

    /// Digits and an exponent that is a multiple of three.
    fn base_ten(self) -> (i64, i64) {
        let (digits, times) = without_factors(self.digits, 10);
        let exponent = times - self.scale;
        match exponent % 3 {
            1 | -2 => (digits.wrapping_mul(10), exponent - 1),
            2 | -1 => (digits.wrapping_mul(100), exponent - 2),
            _ => (digits, exponent),
        }
    }
}

fn without_factors(mut digits: i64, base: i64) -> (i64, i64) {
    let mut times = 0;
    while digits >= base && digits % base == 0 {
        digits /= base;
        times += 1;
    }
    (digits, times)
}

fn suffix_of(table: &[(&'static str, i64)], exponent: i64) -> Result<&'static str, String> {
    table
        .iter()
        .find(|(_, known)| *known == exponent)
        .map(|(suffix, _)| *suffix)
        .ok_or_else(|| format!("No suffix for exponent{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        match parse(text) {
            Ok(quantity) => quantity.write().unwrap_or_else(|message| message),
            Err(problem) => format!("{problem:?}"),
        }
    }

    #[test]
    fn quantities_are_written_as_client_java_normalises_them() {
        for (read, expected) in [
            ("1000m", "1"),
            ("0.5", "500m"),
            ("0.1", "100m"),
            ("1.0", "1"),
            ("01", "1"),
            ("+1", "1"),
            ("1024Mi", "1Gi"),
            ("2000Mi", "2000Mi"),
            ("1.5Gi", "1610612736"),
            ("3.0Gi", "3221225472"),
            ("0.5Mi", "524288"),
            ("1000000", "1M"),
            ("1000000k", "1G"),
            ("1024", "1024"),
            ("1.0005", "1000500u"),
            ("12e2", "1200"),
            ("1e3", "1e3"),
            ("1E3", "1e3"),
            ("9999999999999999999", "-8446744073709551617"),
            ("1Pi", "1Pi"),
            ("1E", "1E"),
            ("100u", "100u"),
            ("1Ei", "No suffix for exponent3"),
            ("0.0000000001", "No suffix for exponent-12"),
        ] {
            assert_eq!(written(read), expected, "{read}");
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused_in_client_java_s_words() {
        for (read, expected) in [
            ("", "Format(\"\")"),
            ("abc", "Format(\"Unable to parse numeric part of quantity: abc\")"),
            ("1 Gi", "Format(\"Unable to parse numeric part of quantity: 1 \")"),
            ("1GiB", "Format(\"Could not parse suffix\")"),
            ("1e", "Format(\"Can't parse decimal exponent from \")"),
            ("Mi", "OnlySuffix"),
            ("1e1000000000", "Exponent"),
        ] {
            assert_eq!(written(read), expected, "{read}");
        }
    }
}
