//! Java values at the edges: from and to JSON, as Jackson reads and writes.

use std::str::FromStr;

use num_bigint::BigInt;
use serde_json::Number;

use super::{Data, Map, Value};

/// The value that Jackson reads into a `Map<String, Object>`: whole numbers
/// become `Integer`, `Long` or `BigInteger` by size, others `Double`.
pub fn from_json(json: &serde_json::Value) -> Value {
    let data = match json {
        serde_json::Value::Null => Data::Null,
        serde_json::Value::Bool(truth) => Data::Boolean(*truth),
        serde_json::Value::Number(number) => number_from_json(number),
        serde_json::Value::String(text) => Data::String(text.as_str().into()),
        serde_json::Value::Array(items) => Data::List(items.iter().map(from_json).collect()),
        serde_json::Value::Object(entries) => Data::Map(
            entries.iter().map(|(key, item)| (key.as_str(), from_json(item))).collect::<Map>(),
        ),
    };
    data.into()
}

fn number_from_json(number: &Number) -> Data {
    if let Some(whole) = number.as_i64() {
        return i32::try_from(whole).map_or(Data::Long(whole), Data::Integer);
    }
    let text = number.to_string();
    if number.is_u64()
        && let Ok(big) = BigInt::from_str(&text)
    {
        return Data::BigInteger(big);
    }
    Data::Double(number.as_f64().unwrap_or(f64::NAN))
}

/// The JSON that Jackson writes; maps in Java's order, NaN and infinities as
/// text.
pub fn to_json(value: &Value) -> serde_json::Value {
    match &value.data {
        Data::Null => serde_json::Value::Null,
        Data::Boolean(truth) => (*truth).into(),
        Data::Integer(number) => (*number).into(),
        Data::Long(number) => (*number).into(),
        Data::BigInteger(number) => big_to_json(number),
        Data::Double(number) => Number::from_f64(*number)
            .map_or_else(|| super::double_to_string(*number).into(), serde_json::Value::Number),
        Data::String(text) => serde_json::Value::String(text.to_string()),
        Data::List(items) => items.iter().map(to_json).collect(),
        Data::Map(map) => serde_json::Value::Object(
            map.iter().map(|(key, item)| (key.to_string(), to_json(item))).collect(),
        ),
    }
}

/// Beyond 64 bits JSON keeps only the double, which is all that readers do.
fn big_to_json(number: &BigInt) -> serde_json::Value {
    let text = number.to_string();
    if let Ok(whole) = text.parse::<i64>() {
        return whole.into();
    }
    if let Ok(whole) = text.parse::<u64>() {
        return whole.into();
    }
    text.parse::<f64>().ok().and_then(Number::from_f64).map_or(text.into(), Into::into)
}
