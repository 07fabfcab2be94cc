//! One line of a log, judged by itself.

use crate::java::Map;
use crate::spinnaker::PropertyParser;
use crate::spinnaker::jackson::{self, JsonFailure};

use super::{JSON_MARKER, PROPERTY_MARKER};

/// What clouddriver makes of one line. A line may fire both rules (§3.2.6).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// The property rule, when the line contains its marker.
    pub property: Option<Result<Property, Rejection>>,
    /// The JSON rule, when the line starts with its marker.
    pub json: Option<Json>,
    /// Why a line that looks meant for capture is not seen at all.
    pub hint: Option<Hint>,
}

/// A key and value that a line gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// The key: lower case, with whatever stood before the marker.
    pub key: String,
    /// The value, trimmed; quotes are kept.
    pub value: String,
    /// What stood before the marker and stayed in the key.
    pub before_marker: String,
}

/// Why a line with the property marker gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// There is no `=`.
    NoEquals,
    /// Nothing, or only white space, follows the `=`.
    EmptyValue,
    /// The parser before 2026-07-27: more or fewer than two pieces between
    /// the `=` signs; how many.
    Pieces(usize),
}

/// What a JSON line gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// An object: its entries join the captured ones.
    Entries(Map),
    /// Jackson reads `null`: the whole capture fails with a
    /// `NullPointerException`.
    Null,
    /// Jackson refuses it: the whole capture fails. The place is counted from
    /// the start of the trimmed line.
    Refused(JsonFailure),
}

/// A near miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A marker in another case.
    WrongCase,
    /// The JSON marker is not at the start of the line.
    JsonNotFirst,
    /// The JSON marker has a space before its `=`.
    SpaceBeforeEquals,
}

/// Judges one line, given without its `\n` (§3.2).
pub fn judge(line: &str, parser: PropertyParser) -> Judged {
    let line = line.trim();
    if line.is_empty() {
        return Judged::default();
    }
    let property = line.contains(PROPERTY_MARKER).then(|| property(line, parser));
    // A line that the property rule rejects is left at once, JSON or not.
    let json = match property {
        Some(Err(_)) => None,
        _ => line.strip_prefix(JSON_MARKER).map(json),
    };
    let hint = if property.is_none() && json.is_none() { hint(line) } else { None };
    Judged { property, json, hint }
}

fn property(line: &str, parser: PropertyParser) -> Result<Property, Rejection> {
    let (left, value) = match parser {
        PropertyParser::Since2026_07 => {
            let (left, value) = line.split_once('=').ok_or(Rejection::NoEquals)?;
            (left.trim(), value.trim())
        }
        PropertyParser::Before => {
            let pieces: Vec<&str> =
                line.split('=').map(str::trim).filter(|piece| !piece.is_empty()).collect();
            match pieces.as_slice() {
                [left, value] => (*left, *value),
                [_] if !line.contains('=') => return Err(Rejection::NoEquals),
                [_] => return Err(Rejection::EmptyValue),
                _ => return Err(Rejection::Pieces(pieces.len())),
            }
        }
    };
    if value.is_empty() {
        return Err(Rejection::EmptyValue);
    }
    Ok(Property {
        key: left.replacen(PROPERTY_MARKER, "", 1).to_lowercase(),
        value: value.to_owned(),
        before_marker: left.split_once(PROPERTY_MARKER).map_or(left, |(before, _)| before).into(),
    })
}

fn json(content: &str) -> Json {
    match jackson::read_map(content) {
        Ok(Some(entries)) => Json::Entries(entries),
        Ok(None) => Json::Null,
        Err(failure) => {
            Json::Refused(JsonFailure { at: failure.at + JSON_MARKER.len(), ..failure })
        }
    }
}

fn hint(line: &str) -> Option<Hint> {
    // Nearly every line of a log ends here.
    if !contains_in_any_case(line, "SPINNAKER_") {
        return None;
    }
    let contains = |marker: &str| contains_in_any_case(line, marker);
    let json_name = JSON_MARKER.trim_end_matches('=');
    if line.contains(JSON_MARKER) {
        Some(Hint::JsonNotFirst)
    } else if let Some(rest) = line.strip_prefix(json_name)
        && rest.trim_start().starts_with('=')
    {
        Some(Hint::SpaceBeforeEquals)
    } else if contains(PROPERTY_MARKER) || contains(json_name) {
        Some(Hint::WrongCase)
    } else {
        None
    }
}

