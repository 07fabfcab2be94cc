//! Edits of texts that are barely YAML: they are made right or refused.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use stage_core::document::edit::{Edit, New, apply, edit, invert};
use stage_core::document::{Path, Step, regions};

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        prop::sample::select(vec!["a", "b", "c", "", "job", "preconfigured", "kubernetes"])
            .prop_map(|key| Step::Key(key.into())),
        (0usize..3).prop_map(Step::Index),
    ]
}

fn path() -> impl Strategy<Value = Path> {
    let free = prop::collection::vec(step(), 0..4);
    let stage = prop::collection::vec(step(), 0..3).prop_map(|below| {
        let list = ["job", "preconfigured", "kubernetes"].map(|key| Step::Key(key.into()));
        list.into_iter().chain([Step::Index(0)]).chain(below).collect()
    });
    (0usize..2, prop_oneof![free, stage]).prop_map(|(document, steps)| Path { document, steps })
}

fn new() -> impl Strategy<Value = New> {
    prop_oneof![
        "[ a-z:'\"#|>&*\n\r\t\\[\\]{}!,?é\u{feff}-]{0,12}".prop_map(New::Text),
        "[ a-z:'\"#|>&*\n\r\t\\[\\]{}!,?é\u{feff}-]{0,12}".prop_map(New::Yaml),
        Just(New::Null),
        Just(New::List(vec![New::Text("x\ny".into())])),
        Just(New::Map(vec![("k".into(), New::Int(1)), ("k".into(), New::Int(2))])),
    ]
}

fn change() -> impl Strategy<Value = Edit> {
    let single = prop_oneof![
        (path(), new()).prop_map(|(path, value)| Edit::Set { path, value }),
        (path(), new()).prop_map(|(path, value)| Edit::Insert { path, value }),
        path().prop_map(|path| Edit::Remove { path }),
        (path(), path()).prop_map(|(from, to)| Edit::Move { from, to }),
        (path(), ".{0,6}").prop_map(|(path, to)| Edit::RenameKey { path, to }),
    ];
    single.prop_recursive(2, 4, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Edit::Many))
}

fn text() -> impl Strategy<Value = String> {
    let loose = "[ abc:'\"#|>&*\n\r\t\\[\\]{}!,?é\u{feff}-]{0,60}";
    let line = prop::sample::select(vec![
        "a: 1",
        "b:",
        "c: |",
        "- a: x",
        "- b",
        "  - c",
        "  a: &x y",
        "  b: *x",
        "    text",
        "# c",
        "a: [b,",
        " c]",
        "? a",
        ": b",
        "---",
        "...",
        "  a: \"x",
        "y\"",
        "",
        "\t",
        "a: !!t b",
        "- - a",
        "  - - b",
        "<<: *x",
        "a: {a: 1, b}",
        "%YAML 1.1",
        "a: >+",
        "- |2-",
        "   x",
        "a: 'x'  # c",
    ]);
    let lines = prop::collection::vec(line, 0..9).prop_map(|lines| lines.join("\n"));
    let wrapped = lines.clone().prop_map(|lines| {
        let stage: String = lines.lines().flat_map(|line| ["        ", line, "\n"]).collect();
        format!(
            "job:\n  preconfigured:\n    kubernetes:\n      - b: 1\n{stage}      - a: 1\nb: 2\n"
        )
    });
    prop_oneof![1 => loose.prop_map(|text: String| text), 3 => lines, 3 => wrapped]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn an_edit_of_any_text_is_refused_or_can_be_taken_back(text in text(), change in change()) {
        let read = regions(&text, None);
        if let Ok(edits) = edit(&text, &read, &change) {
            for pair in edits.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "sorted and apart: {edits:?}");
            }
            let after = apply(&text, &edits);
            prop_assert_eq!(apply(&after, &invert(&text, &edits)), text);
        }
    }
}

#[test]
fn deep_values_and_alias_bombs_end_soon() {
    let start = Instant::now();
    let mut bomb = "a0: &a0 [x]\n".to_owned();
    for n in 1..40 {
        let before = n - 1;
        bomb.push_str(&format!("a{n}: &a{n} [*a{before}, *a{before}]\n"));
    }
    bomb.push_str("b: 1\n");
    let set = Edit::Set { path: Path::root(0).key("b"), value: New::Int(2) };
    let edits = edit(&bomb, &regions(&bomb, None), &set).expect("a value beside a bomb");
    assert!(apply(&bomb, &edits).ends_with("b: 2\n"));

    let deep = (0..100_000).fold(New::Null, |value, _| New::List(vec![value]));
    let set = Edit::Set { path: Path::root(0).key("b"), value: deep };
    assert!(edit(&bomb, &regions(&bomb, None), &set).is_err());
    // Dropping it level by level is the caller's.
    std::mem::forget(set);
    let many = (0..100_000).fold(Edit::Many(Vec::new()), |edit, _| Edit::Many(vec![edit]));
    assert_eq!(edit(&bomb, &regions(&bomb, None), &many), Ok(Vec::new()));
    std::mem::forget(many);

    let steps = vec![Step::Key("a".into()); 50_000];
    let far = Edit::Set { path: Path { document: 0, steps }, value: New::Null };
    assert!(edit(&bomb, &regions(&bomb, None), &far).is_err());
    assert!(start.elapsed() < Duration::from_secs(5));
}
