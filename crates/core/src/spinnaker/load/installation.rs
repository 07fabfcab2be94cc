//! A whole installation: which file's list of stages counts, and each of its
//! stages, reused from before where nothing changed (orca-semantics §1.6).

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::bind::{Binder, Stop, bind_failure, left_unbound, unbound};
use super::environment::Environment;
use super::failure::{Failure, Place};
use super::fields::Type;
use super::name::Name;
use super::plain::Plain;
use super::sources::{PropertySource, PropertySources, Source, read};
use super::stage::{LoadedStage, StageKind, bind_at, conversion, filler};
use super::tree::{Id, Item, Leaf, ROOT, Tree};
use crate::document::Node;
use crate::spinnaker::{SpringBoot, Target};

/// A stage in its installation.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its place; the span is the whole stage's.
    pub place: Place,
    /// What loading made of it.
    pub loaded: Arc<LoadedStage>,
    /// Its node, by which it is known again; none where keys of several
    /// places make it up.
    pub(super) node: Option<Arc<Node>>,
    /// Its flat key.
    pub(super) flat: Arc<str>,
}

/// What Orca's start-up makes of an installation.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// `job.preconfigured.kubernetes`
    pub kubernetes: Vec<Stage>,
    /// `job.preconfigured.titus`
    pub titus: Vec<Stage>,
    /// `webhook.preconfigured`
    pub webhook: Vec<Stage>,
    /// Why Orca does not start: the failures that it would meet, one after
    /// the other is mended, the first first. The lists then hold what loads.
    pub failures: Vec<Failure>,
    counting: [Option<Place>; 3],
    elsewhere: [bool; 3],
    pub(super) boot: Option<SpringBoot>,
    pub(super) environment: Environment,
    pub(super) plain: Plain,
}

impl Loaded {
    /// The stages of a kind.
    pub fn stages(&self, kind: StageKind) -> &[Stage] {
        match kind {
            StageKind::Kubernetes => &self.kubernetes,
            StageKind::Titus => &self.titus,
            StageKind::Webhook => &self.webhook,
        }
    }

    /// What of it is in one of the files, as if that were the only one.
    #[must_use]
    pub fn only(&self, file: usize) -> Self {
        let here = |place: &Place| place.file == file;
        let at = |place: Place| Place { file: 0, ..place };
        let stages = |kind| -> Vec<Stage> {
            let own = self.stages(kind).iter().filter(|stage| here(&stage.place));
            own.map(|stage| Stage { place: at(stage.place), ..stage.clone() }).collect()
        };
        let failures = self.failures.iter().filter(|failure| here(&failure.place));
        Self {
            kubernetes: stages(StageKind::Kubernetes),
            titus: stages(StageKind::Titus),
            webhook: stages(StageKind::Webhook),
            failures: failures.map(|it| Failure { place: at(it.place), ..it.clone() }).collect(),
            counting: self.counting.map(|place| place.filter(here).map(at)),
            elsewhere: self.counting.map(|place| place.is_some_and(|place| !here(&place))),
            ..Self::default()
        }
    }

    /// Whether another file's list of this kind counts, of those that
    /// [`Self::only`] left out.
    pub fn counts_elsewhere(&self, kind: StageKind) -> bool {
        let [kubernetes, titus, webhook] = self.elsewhere;
        match kind {
            StageKind::Kubernetes => kubernetes,
            StageKind::Titus => titus,
            StageKind::Webhook => webhook,
        }
    }

    /// The document whose list of this kind counts, even where it is empty;
    /// none where no file has one.
    pub fn counting(&self, kind: StageKind) -> Option<Place> {
        let [kubernetes, titus, webhook] = self.counting;
        match kind {
            StageKind::Kubernetes => kubernetes,
            StageKind::Titus => titus,
            StageKind::Webhook => webhook,
        }
    }
}

