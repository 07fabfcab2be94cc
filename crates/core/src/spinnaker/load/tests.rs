//! Promises on trees built by hand: hostile ones, regions, and reuse.

use std::sync::Arc;

use proptest::prelude::*;

use super::{
    Environment, FailureKind, Loaded, Source, StageKind, Variables, load, load_plugin, load_stage,
};
use crate::document::{Entry, Kind, Node, Style};
use crate::java::{Span, to_json};
use crate::spinnaker::{Release, Target};

fn node(kind: Kind) -> Arc<Node> {
    Arc::new(Node { span: Span::new(1, 2), tag: None, anchored: false, kind })
}

fn text(text: &str) -> Arc<Node> {
    node(Kind::Scalar { text: text.into(), style: Style::Plain })
}

fn map<const N: usize>(entries: [(&str, Arc<Node>); N]) -> Arc<Node> {
    let entries = entries.map(|(key, value)| Entry { key: text(key), value });
    node(Kind::Mapping { entries: entries.into(), flow: false })
}

fn list(items: Vec<Arc<Node>>) -> Arc<Node> {
    node(Kind::Sequence { items, flow: false })
}

fn alias(target: &Arc<Node>) -> Arc<Node> {
    node(Kind::Alias(Some(Arc::clone(target))))
}

fn anchored(target: &Arc<Node>) -> Arc<Node> {
    Arc::new(Node { anchored: true, ..Node::clone(target) })
}

fn installation(stages: Arc<Node>) -> Arc<Node> {
    map([("job", map([("preconfigured", map([("kubernetes", stages)]))]))])
}

fn loaded(root: &Arc<Node>, environment: &Environment, previous: Option<&Loaded>) -> Loaded {
    let roots = [(0, Arc::clone(root))];
    load(&[Source { roots: &roots, regions: &[] }], Target::default(), environment, previous)
}

fn failure(root: &Arc<Node>) -> Option<FailureKind> {
    loaded(root, &Environment::default(), None).failures.first().map(|failure| failure.kind)
}

#[test]
fn an_alias_bomb_is_what_orca_runs_out_of_memory_on() {
    let mut bomb = anchored(&list(vec![text("x"); 10]));
    for _ in 0..8 {
        bomb = anchored(&list(vec![alias(&bomb); 10]));
    }
    assert_eq!(failure(&map([("bomb", bomb)])), Some(FailureKind::Expansion));
}

#[test]
fn mappings_that_multiply_are_given_up_on_too() {
    let mut bomb = anchored(&map([("a", text("1")), ("b", text("2"))]));
    for _ in 0..30 {
        bomb = anchored(&map([("x", alias(&bomb)), ("y", alias(&bomb))]));
    }
    assert_eq!(failure(&map([("bomb", bomb)])), Some(FailureKind::Expansion));
}

#[test]
fn nesting_stops_where_snake_yaml_stops() {
    let nested = |levels: usize| (0..levels).fold(text("x"), |inner, _| list(vec![inner]));
    assert_eq!(failure(&map([("deep", nested(49))])), None);
    assert_eq!(failure(&map([("deep", nested(50))])), Some(FailureKind::Depth));
}

#[test]
fn an_alias_inside_its_own_node_stops_orca() {
    let inside = node(Kind::Alias(None));
    assert_eq!(failure(&map([("a", inside)])), Some(FailureKind::RecursiveAlias));
}

#[test]
fn a_stage_is_loaded_again_only_when_it_or_what_it_asks_for_changed() {
    let plain = map([("type", text("plain"))]);
    let asking = map([("type", text("${base.name:none}"))]);
    let stages = list(vec![Arc::clone(&plain), Arc::clone(&asking)]);
    let root = |name: &str| {
        let Kind::Mapping { entries, .. } = installation(Arc::clone(&stages)).kind.clone() else {
            unreachable!("a mapping was built");
        };
        let base = Entry { key: text("base"), value: map([("name", text(name))]) };
        let entries = entries.into_iter().chain([base]).collect();
        node(Kind::Mapping { entries, flow: false })
    };
    let environment = Environment::default();
    let first = loaded(&root("one"), &environment, None);
    let same = loaded(&root("one"), &environment, Some(&first));
    let other = loaded(&root("two"), &environment, Some(&first));
    let shared = |loaded: &Loaded, at: usize| {
        Arc::ptr_eq(&loaded.kubernetes[at].loaded, &first.kubernetes[at].loaded)
    };
    assert!(shared(&same, 0) && shared(&same, 1), "nothing changed, nothing is done again");
    assert!(shared(&other, 0) && !shared(&other, 1), "the property it names changed");
    let value = other.kubernetes[1].loaded.value.as_ref().map(to_json).unwrap_or_default();
    assert_eq!(value["type"], "two");
}

