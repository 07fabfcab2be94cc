//! What a run says while it goes on: an ordered stream for the window, one JSON
//! object a line for `stagectl run --format json`.

use serde::Serialize;
use serde_json::Value;

use super::preflight::Preflight;
use super::record::RunRecord;
use super::safe::Change;
use super::time_line::Moment;
use super::verdict::Verdict;

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// What was found before the run.
    Preflight(Preflight),
    /// What will be sent.
    Submitted {
        /// The run's id.
        run: String,
        /// The manifest, with secrets masked.
        manifest: Value,
        /// How it differs from Spinnaker's.
        changes: Vec<Change>,
    },
    /// Something happened in the cluster.
    TimeLine(Moment),
    /// A piece of a log.
    Log {
        /// The pod.
        pod: String,
        /// The container.
        container: String,
        /// Which start of it, from 0.
        attempt: u64,
        /// Whole lines as far as they have come; secrets masked.
        text: String,
    },
    /// Something may be missing of a log, where it stands now.
    Missing {
        /// The pod.
        pod: String,
        /// The container.
        container: String,
        /// Which start of it, from 0.
        attempt: u64,
        /// In a sentence, with the place.
        text: String,
    },
    /// Something that people should know.
    Note {
        /// In a sentence.
        text: String,
    },
    /// How the run is judged.
    Verdict(Verdict),
    /// It is run again.
    Rerun {
        /// The number of the rerun, from 1.
        number: u32,
        /// Of so many.
        of: u32,
    },
    /// The last: the record of the run.
    Record(Box<RunRecord>),
}

/// The JSON Schema of an event, and so of the record.
pub fn event_schema() -> Value {
    let mut schema = schemars::schema_for!(Event).to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".into(), "A line of `stagectl run --format json`, version 1".into());
    }
    schema
}

impl Event {
    /// A note.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }
}
