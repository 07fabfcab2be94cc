//! What the help promises, on one small execution.

use super::*;
use crate::java::from_json;
use crate::spinnaker::spel::Execution;
use serde_json::json;

fn with<T>(ask: impl FnOnce(&Scope<'_>) -> T) -> T {
    let json = from_json(&json!({
        "type": "PIPELINE", "application": "shop",
        "trigger": {"type": "manual", "parameters": {"version": "1.4", "a-b": 1}},
        "stages": [
            {"id": "a", "refId": "1", "name": "Bake", "type": "bake", "status": "SUCCEEDED", "outputs": {"image": "shop:7"}},
            {"id": "b", "refId": "2", "type": "echo", "requisiteStageRefIds": ["1"]},
        ],
    }));
    let execution = Execution::new(json, "b");
    let context = from_json(&json!({"account": "prod", "manifest": {"kind": "Job"}}));
    ask(&Scope::with_context(&execution, context.as_map().unwrap()))
}

/// The items at `|`, each with its detail.
fn items(text: &str) -> String {
    let at = text.find('|').unwrap();
    let text = text.replace('|', "");
    let Some(found) = with(|scope| complete(&text, at, scope)) else { return "none".into() };
    let from = format!("from {:?}\n", &text[found.from..at]);
    let line =
        |item: Item| format!("{:?} {} = {} {}\n", item.kind, item.text, item.detail, item.about);
    let some = found
        .items
        .into_iter()
        .filter(|item| item.kind != ItemKind::Function || item.text == "#toInt");
    from + &some.map(line).collect::<String>()
}

#[test]
fn the_names_are_those_that_an_expression_sees() {
    insta::assert_snapshot!(items("echo ${ac|"), @r#"
    from "ac"
    Name parameters = {"version":"1.4","a-b":1} The trigger's parameters; without any, the stage's own
    Name trigger = {"type":"manual","user":"[anonymous]","parameters":{"version":"1.4","a-b":1},"artifacts":[],"notifications":[],"rebake":false,"dryRun":false,"strategy":false,"resolvedExpectedArtifacts":[]} What started the pipeline, as a map
    Name execution = {"type":"PIPELINE","application":"shop","canceled":false,"limitConcurrent":false,"maxConcurrentExecutions":0,"keepWaitingPipelines":false,"stages":[{"id":"a","refId":"1","type":"bake","name":"Bake","s… The pipeline's execution
    Name account = prod In the stage's context
    Name manifest = {"kind":"Job"} In the stage's context
    Output image = shop:7 Output of Bake
    Function #toInt = #toInt(text): Integer The whole number in a text. Blanks and fractions fail; a number is made a text first, so 5.7 fails too.
    "#);
}

#[test]
fn keys_and_stages_are_the_samples() {
    insta::assert_snapshot!(items("${1 + parameters.ver|sion}"), @r#"
    from "ver"
    Key version = 1.4
    "#);
    insta::assert_snapshot!(items("${parameters['|"), @r#"
    from ""
    Key version = 1.4 
    Key a-b = 1
    "#);
    insta::assert_snapshot!(items("${#stage('B|').context}"), @r#"
    from "B"
    Stage Bake = bake, SUCCEEDED
    "#);
    insta::assert_snapshot!(items("${#stageByRefId('|')}"), @r#"
    from ""
    Stage 1 = bake, SUCCEEDED 
    Stage 2 = echo
    "#);
    insta::assert_snapshot!(items("${#to|"), @r##"
    from "#to"
    Function #toInt = #toInt(text): Integer The whole number in a text. Blanks and fractions fail; a number is made a text first, so 5.7 fails too.
    "##);
    assert_eq!(items("${a} $x |"), "none");
}

/// What is told at `|`.
fn told(text: &str) -> String {
    let at = text.find('|').unwrap();
    let text = text.replace('|', "");
    let Some(hover) = with(|scope| hover(&text, at, scope)) else { return "none".into() };
    let place = &text[hover.from..hover.to];
    format!("{place} | {} | {} | {}", hover.title, hover.value, hover.about)
}

#[test]
fn a_place_is_told_with_its_value() {
    let told: Vec<String> = [
        "${para|meters.version}",
        "${parameters.ver|sion}",
        "${parameters.version.len|gth() + 1}",
        "${parameters.version |+ 'x'}",
        "${#to|Int('7')}",
        "${manifest['ki|nd']}",
        "${VA|R}",
        "${DI|R%/}",
        "none|",
    ]
    .into_iter()
    .map(told)
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    parameters | parameters | {"version":"1.4","a-b":1} (Map) | 
    parameters.version | parameters.version | 1.4 (String) | 
    parameters.version.length() | parameters.version.length() | 3 (Integer) | 
    parameters.version + 'x' | parameters.version + 'x' | 1.4x (String) | 
    #toInt('7') | #toInt(text): Integer | 7 (Integer) | The whole number in a text. Blanks and fractions fail; a number is made a text first, so 5.7 fails too.
    manifest['kind'] | manifest['kind'] | Job (String) | 
    VAR | VAR | null | 
    DIR | DIR | null | 
    none
    "#);
}

#[test]
fn each_part_of_a_script_is_told_by_its_fate() {
    let told = |text: &str| {
        let parts = with(|scope| fates(text, scope));
        let line = |part: PartFate| format!("{} {:?}: {}", &text[part.range], part.fate, part.why);
        parts.into_iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told("echo ${VAR} ${account} $X $(date) ${ VAR }"), @"
    ${VAR} Survives: it has no value
    ${account} Taken: prod
    ${ VAR } Survives: it has no value
    ");
    insta::assert_snapshot!(told("echo ${VAR} ${account} ${DIR%/}"), @"
    ${VAR} Fails: the whole text stays: DIR%/: the right operand is missing
    ${account} Fails: the whole text stays: DIR%/: the right operand is missing
    ${DIR%/} Fails: the right operand is missing
    ");
    insta::assert_snapshot!(told("cd ${account} ${#fromUrl('x')} ${"), @"
    ${account} Fails: the whole text stays: another part: `${` is never closed by `}`
    ${#fromUrl('x')} Fails: the whole text stays: another part: `${` is never closed by `}`
    ${ Fails: `${` is never closed by `}`
    ");
    insta::assert_snapshot!(told("cd $account"), @"");
}
