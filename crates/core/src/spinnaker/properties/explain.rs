//! One sentence for each thing that a line does or fails to do.

use super::line::{Hint, Json, Judged, Rejection};

/// What a line does, in words; empty for an ordinary line.
///
/// Values are shown as they are: making control characters visible and
/// masking secrets is the caller's, who knows where the text is shown.
pub fn explain(judged: &Judged) -> Vec<String> {
    let mut out = Vec::new();
    match &judged.property {
        Some(Ok(property)) => {
            out.push(format!("gives `{}` the value `{}`", property.key, property.value));
            if !property.before_marker.is_empty() {
                out.push(format!(
                    "`{}` before the marker stays in the key: print the marker first",
                    property.before_marker
                ));
            }
        }
        Some(Err(rejection)) => out.push(rejected(*rejection)),
        None => {}
    }
    match &judged.json {
        Some(Json::Entries(entries)) if entries.is_empty() => {
            out.push("is an empty object and gives nothing".into());
        }
        Some(Json::Entries(entries)) => {
            let keys: Vec<&str> = entries.keys().map(|key| &**key).collect();
            out.push(format!("gives {} from JSON: {}", count(keys.len()), keys.join(", ")));
        }
        Some(Json::Null) => out.push(
            "is null where an object is needed: everything captured is lost \
             (NullPointerException)"
                .into(),
        ),
        Some(Json::Refused(failure)) => out.push(format!(
            "is not a JSON object ({} at byte {}): everything captured is lost ({})",
            failure.reason,
            failure.at + 1,
            failure.exception
        )),
        None => {}
    }
    out.extend(judged.hint.map(|hint| near_miss(hint).into()));
    out
}

fn count(keys: usize) -> String {
    if keys == 1 { "1 key".into() } else { format!("{keys} keys") }
}

fn rejected(rejection: Rejection) -> String {
    match rejection {
        Rejection::NoEquals => "is ignored: there is no `=` after the key".into(),
        Rejection::EmptyValue => "is ignored: the value is empty".into(),
        Rejection::Pieces(pieces) => format!(
            "is ignored: cut at every `=` it has {pieces} pieces, and releases before \
             2026-07-27 accept two only"
        ),
    }
}

fn near_miss(hint: Hint) -> &'static str {
    match hint {
        Hint::WrongCase => "is ignored: the marker must be in upper case",
        Hint::JsonNotFirst => "is ignored: SPINNAKER_CONFIG_JSON= must start the line",
        Hint::SpaceBeforeEquals => {
            "is ignored: no space may stand between SPINNAKER_CONFIG_JSON and its `=`"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spinnaker::PropertyParser;
    use crate::spinnaker::properties::judge;

    #[test]
    fn each_line_is_explained() {
        let log = "hello\n[i] SPINNAKER_PROPERTY_A=b=c\nSPINNAKER_PROPERTY_B=\n\
                   spinnaker_property_c=1\nSPINNAKER_CONFIG_JSON={\"x\":1,\"y\":2}\n\
                   SPINNAKER_CONFIG_JSON={'x':1}\nSPINNAKER_CONFIG_JSON=null";
        let told = |parser| {
            log.lines()
                .map(|line| explain(&judge(line, parser)).join("; "))
                .collect::<Vec<_>>()
                .join("\n")
        };
        insta::assert_snapshot!(told(PropertyParser::Since2026_07), @r"

        gives `[i] a` the value `b=c`; `[i] ` before the marker stays in the key: print the marker first
        is ignored: the value is empty
        is ignored: the marker must be in upper case
        gives 2 keys from JSON: x, y
        is not a JSON object (a name in double quotes was expected at byte 24): everything captured is lost (JsonParseException)
        is null where an object is needed: everything captured is lost (NullPointerException)
        ");
        insta::assert_snapshot!(told(PropertyParser::Before), @r"

        is ignored: cut at every `=` it has 3 pieces, and releases before 2026-07-27 accept two only
        is ignored: the value is empty
        is ignored: the marker must be in upper case
        gives 2 keys from JSON: x, y
        is not a JSON object (a name in double quotes was expected at byte 24): everything captured is lost (JsonParseException)
        is null where an object is needed: everything captured is lost (NullPointerException)
        ");
    }
}
