//! Spring's placeholders `${key:default}` in values, filled when Orca starts
//! (orca-semantics §1.11): two generations of rules.
//!
//! What a key stands for is the caller's answer; nothing of this process's
//! own environment is ever looked at.

mod parts;
mod rewrite;

use std::sync::Arc;

use crate::limits;
use crate::spinnaker::SpringBoot;

/// Answers what a property is, if it is set.
pub(super) type Lookup<'a> = dyn FnMut(&str) -> Option<Arc<str>> + 'a;

/// Why placeholders could not be filled; Orca does not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unfillable {
    /// A property refers to itself. The key, and the texts on the way.
    Circular {
        /// The key that came round again.
        key: String,
        /// The texts, innermost first; only Spring 6.2 names them.
        texts: Vec<String>,
    },
    /// Nested deeper than [`limits::PLACEHOLDER_DEPTH`].
    Depth,
    /// Longer than [`limits::PLACEHOLDER_BYTES`].
    Size,
}

/// The text with its placeholders filled; `None` when it has none. `spent`
/// counts the bytes that filling an installation has made.
pub(super) fn fill(
    text: &str,
    boot: SpringBoot,
    spent: &mut usize,
    lookup: &mut Lookup<'_>,
) -> Result<Option<String>, Unfillable> {
    if !text.contains("${") {
        return Ok(None);
    }
    match boot {
        SpringBoot::V3_5 => parts::fill(text, spent, lookup).map(Some),
        SpringBoot::V2_7 | SpringBoot::V3_1 => rewrite::fill(text, spent, lookup).map(Some),
    }
}

fn bounded(depth: usize, bytes: usize) -> Result<(), Unfillable> {
    if depth > limits::PLACEHOLDER_DEPTH {
        Err(Unfillable::Depth)
    } else if bytes > limits::PLACEHOLDER_BYTES {
        Err(Unfillable::Size)
    } else {
        Ok(())
    }
}

/// For each byte at which a brace opens, the byte at which it closes.
/// One pass, so that a text of nothing but `${` costs no more than any other.
fn closing_braces(text: &str) -> std::collections::HashMap<usize, usize> {
    let mut open = Vec::new();
    let mut closing = std::collections::HashMap::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    closing.insert(start, at);
                }
            }
            _ => {}
        }
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, boot: SpringBoot) -> String {
        let variables = [
            ("HOME", "/home/spinnaker"),
            ("MY_VAR", "val"),
            ("EMPTY", ""),
            ("NESTED", "${MY_VAR}"),
            ("LOOP", "${LOOP}"),
            ("TWICE", "${TWO}${TWO}"),
        ];
        let mut lookup = |key: &str| {
            variables.iter().find(|(name, _)| *name == key).map(|(_, value)| Arc::from(*value))
        };
        match fill(text, boot, &mut 0, &mut lookup) {
            Ok(filled) => filled.unwrap_or_else(|| text.to_owned()),
            Err(problem) => format!("{problem:?}"),
        }
    }

    #[test]
    fn both_generations_fill_and_leave_the_same_things() {
        for (text, expected) in [
            ("${HOME}", "/home/spinnaker"),
            ("${UNSET}", "${UNSET}"),
            ("${UNSET:-d}", "-d"),
            ("${HOME:-d}", "/home/spinnaker"),
            ("${UNSET:}", ""),
            ("${EMPTY:x}", ""),
            ("${NESTED}", "val"),
            ("${UNSET:${MY_VAR}}", "val"),
            ("${UNSET:${OTHER:z}}", "z"),
            ("${UNSET:{a}}", "{a}"),
            ("${UNSET:a}b}", "ab}"),
            ("${}", "${}"),
            ("${:x}", "x"),
            ("${ HOME }", "${ HOME }"),
            ("${HOME", "${HOME"),
            ("$HOME $(cmd) $$ #{x}", "$HOME $(cmd) $$ #{x}"),
            ("${UNSET:a\\:b}", "a\\:b"),
            ("é${HOME}é", "é/home/spinnakeré"),
        ] {
            for boot in [SpringBoot::V2_7, SpringBoot::V3_5] {
                assert_eq!(filled(text, boot), expected, "{text} on {boot:?}");
            }
        }
    }

    #[test]
    fn the_generations_differ_in_escapes_and_unresolved_keys() {
        for (text, before, since) in [
            ("\\${HOME}", "\\/home/spinnaker", "${HOME}"),
            ("${UNSET${MY_VAR}}", "${UNSET${MY_VAR}}", "${UNSETval}"),
            ("${X\\:Y:z}", "Y:z", "z"),
        ] {
            assert_eq!(filled(text, SpringBoot::V2_7), before);
            assert_eq!(filled(text, SpringBoot::V3_5), since);
        }
    }

    #[test]
    fn a_property_that_refers_to_itself_is_said_not_followed() {
        for boot in [SpringBoot::V2_7, SpringBoot::V3_5] {
            assert!(filled("${LOOP}", boot).starts_with("Circular"), "{boot:?}");
        }
    }

    #[test]
    fn hostile_texts_end() {
        let open = "${".repeat(200_000);
        let nested = format!("{}{}", "${a:".repeat(5_000), "}".repeat(5_000));
        let mut twice = |key: &str| {
            let depth: usize = key.parse().ok()?;
            Some(Arc::from(format!("${{{0}}}${{{0}}}", depth + 1).as_str()))
        };
        for boot in [SpringBoot::V2_7, SpringBoot::V3_5] {
            assert_eq!(filled(&open, boot), open);
            assert_eq!(filled(&nested, boot), "Depth");
            assert_eq!(fill("${0}", boot, &mut 0, &mut twice), Err(Unfillable::Depth));
        }
    }
}
