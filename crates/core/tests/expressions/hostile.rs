//! Expressions that nest, grow, explode and refer to themselves.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::json;
use stage_core::java::{Map, Value, from_json};
use stage_core::limits;
use stage_core::spinnaker::spel::help::{complete, fates, hover};
use stage_core::spinnaker::spel::{
    Execution, Level, Outcome, Scope, TextResult, evaluate, evaluate_text,
};

/// Long enough for a machine that does many other things, without
/// optimisation; what does not end takes for ever.
const SOON: Duration = Duration::from_mins(5);

fn soon<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    assert!(start.elapsed() < SOON, "{what} took {:?}", start.elapsed());
    result
}

fn context() -> Map {
    let json =
        json!({"s": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "n": 1, "list": [1, 2], "map": {"k": "v"}});
    from_json(&json).as_map().cloned().expect("a map")
}

fn result(expression: &str) -> TextResult {
    let context = context();
    soon(&expression.chars().take(80).collect::<String>(), || {
        evaluate_text(&format!("${{{expression}}}"), &Scope::plain(&context))
    })
}

/// What an expression comes to, in a word.
fn told(expression: &str) -> String {
    match result(expression).outcome {
        Outcome::Plain => "plain".into(),
        Outcome::Value { value, .. } => match value.as_str() {
            Some(text) => format!("text of {} bytes", text.len()),
            None => "value".into(),
        },
        Outcome::Raw(failure) => match (failure.unknown, failure.kind) {
            (Some(unknown), _) => format!("not known: {unknown}"),
            (None, Some(kind)) => kind,
            (None, None) => "null".into(),
        },
    }
}

#[test]
fn ten_thousand_levels_are_not_followed() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("{}1{}", open.repeat(count), close.repeat(count))
    };
    let too_deep = "not known: the expression exceeds a bound: nested too deep";
    assert_eq!(told(&deep("(", ")", 4_999)), too_deep);
    assert_eq!(told(&deep("{", "}", 4_999)), too_deep);
    assert_eq!(told(&deep("-", "", 9_999)), too_deep);
    assert_eq!(told(&deep("{a:", "}", 2_400)), too_deep);
    assert_eq!(told(&deep("n ? ", " : 1", 1_200)), too_deep);
    assert_eq!(told(&deep("(", ")", 10_000)), "SpelEvaluationException");
    assert_eq!(told(&deep("(", "", 10_000)), "ParseException");
}

#[test]
fn what_the_bound_on_nesting_lets_through_fits_the_smallest_stack() {
    let levels = limits::SPEL_DEPTH - 2;
    for (open, close) in [
        ("(", ")"),
        ("{", "}"),
        ("{a:", "}"),
        ("!", ""),
        ("n == 1 ? ", " : 1"),
        ("s.concat(", ")"),
        ("list[", "]"),
        ("map.?[", "]"),
    ] {
        let expression = format!("{}1{}", open.repeat(levels), close.repeat(levels));
        let run = move || told(&expression);
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run);
        let told = thread.expect("a thread").join().expect("it does not overflow");
        assert!(!told.contains("nested"), "{open}: {told}");
    }
}

#[test]
fn ten_thousand_characters_are_orcas_bound() {
    assert_eq!(told(&format!("'{}'", "a".repeat(9_998))), "text of 9998 bytes");
    assert_eq!(told(&format!("'{}'", "a".repeat(9_999))), "SpelEvaluationException");
}

