//! Jackson's conversions of a single token.

use std::sync::Arc;

use super::token::Token;
use super::{INSTANTIATION, INVALID_DEFINITION, INVALID_FORMAT, MAPPING, MISMATCHED, Problem};
use crate::java::Data;
use crate::spinnaker::load::bind::java_type;
use crate::spinnaker::load::convert::Conversion;
use crate::spinnaker::load::convert::digit::in_ascii;
use crate::spinnaker::load::fields::{Constants, Type};
use crate::spinnaker::load::quantity::{self, NotAQuantity};

/// What a token became.
pub(super) enum Scalar {
    /// A value, or null.
    Data(Option<Data>),
    /// A value that cannot be written out again, with Java's message.
    Unwritable(String),
}

type Read = Result<Scalar, Problem>;

#[allow(clippy::unnecessary_wraps, reason = "every reading ends in one of these")]
fn data(data: Data) -> Read {
    Ok(Scalar::Data(Some(data)))
}

#[allow(clippy::unnecessary_wraps, reason = "every reading ends in one of these")]
fn null() -> Read {
    Ok(Scalar::Data(None))
}

/// "Cannot deserialize value of type … from …".
pub(super) fn mismatched(conversion: Conversion, ty: &Type, token: &Token) -> Problem {
    let to = match ty {
        Type::List(of) => format!("java.util.ArrayList<{}>", java_type(conversion.classes, of)),
        Type::Map(of) => format!(
            "java.util.LinkedHashMap<java.lang.String,{}>",
            java_type(conversion.classes, of)
        ),
        other => java_type(conversion.classes, other),
    };
    let from = token.described();
    Problem::new(MISMATCHED, format!("Cannot deserialize value of type `{to}` from {from}"))
}

/// "Cannot coerce empty String".
pub(super) fn not_from_empty(to: &str, text: &str) -> Problem {
    let what =
        if text.is_empty() { "empty String (\"\")" } else { "blank String (all whitespace)" };
    let hint = "(but could if coercion was enabled using `CoercionConfig`)";
    Problem::new(INVALID_FORMAT, format!("Cannot coerce {what} to `{to}` value {hint}"))
}

/// "no …-argument constructor".
pub(super) fn no_creator(to: &str, token: &Token) -> Problem {
    match token {
        Token::Float(None, text) => return malformed(text),
        Token::Embedded(_) => {
            let from = "native value (`JsonToken.VALUE_EMBEDDED_OBJECT`) of type `byte[]`";
            let message =
                format!("Cannot deserialize value of type `{to}` from {from}: incompatible types");
            return Problem::new(INVALID_FORMAT, message);
        }
        _ => {}
    }
    let argument = match token {
        Token::Boolean(truth, _) => format!(
            "no boolean/Boolean-argument constructor/factory method to deserialize from boolean value ({truth})"
        ),
        Token::Whole(_, text) => format!(
            "no int/Int-argument constructor/factory method to deserialize from Number value ({text})"
        ),
        Token::Float(_, text) => format!(
            "no double/Double-argument constructor/factory method to deserialize from Number value ({text})"
        ),
        Token::Text(text) => format!(
            "no String-argument constructor/factory method to deserialize from String value ('{text}')"
        ),
        _ => "cannot deserialize from Object value (no delegate- or property-based Creator)".into(),
    };
    let message = format!(
        "Cannot construct instance of `{to}` (although at least one Creator exists): {argument}"
    );
    Problem::new(MISMATCHED, message)
}

