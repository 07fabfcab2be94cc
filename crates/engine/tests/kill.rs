//! Killed at any moment, the program loses nothing older than a second, and
//! no file is torn.
#![cfg(unix)]
#![allow(clippy::print_stdout, reason = "the child tells what it has typed")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use stage_engine::drafts::{Draft, Drafts, abandoned, discard};
use stage_engine::files::{Expected, Stamp, write};

/// A text of some size that says which it is, and whether it is whole.
fn text(number: usize) -> String {
    let line = format!("# {number}\n");
    let lines = 200 + number * 37 % 4000;
    format!("{number} {lines}\n{}", line.repeat(lines))
}

/// Which text this is; that it is whole is asserted.
fn number(found: &str) -> usize {
    let head = found.lines().next().expect("a first line");
    let number: usize = head.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    assert!(found == text(number), "no file is torn: {} bytes of {number}", found.len());
    number
}

/// Types and saves until it is killed. Run by the test below in a process of
/// its own.
#[test]
#[ignore = "only as a child process"]
fn child() {
    let Some(folder) = std::env::var_os("STAGE_DESIGNER_KILL_TEST") else { return };
    let folder = Path::new(&folder);
    let file = folder.join("orca-local.yml");
    let drafts = Drafts::start(&folder.join("drafts"), |error| panic!("{error}")).expect("started");
    let mut base = text(0);
    let mut stamp = write(&file, &base, Expected::Anything).expect("saved");
    for at in 1.. {
        let now = text(at);
        let draft = Draft {
            path: Some(file.clone()),
            stamp: Some(stamp),
            base: base.as_str().into(),
            text: now.as_str().into(),
        };
        drafts.keep(7, draft.clone());
        println!("typed {at}");
        std::io::stdout().flush().expect("told");
        if at % 23 == 0 {
            drafts.keep_now(7, draft);
            stamp = write(&file, &now, Expected::Unchanged(stamp)).expect("saved");
            assert_eq!(stamp, Stamp::of(now.as_bytes()));
            base = now;
            drafts.forget(7);
        }
        std::thread::sleep(Duration::from_millis(9));
    }
}

/// How many times it is killed; a campaign asks for more.
fn rounds() -> u32 {
    std::env::var("STAGE_DESIGNER_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10)
}

#[test]
fn killed_at_random_moments_nothing_older_than_a_second_is_missing() {
    for round in 0..rounds() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "child", "--ignored", "--nocapture"])
            .env("STAGE_DESIGNER_KILL_TEST", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a child");
        let typed: Arc<Mutex<Vec<(Instant, usize)>>> = Arc::default();
        let reader = {
            let (out, typed) = (child.stdout.take().expect("piped"), Arc::clone(&typed));
            std::thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    let said = line.split_once("typed ").and_then(|(_, at)| at.parse().ok());
                    if let Some(at) = said {
                        typed.lock().expect("held").push((Instant::now(), at));
                    }
                }
            })
        };
        while typed.lock().expect("held").is_empty() {
            assert!(child.try_wait().expect("asked").is_none(), "the child lives");
            std::thread::sleep(Duration::from_millis(5));
        }
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time");
        std::thread::sleep(Duration::from_millis(900 + u64::from(now.subsec_nanos() % 1300)));
        let killed = Instant::now();
        child.kill().expect("killed");
        child.wait().expect("ended");
        reader.join().expect("read");

        let saved = std::fs::read_to_string(folder.path().join("orca-local.yml")).expect("there");
        let saved = number(&saved);
        let (found, troubles) = abandoned(&folder.path().join("drafts"));
        assert_eq!(troubles, [], "round {round}: every draft is whole");
        let kept = found.iter().map(|found| number(&found.draft.text)).max().unwrap_or(0);
        assert!(found.is_empty() || kept >= saved, "round {round}: {kept} is older than its file");
        let typed = typed.lock().expect("held");
        let is_old = |at: &Instant| killed.saturating_duration_since(*at).as_secs() >= 1;
        let old = typed.iter().rev().find(|(at, _)| is_old(at)).map_or(0, |(_, at)| *at);
        assert!(typed.len() > 9, "round {round}: only {} texts were typed", typed.len());
        assert!(saved.max(kept) >= old, "round {round}: {old} typed, {saved} saved, {kept} kept");
        for draft in found {
            discard(&draft.file).expect("discarded");
        }
    }
}
