//! Spring's conversions of one value to the type that its key wants
//! (orca-semantics §1.7-§1.9). Messages are Spring's.

use std::sync::Arc;

use super::failure::Cause;
use super::fields::{Classes, Constants, Type};
use super::scalar::{Scalar, class_of};
use crate::java::Data;
use crate::spinnaker::SpringBoot;

pub(super) mod digit;
mod number;
mod text;

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

impl From<Data> for Converted {
    fn from(data: Data) -> Self {
        Self::Data(data)
    }
}

/// What `HttpMethod` knew while it was an enum.
static HTTP_METHODS: Constants = Constants {
    class: "org.springframework.http.HttpMethod",
    names: &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"],
};

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
        let whole = matches!(ty, Type::Integer | Type::Long | Type::PrimitiveInteger);
        match (value, ty) {
            (Scalar::Data(Data::Double(number)), Type::Object) if !number.is_finite() => {
                // Gson writes what JSON has.
                Ok(Converted::Unwritable(format!(
                    "{} is not a valid double value as per JSON specification. To override this \
                     behavior, use GsonBuilder.serializeSpecialFloatingPointValues() method.",
                    value.to_text()
                )))
            }
            (Scalar::Data(any), Type::Object) => Ok(any.clone().into()),
            (_, Type::Object) => Ok(Data::String(value.to_text()).into()),
            (_, Type::List(item)) => self.list(value, item),
            (Scalar::EmptyList, Type::Text) => Ok(Data::String("".into()).into()),
            (Scalar::EmptyList, _) => Ok(Converted::Nothing),
            (Scalar::EmptyMap, Type::Map(_)) => Ok(Converted::EmptyMap),
            (Scalar::Bytes(bytes), Type::Text) => Ok(Data::String(joined(bytes).into()).into()),
            (Scalar::Bytes(bytes), _) if whole => Ok(first_byte(bytes, ty)),
            (Scalar::EmptyMap | Scalar::Bytes(_), _) => Err(no_converter(value)),
            (Scalar::Data(Data::String(text)), _) => self.of_text(value, text, ty),
            (Scalar::Data(number), _) => self.of_number(value, number, ty),
        }
    }

    /// A whole list from one value: a text at its commas, anything else as
    /// the only item.
    fn list(self, value: &Scalar, item: &Type) -> Result<Converted, Unconvertible> {
        let texts: Vec<Scalar> = match value {
            Scalar::EmptyList => Vec::new(),
            Scalar::EmptyMap => return Err(no_converter(value)),
            Scalar::Bytes(bytes) => bytes
                .iter()
                .map(|byte| Scalar::Data(Data::Integer(i32::from(byte.cast_signed()))))
                .collect(),
            // A converter is looked for even where nothing is to be converted.
            Scalar::Data(Data::String(text)) if text.is_empty() => {
                if let Type::Bean(name) = item
                    && self.classes.get(name).is_none_or(|class| class.from_text.is_none())
                {
                    return Err(no_converter(value));
                }
                Vec::new()
            }
            Scalar::Data(Data::String(text)) => {
                text.split(',').map(|part| Scalar::Data(Data::String(trim(part).into()))).collect()
            }
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
