//! A place in a container's log, kept through lost connections: after a cut
//! the log goes on where it stopped, with nothing lost and nothing twice.
//!
//! The API server can only start at a whole second. What it sends from there
//! is what was sent before from that second on, and then the rest: so the lines
//! known of that second are passed over, in their order. Which stamp is later
//! decides nothing, for standard output and standard error are stamped apart
//! and may be out of order.
//!
//! A node serves the newest file of a log only. Once the kubelet has rotated
//! the log, the answer may begin in the middle of what is known (then that is
//! found by its stamps, and nothing is lost), or after it (then what stood
//! between, if anything, cannot be had any more, and that is said).

use stage_core::spinnaker::time::Instant;

/// The longest time stamp before a line; what is longer is no stamp.
const STAMP: usize = 40;

/// A place in a log that comes with time stamps.
#[derive(Debug, Clone, Default)]
pub struct Cursor {
    /// The second from which a new connection starts.
    second: Option<i64>,
    /// The lines begun in that second, by their nanoseconds. No more than a
    /// node can write in a second.
    known: Vec<u32>,
    /// The last line that was begun.
    last: Last,
    /// While lines come again that are known: from which of them on.
    again: Option<usize>,
    /// The stamp that is being read, or nothing inside a line.
    stamp: Option<Vec<u8>>,
    /// What happens to the rest of the line that is being read.
    pass: Pass,
    started: bool,
}

/// How far the last line was handed out.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    /// Bytes without the stamp.
    bytes: u64,
    open: bool,
    /// Whether it is the last of the known lines.
    known: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pass {
    /// Hand it out.
    #[default]
    Nothing,
    /// Hand it out after so many bytes.
    Bytes(u64),
    /// It was handed out before.
    Line,
}

/// What came of a piece of log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The log's bytes, without stamps.
    pub bytes: Vec<u8>,
    /// Whether lines may be missing before them: the kubelet has rotated the
    /// log since.
    pub gap: bool,
    /// The longest time that passed between two lines, in seconds.
    pub pause: i64,
}

impl Cursor {
    /// `sinceTime` for the next connection, in seconds since 1970; none from
    /// the beginning.
    pub fn since(&self) -> Option<i64> {
        self.second
    }

    /// How many lines a new connection would send again.
    pub fn again(&self) -> usize {
        self.known.len()
    }

    /// Whether the last line has no end yet.
    pub fn is_open(&self) -> bool {
        self.last.open && self.last.bytes > 0
    }

    /// Whether the present answer has not all that is known, so far.
    pub fn is_short(&self) -> bool {
        self.again.is_some_and(|from| from < self.known.len())
    }

    /// Notes that a new answer begins, asked for from [`Cursor::since`].
    pub fn connected(&mut self) {
        self.stamp = Some(Vec::new());
        self.pass = Pass::Nothing;
        self.again = self.second.map(|_| 0);
        self.started = true;
    }

