//! What a webhook definition's preview promises.
#![allow(clippy::needless_pass_by_value, reason = "a `json!` reads better without a borrow")]
#![allow(clippy::panic, reason = "a test that meets the wrong variant has failed")]

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{
    COPIED_FIELDS, Call, Ends, Permission, Plan, Status, StatusUrl, Statuses, Task, allowed,
    configurable_fields, find, listed, merge, plan, request,
};
use crate::java::{Data, Map, Origin, from_json, groovy_to_string, to_json};

fn map(json: Json) -> Map {
    match from_json(&json).data {
        Data::Map(map) => map,
        _ => Map::new(),
    }
}

fn shown(call: Call, definition: Json, stage_json: Json) -> String {
    let definition = from_json(&definition);
    let merged = merge(&definition, &map(stage_json), &Map::new());
    let request = request(call, &merged.context, &definition);
    let url = request.url.as_ref().map_or("nowhere".into(), groovy_to_string);
    let mut lines = vec![format!("{} {url}", request.method.name())];
    for header in &request.headers {
        let mark = if header.sensitive { " (sensitive)" } else { "" };
        let values: Vec<String> = header.values.iter().map(groovy_to_string).collect();
        lines.push(format!("{}: {}{mark}", header.name, values.join(" | ")));
        if let Some(replaced) = &header.replaced {
            let replaced: Vec<String> = replaced.iter().map(groovy_to_string).collect();
            lines.push(format!("    instead of {}", replaced.join(" | ")));
        }
    }
    lines.extend(request.refused.iter().map(|refused| format!("{}: left out", refused.name)));
    lines.extend(request.payload.iter().map(|payload| to_json(payload).to_string()));
    lines.join("\n")
}

#[test]
fn the_definition_wins_and_says_what_was_lost() {
    let definition = from_json(&json!({"url": "https://a", "parameterValues": {"p": "fixed"},
        "enabled": true, "label": "A", "sensitiveHeaders": {"Token": ["t"]}}));
    let stage = map(
        json!({"url": "https://b", "method": "PUT", "parameterValues": {"p": "mine", "q": "x"}}),
    );
    let merged = merge(&definition, &stage, &map(json!({"payload": "seen"})));
    let lost: Vec<_> =
        merged.overridden.iter().map(|lost| (lost.field, to_json(&lost.before))).collect();
    assert_eq!(
        lost,
        [("url", json!("https://b")), ("parameterValues", json!({"p": "mine", "q": "x"}))]
    );
    assert_eq!(merged.context.get("method").map(to_json), Some(json!("PUT")));
    assert!(merged.context.get("cancelEndpoint").is_some_and(crate::java::Value::is_null));
    for absent in ["label", "enabled", "sensitiveHeaders", "payload"] {
        assert!(!merged.context.contains_key(absent), "{absent} never enters the context");
    }
    let q = merged.overridden[1].before.get("q").map(|value| value.origin.clone());
    assert_eq!(q, Some(Origin::Parameter { parameter: "q".into() }));
}

