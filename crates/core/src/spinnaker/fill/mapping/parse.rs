//! A mapping's text cut into the segments that Orca walks.

use std::ops::Range;

/// One segment of a mapping: what stands between two dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The segment as written.
    pub text: &'a str,
    /// Its first byte in the mapping.
    pub start: usize,
    /// Set when Orca takes it for a step into a list. Never so for the last
    /// segment: `args[1]` at the end is a key of that very name.
    pub array: Option<ArrayStep<'a>>,
}

/// A step into a list, `containers[0]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrayStep<'a> {
    /// The list's key: all before the first bracket of either kind.
    pub list: &'a str,
    /// The index; `None` when Java reads no `int` there.
    pub index: Option<i32>,
    /// Where the index's text stands in the mapping, in bytes.
    pub digits: Range<usize>,
}

/// Cuts `mapping` at its dots as Java's `split` does: empty segments at the
/// end vanish, so `a.` is `a` and `.` has no segment at all; others stay.
///
/// ```
/// use stage_core::spinnaker::fill::mapping::parse;
/// let segments = parse("spec.containers[0].image");
/// assert_eq!(segments[1].array.as_ref().and_then(|step| step.index), Some(0));
/// assert!(parse("..").is_empty());
/// ```
pub fn parse(mapping: &str) -> Vec<Segment<'_>> {
    if mapping.is_empty() {
        return vec![Segment { text: "", start: 0, array: None }];
    }
    let mut segments = Vec::new();
    let mut start = 0;
    for text in mapping.split('.') {
        segments.push(Segment { text, start, array: None });
        start += text.len() + 1;
    }
    while segments.last().is_some_and(|segment| segment.text.is_empty()) {
        segments.pop();
    }
    let navigating = segments.len().saturating_sub(1);
    for segment in segments.iter_mut().take(navigating) {
        segment.array = array_step(segment.text, segment.start);
    }
    segments
}

/// Reads a step into a list: anything on one line that ends in `[digits]`.
/// Orca then cuts at every bracket and takes the second piece for the index,
/// which is why `a[0][1]` means `a[0]` and `a[x][0]` cannot be read.
fn array_step(text: &str, start: usize) -> Option<ArrayStep<'_>> {
    let inside = text.strip_suffix(']')?;
    let (before, digits) = inside.rsplit_once('[')?;
    let is_index = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_index || before.contains(ends_line) {
        return None;
    }
    let mut pieces = text.split(['[', ']']);
    let list = pieces.next().unwrap_or("");
    let index = pieces.next().unwrap_or("");
    let from = start + list.len() + 1;
    Some(ArrayStep { list, index: index.parse().ok(), digits: from..from + index.len() })
}

/// Whether Java's `.` stops at this character.
fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn texts(mapping: &str) -> Vec<&str> {
        parse(mapping).iter().map(|segment| segment.text).collect()
    }

    #[test]
    fn dots_cut_as_java_cuts_them() {
        assert_eq!(texts("a.b"), ["a", "b"]);
        assert_eq!(texts(""), [""]);
        assert_eq!(texts(".a"), ["", "a"]);
        assert_eq!(texts("a..b"), ["a", "", "b"]);
        assert_eq!(texts("a..."), ["a"]);
        assert!(texts("...").is_empty());
    }

    #[test]
    fn an_index_is_read_where_orca_reads_it() {
        let index = |mapping: &str| {
            parse(mapping).first().and_then(|segment| segment.array.clone()).map(|step| step.index)
        };
        assert_eq!(index("a[0].x"), Some(Some(0)));
        assert_eq!(index("a[00].x"), Some(Some(0)));
        assert_eq!(index("a[3][1].x"), Some(Some(3)), "the second index is ignored");
        assert_eq!(index("a[-1][0].x"), Some(Some(-1)));
        assert_eq!(index("a[x][0].x"), Some(None));
        assert_eq!(index("a][0].x"), Some(None));
        assert_eq!(index("a[99999999999].x"), Some(None));
        assert_eq!(index("a[-1].x"), None, "a plain key");
        assert_eq!(index("a[ 0 ].x"), None);
        assert_eq!(index("a[].x"), None);
        assert_eq!(index("a\n[0].x"), None);
        assert_eq!(index("a[0]"), None, "the last segment is a plain key");
    }

    #[test]
    fn the_index_can_be_found_again_in_the_text() {
        let mapping = "spec.env[12][3].value";
        let found = parse(mapping)
            .into_iter()
            .find_map(|segment| segment.array)
            .and_then(|step| mapping.get(step.digits));
        assert_eq!(found, Some("12"));
    }
}
