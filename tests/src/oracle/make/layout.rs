//! The same lines as different hands and editors leave them: comments, blank
//! lines, blanks at ends, other line breaks, marks of documents.

use super::dice::Dice;

const MARK: char = '\u{feff}';

/// The text after somebody's editor has been at it. It may no longer be YAML,
/// or say something else: both sides are asked about what it is now.
pub(super) fn laid_out(text: &str, dice: &mut Dice) -> String {
    // A mark of the byte order stands first, whatever comes before the rest.
    let (mark, text) = text.split_at(if text.starts_with(MARK) { MARK.len_utf8() } else { 0 });
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        match dice.below(80) {
            0 => out.extend([&" ".repeat(dice.below(9)), "# a remark: x\n", line]),
            1 => out.extend(["\n", line]),
            2 => out.extend(["   \n", line]),
            3 => out.extend([bare, " \t\n"]),
            4 => out.extend([bare, "   # why\n"]),
            5 => out.extend([bare, "\t# why\n"]),
            6 => out.extend([bare, "#\n"]),
            7 => out.extend([bare, "\n", &" ".repeat(dice.below(14)), "more\n"]),
            _ => out.push_str(line),
        }
    }
    let out = match dice.below(24) {
        0 => out.replace('\n', "\r\n"),
        1 => out.trim_end_matches('\n').to_owned(),
        2 => format!("---\n{out}"),
        3 => format!("--- # first\n{out}"),
        4 => format!("{out}...\n"),
        5 => format!("%YAML 1.1\n---\n{out}"),
        6 => format!("# head\n\n---\n{out}---\n"),
        7 => format!("{out}...\n---\n{out}"),
        8 => out.replace("- ", "-\t"),
        9 => out.replace(": ", ":   "),
        10 => format!("{out}\n\n# end"),
        _ => out,
    };
    format!("{mark}{out}")
}
