//! `Character.digit`: the digits of every script, as Java's number parsers
//! accept them.

/// Where the ten digits of each script begin (Unicode 13, as Java 17 has it;
/// parsers look at UTF-16 units, so scripts beyond the first plane have none).
const ZEROS: [u32; 37] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// The text with the decimal digits of other scripts as ASCII ones.
pub(in super::super) fn in_ascii(text: &str) -> String {
    let ascii = |ch| digit(ch, 10).and_then(|value| char::from_digit(value, 10)).unwrap_or(ch);
    text.chars().map(ascii).collect()
}

/// The value of a digit in a radix of at most 36.
pub(super) fn digit(ch: char, radix: u32) -> Option<u32> {
    let code = u32::from(ch);
    let letter = match code {
        // Letters as wide as Chinese ones.
        0xff21..=0xff3a => Some(code - 0xff21 + 10),
        0xff41..=0xff5a => Some(code - 0xff41 + 10),
        _ => ch.to_digit(36),
    };
    let decimal = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10));
    letter.or(decimal).filter(|value| *value < radix)
}
