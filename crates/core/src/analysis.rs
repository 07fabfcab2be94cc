//! All that is known of a text: regions, form, stages, findings.
//!
//! An analysis is made from the one before, so that a keystroke costs the
//! stage it is in; from scratch or from any other, the result is the same.

use std::cell::LazyCell;
use std::sync::Arc;

use crate::document::{Node, Region, Regions, Source, TroubleKind};
use crate::finding::StageFinding;
use crate::forms::{self, Detected, Form, StageKind, StagePlace, detect};
use crate::java::Span;
use crate::rules::{self, Look, Of, Taken};
use crate::spinnaker::Target;
use crate::spinnaker::load::{
    self, Alone, Environment, Failure, Loaded, LoadedStage, load_plugin, load_stage,
};
use crate::spinnaker::why::{Explanation, Place, place};
use crate::stage::{Definition, definition};

mod findings;

/// All that is known of a text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The text.
    pub source: Source,
    /// The release that its stages are meant for.
    pub target: Target,
    /// Orca's environment, which its placeholders name.
    pub environment: Arc<Environment>,
    /// Its regions.
    pub regions: Regions,
    /// Its form and where its stages are.
    pub detected: Detected,
    /// What is known of each stage, in the same order.
    pub stages: Vec<Arc<Stage>>,
    /// What Orca's start-up makes of the text, were it the only file; of one
    /// within its installation, what is the file's own.
    pub loaded: Loaded,
    /// Types that stages of the installation's other files take.
    pub taken: Vec<Taken>,
}

/// What is known of a stage by itself.
#[derive(Debug)]
pub struct Stage {
    /// The root of the definition; none when nothing could be read.
    pub node: Option<Arc<Node>>,
    /// What could be read.
    pub definition: Definition,
    /// Whether a syntax error hides part of it.
    pub broken: bool,
    /// Findings in it.
    pub findings: Vec<StageFinding>,
    /// What loading makes of it by itself.
    pub loaded: Arc<LoadedStage>,
}

/// Reads `source`, reusing what `previous` knows of stages that are the same.
///
/// ```
/// use stage_core::{analyze, document::Source};
/// let text = "job: {preconfigured: {kubernetes: [{label: Echo, type: echo}]}}";
/// let analysis = analyze(&Source::new(text), None);
/// assert_eq!(analysis.stages[0].definition.title(), "Echo");
/// ```
pub fn analyze(source: &Source, previous: Option<&Analysis>) -> Analysis {
    let target = previous.map(|previous| previous.target).unwrap_or_default();
    analyze_for(source, target, previous)
}

/// Reads `source` as meant for `target`.
pub fn analyze_for(source: &Source, target: Target, previous: Option<&Analysis>) -> Analysis {
    let environment = previous.map(|previous| Arc::clone(&previous.environment));
    analyze_in(source, target, &environment.unwrap_or_default(), previous)
}

/// Reads `source` as meant for `target` in an environment of Orca.
pub fn analyze_in(
    source: &Source,
    target: Target,
    environment: &Arc<Environment>,
    previous: Option<&Analysis>,
) -> Analysis {
    let regions = forms::read(&source.text, previous.map(|previous| &previous.regions));
    let detected = detect(&regions);
    let count = detected.stages.len();
    let loaded = loaded(&regions, &detected, target, environment, previous);
    // Only what is read anew asks.
    let alone = LazyCell::new(|| Alone::of(&loaded));
    let stages = detected
        .stages
        .iter()
        .enumerate()
        .map(|(index, place)| {
            previous
                .filter(|previous| {
                    previous.target == target
                        && previous.detected.form == detected.form
                        && previous.environment == *environment
                })
                .and_then(|previous| previous.same_stage(index, count, place, &regions))
                .unwrap_or_else(|| {
                    let region = regions.regions.get(place.region);
                    let node = place.node.as_ref();
                    let known = node.and_then(|node| {
                        alone.as_ref()?.get(node, place.kind, place.index.unwrap_or(0))
                    });
                    Arc::new(stage(place, region, detected.form, known, (target, environment)))
                })
        })
        .collect();
    let environment = Arc::clone(environment);
    let (source, taken) = (source.clone(), Vec::new());
    Analysis { source, target, environment, regions, detected, stages, loaded, taken }
}

/// Loads the profile that the text is or holds. Plugins and fragments are no
/// files of Orca's own: their stages are loaded one by one.
fn loaded(
    regions: &Regions,
    detected: &Detected,
    target: Target,
    environment: &Environment,
    previous: Option<&Analysis>,
) -> Loaded {
    let roots = forms::profile_roots(regions, detected);
    if roots.is_empty() {
        return Loaded::default();
    }
    let items = regions.items();
    let file = load::Source { roots: &roots, regions: &items };
    let previous = previous.map(|previous| &previous.loaded);
    load::load(&[file], target, environment, previous)
}

