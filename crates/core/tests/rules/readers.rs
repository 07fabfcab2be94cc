//! Where two readers of YAML are asked about a text, and where one is enough.

use proptest::prelude::*;
use stage_core::document::{TroubleKind, read};
use stage_core::rules::reads_otherwise;
use stage_core::spinnaker::spel::refusal;

/// What the grammar is made of, besides words.
const PIECES: [&str; 52] = [
    "a", "b1", "1", "null", " ", "  ", "\n", "\n\n", "\n  ", "\n    ", ": ", ":", "- ", "-", ", ",
    ",", "[", "]", "{", "}", "\"", "'", "#", " #", "|", ">", "|\n", ">-\n", "\\", "\\n", "/", ".",
    "...", "@", "=", "<<", "~", "`", "!", "&", " && ", "*", "%", "$", "(", ")", "\n- ", "\na: ",
    "\nb: ", "\n  c: ", "\n  d: ", "--",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(&PIECES[..]);
    proptest::collection::vec(piece, 2..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn what_libyaml_reads_orcas_reader_reads_unless_a_sign_says_otherwise(text in texts()) {
        let parsed = read(&text);
        let syntax = parsed.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Syntax);
        if !syntax && parsed.refused().is_none() && !reads_otherwise(&text) {
            let refused = refusal(&text).filter(|it| it.class != "ComposerException");
            prop_assert_eq!(refused, None);
        }
    }
}

#[test]
fn where_readers_may_differ_there_is_a_sign() {
    for text in ["a: [b1?]", "a: \"\\/\"", "a: |\t\n  b", "a: &1?-// b", "---!", "a: é"] {
        assert!(reads_otherwise(text), "{text}");
    }
}
