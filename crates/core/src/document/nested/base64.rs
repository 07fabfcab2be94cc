//! Base64 as Kubernetes writes a Secret's data: the standard alphabet with
//! padding, in one line or several.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `text` in Base64, in one line.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place) & 63) as usize;
            let letter = ALPHABET.get(index).copied().filter(|_| place <= chunk.len());
            out.push(char::from(letter.unwrap_or(b'=')));
        }
    }
    out
}

/// The text that `base64` stands for; none where it is no Base64 or no text.
/// Line breaks and blanks between the letters are skipped, as Go does not but
/// `kubectl` users' files have them in block scalars.
pub fn decode(base64: &str) -> Option<String> {
    let letters = base64.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let mut out = Vec::with_capacity(base64.len() / 4 * 3);
    let (mut bits, mut count, mut padding, mut length) = (0u32, 0u32, 0u32, 0usize);
    for byte in letters {
        length += 1;
        if byte == b'=' {
            padding += 1;
            continue;
        }
        let value = ALPHABET.iter().position(|letter| *letter == byte)?;
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    let whole = length.is_multiple_of(4) && padding <= 2;
    whole.then_some(out).and_then(|bytes| String::from_utf8(bytes).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_comes_back_from_base64(text in ".{0,40}") {
            prop_assert_eq!(decode(&encode(&text)), Some(text));
        }

        #[test]
        fn nothing_breaks_the_decoder(text in "[A-Za-z0-9+/= \n-]{0,40}") {
            let _ = decode(&text);
        }
    }

    #[test]
    fn what_is_no_base64_is_not_guessed_at() {
        assert_eq!(decode("am9i\nOg=="), Some("job:".into()));
        for text in ["am9", "am9i=a==", "a-==", "/w=="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
