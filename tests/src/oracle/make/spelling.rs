//! The many ways in which a property's name can be written, right and wrong.

use super::dice::Dice;

/// A name as somebody may have written it; mostly as it is.
pub(super) fn spelled(name: &str, dice: &mut Dice) -> String {
    if !dice.thousandth(130) {
        return name.to_owned();
    }
    match dice.below(14) {
        0 => name.to_uppercase(),
        1 | 2 => separated(name, '-'),
        3 => separated(name, '_'),
        4 => name.to_lowercase(),
        5 => name.chars().take(name.chars().count().saturating_sub(1).max(1)).collect(),
        6 => format!("{name}s"),
        7 => format!("\"[{}]\"", name.to_lowercase()),
        8 => format!("\"[{name}]\""),
        9 => name.chars().map(String::from).collect::<Vec<_>>().join("-"),
        10 => format!("\"{name}.\""),
        11 => format!("\"{}[\"", name.chars().take(2).collect::<String>()),
        12 => format!("\"{name}[0]\""),
        _ => {
            name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
        }
    }
}

/// `apiVersion` as `api-version`.
fn separated(name: &str, by: char) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            out.push(by);
        }
        out.extend(letter.to_lowercase());
    }
    out
}
