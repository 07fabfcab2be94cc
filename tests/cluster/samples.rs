//! The samples, which a newcomer runs first.

use std::path::Path;

use crate::cluster::{kubectl, left_of, shared};
use crate::program::Place;
use crate::stages::script;

#[test]
fn the_first_sample_prints_log_outputs_and_verdict() {
    let _quiet = shared();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("samples/orca-local.yml");
    let words = format!("run {} --stage echoPhrase --param PHRASE=hi", sample.display());
    let place = Place::new(&script("true"));
    let ran = place.command(&words).output().expect("it runs");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(0), "{out}\n{err}");
    assert!(out.lines().any(|line| line == "hi" || line.ends_with(" hi")), "the log: {out}");
    assert!(out.contains("outputs: none"), "the stage captures none: {out}");
    assert!(out.contains("verdict: SUCCEEDED"), "the verdict: {out}");
    assert!(out.contains("Complete"), "Kubernetes' own beside it: {out}");
    assert!(err.contains("namespace spinnaker"), "where it runs: {err}");
    let run = out.lines().last().and_then(|line| line.split([' ', ':']).nth(1)).expect("its id");
    assert_eq!(left_of(run), [""; 0]);
    assert_eq!(kubectl(&["-n", "spinnaker", "get", "jobs", "-o", "name"]), "");
}
