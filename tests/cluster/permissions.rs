//! Users who may not do everything: what still works, and what is said.

use crate::cluster::{kubectl, left_of, shared, user};
use crate::program::Place;
use crate::stages::script;

#[test]
fn without_the_right_to_create_nothing_runs_and_the_reason_is_said() {
    let _quiet = shared();
    let Some(user) = user("nocreate") else { return };
    let ended = Place::new(&script("true")).user(user).run("");
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunRefused"), "{ended:#?}");
    let said = ended.record()["conditions"][0]["message"].as_str().expect("a message");
    assert!(said.contains("cannot create resource \"jobs\""), "{said}");
    assert!(said.contains("ask for the permission"), "{said}");
}

#[test]
fn without_logs_the_run_goes_on_and_outputs_fail_as_in_spinnaker() {
    let _quiet = shared();
    let Some(user) = user("nologs") else { return };
    let text =
        script("echo SPINNAKER_PROPERTY_A=b").replace("description: a test", "propertyFile: main");
    let ended = Place::new(&text).user(user).run("");
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunFailed"), "{ended:#?}");
    assert!(ended.told().contains("may not read logs"), "{}", ended.told());
    let error = ended.record()["verdict"]["error"].as_str().expect("Orca's words");
    assert!(error.starts_with("Expected properties file: main in job"), "{error}");
}

#[test]
fn without_watching_it_is_asked_again_and_again() {
    let _quiet = shared();
    let Some(user) = user("nowatch") else { return };
    let ended = Place::new(&script("echo seen; sleep 3")).user(user).run("");
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    assert!(ended.log().contains("seen\n"), "{}", ended.log());
}

#[test]
fn without_pods_the_verdict_is_still_there() {
    let _quiet = shared();
    let Some(user) = user("nopods") else { return };
    let ended = Place::new(&script("true")).user(user).run("");
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    assert!(ended.told().contains("may not list pods"), "{}", ended.told());
}

#[test]
fn without_the_right_to_delete_what_is_left_is_said_and_kept_in_mind() {
    let _quiet = shared();
    let Some(user) = user("nodelete") else { return };
    let place = Place::new(&script("true")).user(user);
    let ended = place.run("");
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    assert!(ended.told().contains("runs clean"), "{}", ended.told());
    let run = ended.record()["id"].as_str().expect("an id");
    assert_ne!(left_of(run), [""; 0]);
    // As somebody who may.
    let kubeconfig = crate::cluster::kubeconfig();
    let denied = place.command("runs clean --yes").output().expect("it runs");
    assert!(!denied.status.success(), "it is still not allowed");
    let text = std::fs::read_to_string(kubeconfig).expect("a kubeconfig");
    let own = place.data().with_file_name("kubeconfig");
    std::fs::write(&own, text.replace("{name: runner, context", "{name: nodelete, context"))
        .expect("written");
    let cleaned =
        place.command("runs clean --yes").env("KUBECONFIG", own).output().expect("it runs");
    assert!(cleaned.status.success(), "{}", String::from_utf8_lossy(&cleaned.stderr));
    assert_eq!(left_of(run), [""; 0]);
}

#[test]
fn refused_credentials_are_no_cluster() {
    let _quiet = shared();
    let Some(user) = user("runner") else { return };
    let place = Place::new(&script("true"));
    let text = std::fs::read_to_string(user).expect("a kubeconfig");
    let (before, _) = text.split_once("token: ").expect("a token");
    let (_, after) = text.split_once("}}]\ncontexts").expect("contexts");
    let wrong = place.data().with_file_name("kubeconfig");
    std::fs::write(&wrong, format!("{before}token: wrong}}}}]\ncontexts{after}")).expect("written");
    let ended = place.user(wrong).run("");
    assert_eq!(ended.status, Some(2), "{ended:#?}");
    assert!(ended.err.contains("sign in again"), "{}", ended.err);
    assert!(!kubectl(&["get", "nodes", "-o", "name"]).is_empty(), "the cluster itself is well");
}
