//! Differences that the live oracle of expressions has shown
//! (docs/expressions-oracle.md), each as the shortest expression and what
//! Orca's own evaluator answers.

use serde_json::json;

use super::{Execution, Outcome, Scope, evaluate_text};
use crate::java::{from_json, to_json};

/// What a text comes to for the second of two stages: its value, or the
/// exception that leaves it as it is, or `null`.
fn told(text: &str) -> String {
    told_when(&json!({"type": "manual"}), text)
}

/// The same for an execution with another trigger.
fn told_when(trigger: &serde_json::Value, text: &str) -> String {
    let execution = json!({
        "id": "e", "type": "PIPELINE", "application": "a", "status": "RUNNING",
        "authentication": {"user": "bo", "allowedAccounts": ["a"]},
        "trigger": trigger,
        "stages": [
            {"id": "one", "refId": "1", "type": "wait", "name": "One", "context": {}},
            {"id": "two", "refId": "2", "type": "wait", "name": "Two", "context": {},
             "requisiteStageRefIds": ["1"]},
        ],
    });
    let execution = Execution::new(from_json(&execution), "two");
    match evaluate_text(text, &Scope::of(&execution)).outcome {
        Outcome::Plain => "no expression".into(),
        Outcome::Value { value, .. } => to_json(&value).to_string(),
        Outcome::Raw(failure) => failure.kind.unwrap_or_else(|| "null".into()),
    }
}

#[test]
fn the_first_stage_has_no_ancestor_to_look_for() {
    assert_eq!(told("${execution.stages[0].findAncestor(null)}"), "null");
    assert_eq!(told("${execution.stages[1].findAncestor(null)}"), "NullPointerException");
}

#[test]
fn the_first_stage_looks_for_an_ancestor_in_the_pipeline_that_started_its_own() {
    let by = |stages: serde_json::Value| {
        json!({"type": "pipeline", "parentPipelineStageId": "p", "parentExecution": {
            "id": "above", "type": "PIPELINE", "application": "a", "trigger": {"type": "manual"},
            "stages": stages,
        }})
    };
    let asked = |stages| told_when(&by(stages), "${execution.stages[0].findAncestor(null)}");
    let first = json!({"id": "p", "refId": "1", "type": "pipeline", "context": {}});
    let second = json!({"id": "p", "refId": "2", "type": "pipeline", "context": {},
                        "requisiteStageRefIds": ["1"]});
    let other = json!({"id": "q", "refId": "1", "type": "wait", "context": {}});
    assert_eq!(asked(json!([])), "null");
    assert_eq!(asked(json!([first])), "null");
    assert_eq!(asked(json!([other, second])), "NullPointerException");
    assert_eq!(asked(json!([other])), "NullPointerException");
}

#[test]
fn a_region_is_looked_for_in_the_text_before_the_other() {
    assert_eq!(told("${'a-b_c'.regionMatches('true',-3,null,16,5)}"), "false");
    assert_eq!(told("${'abc'.regionMatches(true,1,null,0,1)}"), "NullPointerException");
}

#[test]
fn an_array_without_room_is_outside_like_a_text() {
    let text = "${'Hello, World'.getChars(0,1,new char[2],2000)}";
    assert_eq!(told(text), "StringIndexOutOfBoundsException");
}

#[test]
fn a_trigger_takes_no_null() {
    assert_eq!(told("${execution.trigger.setOther('a', null)}"), "NullPointerException");
    assert_eq!(told("${execution.trigger.setOther(null, 'a')}"), "NullPointerException");
    assert_eq!(told("${execution.trigger.setOther('a', 'b')}"), "null");
}

