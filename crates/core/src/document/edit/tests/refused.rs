//! What is refused, with words for the user.

use super::*;

const SHARED: &str = "a: &x\n  k: &y 1\nb: *x\nc: *y\nd:\n  e: &z 1\n  f: *z\n";

#[test]
fn a_write_that_would_show_elsewhere_is_refused() {
    insta::assert_snapshot!(after(SHARED, set("b.k", New::Int(2))), @r#"`b` is an alias (`*name`): what it stands for is written elsewhere; edit it there, or replace the alias"#);
    insta::assert_snapshot!(after(SHARED, set("a.k", New::Int(2))), @r#"`a` has an anchor (`&name`) that other places refer to; they would change with it"#);
    insta::assert_snapshot!(after(SHARED, insert("a.n", New::Int(2))), @r#"`a` has an anchor (`&name`) that other places refer to; they would change with it"#);
    insta::assert_snapshot!(after(SHARED, remove("a")), @r#"`a` has an anchor (`&name`) that other places refer to; they would change with it"#);
    insta::assert_snapshot!(after(SHARED, rename("a.k", "n")), @r#"`a` has an anchor (`&name`) that other places refer to; they would change with it"#);
    insta::assert_snapshot!(after(SHARED, carry("d.e", "n")), @r#"`d.e` has an anchor (`&name`) that other places refer to; they would change with it"#);
}

#[test]
fn what_nobody_else_refers_to_can_be_written() {
    assert_eq!(after("a: &x 1\nb: 2\n", set("a", New::Int(2))), "a: &x 2\nb: 2\n");
    assert_eq!(after(SHARED, remove("d")), SHARED.split("d:").next().unwrap());
    assert_eq!(after(SHARED, rename("a", "top")), SHARED.replace("a: &x", "top: &x"));
}

#[test]
fn paths_that_lead_nowhere_are_named() {
    let before = "a: 1\nl: [1]\nm: {k: v}\n";
    insta::assert_snapshot!(after(before, remove("b")), @r#"there is nothing at `b`"#);
    insta::assert_snapshot!(after(before, remove("l[1]")), @r#"there is nothing at `l[1]`"#);
    insta::assert_snapshot!(after(before, set("a.b", New::Null)), @r#"`a` is not a mapping, so it has no keys"#);
    insta::assert_snapshot!(after(before, set("m[0]", New::Null)), @r#"`m` is not a list, so it has no items"#);
    insta::assert_snapshot!(after(before, set("l[3]", New::Null)), @r#"`l[3]` lies past the end of its list"#);
    insta::assert_snapshot!(after(before, insert("l[2]", New::Null)), @r#"`l[2]` lies past the end of its list"#);
    insta::assert_snapshot!(after(before, insert("x.y", New::Null)), @r#"there is nothing at `x`"#);
    insta::assert_snapshot!(after(before, insert("m.k", New::Null)), @r#"`m.k` is already there"#);
    insta::assert_snapshot!(after(before, rename("l[0]", "k")), @r#"`l` is not a mapping, so it has no keys"#);
    insta::assert_snapshot!(after(before, set("1:a", New::Null)), @r#"there is nothing at `1:a`"#);
    insta::assert_snapshot!(after(before, remove("")), @r#"a whole document can be replaced, but not removed or moved"#);
    insta::assert_snapshot!(after(before, carry("m", "m.k.x")), @r#"`m` cannot be moved into itself"#);
    insta::assert_snapshot!(after(before, set("a", New::Yaml("b: c: d".into()))), @r#"the YAML to put in: a second `: ` on one line: quote the value"#);
}

#[test]
fn an_error_spoils_only_its_own_stage() {
    let before =
        "job:\n  preconfigured:\n    kubernetes:\n      - a: 1\n      - b: c: d\n        e: 1\n";
    insta::assert_snapshot!(after(before, set("job.preconfigured.kubernetes[1].e", New::Int(2))), @r#"the text around `job.preconfigured.kubernetes[1]` has a syntax error; mend it first"#);
    insta::assert_snapshot!(after(before, set("job.preconfigured.kubernetes[0].a", New::Int(2))), @r#"
        job:
          preconfigured:
            kubernetes:
              - a: 2
              - b: c: d
                e: 1
        "#);
    insta::assert_snapshot!(after(before, insert("job.preconfigured.kubernetes[2]", map(&[("x", New::Int(1))]))), @r#"
        job:
          preconfigured:
            kubernetes:
              - a: 1
              - b: c: d
                e: 1
              - x: 1
        "#);
}

#[test]
fn a_new_duplicate_is_refused_and_an_old_one_can_be_mended() {
    insta::assert_snapshot!(after("true: 1\nb: 2\n", set("a", New::Yaml("{c: 1, c: 2}".into()))), @r#"the YAML to put in: found duplicate key `c`: Orca does not start with it"#);
    assert_eq!(after("a: 1\nb: 2\na: 3\n", remove("a")), "a: 1\nb: 2\n");
    assert_eq!(after("a: 1\nb: 2\na: 3\n", rename("a", "c")), "a: 1\nb: 2\nc: 3\n");
}
