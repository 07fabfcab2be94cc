//! Ctrl-C: the first stops the Job and cleans up, the second gives up on that.

use tokio::sync::watch::Sender;

/// Turns the switch at the first signal, and ends the program at the second.
pub(super) fn on_signals(stopper: Sender<bool>) {
    tokio::spawn(async move {
        signal().await;
        let _ = stopper.send(true);
        eprint("note: stopping, and cleaning up; once more to leave at once\n");
        signal().await;
        eprint("note: what is left in the cluster, `stagectl runs clean` removes\n");
        std::process::exit(130);
    });
}

fn eprint(text: &str) {
    use std::io::Write;
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}
