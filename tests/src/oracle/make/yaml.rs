//! YAML as it is going to be written: no values, only how they look.

/// A piece of a file.
#[derive(Clone, Debug)]
pub(super) enum Yaml {
    /// A scalar, as written.
    Scalar(String),
    /// A scalar over several lines: its header and its lines.
    Block(&'static str, Vec<&'static str>),
    /// Keys as written, and their values.
    Map(Vec<(String, Self)>),
    List(Vec<Self>),
    /// The same in brackets and braces.
    Flow(Box<Self>),
    Anchor(String, Box<Self>),
    Alias(String),
}

impl Yaml {
    pub(super) fn scalar(text: impl Into<String>) -> Self {
        Self::Scalar(text.into())
    }

    /// A whole document.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out.trim_start_matches('\n').to_owned()
    }

    /// What follows a key's colon or an item's dash, with the line's end.
    fn write(&self, level: usize, out: &mut String) {
        let margin = "  ".repeat(level);
        match self {
            Self::Scalar(text) => out.extend([" ", text, "\n"]),
            Self::Block(header, lines) => {
                out.extend([" ", header, "\n"]);
                for line in lines {
                    out.extend([&margin, "  ", line, "\n"]);
                }
            }
            Self::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
            Self::List(items) if items.is_empty() => out.push_str(" []\n"),
            Self::Map(entries) => {
                out.push('\n');
                for (key, value) in entries {
                    out.extend([margin.as_str(), key]);
                    if key.starts_with("? ") {
                        out.extend(["\n", &margin]);
                    }
                    out.push(':');
                    value.write(level + 1, out);
                }
            }
            Self::List(items) => {
                out.push('\n');
                for item in items {
                    out.extend([&margin, "-"]);
                    item.write(level + 1, out);
                }
            }
            Self::Flow(inner) => {
                out.push(' ');
                inner.write_flow(out);
                out.push('\n');
            }
            Self::Anchor(name, inner) => {
                out.extend([" &", name]);
                inner.write(level, out);
            }
            Self::Alias(name) => out.extend([" *", name, "\n"]),
        }
    }

    fn write_flow(&self, out: &mut String) {
        match self {
            // In brackets these begin nothing.
            Self::Scalar(text) if text.starts_with(['|', '>']) => out.push_str("\"block\""),
            Self::Scalar(text) => out.push_str(text),
            Self::Block(..) => out.push_str("\"block\""),
            Self::Map(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    out.push_str(if key.contains('\n') { "\"lines\"" } else { key });
                    out.push_str(": ");
                    value.write_flow(out);
                }
                out.push('}');
            }
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    item.write_flow(out);
                }
                out.push(']');
            }
            Self::Flow(inner) => inner.write_flow(out),
            Self::Anchor(name, inner) => {
                out.extend(["&", name, " "]);
                inner.write_flow(out);
            }
            Self::Alias(name) => out.extend(["*", name, " "]),
        }
    }
}
