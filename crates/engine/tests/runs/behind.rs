//! A log that is written more quickly than it can be followed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use stage_engine::run::{Event, Order, Reason};

use crate::fake::{Answer, done, job, list, order, pod};
use crate::runs::{ran, well};

fn line(second: u32, number: u32) -> String {
    format!("2026-01-01T00:00:{second:02}.{number:09}Z line {second}/{number}\n")
}

#[tokio::test(start_paused = true)]
async fn what_is_far_behind_is_read_without_following_and_followed_again_at_its_end() {
    static LOGS: AtomicUsize = AtomicUsize::new(0);
    const DONE: usize = 3;
    let ended = json!({"terminated": {"exitCode": 0}});
    let folder = tempfile::tempdir().expect("a folder");
    // More than five seconds for what was written within one, and too much of that
    // second to have it all sent again.
    let part =
        |part: u32| (0..2000).map(|number| line(1, part * 2000 + number)).collect::<String>();
    let flood: Vec<_> = (0..7).map(part).chain([line(2, 0), line(2, 1)]).collect();
    let (record, events, log) = ran(folder.path(), &order(None), move |asked, _| {
        let is_done = LOGS.load(Ordering::SeqCst) >= DONE;
        let event =
            |object: Value| Answer::Lines(vec![json!({"type": "MODIFIED", "object": object})]);
        match asked {
            // Time passes only while all wait.
            asked if asked.contains("watch=true") && !is_done => {
                Answer::Slowly(Duration::from_secs(1), vec![String::new()])
            }
            asked if asked.contains("/log?") => match LOGS.fetch_add(1, Ordering::SeqCst) {
                0 => Answer::Slowly(Duration::from_millis(800), flood.clone()),
                1 => Answer::Text(line(2, 0) + &line(2, 1) + &line(3, 0)),
                _ => Answer::Text(line(3, 0) + &line(3, 1)),
            },
            asked if asked.contains("pods?labelSelector=uid") => match is_done {
                true if asked.contains("watch=true") => event(pod("Running", &ended)),
                true => list(&[pod("Running", &ended)]),
                false => list(&[pod("Running", &json!({"running": {}}))]),
            },
            asked if asked.contains("jobs?fieldSelector") && !is_done => list(&[job(&json!({}))]),
            asked if asked.contains("jobs?fieldSelector") && asked.contains("watch=true") => {
                event(done())
            }
            asked => well(asked),
        }
    })
    .await;
    let asked: Vec<_> = log.all().into_iter().map(|(asked, _)| asked).collect();
    let asked: Vec<_> = asked.iter().filter(|asked| asked.contains("/log?")).take(DONE).collect();
    let follows: Vec<_> = asked.iter().map(|asked| asked.contains("follow=true")).collect();
    assert_eq!(follows, [true, false, true], "{asked:?}");
    assert!(asked[1].contains("sinceTime=2026-01-01T00"), "{asked:?}");
    let text = |event: &Event| match event {
        Event::Log { text, .. } => Some(text.clone()),
        _ => None,
    };
    let shown: String = events.iter().filter_map(text).collect();
    let end: Vec<_> = shown.lines().skip(13_998).collect();
    assert_eq!(
        end,
        ["line 1/13998", "line 1/13999", "line 2/0", "line 2/1", "line 3/0", "line 3/1"]
    );
    assert_eq!(record.status.logs[0].missing, [""; 0], "nothing is missing");
}

#[tokio::test(start_paused = true)]
async fn watches_that_something_ends_at_once_are_begun_anew_once_a_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let order = Order { timeout: Duration::from_secs(20), ..order(None) };
    let (record, _, log) = ran(folder.path(), &order, |asked, _| match asked {
        asked if asked.contains("watch=true") => Answer::Lines(Vec::new()),
        asked if asked.contains("jobs?fieldSelector") => list(&[job(&json!({}))]),
        asked => well(asked),
    })
    .await;
    assert_eq!(record.status.reason(), Reason::RunTimedOut);
    let watches = log.of("GET /apis").into_iter().filter(|(asked, _)| asked.contains("watch=true"));
    let watches = watches.count();
    assert!((15..=25).contains(&watches), "{watches}");
}
