use std::hint::black_box;
use std::time::Instant;
use stage_core::analyze;
use stage_core::document::{Source, regions};
use stage_tests::generated::profile;
fn main() {
    let text = profile(200);
    let source = Source::new(text.as_str());
    let before = analyze(&source, None);
    let at = text.len() / 2 + text[text.len() / 2..].find("image: ").unwrap_or(0) + 7;
    let typed = Source::new(format!("{}x{}", &text[..at], &text[at..]).as_str());
    for _ in 0..3 {
        let t = Instant::now();
        let r = black_box(regions(&typed.text, Some(&before.regions)));
        let a = t.elapsed();
        let t = Instant::now();
        let d = black_box(stage_core::forms::detect(&r));
        let b = t.elapsed();
        let t = Instant::now();
        let items = r.items();
        let l = black_box(stage_core::spinnaker::load::load(&[stage_core::spinnaker::load::Source { roots: &r.roots, regions: &items }], before.target, &Default::default(), Some(&before.loaded)));
        let c = t.elapsed();
        let t = Instant::now();
        let n = black_box(analyze(&typed, Some(&before)));
        let e = t.elapsed();
        let t = Instant::now();
        let f = black_box(n.findings());
        let g = t.elapsed();
        let t = Instant::now();
        drop((r, d, l, n));
        let h = t.elapsed();
        println!("regions {a:?} detect {b:?} load {c:?} analyze {e:?} findings {} {g:?} drop {h:?}", f.len());
    }
    let t = Instant::now();
    while t.elapsed().as_secs() < 4 {
        black_box(analyze(&typed, Some(&before)));
    }
}
