//! Orca's and kork's own classes (spel §8, §10): the getters and methods
//! whose declared types the allow-list passes, from their sources at
//! spinnaker main of August 2026.

use super::super::class::{Base, Class};
use super::super::constants;
use super::super::evaluate::Machine;
use super::super::heap::{Cell, Key, Map};
use super::super::object::{Id, Object, Shape};
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown, unknown};
use super::super::units;
use super::super::world;
use super::arguments::{INT, OBJECT, STRING, UNREACHABLE, int, null_pointer, object, text};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::{Method, Tables, field, method, truth, truth_field, unmodelled, void};

const STAGES: Shape = Shape::Of(Base::Stage.class());
const TEXTS: Shape = Shape::Of(Base::String.class());
const MAPS: Shape = Shape::Of(Base::Map.class());
const ARTIFACTS: Shape = Shape::Of(Base::Artifact.class());
const IDENTITY: &str = "a text that differs from run to run";
const ENUM_TYPE: Class = Base::Enum.class();

/// The methods of a bean's class.
pub(super) fn of(base: Base) -> Tables {
    match base {
        Base::Execution => vec![EXECUTION, OBJECT_TEXT],
        Base::Stage => vec![STAGE],
        Base::Task => vec![TASK, OBJECT_TEXT],
        Base::AuthenticationDetails => vec![AUTHENTICATION, OBJECT_TEXT],
        Base::PausedDetails => vec![PAUSED, OBJECT_TEXT],
        Base::Artifact => vec![ARTIFACT],
        Base::ExpectedArtifact => vec![EXPECTED_ARTIFACT],
        Base::JenkinsArtifact => vec![JENKINS_ARTIFACT, OBJECT_TEXT],
        Base::SourceControl => vec![SOURCE_CONTROL],
        Base::JenkinsBuildInfo => vec![BUILD_INFO, JENKINS_BUILD_INFO, OBJECT_TEXT],
        Base::ConcourseBuildInfo => vec![BUILD_INFO, OBJECT_TEXT],
        Base::MapEntry => vec![ENTRY],
        Base::Method => vec![REFLECTED],
        Base::DockerTrigger => vec![TRIGGER, DOCKER],
        Base::JenkinsTrigger => vec![TRIGGER, JENKINS],
        Base::ConcourseTrigger => vec![TRIGGER, CONCOURSE],
        Base::PipelineTrigger => vec![TRIGGER, PIPELINE],
        Base::ArtifactoryTrigger => vec![TRIGGER, ARTIFACTORY],
        Base::NexusTrigger => vec![TRIGGER, NEXUS],
        Base::GitTrigger => vec![TRIGGER, GIT],
        Base::PluginTrigger => vec![TRIGGER, PLUGIN],
        Base::DefaultTrigger => vec![TRIGGER],
        _ => vec![OBJECT_TEXT],
    }
}

/// Of `Object`'s own methods only `toString` is left where a class does not
/// declare its own.
pub(super) const OBJECT_TEXT: &[Method] = &[
    unmodelled("toString", &[], IDENTITY),
    unmodelled("hashCode", &[], "a hash code that differs from run to run"),
    truth("equals", &[OBJECT], equals),
];

fn own(o: &Object) -> Step<Id> {
    if let Object::Ref(id) = o { Ok(*id) } else { Err(null_pointer()) }
}

fn stage_list(m: &mut Machine<'_>, stages: Vec<Id>, class: Base) -> Object {
    let stages = stages.into_iter().map(Object::Ref).collect();
    m.heap.collection(class, stages)
}

fn find(m: &mut Machine<'_>, o: &Object, field: &str, wanted: &str) -> Step<Option<Object>> {
    Ok(world::find_stage(&mut m.heap, own(o)?, field, wanted).map(Object::Ref))
}

