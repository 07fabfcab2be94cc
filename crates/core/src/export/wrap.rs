//! What stands around a profile in each form.

use crate::document::{Style, encode, resolve};
use crate::forms::Form;
use crate::java::Data;

/// How a Kubernetes object keeps a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// `data` of a `ConfigMap`.
    #[default]
    ConfigMap,
    /// `stringData` of a `Secret`, as text.
    SecretText,
    /// `data` of a `Secret`, in Base64.
    SecretData,
}

/// The names that a new wrapper gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapping {
    /// The object's name.
    pub name: String,
    /// Its namespace, if it shall say one.
    pub namespace: Option<String>,
    /// The name of the file in it.
    pub key: String,
    /// Whether a `ConfigMap` or a `Secret` holds it.
    pub kept: Kept,
}

impl Default for Wrapping {
    fn default() -> Self {
        Self {
            name: "spinnaker".into(),
            namespace: None,
            key: "orca-local.yml".into(),
            kept: Kept::default(),
        }
    }
}

/// `profile` in a new file of the form; none for forms without a wrapper, and
/// for texts that no wrapper can take in as they are.
pub(super) fn wrapped(profile: &str, form: Form, names: &Wrapping) -> Option<String> {
    let eol = if profile.contains("\r\n") { "\r\n" } else { "\n" };
    let head = match form {
        Form::Profile => return Some(profile.to_owned()),
        Form::SpinnakerService => {
            return Some(format!("{}{}", lines(&operator(names), eol), moved(profile, 8)));
        }
        Form::ConfigMap => object(names),
        Form::HelmValues => {
            vec!["halyard:".into(), "  additionalProfileConfigMaps:".into(), "    data:".into()]
        }
        Form::HelmTemplate => {
            let name = format!("{{{{ .Release.Name }}}}-{}", names.name);
            let names = Wrapping { kept: Kept::ConfigMap, ..names.clone() };
            let mut head = object(&names);
            head.splice(3..4, [format!("  name: {name}")]);
            head
        }
        Form::Plugin | Form::Fragment | Form::None => return None,
    };
    let column = if form == Form::HelmValues { 6 } else { 2 };
    let pad = " ".repeat(column);
    let key = scalar(&names.key);
    let base64 = form == Form::ConfigMap && names.kept == Kept::SecretData;
    let value =
        if base64 { format!("{}{eol}", encode(profile)) } else { block(profile, column, eol) };
    Some(format!("{}{pad}{key}: {value}", lines(&head, eol)))
}

fn operator(names: &Wrapping) -> Vec<String> {
    let mut head =
        vec!["apiVersion: spinnaker.io/v1alpha2".into(), "kind: SpinnakerService".into()];
    head.extend(metadata(names));
    head.extend(["spec:", "  spinnakerConfig:", "    profiles:", "      orca:"].map(str::to_owned));
    head
}

fn object(names: &Wrapping) -> Vec<String> {
    let (kind, section) = match names.kept {
        Kept::ConfigMap => ("ConfigMap", "data"),
        Kept::SecretText => ("Secret", "stringData"),
        Kept::SecretData => ("Secret", "data"),
    };
    let mut head = vec!["apiVersion: v1".into(), format!("kind: {kind}")];
    head.extend(metadata(names));
    head.push(format!("{section}:"));
    head
}

fn metadata(names: &Wrapping) -> Vec<String> {
    let mut out = vec!["metadata:".into(), format!("  name: {}", scalar(&names.name))];
    let namespace = names.namespace.as_deref().filter(|namespace| !namespace.is_empty());
    out.extend(namespace.map(|namespace| format!("  namespace: {}", scalar(namespace))));
    out
}

fn lines(lines: &[String], eol: &str) -> String {
    lines.iter().flat_map(|line| [line.as_str(), eol]).collect()
}

/// A text as a literal block scalar below a key at `column`.
fn block(text: &str, column: usize, eol: &str) -> String {
    let body = text.trim_end_matches(['\n', '\r']);
    if body.is_empty() {
        return format!("{}{eol}", serde_json::Value::from(text));
    }
    let breaks = text.get(body.len()..).unwrap_or("").matches('\n').count();
    let chomping = match breaks {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let first = text.lines().find(|line| !line.is_empty());
    let indicator = if first.is_some_and(|line| line.starts_with(' ')) { "2" } else { "" };
    let end = if breaks == 0 { eol } else { "" };
    format!("|{indicator}{chomping}{eol}{}{end}", moved(text, column + 2))
}

/// Every line moved right; empty ones stay.
pub(super) fn moved(text: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for line in text.split_inclusive('\n') {
        if !line.trim_end_matches(['\n', '\r']).is_empty() {
            out.push_str(&pad);
        }
        out.push_str(line);
    }
    out
}

/// A name as a YAML scalar, quoted where it would read as something else.
fn scalar(text: &str) -> String {
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(simple)
        && matches!(resolve(text, Style::Plain, None), Data::String(_));
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
