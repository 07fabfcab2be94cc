//! `Random` within bounds, JDK 17: how many bits each draws decides what
//! comes after it. Also the logarithm that its bell curve is made of.

use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown};
use super::random::{float, next, next_long, real};

fn bad() -> Stop {
    thrown(ILLEGAL_ARGUMENT, "the bounds leave no number")
}

/// `nextDouble(origin, bound)`.
pub(super) fn double(m: &mut Machine<'_>, o: &Object, from: f64, to: f64) -> Step<Object> {
    if !(from < to && (to - from) < f64::INFINITY) {
        return Err(bad());
    }
    let drawn = real(m, o) * (to - from) + from;
    let below = f64::from_bits(to.to_bits().wrapping_sub(1));
    Ok(Object::Double(if drawn >= to { below } else { drawn }))
}

/// `nextFloat(origin, bound)`.
pub(super) fn real32(m: &mut Machine<'_>, o: &Object, from: f32, to: f32) -> Step<Object> {
    if !(from < to && (to - from) < f32::INFINITY) {
        return Err(bad());
    }
    let drawn = float(m, o) * (to - from) + from;
    let below = f32::from_bits(to.to_bits().wrapping_sub(1));
    Ok(Object::Float(if drawn >= to { below } else { drawn }))
}

/// `nextInt(origin, bound)`.
pub(super) fn int(m: &mut Machine<'_>, o: &Object, from: i32, to: i32) -> Step<Object> {
    if from >= to {
        return Err(bad());
    }
    let mut drawn = next(m, o, 32);
    let size = to.wrapping_sub(from);
    let most = size.wrapping_sub(1);
    if size & most == 0 {
        return Ok(Object::Integer((drawn & most).wrapping_add(from)));
    }
    if size > 0 {
        let half = |drawn: i32| (drawn.cast_unsigned() >> 1).cast_signed();
        let mut half_drawn = half(drawn);
        while half_drawn.wrapping_add(most).wrapping_sub(half_drawn % size) < 0 {
            m.heap.spend(1)?;
            half_drawn = half(next(m, o, 32));
        }
        return Ok(Object::Integer((half_drawn % size).wrapping_add(from)));
    }
    while drawn < from || drawn >= to {
        m.heap.spend(1)?;
        drawn = next(m, o, 32);
    }
    Ok(Object::Integer(drawn))
}

/// `nextLong(origin, bound)`.
pub(super) fn long(m: &mut Machine<'_>, o: &Object, from: i64, to: i64) -> Step<Object> {
    if from >= to {
        return Err(bad());
    }
    let mut drawn = next_long(m, o);
    let size = to.wrapping_sub(from);
    let most = size.wrapping_sub(1);
    if size & most == 0 {
        return Ok(Object::Long((drawn & most).wrapping_add(from)));
    }
    if size > 0 {
        let half = |drawn: i64| (drawn.cast_unsigned() >> 1).cast_signed();
        let mut half_drawn = half(drawn);
        while half_drawn.wrapping_add(most).wrapping_sub(half_drawn % size) < 0 {
            m.heap.spend(1)?;
            half_drawn = half(next_long(m, o));
        }
        return Ok(Object::Long((half_drawn % size).wrapping_add(from)));
    }
    while drawn < from || drawn >= to {
        m.heap.spend(1)?;
        drawn = next_long(m, o);
    }
    Ok(Object::Long(drawn))
}

/// `StrictMath.log` of a normal number between 0 and 1, digit for digit: the
/// polynomial that Java prescribes for it.
pub(super) fn log(number: f64) -> f64 {
    const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const EVEN: [f64; 3] =
        [0.399_999_999_994_094_2, 0.222_221_984_321_497_84, 0.153_138_376_992_093_73];
    const ODD: [f64; 4] = [
        0.666_666_666_666_673_5,
        0.285_714_287_436_623_9,
        0.181_835_721_616_180_5,
        0.147_981_986_051_165_86,
    ];
    let bits = number.to_bits();
    let mut high = i64::try_from(bits >> 32).unwrap_or(0);
    let mut power = (high >> 20) - 1_023;
    high &= 0xF_FFFF;
    let carry = (high + 0x9_5F64) & 0x10_0000;
    power += carry >> 20;
    let scaled = u64::try_from(high | (carry ^ 0x3FF0_0000)).unwrap_or(0) << 32;
    let fraction = f64::from_bits(scaled | bits & 0xFFFF_FFFF) - 1.0;
    #[allow(clippy::cast_precision_loss, reason = "below 2000")]
    let k = power as f64;
    if (0xF_FFFF & (2 + high)) < 3 {
        if fraction == 0.0 {
            return k * LN2_HIGH + k * LN2_LOW;
        }
        let rest = fraction * fraction * (0.5 - 0.333_333_333_333_333_3 * fraction);
        return k * LN2_HIGH - ((rest - k * LN2_LOW) - fraction);
    }
    let s = fraction / (2.0 + fraction);
    let z = s * s;
    let w = z * z;
    let even = w * (EVEN[0] + w * (EVEN[1] + w * EVEN[2]));
    let odd = z * (ODD[0] + w * (ODD[1] + w * (ODD[2] + w * ODD[3])));
    let rest = odd + even;
    if (high - 0x6_147A) | (0x6_B851 - high) > 0 {
        let half = 0.5 * fraction * fraction;
        k * LN2_HIGH - ((half - (s * (half + rest) + k * LN2_LOW)) - fraction)
    } else {
        k * LN2_HIGH - ((s * (fraction - rest) - k * LN2_LOW) - fraction)
    }
}
