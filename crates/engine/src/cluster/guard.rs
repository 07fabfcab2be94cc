//! What a person and a workspace say of clusters besides the words that always
//! protect: more to protect, and kube contexts in which nothing may be run.
//!
//! Everything here adds; nothing takes a protection away.

use super::{Connection, Protection};
use crate::settings::Settings;
use crate::{ApplicationData, Error};

/// The setting of the program with kube contexts to protect, a line each.
pub const PROTECTED_CONTEXTS: &str = "protectedContexts";
/// The setting of the program with kube contexts that are only looked at, a
/// line each.
pub const READ_ONLY_CONTEXTS: &str = "readOnlyContexts";

/// What is protected besides the usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guard {
    /// Words, as those that protect without any setting.
    pub words: Vec<String>,
    /// Names of kube contexts to protect, with `*` for any characters.
    pub contexts: Vec<String>,
    /// Names of kube contexts in which nothing is run, written likewise.
    pub read_only: Vec<String>,
}

/// How a cluster stands towards runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Runs need nothing more.
    Open,
    /// A run needs the kube context's name typed.
    Protected(Protection),
    /// Nothing is run; the name or pattern that says so.
    ReadOnly(String),
}

impl Guard {
    /// What the user has set and, if there is one, what the workspace adds.
    pub fn of(user: &ApplicationData, workspace: Option<&Settings>) -> Self {
        let lines = |key: &str| {
            let text = user.settings.get(key).map(String::as_str).unwrap_or_default();
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let mut guard = Self {
            words: Vec::new(),
            contexts: lines(PROTECTED_CONTEXTS),
            read_only: lines(READ_ONLY_CONTEXTS),
        };
        if let Some(workspace) = workspace {
            guard.words.extend(workspace.protected_words.iter().cloned());
            guard.contexts.extend(workspace.protected.iter().cloned());
            guard.read_only.extend(workspace.read_only.iter().cloned());
        }
        guard
    }

    /// How the cluster of a connection stands, for a run in that namespace.
    pub fn standing(&self, connection: &Connection, namespace: &str) -> Standing {
        let kube_context = connection.kube_context.as_str();
        let listed = |patterns: &[String]| {
            patterns.iter().find(|pattern| is_named(pattern, kube_context)).cloned()
        };
        if let Some(pattern) = listed(&self.read_only) {
            return Standing::ReadOnly(pattern);
        }
        let names = [kube_context, &connection.cluster, &connection.address.server, namespace];
        if let Some(protection) = Protection::of(names, &self.words) {
            return Standing::Protected(protection);
        }
        listed(&self.contexts).map_or(Standing::Open, |word| {
            Standing::Protected(Protection { word, found_in: kube_context.to_owned() })
        })
    }
}

impl Standing {
    /// Whether a run may begin in that kube context, its name having been typed
    /// as `confirmed`.
    pub fn permits(&self, kube_context: &str, confirmed: Option<&str>) -> Result<(), Error> {
        match self {
            Self::Open => Ok(()),
            Self::Protected(_) if confirmed == Some(kube_context) => Ok(()),
            Self::Protected(Protection { word, found_in }) => Err(Error::failed(
                format!("{kube_context} is protected: {found_in} has the word {word}."),
                format!("If you mean it, add --confirm-context {kube_context}."),
            )),
            Self::ReadOnly(pattern) => Err(Error::failed(
                format!("{kube_context} is only for looking: {pattern} is set to read-only."),
                "Choose another kube context, or change that setting. --dry-run still works.",
            )),
        }
    }
}

/// Whether a pattern, in which `*` is any characters, means that name.
fn is_named(pattern: &str, name: &str) -> bool {
    if !pattern.contains('*') {
        return pattern == name;
    }
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Address, SignIn};

    fn connection(kube_context: &str) -> Connection {
        Connection {
            kube_context: kube_context.into(),
            file: None,
            cluster: "shop".into(),
            user: None,
            sign_in: SignIn::Token,
            namespace: "stage".into(),
            address: Address { server: "https://10.0.0.1".into(), authority: None },
            proxy: None,
            tls_server_name: None,
            insecure: false,
        }
    }

    fn guard() -> Guard {
        let mut user = ApplicationData::default();
        user.settings.insert(READ_ONLY_CONTEXTS.into(), "audit\n  eu-*-3 \n".into());
        let mut workspace = Settings::default();
        workspace.protected.push("blue*".into());
        workspace.protected_words.push("pay roll".into());
        Guard::of(&user, Some(&workspace))
    }

    #[test]
    fn a_workspace_adds_protection_and_takes_none_away() {
        let protected =
            |name| matches!(guard().standing(&connection(name), "x"), Standing::Protected(_));
        assert!(protected("blue-7"), "a name of the workspace");
        assert!(protected("eu-pay-roll"), "a word of the workspace");
        assert!(protected("prod"), "the usual words stay");
        assert!(!protected("payroll") && !protected("my-blue"));
        assert_eq!(guard().standing(&connection("dev"), "x"), Standing::Open);
        assert!(matches!(guard().standing(&connection("dev"), "live"), Standing::Protected(_)));
    }

    #[test]
    fn a_read_only_context_refuses_even_what_is_confirmed() {
        for name in ["audit", "eu-west-3", "eu--3"] {
            let standing = guard().standing(&connection(name), "x");
            let error = standing.permits(name, Some(name)).expect_err("refused");
            assert!(error.message.contains("only for looking"), "{error}");
        }
        assert_eq!(guard().standing(&connection("audit-2"), "x"), Standing::Open);
    }

    #[test]
    fn a_protected_context_is_run_in_once_its_name_is_typed() {
        let standing = guard().standing(&connection("prod"), "x");
        assert!(standing.permits("prod", Some("prd")).is_err());
        assert_eq!(standing.permits("prod", Some("prod")), Ok(()));
    }
}