    /// Reads bytes of the answer.
    pub fn feed(&mut self, bytes: &[u8]) -> Piece {
        if !self.started {
            self.connected();
        }
        let mut out = Piece::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some(stamp) = &mut self.stamp else {
                rest = self.in_line(rest, &mut out);
                continue;
            };
            let room = STAMP.saturating_sub(stamp.len());
            let end = memchr::memchr2(b' ', b'\n', rest.get(..room).unwrap_or(rest));
            let Some(end) = end.or_else(|| (rest.len() > room).then_some(room)) else {
                stamp.extend_from_slice(rest);
                break;
            };
            let (part, ended) = rest.split_at(end);
            let Some((&byte, after)) = ended.split_first() else { break };
            rest = after;
            // Nearly always the whole stamp is there, and nothing need be put together.
            let mut begun = self.stamp.take().unwrap_or_default();
            let stamp = if begun.is_empty() {
                part
            } else {
                begun.extend_from_slice(part);
                begun.as_slice()
            };
            match std::str::from_utf8(stamp).ok().and_then(Instant::parse) {
                Some(time) => self.begin(time, &mut out),
                // The rest of a line that began before the second asked for.
                None if self.again == Some(0) => self.pass = Pass::Line,
                // Not stamped at all: it is taken as it is.
                None => {
                    out.bytes.extend_from_slice(stamp);
                    out.bytes.push(byte);
                }
            }
            if byte == b'\n' {
                self.stamp = Some(Vec::new());
            }
        }
        out
    }

    /// At the first byte of a line's text.
    fn begin(&mut self, time: Instant, out: &mut Piece) {
        if let Some(from) = self.again {
            if let Some(at) = self.find(time, from) {
                self.again = Some(at + 1);
                let is_last = at + 1 == self.known.len();
                self.pass = if is_last && self.last.open && self.last.known {
                    Pass::Bytes(self.last.bytes)
                } else {
                    Pass::Line
                };
                return;
            }
            if from < self.known.len() {
                self.rotated(out);
            } else {
                self.lost_rest(out);
            }
            self.again = None;
        }
        let before = self.second.unwrap_or(time.seconds);
        if self.second.is_none_or(|second| time.seconds > second) {
            self.second = Some(time.seconds);
            self.known.clear();
        }
        out.pause = out.pause.max(time.seconds.saturating_sub(before));
        // A line of an earlier second, out of order, will not come again.
        let known = self.second == Some(time.seconds);
        if known {
            self.known.push(time.nanos);
        }
        self.last = Last { bytes: 0, open: true, known };
        self.pass = Pass::Nothing;
    }

    /// Which of the known lines this is, from one of them on.
    fn find(&self, time: Instant, from: usize) -> Option<usize> {
        let rest = self.known.get(from..).filter(|_| self.second == Some(time.seconds))?;
        rest.iter().position(|nanos| *nanos == time.nanos).map(|at| from + at)
    }

    /// Other lines come than those known.
    fn rotated(&mut self, out: &mut Piece) {
        out.gap = true;
        if self.last.open && self.last.bytes > 0 {
            out.bytes.push(b'\n');
        }
        self.second = None;
    }

    /// The rest of a line that was cut and does not come again.
    fn lost_rest(&mut self, out: &mut Piece) {
        if self.last.open && !self.last.known && self.last.bytes > 0 {
            out.gap = true;
            out.bytes.push(b'\n');
        }
    }

    /// Inside a line: to its end, or as far as there is.
    fn in_line<'b>(&mut self, rest: &'b [u8], out: &mut Piece) -> &'b [u8] {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        let ends = line.ends_with(b"\n");
        match self.pass {
            Pass::Line => {}
            Pass::Nothing => self.hand_out(line, ends, out),
            Pass::Bytes(known) => {
                let passed = usize::try_from(known).unwrap_or(usize::MAX).min(line.len());
                let left = known - passed as u64;
                self.pass = if left == 0 { Pass::Nothing } else { Pass::Bytes(left) };
                let fresh = line.get(passed..).unwrap_or_default();
                if !fresh.is_empty() {
                    self.hand_out(fresh, ends, out);
                }
            }
        }
        if ends {
            self.stamp = Some(Vec::new());
            self.pass = Pass::Nothing;
        }
        after
    }

    fn hand_out(&mut self, bytes: &[u8], ends: bool, out: &mut Piece) {
        out.bytes.extend_from_slice(bytes);
        self.last.bytes += bytes.len() as u64;
        self.last.open = !ends;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A log as the kubelet keeps it: second, nanoseconds, text.
    type Lines = Vec<(u8, u8, String)>;

    fn answer(lines: &Lines, since: Option<i64>) -> Vec<u8> {
        let mut out = Vec::new();
        for (second, nanos, text) in lines {
            let at = Instant::parse(&format!("2026-01-01T00:00:{second:02}Z")).expect("a time");
            if since.is_none_or(|since| at.seconds >= since) {
                let line = format!("2026-01-01T00:00:{second:02}.{nanos:09}Z {text}\n");
                out.extend(line.into_bytes());
            }
        }
        out
    }

    fn whole(lines: &Lines) -> String {
        lines.iter().flat_map(|(_, _, text)| [text.as_str(), "\n"]).collect()
    }

    fn followed(lines: &Lines, cuts: &[usize], chunk: usize) -> (String, bool) {
        let mut cursor = Cursor::default();
        let (mut got, mut gap) = (Vec::new(), false);
        let ends = cuts.iter().copied().map(Some).chain([None]);
        for cut in ends {
            cursor.connected();
            let sent = answer(lines, cursor.since());
            let sent = &sent[..cut.unwrap_or(usize::MAX).min(sent.len())];
            for piece in sent.chunks(chunk) {
                let piece = cursor.feed(piece);
                got.extend(piece.bytes);
                gap |= piece.gap;
            }
        }
        (String::from_utf8(got).expect("text"), gap)
    }

    proptest! {
        #[test]
        fn a_log_cut_anywhere_arrives_whole_and_once(
            mut lines in proptest::collection::vec((0u8..4, 0u8..9, "[a-c é]{0,6}"), 0..12),
            cuts in proptest::collection::vec(0usize..400, 0..6),
            chunk in 1usize..50,
        ) {
            // Seconds in order, so that no line is later than one of a later second.
            lines.sort_by_key(|line| line.0);
            let (got, gap) = followed(&lines, &cuts, chunk);
            prop_assert_eq!(got, whole(&lines));
            prop_assert!(!gap);
        }
    }

    /// What a node with a rotated log answers: from a line on, the newest file
    /// only.
    fn followed_over_rotations(lines: &Lines, cuts: &[(usize, usize)]) -> (String, bool) {
        let mut cursor = Cursor::default();
        let (mut got, mut gap, mut first) = (Vec::new(), false, 0);
        let ends = cuts.iter().map(|(by, cut)| (*by, Some(*cut))).chain([(0, None)]);
        for (by, cut) in ends {
            first = (first + by).min(lines.len());
            cursor.connected();
            let sent = answer(&lines[first..].to_vec(), cursor.since());
            for piece in sent[..cut.unwrap_or(usize::MAX).min(sent.len())].chunks(16) {
                let piece = cursor.feed(piece);
                got.extend(piece.bytes);
                gap |= piece.gap;
            }
        }
        (String::from_utf8(got).expect("text"), gap || cursor.is_short())
    }

    proptest! {
        #[test]
        fn over_rotations_nothing_comes_twice_and_what_may_be_missing_is_said(
            mut seconds in proptest::collection::vec(0u8..4, 1..40),
            cuts in proptest::collection::vec((0usize..12, 0usize..900), 0..6),
        ) {
            seconds.sort_unstable();
            let line = |(second, at): (u8, u8)| (second, at, format!("line {at:03}"));
            let lines: Lines = seconds.into_iter().zip(0u8..).map(line).collect();
            // The first answer begins where the log does, and has a line at least.
            let whole_line = answer(&lines[..1].to_vec(), None).len();
            let cuts: Vec<_> = cuts
                .into_iter()
                .enumerate()
                .map(|(at, (by, cut))| if at == 0 { (0, whole_line + cut) } else { (by, cut) })
                .collect();
            let (got, gap) = followed_over_rotations(&lines, &cuts);
            let texts: Vec<&str> = lines.iter().map(|(_, _, text)| text.as_str()).collect();
            let came: Vec<&str> = got.lines().filter(|line| texts.contains(line)).collect();
            prop_assert!(came.is_sorted() && came.windows(2).all(|two| two[0] != two[1]), "{got}");
            prop_assert!(gap || got == whole(&lines), "{got}");
        }
    }

    #[test]
    fn a_rotation_in_the_middle_of_what_is_known_loses_nothing() {
        let lines: Lines = (0..6).map(|at| (1, at, format!("line {at}"))).collect();
        let half = answer(&lines, None).len() / 2;
        // Half of it, then the file begins with the third line.
        let (got, gap) = followed_over_rotations(&lines, &[(0, half + 5), (2, 0)]);
        assert_eq!((got, gap), (whole(&lines), false));
    }

    #[test]
    fn a_pause_between_two_lines_is_measured() {
        let mut cursor = Cursor::default();
        let piece = cursor.feed(b"2026-01-01T00:00:01Z a\n2026-01-01T00:00:16Z b\n");
        assert_eq!(piece.pause, 15);
    }

    #[test]
    fn streams_out_of_order_within_a_second_lose_nothing() {
        let lines: Lines =
            vec![(1, 5, "out".into()), (1, 3, "err".into()), (1, 4, "out again".into())];
        for cut in 0..answer(&lines, None).len() {
            assert_eq!(followed(&lines, &[cut], 7).0, whole(&lines), "cut after {cut} bytes");
        }
    }

    #[test]
    fn what_the_kubelet_rotated_away_is_said() {
        let mut cursor = Cursor::default();
        cursor.feed(b"2026-01-01T00:00:01.000000001Z one\n2026-01-01T00:00:01.000000002Z tw");
        cursor.connected();
        let piece = cursor.feed(b"2026-01-01T00:00:09.000000001Z nine\n");
        assert_eq!(String::from_utf8_lossy(&piece.bytes), "\nnine\n");
        assert!(piece.gap);
        cursor.connected();
        let piece =
            cursor.feed(b"2026-01-01T00:00:09.000000001Z nine\n2026-01-01T00:00:09.2Z ten\n");
        assert_eq!((String::from_utf8_lossy(&piece.bytes).as_ref(), piece.gap), ("ten\n", false));
    }

    #[test]
    fn the_rest_of_an_earlier_long_line_is_passed_over() {
        let mut cursor = Cursor::default();
        cursor.feed(b"2026-01-01T00:00:01.1Z one\n");
        cursor.connected();
        let piece = cursor
            .feed(b"tail of a long line\n2026-01-01T00:00:01.1Z one\n2026-01-01T00:00:02Z two\n");
        assert_eq!((String::from_utf8_lossy(&piece.bytes).as_ref(), piece.gap), ("two\n", false));
    }

    #[test]
    fn what_has_no_stamps_is_taken_as_it_is() {
        let piece = Cursor::default().feed(b"unable to retrieve logs\nx\n");
        assert_eq!(String::from_utf8_lossy(&piece.bytes), "unable to retrieve logs\nx\n");
    }
}
