//! Conversions from numbers.

use num_bigint::BigInt;

use super::text::constant;
use super::{Conversion, Converted, HTTP_METHODS, Unconvertible, cause, failed, no_converter};
use crate::java::Data;
use crate::spinnaker::SpringBoot;
use crate::spinnaker::load::fields::{Constants, Type};
use crate::spinnaker::load::scalar::{Scalar, class_of, text_of};

impl Conversion {
    /// A number or a truth value.
    pub(super) fn of_number(
        self,
        value: &Scalar,
        from: &Data,
        ty: &Type,
    ) -> Result<Converted, Unconvertible> {
        match (from, ty) {
            (_, Type::Text) => Ok(Data::String(text_of(from)).into()),
            (Data::Boolean(truth), Type::Boolean | Type::PrimitiveBoolean) => {
                Ok(Data::Boolean(*truth).into())
            }
            (Data::Boolean(_), Type::Enum(constants)) => constant(value, &text_of(from), constants),
            (Data::Boolean(_), Type::HttpMethod) if self.boot == SpringBoot::V2_7 => {
                constant(value, &text_of(from), &HTTP_METHODS)
            }
            (Data::Integer(number), Type::Enum(constants)) => ordinal(value, *number, constants),
            (Data::Integer(number), Type::HttpMethod) if self.boot == SpringBoot::V2_7 => {
                ordinal(value, *number, &HTTP_METHODS)
            }
            (Data::Boolean(_), _) => Err(no_converter(value)),
            (_, Type::Integer | Type::PrimitiveInteger) => {
                let narrow = |number: i64| i32::try_from(number).ok().map(Data::Integer);
                narrowed(value, from, "java.lang.Integer", narrow)
            }
            (_, Type::Long) => {
                narrowed(value, from, "java.lang.Long", |number| Some(Data::Long(number)))
            }
            _ => Err(no_converter(value)),
        }
    }
}

/// A number for an enum counts its constants.
fn ordinal(value: &Scalar, number: i32, constants: &Constants) -> Result<Converted, Unconvertible> {
    let found = usize::try_from(number).ok().and_then(|index| constants.names.get(index));
    found.map(|name| Converted::Data(Data::String((*name).into()))).ok_or_else(|| {
        let length = constants.names.len();
        let message = format!("Index {number} out of bounds for length {length}");
        failed(value, vec![cause("java.lang.ArrayIndexOutOfBoundsException", message)])
    })
}

/// `NumberUtils.convertNumberToTargetClass`: fractions are cut off, what is
/// too large is refused.
fn narrowed(
    value: &Scalar,
    from: &Data,
    to: &str,
    fit: impl Fn(i64) -> Option<Data>,
) -> Result<Converted, Unconvertible> {
    let number = match from {
        Data::Integer(number) => Some(i64::from(*number)),
        Data::Long(number) => Some(*number),
        Data::BigInteger(number) => long(number),
        #[allow(clippy::cast_possible_truncation, reason = "Java's own narrowing of doubles")]
        Data::Double(number) => Some(*number as i64),
        _ => None,
    };
    number.and_then(fit).map(Converted::Data).ok_or_else(|| {
        let class = class_of(from);
        let number = text_of(from);
        let message = format!(
            "Could not convert number [{number}] of type [{class}] to target class [{to}]: overflow"
        );
        failed(value, vec![cause("java.lang.IllegalArgumentException", message)])
    })
}

fn long(number: &BigInt) -> Option<i64> {
    i64::try_from(number).ok()
}
