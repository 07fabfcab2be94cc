//! A node as a Java value: what SnakeYAML constructs, without any of Spring's
//! rules.

use std::sync::Arc;

use super::{Kind, Node, resolve};
use crate::java::{Data, Map, Origin, Value};
use crate::limits;

/// The value of a node, each part with its place in the region. Keys are taken
/// as text. Aliases are followed until [`limits::ALIASED_NODES`]; what lies
/// beyond is null.
pub fn value(node: &Node) -> Value {
    let mut left = limits::ALIASED_NODES;
    convert(node, &mut left, false, 0)
}

/// `left` are the nodes that may still be there by aliases.
fn convert(node: &Node, left: &mut usize, aliased: bool, depth: usize) -> Value {
    let origin = Origin::File(node.span);
    if aliased && *left == 0 || depth > limits::NODE_DEPTH {
        return Value::new(Data::Null, origin);
    }
    *left -= usize::from(aliased);
    let data = match &node.kind {
        Kind::Scalar { text, style } => resolve(text, *style, node.tag.as_deref()),
        Kind::Mapping { entries, .. } => {
            let mut map = Map::new();
            for entry in entries {
                let key: Arc<str> = entry.key.as_text().unwrap_or_default().into();
                map.insert(key, convert(&entry.value, left, aliased, depth + 1));
            }
            Data::Map(map)
        }
        Kind::Sequence { items, .. } => {
            Data::List(items.iter().map(|item| convert(item, left, aliased, depth + 1)).collect())
        }
        Kind::Alias(Some(target)) => return convert(target, left, true, depth + 1),
        Kind::Alias(None) | Kind::Regions(_) => Data::Null,
    };
    Value::new(data, origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    #[test]
    fn an_alias_bomb_ends_at_the_bound() {
        let mut text = String::from("a0: &a0 [x]\n");
        for level in 1..12 {
            let below = format!("*a{}, ", level - 1).repeat(10);
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        let parsed = read(&text);
        assert!(matches!(value(&parsed.roots[0]).data, Data::Map(_)), "it comes to an end");
    }
}
