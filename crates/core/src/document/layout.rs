//! Where regions lie: a scan over lines that cuts a text into stages and what
//! stands around them, without reading YAML.
//!
//! It may be wrong about unusual texts; `regions` verifies what it says and
//! reads the whole instead. It must touch each line once.

use std::ops::Range;

use memchr::memchr2;

/// A document (`---` to `---`) cut into pieces of lines.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// What stands around the lists of stages, in order.
    pub(super) frame: Vec<Range<usize>>,
    /// The lists of stages, in order.
    pub(super) lists: Vec<List>,
}

/// A block sequence of stages.
#[derive(Debug, PartialEq)]
pub(super) struct List {
    /// After how many pieces of the frame it stands.
    pub(super) after: usize,
    /// The column of its dashes.
    pub(super) indent: usize,
    /// The bytes of each item, from its first line to the next item's.
    pub(super) items: Vec<Range<usize>>,
}

/// The lists that hold stages, by the end of their key path.
const LISTS: [&[&str]; 3] = [
    &["job", "preconfigured", "kubernetes"],
    &["job", "preconfigured", "titus"],
    &["webhook", "preconfigured"],
];

/// Cuts `text`. `None` when it begins with directives, which only the whole
/// can make sense of.
pub(super) fn scan(text: &str) -> Option<Vec<Layout>> {
    let mut scan = Scan::default();
    for line in lines(text) {
        let content = &text[line.clone()];
        if content.starts_with('%') {
            return None;
        }
        scan.line(content, line);
    }
    scan.documents.push(scan.current);
    Some(scan.documents)
}

/// The lines with their breaks: `\n`, `\r\n` and a lone `\r`.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = match memchr2(b'\n', b'\r', rest.as_bytes()) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let line = start..start + length;
        start += length;
        Some(line)
    })
}

#[derive(Default)]
struct Scan {
    documents: Vec<Layout>,
    current: Layout,
    /// The keys above, with their columns.
    path: Vec<(usize, String)>,
    /// Inside a block scalar whose key stands at this column.
    block_scalar: Option<usize>,
    state: State,
}

#[derive(Default, PartialEq)]
enum State {
    /// Nothing of the document has been seen.
    #[default]
    Fresh,
    /// Among the keys around the lists.
    Frame,
    /// After a key that holds stages, at this column.
    Awaiting(usize),
    /// In a list whose dashes stand at this column.
    List(usize),
}

