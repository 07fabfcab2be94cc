//! Edits of real stage files, where they are at hand.

use std::path::{Path as FilePath, PathBuf};

use stage_core::document::edit::{Edit, New, apply, edit, invert};
use stage_core::document::{Path, Regions, Step, regions};

use crate::model::{Tree, first};
use crate::readers;

/// The folder of real files: beside a folder above this one, or named by
/// `STAGE_DESIGNER_SHARED`.
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from);
    let above = FilePath::new(env!("CARGO_MANIFEST_DIR"));
    named
        .into_iter()
        .chain(above.ancestors().map(|above| above.join("shared")))
        .map(|shared| shared.join("examples"))
        .find(|examples| examples.is_dir())
}

/// A file with what was read from it.
struct Example {
    name: String,
    text: String,
    read: Regions,
    tree: Tree,
    /// Whether other readers see the same in it.
    agreed: bool,
}

fn examples() -> Vec<Example> {
    let Some(folder) = folder() else {
        eprintln!("skipped: no real files at hand");
        return Vec::new();
    };
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let read = regions(&text, None);
        let Some(tree) = first(&read) else { continue };
        let agreed = readers::disagreement(&text).is_none();
        found.push(Example { name, text, read, tree, agreed });
    }
    eprintln!(
        "{} files, {} of them read the same by all",
        found.len(),
        found.iter().filter(|example| example.agreed).count()
    );
    found
}

/// The edit made on the text is the edit made on the value, other readers see
/// the same, and it can be taken back. Gives the bytes before that changed.
fn check(example: &Example, change: &Edit) -> (usize, usize) {
    let Example { name, text: before, read, tree: old, agreed } = example;
    let edits = match edit(before, read, change) {
        Ok(edits) => edits,
        Err(error) => panic!("{name}: {change:?}: {error}"),
    };
    let after = apply(before, &edits);
    let now = first(&regions(&after, Some(read)));
    assert_eq!(now, old.edited(change), "{name}: {change:?}\n{after}");
    assert_eq!(&apply(&after, &invert(before, &edits)), before, "{name}: {change:?} taken back");
    // Reading with all of them takes longer than all else.
    let is_drawn = (after.len() + edits.len()).is_multiple_of(3);
    if *agreed && is_drawn {
        assert_eq!(readers::disagreement(&after), None, "{name}: {change:?}\n{after}");
    }
    let start = edits.first().map_or(0, |edit| edit.span.start as usize);
    (start, edits.last().map_or(start, |edit| edit.span.end as usize))
}

#[test]
fn every_scalar_can_be_set_and_only_its_lines_change() {
    let texts = ["yes", "it's \"so\" # here: now", "one\n  two\nthree\n"];
    let mut values: Vec<New> = texts.iter().map(|text| New::Text((*text).into())).collect();
    values.push(New::Int(7));
    let mut made = 0;
    for example in examples() {
        let text = &example.text;
        for (path, holds) in example.tree.paths() {
            let Some(spot) = example.read.at(&path).filter(|_| !holds) else { continue };
            let span = spot.span();
            let first = text[..span.start as usize].rfind('\n').map_or(0, |found| found + 1);
            let last = text[span.end as usize..]
                .find('\n')
                .map_or(text.len(), |found| found + span.end as usize + 1);
            for value in &values {
                let change = Edit::Set { path: path.clone(), value: value.clone() };
                let (start, end) = check(&example, &change);
                assert!(start == end || first <= start && end <= last, "{change:?}");
                made += 1;
            }
        }
    }
    eprintln!("{made} values set");
}

#[test]
fn every_key_and_item_can_be_removed_moved_and_joined_by_another() {
    let mut made = 0;
    for example in examples() {
        for (path, _) in example.tree.paths() {
            let mut changes = joined(&example.tree, &path);
            if let Some((parent, step)) = path.split_last() {
                changes.push(Edit::Remove { path: path.clone() });
                changes.push(match step {
                    Step::Key(_) => Edit::RenameKey { path: path.clone(), to: "on".into() },
                    Step::Index(_) => Edit::Move { from: path.clone(), to: parent.index(0) },
                });
            }
            for change in changes {
                check(&example, &change);
                made += 1;
            }
        }
    }
    eprintln!("{made} keys and items");
}

/// What can be put into the node at `path`.
fn joined(old: &Tree, path: &Path) -> Vec<Edit> {
    let entry = |text: &str| New::Text(text.into());
    let map = || {
        New::Map(vec![
            ("name".into(), entry("N")),
            (
                "options".into(),
                New::List(vec![entry("a"), New::Map(vec![("value".into(), entry("1\n2"))])]),
            ),
        ])
    };
    match old.get(path) {
        Some(Tree::List(items)) => (0..=items.len())
            .map(|index| Edit::Insert { path: path.index(index), value: map() })
            .collect(),
        Some(Tree::Map(_)) => vec![
            Edit::Insert { path: path.key("added key"), value: map() },
            Edit::Set { path: path.key("deep").key("er").index(0), value: entry("no") },
        ],
        _ => Vec::new(),
    }
}
