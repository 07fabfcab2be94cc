//! An edit costs its stage, not its file.

use std::time::{Duration, Instant};

use stage_core::document::edit::{Edit, New, apply, edit};
use stage_core::document::{Path, regions};

/// A file of `stages` stages of 80 lines each.
fn file(stages: usize) -> String {
    let mut text = "job:\n  preconfigured:\n    kubernetes:\n".to_owned();
    for stage in 0..stages {
        text.push_str(&format!(
            "      - label: Stage {stage}\n        type: stage{stage}\n        parameters:\n"
        ));
        for parameter in 0..14 {
            text.push_str(&format!(
                "          - name: P{parameter}\n            label: \"Parameter {parameter}\"\n            mapping: manifest.spec.template.spec.containers[0].env[{parameter}].value\n            defaultValue: 'x'\n"
            ));
        }
        text.push_str(
            "        manifest:\n          kind: Job\n          spec:\n            script: |\n",
        );
        for line in 0..16 {
            text.push_str(&format!("              echo {line} of the script\n"));
        }
        text.push('\n');
    }
    text
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
fn an_edit_in_one_of_200_stages_reads_one_stage() {
    let text = file(200);
    let read = regions(&text, None);
    let at = Path::parse("job.preconfigured.kubernetes[100].parameters[7].label").unwrap();
    let changes = [
        Edit::Set { path: at.clone(), value: New::Text("another one".into()) },
        Edit::Remove { path: at.split_last().unwrap().0 },
        Edit::Move {
            from: Path::parse("job.preconfigured.kubernetes[100]").unwrap(),
            to: Path::parse("job.preconfigured.kubernetes[150]").unwrap(),
        },
    ];
    let time = |each: &dyn Fn()| {
        let times = (0..if cfg!(debug_assertions) { 1 } else { 21 }).map(|_| {
            let start = Instant::now();
            each();
            start.elapsed()
        });
        median(times.collect())
    };
    let whole = time(&|| drop(regions(&text, None)));
    let again = time(&|| drop(regions(&text, Some(&read))));
    eprintln!("{} lines, {} bytes", text.lines().count(), text.len());
    eprintln!("reading the file: {whole:?}, reading it again: {again:?}");
    for change in changes {
        let took = time(&|| drop(edit(&text, &read, &change).unwrap()));
        let edits = edit(&text, &read, &change).unwrap();
        let after = regions(&apply(&text, &edits), Some(&read));
        let shared = after.regions.iter().filter(|new| {
            read.regions.iter().any(|old| std::sync::Arc::ptr_eq(&old.parsed, &new.parsed))
        });
        let read_anew = after.regions.len() - shared.count();
        eprintln!("{took:?}, {read_anew} regions read, {edits:?}");
        assert_eq!(read_anew, 1, "only the stage is read again");
    }
}
