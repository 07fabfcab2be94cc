//! `java.lang.Math`, JDK 17 (spel §10).

use super::super::equal::hash_of_long;
use super::super::object::Object;
use super::super::stop::{Step, Stop, thrown};
use super::arguments::{DOUBLE, FLOAT, INT, LONG, double, float, int, long};
use super::precise::{self, certain};
use super::reals::{least, most};
use super::{Method, method};

fn too_large() -> Stop {
    thrown("ArithmeticException", "the number does not fit")
}

fn by_zero() -> Stop {
    thrown("ArithmeticException", "division by zero")
}

fn exact_int(number: Option<i32>) -> Step<Object> {
    number.map(Object::Integer).ok_or_else(too_large)
}

fn exact_long(number: Option<i64>) -> Step<Object> {
    number.map(Object::Long).ok_or_else(too_large)
}

fn floor_mod(a: i64, b: i64) -> Step<i64> {
    if b == 0 {
        return Err(by_zero());
    }
    let rest = a.wrapping_rem(b);
    Ok(if rest != 0 && (rest ^ b) < 0 { rest + b } else { rest })
}

fn floor_div(a: i64, b: i64) -> Step<i64> {
    if b == 0 {
        return Err(by_zero());
    }
    let whole = a.wrapping_div(b);
    Ok(if (a ^ b) < 0 && whole.wrapping_mul(b) != a { whole - 1 } else { whole })
}

/// `Math.round`: half up.
#[allow(clippy::cast_possible_truncation, reason = "Java saturates just so")]
fn round(number: f64) -> i64 {
    let floor = number.floor();
    (if number - floor >= 0.5 { floor + 1.0 } else { floor }) as i64
}

/// `Math.rint`: to the even neighbour.
fn rint(number: f64) -> f64 {
    number.round_ties_even()
}

#[allow(clippy::many_single_char_names, reason = "as the method's own")]
/// `Math.cbrt`, by the method of fdlibm that Java prescribes: a guess from
/// the exponent, a rational step, one step of Newton's.
fn cbrt(number: f64) -> f64 {
    const NORMAL: u64 = 715_094_163;
    const SUBNORMAL: u64 = 696_219_795;
    let high = |number: f64| number.to_bits() >> 32;
    let from_high = |high: u64| f64::from_bits(high << 32);
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let x = number.abs();
    let mut t = if x < f64::MIN_POSITIVE {
        from_high(high(x * 2f64.powi(54)) / 3 + SUBNORMAL)
    } else {
        from_high(high(x) / 3 + NORMAL)
    };
    let r = t * t / x;
    let s = 19.0 / 35.0 + r * t;
    t *= 5.0 / 14.0 + 45.0 / 28.0 / (s + 99.0 / 70.0 + -864.0 / 1225.0 / s);
    t = from_high(high(t) + 1);
    let r = x / (t * t);
    let w = t + t;
    t += t * ((r - t) / (w + r));
    if number < 0.0 { -t } else { t }
}

fn signum(number: f64) -> f64 {
    if number == 0.0 || number.is_nan() { number } else { number.signum() }
}

macro_rules! real {
    ($name:literal, $function:expr) => {
        method($name, &[DOUBLE], |_, _, a| {
            let function: fn(f64) -> f64 = $function;
            Ok(Object::Double(function(double(a, 0))))
        })
    };
}

macro_rules! float {
    ($name:literal, $function:expr) => {
        method($name, &[FLOAT], |_, _, a| {
            let function: fn(f32) -> f32 = $function;
            Ok(Object::Float(function(float(a, 0))))
        })
    };
}

/// A function whose last digit depends on the machine.
macro_rules! machine {
    ($name:literal, $function:expr) => {
        method($name, &[DOUBLE], |_, _, a| {
            let function: fn(f64) -> f64 = $function;
            Ok(Object::Double(certain(function(double(a, 0)))?))
        })
    };
}

macro_rules! real_two {
    ($name:literal, $function:expr) => {
        method($name, &[DOUBLE, DOUBLE], |_, _, a| {
            let function: fn(f64, f64) -> f64 = $function;
            Ok(Object::Double(function(double(a, 0), double(a, 1))))
        })
    };
}

