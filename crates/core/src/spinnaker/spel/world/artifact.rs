//! `Artifact` and `ExpectedArtifact`, as Jackson reads them.

use super::{Fields, bean};
use crate::java::Value;
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::heap::{Cell, Heap, Map};
use crate::spinnaker::spel::object::Object;

const TEXTS: [&str; 8] =
    ["type", "name", "version", "location", "reference", "artifactAccount", "provenance", "uuid"];

/// An artifact; what it does not know goes into its metadata.
pub(in super::super) fn artifact<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    let f = Fields { json };
    let mut metadata = Map::new(Base::HashMap);
    let add = |heap: &mut Heap<'a>, metadata: &mut Map, map: &'a crate::java::Map, all: bool| {
        for (key, value) in map.iter() {
            let own = TEXTS.contains(&key.as_ref())
                || matches!(key.as_ref(), "customKind" | "metadata" | "kind");
            if all || !own {
                let value = heap.lift(value, false);
                metadata.insert_text(key.clone(), value);
            }
        }
    };
    if let Some(map) = f.raw("metadata").and_then(Value::as_map) {
        add(heap, &mut metadata, map, true);
    }
    if let Some(map) = json.as_map() {
        add(heap, &mut metadata, map, false);
    }
    let metadata = heap.put(Cell::Map(metadata));
    let mut fields = vec![("type", f.text("type")), ("customKind", f.boolean("customKind"))];
    fields.extend(["name", "version", "location", "reference"].map(|name| (name, f.text(name))));
    fields.push(("metadata", metadata));
    fields.extend(["artifactAccount", "provenance", "uuid"].map(|name| (name, f.text(name))));
    bean(heap, Base::Artifact, fields)
}

/// An expected artifact with what it matched.
pub(super) fn expected<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    const EMPTY: &Value =
        &Value { data: crate::java::Data::Null, origin: crate::java::Origin::Unknown };
    let f = Fields { json };
    let matched = artifact(heap, f.raw("matchArtifact").unwrap_or(EMPTY));
    let mut optional = |name: &str| match f.raw(name) {
        Some(json) => artifact(heap, json),
        None => Object::Null,
    };
    let (default, bound) = (optional("defaultArtifact"), optional("boundArtifact"));
    let fields = vec![
        ("matchArtifact", matched),
        ("usePriorArtifact", f.boolean("usePriorArtifact")),
        ("useDefaultArtifact", f.boolean("useDefaultArtifact")),
        ("defaultArtifact", default),
        ("id", f.text_or("id", "")),
        ("boundArtifact", bound),
    ];
    bean(heap, Base::ExpectedArtifact, fields)
}
