//! Authoring by gestures: parameters, the Job's fields, new stages, texts for
//! pipelines.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Edit;

/// What can be made of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ParameterOffer {
    /// Why no mapping reaches it, if none does.
    pub reason: Option<String>,
    /// The parameters that can be made, the best first.
    pub proposals: Vec<ParameterProposal>,
}

/// A parameter as it would be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ParameterProposal {
    /// The key under which pipelines store the value.
    pub name: String,
    /// What pipeline authors see.
    pub label: String,
    /// Help for them; may be empty.
    pub description: String,
    /// The value that stands there now.
    pub value: Option<String>,
    /// How it reaches its place.
    pub way: ParameterWay,
}

/// How a parameter reaches its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ParameterWay {
    /// By its mapping.
    Mapping,
    /// Through a variable of the container.
    Variable,
    /// Through a value of the stage's context and an expression.
    Expression,
    /// The same with a second parameter that gives it its type.
    Typed,
}

/// A parameter that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ParameterChoice {
    /// Which proposal, from 0.
    pub proposal: u32,
    /// The name chosen.
    pub name: String,
    /// The label chosen.
    pub label: String,
    /// The help chosen.
    pub description: String,
    /// Whether the value stays in its place instead of becoming the default.
    pub stays: bool,
}

/// A change of a name with its uses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Renaming {
    /// The change.
    pub edit: Edit,
    /// The places that change besides the name itself.
    pub uses: Vec<String>,
    /// What becomes of the variable that the parameter sets.
    pub variable: Option<String>,
    /// What it does not reach.
    pub warning: String,
}

/// How a value is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FieldControl {
    /// A line of text.
    Text,
    /// A script, or words of a command.
    Script,
    /// On, off or not set.
    Truth,
    /// A whole number.
    Number,
    /// Seconds.
    Seconds,
    /// A port.
    Port,
    /// A quantity.
    Quantity,
    /// A point in time.
    Time,
    /// One of a few words.
    Choice,
    /// A volume's name.
    Volume,
    /// A container's name.
    Container,
    /// Texts by names.
    KeyValues,
    /// Quantities by names.
    Quantities,
    /// A list of words.
    Words,
    /// A list of numbers.
    Numbers,
    /// A list of groups.
    Items,
    /// A group of fields.
    Group,
    /// Anything.
    Yaml,
}

/// A property that may stand in a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobField {
    /// Its canonical name.
    pub name: String,
    /// How its value is asked for.
    pub control: FieldControl,
    /// What it is for.
    pub description: String,
    /// What it takes, in words.
    pub expected: String,
    /// What holds when it is missing.
    pub default_value: Option<String>,
    /// The words it takes.
    pub values: Vec<String>,
    /// Good values.
    pub examples: Vec<String>,
    /// Whether it must be there.
    pub required: bool,
    /// The first release that reads it, if not all do.
    pub since: Option<String>,
}

/// What may stand in a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct JobFields {
    /// The properties that the release reads.
    pub fields: Vec<JobField>,
    /// Those that Kubernetes has and the release drops.
    pub dropped: Vec<String>,
}

/// A field found by what somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FoundField {
    /// The way from the stage; an index stands for any item.
    pub path: String,
    /// What it is.
    pub field: JobField,
}

/// A script for a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Script {
    /// The shell.
    pub shell: String,
    /// Its options, such as `-ec`.
    pub options: String,
    /// The script.
    pub text: String,
}

/// A script as a container's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EmbeddedScript {
    /// The container's `command`.
    pub command: Vec<String>,
    /// The container's `args`.
    pub args: Vec<String>,
    /// What was done to it.
    pub notes: Vec<String>,
}

/// A stage to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it belongs to.
    pub group: String,
    /// What it does.
    pub about: String,
    /// What has to be set.
    pub to_set: Vec<String>,
    /// The definition.
    pub yaml: String,
    /// Its parameters, as the form shows them.
    pub inputs: Vec<TemplateInput>,
}

/// A field of a template's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateInput {
    /// The label.
    pub label: String,
    /// The default.
    pub default_value: String,
}

/// What a stage is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ImportFrom {
    /// A Job's manifest.
    Manifest,
    /// A pipeline's JSON, or one stage's.
    Pipeline,
    /// A `docker` or `kubectl` command line.
    CommandLine,
}

/// A Job or `CronJob` of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ClusterJob {
    /// Whether it is a `CronJob`.
    pub cron: bool,
    /// Its name.
    pub name: String,
    /// The image of its first container.
    pub image: String,
    /// When it was made, in RFC 3339.
    pub created: String,
}

/// A stage made of something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportedStage {
    /// Its name for people.
    pub label: String,
    /// The definition.
    pub yaml: String,
    /// What became otherwise than it was.
    pub notes: Vec<String>,
    /// Literals that could be parameters.
    pub literals: Vec<ImportLiteral>,
}

/// A literal that could be a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportLiteral {
    /// Where it stands in the definition.
    pub path: String,
    /// The name proposed.
    pub name: String,
    /// What it sets, for people.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A stage to be put into a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct AddedStage {
    /// The change.
    pub edit: Edit,
    /// The path that it will have.
    pub path: String,
}

/// Texts for those who use a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageTexts {
    /// As a pipeline stores it.
    pub stage_json: String,
    /// For a dinghyfile.
    pub dinghy: String,
    /// For sponnet.
    pub sponnet: String,
    /// Its outputs with their expressions.
    pub outputs: Vec<StageOutput>,
}

/// An output of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StageOutput {
    /// Its key.
    pub name: String,
    /// How a later stage reads it.
    pub expression: String,
}
