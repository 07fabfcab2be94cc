//! Fresh stage files from a seed: valid ones, wrong ones and hostile ones, in
//! an environment.

mod anchors;
mod authored;
mod composed;
mod dice;
mod hostile;
mod keys;
mod layout;
mod spelling;
mod stage;
mod words;
mod yaml;

use serde_json::{Value as Json, json};

use self::anchors::Anchors;
use self::dice::Dice;
use self::spelling::spelled;
use self::stage::{Care, Maker};
use self::yaml::Yaml;

/// Which code reads a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `job.preconfigured`, by Spring.
    Jobs,
    /// `webhook.preconfigured`, by Spring.
    Webhook,
    /// A plugin's stage, by Jackson.
    Plugin,
    /// A value's text, by Groovy.
    Groovy,
}

/// One question to the oracle.
#[derive(Clone, Debug)]
pub struct Case {
    /// Which code reads it.
    pub kind: Kind,
    /// The files, the lowest precedence first; of Groovy, a JSON value.
    pub texts: Vec<String>,
    /// Orca's environment.
    pub environment: Vec<(&'static str, &'static str)>,
    /// Whether Orca's wrapper hides that variables can be properties.
    pub wrapped: bool,
    /// Whether an accident befell a text.
    pub garbled: bool,
}

impl Case {
    /// As the oracle is asked.
    pub fn question(&self) -> Json {
        let kind = match self.kind {
            Kind::Jobs => "jobs",
            Kind::Webhook => "webhook",
            Kind::Plugin => "plugin",
            Kind::Groovy => {
                let value = serde_json::from_str::<Json>(&self.texts[0]).unwrap_or_default();
                return json!({ "kind": "groovy", "value": value });
            }
        };
        let environment: serde_json::Map<String, Json> = self
            .environment
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        json!({ "kind": kind, "texts": self.texts, "env": environment, "wrapped": self.wrapped })
    }
}

/// What the forms write, which every run asks about.
pub fn authored() -> Vec<Case> {
    authored::cases()
}

/// The case of that number in the row of a seed. Plugins are read by the
/// Jackson of the newest release, so only that is asked about them.
pub fn case(seed: u64, number: u64, newest: bool) -> Case {
    let mixed = seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(number);
    let mut dice = Dice::new(mixed);
    let kind = match dice.below(20) {
        0..=2 => Kind::Webhook,
        3..=5 if newest => Kind::Plugin,
        6 => Kind::Groovy,
        _ => Kind::Jobs,
    };
    let dice = &mut dice;
    let mut texts: Vec<String> = match kind {
        Kind::Groovy => vec![value(dice, 0).to_string()],
        // To Jackson an alias of nothing is a text; here it is an error.
        Kind::Plugin => vec![document(kind, dice).replace("*nowhere", "nowhere")],
        _ => {
            let files = if dice.thousandth(150) { 2 } else { 1 };
            (0..files).map(|_| file(kind, dice)).collect()
        }
    };
    if kind != Kind::Groovy && dice.thousandth(250) {
        let at = dice.below(texts.len());
        texts[at] = layout::laid_out(&texts[at], dice);
    }
    let garbled = kind != Kind::Groovy && dice.thousandth(50);
    if garbled {
        let at = dice.below(texts.len());
        texts[at] = hostile::garbled(&texts[at], dice);
    }
    let in_environment = kind != Kind::Groovy && dice.thousandth(500);
    let environment = if in_environment { variables(dice) } else { Vec::new() };
    Case { kind, texts, environment, wrapped: dice.thousandth(500), garbled }
}

fn file(kind: Kind, dice: &mut Dice) -> String {
    if kind == Kind::Jobs && dice.thousandth(15) {
        return hostile::file(dice);
    }
    let mut text = document(kind, dice);
    if dice.thousandth(50) {
        text.extend(["---\n", &document(kind, dice)]);
    }
    text
}

fn document(kind: Kind, dice: &mut Dice) -> String {
    let care = [Care::All, Care::Much, Care::Some, Care::Little][dice.below(4)];
    let mut maker = Maker::new(dice, care);
    let tree = match kind {
        Kind::Plugin => maker.stage("KubernetesStage"),
        Kind::Webhook => {
            let stages = list(&mut maker, "WebhookStage");
            one("webhook", one("preconfigured", stages))
        }
        _ => jobs(&mut maker),
    };
    Anchors::default().strewn(tree, dice).text()
}