#[test]
fn the_request_shows_what_is_sent_and_what_is_not() {
    let definition = json!({
        "url": "https://example.com/deploy", "payload": "{\"a\": 1}",
        "customHeaders": {"Accept": ["a", "b"], "x-spinnaker-user": ["me"], "authorization": ["none"]},
        "sensitiveHeaders": {"Authorization": ["${NOT_EVALUATED}"]}});
    insta::assert_snapshot!(shown(Call::Create, definition, json!({})), @r#"
    POST https://example.com/deploy
    Accept: a | b
    Authorization: ${NOT_EVALUATED} (sensitive)
        instead of none
    x-spinnaker-user: left out
    "{\"a\": 1}"
    "#);
}

#[test]
fn what_the_definition_leaves_open_comes_from_the_pipeline() {
    let stage = json!({"url": "https://p", "method": "DELETE", "payload": {"k": [1]},
        "customHeaders": {"One": 5, "ONE": "six"}});
    insta::assert_snapshot!(shown(Call::Create, json!({}), stage), @r#"
    DELETE https://p
    One: 5 | six
    {"k":[1]}
    "#);
}

#[test]
fn status_and_cancelling_are_requests_of_their_own() {
    let definition = json!({"url": "https://a", "method": "PUT", "payload": "x",
        "customHeaders": {"K": ["v"]}, "statusUrlResolution": "getMethod",
        "cancelEndpoint": "https://c", "cancelPayload": "stop"});
    insta::assert_snapshot!(shown(Call::Monitor, definition.clone(), json!({})), @r"
    GET https://a
    K: v
    ");
    insta::assert_snapshot!(shown(Call::Cancel, definition, json!({})), @r#"
    POST https://c
    K: v
    "stop"
    "#);
    let later = json!({"url": "https://a", "statusUrlResolution": "locationHeader"});
    insta::assert_snapshot!(shown(Call::Monitor, later, json!({})), @"GET nowhere");
}

#[test]
fn only_an_enabled_definition_is_found() {
    let definitions = [
        from_json(&json!({"type": "a", "enabled": false, "label": "off"})),
        from_json(&json!({"type": "a", "enabled": true, "label": "on"})),
        from_json(&json!({"type": "b", "enabled": false})),
    ];
    let found = find(&definitions, "a").map(|found| found.get("label").map(to_json));
    assert_eq!(found, Ok(Some(json!("on"))));
    let missing = find(&definitions, "b").expect_err("it is not enabled");
    assert!(missing.disabled);
    assert_eq!(missing.to_string(), "Could not find a stage named 'b'");
}

#[test]
fn a_role_that_contains_a_listed_one_is_enough() {
    let definition = from_json(&json!({"permissions": {"WRITE": ["ops"], "READ": []}}));
    assert!(allowed(&definition, Permission::Write, &["devops"]));
    assert!(!allowed(&definition, Permission::Write, &["dev"]));
    assert!(allowed(&definition, Permission::Read, &[]));
}

#[test]
fn the_list_says_which_fields_are_left_to_the_author() {
    let listed_of = |definition: Json| listed(&from_json(&definition)).expect("it is enabled");
    let open = listed_of(json!({"url": "u", "parameters": [
        {"name": "b", "order": 1}, {"name": "c", "order": 0}, {"name": "A", "order": 0}]}));
    assert_eq!(open.preconfigured_properties, ["url"]);
    assert!(!open.no_user_configurable_fields);
    assert!(!open.inputs.contains(&"url") && open.inputs.contains(&"payload"));
    let names: Vec<_> = open.parameters.iter().filter_map(|p| p.get("name")?.as_str()).collect();
    assert_eq!(names, ["A", "c", "b"]);

    let call = json!({"waitForCompletion": false, "url": "u", "method": "GET", "payload": "p",
        "customHeaders": {"a": ["b"]}});
    assert!(listed_of(call.clone()).no_user_configurable_fields);
    let mut without_headers = call;
    without_headers["customHeaders"] = Json::Null;
    assert!(!listed_of(without_headers).no_user_configurable_fields);

    let mut all = json!({});
    configurable_fields().for_each(|field| all[field] = json!("set"));
    all["waitForCompletion"] = json!(true);
    all["statusUrlResolution"] = json!("webhookResponse");
    assert!(listed_of(all.clone()).no_user_configurable_fields);
    all["statusUrlJsonPath"] = Json::Null;
    assert!(!listed_of(all.clone()).no_user_configurable_fields);
    all["statusUrlResolution"] = json!("getMethod");
    assert!(listed_of(all).no_user_configurable_fields);
    assert_eq!(listed(&from_json(&json!({"enabled": false}))), None);
}

#[test]
fn a_stage_that_does_not_wait_only_calls() {
    let planned = plan(&map(json!({"url": "u", "expectedArtifacts": []})));
    let Plan::Tasks(tasks) = planned else { panic!("it runs") };
    assert!(
        matches!(&*tasks, [Task::Create { fail_fast, .. }, Task::BindArtifacts] if fail_fast == &[504])
    );
    let refused = plan(&map(json!({"monitorOnly": true})));
    assert!(matches!(refused, Plan::Refused(text) if text.starts_with("Can't specify")));
}

#[test]
fn waiting_says_where_and_until_when() {
    let monitor = |context: Json| match plan(&map(context)) {
        Plan::Tasks(tasks) => tasks
            .into_iter()
            .find_map(|task| if let Task::Monitor(monitor) = task { Some(monitor) } else { None })
            .expect("it waits"),
        Plan::Refused(text) => panic!("{text}"),
    };
    let unset = monitor(json!({"waitForCompletion": true}));
    assert_eq!((unset.url, unset.ends), (StatusUrl::Unset, Ends::FirstAnswer));
    let no_path = json!({"waitForCompletion": "true", "statusUrlResolution": "webhookResponse",
        "statusUrlJsonPath": ""});
    assert_eq!(monitor(no_path).url, StatusUrl::NoPath);
    let by_status = monitor(json!({"waitForCompletion": true, "statusUrlResolution": "getMethod",
        "statusJsonPath": "$.s", "successStatuses": " ok, Done ,,", "retryStatusCodes": [404]}));
    assert_eq!(by_status.retry.codes, [404]);
    let Ends::Status(check) = by_status.ends else { panic!("a status ends it") };
    assert_eq!(check.statuses.success, Some(vec!["OK".into(), "DONE".into()]));

    let waits = plan(&map(json!({"waitForCompletion": true, "waitBeforeMonitor": 5})));
    assert!(matches!(waits, Plan::Tasks(tasks) if tasks.contains(&Task::Wait(5))));
}

#[test]
fn an_answers_status_means_what_orca_makes_of_it() {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let statuses = Statuses {
        success: Some(list(&["OK", "BOTH", "TRUE"])),
        canceled: list(&["STOPPED"]),
        terminal: list(&["FAILED", "BOTH"]),
    };
    for (found, meaning) in [
        (json!("ok"), Status::Succeeded),
        (json!("stopped"), Status::Canceled),
        (json!("both"), Status::Terminal),
        (json!(" ok"), Status::Running),
        (json!(true), Status::Succeeded),
        (json!(false), Status::Running),
        (json!(100), Status::Succeeded),
        (json!(99), Status::Running),
        (json!(100.0), Status::Running),
        (json!(["ok"]), Status::NotAValue),
        (json!(null), Status::NotAValue),
    ] {
        assert_eq!(statuses.meaning(&from_json(&found)), meaning, "{found}");
    }
    let twice = Statuses { canceled: list(&["A", "A"]), ..statuses };
    assert_eq!(twice.meaning(&from_json(&json!("ok"))), Status::DuplicateStatus);
    let unset = Statuses::default();
    assert_eq!(unset.meaning(&from_json(&json!("ok"))), Status::NoSuccessStatuses);
    assert_eq!(unset.meaning(&from_json(&json!(100))), Status::Succeeded);
}

/// Any value at all under the names that Orca reads.
fn anything() -> impl Strategy<Value = Json> {
    let names: Vec<&str> = COPIED_FIELDS
        .into_iter()
        .chain([
            "type",
            "enabled",
            "parameters",
            "sensitiveHeaders",
            "monitorOnly",
            "statusEndpoint",
        ])
        .collect();
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,4}".prop_map(Json::from),
        Just(json!("webhookResponse")),
    ];
    let value = leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::hash_map(".{0,3}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    });
    prop::collection::hash_map(prop::sample::select(names), value, 0..12).prop_map(|map| json!(map))
}

proptest! {
    #[test]
    fn any_definition_has_a_preview(definition in anything(), stage in anything()) {
        let stage = map(stage);
        let definition = from_json(&definition);
        let merged = merge(&definition, &stage, &Map::new());
        for field in COPIED_FIELDS {
            prop_assert!(merged.context.contains_key(field));
        }
        let again = merge(&definition, &merged.context, &Map::new());
        prop_assert!(again.overridden.is_empty(), "what was copied once is not lost again");
        for call in [Call::Create, Call::Monitor, Call::Cancel] {
            let request = request(call, &merged.context, &definition);
            let mut names: Vec<_> = request.headers.iter().map(|one| one.name.to_lowercase()).collect();
            let all = names.len();
            names.sort();
            names.dedup();
            prop_assert_eq!(names.len(), all, "one header a name");
        }
        if let Plan::Tasks(tasks) = plan(&merged.context) {
            prop_assert!(!tasks.is_empty());
        }
        if let Some(listed) = listed(&definition) {
            let fields = listed.inputs.len() + listed.preconfigured_properties.len();
            prop_assert_eq!(fields, configurable_fields().count());
        }
    }
}
