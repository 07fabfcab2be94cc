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
    assert_snapshot!(folder.run("preview orca.yml orca-local.yml --step loaded"), @r#"
    kubernetes:
    - enabled: true
      label: One
      description: "alpine:high "
      type: one
      waitForCompletion: true
      uiType: BASIC
      producesArtifacts: true
    - enabled: true
      label: Two
      type: two
      waitForCompletion: true
      uiType: BASIC
      producesArtifacts: true
    titus:
    - cluster:
        runtimeLimitSecs: 3600
        retries: 2
        resources:
          cpu: 1
          disk: 10000
          gpu: 0
          memory: 512
          networkMbps: 128
        capacity:
          desired: 1
          max: 1
          min: 1
      enabled: true
      label: Taken
      type: one
      waitForCompletion: true
      uiType: BASIC
      producesArtifacts: false
    webhook: []
    --- standard error
    note: orca-local.yml replaces the job.preconfigured.kubernetes of orca.yml
    note: One in orca-local.yml never runs: Taken in orca.yml has the same type and comes first
    --- status 0
    "#);
    let by_name = folder.run("preview . --step loaded");
    assert_eq!(by_name.status, 0, "a folder with settings stands for its installation");
    assert!(by_name.out.contains("alpine:high"), "and its files are in the settings' order");
}

#[test]
fn the_stage_that_runs_is_the_one_that_is_shown() {
    let folder = folder();
    assert_snapshot!(folder.run("preview . --stage one --step loaded"), @"
    cluster:
      runtimeLimitSecs: 3600
      retries: 2
      resources:
        cpu: 1
        disk: 10000
        gpu: 0
        memory: 512
        networkMbps: 128
      capacity:
        desired: 1
        max: 1
        min: 1
    enabled: true
    label: Taken
    type: one
    waitForCompletion: true
    uiType: BASIC
    producesArtifacts: false
    --- status 0
    ");
    assert_snapshot!(folder.run("preview . --stage old --step authored"), @"
    label: Old
    type: old
    --- standard error
    note: Orca does not know it: orca-local.yml replaces the job.preconfigured.kubernetes of orca.yml
    --- status 0
    ");
    assert_snapshot!(folder.run("preview . --stage three"), @"
    --- standard error
    error: no stage is called three; the installation has:
      #1 old (Old in orca.yml)
      #2 one (Taken in orca.yml)
      #3 one (One in orca-local.yml)
      #4 two (Two in orca-local.yml)
    --- status 2
    ");
}

#[test]
fn a_failure_names_the_file_that_it_stands_in() {
    let wrong = HIGH.replace("label: Two", "enabled: perhaps");
    let folder = folder().and("orca-local.yml", wrong);
    assert_snapshot!(folder.run("preview . --step loaded"), @"
    --- standard error
    error: org.springframework.boot.context.properties.bind.BindException: Failed to bind properties under 'job.preconfigured.kubernetes[1].enabled' to boolean
     --> orca-local.yml:8:18
      |
    8 |       - enabled: perhaps
      |                  ^^^^^^^
      = caused by org.springframework.core.convert.ConversionFailedException: Failed to convert from type [java.lang.String] to type [boolean] for value [perhaps]
      = caused by java.lang.IllegalArgumentException: Invalid boolean value 'perhaps'
    --- status 1
    ");
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
    assert_snapshot!(folder.run("diff . new"), @"
    nothing changes
    --- status 0
    ");
    assert_snapshot!(folder.run("diff . less"), @"
    - two: gone; pipelines that use it fail (orca-local.yml:8)
    --- status 1
    ");
    assert_snapshot!(folder.run("diff orca.yml ."), @"
    + one: new (orca-local.yml:5)
    + two: new (orca-local.yml:8)
    - old: gone; pipelines that use it fail (line 5)
    --- status 1
    ");
}

#[test]
fn what_is_checked_is_checked_among_the_files_that_orca_loads_with_it() {
    let wrong = LOW.replace("type: old", "enabled: perhaps");
    let folder = folder().and("orca.yml", wrong);
    let said = folder.run("check orca.yml");
    assert!(!said.out.contains("would-not-start"), "its list is replaced: {}", said.out);
    assert_snapshot!(said.err, @"
    note: orca-local.yml replaces the job.preconfigured.kubernetes of orca.yml
    note: One in orca-local.yml never runs: Taken in orca.yml has the same type and comes first
    ");
    let alone = Folder::with("orca.yml", folder.read("orca.yml"));
    assert!(alone.run("check orca.yml").out.contains("would-not-start"), "by itself it stops Orca");
}

#[test]
fn settings_without_an_installation_are_wrong_use() {
    let folder = Folder::with("stage-designer.toml", "target = \"2025.3\"\n");
    assert_snapshot!(folder.run("preview ."), @"
    --- standard error
    error: ./stage-designer.toml names no installation
    --- status 2
    ");
}
