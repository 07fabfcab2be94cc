//! Where a container names one of its own variables: in `$(NAME)`, which
//! Kubernetes replaces, and in the script that its shell runs.
//!
//! It must never take a word for a use that may be something else.

use super::place::Place;
use super::text;
use crate::author::script::read_back;
use crate::document::Node;
use crate::document::edit::Edit;
use crate::rules::placed_references;

/// What a container's texts say of a variable.
pub(super) struct Uses {
    /// The edits that give the uses another name.
    pub edits: Vec<Edit>,
    /// Whether a script also has the name where it may or may not be the
    /// variable, as in `printenv NAME`.
    pub unsure: bool,
}

/// The uses of the variable `old` at `index` of a container, renamed `to`.
pub(super) fn uses(container: &Place<'_>, index: usize, old: &str, to: &str) -> Uses {
    let mut found = Uses { edits: Vec::new(), unsure: false };
    let mut set = |place: &Place<'_>, now: String, written: &str| {
        if now != written {
            found.edits.push(place.set(text(&now)));
        }
    };
    // A variable's value sees only those before it.
    let later = container.key("env").items();
    let later = later.iter().skip(index + 1).map(|item| item.key("value"));
    let mounts = container.key("volumeMounts").items();
    let paths = mounts.iter().map(|mount| mount.key("subPathExpr"));
    for place in later.chain(paths) {
        let Some(written) = place.node.and_then(Node::as_text) else { continue };
        set(&place, in_references(written, old, to), written);
    }
    let words = words(container);
    let script = has_script(container);
    for (at, place) in words.iter().enumerate() {
        let Some(written) = place.node.and_then(Node::as_text) else { continue };
        let now = in_references(written, old, to);
        if !script || at + 1 < words.len() {
            found.unsure |= has_word(&now, old);
            set(place, now, written);
            continue;
        }
        // All of a script or nothing of it: half of it would be broken.
        let whole = in_script(&now, old, to);
        found.unsure |= whole.is_none();
        set(place, whole.unwrap_or(now), written);
    }
    found
}

/// The words of a container's command and arguments.
fn words<'a>(container: &Place<'a>) -> Vec<Place<'a>> {
    let lists = ["command", "args"].into_iter().map(|list| container.key(list));
    lists
        .flat_map(|list| match list.node.and_then(Node::as_text) {
            Some(_) => vec![list],
            None => list.items(),
        })
        .collect()
}

/// Whether the last of the words is a script for a shell.
fn has_script(container: &Place<'_>) -> bool {
    let list = |name: &str| -> Vec<String> {
        let list = container.key(name);
        let alone = list.node.and_then(Node::as_text).map(str::to_owned);
        let items = list.items();
        let texts = items.iter().filter_map(|item| item.node?.as_text()).map(str::to_owned);
        alone.into_iter().chain(texts).collect()
    };
    read_back(&list("command"), &list("args")).is_some()
}

/// The text with another name in each `$(NAME)`.
fn in_references(text: &str, old: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, name) in placed_references(text).into_iter().filter(|(_, name)| *name == old) {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(to);
        done = at + name.len();
    }
    out + text.get(done..).unwrap_or_default()
}

/// The script with another name in each `$NAME` and `${NAME…}`, whatever sign
/// stands for the dollar; none if the name is there in another way, too.
fn in_script(script: &str, old: &str, to: &str) -> Option<String> {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some((before, after)) = next_word(rest, old) {
        let so_far = format!("{out}{before}");
        if !is_use(&so_far) {
            return None;
        }
        out = so_far + to;
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Whether what stands before a name makes it the use of a variable.
fn is_use(before: &str) -> bool {
    let braced = before.strip_suffix('{').or_else(|| before.strip_suffix("{#"));
    let signed = match braced {
        Some(sign) => sign.ends_with(['$', '@', '%', '^', '~', '!']),
        None => before.ends_with('$'),
    };
    // Kubernetes halves dollars; after a backslash it is a dollar and a word.
    let sign = braced.unwrap_or(before);
    let sign = sign.get(..sign.len().saturating_sub(1)).unwrap_or_default();
    signed && !sign.ends_with('\\') && !sign.ends_with("$$")
}

fn has_word(text: &str, word: &str) -> bool {
    next_word(text, word).is_some()
}

/// What is before and after the next place of a word.
fn next_word<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).filter(|_| !word.is_empty()).find_map(|(at, found)| {
        let (before, after) = (text.get(..at)?, text.get(at + found.len()..)?);
        (!before.ends_with(part) && !after.starts_with(part)).then_some((before, after))
    })
}

#[cfg(test)]
mod tests {
    use super::in_script;

    #[test]
    fn a_script_follows_where_every_place_is_a_use() {
        for (script, renamed) in [
            ("echo $A \"${A:-b}\" @{A} ${#A} $$A", Some("echo $B \"${B:-b}\" @{B} ${#B} $$B")),
            ("echo $AB $A_ ba A1", Some("echo $AB $A_ ba A1")),
            ("printenv A", None),
            ("A=1; echo $A", None),
            ("echo \\$A", None),
            ("echo $$$A", None),
            ("", Some("")),
        ] {
            assert_eq!(in_script(script, "A", "B").as_deref(), renamed, "{script}");
        }
    }
}