fn contains_in_any_case(line: &str, marker: &str) -> bool {
    let marker = marker.as_bytes();
    line.as_bytes().windows(marker.len()).any(|window| window.eq_ignore_ascii_case(marker))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property_of(line: &str, parser: PropertyParser) -> Option<(String, String)> {
        judge(line, parser).property?.ok().map(|property| (property.key, property.value))
    }

    fn check(line: &str, since: Option<(&str, &str)>, before: Option<(&str, &str)>) {
        let own = |pair: Option<(&str, &str)>| pair.map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(property_of(line, PropertyParser::Since2026_07), own(since), "since: {line}");
        assert_eq!(property_of(line, PropertyParser::Before), own(before), "before: {line}");
    }

    fn same(line: &str, pair: Option<(&str, &str)>) {
        check(line, pair, pair);
    }

    #[test]
    fn a_property_is_its_lower_cased_key_and_trimmed_value() {
        same("  SPINNAKER_PROPERTY_A = b c ", Some(("a", "b c")));
        same("SPINNAKER_PROPERTY_=v", Some(("", "v")));
        same("SPINNAKER_PROPERTY_A=\u{a0}b\u{a0}\r", Some(("a", "b")));
        same("SPINNAKER_PROPERTY_SPINNAKER_PROPERTY_X=1", Some(("spinnaker_property_x", "1")));
        same("2024-01-01T00:00:00Z SPINNAKER_PROPERTY_A=b", Some(("2024-01-01t00:00:00z a", "b")));
        same("SPINNAKER_PROPERTY_A={\"k\":1}", Some(("a", "{\"k\":1}")));
    }

    #[test]
    fn a_value_with_equals_signs_depends_on_the_parser() {
        check("SPINNAKER_PROPERTY_A=b=c", Some(("a", "b=c")), None);
        check("SPINNAKER_PROPERTY_A=b==", Some(("a", "b==")), Some(("a", "b")));
        check("SPINNAKER_PROPERTY_A==b", Some(("a", "=b")), Some(("a", "b")));
        check("=SPINNAKER_PROPERTY_A=b", Some(("", "SPINNAKER_PROPERTY_A=b")), Some(("a", "b")));
    }

    #[test]
    fn a_line_that_gives_nothing_says_why() {
        let rejection = |line, parser| judge(line, parser).property.and_then(Result::err);
        let (since, before) = (PropertyParser::Since2026_07, PropertyParser::Before);
        assert_eq!(rejection("SPINNAKER_PROPERTY_A", since), Some(Rejection::NoEquals));
        assert_eq!(rejection("SPINNAKER_PROPERTY_A= ", since), Some(Rejection::EmptyValue));
        assert_eq!(rejection("SPINNAKER_PROPERTY_A=", before), Some(Rejection::EmptyValue));
        assert_eq!(rejection("SPINNAKER_PROPERTY_A=b=c", before), Some(Rejection::Pieces(3)));
        assert_eq!(judge("spinnaker_property_a=b", since).hint, Some(Hint::WrongCase));
        assert_eq!(judge("x SPINNAKER_CONFIG_JSON={}", since).hint, Some(Hint::JsonNotFirst));
        assert_eq!(judge("SPINNAKER_CONFIG_JSON = {}", since).hint, Some(Hint::SpaceBeforeEquals));
        assert_eq!(judge("an ordinary line", since), Judged::default());
    }

    #[test]
    fn a_json_line_may_give_a_junk_property_too() {
        let judged = judge(
            "SPINNAKER_CONFIG_JSON={\"note\":\"SPINNAKER_PROPERTY_x\"}",
            PropertyParser::default(),
        );
        assert!(matches!(judged.json, Some(Json::Entries(_))));
        let rejected = "SPINNAKER_CONFIG_JSON={\"note\":\"SPINNAKER_PROPERTY_x=1\"}";
        assert_eq!(judge(rejected, PropertyParser::Before).json, None);
        assert_eq!(
            judged.property.and_then(Result::ok).map(|property| property.key),
            Some("spinnaker_config_json".into())
        );
    }
}
