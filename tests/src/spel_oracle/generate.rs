//! Expressions made from a seed: well-formed ones over the names of a context,
//! pieces that do not fit, and shell text around them; `wide.rs` has the rest.
//!
//! Left out, and so never compared: functions that need a network;
//! `#readYaml` and `#readAllYaml`, since the published orca-core calls an
//! older SnakeYAML (the vectors have them); texts that differ from JVM to JVM
//! (clocks, random numbers, hash codes of objects, and the root as a whole, since
//! the accounts of `execution.authentication` are a set in no order).

use serde_json::{Value as Json, json};

use super::calls::{KNOWN, named, objects};
use super::repeatable::repeatable;
use super::words::{CONTEXTS, FUNCTIONS, METHODS, NUMBERS, OPERATORS, SHELL, STATICS, TEXTS};

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    List,
    Map,
    Other,
}

/// Makes cases from a seed.
#[derive(Debug)]
pub struct Generator {
    state: u64,
    /// By context: its name, and the paths to its values with what they are.
    contexts: Vec<(String, Vec<(String, Kind)>)>,
}

impl Generator {
    /// A generator over the names of these contexts.
    pub fn new(seed: u64, contexts: &Json) -> Self {
        let paths = |name: &str| {
            let mut found = Vec::new();
            for part in ["view", "ancestorOutputs"] {
                paths(&contexts[name][part], "", 0, &mut found);
            }
            for path in [
                "nope",
                "parameters.nope",
                "#root.nope",
                "execution.id",
                "execution.status",
                "execution.stages[0].name",
            ] {
                found.push((path.to_owned(), Kind::Other));
            }
            (name.to_owned(), found)
        };
        Self { state: seed, contexts: CONTEXTS.map(paths).into() }
    }

    /// Case `index` of a run. What would read the clock or chance is made anew.
    pub fn case(&mut self, seed: u64, index: usize) -> Json {
        let (context, input) = loop {
            let (context, input) = self.input();
            if repeatable(&input) {
                break (context, input);
            }
        };
        let name = &self.contexts[context].0;
        json!({"id": format!("{seed}-{index}"), "context": name, "input": input})
    }

    /// Anything at all, and the number of its context.
    pub(super) fn input(&mut self) -> (usize, Json) {
        let context = self.below(self.contexts.len());
        let input: Json = match self.below(20) {
            14..=19 => self.wide(context),
            10..=12 => format!("${{{}}}", self.known_call()).into(),
            13 => format!("x ${{{}}}", self.known_call()).into(),
            0 => self.script(context).into(),
            1 => {
                let (one, other) = (self.expression(context, 2), self.expression(context, 1));
                format!("a ${{{one}}} b ${{ {other} }}").into()
            }
            2 => {
                let whole = self.expression(context, 3);
                self.broken(&format!("${{{whole}}}")).into()
            }
            _ => format!("${{{}}}", self.expression(context, 3)).into(),
        };
        (context, input)
    }

    /// `SplitMix64`: small, and the same everywhere.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    pub(super) fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }

    pub(super) fn path(&mut self, context: usize) -> String {
        let at = self.below(self.contexts[context].1.len());
        self.contexts[context].1[at].0.clone()
    }

    /// A path to something of this kind, where there is one.
    pub(super) fn path_to(&mut self, context: usize, kind: Kind) -> String {
        let all = &self.contexts[context].1;
        let of_kind: Vec<usize> = (0..all.len()).filter(|at| all[*at].1 == kind).collect();
        if of_kind.is_empty() {
            return self.path(context);
        }
        let at = of_kind[self.below(of_kind.len())];
        self.contexts[context].1[at].0.clone()
    }

    pub(super) fn expression(&mut self, context: usize, depth: usize) -> String {
        if depth == 0 {
            return match self.below(4) {
                0 => self.pick(&TEXTS).to_owned(),
                1 => self.pick(&NUMBERS).to_owned(),
                2 => self.pick(&["true", "false", "null", "VAR"]).to_owned(),
                _ => self.path(context),
            };
        }
        match self.below(16) {
            0..=2 => self.path(context),
            3..=6 => {
                let base = match self.below(4) {
                    0 => self.pick(&TEXTS).to_owned(),
                    1 => self.list(context, depth - 1),
                    _ => self.path(context),
                };
                let dot = self.pick(&[".", ".", ".", "?."]);
                let method = self.pick(&METHODS);
                format!("{base}{dot}{}", self.filled(method, context, depth - 1))
            }
            7 => {
                let pattern = self.pick(&STATICS);
                self.filled(pattern, context, depth - 1)
            }
            8 => {
                let pattern = self.pick(&FUNCTIONS);
                self.filled(pattern, context, depth - 1)
            }
            9..=11 => {
                let one = self.expression(context, depth - 1);
                let other = self.expression(context, depth - 1);
                format!("{one} {} {other}", self.pick(&OPERATORS))
            }
            12 => {
                let parts = [0; 3].map(|_| self.expression(context, depth - 1));
                format!("{} ? {} : {}", parts[0], parts[1], parts[2])
            }
            13 => {
                let base =
                    if self.below(2) == 0 { self.list(context, 1) } else { self.path(context) };
                let inner = self.pick(&["#this", "#this != null", "true", "#this + 'x'", "name"]);
                format!("{base}{}{inner}]", self.pick(&["[", ".?[", ".![", ".^[", ".$[", "?.?["]))
            }
            14 => format!(
                "{}{}",
                self.pick(&["!", "-", "+", "not "]),
                self.expression(context, depth - 1)
            ),
            _ => match self.below(3) {
                0 => self.list(context, depth - 1),
                1 => format!("{{a: {}}}", self.expression(context, depth - 1)),
                _ => format!("({})", self.expression(context, depth - 1)),
            },
        }
    }