#[allow(clippy::cast_possible_truncation, reason = "floats stay floats")]
pub(super) const MATH: &[Method] = &[
    method("abs", &[INT], |_, _, a| Ok(Object::Integer(int(a, 0).wrapping_abs()))),
    method("abs", &[LONG], |_, _, a| Ok(Object::Long(long(a, 0).wrapping_abs()))),
    method("abs", &[FLOAT], |_, _, a| Ok(Object::Float(float(a, 0).abs()))),
    method("abs", &[DOUBLE], |_, _, a| Ok(Object::Double(double(a, 0).abs()))),
    machine!("sin", f64::sin),
    machine!("cos", f64::cos),
    machine!("tan", f64::tan),
    method("atan2", &[DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Double(certain(double(a, 0).atan2(double(a, 1)))?))
    }),
    real!("sqrt", f64::sqrt),
    machine!("log", f64::ln),
    machine!("log10", f64::log10),
    method("pow", &[DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Double(precise::pow(double(a, 0), double(a, 1))?))
    }),
    machine!("exp", f64::exp),
    method("min", &[INT, INT], |_, _, a| Ok(Object::Integer(int(a, 0).min(int(a, 1))))),
    method("min", &[FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Float(least(double(a, 0), double(a, 1)) as f32))
    }),
    method("min", &[LONG, LONG], |_, _, a| Ok(Object::Long(long(a, 0).min(long(a, 1))))),
    real_two!("min", least),
    method("max", &[INT, INT], |_, _, a| Ok(Object::Integer(int(a, 0).max(int(a, 1))))),
    method("max", &[FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Float(most(double(a, 0), double(a, 1)) as f32))
    }),
    method("max", &[LONG, LONG], |_, _, a| Ok(Object::Long(long(a, 0).max(long(a, 1))))),
    real_two!("max", most),
    real!("floor", f64::floor),
    real!("ceil", f64::ceil),
    real!("rint", rint),
    method("addExact", &[INT, INT], |_, _, a| exact_int(int(a, 0).checked_add(int(a, 1)))),
    method("addExact", &[LONG, LONG], |_, _, a| exact_long(long(a, 0).checked_add(long(a, 1)))),
    method("decrementExact", &[LONG], |_, _, a| exact_long(long(a, 0).checked_sub(1))),
    method("decrementExact", &[INT], |_, _, a| exact_int(int(a, 0).checked_sub(1))),
    method("incrementExact", &[INT], |_, _, a| exact_int(int(a, 0).checked_add(1))),
    method("incrementExact", &[LONG], |_, _, a| exact_long(long(a, 0).checked_add(1))),
    method("multiplyExact", &[INT, INT], |_, _, a| exact_int(int(a, 0).checked_mul(int(a, 1)))),
    method("multiplyExact", &[LONG, LONG], |_, _, a| {
        exact_long(long(a, 0).checked_mul(long(a, 1)))
    }),
    method("multiplyExact", &[LONG, INT], |_, _, a| {
        exact_long(long(a, 0).checked_mul(int(a, 1).into()))
    }),
    method("multiplyHigh", &[LONG, LONG], |_, _, a| {
        let product = i128::from(long(a, 0)) * i128::from(long(a, 1));
        Ok(Object::Long((product >> 64) as i64))
    }),
    method("negateExact", &[LONG], |_, _, a| exact_long(long(a, 0).checked_neg())),
    method("negateExact", &[INT], |_, _, a| exact_int(int(a, 0).checked_neg())),
    method("subtractExact", &[INT, INT], |_, _, a| exact_int(int(a, 0).checked_sub(int(a, 1)))),
    method("subtractExact", &[LONG, LONG], |_, _, a| {
        exact_long(long(a, 0).checked_sub(long(a, 1)))
    }),
    method("fma", &[DOUBLE, DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Double(double(a, 0).mul_add(double(a, 1), double(a, 2))))
    }),
    method("fma", &[FLOAT, FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Float(float(a, 0).mul_add(float(a, 1), float(a, 2))))
    }),
    method("copySign", &[FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Float(float(a, 0).copysign(float(a, 1))))
    }),
    real_two!("copySign", f64::copysign),
    method("signum", &[FLOAT], |_, _, a| Ok(Object::Float(signum(double(a, 0)) as f32))),
    real!("signum", signum),
    method("scalb", &[DOUBLE, INT], |_, _, a| {
        Ok(Object::Double(precise::scale(double(a, 0), int(a, 1))))
    }),
    method("scalb", &[FLOAT, INT], |_, _, a| {
        let power = int(a, 1).clamp(-300, 300);
        Ok(Object::Float(precise::scale(float(a, 0).into(), power) as f32))
    }),
    method("getExponent", &[FLOAT], |_, _, a| {
        let bits = (float(a, 0).to_bits() >> 23) & 0xFF;
        Ok(Object::Integer(i32::try_from(bits).unwrap_or(0) - 127))
    }),
    method("getExponent", &[DOUBLE], |_, _, a| {
        Ok(Object::Integer(precise::exponent(double(a, 0))))
    }),
    method("floorMod", &[LONG, INT], |_, _, a| {
        Ok(Object::Integer(floor_mod(long(a, 0), int(a, 1).into())? as i32))
    }),
    method("floorMod", &[INT, INT], |_, _, a| {
        Ok(Object::Integer(floor_mod(int(a, 0).into(), int(a, 1).into())? as i32))
    }),
    method("floorMod", &[LONG, LONG], |_, _, a| {
        Ok(Object::Long(floor_mod(long(a, 0), long(a, 1))?))
    }),
    machine!("asin", f64::asin),
    machine!("acos", f64::acos),
    machine!("atan", f64::atan),
    real!("cbrt", cbrt),
    real_two!("IEEEremainder", precise::remainder),
    method("floorDiv", &[LONG, LONG], |_, _, a| {
        Ok(Object::Long(floor_div(long(a, 0), long(a, 1))?))
    }),
    method("floorDiv", &[INT, INT], |_, _, a| {
        Ok(Object::Integer(floor_div(int(a, 0).into(), int(a, 1).into())? as i32))
    }),
    method("floorDiv", &[LONG, INT], |_, _, a| {
        Ok(Object::Long(floor_div(long(a, 0), int(a, 1).into())?))
    }),
    machine!("sinh", f64::sinh),
    machine!("cosh", f64::cosh),
    machine!("tanh", f64::tanh),
    method("hypot", &[DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Double(certain(double(a, 0).hypot(double(a, 1)))?))
    }),
    machine!("expm1", f64::exp_m1),
    machine!("log1p", f64::ln_1p),
    real!("toRadians", |x| x * 0.017_453_292_519_943_295),
    real!("toDegrees", |x| x * 57.295_779_513_082_32),
    method("round", &[DOUBLE], |_, _, a| Ok(Object::Long(round(double(a, 0))))),
    method("round", &[FLOAT], |_, _, a| {
        let rounded = round(double(a, 0)).clamp(i32::MIN.into(), i32::MAX.into());
        Ok(Object::Integer(rounded as i32))
    }),
    method("random", &[], |m, _, _| {
        m.heap.varies.random = true;
        let seed = f64::from(hash_of_long(m.heap.now).cast_unsigned());
        Ok(Object::Double(seed / f64::from(u32::MAX) * 0.999))
    }),
    method("toIntExact", &[LONG], |_, _, a| exact_int(i32::try_from(long(a, 0)).ok())),
    method("multiplyFull", &[INT, INT], |_, _, a| {
        Ok(Object::Long(i64::from(int(a, 0)) * i64::from(int(a, 1))))
    }),
    method("absExact", &[INT], |_, _, a| exact_int(int(a, 0).checked_abs())),
    method("absExact", &[LONG], |_, _, a| exact_long(long(a, 0).checked_abs())),
    real!("ulp", precise::ulp),
    float!("ulp", |x| {
        let size = x.abs();
        if size == f32::MAX {
            size - size.next_down()
        } else if size.is_finite() {
            size.next_up() - size
        } else {
            size
        }
    }),
    real_two!("nextAfter", precise::next_after),
    method("nextAfter", &[FLOAT, DOUBLE], |_, _, a| {
        let (from, to) = (float(a, 0), double(a, 1));
        Ok(Object::Float(if from.is_nan() || to.is_nan() {
            f32::NAN
        } else if f64::from(from) == to {
            to as f32
        } else if to > f64::from(from) {
            from.next_up()
        } else {
            from.next_down()
        }))
    }),
    real!("nextUp", f64::next_up),
    float!("nextUp", f32::next_up),
    real!("nextDown", f64::next_down),
    float!("nextDown", f32::next_down),
];