const EXECUTION: &[Method] = &[
    field("getName", "name"),
    truth("equals", &[OBJECT], equals),
    method("hashCode", &[], hash_code),
    method("getContext", &[], merged_outputs).shaped(Shape::TextKeys),
    field("getId", "id"),
    field("getRootId", "rootId"),
    field("getApplication", "application"),
    field("getBuildTime", "buildTime"),
    truth_field("isCanceled", "canceled"),
    field("getCanceledBy", "canceledBy"),
    field("getCancellationReason", "cancellationReason"),
    truth_field("isLimitConcurrent", "limitConcurrent"),
    field("getMaxConcurrentExecutions", "maxConcurrentExecutions"),
    truth_field("isKeepWaitingPipelines", "keepWaitingPipelines"),
    field("getStages", "stages").shaped(STAGES),
    field("getStartTime", "startTime"),
    field("getEndTime", "endTime"),
    field("getStartTimeExpiry", "startTimeExpiry"),
    field("getStatus", "status"),
    field("getAuthentication", "authentication"),
    field("getPaused", "paused"),
    field("getOrigin", "origin"),
    field("getTrigger", "trigger"),
    field("getDescription", "description"),
    field("getPipelineConfigId", "pipelineConfigId"),
    field("getNotifications", "notifications").shaped(MAPS),
    field("getSpelEvaluator", "spelEvaluator"),
    field("getTemplateVariables", "templateVariables").shaped(Shape::TextKeys),
    field("getPartition", "partition"),
    field("getAdditionalHeaders", "additionalHeaders").shaped(Shape::TextEntries),
    method("namedStage", &[STRING], |m, o, a| {
        let wanted = object(a, 0);
        let found = find(m, o, "type", wanted.as_str().unwrap_or("\0"))?;
        Ok(found.unwrap_or_default())
    }),
    method("stageById", &[STRING], |m, o, a| stage_by(m, o, "id", &object(a, 0))),
    method("stageByRef", &[STRING], |m, o, a| {
        text(a, 0)?;
        stage_by(m, o, "refId", &object(a, 0))
    }),
    void("updateStatus", &[Base::Status.class()], |_, _, _| {
        Err(unknown("a change of the execution's status"))
    }),
    field("getInitialConfig", "initialConfig").shaped(Shape::TextKeys),
    field("getSystemNotifications", "systemNotifications")
        .shaped(Shape::Of(Base::SystemNotification.class())),
];

fn stage_by(m: &mut Machine<'_>, o: &Object, field: &str, wanted: &Object) -> Step<Object> {
    let found = find(m, o, field, wanted.as_str().unwrap_or("\0"))?;
    found.ok_or_else(|| thrown(ILLEGAL_ARGUMENT, format!("no stage has this {field}")))
}

/// The outputs of all stages in the order in which they run; two lists under
/// one key are joined without repeats, otherwise the later wins.
fn merged_outputs(m: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    let stages = world::in_order(&mut m.heap, own(o)?)?;
    let mut merged: Vec<(Key, Object, Object)> = Vec::new();
    let mut late = false;
    for stage in stages {
        let outputs = m.heap.field(stage, "outputs");
        let entries: Vec<_> = m
            .heap
            .map(&outputs)
            .map(|map| map.iter().map(|(key, entry)| (key.clone(), entry.clone())).collect())
            .unwrap_or_default();
        for (key, (name, value)) in entries {
            if value.is_null() {
                return Err(null_pointer());
            }
            m.heap.spend(merged.len())?;
            let at = merged.iter().position(|(known, _, _)| *known == key);
            late = at.is_some();
            match at.and_then(|at| merged.get(at)).map(|(_, _, before)| before.clone()) {
                None => merged.push((key, name, value)),
                Some(before) => {
                    let value = join(m, &before, value)?;
                    if let Some(entry) = at.and_then(|at| merged.get_mut(at)) {
                        entry.2 = value;
                    }
                }
            }
        }
    }
    Ok(m.heap.put(Cell::Map(Map::hash_merged(merged, late))))
}

