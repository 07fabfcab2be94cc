//! Stages as the forms write them: begun by the form's own command, then each
//! field given a value.

use stage_core::document::edit::{Edit, New, apply, edit};
use stage_core::document::{Path, Source};
use stage_core::export::new_stage;
use stage_core::forms::StageKind;
use stage_core::{Analysis, analyze};

use super::{Case, Kind};

/// Fields of the webhook's form, below the stage.
const WEBHOOK: [(&str, &str); 12] = [
    ("label", "Build and wait"),
    ("method", "PUT"),
    ("url", "https://ci.example.com/${parameterValues['JOB']}/start"),
    ("payload", "{\"job\": \"${parameterValues['JOB']}\", \"n\": 1}"),
    ("statusUrlResolution", "locationHeader"),
    ("statusJsonPath", "$.state"),
    ("progressJsonPath", "$.progress"),
    ("successStatuses", "DONE, OK"),
    ("canceledStatuses", "STOPPED"),
    ("terminalStatuses", "FAILED"),
    ("customHeaders.X-Team[0]", "data"),
    ("parameters[0].defaultValue", "012"),
];

/// Fields of the Titus form.
const TITUS: [(&str, &str); 9] = [
    ("label", "Batch: nightly"),
    ("credentials", "titus-prod"),
    ("region", "eu-west-1"),
    ("propertyFile", "out.properties"),
    ("cluster.imageId", "team/batch:3"),
    ("cluster.application", "batch"),
    ("cluster.iamProfile", "batchRole"),
    ("cluster.env.LEVEL", "yes"),
    ("parameters[0].defaultValue", "1e3"),
];

/// Numbers and switches of the forms.
fn others(kind: StageKind) -> Vec<(&'static str, New)> {
    match kind {
        StageKind::Webhook => vec![
            ("waitForCompletion", New::Bool(true)),
            ("failFastStatusCodes", New::List(vec![New::Int(404), New::Int(500)])),
        ],
        _ => vec![
            ("waitForCompletion", New::Bool(true)),
            ("cluster.resources.memory", New::Int(2048)),
            ("cluster.capacity.desired", New::Int(2)),
            ("cluster.retries", New::Int(1)),
        ],
    }
}

/// A stage of each kind, as it is begun and after every field.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (kind, fields, by) in [
        (StageKind::Webhook, &WEBHOOK[..], Kind::Webhook),
        (StageKind::Titus, &TITUS[..], Kind::Jobs),
    ] {
        let texts = fields.iter().map(|(path, text)| (*path, New::Text((*text).to_owned())));
        let mut text = begun(kind);
        let mut all = vec![text.clone()];
        for (path, value) in texts.chain(others(kind)) {
            text = set(&text, path, value);
            all.push(text.clone());
        }
        cases.extend(all.into_iter().map(|text| Case {
            kind: by,
            texts: vec![text],
            environment: Vec::new(),
            wrapped: false,
            garbled: false,
        }));
    }
    cases
}

fn read(text: &str) -> Analysis {
    analyze(&Source::new(text), None)
}

fn begun(kind: StageKind) -> String {
    let empty = read("");
    let (change, _) = new_stage(&empty, kind).expect("an empty file takes a stage");
    apply("", &edit("", &empty.regions, &change).expect("an edit"))
}

fn set(text: &str, field: &str, value: New) -> String {
    let analysis = read(text);
    let stage = analysis.detected.stages[0].path();
    let path = Path::parse(&format!("{stage}.{field}")).expect("a path");
    apply(text, &edit(text, &analysis.regions, &Edit::Set { path, value }).expect(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_forms_write_loads_in_every_release() {
        for case in cases() {
            let analysis = read(&case.texts[0]);
            assert_eq!(analysis.loaded.failures, [], "{}", case.texts[0]);
            assert!(analysis.stages[0].loaded.value.is_some(), "{}", case.texts[0]);
        }
    }
}
