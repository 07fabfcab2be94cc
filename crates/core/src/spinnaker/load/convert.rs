//! Spring's conversions of one value to the type that its key wants
//! (orca-semantics §1.7-§1.9). Messages are Spring's.

use std::sync::Arc;

use num_bigint::BigInt;

use super::datetime;
use super::failure::Cause;
use super::fields::{Classes, Constants, Type};
use super::quantity::{self, NotAQuantity};
use super::scalar::{Scalar, class_of, text_of};
use crate::java::Data;
use crate::spinnaker::SpringBoot;

/// What a value became.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Converted {
    /// Null: the property stays as it was.
    Nothing,
    /// A value as it is written out.
    Data(Data),
    /// A bean of which this one property is set.
    Bean(Arc<str>, Arc<str>),
    /// A value that cannot be written out, with Java's message.
    Unwritable(String),
    /// A list, items converted.
    List(Vec<Self>),
    /// An empty map.
    EmptyMap,
}

/// Why a value cannot be converted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unconvertible {
    /// Spring knows no way from the one type to the other.
    NoConverter {
        /// The value's type.
        from: String,
    },
    /// The way that it knows failed.
    Failed {
        /// The value's type.
        from: String,
        /// The value, as messages show it.
        value: String,
        /// The type that it could not become, where that is an item's.
        to: Option<Type>,
        /// What went wrong, outermost first.
        causes: Vec<Cause>,
    },
}

/// Converts for one release.
#[derive(Clone, Copy)]
pub(super) struct Conversion {
    /// The Spring Boot line.
    pub(super) boot: SpringBoot,
    /// Its classes.
    pub(super) classes: &'static Classes,
}

fn data(data: Data) -> Result<Converted, Unconvertible> {
    Ok(Converted::Data(data))
}

fn cause(class: &'static str, message: impl Into<String>) -> Cause {
    Cause { class, message: message.into() }
}

fn failed(value: &Scalar, causes: Vec<Cause>) -> Unconvertible {
    let value_text = value.to_text().to_string();
    Unconvertible::Failed { from: type_name(value), value: value_text, to: None, causes }
}

fn no_converter(value: &Scalar) -> Unconvertible {
    Unconvertible::NoConverter { from: type_name(value) }
}

/// The value's type as messages name it.
fn type_name(value: &Scalar) -> String {
    match value {
        Scalar::Data(data) => class_of(data).to_owned(),
        Scalar::Bytes(_) => "byte[]".to_owned(),
        Scalar::EmptyList => "java.util.ArrayList<?>".to_owned(),
        Scalar::EmptyMap => "java.util.LinkedHashMap<?, ?>".to_owned(),
    }
}

