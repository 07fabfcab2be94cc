//! The Job's fields as a tree: what stands in a place, what may be added to
//! it, and where a field lies that somebody looks for.
//!
//! All of it comes from the schema's tables for a release. It must never offer
//! what that release's Kubernetes client drops without saying so.

use super::control::{Control, control};
use crate::document::{Node, Step};
use crate::forms::{StageKind, uniform};
use crate::limits;
use crate::schema::{Described, Shape, children, describe, newest_tables, tables};
use crate::spinnaker::Release;

/// A property of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What is known of it.
    pub about: Described,
    /// How its value is asked for.
    pub control: Control,
    /// Of a list or map, how one item or value is asked for.
    pub item: Option<Control>,
    /// The key it stands under, as written; none where it may be added.
    pub key: Option<String>,
}

/// The properties of the place at `steps` from a stage; those of `node` tell
/// which are there. None where the place is no group of fields.
pub fn fields(
    kind: StageKind,
    steps: &[Step],
    release: Release,
    node: Option<&Node>,
) -> Vec<Field> {
    let mut path = steps.to_vec();
    let mut all = Vec::new();
    for about in children(kind, steps, release) {
        path.push(Step::Key(about.name.into()));
        let key = node.and_then(|node| written(node, about.name));
        all.push(field(kind, about, &path, release, key));
        path.pop();
    }
    all
}

/// The properties that Kubernetes has there and `release` drops, by name.
pub fn dropped(kind: StageKind, steps: &[Step], release: Release) -> Vec<&'static str> {
    let names = |tables| class_fields(tables, kind, steps);
    let known = names(tables(release));
    names(newest_tables()).into_iter().filter(|name| !known.contains(name)).collect()
}

/// A field found by what somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The way from the stage; an index stands for any item.
    pub steps: Vec<Step>,
    /// What it is.
    pub field: Field,
}

/// The fields below `steps` whose name, or else whose documentation, has all
/// words of `sought`; names first, and of these the nearest.
pub fn search(
    kind: StageKind,
    steps: &[Step],
    release: Release,
    sought: &str,
    most: usize,
) -> Vec<Found> {
    let words: Vec<String> = sought.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<((u8, usize, usize), Found)> = Vec::new();
    each(kind, steps, release, &mut |steps, about| {
        let Some(rank) = rank(steps, about, &words) else { return };
        let order = (rank, steps.len(), found.len());
        let field = field(kind, about.clone(), steps, release, None);
        found.push((order, Found { steps: steps.to_vec(), field }));
    });
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().take(most).map(|(_, found)| found).collect()
}

/// Calls `look` for every field below `steps`, outer ones first; lists are
/// entered at their first item. Bounded by [`limits::SCHEMA_NODES`].
pub fn each(
    kind: StageKind,
    steps: &[Step],
    release: Release,
    look: &mut dyn FnMut(&[Step], &Described),
) {
    let mut open = std::collections::VecDeque::from([steps.to_vec()]);
    let mut left = limits::SCHEMA_NODES;
    while let Some(at) = open.pop_front() {
        for about in children(kind, &at, release) {
            if left == 0 {
                return;
            }
            left -= 1;
            let mut path = at.clone();
            path.push(Step::Key(about.name.into()));
            look(&path, &about);
            match about.shape {
                Shape::Class(_) => open.push_back(path),
                Shape::List(item) if matches!(**item, Shape::Class(_)) => {
                    path.push(Step::Index(0));
                    open.push_back(path);
                }
                _ => {}
            }
        }
    }
}

fn field(
    kind: StageKind,
    about: Described,
    path: &[Step],
    release: Release,
    key: Option<String>,
) -> Field {
    let control = control(&about, path);
    let inside = match about.shape {
        Shape::List(_) => Some(Step::Index(0)),
        Shape::Map(_) => Some(Step::Key("key".into())),
        _ => None,
    };
    let item = inside.and_then(|step| {
        let mut path = path.to_vec();
        path.push(step);
        let about = describe(kind, &path, release)?;
        Some(super::control::control(&about, &path))
    });
    Field { about, control, item, key }
}

/// The key in `node` that Spring takes for `name`.
fn written(node: &Node, name: &str) -> Option<String> {
    let name = uniform(name);
    let keys = node.entries().iter().filter_map(|entry| entry.key.as_text());
    keys.into_iter().find(|key| uniform(key) == name).map(str::to_owned)
}

fn class_fields(
    tables: &'static crate::schema::Tables,
    kind: StageKind,
    steps: &[Step],
) -> Vec<&'static str> {
    let Some(mut shape) = tables.stage(kind).map(|class| &class.shape) else { return Vec::new() };
    for step in steps {
        shape = match (shape, step) {
            (Shape::Class(class), Step::Key(name)) => {
                let class = tables.classes.get(*class);
                match class.and_then(|class| class.relaxed_field(name)) {
                    Some(field) => &field.shape,
                    None => return Vec::new(),
                }
            }
            (Shape::List(item), Step::Index(_)) | (Shape::Map(item), Step::Key(_)) => item,
            _ => return Vec::new(),
        };
    }
    let Shape::Class(class) = shape else { return Vec::new() };
    let class = tables.classes.get(*class);
    class.map(|class| class.fields.iter().map(|field| field.name).collect()).unwrap_or_default()
}

