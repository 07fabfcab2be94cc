//! The triggers' getters, from Orca's sources at spinnaker main of August
//! 2026.

use super::super::class::Base;
use super::super::object::{Object, Shape};
use super::arguments::{OBJECT, STRING, null_pointer, object};
use super::execution::{own, stage_by};
use super::integers::{equals, hash_code, to_string};
use super::{Method, field, method, truth, truth_field, void};

const MAPS: Shape = Shape::Of(Base::Map.class());
const ARTIFACTS: Shape = Shape::Of(Base::Artifact.class());

/// What all triggers share.
pub(super) const TRIGGER: &[Method] = &[
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
    void("setOther", &[STRING, OBJECT], |m, o, a| {
        let other = m.heap.field(own(o)?, "other");
        if object(a, 0).is_null() || object(a, 1).is_null() {
            return Err(null_pointer());
        }
        m.put_entry(&other, object(a, 0), object(a, 1)).map(|()| Object::Null)
    }),
];

pub(super) const DOCKER: &[Method] = &[
    field("getTag", "tag"),
    field("component10", "account"),
    field("component11", "repository"),
    field("component12", "tag"),
    field("getAccount", "account"),
    field("getRepository", "repository"),
];

pub(super) const JENKINS: &[Method] = &[
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

pub(super) const CONCOURSE: &[Method] = &[
    field("getProperties", "properties").shaped(Shape::TextKeys),
    field("getBuildInfo", "buildInfo"),
];

pub(super) const PIPELINE: &[Method] = &[
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

pub(super) const ARTIFACTORY: &[Method] = &[
    field("getArtifactorySearchName", "artifactorySearchName"),
    field("component10", "artifactorySearchName"),
];

pub(super) const NEXUS: &[Method] =
    &[field("getNexusSearchName", "nexusSearchName"), field("component10", "nexusSearchName")];

pub(super) const GIT: &[Method] = &[
    field("getSource", "source"),
    field("getBranch", "branch"),
    field("getAction", "action"),
    field("getProject", "project"),
    field("getSlug", "slug"),
    field("getHash", "hash"),
    field("component15", "action"),
];

pub(super) const PLUGIN: &[Method] = &[
    field("getPluginId", "pluginId"),
    field("getDescription", "description"),
    field("getProvider", "provider"),
    field("getVersion", "version"),
    field("getReleaseDate", "releaseDate"),
    field("getRequires", "requires").shaped(MAPS),
    field("getBinaryUrl", "binaryUrl"),
    truth_field("getPreferred", "preferred"),
];
