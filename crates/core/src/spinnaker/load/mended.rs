//! Differences that the live oracle has shown (docs/oracle.md), each as the
//! smallest text and what the real code answers.

use std::sync::Arc;

use super::{Environment, Source, Variables, load, load_plugin};
use crate::document::{Node, read};
use crate::java::to_json;
use crate::spinnaker::{Release, Target};

/// The first stage's manifest or the classes of the failure's exceptions.
fn loads_in(text: &str, release: Release, environment: &Environment) -> String {
    let roots: Vec<(usize, Arc<Node>)> =
        read(text).roots.into_iter().map(|root| (0, root)).collect();
    let files = [Source { roots: &roots, regions: &[] }];
    let loaded = load(&files, Target::of(release), environment, None);
    if let Some(failure) = loaded.failures.first() {
        let classes = failure.causes.iter().map(|it| it.class.rsplit('.').next().unwrap_or(""));
        return classes.collect::<Vec<_>>().join(" < ");
    }
    let first = loaded.kubernetes.first().and_then(|stage| stage.loaded.value.as_ref());
    let manifest = first.and_then(|stage| stage.get("manifest"));
    manifest.map_or("nothing".into(), |manifest| to_json(manifest).to_string())
}

fn job(manifest: &str) -> String {
    let indented = manifest.replace('\n', "\n          ");
    format!("job:\n  preconfigured:\n    kubernetes:\n      - manifest:\n          {indented}\n")
}

fn loads(manifest: &str, release: Release) -> String {
    loads_in(&job(manifest), release, &Environment::default())
}

#[test]
fn class_names_as_tags_are_refused_while_composing_since_snake_yaml_2() {
    let text = "kind: !!java.net.URL x";
    assert_eq!(loads(text, Release::V2026_2), "ComposerException");
    assert_eq!(loads(text, Release::V2026_1), "ConstructorException");
    assert_eq!(loads("kind: !local x", Release::V2026_2), "ConstructorException");
}