fn join(m: &mut Machine<'_>, before: &Object, value: Object) -> Step<Object> {
    let collection = |m: &mut Machine<'_>, object: &Object| {
        let class = m.heap.class_of(object);
        if !class.is_array() && Base::Collection.accepts(class.base) {
            m.heap.items(object)
        } else {
            None
        }
    };
    let (Some(first), Some(second)) = (collection(m, before), collection(m, &value)) else {
        return Ok(value);
    };
    let mut distinct: Vec<Object> = Vec::new();
    for item in first.into_iter().chain(second) {
        let mut known = false;
        for other in &distinct {
            known = known || super::super::equal::equals(&mut m.heap, other, &item)?;
        }
        if !known {
            distinct.push(item);
        }
    }
    Ok(m.heap.list(distinct))
}

const STAGE: &[Method] = &[
    field("getName", "name"),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("getParent", &[], |m, o, _| {
        let id = own(o)?;
        let parent = m.heap.field(id, "parentStageId");
        let execution = m.heap.field(id, "execution");
        if parent.is_null() { Ok(Object::Null) } else { stage_by(m, &execution, "id", &parent) }
    }),
    field("getContext", "context").shaped(Shape::TextKeys),
    field("getId", "id"),
    field("getType", "type"),
    field("getRefId", "refId"),
    field("getExecution", "execution"),
    field("getOutputs", "outputs").shaped(Shape::TextKeys),
    field("getTasks", "tasks").shaped(Shape::Of(Base::Task.class())),
    field("getParentStageId", "parentStageId"),
    field("getRequisiteStageRefIds", "requisiteStageRefIds").shaped(TEXTS),
    field("getScheduledTime", "scheduledTime"),
    field("getAdditionalMetricTags", "additionalMetricTags").shaped(Shape::TextEntries),
    method("ancestors", &[], |m, o, _| {
        let stages = world::ancestors(&mut m.heap, own(o)?, false);
        Ok(stage_list(m, stages, Base::ImmutableList))
    })
    .shaped(STAGES),
    method("directAncestors", &[], |m, o, _| {
        let stages = world::ancestors(&mut m.heap, own(o)?, true);
        Ok(stage_list(m, stages, Base::ImmutableList))
    })
    .shaped(STAGES),
    unmodelled("findAncestor", &[UNREACHABLE], "a search with a function"),
    field("getStartTime", "startTime"),
    field("getEndTime", "endTime"),
    field("getStartTimeExpiry", "startTimeExpiry"),
    field("getStatus", "status"),
    method("allDownstreamStages", &[], |m, o, _| {
        let stages = world::downstream(&mut m.heap, own(o)?, true)?;
        Ok(stage_list(m, stages, Base::ArrayList))
    })
    .shaped(STAGES),
    method("directChildren", &[], |m, o, _| {
        let stages = world::children(&mut m.heap, own(o)?);
        Ok(stage_list(m, stages, Base::ArrayList))
    })
    .shaped(STAGES),
    void("resolveStrategyParams", &[], |_, _, _| Err(unknown("a change of the stage's context"))),
    method("getTopLevelStage", &[], top_level),
    truth("getAllowSiblingStagesToContinueOnFailure", &[], |m, o, _| {
        let id = own(o)?;
        if m.heap.field(id, "parentStageId").is_null() {
            return Ok(Object::Boolean(false));
        }
        context_flag(m, id, "allowSiblingStagesToContinueOnFailure")
    }),
    truth("getContinuePipelineOnFailure", &[], |m, o, _| {
        context_flag(m, own(o)?, "continuePipeline")
    }),
    truth("isJoin", &[], |m, o, _| {
        Ok(Object::Boolean(world::requisites(&mut m.heap, own(o)?).len() > 1))
    }),
    truth("isManualJudgmentType", &[], |m, o, _| {
        Ok(Object::Boolean(m.heap.field(own(o)?, "type").as_str() == Some("manualJudgment")))
    }),
    truth("withPropagateAuthentication", &[], |m, o, _| {
        let context = m.heap.field(own(o)?, "context");
        let key = Object::text("propagateAuthenticationContext");
        let value = m.load_entry(&context, &key)?.value;
        let text = super::super::text::to_text(&mut m.heap, &value)?;
        Ok(Object::Boolean(text.eq_ignore_ascii_case("true")))
    }),
    void("appendErrorMessage", &[STRING], |_, _, _| {
        Err(unknown("a change of the stage's context"))
    }),
    method("downstreamStages", &[], |m, o, _| {
        let stages = world::downstream(&mut m.heap, own(o)?, false)?;
        Ok(stage_list(m, stages, Base::ArrayList))
    })
    .shaped(STAGES),
    truth("getHasSucceeded", &[], |m, o, _| has_status(m, o, "SUCCEEDED")),
    truth("getHasFailed", &[], |m, o, _| has_status(m, o, "TERMINAL")),
];

