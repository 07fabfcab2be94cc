//! A step's value beside the one before it, line by line.

use std::sync::Arc;

use super::mark::{Counts, Mark, MarkKind, Words};
use super::reason::reason;
use super::text::{Scalar, is_plain, quoted, scalar};
use crate::document::Step;
use crate::java::{Data, Map, Span, Value};
use crate::limits;

/// A line of a step's YAML.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number, from 1; none for a line that is no longer there.
    pub number: Option<usize>,
    /// The text with its indentation.
    pub text: String,
    /// The way to the value.
    pub steps: Vec<Step>,
    /// The place in the stage's region that the value comes from.
    pub span: Option<Span>,
    /// What happened to it.
    pub mark: Option<Mark>,
}

/// Words for changes alone.
struct Changes<'f>(&'f dyn Fn(&[Step]) -> Option<String>);

impl Words for Changes<'_> {
    fn change(&self, steps: &[Step], _value: &Value, _line: Option<&str>) -> Option<String> {
        (self.0)(steps)
    }

    fn stayed(&self, _steps: &[Step], _line: Option<&str>) -> Option<String> {
        None
    }
}

/// Writes `after` as lines, with what differs from `before`. `why` may give
/// better words for a change at a path than its origin does.
pub fn compare(
    before: Option<&Value>,
    after: &Value,
    why: &dyn Fn(&[Step]) -> Option<String>,
) -> (Vec<Line>, Counts) {
    compare_in(before, after, &Changes(why))
}

/// [`compare`] with words for all that may happen.
pub(super) fn compare_in(
    before: Option<&Value>,
    after: &Value,
    why: &dyn Words,
) -> (Vec<Line>, Counts) {
    let mut writer =
        Writer { lines: Vec::new(), counts: Counts::default(), steps: Vec::new(), why };
    let state = before.map_or(State::Plain, State::Beside);
    writer.value(after, state, "", 0);
    let mut number = 0;
    for line in &mut writer.lines {
        if line.mark.as_ref().is_none_or(|mark| mark.kind != MarkKind::Dropped) {
            number += 1;
            line.number = Some(number);
        }
    }
    (writer.lines, writer.counts)
}

/// What is known of the step before, at the place that is written.
#[derive(Clone, Copy)]
enum State<'a> {
    /// There is no step before.
    Plain,
    /// This stood there.
    Beside(&'a Value),
    /// Nothing stood there.
    New,
    /// This is what stood there, and it is gone.
    Gone,
}

/// A text of several lines and what happened to it.
#[derive(Clone, Copy)]
struct Block<'a> {
    value: &'a Value,
    kind: Option<MarkKind>,
    /// The text that stood there.
    old: &'a str,
    indent: usize,
}

struct Writer<'w> {
    lines: Vec<Line>,
    counts: Counts,
    steps: Vec<Step>,
    why: &'w dyn Words,
}

