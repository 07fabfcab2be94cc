//! x
use super::*;
use crate::document::{dump::dump, read, regions};
#[test]
fn find() {
    let t = "job:\n  preconfigured:\n    kubernetes:\n      - name:\n        - [a, 'b', [1, c]]\n        - name: [a, 'b', [1, c]]\n        'quoted key': x\n";
    let r = regions(t, None);
    println!("{}", dump(&r.regions[1].parsed.text, &r.regions[1].parsed.roots[0]));
    let e = Edit::Set {
        path: Path::parse("job.preconfigured.kubernetes[0].name[2]").unwrap(),
        value: New::Text("plain".into()),
    };
    let x = text_edits(t, &r, &e, Manner { block_texts: true, last_break: false }).unwrap();
    println!("{x:?}\n{}", apply(t, &x));
}
