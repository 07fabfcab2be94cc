//! From any form by way of any other: hostile profiles come back byte for
//! byte, or the form says that it cannot carry them.

use std::fmt::Write as _;

use stage_core::Analysis;
use stage_core::export::{Choice, Kept, Wrapping, plan_wrapped};
use stage_core::forms::Form;
use stage_core::java::Value;

use crate::samples::{PROFILE, analyzed};

/// Every wrapper of a profile, by what it is called below.
const WRAPPERS: [(&str, Form, Kept); 7] = [
    ("profile", Form::Profile, Kept::ConfigMap),
    ("service", Form::SpinnakerService, Kept::ConfigMap),
    ("configmap", Form::ConfigMap, Kept::ConfigMap),
    ("secret text", Form::ConfigMap, Kept::SecretText),
    ("secret data", Form::ConfigMap, Kept::SecretData),
    ("values", Form::HelmValues, Kept::ConfigMap),
    ("template", Form::HelmTemplate, Kept::ConfigMap),
];

/// Texts that are hard to put into another, by what is hard.
fn hostile() -> Vec<(&'static str, String)> {
    let long = "x".repeat(5_000);
    vec![
        ("plain", PROFILE.to_owned()),
        ("no end of the last line", PROFILE.trim_end().to_owned()),
        ("blank lines at the end", format!("{PROFILE}\n\n   \n")),
        ("blank lines first", format!("\n  \n{PROFILE}")),
        (
            "tabs",
            PROFILE.replace("type: echo\n", "type: echo\t# \ttab\n\t\n").replace("# our", "#\tour"),
        ),
        ("line ends of Windows", PROFILE.replace('\n', "\r\n")),
        ("line ends of both kinds", PROFILE.replacen('\n', "\r\n", 9)),
        ("a byte order mark", format!("\u{feff}{PROFILE}")),
        ("a mark and Windows", format!("\u{feff}{}", PROFILE.replace('\n', "\r\n"))),
        ("a very long line", PROFILE.replace("label: Echo", &format!("label: {long}"))),
        ("a very long comment", PROFILE.replace("# our stages", &format!("# {long}"))),
        (
            "an anchor of another stage",
            PROFILE
                .replace("label: 'Second'", "label: *name")
                .replace("label: Phrase", "label: &name Phrase"),
        ),
        (
            "an anchor above the stages",
            format!("x-all: &all\n  cloudProvider: kubernetes\n{PROFILE}")
                .replace("label: 'Second'", "<<: *all"),
        ),
        ("a mark of a document", format!("---\n{PROFILE}")),
        ("several documents", format!("server: {{port: 1}}\n---\n{PROFILE}---\n# nothing\n")),
        (
            "stages in two documents",
            format!("{PROFILE}---\n{}", PROFILE.replace("type: ", "type: b")),
        ),
        ("an end of a document", format!("{PROFILE}...\n")),
        ("a directive", format!("%YAML 1.1\n---\n{PROFILE}")),
        ("actions of a template", PROFILE.replace("'Second'", "'{{ second }}'")),
        ("a token", PROFILE.replace("credentials: k8s", "credentials: '@ACCOUNT@'")),
        ("line breaks of Unicode", PROFILE.replace("'Second'", "\"a\u{2028}b\u{85}c\"")),
        ("no ASCII", PROFILE.replace("Phrase", "\u{dc}bergr\u{f6}\u{df}e \u{1f600}")),
        ("a control character", PROFILE.replace("'Second'", "\"a\\x07\\0b\"")),
        (
            "marks of a document in a script",
            PROFILE.replace("  indented", "  ---\n                  ..."),
        ),
        (
            "flow only",
            "{job: {preconfigured: {kubernetes: [{type: a, label: 'A # b'}, {type: b}]}}} # end\n"
                .to_owned(),
        ),
        (
            "JSON",
            "{\n\t\"job\": {\"preconfigured\": {\"kubernetes\": [{\"type\": \"a\"}]}}\n}\n"
                .to_owned(),
        ),
        ("moved right", PROFILE.split_inclusive('\n').flat_map(|line| ["   ", line]).collect()),
        ("dotted keys", "job.preconfigured.kubernetes:\n- type: a\n  label: A\n# end".to_owned()),
    ]
}

