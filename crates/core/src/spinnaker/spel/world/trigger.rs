//! The triggers: which class Orca makes of a trigger's JSON, and the map that
//! expressions see as `trigger`.

use super::{Fields, artifact, bean, execution};
use crate::java::Value;
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::heap::{Bean, Cell, Heap, Map};
use crate::spinnaker::spel::object::Object;

/// The class that Orca's deserializer picks, in its order.
fn class(f: &Fields<'_>) -> Base {
    let has = |names: &[&str]| names.iter().all(|name| f.raw(name).is_some());
    if has(&["account", "repository", "tag"]) {
        Base::DockerTrigger
    } else if f.raw("type").and_then(Value::as_str) == Some("concourse") {
        Base::ConcourseTrigger
    } else if has(&["master", "job", "buildNumber"]) {
        Base::JenkinsTrigger
    } else if has(&["parentExecution"]) {
        Base::PipelineTrigger
    } else if has(&["artifactorySearchName"]) {
        Base::ArtifactoryTrigger
    } else if has(&["nexusSearchName"]) {
        Base::NexusTrigger
    } else if has(&["source", "project", "branch", "slug", "hash"]) {
        Base::GitTrigger
    } else if has(&["pluginId"]) {
        Base::PluginTrigger
    } else {
        Base::DefaultTrigger
    }
}

/// The fields that a class adds.
fn own(class: Base) -> &'static [&'static str] {
    match class {
        Base::DockerTrigger => &["account", "repository", "tag"],
        Base::JenkinsTrigger => &["master", "job", "buildNumber", "propertyFile"],
        Base::PipelineTrigger => &["parentExecution", "parentPipelineStageId"],
        Base::ArtifactoryTrigger => &["artifactorySearchName"],
        Base::NexusTrigger => &["nexusSearchName"],
        Base::GitTrigger => &["hash", "source", "project", "branch", "slug", "action"],
        Base::PluginTrigger => &[
            "pluginId",
            "description",
            "provider",
            "version",
            "releaseDate",
            "requires",
            "binaryUrl",
            "preferred",
        ],
        _ => &[],
    }
}

/// The fields that follow the expected artifacts.
fn late(class: Base) -> &'static [&'static str] {
    match class {
        Base::JenkinsTrigger | Base::ConcourseTrigger => &["buildInfo", "properties"],
        _ => &[],
    }
}

/// `execution.trigger`; without one Orca's `DefaultTrigger("none")`.
pub(super) fn trigger<'a>(heap: &mut Heap<'a>, json: Option<&'a Value>, depth: usize) -> Bean {
    const NONE: &Value =
        &Value { data: crate::java::Data::Null, origin: crate::java::Origin::Unknown };
    let json = json.unwrap_or(NONE);
    let f = Fields { json };
    let class = class(&f);
    let other = match json.as_map() {
        Some(_) => heap.lift(json, false),
        None => heap.put(Cell::Map(Map::new(Base::LinkedHashMap))),
    };
    let mut fields = vec![
        ("type", f.text_or("type", "none")),
        ("correlationId", f.text("correlationId")),
        ("user", f.text_or("user", "[anonymous]")),
        ("parameters", f.map(heap, "parameters")),
        ("artifacts", f.beans(heap, "artifacts", artifact::artifact)),
        ("notifications", f.list(heap, "notifications")),
        ("rebake", f.boolean("rebake")),
        ("dryRun", f.boolean("dryRun")),
        ("strategy", f.boolean("strategy")),
        ("other", other),
        (
            "resolvedExpectedArtifacts",
            f.beans(heap, "resolvedExpectedArtifacts", artifact::expected),
        ),
    ];
    for name in own(class) {
        fields.push((name, own_field(heap, &f, name, depth)));
    }
    for name in late(class) {
        let value = match (*name, f.raw(name)) {
            ("buildInfo", Some(json)) => build_info(heap, json, class),
            ("buildInfo", None) => Object::Null,
            _ => f.map(heap, name),
        };
        fields.push((name, value));
    }
    Bean { class, fields }
}

fn own_field<'a>(heap: &mut Heap<'a>, f: &Fields<'a>, name: &str, depth: usize) -> Object {
    match name {
        "buildNumber" => f.int(name),
        "preferred" => f.boolean(name),
        "requires" => f.list(heap, name),
        "action" => f.text_or(name, "undefined"),
        "description" => f.text_or(name, "[no description]"),
        "provider" => f.text_or(name, "[no provider]"),
        "parentExecution" => f
            .raw(name)
            .and_then(|json| execution::execution(heap, json, depth + 1))
            .map_or(Object::Null, Object::Ref),
        _ => f.text(name),
    }
}