fn stage(
    place: &StagePlace,
    region: Option<&Region>,
    form: Form,
    known: Option<Arc<LoadedStage>>,
    (target, environment): (Target, &Environment),
) -> Stage {
    let node = place.node.as_ref();
    let definition = node.map(|node| definition(node, place.kind)).unwrap_or_default();
    let alone = |node| Arc::new(load_alone(node, place, region, form, (target, environment)));
    let loaded = known.or_else(|| node.map(alone)).unwrap_or_default();
    let (text, all) =
        region.map_or(("", &[][..]), |region| (&*region.parsed.text, &region.parsed.troubles[..]));
    let hidden = all.iter().any(|trouble| trouble.kind == TroubleKind::Syntax);
    let is_item = region.is_some_and(|region| region.is_item);
    let own = if is_item { all } else { &[] };
    let mut findings = rules::of_troubles(own, text);
    findings.extend(region.filter(|_| is_item).and_then(|region| of_readers(region, form)));
    if let Some(node) = node {
        let plugin = form == Form::Plugin;
        // Plugins' resources are read as Kubernetes stages only.
        let unread = LoadedStage::default();
        let titus = plugin && place.kind == StageKind::Titus;
        let (definition, loaded) = (&definition, if titus { &unread } else { &*loaded });
        let of = Of { definition, loaded, region: text, kind: place.kind, plugin, target, hidden };
        findings.extend(rules::of_stage(&Look::new(node, of)));
    }
    Stage { node: place.node.clone(), definition, broken: hidden && is_item, findings, loaded }
}

/// What other readers make of a region that can be read here: Orca's own,
/// where the text is for it, and stricter ones.
fn of_readers(region: &Region, form: Form) -> Option<StageFinding> {
    let parsed = &region.parsed;
    let orcas = matches!(form, Form::Profile | Form::Plugin | Form::Fragment);
    let differs = orcas && (parsed.refused().is_some() || rules::reads_otherwise(&parsed.text));
    match differs.then(|| parsed.halted(rules::orcas_reader)).flatten() {
        Some(halted) => Some(rules::of_trouble(halted, &parsed.text)),
        None => parsed.refused().map(rules::of_refusal),
    }
}

/// The stage as loading makes it by itself.
fn load_alone(
    node: &Arc<Node>,
    place: &StagePlace,
    region: Option<&Region>,
    form: Form,
    (target, environment): (Target, &Environment),
) -> LoadedStage {
    if form == Form::Plugin {
        return load_plugin(Some(node), region.map_or("", |region| &region.parsed.text), target);
    }
    load_stage(node, place.kind, place.index.unwrap_or(0), target, environment)
}

impl Analysis {
    /// The stage of `previous` that is the same as the one at `index` of
    /// `count` now: at that place from the front or from the back.
    fn same_stage(
        &self,
        index: usize,
        count: usize,
        place: &StagePlace,
        regions: &Regions,
    ) -> Option<Arc<Stage>> {
        let from_back = (self.stages.len() + index).checked_sub(count);
        let parsed = &regions.regions.get(place.region)?.parsed;
        [Some(index), from_back].into_iter().flatten().find_map(|index| {
            let before = self.detected.stages.get(index)?;
            let stage = self.stages.get(index)?;
            let same_region = Arc::ptr_eq(parsed, &self.regions.regions.get(before.region)?.parsed);
            let same_node = match (&stage.node, &place.node) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                (None, None) => true,
                _ => false,
            };
            (same_region && same_node && before.kind == place.kind).then(|| Arc::clone(stage))
        })
    }

    /// The stage as it is loaded with its file, whose other properties its
    /// placeholders may name; none where another list of the file counts.
    pub fn loaded_stage(&self, index: usize) -> Option<&LoadedStage> {
        let place = self.detected.stages.get(index)?;
        let span = place.node.as_ref()?.span;
        let mut stages = self.loaded.stages(place.kind).iter();
        let found =
            stages.find(|stage| stage.place.region == place.region && stage.place.span == span)?;
        Some(&found.loaded)
    }

    /// A span of a stage's region, in bytes of the whole text.
    pub fn span(&self, stage: usize, span: Span) -> Span {
        let region = self
            .detected
            .stages
            .get(stage)
            .and_then(|place| self.regions.regions.get(place.region));
        region.map_or(span, |region| region.span(span))
    }

    /// The byte that an explained error comes from; none where the text has
    /// nothing like it.
    pub fn place_of(&self, error: &Explanation) -> Option<usize> {
        match place(error, &self.detected.stages)? {
            Place::Stage { stage, span } => Some(self.span(stage, span).start as usize),
            Place::Line { line, column } => {
                let at = line.checked_sub(1).filter(|at| *at < self.source.line_count())?;
                let text = self.source.line(at).trim_end_matches(['\r', '\n']);
                let before = text.chars().take(column.saturating_sub(1)).map(char::len_utf8);
                Some(self.source.line_start(at) + before.sum::<usize>())
            }
        }
    }

    /// Whether the text is, or holds, the one profile that Orca loads whole: its
    /// stages are then those of the lists that count, and its failures those
    /// of the whole.
    pub fn is_one_profile(&self) -> bool {
        !forms::profile_roots(&self.regions, &self.detected).is_empty()
    }

    /// Where loading failed, in bytes of the whole text.
    pub fn failure_span(&self, failure: &Failure) -> Span {
        let load::Place { region, span, .. } = failure.place;
        self.regions.regions.get(region).map_or(span, |region| region.span(span))
    }

    /// The bytes of the text that a stage takes up.
    pub fn stage_span(&self, stage: usize) -> Span {
        let place = self.detected.stages.get(stage);
        let node = place.and_then(|place| place.node.as_ref());
        match (node, place.and_then(|place| self.regions.regions.get(place.region))) {
            (Some(node), _) => self.span(stage, node.span),
            (None, Some(region)) => region.span(Span::new(0, region.parsed.text.trim_end().len())),
            _ => Span::default(),
        }
    }

    /// The stage whose text holds the byte at `offset`.
    pub fn stage_at(&self, offset: usize) -> Option<usize> {
        (0..self.stages.len()).rev().find(|stage| {
            let span = self.stage_span(*stage);
            span.start as usize <= offset && offset <= span.end as usize + 1
        })
    }
}

#[cfg(test)]
mod tests;
