//! `stagectl why`.

use insta::assert_snapshot;

use crate::program::{ECHO, Folder};

#[test]
fn a_pasted_error_leads_to_line_cause_and_remedy() {
    let folder = Folder::with("a.yml", ECHO);
    let log =
        b"Caused by: org.springframework.boot.context.properties.bind.BindException: Failed to \
        bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template' to \
        io.kubernetes.client.openapi.models.V1PodTemplateSpec\n";
    assert_snapshot!(folder.run_with("why --file a.yml", log), @"
    Orca does not start: Failed to bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template' to io.kubernetes.client.openapi.models.V1PodTemplateSpec
      place:  a.yml:19:13
      cause:  Spring could not turn the value at job.preconfigured.kubernetes[0].manifest.spec.template into io.kubernetes.client.openapi.models.V1PodTemplateSpec. One such value stops all of Orca, not only this stage.
      remedy: Mend the value; the cause that follows says what is wrong with it.
      look for: the value at job.preconfigured.kubernetes[0].manifest.spec.template; names are written with dashes there, so `backoff-limit` is `backoffLimit`
    --- status 0
    ");
    assert_snapshot!(folder.run_with("why -", b"No text manifest was specified."), @"
    Orca: No text manifest was specified.
      cause:  Neither the stage definition nor the pipeline has a manifest.
      remedy: Put a `manifest` into the stage definition.
      look for: a stage without `manifest`, or whose manifest had only unknown keys and was dropped
    --- status 0
    ");
}

#[test]
fn what_is_not_known_is_said_to_be_so() {
    assert_snapshot!(Folder::new().run("why good morning"), @"
    --- standard error
    note: nothing in it is known: paste the exception with its causes, or the whole log
    --- status 1
    ");
}