fn has_status(m: &mut Machine<'_>, o: &Object, name: &str) -> Step<Object> {
    let status = m.heap.field(own(o)?, "status");
    Ok(Object::Boolean(constants::find(Base::Status, name) == Some(status)))
}

fn context_flag(m: &mut Machine<'_>, stage: Id, name: &str) -> Step<Object> {
    let context = m.heap.field(stage, "context");
    match m.heap.map(&context).and_then(|map| map.get_text(name)) {
        None => Ok(Object::Boolean(false)),
        Some(Object::Boolean(truth)) => Ok(Object::Boolean(*truth)),
        Some(Object::Null) => Err(null_pointer()),
        Some(_) => Err(thrown("ClassCastException", format!("`{name}` is no truth value"))),
    }
}

fn top_level(m: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    let mut stage = own(o)?;
    let mut steps = 0;
    loop {
        let parent = m.heap.field(stage, "parentStageId");
        let Some(parent) = parent.as_str() else { return Ok(Object::Ref(stage)) };
        let execution = m.heap.field(stage, "execution");
        let above = find(m, &execution, "id", parent)?;
        steps += 1;
        match above {
            Some(Object::Ref(above)) if steps < crate::limits::SPEL_STAGES => stage = above,
            Some(_) => return Err(super::super::stop::bound("stages that are their own parents")),
            None => return Err(thrown("IllegalStateException", "a stage's parent is missing")),
        }
    }
}

const TASK: &[Method] = &[
    field("getName", "name"),
    field("getId", "id"),
    field("getStartTime", "startTime"),
    field("getEndTime", "endTime"),
    field("getStatus", "status"),
    field("getImplementingClass", "implementingClass"),
    truth_field("isStageStart", "stageStart"),
    truth_field("isStageEnd", "stageEnd"),
    truth_field("isLoopStart", "loopStart"),
    truth_field("isLoopEnd", "loopEnd"),
    field("getTaskExceptionDetails", "taskExceptionDetails").shaped(Shape::TextKeys),
];

const AUTHENTICATION: &[Method] = &[
    method("getAllowedAccounts", &[], |m, o, _| {
        let accounts = m.heap.field(own(o)?, "allowedAccounts");
        let many = m.heap.items(&accounts).is_some_and(|items| items.len() > 1);
        m.heap.varies.order |= many;
        Ok(accounts)
    })
    .shaped(TEXTS),
    field("getUser", "user"),
];

const PAUSED: &[Method] = &[
    field("getPauseTime", "pauseTime"),
    field("getResumeTime", "resumeTime"),
    truth_field("isPaused", "paused"),
    field("getPausedMs", "pausedMs"),
    field("getPausedBy", "pausedBy"),
    field("getResumedBy", "resumedBy"),
];

const ARTIFACT: &[Method] = &[
    field("getName", "name"),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    field("getReference", "reference"),
    field("getLocation", "location"),
    field("getType", "type"),
    field("getVersion", "version"),
    truth_field("isCustomKind", "customKind"),
    field("getMetadata", "metadata").shaped(Shape::TextKeys),
    field("getArtifactAccount", "artifactAccount"),
    field("getProvenance", "provenance"),
    field("getUuid", "uuid"),
];

const EXPECTED_ARTIFACT: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    unmodelled("matches", &[Base::Artifact.class()], "the match of an artifact"),
    field("getId", "id"),
    truth_field("isUsePriorArtifact", "usePriorArtifact"),
    truth_field("isUseDefaultArtifact", "useDefaultArtifact"),
    field("getMatchArtifact", "matchArtifact"),
    field("getDefaultArtifact", "defaultArtifact"),
    field("getBoundArtifact", "boundArtifact"),
];

