//! Whether a file fits where Kubernetes keeps it.

use crate::forms::Form;
use crate::limits;

/// A text's size against what its place holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The text's bytes.
    pub bytes: usize,
    /// What the place holds at most; none for a plain file.
    pub limit: Option<usize>,
}

/// The size of `text` in `form`. The operator and Halyard pack every profile
/// of every service into a Secret, so that one file must stay well below.
pub fn size(text: &str, form: Form) -> Size {
    let limit = match form {
        Form::Plugin | Form::Fragment | Form::None => None,
        _ => Some(limits::OBJECT_BYTES),
    };
    Size { bytes: text.len(), limit }
}

impl Size {
    /// Whether Kubernetes refuses it.
    pub fn is_too_large(&self) -> bool {
        self.limit.is_some_and(|limit| self.bytes > limit)
    }

    /// What to say about it, if anything.
    pub fn note(&self) -> Option<String> {
        let limit = self.limit?;
        let share = self.bytes.saturating_mul(100) / limit.max(1);
        let kib = self.bytes.div_ceil(1024);
        if self.is_too_large() {
            return Some(format!(
                "The text has {kib} KiB. A ConfigMap or Secret holds {} KiB, and Halyard and the operator pack all profiles into one: Kubernetes would refuse it. Split it.",
                limit / 1024
            ));
        }
        (share >= limits::OBJECT_SHARE).then(|| {
            format!(
                "The text has {kib} KiB, {share} % of what a ConfigMap or Secret holds; the profiles of other services may share that place."
            )
        })
    }
}
