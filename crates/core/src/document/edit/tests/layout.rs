//! Line breaks, tabs, byte order marks and missing last breaks stay.

use super::*;

#[test]
fn new_lines_end_as_those_around_them() {
    let edits = [
        set("a.b", text("one\ntwo\n")),
        insert("a.n", map(&[("k", New::List(vec![text("x"), text("y")]))])),
        insert("l[1]", map(&[("k", text("v")), ("m", text("w"))])),
        carry("l[1]", "l[0]"),
        carry("a.b", "x"),
        set("a", text("x")),
        remove("l[0]"),
        set("l[0]", text("one\ntwo\n")),
    ];
    let before =
        "a: # c\n  b: 1\nl:\n  # one\n  - 1 # one\n\n  - t: |\n      x\n\n      y\n  - 3\n";
    for change in edits {
        let lf = made(before, &change).unwrap();
        for eol in ["\r\n", "\r"] {
            let other = made(&before.replace('\n', eol), &change).unwrap();
            assert_eq!(other, lf.replace('\n', eol), "{change:?}");
        }
        let marked = made(&format!("\u{feff}{before}"), &change).unwrap();
        assert_eq!(marked, format!("\u{feff}{lf}"), "{change:?}");
        let open = made(before.trim_end(), &change).unwrap();
        let needs_break = lf.ends_with("two\n");
        assert_eq!(open, if needs_break { &lf } else { lf.trim_end() }, "{change:?}");
    }
}

#[test]
fn a_block_text_that_ends_the_file_keeps_its_end() {
    let open = "a:\n- y\n- b: |\n    x";
    assert_eq!(after(open, insert("c", text("z"))), "a:\n- y\n- b: |-\n    x\nc: z");
    assert_eq!(after(open, carry("a[1]", "a[0]")), "a:\n- b: |-\n    x\n- y");
    assert_eq!(after(open, set("a[1].b", text("z\n"))), "a:\n- y\n- b: |\n    z\n");
    assert_eq!(after("a:\n- |\n  x\n- y", remove("a[1]")), "a:\n- |\n  x\n");
}

#[test]
fn blanks_after_a_value_stay() {
    assert_eq!(after("a: x\t\nb: y \t # c\n", set("a", text("z"))), "a: z\t\nb: y \t # c\n");
    assert_eq!(after("a: x\t\nb: y \t # c\n", set("b", text("z"))), "a: x\t\nb: z \t # c\n");
    assert_eq!(after("a:    x\n", set("a", text("z"))), "a:    z\n");
    assert_eq!(after("a:\n   x\n", set("a", text("z"))), "a:\n   z\n");
}

#[test]
fn blank_lines_that_are_content_stay_content() {
    let before = "a: |+\n  x\n\nb: 1\n\nc: 2\n";
    assert_eq!(after(before, remove("b")), "a: |+\n  x\n\nc: 2\n");
    assert_eq!(after(before, set("a", text("y\n\n"))), "a: |+\n  y\n\nb: 1\n\nc: 2\n");
    assert_eq!(after(before, set("b", text("y\n\n"))), "a: |+\n  x\n\nb: \"y\\n\\n\"\n\nc: 2\n");
    assert_eq!(
        after(before, set("b", text("y\n\n\n"))),
        "a: |+\n  x\n\nb: \"y\\n\\n\\n\"\n\nc: 2\n"
    );
}

#[test]
fn lines_that_only_orca_reads_stay_and_can_be_edited_around() {
    let before = "- c: [\"a\",\n\"b\"]\n  d: \"x\ny\"\n  e: 1\n";
    assert_eq!(
        after(before, set("[0].e", New::Int(2))),
        "- c: [\"a\",\n\"b\"]\n  d: \"x\ny\"\n  e: 2\n"
    );
    assert_eq!(
        after(before, set("[0].d", text("z"))),
        "- c: [\"a\",\n\"b\"]\n  d: \"z\"\n  e: 1\n"
    );
    assert_eq!(
        after(before, insert("[0].c[1]", text("z"))),
        "- c: [\"a\",\n\"z\",\n\"b\"]\n  d: \"x\ny\"\n  e: 1\n"
    );
}

#[test]
fn documents_after_the_first_are_edited_too() {
    let before = "a: 1\n---\nb: 1\n...\n---\n- c\n";
    assert_eq!(after(before, set("1:x", text("v"))), "a: 1\n---\nb: 1\nx: v\n...\n---\n- c\n");
    assert_eq!(after(before, insert("2:[1]", text("v"))), "a: 1\n---\nb: 1\n...\n---\n- c\n- v\n");
}
