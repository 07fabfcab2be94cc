//! Logs that the kubelet rotates while they are followed: a node gives out the
//! newest file only.

use serde_json::json;
use stage_engine::run::{Event, LogFile};

use crate::fake::{Answer, list, order, pod};
use crate::runs::{ran, well};

const LATE: &str = "2026-01-01T00:00:16Z late\n";

/// Lines of one second, by number, as the kubelet stamps them.
fn lines(numbers: std::ops::Range<u32>) -> String {
    let line = |number| format!("2026-01-01T00:00:01.{number:09}Z line {number}\n");
    numbers.map(line).collect::<Vec<_>>().concat()
}

/// The log of a run whose node answers so, time after time, and what is said.
async fn followed(answers: &'static [fn() -> String]) -> (String, LogFile) {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, events, _) = ran(folder.path(), &order(None), move |line, number| match line {
        line if line.contains("/log?") => Answer::Text(answers[number.min(answers.len() - 1)]()),
        line if line.contains("pods?labelSelector=uid") => {
            list(&[pod("Succeeded", &json!({"terminated": {"exitCode": 0}}))])
        }
        line => well(line),
    })
    .await;
    let told = |event: &Event| match event {
        Event::Log { text, .. } => Some(text.clone()),
        Event::Missing { text, .. } => Some(format!("-- {text}\n")),
        _ => None,
    };
    (events.iter().filter_map(told).collect(), record.status.logs[0].clone())
}

fn texts(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|number| format!("line {number}\n")).collect::<Vec<_>>().concat()
}

#[tokio::test]
async fn a_log_rotated_between_two_connections_has_every_line_once() {
    let (shown, log) = followed(&[|| lines(0..5), || lines(3..9)]).await;
    assert_eq!(shown, texts(0..9));
    assert_eq!(log.missing, [""; 0], "nothing is missing");
}

#[tokio::test]
async fn where_a_rotation_may_have_taken_lines_it_is_said_there() {
    let (shown, log) = followed(&[|| lines(0..5), || lines(7..9)]).await;
    let [said] = log.missing.as_slice() else { panic!("once: {:?}", log.missing) };
    assert!(said.starts_with("After line 5: Lines may be missing"), "{said}");
    assert_eq!(shown, format!("{}-- {said}\n{}", texts(0..5), texts(7..9)));
}

#[tokio::test]
async fn a_new_file_without_a_line_says_it_too() {
    let (shown, log) = followed(&[|| lines(0..5), String::new]).await;
    assert!(log.missing[0].starts_with("After line 5: Lines may be missing"), "{:?}", log.missing);
    assert!(shown.starts_with(&texts(0..5)), "{shown}");
}

#[tokio::test]
async fn a_reader_too_slow_for_the_node_says_that_a_whole_file_may_be_missing() {
    // Much at a stretch, and then a line that is a quarter of a minute younger.
    let (_, log) = followed(&[|| lines(0..100_000) + LATE, || LATE.into()]).await;
    assert!(log.missing[0].contains("Lines may be missing"), "{:?}", log.missing);
}
