//! `cargo xtask cluster`: the real Kubernetes of `tests/cluster`, up, down, and
//! for any command. It changes the machine (a network namespace, mounts,
//! processes), so nothing starts it unasked.

use std::ffi::OsString;

use crate::process::Call;
use crate::session::{Before, Session};
use crate::setup::Need;

/// What the cluster is built from and runs on.
pub(crate) const BEFORE: &[Before] = &[
    Before::Path("tests/cluster/up.sh"),
    Before::Need(Need::ClusterMachine),
    Before::Need(Need::ClusterTools),
    Before::Need(Need::Go),
];

/// What is asked of the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Up,
    Down,
    /// Run this inside.
    Exec(Vec<OsString>),
}

/// Reads the words after `cluster`.
pub(crate) fn parse(words: &[OsString]) -> Result<Action, String> {
    let Some((first, rest)) = words.split_first() else {
        return Err("`cluster` needs up, down, or exec.".to_owned());
    };
    match (first.to_string_lossy().as_ref(), rest) {
        ("up", []) => Ok(Action::Up),
        ("down", []) => Ok(Action::Down),
        ("exec", [dashes, command @ ..]) if dashes == "--" && !command.is_empty() => {
            Ok(Action::Exec(command.to_vec()))
        }
        ("exec", _) => Err("Write `cluster exec -- COMMAND`.".to_owned()),
        _ => Err("`cluster` knows up, down, and exec -- COMMAND.".to_owned()),
    }
}

/// Carries it out; the exit code.
pub(crate) fn run(action: &Action) -> u8 {
    // What is up already needs nothing any more.
    let before = if *action == Action::Up { BEFORE } else { &[] };
    Session::with(before, |session| match action {
        Action::Up => script(session, "up").words(["kept"]).code(),
        Action::Down => script(session, "down").code(),
        Action::Exec(words) => script(session, "exec").words(words).code(),
    })
}

/// One of the cluster's scripts.
pub(crate) fn script(session: &Session, name: &str) -> Call {
    let folder = session.place.root.join("tests/cluster");
    Call::new(&session.place.root, folder.join(format!("{name}.sh")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Action, String> {
        parse(&line.split_whitespace().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_command_stands_behind_two_dashes() {
        let words = vec![OsString::from("kubectl"), OsString::from("--help")];
        assert_eq!(parse_line("exec -- kubectl --help"), Ok(Action::Exec(words)));
        assert_eq!(parse_line("up"), Ok(Action::Up));
        for wrong in ["", "exec", "exec kubectl", "exec --", "up down", "start"] {
            assert!(parse_line(wrong).is_err(), "{wrong:?} is refused");
        }
    }
}
