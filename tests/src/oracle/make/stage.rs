//! Stages from the field tables: any property, any depth, and every so often
//! something of a wrong kind.

use stage_core::schema::{Field, Shape, Tables, newest_tables};

use super::composed;
use super::dice::Dice;
use super::keys::{KEYS, ODD_KEYS};
use super::spelling::spelled;
use super::words::{self, METHODS, PLACEHOLDERS, STRANGE, TEXTS};
use super::yaml::Yaml;

/// Below this level no more classes of the Job are opened.
const DEEP: usize = 8;

/// How much care the file was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    All,
    Much,
    Some,
    Little,
}

impl Care {
    /// How many of a thousand values are of a wrong kind.
    fn wrong(self) -> usize {
        match self {
            Self::All => 0,
            Self::Much => 8,
            Self::Some => 30,
            Self::Little => 80,
        }
    }

    /// How many of a thousand scalars are any of their kind, fitting or not.
    fn careless(self) -> usize {
        match self {
            Self::All => 0,
            Self::Much => 40,
            Self::Some => 200,
            Self::Little => 700,
        }
    }
}

/// Makes values for shapes.
pub(super) struct Maker<'a> {
    pub(super) dice: &'a mut Dice,
    care: Care,
    tables: &'static Tables,
}

impl<'a> Maker<'a> {
    pub(super) fn new(dice: &'a mut Dice, care: Care) -> Self {
        Self { dice, care, tables: newest_tables() }
    }

    /// A stage of that class.
    pub(super) fn stage(&mut self, class: &str) -> Yaml {
        let found = self.tables.classes.iter().position(|known| known.name == class);
        self.class(found.unwrap_or_default(), 0)
    }

    fn class(&mut self, class: usize, level: usize) -> Yaml {
        let class = &self.tables.classes[class];
        let count = if level < 2 { [2, 4, 6, 9] } else { [0, 1, 2, 4] }[self.dice.below(4)];
        let mut entries: Vec<(String, Yaml)> = Vec::new();
        for _ in 0..count {
            // A manifest is what most of it is about.
            let manifest = class.fields.iter().find(|field| field.name == "manifest");
            let field = match manifest {
                Some(field) if self.dice.thousandth(300) => field,
                _ if class.fields.is_empty() => break,
                _ => &class.fields[self.dice.below(class.fields.len())],
            };
            let key = spelled(field.name, self.dice);
            let known = entries.iter().any(|(other, _)| *other == key);
            if !known || self.dice.thousandth(self.care.wrong() / 4) {
                let value = self.field(field, level + 1);
                entries.push((key, value));
            }
        }
        if self.dice.thousandth(self.care.wrong()) {
            let others = ["unknown", "x.y", "\"[z]\"", "valid", "overridableFields", "\"a[0].b\""];
            let (key, value) = (self.dice.pick(&others), self.any());
            entries.push((key.to_owned(), value));
        }
        Yaml::Map(entries)
    }

    fn field(&mut self, field: &Field, level: usize) -> Yaml {
        let careless = self.dice.thousandth(self.care.careless());
        if field.name.ends_with("ethod") && field.shape == Shape::Text {
            let methods = if careless { METHODS } else { &METHODS[..2] };
            return Yaml::scalar(self.dice.pick(methods));
        }
        if field.shape == Shape::Word && !careless && !field.values.is_empty() {
            return Yaml::scalar(self.dice.pick(&field.values));
        }
        self.shape(&field.shape, level)
    }

    fn shape(&mut self, shape: &Shape, level: usize) -> Yaml {
        if self.dice.thousandth(self.care.wrong()) {
            return self.wrong();
        }
        let made = match shape {
            Shape::Class(class) if level <= DEEP => self.class(*class, level),
            Shape::Class(_) => Yaml::Map(Vec::new()),
            Shape::List(item) => self.list(item, level),
            Shape::Map(value) => self.map(value, level),
            Shape::Text => self.any(),
            single => self.single(single),
        };
        if self.dice.thousandth(25) { Yaml::Flow(Box::new(made)) } else { made }
    }

    fn single(&mut self, shape: &Shape) -> Yaml {
        let (good, all) = words::for_shape(shape);
        let careless = self.dice.thousandth(self.care.careless());
        if careless && self.dice.thousandth(300) {
            return Yaml::scalar(match shape {
                Shape::Quantity => composed::quantity(self.dice),
                Shape::Time => composed::time(self.dice),
                _ => composed::number(self.dice),
            });
        }
        Yaml::scalar(self.dice.pick(if careless { all } else { &all[..good] }))
    }

