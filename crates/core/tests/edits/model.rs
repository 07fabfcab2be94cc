//! What a text says, as a plain tree, and edits made on that tree: written
//! apart from the code that edits texts.

use stage_core::document::edit::{Edit, New};
use stage_core::document::{Kind, Path, Regions, Spot, Step, Style, regions, resolve};

/// A value, with everything told by its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Scalar(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

/// The first document of a text.
pub(crate) fn tree(text: &str) -> Option<Tree> {
    first(&regions(text, None))
}

/// The first document of what was read.
pub(crate) fn first(read: &Regions) -> Option<Tree> {
    read.root(0).map(tree_at)
}

fn tree_at(spot: Spot<'_>) -> Tree {
    match &spot.node.kind {
        Kind::Scalar { text, style } => {
            Tree::Scalar(format!("{:?}", resolve(text, *style, spot.node.tag.as_deref())))
        }
        Kind::Mapping { .. } => {
            let name = |node: &stage_core::document::Node| node.as_text().unwrap_or("?").to_owned();
            Tree::Map(spot.entries().map(|(key, value)| (name(key), tree_at(value))).collect())
        }
        Kind::Sequence { .. } | Kind::Regions(_) => {
            Tree::List(spot.items().into_iter().map(tree_at).collect())
        }
        Kind::Alias(_) => Tree::Scalar("endless".into()),
    }
}

pub(crate) fn of_new(new: &New) -> Tree {
    let plain = |text: &str| Tree::Scalar(format!("{:?}", resolve(text, Style::Plain, None)));
    match new {
        New::Null => plain("null"),
        New::Bool(value) => plain(&value.to_string()),
        New::Int(number) => plain(&number.to_string()),
        New::Float(number) => {
            Tree::Scalar(format!("{:?}", stage_core::java::Data::Double(*number)))
        }
        New::Text(text) => {
            Tree::Scalar(format!("{:?}", stage_core::java::Data::String(text.as_str().into())))
        }
        New::List(items) => Tree::List(items.iter().map(of_new).collect()),
        New::Map(entries) => {
            Tree::Map(entries.iter().map(|(key, value)| (key.clone(), of_new(value))).collect())
        }
        New::Yaml(yaml) => tree(yaml).expect("a snippet that reads"),
    }
}

impl Tree {
    fn at(&mut self, steps: &[Step]) -> Option<&mut Self> {
        steps.iter().try_fold(self, |tree, step| match (tree, step) {
            (Self::Map(entries), Step::Key(key)) => {
                entries.iter_mut().rev().find(|(own, _)| **own == **key).map(|(_, value)| value)
            }
            (Self::List(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    fn put(&mut self, path: &Path, value: Self) -> Option<()> {
        let (parent, step) = path.split_last()?;
        match (self.at(&parent.steps)?, step) {
            (Self::Map(entries), Step::Key(key)) => entries.push((key.to_string(), value)),
            (Self::List(items), Step::Index(index)) => items.insert(*index, value),
            _ => return None,
        }
        Some(())
    }

    /// Puts a value in with the parents that are missing.
    fn put_deep(&mut self, path: &Path, value: Self) -> Option<()> {
        let there =
            (0..path.steps.len()).rev().find(|length| self.at(&path.steps[..*length]).is_some())?;
        let below = path.steps[there + 1..].iter().rev();
        let value = below.fold(value, |value, step| match step {
            Step::Key(key) => Self::Map(vec![(key.to_string(), value)]),
            Step::Index(_) => Self::List(vec![value]),
        });
        let steps = path.steps[..=there].to_vec();
        self.put(&Path { document: path.document, steps }, value)
    }

    fn take(&mut self, path: &Path) -> Option<Self> {
        let (parent, step) = path.split_last()?;
        match (self.at(&parent.steps)?, step) {
            (Self::Map(entries), Step::Key(key)) => {
                let index = entries.iter().rposition(|(own, _)| **own == **key)?;
                Some(entries.remove(index).1)
            }
            (Self::List(items), Step::Index(index)) => Some(items.remove(*index)),
            _ => None,
        }
    }

    /// The tree with an edit made on it.
    pub(crate) fn edited(&self, edit: &Edit) -> Option<Self> {
        let mut tree = self.clone();
        match edit {
            Edit::Set { path, value } => {
                if let Some(place) = tree.at(&path.steps) {
                    *place = of_new(value);
                } else {
                    tree.put_deep(path, of_new(value))?;
                }
            }
            Edit::Insert { path, value } => tree.put(path, of_new(value))?,
            Edit::Remove { path } => drop(tree.take(path)?),
            Edit::Move { from, to } => {
                // Within its mapping a key is renamed where it stands.
                let (above, beside) = (from.split_last()?, to.split_last()?);
                if let (true, Step::Key(_), Step::Key(name)) =
                    (above.0 == beside.0, above.1, beside.1)
                {
                    return self
                        .edited(&Edit::RenameKey { path: from.clone(), to: name.to_string() });
                }
                let value = tree.take(from)?;
                tree.put(to, value)?;
            }
            Edit::RenameKey { path, to } => {
                let (parent, step) = path.split_last()?;
                let (Self::Map(entries), Step::Key(key)) = (tree.at(&parent.steps)?, step) else {
                    return None;
                };
                entries.iter_mut().rev().find(|(own, _)| **own == **key)?.0.clone_from(to);
            }
            Edit::Many(edits) => {
                return edits.iter().try_fold(tree, |tree, edit| tree.edited(edit));
            }
        }
        Some(tree)
    }

    /// The paths of all nodes below the root, each with whether it is a list
    /// or mapping.
    pub(crate) fn paths(&self) -> Vec<(Path, bool)> {
        let mut found = Vec::new();
        let mut open = vec![(Path::root(0), self)];
        while let Some((path, tree)) = open.pop() {
            match tree {
                Self::Scalar(_) => found.push((path, false)),
                Self::List(items) => {
                    open.extend(items.iter().enumerate().map(|(n, item)| (path.index(n), item)));
                    found.push((path, true));
                }
                Self::Map(entries) => {
                    open.extend(entries.iter().map(|(key, value)| (path.key(key), value)));
                    found.push((path, true));
                }
            }
        }
        found.reverse();
        found
    }

    pub(crate) fn get(&self, path: &Path) -> Option<&Self> {
        path.steps.iter().try_fold(self, |tree, step| match (tree, step) {
            (Self::Map(entries), Step::Key(key)) => {
                entries.iter().rev().find(|(own, _)| **own == **key).map(|(_, value)| value)
            }
            (Self::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
    }
}
