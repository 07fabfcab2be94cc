//! Several files that one Orca loads.

use insta::assert_snapshot;

use crate::program::Folder;

const LOW: &str = "\
image: alpine:low
job:
  preconfigured:
    kubernetes:
      - label: Old
        type: old
    titus:
      - label: Taken
        type: one
";

const HIGH: &str = "\
image: alpine:high
job:
  preconfigured:
    kubernetes:
      - label: One
        type: one
        description: ${image} ${Q:}
      - label: Two
        type: two
";

fn folder() -> Folder {
    let settings = "installation = [\"orca.yml\", \"orca-local.yml\"]\n";
    let folder = Folder::with("orca.yml", LOW).and("orca-local.yml", HIGH);
    folder.and("stage-designer.toml", settings)
}

#[test]
fn the_files_of_an_installation_are_shown_as_orca_holds_them() {
    let folder = folder();
    assert_snapshot!(folder.run("preview orca.yml orca-local.yml --step loaded"), @"");
    let by_name = folder.run("preview . --step loaded");
    assert_eq!(by_name.status, 0, "a folder with settings stands for its installation");
    assert!(by_name.out.contains("alpine:high"), "and its files are in the settings' order");
}

#[test]
fn the_stage_that_runs_is_the_one_that_is_shown() {
    let folder = folder();
    assert_snapshot!(folder.run("preview . --stage one --step loaded"), @"");
    assert_snapshot!(folder.run("preview . --stage old --step authored"), @"");
    assert_snapshot!(folder.run("preview . --stage three"), @"");
}

#[test]
fn a_failure_names_the_file_that_it_stands_in() {
    let wrong = HIGH.replace("label: Two", "enabled: perhaps");
    let folder = folder().and("orca-local.yml", wrong);
    assert_snapshot!(folder.run("preview . --step loaded"), @"");
    let mended = "job: {preconfigured: {kubernetes: []}}\n";
    let folder = folder.and("top.yml", mended);
    let said = folder.run("preview orca.yml orca-local.yml top.yml --step loaded --format json");
    assert_eq!(said.status, 0, "a list that another replaces stops nothing");
}

#[test]
fn a_stage_that_moves_to_another_file_is_no_change() {
    let folder = folder();
    let moved = HIGH.replace("      - label: Two\n        type: two\n", "");
    let titus = "    titus:\n      - label: Taken\n        type: one\n";
    let folder = folder
        .and("new/orca.yml", "image: alpine:new\n")
        .and("new/orca-local.yml", HIGH.to_owned() + titus)
        .and("less/orca.yml", LOW)
        .and("less/orca-local.yml", moved)
        .and("new/stage-designer.toml", "installation = [\"orca.yml\", \"orca-local.yml\"]\n")
        .and("less/stage-designer.toml", "installation = [\"orca.yml\", \"orca-local.yml\"]\n");
    assert_snapshot!(folder.run("diff . new"), @"");
    assert_snapshot!(folder.run("diff . less"), @"");
    assert_snapshot!(folder.run("diff orca.yml ."), @"");
}

#[test]
fn what_is_checked_is_checked_among_the_files_that_orca_loads_with_it() {
    let wrong = LOW.replace("type: old", "enabled: perhaps");
    let folder = folder().and("orca.yml", wrong);
    let said = folder.run("check orca.yml");
    assert!(!said.out.contains("would-not-start"), "its list is replaced: {}", said.out);
    assert_snapshot!(said.err, @"");
    let alone = Folder::with("orca.yml", folder.read("orca.yml"));
    assert!(alone.run("check orca.yml").out.contains("would-not-start"), "by itself it stops Orca");
}

#[test]
fn settings_without_an_installation_are_wrong_use() {
    let folder = Folder::with("stage-designer.toml", "target = \"2025.3\"\n");
    assert_snapshot!(folder.run("preview ."), @"");
}
