//! What changes for an installation between two states of its files, or
//! between two releases on the same files: which stages Orca knows, what each is bound to,
//! and whether Orca starts at all.
//!
//! It compares what loading made; it must never judge by the text.

use crate::Analysis;
use crate::document::Step;
use crate::forms::StageKind;
use crate::java::{Data, Span, Value, to_json};
use crate::limits;
use crate::spinnaker::load::{Failure, LoadedStage};

/// One thing that is different.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The stage's `type`, else its label; none for all of the installation.
    pub stage: Option<String>,
    /// What is different.
    pub what: What,
    /// Where it stands in the newer texts, or, for what is gone, in the older.
    pub span: Option<Span>,
    /// The file of that place, by its index among those texts.
    pub file: usize,
}

/// What is different.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Orca started before and no longer does: the exception and its causes.
    NoLongerStarts(Vec<String>),
    /// Orca did not start before and now does.
    Starts,
    /// It fails differently: before, now.
    FailsOtherwise(Vec<String>, Vec<String>),
    /// A stage of that `type` is new.
    Added,
    /// Pipelines that use this `type` fail from now on.
    Removed,
    /// A property of the bound stage.
    Value {
        /// Where, such as `manifest.spec.backoffLimit`.
        path: String,
        /// As it was, in JSON; none where it was not set.
        old: Option<String>,
        /// As it is.
        new: Option<String>,
    },
}

/// A stage as an installation holds it.
struct Held<'a> {
    name: String,
    kind: StageKind,
    loaded: &'a LoadedStage,
    span: Span,
    file: usize,
}

/// What is different in `new`, in its order; what is gone comes last. Each
/// side is the files of an installation, as they are within it
/// ([`crate::installation::Installed::within`]).
pub fn differences(old: &[Analysis], new: &[Analysis]) -> Vec<Difference> {
    let mut found = Vec::new();
    starts(old, new, &mut found);
    let (before, after) = (held(old), held(new));
    let same = |one: &Held<'_>, other: &Held<'_>| one.kind == other.kind && one.name == other.name;
    for (index, stage) in after.iter().enumerate() {
        // Of several with one name, the first is compared with the first.
        let nth = after.iter().take(index).filter(|other| same(other, stage)).count();
        match before.iter().filter(|other| same(other, stage)).nth(nth) {
            Some(other) => values(other, stage, &mut found),
            None => found.push(of(stage, What::Added)),
        }
    }
    for (index, stage) in before.iter().enumerate() {
        let nth = before.iter().take(index).filter(|other| same(other, stage)).count();
        if after.iter().filter(|other| same(other, stage)).nth(nth).is_none() {
            found.push(of(stage, What::Removed));
        }
    }
    found.truncate(limits::FINDINGS);
    found
}

fn of(stage: &Held<'_>, what: What) -> Difference {
    Difference { stage: Some(stage.name.clone()), what, span: Some(stage.span), file: stage.file }
}

/// The first failure, with its file and place. Files are read before anything
/// is bound. In forms that Orca does not read itself it is a stage's own.
fn failure(files: &[Analysis]) -> Option<(&Failure, usize, Span)> {
    let mut all: Vec<(&Failure, usize, Span)> = Vec::new();
    for (file, analysis) in files.iter().enumerate() {
        for failure in &analysis.loaded.failures {
            all.push((failure, file, analysis.failure_span(failure)));
        }
        if !analysis.is_one_profile() {
            all.extend(analysis.stages.iter().enumerate().filter_map(|(index, stage)| {
                let failure = stage.loaded.failure.as_ref()?;
                Some((failure, file, analysis.span(index, failure.place.span)))
            }));
        }
    }
    let reading = all.iter().find(|(failure, ..)| failure.kind.is_reading());
    reading.or(all.first()).copied()
}

fn starts(old: &[Analysis], new: &[Analysis], found: &mut Vec<Difference>) {
    let what = match (failure(old), failure(new)) {
        (None, None) => return,
        (Some(_), None) => (What::Starts, 0, None),
        (None, Some((failure, file, span))) => {
            (What::NoLongerStarts(failure.messages()), file, Some(span))
        }
        (Some((before, ..)), Some((after, file, span))) => {
            let (before, after) = (before.messages(), after.messages());
            if before == after {
                return;
            }
            (What::FailsOtherwise(before, after), file, Some(span))
        }
    };
    found.push(Difference { stage: None, what: what.0, file: what.1, span: what.2 });
}

fn held(files: &[Analysis]) -> Vec<Held<'_>> {
    files.iter().enumerate().flat_map(|(file, analysis)| held_by(file, analysis)).collect()
}

fn held_by(file: usize, analysis: &Analysis) -> Vec<Held<'_>> {
    let whole = analysis.is_one_profile();
    let places = analysis.detected.stages.iter().zip(&analysis.stages).enumerate();
    places
        .filter_map(|(index, (place, stage))| {
            // In a profile another list may count.
            let loaded = if whole { analysis.loaded_stage(index)? } else { &stage.loaded };
            let text = |name: &str| stage.definition.text(name);
            let name = text("type").or_else(|| text("label")).unwrap_or_default().to_owned();
            Some(Held { name, kind: place.kind, loaded, span: analysis.stage_span(index), file })
        })
        .collect()
}

