//! Deck, in the browser (clouddriver-semantics §4; orca-semantics §2).

use super::{Message, Who::Deck};

macro_rules! message {
    ($id:literal, $text:literal, $cause:literal, $remedy:literal, $look:literal) => {
        Message { id: $id, who: Deck, text: $text, cause: $cause, remedy: $remedy, look_for: $look }
    };
}

pub(super) const MESSAGES: &[Message] = &[
    message!(
        "picker-broken",
        "(reading 'localeCompare')",
        "A custom stage has no label, which breaks the list of stages for everyone.",
        "Give every stage a `label`.",
        "a stage without `label`"
    ),
    message!(
        "link-undefined",
        "Cannot read properties of undefined (reading '{property}')",
        "If the page shows a Job stage: its log link asks for `{property}` of something that is not there.",
        "Write the path from `manifest` on, such as `manifest.metadata.name`.",
        "the annotation `job.spinnaker.io/logs`"
    ),
    message!(
        "link-name",
        "ReferenceError: {name} is not defined",
        "If the page shows a Job stage: its log link uses `{name}`, which is not one of account, name, location, manifest, moniker, status, artifacts, events, warnings, metrics.",
        "Write the path from `manifest` on, such as `manifest.metadata.name`.",
        "`{name}` in the annotation `job.spinnaker.io/logs`"
    ),
    message!(
        "link-syntax",
        "SyntaxError: Unexpected token",
        "If the page shows a Job stage: its log link has something in double braces that is no expression.",
        "Use two braces on each side with an expression between them.",
        "the annotation `job.spinnaker.io/logs`"
    ),
    message!(
        "pod-gone",
        "Failed to retrieve pod data; pod may have been deleted.",
        "The pod is gone, so its log is too.",
        "Keep Jobs longer (`ttlSecondsAfterFinished`), or send logs elsewhere and link to them.",
        "`ttlSecondsAfterFinished`"
    ),
    message!(
        "deck-not-a-job",
        "Run Job (Manifest) only accepts manifest of kind Job.",
        "The manifest's kind is not Job.",
        "Write `kind: Job`.",
        "`kind` of the manifest"
    ),
    message!(
        "collecting",
        "Collecting additional details...",
        "Deck has no job status yet: the Job was not deployed, or the deployment failed.",
        "Look at the deploy task of the stage.",
        ""
    ),
];
