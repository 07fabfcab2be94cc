//! Conversion among all forms: the same stages, the same comments, and back.

use proptest::prelude::*;
use stage_core::Analysis;
use stage_core::document::value;
use stage_core::export::{
    Choice, ExportError, Kept, Wrapping, combined, plan_wrapped, size, split,
};
use stage_core::forms::Form;
use stage_core::java::Value;

use crate::samples::{PROFILE, all, analyzed};

const WRAPPERS: [Form; 5] =
    [Form::Profile, Form::SpinnakerService, Form::ConfigMap, Form::HelmValues, Form::HelmTemplate];

/// What Orca would make of each stage.
fn loaded(analysis: &Analysis) -> Vec<Option<Value>> {
    analysis.stages.iter().map(|stage| stage.loaded.value.clone()).collect()
}

fn everything(analysis: &Analysis) -> Vec<usize> {
    (0..analysis.stages.len()).collect()
}

fn convert(from: &Analysis, form: Form, kept: Kept) -> Result<String, ExportError> {
    let names = Wrapping { kept, ..Wrapping::default() };
    plan_wrapped(from, &everything(from), form, &names, None, Choice::Keep)
        .map(|planned| planned.text)
}

#[test]
fn every_form_converts_into_every_other_with_the_same_stages() {
    for (name, text) in all() {
        let from = analyzed(&text);
        for form in WRAPPERS {
            for kept in [Kept::ConfigMap, Kept::SecretText, Kept::SecretData] {
                let made = match convert(&from, form, kept) {
                    Ok(made) => made,
                    // What a template comes to only Helm knows.
                    Err(ExportError::Template) if name == "helm-template" => continue,
                    // A script cannot replace what Base64 hides.
                    Err(_) if text.contains("@A") && kept == Kept::SecretData => continue,
                    Err(error) => panic!("{name} to {}: {error}\n{text}", form.name()),
                };
                let read = analyzed(&made);
                assert_eq!(read.detected.form, form, "{made}");
                assert_eq!(loaded(&read), loaded(&from), "{name} to {}\n{made}", form.name());
            }
        }
    }
}

#[test]
fn a_profile_comes_back_byte_for_byte() {
    let odd = "# c\n\nserver.port: 1\njob:\n preconfigured:\n  kubernetes:\n  -\n    type: a\t\n    x: |+\n      a\n\n\n\n";
    for profile in [PROFILE, PROFILE.trim_end(), odd, &PROFILE.replace('\n', "\r\n")] {
        let from = analyzed(profile);
        for form in WRAPPERS {
            for kept in [Kept::ConfigMap, Kept::SecretText, Kept::SecretData] {
                let made = convert(&from, form, kept).expect("it converts");
                let back = convert(&analyzed(&made), Form::Profile, kept).expect("and back");
                let lost = form == Form::SpinnakerService && profile == odd;
                assert!(back == profile || lost, "{}\n{made}\n{back}", form.name());
            }
        }
    }
}

#[test]
fn by_way_of_any_form_the_profile_is_the_same() {
    for (name, text) in all() {
        let from = analyzed(&text);
        // Unrendered actions go nowhere but into the same template.
        let Ok(direct) = convert(&from, Form::Profile, Kept::ConfigMap) else { continue };
        for form in WRAPPERS {
            for kept in [Kept::ConfigMap, Kept::SecretText, Kept::SecretData] {
                let Ok(made) = convert(&from, form, kept) else {
                    assert!(text.contains('@') || text.contains("{{"), "{name} to {}", form.name());
                    continue;
                };
                let back = convert(&analyzed(&made), Form::Profile, kept).expect("and on");
                assert!(back == direct, "{name} by way of {}\n{made}\n{back}", form.name());
            }
        }
    }
}

