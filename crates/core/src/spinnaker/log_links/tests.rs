//! What Deck makes of links.

use super::*;
use crate::java::from_json;
use serde_json::json;

fn model() -> Value {
    from_json(&json!({
        "name": "job myjob", "account": "acct", "location": "ns",
        "manifest": {
            "metadata": {"name": "myjob", "annotations": {"a/b": "<&'\">"}},
            "spec": {"list": [1, null, [2, 3]], "half": 0.5, "big": 1e21, "on": true},
        },
    }))
}

fn check(link: &str, expected: &str) {
    let got = match evaluate(link, &model()) {
        Link::Url(url) => url,
        Link::Fails(error) => error.class.into(),
        Link::Code(_) => "CODE".into(),
    };
    assert_eq!(got, expected, "{link}");
}

#[test]
fn values_are_shown_as_javascript_shows_them() {
    check("https://x/{{ manifest.metadata.name }}", "https://x/myjob");
    check("{{name}}", "job myjob");
    check("{{encodeURIComponent(name)}}", "job%20myjob");
    check("{{manifest.spec.list}}", "1,,2,3");
    check("{{manifest.spec.half}} {{manifest.spec.big}} {{manifest.spec.on}}", "0.5 1e+21 true");
    check("{{manifest.metadata}}", "[object Object]");
    check("{{manifest.metadata.nope}}|{{null}}|{{manifest['spec']['list'][1]}}", "||");
    check("{{1+1}}/{{name + 1}}/{{'a' || 'b'}}/{{manifest.nope ? 1 : 'n'}}", "2/job myjob1/a/n");
    check("{{name.split(' ')[1].toUpperCase()}} {{_.toUpper(account)}}", "MYJOB ACCT");
    check("{{manifest?.nope?.x}}{{manifest.nope ?? 'd'}}", "d");
}

#[test]
fn numbers_and_texts_are_worked_with_as_in_javascript() {
    check("{{2 ** 3 ** 2}} {{(-2) ** 2}} {{1 << 33}} {{-9 >> 1}} {{-1 >>> 28}}", "512 4 2 -5 15");
    check("{{0x1f + 0b11 + 0o17}}", "49");
    check("{{-2 ** 2}}", "SyntaxError");
    check("{{name.indexOf('my')}} {{account.padStart(6, 'ab')}} {{name.at(-1)}}", "4 abacct b");
    check("{{account.repeat(2)}}{{account.concat('-', 1)}}", "acctacctacct-1");
    check("{{account.repeat(-1)}}", "RangeError");
    check("{{_.capitalize('ABC')}} {{_.get(manifest, 'metadata.name', 'd')}}", "Abc myjob");
    check(
        "{{_.get(manifest, 'nope.x', 'd')}} {{Math.round(-2.5)}} {{isFinite('x')}}",
        "d -2 false",
    );
}

#[test]
fn the_span_of_time_of_a_log_is_worked_out() {
    let link = |expression: &str| {
        format!("{{{{ {} }}}}", expression.replace('@', "'2026-01-14T03:04:05Z'"))
    };
    check(&link("Date.parse(@)"), "1768359845000");
    check(&link("new Date(@).getTime() - 60 * 1000"), "1768359785000");
    check(&link("+new Date(@)"), "1768359845000");
    check(&link("new Date(new Date(@) - 1).toISOString()"), "2026-01-14T03:04:04.999Z");
    check("{{new Date('2024-02-29T23:59:59.5+01:00').toJSON()}}", "2024-02-29T22:59:59.500Z");
    check("{{new Date(-1).toISOString()}}", "1969-12-31T23:59:59.999Z");
    check("{{new Date(951782400000).toISOString()}}", "2000-02-29T00:00:00.000Z");
    check("{{new Date(0).nope()}}", "TypeError");
    check("{{new Date(0).nope}}|{{Math.floor(new Date(1999) / 1000)}}", "|1");
}

#[test]
fn a_short_cut_leaves_out_all_that_follows() {
    check("{{manifest.nope?.x.split('-').y.z}}|{{manifest.nope?.x().y}}", "|");
    check("{{manifest.nope?.x ?? name}}", "job myjob");
}

#[test]
fn lodashs_own_interpolation_is_not_decks() {
    check("{{name}}<%= account %>", "SyntaxError");
}

#[test]
fn the_forms_of_the_old_documentation_break_the_panel() {
    check("https://x/{{ metadata.name }}", "ReferenceError");
    check("{{manifest.nope.x}}", "TypeError");
    check("{{ }}", "SyntaxError");
    check("{{{name}}}", "SyntaxError");
    check("{{manifest.metadata.name | uppercase}}", "ReferenceError");
    check("{{name.nope()}}", "TypeError");
    check("{{name;}}", "SyntaxError");
    check("{{nope}} {{ ) }}", "SyntaxError");
}

#[test]
fn what_lodash_does_not_see_stays() {
    check("{{}}x", "{{}}x");
    check("https://x/{{name", "https://x/{{name");
    check("${manifest.metadata.name}/{{name}}", "${manifest.metadata.name}/job myjob");
    check("<% alert(1) %>", "<% alert(1) %>");
}

