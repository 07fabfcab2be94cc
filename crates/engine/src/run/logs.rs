//! Follows the log of one start of one container to its end, through lost
//! connections.

use std::time::Duration;

use futures::AsyncReadExt;
use http::Method;
use serde_json::Value;
use tokio::sync::mpsc::Sender;
use tokio::sync::watch::Receiver;
use tokio::time::Instant;

use super::api::{Api, query_of, request};
use super::backoff::Backoff;
use super::behind::Behind;
use super::clock::written;
use super::cursor::Cursor;
use crate::cluster::{api_status, is_forbidden, is_not_found};

/// How long a log may be silent before the connection is renewed: a cable that
/// was pulled says nothing, and the cursor loses nothing by it.
const SILENCE: Duration = Duration::from_mins(1);

/// The same after much was read at a stretch: a kubelet that reached the end of
/// a log which had been rotated meanwhile waits there and does not go on with
/// the new file. Shorter than the time between two rotations.
const SILENCE_AFTER_MUCH: Duration = Duration::from_secs(5);

/// How much of a log is enough for the kubelet to rotate it, in bytes: stamps
/// make its files several times as long as a text in short lines.
const MUCH: usize = 2 * 1024 * 1024;

/// From how much at a stretch on a log counts as a flood, in bytes…
const FLOOD: usize = 64 * 1024;

/// …which is let come together for so long before it is read: a node sends each
/// line by itself, and to wake up for each costs more than to read it…
const GATHER: Duration = Duration::from_millis(4);

/// …and is then read for so long at a time…
const DRAIN: Duration = Duration::from_millis(2);

/// …or up to so much, in bytes.
const PIECE: usize = 256 * 1024;

/// After so much at once more is waiting already, and the sender may wait too.
const WAITING: usize = 32 * 1024;

/// With so many lines at most that would come again, the connection is renewed
/// only to read more quickly: soon after a second began. In a flood one second
/// may have more lines than are read in three.
const AGAIN: usize = 4096;

/// How often the kubelet rotates logs at most, in seconds. A reader that is
/// slower by so much goes on with the newest file and never sees one between.
const ROTATIONS: i64 = 10;

/// After how long without anything new the end of a log was reached.
const REACHED: Duration = Duration::from_secs(1);

/// What is said where the kubelet rotated the log.
const ROTATED: &str = "Lines may be missing here: the node has begun a new file for this log, and \
                       gives out the newest only.";

/// How often is asked again where reading is forbidden: an API server that has
/// just started knows no roles yet.
const FORBIDDEN: u32 = 3;
/// The same for a log that could be read before.
const FORBIDDEN_SINCE: u32 = 12;

/// How often nothing more must come before a line without an end is believed: the
/// node may still be writing it. Whoever ends without an end of line waits for
/// nothing here.
const OPEN_QUIET: u32 = 6;

/// How often the end of a log is asked for at most.
const LASTS: u32 = 20;

/// One start of a container.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Source {
    /// The pod.
    pub pod: String,
    /// The container.
    pub container: String,
    /// Which start of it, from 0.
    pub attempt: u64,
}

/// How a container stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// How often it was restarted.
    pub restarts: u64,
    /// Whether its last start has ended.
    pub ended: bool,
    /// Whether its pod is gone.
    pub gone: bool,
}

/// What is heard of a log.
#[derive(Debug)]
pub(super) enum Heard {
    /// More of it.
    Bytes(Source, Vec<u8>),
    /// Something is missing of it, in words.
    Missing(Source, String),
    /// That was all.
    End(Source),
}

/// The containers of a pod that have a log, each with how it stands.
pub(super) fn standings(pod: &Value) -> Vec<(String, Standing)> {
    let statuses = ["/status/initContainerStatuses", "/status/containerStatuses"];
    let all = statuses.into_iter().filter_map(|path| pod.pointer(path)?.as_array()).flatten();
    let of = |status: &Value| {
        let name = status.get("name")?.as_str()?.to_owned();
        let restarts = status.get("restartCount").and_then(Value::as_u64).unwrap_or(0);
        let running = !status.pointer("/state/running").unwrap_or(&Value::Null).is_null();
        let ended = !status.pointer("/state/terminated").unwrap_or(&Value::Null).is_null();
        // A start that never came to run has no log.
        let began = running || ended || restarts > 0;
        let waiting = !running && !ended;
        began.then_some((name, Standing { restarts, ended: ended || waiting, gone: false }))
    };
    all.filter_map(of).collect()
}

/// Follows to the end.
pub(super) async fn follow(
    api: Api,
    source: Source,
    standing: Receiver<Standing>,
    sender: Sender<Heard>,
) {
    let (cursor, behind) = (Cursor::default(), Behind::new());
    let mut follow = Follow { api, source, standing, sender, cursor, behind, bytes: 0, stretch: 0 };
    if let Some(why) = follow.run().await {
        let _ = follow.sender.send(Heard::Missing(follow.source.clone(), why)).await;
    }
    let _ = follow.sender.send(Heard::End(follow.source.clone())).await;
}

struct Follow {
    api: Api,
    source: Source,
    standing: Receiver<Standing>,
    sender: Sender<Heard>,
    cursor: Cursor,
    /// How many bytes were handed out.
    bytes: usize,
    /// How many bytes were read since the end of the log was reached.
    stretch: usize,
    behind: Behind,
}

/// Why a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All that it had was read.
    Whole,
    /// By a fault.
    Cut,
    /// The log is read too slowly in this way.
    Behind,
}

