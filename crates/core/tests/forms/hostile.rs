//! Files that are hard to hold on to.

use stage_core::document::edit::{Edit, EditError, New, apply, edit};
use stage_core::document::{Path, encode};

use crate::samples::{PROFILE, analyzed, indented};

fn set(text: &str, path: &str, value: &str) -> Result<String, EditError> {
    let analysis = analyzed(text);
    let path = Path::parse(path).expect("a path");
    let set = Edit::Set { path, value: New::Text(value.into()) };
    Ok(apply(text, &edit(text, &analysis.regions, &set)?))
}

#[test]
fn two_blocks_in_one_file_are_edited_each_in_its_place() {
    let text = format!(
        "kind: ConfigMap\ndata:\n  a.yml: |\n{}  b.yml: |+\n{}\n\n",
        indented(PROFILE, 4),
        indented(PROFILE, 6)
    );
    let analysis = analyzed(&text);
    assert_eq!(analysis.stages.len(), 6, "the stages of both");
    let after = set(&text, "2:job.preconfigured.kubernetes[1].label", "Other").expect("an edit");
    let differ: Vec<_> = text.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(differ, [("            label: 'Second'", "            label: 'Other'")]);
    let at = after.rfind("label: 'Other'").expect("it is there");
    assert!(at > after.find("  b.yml").expect("the second block"));
}

#[test]
fn tabs_and_trailing_blanks_in_a_block_stay() {
    let profile = PROFILE.replace("type: echo\n", "type: echo\t \n").replace("\n\n", "\n   \n");
    let text =
        format!("kind: ConfigMap\ndata:\n  orca.yml: |2 # ours\n{}  z: 1\n", indented(&profile, 4));
    let after = set(&text, "1:job.preconfigured.kubernetes[1].type", "other").expect("an edit");
    assert_eq!(after, text.replace("type: second", "type: other"));
}

#[test]
fn a_line_of_the_template_is_never_lost() {
    let text = format!(
        "kind: ConfigMap\ndata:\n  orca-local.yml: |\n{}",
        indented(PROFILE, 4)
            .replace("    - type: second", "{{- if .Values.second }}\n        - type: second")
            .replace("\n\n    webhook", "\n{{- end }}\n    webhook"),
    );
    let analysis = analyzed(&text);
    assert_eq!(analysis.detected.form.name(), "helm-template", "{}", analysis.detected.reason);
    assert_eq!(analysis.stages.len(), 3, "{text}");
    let from = analysis.detected.stages[1].path();
    let to = analysis.detected.stages[0].path();
    let refused = edit(&text, &analysis.regions, &Edit::Move { from, to });
    match refused {
        Err(error) => assert!(matches!(error, EditError::Template { .. }), "{error}"),
        Ok(edits) => {
            let after = apply(&text, &edits);
            let count = |text: &str| text.matches("{{").count();
            assert_eq!(count(&after), count(&text), "{after}");
        }
    }
    let after = set(&text, "1:job.preconfigured.kubernetes[0].type", "other").expect("an edit");
    assert_eq!(after, text.replace("type: echo", "type: other"));
}

#[test]
fn an_empty_file_of_orcas_takes_a_first_stage() {
    for (text, wanted) in [
        ("kind: ConfigMap\ndata:\n  orca-local.yml: \"\"\n", "    "),
        ("kind: Secret\ndata:\n  orca-local.yml: \"\"\n", "am9i"),
        (
            "kind: ConfigMap\ndata:\n  orca-local.yml: |\n    # nothing yet\n",
            "    # nothing yet\n    job:\n",
        ),
    ] {
        let after = set(text, "1:job.preconfigured.kubernetes[0].label", "First").expect("an edit");
        assert!(after.contains(wanted), "{after}");
        let analysis = analyzed(&after);
        assert_eq!(analysis.stages.len(), 1, "{after}");
    }
}

#[test]
fn what_is_no_text_is_left_alone() {
    for text in [
        "kind: Secret\ndata:\n  orca-local.yml: not base64!\n".to_owned(),
        format!("kind: Secret\ndata:\n  orca-local.yml: {}\n", "/////w=="),
        format!("kind: Secret\ndata:\n  other: {}\n", encode("preconfigured\n")),
        "script: |\n  preconfigured:\n    - x: [\n".to_owned(),
    ] {
        let analysis = analyzed(&text);
        assert_eq!(analysis.stages.len(), 0, "{text}");
    }
}

#[test]
fn a_profile_in_a_jobs_script_is_no_stage_of_the_file() {
    let text = PROFILE.replace(
        "                  echo \"$PHRASE\"   \n",
        &indented("cat <<E\nkind: ConfigMap\ndata:\n  orca-local.yml: |\n    job:\n      preconfigured:\n        kubernetes:\n        - label: no\n", 18),
    );
    let analysis = analyzed(&text);
    assert_eq!(analysis.detected.form.name(), "profile");
    assert_eq!(analysis.stages.len(), 3);
}

#[test]
fn an_alias_bomb_in_an_object_costs_nothing() {
    let mut text = "kind: ConfigMap\ndata:\n  a0: &a0 [x, x]\n".to_owned();
    for level in 1..60 {
        let before = level - 1;
        text.push_str(&format!("  a{level}: &a{level} [*a{before}, *a{before}]\n"));
    }
    text.push_str(&format!("  orca-local.yml: |\n{}", indented(PROFILE, 4)));
    assert_eq!(analyzed(&text).stages.len(), 3);
}

