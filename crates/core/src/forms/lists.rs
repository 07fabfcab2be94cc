//! Where a profile's stages are: the lists that Orca binds, in whatever
//! spelling Spring accepts for their keys (orca-semantics §1.4).

use std::sync::Arc;

use crate::document::{Node, Path, Spot, Step};

/// Which kind of stage a definition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StageKind {
    /// `job.preconfigured.kubernetes`.
    Kubernetes,
    /// `job.preconfigured.titus`.
    Titus,
    /// `webhook.preconfigured`.
    Webhook,
}

/// A stage definition's place in a text.
#[derive(Clone, Debug)]
pub struct StagePlace {
    /// Its kind.
    pub kind: StageKind,
    /// The list it is an item of, or the definition itself in a plugin's file.
    pub list: Arc<Path>,
    /// Its index in the list; none for a plugin's.
    pub index: Option<usize>,
    /// The region it is read in.
    pub region: usize,
    /// What was read; none when nothing could be.
    pub node: Option<Arc<Node>>,
}

impl StagePlace {
    /// The YAML path of the definition.
    pub fn path(&self) -> Path {
        self.index.map_or_else(|| Path::clone(&self.list), |index| self.list.index(index))
    }
}

impl StageKind {
    /// The keys that lead to its list, in Spring's uniform spelling.
    pub(super) const LISTS: [(Self, &'static [&'static str]); 3] = [
        (Self::Titus, &["job", "preconfigured", "titus"]),
        (Self::Kubernetes, &["job", "preconfigured", "kubernetes"]),
        (Self::Webhook, &["webhook", "preconfigured"]),
    ];

    /// The provider's or feature's name as users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kubernetes => "kubernetes",
            Self::Titus => "titus",
            Self::Webhook => "webhook",
        }
    }
}

/// Every list of stages below `root`, with its path, in file order.
pub(super) fn below<'a>(root: Spot<'a>, path: &Path) -> Vec<(StageKind, Path, Spot<'a>)> {
    let mut found = Vec::new();
    for (kind, wanted) in StageKind::LISTS {
        descend(root, path, wanted, kind, &mut found);
    }
    // Where one scalar holds all, only the place in its own text tells.
    found.sort_by_key(|(_, _, spot)| (spot.span().start, spot.node.span.start));
    found
}

fn descend<'a>(
    spot: Spot<'a>,
    path: &Path,
    wanted: &[&str],
    kind: StageKind,
    found: &mut Vec<(StageKind, Path, Spot<'a>)>,
) {
    if wanted.is_empty() {
        if spot.is_sequence() {
            found.push((kind, path.clone(), spot));
        }
        return;
    }
    for (key, value) in spot.entries() {
        let Some(text) = key.as_text() else { continue };
        let names: Vec<String> = text.split('.').map(uniform).collect();
        let matches = names.len() <= wanted.len() && names.iter().zip(wanted).all(|(a, b)| a == b);
        if let Some(rest) = wanted.get(names.len()..).filter(|_| matches) {
            descend(value, &path.step(Step::Key(Arc::from(text))), rest, kind, found);
        }
    }
}

/// Spring's uniform form of a name: lower case letters and digits.
pub(crate) fn uniform(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The items of a list as stage places.
pub(super) fn items(kind: StageKind, path: Path, list: Spot<'_>) -> Vec<StagePlace> {
    let list_path = Arc::new(path);
    let regions = list.item_regions();
    regions
        .into_iter()
        .enumerate()
        .map(|(index, (region, node))| StagePlace {
            kind,
            list: Arc::clone(&list_path),
            index: Some(index),
            region,
            node,
        })
        .collect()
}
