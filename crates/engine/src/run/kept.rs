//! The stage of a run as it was kept: to make the run again where its file has
//! changed or is gone.

use stage_core::Analysis;
use stage_core::preview::written;
use stage_core::secret::{MASK, Secrets};

use super::record::{RunRecord, StageName};

/// A stage as a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file's text.
    pub text: String,
    /// Whether parts of it were not kept, for they look like secrets.
    pub masked: bool,
}

/// The stage that a run was of; nothing where the record has none.
pub fn kept(record: &RunRecord) -> Option<Kept> {
    let definition = record.definition.as_deref()?;
    let mut text = "job:\n  preconfigured:\n    kubernetes:\n    -\n".to_owned();
    for line in definition.lines() {
        if !line.is_empty() {
            text.push_str("      ");
            text.push_str(line);
        }
        text.push('\n');
    }
    Some(Kept { text, masked: definition.contains(MASK) })
}

/// A stage's definition as a record keeps it: as it stands in the file, without
/// secrets.
pub fn definition(analysis: &Analysis, stage: usize) -> Option<String> {
    written(analysis, stage, &Secrets::of(analysis))
}

/// The stage of that type, that label first; by its label where it has no type.
pub fn stage_named(analysis: &Analysis, name: &StageName) -> Option<usize> {
    let text = |at: usize, property: &str| {
        analysis.stages.get(at).and_then(|stage| stage.definition.text(property)).unwrap_or("")
    };
    let of_type: Vec<usize> =
        (0..analysis.stages.len()).filter(|at| text(*at, "type") == name.kind).collect();
    let of_label = of_type.iter().copied().find(|at| text(*at, "label") == name.label);
    of_label.or_else(|| of_type.first().copied().filter(|_| !name.kind.is_empty()))
}

/// Whether the stage is still the one that the run was of, as far as was kept.
pub fn is_as_run(record: &RunRecord, analysis: &Analysis, stage: usize) -> bool {
    record.definition.is_none() || record.definition == definition(analysis, stage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::record::tests::made_up;
    use stage_core::analyze;
    use stage_core::document::Source;

    const FILE: &str = "\
job:
  preconfigured:
    kubernetes:
    - type: other
    - label: A # kept
      type: a
      manifest:
        script: |
          one

          two
        env:
        - {name: DB_PASSWORD, value: hunter2}
";

    fn record(text: &str) -> RunRecord {
        let analysis = analyze(&Source::new(text), None);
        let definition = definition(&analysis, 1);
        let stage = StageName { kind: "a".into(), label: "A".into(), file: "/gone".into() };
        RunRecord { stage, definition, ..made_up("r", "a") }
    }

    #[test]
    fn what_was_kept_is_a_file_that_holds_the_same_stage_without_its_secrets() {
        let record = record(FILE);
        let kept = kept(&record).expect("kept");
        assert!(kept.masked && !kept.text.contains("hunter2"), "{}", kept.text);
        let analysis = analyze(&Source::new(kept.text), None);
        assert_eq!(stage_named(&analysis, &record.stage), Some(0));
        assert_eq!(definition(&analysis, 0), record.definition, "comments and blank lines too");
    }

    #[test]
    fn a_stage_that_was_changed_since_is_noticed_and_a_new_place_is_no_change() {
        let record = record(FILE);
        let moved = FILE.replace("    - type: other\n", "");
        let analysis = analyze(&Source::new(moved), None);
        let stage = stage_named(&analysis, &record.stage).expect("found");
        assert!(is_as_run(&record, &analysis, stage), "it only moved");
        let analysis = analyze(&Source::new(FILE.replace("one", "three")), None);
        assert!(!is_as_run(&record, &analysis, 1));
        assert!(is_as_run(&made_up("old", "a"), &analysis, 1), "an old record does not say");
        let gone = StageName { kind: "gone".into(), ..StageName::default() };
        assert_eq!(stage_named(&analysis, &gone), None);
    }
}
