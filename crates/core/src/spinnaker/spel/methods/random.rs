//! `java.util.Random`, JDK 17 (spel §10): a seed gives Java's own sequence,
//! without one the answer varies.

use super::super::class::Base;
use super::super::equal::hash_of_long;
use super::super::evaluate::Machine;
use super::super::heap::{Bean, Cell};
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::arguments::{
    DOUBLE, FLOAT, INT, LONG, double, float as argument, int, long, null_pointer, object,
};
use super::{Method, method, random_range, truth, unmodelled, void};

const MASK: i64 = (1 << 48) - 1;
const FACTOR: i64 = 0x5_DEEC_E66D;

fn scrambled(seed: i64) -> i64 {
    (seed ^ FACTOR) & MASK
}

fn create(m: &mut Machine<'_>, seed: i64) -> Object {
    let fields = vec![("seed", Object::Long(scrambled(seed))), ("gaussian", Object::Null)];
    m.heap.put(Cell::Bean(Bean { class: Base::Random, fields }))
}

pub(super) const NEW_RANDOM: &[Method] = &[
    method("Random", &[], |m, _, _| {
        m.heap.varies.random = true;
        Ok(create(m, m.heap.now))
    }),
    method("Random", &[LONG], |m, _, a| Ok(create(m, long(a, 0)))),
];

/// The next bits, at most 32.
#[allow(clippy::cast_possible_truncation, reason = "Java keeps the low 32 bits")]
pub(super) fn next(m: &mut Machine<'_>, o: &Object, bits: u32) -> i32 {
    let Object::Ref(id) = o else { return 0 };
    let Some(Cell::Bean(bean)) = m.heap.cell_mut(*id) else { return 0 };
    let Some((_, Object::Long(seed))) = bean.fields.first_mut() else { return 0 };
    *seed = seed.wrapping_mul(FACTOR).wrapping_add(11) & MASK;
    (*seed >> (48 - bits)) as i32
}

fn below(m: &mut Machine<'_>, o: &Object, most: i32) -> Step<Object> {
    if most <= 0 {
        return Err(thrown(ILLEGAL_ARGUMENT, "the bound must be positive"));
    }
    let mut bits = next(m, o, 31);
    if most & (most - 1) == 0 {
        let scaled = (i64::from(most) * i64::from(bits)) >> 31;
        return Ok(Object::Integer(i32::try_from(scaled).unwrap_or(0)));
    }
    let mut value = bits % most;
    while bits.wrapping_sub(value).wrapping_add(most - 1) < 0 {
        m.heap.spend(1)?;
        bits = next(m, o, 31);
        value = bits % most;
    }
    Ok(Object::Integer(value))
}

pub(super) fn real(m: &mut Machine<'_>, o: &Object) -> f64 {
    let high = i64::from(next(m, o, 26)) << 27;
    let bits = high + i64::from(next(m, o, 27));
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    let bits = bits as f64;
    bits * 2f64.powi(-53)
}

pub(super) fn float(m: &mut Machine<'_>, o: &Object) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "24 bits fit")]
    let bits = next(m, o, 24) as f32;
    bits / 16_777_216.0
}

pub(super) fn next_long(m: &mut Machine<'_>, o: &Object) -> i64 {
    let high = i64::from(next(m, o, 32)) << 32;
    high.wrapping_add(next(m, o, 32).into())
}

fn set_field(m: &mut Machine<'_>, o: &Object, name: &str, value: Object) -> Object {
    if let Object::Ref(id) = o
        && let Some(Cell::Bean(bean)) = m.heap.cell_mut(*id)
        && let Some(field) = bean.fields.iter_mut().find(|(field, _)| *field == name)
    {
        return std::mem::replace(&mut field.1, value);
    }
    Object::Null
}

