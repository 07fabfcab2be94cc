//! What single expressions over paths do not show: contexts with expressions
//! as keys, several expressions in a text, quotes and brackets inside each
//! other, changes that later expressions see, selections within selections,
//! and words at the edge of the grammar.

use serde_json::{Map, Value as Json, json};

use super::generate::{Generator, Kind};
use super::patterns::section;
use super::words::{NUMBERS, TEXTS};

impl Generator {
    /// A text, or a whole tree of texts.
    pub(super) fn wide(&mut self, context: usize) -> Json {
        match self.below(12) {
            0..=1 => self.tree(context, 2),
            2..=3 => self.template(context).into(),
            4 => {
                let whole = self.shape(context);
                self.broken(&format!("${{{whole}}}")).into()
            }
            5 => format!("{} ${{{}}}", self.one("between"), self.shape(context)).into(),
            _ => format!("${{{}}}", self.shape(context)).into(),
        }
    }

    /// Maps and lists with expressions in keys and values.
    fn tree(&mut self, context: usize, depth: usize) -> Json {
        match self.below(if depth == 0 { 3 } else { 6 }) {
            0 => json!([1, null, true, 1.5, "text", 5_000_000_000_u64])[self.below(6)].clone(),
            1 | 2 => match self.below(3) {
                0 => format!("${{{}}}", self.path(context)).into(),
                _ => self.template(context).into(),
            },
            3 => (0..self.below(4)).map(|_| self.tree(context, depth - 1)).collect(),
            _ => {
                let mut map = Map::new();
                for _ in 0..=self.below(4) {
                    let key = match self.below(3) {
                        0 => self.one("keys"),
                        1 => format!("${{{}}}", self.path(context)),
                        _ => self.template(context),
                    };
                    map.insert(key, self.tree(context, depth - 1));
                }
                map.into()
            }
        }
    }

    /// One to four expressions with text between them.
    fn template(&mut self, context: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(4) {
            text.push_str(&self.one("between"));
            let inner = match self.below(3) {
                0 => self.path(context),
                1 => self.expression(context, 1),
                _ => self.shape(context),
            };
            let blank = self.pick(&["", "", " ", "\n"]);
            text.push_str(&format!("${{{blank}{inner}{blank}}}"));
        }
        text + &self.one("between")
    }

    /// An expression by one of the patterns.
    fn shape(&mut self, context: usize) -> String {
        let pattern = match self.below(9) {
            0 => self.one("mixes"),
            1 => self.one("changes"),
            2 => self.one("edges"),
            3 => self.one("function_calls"),
            4 => self.one("of_execution"),
            _ => self.one("patterns"),
        };
        self.made(&pattern, context)
    }

    /// One of a section of the patterns.
    fn one(&mut self, name: &str) -> String {
        let patterns = section(name);
        patterns[self.below(patterns.len())].clone()
    }

    /// A pattern with its places, `<E>` and the like, filled in.
    fn made(&mut self, pattern: &str, context: usize) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            let place = after.split_at_checked(2).filter(|(place, _)| place.ends_with('>'));
            let Some((place, tail)) = place else {
                out.push('<');
                rest = after;
                continue;
            };
            out.push_str(&self.place(place, context));
            rest = tail;
        }
        out + rest
    }

    fn place(&mut self, place: &str, context: usize) -> String {
        match place {
            "E>" => self.expression(context, 1),
            "P>" => self.path(context),
            "N>" if self.below(4) == 0 => self.path_to(context, Kind::Number),
            "N>" => self.pick(&NUMBERS).to_owned(),
            "K>" => self.path_to(context, Kind::List),
            "D>" => self.path_to(context, Kind::Map),
            "T>" => self.pick(&TEXTS).to_owned(),
            "Q>" => self.quoted(),
            "S>" => match self.below(3) {
                0 => self.path_to(context, Kind::Text),
                1 => self.quoted(),
                _ => self.one("subjects"),
            },
            "B>" => {
                let pattern = self.pick(&["true", "false", "<P> == <E>", "<P> != null", "<N> > 1"]);
                self.made(pattern, context)
            }
            "L>" => self.list(context, 1),
            "C>" => self.one("classes"),
            "R>" => self.one("regexes"),
            "V>" => self.one("replacements"),
            "F>" => self.one("formats"),
            "J>" => self.one("json"),
            "G>" => self.one("stages"),
            "M>" => self.one("of_stages"),
            "W>" => self.one("members"),
            "X>" => self.one("criteria"),
            other => format!("<{other}"),
        }
    }

    /// A text in quotes, of characters that templates and parsers look at.
    fn quoted(&mut self) -> String {
        const INSIDE: [&str; 20] = [
            "a", "B", "1", " ", "'", "\"", "{", "}", "(", ")", "[", "]", "$", "${", "#", "\\",
            "\u{e9}", "\n", ",", ".",
        ];
        let quote = self.pick(&["'", "'", "\""]);
        let inside: String = (0..self.below(8)).map(|_| self.pick(&INSIDE)).collect();
        format!("{quote}{}{quote}", inside.replace(quote, &quote.repeat(2)))
    }
}