#[test]
fn a_kustomization_names_the_files_to_open() {
    let analysis = analyzed(
        "configMapGenerator:\n- name: profiles\n  files:\n  - profiles/orca-local.yml\n  - b=profiles/gate.yml\n",
    );
    assert!(
        analysis.detected.reason.ends_with("profiles/orca-local.yml, profiles/gate.yml"),
        "{}",
        analysis.detected.reason
    );
}

#[test]
fn what_a_template_includes_is_said_to_be_there_once_rendered() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  orca-local.yml: |\n{{ tpl (.Files.Get \"orca-local.yml\") . | indent 4 }}\n";
    let analysis = analyzed(text);
    assert_eq!((analysis.detected.form.name(), analysis.stages.len()), ("helm-template", 0));
    let reason = &analysis.detected.reason;
    assert!(reason.contains("once it is rendered") && reason.contains("helm template"), "{reason}");
    assert_eq!(analysis.findings(), [], "what is no YAML before it is rendered is no error");
}

#[test]
fn a_secret_that_holds_no_base64_says_what_to_do() {
    let readable = format!("kind: Secret\ndata:\n  orca-local.yml: |\n{}", indented(PROFILE, 4));
    for text in [
        readable.as_str(),
        "kind: Secret\ndata:\n  orca-local.yml: not base64!\n",
        "kind: Secret\ndata:\n  orca-local.yml: /////w==\n",
    ] {
        let reason = analyzed(text).detected.reason;
        assert!(reason.contains("Base64") && reason.contains("stringData"), "{reason}");
    }
    let wrapped = stage_core::document::encode(PROFILE);
    let lines: Vec<&str> =
        wrapped.as_bytes().chunks(76).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let text = format!("kind: Secret\ndata:\n  orca-local.yml: |\n    {}\n", lines.join("\n    "));
    assert_eq!(analyzed(&text).stages.len(), 3, "in several lines it is read too");
    let after = set(&text, "1:job.preconfigured.kubernetes[1].label", "Other").expect("an edit");
    assert_eq!(analyzed(&after).stages.len(), 3, "and edited as a whole\n{after}");
}

#[test]
fn conflict_marks_in_a_profile_and_in_a_block_are_one_clear_finding_at_their_line() {
    let marked = PROFILE.replace(
        "    - type: second\n",
        "<<<<<<< HEAD\n    - type: second\n=======\n    - type: theirs\n>>>>>>> branch\n",
    );
    // Git puts its marks at the left margin, out of the block.
    let block: String = marked
        .split_inclusive('\n')
        .map(|line| match line.get(..7) {
            Some("<<<<<<<" | "=======" | ">>>>>>>") => line.to_owned(),
            _ => indented(line, 4),
        })
        .collect();
    for text in [marked.clone(), format!("kind: ConfigMap\ndata:\n  orca-local.yml: |\n{block}")] {
        let analysis = analyzed(&text);
        let findings = analysis.findings();
        let found: Vec<_> = findings.iter().filter(|it| it.rule == "conflict-marks").collect();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].span.start as usize, text.find("<<<<<<<").expect("there"), "{text}");
        assert!(!analysis.stages.is_empty(), "the other stages are still shown");
        // A form waits until the marks are gone; if it does write, they stay.
        for place in &analysis.detected.stages {
            match set(&text, &place.path().key("label").to_string(), "Other") {
                Ok(after) => {
                    assert!(after.contains("<<<<<<< HEAD") && after.contains(">>>>>>> branch"));
                }
                Err(error) => assert!(matches!(error, EditError::Broken { .. }), "{error}"),
            }
        }
    }
}

#[test]
fn a_block_with_comments_marks_and_blanks_of_its_own_is_edited_in_place() {
    for (mark, by) in [("|2", 4), ("|2-", 4), ("|4+ # theirs", 6), ("|", 5)] {
        let profile = PROFILE
            .replace("# our stages\n", "# our stages \n\n#left\n")
            .replace("type: second\n", "type: second\t# tab\n      \n");
        let text = format!(
            "kind: ConfigMap\ndata:\n  orca.yml: {mark}\n{}  z.yml: |\n    a: 1\n",
            indented(&profile, by)
        );
        let after =
            set(&text, "1:job.preconfigured.kubernetes[1].label", "Other").expect("an edit");
        assert_eq!(after, text.replace("label: 'Second'", "label: 'Other'"), "{mark}");
    }
}

#[test]
fn a_configmap_near_its_limit_is_warned_of_and_edited() {
    let long =
        PROFILE.replace("label: Echo # say it", &format!("label: {}", "x".repeat(1_000_000)));
    let text = format!("kind: ConfigMap\ndata:\n  orca-local.yml: |\n{}", indented(&long, 4));
    let findings = analyzed(&text).findings();
    let near = findings.iter().find(|found| found.rule == "profile-near-limit").expect("a finding");
    assert!(near.message.contains('%'), "{}", near.message);
    let after = set(&text, "1:job.preconfigured.kubernetes[1].label", "Other").expect("an edit");
    assert_eq!(after, text.replace("'Second'", "'Other'"));
}
