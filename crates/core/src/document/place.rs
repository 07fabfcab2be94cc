//! Where a node's own text begins and ends: the parser's marks include
//! anchors, tags and blanks, and leave out block scalar headers.

/// The first byte after anchors and tags at `start`, and the blanks and
/// comments behind them.
pub(super) fn after_properties(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or("");
        if !rest.starts_with(['&', '!']) {
            return at;
        }
        at += rest.find([' ', '\t', '\n', '\r', ',', '[', '{']).unwrap_or(rest.len());
        at = skip_blanks(text, at);
    }
}

/// The first dash of a block sequence. For a list at the column of its key
/// the parser's mark stands behind that dash; `from` is the key's end.
pub(super) fn first_dash(text: &str, from: usize, start: usize) -> usize {
    let colon = skip_blanks(text, from);
    if !text.get(colon..).is_some_and(|rest| rest.starts_with(':')) {
        return start;
    }
    let dash = after_properties(text, skip_blanks(text, colon + 1));
    let is_dash = dash < start && text.get(dash..).is_some_and(|rest| rest.starts_with('-'));
    if is_dash { dash } else { start }
}

/// The first byte from `at` on that is neither blank nor comment.
pub(super) fn skip_blanks(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        at += blank;
        let rest = &rest[blank..];
        let own_line = at == 0 || text[..at].ends_with([' ', '\t', '\n', '\r']);
        if !(rest.starts_with('#') && own_line) {
            return at;
        }
        at += rest.find(['\n', '\r']).unwrap_or(rest.len());
    }
}

/// The `|` or `>` of a block scalar: the first one after `from`, past the
/// indicator before it, anchors and tags. `content` is where its lines begin.
pub(super) fn block_header(text: &str, from: usize, content: usize) -> usize {
    let mut at = skip_blanks(text, from);
    while at < content {
        let rest = &text[at..];
        if rest.starts_with(['|', '>']) {
            return at;
        }
        if rest.starts_with(['&', '!']) {
            at = after_properties(text, at);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            at = skip_blanks(text, at);
        }
    }
    content
}

/// One past the quote that closes the one at `start`: the parser's mark
/// includes a comment behind it.
pub(super) fn closing_quote(text: &str, start: usize) -> Option<usize> {
    let mut rest = text.get(start..)?.char_indices().peekable();
    let (_, quote) = rest.next()?;
    while let Some((at, c)) = rest.next() {
        if quote == '"' && c == '\\' {
            rest.next();
        } else if c == quote {
            let doubled = quote == '\'' && rest.next_if(|(_, next)| *next == quote).is_some();
            if !doubled {
                return Some(start + at + 1);
            }
        }
    }
    None
}

/// A block scalar's end without the line break that ends its last line.
pub(super) fn without_last_break(text: &str, start: usize, end: usize) -> usize {
    let written = text.get(start..end).unwrap_or("");
    // The parser's mark may stand behind the indentation of the next line.
    let written = written.trim_end_matches(' ');
    let shorter = written
        .strip_suffix("\r\n")
        .or_else(|| written.strip_suffix(['\n', '\r']))
        .unwrap_or(written);
    start + shorter.len()
}

/// Where a value without text belongs: right after its `:`, `-` or `?`, else
/// right after what stands before it.
pub(super) fn of_nothing(text: &str, from: usize, start: usize) -> usize {
    let at = skip_blanks(text, from);
    let rest = text.get(at..).unwrap_or("");
    let limit = start.max(from) + 1;
    // The dashes of `---` are none.
    let after = rest.get(1..).unwrap_or("");
    let is_alone = after.is_empty() || after.starts_with(char::is_whitespace);
    let is_indicator = rest.starts_with(':') || rest.starts_with(['-', '?']) && is_alone;
    if is_indicator && at <= limit {
        let after = at + 1;
        let properties = skip_spaces(text, after);
        let end = properties_end(text, properties);
        return if end > properties { end } else { after };
    }
    let properties = skip_spaces(text, from);
    let end = properties_end(text, properties);
    if end > properties { end } else { from.min(text.len()) }
}

pub(super) fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// The end of anchors and tags at `at` that carry no value.
pub(super) fn properties_end(text: &str, mut at: usize) -> usize {
    let mut end = at;
    while text.get(at..).is_some_and(|rest| rest.starts_with(['&', '!'])) {
        let rest = &text[at..];
        end = at + rest.find([' ', '\t', '\n', '\r', ',', ']', '}']).unwrap_or(rest.len());
        at = skip_spaces(text, end);
    }
    end
}
