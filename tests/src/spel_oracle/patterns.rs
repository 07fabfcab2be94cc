//! The patterns of wider expressions, by section from `patterns.txt`. There
//! `<E>` stands for an expression, `<P>` for a path, and so on as `wide.rs` has
//! it; `⏎` for a line end, `∅` for nothing, and `‹›` stand around blanks.

use std::collections::HashMap;
use std::sync::LazyLock;

static SECTIONS: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let mut sections: HashMap<&str, Vec<String>> = HashMap::new();
    let mut section = "";
    for line in include_str!("patterns.txt").lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("= ").and_then(|head| head.split_once(':')) {
            Some((name, _)) => section = name,
            None => sections.entry(section).or_default().push(pattern(line)),
        }
    }
    sections
});

fn pattern(line: &str) -> String {
    let inner = line.strip_prefix('\u{2039}').and_then(|rest| rest.strip_suffix('\u{203a}'));
    match line {
        "\u{2205}" => String::new(),
        _ => inner.unwrap_or(line).replace('\u{23ce}', "\n"),
    }
}

/// The patterns of a section; a name that the file lacks has none.
pub(super) fn section(name: &str) -> &'static [String] {
    SECTIONS.get(name).map_or(&[], Vec::as_slice)
}
