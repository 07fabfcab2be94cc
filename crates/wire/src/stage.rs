//! A stage definition as the window shows it.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Range;

/// Which kind of stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StageKind {
    /// `job.preconfigured.kubernetes`.
    Kubernetes,
    /// `job.preconfigured.titus`.
    Titus,
    /// `webhook.preconfigured`.
    Webhook,
}

/// A stage in the list of stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StageSummary {
    /// Its place among the file's stages, from 0.
    pub index: u32,
    /// Its kind.
    pub kind: StageKind,
    /// Its label, or what names it instead.
    pub label: String,
    /// Its `type`; empty when missing.
    #[serde(rename = "type")]
    pub stage_type: String,
    /// The YAML path.
    pub path: String,
    /// The line it begins at.
    pub line: u32,
    /// How many findings of severity error it has.
    pub errors: u32,
    /// How many of severity warning.
    pub warnings: u32,
    /// Whether a syntax error hides part of it.
    pub broken: bool,
}

/// A stage with everything in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct StageView {
    /// Its summary.
    pub summary: StageSummary,
    /// Where it stands.
    pub range: Range,
    /// Its properties as a tree.
    pub tree: Tree,
    /// What each parameter sets.
    pub parameters: Vec<ParameterUse>,
}

/// A node of a stage's YAML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Tree {
    /// The key it stands under; none for items and the root.
    pub key: Option<String>,
    /// The YAML path from the file's root.
    pub path: String,
    /// Where the value stands.
    pub range: Range,
    /// Where its key stands.
    pub key_range: Option<Range>,
    /// What it is.
    pub kind: NodeKind,
    /// A scalar's text, after quotes and folding; empty otherwise.
    pub text: String,
    /// A scalar's type for Spinnaker.
    pub scalar: Option<ScalarType>,
    /// Whether a scalar is written over several lines, as a block.
    pub block: bool,
    /// Whether it is an alias of another node: changed only there.
    pub alias: bool,
    /// The parameters that set this place.
    pub set_by: Vec<String>,
    /// Entries or items.
    pub children: Vec<Tree>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NodeKind {
    /// A scalar.
    Scalar,
    /// A mapping.
    Mapping,
    /// A sequence.
    Sequence,
}

/// A scalar's type by YAML 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ScalarType {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// A truth value.
    Boolean,
    /// Nothing.
    Null,
}

/// What a parameter sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ParameterUse {
    /// Its place in the list of parameters.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Its mapping, as written.
    pub mapping: Option<String>,
    /// What the mapping sets, for people: `hello › env PHRASE`.
    pub target: Option<String>,
    /// The YAML path of what it sets, if that exists.
    pub path: Option<String>,
    /// Why it sets nothing, if so.
    pub problem: Option<String>,
}

/// What is known of a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Described {
    /// What it means.
    pub description: String,
    /// What may stand there, in words.
    pub expected: String,
    /// What holds when it is missing.
    pub default_value: Option<String>,
    /// The words that may stand there, if only some may.
    pub values: Vec<String>,
    /// The Spinnaker release since which it is known, if not always.
    pub since: Option<String>,
}