/// Reads a token as a type that is no list, map or bean.
pub(super) fn read(conversion: Conversion, token: &Token, ty: &Type) -> Read {
    if *token == Token::Null {
        return match ty {
            Type::PrimitiveBoolean => data(Data::Boolean(false)),
            Type::PrimitiveInteger => data(Data::Integer(0)),
            _ => null(),
        };
    }
    let java = || java_type(conversion.classes, ty);
    match ty {
        Type::Text => text(conversion, token),
        Type::Boolean | Type::PrimitiveBoolean => boolean(conversion, token, ty),
        Type::Integer | Type::PrimitiveInteger | Type::Long => whole(conversion, token, ty),
        Type::Quantity => match token {
            Token::Text(text) => quantity(&java(), text),
            Token::Array => Err(mismatched(conversion, ty, token)),
            _ => Err(no_creator(&java(), token)),
        },
        Type::IntOrString => match token {
            Token::Text(text) => data(Data::String(Arc::clone(text))),
            Token::Whole(number @ Data::Integer(_), _) => data(number.clone()),
            Token::Array => Err(mismatched(conversion, ty, token)),
            _ => Err(no_creator(&java(), token)),
        },
        Type::DateTime => {
            let message = "Java 8 date/time type `java.time.OffsetDateTime` not supported by default: \
                           add Module \"com.fasterxml.jackson.datatype:jackson-datatype-jsr310\" to \
                           enable handling (or disable `MapperFeature.REQUIRE_HANDLERS_FOR_JAVA8_TIMES`)";
            Err(Problem::new(INVALID_DEFINITION, message))
        }
        Type::Enum(constants) => constant(conversion, token, ty, constants),
        _ => Err(mismatched(conversion, ty, token)),
    }
}

/// A number that the parser cannot make out only when it is asked for.
pub(super) fn malformed(text: &str) -> Problem {
    let message = format!("Malformed numeric value '{text}'");
    Problem::new(MAPPING, message.clone())
        .caused("com.fasterxml.jackson.core.JsonParseException", message)
        .caused("java.lang.NumberFormatException", format!("For input string: \"{text}\""))
}

fn text(conversion: Conversion, token: &Token) -> Read {
    match token {
        Token::Text(text)
        | Token::Boolean(_, text)
        | Token::Whole(_, text)
        | Token::Embedded(text)
        | Token::Float(Some(_), text) => data(Data::String(Arc::clone(text))),
        Token::Float(None, text) => Err(malformed(text)),
        _ => Err(mismatched(conversion, &Type::Text, token)),
    }
}

/// Texts of nothing but white space, and `null`, are null to scalars.
fn is_textual_null(text: &str) -> bool {
    matches!(text.trim(), "" | "null")
}

fn weird(conversion: Conversion, ty: &Type, text: &str, why: &str) -> Problem {
    let to = java_type(conversion.classes, ty);
    let message = format!("Cannot deserialize value of type `{to}` from String \"{text}\": {why}");
    Problem::new(INVALID_FORMAT, message)
}

fn boolean(conversion: Conversion, token: &Token, ty: &Type) -> Read {
    let primitive = *ty == Type::PrimitiveBoolean;
    match token {
        Token::Boolean(truth, _) => data(Data::Boolean(*truth)),
        Token::Whole(number, _) => data(Data::Boolean(*number != Data::Integer(0))),
        Token::Text(text) => match text.trim() {
            "true" | "True" | "TRUE" => data(Data::Boolean(true)),
            "false" | "False" | "FALSE" => data(Data::Boolean(false)),
            trimmed if is_textual_null(trimmed) => {
                if primitive {
                    data(Data::Boolean(false))
                } else {
                    null()
                }
            }
            trimmed => {
                let known = if primitive {
                    "only \"true\"/\"True\"/\"TRUE\" or \"false\"/\"False\"/\"FALSE\" recognized"
                } else {
                    "only \"true\" or \"false\" recognized"
                };
                Err(weird(conversion, ty, trimmed, known))
            }
        },
        _ => Err(mismatched(conversion, ty, token)),
    }
}

