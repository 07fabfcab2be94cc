//! What the schema finds, as findings. None is an error by itself: whether
//! Orca starts is loading's to say.

use crate::document::edit::{Edit, New};
use crate::document::{Node, Path, Step};
use crate::finding::{Fix, Severity, StageFinding};
use crate::forms::StageKind;
use crate::schema::{Reading, Violation, ViolationKind, check};

/// The findings of a definition's schema.
pub(crate) fn of_schema(
    node: &Node,
    kind: StageKind,
    reading: Reading,
) -> impl Iterator<Item = StageFinding> + use<> {
    let node = node.clone();
    check(&node, kind, reading).into_iter().map(move |violation| finding(&node, violation))
}

fn finding(node: &Node, violation: Violation) -> StageFinding {
    let (rule, severity) = match violation.kind {
        ViolationKind::UnknownKey { known_in: Some(_) } => ("dropped-field", Severity::Warning),
        ViolationKind::UnknownKey { known_in: None } => ("unknown-key", Severity::Warning),
        ViolationKind::ReadOnlyKey => ("read-only-key", Severity::Warning),
        ViolationKind::WrongType => ("wrong-type", Severity::Warning),
        ViolationKind::NotAllowed => ("value-not-allowed", Severity::Warning),
        ViolationKind::Missing => ("missing-property", Severity::Warning),
        ViolationKind::Empty => ("empty-value", Severity::Warning),
        ViolationKind::BareQuantity => ("bare-quantity", Severity::Warning),
        ViolationKind::BareIntOrString => ("bare-port", Severity::Warning),
    };
    StageFinding {
        rule,
        severity,
        fixes: fix(node, &violation).into_iter().collect(),
        message: violation.message,
        steps: violation.path,
        span: violation.span,
    }
}

fn fix(node: &Node, violation: &Violation) -> Option<Fix> {
    let path = Path { document: 0, steps: violation.path.clone() };
    match violation.kind {
        ViolationKind::UnknownKey { .. } => {
            let to = violation.did_you_mean.clone()?;
            // The key that was meant may stand beside it already.
            let (parent, _) = path.split_last()?;
            let beside = at(node, &parent.steps)?;
            if beside.get(&to).is_some() {
                return None;
            }
            let title = format!("Rename to {to}");
            Some(Fix { title, safe: true, edit: Edit::RenameKey { path, to } })
        }
        ViolationKind::BareQuantity | ViolationKind::BareIntOrString => {
            let text = at(node, &path.steps)?.as_text()?.to_owned();
            let edit = Edit::Set { path, value: New::Text(text) };
            Some(Fix { title: "Quote it".into(), safe: true, edit })
        }
        _ => None,
    }
}

fn at<'a>(node: &'a Node, steps: &[Step]) -> Option<&'a Node> {
    steps.iter().try_fold(node, |node, step| match step {
        Step::Key(key) => node.get(key).map(|node| &**node),
        Step::Index(index) => node.items().get(*index).map(|node| &**node),
    })
}
