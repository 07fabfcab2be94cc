//! Which texts are evaluated, how they are taken apart, what comes out
//! (spel §2 to §7), by the shortest examples.

use serde_json::json;
use stage_core::spinnaker::spel::{Level, Outcome};

use crate::sample::{
    ARGUMENT, CONVERTER, PARSE, SPEL, TEMPLATE, all, execution, in_execution, pass, passed, told,
};

#[test]
fn only_a_dollar_with_a_brace_makes_a_text_an_expression() {
    for text in ["#{i}", "%{i}", "$i", "$(i)", "$((i))", "{{i}}", "`i`", "{i}", "$ {i}"] {
        assert_eq!(told(text), "no expression", "{text}");
    }
    let source = json!({"number": 1, "truth": true, "none": null, "deep": [{"x": 1.5}]});
    assert_eq!(passed(&source), source);
}

#[test]
fn functions_that_need_the_execution_get_it_by_a_change_of_the_text() {
    all(&[
        ("deployedServerGroups ${account}", r##""#deployedServerGroups( #root.execution) prod""##),
        ("#stage('x') ${account}", r##""#stage( #root.execution, 'x') prod""##),
        ("deployedServerGroups", "no expression"),
        ("${#stage('Bake').name}", r#""Bake""#),
        // Neither with a blank, nor a second time.
        ("${#stage ('Bake').name}", SPEL),
        ("${#stage(execution, 'Bake').name}", SPEL),
        ("${#stage('Bake').name + #stage( #root.execution, 'Check').name}", SPEL),
    ]);
    // The text stays as it was written, while the summary has it changed.
    let failed = in_execution(&execution(), "${nope.x} deployedServerGroups");
    let Outcome::Raw(failure) = failed.outcome else { panic!("it fails") };
    assert_eq!(failure.expression, "nope.x #deployedServerGroups( #root.execution)");
    let kept = passed(&json!({"a": "${nope.x} deployedServerGroups"}));
    assert_eq!(kept["a"], "${nope.x} deployedServerGroups");
}

#[test]
fn nothing_escapes_an_expression_but_an_expression() {
    all(&[
        (r"\${account}", r#""\\prod""#),
        ("$${account}", r#""$prod""#),
        ("${'${'}x}", r#""${x}""#),
        ("${'$' + '{x}'}", r#""${x}""#),
    ]);
}

#[test]
fn one_expression_and_nothing_else_keeps_its_type() {
    all(&[
        ("${i}", "3"),
        ("${ \t\n i \n}", "3"),
        ("${i}\n", r#""3\n""#),
        ("${i}${i}", r#""33""#),
        ("${list}", r#"["a","b","c"]"#),
        ("${list} ", r#""a,b,c ""#),
        ("${execution.status}", r#""RUNNING""#),
        ("${ }", TEMPLATE),
        ("${i ${i} i}", PARSE),
        ("echo ${A:-${B}}", PARSE),
    ]);
}

#[test]
fn a_wrong_part_anywhere_keeps_the_others_from_running() {
    let kept = passed(&json!({"a": "${account = 'changed'} ${i i}", "b": "${account}"}));
    assert_eq!(kept, json!({"a": "${account = 'changed'} ${i i}", "b": "prod"}));
    // One that parses and then throws comes after what stands before it.
    let kept = passed(&json!({"a": "${account = 'changed'} ${nope.x}", "b": "${account}"}));
    assert_eq!(kept, json!({"a": "${account = 'changed'} ${nope.x}", "b": "changed"}));
}

#[test]
fn a_null_part_stays_without_its_blanks_and_is_told_of() {
    all(&[
        ("${nope}", "null"),
        ("${ nope  } ${i}", r#""${nope} 3""#),
        ("a ${ nope } ${ nul }", r#""a ${nope} ${nul}""#),
    ]);
    let evaluated = pass(&json!({"a": "${ nope  } ${i}", "b": "${nope}", "c": "${i / 0}"}));
    let entries: Vec<_> = evaluated
        .failures
        .iter()
        .map(|failure| (failure.expression.as_str(), failure.level, failure.kind.as_deref()))
        .collect();
    assert_eq!(
        entries,
        [
            ("nope i", Level::Info, None),
            ("nope", Level::Info, None),
            ("i / 0", Level::Error, Some("ArithmeticException")),
        ]
    );
}

#[test]
fn values_become_text_as_spring_converts_them() {
    all(&[
        ("x ${true}", r#""x true""#),
        ("x ${1.0}", r#""x 1.0""#),
        ("x ${1e7}", r#""x 1.0E7""#),
        ("x ${{1,null}}", r#""x 1,null""#),
        ("x ${{1,{2,{3}}}}", r#""x 1,2,3""#),
        ("x ${{}}", r#""x ""#),
        ("x ${'ab'.toCharArray()}", r#""x a,b""#),
        ("x ${execution.status}", r#""x RUNNING""#),
        ("x ${map}", CONVERTER),
        ("x ${maps}", CONVERTER),
        ("x ${execution}", CONVERTER),
        ("x ${#currentStage()}", CONVERTER),
        ("x ${#doNotEval(1)}", CONVERTER),
        ("${'m=' + map.entrySet()}", r#""m=[k=v, key=of key, i=text]""#),
        ("${'l=' + list}", r#""l=a,b,c""#),
        ("${'l=' + maps}", CONVERTER),
        ("${'x' + null}", r#""xnull""#),
        ("${null + 1}", SPEL),
    ]);
}

#[test]
fn texts_are_conditions_only_in_words_of_truth() {
    for yes in ["true", "ON", "Yes", "1"] {
        assert_eq!(told(&format!("${{'{yes}' ? 1 : 2}}")), "1", "{yes}");
    }
    for no in ["false", "off", "No", "0"] {
        assert_eq!(told(&format!("${{'{no}' ? 1 : 2}}")), "2", "{no}");
    }
    all(&[
        ("${'' ? 1 : 2}", SPEL),
        ("${null ? 1 : 2}", SPEL),
        ("${'maybe' ? 1 : 2}", ARGUMENT),
        ("${1 ? 1 : 2}", CONVERTER),
    ]);
}

#[test]
fn keys_come_before_values_and_one_after_the_other() {
    let seen = passed(&json!({
        "${key = 'first'}": "${key = 'second'}", "${key}": "${key}", "list": ["${i++}", "${i}"],
    }));
    assert_eq!(seen, json!({"first": "second", "second": "second", "list": [3, 4]}));
}

#[test]
fn a_key_is_the_text_of_its_value_as_java_writes_it() {
    let keys = passed(&json!({
        "${d}": 1, "${list}": 2, "${ {a: 1} }": 3, "${nul}": 4, "${nope.x}": 5, "${i}": 6, "3": 7,
    }));
    assert_eq!(
        keys,
        json!({"2.5": 1, "[a, b, c]": 2, "{a=1}": 3, "${nul}": 4, "${nope.x}": 5, "3": 7})
    );
}

#[test]
fn changes_are_seen_by_what_comes_later_and_reach_the_execution() {
    let seen = passed(&json!({
        "a": "${map.k = 'new'}", "b": "${execution.stages[2].context.map.k}",
        "c": "${#v = 1}", "d": "${#v + 1}", "e": "${list.clear()}", "f": "${list.size()}",
    }));
    assert_eq!(
        seen,
        json!({"a": "new", "b": "new", "c": 1, "d": 2, "e": "${list.clear()}", "f": 0})
    );
}

#[test]
fn a_result_is_not_evaluated_again_in_the_same_pass() {
    all(&[
        ("${literal}", r#""${i}""#),
        ("x ${literal}", r#""x ${i}""#),
        ("${#toJson(literal)}", "SpelHelperFunctionException"),
        ("${#toJson(#doNotEval(literal))}", r#""\"${i}\"""#),
    ]);
}
