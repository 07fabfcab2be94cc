//! Texts under `!!int` and `!!float`, which SnakeYAML reads whatever they
//! look like.

use num_bigint::BigInt;

use crate::spinnaker::spel::number::{bad_number, parse_double};
use crate::spinnaker::spel::object::Object;
use crate::spinnaker::spel::stop::{Step, thrown};

fn unsigned(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn empty() -> crate::spinnaker::spel::stop::Stop {
    thrown("ConstructorException", "a number is empty")
}

/// `!!int`.
pub(super) fn integer(text: &str) -> Step<Object> {
    let plain = text.replace('_', "");
    if plain.is_empty() {
        return Err(empty());
    }
    let (negative, digits) = unsigned(&plain);
    if digits == "0" {
        return Ok(Object::Integer(0));
    }
    if let Some(rest) = digits.strip_prefix("0b") {
        return number(negative, rest, 2);
    }
    if let Some(rest) = digits.strip_prefix("0x") {
        return number(negative, rest, 16);
    }
    if let Some(rest) = digits.strip_prefix('0') {
        return number(negative, rest, 8);
    }
    if !digits.contains(':') {
        return number(negative, digits, 10);
    }
    let (mut total, mut weight) = (0i32, 1i32);
    for part in digits.trim_end_matches(':').rsplit(':') {
        let part: i64 = part.parse().map_err(|_| bad_number(part))?;
        #[allow(clippy::cast_possible_truncation, reason = "Java narrows just so")]
        let product = part.wrapping_mul(weight.into()) as i32;
        total = total.wrapping_add(product);
        weight = weight.wrapping_mul(60);
    }
    number(negative, &total.to_string(), 10)
}

fn number(negative: bool, digits: &str, radix: u32) -> Step<Object> {
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    let body = signed.strip_prefix(['-', '+']).unwrap_or(&signed);
    if body.is_empty() || !body.chars().all(|c| c.is_digit(radix)) {
        return Err(bad_number(digits));
    }
    let number = BigInt::parse_bytes(signed.as_bytes(), radix).ok_or_else(|| bad_number(digits))?;
    Ok(match (i32::try_from(&number), i64::try_from(&number)) {
        (Ok(number), _) => Object::Integer(number),
        (_, Ok(number)) => Object::Long(number),
        _ => Object::BigInteger(number.into()),
    })
}

/// `!!float`.
pub(super) fn float(text: &str) -> Step<Object> {
    let plain = text.replace('_', "");
    if plain.is_empty() {
        return Err(empty());
    }
    let (negative, digits) = unsigned(&plain);
    let sign = if negative { -1.0 } else { 1.0 };
    match digits.to_lowercase().as_str() {
        ".inf" => return Ok(Object::Double(sign * f64::INFINITY)),
        ".nan" => return Ok(Object::Double(f64::NAN)),
        _ => {}
    }
    if !digits.contains(':') {
        return Ok(Object::Double(parse_double(digits)? * sign));
    }
    let (mut total, mut weight) = (0.0, 1i32);
    for part in digits.trim_end_matches(':').rsplit(':') {
        total += parse_double(part)? * f64::from(weight);
        weight = weight.wrapping_mul(60);
    }
    Ok(Object::Double(sign * total))
}
