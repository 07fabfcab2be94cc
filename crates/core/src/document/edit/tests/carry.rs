//! Moving.

use super::*;

const LIST: &str = "l:\n  # a\n  - a: 1 # one\n    t: |\n      x\n\n       y\n  - b\n  # c\n  - c # three\nm:\n- z\n";

#[test]
fn an_item_moves_with_its_comments_as_it_is_written() {
    insta::assert_snapshot!(after(LIST, carry("l[0]", "l[2]")), @r#"
        l:
          - b
          # c
          - c # three
          # a
          - a: 1 # one
            t: |
              x

               y
        m:
        - z
        "#);
    insta::assert_snapshot!(after(LIST, carry("l[2]", "l[0]")), @r#"
        l:
          # c
          - c # three
          # a
          - a: 1 # one
            t: |
              x

               y
          - b
        m:
        - z
        "#);
    insta::assert_snapshot!(after(LIST, carry("l[0]", "m[1]")), @r#"
        l:
          - b
          # c
          - c # three
        m:
        - z
        # a
        - a: 1 # one
          t: |
            x

             y
        "#);
}

#[test]
fn a_key_moves_and_may_change_its_name() {
    let before =
        "a:\n    # about b\n    b:   # list\n      - 1\n      - '2'\n    c: 1\nd:\n  e: 1\n";
    insta::assert_snapshot!(after(before, carry("a.b", "d.b")), @r#"
        a:
            c: 1
        d:
          e: 1
          # about b
          b:   # list
            - 1
            - '2'
        "#);
    insta::assert_snapshot!(after(before, carry("a.b", "d.on")), @r#"
        a:
            c: 1
        d:
          e: 1
          # about b
          'on':   # list
            - 1
            - '2'
        "#);
    insta::assert_snapshot!(after(before, carry("a.b", "a.x")), @r#"
        a:
            # about b
            x:   # list
              - 1
              - '2'
            c: 1
        d:
          e: 1
        "#);
    insta::assert_snapshot!(after(before, carry("d.e", "e")), @r#"
        a:
            # about b
            b:   # list
              - 1
              - '2'
            c: 1
        d: {}
        e: 1
        "#);
}

#[test]
fn items_become_values_and_values_items() {
    insta::assert_snapshot!(after(LIST, carry("l[0]", "m[0]")), @r#"
        l:
          - b
          # c
          - c # three
        m:
        # a
        - a: 1 # one
          t: |
            x

             y
        - z
        "#);
    insta::assert_snapshot!(after(LIST, carry("l[0]", "n")), @r#"
        l:
          - b
          # c
          - c # three
        m:
        - z
        # a
        "n":
          a: 1 # one
          t: |
            x

             y
        "#);
    insta::assert_snapshot!(after(LIST, carry("l[0].t", "m[1]")), @r#"
        l:
          # a
          - a: 1 # one
          - b
          # c
          - c # three
        m:
        - z
        - |
          x

           y
        "#);
    insta::assert_snapshot!(after("a: # a\n  # x\n  - x\nl:\n- z\n", carry("a", "l[0]")), @r#"
        l:
        # a
        # x
        - - x
        - z
        "#);
    insta::assert_snapshot!(after("a: [x, {b: 1}]\nl:\n- c\n", carry("a[1]", "l[0]")), @r#"
        a: [x]
        l:
        - {b: 1}
        - c
        "#);
    insta::assert_snapshot!(after("a: [x, y]\nl:\n- c: 'd' # gone\n  e: |\n    f\n- g\n", carry("l[0]", "a[1]")), @r#"
        a: [x, {c: 'd', e: "f\n"}, y]
        l:
        - g
        "#);
}

#[test]
fn a_stage_moves_from_region_to_region() {
    let before = "job:\n  preconfigured:\n    kubernetes:\n    # a\n    - label: a\n\n    # b\n    - label: b\nwebhook:\n  preconfigured:\n    - label: w\n";
    insta::assert_snapshot!(after(before, carry("job.preconfigured.kubernetes[1]", "job.preconfigured.kubernetes[0]")), @r#"
        job:
          preconfigured:
            kubernetes:
            # b
            - label: b

            # a
            - label: a
        webhook:
          preconfigured:
            - label: w
        "#);
    insta::assert_snapshot!(after(before, carry("job.preconfigured.kubernetes[0]", "webhook.preconfigured[1]")), @r#"
        job:
          preconfigured:
            kubernetes:
            # b
            - label: b
        webhook:
          preconfigured:
            - label: w
            # a
            - label: a
        "#);
}
