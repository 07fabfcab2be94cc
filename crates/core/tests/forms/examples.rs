//! Real files in every form, where they are at hand.
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use std::path::{Path, PathBuf};

use stage_core::Analysis;
use stage_core::export::{Choice, Kept, Wrapping, plan_wrapped};
use stage_core::forms::{Form, StageKind};
use stage_core::java::Value;

use crate::samples::{all, analyzed};

/// The files of the folder beside a folder above this one, or of the one that
/// `STAGE_DESIGNER_SHARED` names; and the made ones.
fn files() -> Vec<(String, String)> {
    let named = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = named
        .into_iter()
        .chain(above.ancestors().map(|above| above.join("shared")))
        .map(|shared| shared.join("examples"))
        .find(|examples| examples.is_dir());
    let mut files: Vec<(String, String)> = all()
        .into_iter()
        .filter(|(form, text)| *form != "helm-template" && !text.contains('@'))
        .map(|(form, text)| (form.to_owned(), text))
        .collect();
    let Some(folder) = folder else {
        eprintln!("skipped: no real files at hand");
        return files;
    };
    for file in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        files.push((name, std::fs::read_to_string(file.path()).expect("readable")));
    }
    files
}

/// What Orca would make of the stages, list by list.
fn loaded(analysis: &Analysis) -> Vec<(StageKind, Option<Value>)> {
    let places = analysis.detected.stages.iter().zip(&analysis.stages);
    let mut stages: Vec<_> =
        places.map(|(place, stage)| (place.kind, stage.loaded.value.clone())).collect();
    stages.sort_by_key(|(kind, _)| *kind);
    stages
}

#[test]
fn real_files_convert_into_every_form_and_back_with_the_same_stages() {
    for (name, text) in files() {
        let from = analyzed(&text);
        let all: Vec<usize> = (0..from.stages.len()).collect();
        for form in [Form::Profile, Form::SpinnakerService, Form::ConfigMap, Form::HelmValues] {
            for kept in [Kept::ConfigMap, Kept::SecretText, Kept::SecretData] {
                let names = Wrapping { kept, ..Wrapping::default() };
                let made = plan_wrapped(&from, &all, form, &names, None, Choice::Keep)
                    .unwrap_or_else(|error| panic!("{name} as {}: {error}", form.name()));
                let read = analyzed(&made.text);
                // A plugin is loaded by Jackson, by other rules than a profile.
                if from.detected.form != Form::Plugin {
                    assert!(
                        loaded(&read) == loaded(&from),
                        "{name} as {}\n{}",
                        form.name(),
                        made.text
                    );
                }
                let fragment =
                    plan_wrapped(&read, &all, Form::Fragment, &names, None, Choice::Keep)
                        .unwrap_or_else(|error| panic!("{name} on from {}: {error}", form.name()));
                assert!(
                    loaded(&analyzed(&fragment.text)) == loaded(&read),
                    "{name}, {} and a fragment\n{}",
                    form.name(),
                    fragment.text
                );
                if from.detected.form != Form::Profile {
                    continue;
                }
                let back = plan_wrapped(&read, &all, Form::Profile, &names, None, Choice::Keep)
                    .unwrap_or_else(|error| panic!("{name} back from {}: {error}", form.name()));
                let trimmed = |text: &str| text.trim_end().to_owned();
                let same = if form == Form::SpinnakerService {
                    trimmed(&back.text) == trimmed(&text.replacen("---\n", "", 1))
                        || trimmed(&back.text) == trimmed(&text)
                } else {
                    back.text == text
                };
                assert!(same, "{name} comes back from {} as it was", form.name());
            }
        }
    }
}
