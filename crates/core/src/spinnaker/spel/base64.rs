//! Java's basic Base64 (RFC 4648): the decoder takes no line breaks and no
//! other alphabet; padding may be missing but not wrong.

use super::stop::{ILLEGAL_ARGUMENT, Step, thrown};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4usize {
            if place > chunk.len() {
                out.push('=');
                continue;
            }
            let index = bits >> (18 - 6 * place) & 63;
            let letter = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            out.push(char::from(letter));
        }
    }
    out
}

/// The bytes of a Base64 text.
pub(super) fn decode(text: &str) -> Step<Vec<u8>> {
    let bad = || thrown(ILLEGAL_ARGUMENT, "the text is no Base64");
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let wanted = match body.len() % 4 {
        0 => 0,
        2 => 2,
        3 => 1,
        _ => return Err(bad()),
    };
    if padding != 0 && padding != wanted {
        return Err(bad());
    }
    let mut out = Vec::with_capacity(body.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in body.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte).ok_or_else(bad)?;
        bits = bits << 6 | u32::try_from(value).unwrap_or(0);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap_or(0));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_may_be_missing_but_not_wrong() {
        assert_eq!(encode("hello".as_bytes()), "aGVsbG8=");
        for text in ["aGVsbG8=", "aGVsbG8"] {
            assert_eq!(decode(text).unwrap_or_default(), b"hello", "{text}");
        }
        for text in ["aGVsbG8==", "aGVs\nbG8=", "a", "aGVsbG8-", "=", "aGVs="] {
            assert!(decode(text).is_err(), "{text}");
        }
        assert_eq!(decode(""), Ok(Vec::new()));
    }
}
