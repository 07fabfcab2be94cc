//! Quotes, block scalars and tags.

use super::*;

#[test]
fn quotes_stay_and_are_added_where_some_reader_would_see_more() {
    let quoted = |before: &str, value: &str| after(before, set("a", text(value)));
    insta::assert_snapshot!(quoted("a: 'x' # c\n", "it's"), @r#"a: 'it''s' # c"#);
    insta::assert_snapshot!(quoted("a: \"x\"\n", "a\\b \"c\""), @r#"a: "a\\b \"c\"""#);
    insta::assert_snapshot!(quoted("a: 'x'\n", "a\u{1}b"), @r#"a: "a\x01b""#);
    insta::assert_snapshot!(quoted("a: x\nb: 'y'\n", "yes"), @r#"
        a: 'yes'
        b: 'y'
        "#);
    insta::assert_snapshot!(quoted("a: x\nb: \"y\"\n", "012"), @r#"
        a: "012"
        b: "y"
        "#);
    insta::assert_snapshot!(quoted("a: x\n", "12:30"), @r#"a: "12:30""#);
    insta::assert_snapshot!(quoted("a: 8080\n", "8081"), @r#"a: "8081""#);
    insta::assert_snapshot!(quoted("a: \"one\\ntwo\"\n", "three\nfour"), @r#"a: "three\nfour""#);
    insta::assert_snapshot!(quoted("a: [x]\n", "b, c"), @r#"a: b, c"#);
    insta::assert_snapshot!(after("a: [x]\n", set("a[0]", text("b, c"))), @r#"a: ["b, c"]"#);
}

#[test]
fn numbers_and_truth_values_lose_quotes() {
    insta::assert_snapshot!(after("a: 'x'\n", set("a", New::Int(-12))), @r#"a: -12"#);
    insta::assert_snapshot!(after("a: \"x\"\n", set("a", New::Float(1e300))), @r#"a: 1.0e+300"#);
    insta::assert_snapshot!(after("a: |\n  x\n", set("a", New::Bool(false))), @r#"a: false"#);
}

#[test]
fn texts_beside_quoted_ones_are_quoted() {
    insta::assert_snapshot!(after("a: 'x'\nb: 'y'\nc: 1\n", insert("d", text("z"))), @r#"
        a: 'x'
        b: 'y'
        c: 1
        d: 'z'
        "#);
    insta::assert_snapshot!(after("- name: \"x\"\n  to: \"y\"\n", insert("[1]", map(&[("name", text("z"))]))), @r#"
        - name: "x"
          to: "y"
        - name: "z"
        "#);
    insta::assert_snapshot!(after("{\"a\": \"x\", \"b\": \"y\"}\n", insert("c", text("z"))), @r#"{"a": "x", "b": "y", "c": "z"}"#);
}

#[test]
fn a_folded_text_stays_folded() {
    let before = "a: >-\n  a long line of words that were\n  folded\nb: 1\n";
    let words = "some other words, many of them, that do not fit on one line of this file any more\nand more";
    insta::assert_snapshot!(after(before, set("a", text(words))), @r#"
        a: >-
          some other words, many of them, that do not fit on one line
          of this file any more

          and more
        b: 1
        "#);
    insta::assert_snapshot!(after(before, set("a", text("x\n  deeper\n"))), @r#"
        a: |
          x
            deeper
        b: 1
        "#);
}

#[test]
fn a_tag_stays_unless_the_value_would_be_misread() {
    insta::assert_snapshot!(after("a: !!str 12 # c\n", set("a", text("13"))), @r#"a: !!str "13" # c"#);
    insta::assert_snapshot!(after("a: !!str 12 # c\n", set("a", New::Int(13))), @r#"a: 13 # c"#);
    insta::assert_snapshot!(after("a: &x !!int 12\n", set("a", text("b"))), @r#"a: &x b"#);
}

#[test]
fn an_alias_is_replaced_by_a_value_of_its_own() {
    insta::assert_snapshot!(after("a: &x 1\nb: *x # c\n", set("b", New::Int(2))), @r#"
        a: &x 1
        b: 2 # c
        "#);
    insta::assert_snapshot!(after("a: &x {k: 1}\nb:\n  <<: *x\n", set("b.k", New::Int(2))), @r#"
        a: &x {k: 1}
        b:
          <<: *x
          k: 2
        "#);
}

#[test]
fn a_snippet_is_moved_to_its_column_with_its_comments() {
    let yaml = New::Yaml(
        "# what it is\nname: x   # n\nitems:\n- 1\n\n# last\ntext: |\n   a\n    b\n".into(),
    );
    insta::assert_snapshot!(after("l:\n    - name: y\n", insert("l[0]", yaml.clone())), @r#"
        l:
            # what it is
            - name: x   # n
              items:
              - 1

              # last
              text: |
                 a
                  b
            - name: y
        "#);
    insta::assert_snapshot!(after("l:\n    - name: y\n", set("l[0].sub", yaml.clone())), @r#"
        l:
            - name: y
              # what it is
              sub:
                  name: x   # n
                  items:
                  - 1

                  # last
                  text: |
                     a
                      b
        "#);
    insta::assert_snapshot!(after("l: [1]\n", insert("l[1]", yaml)), @r#"l: [1, {name: x, items: [1], text: "a\n b\n"}]"#);
    insta::assert_snapshot!(after("a: 1 # c\n", set("a", New::Yaml("[1,  2]".into()))), @r#"a: [1,  2] # c"#);
}

#[test]
fn a_key_is_renamed_in_its_place_and_quotes() {
    insta::assert_snapshot!(after("b: 1\na:   2 # c\n", rename("a", "yes")), @r#"
        b: 1
        "yes":   2 # c
        "#);
    insta::assert_snapshot!(after("'a': 1\n", rename("a", "it's")), @r#"'it''s': 1"#);
    insta::assert_snapshot!(after("- {\"a\":1}\n", rename("[0].a", "b")), @r#"- {"b":1}"#);
    insta::assert_snapshot!(after("a: 1\nb: 2\n", rename("a", "b")), @r#"`b` is already there"#);
}
