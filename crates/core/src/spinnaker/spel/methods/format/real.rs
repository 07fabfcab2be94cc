//! `f`, `e` and `g`: the shortest digits of the number, rounded half up in
//! decimal as Java does.

use super::specifier::{Conversion, Specifier};
use super::{finish_real, signed};
use crate::java::double_digits;

/// Digits and the power of ten of the first: 1.5 is `15` and 0.
struct Decimal {
    digits: Vec<u8>,
    exponent: i32,
}

fn decimal(value: f64) -> Decimal {
    if value == 0.0 {
        return Decimal { digits: vec![0], exponent: 0 };
    }
    let found = double_digits(value.abs(), false);
    Decimal { digits: found.digits, exponent: found.exponent - 1 }
}

impl Decimal {
    /// Keeps `count` digits, rounding half up; a count below zero keeps none.
    fn rounded(mut self, count: i64) -> Self {
        let Ok(count) = usize::try_from(count) else {
            return Self { digits: vec![0], exponent: 0 };
        };
        if count >= self.digits.len() {
            return self;
        }
        let up = self.digits.get(count).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(count);
        if up {
            let mut at = self.digits.len();
            loop {
                let Some(digit) = at.checked_sub(1).and_then(|at| self.digits.get_mut(at)) else {
                    self.digits.insert(0, 1);
                    self.exponent += 1;
                    break;
                };
                if *digit < 9 {
                    *digit += 1;
                    break;
                }
                *digit = 0;
                at -= 1;
            }
        } else if self.digits.is_empty() {
            return Self { digits: vec![0], exponent: 0 };
        }
        self
    }

    fn digit(&self, power: i64) -> char {
        let at = i64::from(self.exponent) - power;
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at)).copied();
        char::from(b'0' + digit.unwrap_or(0))
    }

    fn fixed(&self, precision: usize) -> String {
        let top = i64::from(self.exponent).max(0);
        let mut out: String = (0..=top).rev().map(|power| self.digit(power)).collect();
        if precision > 0 {
            out.push('.');
            let precision = i64::try_from(precision).unwrap_or(0);
            out.extend((1..=precision).map(|place| self.digit(-place)));
        }
        out
    }

    fn scientific(&self, precision: usize) -> String {
        let top = i64::from(self.exponent);
        let mut out = String::from(self.digit(top));
        if precision > 0 {
            out.push('.');
            let precision = i64::try_from(precision).unwrap_or(0);
            out.extend((1..=precision).map(|place| self.digit(top - place)));
        }
        let sign = if self.exponent < 0 { '-' } else { '+' };
        format!("{out}e{sign}{:02}", self.exponent.unsigned_abs())
    }
}

/// The number as the specifier wants it.
pub(super) fn write(s: &Specifier, value: f64) -> String {
    let negative = value.is_sign_negative() && !value.is_nan();
    if !value.is_finite() {
        let word = if value.is_nan() { "NaN" } else { "Infinity" };
        return finish_real(s, negative, word);
    }
    let precision = s.precision.unwrap_or(6);
    let count = |places: i64| i64::try_from(precision).unwrap_or(i64::MAX).saturating_add(places);
    let magnitude = match s.conversion {
        Conversion::Scientific => {
            let digits = decimal(value);
            let rounded = if value == 0.0 { digits } else { digits.rounded(count(1)) };
            rounded.scientific(precision)
        }
        Conversion::General => general(value, precision.max(1)),
        _ => {
            let digits = decimal(value);
            let places = i64::from(digits.exponent) + 1;
            digits.rounded(count(places)).fixed(precision)
        }
    };
    let magnitude = if s.has('#') && !magnitude.contains('.') {
        match magnitude.split_once('e') {
            Some((mantissa, exponent)) => format!("{mantissa}.e{exponent}"),
            None => magnitude + ".",
        }
    } else {
        magnitude
    };
    let written = signed(s, negative, &magnitude, "");
    if s.upper { written.to_uppercase() } else { written }
}

fn general(value: f64, precision: usize) -> String {
    let count = i64::try_from(precision).unwrap_or(i64::MAX);
    if value == 0.0 {
        return decimal(value).fixed(precision - 1);
    }
    let rounded = decimal(value).rounded(count);
    let exponent = i64::from(rounded.exponent);
    if (-4..count).contains(&exponent) {
        rounded.fixed(usize::try_from(count - exponent - 1).unwrap_or(0))
    } else {
        rounded.scientific(precision - 1)
    }
}
