//! `java.util.Random`, JDK 17 (spel §10): a seed gives Java's own sequence,
//! without one the answer varies.

use super::super::class::Base;
use super::super::equal::hash_of_long;
use super::super::evaluate::Machine;
use super::super::heap::{Bean, Cell};
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::arguments::{DOUBLE, FLOAT, INT, LONG, int, long};
use super::{Method, method, truth, unmodelled, void};

const MASK: i64 = (1 << 48) - 1;
const FACTOR: i64 = 0x5_DEEC_E66D;

fn scrambled(seed: i64) -> i64 {
    (seed ^ FACTOR) & MASK
}

fn create(m: &mut Machine<'_>, seed: i64) -> Object {
    let fields = vec![("seed", Object::Long(scrambled(seed)))];
    m.heap.put(Cell::Bean(Bean { class: Base::Random, fields }))
}

pub(super) const NEW_RANDOM: &[Method] = &[
    method("Random", &[], |m, _, _| {
        m.heap.varies.random = true;
        Ok(create(m, m.world.now))
    }),
    method("Random", &[LONG], |m, _, a| Ok(create(m, long(a, 0)))),
];

/// The next bits, at most 32.
#[allow(clippy::cast_possible_truncation, reason = "Java keeps the low 32 bits")]
fn next(m: &mut Machine<'_>, o: &Object, bits: u32) -> i32 {
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

fn real(m: &mut Machine<'_>, o: &Object) -> f64 {
    let high = i64::from(next(m, o, 26)) << 27;
    let bits = high + i64::from(next(m, o, 27));
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    let bits = bits as f64;
    bits * 2f64.powi(-53)
}

const RANGE: &str = "a random number from a range";

pub(super) const RANDOM: &[Method] = &[
    method("nextDouble", &[], |m, o, _| Ok(Object::Double(real(m, o)))),
    method("nextInt", &[], |m, o, _| Ok(Object::Integer(next(m, o, 32)))),
    method("nextInt", &[INT], |m, o, a| below(m, o, int(a, 0))),
    void("setSeed", &[LONG], |m, o, a| {
        let seed = scrambled(long(a, 0));
        if let Object::Ref(id) = o
            && let Some(Cell::Bean(bean)) = m.heap.cell_mut(*id)
            && let Some(field) = bean.fields.first_mut()
        {
            field.1 = Object::Long(seed);
        }
        Ok(Object::Null)
    }),
    method("nextLong", &[], |m, o, _| {
        let high = i64::from(next(m, o, 32)) << 32;
        Ok(Object::Long(high.wrapping_add(next(m, o, 32).into())))
    }),
    truth("nextBoolean", &[], |m, o, _| Ok(Object::Boolean(next(m, o, 1) != 0))),
    method("nextFloat", &[], |m, o, _| {
        #[allow(clippy::cast_precision_loss, reason = "24 bits fit")]
        let bits = next(m, o, 24) as f32;
        Ok(Object::Float(bits / 16_777_216.0))
    }),
    unmodelled("nextGaussian", &[], "a random number by the bell curve"),
    unmodelled("nextGaussian", &[DOUBLE, DOUBLE], "a random number by the bell curve"),
    unmodelled("nextExponential", &[], "a random number by a curve"),
    unmodelled("nextDouble", &[DOUBLE], RANGE),
    unmodelled("nextDouble", &[DOUBLE, DOUBLE], RANGE),
    unmodelled("nextFloat", &[FLOAT], RANGE),
    unmodelled("nextFloat", &[FLOAT, FLOAT], RANGE),
    unmodelled("nextInt", &[INT, INT], RANGE),
    unmodelled("nextLong", &[LONG], RANGE),
    unmodelled("nextLong", &[LONG, LONG], RANGE),
    unmodelled("nextBytes", &[Base::ByteType.array()], "random bytes"),
    truth("isDeprecated", &[], |_, _, _| Ok(Object::Boolean(false))),
    unmodelled("toString", &[], "a text that differs from run to run"),
];

/// Bits for a random identifier, from the sample's moment.
pub(super) fn sample_bits(m: &mut Machine<'_>) -> u128 {
    m.heap.varies.random = true;
    let mixed = u64::from(hash_of_long(m.world.now).cast_unsigned());
    let spread = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    u128::from(spread) << 64 | u128::from(spread.rotate_left(31))
}