fn whole(conversion: Conversion, token: &Token, ty: &Type) -> Read {
    let long = *ty == Type::Long;
    let fit = |number: i64| {
        if long { Some(Data::Long(number)) } else { i32::try_from(number).ok().map(Data::Integer) }
    };
    match token {
        Token::Whole(number, text) => {
            let number = match number {
                Data::Integer(number) => Some(i64::from(*number)),
                Data::Long(number) => Some(*number),
                _ => None,
            };
            number.and_then(fit).map_or_else(|| Err(overflow(text, long)), data)
        }
        Token::Float(None, text) => Err(malformed(text)),
        Token::Float(Some(number), text) => {
            #[allow(clippy::cast_precision_loss, reason = "Java compares with the same doubles")]
            let range = if long {
                i64::MIN as f64..=i64::MAX as f64
            } else {
                f64::from(i32::MIN)..=f64::from(i32::MAX)
            };
            if !range.contains(number) {
                return Err(overflow(text, long));
            }
            #[allow(clippy::cast_possible_truncation, reason = "Java's own narrowing of doubles")]
            let number = *number as i64;
            fit(number).map_or_else(|| Err(overflow(text, long)), data)
        }
        Token::Text(text) => match text.trim() {
            trimmed if is_textual_null(trimmed) => match ty {
                Type::PrimitiveInteger => data(Data::Integer(0)),
                _ => null(),
            },
            trimmed => in_ascii(trimmed).parse::<i64>().ok().and_then(fit).map_or_else(
                || {
                    let to = java_type(conversion.classes, ty);
                    Err(weird(conversion, ty, trimmed, &format!("not a valid `{to}` value")))
                },
                data,
            ),
        },
        _ => Err(mismatched(conversion, ty, token)),
    }
}

fn overflow(text: &str, long: bool) -> Problem {
    let (name, least, most) = if long {
        ("long", i64::MIN, i64::MAX)
    } else {
        ("int", i64::from(i32::MIN), i64::from(i32::MAX))
    };
    let message = format!("Numeric value ({text}) out of range of {name} ({least} - {most})");
    let class = "com.fasterxml.jackson.core.exc.InputCoercionException";
    Problem::new(MAPPING, message.clone()).caused(class, message)
}

fn quantity(to: &str, text: &str) -> Read {
    let problem = match quantity::parse(text) {
        Ok(quantity) => {
            return match quantity.write() {
                Ok(text) => data(Data::String(text.into())),
                Err(message) => Ok(Scalar::Unwritable(message)),
            };
        }
        Err(problem) => problem,
    };
    let (class, message) = match problem {
        NotAQuantity::Format(message) => {
            ("io.kubernetes.client.custom.QuantityFormatException", message)
        }
        NotAQuantity::OnlySuffix => (
            "java.lang.ArrayIndexOutOfBoundsException",
            "Index 0 out of bounds for length 0".to_owned(),
        ),
        NotAQuantity::Exponent => ("java.lang.ArithmeticException", "Invalid operation".to_owned()),
    };
    let outer = format!("Cannot construct instance of `{to}`, problem: {message}");
    Err(Problem::new(INSTANTIATION, outer).caused(class, message))
}

fn constant(conversion: Conversion, token: &Token, ty: &Type, constants: &Constants) -> Read {
    let chosen = |name: &&'static str| data(Data::String((*name).into()));
    match token {
        Token::Text(text) => {
            let trimmed = text.trim();
            if trimmed.is_empty() {
                return Err(not_from_empty(constants.class, text));
            }
            let plain = !(trimmed.len() > 1 && trimmed.starts_with('0'));
            let counts = trimmed.starts_with(|ch: char| ch.is_ascii_digit()) && plain;
            let index = trimmed.parse::<usize>().ok().filter(|_| counts);
            let found = constants.names.iter().find(|name| **name == trimmed);
            found.or_else(|| constants.names.get(index?)).map_or_else(
                || {
                    let names = constants.names.join(", ");
                    let why = format!("not one of the values accepted for Enum class: [{names}]");
                    Err(weird(conversion, ty, trimmed, &why))
                },
                chosen,
            )
        }
        Token::Whole(Data::Integer(number), text) => {
            let found = usize::try_from(*number).ok().and_then(|index| constants.names.get(index));
            found.map_or_else(
                || {
                    let to = constants.class;
                    let last = constants.names.len().saturating_sub(1);
                    let message = format!(
                        "Cannot deserialize value of type `{to}` from number {text}: index value \
                         outside legal index range [0..{last}]"
                    );
                    Err(Problem::new(INVALID_FORMAT, message))
                },
                chosen,
            )
        }
        Token::Whole(_, text) => Err(overflow(text, false)),
        _ => Err(mismatched(conversion, ty, token)),
    }
}