#[test]
fn a_stage_alone_loads_as_it_does_in_its_installation() {
    let stage = map([
        ("type", text("${X:-d}")),
        ("manifest", map([("spec", map([("backoffLimit", text("010"))]))])),
    ]);
    let target = Target::of(Release::V2025_3);
    let environment = Environment::new([("X", "x")], Variables::Wrapped);
    let alone = load_stage(&stage, StageKind::Kubernetes, 0, target, &environment);
    let roots = [(0, installation(list(vec![stage])))];
    let files = [Source { roots: &roots, regions: &[] }];
    let whole = load(&files, target, &environment, None);
    assert_eq!(*whole.kubernetes[0].loaded, alone);
}

#[test]
fn an_unreadable_region_costs_its_stage_only() {
    let stage = |name: &str| Some(map([("type", text(name))]));
    let regions = [stage("a"), None, stage("c")];
    let roots = [(0, installation(node(Kind::Regions(0..3))))];
    let files = [Source { roots: &roots, regions: &regions }];
    let loaded = load(&files, Target::default(), &Environment::default(), None);
    assert_eq!(loaded.failures, []);
    let regions: Vec<usize> = loaded.kubernetes.iter().map(|stage| stage.place.region).collect();
    assert_eq!(regions, [0, 2]);
}

fn scalars() -> impl Strategy<Value = Arc<Node>> {
    let texts = prop_oneof![
        "[a-z.\\[\\]${}:<~0-9éA-Z/ _-]{0,12}",
        Just("<<".to_owned()),
        Just("0755".to_owned()),
        Just("${a:${b}}".to_owned()),
        Just("kubernetes".to_owned()),
    ];
    let tags = prop_oneof![
        8 => Just(None),
        1 => Just(Some("tag:yaml.org,2002:binary")),
        1 => Just(Some("tag:yaml.org,2002:set")),
        1 => Just(Some("!own")),
    ];
    (texts, any::<bool>(), tags).prop_map(|(text, plain, tag)| {
        let style = if plain { Style::Plain } else { Style::DoubleQuoted };
        let kind = Kind::Scalar { text: text.into(), style };
        let tag = tag.map(Arc::from);
        Arc::new(Node { span: Span::new(3, 4), tag, anchored: false, kind })
    })
}

fn trees() -> impl Strategy<Value = Arc<Node>> {
    let fields = prop::sample::select(vec![
        "job",
        "preconfigured",
        "kubernetes",
        "titus",
        "webhook",
        "manifest",
        "spec",
        "template",
        "containers",
        "env",
        "labels",
        "metadata",
        "parameters",
        "cluster",
        "customHeaders",
        "limits",
        "resources",
        "[0]",
        "a.b",
        "creationTimestamp",
        "<<",
    ]);
    let keys = prop_oneof![3 => fields.prop_map(text), 1 => scalars()];
    scalars().prop_recursive(8, 60, 5, move |inner| {
        let entries = prop::collection::vec((keys.clone(), inner.clone()), 0..5);
        prop_oneof![
            entries.prop_map(|entries| {
                let entries = entries.into_iter().map(|(key, value)| Entry { key, value });
                node(Kind::Mapping { entries: entries.collect(), flow: false })
            }),
            prop::collection::vec(inner.clone(), 0..4).prop_map(list),
            inner.prop_map(|inner| list(vec![anchored(&inner), alias(&anchored(&inner))])),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_panics_and_reuse_changes_nothing(tree in trees(), stage in trees()) {
        let environment = Environment::new([("A", "${B}"), ("B", "${A}")], Variables::Wrapped);
        for root in [Arc::clone(&tree), installation(list(vec![tree, Arc::clone(&stage)]))] {
            let first = loaded(&root, &environment, None);
            let again = loaded(&root, &environment, Some(&first));
            prop_assert_eq!(&first.failures, &again.failures);
            for kind in StageKind::ALL {
                for (a, b) in first.stages(kind).iter().zip(again.stages(kind)) {
                    prop_assert_eq!(&a.loaded, &b.loaded);
                }
            }
        }
        for release in [Release::V2025_3, Release::V2026_1, Release::V2026_2] {
            let target = Target::of(release);
            for kind in StageKind::ALL {
                load_stage(&stage, kind, 0, target, &environment);
            }
            load_plugin(Some(&stage), "text", target);
        }
    }
}
