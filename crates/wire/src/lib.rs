//! What crosses between the window and the engine: plain data, no logic.
//!
//! Places in texts are lines and columns, so that what did not change compares
//! equal although text before it grew. Columns count UTF-16 units, as the
//! window's editor does. Paths are YAML paths as `stage_core::document::Path`
//! writes them.
#![deny(missing_docs)]
#![allow(clippy::use_self, reason = "the derive of Type cannot see Self")]

mod again;
mod author;
mod buffer;
mod cluster;
mod convert;
mod edit;
mod error;
mod expression;
mod facts;
mod file;
mod finding;
mod installation;
mod pod;
mod preview;
mod rule;
mod run;
mod safety;
mod spinnaker;
mod stage;

pub use again::RunAgain;
pub use author::{
    AddedStage, ClusterJob, EmbeddedScript, FieldControl, FoundField, ImportFrom, ImportLiteral,
    ImportedStage, JobField, JobFields, ParameterChoice, ParameterOffer, ParameterProposal,
    ParameterWay, Renaming, Script, StageOutput, StageTexts, Template, TemplateInput,
};
pub use buffer::{BufferId, Changed, Form, Opened, Previewed, Update, Version};
pub use cluster::{ChosenContext, KubeContext, KubeContexts, KubeFile, Reached};
pub use convert::{
    DeployedDifferences, Destination, Differs, Kept, NewStage, SentRequest, StageDifference,
    ValueDifference, WebhookAnswer, WebhookPreview, Wrapping,
};
pub use edit::{Edit, Edited, New, TextChange};
pub use error::{CommandError, ErrorCode};
pub use expression::{
    Completion, CompletionKind, CompletionOption, ExpressionFate, ExpressionMark,
    ExpressionRequest, Hover,
};
pub use facts::{
    Entry, KeptSamples, KeptValueSets, LogLink, Output, OutputLine, Outputs, OutputsRequest,
    Registration, Samples, UpgradeChange, ValueSet,
};
pub use file::{
    ExportChoice, ExportPlan, ExportRequest, FileEntry, OnDisk, Saved, Startup, Workspace,
};
pub use finding::{Finding, Fix, Severity};
pub use installation::{
    InstallationFailure, InstallationFiles, InstallationRequest, InstallationView, InstalledStage,
};
pub use pod::{CheckHow, KeptIn, PodCheck, PodWish, VariableSource, VolumeMount, VolumeSource};
pub use preview::{
    Mark, MarkKind, ParameterOutcome, Preview, PreviewLine, PreviewRequest, Step, StepState,
    StepSummary, Value,
};
pub use rule::{Mended, MendedFinding, RuleExplained};
pub use run::{
    CleanedRun, Confirmed, Leftover, LogLine, LogPage, NamespaceFrom, ReplacedJob, RunAccess,
    RunAttempt, RunChange, RunDifference, RunLog, RunMoment, RunNews, RunOutput, RunPreflight,
    RunRequest, RunShown, RunSummary, RunUse, RunVerdict,
};
pub use safety::{AbandonedDraft, AbandonedDrafts, GitHead, MergePart};
pub use spinnaker::SpinnakerAccess;
pub use stage::{
    Described, NodeKind, ParameterUse, ScalarType, StageKind, StageSummary, StageView, Tree,
};

use serde::{Deserialize, Serialize};
use specta::Type;

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 0, in UTF-16 units.
    pub column: u32,
}

/// A stretch of a text, up to but without `to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Range {
    /// Where it begins.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
}