#[test]
fn texts_and_lists_do_not_grow_without_end() {
    let doubled = (0..60).fold("s".to_owned(), |text, _| format!("({text}).concat('x')"));
    for expression in [
        "s.repeat(2000000000)".to_owned(),
        "s.repeat(30000000).repeat(30000000)".to_owned(),
        format!("{}s", "(t = t + t) + ".repeat(60)),
        format!("{}1", "(map = {a: map, b: map}) == null or ".repeat(50)),
        "(list = {list, list, list, list, list, list, list, list}) + ''".to_owned(),
        "'x' * 1000000".to_owned(),
        "new int[2000000000]".to_owned(),
        "new String[100000][100000]".to_owned(),
        "s.replace('', s).replace('', s).replace('', s).replace('', s).replace('', s)".to_owned(),
        "s.replaceAll('a', s).replaceAll('a', s).replaceAll('a', s).replaceAll('a', s).replaceAll('a', s)".to_owned(),
        doubled,
    ] {
        let told = told(&expression);
        let size = told.strip_prefix("text of ").and_then(|rest| rest.split(' ').next());
        let bytes = size.and_then(|size| size.parse::<usize>().ok()).unwrap_or(0);
        assert!(bytes < 64 * 1024 * 1024, "{expression}: {told}");
    }
}

/// `{x, x}` of `{x, x}` of…: a few objects, but no end of text.
#[test]
fn what_holds_the_same_many_times_over_is_not_written_out() {
    let twice = ".![{#this,#this}]".repeat(40);
    let answer = told(&format!("{{1}}{twice}"));
    assert!(answer.starts_with("not known: the expression exceeds a bound"), "{answer}");
    assert_eq!(told(&format!("{{1}}{}", ".![{#this,#this}]".repeat(10))), "value");
}

#[test]
fn patterns_that_explode_end() {
    for expression in [
        "s matches '(a+)+b'",
        "s.matches('(a|a)*b')",
        "s.replaceAll('(a|aa)+$', 'x')",
        "s.split('(a*)*c').length",
        "s.matches('(.*)\\1(.*)\\2(.*)\\3b')",
        "s matches '(?=(a+))\\1+b'",
        "s.matches('a{1,1000}{1,1000}')",
    ] {
        told(expression);
    }
}

#[test]
fn formats_do_not_fill_the_memory() {
    for expression in [
        "T(String).format('%2000000000d', 1)",
        "T(String).format('%.2000000000f', 1.5)",
        "T(String).format('%1$999999999s%1$999999999s', s)",
        "T(String).format('%n%', 1)",
        "T(String).format('%99999999999d', 1)",
        "T(String).join(s, list)",
    ] {
        let told = told(expression);
        assert!(!told.starts_with("text of") || told.len() < 20, "{expression}: {told}");
    }
}

#[test]
fn values_that_hold_themselves_are_not_followed_for_ever() {
    for expression in [
        "list.add(list)",
        "{list.add(list), list.toString()}",
        "{list.add(list), #toJson(list)}",
        "{list.add(list), list == list}",
        "{list.add(list), list.hashCode()}",
        "{list.add(list), 'x' + list}",
        "(map.k = map) + ''",
        "map.k = map",
        "self = #root",
        "#v = {#root, #root}",
    ] {
        told(expression);
    }
    let expression = format!("{{list.add(list), list{}}}", "[2]".repeat(90));
    told(&expression);
}

#[test]
fn an_empty_text_and_blanks_are_no_expression_but_an_empty_one_is_wrong() {
    assert_eq!(told(""), "ParseException");
    assert_eq!(told(" \t\n"), "ParseException");
    let context = context();
    for text in ["", " ", "$", "{", "}"] {
        let result = evaluate_text(text, &Scope::plain(&context));
        assert_eq!(result.outcome, Outcome::Plain, "{text:?}");
    }
}

#[test]
fn a_context_of_fifty_megabytes_is_walked() {
    let line = "echo $X and text without an end ".repeat(40);
    let items: Vec<Value> = (0..40_000).map(|_| Value::from(line.as_str())).collect();
    let mut context = context();
    context.insert("big", stage_core::java::Data::List(items).into());
    context.insert("asked", Value::from("${n} of ${big.size()}"));
    let evaluated = soon("fifty megabytes", || evaluate(&context, &Scope::plain(&context)));
    assert_eq!(evaluated.context.get("asked").and_then(Value::as_str), Some("1 of 40000"));
}

#[test]
fn what_expressions_make_and_keep_stays_within_a_memory() {
    let too_much = "not known: the expression exceeds a bound: too much to hold";
    assert_eq!(told("new int[200000].![new int[200000]]"), too_much);
    assert_eq!(told("new int[200000].length"), "value");
}

