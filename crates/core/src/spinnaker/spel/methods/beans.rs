//! Orca's and kork's own classes (spel §8, §10): the getters and methods
//! whose declared types the allow-list passes, from their sources at
//! spinnaker main of August 2026.

use super::super::class::Base;
use super::super::heap::{Bean, Cell};
use super::super::object::{Object, Shape};
use super::arguments::{BOOLEAN, OBJECT, STRING, UNREACHABLE, object};
use super::execution::own;
use super::integers::{equals, hash_code, to_string};
use super::{
    Method, Tables, execution, field, method, null_only, stage, triggers, truth, truth_field,
    unmodelled,
};

const TEXTS: Shape = Shape::Of(Base::String.class());
/// Shared by all expressions of a server, one after the other.
const ACCESS: &str = "what others have set on a function";
const IDENTITY: &str = "a text that differs from run to run";

/// The methods of a bean's class.
pub(super) fn of(base: Base) -> Tables {
    match base {
        Base::Execution => vec![execution::EXECUTION, OBJECT_TEXT],
        Base::Stage => vec![stage::STAGE],
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
        Base::DockerTrigger => vec![triggers::TRIGGER, triggers::DOCKER],
        Base::JenkinsTrigger => vec![triggers::TRIGGER, triggers::JENKINS],
        Base::ConcourseTrigger => vec![triggers::TRIGGER, triggers::CONCOURSE],
        Base::PipelineTrigger => vec![triggers::TRIGGER, triggers::PIPELINE],
        Base::ArtifactoryTrigger => vec![triggers::TRIGGER, triggers::ARTIFACTORY],
        Base::NexusTrigger => vec![triggers::TRIGGER, triggers::NEXUS],
        Base::GitTrigger => vec![triggers::TRIGGER, triggers::GIT],
        Base::PluginTrigger => vec![triggers::TRIGGER, triggers::PLUGIN],
        Base::DefaultTrigger => vec![triggers::TRIGGER],
        _ => vec![OBJECT_TEXT],
    }
}

/// Of `Object`'s own methods only `toString` is left where a class does not
/// declare its own.
pub(super) const OBJECT_TEXT: &[Method] = &[unmodelled("toString", &[], IDENTITY)];

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
    method("copy", &[STRING, STRING, STRING], |m, _, a| {
        let fields = ["name", "branch", "sha1"].into_iter().enumerate();
        let fields = fields.map(|(at, name)| (name, object(a, at))).collect();
        Ok(m.heap.put(Cell::Bean(Bean { class: Base::SourceControl, fields })))
    }),
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
    // Each is public and static.
    method("getModifiers", &[], |_, _, _| Ok(Object::Integer(9))),
    unmodelled("toGenericString", &[], "the text of a method"),
    method("getParameterCount", &[], |_, o, _| {
        let Object::Method(name) = o else { return Ok(Object::Null) };
        let count = super::super::functions::find(name).map_or(0, |one| one.parameters.len());
        Ok(Object::Integer(i32::try_from(count).unwrap_or(0)))
    }),
    unmodelled("isAccessible", &[], ACCESS),
    unmodelled("trySetAccessible", &[], ACCESS),
    unmodelled("setAccessible", &[BOOLEAN], ACCESS),
    unmodelled("canAccess", &[OBJECT], ACCESS),
    null_only("isAnnotationPresent", &[UNREACHABLE]),
    truth("isSynthetic", &[], |_, _, _| Ok(Object::Boolean(false))),
    truth("isVarArgs", &[], |_, o, _| {
        Ok(Object::Boolean(
            matches!(o, Object::Method(name) if name.as_ref() == "deployedServerGroups"),
        ))
    }),
    truth("isDefault", &[], |_, _, _| Ok(Object::Boolean(false))),
    truth("isBridge", &[], |_, _, _| Ok(Object::Boolean(false))),
];
