//! The structure that ARCHITECTURE.md promises, read off the code itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::shared::root;

/// The core's modules, lowest first: each may use those before it.
const ORDER: [&str; 19] = [
    "limits",
    "merge",
    "sensitive",
    "java",
    "document",
    "forms",
    "stage",
    "finding",
    "spinnaker",
    "schema",
    "rules",
    "analysis",
    "installation",
    "mend",
    "secret",
    "author",
    "export",
    "preview",
    "upgrade",
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "target" && name != "node_modules" && name != "gen" {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("readable");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn all() -> Vec<PathBuf> {
    ["crates", "src-tauri", "tests"]
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .collect()
}

#[test]
fn inside_the_core_arrows_go_one_way() {
    let source = root().join("crates/core/src");
    let mut back = Vec::new();
    for path in rust_files(&source) {
        let relative = path.strip_prefix(&source).expect("below");
        let module = relative.iter().next().expect("a name").to_string_lossy().replace(".rs", "");
        let Some(own) = ORDER.iter().position(|known| *known == module) else {
            assert!(module == "lib", "{module} has no place in the order");
            continue;
        };
        for other in &ORDER[own + 1..] {
            if code(&path).contains(&format!("crate::{other}::")) {
                back.push(format!("{} uses {other}", relative.display()));
            }
        }
    }
    assert!(back.is_empty(), "{back:#?}");
}

#[test]
fn each_big_library_is_named_in_one_place() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("tauri::", &["src-tauri/"][..]),
        ("tauri_specta", &["src-tauri/"]),
        ("jsonschema", &["crates/core/src/schema/", "tests/", "crates/cli/tests/"]),
        ("yaml_edit", &["crates/core/src/document/", "crates/core/tests/", "tests/"]),
        ("kube::", &["crates/engine/", "tests/"]),
        ("saphyr_parser", &["crates/core/src/document/"]),
    ]);
    let mut strays = Vec::new();
    for path in all() {
        let relative = path.strip_prefix(root()).expect("below").display().to_string();
        for (library, places) in &allowed {
            let named = code(&path).contains(library);
            if named
                && !relative.ends_with("architecture.rs")
                && !places.iter().any(|place| relative.starts_with(place))
            {
                strays.push(format!("{relative} names {library}"));
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn every_file_can_be_held_in_ones_head() {
    let long: Vec<String> = all()
        .iter()
        .filter(|path| std::fs::read_to_string(path).is_ok_and(|text| text.lines().count() > 400))
        .map(|path| path.strip_prefix(root()).expect("below").display().to_string())
        .collect();
    assert!(long.is_empty(), "split by idea: {long:#?}");
}

#[test]
fn the_core_touches_nothing_outside() {
    let forbidden =
        ["std::fs", "std::net", "std::process", "std::env", "std::thread", "std::time", "tokio"];
    let source = root().join("crates/core/src");
    for path in rust_files(&source) {
        for name in forbidden {
            assert!(!code(&path).contains(name), "{} names {name}", path.display());
        }
    }
}
