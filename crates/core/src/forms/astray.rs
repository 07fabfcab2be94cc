//! Lists of stages that stand where Orca does not look: below `jobs`, below
//! another service's profile, or a level too high.

use super::detect::looks_like_a_stage;
use super::lists::uniform;
use crate::document::{Kind, Path, Regions, Spot, Step};
use crate::java::Span;
use crate::limits;

/// A list of stages that Orca does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Astray {
    /// Where it is.
    pub path: Path,
    /// Its key, in bytes of the whole text.
    pub span: Span,
}

/// The first list of stages below keys that are nearly those of Orca.
pub(super) fn astray(regions: &Regions) -> Option<Astray> {
    (0..regions.roots.len()).find_map(|document| {
        let root = regions.root(document)?;
        below(root, &Path::root(document), limits::ASTRAY_DEPTH)
    })
}

/// Aliases are not followed: what they stand for is walked where it is written,
/// and a few lines of them stand for more than can ever be walked.
fn below(spot: Spot<'_>, path: &Path, left: usize) -> Option<Astray> {
    if left == 0 {
        return None;
    }
    spot.node.entries().iter().find_map(|entry| {
        if matches!(entry.value.kind, Kind::Alias(_)) {
            return None;
        }
        let value = spot.with(&entry.value);
        let path = path.key(entry.key.as_text()?);
        if value.is_sequence() {
            let first = value.items().into_iter().next()?;
            let stages = looks_like_a_stage(first) && is_near(&path);
            return stages.then(|| Astray { path, span: spot.with(&entry.key).span() });
        }
        below(value, &path, left - 1)
    })
}

/// Whether the keys say that these are custom stages, and no pipeline's.
fn is_near(path: &Path) -> bool {
    let names = path.steps.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.split('.').map(uniform).collect::<Vec<_>>()),
        Step::Index(_) => None,
    });
    let names: Vec<String> = names.flatten().collect();
    let has = |name: &str| names.iter().any(|it| it == name);
    let job = has("job") || has("jobs") || has("webhook") || has("webhooks");
    has("preconfigured") || job && (has("kubernetes") || has("titus"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::read;
    use std::fmt::Write;

    #[test]
    fn a_bomb_of_mappings_is_walked_once() {
        // Followed, a hundred aliases seven levels deep would never end.
        let mut text = String::from("job0: &a0 {kubernetes: 1}\n");
        for level in 1..=limits::ASTRAY_DEPTH {
            write!(text, "job{level}: &a{level} {{").unwrap();
            for key in 0..100 {
                write!(text, "k{key}: *a{}, ", level - 1).unwrap();
            }
            text.push_str("}\n");
        }
        text.push_str("jobs: {kubernetes: [{label: A, type: a}]}\n");
        let found = astray(&read(&text, None)).map(|found| found.path.to_string());
        assert_eq!(found.as_deref(), Some("jobs.kubernetes"));
    }
}