    fn list(&mut self, item: &Shape, level: usize) -> Yaml {
        if self.dice.thousandth(self.care.wrong() + 10) {
            let single = [
                "\"a,b\"",
                "\" a , b ,, c \"",
                "~",
                "\"\"",
                "5",
                "true",
                "\"1,2\"",
                "1.5",
                "text",
                "\"${L:x,y}\"",
            ];
            return Yaml::scalar(self.dice.pick(&single));
        }
        let count = [0, 1, 1, 2, 2, 3][self.dice.below(6)];
        Yaml::List((0..count).map(|_| self.shape(item, level + 1)).collect())
    }

    fn map(&mut self, value: &Shape, level: usize) -> Yaml {
        if self.dice.thousandth(self.care.wrong() / 3) {
            return Yaml::scalar(self.dice.pick(&["~", "text", "\"\""]));
        }
        let mut entries: Vec<(String, Yaml)> = Vec::new();
        for _ in 0..self.dice.below(5) {
            let composed = self.dice.thousandth(self.care.careless());
            let key =
                if composed { composed::key(self.dice) } else { self.dice.pick(KEYS).to_owned() };
            if !entries.iter().any(|(known, _)| *known == key)
                || self.dice.thousandth(self.care.wrong() / 4)
            {
                let value = self.shape(value, level + 1);
                entries.push((key, value));
            }
        }
        if self.dice.thousandth(self.care.wrong()) {
            let (key, value) = (self.dice.pick(ODD_KEYS), self.any());
            entries.push((key.to_owned(), value));
        }
        Yaml::Map(entries)
    }

    /// A text of some kind.
    pub(super) fn any(&mut self) -> Yaml {
        match self.dice.below(114) {
            110 if self.dice.thousandth(self.care.careless()) => {
                Yaml::scalar(composed::plain(self.dice))
            }
            111 if self.dice.thousandth(self.care.careless()) => {
                Yaml::scalar(composed::escaped(self.dice))
            }
            100..=104 => Yaml::scalar(composed::placeholder(self.dice)),
            105..=109 => Yaml::scalar(composed::number(self.dice)),
            0..=17 => Yaml::scalar(format!("\"{}\"", self.dice.pick(PLACEHOLDERS))),
            18..=22 => {
                let headers = ["|", ">", "|-", ">-", "|+", ">+", "|2", ">1"];
                let lines: [&[&'static str]; 6] = [
                    &["echo one", "echo two"],
                    &["  deeper", "back"],
                    &["", "after nothing", ""],
                    &["folded", "line", "", "next"],
                    &["# no comment", "key: value"],
                    &["${HOME:-x}", "${X:y}"],
                ];
                let lines = self.dice.pick(&lines);
                Yaml::Block(self.dice.pick(&headers), lines.to_vec())
            }
            23..=96 => Yaml::scalar(self.dice.pick(TEXTS)),
            97 if self.dice.thousandth(self.care.careless()) => {
                Yaml::scalar(self.dice.pick(STRANGE))
            }
            _ => Yaml::scalar("\"two\n\n          lines\""),
        }
    }

    /// Something of a kind that nobody asked for.
    fn wrong(&mut self) -> Yaml {
        let one = |key: &str, value: Yaml| Yaml::Map(vec![(key.to_owned(), value)]);
        match self.dice.below(12) {
            0 | 1 => Yaml::Map(Vec::new()),
            2 => Yaml::List(Vec::new()),
            3 => {
                let (key, value) = (self.dice.pick(KEYS), self.any());
                one(key, value)
            }
            4 => Yaml::List(vec![self.any()]),
            5 => Yaml::List(vec![self.any(), one("a", Yaml::scalar("b"))]),
            6 => {
                let (first, second) = (self.any(), self.any());
                Yaml::Map(vec![("\"0\"".to_owned(), first), ("\"1\"".to_owned(), second)])
            }
            7 => one("\"[0]\"", Yaml::scalar("x")),
            8 => {
                let key = self.dice.pick(ODD_KEYS);
                one(key, Yaml::scalar("x"))
            }
            9 => Yaml::List(vec![Yaml::List(vec![self.any()]), self.any()]),
            _ => self.any(),
        }
    }
}
