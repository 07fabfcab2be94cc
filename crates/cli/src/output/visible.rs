//! Characters that a terminal would obey, or that hide what is written, as
//! signs that can be seen.

use stage_core::preview::is_hidden;

/// `text` on one line with control characters as their pictures (`␛`) and
/// other hidden ones as `\u{202e}`.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    extend(&mut out, text);
    out
}

/// Adds a text to another, as [`visible`] shows it.
pub(crate) fn extend(out: &mut String, text: &str) {
    // Nearly all of a long log is plain.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return out.push_str(text);
    }
    for c in text.chars() {
        push(out, c);
    }
}

/// The same for a text of several lines, which stay lines.
pub(crate) fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// One character for [`visible`].
pub(crate) fn push(out: &mut String, c: char) {
    match c {
        '\u{0}'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => out.push('\u{2421}'),
        c if is_hidden(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        c => out.push(c),
    }
}

/// JSON with the hidden characters of its texts escaped, as JSON allows.
pub(crate) fn visible_json(json: &str) -> String {
    if json.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && c != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
