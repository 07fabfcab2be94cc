//! Whether an expression answers the same whenever it is asked. Judged by the
//! finished text, for a character taken away can turn `new java.util.Date(0)`
//! into the time of day. It may turn down a text that only looks so, never let
//! one pass that reads clock or chance.

use serde_json::Value as Json;

/// Methods that answer something else each time: of `java.time`, `UUID`,
/// `Math`, `System` and `SimpleDateFormat`. Parentheses are not asked for: SpEL calls a method
/// without arguments by its bare name too.
const METHODS: [&str; 6] =
    ["now", "randomUUID", "random", "currentTimeMillis", "nanoTime", "get2DigitYearStart"];

/// Classes that take the clock, or chance, where they are made of nothing.
const CLASSES: [&str; 4] = ["Date", "Random", "SecureRandom", "GregorianCalendar"];

/// Whether every text in here, keys too, is one.
pub(super) fn repeatable(input: &Json) -> bool {
    match input {
        Json::String(text) => text_repeats(text),
        Json::Array(items) => items.iter().all(repeatable),
        Json::Object(entries) => {
            entries.iter().all(|(key, value)| text_repeats(key) && repeatable(value))
        }
        _ => true,
    }
}

fn text_repeats(text: &str) -> bool {
    let tokens = tokens(text);
    let varies = |at: usize, token: &str| {
        let follows = |ahead: usize, sign: &str| tokens.get(at + ahead) == Some(&sign);
        METHODS.contains(&token) || CLASSES.contains(&token) && follows(1, "(") && follows(2, ")")
    };
    !tokens.iter().enumerate().any(|(at, token)| varies(at, token))
}

/// Names, and every other character by itself. Blanks between them mean nothing
/// to SpEL, and quotes are not looked at: what they hold may be evaluated too.
fn tokens(text: &str) -> Vec<&str> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = if in_name(first) {
            rest.find(|c| !in_name(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spel_oracle::{Generator, contexts};

    #[test]
    fn what_reads_clock_or_chance_is_known_by_its_words() {
        for text in [
            "${new java.util.Date()}",
            "a ${ new java . util . Date (\n\t) } b",
            "${{1, new Date( )}}",
            "${new java.util.Random().nextInt()}",
            "${T(java.util.UUID).randomUUID()}",
            "${T(java.util.UUID).randomUUID}",
            "${T(java.time.Instant).now()}",
            "${T(java.time.LocalDate)?.now ('Z')}",
            "${{T(java.time.LocalDateTime)}.![now()]}",
            "${T(Math).random() * 2}",
            "${T(System).currentTimeMillis()}",
        ] {
            assert!(!repeatable(&json!(text)), "{text}");
            assert!(!repeatable(&json!({ "a": [1, text] })), "{text}");
            assert!(!repeatable(&json!({ text: "a" })), "{text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_asked() {
        for text in [
            "${new java.util.Date(0)}",
            "${new java.util.Random(42L).nextInt()}",
            "${T(java.util.Date)}",
            "${new java.util.Date[0]}",
            "${new java.util.Date(}",
            "${nowhere + snow()}",
            "${updated() ?: myDate()}",
            "${T(java.time.Instant).parse('2024-01-01T00:00:00Z')}",
        ] {
            assert!(repeatable(&json!(text)), "{text}");
        }
    }

    #[test]
    fn no_made_up_expression_reads_the_clock() {
        let contexts = contexts().unwrap();
        // This seed takes the `0` from `new java.util.Date(0)`.
        let seed = 96_661_446_501_490;
        let mut generator = Generator::new(seed, &contexts);
        for index in 0..2_000 {
            let case = generator.case(seed, index);
            let packed: String =
                case["input"].to_string().chars().filter(|c| !c.is_whitespace()).collect();
            assert!(!packed.contains("java.util.Date()"), "{packed}");
        }
    }

    #[test]
    fn hardly_an_expression_is_turned_down() {
        let mut generator = Generator::new(1, &contexts().unwrap());
        let count = 20_000;
        let kept = (0..count).filter(|_| repeatable(&generator.input().1)).count();
        assert!(count - kept < 20, "{kept} of {count}");
    }
}