#[test]
fn entries_of_a_map_are_no_text_even_where_there_are_none() {
    assert_eq!(told("x ${{:}.entrySet()}"), "ConverterNotFoundException");
    assert_eq!(told("x ${{a: 1}.entrySet()}"), "ConverterNotFoundException");
    assert_eq!(told("${'x' + {:}.entrySet()}"), r#""x[]""#);
    assert_eq!(told("x ${{:}.keySet()}"), r#""x ""#);
}

#[test]
fn a_second_has_a_thousand_million_nanoseconds() {
    let of = |nanos: &str| {
        told(&format!(
            "${{T(java.time.LocalDateTime).parse('2001-01-01T00:00').ofEpochSecond(0L,{nanos},'Z').nano}}"
        ))
    };
    assert_eq!(of("999999999"), "999999999");
    assert_eq!(of("1000000000"), "DateTimeException");
    assert_eq!(of("-1"), "DateTimeException");
}

#[test]
fn setters_that_copy_take_no_null() {
    for property in ["authentication.allowedAccounts", "trigger.other", "stages[0].tasks"] {
        let text = format!("${{execution.{property} = null}}");
        assert_eq!(told(&text), "NullPointerException", "{text}");
    }
    assert_eq!(
        told("${execution.authentication.setAllowedAccounts(null)}"),
        "NullPointerException"
    );
    let emptied = "${{execution.stages[1].setRequisiteStageRefIds(null), execution.stages[1].ancestors().size()}}";
    assert_eq!(told(emptied), "[null,1]");
    let unnamed = "${{execution.stages[1].setName(null), execution.stages[1].name}}";
    assert_eq!(told(unnamed), r#"[null,"wait"]"#);
}

#[test]
fn an_instant_beyond_the_milliseconds_of_a_long_cannot_be_stored() {
    let millis = |seconds: &str, millis: &str| {
        told(&format!("${{T(java.time.Instant).ofEpochSecond({seconds}).plusMillis({millis})}}"))
    };
    assert_eq!(millis("0L", "9223372036854775807L"), "9223372036854775807");
    assert_eq!(millis("0L", "-9223372036854775807L"), "-9223372036854775807");
    let beyond = r#"{"unserialisable":"java.time.Instant"}"#;
    assert_eq!(millis("1700000000L", "9223372036854775807L"), beyond);
}

#[test]
fn an_empty_map_of_javas_own_has_sets_that_refuse_only_what_comes_in() {
    assert_eq!(told("${parameters.values()}"), "[]");
    assert_eq!(told("${parameters.values() == parameters.keySet()}"), "true");
    assert_eq!(told("${parameters.clear()}"), "null");
    assert_eq!(told("${parameters.putAll(parameters)}"), "null");
    assert_eq!(told("${parameters.putAll({a: 1})}"), "UnsupportedOperationException");
    assert_eq!(told("${parameters.keySet().removeAll({1})}"), "false");
    assert_eq!(told("${parameters.keySet().add('x')}"), "UnsupportedOperationException");
    assert_eq!(told("${parameters.x = 1}"), "UnsupportedOperationException");
    assert_eq!(told("${{a: 1}.keySet().clear()}"), "UnsupportedOperationException");
}

#[test]
fn a_number_by_itself_is_no_json_of_a_map_unless_a_blank_follows() {
    for (text, kind) in [
        ("5", "MismatchedInputException"),
        ("5 ]", "MismatchedInputException"),
        ("5]", "JsonParseException"),
        ("-0.0}", "JsonParseException"),
        ("true]", "MismatchedInputException"),
    ] {
        assert_eq!(told(&format!("${{#readJson('{text}')}}")), kind, "{text}");
    }
}

#[test]
fn a_call_that_two_methods_could_take_after_a_conversion_is_refused() {
    let ambiguous = "SpelEvaluationException";
    assert_eq!(told("${'a'.contentEquals({'a', 'b'})}"), ambiguous);
    assert_eq!(told("${'a'.contentEquals({})}"), ambiguous);
    assert_eq!(told("${'a'.contentEquals('a,b'.split(','))}"), ambiguous);
    // What fits without one is asked first.
    assert_eq!(told("${'a'.contentEquals('a')}"), "true");
    assert_eq!(told("${'a'.contentEquals(execution.status)}"), "false");
    assert_eq!(told("${'a'.contentEquals(null)}"), "NullPointerException");
    // Of constructors the last is taken.
    assert_eq!(told("${new String({'a', 'b'})}"), r#""a,b""#);
}

#[test]
fn seconds_and_nanoseconds_are_added_up_before_an_instant_is_looked_for() {
    let of = |seconds: &str, nanos: &str| {
        told(&format!("${{T(java.time.Instant).ofEpochSecond({seconds},{nanos}).toString()}}"))
    };
    let most = "9223372036854775807L";
    assert_eq!(of(most, most), "ArithmeticException");
    assert_eq!(of(most, "0L"), "DateTimeException");
    assert_eq!(of("31556889864403200L", "-1L"), r#""+1000000000-12-31T23:59:59.999999999Z""#);
    assert_eq!(of("1L", "-1L"), r#""1970-01-01T00:00:00.999999999Z""#);
}

#[test]
fn a_date_with_a_time_is_taken_for_its_time() {
    let at = "T(java.time.LocalDateTime).of(2001,1,1,3,4)";
    let day = "T(java.time.LocalDate).of(2024,2,29)";
    assert_eq!(told(&format!("${{{day}.atTime({at}).toString()}}")), r#""2024-02-29T03:04""#);
    assert_eq!(told(&format!("${{{day}.toEpochSecond({at},'Z')}}")), "1709175840");
    let both = format!("T(java.time.LocalDateTime).of({day},{at})");
    assert_eq!(told(&format!("${{{both}.toString()}}")), r#""2024-02-29T03:04""#);
    assert_eq!(told(&format!("${{{day}.atTime(null)}}")), "NullPointerException");
}

#[test]
fn numbers_are_compared_before_the_array_is_looked_at() {
    for (call, kind) in [
        ("codePointBefore(null,0,36)", "IndexOutOfBoundsException"),
        ("codePointBefore(null,5,3)", "NullPointerException"),
        ("codePointAt(null,5,3)", "IndexOutOfBoundsException"),
        ("codePointAt(null,2,3)", "NullPointerException"),
    ] {
        assert_eq!(told(&format!("${{'x'.charAt(0).{call}}}")), kind, "{call}");
    }
}
