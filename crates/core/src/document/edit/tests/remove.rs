//! Taking out keys and items.

use super::*;

const LIST: &str = "l:\n  # one\n  # and more\n  - a: 1 # a\n    b: 2\n\n  # apart\n\n  # two\n  - c\n  - d: |\n      x\n    # inside d\n# after\nz: 1\n";

#[test]
fn an_item_goes_with_its_own_comments() {
    insta::assert_snapshot!(after(LIST, remove("l[0]")), @r#"
        l:
          # apart

          # two
          - c
          - d: |
              x
            # inside d
        # after
        z: 1
        "#);
    insta::assert_snapshot!(after(LIST, remove("l[1]")), @r#"
        l:
          # one
          # and more
          - a: 1 # a
            b: 2

          # apart

          - d: |
              x
            # inside d
        # after
        z: 1
        "#);
    insta::assert_snapshot!(after(LIST, remove("l[2]")), @r#"
        l:
          # one
          # and more
          - a: 1 # a
            b: 2

          # apart

          # two
          - c
        # after
        z: 1
        "#);
}

#[test]
fn the_first_key_after_a_dash_lets_the_next_one_move_up() {
    insta::assert_snapshot!(after("- a: 1 # a\n  b: 2\n", remove("[0].a")), @r#"- b: 2"#);
    insta::assert_snapshot!(after("- a: 1\n  # about b\n  b: 2\n", remove("[0].a")), @r#"
        -
          # about b
          b: 2
        "#);
    insta::assert_snapshot!(after("- - a\n  - b\n", remove("[0][0]")), @r#"- - b"#);
}

#[test]
fn the_last_one_leaves_an_empty_mapping_or_list() {
    insta::assert_snapshot!(after("a: # c\n  # b\n  b: 1 # one\n\n# end\nc: 1\n", remove("a.b")), @r#"
        a: {} # c

        # end
        c: 1
        "#);
    insta::assert_snapshot!(after("a:\n- b # one\nc: 1\n", remove("a[0]")), @r#"
        a: []
        c: 1
        "#);
    insta::assert_snapshot!(after("- a: 1\n- b\n", remove("[0].a")), @r#"
        - {}
        - b
        "#);
    insta::assert_snapshot!(after("# head\na: 1\n", remove("a")), @r#"
        # head
        {}
        "#);
    insta::assert_snapshot!(after("a: [x] # c\n", remove("a[0]")), @r#"a: [] # c"#);
}

#[test]
fn items_in_brackets_go_with_their_comma() {
    insta::assert_snapshot!(after("a: [1, 2, 3]\n", remove("a[0]")), @r#"a: [2, 3]"#);
    insta::assert_snapshot!(after("a: [1, 2, 3]\n", remove("a[1]")), @r#"a: [1, 3]"#);
    insta::assert_snapshot!(after("a: [1, 2, 3]\n", remove("a[2]")), @r#"a: [1, 2]"#);
    insta::assert_snapshot!(after("a: {b: 1, c: 2}\n", remove("a.c")), @r#"a: {b: 1}"#);
    insta::assert_snapshot!(after("a: [\n  1, # one\n  2  # two\n]\n", remove("a[1]")), @r#"
        a: [
          1 # one
        ]
        "#);
    insta::assert_snapshot!(after("a: [\n  1, # one\n  2  # two\n]\n", remove("a[0]")), @r#"
        a: [
          2  # two
        ]
        "#);
}

#[test]
fn the_comment_at_the_top_of_a_file_stays() {
    insta::assert_snapshot!(after("# the file\na: 1\n# b\nb: 2\n", remove("a")), @r#"
        # the file
        # b
        b: 2
        "#);
    insta::assert_snapshot!(after("# the file\na: 1\n# b\nb: 2\n", remove("b")), @r#"
        # the file
        a: 1
        "#);
}

#[test]
fn a_stage_that_does_not_read_can_be_removed() {
    let before = "job:\n  preconfigured:\n    kubernetes:\n      - a: 1\n      # broken\n      - b: c: d\n\n      - e: 1\n";
    insta::assert_snapshot!(after(before, remove("job.preconfigured.kubernetes[1]")), @r#"
        job:
          preconfigured:
            kubernetes:
              - a: 1

              - e: 1
        "#);
}
