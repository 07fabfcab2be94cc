//! Real files: the findings on each are ones that their authors would want.

use std::sync::Arc;

use serde_json::json;
use stage_core::document::{Node, read};
use stage_core::schema::{Reading, StageKind, ViolationKind, check};

/// The stages of a text, in any of the forms that the examples have.
fn stages(root: &Arc<Node>) -> Vec<(StageKind, Arc<Node>)> {
    let mut found = Vec::new();
    let mut open = vec![Arc::clone(root)];
    while let Some(node) = open.pop() {
        let lists = [("kubernetes", StageKind::Kubernetes), ("titus", StageKind::Titus)];
        if let Some(preconfigured) = node.get("preconfigured") {
            for (name, kind) in lists {
                let list = preconfigured.get(name).map_or(&[][..], |list| list.items());
                found.extend(list.iter().map(|stage| (kind, Arc::clone(stage))));
            }
            let webhooks = preconfigured.items().iter();
            found.extend(webhooks.map(|stage| (StageKind::Webhook, Arc::clone(stage))));
        } else if node.get("cloudProvider").is_some() {
            let titus = node.get("cluster").is_some();
            found.push((if titus { StageKind::Titus } else { StageKind::Kubernetes }, node));
            continue;
        }
        open.extend(node.entries().iter().map(|entry| Arc::clone(&entry.value)));
    }
    found
}

#[test]
fn real_stages_get_the_findings_that_the_schema_gives_and_no_more() {
    let Some(folder) = crate::shared::folder("examples") else { return };
    let validator = jsonschema::validator_for(&super::orca_local()).expect("a schema");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (kind, stage) in read(&text).roots.iter().flat_map(stages) {
            seen += 1;
            let findings = check(&stage, kind, Reading::default());
            for finding in &findings {
                let line = text[..finding.span.start as usize].lines().count();
                #[allow(clippy::print_stdout, reason = "to be read with --nocapture")]
                {
                    println!("{name}:{line}: {:?}: {}", finding.kind, finding.message);
                }
                let unknown = matches!(finding.kind, ViolationKind::UnknownKey { .. });
                assert!(
                    unknown || finding.kind == ViolationKind::WrongType,
                    "{name}:{line}: {} in a stage that people run",
                    finding.message
                );
            }
            let stages = json!([super::json(&stage)]);
            let file = match kind {
                StageKind::Kubernetes => {
                    json!({ "job": { "preconfigured": { "kubernetes": stages } } })
                }
                StageKind::Titus => json!({ "job": { "preconfigured": { "titus": stages } } }),
                StageKind::Webhook => json!({ "webhook": { "preconfigured": stages } }),
            };
            assert_eq!(validator.is_valid(&file), findings.is_empty(), "{name}");
        }
    }
    assert!(seen >= 16, "{seen} stages");
}
