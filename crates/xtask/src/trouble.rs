//! Why something could not be done: this machine lacks something (a remedy is
//! known), or something of ours is broken.

/// What stood in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It cannot run on this machine as it is.
    Lack {
        /// What is missing, as a noun phrase.
        what: String,
        /// What the reader can do about it.
        remedy: String,
    },
    /// The machine does not allow it, and nothing that set-up installs would
    /// change that.
    NotAllowed {
        /// What the machine would have to allow, as a noun phrase.
        what: String,
        /// What the reader can do about it.
        remedy: String,
    },
    /// It was tried and failed; its own output is above.
    Broken(String),
}

impl Trouble {
    pub(crate) fn lack(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Lack { what: what.into(), remedy: remedy.into() }
    }

    /// Says it; the exit code.
    pub(crate) fn told(&self) -> u8 {
        eprintln!("{self}");
        1
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Lack { what, remedy } => write!(out, "missing: {what}. {remedy}"),
            Self::NotAllowed { what, remedy } => write!(out, "not allowed here: {what}. {remedy}"),
            Self::Broken(what) => out.write_str(what),
        }
    }
}
