//! What the real Orca made of stages, against the findings on them.

use serde_json::Value;
use stage_core::document::{Node, read};
use stage_core::schema::{Reading, StageKind, ViolationKind, check};

/// The vectors of `golden/binding.jsonl` that are one readable document.
fn each_binding(mut seen: impl FnMut(&Value, &Node)) -> usize {
    let Some(folder) = crate::shared::folder("golden") else { return 0 };
    let text = std::fs::read_to_string(folder.join("binding.jsonl")).expect("vectors");
    let mut count = 0;
    for line in text.lines() {
        let vector: Value = serde_json::from_str(line).expect("JSON");
        let parsed = read(vector["yaml"].as_str().expect("a text"));
        if let ([root], []) = (&parsed.roots[..], &parsed.troubles[..])
            && vector["ambiguous"] != true
        {
            count += 1;
            seen(&vector, root);
        }
    }
    assert!(count > 500, "{count} vectors");
    count
}

fn findings(root: &Node) -> Vec<(ViolationKind, String)> {
    let preconfigured = root.get("job").and_then(|job| job.get("preconfigured"));
    let lists = [("kubernetes", StageKind::Kubernetes), ("titus", StageKind::Titus)];
    let mut all = Vec::new();
    for (name, kind) in lists {
        for stage in preconfigured.and_then(|it| it.get(name)).iter().flat_map(|list| list.items())
        {
            let found = check(stage, kind, Reading::default());
            all.extend(found.into_iter().map(|violation| (violation.kind, violation.message)));
        }
    }
    all
}

#[test]
fn what_is_said_not_to_load_never_loaded() {
    let claims =
        [ViolationKind::BareQuantity, ViolationKind::BareIntOrString, ViolationKind::ReadOnlyKey];
    let mut claimed = 0;
    each_binding(|vector, root| {
        for (kind, message) in findings(root).iter().filter(|(kind, _)| claims.contains(kind)) {
            claimed += 1;
            let error = &vector["boot_3_5"]["error"];
            assert!(error.is_array(), "{} loaded, though {kind:?}: {message}", vector["id"]);
        }
    });
    if crate::shared::folder("golden").is_some() {
        assert!(claimed > 0, "no vector has such a claim");
    }
}

#[test]
fn a_stage_that_stopped_orca_has_a_finding() {
    let mut stopped = 0;
    let seen = each_binding(|vector, root| {
        let Some(error) = vector["boot_3_5"]["error"].as_array() else { return };
        // An expression that finds nothing in the environment cannot be seen here.
        if error.iter().any(|cause| cause.to_string().contains("${")) {
            return;
        }
        stopped += 1;
        let reason = |(kind, _): &(ViolationKind, String)| *kind != ViolationKind::Missing;
        let found = findings(root).iter().any(reason);
        assert!(found, "{}: {error:?}\n{}", vector["id"], vector["yaml"]);
    });
    assert!(seen == 0 || stopped > 100, "{stopped} stages stopped Orca");
}
