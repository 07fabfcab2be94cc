//! Mappings after a list in the manifest has changed its order.
//!
//! A mapping names list items by place, so moving a container would silently
//! point a parameter at another one. It must never touch what Orca does not
//! take for an index: `args[1]` at the end is a key, whatever moves.

use super::Step;
use super::parse::{ArrayStep, Segment, parse};

/// What happened to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListChange {
    /// The item at `from` now stands at `to`.
    Moved {
        /// Its place before.
        from: usize,
        /// Its place after.
        to: usize,
    },
    /// The item at this place is gone.
    Removed {
        /// Its place before.
        at: usize,
    },
    /// A new item stands at this place.
    Inserted {
        /// Its place after.
        at: usize,
    },
}

/// A mapping after the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reindexed {
    /// It does not depend on the places that changed.
    Unchanged,
    /// It must now be this.
    To(String),
    /// The item that it pointed into is gone.
    Gone,
}

/// Follows the change of the list at `list` (from the stage's root, such as
/// `manifest`, `spec`, …, `containers`, 0, `env`).
///
/// ```
/// use stage_core::spinnaker::fill::{mapping::{reindex, ListChange, Reindexed}, Step};
/// let env = [Step::Key("env".into())];
/// let moved = ListChange::Moved { from: 0, to: 2 };
/// assert_eq!(reindex("env[0].value", &env, moved), Reindexed::To("env[2].value".into()));
/// assert_eq!(reindex("env[1].value", &env, moved), Reindexed::To("env[0].value".into()));
/// assert_eq!(reindex("env[0].value", &env, ListChange::Removed { at: 0 }), Reindexed::Gone);
/// ```
pub fn reindex(mapping: &str, list: &[Step], change: ListChange) -> Reindexed {
    let segments = parse(mapping);
    let Some(array) = index_into(&segments, list) else { return Reindexed::Unchanged };
    let Some(index) = array.index.and_then(|index| usize::try_from(index).ok()) else {
        return Reindexed::Unchanged;
    };
    match change.follow(index) {
        None => Reindexed::Gone,
        Some(now) if now == index => Reindexed::Unchanged,
        Some(now) => {
            let before = mapping.get(..array.digits.start).unwrap_or_default();
            let after = mapping.get(array.digits.end..).unwrap_or_default();
            Reindexed::To(format!("{before}{now}{after}"))
        }
    }
}

/// The step of a mapping that chooses among the items of `list`.
fn index_into<'a>(segments: &'a [Segment<'a>], list: &[Step]) -> Option<&'a ArrayStep<'a>> {
    let mut segments = segments.iter();
    let mut steps = list.iter().peekable();
    while let Some(step) = steps.next() {
        let Step::Key(key) = step else { return None };
        let segment = segments.next()?;
        match (steps.peek(), &segment.array) {
            (None, Some(array)) => return (array.list == &**key).then_some(array),
            // A list without an index is asked for a property of every item;
            // the next index then chooses among these.
            (None, None) if segment.text == &**key => {
                return segments.find_map(|segment| segment.array.as_ref());
            }
            (Some(Step::Index(index)), Some(array))
                if array.list == &**key && usize::try_from(array.index?).ok() == Some(*index) =>
            {
                steps.next();
            }
            (Some(Step::Key(_)), None) if segment.text == &**key => {}
            _ => return None,
        }
    }
    None
}

impl ListChange {
    /// Where the item at `index` stands afterwards.
    pub fn follow(self, index: usize) -> Option<usize> {
        match self {
            Self::Removed { at } if index == at => None,
            Self::Removed { at } if index > at => Some(index - 1),
            Self::Inserted { at } if index >= at => Some(index.saturating_add(1)),
            Self::Moved { from, to } if index == from => Some(to),
            Self::Moved { from, to } if from < index && index <= to => Some(index - 1),
            Self::Moved { from, to } if to <= index && index < from => Some(index + 1),
            _ => Some(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ListChange, Reindexed, reindex};
    use crate::spinnaker::fill::Step;

    fn path(steps: &[&str]) -> Vec<Step> {
        let step = |step: &&str| match step.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Key((*step).into()),
        };
        steps.iter().map(step).collect()
    }

    #[test]
    fn only_indices_into_that_list_follow_it() {
        let containers = path(&["spec", "containers"]);
        let env = path(&["spec", "containers", "1", "env"]);
        let removed = ListChange::Removed { at: 0 };
        let to = |mapping: &str| Reindexed::To(mapping.into());
        assert_eq!(
            reindex("spec.containers[1].env[2].value", &containers, removed),
            to("spec.containers[0].env[2].value")
        );
        assert_eq!(
            reindex("spec.containers[1].env[2].value", &env, removed),
            to("spec.containers[1].env[1].value")
        );
        assert_eq!(reindex("spec.containers[0].env[2].value", &env, removed), Reindexed::Unchanged);
        assert_eq!(reindex("spec.containers[1]", &containers, removed), Reindexed::Unchanged);
        assert_eq!(reindex("spec.volumes[1].name", &containers, removed), Reindexed::Unchanged);
    }

    #[test]
    fn an_index_is_found_wherever_orca_takes_it_from() {
        let containers = path(&["containers"]);
        let inserted = ListChange::Inserted { at: 0 };
        let to = |mapping: &str| Reindexed::To(mapping.into());
        assert_eq!(reindex("containers[0][7].x", &containers, inserted), to("containers[1][7].x"));
        assert_eq!(
            reindex("containers.securityContext[0].runAsUser", &containers, inserted),
            to("containers.securityContext[1].runAsUser")
        );
        assert_eq!(reindex("containers[x][0].y", &containers, inserted), Reindexed::Unchanged);
    }
}
