//! `BigInteger`, JDK 17 (spel §10): what Jackson makes of a number beyond
//! `long`. What returns another one is not allowed and thus not here.

use num_bigint::BigInt;

use super::super::class::{Base, Class};
use super::super::number::{self, as_long};
use super::super::object::Object;
use super::super::stop::{Step, bound, thrown};
use super::arguments::{INT, OBJECT, int};
use super::integers::{compare_to, equals, hash_code, narrow, to_string};
use super::{Method, method, truth};
use crate::limits;

const BOXED_BIG: Class = Base::BigInteger.class();

fn exact(o: &Object, least: i64, most: i64) -> Step<i64> {
    let Object::BigInteger(number) = o else { return Ok(as_long(o)) };
    i64::try_from(number.as_ref())
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| thrown("ArithmeticException", "the number does not fit"))
}

#[allow(clippy::cast_possible_truncation, reason = "the range was checked")]
pub(super) const BIG_INTEGER: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("toString", &[INT], |_, o, a| {
        let radix = u32::try_from(int(a, 0)).ok().filter(|radix| (2..=36).contains(radix));
        Ok(Object::text(number::as_big(o).to_str_radix(radix.unwrap_or(10))))
    }),
    method("hashCode", &[], hash_code),
    method("signum", &[], |_, o, _| {
        Ok(Object::Integer(number::as_big(o).cmp(&num_bigint::BigInt::ZERO) as i32))
    }),
    method("compareTo", &[BOXED_BIG], compare_to),
    method("intValue", &[], narrow::int),
    method("longValue", &[], narrow::long),
    method("floatValue", &[], narrow::float),
    method("doubleValue", &[], narrow::double),
    method("longValueExact", &[], |_, o, _| Ok(Object::Long(exact(o, i64::MIN, i64::MAX)?))),
    method("intValueExact", &[], |_, o, _| {
        Ok(Object::Integer(exact(o, i32::MIN.into(), i32::MAX.into())? as i32))
    }),
    method("shortValueExact", &[], |_, o, _| {
        Ok(Object::Short(exact(o, i16::MIN.into(), i16::MAX.into())? as i16))
    }),
    method("byteValueExact", &[], |_, o, _| {
        Ok(Object::Byte(exact(o, i8::MIN.into(), i8::MAX.into())? as i8))
    }),
    method("byteValue", &[], narrow::byte),
    method("shortValue", &[], narrow::short),
    method("bitCount", &[], |_, o, _| {
        let count: u32 = without_sign(o).iter_u64_digits().map(u64::count_ones).sum();
        Ok(Object::Integer(count.cast_signed()))
    }),
    method("bitLength", &[], |_, o, _| {
        Ok(Object::Integer(i32::try_from(without_sign(o).bits()).unwrap_or(i32::MAX)))
    }),
    truth("testBit", &[INT], |_, o, a| {
        let negative = |_| thrown("ArithmeticException", "the bit's place is negative");
        let place = u64::try_from(int(a, 0)).map_err(negative)?;
        Ok(Object::Boolean(number::as_big(o).bit(place)))
    }),
    method("getLowestSetBit", &[], |_, o, _| {
        let lowest = number::as_big(o).trailing_zeros();
        Ok(Object::Integer(lowest.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1)))
    }),
    method("toByteArray", &[], |m, o, _| {
        let bytes = number::as_big(o).to_signed_bytes_be();
        m.heap.spend(bytes.len())?;
        let items = bytes.into_iter().map(|byte| Object::Byte(byte.cast_signed())).collect();
        Ok(m.heap.array(Base::ByteType.class(), items))
    }),
    truth("isProbablePrime", &[INT], |m, o, a| {
        let number = number::as_big(o).magnitude().clone();
        if number.bits() > limits::SPEL_PRIME_BITS {
            return Err(bound("a prime of so many digits"));
        }
        m.heap.spend(usize::try_from(number.bits()).unwrap_or(usize::MAX))?;
        Ok(Object::Boolean(int(a, 0) <= 0 || is_prime(&number)))
    }),
];

/// The magnitude; of a negative number that of its complement, whose bits
/// are those that differ from the sign.
fn without_sign(o: &Object) -> num_bigint::BigUint {
    let number = number::as_big(o);
    if number < BigInt::ZERO {
        (number + BigInt::from(1)).magnitude().clone()
    } else {
        number.magnitude().clone()
    }
}

/// Miller and Rabin's test with the first primes as bases: exact far beyond
/// `long`, and no known number fools it.
fn is_prime(number: &num_bigint::BigUint) -> bool {
    const BASES: [u32; 16] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];
    let one = num_bigint::BigUint::from(1u8);
    if *number <= one {
        return false;
    }
    for base in BASES {
        let rest: num_bigint::BigUint = number % base;
        if rest.bits() == 0 {
            return *number == num_bigint::BigUint::from(base);
        }
    }
    let less = number - &one;
    let twos = less.trailing_zeros().unwrap_or(0);
    let odd = &less >> twos;
    BASES.into_iter().all(|base| {
        let mut power = num_bigint::BigUint::from(base).modpow(&odd, number);
        if power == one || power == less {
            return true;
        }
        (1..twos).any(|_| {
            power = &power * &power % number;
            power == less
        })
    })
}