#[test]
fn digits_of_any_script_are_digits() {
    let spec = "spec:\n  backoffLimit: \"\u{663}\"";
    assert_eq!(loads(spec, Release::V2026_2), r#"{"spec":{"backoffLimit":3}}"#);
    let text = "manifest: {spec: {backoffLimit: \"\u{663}\"}}";
    let root = &read(text).roots[0];
    let loaded = load_plugin(Some(root), text, Target::default());
    let value = loaded.value.as_ref().and_then(|stage| stage.get("manifest")).map(to_json);
    assert_eq!(value, Some(serde_json::json!({"spec": {"backoffLimit": 3}})));
}

#[test]
fn a_list_of_stages_given_as_a_placeholder_is_filled_before_it_is_refused() {
    let environment = |value: &str| Environment::new([("STAGES", value)], Variables::Wrapped);
    let loads = |written: &str, environment: &Environment| {
        let text = format!("job.preconfigured.kubernetes: \"{written}\"\n");
        loads_in(&text, Release::V2026_2, environment)
    };
    let refused = "BindException < ConverterNotFoundException";
    assert_eq!(loads("${STAGES}", &environment("a,b")), refused);
    assert_eq!(loads("${STAGES:}", &Environment::default()), refused);
    assert_eq!(loads("", &Environment::default()), "nothing");
    let around = "BindException < PlaceholderResolutionException";
    assert_eq!(loads("${job.preconfigured.kubernetes}", &Environment::default()), around);
}

#[test]
fn bytes_are_no_key() {
    assert_eq!(loads("!!binary aGVsbG8=: x", Release::V2025_3), "ClassCastException");
}

#[test]
fn behind_orcas_wrapper_variables_answer_before_files() {
    let text = format!("other:\n  key: file\n{}", job("kind: ${other.key}"));
    let environment = Environment::new([("OTHER_KEY", "variable")], Variables::Wrapped);
    let loaded = loads_in(&text, Release::V2026_2, &environment);
    assert_eq!(loaded, r#"{"kind":"variable"}"#);
}

#[test]
fn an_empty_text_after_a_placeholder_is_no_empty_list_of_objects() {
    let conditions = |value: &str| format!("status:\n  conditions: {value}");
    let filled = loads(&conditions("\"${X:}\""), Release::V2026_2);
    assert_eq!(filled, "BindException < ConverterNotFoundException");
    let empty = loads(&conditions("\"\""), Release::V2026_2);
    assert_eq!(empty, r#"{"status":{"conditions":[]}}"#);
}

#[test]
fn what_merges_leave_empty_is_an_empty_map() {
    let once = "kind: Job\nmetadata:\n  <<: {}";
    let again = "kind: Job\nmetadata: &a\n  <<: {}\nspec: *a";
    for text in [once, again] {
        assert_eq!(loads(text, Release::V2026_2), r#"{"kind":"Job"}"#, "{text}");
    }
    assert_eq!(loads(once, Release::V2025_3), r#"{"kind":"Job"}"#);
    let refused = "BindException < ConverterNotFoundException";
    assert_eq!(loads(again, Release::V2025_3), refused);
    let stages = "- manifest: {kind: Job, x: {y: &a {spec: {<<: {}}}}}\n    - manifest: {<<: *a}\n";
    let file = format!("job:\n  preconfigured:\n    kubernetes:\n    {stages}");
    assert_eq!(loads_in(&file, Release::V2025_3, &Environment::default()), refused);
}

#[test]
fn the_items_of_a_list_that_was_read_are_merged_as_they_were_read() {
    let text = "spec:\n  x: &a\n    - kind: Job\nmetadata:\n  labels:\n    <<: *a";
    let loaded = r#"{"metadata":{"labels":{"kind":"Job"}}}"#;
    assert_eq!(loads(text, Release::V2026_2), loaded);
    let inside = "metadata:\n  labels:\n    <<: &a\n      - kind: Job";
    assert_eq!(loads(inside, Release::V2026_2), "ClassCastException");
}

#[test]
fn spellings_that_meet_are_one_value_or_none() {
    let values = |map: &str| {
        let text = format!("webhook:\n  preconfigured:\n    - label: x\n      {map}");
        let roots: Vec<(usize, Arc<Node>)> =
            read(&text).roots.into_iter().map(|root| (0, root)).collect();
        let files = [Source { roots: &roots, regions: &[] }];
        let target = Target::of(Release::V2026_1);
        let loaded = load(&files, target, &Environment::default(), None);
        let first = loaded.webhook.first().and_then(|stage| stage.loaded.value.clone());
        let key = map.split(':').next().unwrap_or_default();
        first.and_then(|stage| stage.get(key).map(to_json)).unwrap_or_default().to_string()
    };
    assert_eq!(values("parameterValues: {\"[a][b]\": x, A.b: {}}"), r#"{"a.b":"x","A.b":"x"}"#);
    assert_eq!(
        values("parameterData: {\"r]b\": {\"[]\": x, a: x, 9num: y}}"),
        r#"{"rb":{"a":"x","9num":"y"},"r]b":{"a":"x","9num":"y"}}"#
    );
}

#[test]
fn a_duplicate_is_met_before_recursion_and_a_merged_ancestor_in_its_own_words() {
    let twice = "status: &a\n  active: *a\nstatus: x";
    assert_eq!(loads(twice, Release::V2026_2), "DuplicateKeyException");
    assert_eq!(loads("status: &a\n  active: *a", Release::V2026_2), "StackOverflowError");
    let merged = "metadata: &a\n  labels:\n    <<: *a";
    assert_eq!(loads(merged, Release::V2026_2), "ConstructorException");
}

#[test]
fn blanks_that_end_a_block_are_content_and_forbidden_characters_are_named() {
    let parsed = read("a: |2\n      ");
    let value = parsed.roots[0].entries()[0].value.as_text().map(str::to_owned);
    assert_eq!(value.as_deref(), Some("    "));
    let parsed = read("a: |\n  key: ");
    assert_eq!(parsed.roots[0].entries()[0].value.as_text(), Some("key: "));
    let parsed = read("a: \"x\u{7}y\"\n");
    assert!(parsed.troubles.iter().any(|trouble| trouble.message.contains("U+0007")));
}

#[test]
fn blanks_without_a_break_at_the_end_add_none_to_what_is_kept() {
    // As SnakeYAML 1.31, 1.33 and 2.4 answer.
    for (written, value) in [
        (">+\n ", ""),
        ("|+\n   ", ""),
        (">+\n \n ", "\n"),
        ("|+\n\n  ", "\n"),
        ("|+\n \n\n  ", "\n\n"),
        ("|+\n  x\n ", "x\n"),
        ("|+\n  x\n  ", "x\n"),
        (">+\n  x\n   ", "x\n "),
        (">+\n  x\n\n  ", "x\n\n"),
        ("|+\n  x", "x"),
        ("|\n  x\n ", "x\n"),
        ("|\n  x\n   ", "x\n "),
        (">-\n  x\n ", "x"),
        ("|+\n  x\n", "x\n"),
        ("|+\n  x\n\n", "x\n\n"),
        (">\n ", ""),
    ] {
        let parsed = read(&format!("d: {written}"));
        let read = parsed.roots[0].entries()[0].value.as_text();
        assert_eq!(read, Some(value), "{written:?}");
    }
}

#[test]
fn of_a_key_that_is_no_text_and_a_node_in_itself_the_first_in_the_file_stops_orca() {
    let merged = "- manifest: {metadata: {ownerReferences: [{<<: {name: 1}}]}}";
    let inside = "- manifest: {metadata: {ownerReferences: [&a {name: *a}]}}";
    let file = |one: &str, two: &str| {
        let text = format!("job:\n  preconfigured:\n    kubernetes:\n    {one}\n    {two}\n");
        loads_in(&text, Release::V2026_2, &Environment::default())
    };
    assert_eq!(file(merged, inside), "ClassCastException");
    assert_eq!(file(inside, merged), "StackOverflowError");
}

/// The property that a failure names, and its innermost exception.
fn refused(text: &str, release: Release) -> String {
    let environment = Environment::new([("LOOP", "${LOOP}")], Variables::Plain);
    let roots: Vec<(usize, Arc<Node>)> =
        read(text).roots.into_iter().map(|root| (0, root)).collect();
    let files = [Source { roots: &roots, regions: &[] }];
    let loaded = load(&files, Target::of(release), &environment, None);
    let Some(failure) = loaded.failures.first() else { return "loads".into() };
    let class = failure.causes.last().map_or("", |it| it.class);
    format!("{}: {}", failure.property.as_deref().unwrap_or_default(), class)
}

#[test]
fn a_placeholder_where_a_map_is_due_is_filled_since_spring_boot_3() {
    let text = "webhook:\n  preconfigured:\n    - parameterData:\n        a: ${LOOP}\n";
    let property = "webhook.preconfigured[0].parameterdata.a";
    for (release, class) in [
        (Release::V2025_3, "org.springframework.core.convert.ConverterNotFoundException"),
        (Release::V2026_1, "java.lang.IllegalArgumentException"),
        (Release::V2026_2, "org.springframework.util.PlaceholderResolutionException"),
    ] {
        assert_eq!(refused(text, release), format!("{property}: {class}"), "{release:?}");
    }
}

#[test]
fn a_placeholder_below_a_dotted_key_fails_the_whole_map() {
    let labels = |key: &str| job(&format!("metadata:\n  labels:\n    {key}: ${{LOOP}}"));
    let map = "job.preconfigured.kubernetes[0].manifest.metadata.labels";
    let class = "java.lang.IllegalArgumentException";
    assert_eq!(refused(&labels("a.b"), Release::V2025_3), format!("{map}: {class}"));
    assert_eq!(refused(&labels("ab"), Release::V2025_3), format!("{map}.ab: {class}"));
}

#[test]
fn an_empty_resource_of_a_plugin_is_refused() {
    let loaded = load_plugin(None, "", Target::default());
    let message = loaded.failure.and_then(|failure| failure.messages().into_iter().next());
    let class = "com.fasterxml.jackson.databind.exc.MismatchedInputException";
    assert_eq!(message, Some(format!("{class}: No content to map due to end-of-input")));
}

#[test]
fn a_number_without_a_digit_ends_the_reading() {
    for release in [Release::V2025_3, Release::V2026_1, Release::V2026_2] {
        assert_eq!(loads("kind: ._", release), "NumberFormatException");
        assert_eq!(loads("kind: ._7", release), r#"{"kind":"0.7"}"#);
        assert_eq!(loads("kind: \"._\"", release), r#"{"kind":"._"}"#);
    }
}

#[test]
fn a_remark_needs_no_blank_behind_a_quote_or_bracket() {
    for release in [Release::V2025_3, Release::V2026_2] {
        assert_eq!(loads("kind: \"Job\"# why", release), r#"{"kind":"Job"}"#);
        assert_eq!(loads("kind: Job# text", release), r#"{"kind":"Job# text"}"#);
    }
}