/// `nextGaussian`: they are drawn in pairs, and the second is kept.
pub(super) fn gaussian(m: &mut Machine<'_>, o: &Object) -> Step<f64> {
    if let Object::Double(kept) = set_field(m, o, "gaussian", Object::Null) {
        return Ok(kept);
    }
    loop {
        m.heap.spend(1)?;
        let (x, y) = (2.0 * real(m, o) - 1.0, 2.0 * real(m, o) - 1.0);
        let size = x * x + y * y;
        if size < 1.0 && size > 0.0 {
            let factor = (-2.0 * random_range::log(size) / size).sqrt();
            set_field(m, o, "gaussian", Object::Double(y * factor));
            return Ok(x * factor);
        }
    }
}

/// `nextBytes`: four from each draw.
fn fill(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let Object::Ref(array) = object(a, 0) else { return Err(null_pointer()) };
    let length = m.heap.items(&object(a, 0)).unwrap_or_default().len();
    m.heap.spend(length)?;
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        bytes.extend(next(m, o, 32).to_le_bytes());
    }
    if let Some(Cell::Array(array)) = m.heap.cell_mut(array) {
        for (slot, byte) in array.items.iter_mut().zip(bytes) {
            *slot = Object::Byte(byte.cast_signed());
        }
    }
    Ok(Object::Null)
}

const CURVE: &str = "a random number by a curve of which the JDK has a table";

pub(super) const RANDOM: &[Method] = &[
    method("nextDouble", &[], |m, o, _| Ok(Object::Double(real(m, o)))),
    method("nextInt", &[], |m, o, _| Ok(Object::Integer(next(m, o, 32)))),
    method("nextInt", &[INT], |m, o, a| below(m, o, int(a, 0))),
    void("setSeed", &[LONG], |m, o, a| {
        set_field(m, o, "seed", Object::Long(scrambled(long(a, 0))));
        set_field(m, o, "gaussian", Object::Null);
        Ok(Object::Null)
    }),
    method("nextLong", &[], |m, o, _| Ok(Object::Long(next_long(m, o)))),
    truth("nextBoolean", &[], |m, o, _| Ok(Object::Boolean(next(m, o, 1) != 0))),
    method("nextFloat", &[], |m, o, _| Ok(Object::Float(float(m, o)))),
    method("nextGaussian", &[], |m, o, _| Ok(Object::Double(gaussian(m, o)?))),
    unmodelled("nextGaussian", &[DOUBLE, DOUBLE], CURVE),
    unmodelled("nextExponential", &[], CURVE),
    method("nextDouble", &[DOUBLE], |m, o, a| random_range::double(m, o, 0.0, double(a, 0))),
    method("nextDouble", &[DOUBLE, DOUBLE], |m, o, a| {
        random_range::double(m, o, double(a, 0), double(a, 1))
    }),
    method("nextFloat", &[FLOAT], |m, o, a| random_range::real32(m, o, 0.0, argument(a, 0))),
    method("nextFloat", &[FLOAT, FLOAT], |m, o, a| {
        random_range::real32(m, o, argument(a, 0), argument(a, 1))
    }),
    method("nextInt", &[INT, INT], |m, o, a| random_range::int(m, o, int(a, 0), int(a, 1))),
    method("nextLong", &[LONG], |m, o, a| random_range::long(m, o, 0, long(a, 0))),
    method("nextLong", &[LONG, LONG], |m, o, a| random_range::long(m, o, long(a, 0), long(a, 1))),
    void("nextBytes", &[Base::ByteType.array()], fill),
    truth("isDeprecated", &[], |_, _, _| Ok(Object::Boolean(false))),
    unmodelled("toString", &[], "a text that differs from run to run"),
];

/// Bits for a random identifier, from the sample's moment.
pub(super) fn sample_bits(m: &mut Machine<'_>) -> u128 {
    m.heap.varies.random = true;
    let mixed = u64::from(hash_of_long(m.heap.now).cast_unsigned());
    let spread = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    u128::from(spread) << 64 | u128::from(spread.rotate_left(31))
}
