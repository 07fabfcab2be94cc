//! Names for what is made: a parameter from the place it sets, a label from a
//! name, all in the habit of the stage.

use super::reach::{Spot, step};
use crate::document::{Node, Step};

/// A parameter's name for a place, not one of `taken`, in their habit.
pub(super) fn parameter_name(spot: &Spot<'_>, taken: &[&str]) -> String {
    let words = words_of(spot);
    let shouting = taken.iter().all(|name| !name.chars().any(char::is_lowercase));
    let name = if shouting { screaming(&words) } else { camel(&words) };
    fresh(if name.is_empty() { "VALUE" } else { &name }, taken)
}

/// `name`, or it with the first number that nobody has.
pub(super) fn fresh(name: &str, taken: &[&str]) -> String {
    let mut number = 1;
    let mut fresh = name.to_owned();
    while taken.contains(&fresh.as_str()) {
        number += 1;
        fresh = format!("{name}{number}");
    }
    fresh
}

/// A label for people: `DB_HOST` is `Db host`.
pub(super) fn label(name: &str) -> String {
    let words = words(name);
    let mut text = words.join(" ");
    if let Some(first) = text.get(..1).map(str::to_uppercase) {
        text.replace_range(..1, &first);
    }
    text
}

/// Words in lower case: of `DB_HOST`, `dbHost` and `db-host` alike.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let starts = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        if !c.is_alphanumeric() || starts {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `DB_HOST`.
pub(super) fn screaming(words: &[String]) -> String {
    words.join("_").to_uppercase()
}

/// `dbHost`.
pub(super) fn camel(words: &[String]) -> String {
    let mut out = String::new();
    for (index, word) in words.iter().enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if index > 0 => out.extend(first.to_uppercase()),
            Some(first) => out.push(first),
            None => {}
        }
        out.push_str(letters.as_str());
    }
    out
}

fn words_of(spot: &Spot<'_>) -> Vec<String> {
    let item_name = |depth: usize| -> Option<&str> {
        let way = spot.steps.get(..depth)?;
        let item: &Node = way.iter().try_fold(spot.root, step)?;
        item.get("name")?.as_text().filter(|name| !name.is_empty())
    };
    let depth = spot.steps.len();
    let key = |at: usize| match spot.steps.get(at) {
        Some(Step::Key(key)) => Some(&**key),
        _ => None,
    };
    if key(depth.wrapping_sub(1)) == Some("value")
        && let Some(name) = item_name(depth - 1)
    {
        return words(name);
    }
    let last = (0..depth).rev().find_map(key).unwrap_or_default();
    let last = last.rsplit('/').next().unwrap_or(last).trim_end_matches(']');
    let mut found = words(last);
    let listed_at = (0..depth).find(|at| {
        matches!(key(*at), Some("containers" | "initContainers"))
            && matches!(spot.steps.get(at + 1), Some(Step::Index(_)))
    });
    if let Some(at) = listed_at {
        let siblings = spot.steps.get(..=at).and_then(|way| way.iter().try_fold(spot.root, step));
        let several = siblings.is_some_and(|node| node.items().len() > 1);
        if several && let Some(name) = item_name(at + 2) {
            found.splice(0..0, words(name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words_and_words_names() {
        for (name, titled, loud, humped) in [
            ("DB_HOST", "Db host", "DB_HOST", "dbHost"),
            ("imagePullPolicy", "Image pull policy", "IMAGE_PULL_POLICY", "imagePullPolicy"),
            ("a.b/c-d", "A b c d", "A_B_C_D", "aBCD"),
            ("", "", "", ""),
        ] {
            assert_eq!(label(name), titled);
            assert_eq!(screaming(&words(name)), loud);
            assert_eq!(camel(&words(name)), humped);
        }
        assert_eq!(fresh("A", &["A", "A2"]), "A3");
    }
}