    /// A call of one of the methods that Java has.
    fn known_call(&mut self) -> String {
        let method = &KNOWN[self.below(KNOWN.len())];
        let mut arguments = Vec::new();
        for parameter in &method.parameters {
            arguments.push(match self.below(12) {
                0 => self.pick(&["null", "'x'", "1", "1.5", "true", "{}", "{'a','b'}"]).to_owned(),
                _ => self.object(parameter),
            });
        }
        let arguments = arguments.join(",");
        match (named(method.class), method.name) {
            (Some(class), "new") => format!("new {class}({arguments})"),
            (Some(class), name) if method.is_static && self.below(3) > 0 => {
                format!("T({class}).{name}({arguments})")
            }
            (_, name) => format!("{}.{name}({arguments})", self.object(method.class)),
        }
    }

    /// An object of a class, as an expression.
    fn object(&mut self, class: &str) -> String {
        let pattern = self.pick(objects(class));
        match pattern {
            "{N}" => self.pick(&NUMBERS).to_owned(),
            "{T}" => self.pick(&TEXTS).to_owned(),
            other => other.replace("{N}", "2"),
        }
    }

    pub(super) fn list(&mut self, context: usize, depth: usize) -> String {
        let items: Vec<String> =
            (0..self.below(4)).map(|_| self.expression(context, depth.min(1))).collect();
        format!("{{{}}}", items.join(","))
    }

    /// A pattern with its places filled in.
    fn filled(&mut self, pattern: &str, context: usize, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (place, tail) = after.split_at(after.len().min(2));
            match place {
                "N}" => out.push_str(self.pick(&NUMBERS)),
                "T}" => out.push_str(self.pick(&TEXTS)),
                "L}" => out.push_str(&self.list(context, depth)),
                "E}" => out.push_str(&self.expression(context, depth.min(1))),
                other => {
                    out.push('{');
                    out.push_str(other);
                }
            }
            rest = tail;
        }
        out + rest
    }

    fn script(&mut self, context: usize) -> String {
        (0..=self.below(5))
            .map(|_| match self.below(3) {
                0 => format!("${{{}}}", self.expression(context, 1)),
                _ => self.pick(&SHELL).to_owned(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A character more or less, somewhere.
    pub(super) fn broken(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let at = self.below(chars.len());
        if self.below(2) == 0 {
            chars.remove(at);
        } else {
            chars.insert(
                at,
                self.pick(&["'", "(", "}", "]", ".", "#", "+", " "]).chars().next().unwrap_or(' '),
            );
        }
        chars.into_iter().collect()
    }
}

/// The ways to the values of a context, as expressions write them.
fn paths(value: &Json, way: &str, depth: usize, out: &mut Vec<(String, Kind)>) {
    if !way.is_empty() {
        let kind = match value {
            Json::String(_) => Kind::Text,
            Json::Number(_) => Kind::Number,
            Json::Array(_) => Kind::List,
            Json::Object(_) => Kind::Map,
            _ => Kind::Other,
        };
        out.push((way.to_owned(), kind));
    }
    if depth > 4 {
        return;
    }
    let plain = |key: &str| {
        !key.is_empty()
            && !key.starts_with(|c: char| c.is_ascii_digit())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    match value {
        Json::Object(entries) => {
            for (key, value) in entries {
                let next = match (way.is_empty(), plain(key)) {
                    (true, true) => key.clone(),
                    (true, false) => format!("#root['{}']", key.replace('\'', "''")),
                    (false, true) => format!("{way}.{key}"),
                    (false, false) => format!("{way}['{}']", key.replace('\'', "''")),
                };
                paths(value, &next, depth + 1, out);
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate().take(3) {
                paths(item, &format!("{way}[{index}]"), depth + 1, out);
            }
        }
        _ => {}
    }
}
