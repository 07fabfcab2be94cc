//! Who wrote a value, in a few words beside its line.

use std::sync::Arc;

use crate::java::Origin;

/// Words for an origin that is not simply the file, and the parameter it
/// names.
pub(super) fn reason(origin: &Origin) -> Option<(String, Option<Arc<str>>)> {
    Some(match origin {
        Origin::Parameter { parameter } => {
            (format!("from {parameter}"), Some(Arc::clone(parameter)))
        }
        Origin::Default { parameter, .. } => {
            (format!("default of {parameter}"), Some(Arc::clone(parameter)))
        }
        Origin::DynamicParameter { key } => (format!("dynamic parameter {key}"), None),
        Origin::StageJson => ("from the pipeline's stage".into(), None),
        Origin::Expression { text, of } => {
            let parameter = reason(of).and_then(|(_, parameter)| parameter);
            (format!("evaluated from {}", shortened(text)), parameter)
        }
        Origin::Placeholder { text, .. } => {
            (format!("filled in at start-up: {}", shortened(text)), None)
        }
        Origin::Orca(why) => (format!("Orca: {why}"), None),
        Origin::Clouddriver(why) => (format!("clouddriver: {why}"), None),
        Origin::ApiServer => ("API server".into(), None),
        Origin::File(_) | Origin::Unknown => return None,
    })
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= SHOWN && line.len() == text.len() {
        return line.to_owned();
    }
    line.chars().take(SHOWN).chain(['…']).collect()
}