impl Conversion {
    /// The version of client-java.
    pub(super) fn client_java(self) -> &'static str {
        match self.boot {
            SpringBoot::V2_7 => "13.0.2",
            SpringBoot::V3_1 => "17.0.2",
            SpringBoot::V3_5 => "19.0.3",
        }
    }

    /// The value as `ty`; primitives refuse null.
    pub(super) fn convert(self, value: &Scalar, ty: &Type) -> Result<Converted, Unconvertible> {
        let converted = self.boxed(value, ty)?;
        let primitive = matches!(ty, Type::PrimitiveInteger | Type::PrimitiveBoolean);
        if primitive && converted == Converted::Nothing {
            let message = "A null value cannot be assigned to a primitive type";
            let causes = vec![cause("java.lang.IllegalArgumentException", message)];
            return Err(Unconvertible::Failed {
                from: type_name(value),
                value: "null".into(),
                to: None,
                causes,
            });
        }
        Ok(converted)
    }

    fn boxed(self, value: &Scalar, ty: &Type) -> Result<Converted, Unconvertible> {
        match (value, ty) {
            (Scalar::Data(any), Type::Object) => data(any.clone()),
            (_, Type::Object) => data(Data::String(value.to_text())),
            (_, Type::List(item)) => self.list(value, item),
            (Scalar::EmptyList, Type::Text) => data(Data::String("".into())),
            (Scalar::EmptyList, _) => Ok(Converted::Nothing),
            (Scalar::EmptyMap, Type::Map(_)) => Ok(Converted::EmptyMap),
            (Scalar::EmptyMap, _) => Err(no_converter(value)),
            (Scalar::Bytes(bytes), Type::Text) => data(Data::String(joined(bytes).into())),
            (Scalar::Bytes(bytes), Type::Integer | Type::Long | Type::PrimitiveInteger) => {
                Ok(first_byte(bytes, ty))
            }
            (Scalar::Bytes(_), _) => Err(no_converter(value)),
            (Scalar::Data(Data::String(text)), _) => self.text(value, text, ty),
            (Scalar::Data(other), _) => self.other(value, other, ty),
        }
    }

    fn text(self, value: &Scalar, text: &Arc<str>, ty: &Type) -> Result<Converted, Unconvertible> {
        match ty {
            Type::Text | Type::IntOrString => data(Data::String(Arc::clone(text))),
            Type::Integer | Type::PrimitiveInteger => whole(value, text, |number| {
                i32::try_from(number).map(Data::Integer).ok()
            }),
            Type::Long => whole(value, text, |number| i64::try_from(number).map(Data::Long).ok()),
            Type::Boolean | Type::PrimitiveBoolean => truth(value, text),
            Type::Quantity => quantity(value, text),
            Type::DateTime => self.date(value, text),
            Type::Enum(constants) => constant(value, text, constants),
            Type::HttpMethod if self.boot == SpringBoot::V2_7 => {
                constant(value, text, &HTTP_METHODS)
            }
            Type::HttpMethod => data(Data::String(Arc::clone(text))),
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
        match datetime::parse(text) {
            Ok(date) => data(Data::String(date.write(self.boot).into())),
            Err(datetime::Unreadable(at)) => {
                let attempt = format!("Parse attempt failed for value [{text}]");
                let reason = format!("Text '{text}' could not be parsed at index {at}");
                let parsing = cause("java.time.format.DateTimeParseException", reason);
                let outer = cause("java.lang.IllegalArgumentException", attempt);
                Err(failed(value, vec![outer, parsing]))
            }
        }
    }

    /// A number or a truth value.
    fn other(self, value: &Scalar, from: &Data, ty: &Type) -> Result<Converted, Unconvertible> {
        match (from, ty) {
            (_, Type::Text) => data(Data::String(text_of(from))),
            (Data::Boolean(truth), Type::Boolean | Type::PrimitiveBoolean) => {
                data(Data::Boolean(*truth))
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

    /// A whole list from one value: a text at its commas, anything else as
    /// the only item.
    fn list(self, value: &Scalar, item: &Type) -> Result<Converted, Unconvertible> {
        let texts: Vec<Scalar> = match value {
            Scalar::EmptyList => Vec::new(),
            Scalar::EmptyMap => return Err(no_converter(value)),
            Scalar::Bytes(bytes) => {
                bytes.iter().map(|byte| Scalar::Data(Data::Integer(i32::from(byte.cast_signed())))).collect()
            }
            Scalar::Data(Data::String(text)) if text.is_empty() => Vec::new(),
            Scalar::Data(Data::String(text)) => text
                .split(',')
                .map(|part| Scalar::Data(Data::String(trim(part).into())))
                .collect(),
            Scalar::Data(_) => vec![value.clone()],
        };
        let items = texts.iter().map(|part| self.convert(part, item));
        let items: Result<Vec<Converted>, Unconvertible> = items.collect();
        items.map(Converted::List).map_err(|problem| match problem {
            Unconvertible::NoConverter { .. } => no_converter(value),
            Unconvertible::Failed { from, value, causes, .. } => {
                Unconvertible::Failed { from, value, to: Some(item.clone()), causes }
            }
        })
    }
}

/// `String.trim`: whatever is at most a space.
fn trim(text: &str) -> &str {
    text.trim_matches(|ch| ch <= ' ')
}

fn joined(bytes: &[u8]) -> String {
    let numbers: Vec<String> = bytes.iter().map(|byte| byte.cast_signed().to_string()).collect();
    numbers.join(",")
}

fn first_byte(bytes: &[u8], ty: &Type) -> Converted {
    match bytes.first().map(|byte| byte.cast_signed()) {
        None => Converted::Nothing,
        Some(byte) if *ty == Type::Long => Converted::Data(Data::Long(byte.into())),
        Some(byte) => Converted::Data(Data::Integer(byte.into())),
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
    let plain = !digits.is_empty() && digits.chars().all(|ch| ch.is_digit(radix));
    // Twenty digits more than a long holds are too many in any case.
    let significant = digits.trim_start_matches('0');
    if !plain || significant.len() > 30 {
        return None;
    }
    if significant.is_empty() { Some(0) } else { i128::from_str_radix(significant, radix).ok() }
}

fn truth(value: &Scalar, text: &str) -> Result<Converted, Unconvertible> {
    match trim(text).to_lowercase().as_str() {
        "" => Ok(Converted::Nothing),
        "true" | "on" | "yes" | "1" => data(Data::Boolean(true)),
        "false" | "off" | "no" | "0" => data(Data::Boolean(false)),
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

static HTTP_METHODS: Constants = Constants {
    class: "org.springframework.http.HttpMethod",
    names: &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"],
};

/// Case and everything but letters and digits are ignored; `true` also finds
/// `on`, `false` finds `off`.
fn constant(
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

/// A number for an enum counts its constants.
fn ordinal(
    value: &Scalar,
    number: i32,
    constants: &Constants,
) -> Result<Converted, Unconvertible> {
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
