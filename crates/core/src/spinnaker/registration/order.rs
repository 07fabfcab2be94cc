//! The order of Deck's stage picker.

use std::cmp::Ordering;

/// JavaScript's `localeCompare` as far as labels need it: signs before digits
/// before letters, letters without regard to case or accent; where that is
/// all equal, plain before accented and small before capital.
pub(super) fn locale_compare(a: &str, b: &str) -> Ordering {
    primary(a).cmp(&primary(b)).then_with(|| tie(a).cmp(&tie(b)))
}

fn primary(text: &str) -> Vec<(u8, char)> {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| {
            let class = match c {
                _ if c.is_whitespace() => 0,
                _ if c.is_numeric() => 2,
                _ if c.is_alphabetic() => 3,
                _ => 1,
            };
            (class, base(c))
        })
        .collect()
}

/// The letter without its accent, for the Latin letters of western Europe.
fn base(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        _ => c,
    }
}

fn tie(text: &str) -> Vec<(bool, bool, char)> {
    text.chars()
        .map(|c| {
            let lower = c.to_lowercase().next().unwrap_or(c);
            (base(lower) != lower, c.is_uppercase(), c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_ordered_as_people_expect() {
        let mut labels =
            ["Zebra", "apple", "Äpfel", "Apple", "2 fast", "[beta] x", "zoo", "banana"];
        labels.sort_by(|a, b| locale_compare(a, b));
        assert_eq!(
            labels,
            ["[beta] x", "2 fast", "Äpfel", "apple", "Apple", "banana", "Zebra", "zoo"]
        );
    }
}
