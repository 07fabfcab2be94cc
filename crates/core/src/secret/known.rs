//! The secrets of a text and of what belongs to it, and texts without them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::scan::{merged, secrets_in};
use super::{MASK, tree, value};
use crate::analysis::Analysis;
use crate::java::{Data, Map, Value};
use crate::sensitive::{is_secret_name, is_secret_value};

/// Secrets that are known: their places in a text, and what they are.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Their places, in bytes of the whole text; ascending and apart.
    pub spans: Vec<Range<usize>>,
    /// What they are.
    texts: BTreeSet<String>,
}

impl Secrets {
    /// The secrets of an analysed text.
    pub fn of(analysis: &Analysis) -> Self {
        let mut secrets = Self::default();
        let named = tree::named(&analysis.regions);
        let mut spans = secrets_in(&analysis.source.text);
        for place in named {
            secrets.learn(&place.text);
            spans.push(place.span);
        }
        for span in spans.iter().filter_map(|span| analysis.source.text.get(span.clone())) {
            secrets.learn(span.trim_matches(['"', '\'']));
        }
        // Placeholders put Orca's own variables into what is shown.
        let variables = analysis.environment.variables();
        for (_, value) in variables.filter(|(name, _)| is_secret_name(name)) {
            if is_secret_value(value) {
                secrets.learn(value);
            }
        }
        secrets.spans = merged(spans);
        secrets
    }

    /// Adds a secret that is to be hidden wherever it occurs.
    pub fn learn(&mut self, text: &str) {
        let lines = text.lines().map(str::trim).filter(|line| line.len() >= 4);
        self.texts.extend(lines.map(str::to_owned));
    }

    /// The secrets of several texts, each with those of the others learnt: the
    /// placeholders of one may name the values of another.
    pub fn of_all(analyses: &[&Analysis]) -> Vec<Self> {
        let own: Vec<Self> = analyses.iter().map(|analysis| Self::of(analysis)).collect();
        let texts: BTreeSet<String> = own.iter().flat_map(|it| it.texts.iter().cloned()).collect();
        own.into_iter().map(|it| Self { texts: texts.clone(), ..it }).collect()
    }

    /// The place of the secret that holds the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<&Range<usize>> {
        let after = self.spans.partition_point(|span| span.end <= offset);
        self.spans.get(after).filter(|span| span.contains(&offset))
    }

    /// `value` without secrets. Those found by name are learnt.
    #[must_use]
    pub fn masked_value(&mut self, value: &Value) -> Value {
        let mut value = value.clone();
        value::hide(&mut value, self);
        value
    }

    /// Adds the secrets of a map that is shown nowhere itself.
    pub fn learn_from(&mut self, map: &Map) {
        value::hide(&mut Data::Map(map.clone()).into(), self);
    }

    /// `text`, such as a message, without secrets.
    pub fn masked(&self, text: &str) -> String {
        self.masked_if_any(text).unwrap_or_else(|| text.to_owned())
    }

    /// `text` without secrets, if it has any.
    pub(super) fn masked_if_any(&self, text: &str) -> Option<String> {
        let mut spans = secrets_in(text);
        for secret in &self.texts {
            let ends = text.match_indices(secret.as_str()).map(|(at, _)| at..at + secret.len());
            spans.extend(ends.filter(|span| stands_alone(text, span)));
        }
        if spans.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for span in merged(spans) {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push_str(MASK);
            at = span.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        Some(out)
    }
}

/// Whether the text at `span` is no part of a longer word.
fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::java::{from_json, to_json};
    use serde_json::json;

    #[test]
    fn a_file_names_its_secrets() {
        let text = "\
- label: A
  type: a
  password: 'hunter two'
  token: true
  manifest:
    env:
    - {name: DB_PASSWORD, value: hunter3}
    - name: X
      valueFrom: {secretKeyRef: {name: db-credentials, key: password}}
  sensitiveHeaders:
    X-Key: [letmein]
";
        let analysis = crate::analyze(&Source::new(text), None);
        let secrets = Secrets::of(&analysis);
        let found: Vec<&str> = secrets.spans.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!(found, ["'hunter two'", "hunter3", "letmein"]);
        assert_eq!(secrets.masked("got 'hunter3', not hunter30"), "got '<masked>', not hunter30");
    }

    #[test]
    fn a_value_keeps_everything_but_its_secrets() {
        let value = from_json(&json!({
            "parameters": {"TOKEN": "s3cret-1", "PHRASE": "hello"},
            "env": [{"name": "A", "value": "use s3cret-1 here"}, {"name": "PASSWORD", "value": 12345}],
            "args": ["--password=hunter2", "true"],
            "secretName": "db"
        }));
        let masked = Secrets::default().masked_value(&value);
        assert_eq!(
            to_json(&masked),
            json!({
                "parameters": {"TOKEN": "<masked>", "PHRASE": "hello"},
                "env": [{"name": "A", "value": "use <masked> here"}, {"name": "PASSWORD", "value": "<masked>"}],
                "args": ["--password=<masked>", "true"],
                "secretName": "db"
            })
        );
    }
}