impl Scan {
    fn line(&mut self, line: &str, place: Range<usize>) {
        if is_marker(line, "---") {
            return self.next_document(line, place);
        }
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        // Nearly all lines: they stay with their stage, whatever they say.
        if matches!(self.state, State::List(at) if indent > at) {
            return self.keep(place);
        }
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            return self.keep(place);
        }
        if let Some(column) = self.block_scalar {
            if indent > column {
                return self.keep(place);
            }
            self.block_scalar = None;
        }
        let dash = content == "-" || content.starts_with("- ");
        match self.state {
            State::List(at) if indent == at && dash => {
                if let Some(list) = self.current.lists.last_mut() {
                    list.items.push(place);
                }
                return;
            }
            // A tab is never indentation: such a line is left with its stage.
            State::List(at) if indent > at || line.starts_with('\t') => return self.keep(place),
            State::Awaiting(key) if dash && indent >= key => return self.open_list(indent, place),
            State::Fresh if dash => return self.open_list(indent, place),
            _ => self.state = State::Frame,
        }
        self.frame(place);
        self.key(content, indent);
    }

    fn next_document(&mut self, line: &str, place: Range<usize>) {
        let begun = !self.current.frame.is_empty() || !self.current.lists.is_empty();
        if begun {
            self.documents.push(std::mem::take(&mut self.current));
        }
        self.path.clear();
        self.block_scalar = None;
        self.frame(place);
        // Content on the marker's own line is left to the whole reading.
        self.state = if line.trim() == "---" { State::Fresh } else { State::Frame };
    }

    fn open_list(&mut self, indent: usize, place: Range<usize>) {
        let after = self.current.frame.len();
        self.current.lists.push(List { after, indent, items: vec![place] });
        self.state = State::List(indent);
    }

    /// Leaves a line with what stands before it.
    fn keep(&mut self, place: Range<usize>) {
        let item = self.current.lists.last_mut().and_then(|list| list.items.last_mut());
        match item {
            Some(item) if matches!(self.state, State::List(_)) => item.end = place.end,
            _ => self.frame(place),
        }
    }

    fn frame(&mut self, place: Range<usize>) {
        let pieces = self.current.frame.len();
        let list_between = self.current.lists.last().is_some_and(|list| list.after == pieces);
        match self.current.frame.last_mut() {
            Some(piece) if !list_between => piece.end = place.end,
            _ => self.current.frame.push(place),
        }
    }

    /// Takes note of a line `key:` or `key: value`.
    fn key(&mut self, content: &str, indent: usize) {
        let Some((key, rest)) = split_key(content) else { return };
        while self.path.last().is_some_and(|(column, _)| *column >= indent) {
            self.path.pop();
        }
        if rest.starts_with(['|', '>']) {
            self.block_scalar = Some(indent);
        }
        if !(rest.is_empty() || rest.starts_with('#')) {
            return;
        }
        self.path.push((indent, uniform(key)));
        if self.holds_stages() {
            self.state = State::Awaiting(indent);
        }
    }

    fn holds_stages(&self) -> bool {
        let path: Vec<&str> = self.path.iter().flat_map(|(_, key)| key.split('.')).collect();
        LISTS.iter().any(|list| path.ends_with(list))
    }
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// `key` and what follows its colon.
fn split_key(content: &str) -> Option<(&str, &str)> {
    let end = content.find(": ").or_else(|| content.ends_with(':').then(|| content.len() - 1))?;
    let key = content[..end].trim_end().trim_matches(['"', '\'']);
    let simple = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'));
    simple.then(|| (key, content[end + 1..].trim()))
}

/// Spring's relaxed reading of a key, keeping the dots between names.
fn uniform(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(documents) = scan(text) else { return "whole".into() };
        let mut out = String::new();
        for document in documents {
            for (index, piece) in document.frame.iter().enumerate() {
                out.push_str(&format!("frame {:?}\n", &text[piece.clone()]));
                for list in document.lists.iter().filter(|list| list.after == index + 1) {
                    for item in &list.items {
                        out.push_str(&format!("  {} {:?}\n", list.indent, &text[item.clone()]));
                    }
                }
            }
        }
        out
    }

    #[test]
    fn each_stage_is_a_region_and_the_rest_is_the_frame() {
        let text = concat!(
            "# top\njob:\n  preconfigured:\n    kubernetes:\n      # first\n      - label: a\n",
            "        manifest: |\n          - x\n\n      # second\n      - label: b\n    titus:\n    - label: t\n",
            "tasks:\n  x: 1\nWebHook:\n  pre-configured:\n  - label: w\n---\na: 1\n",
        );
        insta::assert_snapshot!(shown(text), @r##"
        frame "# top\njob:\n  preconfigured:\n    kubernetes:\n      # first\n"
          6 "      - label: a\n        manifest: |\n          - x\n\n      # second\n"
          6 "      - label: b\n"
        frame "    titus:\n"
          4 "    - label: t\n"
        frame "tasks:\n  x: 1\nWebHook:\n  pre-configured:\n"
          2 "  - label: w\n"
        frame "---\na: 1\n"
        "##);
    }

    #[test]
    fn a_list_inside_a_block_scalar_is_text() {
        let text = "data:\n  orca-local.yml: |\n    job:\n      preconfigured:\n        kubernetes:\n          - a: 1\n";
        insta::assert_snapshot!(shown(text), @r#"frame "data:\n  orca-local.yml: |\n    job:\n      preconfigured:\n        kubernetes:\n          - a: 1\n""#);
    }
}