fn values(old: &Held<'_>, new: &Held<'_>, found: &mut Vec<Difference>) {
    let mut path = Vec::new();
    let (Some(before), Some(after)) = (&old.loaded.value, &new.loaded.value) else { return };
    compare(Some(before), Some(after), &mut path, &mut |path, before, after| {
        let shown = |value: Option<&Value>| value.map(|value| to_json(value).to_string());
        let what = What::Value { path: written(path), old: shown(before), new: shown(after) };
        found.push(of(new, what));
    });
}

type Each<'a> = dyn FnMut(&[Step], Option<&Value>, Option<&Value>) + 'a;

fn compare(old: Option<&Value>, new: Option<&Value>, path: &mut Vec<Step>, each: &mut Each<'_>) {
    if path.len() > limits::NODE_DEPTH {
        return;
    }
    let (before, after) = (old.map(|value| &value.data), new.map(|value| &value.data));
    match (before, after) {
        (Some(Data::Map(before)), Some(Data::Map(after))) => {
            let gone = before.keys().filter(|key| !after.contains_key(key));
            for key in after.keys().chain(gone) {
                path.push(Step::Key(key.to_string().into()));
                compare(before.get(key), after.get(key), path, each);
                path.pop();
            }
        }
        (Some(Data::List(before)), Some(Data::List(after))) => {
            for index in 0..before.len().max(after.len()) {
                path.push(Step::Index(index));
                compare(before.get(index), after.get(index), path, each);
                path.pop();
            }
        }
        _ if before == after => {}
        _ => each(path, old, new),
    }
}

fn written(path: &[Step]) -> String {
    let path = crate::document::Path { document: 0, steps: path.to_vec() };
    path.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze_for;
    use crate::document::Source;
    use crate::spinnaker::{Release, Target};

    fn read(text: &str, release: Release) -> Analysis {
        analyze_for(&Source::new(text), Target::of(release), None)
    }

    fn told(old: &Analysis, new: &Analysis) -> String {
        let one = |difference: &Difference| {
            let stage = difference.stage.as_deref().unwrap_or("all");
            match &difference.what {
                What::Value { path, old, new } => {
                    let shown = |value: &Option<String>| value.clone().unwrap_or("nothing".into());
                    format!("{stage}: {path}: {} -> {}", shown(old), shown(new))
                }
                What::NoLongerStarts(why) => format!("{stage}: no longer starts: {}", why[0]),
                other => format!("{stage}: {other:?}"),
            }
        };
        let (old, new) = (std::slice::from_ref(old), std::slice::from_ref(new));
        differences(old, new).iter().map(one).collect::<Vec<_>>().join("\n")
    }

    const STAGE: &str = "\
job:
  preconfigured:
    kubernetes:
      - label: A
        type: a
        manifest:
          metadata:
            name: \"x${X:-d}\"
          spec:
            podReplacementPolicy: Failed
            template:
              spec:
                initContainers:
                  - name: sidecar
                    restartPolicy: Always
                volumes:
                  - name: v
                    emptyDir: {}
";

    #[test]
    fn an_upgrade_says_what_it_makes_of_the_same_file() {
        let (old, new) = (read(STAGE, Release::V2025_3), read(STAGE, Release::V2026_2));
        insta::assert_snapshot!(told(&new, &old), @"all: no longer starts: org.springframework.boot.context.properties.bind.BindException: Failed to bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template.spec.volumes[0].empty-dir' to io.kubernetes.client.openapi.models.V1EmptyDirVolumeSource");
        insta::assert_snapshot!(told(&old, &new), @"all: Starts");
        assert_eq!(told(&old, &old), "");
    }

    #[test]
    fn a_new_file_says_what_pipelines_notice() {
        let old = read(STAGE, Release::V2026_2);
        let text = STAGE.replace("type: a\n", "type: a\n        account: k8s\n").replace("-d", "e");
        let text = text + "      - type: b\n        label: B\n";
        insta::assert_snapshot!(told(&old, &read(&text, Release::V2026_2)), @r#"
        a: account: nothing -> "k8s"
        a: manifest.metadata.name: "x-d" -> "xe"
        b: Added
        "#);
        let gone = STAGE.replace("type: a", "type: c");
        insta::assert_snapshot!(told(&old, &read(&gone, Release::V2026_2)), @"
        c: Added
        a: Removed
        ");
    }

    #[test]
    fn a_profile_in_another_form_is_compared_as_orca_loads_it() {
        let service = |stages: &str| {
            format!(
                "kind: SpinnakerService\nspec: {{spinnakerConfig: {{profiles: {{orca: {{team: ops, job: {{preconfigured: {{kubernetes: [{stages}]}}}}}}}}}}}}\n"
            )
        };
        let old = read(&service("{label: A, type: a, account: '${team}'}"), Release::V2026_2);
        let new = read(&service("{label: A, type: a, account: dev}"), Release::V2026_2);
        insta::assert_snapshot!(told(&old, &new), @r#"a: account: "ops" -> "dev""#);
        let wrong = read(&service("{label: A, type: a, enabled: perhaps}"), Release::V2026_2);
        let errors = wrong.findings().into_iter().filter(|it| it.rule == "would-not-start");
        assert_eq!(errors.count(), 1, "a failure is said once");
    }
}
