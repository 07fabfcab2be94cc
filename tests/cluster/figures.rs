//! How quick and how small a run is, beside kubectl on the same pods in the
//! same minutes. Asked for by `cargo xtask bench run`; each figure has a limit.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::cluster::{alone, kubeconfig, kubectl};
use crate::program::Place;
use crate::stages::script;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(15);

/// A program whose lines are looked at as they come.
struct Reading {
    child: Child,
    marks: Receiver<(Instant, String)>,
}

impl Reading {
    /// Starts it; lines with one of `marks` are noted with their time.
    fn start(mut command: Command, marks: &'static [&'static str]) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let out = child.stdout.take().expect("a pipe");
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let mut reader = BufReader::with_capacity(1 << 20, out);
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                let text = String::from_utf8_lossy(&line);
                // kubectl may write a time before the line.
                let text = text.trim();
                let text = text.split_once("Z ").map_or(text, |(_, text)| text);
                if marks.iter().any(|mark| text.starts_with(mark)) {
                    let _ = sender.send((Instant::now(), text.to_owned()));
                }
                line.clear();
            }
        });
        Self { child, marks: receiver }
    }

    fn until(&self, mark: &str) -> Instant {
        loop {
            let (at, line) = self.marks.recv_timeout(PATIENCE).expect("the line comes");
            if line.starts_with(mark) {
                return at;
            }
        }
    }

    /// The most memory that it has had, in MiB.
    fn memory(&self) -> f64 {
        let status = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(status).expect("it lives");
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        let number = peak.trim().trim_end_matches(" kB");
        number.parse::<f64>().expect("a number") / 1024.0
    }
}

impl Reading {
    fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().expect("kill runs");
        assert!(sent.success(), "{signal}");
    }
}

/// A run of ours whose log is looked at, and its pod.
struct Run {
    reading: Reading,
    pod: String,
    place: Place,
}

impl Run {
    /// Until its pod runs.
    fn start(stage: &str) -> Self {
        let place = Place::new(stage);
        let reading = Reading::start(place.command("run stage.yml"), &["BEGIN", "END"]);
        let selector = "stage-designer.io/run";
        let running = ["--field-selector", "status.phase=Running", "-o", "name"];
        let mut pod = String::new();
        crate::cluster::until(60, "the pod runs", || {
            let words = ["-n", "stage", "get", "pods", "-l", selector];
            kubectl(&[&words[..], &running[..]].concat()).trim().clone_into(&mut pod);
            !pod.is_empty()
        });
        Self { reading, pod, place }
    }
}

/// The next is not to see this one's pod.
impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.reading.child.kill();
        let _ = self.reading.child.wait();
        let _ = self.place.command("runs clean --yes").output();
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn logs(what: &[&str]) -> Command {
    let mut command = Command::new("kubectl");
    command.args(["-n", "stage", "logs", "-f"]).args(what).env("KUBECONFIG", kubeconfig());
    command
}

/// Makes so many numbered lines, to be written by `WRITE`: whoever counts while
/// others read takes their processors away.
fn made(lines: u64, width: usize) -> String {
    format!("awk \"BEGIN{{for(i=0;i<{lines};i++)printf \\\"%0{width}d\\\\n\\\",i}}\" > /tmp/lines")
}

/// Writes the lines between two marks.
const WRITE: &str = "echo BEGIN; cat /tmp/lines; echo END";

/// Before the marks, time for a second reader to come, and after them it waits
/// until it is ended.
fn many(lines: u64, width: usize) -> String {
    script(&format!("{}; sleep 5; {WRITE}; sleep 3600", made(lines, width)))
}

/// Follows a log as it is written, and kubectl beside it; our throughput in
/// kubectl's.
fn beside(words: &[&str]) -> f64 {
    let run = Run::start(&many(1_000_000, 60));
    let theirs = Reading::start(logs(&[&[run.pod.as_str()], words].concat()), &["BEGIN", "END"]);
    // One beginning for both: whoever came to the pod later has no less to read.
    let begun = run.reading.until("BEGIN").min(theirs.until("BEGIN"));
    let (ours, theirs) = (run.reading.until("END") - begun, theirs.until("END") - begun);
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!(
        "following 61 MB as they are written: {ours:.1?}, kubectl logs -f {} beside it \
         {theirs:.1?}: {ratio:.2} of its throughput",
        words.join(" ")
    );
    ratio
}

