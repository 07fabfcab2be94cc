//! The names that an expression sees: the running stage's context, the
//! execution and its trigger, and what Orca computes from them (spel §8).

use super::{Scope, World, trigger};
use crate::java::{Data, Value};
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::heap::{Cell, Heap, Map, Unread};
use crate::spinnaker::spel::object::{Object, Shape, Typed};
use crate::spinnaker::spel::stop::{Step, thrown};

/// The names that every stage of a pipeline sees besides its own context
/// (spel §8).
pub const NAMES: [&str; 5] = ["execution", "trigger", "parameters", "scmInfo", "templateVariables"];

/// The root object. Fails where Orca itself fails before any expression.
pub(in super::super) fn root<'a>(
    heap: &mut Heap<'a>,
    scope: &Scope<'a>,
    world: &World,
) -> Step<Typed> {
    let json = scope.execution.map(|sample| &sample.json);
    let pipeline =
        json.is_some_and(|json| json.get("type").and_then(Value::as_str) == Some("PIPELINE"));
    let mut map = match (world.context, scope.context) {
        (Some(context), _) => match heap.cell(context) {
            Cell::Map(context) => Map::hash_copy(context),
            _ => Map::new(Base::HashMap),
        },
        (None, Some(context)) => {
            let mut names = Map::new(Base::LinkedHashMap);
            for (key, value) in context.iter() {
                let value = heap.lift(value, false);
                names.insert_text(key.clone(), value);
            }
            Map::hash_copy(&names)
        }
        (None, None) => Map::new(Base::HashMap),
    };
    let mut trigger_json = None;
    if let (true, Some(json), Some(execution)) = (pipeline, json, world.execution) {
        trigger_json = json.get("trigger").filter(|trigger| !trigger.is_null());
        map.insert_text("execution", Object::Ref(execution));
        let as_map = heap.put(Cell::Unread(Unread::TriggerMap { json: trigger_json }));
        map.insert_text("trigger", as_map);
        template_variables(heap, json, &mut map);
    } else if let Some(context) = scope.context {
        trigger_json = context.get("trigger").filter(|trigger| trigger.as_map().is_some());
    }
    let mut map = Map::hash_copy(&map);
    if let Some(stage) = world.stage {
        map.class = Base::StageContext;
        map.stage = Some(stage);
    }
    parameters(heap, trigger_json, &mut map);
    scm_info(heap, trigger_json, &mut map)?;
    let shape = if world.stage.is_some() { Shape::TextKeys } else { Shape::Plain };
    Ok(Typed { value: heap.put(Cell::Map(map)), shape })
}

fn template_variables<'a>(heap: &mut Heap<'a>, json: &'a Value, map: &mut Map) {
    let version = json.get("spelEvaluator").and_then(Value::as_str).unwrap_or("");
    if !version.eq_ignore_ascii_case("v4") {
        return;
    }
    let variables = json.get("templateVariables");
    if let Some(variables) =
        variables.filter(|value| value.as_map().is_some_and(|map| !map.is_empty()))
    {
        let variables = heap.lift(variables, false);
        map.insert_text("templateVariables", variables);
    }
}

/// The trigger's parameters without nulls, or else the stage's own, or else
/// an empty map.
fn parameters<'a>(heap: &mut Heap<'a>, trigger: Option<&'a Value>, map: &mut Map) {
    let given = trigger.and_then(|trigger| trigger.get("parameters"));
    let any = |map: &crate::java::Map| map.iter().any(|(_, value)| !value.is_null());
    if let Some(given) = given.filter(|given| given.as_map().is_some_and(any)) {
        let parameters = heap.lift(given, true);
        map.insert_text("parameters", parameters);
    } else if map.get_text("parameters").is_none() {
        let empty = heap.put(Cell::Map(Map::new(Base::EmptyMap)));
        map.insert_text("parameters", empty);
    }
}

/// One source-control entry of a Jenkins or Concourse build: the first whose
/// branch is neither `master` nor `develop`, else the first.
fn scm_info<'a>(heap: &mut Heap<'a>, json: Option<&'a Value>, map: &mut Map) -> Step<()> {
    let mut entries = match map.get_text("scmInfo").cloned() {
        None | Some(Object::Null) => None,
        Some(given) => match heap.items(&given) {
            Some(items) => Some(items),
            None => {
                return Err(thrown("ClassCastException", "`scmInfo` in the context is no list"));
            }
        },
    };
    let builds = json
        .and_then(|json| json.get("buildInfo"))
        .is_some_and(|info| !matches!(info.data, Data::Null));
    if entries.is_none()
        && builds
        && let Object::Ref(info) = trigger::trigger(heap, json, 0).get("buildInfo")
    {
        let scm = heap.field(info, "scm");
        entries = heap.items(&scm);
    }
    let entries = entries.unwrap_or_default();
    let mut chosen = entries.first().cloned().unwrap_or_default();
    if entries.len() > 1 {
        for entry in &entries {
            let Object::Ref(id) = entry else { continue };
            let branch = heap.field(*id, "branch");
            if !matches!(branch.as_str(), Some("master" | "develop")) {
                chosen = entry.clone();
                break;
            }
        }
    }
    map.insert_text("scmInfo", chosen);
    Ok(())
}
