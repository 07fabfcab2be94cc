//! The decimal digits that JDK 17 finds for a double or float. They read
//! back to the same number but are not always the fewest: JDK 19 changed that.

#![allow(clippy::similar_names, reason = "the names of the algorithm's own description")]

use num_bigint::BigInt;

/// Digits of a positive number: 0.d₁d₂… times ten to the exponent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The digits, 0 to 9, the first not 0.
    pub digits: Vec<u8>,
    /// The power of ten.
    pub exponent: i32,
}

/// How many bits of a double's significand are stored.
const SHIFT: i32 = 52;

/// The digits of a finite double above zero. `compatible` is what `toString`
/// asks for; Java's formatter does not.
pub fn double_digits(number: f64, compatible: bool) -> Decimal {
    let bits = number.to_bits();
    let fraction = bits & ((1 << SHIFT) - 1);
    let exponent = i32::try_from(bits >> SHIFT & 0x7FF).unwrap_or(0);
    if exponent == 0 {
        let zeros = fraction.leading_zeros().cast_signed();
        let shift = zeros - (63 - SHIFT);
        let fraction = fraction.checked_shl(shift.cast_unsigned()).unwrap_or(0);
        return digits(1 - shift - 1023, fraction, 64 - zeros, compatible);
    }
    digits(exponent - 1023, fraction | 1 << SHIFT, SHIFT + 1, compatible)
}

/// The digits of a finite float above zero.
pub(crate) fn float_digits(number: f32) -> Decimal {
    const FLOAT_SHIFT: i32 = 23;
    let bits = number.to_bits();
    let fraction = bits & ((1 << FLOAT_SHIFT) - 1);
    let exponent = i32::try_from(bits >> FLOAT_SHIFT & 0xFF).unwrap_or(0);
    let wide = |fraction: u32| u64::from(fraction) << (SHIFT - FLOAT_SHIFT);
    if exponent == 0 {
        let zeros = fraction.leading_zeros().cast_signed();
        let shift = zeros - (31 - FLOAT_SHIFT);
        let fraction = fraction.checked_shl(shift.cast_unsigned()).unwrap_or(0);
        return digits(1 - shift - 127, wide(fraction), 32 - zeros, true);
    }
    digits(exponent - 127, wide(fraction | 1 << FLOAT_SHIFT), FLOAT_SHIFT + 1, true)
}

/// Bits of five to this power, as Java's table counts them.
fn bits_of_five(power: i32) -> i32 {
    match power {
        0 => 0,
        1..=26 => 64 - 5u64.pow(power.cast_unsigned()).leading_zeros().cast_signed(),
        _ => power * 3,
    }
}

fn five(power: i32) -> BigInt {
    BigInt::from(5).pow(power.max(0).cast_unsigned())
}

/// A number of one's digits, from its binary exponent and 53-bit significand.
fn digits(exponent: i32, significand: u64, kept_bits: i32, compatible: bool) -> Decimal {
    let zeros = significand.trailing_zeros().cast_signed();
    let fraction_bits = SHIFT + 1 - zeros;
    let tiny = (fraction_bits - exponent - 1).max(0);
    if (-21..=62).contains(&exponent) && tiny == 0 && fraction_bits < 64 {
        return whole(exponent, significand, kept_bits);
    }
    let mut decimal = estimate(significand, exponent);
    let (five_b, five_s) = ((-decimal).max(0), decimal.max(0));
    let mut two_b = five_b + tiny + exponent;
    let mut two_s = five_s + tiny;
    let mut two_m = two_b - kept_bits;
    let significand = significand >> zeros;
    two_b -= fraction_bits - 1;
    let common = two_b.min(two_s);
    two_b -= common;
    two_s -= common;
    two_m -= common;
    if fraction_bits == 1 {
        two_m -= 1;
    }
    if two_m < 0 {
        two_b -= two_m;
        two_s -= two_m;
        two_m = 0;
    }
    let bits_b = fraction_bits + two_b + bits_of_five(five_b);
    let bits_ten_s = two_s + 1 + bits_of_five(five_s + 1);
    let width = match bits_b.max(bits_ten_s) {
        ..32 => Width::Int,
        32..64 => Width::Long,
        _ => Width::Big,
    };
    let shifted = |number: BigInt, by: i32| number << by.max(0);
    let mut state = State {
        b: shifted(BigInt::from(significand) * five(five_b), two_b),
        s: shifted(five(five_s), two_s),
        m: shifted(five(five_b), two_m),
        width,
    };
    let mut found = Vec::new();
    let (first, mut low, mut high) = state.step(true);
    if first == 0 && !high {
        decimal -= 1;
    } else {
        found.push(first);
    }
    if !compatible || !(-3..8).contains(&decimal) {
        (low, high) = (false, false);
    }
    while !low && !high {
        let (digit, is_low, is_high) = state.step(false);
        found.push(digit);
        (low, high) = (is_low, is_high);
    }
    let mut result = Decimal { digits: found, exponent: decimal + 1 };
    let tie = BigInt::from(2) * &state.b - BigInt::from(10) * &state.s;
    let odd = result.digits.last().is_some_and(|digit| digit % 2 == 1);
    let zero = BigInt::ZERO;
    if high && (!low || tie > zero || tie == zero && odd) {
        result.round_up();
    }
    result
}

