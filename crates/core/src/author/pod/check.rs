//! Checks of a container: when it has started, whether it lives, whether it is
//! ready. Each asks in one of a few ways.

use super::place::{Place, Pod};
use super::{Refused, map, port, said, text};
use crate::document::Path;
use crate::document::edit::{Edit, New};

/// Which check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Whether it has started.
    Startup,
    /// Whether it still lives.
    Liveness,
    /// Whether it is ready.
    Readiness,
}

impl Check {
    /// The container's property.
    pub fn key(self) -> &'static str {
        match self {
            Self::Startup => "startupProbe",
            Self::Liveness => "livenessProbe",
            Self::Readiness => "readinessProbe",
        }
    }
}

/// How a check asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// A command in the container; it must end with 0.
    Command(Vec<String>),
    /// A page that must answer.
    Http {
        /// Its path.
        path: String,
        /// The port, by number or name.
        port: String,
        /// Whether by HTTPS.
        secure: bool,
    },
    /// A port that must be open.
    Tcp(String),
    /// gRPC's own health service.
    Grpc(String),
}

/// The probe's properties for the ways to ask.
const WAYS: [&str; 4] = ["exec", "httpGet", "tcpSocket", "grpc"];

pub(super) fn set(
    pod: &Pod<'_>,
    container: &Path,
    which: Check,
    how: Option<&How>,
) -> Result<Vec<Edit>, Refused> {
    let container = pod.container(container)?;
    let probe = container.key(which.key());
    let Some(how) = how else {
        return Ok(if probe.is_there() { vec![probe.remove()] } else { Vec::new() });
    };
    if pod.is_init(&container) && container.text("restartPolicy") != Some("Always") {
        return Err(Refused::InitContainer);
    }
    let (key, value) = value(pod, how)?;
    pod.reads(&probe, key)?;
    if !probe.is_there() {
        return Ok(vec![probe.set(map([(key, value)]))]);
    }
    let others = WAYS.iter().filter(|way| **way != key).map(|way| probe.key(way));
    let mut edits = vec![probe.key(key).set(value)];
    edits.extend(others.filter(Place::is_there).map(|way| way.remove()));
    Ok(edits)
}

fn value(pod: &Pod<'_>, how: &How) -> Result<(&'static str, New), Refused> {
    let asked = |wanted: &str| said(wanted, "which port").map(|wanted| port(pod, wanted));
    Ok(match how {
        How::Command(words) if words.is_empty() => return Err(Refused::Missing("the command")),
        How::Command(words) => {
            let words = words.iter().map(|word| text(word)).collect();
            ("exec", map([("command", New::List(words))]))
        }
        How::Http { path, port, secure } => {
            let path = path.trim();
            let path = ("path", text(if path.is_empty() { "/" } else { path }));
            let scheme = secure.then(|| ("scheme", text("HTTPS")));
            ("httpGet", map([path, ("port", asked(port)?)].into_iter().chain(scheme)))
        }
        How::Tcp(port) => ("tcpSocket", map([("port", asked(port)?)])),
        // The one port that is a whole number for the client as well.
        How::Grpc(port) => {
            let port = said(port, "which port")?;
            ("grpc", map([("port", port.parse().map_or_else(|_| text(port), New::Int))]))
        }
    })
}
