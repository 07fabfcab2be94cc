//! Anchors, aliases and merges, strewn over a tree.

use super::dice::Dice;
use super::yaml::Yaml;

/// The anchors of a document so far, and whether each is of a mapping.
#[derive(Default)]
pub(super) struct Anchors(Vec<(String, bool)>);

impl Anchors {
    /// The same tree with some of them.
    pub(super) fn strewn(&mut self, yaml: Yaml, dice: &mut Dice) -> Yaml {
        let made = match yaml {
            Yaml::Map(entries) => {
                let mut entries: Vec<_> = entries
                    .into_iter()
                    .map(|(key, value)| (key, self.strewn(value, dice)))
                    .collect();
                if dice.thousandth(20) {
                    self.merge(&mut entries, dice);
                }
                Yaml::Map(entries)
            }
            Yaml::List(items) => {
                Yaml::List(items.into_iter().map(|item| self.strewn(item, dice)).collect())
            }
            other if dice.thousandth(20) && !self.0.is_empty() => {
                let alias = Yaml::Alias(self.0[dice.below(self.0.len())].0.clone());
                if matches!(other, Yaml::Scalar(_)) { alias } else { other }
            }
            other => other,
        };
        let is_map = matches!(made, Yaml::Map(_));
        if !matches!(made, Yaml::Alias(_) | Yaml::Flow(_)) && dice.thousandth(20) {
            let again = dice.thousandth(50) && !merges(&made, "a0");
            let name = format!("a{}", if again { 0 } else { self.0.len() });
            self.0.push((name.clone(), is_map));
            return Yaml::Anchor(name, Box::new(made));
        }
        made
    }

    fn merge(&self, entries: &mut Vec<(String, Yaml)>, dice: &mut Dice) {
        let maps: Vec<&String> = self.0.iter().filter(|(_, map)| *map).map(|(it, _)| it).collect();
        let alias = |dice: &mut Dice| Yaml::Alias(maps[dice.below(maps.len())].clone());
        let merged = match dice.below(10) {
            0..=4 if !maps.is_empty() => alias(dice),
            5 | 6 if !maps.is_empty() => Yaml::List(vec![alias(dice), alias(dice)]),
            7 => Yaml::scalar("5"),
            8 => Yaml::List(vec![Yaml::scalar("x")]),
            _ => Yaml::Map(vec![
                ("label".to_owned(), Yaml::scalar("merged")),
                ("name".to_owned(), Yaml::scalar("1")),
            ]),
        };
        // An alias has its anchor before it.
        let literal = matches!(merged, Yaml::Map(_));
        let at = if literal { dice.below(entries.len() + 1) } else { entries.len() };
        entries.insert(at, ("<<".to_owned(), merged));
    }
}

/// Whether a mapping in here merges this anchor: one inside its own node is left
/// out (docs/oracle.md).
fn merges(yaml: &Yaml, name: &str) -> bool {
    let is = |value: &Yaml| matches!(value, Yaml::Alias(of) if of == name);
    match yaml {
        Yaml::Map(entries) => entries.iter().any(|(key, value)| {
            let listed = matches!(value, Yaml::List(items) if items.iter().any(is));
            key == "<<" && (is(value) || listed) || merges(value, name)
        }),
        Yaml::List(items) => items.iter().any(|item| merges(item, name)),
        Yaml::Anchor(_, inner) => merges(inner, name),
        _ => false,
    }
}