#[test]
fn escaped_parts_are_escaped() {
    check("{{account}}<%- manifest.metadata.annotations['a/b'] %>", "acct&lt;&amp;&#39;&quot;&gt;");
}

#[test]
fn code_is_not_run() {
    for link in [
        "<% if(true){ %>A<% } %>{{name}}",
        "{{ (function(){ return 1 })() }}",
        "{{ (() => 1)() }}",
        "{{ document.cookie }}",
        "{{ name = 'x' }}",
        "{{ new Date() }}",
        "{{ new Date(name) }}",
        "{{ new Date(0) }}",
        "{{ new Date(0) + 1 }}",
        "{{ Date.now() }}",
        "{{ new Date('2026-01-14').getTime() }}",
        "{{ new Date(0).getHours() }}",
        "{{ new Map() }}",
        "{{ `a${name}` }}",
        "{{ name.replace(/(?=j)/, '') }}",
        "{{ name.replace(/j/, () => 'x') }}",
        "{{ name.constructor.constructor('return 1')() }}",
        "{{ fetch('https://evil') }}",
    ] {
        check(link, "CODE");
    }
}

#[test]
fn hostile_links_end() {
    let deep = format!("{{{{{}1{}}}}}", "(".repeat(20_000), ")".repeat(20_000));
    assert!(matches!(evaluate(&deep, &model()), Link::Code(_)));
    let members = format!("{{{{name{}}}}}", ".a".repeat(20_000));
    assert!(!matches!(evaluate(&members, &model()), Link::Url(_)));
    let not = format!("{{{{{}1}}}}", "!".repeat(20_000));
    assert!(matches!(evaluate(&not, &model()), Link::Code(_)));
    let grow = format!(
        "{{{{{}}}}}",
        (0..60).fold("name".into(), |x: String, _| format!("({x}.split('')+'')"))
    );
    assert!(!matches!(evaluate(&grow, &model()), Link::Url(_)));
}

#[test]
fn a_name_is_cut_by_regular_expressions() {
    check("{{name.replace(/^job /, '')}}", "myjob");
    check("{{manifest.metadata.name.replace(/[^a-z]/g, '').toUpperCase()}}", "MYJOB");
    check("{{'db-migrate-x7k2p'.replace(/-[a-z0-9]{5}$/, '')}}", "db-migrate");
    check("{{'a-1-b'.split(/-\\d+-/)}} {{'a1b2'.split(/(\\d)/)}}", "a,b a,1,b,2,");
    check("{{'aab'.replace(/a*/g, '-')}} {{'abc'.split(/(?:)/)}}", "--b- a,b,c");
    check(
        "{{name.match(/my(.*)/)[1]}} {{'a1b22'.match(/\\d+/g)}} {{name.match(/x/)}}|",
        "job 1,22 |",
    );
    check("{{name.search(/my/)}} {{/^JOB/i.test(name)}} {{/[/]/.test(name)}}", "4 true false");
    check(
        "{{'x-y'.replace(/(\\w)-(\\w)/, '$2$$$1$3')}} {{'a.b'.replace('.', '[$&]')}}",
        "y$x$3 a[.]b",
    );
    check("{{'a b a'.replaceAll('a', 'c')}} {{'aXbx'.replaceAll(/x/gi, '')}}", "c b c ab");
}

#[test]
fn a_wrong_regular_expression_breaks_the_panel() {
    for link in
        ["{{/(/}}", "{{/a**/}}", "{{/[b-a]/}}", "{{/a/gg}}", "{{/a}}", "{{/a{2,1}/}}", "{{/)/}}"]
    {
        check(link, "SyntaxError");
    }
    check("{{'a'.replaceAll(/a/, 'b')}}", "TypeError");
}

#[test]
fn a_costly_regular_expression_ends() {
    let text = "a".repeat(2_000);
    check(&format!("{{{{/^(?:a+)+$/.test('{text}b')}}}}"), "false");
    check("{{/(?:a*)*b/.test('a')}}", "CODE");
    check("{{/(?:a{1000}){1000}/.test('a')}}", "CODE");
}

#[test]
fn a_query_is_written_as_json() {
    check(
        "{{encodeURIComponent(JSON.stringify({q: name, n: [1, null, undefined], u: undefined}))}}",
        "%7B%22q%22%3A%22job%20myjob%22%2C%22n%22%3A%5B1%2Cnull%2Cnull%5D%7D",
    );
    check("{{JSON.stringify({b: 1, 10: 2, 9: 'x\\n'})}}", r#"{"9":"x\n","10":2,"b":1}"#);
    check(
        "{{parseInt('42px')}} {{parseInt('0x1f')}} {{parseFloat('1.5e2s')}} {{parseInt('x')}}",
        "42 31 150 NaN",
    );
    check("{{`plain`}} {{account.substr(-2, 1)}} {{'a,b,c'.split(',', 2)}}", "plain c a,b");
    check("{{_.map(manifest.spec.list, 'x')}} {{_.get(manifest, 'spec.list[2]')}}", ",, 2,3");
}

#[test]
fn what_a_value_has_not_is_no_function() {
    check("{{'a'.push(1)}}", "TypeError");
    check("{{manifest.spec.list.toUpperCase()}}", "TypeError");
}