fn list(maker: &mut Maker<'_>, class: &str) -> Yaml {
    let count = [1, 1, 2, 3][maker.dice.below(4)];
    Yaml::List((0..count).map(|_| maker.stage(class)).collect())
}

fn one(key: &str, value: Yaml) -> Yaml {
    Yaml::Map(vec![(key.to_owned(), value)])
}

fn jobs(maker: &mut Maker<'_>) -> Yaml {
    let mut lists = Vec::new();
    if maker.dice.thousandth(950) {
        let stages = list(maker, "KubernetesStage");
        lists.push((spelled("kubernetes", maker.dice), stages));
    }
    if maker.dice.thousandth(200) {
        lists.push(("titus".to_owned(), list(maker, "TitusStage")));
    }
    if maker.dice.thousandth(30) {
        let keys = [
            "\"kubernetes[0].label\"",
            "\"kubernetes[1].type\"",
            "Kubernetes",
            "\"kubernetes[0]\"",
        ];
        let (key, value) = (maker.dice.pick(&keys), maker.any());
        lists.push((key.to_owned(), value));
    }
    let mut top = Vec::new();
    if maker.dice.thousandth(100) {
        let (first, second) = (maker.any(), maker.any());
        let other = vec![("key".to_owned(), first), ("Key".to_owned(), second)];
        top.push(("other".to_owned(), Yaml::Map(other)));
    }
    match maker.dice.below(100) {
        0..=84 => {
            let keys = (spelled("job", maker.dice), spelled("preconfigured", maker.dice));
            top.push((keys.0, Yaml::Map(vec![(keys.1, Yaml::Map(lists))])));
        }
        85..=92 => top.push(("job.preconfigured".to_owned(), Yaml::Map(lists))),
        _ => top.extend(lists.into_iter().map(|(key, value)| {
            (format!("\"job.preconfigured.{}\"", key.trim_matches('"')), value)
        })),
    }
    if maker.dice.thousandth(40) {
        let keys = [
            "\"job.preconfigured.kubernetes[0].label\"",
            "JOB_PRECONFIGURED",
            "5",
            "true",
            "~",
            "\"\"",
            "\" \"",
            "\"job.preconfigured.kubernetes[0].manifest.kind\"",
            "job.preconfigured.titus",
            "\"[job]\"",
        ];
        let (key, value) = (maker.dice.pick(&keys), maker.any());
        top.push((key.to_owned(), value));
    }
    Yaml::Map(top)
}

fn variables(dice: &mut Dice) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("HOME", "/home/spinnaker"),
        ("MY_VAR", "val"),
        ("EMPTY", ""),
        ("NESTED", "${MY_VAR}"),
        ("LOOP", "${LOOP}"),
        ("OTHER_KEY", "o"),
        ("A_B", "ab"),
        ("N", "9"),
        ("JOB_PRECONFIGURED_KUBERNETES_0_LABEL", "from outside"),
    ];
    // A list that the environment supplies hides all files: seldom worth it.
    let last = if dice.thousandth(100) { all.len() } else { all.len() - 1 };
    all[..last].iter().filter(|_| dice.thousandth(600)).copied().collect()
}

/// A value as a pipeline's author may give it.
fn value(dice: &mut Dice, level: usize) -> Json {
    let texts = ["", "a", "a b", "[", "k:1", "null", "\"", "é😀", "a,b", "\\"];
    let numbers = [
        json!(0),
        json!(-1),
        json!(5),
        json!(2_147_483_648_i64),
        json!(9_223_372_036_854_775_807_i64),
        json!(1.0),
        json!(0.1),
        json!(1e21),
        json!(1.5e-7),
        json!(100.0),
        json!(1e7),
        json!(0.001),
        json!(-0.0),
        json!(123_456_789.125),
        json!(4.9e-324),
        json!(2e-3),
        json!(1.0e22),
        json!(2e23),
    ];
    match dice.below(if level < 3 { 7 } else { 4 }) {
        0 => json!(dice.pick(&texts)),
        1 => numbers[dice.below(numbers.len())].clone(),
        2 => json!(dice.thousandth(500)),
        // Alone, null has no text that Groovy is asked for.
        3 => {
            if level == 0 {
                json!(true)
            } else {
                Json::Null
            }
        }
        4 | 5 => (0..dice.below(4)).map(|_| value(dice, level + 1)).collect(),
        _ => {
            let keys = (0..dice.below(4)).map(|_| dice.pick(&texts).to_owned());
            let keys: Vec<String> = keys.collect();
            Json::Object(keys.into_iter().map(|key| (key, value(dice, level + 1))).collect())
        }
    }
}
