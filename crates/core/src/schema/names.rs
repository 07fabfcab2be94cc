//! Names: how Spring compares them, and which one was probably meant.

use super::StageKind;
pub(super) use crate::forms::uniform;

/// The parts of a key as Spring splits it: `a.b[c]` is `a`, `b`, `c`.
pub(super) fn parts(key: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = key;
    while !rest.is_empty() {
        if let Some((inside, after)) = rest.strip_prefix('[').and_then(|text| text.split_once(']'))
        {
            parts.push(inside);
            rest = after.strip_prefix('.').unwrap_or(after);
            continue;
        }
        let end = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '.' | '['));
        let (part, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        parts.push(part);
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    parts
}

/// The one of `known` that `written` was probably meant to be: a few slips
/// away, or begun and not finished.
pub(super) fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = uniform(written).chars().collect();
    if written.is_empty() {
        return None;
    }
    let slips = (written.len() / 3).clamp(1, 3);
    let mut best: Option<((u8, usize), &str)> = None;
    for name in known {
        let known: Vec<char> = uniform(name).chars().collect();
        let apart = written.len().abs_diff(known.len());
        let distance = if apart <= slips { distance(&written, &known) } else { usize::MAX };
        let rank = if distance <= slips {
            (0, distance)
        } else if written.len() >= 3 && known.starts_with(&written) {
            (1, apart)
        } else if known.len() >= 3 && written.starts_with(&known) {
            (2, apart)
        } else {
            continue;
        };
        if best.is_none_or(|(so_far, _)| rank < so_far) {
            best = Some((rank, name));
        }
    }
    best.map(|(_, name)| name)
}

/// How many slips of the finger lie between two words: a letter added, left
/// out, exchanged, or two swapped.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX);
            let mut least = (at(&above, column) + usize::from(letter != other))
                .min(at(&above, column + 1) + 1)
                .min(at(&line, column) + 1);
            let swapped = column > 0
                && row > 0
                && right.get(column - 1) == Some(letter)
                && left.get(row - 1) == Some(other);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or(0)
}

/// The name of a kind's class in the tables.
pub fn class_of(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Kubernetes => "KubernetesStage",
        StageKind::Titus => "TitusStage",
        StageKind::Webhook => "WebhookStage",
    }
}

/// The kind as one says it in a sentence.
pub(super) fn words_for(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Kubernetes => "a Kubernetes stage",
        StageKind::Titus => "a Titus stage",
        StageKind::Webhook => "a webhook stage",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let names = ["enabled", "label", "type", "defaultMode", "image", "imagePullPolicy"];
        for (written, meant) in [
            ("enable", Some("enabled")),
            ("enabeld", Some("enabled")),
            ("lable", Some("label")),
            ("tpye", Some("type")),
            ("default", Some("defaultMode")),
            ("imagePull", Some("imagePullPolicy")),
            ("images", Some("image")),
            ("volumes", None),
            ("x", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(nearest(written, names.into_iter()), meant, "{written}");
        }
    }

    #[test]
    fn keys_are_split_as_spring_splits_them() {
        for (key, split) in [
            ("backoff-limit", vec!["backoff-limit"]),
            ("metadata.name", vec!["metadata", "name"]),
            ("containers[0].image", vec!["containers", "0", "image"]),
            ("[a.b/c]", vec!["a.b/c"]),
            ("labels[a.b/c]", vec!["labels", "a.b/c"]),
            ("a[b", vec!["a", "[b"]),
            ("", vec![]),
        ] {
            assert_eq!(parts(key), split, "{key}");
        }
    }
}