const JENKINS_ARTIFACT: &[Method] =
    &[field("getFileName", "fileName"), field("getRelativePath", "relativePath")];

const SOURCE_CONTROL: &[Method] = &[
    field("getName", "name"),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    unmodelled("copy", &[STRING, STRING, STRING], "a changed copy"),
    field("getBranch", "branch"),
    field("getSha1", "sha1"),
    field("component1", "name"),
    field("component2", "branch"),
    field("component3", "sha1"),
];

const BUILD_INFO: &[Method] = &[
    field("getName", "name"),
    field("getNumber", "number"),
    field("getResult", "result"),
    field("getUrl", "url"),
    field("getScm", "scm").shaped(Shape::Of(Base::SourceControl.class())),
    truth_field("getBuilding", "building"),
    field("getArtifacts", "artifacts").shaped(Shape::Of(Base::JenkinsArtifact.class())),
    field("getFullDisplayName", "fullDisplayName"),
];

const JENKINS_BUILD_INFO: &[Method] = &[field("getTimestamp", "timestamp")];

/// An entry's key and value are declared `Object`, so nothing reads them.
const ENTRY: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
];

/// A function without its call is a `java.lang.reflect.Method`.
const REFLECTED: &[Method] = &[
    method("getName", &[], |_, o, _| match o {
        Object::Method(name) => Ok(Object::String(name.clone())),
        _ => Ok(Object::Null),
    }),
    truth("equals", &[OBJECT], equals),
    unmodelled("toString", &[], "the text of a method"),
    unmodelled("hashCode", &[], "a hash code of a method"),
    unmodelled("getModifiers", &[], "the modifiers of a method"),
    unmodelled("toGenericString", &[], "the text of a method"),
    unmodelled("getParameterCount", &[], "the parameters of a method"),
    truth("isSynthetic", &[], |_, _, _| Ok(Object::Boolean(false))),
    truth("isVarArgs", &[], |_, o, _| {
        Ok(Object::Boolean(
            matches!(o, Object::Method(name) if name.as_ref() == "deployedServerGroups"),
        ))
    }),
    truth("isDefault", &[], |_, _, _| Ok(Object::Boolean(false))),
    truth("isBridge", &[], |_, _, _| Ok(Object::Boolean(false))),
];

/// What all triggers share.
const TRIGGER: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    field("getType", "type"),
    field("getParameters", "parameters").shaped(Shape::TextKeys),
    field("getNotifications", "notifications").shaped(MAPS),
    field("getCorrelationId", "correlationId"),
    field("getUser", "user"),
    field("getArtifacts", "artifacts").shaped(ARTIFACTS),
    truth_field("isRebake", "rebake"),
    truth_field("isDryRun", "dryRun"),
    truth_field("isStrategy", "strategy"),
    field("getResolvedExpectedArtifacts", "resolvedExpectedArtifacts")
        .shaped(Shape::Of(Base::ExpectedArtifact.class())),
    field("getOther", "other").shaped(Shape::TextKeys),
];

const DOCKER: &[Method] = &[
    field("getTag", "tag"),
    field("component10", "account"),
    field("component11", "repository"),
    field("component12", "tag"),
    field("getAccount", "account"),
    field("getRepository", "repository"),
];

const JENKINS: &[Method] = &[
    field("getProperties", "properties").shaped(Shape::TextKeys),
    field("getBuildNumber", "buildNumber"),
    field("getMaster", "master"),
    field("getJob", "job"),
    field("getPropertyFile", "propertyFile"),
    field("getBuildInfo", "buildInfo"),
    field("component10", "master"),
    field("component11", "job"),
    field("component12", "buildNumber"),
    field("component13", "propertyFile"),
];

const CONCOURSE: &[Method] = &[
    field("getProperties", "properties").shaped(Shape::TextKeys),
    field("getBuildInfo", "buildInfo"),
];

