//! Where in a file an explained error comes from.

use super::Explanation;
use super::property::PathPart;
use super::sought::sought;
use crate::document::{Kind, Node};
use crate::forms::StagePlace;
use crate::java::Span;

/// A place in the file that an error comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// As the error itself gives it, both from 1.
    Line {
        /// The line.
        line: usize,
        /// The column, in Unicode scalars.
        column: usize,
    },
    /// Something in one of the file's stages.
    Stage {
        /// Its index among them.
        stage: usize,
        /// The bytes, within the stage's region.
        span: Span,
    },
}

/// Where in the file with these stages it comes from: the deepest part that the
/// file has of the property that the error names, else the first mapping, key
/// or value that it quotes; none where the file has nothing like it.
pub fn place(of: &Explanation, stages: &[StagePlace]) -> Option<Place> {
    let named = of.property.as_deref().and_then(|path| at_path(stages, path));
    named.or_else(|| sought(of, stages))
}

fn at_path(stages: &[StagePlace], path: &[PathPart]) -> Option<Place> {
    let at = path.iter().position(|part| !matches!(part, PathPart::Name(_)))?;
    let (list, rest) = path.split_at_checked(at)?;
    let (PathPart::Index(index), rest) = rest.split_first()? else { return None };
    let list: Vec<String> = list
        .iter()
        .filter_map(|part| if let PathPart::Name(name) = part { Some(uniform(name)) } else { None })
        .collect();
    let list = list.join(".");
    let (stage, held) = stages.iter().enumerate().find(|(_, place)| {
        place.kind.list().to_lowercase() == list && place.index == Some(*index)
    })?;
    Some(Place::Stage { stage, span: deepest(held.node.as_ref()?, rest) })
}

fn deepest(node: &Node, path: &[PathPart]) -> Span {
    let mut node = node;
    let mut span = node.span;
    for part in path {
        let next = match (&node.resolved().kind, part) {
            (Kind::Mapping { entries, .. }, PathPart::Name(name)) => entries
                .iter()
                .find(|entry| uniform(entry.key.as_text().unwrap_or("")) == uniform(name)),
            (Kind::Mapping { entries, .. }, PathPart::Key(key)) => entries.iter().find(|entry| {
                let text = entry.key.as_text().unwrap_or("");
                text == key
                    || text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) == Some(key)
            }),
            (Kind::Sequence { items, .. }, PathPart::Index(index)) => {
                let Some(item) = items.get(*index) else { return span };
                (node, span) = (item, item.span);
                continue;
            }
            _ => None,
        };
        let Some(entry) = next else { return span };
        (node, span) = (&entry.value, entry.key.span);
    }
    span
}

/// A name as Spring compares names.
fn uniform(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::spinnaker::why::explain;
    use crate::{analyze, document::Source};

    const FILE: &str = "\
job:
  preconfigured:
    kubernetes:
      - type: a
        cloudProvider: Kubernetes
        parameters:
          - {name: one, mapping: 'manifest.spec.containers[2].image'}
        manifest:
          spec: {backoffLimit: maybe}
      - type: b
        manifest:
          spec:
            backoffLimit: 'é'
";

    /// The text from the place on, as far as the line goes.
    fn leads(error: &str) -> Option<&'static str> {
        let analysis = analyze(&Source::new(FILE), None);
        let offset = analysis.place_of(explain(error).first()?)?;
        FILE.get(offset..)?.lines().next()
    }

    #[test]
    fn a_property_leads_to_the_deepest_part_that_the_file_has() {
        let bind = |path: &str| {
            leads(&format!(
                "Failed to bind properties under 'job.preconfigured.kubernetes{path}' to int"
            ))
        };
        let limit = Some("backoffLimit: 'é'");
        assert_eq!(bind("[1].manifest.spec.backoff-limit"), limit);
        assert_eq!(bind("[1].manifest.spec.backoff-limit.gone"), limit);
        assert_eq!(bind("[1].manifest.gone"), Some("manifest:"));
        assert_eq!(bind("[2].manifest"), None, "there is no third stage");
        assert_eq!(bind(""), None, "the list itself is no stage");
    }

    #[test]
    fn what_names_no_property_leads_to_what_it_quotes() {
        let spec = Some("backoffLimit: maybe}");
        assert_eq!(leads("for value [maybe]"), None, "half a text says nothing");
        let failed = "Failed to convert from type [java.lang.String] to type [java.lang.Integer]";
        assert_eq!(leads(&format!("{failed} for value [maybe]")), spec);
        assert_eq!(
            leads("Invalid index 2 for list containers"),
            Some("mapping: 'manifest.spec.containers[2].image'}")
        );
        assert_eq!(
            leads("JobRunner not found for cloudProvider Kubernetes"),
            Some("cloudProvider: Kubernetes")
        );
        assert_eq!(leads("JobRunner not found for cloudProvider titus"), None);
    }

    #[test]
    fn a_line_that_the_error_gives_is_taken_where_the_file_has_it() {
        let at = |line: usize, column: usize| {
            leads(&format!(
                "ScannerException: while scanning\n in 'reader', line {line}, column {column}:"
            ))
        };
        assert_eq!(at(4, 9), Some("type: a"));
        assert_eq!(at(13, 29), Some("'"), "columns are characters");
        assert_eq!(at(4, 900), Some(""), "and end with the line");
        assert_eq!(at(400, 1), None, "it was another file");
        assert_eq!(at(0, 0), None);
    }
}