impl Follow {
    /// To the end; in words what is missing there, if anything.
    async fn run(&mut self) -> Option<String> {
        let mut backoff = Backoff::default();
        let mut forbidden = 0;
        let (mut quiet, mut lasts) = (0, 0);
        // To follow, the node looks after each line and sends it by itself, and
        // the API server passes it on so: asking for what is there is less work
        // for both where the reading is far behind.
        let mut behind = false;
        loop {
            // Looked at before asking: what is asked for after the end is all.
            let standing = *self.standing.borrow();
            let previous = standing.restarts > self.source.attempt;
            let last = previous || standing.ended || standing.gone;
            let before = self.bytes;
            match self.read(previous, !last && !behind).await {
                // On a busy node the end of a log is written after the end of
                // its container is told: it is over when nothing more comes.
                Ok(Ended::Whole) if last => {
                    quiet = if self.bytes == before { quiet + 1 } else { 0 };
                    lasts += 1;
                    let enough = if self.cursor.is_open() { OPEN_QUIET } else { 1 };
                    // What has no stamps would come again and again.
                    let stamped = self.cursor.since().is_some();
                    if quiet >= enough || lasts >= LASTS || !stamped {
                        return self.cursor.is_short().then(|| ROTATED.into());
                    }
                    backoff.wait().await;
                }
                Ok(Ended::Behind) => {
                    forbidden = 0;
                    behind = true;
                }
                Ok(Ended::Whole) if behind => {
                    behind = false;
                    self.behind.reached();
                }
                Ok(ended) => {
                    forbidden = 0;
                    if ended == Ended::Whole {
                        backoff.reset();
                    }
                    // The container has ended, or the connection; which, the
                    // watch will say in a moment.
                    backoff.wait().await;
                }
                Err(error) if is_forbidden(&error) => {
                    let read = self.cursor.since().is_some();
                    if forbidden >= if read { FORBIDDEN_SINCE } else { FORBIDDEN } {
                        return Some("You may not read logs (pods/log) here.".into());
                    }
                    forbidden += 1;
                    backoff.wait().await;
                }
                Err(error) if is_not_found(&error) => {
                    return Some("The pod was gone before all of its log was read.".into());
                }
                Err(error) if previous && api_status(&error).is_some_and(|s| s.code == 400) => {
                    return Some("The node does not keep the log of this start any more.".into());
                }
                Err(_) if standing.gone => {
                    return Some("The pod was gone before all of its log was read.".into());
                }
                Err(_) => backoff.wait().await,
            }
            if self.sender.is_closed() {
                return None;
            }
        }
    }

    /// One connection, to its end or until it is not quick enough.
    async fn read(&mut self, previous: bool, follow: bool) -> Result<Ended, kube::Error> {
        let since = self.cursor.since().map(written);
        let mut query = vec![("container", self.source.container.as_str()), ("timestamps", "true")];
        if follow {
            query.push(("follow", "true"));
        }
        if previous {
            query.push(("previous", "true"));
        }
        if let Some(since) = &since {
            query.push(("sinceTime", since));
        }
        let path =
            format!("{}/log{}", self.api.path_of("pods", &self.source.pod), query_of(&query));
        let sent = request(Method::GET, &path, Vec::new());
        let mut stream = Box::pin(self.api.client.request_stream(sent).await?);
        self.cursor.connected();
        let mut buffer = vec![0; PIECE];
        let (mut begun, mut waiting) = (false, false);
        loop {
            // Before the first byte the node looks for the second asked for, from
            // the file's beginning on.
            let much = begun && self.stretch >= MUCH;
            let silence = if much { SILENCE_AFTER_MUCH } else { SILENCE };
            if self.stretch >= FLOOD && !waiting {
                tokio::time::sleep(GATHER).await;
            }
            let asked = Instant::now();
            let mut read = match tokio::time::timeout(silence, stream.read(&mut buffer)).await {
                Ok(Ok(0)) => return Ok(Ended::Whole),
                Ok(Ok(read)) => read,
                Ok(Err(_)) => return Ok(Ended::Cut),
                Err(_) => {
                    // Once is enough: then it reads the newest file.
                    self.stretch = 0;
                    return Ok(Ended::Cut);
                }
            };
            begun = true;
            if asked.elapsed() > REACHED {
                self.stretch = 0;
            }
            let mut ended = None;
            let until = Instant::now() + DRAIN;
            while self.stretch >= FLOOD && read < PIECE && ended.is_none() {
                let room = buffer.get_mut(read..).unwrap_or_default();
                match tokio::time::timeout_at(until, stream.read(room)).await {
                    Ok(Ok(0)) => ended = Some(Ended::Whole),
                    Ok(Ok(more)) => read += more,
                    Ok(Err(_)) => ended = Some(Ended::Cut),
                    Err(_) => break,
                }
            }
            waiting = read >= WAITING;
            self.stretch += read;
            let piece = self.cursor.feed(buffer.get(..read).unwrap_or_default());
            if piece.gap || (piece.pause >= ROTATIONS && self.stretch >= MUCH) {
                let heard = Heard::Missing(self.source.clone(), ROTATED.into());
                let _ = self.sender.send(heard).await;
            }
            if !piece.bytes.is_empty() {
                self.bytes += piece.bytes.len();
                let heard = Heard::Bytes(self.source.clone(), piece.bytes);
                if self.sender.send(heard).await.is_err() {
                    return Ok(Ended::Whole);
                }
            }
            if let Some(ended) = ended {
                return Ok(ended);
            }
            let far = self.cursor.since().is_some_and(|second| self.behind.is_far(second));
            if far && follow && self.stretch >= FLOOD && self.cursor.again() <= AGAIN {
                return Ok(Ended::Behind);
            }
        }
    }
}
