//! Putting in keys and items.

use super::*;

#[test]
fn a_key_comes_after_the_last_one_before_comments_and_blank_lines() {
    let before = "a:\n  b: 1\n  c: |\n    x\n\n  # end of a\n\nd: 2 # d\n# end\n";
    insta::assert_snapshot!(after(before, insert("a.e", New::Int(3))), @r#"
        a:
          b: 1
          c: |
            x
          e: 3

          # end of a

        d: 2 # d
        # end
        "#);
    insta::assert_snapshot!(after(before, insert("e", New::Int(3))), @r#"
        a:
          b: 1
          c: |
            x

          # end of a

        d: 2 # d
        e: 3
        # end
        "#);
}

#[test]
fn comments_further_in_stay_with_what_they_follow() {
    let before = "l:\n  - a: 1\n    b:\n      - x\n      # - y\n  # about c\n  - c: 1\n";
    insta::assert_snapshot!(after(before, insert("l[1]", text("new"))), @r#"
        l:
          - a: 1
            b:
              - x
              # - y
          - new
          # about c
          - c: 1
        "#);
    insta::assert_snapshot!(after(before, insert("l[0].d", text("new"))), @r#"
        l:
          - a: 1
            b:
              - x
              # - y
            d: new
          # about c
          - c: 1
        "#);
}

#[test]
fn indentation_is_that_of_the_text_around() {
    let new = || map(&[("m", map(&[("k", text("v"))])), ("l", New::List(vec![text("x")]))]);
    insta::assert_snapshot!(after("a:\n    b:\n    -   c: 1\n", insert("n", new())), @r#"
        a:
            b:
            -   c: 1
        "n":
            m:
                k: v
            l:
            -   x
        "#);
    insta::assert_snapshot!(after("a:\n   b:\n      - c: 1\n", insert("a.n", new())), @r#"
        a:
           b:
              - c: 1
           "n":
              m:
                 k: v
              l:
                 - x
        "#);
    insta::assert_snapshot!(after("a:\n    b:\n    -   c: 1\n        d: 2\n", insert("a.b[0]", new())), @r#"
        a:
            b:
            -   m:
                    k: v
                l:
                -   x
            -   c: 1
                d: 2
        "#);
    insta::assert_snapshot!(after("- - 1\n  - 2\n", insert("[0][0]", text("x"))), @r#"
        - - x
          - 1
          - 2
        "#);
    insta::assert_snapshot!(after("- - 1\n  - 2\n", insert("[1]", New::List(vec![text("x"), text("y")]))), @r#"
        - - 1
          - 2
        - - x
          - "y"
        "#);
}

#[test]
fn an_item_comes_before_the_comments_of_the_next_one_and_as_far_apart() {
    let apart = "l:\n  # one\n  - 1\n\n  # two\n  - 2\n\nz: 1\n";
    for index in 0..3 {
        let made = after(apart, insert(&format!("l[{index}]"), text("new")));
        insta::allow_duplicates! {
            assert_eq!(made.matches("\n\n").count(), 3, "{made}");
        }
    }
    insta::assert_snapshot!(after(apart, insert("l[1]", text("new"))), @r#"
        l:
          # one
          - 1

          - new

          # two
          - 2

        z: 1
        "#);
    insta::assert_snapshot!(after(apart, insert("l[2]", text("new"))), @r#"
        l:
          # one
          - 1

          # two
          - 2

          - new

        z: 1
        "#);
}

#[test]
fn brackets_stay_brackets() {
    insta::assert_snapshot!(after("a: [1, 2] # c\n", insert("a[2]", map(&[("k", text("v"))]))), @r#"a: [1, 2, {k: v}] # c"#);
    insta::assert_snapshot!(after("a: [1, 2]\n", insert("a[0]", text("x"))), @r#"a: [x, 1, 2]"#);
    insta::assert_snapshot!(after("a: {b: 1, }\n", insert("a.c", text("x\ny"))), @r#"a: {b: 1, c: "x\ny", }"#);
    insta::assert_snapshot!(after("a: [\n  1, # one\n  2  # two\n]\n", insert("a[2]", text("x"))), @r#"
        a: [
          1, # one
          2,  # two
          x
        ]
        "#);
    insta::assert_snapshot!(after("a: [\n  1,\n  2,\n]\n", insert("a[1]", text("x"))), @r#"
        a: [
          1,
          x,
          2,
        ]
        "#);
    insta::assert_snapshot!(after("a: [\n  1,\n  2, # two\n]\n", insert("a[2]", text("x"))), @r#"
        a: [
          1,
          2, # two
          x,
        ]
        "#);
}

#[test]
fn what_is_empty_becomes_lines() {
    insta::assert_snapshot!(after("a: [] # none\nb: 1\n", insert("a[0]", map(&[("k", text("v"))]))), @r#"
        a: # none
          - k: v
        b: 1
        "#);
    insta::assert_snapshot!(after("a: # none\nb: 1\n", insert("a.c", text("x"))), @r#"
        a: # none
          c: x
        b: 1
        "#);
    insta::assert_snapshot!(after("- []\n", insert("[0][0]", text("x"))), @r#"- - x"#);
}
