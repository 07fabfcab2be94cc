//! A pattern's tree spelled for the engine.

use super::class::spelled;
use super::parse::Tree;

/// The pattern in the engine's syntax.
pub(super) fn emit(tree: &Tree) -> String {
    let mut out = String::new();
    write(tree, &mut out);
    out
}

fn cased(text: &str, ignore_case: bool, out: &mut String) {
    if ignore_case {
        out.push_str("(?i:");
        out.push_str(text);
        out.push(')');
    } else {
        out.push_str(text);
    }
}

fn write(tree: &Tree, out: &mut String) {
    match tree {
        Tree::Empty => {}
        Tree::Char(c, ignore_case) => cased(&spelled(*c), *ignore_case, out),
        Tree::Set(set, ignore_case) => cased(set, *ignore_case, out),
        Tree::Raw(text) => out.push_str(text),
        Tree::Sequence(parts) => parts.iter().for_each(|part| write(part, out)),
        Tree::Choice(choices) => {
            for (at, choice) in choices.iter().enumerate() {
                if at > 0 {
                    out.push('|');
                }
                write(choice, out);
            }
        }
        Tree::Group(open, inner) => {
            out.push_str(open);
            write(inner, out);
            out.push(')');
        }
        Tree::BackReference(spelled) => {
            out.push_str("(?:");
            out.push_str(spelled);
            out.push(')');
        }
        Tree::Repeat { inner, least, .. } if inner.is_empty_match() => {
            if *least > 0 {
                write(inner, out);
            }
        }
        Tree::Repeat { inner, least, most, suffix } => {
            out.push_str(if *suffix == "+" { "(?>(?:" } else { "(?:" });
            write(inner, out);
            out.push(')');
            match (least, most) {
                (0, Some(1)) => out.push('?'),
                (0, None) => out.push('*'),
                (1, None) => out.push('+'),
                (least, None) => out.extend(["{", &least.to_string(), ",}"]),
                (least, Some(most)) => {
                    out.extend(["{", &least.to_string(), ",", &most.to_string(), "}"]);
                }
            }
            out.push_str(if *suffix == "+" { ")" } else { suffix });
        }
    }
}
