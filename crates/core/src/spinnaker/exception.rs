//! A Java exception as far as a user meets it: in a stage's error, a task's
//! status or a log.

use std::fmt;

/// An exception of Orca or clouddriver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JavaException {
    /// The simple name of its class.
    pub class: &'static str,
    /// Its message; Java's may be null.
    pub message: Option<String>,
    /// What caused it.
    pub cause: Option<Box<Self>>,
}

impl JavaException {
    /// An exception with a message and no cause.
    pub fn new(class: &'static str, message: impl Into<String>) -> Self {
        Self { class, message: Some(message.into()), cause: None }
    }

    /// `ClassCastException` for a value of Java type `from` used as `to`.
    pub(super) fn cast(from: &str, to: &str) -> Self {
        Self::new(
            "ClassCastException",
            format!(
                "class {from} cannot be cast to class {to} ({from} and {to} are in module \
                 java.base of loader 'bootstrap')"
            ),
        )
    }

    /// `NullPointerException` with `reason`, which is ours: Java's own text
    /// differs from version to version.
    pub(super) fn null(reason: &str) -> Self {
        Self::new("NullPointerException", reason)
    }

    /// The same exception with a cause.
    #[must_use]
    pub(super) fn caused_by(mut self, cause: Self) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }
}

impl fmt::Display for JavaException {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class, self.message.as_deref().unwrap_or("null"))
    }
}