#[test]
fn fragments_and_plugins_carry_every_stage_of_every_form() {
    for (name, text) in all() {
        let from = analyzed(&text);
        let values = |analysis: &Analysis| -> Vec<Value> {
            analysis.stages.iter().filter_map(|stage| stage.node.as_deref()).map(value).collect()
        };
        let fragment = match convert(&from, Form::Fragment, Kept::ConfigMap) {
            Ok(fragment) => fragment,
            // By itself a stage with tokens or actions is no YAML.
            Err(ExportError::Template) if name == "helm-template" || text.contains('@') => continue,
            Err(error) => panic!("{name}: {error}"),
        };
        let read = analyzed(&fragment);
        assert_eq!(loaded(&read), loaded(&from), "{name}\n{fragment}");
        for form in WRAPPERS {
            let back = convert(&read, form, Kept::ConfigMap)
                .unwrap_or_else(|error| panic!("{name}: a fragment to {}: {error}", form.name()));
            assert_eq!(loaded(&analyzed(&back)), loaded(&from), "{name} to {}", form.name());
        }
        for stage in everything(&from) {
            let names = Wrapping::default();
            let plugin = plan_wrapped(&from, &[stage], Form::Plugin, &names, None, Choice::Keep)
                .unwrap_or_else(|error| panic!("{name}: a plugin: {error}"));
            // Jackson loads a plugin by other rules, from the same values.
            assert_eq!(values(&analyzed(&plugin.text)), values(&from)[stage..=stage], "{name}");
        }
    }
}

#[test]
fn comments_in_and_above_stages_come_along() {
    let from = analyzed(PROFILE);
    for form in [Form::Plugin, Form::Fragment] {
        let planned =
            plan_wrapped(&from, &[0], form, &Wrapping::default(), None, Choice::Keep).expect("one");
        for comment in ["# the first", "# say it", "# a comment of the script"] {
            assert!(planned.text.contains(comment), "{}", planned.text);
        }
        assert!(planned.notes.iter().any(|note| note.contains("Comments")), "{:?}", planned.notes);
        assert!(loaded(&analyzed(&planned.text))[0].is_some(), "it loads by itself");
    }
}

#[test]
fn stages_merge_into_a_file_of_any_form() {
    let from = analyzed("- label: New\n  type: fresh # note\n- {label: Echo, type: echo}\n");
    for (name, text) in all() {
        let into = analyzed(&text);
        let planned = plan_wrapped(
            &from,
            &[0, 1],
            into.detected.form,
            &Wrapping::default(),
            Some(&into),
            Choice::Replace,
        )
        .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (&planned.added[..], &planned.replaced[..]),
            (&["fresh".to_owned()][..], &["echo".to_owned()][..])
        );
        let read = analyzed(&planned.text);
        let types: Vec<_> = read
            .stages
            .iter()
            .map(|stage| stage.definition.text("type").unwrap_or("").to_owned())
            .collect();
        assert_eq!(types, ["echo", "second", "fresh", "hook"], "{name}");
        assert_eq!(read.detected.form, into.detected.form);
    }
}

#[test]
fn an_object_without_stages_takes_a_file_in() {
    let from = analyzed("- {label: Echo, type: echo}\n");
    for (text, kept) in [
        ("kind: ConfigMap\ndata:\n  gate.yml: |\n    a: 1\n", Kept::ConfigMap),
        ("kind: Secret\n", Kept::SecretText),
        ("kind: Secret\n", Kept::SecretData),
        ("kind: SpinnakerService\nspec: {} # x\n", Kept::ConfigMap),
    ] {
        let names = Wrapping { kept, ..Wrapping::default() };
        let into = analyzed(text);
        let planned = plan_wrapped(&from, &[0], Form::ConfigMap, &names, Some(&into), Choice::Keep)
            .expect("in");
        assert_eq!(loaded(&analyzed(&planned.text)), loaded(&from), "{}", planned.text);
    }
}

