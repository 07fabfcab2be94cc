use super::*;
use crate::document::dump::dump;

fn tree(text: &str) -> String {
    let parsed = read(text);
    let mut out: String = parsed.roots.iter().map(|root| dump(text, root)).collect();
    for trouble in &parsed.troubles {
        let place = &text[trouble.span.range()];
        out.push_str(&format!("{:?} at {place:?}: {}\n", trouble.kind, trouble.message));
    }
    out
}

#[test]
fn every_node_knows_the_place_of_its_own_text() {
    let text = concat!(
        "a:   # c1\nb: plain text\n   more  # c2\nc: |  # lit\n    one\n\n    two\n\n",
        "d: >-\n  fold\n  x\ne: &anc\n  - 1\n  - !t {x: 1, y: [2,  3 ] }\n  -\nf: *anc\n",
        "\"g\": 'q\n  r'\nh: &z !!str 12   # c\n? k\n: v\ni: {a, b: , c : }\nj: !!str\ntail: |+\n  x\n\n",
    );
    insta::assert_snapshot!(tree(text), @r#"
    map flow=false 0..221
      ? Plain "a" at "a"
      : Plain "" at ""
      ? Plain "b" at "b"
      : Plain "plain text more" at "plain text\n   more"
      ? Plain "c" at "c"
      : Literal "one\n\ntwo\n" at "|  # lit\n    one\n\n    two\n"
      ? Plain "d" at "d"
      : Folded "fold x" at ">-\n  fold\n  x"
      ? Plain "e" at "e"
      : list flow=false 95..130
        - Plain "1" at "1"
        - map flow=true <!t> 106..126
          ? Plain "x" at "x"
          : Plain "1" at "1"
          ? Plain "y" at "y"
          : list flow=true 116..124
            - Plain "2" at "2"
            - Plain "3" at "3"
        - Plain "" at ""
      ? Plain "f" at "f"
      : alias "*anc" known=true
      ? DoubleQuoted "g" at "\"g\""
      : SingleQuoted "q r" at "'q\n  r'"
      ? Plain "h" at "h"
      : Plain <tag:yaml.org,2002:str> "12" at "12"
      ? Plain "k" at "k"
      : Plain "v" at "v"
      ? Plain "i" at "i"
      : map flow=true 184..198
        ? Plain "a" at "a"
        : Plain "" at ""
        ? Plain "b" at "b"
        : Plain "" at ""
        ? Plain "c" at "c"
        : Plain "" at ""
      ? Plain "j" at "j"
      : Plain <tag:yaml.org,2002:str> "" at ""
      ? Plain "tail" at "tail"
      : Literal "x\n\n" at "|+\n  x\n"
    "#);
}

#[test]
fn a_half_typed_line_is_set_aside_and_the_rest_is_read() {
    insta::assert_snapshot!(tree("- label: x\n  lab\n  c: 3\n  d: é: f\n  e: 1\n"), @r#"
    list flow=false 0..41
      - map flow=false 2..41
        ? Plain "label" at "label"
        : Plain "x" at "x"
        ? Plain "c" at "c"
        : Plain "3" at "3"
        ? Plain "e" at "e"
        : Plain "1" at "1"
    Syntax at "lab": a key without a colon: write `key: value`
    Syntax at ": f": a second `: ` on one line: quote the value
    "#);
}

#[test]
fn an_open_quote_does_not_hide_what_stands_before_it() {
    insta::assert_snapshot!(tree("- label: x\n  c: \"open\n  d: 1\n"), @r#"
    list flow=false 0..28
      - map flow=false 2..28
        ? Plain "label" at "label"
        : Plain "x" at "x"
        ? Plain "d" at "d"
        : Plain "1" at "1"
    Syntax at "\"open": a quote that is not closed
    "#);
}

#[test]
fn lines_that_only_yaml_1_2_refuses_are_read_as_orca_reads_them() {
    insta::assert_snapshot!(tree("- c: [\"a\",\n\"b\"]\n  d: \"x\ny\nz\"\n  e: 1\n"), @r#"
    list flow=false 0..35
      - map flow=false 2..35
        ? Plain "c" at "c"
        : list flow=true 5..15
          - DoubleQuoted "a" at "\"a\""
          - DoubleQuoted "b" at "\"b\""
        ? Plain "d" at "d"
        : DoubleQuoted "x y z" at "\"x\ny\nz\""
        ? Plain "e" at "e"
        : Plain "1" at "1"
    "#);
}

#[test]
fn a_comment_behind_quotes_is_not_theirs() {
    insta::assert_snapshot!(tree("'a' : 'it''s' # c\nb: [\"\\\"\\\\\" # d\n  ]\n"), @r#"
    map flow=false 0..36
      ? SingleQuoted "a" at "'a'"
      : SingleQuoted "it's" at "'it''s'"
      ? Plain "b" at "b"
      : list flow=true 21..36
        - DoubleQuoted "\"\\" at "\"\\\"\\\\\""
    "#);
}

#[test]
fn a_list_at_the_column_of_its_key_begins_at_its_first_dash() {
    insta::assert_snapshot!(tree("a: # c\n- - x\n  - y\nb: &b\n-\n  z: 1\nc:\n- [v]\n"), @r#"
    map flow=false 0..42
      ? Plain "a" at "a"
      : list flow=false 7..18
        - list flow=false 9..18
          - Plain "x" at "x"
          - Plain "y" at "y"
      ? Plain "b" at "b"
      : list flow=false 25..33
        - map flow=false 29..33
          ? Plain "z" at "z"
          : Plain "1" at "1"
      ? Plain "c" at "c"
      : list flow=false 37..42
        - list flow=true 39..42
          - Plain "v" at "v"
    "#);
}

#[test]
fn carriage_returns_and_a_byte_order_mark_keep_every_place() {
    insta::assert_snapshot!(tree("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\nc: é\rd: 4\r\n"), @r#"
    map flow=false 3..35
      ? Plain "a" at "a"
      : Plain "1" at "1"
      ? Plain "b" at "b"
      : Literal "x\ny\n" at "|\r\n  x\r\n  y"
      ? Plain "c" at "c"
      : Plain "é" at "é"
      ? Plain "d" at "d"
      : Plain "4" at "4"
    "#);
}

#[test]
fn an_alias_bomb_is_named_where_it_goes_off() {
    let mut text = String::from("a0: &a0 [x]\n");
    for level in 1..9 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    let parsed = read(&text);
    let [trouble] = &parsed.troubles[..] else { panic!("one trouble: {:?}", parsed.troubles) };
    assert_eq!(trouble.kind, TroubleKind::Expansion);
    assert_eq!(&text[trouble.span.range()], "*a5", "the alias that makes it too much");
}

#[test]
fn ten_thousand_levels_are_named_and_not_followed() {
    let deep = "- ".repeat(10_000) + "x\n";
    let kinds: Vec<TroubleKind> = read(&deep).troubles.iter().map(|t| t.kind).collect();
    assert!(kinds.contains(&TroubleKind::Depth), "{kinds:?}");
    let flow = "[".repeat(10_000);
    assert!(!read(&flow).troubles.is_empty(), "ten thousand open brackets are trouble");
}

#[test]
fn a_lone_hyphen_in_brackets_is_a_text() {
    insta::assert_snapshot!(tree("a: [x, -, \"y\"# why\n  , z\n  -]\nb: {c: -}\n"), @r#"
    map flow=false 0..39
      ? Plain "a" at "a"
      : list flow=true 3..29
        - Plain "x" at "x"
        - Plain "-" at "-"
        - DoubleQuoted "y" at "\"y\""
        - Plain "z -" at "z\n  -"
      ? Plain "b" at "b"
      : map flow=true 33..39
        ? Plain "c" at "c"
        : Plain "-" at "-"
    "#);
    for refused in ["a: [x, -[y]]\n", "a: [- y]\n"] {
        assert!(!read(refused).troubles.is_empty(), "{refused}");
    }
}

#[test]
fn lines_of_a_quote_may_begin_with_tabs() {
    insta::assert_snapshot!(tree("a:\n    b: \"one\n\t# two\n     \tthree\\\n\t\"\n    c: 1\n"), @r#"
    map flow=false 0..46
      ? Plain "a" at "a"
      : map flow=false 7..46
        ? Plain "b" at "b"
        : DoubleQuoted "one # two three" at "\"one\n\t# two\n     \tthree\\\n\t\""
        ? Plain "c" at "c"
        : Plain "1" at "1"
    "#);
    assert!(!read("a:\n    b: 1\n\tc: 2\n").troubles.is_empty(), "no others");
}

#[test]
fn a_remark_right_behind_a_quote_or_bracket_is_one() {
    insta::assert_snapshot!(tree("a: \"x\"# why\nb: [1]#\nc: 'é'#\n"), @r#"
    map flow=false 0..27
      ? Plain "a" at "a"
      : DoubleQuoted "x" at "\"x\""
      ? Plain "b" at "b"
      : list flow=true 15..18
        - Plain "1" at "1"
      ? Plain "c" at "c"
      : SingleQuoted "é" at "'é'"
    "#);
    assert!(!read("a: x# no remark\n").roots.is_empty());
    for refused in ["a: |# why\n  b\n", "a: &b\nc: *b# why\n"] {
        assert!(!read(refused).troubles.is_empty(), "{refused}");
    }
}
