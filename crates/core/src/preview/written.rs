//! A stage as it stands in its file, without secrets: to be shown, and to be
//! kept for another day.

use super::authored;
use crate::Analysis;
use crate::secret::{MASK, Secrets};

/// A stage's own lines, comments and all, moved left; secrets masked. Nothing
/// where the stage could not be read.
pub fn written(analysis: &Analysis, stage: usize, secrets: &Secrets) -> Option<String> {
    let node = analysis.stages.get(stage)?.node.as_ref()?;
    let place = analysis.detected.stages.get(stage)?;
    let region = analysis.regions.regions.get(place.region)?;
    let source = &analysis.source;
    let first = source.scalar_position(region.offset(node.span.start as usize)).line;
    let mut out = String::new();
    for (index, line) in authored(&region.parsed.text, node).iter().enumerate() {
        let whole = source.line(first + index).trim_end_matches(['\n', '\r']);
        let start =
            source.line_start(first + index) + whole.len() - line.text.len().min(whole.len());
        if let Some(text) = without_secrets(&line.text, start, secrets) {
            out.push_str(&text);
            out.push('\n');
        }
    }
    Some(out)
}

/// A line that begins at byte `start` of the text; none if all of it goes on
/// with a secret that began before.
fn without_secrets(line: &str, start: usize, secrets: &Secrets) -> Option<String> {
    let mut out = String::new();
    let mut hidden = false;
    for (at, c) in line.char_indices() {
        match secrets.at(start + at) {
            Some(secret) if secret.start == start + at => out.push_str(MASK),
            Some(_) if c == ' ' && out.trim().is_empty() => {
                hidden = true;
                out.push(c);
            }
            Some(_) => hidden = true,
            None => out.push(c),
        }
    }
    (!hidden || !out.trim().is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::document::Source;

    #[test]
    fn what_is_shown_as_written_has_no_secrets() {
        let text = "\
- label: A # the first
  type: a
  token: |
    line one
    line two
  env:
  - {name: PASSWORD, value: 'hunter
      two'} # kept
";
        let analysis = analyze(&Source::new(text), None);
        let secrets = Secrets::of(&analysis);
        insta::assert_snapshot!(written(&analysis, 0, &secrets).unwrap_or_default(), @"
        label: A # the first
        type: a
        token: <masked>
        env:
        - {name: PASSWORD, value: <masked>
            } # kept
        ");
        assert_eq!(written(&analysis, 1, &secrets), None);
    }
}
