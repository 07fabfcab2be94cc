//! Ways to a cluster that a kubeconfig or the environment describes.

use std::path::PathBuf;
use std::time::Duration;

use crate::between::{Between, Tunnel, direct};
use crate::cluster::{left_of, own, shared};
use crate::program::Place;
use crate::stages::script;

/// A kubeconfig with that text, in the folder of a place.
fn written(place: &Place, text: &str) -> PathBuf {
    let path = place.data().with_file_name("kubeconfig");
    std::fs::write(&path, text).expect("written");
    path
}

/// The same kubeconfig with one more entry for its cluster.
fn with(text: &str, entry: &str) -> String {
    let with = text.replace("cluster: {server:", &format!("cluster: {{{entry}, server:"));
    assert_ne!(with, text, "the kubeconfig is our cluster's own");
    with
}

#[test]
fn a_certificate_for_another_name_is_accepted_by_tls_server_name_only() {
    let _quiet = shared();
    if own().is_none() {
        return;
    }
    // An address that the API server's certificate does not have.
    let elsewhere = Between::at("127.0.0.2", 1 << 14, Duration::ZERO);
    let text = std::fs::read_to_string(elsewhere.kubeconfig()).expect("a kubeconfig");
    let place = Place::new(&script("echo there")).user(elsewhere.kubeconfig());
    let refused = place.run("");
    assert_eq!(refused.status, Some(2), "{refused:#?}");
    assert!(refused.err.contains("certificate"), "{}", refused.err);
    assert!(refused.err.contains("Check the authority and the server's name"), "{}", refused.err);
    let named = written(&place, &with(&text, "tls-server-name: localhost"));
    let ended = place.user(named).run("");
    assert_eq!((ended.status, ended.log().as_str()), (Some(0), "there\n"), "{ended:#?}");
}

#[test]
fn a_run_goes_through_the_proxy_of_the_kubeconfig() {
    let _quiet = shared();
    if own().is_none() {
        return;
    }
    let (text, server) = direct();
    let proxy = Tunnel::start();
    let place = Place::new(&script("echo there"));
    let through = written(&place, &with(&text, &format!("proxy-url: '{}'", proxy.address)));
    let ended = place.user(through).run("");
    assert_eq!((ended.status, ended.log().as_str()), (Some(0), "there\n"), "{ended:#?}");
    assert_eq!(proxy.asked(), [format!("CONNECT {server} HTTP/1.1")], "all of it, and by name");
    let run = ended.record()["id"].as_str().expect("an id");
    assert_eq!(left_of(run), [""; 0]);
}

#[test]
fn the_proxy_variables_count_but_for_those_excepted() {
    let _quiet = shared();
    if own().is_none() {
        return;
    }
    let (text, server) = direct();
    let proxy = Tunnel::start();
    let place = Place::new(&script("true"));
    // A name that only the proxy can lead to; the certificate has it.
    let far = written(&place, &text.replace(&server, "kubernetes.default.svc:443"));
    let place = place.user(far);
    let looked = |except: &str| {
        let mut command = place.command("run stage.yml --dry-run");
        command.env("HTTPS_PROXY", &proxy.address).env("NO_PROXY", except);
        command.output().expect("it runs")
    };
    let (through, past) = (looked("example.com"), looked(".svc"));
    let err = String::from_utf8_lossy(&through.stderr);
    assert_eq!(through.status.code(), Some(0), "{err}");
    assert_eq!(proxy.asked(), ["CONNECT kubernetes.default.svc:443 HTTP/1.1"]);
    assert!(!past.status.success(), "past the proxy nobody knows that name");
}
