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
