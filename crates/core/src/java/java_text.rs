//! Java's own `toString`, where it differs from Groovy's.

use super::{Data, groovy_to_string};

/// What Java's `toString` gives: as Groovy's for scalars, but `{k=1}` and `{}`
/// for maps. Exception messages and string concatenation use it.
///
/// ```
/// use stage_core::java::{from_json, java_to_string};
/// let value = from_json(&serde_json::json!({"a": [1, {}], "b": null}));
/// assert_eq!(java_to_string(&value.data), "{a=[1, {}], b=null}");
/// ```
pub fn java_to_string(data: &Data) -> String {
    let mut out = String::new();
    write_java(data, &mut out);
    out
}

fn write_java(data: &Data, out: &mut String) {
    match data {
        Data::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_java(&item.data, out);
            }
            out.push(']');
        }
        Data::Map(map) => {
            out.push('{');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(key);
                out.push('=');
                write_java(&item.data, out);
            }
            out.push('}');
        }
        scalar => out.push_str(&groovy_to_string(&scalar.clone().into())),
    }
}