impl Writer<'_> {
    /// Writes a value whose first line begins with `lead`; its further lines
    /// stand at `indent`.
    fn value(&mut self, value: &Value, state: State<'_>, lead: &str, indent: usize) {
        if self.steps.len() > limits::NODE_DEPTH {
            return self.push(lead, "…", value, None);
        }
        match &value.data {
            Data::Map(map) if !map.is_empty() => self.map(map, state, lead, indent),
            Data::List(items) if !items.is_empty() => self.list(items, state, lead, indent),
            _ => self.scalar(value, state, lead, indent),
        }
    }

    fn map(&mut self, map: &Map, state: State<'_>, lead: &str, indent: usize) {
        let old = match state {
            State::Beside(before) => before.as_map(),
            _ => None,
        };
        let state_of_new = inherited(state);
        let mut lead = lead.to_owned();
        let kept = old.into_iter().flat_map(Map::iter).map(|(key, value)| (key, Some(value)));
        let new = map.iter().filter(|(key, _)| old.is_none_or(|old| !old.contains_key(key)));
        for (key, before) in kept.chain(new.map(|(key, _)| (key, None))) {
            self.steps.push(Step::Key(Arc::clone(key)));
            match (map.get(key), before) {
                (Some(value), before) => {
                    let state = before.map_or(state_of_new, State::Beside);
                    self.entry(key, value, state, &lead, indent);
                }
                (None, Some(before)) => self.entry(key, before, State::Gone, &lead, indent),
                (None, None) => {}
            }
            self.steps.pop();
            lead = " ".repeat(indent);
        }
    }

    fn entry(&mut self, key: &str, value: &Value, state: State<'_>, lead: &str, indent: usize) {
        let shown = if is_plain(key) { key.to_owned() } else { quoted(key) };
        match &value.data {
            Data::Map(map) if !map.is_empty() => {
                self.heading(&format!("{lead}{shown}:"), value, state);
                let inner = indent + 2;
                self.value(value, state, &" ".repeat(inner), inner);
            }
            Data::List(items) if !items.is_empty() => {
                self.heading(&format!("{lead}{shown}:"), value, state);
                self.value(value, state, &" ".repeat(indent), indent);
            }
            _ => self.scalar(value, state, &format!("{lead}{shown}: "), indent + 2),
        }
    }

    fn list(&mut self, items: &[Value], state: State<'_>, lead: &str, indent: usize) {
        let old = match state {
            State::Beside(before) => before.as_list(),
            _ => None,
        };
        let state_of_new = inherited(state);
        let mut lead = lead.to_owned();
        let count = items.len().max(old.map_or(0, <[Value]>::len));
        for index in 0..count {
            self.steps.push(Step::Index(index));
            let before = old.and_then(|old| old.get(index));
            let (value, state) = match (items.get(index), before) {
                (Some(value), before) => (value, before.map_or(state_of_new, State::Beside)),
                (None, Some(before)) => (before, State::Gone),
                (None, None) => continue,
            };
            self.value(value, state, &format!("{lead}- "), indent + 2);
            self.steps.pop();
            lead = " ".repeat(indent);
        }
    }

    /// The line of a key whose value follows below.
    fn heading(&mut self, text: &str, value: &Value, state: State<'_>) {
        let kind = match state {
            State::New => Some(MarkKind::Added),
            State::Gone => Some(MarkKind::Dropped),
            State::Beside(before) if !same_shape(before, value) => Some(MarkKind::Changed),
            _ => None,
        };
        let mark = kind.map(|kind| self.mark(kind, value, None));
        self.push(text, "", value, mark);
    }

    fn scalar(&mut self, value: &Value, state: State<'_>, lead: &str, indent: usize) {
        let kind = match state {
            State::Plain => None,
            State::New => Some(MarkKind::Added),
            State::Gone => Some(MarkKind::Dropped),
            State::Beside(before) if before != value => Some(MarkKind::Changed),
            State::Beside(_) if self.why.stayed(&self.steps, None).is_some() => Some(MarkKind::Raw),
            State::Beside(_) => {
                let parameter = reason(&value.origin).and_then(|(_, parameter)| parameter);
                parameter.map(|_| MarkKind::Set)
            }
        };
        match kind {
            Some(MarkKind::Added) => self.counts.added += 1,
            Some(MarkKind::Changed) => self.counts.changed += 1,
            Some(MarkKind::Dropped) => self.counts.dropped += 1,
            Some(MarkKind::Set | MarkKind::Raw) | None => {}
        }
        match scalar(value) {
            Scalar::Inline(text) => {
                let mark = kind.map(|kind| self.mark(kind, value, None));
                self.push(lead, &text, value, mark);
            }
            Scalar::Block(header, lines) => {
                let old = match state {
                    State::Beside(before) => before.as_str().unwrap_or_default(),
                    _ => "",
                };
                self.block(lead, header, &lines, Block { value, kind, old, indent });
            }
        }
    }

    /// Several lines of text. Where as many stood there before, each is marked
    /// by itself.
    fn block(&mut self, lead: &str, header: &str, lines: &[String], block: Block<'_>) {
        let Block { value, kind, old, indent } = block;
        let old: Vec<&str> = old.trim_end_matches('\n').split('\n').collect();
        let written = lines.iter().rev().skip_while(|line| line.is_empty()).count();
        let beside =
            matches!(kind, Some(MarkKind::Changed | MarkKind::Raw)) && old.len() == written;
        let mark = kind.filter(|_| !beside).map(|kind| self.mark(kind, value, None));
        self.push(lead, header, value, mark.clone());
        let indent = " ".repeat(indent);
        for (index, line) in lines.iter().enumerate() {
            let lead = if line.is_empty() { "" } else { indent.as_str() };
            let own = match old.get(index).filter(|_| beside) {
                Some(old) if old != line => Some(self.mark(MarkKind::Changed, value, Some(old))),
                Some(old) => self.why.stayed(&self.steps, Some(old)).map(|reason| Mark {
                    kind: MarkKind::Raw,
                    reason,
                    parameter: None,
                }),
                None => mark.clone(),
            };
            self.push(lead, line, value, own);
        }
    }

    fn mark(&self, kind: MarkKind, value: &Value, line: Option<&str>) -> Mark {
        let (words, parameter) = reason(&value.origin).unzip();
        let own = match kind {
            MarkKind::Raw => self.why.stayed(&self.steps, line),
            MarkKind::Set => None,
            _ => self.why.change(&self.steps, value, line),
        };
        let reason = own.or(words).unwrap_or_else(|| match kind {
            MarkKind::Added => "added".into(),
            MarkKind::Changed => "changed".into(),
            MarkKind::Dropped => "dropped".into(),
            MarkKind::Set => "set".into(),
            MarkKind::Raw => "stays as it is".into(),
        });
        Mark { kind, reason, parameter: parameter.flatten() }
    }

    fn push(&mut self, lead: &str, text: &str, value: &Value, mark: Option<Mark>) {
        self.lines.push(Line {
            number: None,
            text: format!("{lead}{text}"),
            steps: self.steps.clone(),
            span: value.origin.span(),
            mark,
        });
    }
}

