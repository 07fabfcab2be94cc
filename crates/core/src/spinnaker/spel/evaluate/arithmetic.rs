//! `+ - * / % ^ ++ --` with Java's promotions (spel §9).

use num_bigint::BigInt;

use super::Machine;
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::convert;
use crate::spinnaker::spel::methods;
use crate::spinnaker::spel::number::{as_big, as_double, as_float, as_int, as_long};
use crate::spinnaker::spel::object::{Object, Typed};
use crate::spinnaker::spel::stop::{Step, Stop, bound, spel, thrown};
use crate::spinnaker::spel::syntax::{Node, Operator};
use crate::spinnaker::spel::{text, units};

/// The type that two numbers are calculated in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Double,
    Float,
    Big,
    Long,
    Int,
}

fn rank(left: &Object, right: &Object) -> Rank {
    let any = |test: fn(&Object) -> bool| test(left) || test(right);
    if any(|number| matches!(number, Object::Double(_))) {
        Rank::Double
    } else if any(|number| matches!(number, Object::Float(_))) {
        Rank::Float
    } else if any(|number| matches!(number, Object::BigInteger(_))) {
        Rank::Big
    } else if any(|number| matches!(number, Object::Long(_))) {
        Rank::Long
    } else {
        Rank::Int
    }
}

/// Longest text that Spring's `+` makes.
const CONCATENATED: usize = 100_000;
/// Longest text that Spring's `*` makes.
const REPEATED: i64 = 256;
/// Most bits of a `BigInteger` that is calculated.
const BITS: u64 = 1 << 20;

fn by_zero() -> Stop {
    thrown("ArithmeticException", "division by zero")
}

fn unsupported(operator: Operator) -> Stop {
    spel(format!("the operands are none that {operator:?} takes"))
}

fn calculate(operator: Operator, left: &Object, right: &Object) -> Step<Object> {
    use Operator::{Add, Divide, Multiply, Remainder, Subtract};
    Ok(match rank(left, right) {
        Rank::Double => {
            let (a, b) = (as_double(left), as_double(right));
            Object::Double(match operator {
                Add => a + b,
                Subtract => a - b,
                Multiply => a * b,
                Divide => a / b,
                Remainder => a % b,
            })
        }
        Rank::Float => {
            let (a, b) = (as_float(left), as_float(right));
            Object::Float(match operator {
                Add => a + b,
                Subtract => a - b,
                Multiply => a * b,
                Divide => a / b,
                Remainder => a % b,
            })
        }
        Rank::Big => big(operator, &as_big(left), &as_big(right))?,
        Rank::Long => {
            let (a, b) = (as_long(left), as_long(right));
            Object::Long(match operator {
                Add => a.wrapping_add(b),
                Subtract => a.wrapping_sub(b),
                Multiply => a.wrapping_mul(b),
                Divide | Remainder if b == 0 => return Err(by_zero()),
                Divide => a.wrapping_div(b),
                Remainder => a.wrapping_rem(b),
            })
        }
        Rank::Int => {
            let (a, b) = (as_int(left), as_int(right));
            Object::Integer(match operator {
                Add => a.wrapping_add(b),
                Subtract => a.wrapping_sub(b),
                Multiply => a.wrapping_mul(b),
                Divide | Remainder if b == 0 => return Err(by_zero()),
                Divide => a.wrapping_div(b),
                Remainder => a.wrapping_rem(b),
            })
        }
    })
}

fn big(operator: Operator, left: &BigInt, right: &BigInt) -> Step<Object> {
    use Operator::{Add, Divide, Multiply, Remainder, Subtract};
    let zero = right.bits() == 0;
    let result = match operator {
        Add => left + right,
        Subtract => left - right,
        Multiply if left.bits() + right.bits() > BITS => return Err(bound("a number too large")),
        Multiply => left * right,
        Divide | Remainder if zero => return Err(by_zero()),
        Divide => left / right,
        Remainder => left % right,
    };
    Ok(Object::BigInteger(result.into()))
}

