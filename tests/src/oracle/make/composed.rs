//! Words put together from pieces, where lists of words would only ask what
//! somebody thought of: placeholders, keys, numbers, quantities, times.

use super::dice::Dice;

const PLACEHOLDER: &[&str] = &[
    "${",
    "${",
    "${",
    "}",
    "}",
    "}",
    ":",
    ":",
    "\\",
    "$",
    "{",
    "X",
    "HOME",
    "MY_VAR",
    "my.var",
    "EMPTY",
    "N",
    "A_B",
    "NESTED",
    "a",
    " ",
    ",",
    "-",
    "?",
    "#{",
    "[0]",
    "é",
    "other.key",
    "x=y",
];
const KEY: &[&str] = &[
    "a", "b", "A", "B", "ab", "0", "1", ".", ".", "-", "_", "[", "]", "[", "]", "/", " ", "é",
    "\u{130}", "\u{212a}", "ß", "#", "~", ":", "٣", "x.y", "😀", "${X:k}", "ǅ",
];
const NUMBER: &[&str] = &[
    "0", "1", "7", "8", "9", "10", "00", "59", "60", "_", ".", ".", "e", "E", "+", "-", "e+", ":",
    ":", "x", "0x", "0b", "0o", "1F", "inf", "nan", "5",
];
const SUFFIX: &[&str] = &[
    "", "", "m", "k", "K", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "n", "u",
    "e3", "E3", "e-3", "e+10", "mi", "B", "i", "e", " ", "Zi",
];

const PLAIN: &[&str] = &[
    "a", "b", "1", " ", "  ", ":", ": ", "#", " #", "-", "- ", "?", "'", "\"", "{", "}", "[", "]",
    ",", "&", "*", "!", "|", ">", "%", "@", "`", "\\", "é", "=", "<<", "~", "x:y", "😀",
];
const ESCAPED: &[&str] = &[
    "a",
    "é",
    " ",
    "  ",
    "\\n",
    "\\t",
    "\\x41",
    "\\u00e9",
    "\\U0001f600",
    "\\ ",
    "\\_",
    "\\e",
    "\\0",
    "\\\\",
    "\\\"",
    "\n          ",
    "\n\n          ",
    "\\\n          ",
    "${HOME}",
    "#",
    ": ",
    "'",
    "\\N",
    "\\a",
    "\\v",
    "\\xZ",
    "\\q",
    "\\/",
    "\t",
];

/// Between one and `most` pieces in a row.
fn row(pieces: &[&str], most: usize, dice: &mut Dice) -> String {
    (0..=dice.below(most)).map(|_| dice.pick(pieces)).collect()
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text with placeholders, or what may look like one.
pub(super) fn placeholder(dice: &mut Dice) -> String {
    quoted(&row(PLACEHOLDER, 12, dice))
}

/// A text without quotes, which may be something else to YAML.
pub(super) fn plain(dice: &mut Dice) -> String {
    row(PLAIN, 6, dice)
}

/// A text in double quotes with escapes and line breaks.
pub(super) fn escaped(dice: &mut Dice) -> String {
    format!("\"{}\"", row(ESCAPED, 6, dice))
}

/// A key of a map.
pub(super) fn key(dice: &mut Dice) -> String {
    let key = row(KEY, 5, dice);
    quoted(&if dice.thousandth(150) { format!("[{key}]") } else { key })
}

/// What may be a number, bare or in quotes.
pub(super) fn number(dice: &mut Dice) -> String {
    let number = row(NUMBER, 5, dice);
    // A dash or colon at an end would be the structure's.
    let bare = !number.ends_with(':') && !number.starts_with(':') && number != "-";
    if bare && dice.thousandth(700) { number } else { quoted(&number) }
}

/// What may be a quantity.
pub(super) fn quantity(dice: &mut Dice) -> String {
    let digits =
        ["0", "1", "5", "9", "10", "24", "00", "1024", "512", "999999", "18446744073709551616"];
    let mut number = dice.pick(&["", "", "", "-", "+"]).to_owned();
    number.push_str(&row(&digits, 1, dice));
    if dice.thousandth(400) {
        number.push('.');
        number.push_str(&row(&digits, 1, dice));
    }
    quoted(&(number + dice.pick(SUFFIX)))
}

/// What may be a moment.
pub(super) fn time(dice: &mut Dice) -> String {
    let number = |least: usize, width: usize, dice: &mut Dice| {
        let width = if dice.thousandth(60) { width - 1 } else { width };
        format!("{:0width$}", least + dice.below(65))
    };
    let month = 1 + dice.below(13);
    let (year, day) = (number(1970, 4, dice), 1 + dice.below(31));
    let (hour, minute) = (dice.below(25), dice.below(61));
    let second = match dice.below(5) {
        0 => String::new(),
        1 => format!(":{:02}.{}", dice.below(60), row(&["0", "1", "25", "999", "000"], 3, dice)),
        _ => format!(":{:02}", dice.below(61)),
    };
    let zones = [
        "Z",
        "z",
        "+00:00",
        "-00:00",
        "+01",
        "+05:30",
        "-18:00",
        "+18:01",
        "+0100",
        "",
        "+1:00",
        "+01:00:30",
        "UTC",
    ];
    let between = dice.pick(&["T", "T", "T", "t", " "]);
    let time = format!(
        "{year}-{month:02}-{day:02}{between}{hour:02}:{minute:02}{second}{}",
        dice.pick(&zones)
    );
    if dice.thousandth(500) { time } else { quoted(&time) }
}
