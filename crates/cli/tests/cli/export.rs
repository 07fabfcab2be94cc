//! `stagectl export`.

use insta::assert_snapshot;

use crate::program::{ECHO, Folder};

const OTHER: &str = "\
# theirs
orca: {port: 1}
job:
  preconfigured:
    kubernetes:
      - label: Old echo
        type: echoPhrase # old
      - label: Other # stays
        type: other
";

#[test]
fn a_stage_is_merged_and_the_rest_stays_as_it_is() {
    let folder = Folder::with("a.yml", ECHO).and("b.yml", OTHER);
    assert_snapshot!(folder.run("export a.yml --as profile -o b.yml --dry-run"), @"
    @@ -3 +3 @@
     job:
       preconfigured:
         kubernetes:
    -      - label: Old echo
    -        type: echoPhrase # old
    +      - label: Echo
    +        type: echoPhrase
    +        cloudProvider: kubernetes
    +        account: kubernetes # ours
    +        parameters:
    +          - name: PHRASE
    +            mapping: manifest.spec.template.spec.containers[0].env[0].value
    +            defaultValue: Hello
    +        manifest:
    +          apiVersion: batch/v1
    +          kind: Job
    +          metadata:
    +            generateName: hello-
    +          spec:
    +            template:
    +              spec:
    +                restartPolicy: Never
    +                containers:
    +                  - name: hello
    +                    image: alpine:3.22.1
    +                    env:
    +                      - name: PHRASE
    +                        value: placeholder
    +                      - name: API_TOKEN
    +                        value: <masked>
           - label: Other # stays
             type: other
    --- status 0
    ");
    assert_eq!(folder.read("b.yml"), OTHER, "a dry run writes nothing");
    let said = folder.run("export a.yml --as profile -o b.yml");
    assert_eq!(said.status, 0, "{said}");
    let written = folder.read("b.yml");
    assert!(written.starts_with("# theirs\norca: {port: 1}\n"), "{written}");
    assert!(written.contains("Other # stays") && !written.contains("Old echo"), "{written}");
    assert!(written.contains("v7Kp2xQ9"), "what is masked on the terminal is written: {written}");
    let again = folder.run("export a.yml --as profile -o b.yml");
    assert_eq!((again.out.as_str(), again.status), ("", 0), "nothing changes the second time");
    let kept = folder.run("export b.yml --as profile -o a.yml --keep --stage echoPhrase --dry-run");
    assert_eq!(kept.out, "", "what is there is kept: {kept}");
}

#[test]
fn without_an_output_the_text_is_shown_as_it_is() {
    let folder = Folder::with("a.yml", ECHO).and("b.yml", OTHER);
    assert_eq!(folder.run("export a.yml --as profile").out, ECHO, "the same form, the same bytes");
    assert_snapshot!(folder.run("export b.yml --as fragment --stage other"), @"
    - label: Other # stays
      type: other
    --- standard error
    note: Comments in a stage and right above it come along; those elsewhere stay in the other file.
    note: The other settings of the profile stay where they are.
    --- status 0
    ");
    assert_snapshot!(folder.run("export b.yml --as plugin"), @"
    --- standard error
    error: b.yml: A plugin's file holds one stage; 2 were chosen.
    --- status 2
    ");
    assert_snapshot!(folder.run("export b.yml --as plugin --stage none"), @"
    --- standard error
    error: no such stage in b.yml
    --- status 2
    ");
}
