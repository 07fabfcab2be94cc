//! The charsets that every JVM has (`java.nio.charset`), and texts as their
//! bytes. A name that is no charset's name is refused as Java refuses it; a
//! charset that only some JVMs have cannot be known here.

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, thrown, unknown};

/// A charset of `StandardCharsets`.
#[derive(Clone, Copy)]
pub(in super::super) enum Charset {
    Utf8,
    Utf16,
    Utf16Be,
    Utf16Le,
    Latin1,
    Ascii,
}

/// `Charset.forName`, as `String.getBytes` and `URLEncoder` report its errors.
pub(super) fn named(name: &str) -> Step<Charset> {
    let legal = |c: char| c.is_ascii_alphanumeric() || "-+:_.".contains(c);
    let starts = name.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    if !starts || !name.chars().all(legal) {
        return Err(thrown("UnsupportedEncodingException", "this cannot name a charset"));
    }
    Ok(match name.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" | "UNICODE-1-1-UTF-8" => Charset::Utf8,
        "UTF-16" | "UTF_16" | "UTF16" | "UNICODE" | "UNICODEBIG" => Charset::Utf16,
        "UTF-16BE" | "UTF_16BE" | "ISO-10646-UCS-2" | "X-UTF-16BE" | "UNICODEBIGUNMARKED" => {
            Charset::Utf16Be
        }
        "UTF-16LE" | "UTF_16LE" | "X-UTF-16LE" | "UNICODELITTLEUNMARKED" => Charset::Utf16Le,
        "ISO-8859-1" | "ISO8859-1" | "ISO8859_1" | "8859_1" | "ISO_8859-1" | "ISO_8859_1"
        | "LATIN1" | "L1" | "CP819" | "IBM819" => Charset::Latin1,
        "US-ASCII" | "ASCII" | "ASCII7" | "ISO646-US" | "646" | "CP367" | "IBM367" => {
            Charset::Ascii
        }
        _ => return Err(unknown("a charset other than UTF-8, UTF-16, Latin-1 and ASCII")),
    })
}

/// The bytes of a text; what a charset lacks becomes `?`.
pub(super) fn encode(source: &str, charset: Charset) -> Vec<u8> {
    let narrow = |most: u32| -> Vec<u8> {
        let byte = |c: char| u8::try_from(u32::from(c)).ok().filter(|_| u32::from(c) <= most);
        source.chars().map(|c| byte(c).unwrap_or(b'?')).collect()
    };
    match charset {
        Charset::Utf8 => source.as_bytes().to_vec(),
        Charset::Ascii => narrow(0x7F),
        Charset::Latin1 => narrow(0xFF),
        Charset::Utf16Be => source.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Charset::Utf16Le => source.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Charset::Utf16 if source.is_empty() => Vec::new(),
        Charset::Utf16 => {
            let big = source.encode_utf16().flat_map(u16::to_be_bytes);
            [0xFE, 0xFF].into_iter().chain(big).collect()
        }
    }
}

/// The text of these bytes; what is none becomes the replacement character.
pub(in super::super) fn decode(bytes: &[u8], charset: Charset) -> Step<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        let end = if rest.is_empty() { "" } else { "\u{FFFD}" };
        String::from_utf16_lossy(&units) + end
    };
    // Java counts half a character that UTF-8 spells as one fault, not three.
    let half = |pair: &[u8]| matches!(pair, [0xED, 0xA0..=0xBF]);
    Ok(match (charset, bytes) {
        (Charset::Utf8, _) if bytes.windows(2).any(half) => {
            return Err(unknown("half a character in bytes"));
        }
        (Charset::Utf8, _) => String::from_utf8_lossy(bytes).into_owned(),
        (Charset::Latin1, _) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        (Charset::Ascii, _) => {
            let plain = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { '\u{FFFD}' };
            bytes.iter().map(plain).collect()
        }
        (Charset::Utf16, [0xFE, 0xFF, rest @ ..]) => wide(rest, u16::from_be_bytes),
        (Charset::Utf16, [0xFF, 0xFE, rest @ ..]) => wide(rest, u16::from_le_bytes),
        (Charset::Utf16 | Charset::Utf16Be, _) => wide(bytes, u16::from_be_bytes),
        (Charset::Utf16Le, _) => wide(bytes, u16::from_le_bytes),
    })
}

/// `getBytes`.
pub(super) fn bytes(m: &mut Machine<'_>, source: &str, charset: Charset) -> Step<Object> {
    m.heap.spend(source.len().saturating_mul(2))?;
    let encoded = encode(source, charset);
    let items = encoded.into_iter().map(|byte| Object::Byte(byte.cast_signed())).collect();
    Ok(m.heap.array(Base::ByteType.class(), items))
}
