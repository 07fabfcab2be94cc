//! Text that nobody meant to be a stage.

use proptest::prelude::*;

use super::*;

#[test]
fn an_alias_bomb_is_checked_within_bounds() {
    let mut text = String::from("parameters:\n  - &a0 {name: x, order: bad}\n");
    for level in 1..30 {
        let inner = format!("*a{}, ", level - 1).repeat(9);
        text.push_str(&format!("x{level}: &a{level} [{inner}]\n"));
    }
    text.push_str("env: *a29\nmanifest: *a29\n");
    let parsed = read(&text);
    let violations = check(&parsed.roots[0], StageKind::Kubernetes, LATEST);
    assert!(!violations.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_makes_it_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "manifest", "spec", ": ", ":\n  ", ":\n    ", "- ", "\n", "\n  ", "\n    ", "*a", "&a ", "<<", "[", "]", "{", "}",
            "containers", "parameters", "mapping", "\"[", "é", "${", "!!int ", "1e400", "null", "|\n", "'", ", ", "template", "limits",
        ]), 0..60),
        strict in any::<bool>(),
    ) {
        let text = pieces.concat();
        let reading = Reading { strict_names: strict, ..LATEST };
        for root in &read(&text).roots {
            for kind in [StageKind::Kubernetes, StageKind::Titus, StageKind::Webhook] {
                for violation in check(root, kind, reading) {
                    prop_assert!(text.get(violation.span.range()).is_some(), "a span outside the text");
                    prop_assert!(!violation.message.is_empty());
                }
            }
        }
    }
}
