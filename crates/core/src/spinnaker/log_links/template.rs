//! A link cut into text and expressions as lodash's `template` cuts it, with
//! Deck's `{{ }}` in place of lodash's own interpolation.

use super::syntax::Expression;
use super::{Result, Stop, parser, syntax_error};

/// A part of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'l> {
    Text(&'l str),
    /// `{{ … }}`.
    Interpolated(&'l str),
    /// `<%- … %>`, which escapes for HTML.
    Escaped(&'l str),
    /// `<% … %>`, which runs.
    Evaluated(&'l str),
}

/// A part that is ready to be shown.
pub(super) enum Compiled<'l> {
    Text(&'l str),
    Shown(Expression),
    /// Shown escaped for HTML: the first argument, if there is one; all are
    /// computed.
    Escaped(Vec<Expression>),
}

const DELIMITERS: [(&str, &str); 3] = [("<%-", "%>"), ("{{", "}}"), ("<%", "%>")];

/// The parts in order. Each delimiter needs at least one character inside and
/// ends as early as it can; one that does not end is text.
pub(super) fn pieces(link: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut text, mut at) = (0, 0);
    while at < link.len() {
        match delimited(link, at) {
            Some((piece, end)) => {
                if let Some(before) = link.get(text..at).filter(|before| !before.is_empty()) {
                    out.push(Piece::Text(before));
                }
                out.push(piece);
                (text, at) = (end, end);
            }
            None => at += link.get(at..).and_then(|l| l.chars().next()).map_or(1, char::len_utf8),
        }
    }
    if let Some(rest) = link.get(text..).filter(|rest| !rest.is_empty()) {
        out.push(Piece::Text(rest));
    }
    out
}

fn delimited(link: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let rest = link.get(at..)?;
    DELIMITERS.iter().enumerate().find_map(|(index, (open, close))| {
        let inside = rest.strip_prefix(open)?;
        let first = inside.chars().next()?.len_utf8();
        let end = inside.get(first..)?.find(close)? + first;
        let content = inside.get(..end)?;
        let piece = match index {
            0 => Piece::Escaped(content),
            1 => Piece::Interpolated(content),
            _ => Piece::Evaluated(content),
        };
        Some((piece, at + open.len() + end + close.len()))
    })
}

/// Parses what a part has inside.
pub(super) fn compile(piece: Piece) -> Result<Compiled> {
    Ok(match piece {
        Piece::Text(text) => Compiled::Text(text),
        Piece::Interpolated(code) => Compiled::Shown(parser::parse(code)?),
        Piece::Escaped(code) => Compiled::Escaped(parser::parse_arguments(code)?),
        Piece::Evaluated(code) if code.trim().is_empty() => Compiled::Text(""),
        // `<%=` is lodash's own interpolation, which Deck replaced.
        Piece::Evaluated(code) if code.trim_start().starts_with('=') => {
            return syntax_error("Unexpected token '='");
        }
        Piece::Evaluated(_) => return Err(Stop::Code("`<% %>` holds program code")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_need_content_and_end_early() {
        use Piece::{Escaped, Evaluated, Interpolated, Text};
        assert_eq!(pieces("a{{b}}c"), [Text("a"), Interpolated("b"), Text("c")]);
        assert_eq!(pieces("{{}}"), [Text("{{}}")]);
        assert_eq!(pieces("{{}}}}"), [Interpolated("}"), Text("}")]);
        assert_eq!(pieces("{{{x}}}"), [Interpolated("{x"), Text("}")]);
        assert_eq!(pieces("{{ \n }}"), [Interpolated(" \n ")]);
        assert_eq!(pieces("<%-a%><%b%>"), [Escaped("a"), Evaluated("b")]);
        assert_eq!(pieces("é{{é}}{{"), [Text("é"), Interpolated("é"), Text("{{")]);
    }
}
