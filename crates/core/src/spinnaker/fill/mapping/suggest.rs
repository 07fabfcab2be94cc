//! Groovy's "Possible solutions": properties spelt almost like the one asked
//! for, by an edit distance that forgives a change of case.

/// Farthest distance that is still proposed.
const NEAR: usize = 30;
/// Most that are proposed.
const PROPOSED: usize = 6;
/// A wrong, missing or additional letter.
const LETTER: usize = 10;
/// A letter in the other case, or two letters swapped.
const SLIP: usize = 5;

/// The properties near to `asked`, nearest first, otherwise in their order.
pub(super) fn near(asked: &str, properties: &[&'static str]) -> Vec<&'static str> {
    let mut ranked: Vec<(usize, &'static str)> =
        properties.iter().map(|known| (distance(asked, known), *known)).collect();
    ranked.sort_by_key(|(distance, _)| *distance);
    ranked
        .into_iter()
        .take(PROPOSED)
        .take_while(|(distance, _)| *distance <= NEAR)
        .map(|(_, known)| known)
        .collect()
}

/// Damerau-Levenshtein with Groovy's weights. Against an empty text it counts
/// letters unweighted, which is why an empty name proposes nearly everything.
fn distance(asked: &str, known: &str) -> usize {
    let columns: Vec<Letter> = asked.encode_utf16().map(Letter::of).collect();
    let rows: Vec<Letter> = known.encode_utf16().map(Letter::of).collect();
    if columns.is_empty() || rows.is_empty() {
        return columns.len().max(rows.len());
    }
    let mut above: Vec<usize> = (0..=columns.len()).map(|column| column * LETTER).collect();
    let mut above_that: Vec<usize> = Vec::new();
    let mut previous_row = None;
    for (index, row) in rows.iter().enumerate() {
        let mut left = (index + 1) * LETTER;
        let mut line = vec![left];
        let mut previous_column = None;
        for (at, column) in columns.iter().enumerate() {
            let diagonal = value(&above, at) + column.cost(row);
            let mut best = diagonal.min(left + LETTER).min(value(&above, at + 1) + LETTER);
            if let (Some(before_column), Some(before_row)) = (previous_column, previous_row) {
                let swapped = column.swap_cost(before_row, before_column, row);
                if let Some(cost) = swapped {
                    best = best.min(value(&above_that, at.saturating_sub(1)) + cost);
                }
            }
            line.push(best);
            left = best;
            previous_column = Some(column);
        }
        above_that = std::mem::replace(&mut above, line);
        previous_row = Some(row);
    }
    above.last().copied().unwrap_or_default()
}

fn value(line: &[usize], at: usize) -> usize {
    line.get(at).copied().unwrap_or(usize::MAX / 2)
}

/// One UTF-16 unit, as Java's `char` is.
struct Letter {
    unit: u16,
    folded: char,
    lower: bool,
}

impl Letter {
    fn of(unit: u16) -> Self {
        let letter = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
        let folded = letter.to_lowercase().next().unwrap_or(letter);
        Self { unit, folded, lower: letter.is_lowercase() }
    }

    fn cost(&self, other: &Self) -> usize {
        if self.lower != other.lower && self.folded == other.folded {
            return SLIP;
        }
        if self.unit == other.unit { 0 } else { LETTER }
    }

    /// What it costs that this letter and `before` stand the other way round
    /// in the other text, where `crossed` comes before `row`.
    fn swap_cost(&self, crossed: &Self, before: &Self, row: &Self) -> Option<usize> {
        if self.folded != crossed.folded || before.folded != row.folded {
            return None;
        }
        let case = |changed: bool| if changed { SLIP } else { 0 };
        Some(SLIP + case(self.lower != crossed.lower) + case(before.lower != row.lower))
    }
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn near_spellings_are_proposed_as_groovy_does() {
        let text = ["CASE_INSENSITIVE_ORDER", "blank", "bytes", "class", "empty"];
        assert_eq!(near("x", &text), Vec::<&str>::new());
        assert_eq!(near("", &text), ["blank", "bytes", "class", "empty", "CASE_INSENSITIVE_ORDER"]);
        assert_eq!(near("clas", &text), ["class", "blank"]);
        assert_eq!(near("isEmpty", &text), ["empty"]);
        assert_eq!(near("chras", &text), ["class"]);
        assert_eq!(near("Class", &text), ["class", "blank"]);
        let number = ["MIN_VALUE", "MAX_VALUE", "TYPE", "SIZE", "BYTES", "class"];
        assert_eq!(near("byte", &number), ["TYPE", "BYTES"]);
        assert_eq!(near("size", &number), ["SIZE"]);
        assert_eq!(near("TEN", &number), ["TYPE", "BYTES"]);
    }
}
