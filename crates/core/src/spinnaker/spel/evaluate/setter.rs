//! The setters that an assignment may call: the allow-list looks at getters
//! only. From Orca's sources at spinnaker main of August 2026 and JDK 17.

use crate::spinnaker::spel::class::{Base, Class};
use crate::spinnaker::spel::heap::Bean;
use crate::spinnaker::spel::world;

const TEXT: Class = Base::String.class();
const LONG: Class = Base::Long.class();
const LONG_TYPE: Class = Base::LongType.class();
const TRUTH: Class = Base::BooleanType.class();
const INT: Class = Base::IntType.class();
const STATUS: Class = Base::Status.class();
const LIST: Class = Base::List.class();
const COLLECTION: Class = Base::Collection.class();
const MAP: Class = Base::Map.class();
/// A type that is not modelled.
pub(super) const OTHER: Class = Base::Unreachable.class();

type Setters = &'static [(&'static str, Class)];

const EXECUTION: Setters = &[
    ("id", TEXT),
    ("application", TEXT),
    ("name", TEXT),
    ("buildTime", LONG),
    ("canceled", TRUTH),
    ("canceledBy", TEXT),
    ("cancellationReason", TEXT),
    ("limitConcurrent", TRUTH),
    ("maxConcurrentExecutions", INT),
    ("keepWaitingPipelines", TRUTH),
    ("startTime", LONG),
    ("endTime", LONG),
    ("startTimeExpiry", LONG),
    ("status", STATUS),
    ("authentication", Base::AuthenticationDetails.class()),
    ("paused", Base::PausedDetails.class()),
    ("origin", TEXT),
    ("trigger", Base::Trigger.class()),
    ("description", TEXT),
    ("pipelineConfigId", TEXT),
    ("source", OTHER),
    ("notifications", LIST),
    ("spelEvaluator", TEXT),
    ("templateVariables", MAP),
    ("partition", TEXT),
    ("size", LONG_TYPE),
];

const STAGE: Setters = &[
    ("id", TEXT),
    ("refId", TEXT),
    ("type", TEXT),
    ("name", TEXT),
    ("execution", Base::Execution.class()),
    ("startTime", LONG),
    ("endTime", LONG),
    ("startTimeExpiry", LONG),
    ("status", STATUS),
    ("context", MAP),
    ("outputs", MAP),
    ("tasks", LIST),
    ("syntheticStageOwner", OTHER),
    ("parentStageId", TEXT),
    ("requisiteStageRefIds", COLLECTION),
    ("scheduledTime", LONG),
    ("size", LONG_TYPE),
    ("lastModified", OTHER),
    ("additionalMetricTags", MAP),
    ("allowSiblingStagesToContinueOnFailure", TRUTH),
    ("continuePipelineOnFailure", TRUTH),
];

const TASK: Setters = &[
    ("id", TEXT),
    ("implementingClass", TEXT),
    ("name", TEXT),
    ("startTime", LONG),
    ("endTime", LONG),
    ("status", STATUS),
    ("stageStart", TRUTH),
    ("stageEnd", TRUTH),
    ("loopStart", TRUTH),
    ("loopEnd", TRUTH),
];

const TRIGGER: Setters = &[
    ("rebake", TRUTH),
    ("dryRun", TRUTH),
    ("strategy", TRUTH),
    ("resolvedExpectedArtifacts", LIST),
    ("other", MAP),
];

const JENKINS: Setters = &[("buildInfo", Base::JenkinsBuildInfo.class()), ("properties", MAP)];

const CONCOURSE: Setters = &[("buildInfo", Base::ConcourseBuildInfo.class()), ("properties", MAP)];

const DATE: Setters = &[
    ("year", INT),
    ("month", INT),
    ("date", INT),
    ("hours", INT),
    ("minutes", INT),
    ("seconds", INT),
    ("time", LONG_TYPE),
];

/// The field that this property sets, and the type that its setter takes. As
/// the setter's name is made of it, the first letter's case does not matter.
pub(super) fn setter(class: Base, property: &str) -> Option<(&'static str, Class)> {
    let build: Setters = match class {
        Base::JenkinsTrigger => JENKINS,
        Base::ConcourseTrigger => CONCOURSE,
        _ => &[],
    };
    let setters: Setters = match class {
        Base::Execution => EXECUTION,
        Base::Stage => STAGE,
        Base::Task => TASK,
        Base::AuthenticationDetails => &[("user", TEXT), ("allowedAccounts", COLLECTION)],
        Base::PausedDetails => {
            &[("pausedBy", TEXT), ("resumedBy", TEXT), ("pauseTime", LONG), ("resumeTime", LONG)]
        }
        Base::JenkinsBuildInfo | Base::ConcourseBuildInfo => {
            &[("building", TRUTH), ("fullDisplayName", TEXT)]
        }
        Base::Date => DATE,
        Base::Random => &[("seed", LONG_TYPE)],
        Base::SimpleDateFormat => &[
            ("lenient", TRUTH),
            ("calendar", OTHER),
            ("numberFormat", OTHER),
            ("timeZone", OTHER),
            ("dateFormatSymbols", OTHER),
        ],
        base if Base::Trigger.accepts(base) => TRIGGER,
        _ => &[],
    };
    let rest = |name: &str| name.chars().skip(1).collect::<String>();
    let first = |name: &str| name.chars().next().map(|c| c.to_ascii_uppercase());
    let same = |name: &str| first(name) == first(property) && rest(name) == rest(property);
    setters.iter().chain(build).find(|(name, _)| same(name)).copied()
}

/// What becomes of null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    /// It is stored.
    Stored,
    /// The setter copies what it is given, or is Kotlin's and takes no null.
    Refused,
    /// An empty set takes its place.
    Emptied,
    /// Everything that reads the property from then on fails.
    Unmodelled,
}

/// What this class's setter of this field makes of null.
pub(super) fn of_null(class: Base, field: &str) -> Null {
    match (class, field) {
        (Base::AuthenticationDetails, "allowedAccounts") | (Base::Stage, "tasks") => Null::Refused,
        (Base::Stage, "requisiteStageRefIds") => Null::Emptied,
        (Base::Stage, "context") => Null::Unmodelled,
        (trigger, "resolvedExpectedArtifacts" | "other" | "properties")
            if Base::Trigger.accepts(trigger) =>
        {
            Null::Refused
        }
        _ => Null::Stored,
    }
}

/// Fields that a getter works out of others, once one of those has changed.
pub(super) fn settle(bean: &mut Bean) {
    let derived = match bean.class {
        Base::PausedDetails => world::pause(&bean.get("pauseTime"), &bean.get("resumeTime")).into(),
        Base::Stage if bean.get("name").is_null() => vec![("name", bean.get("type"))],
        _ => Vec::new(),
    };
    for (name, value) in derived {
        if let Some(field) = bean.fields.iter_mut().find(|(field, _)| *field == name) {
            field.1 = value;
        }
    }
}

/// Whether a value of this type is stored as it is.
pub(super) fn is_scalar(parameter: Class) -> bool {
    [TEXT, LONG, LONG_TYPE, TRUTH, INT, STATUS].contains(&parameter)
}
