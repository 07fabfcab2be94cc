//! `Math`'s functions whose last digit depends on the machine's library.
//! Answers are given only where every library has the same one; it must never
//! give a digit that Java might not.

use super::super::stop::{Step, unknown};

/// `Math.pow`. Java differs from C where the base is 1 or -1 and the exponent
/// no number or endless.
pub(in super::super) fn pow(base: f64, exponent: f64) -> Step<f64> {
    if exponent == 0.0 {
        return Ok(1.0);
    }
    if base.abs() == 1.0 && !exponent.is_finite() {
        return Ok(f64::NAN);
    }
    let plain = base.powf(exponent);
    if base == 0.0 || base == 1.0 || !base.is_finite() || !exponent.is_finite() || plain.is_nan() {
        return Ok(plain);
    }
    if exponent.fract() == 0.0
        && exponent.abs() <= 1_024.0
        && let Some(power) = whole_power(base, exponent)
    {
        return Ok(power);
    }
    certain(plain)
}

/// The nearest number to a whole power, unless two are all but equally near.
fn whole_power(base: f64, exponent: f64) -> Option<f64> {
    let mut power = Double { high: 1.0, low: 0.0 };
    let mut left = exponent.abs();
    while left >= 1.0 {
        power = power.times(base);
        left -= 1.0;
    }
    if !power.high.is_normal() || power.high.abs() > 1e300 || power.high.abs() < 1e-250 {
        return None;
    }
    if exponent < 0.0 {
        power = power.inverse();
    }
    // Below a power of two the numbers lie closer.
    let half_step = (power.high.abs() - power.high.abs().next_down()) / 2.0;
    (power.low.abs() < half_step * 0.9).then_some(power.high)
}

/// A number of twice the digits: the sum of two, the second below the
/// first's last digit.
#[derive(Clone, Copy)]
struct Double {
    high: f64,
    low: f64,
}

impl Double {
    fn sum(high: f64, low: f64) -> Self {
        let total = high + low;
        Self { high: total, low: low - (total - high) }
    }

    fn times(self, factor: f64) -> Self {
        let product = self.high * factor;
        let rest = self.high.mul_add(factor, -product);
        Self::sum(product, self.low.mul_add(factor, rest))
    }

    fn inverse(self) -> Self {
        let first = 1.0 / self.high;
        let rest = first.mul_add(-self.high, 1.0) - first * self.low;
        Self::sum(first, first * rest)
    }
}

/// A small whole result is the same everywhere: its neighbours are too far.
pub(super) fn certain(result: f64) -> Step<f64> {
    if result.fract() == 0.0 && result.abs() < 1e9 || !result.is_finite() {
        return Ok(result);
    }
    Err(unknown("the last digit of a root, power, logarithm or angle"))
}

/// `Math.IEEEremainder`.
pub(super) fn remainder(number: f64, divisor: f64) -> f64 {
    if number.is_nan() || number.is_infinite() || divisor.is_nan() || divisor == 0.0 {
        return f64::NAN;
    }
    let p = divisor.abs();
    let mut x = number.abs();
    if p <= f64::MAX / 2.0 {
        x %= p + p;
    }
    if p < f64::MIN_POSITIVE * 2.0 {
        if x + x > p {
            x -= p;
            if x + x >= p {
                x -= p;
            }
        }
    } else if x > p / 2.0 {
        x -= p;
        if x >= p / 2.0 {
            x -= p;
        }
    }
    if number.is_sign_negative() { -x } else { x }
}

/// `Math.getExponent`.
pub(super) fn exponent(number: f64) -> i32 {
    let bits = (number.to_bits() >> 52) & 0x7FF;
    i32::try_from(bits).unwrap_or(0) - 1_023
}

/// `Math.ulp`: the step to the next number.
pub(super) fn ulp(number: f64) -> f64 {
    let size = number.abs();
    if size == f64::MAX {
        return size - size.next_down();
    }
    if size.is_finite() { size.next_up() - size } else { size }
}

/// `Math.nextAfter`.
pub(super) fn next_after(from: f64, to: f64) -> f64 {
    if from.is_nan() || to.is_nan() {
        f64::NAN
    } else if from == to {
        to
    } else if to > from {
        from.next_up()
    } else {
        from.next_down()
    }
}

/// `Math.scalb`: times a power of two, rounded once.
pub(super) fn scale(number: f64, power: i32) -> f64 {
    let mut power = power.clamp(-2_200, 2_200);
    let mut number = number;
    let (step, factor) = if power < 0 {
        (-512, f64::from_bits((1_023 - 512) << 52))
    } else {
        (512, f64::from_bits((1_023 + 512) << 52))
    };
    // The steps before the last stay exact: only the last may leave the
    // normal numbers, unless the result is zero or endless anyhow.
    let rest = power % step;
    number *= f64::from_bits(u64::try_from(1_023 + rest).unwrap_or(1_023) << 52);
    power -= rest;
    while power != 0 {
        number *= factor;
        power -= step;
    }
    number
}