/// Loads an installation: its files, the lowest precedence first. Stages of
/// `previous` are taken over where neither they nor anything that they ask
/// for has changed.
pub fn load(
    files: &[Source<'_>],
    target: Target,
    environment: &Environment,
    previous: Option<&Loaded>,
) -> Loaded {
    let boot = target.release.spring_boot();
    let same = previous.filter(|old| old.boot == Some(boot) && old.environment == *environment);
    let mut known = HashMap::new();
    for kind in StageKind::ALL {
        for stage in same.map(|old| old.stages(kind)).unwrap_or_default() {
            let unread = stage.loaded.failure.as_ref().is_some_and(|known| known.kind.is_reading());
            if let (Some(node), false) = (&stage.node, unread) {
                known.insert((kind, Arc::as_ptr(node)), stage);
            }
        }
    }
    let is_known = |item: &Item| {
        StageKind::ALL.iter().any(|kind| {
            let known = item.node.as_ref().and_then(|node| known.get(&(*kind, Arc::as_ptr(node))));
            known.is_some_and(|known| known.flat == item.flat)
        })
    };
    let nothing = Plain::default();
    let plain = same.map_or(&nothing, |old| &old.plain);
    let (sources, mut failures) = read(files, boot, environment, &is_known, plain);
    let spent = Cell::new(0);
    let loading = Loading { sources: &sources, environment, known, spent: &spent };
    let [kubernetes, titus, webhook] = StageKind::ALL.map(|kind| loading.list(kind));
    // Files are read before anything is bound.
    for list in [&kubernetes, &titus, &webhook] {
        let bound = list.failures.iter().filter(|failure| !failure.kind.is_reading());
        failures.extend(bound.cloned());
    }
    Loaded {
        counting: [kubernetes.place, titus.place, webhook.place],
        elsewhere: [false; 3],
        kubernetes: kubernetes.stages,
        titus: titus.stages,
        webhook: webhook.stages,
        failures,
        boot: Some(boot),
        environment: environment.clone(),
        plain: sources.plain,
    }
}

#[derive(Default)]
struct List {
    place: Option<Place>,
    stages: Vec<Stage>,
    failures: Vec<Failure>,
}

struct Loading<'a> {
    sources: &'a PropertySources<'a>,
    environment: &'a Environment,
    known: HashMap<(StageKind, *const Node), &'a Stage>,
    spent: &'a Cell<usize>,
}

