use super::*;
use crate::spinnaker::spel::stop::Stop;

fn kind(text: &str) -> String {
    match parse(text) {
        Ok(_) => "parsed".into(),
        Err(Stop::Thrown(thrown)) => thrown.kind.into_owned(),
        Err(Stop::Unknown(unknown)) => unknown.to_string(),
    }
}

#[test]
fn word_operators_are_names_where_a_name_is_expected() {
    // A type's name may begin with a dot, so that `new.x[new]` makes an array.
    for text in ["and", "div", "mod", "a.div", "matches", "or.b", "a div b", "new.x[new]"] {
        assert_eq!(kind(text), "parsed", "{text}");
    }
}

#[test]
fn syntax_errors_are_springs() {
    for text in ["T", "new", "not", "1..2", "x.", ".", ",", "a b", "1 == 1 == 1", "?x", "@", "a,b"]
    {
        assert_eq!(kind(text), "SpelParseException", "{text}");
    }
    for text in ["a =", "f(,1)", "{,}", "{a:}", "a ? : b", "++", "^ 2"] {
        assert_eq!(kind(text), "IllegalArgumentException", "{text}");
    }
    assert_eq!(kind("2147483648"), "NumberFormatException");
    assert_eq!(kind("1e"), "ArrayIndexOutOfBoundsException");
}

#[test]
fn nesting_beyond_the_bound_is_not_known_and_never_overflows() {
    for text in ["(".repeat(4_999) + "1", "!".repeat(9_999) + "a", "{".repeat(9_999)] {
        assert_eq!(kind(&text), "the expression exceeds a bound: nested too deep");
    }
}

#[test]
fn long_sums_are_not_deep_up_to_what_a_jvm_surely_bears() {
    assert_eq!(kind(&format!("1{}", " + 1".repeat(1_000))), "parsed");
    let bound = "the expression exceeds a bound: too many operators";
    assert_eq!(kind(&format!("1{}", " + 1".repeat(1_001))), bound);
}

#[test]
fn an_expression_may_have_ten_thousand_characters() {
    assert_eq!(kind(&format!("'{}'", "a".repeat(9_998))), "parsed");
    assert_eq!(kind(&format!("'{}'", "a".repeat(9_999))), "SpelEvaluationException");
}