/// What holds for the parts of a value that has none beside them.
fn inherited(state: State<'_>) -> State<'_> {
    match state {
        State::Beside(_) => State::New,
        other => other,
    }
}

fn same_shape(one: &Value, other: &Value) -> bool {
    matches!(
        (&one.data, &other.data),
        (Data::Map(_), Data::Map(_)) | (Data::List(_), Data::List(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{Origin, from_json};
    use serde_json::json;

    fn shown(before: &Value, after: &Value) -> String {
        let (lines, counts) = compare(Some(before), after, &|_| None);
        let mut out = format!("+{} ~{} -{}\n", counts.added, counts.changed, counts.dropped);
        for line in lines {
            let number = line.number.map_or("  ".into(), |number| format!("{number:2}"));
            let mark = line
                .mark
                .map(|mark| format!("   <{:?}: {}>", mark.kind, mark.reason))
                .unwrap_or_default();
            out.push_str(&format!("{number} {}{mark}\n", line.text));
        }
        out
    }

    #[test]
    fn each_line_says_what_happened_to_it() {
        let before = from_json(&json!({
            "kind": "Job", "spec": {"podReplacementPolicy": "Failed", "containers": [
                {"name": "hello", "env": [{"name": "PHRASE", "value": "placeholder"}], "command": ["sh", "-c", "echo a\necho b\n"]},
                {"name": "gone"}
            ]}
        }));
        let mut after = from_json(&json!({
            "metadata": {"labels": {"app.kubernetes.io/name": "k8s2"}, "annotations": {}},
            "kind": "Job", "spec": {"containers": [
                {"env": [{"name": "PHRASE", "value": "012"}], "name": "hello", "command": ["sh", "-c", "echo a\necho b\n"]}
            ]}
        }));
        let origin = Origin::Parameter { parameter: "PHRASE".into() };
        let spec = after.as_map_mut().unwrap().get_mut("spec").unwrap().as_map_mut().unwrap();
        let Data::List(containers) = &mut spec.get_mut("containers").unwrap().data else {
            panic!("a list")
        };
        let Data::List(env) = &mut containers[0].as_map_mut().unwrap().get_mut("env").unwrap().data
        else {
            panic!("a list")
        };
        env[0].as_map_mut().unwrap().get_mut("value").unwrap().origin = origin;
        insta::assert_snapshot!(shown(&before, &after), @r#"
        +2 ~1 -2
         1 kind: Job
         2 spec:
             podReplacementPolicy: Failed   <Dropped: dropped>
         3   containers:
         4   - name: hello
         5     env:
         6     - name: PHRASE
         7       value: "012"   <Changed: from PHRASE>
         8     command:
         9     - sh
        10     - -c
        11     - |
        12       echo a
        13       echo b
             - name: gone   <Dropped: dropped>
        14 metadata:   <Added: added>
        15   labels:   <Added: added>
        16     app.kubernetes.io/name: k8s2   <Added: added>
        17   annotations: {}   <Added: added>
        "#);
    }

    #[test]
    fn any_key_reads_back_as_it_was() {
        let value = from_json(&json!({"a\u{1b}\u{7f}b": 1, "é: \n": 2, "": 3}));
        let (lines, _) = compare(None, &value, &|_| None);
        let text: String = lines.into_iter().map(|line| line.text + "\n").collect();
        assert_eq!(crate::document::value(&crate::document::read(&text).roots[0]), value, "{text}");
    }
}
