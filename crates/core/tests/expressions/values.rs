//! Operators, types, methods and functions (spel §9 to §11), by the shortest
//! examples.

use crate::sample::{ARGUMENT, CONVERTER, PARSE, SPEL, all};

#[test]
fn literals_are_springs() {
    all(&[
        ("${42L}", "42"),
        ("${0x1F}", "31"),
        ("${1e3}", "1000.0"),
        ("${.5}", PARSE),
        ("${3.}", PARSE),
        ("${2147483648}", "NumberFormatException"),
        ("${-2147483648}", "NumberFormatException"),
        ("${NULL}", "null"),
        ("${True}", "true"),
        ("${'it''s'}", r#""it's""#),
        (r"${'\n'}", r#""\\n""#),
        ("${T}", PARSE),
        ("${new}", PARSE),
        ("${not}", PARSE),
        ("${and}", "null"),
        ("${div}", "null"),
        ("${matches}", "null"),
    ]);
}

#[test]
fn arithmetic_is_javas() {
    all(&[
        ("${2147483647 + 1}", "-2147483648"),
        ("${7 / 2}", "3"),
        ("${7 / 2.0}", "3.5"),
        ("${1 / 0}", "ArithmeticException"),
        ("${3 ^ 35}", "50031545098999704"),
        ("${2 ^ 63}", "9223372036854775807"),
        ("${-2 ^ 2}", "4"),
        ("${2 ^ -1}", "0"),
        ("${'ab' * 3}", r#""ababab""#),
        ("${'a' * 257}", SPEL),
        ("${'ab' * -1}", SPEL),
        ("${5 * '2'}", SPEL),
        ("${'a' - 1}", r#""`""#),
        ("${i++}", "3"),
        ("${--account.length()}", "IllegalAccessError"),
    ]);
}

#[test]
fn comparison_is_by_value_for_numbers_and_by_equals_for_all_else() {
    all(&[
        ("${1 == 1L}", "true"),
        ("${3 EQ 3.0}", "true"),
        ("${'1' == 1}", "false"),
        ("${{1,2} == {1L,2L}}", "false"),
        ("${execution.status == 'RUNNING'}", "true"),
        ("${execution.status == 'running'}", "false"),
        ("${null < 1}", "true"),
        ("${2 between {1, 2}}", "true"),
        ("${2 between {1}}", SPEL),
        ("${1 == 1L == 1.0}", PARSE),
        ("${null and true}", SPEL),
        ("${false and nope.x}", "false"),
        ("${true or nope.x}", "true"),
        ("${'abc' matches 'a.c'}", "true"),
        ("${'abcd' matches 'a.c'}", "false"),
        ("${'a' matches '('}", "PatternSyntaxException"),
    ]);
}

#[test]
fn elvis_replaces_null_and_the_empty_text_only() {
    all(&[
        ("${nul ?: 'x'}", r#""x""#),
        ("${empty ?: 'x'}", r#""x""#),
        ("${false ?: 'x'}", "false"),
        ("${0 ?: 'x'}", "0"),
        ("${{} ?: 'x'}", "[]"),
    ]);
}

#[test]
fn selections_and_projections_walk_lists_but_no_maps() {
    all(&[
        ("${maps.?[port != null].![name]}", r#"["web"]"#),
        ("${maps.^[true].name}", r#""web""#),
        ("${maps.$[true].name}", r#""db""#),
        ("${maps.^[port == 1]}", "null"),
        ("${maps.![port]}", "[80,null]"),
        ("${nul.?[true]}", SPEL),
        ("${nul?.?[true]}", "null"),
        ("${'a,b'.split(',').?[#this == 'b'].length}", "1"),
        ("${map.?[key == 'k']}", ARGUMENT),
        ("${map.![value]}", ARGUMENT),
        ("${{:}.?[key == 'k']}", "{}"),
    ]);
}

#[test]
fn only_few_types_methods_and_constructors_are_there() {
    all(&[
        ("${T(Math).max(1, 2)}", "2"),
        ("${T(java.lang.Math).max(1, 2)}", "2"),
        ("${T(Math).PI}", ARGUMENT),
        ("${T(java.time.DayOfWeek).MONDAY}", ARGUMENT),
        ("${T(java.time.DayOfWeek).valueOf('MONDAY')}", r#""MONDAY""#),
        ("${T(System).getenv()}", SPEL),
        ("${T(java.util.List)}", SPEL),
        ("${T(Nope)}", SPEL),
        ("${list instanceof T(java.util.List)}", SPEL),
        ("${new java.util.ArrayList()}", SPEL),
        ("${new int[2]}", "[0,0]"),
        ("${new java.util.ArrayList[1]}", SPEL),
        ("${list.get(0)}", SPEL),
        ("${map.get('k')}", SPEL),
        ("${map.put('k', 1)}", SPEL),
        ("${list.iterator()}", SPEL),
        ("${account.chars()}", SPEL),
        ("${account.getClass()}", SPEL),
        ("${map.containsKey('k')}", "true"),
        ("${list.contains('a')}", "true"),
        ("${account.substring('1')}", r#""rod""#),
        ("${account.contains(1)}", SPEL),
        ("${account.indexOf('o', '2')}", SPEL),
        ("${T(String).format('%s-%s', list)}", r#""a-b""#),
        ("${account.substring(9)}", "StringIndexOutOfBoundsException"),
        ("${@bean}", SPEL),
        ("${#nope}", "null"),
        ("${#nope()}", SPEL),
    ]);
}

#[test]
fn functions_take_exactly_what_they_declare() {
    all(&[
        ("${#toInt('+5')}", "5"),
        ("${#toInt(' 5')}", "NumberFormatException"),
        ("${#toInt(5.7)}", "NumberFormatException"),
        ("${#toInt(null)}", "NumberFormatException"),
        ("${#toint('5')}", SPEL),
        ("${#toInt('5', 1)}", SPEL),
        ("${#toFloat(' 1e3 ')}", "1000.0"),
        ("${#toFloat(null)}", "NullPointerException"),
        ("${#toBoolean('TRUE')}", "true"),
        ("${#toBoolean(null)}", "false"),
        ("${#readJson('[1, 2')}", "JsonEOFException"),
        ("${#readJson('5')}", "MismatchedInputException"),
        ("${#readJson('{\"a\": 1} x').a}", "1"),
        ("${#fromBase64(#toBase64('\u{e9}'))}", "\"\u{e9}\""),
        ("${#fromBase64('a-b_')}", ARGUMENT),
        ("${#toBase64(list)}", r#""YSxiLGM=""#),
        ("${#toBase64(map)}", CONVERTER),
        ("${#alphanumerical('a-b_1')}", r#""ab1""#),
        ("${#fetchReference('x')}", r#""x""#),
        ("${#currentUser()}", r#""bo""#),
        ("${#stage('nope')}", "SpelHelperFunctionException"),
        ("${#stageByRefId('2').name}", r#""Check""#),
        ("${#stageExists('Bake')}", "true"),
        ("${#stageExists(null)}", "false"),
        ("${#currentStage().name}", r#""Run""#),
        ("${#judgment('Check')}", "SpelHelperFunctionException"),
        ("${#resolvedArtifacts()}", "[]"),
        ("${#deployedServerGroups()}", "[]"),
        ("${deployedServerGroups}", "[]"),
        ("${#manifestLabelValue('Bake', 'Job', 'app')}", ARGUMENT),
        ("${#triggerResolvedArtifact('x')}", "SpelHelperFunctionException"),
    ]);
}
