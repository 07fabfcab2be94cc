//! Texts that a person, an editor or an enemy has been at.

use super::dice::Dice;

/// A file of nothing but trouble.
pub(super) fn file(dice: &mut Dice) -> String {
    let label = |value: &str| {
        format!(
            "job:\n  preconfigured:\n    kubernetes:\n      - type: t\n        label: {value}\n"
        )
    };
    match dice.below(9) {
        0 => {
            let levels = 40 + dice.below(15);
            label(&format!("{}x{}", "[".repeat(levels), "]".repeat(levels)))
        }
        1 => {
            let levels = 40 + dice.below(15);
            label(&format!("{}x{}", "{a: ".repeat(levels), "}".repeat(levels)))
        }
        2 => label("&a [*a]"),
        3 => label("&a\n          b: *a"),
        4 => label("{<<: [{a: b}, {a: c}]}"),
        5 => {
            let placeholders = "${A:".repeat(dice.below(30));
            label(&format!("\"{placeholders}x{}\"", "}".repeat(dice.below(30))))
        }
        6 => label(&"long ".repeat(dice.below(3000))),
        7 => format!("\u{feff}{}", label("with a mark")),
        _ => label(r#""\e \0 \L \_ \x7f \u00e9 \U0001f600""#),
    }
}

/// The text after an accident.
pub(super) fn garbled(text: &str, dice: &mut Dice) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(3) {
        if characters.is_empty() {
            break;
        }
        let at = dice.below(characters.len());
        match dice.below(8) {
            0 => {
                characters.remove(at);
            }
            1 => characters.insert(at, characters[at]),
            2 => {
                let other = dice.below(characters.len());
                characters.swap(at, other);
            }
            3 => characters.truncate(at),
            4 => {
                let end = (at + 1 + dice.below(20)).min(characters.len());
                characters.drain(at..end);
            }
            _ => {
                let strange = [
                    ':', ' ', '-', '[', ']', '{', '}', '"', '\'', '#', '&', '*', '!', '|', '>',
                    '%', '@', '`', '\t', '\n', '\r', ',', '?', '\u{a0}', '\u{7}', '\u{7f}',
                    '\u{fffe}', 'x', '0',
                ];
                characters.insert(at, strange[dice.below(strange.len())]);
            }
        }
    }
    characters.into_iter().collect()
}
