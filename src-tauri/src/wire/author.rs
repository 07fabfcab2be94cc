//! What gestures need, for the window.

use stage_core::author::control::{Control, Referred};
use stage_core::author::fields::Field;
use stage_core::author::gallery;
use stage_core::author::import::Imported;
use stage_core::author::parameter::{Offer, Way};
use stage_core::document::Source;
use stage_core::{analyze, forms};
use stage_wire::{
    FieldControl, ImportLiteral, ImportedStage, JobField, ParameterOffer, ParameterProposal,
    ParameterWay, StageKind, Template, TemplateInput,
};

/// The core's kind of stage.
pub(crate) fn kind(kind: StageKind) -> forms::StageKind {
    match kind {
        StageKind::Kubernetes => forms::StageKind::Kubernetes,
        StageKind::Titus => forms::StageKind::Titus,
        StageKind::Webhook => forms::StageKind::Webhook,
    }
}

/// What can be made of a place.
pub(crate) fn offer(offer: &Offer) -> ParameterOffer {
    let proposals = offer.proposals.iter().map(|proposal| ParameterProposal {
        name: proposal.name.clone(),
        label: proposal.label.clone(),
        description: proposal.description.clone(),
        value: proposal.value.clone(),
        way: match proposal.way {
            Way::Mapping(_) => ParameterWay::Mapping,
            Way::Variable => ParameterWay::Variable,
            Way::Expression => ParameterWay::Expression,
            Way::Typed => ParameterWay::Typed,
        },
    });
    ParameterOffer {
        reason: offer.barred.as_ref().map(stage_core::author::Barred::reason),
        proposals: proposals.collect(),
    }
}

/// A property that may stand in a place.
pub(crate) fn field(field: &Field) -> JobField {
    let about = &field.about;
    JobField {
        name: about.name.to_owned(),
        control: control(field.control),
        description: about.description.clone(),
        expected: about.takes.clone(),
        default_value: about.default.clone(),
        values: about.values.iter().map(|value| (*value).to_owned()).collect(),
        examples: about.examples.clone(),
        required: about.required,
        since: about.since.map(|release| release.name().to_owned()),
    }
}

fn control(control: Control) -> FieldControl {
    match control {
        Control::Text => FieldControl::Text,
        Control::Script => FieldControl::Script,
        Control::Truth => FieldControl::Truth,
        Control::Number => FieldControl::Number,
        Control::Seconds => FieldControl::Seconds,
        Control::Port => FieldControl::Port,
        Control::Quantity => FieldControl::Quantity,
        Control::Time => FieldControl::Time,
        Control::Choice => FieldControl::Choice,
        Control::Reference(Referred::Volume) => FieldControl::Volume,
        Control::Reference(Referred::Container) => FieldControl::Container,
        Control::KeyValues => FieldControl::KeyValues,
        Control::Quantities => FieldControl::Quantities,
        Control::Words => FieldControl::Words,
        Control::Numbers => FieldControl::Numbers,
        Control::Items => FieldControl::Items,
        Control::Group => FieldControl::Group,
        Control::Yaml => FieldControl::Yaml,
    }
}

/// A template with the form that it makes.
pub(crate) fn template(template: &gallery::Template) -> Template {
    let analysis = analyze(&Source::new(template.yaml), None);
    let parameters = analysis.stages.first().map(|stage| stage.definition.parameters.as_slice());
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    let inputs = parameters.unwrap_or_default().iter().map(|parameter| TemplateInput {
        label: text(&parameter.label),
        default_value: text(&parameter.default_value),
    });
    Template {
        id: template.id.to_owned(),
        title: template.title.to_owned(),
        group: template.group.to_owned(),
        about: template.about.to_owned(),
        to_set: template.to_set.iter().map(|line| (*line).to_owned()).collect(),
        yaml: template.yaml.to_owned(),
        inputs: inputs.collect(),
    }
}

/// A stage made of something else.
pub(crate) fn imported(stage: Imported) -> ImportedStage {
    let literals = stage.literals.into_iter().map(|literal| ImportLiteral {
        path: literal.path.to_string(),
        name: literal.name,
        label: literal.label,
        value: literal.value,
    });
    ImportedStage {
        label: stage.label,
        yaml: stage.yaml,
        notes: stage.notes,
        literals: literals.collect(),
    }
}
