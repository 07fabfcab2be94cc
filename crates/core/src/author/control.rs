//! Which control suits a property: from its shape in the tables, its words and
//! its name.
//!
//! It only chooses how a value is asked for; what may stand there is decided
//! by the schema.

use crate::document::Step;
use crate::schema::{Described, Shape};

/// How a value is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// A line of text.
    Text,
    /// A script, or a list of words with a script in it.
    Script,
    /// On, off or not set.
    Truth,
    /// A whole number.
    Number,
    /// A length of time in seconds.
    Seconds,
    /// A port number or name.
    Port,
    /// A Kubernetes quantity such as `500m`.
    Quantity,
    /// A point in time.
    Time,
    /// One of a few words.
    Choice,
    /// The name of something that the Job itself has.
    Reference(Referred),
    /// Texts by free names.
    KeyValues,
    /// Quantities by free names.
    Quantities,
    /// A list of words.
    Words,
    /// A list of whole numbers.
    Numbers,
    /// A list of groups of fields.
    Items,
    /// A group of fields.
    Group,
    /// Anything, in YAML.
    Yaml,
}

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Referred {
    /// A volume of the pod.
    Volume,
    /// A container of the pod.
    Container,
}

/// The control for what is known of the place at `steps`, from the stage.
pub fn control(described: &Described, steps: &[Step]) -> Control {
    let name = described.name;
    match described.shape {
        Shape::Text if refers_to_volume(steps) => Control::Reference(Referred::Volume),
        Shape::Text if name == "containerName" => Control::Reference(Referred::Container),
        Shape::Text if !described.values.is_empty() => Control::Choice,
        Shape::Text => Control::Text,
        Shape::Word => Control::Choice,
        Shape::Truth { .. } => Control::Truth,
        Shape::Whole { .. } if name.ends_with("Seconds") || name.ends_with("seconds") => {
            Control::Seconds
        }
        Shape::Whole { .. } if name.ends_with("Port") => Control::Port,
        Shape::Whole { .. } => Control::Number,
        Shape::IntOrString => Control::Port,
        Shape::Quantity => Control::Quantity,
        Shape::Time => Control::Time,
        Shape::Class(_) => Control::Group,
        Shape::Map(value) if **value == Shape::Quantity => Control::Quantities,
        Shape::Map(value) if **value == Shape::Text => Control::KeyValues,
        Shape::List(item) => match **item {
            Shape::Class(_) => Control::Items,
            Shape::Whole { .. } => Control::Numbers,
            Shape::Text if matches!(name, "command" | "args") => Control::Script,
            Shape::Text => Control::Words,
            _ => Control::Yaml,
        },
        _ => Control::Yaml,
    }
}

/// Whether the text at `steps` names a volume: `volumeMounts[0].name`.
fn refers_to_volume(steps: &[Step]) -> bool {
    let [.., Step::Key(list), Step::Index(_), Step::Key(name)] = steps else { return false };
    matches!(&**list, "volumeMounts" | "volumeDevices") && &**name == "name"
}
