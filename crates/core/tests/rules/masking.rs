//! What is found in a file is told without its secrets, whatever they are
//! found by, as every output tells it.

use std::sync::Arc;

use proptest::prelude::*;
use stage_core::analyze_in;
use stage_core::document::Source;
use stage_core::secret::Secrets;
use stage_core::spinnaker::load::{Environment, Variables};
use stage_core::spinnaker::{Release, Target};

/// Where people put secrets, `@` each: as they should, and with every mistake
/// that a rule speaks of.
const PLACES: &[&str] = &[
    "      - {label: A, type: a, manifest: {spec: {template: {spec: {containers: [{name: main, env: [{name: DB_PASSWORD, value: @}]}]}}}}}\n",
    "      - {label: A, type: a, manifest: {spec: {template: {spec: {containers: [{name: main, args: ['--password=@']}]}}}}}\n",
    "      - {label: A, type: a, parameters: [{name: API_TOKEN, mapping: x, defaultValue: @}]}\n",
    "      - {label: A, type: a, parameters: [{name: password, password: @, mapping: 'a[0]'}]}\n",
    "      - {label: A, type: a, manifest: {metadata: {annotations: {password: @}}}}\n",
    "      - {label: A, type: a, description: '${api.token}', account: '${ORCA_TOKEN}'}\n    other: 1\napi:\n  token: @\n",
    "      - {label: A, type: a, password: @, enabled: {token: @}}\n",
    "      - {label: A, type: a, manifest: {spec: {backoffLimit: {password: @}}}}\n",
    "      - {label: A, type: a, manifest: {spec: {template: {spec: {containers: [{name: main, env: {name: DB_PASSWORD, value: @}}]}}}}}\n",
    "      - label: A\n        password: @: x\n",
    "      - {label: A, type: a}\nwebhook:\n  preconfigured:\n  - label: W\n    type: w\n    customHeaders: {Authorization: Bearer @, X-Api-Key: '@,@'}\n    sensitiveHeaders: {Authorization: @}\n    payload: 'token=@'\n",
];

/// Secrets in every way that scalars are written: words, numbers that YAML
/// reads as others, quoted texts.
fn secret() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z0-9]{9,20}[0-9]",
        "0[1-7]{6,9}",
        "[1-9][0-9]{7,12}",
        "[1-9][0-9]{4}\\.[0-9]{3}0",
        "0x[1-9a-f][0-9a-f]{6}",
    ]
}

/// What YAML 1.1 makes of the secret.
fn forms(secret: &str) -> Vec<String> {
    let digits = secret.strip_prefix('0').filter(|rest| !rest.is_empty());
    let octal = digits.and_then(|digits| i64::from_str_radix(digits, 8).ok());
    let hex = secret.strip_prefix("0x").and_then(|digits| i64::from_str_radix(digits, 16).ok());
    let number = secret.parse::<f64>().ok();
    let read = octal.or(hex).map(|read| read.to_string());
    [Some(secret.to_owned()), read, number.map(|number| number.to_string())]
        .into_iter()
        .flatten()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_finding_tells_a_secret(secret in secret(), place in 0..PLACES.len()) {
        let text = format!(
            "job:\n  preconfigured:\n    kubernetes:\n{}",
            PLACES[place].replace('@', &secret)
        );
        let variables = [("ORCA_TOKEN", secret.as_str()), ("HOME", "/home/spinnaker")];
        let environment = Arc::new(Environment::new(variables, Variables::Wrapped));
        for release in [Release::V2026_2, Release::V2025_3] {
            let source = Source::new(text.as_str());
            let analysis = analyze_in(&source, Target::of(release), &environment, None);
            let secrets = Secrets::of(&analysis);
            for finding in analysis.findings() {
                let titles = finding.fixes.iter().map(|fix| fix.title.as_str());
                for told in titles.chain([finding.message.as_str()]) {
                    let shown = secrets.masked(told);
                    for form in forms(&secret) {
                        prop_assert!(!shown.contains(&form), "{}: {shown}\n{text}", finding.rule);
                    }
                }
            }
        }
    }
}

#[test]
fn some_messages_would_tell_a_secret_without_the_mask() {
    let tells = |place: &str, secret: &str| {
        let stages = place.replace('@', secret);
        let text = format!("job:\n  preconfigured:\n    kubernetes:\n{stages}");
        let found = stage_core::analyze(&Source::new(text), None).findings();
        found.iter().any(|finding| finding.message.contains(secret))
    };
    let secrets = ["hunter2hunter", "hunter2,hunter3"];
    assert!(PLACES.iter().any(|place| secrets.iter().any(|secret| tells(place, secret))));
}