/// A log that can be resumed comes with the time of each line.
#[test]
#[ignore = "measures, alone: cargo xtask bench run"]
fn figures_following_a_log_with_its_times_is_as_quick_as_kubectl() {
    let _alone = alone();
    assert!(beside(&["--timestamps"]) >= 0.95, "both wait for the same node");
}

/// Who asks for no times gets more of the lines: docs/running-notes.md has it
/// measured with kubectl alone.
#[test]
#[ignore = "measures, alone: cargo xtask bench run"]
fn figures_following_a_log_is_nearly_as_quick_as_kubectl_that_asks_for_no_times() {
    let _alone = alone();
    assert!(beside(&[]) >= 0.8, "no less than what the times cost");
}

#[test]
#[ignore = "measures, alone: cargo xtask bench run"]
fn figures_what_is_there_already_is_read_as_quickly_as_by_kubectl() {
    let _alone = alone();
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for round in 0..4 {
        let run = Run::start(&many(500_000, 60));
        run.reading.until("BEGIN");
        // It reads nothing until all is written; kubectl comes then.
        run.reading.signal("-STOP");
        crate::cluster::until(600, "all is written", || {
            kubectl(&["-n", "stage", "logs", "--tail=1", &run.pod]).trim() == "END"
        });
        let mut rest = || {
            let began = Instant::now();
            run.reading.signal("-CONT");
            ours += run.reading.until("END") - began;
        };
        let mut whole = || {
            let began = Instant::now();
            let reading = Reading::start(logs(&[&run.pod]), &["BEGIN", "END"]);
            theirs += reading.until("END") - began;
        };
        // In turns, for whoever is second finds the file in memory.
        if round % 2 == 0 {
            rest();
            whole();
        } else {
            whole();
            rest();
        }
    }
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!(
        "reading 4 times 31 MB that are there: {ours:.1?}, kubectl logs -f {theirs:.1?}: \
         {ratio:.2} of its throughput"
    );
    assert!(ratio >= 1.0, "at least the throughput of kubectl");
}

#[test]
#[ignore = "measures, alone: cargo xtask bench run"]
fn figures_the_first_line_comes_as_soon_as_with_kubectl() {
    let _alone = alone();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..5 {
        let place = Place::new(&script("echo FIRST"));
        let began = Instant::now();
        let reading = Reading::start(place.command("run stage.yml"), &["FIRST"]);
        ours.push(reading.until("FIRST") - began);
        drop(reading);
        place.command("runs clean --yes").output().expect("it runs");
        let name = format!("first-{round}");
        let began = Instant::now();
        let image = "--image=stage-designer.local/busybox:1";
        kubectl(&["-n", "stage", "create", "job", &name, image, "--", "echo", "FIRST"]);
        let job = format!("job/{name}");
        let at = loop {
            // It ends at once while the container is not there yet.
            let reading = Reading::start(logs(&[&job]), &["FIRST"]);
            match reading.marks.recv_timeout(PATIENCE) {
                Ok((at, _)) => break at,
                Err(_) => assert!(began.elapsed() < PATIENCE, "the line comes"),
            }
        };
        theirs.push(at - began);
        kubectl(&["-n", "stage", "delete", "job", &name]);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("start to first line: {ours:.2?}, kubectl {theirs:.2?}: {ratio:.2} of its time");
    assert!(ratio <= 1.2, "no later than 1.2 times kubectl's");
}

#[test]
#[ignore = "measures, alone: cargo xtask bench run"]
fn figures_memory_is_the_same_for_ten_times_the_lines() {
    let _alone = alone();
    let peak = |lines| {
        let place = Place::new(&many(lines, 8));
        let reading = Reading::start(place.command("run stage.yml"), &["END"]);
        reading.until("END");
        let memory = reading.memory();
        drop(reading);
        place.command("runs clean --yes").output().expect("it runs");
        memory
    };
    let (one, ten) = (peak(1_000_000), peak(10_000_000));
    println!("memory for 1 million lines: {one:.0} MiB, for 10 million: {ten:.0} MiB");
    assert!(ten <= one * 1.25, "memory is flat");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