/// In which of Java's three arithmetics a number is worked out; the smaller
/// ones test their bounds a little differently.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Int,
    Long,
    Big,
}

struct State {
    b: BigInt,
    s: BigInt,
    m: BigInt,
    width: Width,
}

impl State {
    /// The next digit, and whether what is left is within half a unit of the
    /// number from below or from above.
    fn step(&mut self, first: bool) -> (u8, bool, bool) {
        let quotient = &self.b / &self.s;
        self.b = BigInt::from(10) * (&self.b % &self.s);
        self.m *= 10;
        let digit = u8::try_from(quotient).unwrap_or(0);
        let most = match self.width {
            Width::Int => BigInt::from(i32::MAX),
            Width::Long => BigInt::from(i64::MAX),
            Width::Big => self.m.clone(),
        };
        if !first && self.m > most {
            return (digit, true, true);
        }
        let tens = BigInt::from(10) * &self.s;
        let low = self.b < self.m;
        let sum = &self.b + &self.m;
        let high = if self.width == Width::Big { sum >= tens } else { sum > tens };
        (digit, low, high)
    }
}

impl Decimal {
    fn round_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        if let Some(first) = self.digits.first_mut() {
            *first = 1;
        }
        self.exponent += 1;
    }
}

/// The power of ten of the first digit, or one more.
#[allow(clippy::approx_constant, reason = "the digits that the JDK itself counts with")]
#[allow(clippy::cast_possible_truncation, reason = "a few hundred at most")]
fn estimate(significand: u64, exponent: i32) -> i32 {
    let mantissa = f64::from_bits(0x3FF << SHIFT | significand & ((1 << SHIFT) - 1));
    let power = (mantissa - 1.5) * 0.289_529_654
        + 0.176_091_259
        + f64::from(exponent) * 0.301_029_995_663_981;
    power.floor() as i32
}

/// A whole number below 2⁶³; digits beyond the precision are rounded away.
fn whole(exponent: i32, significand: u64, kept_bits: i32) -> Decimal {
    let excess = exponent - kept_bits - 1;
    let dropped =
        if excess > 1 { (f64::from(excess) * std::f64::consts::LOG10_2).floor() } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 19")]
    let dropped = dropped as u32;
    let mut value = if exponent >= SHIFT {
        significand << (exponent - SHIFT).cast_unsigned()
    } else {
        significand >> (SHIFT - exponent).cast_unsigned()
    };
    if dropped > 0 {
        let unit = 10u64.pow(dropped);
        value = value / unit + u64::from(value % unit >= unit / 2);
    }
    let text = value.to_string();
    let digits: Vec<u8> = text.trim_end_matches('0').bytes().map(|digit| digit - b'0').collect();
    let exponent = i32::try_from(text.len()).unwrap_or(0) + dropped.cast_signed();
    Decimal { digits: if digits.is_empty() { vec![0] } else { digits }, exponent }
}

#[cfg(test)]
mod tests {
    use super::super::{double_to_string, float_to_string};

    #[test]
    fn digits_are_those_of_jdk_17() {
        for (number, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (2.0e-3, "0.002"),
            (1.0e23, "9.999999999999999E22"),
            (2.0e23, "1.9999999999999998E23"),
            (f64::MIN_POSITIVE, "2.2250738585072014E-308"),
            (5e-324, "4.9E-324"),
            (f64::MAX, "1.7976931348623157E308"),
            (9_007_199_254_740_993.0, "9.007199254740992E15"),
            (123_456_789.0, "1.23456789E8"),
            (2.0e-44, "2.0E-44"),
        ] {
            assert_eq!(double_to_string(number), text);
        }
        assert_eq!(float_to_string(1.7e12), "1.70000004E12");
        assert_eq!(float_to_string(1.1), "1.1");
        assert_eq!(float_to_string(3.3e-5), "3.3E-5");
    }
}
