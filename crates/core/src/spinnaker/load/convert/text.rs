//! Conversions from texts.

use std::sync::Arc;

use super::digit::digit;
use super::{
    Conversion, Converted, HTTP_METHODS, Unconvertible, cause, failed, no_converter, trim,
};
use crate::java::Data;
use crate::spinnaker::SpringBoot;
use crate::spinnaker::load::datetime::{self, Unreadable};
use crate::spinnaker::load::fields::{Constants, Type};
use crate::spinnaker::load::quantity::{self, NotAQuantity};
use crate::spinnaker::load::scalar::Scalar;

impl Conversion {
    /// A text as `ty`.
    pub(super) fn of_text(
        self,
        value: &Scalar,
        text: &Arc<str>,
        ty: &Type,
    ) -> Result<Converted, Unconvertible> {
        match ty {
            Type::Integer | Type::PrimitiveInteger => {
                whole(value, text, |number| i32::try_from(number).map(Data::Integer).ok())
            }
            Type::Long => whole(value, text, |number| i64::try_from(number).map(Data::Long).ok()),
            Type::Boolean | Type::PrimitiveBoolean => truth(value, text),
            Type::Quantity => quantity(value, text),
            Type::DateTime => self.date(value, text),
            Type::Enum(constants) => constant(value, text, constants),
            Type::HttpMethod if self.boot == SpringBoot::V2_7 => {
                constant(value, text, &HTTP_METHODS)
            }
            Type::Text | Type::IntOrString | Type::HttpMethod => {
                Ok(Data::String(Arc::clone(text)).into())
            }
            Type::Bean(name) => {
                let property = self.classes.get(name).and_then(|class| class.from_text.clone());
                let bean = property.map(|property| Converted::Bean(property, Arc::clone(text)));
                bean.ok_or_else(|| no_converter(value))
            }
            Type::Map(_) | Type::List(_) | Type::Object => Err(no_converter(value)),
        }
    }

    fn date(self, value: &Scalar, text: &str) -> Result<Converted, Unconvertible> {
        if text.trim().is_empty() {
            return Ok(Converted::Nothing);
        }
        let problem = match datetime::parse(text) {
            Ok(date) => return Ok(Data::String(date.write(self.boot).into()).into()),
            Err(problem) => problem,
        };
        let shown: String = match text.char_indices().nth(64) {
            Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
            None => text.to_owned(),
        };
        let (reason, wrong) = match problem {
            Unreadable::Form(at) => (format!(" at index {at}"), None),
            Unreadable::Rest(at) => (format!(", unparsed text found at index {at}"), None),
            Unreadable::Value(value) => (format!(": {value}"), Some(value)),
        };
        let attempt = format!("Parse attempt failed for value [{text}]");
        let reason = format!("Text '{shown}' could not be parsed{reason}");
        let mut causes = vec![
            cause("java.lang.IllegalArgumentException", attempt),
            cause("java.time.format.DateTimeParseException", reason),
        ];
        causes.extend(wrong.map(|wrong| cause("java.time.DateTimeException", wrong)));
        Err(failed(value, causes))
    }
}

/// `NumberUtils.parseNumber`: all white space goes, `0x` and `#` are
/// hexadecimal, everything else decimal.
fn whole(
    value: &Scalar,
    text: &str,
    fit: impl Fn(i128) -> Option<Data>,
) -> Result<Converted, Unconvertible> {
    if text.is_empty() {
        return Ok(Converted::Nothing);
    }
    let trimmed: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.as_str()),
    };
    let hexadecimal = ["0x", "0X", "#"].iter().find_map(|prefix| digits.strip_prefix(prefix));
    let number = match hexadecimal {
        Some(digits) => unsigned(digits, 16).map(|number| if negative { -number } else { number }),
        None if negative => unsigned(digits, 10).map(|number| -number),
        None => unsigned(digits.strip_prefix('+').unwrap_or(digits), 10),
    };
    number.and_then(fit).map(Converted::Data).ok_or_else(|| {
        let shown = hexadecimal.map_or(trimmed.clone(), |digits| {
            format!("{}{digits}", if negative { "-" } else { "" })
        });
        let radix = if hexadecimal.is_some() { " under radix 16" } else { "" };
        let message = match shown.as_str() {
            "" if hexadecimal.is_some() => "Zero length string".to_owned(),
            shown => format!("For input string: \"{shown}\"{radix}"),
        };
        failed(value, vec![cause("java.lang.NumberFormatException", message)])
    })
}

fn unsigned(digits: &str, radix: u32) -> Option<i128> {
    if digits.is_empty() {
        return None;
    }
    // Past what a long holds the exact number does not matter.
    digits.chars().try_fold(0, |number: i128, ch| {
        Some((number * i128::from(radix) + i128::from(digit(ch, radix)?)).min(i128::from(u64::MAX)))
    })
}

fn truth(value: &Scalar, text: &str) -> Result<Converted, Unconvertible> {
    match trim(text).to_lowercase().as_str() {
        "" => Ok(Converted::Nothing),
        "true" | "on" | "yes" | "1" => Ok(Data::Boolean(true).into()),
        "false" | "off" | "no" | "0" => Ok(Data::Boolean(false).into()),
        _ => {
            let message = format!("Invalid boolean value '{text}'");
            Err(failed(value, vec![cause("java.lang.IllegalArgumentException", message)]))
        }
    }
}

fn quantity(value: &Scalar, text: &str) -> Result<Converted, Unconvertible> {
    let refused = |class, message: String| Err(failed(value, vec![cause(class, message)]));
    match quantity::parse(text) {
        Ok(quantity) => Ok(match quantity.write() {
            Ok(text) => Converted::Data(Data::String(text.into())),
            Err(message) => Converted::Unwritable(message),
        }),
        Err(NotAQuantity::Format(message)) => {
            refused("io.kubernetes.client.custom.QuantityFormatException", message)
        }
        Err(NotAQuantity::OnlySuffix) => refused(
            "java.lang.ArrayIndexOutOfBoundsException",
            "Index 0 out of bounds for length 0".into(),
        ),
        Err(NotAQuantity::Exponent) => {
            refused("java.lang.ArithmeticException", "Invalid operation".into())
        }
    }
}

/// Case and everything but letters and digits are ignored; `true` also finds
/// `on`, `false` finds `off`.
pub(super) fn constant(
    value: &Scalar,
    text: &str,
    constants: &Constants,
) -> Result<Converted, Unconvertible> {
    let text = trim(text);
    if text.is_empty() {
        return Ok(Converted::Nothing);
    }
    let canonical = |text: &str| -> String {
        text.chars().filter(|ch| ch.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let wanted = canonical(text);
    let alias = match wanted.as_str() {
        "true" => "on",
        "false" => "off",
        _ => "",
    };
    let found = constants.names.iter().find(|name| **name == text).or_else(|| {
        constants.names.iter().find(|name| {
            let name = canonical(name);
            name == wanted || (!alias.is_empty() && name == alias)
        })
    });
    found.map(|name| Converted::Data(Data::String((*name).into()))).ok_or_else(|| {
        let class = constants.class.replace('$', ".");
        let message = format!("No enum constant {class}.{text}");
        failed(value, vec![cause("java.lang.IllegalArgumentException", message)])
    })
}
