//! What must hold for any mapping on any value.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::place::node;
use super::{ListChange, Reindexed, Step, describe, parse, put, reindex, set_nested};
use crate::java::{Data, Map, Value, from_json};

fn root() -> impl Strategy<Value = Map> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(5)),
        Just(json!(1.5)),
        Just(json!(3_000_000_000_i64)),
        Just(json!(12_345_678_901_234_567_890_u64)),
        "[a-c]{0,2}".prop_map(|text| json!(text)),
    ];
    let tree = leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::hash_map("[a-c]", inner, 0..4).prop_map(|map| json!(map)),
        ]
    });
    prop::collection::hash_map("[a-c]", tree, 0..4).prop_map(|map| {
        match from_json(&json!(map)).data {
            Data::Map(map) => map,
            _ => Map::new(),
        }
    })
}

fn mapping() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        6 => "[a-c](\\[[0-3]\\])?",
        1 => "[a-c.\\[\\]0-9é\n +-]{0,8}",
        1 => prop::sample::select(vec!["class", "empty", "bytes", "metaClass", "Empty", "", "TYPE"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(segment, 0..5).prop_map(|segments| segments.join("."))
}

proptest! {
    #[test]
    fn what_is_set_can_be_got_and_a_failure_changes_nothing(root in root(), mapping in mapping()) {
        let mut tree = root.clone();
        let value = Value::from("new");
        match put(&mut tree, &mapping, value.clone()) {
            Ok(done) => {
                let after = Value::from(Data::Map(tree.clone()));
                prop_assert_eq!(node(&after, &done.path), Some(&value));
                let before = Value::from(Data::Map(root));
                prop_assert_eq!(node(&before, &done.path).cloned(), done.before);
                let again = put(&mut tree, &mapping, value.clone());
                prop_assert_eq!(again.map(|put| (put.path, put.before)), Ok((done.path, Some(value))));
            }
            Err(error) => {
                prop_assert_eq!(tree, root);
                prop_assert!(error.segment <= parse(&mapping).len());
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn any_text_is_a_mapping(mapping in any::<String>(), root in root()) {
        for segment in parse(&mapping) {
            let end = segment.start + segment.text.len();
            prop_assert_eq!(mapping.get(segment.start..end), Some(segment.text));
            if let Some(array) = segment.array {
                prop_assert!(mapping.get(array.digits).is_some());
            }
        }
        let mut tree = root.clone();
        let _ = set_nested(&mut tree, &mapping, Value::default());
        prop_assert!(!describe(&mapping, &Value::from(Data::Map(root))).is_empty());
        let list = [Step::Key("a".into())];
        let _ = reindex(&mapping, &list, ListChange::Removed { at: 0 });
    }

    #[test]
    fn a_mapping_that_follows_a_move_still_means_the_same_item(
        mapping in "l(\\.s)?\\[[0-3]\\]\\.[kn]", from in 0..4usize, to in 0..4usize,
    ) {
        let list: Vec<Json> = (0..4).map(|n| json!({"n": n, "s": {"n": n}})).collect();
        let moved = |list: &mut Vec<Json>| {
            let item = list.remove(from);
            list.insert(to, item);
        };
        let tree = |list: Vec<Json>| match from_json(&json!({ "l": list })).data {
            Data::Map(map) => map,
            _ => Map::new(),
        };
        let mut first = tree(list.clone());
        set_nested(&mut first, &mapping, "new".into()).expect("it leads somewhere");
        let mut set_then_moved = match crate::java::to_json(&Data::Map(first).into())["l"].take() {
            Json::Array(items) => items,
            _ => Vec::new(),
        };
        moved(&mut set_then_moved);
        let mut items = list;
        moved(&mut items);
        let mut moved_then_set = tree(items);
        let change = ListChange::Moved { from, to };
        let followed = match reindex(&mapping, &[Step::Key("l".into())], change) {
            Reindexed::To(followed) => followed,
            _ => mapping,
        };
        set_nested(&mut moved_then_set, &followed, "new".into()).expect("it still leads there");
        prop_assert_eq!(moved_then_set, tree(set_then_moved));
    }
}
