//! Which of a class's properties a key that it does not know may have meant.

use std::sync::Arc;

use super::Class;
use crate::spinnaker::load::name::{ElementKind, key_of};

/// The properties nearest to `key`, best first, at most three.
pub(in super::super) fn suggestions(class: &Class, key: &str) -> Vec<Arc<str>> {
    let key = key_of(key, ElementKind::NonUniform);
    let allowed = match key.len() {
        0..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let mut near: Vec<(usize, &Arc<str>)> = class
        .fields
        .iter()
        .filter(|field| field.read_only.is_none())
        .map(|field| {
            let known = key_of(&field.name, ElementKind::NonUniform);
            (distance(key.as_bytes(), known.as_bytes(), allowed), &field.name)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort();
    near.into_iter().take(3).map(|(_, name)| Arc::clone(name)).collect()
}

/// How many letters must be changed, added, dropped or swapped; past `most`
/// the exact number does not matter.
fn distance(a: &[u8], b: &[u8], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let left = current.last().copied().unwrap_or_default() + 1;
            let up = above.get(column + 1).copied().unwrap_or_default() + 1;
            let change =
                above.get(column).copied().unwrap_or_default() + usize::from(letter != other);
            let mut least = left.min(up).min(change);
            let swapped = row > 0
                && column > 0
                && a.get(row - 1) == Some(other)
                && b.get(column - 1) == Some(letter);
            if swapped && let Some(diagonal) = before.get(column - 1) {
                least = least.min(diagonal + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Classes;
    use super::*;
    use crate::spinnaker::SpringBoot;

    #[test]
    fn a_typo_is_met_with_what_was_meant() {
        let class = Classes::of(SpringBoot::V3_5).get("V1Container").expect("known");
        assert_eq!(suggestions(class, "imgae").first().map(|name| &**name), Some("image"));
        assert_eq!(suggestions(class, "comand").first().map(|name| &**name), Some("command"));
        assert!(suggestions(class, "zzzzzz").is_empty());
    }
}
