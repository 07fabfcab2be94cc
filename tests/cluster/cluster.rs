//! The cluster as the tests see it: its users, its objects, its components.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Held for writing by tests that take a component away from all others.
static QUIET: RwLock<()> = RwLock::new(());

/// Whether the full range of faults is asked for: `cargo xtask soak cluster`.
pub(crate) fn soak() -> bool {
    std::env::var_os("STAGE_DESIGNER_SOAK").is_some()
}

/// For a test that needs the cluster whole.
pub(crate) fn shared() -> RwLockReadGuard<'static, ()> {
    QUIET.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// For a test that breaks the cluster for a while.
pub(crate) fn alone() -> RwLockWriteGuard<'static, ()> {
    QUIET.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The kubeconfig of the user that may do what a run needs.
pub(crate) fn kubeconfig() -> PathBuf {
    std::env::var_os("STAGE_DESIGNER_TEST_KUBECONFIG")
        .map(PathBuf::from)
        .expect("STAGE_DESIGNER_TEST_KUBECONFIG names a kubeconfig: run `cargo xtask test cluster`")
}

/// The kubeconfig of another user, if the cluster has it.
pub(crate) fn user(name: &str) -> Option<PathBuf> {
    let path = kubeconfig().with_file_name(name);
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: this cluster has no user {name}");
    None
}

/// The folder of a cluster of our own, whose components can be ended.
pub(crate) fn own() -> Option<PathBuf> {
    let folder = kubeconfig().parent()?.parent()?.to_path_buf();
    if folder.join("pid").is_dir() {
        return Some(folder);
    }
    println!("skipped: this cluster's components are not ours to end");
    None
}

/// What kubectl says, as the user who may do everything if there is one.
pub(crate) fn kubectl(words: &[&str]) -> String {
    let admin = kubeconfig().with_file_name("admin");
    let kubeconfig = if admin.is_file() { admin } else { kubeconfig() };
    let output = Command::new("kubectl")
        .args(words)
        .env("KUBECONFIG", kubeconfig)
        .output()
        .expect("kubectl is on the PATH");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The Jobs and pods of a run.
pub(crate) fn left_of(run: &str) -> Vec<String> {
    let selector = format!("stage-designer.io/run={run}");
    let text = kubectl(&["get", "jobs,pods", "-A", "-l", &selector, "-o", "json"]);
    let list: Value = serde_json::from_str(&text).expect("kubectl answers JSON");
    let names = list["items"].as_array().into_iter().flatten();
    names.map(|object| format!("{} {}", object["kind"], object["metadata"]["name"])).collect()
}

/// Waits until `what` is so, for `seconds` at most.
pub(crate) fn until(seconds: u64, what: &str, mut so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(seconds);
    while !so() {
        assert!(Instant::now() < end, "{what}: not within {seconds} seconds");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Ends the API server as a crash would, and starts it again.
pub(crate) fn restart_api_server(cluster: &std::path::Path) {
    let pid = std::fs::read_to_string(cluster.join("pid/kube-apiserver")).expect("it runs");
    let killed = Command::new("kill").args(["-KILL", pid.trim()]).status().expect("kill runs");
    assert!(killed.success(), "the API server is ended");
    std::thread::sleep(Duration::from_secs(2));
    let up = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cluster/up.sh");
    let started =
        Command::new(up).env("STAGE_DESIGNER_INSIDE", "yes").output().expect("up.sh runs");
    assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
}
