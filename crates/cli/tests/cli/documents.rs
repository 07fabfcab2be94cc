//! Pages that are generated equal their generators.

use std::path::Path;

#[test]
fn the_reference_page_says_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/stagectl.md");
    let page = std::fs::read_to_string(path).expect("docs/stagectl.md is there");
    assert!(page == stagectl::markdown(), "docs/stagectl.md is old: run `cargo xtask generate`");
}