#[test]
fn files_are_split_and_put_together_again() {
    for (name, text) in all() {
        let from = analyzed(&text);
        let made = match split(&from, &[1], Form::Profile, &Wrapping::default()) {
            Ok(made) => made,
            Err(ExportError::Template) if name == "helm-template" => continue,
            Err(error) => panic!("{name}: {error}"),
        };
        let left = analyzed(&stage_core::document::edit::apply(&text, &made.left));
        let taken = analyzed(&made.taken.text);
        assert_eq!((left.stages.len(), taken.stages.len()), (2, 1), "{name}");
        let form = from.detected.form;
        let whole =
            combined(&[&left, &taken], form, &Wrapping::default(), Choice::Keep).expect("one");
        assert_eq!(loaded(&analyzed(&whole.text)), loaded(&from), "{name}");
    }
}

#[test]
fn an_anchor_shared_by_two_stages_keeps_them_together() {
    let from = analyzed(
        "job:\n  preconfigured:\n    kubernetes:\n    - type: a\n      labels: &l {x: y}\n    - type: b\n      labels: *l\n",
    );
    for stage in [0, 1] {
        let refused = split(&from, &[stage], Form::Profile, &Wrapping::default());
        assert!(refused.is_err(), "stage {stage} cannot go alone");
    }
}

#[test]
fn what_helm_would_evaluate_is_not_put_into_a_template() {
    let from = analyzed("- {label: A, type: a, description: '{{ jinja }}'}\n");
    assert_eq!(convert(&from, Form::HelmTemplate, Kept::ConfigMap), Err(ExportError::Template));
    assert!(convert(&from, Form::HelmValues, Kept::ConfigMap).is_ok());
}

#[test]
fn a_file_near_the_limit_says_so() {
    let large = format!(
        "job:\n  preconfigured:\n    kubernetes:\n    - type: a\n      description: {}\n",
        "x".repeat(1_000_000)
    );
    let planned = plan_wrapped(
        &analyzed(&large),
        &[0],
        Form::ConfigMap,
        &Wrapping::default(),
        None,
        Choice::Keep,
    )
    .expect("made");
    assert!(planned.notes.iter().any(|note| note.contains("95 %")), "{:?}", planned.notes);
    assert!(size(&"x".repeat(1_100_000), Form::ConfigMap).is_too_large());
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            Just("      label: x\n".to_owned()),
            Just("      # note\n".to_owned()),
            Just("\n".to_owned()),
            Just("    \n".to_owned()),
            Just("      script: |2\n          a\n         b  \n\n".to_owned()),
            Just("      text: \"one\n        two\\\n        three\"\n".to_owned()),
            Just("      plain: one\n\n        two\n".to_owned()),
            Just("      folded: >+\n        a\n        b\n\n\n".to_owned()),
            Just("      tab: a\t# c\n".to_owned()),
            Just("      n: 012\n      y: yes\n      e: é\u{1f600}\n".to_owned()),
            Just("    - type: b\n".to_owned()),
        ],
        0..8,
    )
    .prop_map(|lines| {
        format!(
            "# top\njob:\n  preconfigured:\n    kubernetes:\n    - type: a\n{}tasks: {{x: 1}}\n",
            lines.concat()
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn made_profiles_convert_with_the_same_stages_and_come_back(
        text in text(),
        by in prop::sample::select(&WRAPPERS[..]),
    ) {
        let from = analyzed(&text);
        prop_assume!(from.stages.iter().all(|stage| stage.node.is_some() && !stage.broken));
        for form in WRAPPERS {
            let made = convert(&from, form, Kept::ConfigMap).expect("it converts");
            let read = analyzed(&made);
            prop_assert_eq!(loaded(&read), loaded(&from), "{}", made);
            let values = |analysis: &Analysis| -> Vec<Value> {
                analysis.stages.iter().filter_map(|stage| stage.node.as_deref()).map(value).collect()
            };
            prop_assert_eq!(values(&read), values(&from));
            let back = convert(&read, Form::Profile, Kept::ConfigMap).expect("and back");
            prop_assert_eq!(&back, &text, "{}", made);
            let on = convert(&read, by, Kept::SecretText).expect("and on");
            let back = convert(&analyzed(&on), Form::Profile, Kept::ConfigMap).expect("and back");
            prop_assert_eq!(&back, &text, "{}", on);
        }
    }
}
