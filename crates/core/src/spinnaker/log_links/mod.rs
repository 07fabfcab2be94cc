//! The external log link of a Job: the annotation `job.spinnaker.io/logs`,
//! read by Orca and filled by Deck in the browser (clouddriver-semantics §4).
//!
//! Deck compiles the link with lodash into a program and runs it. Here a link
//! is never executed: its expressions are parsed and computed by
//! [`evaluate`]'s own small interpreter, which knows values, members, the
//! usual operators and a few harmless functions. What goes beyond that is
//! program code and is said to be ([`Link::Code`]).

mod annotation;
mod call;
mod compute;
mod dates;
mod lexer;
mod member;
mod methods;
mod model;
mod parser;
mod primary;
mod syntax;
mod template;
mod value;

pub use annotation::{LogAnnotation, Problem, annotation, is_misspelt};
pub use model::gate_model;

use crate::java::Value;
use crate::limits;

/// What a link comes to in Deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// It points here.
    Url(String),
    /// Deck's panel breaks with this JavaScript error.
    Fails(LinkError),
    /// It has program code, which Deck would run in the browser of everyone
    /// who opens the stage; what it would give is not worked out here.
    Code(&'static str),
}

/// A JavaScript error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// `SyntaxError`, `ReferenceError`, `TypeError` or `RangeError`.
    pub class: &'static str,
    /// What is wrong.
    pub message: String,
}

/// Why a link gives no address.
enum Stop {
    Error(LinkError),
    Code(&'static str),
}

type Result<T> = std::result::Result<T, Stop>;

fn syntax_error<T>(message: impl Into<String>) -> Result<T> {
    Err(Stop::Error(LinkError { class: "SyntaxError", message: message.into() }))
}

fn reference_error<T>(name: &str) -> Result<T> {
    let message = format!("{name} is not defined");
    Err(Stop::Error(LinkError { class: "ReferenceError", message }))
}

fn type_error<T>(message: impl Into<String>) -> Result<T> {
    Err(Stop::Error(LinkError { class: "TypeError", message: message.into() }))
}

/// What Deck makes of a link with the model that Gate's manifest response is
/// (see [`gate_model`]). A link without `{{` is taken as it is.
pub fn evaluate(link: &str, model: &Value) -> Link {
    if !link.contains("{{") {
        return Link::Url(link.to_owned());
    }
    if link.len() > limits::LINK_BYTES {
        return Link::Code("the link is too long to be looked at");
    }
    match fill(link, model) {
        Ok(url) => Link::Url(url),
        Err(Stop::Error(error)) => Link::Fails(error),
        Err(Stop::Code(what)) => Link::Code(what),
    }
}

/// Everything is compiled before anything is computed, as in JavaScript.
fn fill(link: &str, model: &Value) -> Result<String> {
    let model = value::Js::from_java(model, 0)?;
    let mut compiled = Vec::new();
    let mut code = None;
    for piece in template::pieces(link) {
        match template::compile(piece) {
            Ok(piece) => compiled.push(piece),
            Err(Stop::Code(what)) => code = code.or(Some(what)),
            Err(error) => return Err(error),
        }
    }
    if let Some(what) = code {
        return Err(Stop::Code(what));
    }
    let mut out = String::new();
    for piece in compiled {
        match piece {
            template::Compiled::Text(text) => out.push_str(text),
            template::Compiled::Shown(expression) => {
                out.push_str(&compute::compute(&expression, &model)?.shown()?);
            }
            template::Compiled::Escaped(arguments) => {
                let values: Result<Vec<_>> =
                    arguments.iter().map(|one| compute::compute(one, &model)).collect();
                if let Some(first) = values?.first() {
                    out.push_str(&value::html_escaped(&first.shown()?));
                }
            }
        }
        if out.len() > limits::LINK_VALUE_BYTES {
            return Err(Stop::Code("the link grows too long"));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
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
        check(
            "{{manifest.spec.half}} {{manifest.spec.big}} {{manifest.spec.on}}",
            "0.5 1e+21 true",
        );
        check("{{manifest.metadata}}", "[object Object]");
        check("{{manifest.metadata.nope}}|{{null}}|{{manifest['spec']['list'][1]}}", "||");
        check(
            "{{1+1}}/{{name + 1}}/{{'a' || 'b'}}/{{manifest.nope ? 1 : 'n'}}",
            "2/job myjob1/a/n",
        );
        check("{{name.split(' ')[1].toUpperCase()}} {{_.toUpper(account)}}", "MYJOB ACCT");
        check("{{manifest?.nope?.x}}{{manifest.nope ?? 'd'}}", "d");
    }

    #[test]
    fn numbers_and_texts_are_worked_with_as_in_javascript() {
        check(
            "{{2 ** 3 ** 2}} {{(-2) ** 2}} {{1 << 33}} {{-9 >> 1}} {{-1 >>> 28}}",
            "512 4 2 -5 15",
        );
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
        check(
            "{{account}}<%- manifest.metadata.annotations['a/b'] %>",
            "acct&lt;&amp;&#39;&quot;&gt;",
        );
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
            "{{ `a` }}",
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
}
