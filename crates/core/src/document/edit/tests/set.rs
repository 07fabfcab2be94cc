//! Setting values.

use super::*;

const STAGE: &str = "\
job:
  preconfigured:
    kubernetes:
      # the one
      - label: a   # shown
        type: t
        parameters:
          - name: A
        script: |  # run
          echo 1

          echo 2

        args: ['x', \"y\"]  # two
        none:
        # about the end
        manifest:
          kind: Job # K
";

fn stage(at: &str, value: New) -> String {
    let before = STAGE;
    let after = after(before, set(&format!("job.preconfigured.kubernetes[0].{at}"), value));
    changed(before, &after)
}

/// The lines that differ.
pub(super) fn changed(before: &str, after: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let same = |(one, two): &(&&str, &&str)| one == two;
    let front = old.iter().zip(&new).take_while(same).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(same).count();
    let shown = |sign: &str, lines: &[&str]| -> String {
        lines.iter().flat_map(|line| [sign, line, "\n"]).collect()
    };
    shown("-", &old[front..old.len() - back]) + &shown("+", &new[front..new.len() - back])
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    insta::assert_snapshot!(stage("label", text("new one")), @r#"
        -      - label: a   # shown
        +      - label: new one   # shown
        "#);
    insta::assert_snapshot!(stage("label", New::Bool(true)), @r#"
        -      - label: a   # shown
        +      - label: true   # shown
        "#);
    insta::assert_snapshot!(stage("label", New::Null), @r#"
        -      - label: a   # shown
        +      - label: null   # shown
        "#);
    insta::assert_snapshot!(stage("none", text("x")), @r#"
        -        none:
        +        none: x
        "#);
    insta::assert_snapshot!(stage("args[1]", text("z")), @r#"
        -        args: ['x', "y"]  # two
        +        args: ['x', "z"]  # two
        "#);
}

#[test]
fn text_over_several_lines_becomes_a_literal_block() {
    insta::assert_snapshot!(stage("label", text("one\n  two\n")), @r#"
        -      - label: a   # shown
        +      - label: |   # shown
        +          one
        +            two
        "#);
    insta::assert_snapshot!(stage("none", text("one\n\ntwo")), @r#"
        -        none:
        +        none: |-
        +          one
        +
        +          two
        "#);
    insta::assert_snapshot!(stage("parameters[0]", text("  one\ntwo")), @r#"
        -          - name: A
        +          - |2-
        +              one
        +            two
        "#);
}

#[test]
fn a_literal_block_stays_one() {
    insta::assert_snapshot!(stage("script", text("echo 1\n\necho 3\n")), @r#"
        -          echo 2
        +          echo 3
        "#);
    insta::assert_snapshot!(stage("script", text("one")), @r#"
        -        script: |  # run
        -          echo 1
        -
        -          echo 2
        +        script: |-  # run
        +          one
        "#);
}

#[test]
fn what_no_literal_block_can_hold_is_quoted() {
    insta::assert_snapshot!(stage("script", text("a\u{7}b\n")), @r#"
        -        script: |  # run
        -          echo 1
        -
        -          echo 2
        +        script: "a\x07b\n"  # run
        "#);
    insta::assert_snapshot!(stage("script", text("")), @r#"
        -        script: |  # run
        -          echo 1
        -
        -          echo 2
        +        script: ""  # run
        "#);
    insta::assert_snapshot!(stage("script", text("a\n\n\n")), @r#"
        -        script: |  # run
        -          echo 1
        -
        -          echo 2
        +        script: "a\n\n\n"  # run
        "#);
    insta::assert_snapshot!(stage("args[0]", text("a\nb")), @r#"
        -        args: ['x', "y"]  # two
        +        args: ["a\nb", "y"]  # two
        "#);
}

#[test]
fn a_mapping_or_list_takes_the_place_of_a_value_and_the_other_way() {
    let list = New::List(vec![text("x"), map(&[("a", New::Int(1)), ("b", New::List(vec![]))])]);
    insta::assert_snapshot!(stage("label", list.clone()), @r#"
        -      - label: a   # shown
        +      - label:   # shown
        +          - x
        +          - a: 1
        +            b: []
        "#);
    insta::assert_snapshot!(stage("script", list.clone()), @r#"
        -        script: |  # run
        -          echo 1
        -
        -          echo 2
        +        script:  # run
        +          - x
        +          - a: 1
        +            b: []
        "#);
    insta::assert_snapshot!(stage("manifest", list.clone()), @r#"
        -          kind: Job # K
        +          - x
        +          - a: 1
        +            b: []
        "#);
    insta::assert_snapshot!(stage("args", list), @r#"
        -        args: ['x', "y"]  # two
        +        args: ['x', {a: 1, b: []}]  # two
        "#);
    insta::assert_snapshot!(stage("manifest", text("x")), @r#"
        -        manifest:
        -          kind: Job # K
        +        manifest: x
        "#);
    insta::assert_snapshot!(stage("parameters[0]", text("x")), @r#"
        -          - name: A
        +          - x
        "#);
    insta::assert_snapshot!(stage("parameters", New::List(vec![])), @r#"
        -        parameters:
        -          - name: A
        +        parameters: []
        "#);
}

#[test]
fn a_missing_key_comes_with_its_parents() {
    insta::assert_snapshot!(stage("manifest.metadata.labels['app/x']", text("on")), @r#"
        +          metadata:
        +            labels:
        +              app/x: "on"
        "#);
    insta::assert_snapshot!(stage("none.env[0].name", text("N")), @r#"
        +          env:
        +            - name: "N"
        "#);
    insta::assert_snapshot!(stage("parameters[1].name", text("B")), @r#"+          - name: B"#);
    insta::assert_snapshot!(after("# empty\n", set("a.b[0]", text("x"))), @r#"
        # empty
        a:
          b:
            - x
        "#);
    insta::assert_snapshot!(after("", set("a", text("x"))), @r#"a: x"#);
    insta::assert_snapshot!(after("---\n", set("a", text("x"))), @r#"
        ---
        a: x
        "#);
    insta::assert_snapshot!(after("a: {}  # none\nb: []\n", set("a.x", text("y"))), @r#"
        a:  # none
          x: "y"
        b: []
        "#);
    insta::assert_snapshot!(after("a: {x: 1, b: {}}\n", set("a.b.c", text("y"))), @r#"a: {x: 1, b: {c: "y"}}"#);
}

#[test]
fn a_mapping_or_list_changes_only_where_it_differs() {
    let before = "m:\n  # about a\n  a: 1   # one\n  l: # list\n    - x # x\n    # the y\n    - y # y\n    - z: 1 # z\n  b: 'old'\n# end\n";
    let with = |list: Vec<New>, b: &str| {
        set("m", map(&[("a", New::Int(1)), ("l", New::List(list)), (b, text("new"))]))
    };
    let z = |number| map(&[("z", New::Int(number))]);
    insta::assert_snapshot!(after(before, with(vec![text("x"), text("y"), z(2)], "b")), @r#"
        m:
          # about a
          a: 1   # one
          l: # list
            - x # x
            # the y
            - y # y
            - z: 2 # z
          b: 'new'
        # end
        "#);
    insta::assert_snapshot!(after(before, with(vec![text("x"), z(1)], "c")), @r#"
        m:
          # about a
          a: 1   # one
          l: # list
            - x # x
            - z: 1 # z
          c: new
        # end
        "#);
    insta::assert_snapshot!(after(before, with(vec![text("x"), text("n"), text("y"), z(1)], "b")), @r#"
        m:
          # about a
          a: 1   # one
          l: # list
            - x # x
            - 'n'
            # the y
            - y # y
            - z: 1 # z
          b: 'new'
        # end
        "#);
    insta::assert_snapshot!(after(before, set("m.l", New::List(vec![text("other"), text("ones")]))), @r#"
        m:
          # about a
          a: 1   # one
          l: # list
            - other
            - ones
          b: 'old'
        # end
        "#);
}

#[test]
fn what_is_already_so_is_not_touched() {
    for (at, value) in [
        ("label", text("a")),
        ("script", text("echo 1\n\necho 2\n")),
        ("args", New::List(vec![text("x"), text("y")])),
        ("manifest", map(&[("kind", text("Job"))])),
        ("none", New::Null),
    ] {
        assert_eq!(stage(at, value), "", "{at}");
    }
}

#[test]
fn several_edits_are_one() {
    let both = Edit::Many(vec![
        set("a", text("one")),
        insert("list[0]", text("x")),
        Edit::Many(vec![remove("list[1]"), rename("a", "b")]),
    ]);
    insta::assert_snapshot!(after("a: 1 # c\nlist:\n- y # gone\n- z\n", both), @r#"
        b: one # c
        list:
        - x
        - z
        "#);
    let half = Edit::Many(vec![set("a", text("one")), remove("nothing")]);
    insta::assert_snapshot!(after("a: 1\n", half), @r#"there is nothing at `nothing`"#);
}
