use super::*;
use crate::document::regions;
const S: &str = "job:\n  preconfigured:\n    kubernetes:\n      # stage\n      - label: a   # trailing\n        type: t\n        parameters:\n          # first\n          - name: A   # na\n            label: la\n\n          # second\n          - name: B\n          - name: C\n\n        # about manifest\n        manifest:\n          spec:\n            args: ['a', 'b']\n            script: |\n              echo 1\n\n              echo 2\n        enabled: true # en\n\n      # tail\n      - label: b\n";
fn p(s: &str) -> Path {
    let s = s.replace('@', "job.preconfigured.kubernetes[0]");
    Path::parse(&s).unwrap()
}
fn t(s: &str) -> New {
    New::Text(s.into())
}
fn show(before: &str, name: &str, e: Edit) {
    let out = match edit(before, &regions(before, None), &e) {
        Ok(edits) => format!("{edits:?}\n{}", apply(before, &edits)),
        Err(e) => format!("ERR {e:?} {e}"),
    };
    println!("== {name}\n{}", out.replace('\r', "␍"));
}
fn set(s: &str, v: New) -> Edit {
    Edit::Set { path: p(s), value: v }
}
fn ins(s: &str, v: New) -> Edit {
    Edit::Insert { path: p(s), value: v }
}
fn rm(s: &str) -> Edit {
    Edit::Remove { path: p(s) }
}
fn mv(s: &str, to: &str) -> Edit {
    Edit::Move { from: p(s), to: p(to) }
}
fn map(e: &[(&str, New)]) -> New {
    New::Map(e.iter().map(|(k, v)| (k.to_string(), v.clone())).collect())
}
#[test]
fn explore() {
    show(S, "set", set("@.label", t("new")));
    show(S, "set multi", set("@.label", t("x\n  y\nz")));
    show(S, "set lit", set("@.manifest.spec.script", t("echo 1\n\necho 3\n")));
    show(S, "set lit->one", set("@.manifest.spec.script", t("one")));
    show(S, "set lit->bool", set("@.manifest.spec.script", New::Bool(true)));
    show(S, "set lit->list", set("@.manifest.spec.script", New::List(vec![t("a"), t("b")])));
    show(S, "set map->scalar", set("@.manifest", t("b")));
    show(S, "set map->lit", set("@.manifest", t("b\nc")));
    show(S, "set list->scalar", set("@.parameters", t("b")));
    show(S, "set list->empty", set("@.parameters", New::List(vec![])));
    show(
        S,
        "set scalar->map",
        set(
            "@.label",
            map(&[
                ("a", t("b")),
                ("l", New::List(vec![map(&[("x", New::Int(1)), ("y", New::Null)])])),
            ]),
        ),
    );
    show(S, "set item->scalar", set("@.parameters[0]", t("b")));
    show(S, "set item->map", set("@.parameters[1]", map(&[("name", t("b")), ("label", t("yes"))])));
    show(S, "set flow item", set("@.manifest.spec.args[1]", t("c, d\n")));
    show(S, "set flow", set("@.manifest.spec.args", New::List(vec![t("x"), New::Int(1)])));
    show(S, "set missing", set("@.added", t("12:30")));
    show(S, "set missing deep", set("@.manifest.metadata.labels.app", t("x")));
    show(S, "set missing list", set("@.manifest.list[0].name", t("x")));
    show(S, "ins key", ins("@.manifest.kind", t("Job")));
    show(S, "ins item 0", ins("@.parameters[0]", map(&[("name", t("N"))])));
    show(S, "ins item 1", ins("@.parameters[1]", map(&[("name", t("N")), ("label", t("L"))])));
    show(S, "ins item 3", ins("@.parameters[3]", map(&[("name", t("N"))])));
    show(
        S,
        "ins item 3 yaml",
        ins("@.parameters[3]", New::Yaml("# n\nname: N # c\nlabel: |\n  x\n".into())),
    );
    show(S, "ins flow", ins("@.manifest.spec.args[1]", t("n")));
    show(S, "ins stage", ins("job.preconfigured.kubernetes[1]", map(&[("label", t("n"))])));
    show(S, "ins stage end", ins("job.preconfigured.kubernetes[2]", map(&[("label", t("n"))])));
    show(S, "rm item 0", rm("@.parameters[0]"));
    show(S, "rm item 1", rm("@.parameters[1]"));
    show(S, "rm item 2", rm("@.parameters[2]"));
    show(S, "rm name", rm("@.parameters[0].name"));
    show(S, "rm name only", rm("@.parameters[1].name"));
    show(S, "rm label", rm("@.label"));
    show(S, "rm manifest", rm("@.manifest"));
    show(S, "rm enabled", rm("@.enabled"));
    show(S, "rm flow", rm("@.manifest.spec.args[0]"));
    show(S, "rm flow last", rm("@.manifest.spec.args[1]"));
    show(S, "rm stage 0", rm("job.preconfigured.kubernetes[0]"));
    show(S, "rm stage 1", rm("job.preconfigured.kubernetes[1]"));
    show(S, "mv item 0 1", mv("@.parameters[0]", "@.parameters[1]"));
    show(S, "mv item 2 0", mv("@.parameters[2]", "@.parameters[0]"));
    show(S, "mv stage", mv("job.preconfigured.kubernetes[1]", "job.preconfigured.kubernetes[0]"));
    show(S, "mv key", mv("@.manifest.spec", "@.parameters[0].spec"));
    show(S, "mv key rename", mv("@.enabled", "@.manifest.spec.on"));
    show(S, "mv item to key", mv("@.parameters[0]", "@.manifest.p"));
    show(S, "mv key to item", mv("@.manifest.spec", "@.parameters[1]"));
    show(S, "mv item to flow", mv("@.parameters[0]", "@.manifest.spec.args[0]"));
    show(S, "mv flow to block", mv("@.manifest.spec.args[0]", "@.parameters[0]"));
    show(S, "rename", Edit::RenameKey { path: p("@.label"), to: "on".into() });
    show(
        S,
        "many",
        Edit::Many(vec![
            set("@.label", t("q")),
            rm("@.parameters[0]"),
            set("@.parameters[0].name", t("z")),
        ]),
    );
    show("", "create", set("job.preconfigured.kubernetes[0].label", t("x")));
    show("# only\n", "create", set("job.preconfigured.kubernetes[0].label", t("x")));
    show("a:\n  - b: |\n      x", "eof", ins("a[1]", t("x")));
    show("a:\n  - b: |\n      x", "eof", ins("c", t("x")));
    show("a:\n  - b: |\n      x", "eof", set("a[0].b", t("y\n")));
    show("a:\n  - y\n  - b: |\n      x", "eof mv", mv("a[1]", "a[0]"));
    show("a:\n  - y\n  - b: |\n      x", "eof rm", rm("a[1]"));
    show(
        "a: !!str 12\nb: !!int 3\nc: &x 5\nd: !!str\n",
        "tag",
        Edit::Many(vec![
            set("a", New::Int(1)),
            set("b", t("x")),
            set("c", t("7")),
            set("d", t("5")),
        ]),
    );
    show("a: &x 1\nb: *x\nc:\n  <<: *x\n", "alias", set("b", t("x")));
    show("a: &x 1\nb: *x\n", "alias", set("a", t("x")));
    show("a: &x\n  q: 1\nb: *x\n", "alias", set("b.q", t("x")));
    show("a: &x\n  q: 1\nb: *x\n", "alias", set("a.r", t("x")));
}