impl Loading<'_> {
    /// The list of a kind: that of the highest source which has one.
    fn list(&self, kind: StageKind) -> List {
        let keys: Vec<String> = kind.list().split('.').map(str::to_owned).collect();
        for (index, source) in self.sources.sources.iter().enumerate().rev() {
            let Some(id) = source.tree.find(&keys) else { continue };
            if !source.tree.element(id).leaves.is_empty() {
                return List { place: source.place, ..self.whole(id, source, kind) };
            }
            let items = self.items(index, source, id, kind);
            let list = List { place: source.place, ..items };
            if !list.stages.is_empty() || !list.failures.is_empty() {
                return list;
            }
        }
        List::default()
    }

    /// A list given as a single value: nothing, or no list at all, for no text
    /// becomes a stage.
    fn whole(&self, id: Id, source: &PropertySource<'_>, kind: StageKind) -> List {
        let boot = self.sources.boot;
        let filler = filler(boot, self.environment, self.sources, self.spent);
        let mut binder = Binder::new(&source.tree, conversion(boot), filler, kind.list());
        match binder.bind(id, &Type::List(Box::new(kind.ty())), false) {
            Err(Stop::Failed(failure)) => {
                let place = source.place.unwrap_or_default();
                List { failures: vec![failure.located(place)], ..List::default() }
            }
            Ok(_) | Err(Stop::Raised { .. }) => List::default(),
        }
    }

    fn items(&self, index: usize, source: &PropertySource<'_>, id: Id, kind: StageKind) -> List {
        let tree = &source.tree;
        let mut list = List::default();
        let mut ended = None;
        let mut late = Vec::new();
        let mut at = 0;
        while let Some(child) = tree.child(id, &at.to_string()) {
            let stage = self.stage(index, source, child, kind, at);
            let failure = stage.loaded.failure.clone().map(|failure| failure.located(stage.place));
            let unread = tree.element(child).item.as_ref().is_some_and(|item| item.node.is_none());
            if unread {
                // What is wrong with its text is said elsewhere.
            } else if failure.is_none() && stage.loaded.value.is_none() {
                ended.get_or_insert(at);
            } else {
                let failures = if ended.is_some() { &mut late } else { &mut list.failures };
                failures.extend(failure);
                list.stages.push(stage);
            }
            at += 1;
        }
        let bound = ended.unwrap_or(at);
        if let Err(Stop::Raised { kind: problem, causes, span }) = self.left(index, tree, id, bound)
        {
            let ty = Type::List(Box::new(kind.ty()));
            let classes = conversion(self.sources.boot).classes;
            let name = kind.list().to_owned();
            let failure = bind_failure(classes, name, &ty, problem, causes, span);
            list.failures.push(failure.located(source.place.unwrap_or_default()));
        }
        list.failures.extend(late);
        list
    }

    /// What remains of a list after the stages that were bound.
    fn left(&self, source: usize, tree: &Tree, list: Id, bound: usize) -> Result<(), Stop> {
        let stages: Vec<Rc<Tree>> = (bound..)
            .map_while(|index| tree.child(list, &index.to_string()))
            .filter_map(|id| self.sources.stage(source, id, tree.element(id).item.as_deref()?))
            .collect();
        let mut leaves: Vec<(Name<'_>, &Leaf)> = stages
            .iter()
            .flat_map(|tree| tree.leaves_below(ROOT).into_iter().map(move |leaf| (tree, leaf)))
            .filter_map(|(tree, leaf)| tree.leaf(leaf))
            .map(|leaf| (leaf.name(), leaf))
            .collect();
        leaves.extend(unbound(tree, list, tree.element(list).depth, bound));
        left_unbound(leaves)
    }

    fn stage(
        &self,
        index: usize,
        source: &PropertySource<'_>,
        id: Id,
        kind: StageKind,
        at: usize,
    ) -> Stage {
        let boot = self.sources.boot;
        let place = source.place.unwrap_or_default();
        let name = format!("{}[{at}]", kind.list());
        let filler = filler(boot, self.environment, self.sources, self.spent);
        let region = source.tree.regions.get(&id).copied().unwrap_or(place.region);
        let place = Place { region, ..place };
        let Some(item) = source.tree.element(id).item.as_deref() else {
            let loaded = bind_at(&source.tree, id, kind, &name, filler);
            let place = Place { span: source.tree.element(id).span, ..place };
            return Stage { place, loaded: Arc::new(loaded), node: None, flat: name.into() };
        };
        let span = item.node.as_ref().map_or(source.tree.element(id).span, |node| node.span);
        let place = Place { span, ..place };
        let known = item.node.as_ref().and_then(|node| self.known.get(&(kind, Arc::as_ptr(node))));
        let known =
            known.filter(|known| known.flat == item.flat && filler.still_true(&known.loaded.asked));
        let loaded = match known {
            Some(known) => {
                self.spent.set(self.spent.get().saturating_add(known.loaded.spent));
                Arc::clone(&known.loaded)
            }
            None => Arc::new(self.fresh(index, id, item, kind, &name)),
        };
        let (node, flat) = (item.node.clone(), Arc::clone(&item.flat));
        Stage { place, loaded, node, flat }
    }

    fn fresh(
        &self,
        source: usize,
        id: Id,
        item: &Item,
        kind: StageKind,
        name: &str,
    ) -> LoadedStage {
        let boot = self.sources.boot;
        let filler = filler(boot, self.environment, self.sources, self.spent);
        if let Some(tree) = self.sources.stage(source, id, item) {
            return bind_at(&tree, ROOT, kind, name, filler);
        }
        let failure = self.sources.flattened(source, item).err();
        LoadedStage { failure, ..LoadedStage::default() }
    }
}