fn convert(from: &Analysis, (_, form, kept): (&str, Form, Kept)) -> Result<String, String> {
    let names = Wrapping { kept, ..Wrapping::default() };
    let all: Vec<usize> = (0..from.stages.len()).collect();
    plan_wrapped(from, &all, form, &names, None, Choice::Keep)
        .map(|planned| planned.text)
        .map_err(|error| error.to_string())
}

fn loaded(analysis: &Analysis) -> Vec<Option<Value>> {
    analysis.stages.iter().map(|stage| stage.loaded.value.clone()).collect()
}

/// Whether a text comes back from a form as it was; or why it cannot go there.
fn direct(from: &Analysis, text: &str, way: (&'static str, Form, Kept)) -> Result<bool, String> {
    let read = analyzed(&convert(from, way)?);
    assert!(loaded(&read) == loaded(from), "to {}\n{}", way.0, short(&read.source.text));
    Ok(convert(&read, WRAPPERS[0])? == text)
}

fn short(text: &str) -> String {
    text.chars().take(3000).collect()
}

#[test]
fn hostile_profiles_go_from_any_form_to_any_other_and_come_back() {
    let mut told = String::new();
    for (what, text) in hostile() {
        let from = analyzed(&text);
        assert!(!from.stages.is_empty(), "{what}: there are stages");
        let direct = WRAPPERS.map(|way| direct(&from, &text, way));
        for (way, came) in WRAPPERS.iter().zip(&direct) {
            let _ = match came {
                Ok(true) => Ok(()),
                Ok(false) => writeln!(told, "{what}, by way of {}: another text", way.0),
                Err(error) => writeln!(told, "{what}, to {}: {error}", way.0),
            };
        }
        for (first, lost) in WRAPPERS.iter().zip(&direct) {
            let Ok(same) = lost else { continue };
            let read = analyzed(&convert(&from, *first).expect("as before"));
            for (second, lost) in WRAPPERS.iter().zip(&direct) {
                let way = format!("{what}, to {} and to {}", first.0, second.0);
                let on = match (convert(&read, *second), lost) {
                    (Ok(on), Ok(_)) => analyzed(&on),
                    // What a form cannot carry it cannot carry from another one.
                    (Err(error), Err(before)) if error == *before => continue,
                    (on, before) => panic!("{way}: {on:?}, {before:?}"),
                };
                assert!(loaded(&on) == loaded(&from), "{way}\n{}", short(&on.source.text));
                let back = convert(&on, WRAPPERS[0]).expect(&way);
                let may_differ = !same || lost != &Ok(true);
                assert!(back == text || may_differ, "{way}\n{}", short(&back));
            }
        }
    }
    // By way of the operator's object the profile is a part of its YAML, not a
    // text: what only a text of its own can have is left out. A byte order mark
    // is left out everywhere; notes say so.
    insta::assert_snapshot!(told, @"
    blank lines at the end, by way of service: another text
    a byte order mark, by way of service: another text
    a byte order mark, by way of configmap: another text
    a byte order mark, by way of secret text: another text
    a byte order mark, by way of secret data: another text
    a byte order mark, by way of values: another text
    a byte order mark, by way of template: another text
    a mark and Windows, by way of service: another text
    a mark and Windows, by way of configmap: another text
    a mark and Windows, by way of secret text: another text
    a mark and Windows, by way of secret data: another text
    a mark and Windows, by way of values: another text
    a mark and Windows, by way of template: another text
    a mark of a document, by way of service: another text
    a directive, by way of service: another text
    actions of a template, to template: The text has template actions ({{ … }}). Helm evaluates them in a template only: render the file first (helm template), or export to a Helm template of the same actions.
    flow only, by way of service: another text
    JSON, by way of service: another text
    moved right, by way of service: another text
    ");
}