#[test]
fn a_thousand_costly_texts_share_one_bound() {
    let costly = "${s.repeat(900000).replaceAll('a', 'bb').length()}";
    let texts: Map = (0..1_000).map(|index| (format!("k{index}"), Value::from(costly))).collect();
    let start = Instant::now();
    let evaluated = evaluate(&texts, &Scope::plain(&context()));
    assert_eq!(evaluated.context.len(), 1_000);
    assert!(start.elapsed() < 3 * SOON, "{:?}", start.elapsed());
    let bound = evaluated.failures.iter().filter(|failure| failure.unknown.is_some()).count();
    assert!(bound > 0, "some are too much");
}

#[test]
fn an_execution_that_runs_in_circles_is_left() {
    let stage = |id: &str, of: &str| json!({"id": id, "refId": id, "name": id, "requisiteStageRefIds": [of], "parentStageId": of, "outputs": {}});
    let json =
        json!({"type": "PIPELINE", "trigger": {}, "stages": [stage("a", "b"), stage("b", "a")]});
    let execution = Execution::new(from_json(&json), "a");
    for expression in [
        "${nothing}",
        "${#stage('b').ancestors()}",
        "${execution.context}",
        "${#resolvedArtifacts()}",
    ] {
        soon(expression, || evaluate_text(expression, &Scope::of(&execution)));
    }
    let long: Vec<_> =
        (0..5_000).map(|index| stage(&index.to_string(), &(index + 1).to_string())).collect();
    let json = json!({"type": "PIPELINE", "trigger": {}, "stages": long});
    let execution = Execution::new(from_json(&json), "0");
    soon("five thousand stages", || evaluate_text("${nothing}", &Scope::of(&execution)));
    soon("five thousand stages' outputs", || execution.ancestors().len());
}

#[test]
fn help_is_given_for_texts_of_any_size() {
    let context = context();
    let scope = Scope::plain(&context);
    let text = "${a ".repeat(50_000);
    soon("completion", || complete(&text, text.len(), &scope));
    soon("hover", || hover(&text, text.len() / 2, &scope));
    let text = "echo ${n} ".repeat(20_000);
    let parts = soon("fates", || fates(&text, &scope));
    assert!(parts.len() <= limits::SPEL_PARTS, "{}", parts.len());
}

fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(
        &[
            "${",
            "}",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "#",
            ".",
            "?.",
            "?:",
            "!",
            "+",
            "-",
            "*",
            "/",
            "%",
            "^",
            "==",
            "<",
            "and",
            "or",
            "not",
            "matches",
            "between",
            "instanceof",
            "T(String)",
            "new ",
            "n",
            "s",
            "list",
            "map",
            "#stage",
            "#toJson",
            "#readYaml",
            "parameters",
            "execution",
            "1",
            "0x",
            "1e3",
            ".?[",
            ".![",
            "#this",
            "=",
            "++",
            ",",
            ":",
            " ",
            "é",
            "𝕏",
            "\n",
        ][..],
    );
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => ".{0,4}"]
}

proptest! {
    #[test]
    fn no_text_breaks_the_evaluation_or_its_help(pieces in prop::collection::vec(piece(), 0..24), at in 0usize..80) {
        let text = format!("x ${{{}", pieces.concat());
        let context = context();
        let scope = Scope::plain(&context);
        let result = evaluate_text(&text, &scope);
        if let Outcome::Raw(failure) = &result.outcome {
            prop_assert!(failure.level == Level::Info || failure.kind.is_some() || failure.unknown.is_some());
        }
        let at = text.floor_char_boundary(at.min(text.len()));
        complete(&text, at, &scope);
        if let Some(hover) = hover(&text, at, &scope) {
            prop_assert!(text.get(hover.from..hover.to).is_some());
        }
        for part in fates(&text, &scope) {
            let written = text.get(part.range.clone()).unwrap_or_default();
            let whole = written.starts_with("${");
            prop_assert!(whole, "{written}");
        }
    }
}
