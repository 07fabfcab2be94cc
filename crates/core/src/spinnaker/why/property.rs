//! Spring's property paths, such as
//! `job.preconfigured.kubernetes[0].manifest.spec.backoff-limit`.

/// One part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// A property by Spring's dashed name: `backoff-limit` is `backoffLimit`.
    Name(String),
    /// An element of a list.
    Index(usize),
    /// A key of a map, as it is.
    Key(String),
}

/// The parts of a path. Brackets hold indices and keys; a key may itself have
/// dots and brackets.
pub fn property_path(text: &str) -> Vec<PathPart> {
    let mut out = Vec::new();
    let mut name = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c != '[' && c != '.' {
            name.push(c);
            continue;
        }
        if !name.is_empty() {
            out.push(PathPart::Name(std::mem::take(&mut name)));
        }
        if c == '[' {
            let (inside, after) = bracketed(rest);
            out.push(match inside.parse() {
                Ok(index) => PathPart::Index(index),
                Err(_) => PathPart::Key(inside.to_owned()),
            });
            rest = after;
        }
    }
    if !name.is_empty() {
        out.push(PathPart::Name(name));
    }
    out
}

/// What stands before the bracket that closes, and what behind it.
fn bracketed(text: &str) -> (&str, &str) {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => {
                let after = text.get(at + 1..).unwrap_or_default();
                return (text.get(..at).unwrap_or_default(), after);
            }
            ']' => depth -= 1,
            _ => {}
        }
    }
    (text, "")
}

/// The path in Jackson's `(through reference chain: A["b"]->C["d"]->E[0])`,
/// as plugins' stages are reported; names are those of the JSON.
pub fn reference_chain(line: &str) -> Option<Vec<PathPart>> {
    let (_, chain) = line.split_once("(through reference chain: ")?;
    let part = |link: &str| {
        let inside = link.trim_end_matches(')').strip_suffix(']')?.rsplit_once('[')?.1;
        let name = inside.trim_matches('"');
        Some(match inside.parse() {
            Ok(index) => PathPart::Index(index),
            Err(_) => PathPart::Name(name.to_owned()),
        })
    };
    Some(chain.split("->").filter_map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_indices_and_keys_are_told_apart() {
        use PathPart::{Index, Key, Name};
        assert_eq!(
            property_path("job.kubernetes[0].metadata.labels[a[b].c/d].x"),
            [
                Name("job".into()),
                Name("kubernetes".into()),
                Index(0),
                Name("metadata".into()),
                Name("labels".into()),
                Key("a[b].c/d".into()),
                Name("x".into()),
            ]
        );
        assert_eq!(property_path("a[open"), [Name("a".into()), Key("open".into())]);
        assert_eq!(property_path(""), []);
    }

    #[test]
    fn jacksons_chains_are_paths_too() {
        use PathPart::{Index, Name};
        let line = "no Integer (through reference chain: x.Y[\"manifest\"]->io.V1Job[\"spec\"]->java.util.ArrayList[2])";
        let path = [Name("manifest".into()), Name("spec".into()), Index(2)];
        assert_eq!(reference_chain(line), Some(path.into()));
        assert_eq!(reference_chain("nothing"), None);
    }
}
