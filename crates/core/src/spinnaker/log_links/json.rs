//! `JSON.stringify`, which some log viewers want their query in.

use super::Result;
use super::dates;
use super::value::{Js, number_text};

/// The entries of an object in JavaScript's order: numbers first.
pub(super) fn in_order(entries: &[(String, Js)]) -> Vec<&(String, Js)> {
    let number = |key: &str| {
        let plain = key == "0" || !key.starts_with(['0', '+']);
        key.parse::<u32>().ok().filter(|number| plain && *number < u32::MAX)
    };
    let mut ordered: Vec<&(String, Js)> = entries.iter().collect();
    ordered.sort_by_key(|(key, _)| number(key).map_or((1, 0), |number| (0, number)));
    ordered
}

/// The text; `None` for undefined. Nesting is bounded by what a value can be.
pub(super) fn stringify(value: &Js) -> Result<Option<String>> {
    Ok(Some(match value {
        Js::Undefined => return Ok(None),
        Js::Null => "null".into(),
        Js::Boolean(truth) => truth.to_string(),
        Js::Number(number) if !number.is_finite() => "null".into(),
        Js::Number(number) => number_text(*number),
        Js::Text(text) => quoted(text),
        Js::Date(moment) => quoted(&dates::iso(*moment)?),
        Js::Pattern(_) => "{}".into(),
        Js::List(items) => {
            let mut parts = Vec::new();
            for item in items.iter() {
                parts.push(stringify(item)?.unwrap_or_else(|| "null".into()));
            }
            format!("[{}]", parts.join(","))
        }
        Js::Object(entries) => {
            let mut parts = Vec::new();
            for (key, item) in in_order(entries) {
                if let Some(item) = stringify(item)? {
                    parts.push(format!("{}:{item}", quoted(key)));
                }
            }
            format!("{{{}}}", parts.join(","))
        }
    }))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
