//! Files that nobody wants: none may make the program panic, hang or lie.

use std::io::Read;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::program::{ECHO, Folder, Said};

/// Checks and previews a file that must not be taken for a good one.
#[track_caller]
fn refused(folder: &Folder, name: &str) -> Said {
    for words in [
        "preview NAME --format json",
        "preview NAME --step loaded",
        "preview NAME --step filled --format json",
    ] {
        let said = folder.run(&words.replace("NAME", name));
        assert!(matches!(said.status, 1 | 2) && !said.err.contains("panicked"), "{words}: {said}");
    }
    let said = folder.run(&format!("check {name}"));
    assert!(matches!(said.status, 1 | 2), "{said}");
    said
}

fn stage(rest: &str) -> String {
    let start = "job:\n  preconfigured:\n    kubernetes:\n    - label: A\n      type: a\n";
    format!("{start}      cloudProvider: kubernetes\n{rest}")
}

#[test]
fn bytes_that_are_no_text() {
    let folder = Folder::with("a.yml", (0..=255).cycle().take(10_000).collect::<Vec<u8>>())
        .and("nul.yml", b"job: \0")
        .and("utf16.yml", b"\xff\xfej\0o\0b\0");
    assert_snapshot!(refused(&folder, "a.yml"), @"
    --- standard error
    error: a.yml is not UTF-8 (byte 128). Convert it to UTF-8.
    --- status 2
    ");
    assert_snapshot!(refused(&folder, "nul.yml"), @"
    --- standard error
    error: nul.yml holds null bytes and is probably not text. Choose a file with YAML text.
    --- status 2
    ");
    assert_snapshot!(refused(&folder, "utf16.yml"), @"
    --- standard error
    error: utf16.yml is not UTF-8 (byte 0). Convert it to UTF-8.
    --- status 2
    ");
}

#[test]
fn a_file_of_50_mib() {
    let folder = Folder::with("a.yml", "# much\n".repeat(50 * 1024 * 1024 / 7));
    assert_snapshot!(refused(&folder, "a.yml"), @"
    --- standard error
    error: a.yml is larger than 16 MiB. No Spinnaker configuration is; choose another file.
    --- status 2
    ");
}

#[test]
fn an_alias_bomb() {
    let mut text = String::from("a0: &a0 [x]\n");
    for level in 1..10 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    let folder = Folder::with("a.yml", text + &stage(""));
    assert_snapshot!(folder.run("check a.yml"), @"
    error[would-not-start]: Orca 2026.2 would not start: Java heap space. Its aliases expand to more than memory holds.
     --> a.yml:7:30
      |
    7 | a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, ]
      |                              ^^^

    note[stage-without-account]: Every pipeline must name the account itself, and Deck has no field for it.
      --> a.yml:14:7
       |
    14 |     - label: A
       |       ^^^^^
       = note: in stage A, job.preconfigured.kubernetes[0].account

    note[stage-without-application]: Without an application the Job carries no application label, and shows in no application.
      --> a.yml:14:7
       |
    14 |     - label: A
       |       ^^^^^
       = note: in stage A, job.preconfigured.kubernetes[0].application
       = fix: File it under the pipeline's own

    warning[stage-without-manifest]: The stage has no manifest: each pipeline would have to bring its own.
      --> a.yml:14:7
       |
    14 |     - label: A
       |       ^^^^^
       = note: in stage A, job.preconfigured.kubernetes[0].manifest

    1 file, 1 stage: 1 error, 1 warning, 2 notes
    --- status 1
    ");
    assert_snapshot!(folder.run("preview a.yml --step loaded --format json"), @r#"
    {
      "error": [
        "java.lang.OutOfMemoryError: Java heap space"
      ]
    }
    --- status 1
    "#);
    let said = folder.run("preview a.yml --step filled --format json");
    assert_snapshot!(said.err, @"note: Orca would not start, for another reason in this file: Java heap space");
}

#[test]
fn ten_thousand_levels() {
    let brackets = format!("      manifest: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    let folder = Folder::with("a.yml", stage(&brackets));
    assert_snapshot!(refused(&folder, "a.yml"), @"
    error[syntax]: brackets nested deeper than can be read
     --> a.yml:7:272
      |
    7 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
      |                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = note: in stage A, job.preconfigured.kubernetes[0]

    1 file, 1 stage: 1 error
    --- status 1
    ");
    let dashes = format!("      manifest:\n      {}x\n", "- ".repeat(10_000));
    assert_snapshot!(refused(&Folder::with("a.yml", stage(&dashes)), "a.yml"), @"
    note[stage-without-account]: Every pipeline must name the account itself, and Deck has no field for it.
     --> a.yml:4:7
      |
    4 |     - label: A
      |       ^^^^^
      = note: in stage A, job.preconfigured.kubernetes[0].account

    note[stage-without-application]: Without an application the Job carries no application label, and shows in no application.
     --> a.yml:4:7
      |
    4 |     - label: A
      |       ^^^^^
      = note: in stage A, job.preconfigured.kubernetes[0].application
      = fix: File it under the pipeline's own

    warning[wrong-type]: `manifest` takes a mapping, and here is a list.
     --> a.yml:7:7
      |
    7 |       manifest:
      |       ^^^^^^^^
      = note: in stage A, job.preconfigured.kubernetes[0].manifest

    error[would-not-start]: Orca 2026.2 would not start: Nesting Depth exceeded max 50. Nest less deeply: 50 levels load.
     --> a.yml:8:61
      |
    8 |       - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - …
      |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = note: in stage A, job.preconfigured.kubernetes[0]

    error[nested-too-deep]: nested deeper than 128 levels; nothing below is read
     --> a.yml:8:259
      |
    8 | … - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - …
      |                                                               ^
      = note: in stage A, job.preconfigured.kubernetes[0]

    1 file, 1 stage: 2 errors, 1 warning, 2 notes
    --- status 1
    ");
}

#[test]
fn tabs_and_control_characters_are_made_visible() {
    let folder = Folder::with("a.yml", stage("\tb: \u{1b}]0;x\u{7}\u{202e}c\n"));
    assert_snapshot!(refused(&folder, "a.yml"), @r"
    error[tab-indentation]: a tab where YAML needs spaces
     --> a.yml:7:2
      |
    7 | ␉   b: ␛]0;x␇\u{202e}c
      |     ^^^^^^^^^^^^^^^^^^
      = note: in stage A, job.preconfigured.kubernetes[0]

    error[syntax]: the character U+001B, which YAML does not allow: write it as an escape in double quotes
     --> a.yml:7:5
      |
    7 | ␉   b: ␛]0;x␇\u{202e}c
      |        ^
      = note: in stage A, job.preconfigured.kubernetes[0]

    1 file, 1 stage: 2 errors
    --- status 1
    ");
}

#[test]
fn windows_line_ends_are_as_good_as_others() {
    let folder = Folder::with("a.yml", format!("\u{feff}{}", ECHO.replace('\n', "\r\n")));
    assert_snapshot!(folder.run("check a.yml"), @"
    note[stage-without-application]: Without an application the Job carries no application label, and shows in no application.
     --> a.yml:5:9
      |
    5 |       - label: Echo
      |         ^^^^^
      = note: in stage Echo, job.preconfigured.kubernetes[0].application
      = fix: File it under the pipeline's own

    warning[parameter-without-label]: Deck shows this field without a word before it.
      --> a.yml:10:19
       |
    10 |           - name: PHRASE
       |                   ^^^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].parameters[0]
       = fix: Take the name as label

    warning[backoff-repeats]: A failed pod is tried again six times, with all that it does.
      --> a.yml:18:11
       |
    18 |           spec:
       |           ^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].manifest.spec.backoffLimit
       = fix: Try only once

    note[no-deadline]: Nothing stops the Job: neither a cancelled pipeline nor a timeout does.
      --> a.yml:18:11
       |
    18 |           spec:
       |           ^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].manifest.spec.activeDeadlineSeconds
       = fix: Stop it after two hours, when Orca gives up

    warning[no-ttl]: Nobody removes the finished Job and its pods.
      --> a.yml:18:11
       |
    18 |           spec:
       |           ^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].manifest.spec.ttlSecondsAfterFinished
       = fix: Remove it after a day

    note[pod-metadata-missing]: Without metadata here the pods carry none of Spinnaker's labels.
      --> a.yml:19:13
       |
    19 |             template:
       |             ^^^^^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].manifest.spec.template.metadata
       = fix: Give the pods a label

    note[no-resources]: The container hello asks for no resources.
      --> a.yml:23:21
       |
    23 |                   - name: hello
       |                     ^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[0].resources

    warning[secret-in-clear]: The value of API_TOKEN stands in the file in clear.
      --> a.yml:29:32
       |
    29 |                         value: <masked>
       |                                ^^^^^^^^
       = note: in stage Echo, job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[0].env[1].value
       = fix: Take it from the Secret api-token

    1 file, 1 stage: 4 warnings, 4 notes
    --- status 0
    ");
    let said = folder.run("preview a.yml");
    assert_eq!(said.out, Folder::with("a.yml", ECHO).run("preview a.yml").out);
}

#[test]
fn a_file_that_cannot_be_read() {
    let folder = Folder::with("folder.yml/x", "");
    std::os::unix::fs::symlink("/proc/self/mem", folder.path().join("a.yml")).expect("a link");
    assert_snapshot!(folder.run("check a.yml"), @"
    --- standard error
    error: Could not read a.yml: Input/output error (os error 5). Nothing was changed.
    --- status 2
    ");
    assert_snapshot!(folder.run("preview folder.yml"), @"
    --- standard error
    error: folder.yml is a folder. Choose a file in it.
    --- status 2
    ");
}

#[test]
fn a_reader_that_goes_away() {
    let many = "    - {label: L, type: t}\n".repeat(1_000);
    let folder = Folder::with("a.yml", format!("job:\n  preconfigured:\n    kubernetes:\n{many}"));
    let mut child = folder
        .command("preview a.yml --step loaded")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut start = [0; 10];
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut start).expect("some output");
    drop(out);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0), "`stagectl … | head` is no failure");
}

#[test]
fn a_full_disk_is_said() {
    let folder = Folder::with("a.yml", ECHO);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let output = folder.command("preview a.yml").stdout(full).output().expect("the program runs");
    assert_snapshot!(String::from_utf8_lossy(&output.stderr), @"error: could not write: No space left on device (os error 28)");
    assert_eq!(output.status.code(), Some(2));
}