/// How well a field answers: by its own name, by its name and those it lies
/// in, by its documentation.
fn rank(steps: &[Step], about: &Described, words: &[String]) -> Option<u8> {
    let name = about.name.to_lowercase();
    if words.iter().all(|word| name == *word) {
        return Some(0);
    }
    if words.iter().all(|word| name.starts_with(word.as_str())) {
        return Some(1);
    }
    if words.iter().all(|word| name.contains(word.as_str())) {
        return Some(2);
    }
    let way: Vec<String> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.to_lowercase()),
            Step::Index(_) => None,
        })
        .collect();
    let last_fits = words.iter().any(|word| name.contains(word.as_str()));
    if last_fits && words.iter().all(|word| way.iter().any(|key| key.contains(word.as_str()))) {
        return Some(3);
    }
    let text = about.description.to_lowercase();
    words.iter().all(|word| text.contains(word.as_str())).then_some(4)
}

#[cfg(test)]
mod tests {
    use super::super::control::Referred;
    use super::*;
    use crate::document::{Path, read};

    fn steps(path: &str) -> Vec<Step> {
        Path::parse(path).unwrap().steps
    }

    const POD: &str = "manifest.spec.template.spec";

    #[test]
    fn a_place_tells_what_is_there_and_what_may_be_added() {
        let parsed = read("restart-policy: Never\n");
        let all = fields(
            StageKind::Kubernetes,
            &steps(POD),
            Release::V2026_2,
            parsed.roots.first().map(|root| &**root),
        );
        let named = |name: &str| all.iter().find(|field| field.about.name == name).unwrap();
        assert_eq!(named("restartPolicy").key.as_deref(), Some("restart-policy"));
        assert_eq!(named("restartPolicy").control, Control::Choice);
        assert_eq!(named("tolerations").key, None);
        assert_eq!(named("tolerations").control, Control::Items);
        assert_eq!(named("terminationGracePeriodSeconds").control, Control::Seconds);
        assert!(all.iter().all(|field| !field.about.description.is_empty()), "help for each");
    }

    #[test]
    fn a_field_that_the_release_drops_is_not_offered_but_named() {
        let at = steps("manifest.spec");
        let old = fields(StageKind::Kubernetes, &at, Release::V2025_0, None);
        assert!(!old.iter().any(|field| field.about.name == "podFailurePolicy"));
        let dropped = dropped(StageKind::Kubernetes, &at, Release::V2025_0);
        assert!(dropped.contains(&"podFailurePolicy"), "{dropped:?}");
    }

    #[test]
    fn a_field_is_found_by_name_by_way_and_by_what_it_is_for() {
        let found = |sought: &str| -> Vec<String> {
            search(StageKind::Kubernetes, &steps("manifest"), Release::V2026_2, sought, 3)
                .into_iter()
                .map(|found| Path { document: 0, steps: found.steps }.to_string())
                .collect()
        };
        assert_eq!(
            found("ttlSeconds").first().map(String::as_str),
            Some("manifest.spec.ttlSecondsAfterFinished")
        );
        assert_eq!(
            found("tolerations key").first().map(String::as_str),
            Some("manifest.spec.template.spec.tolerations[0].key")
        );
        assert!(!found("deleted finish").is_empty(), "by documentation");
        assert!(found("").is_empty());
    }

    #[test]
    fn each_kind_of_value_has_its_control() {
        let of = |path: &str| {
            let path = steps(path);
            let about = describe(StageKind::Kubernetes, &path, Release::V2026_2).unwrap();
            control(&about, &path)
        };
        let pod = |rest: &str| of(&format!("{POD}.{rest}"));
        assert_eq!(pod("containers[0].image"), Control::Text);
        assert_eq!(pod("containers[0].args"), Control::Script);
        assert_eq!(pod("containers[0].imagePullPolicy"), Control::Choice);
        assert_eq!(pod("containers[0].resources.limits"), Control::Quantities);
        assert_eq!(pod("containers[0].resources.limits.cpu"), Control::Quantity);
        assert_eq!(pod("containers[0].ports[0].containerPort"), Control::Port);
        assert_eq!(pod("containers[0].volumeMounts[0].name"), Control::Reference(Referred::Volume));
        assert_eq!(pod("nodeSelector"), Control::KeyValues);
        assert_eq!(pod("affinity"), Control::Group);
        assert_eq!(pod("hostNetwork"), Control::Truth);
        assert_eq!(of("manifest.spec.backoffLimit"), Control::Number);
    }
}
