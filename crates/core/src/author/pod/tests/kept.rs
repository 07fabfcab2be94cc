//! What forms leave in order: what parameters set, and what names a variable.

use super::*;

#[test]
fn what_a_parameter_sets_is_not_taken_out() {
    let mapped = |mapping: &str| {
        let place = "containers[0].env[1].value\n";
        assert_eq!(STAGE.matches(place).count(), 1);
        STAGE.replace(place, &format!("{mapping}\n"))
    };
    let probe = "image: registry.example.com/main:1.0 # pinned\n                livenessProbe:\n                  httpGet: {path: /a, port: main}\n                securityContext: {runAsUser: '0'}\n";
    let said = |mapping: &str, wish: &Wish| {
        let text =
            mapped(mapping).replace("image: registry.example.com/main:1.0 # pinned\n", probe);
        carried(&text, Release::V2026_2, wish).err()
    };
    let check =
        |how: Option<How>| Wish::Check { container: container(0), which: Check::Liveness, how };
    let by = Some(Refused::SetBy("LEVEL".into()));
    let path = "containers[0].livenessProbe.httpGet.path";
    assert_eq!(said(path, &check(None)), by);
    assert_eq!(said(path, &check(Some(How::Tcp("main".into())))), by);
    let http = How::Http { path: "/b".into(), port: "main".into(), secure: false };
    assert_eq!(said(path, &check(Some(http))), None, "the path is still there");
    let claim = "volumes[1].persistentVolumeClaim.claimName";
    assert_eq!(said(claim, &Wish::RemoveVolume { index: 1 }), by);
    let source = Source::Secret { name: "keys".into(), optional: false };
    assert_eq!(said(claim, &Wish::ChangeVolume { index: 1, source }), by);
    assert_eq!(said(claim, &Wish::RemoveVolume { index: 0 }), None, "it moves along");
    assert_eq!(said("containers[0].securityContext.runAsUser", &Wish::Restrict), by);
}

#[test]
fn a_variable_is_renamed_where_its_container_names_it() {
    let text = STAGE.replace(
        "value: placeholder\n",
        "value: placeholder\n                - {name: LAST, value: $(FIRST)-$(FIRSTS)}\n                args: [\"$(FIRST) $$(FIRST) $$$(FIRST)\", $(LEVEL)]\n",
    );
    let rename = |index: usize, to: &str| {
        let wish = Wish::RenameVariable { container: container(0), index, to: to.into() };
        carried(&text, Release::V2026_2, &wish)
    };
    let after = rename(0, "START").unwrap();
    assert!(after.contains("{name: START, value: one}"), "{after}");
    assert!(after.contains("{name: LAST, value: $(START)-$(FIRSTS)}"), "{after}");
    assert!(after.contains("[\"$(START) $$(FIRST) $$$(START)\", $(LEVEL)]"), "{after}");
    assert_eq!(rename(0, "LEVEL"), Err(Refused::Taken("LEVEL".into())));
    assert_eq!(rename(0, "FIRST").as_deref(), Ok(&*text), "the same name changes nothing");
    assert_eq!(rename(0, " "), Err(Refused::Missing("the variable's name")));
}