impl Machine<'_> {
    pub(super) fn chain(&mut self, first: &Node, rest: &[(Operator, Node)]) -> Step<Typed> {
        let mut left = self.value(first)?;
        for (operator, right) in rest {
            let right = self.value(right)?;
            left = self.binary(*operator, &left, &right)?.into();
        }
        Ok(left)
    }

    fn binary(&mut self, operator: Operator, left: &Typed, right: &Typed) -> Step<Object> {
        let (a, b) = (&left.value, &right.value);
        if a.is_number() && b.is_number() {
            self.track()?;
            return calculate(operator, a, b);
        }
        match (operator, a, b) {
            (Operator::Add, Object::String(_), _) | (Operator::Add, _, Object::String(_)) => {
                self.concatenate(left, right)
            }
            (Operator::Subtract, Object::String(text), Object::Integer(by))
                if units::length(text) == 1 =>
            {
                self.track()?;
                let unit = i32::from(units::char_at(text, 0)?).wrapping_sub(*by);
                #[allow(clippy::cast_possible_truncation, reason = "Java casts to char")]
                let unit = unit.cast_unsigned() as u16;
                Ok(Object::String(units::unit_text(unit)?))
            }
            (Operator::Multiply, Object::String(text), Object::Integer(count)) => {
                if *count < 0 {
                    return Err(spel("a text cannot be repeated a negative number of times"));
                }
                let length = i64::from(units::int_length(text)) * i64::from(*count);
                if length > REPEATED {
                    return Err(spel("a repeated text may have 256 characters"));
                }
                self.track()?;
                Ok(Object::text(text.repeat(usize::try_from(*count).unwrap_or(0))))
            }
            _ => Err(unsupported(operator)),
        }
    }

    /// One side is a text; the other becomes one by Spring's conversion where
    /// it has one, else by `toString`.
    fn concatenate(&mut self, left: &Typed, right: &Typed) -> Step<Object> {
        let too_long = || spel("a concatenated text may have 100,000 characters");
        let check = |text: &str| {
            if units::length(text) > CONCATENATED { Err(too_long()) } else { Ok(()) }
        };
        let both = left.value.as_str().is_some() && right.value.as_str().is_some();
        let (known, other) =
            if left.value.as_str().is_some() { (left, right) } else { (right, left) };
        let known = known.value.as_str().unwrap_or("");
        check(known)?;
        let converted = match &other.value {
            Object::Null => "null".into(),
            Object::String(text) if both => text.clone(),
            _ => self.concatenated(other)?,
        };
        check(&converted)?;
        let joined = if left.value.as_str().is_some() {
            format!("{known}{converted}")
        } else {
            format!("{converted}{known}")
        };
        check(&joined)?;
        self.track()?;
        self.heap.spend(joined.len())?;
        Ok(Object::text(joined))
    }

    fn concatenated(&mut self, value: &Typed) -> Step<std::sync::Arc<str>> {
        let class = self.heap.class_of(&value.value);
        if convert::can_convert(class, value.shape, Base::String.class()) {
            let text = convert::as_text(&mut self.heap, value)?;
            return Ok(text.unwrap_or_else(|| "null".into()));
        }
        Ok(text::to_text(&mut self.heap, &value.value)?.into())
    }

    pub(super) fn power(&mut self, left: &Node, right: &Node) -> Step<Typed> {
        let left = self.value(left)?.value;
        let right = self.value(right)?.value;
        if !(left.is_number() && right.is_number()) {
            return Err(spel("only numbers have powers"));
        }
        self.track()?;
        if let Object::BigInteger(base) = &left {
            let exponent = u32::try_from(as_int(&right))
                .map_err(|_| thrown("ArithmeticException", "a negative exponent"))?;
            if base.bits().saturating_mul(exponent.into()) > BITS {
                return Err(bound("a number too large"));
            }
            return Ok(Object::BigInteger(base.pow(exponent).into()).into());
        }
        let number = methods::pow(as_double(&left), as_double(&right))?;
        let any = |test: fn(&Object) -> bool| test(&left) || test(&right);
        if any(|number| matches!(number, Object::Double(_) | Object::Float(_))) {
            return Ok(Object::Double(number).into());
        }
        let long = any(|number| matches!(number, Object::Long(_)));
        #[allow(clippy::cast_possible_truncation, reason = "Java saturates just so")]
        let result = if number > f64::from(i32::MAX) || long {
            Object::Long(number as i64)
        } else {
            Object::Integer(number as i32)
        };
        Ok(result.into())
    }

    pub(super) fn plus(&mut self, operand: &Node) -> Step<Typed> {
        let value = self.value(operand)?.value;
        if !value.is_number() {
            return Err(unsupported(Operator::Add));
        }
        self.track()?;
        Ok(value.into())
    }

    pub(super) fn minus(&mut self, operand: &Node) -> Step<Typed> {
        let value = self.value(operand)?.value;
        if !value.is_number() {
            return Err(unsupported(Operator::Subtract));
        }
        self.track()?;
        Ok(match value {
            Object::Double(number) => Object::Double(0.0 - number),
            Object::Float(number) => Object::Float(0.0 - number),
            Object::BigInteger(number) => Object::BigInteger((-number.as_ref()).into()),
            Object::Long(number) => Object::Long(number.wrapping_neg()),
            other => Object::Integer(as_int(&other).wrapping_neg()),
        }
        .into())
    }

    /// `++` and `--`: the old value is kept for the postfix form.
    pub(super) fn step(&mut self, operand: &Node, by: i32, postfix: bool) -> Step<Typed> {
        let reference = self.reference(operand)?;
        let old = self.load(&reference)?;
        if !old.value.is_number() {
            return Err(spel("only a number can be counted up or down"));
        }
        self.track()?;
        let new = calculate(Operator::Add, &old.value, &Object::Integer(by))?;
        self.track()?;
        self.store(&reference, new.clone())?;
        Ok(if postfix { old } else { new.into() })
    }
}
