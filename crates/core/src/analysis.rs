//! All that is known of a text: regions, form, stages, findings.
//!
//! An analysis is made from the one before, so that a keystroke costs the
//! stage it is in; from scratch or from any other, the result is the same.

use std::sync::Arc;

use crate::document::{Node, Path, Region, Regions, Source, Trouble, TroubleKind};
use crate::finding::{Finding, Severity, StageFinding};
use crate::forms::{self, Detected, Form, StagePlace, detect};
use crate::java::Span;
use crate::limits;
use crate::rules::{conflict_marks, of_loading, of_schema, would_not_start};
use crate::schema::Reading;
use crate::spinnaker::Target;
use crate::spinnaker::load::{self, Environment, Loaded, LoadedStage, load_plugin, load_stage};
use crate::stage::{Definition, definition};

/// All that is known of a text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The text.
    pub source: Source,
    /// The release that its stages are meant for.
    pub target: Target,
    /// Its regions.
    pub regions: Regions,
    /// Its form and where its stages are.
    pub detected: Detected,
    /// What is known of each stage, in the same order.
    pub stages: Vec<Arc<Stage>>,
    /// What Orca's start-up makes of the text, were it the only file.
    pub loaded: Loaded,
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
    pub loaded: LoadedStage,
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
    let regions = forms::read(&source.text, previous.map(|previous| &previous.regions));
    let detected = detect(&regions);
    let count = detected.stages.len();
    let stages = detected
        .stages
        .iter()
        .enumerate()
        .map(|(index, place)| {
            previous
                .filter(|previous| {
                    previous.target == target && previous.detected.form == detected.form
                })
                .and_then(|previous| previous.same_stage(index, count, place, &regions))
                .unwrap_or_else(|| {
                    let region = regions.regions.get(place.region);
                    Arc::new(stage(place, region, detected.form, target))
                })
        })
        .collect();
    let loaded = loaded(&regions, &detected, target, previous);
    Analysis { source: source.clone(), target, regions, detected, stages, loaded }
}

/// Loads the profile that the text is or holds. Plugins and fragments are no
/// files of Orca's own: their stages are loaded one by one.
fn loaded(
    regions: &Regions,
    detected: &Detected,
    target: Target,
    previous: Option<&Analysis>,
) -> Loaded {
    let roots = forms::profile_roots(regions, detected);
    if roots.is_empty() {
        return Loaded::default();
    }
    let items = regions.items();
    let file = load::Source { roots: &roots, regions: &items };
    let previous = previous.map(|previous| &previous.loaded);
    load::load(&[file], target, &Environment::default(), previous)
}

fn stage(place: &StagePlace, region: Option<&Region>, form: Form, target: Target) -> Stage {
    let node = place.node.as_ref();
    let definition = node.map(|node| definition(node, place.kind)).unwrap_or_default();
    let own = region.filter(|region| region.is_item);
    let troubles = own.map_or(&[][..], |region| &region.parsed.troubles);
    let mut findings: Vec<StageFinding> = troubles.iter().map(of_trouble).collect();
    let reading = Reading { release: target.release, strict_names: form == Form::Plugin };
    findings.extend(node.into_iter().flat_map(|node| of_schema(node, place.kind, reading)));
    let loaded = node.map(|node| load_alone(node, place, region, form, target)).unwrap_or_default();
    findings.extend(loaded.changes.iter().filter_map(of_loading));
    let broken = troubles.iter().any(|trouble| trouble.kind == TroubleKind::Syntax);
    Stage { node: place.node.clone(), definition, broken, findings, loaded }
}

/// The stage as loading makes it by itself.
fn load_alone(
    node: &Arc<Node>,
    place: &StagePlace,
    region: Option<&Region>,
    form: Form,
    target: Target,
) -> LoadedStage {
    if form == Form::Plugin {
        return load_plugin(node, region.map_or("", |region| &region.parsed.text), target);
    }
    load_stage(node, place.kind, place.index.unwrap_or(0), target, &Environment::default())
}

fn of_trouble(trouble: &Trouble) -> StageFinding {
    let (rule, severity) = rule_of(trouble.kind);
    StageFinding {
        rule,
        severity,
        message: trouble.message.clone(),
        steps: Vec::new(),
        span: trouble.span,
        fixes: Vec::new(),
    }
}

fn rule_of(kind: TroubleKind) -> (&'static str, Severity) {
    match kind {
        TroubleKind::Syntax => ("syntax", Severity::Error),
        TroubleKind::DuplicateKey => ("duplicate-key", Severity::Error),
        TroubleKind::Depth => ("nested-too-deep", Severity::Error),
        TroubleKind::Expansion => ("alias-bomb", Severity::Error),
        TroubleKind::RecursiveAlias => ("recursive-alias", Severity::Error),
        TroubleKind::Size => ("too-large", Severity::Warning),
    }
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

    /// Every finding of the text, by place.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = self.of_the_frame();
        for (index, stage) in self.stages.iter().enumerate() {
            let base = self.detected.stages.get(index).map(StagePlace::path).unwrap_or_default();
            findings.extend(stage.findings.iter().map(|finding| Finding {
                rule: finding.rule,
                severity: finding.severity,
                message: finding.message.clone(),
                stage: Some(index),
                path: Path {
                    document: base.document,
                    steps: base.steps.iter().chain(&finding.steps).cloned().collect(),
                },
                span: self.span(index, finding.span),
                fixes: finding.fixes.iter().map(|fix| fix.at(&base)).collect(),
            }));
        }
        findings.extend(self.of_loading());
        findings.sort_by_key(|finding| (finding.span.start, finding.rule));
        if findings.len() > limits::FINDINGS {
            findings.truncate(limits::FINDINGS);
        }
        findings
    }

    /// Why Orca would not start with this text.
    fn of_loading(&self) -> impl Iterator<Item = Finding> {
        self.loaded.failures.iter().map(|failure| {
            let region = self.regions.regions.get(failure.place.region);
            let span = region.map_or(failure.place.span, |region| region.span(failure.place.span));
            let stage = self.stage_at(span.start as usize);
            let path =
                stage.and_then(|stage| self.detected.stages.get(stage)).map(StagePlace::path);
            would_not_start(failure, stage, path.unwrap_or_default(), span, self.target)
        })
    }

    /// Findings outside of regions that are a stage of their own.
    fn of_the_frame(&self) -> Vec<Finding> {
        let mut findings = conflict_marks(&self.source.text);
        if self.source.text.len() > limits::TEXT_BYTES {
            findings.push(self.too_large());
        }
        for region in self.regions.regions.iter().filter(|region| !region.is_item) {
            for trouble in &region.parsed.troubles {
                let span = region.span(trouble.span);
                let StageFinding { rule, severity, message, .. } = of_trouble(trouble);
                let stage = self.stage_at(span.start as usize);
                findings.push(Finding {
                    rule,
                    severity,
                    message,
                    stage,
                    path: Path::default(),
                    span,
                    fixes: Vec::new(),
                });
            }
        }
        findings
    }

    fn too_large(&self) -> Finding {
        let (rule, severity) = rule_of(TroubleKind::Size);
        let size = self.source.text.len() / (1024 * 1024);
        let message = format!(
            "the text has {size} MiB and is shown without being read; up to {} MiB are",
            limits::TEXT_BYTES / (1024 * 1024)
        );
        Finding {
            rule,
            severity,
            message,
            stage: None,
            path: Path::default(),
            span: Span::default(),
            fixes: Vec::new(),
        }
    }
}