const PIPELINE: &[Method] = &[
    field("getParentExecution", "parentExecution"),
    field("getParentPipelineStageId", "parentPipelineStageId"),
    field("component10", "parentExecution"),
    field("component11", "parentPipelineStageId"),
    method("getParentStage", &[], |m, o, _| {
        let id = own(o)?;
        let stage = m.heap.field(id, "parentPipelineStageId");
        let execution = m.heap.field(id, "parentExecution");
        if stage.is_null() { Ok(Object::Null) } else { stage_by(m, &execution, "id", &stage) }
    }),
];

const ARTIFACTORY: &[Method] = &[
    field("getArtifactorySearchName", "artifactorySearchName"),
    field("component10", "artifactorySearchName"),
];

const NEXUS: &[Method] =
    &[field("getNexusSearchName", "nexusSearchName"), field("component10", "nexusSearchName")];

const GIT: &[Method] = &[
    field("getSource", "source"),
    field("getBranch", "branch"),
    field("getAction", "action"),
    field("getProject", "project"),
    field("getSlug", "slug"),
    field("getHash", "hash"),
    field("component15", "action"),
];

const PLUGIN: &[Method] = &[
    field("getPluginId", "pluginId"),
    field("getDescription", "description"),
    field("getProvider", "provider"),
    field("getVersion", "version"),
    field("getReleaseDate", "releaseDate"),
    field("getRequires", "requires").shaped(MAPS),
    field("getBinaryUrl", "binaryUrl"),
    truth_field("getPreferred", "preferred"),
];

/// What every enum has.
pub(super) const ENUM: &[Method] = &[
    method("name", &[], name),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    unmodelled("hashCode", &[], "a hash code that differs from run to run"),
    method("compareTo", &[ENUM_TYPE], compare_to),
    method("ordinal", &[], |_, o, _| match o {
        Object::Constant(_, at) => Ok(Object::Integer((*at).into())),
        _ => Ok(Object::Null),
    }),
];

fn name(_: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    match o {
        Object::Constant(base, at) => Ok(Object::text(constants::name(*base, *at))),
        _ => Ok(Object::Null),
    }
}

/// `valueOf` of an enum.
pub(super) fn constant(base: Base, a: &[Object]) -> Step<Object> {
    let name = text(a, 0)?;
    constants::find(base, &name)
        .ok_or_else(|| thrown(ILLEGAL_ARGUMENT, format!("`{name}` is no constant of the enum")))
}

fn status_name(o: &Object) -> &'static str {
    if let Object::Constant(base, at) = o { constants::name(*base, *at) } else { "" }
}

fn one_of(o: &Object, names: &[&str]) -> Object {
    Object::Boolean(names.contains(&status_name(o)))
}

/// `ExecutionStatus`, which is a text as well.
pub(super) const STATUS: &[Method] = &[
    method("length", &[], |_, o, _| Ok(Object::Integer(units::int_length(status_name(o))))),
    method("charAt", &[INT], |_, o, a| {
        Ok(Object::Character(units::char_at(status_name(o), int(a, 0))?))
    }),
    truth("isComplete", &[], |_, o, _| {
        let complete =
            ["SUCCEEDED", "FAILED_CONTINUE", "TERMINAL", "CANCELED", "STOPPED", "SKIPPED"];
        Ok(one_of(o, &complete))
    }),
    truth("isSkipped", &[], |_, o, _| Ok(one_of(o, &["SKIPPED"]))),
    truth("isHalt", &[], |_, o, _| Ok(one_of(o, &["TERMINAL", "CANCELED", "STOPPED"]))),
    truth("isSuccessful", &[], |_, o, _| Ok(one_of(o, &["SUCCEEDED", "STOPPED", "SKIPPED"]))),
    truth("isFailure", &[], |_, o, _| Ok(one_of(o, &["TERMINAL", "STOPPED", "FAILED_CONTINUE"]))),
    truth("isEmpty", &[], |_, _, _| Ok(Object::Boolean(false))),
    method("valueOf", &[STRING], |_, _, a| constant(Base::Status, a)),
    method("values", &[], |m, _, _| {
        let count = u8::try_from(constants::names(Base::Status).len()).unwrap_or(0);
        let items = (0..count).map(|at| Object::Constant(Base::Status, at)).collect();
        Ok(m.heap.array(Base::Status.class(), items))
    }),
];
