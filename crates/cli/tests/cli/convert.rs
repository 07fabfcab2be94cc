//! `stagectl convert`.

use insta::assert_snapshot;

use crate::program::{BROKEN, ECHO, Folder};

const TWO: &str = "\
# the team's
server.port: 8083
job:
  preconfigured:
    kubernetes:
      # the first
      - label: One # note
        type: one
      - {label: Two, type: two}
webhook:
  preconfigured:
    - {label: Hook, type: hook}
";

#[test]
fn a_profile_is_wrapped_with_its_comments_and_comes_back_as_it_was() {
    let folder = Folder::with("a.yml", TWO);
    assert_snapshot!(
        folder.run("convert a.yml --as configmap --name profiles --namespace spin --key orca.yml"),
        @"
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: profiles
      namespace: spin
    data:
      orca.yml: |
        # the team's
        server.port: 8083
        job:
          preconfigured:
            kubernetes:
              # the first
              - label: One # note
                type: one
              - {label: Two, type: two}
        webhook:
          preconfigured:
            - {label: Hook, type: hook}
    --- standard error
    note: 1 KiB of the 1024 KiB that Kubernetes takes
    --- status 0
    "
    );
    for form in [
        "configmap",
        "configmap --object secret",
        "configmap --object secret-data",
        "spinnaker-service",
        "helm-values",
    ] {
        let folder = Folder::with("a.yml", TWO);
        let said = folder.run(&format!("convert a.yml --as {form} -o made.yml"));
        assert_eq!((said.out.as_str(), said.status), ("", 0), "{said}");
        let back = folder.run("convert made.yml --as profile");
        assert_eq!(back.out, TWO, "{form}: {back}");
        let again = folder.run(&format!("convert a.yml --as {form} -o made.yml"));
        assert!(again.status == 2 && again.err.contains("is there already"), "{again}");
    }
}

#[test]
fn what_a_form_cannot_carry_is_said() {
    let folder = Folder::with("a.yml", TWO);
    assert_snapshot!(folder.run("convert a.yml --as fragment"), @"
    # the first
    - label: One # note
      type: one
    - {label: Two, type: two}
    - {label: Hook, type: hook}
    --- standard error
    note: Comments in a stage and right above it come along; those elsewhere stay in the other file.
    note: The other settings of the profile stay where they are.
    --- status 0
    ");
    assert_snapshot!(folder.run("convert a.yml --as plugin"), @"
    --- standard error
    error: a.yml: A plugin's file holds one stage; 3 were chosen.
    --- status 2
    ");
    let folder = Folder::with("a.yml", TWO.replace("Hook,", "\"{{ x }}\","));
    let said = folder.run("convert a.yml --as helm-template");
    assert!(said.status == 2 && said.err.contains("template actions"), "{said}");
    let folder = Folder::with("a.yml", BROKEN).and("none.yml", "a: 1\n");
    let said = folder.run("convert none.yml --as spinnaker-service");
    assert!(said.status == 2 && said.err.contains("no stages in none.yml"), "{said}");
    let said = folder.run("convert a.yml --as spinnaker-service");
    assert!(said.status == 1 && said.err.contains("Bad has a syntax error"), "{said}");
    assert!(said.out.contains("password: hunter2: x"), "it goes along as it is: {said}");
}

#[test]
fn stages_are_split_off_into_a_file_of_their_own() {
    let folder = Folder::with("a.yml", TWO);
    let dry = folder.run("convert a.yml --as profile --take two --take hook -o b.yml --dry-run");
    assert_snapshot!(dry, @"
    @@ -6 +6 @@
           # the first
           - label: One # note
             type: one
    -      - {label: Two, type: two}
     webhook:
    -  preconfigured:
    -    - {label: Hook, type: hook}
    +  preconfigured: []
    --- standard error
    note: Comments in a stage and right above it come along; those elsewhere stay in the other file.
    note: The other settings of the profile stay where they are.
    note: 1 KiB of the 1024 KiB that Kubernetes takes
    note: b.yml would be written: 2 stages
    --- status 0
    ");
    assert!(!folder.path().join("b.yml").exists() && folder.read("a.yml") == TWO);
    let said = folder.run("convert a.yml --as profile --take two --take hook -o b.yml");
    assert_eq!(said.status, 0, "{said}");
    assert_snapshot!(format!("{}---\n{}", folder.read("a.yml"), folder.read("b.yml")), @"
    # the team's
    server.port: 8083
    job:
      preconfigured:
        kubernetes:
          # the first
          - label: One # note
            type: one
    webhook:
      preconfigured: []
    ---
    job:
      preconfigured:
        kubernetes:
          - {label: Two, type: two}
    webhook:
      preconfigured:
        - {label: Hook, type: hook}
    ");
    let missing = folder.run("convert a.yml --as profile --take three -o c.yml");
    assert!(missing.status == 2 && missing.err.contains("no stage three"), "{missing}");
    let shared = "job:\n  preconfigured:\n    kubernetes:\n    - {type: a, labels: &l {x: y}}\n    - {type: b, labels: *l}\n";
    let folder = Folder::with("a.yml", shared);
    let said = folder.run("convert a.yml --as profile --take b -o b.yml");
    assert!(said.status == 2 && said.err.contains("anchor"), "{said}");
    assert!(!folder.path().join("b.yml").exists() && folder.read("a.yml") == shared);
}

#[test]
fn files_are_put_together_and_a_stage_of_both_is_told() {
    let other = "- {label: Newer, type: two}\n- label: Three\n  type: three # kept\n";
    let folder = Folder::with("a.yml", TWO).and("b.yml", other);
    let said = folder.run("convert a.yml b.yml --as profile");
    assert!(said.out.contains("Newer") && said.out.contains("three # kept"), "{said}");
    assert!(!said.out.contains("Two,") && said.err.contains("two is in several files"), "{said}");
    let kept = folder.run("convert a.yml b.yml --as profile --keep");
    assert!(kept.out.contains("Two,") && !kept.out.contains("Newer"), "{kept}");
}

#[test]
fn where_the_file_goes_and_what_restarts_is_said_for_each_way_of_installing() {
    let folder = Folder::with("a.yml", ECHO);
    for (installer, place) in [
        ("halyard", "~/.hal/default/profiles/orca-local.yml"),
        ("operator", "spec.spinnakerConfig.profiles.orca"),
        ("kustomize", "configMapGenerator"),
        ("helm", "halyard.additionalProfileConfigMaps"),
    ] {
        let said = folder.run(&format!("convert a.yml --as profile --installer {installer}"));
        assert!(said.err.contains(place) && said.err.contains("Orca restarts"), "{said}");
        assert_eq!(said.out, ECHO, "the file itself is on standard output");
    }
}

#[test]
fn a_file_that_kubernetes_would_refuse_fails() {
    let large = ECHO.replace("Hello", &"x".repeat(1_100_000));
    let folder = Folder::with("a.yml", large);
    let said = folder.run("convert a.yml --as configmap -o b.yml");
    assert!(said.status == 1 && said.err.contains("Kubernetes would refuse it"), "{said}");
    let folder = Folder::with("a.yml", ECHO.replace("Hello", &"x".repeat(1_000_000)));
    let said = folder.run("convert a.yml --as configmap -o b.yml");
    assert!(said.status == 0 && said.err.contains("95 %"), "{}", said.err);
}
