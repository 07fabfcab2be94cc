//! Deck's stage picker.

use crate::java::Value;

use super::order::locale_compare;
use super::{Installation, Registered, registered};

/// What happens to one stage in Deck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown<'a> {
    /// The stage.
    pub stage: Registered<'a>,
    /// The stage whose data Deck shows: another one of the same type if that
    /// comes first.
    pub shows: Registered<'a>,
}

/// The picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker<'a> {
    /// The entries from top to bottom.
    pub entries: Vec<Shown<'a>>,
    /// Stages without a label: comparing labels fails on them, which breaks
    /// the picker for every stage.
    pub breaks_on: Vec<Registered<'a>>,
    /// Stages that are not shown because `enabled` is false.
    pub disabled: Vec<Registered<'a>>,
    /// Stages with `uiType: CUSTOM`: Deck leaves them to code of one's own.
    pub custom: Vec<Registered<'a>>,
}

/// What Deck lists when a pipeline author adds a stage, sorted by label. Deck
/// asks once per page load, so a change needs a reload.
pub fn picker<'a>(installation: &Installation<'a>) -> Picker<'a> {
    let mut out = Picker {
        entries: Vec::new(),
        breaks_on: Vec::new(),
        disabled: Vec::new(),
        custom: Vec::new(),
    };
    for stage in registered(installation) {
        if !stage.is_enabled() {
            out.disabled.push(stage);
        } else if stage.text("uiType") == Some("CUSTOM") {
            out.custom.push(stage);
        } else {
            let label = stage.stage.get("label").is_none_or(Value::is_null);
            if label {
                out.breaks_on.push(stage);
            }
            let same = |other: &&Shown<'a>| {
                stage.text("type").is_some() && other.stage.text("type") == stage.text("type")
            };
            let shows = out.entries.iter().find(same).map_or(stage, |first| first.shows);
            out.entries.push(Shown { stage, shows });
        }
    }
    let label = |shown: &Shown<'a>| shown.shows.text("label").unwrap_or_default();
    out.entries.sort_by(|a, b| locale_compare(label(a), label(b)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use serde_json::json;

    #[test]
    fn the_picker_is_sorted_and_says_who_is_missing() {
        let stages: Vec<Value> = [
            json!({"type": "b", "label": "beta", "uiType": "BASIC"}),
            json!({"type": "a", "label": "Alpha"}),
            json!({"type": "b", "label": "Other"}),
            json!({"type": "c", "label": "C", "uiType": "CUSTOM"}),
            json!({"type": "d", "label": "D", "enabled": false}),
            json!({"type": "e"}),
        ]
        .iter()
        .map(from_json)
        .collect();
        let stages: Vec<&Value> = stages.iter().collect();
        let picker = picker(&Installation { kubernetes: &stages, ..Installation::default() });
        let shown: Vec<(usize, usize)> =
            picker.entries.iter().map(|one| (one.stage.index, one.shows.index)).collect();
        assert_eq!(shown, [(5, 5), (1, 1), (0, 0), (2, 0)]);
        let indices = |list: &[Registered]| list.iter().map(|one| one.index).collect::<Vec<_>>();
        assert_eq!(indices(&picker.breaks_on), [5]);
        assert_eq!(indices(&picker.custom), [3]);
        assert_eq!(indices(&picker.disabled), [4]);
    }
}
