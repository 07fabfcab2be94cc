//! What the commands write. Everything that comes from a file goes through
//! [`visible`] and without its secrets.

pub(crate) mod changes;
pub(crate) mod github;
pub(crate) mod json_v1;
pub(crate) mod sarif;
pub(crate) mod text;
mod visible;
pub(crate) mod yaml;

pub(crate) use visible::{extend, visible, visible_json, visible_lines};

/// Whether the streams are for eyes, which like colour.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Standard output.
    pub(crate) out: bool,
    /// Standard error.
    pub(crate) err: bool,
}

impl Look {
    /// By whether the streams are terminals, and by what the user's
    /// environment says of colour.
    pub(crate) fn of(out: bool, err: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let colour = !set("NO_COLOR") && !dumb;
        Self { out: out && colour, err: err && colour }
    }
}

/// A line for standard error.
pub(crate) fn line(level: &str, message: &str) -> String {
    format!("{level}: {}\n", visible(message))
}