fn build_info<'a>(heap: &mut Heap<'a>, json: &'a Value, trigger: Base) -> Object {
    let f = Fields { json };
    let concourse = trigger == Base::ConcourseTrigger;
    let class = if concourse { Base::ConcourseBuildInfo } else { Base::JenkinsBuildInfo };
    let optional = |heap: &mut Heap<'a>, name: &str, make| match f.raw(name) {
        Some(_) => f.beans(heap, name, make),
        None => Object::Null,
    };
    let artifacts = optional(heap, "artifacts", jenkins_artifact);
    let scm = optional(heap, "scm", source_control);
    let number = match f.int("number") {
        Object::Integer(number) => number,
        _ => 0,
    };
    let name = match f.text("name") {
        Object::String(name) => name.to_string(),
        _ => "null".to_owned(),
    };
    let full = f.text_or("fullDisplayName", &format!("{name}#{number}"));
    let fields = vec![
        ("name", f.text("name")),
        ("number", Object::Integer(number)),
        ("url", f.text("url")),
        ("result", f.text("result")),
        ("artifacts", artifacts),
        ("scm", scm),
        ("building", f.boolean("building")),
        ("timestamp", f.long("timestamp")),
        ("fullDisplayName", full),
    ];
    bean(heap, class, fields)
}

fn jenkins_artifact<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    let f = Fields { json };
    let fields = vec![("fileName", f.text("fileName")), ("relativePath", f.text("relativePath"))];
    bean(heap, Base::JenkinsArtifact, fields)
}

fn source_control<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    let f = Fields { json };
    let fields = ["name", "branch", "sha1"].map(|name| (name, f.text(name)));
    bean(heap, Base::SourceControl, fields.to_vec())
}

/// The trigger as a map: the class's own properties in its order with their
/// defaults, the raw JSON over them, nulls dropped at every depth.
pub(super) fn as_map<'a>(heap: &mut Heap<'a>, json: Option<&'a Value>) -> Map {
    let Some(json) = json else {
        let mut map = Map::new(Base::LinkedHashMap);
        defaults(heap, &mut map, None);
        return map;
    };
    let f = Fields { json };
    let class = class(&f);
    let mut map = Map::new(Base::LinkedHashMap);
    defaults(heap, &mut map, Some(&f));
    for name in own(class) {
        put(heap, &mut map, &f, name, own_default(name));
    }
    let empty = Some(heap.list(Vec::new()));
    put(heap, &mut map, &f, "resolvedExpectedArtifacts", empty);
    for name in late(class) {
        let default = match *name {
            "properties" => Some(heap.put(Cell::Map(Map::new(Base::LinkedHashMap)))),
            _ => None,
        };
        put(heap, &mut map, &f, name, default);
    }
    for (key, value) in json.as_map().into_iter().flat_map(crate::java::Map::iter) {
        if !value.is_null() {
            let value = heap.lift(value, true);
            map.insert_text(key.clone(), value);
        }
    }
    map
}

fn own_default(name: &str) -> Option<Object> {
    match name {
        "action" => Some(Object::text("undefined")),
        "description" => Some(Object::text("[no description]")),
        "provider" => Some(Object::text("[no provider]")),
        _ => None,
    }
}

fn defaults<'a>(heap: &mut Heap<'a>, map: &mut Map, f: Option<&Fields<'a>>) {
    let none = Fields {
        json: &Value { data: crate::java::Data::Null, origin: crate::java::Origin::Unknown },
    };
    let f = f.unwrap_or(&none);
    let parameters = heap.put(Cell::Map(Map::new(Base::LinkedHashMap)));
    let (artifacts, notifications) = (heap.list(Vec::new()), heap.list(Vec::new()));
    let no = Object::Boolean(false);
    for (name, default) in [
        ("type", Some(Object::text("none"))),
        ("correlationId", None),
        ("user", Some(Object::text("[anonymous]"))),
        ("parameters", Some(parameters)),
        ("artifacts", Some(artifacts)),
        ("notifications", Some(notifications)),
        ("rebake", Some(no.clone())),
        ("dryRun", Some(no.clone())),
        ("strategy", Some(no)),
    ] {
        put(heap, map, f, name, default);
    }
}

fn put<'a>(
    heap: &mut Heap<'a>,
    map: &mut Map,
    f: &Fields<'a>,
    name: &str,
    default: Option<Object>,
) {
    let value = f.raw(name).map(|value| heap.lift(value, true)).or(default);
    if let Some(value) = value {
        map.insert_text(name, value);
    }
}
