//! Edits of generated texts: each equals the same change on the value, touches
//! no other line, and can be taken back.

use proptest::prelude::*;
use proptest::sample::Index;
use stage_core::document::edit::{Edit, EditError, New, apply, edit, invert};
use stage_core::document::{Path, Step, regions};

use crate::files::{self, Layout, Part};
use crate::model::{Tree, tree};
use crate::readers;

fn new() -> impl Strategy<Value = New> {
    let texts = prop::sample::select(vec![
        "plain",
        "yes",
        "012",
        "1_000",
        "12:30",
        "2026-01-01",
        "~",
        "",
        " x",
        "x ",
        "# x",
        "a: b",
        "a #b",
        "=",
        "<<",
        "it's",
        "\"q\"",
        "a\\b",
        "line\nline\n",
        "line\n\n  deep\nline",
        "\n\nx",
        "x\n\n",
        "  lead\nx",
        "\tx\ny",
        "a\u{7}b",
        "é\u{2028}ü",
        "a, b",
        "[x]",
        "{{ x }}",
        "- x",
        "${ #stage('x') }",
        "a\r\nb",
        "---",
        "x:",
        "@x",
        "%x",
    ]);
    let leaf = prop_oneof![
        6 => texts.prop_map(|text| New::Text(text.to_owned())),
        1 => Just(New::Null),
        1 => any::<bool>().prop_map(New::Bool),
        1 => any::<i64>().prop_map(New::Int),
        1 => prop::sample::select(vec![0.0, -1.5, 1e300, 1e-9]).prop_map(New::Float),
        1 => Just(New::Yaml("# note\nname: x # c\nlist:\n- 1\n- - 2\ntext: |\n  a\n   b\n".into())),
        1 => Just(New::Yaml("# note\n- x # c\n- {a: [1, 'b']}\n".into())),
        1 => Just(New::Yaml("\"a\\\n  b\"".into())),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let keys = prop::sample::select(vec!["a", "on", "a b", "x: y", "1"]);
        let entries = prop::collection::vec((keys.prop_map(str::to_owned), inner.clone()), 0..3);
        prop_oneof![
            prop::collection::vec(inner, 0..3).prop_map(New::List),
            entries.prop_map(|mut entries| {
                entries.sort_by(|one, two| one.0.cmp(&two.0));
                entries.dedup_by(|one, two| one.0 == two.0);
                New::Map(entries)
            }),
        ]
    })
}

#[derive(Clone, Debug)]
enum Kind {
    Set,
    SetMissing,
    Insert,
    Remove,
    Move,
    Rename,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Set,
        Kind::Set,
        Kind::SetMissing,
        Kind::Insert,
        Kind::Remove,
        Kind::Move,
        Kind::Rename,
    ])
}

const NAMES: [&str; 5] = ["added", "on", "x y", "a: b", "12"];

/// An edit that fits the tree, if the picks make one.
fn pick(tree: &Tree, kind: &Kind, at: Index, to: Index, value: &New) -> Option<Edit> {
    let paths = tree.paths();
    let (path, _) = paths.get(at.index(paths.len()))?.clone();
    let holders: Vec<Path> = paths
        .iter()
        .filter(|(path, holds)| *holds && !tree.get(path).is_some_and(is_empty))
        .map(|(path, _)| path.clone())
        .collect();
    let beside = |tree: &Tree, holder: &Path| match tree.get(holder) {
        Some(Tree::List(items)) => Some(holder.index(to.index(items.len() + 1))),
        Some(Tree::Map(_)) => Some(holder.key(NAMES[to.index(NAMES.len())])),
        _ => None,
    };
    let holder = holders.get(to.index(holders.len().max(1)));
    match kind {
        Kind::Set => Some(Edit::Set { path, value: value.clone() }),
        Kind::SetMissing => match tree.get(holder?) {
            Some(Tree::List(items)) => {
                Some(Edit::Set { path: holder?.index(items.len()), value: value.clone() })
            }
            _ => Some(Edit::Set { path: holder?.key("added"), value: value.clone() }),
        },
        Kind::Insert => Some(Edit::Insert { path: beside(tree, holder?)?, value: value.clone() }),
        _ if path.steps.is_empty() => None,
        Kind::Remove => Some(Edit::Remove { path }),
        Kind::Rename => match path.steps.last()? {
            Step::Key(_) => Some(Edit::RenameKey { path, to: NAMES[to.index(NAMES.len())].into() }),
            Step::Index(_) => None,
        },
        Kind::Move => {
            let without = tree.edited(&Edit::Remove { path: path.clone() })?;
            let holders: Vec<Path> = without
                .paths()
                .into_iter()
                .filter(|(path, holds)| *holds && !without.get(path).is_some_and(is_empty))
                .map(|(path, _)| path)
                .collect();
            let to = beside(&without, holders.get(to.index(holders.len().max(1)))?)?;
            Some(Edit::Move { from: path, to })
        }
    }
}

fn is_empty(tree: &Tree) -> bool {
    matches!(tree, Tree::List(items) if items.is_empty())
        || matches!(tree, Tree::Map(entries) if entries.is_empty())
}

fn comments(text: &str) -> usize {
    text.matches("# about it").count()
        + text.matches("# item").count()
        + text.matches("# above").count()
        + text.matches("# stage").count()
}

fn case() -> impl Strategy<Value = (Part, Layout, Kind, Index, Index, New)> {
    (files::part(), files::layout(), kind(), any::<Index>(), any::<Index>(), new())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn an_edit_of_the_text_is_that_edit_of_the_value((part, layout, kind, at, to, value) in case()) {
        let before = files::text(&part, &layout);
        let Some(old) = tree(&before) else { return Ok(()) };
        let Some(change) = pick(&old, &kind, at, to, &value) else { return Ok(()) };
        let read = regions(&before, None);
        let edits = match edit(&before, &read, &change) {
            Ok(edits) => edits,
            // Bad picks: a name that is there, a place inside what moves.
            Err(EditError::KeyExists { .. } | EditError::IntoItself { .. }) => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}\n{change:?}\n{before}"))),
        };
        let after = apply(&before, &edits);
        let shown = format!("{change:?}\n--- before\n{before}\n--- after\n{after}");
        prop_assert_eq!(tree(&after), old.edited(&change), "{}", shown);
        prop_assert_eq!(apply(&after, &invert(&before, &edits)), before.clone(), "taken back");
        if readers::disagreement(&before).is_none() {
            prop_assert_eq!(readers::disagreement(&after), None, "{}", shown);
        }
        // Comments go only with what they belong to.
        let keeps_all = match &change {
            Edit::Insert { .. } | Edit::RenameKey { .. } => true,
            Edit::Set { path, .. } => !matches!(old.get(path), Some(Tree::List(_) | Tree::Map(_))),
            // Nothing can stand behind a value in brackets.
            Edit::Move { .. } => !before.contains(['[', '{']),
            _ => false,
        };
        prop_assert!(!keeps_all || comments(&after) == comments(&before), "{}", shown);
        // Breaks are those of the text.
        let breaks = line_breaks(&before);
        prop_assert!(
            breaks.is_empty() || line_breaks(&after).iter().all(|eol| breaks.contains(eol)),
            "{}",
            shown
        );
    }
}

/// The kinds of line breaks in a text.
fn line_breaks(text: &str) -> Vec<&'static str> {
    let without = text.replace("\r\n", "");
    [
        ("\r\n", text.contains("\r\n")),
        ("\n", without.contains('\n')),
        ("\r", without.contains('\r')),
    ]
    .into_iter()
    .filter_map(|(eol, is_there)| is_there.then_some(eol))
    .collect()
}
