//! Java's and Groovy's ways to write a value as text.

use super::decimal::{Decimal, double_digits, float_digits};
use super::{Data, Value};

/// `Double.toString` of JDK 17: digits that read back, with an exponent below
/// 10⁻³ and from 10⁷ on.
///
/// ```
/// assert_eq!(stage_core::java::double_to_string(1.0e8), "1.0E8");
/// assert_eq!(stage_core::java::double_to_string(0.001), "0.001");
/// ```
pub fn double_to_string(number: f64) -> String {
    let finite = number.is_finite() && number != 0.0;
    written(number, finite.then(|| double_digits(number.abs(), true)))
}

/// `Float.toString` of JDK 17.
pub fn float_to_string(number: f32) -> String {
    let finite = number.is_finite() && number != 0.0;
    written(number.into(), finite.then(|| float_digits(number.abs())))
}

/// The number by its digits; without any it is zero or not finite.
fn written(number: f64, decimal: Option<Decimal>) -> String {
    let sign = if number.is_sign_negative() && !number.is_nan() { "-" } else { "" };
    let Some(Decimal { digits, exponent }) = decimal else {
        let word = if number.is_nan() {
            "NaN"
        } else if number.is_infinite() {
            "Infinity"
        } else {
            "0.0"
        };
        return format!("{sign}{word}");
    };
    let text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    let point = |whole: &str, fraction: &str| {
        format!("{whole}.{}", if fraction.is_empty() { "0" } else { fraction })
    };
    let magnitude = match usize::try_from(exponent) {
        Ok(places @ 1..=7) => {
            let padded = format!("{text:0<places$}");
            let (whole, fraction) = padded.split_at_checked(places).unwrap_or((&padded, ""));
            point(whole, fraction)
        }
        _ if (-2..=0).contains(&exponent) => {
            let zeros = "0".repeat(exponent.unsigned_abs() as usize);
            format!("0.{zeros}{text}")
        }
        _ => {
            let (first, rest) = text.split_at_checked(1).unwrap_or((&text, ""));
            format!("{}E{}", point(first, rest), exponent - 1)
        }
    };
    format!("{sign}{magnitude}")
}

/// What Groovy's `toString()` gives, as used for the values that pipeline
/// authors enter (orca-semantics §3.2): `[1, a, null]`, `[k:[1]]`, `[:]`.
pub fn groovy_to_string(value: &Value) -> String {
    let mut out = String::new();
    write_groovy(value, &mut out);
    out
}

fn write_groovy(value: &Value, out: &mut String) {
    match &value.data {
        Data::Null => out.push_str("null"),
        Data::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Data::Integer(number) => out.push_str(&number.to_string()),
        Data::Long(number) => out.push_str(&number.to_string()),
        Data::BigInteger(number) => out.push_str(&number.to_string()),
        Data::Double(number) => out.push_str(&double_to_string(*number)),
        Data::String(text) => out.push_str(text),
        Data::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_groovy(item, out);
            }
            out.push(']');
        }
        Data::Map(map) if map.is_empty() => out.push_str("[:]"),
        Data::Map(map) => {
            out.push('[');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(key);
                out.push(':');
                write_groovy(item, out);
            }
            out.push(']');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_read_as_java_writes_them() {
        for (number, text) in [
            (1.0, "1.0"),
            (100.0, "100.0"),
            (1e21, "1.0E21"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0E7"),
            (1.048_576e7, "1.048576E7"),
            (1e-5, "1.0E-5"),
            (0.001, "0.001"),
            (-0.0, "-0.0"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(double_to_string(number), text);
        }
    }
}
