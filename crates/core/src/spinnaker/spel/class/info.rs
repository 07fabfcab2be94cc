//! What Java says of each class: name, superclass, interfaces.

use super::Base;

/// What Java says of a class: full name, superclass, interfaces.
pub(in super::super) struct Info {
    pub(in super::super) name: &'static str,
    pub(in super::super) parent: Option<Base>,
    pub(in super::super) interfaces: &'static [Base],
}

const fn class(name: &'static str, parent: Base, interfaces: &'static [Base]) -> Info {
    Info { name, parent: Some(parent), interfaces }
}

const fn interface(name: &'static str, interfaces: &'static [Base]) -> Info {
    Info { name, parent: None, interfaces }
}

impl Base {
    /// What Java says of this class.
    #[rustfmt::skip]
    #[allow(clippy::too_many_lines, reason = "a plain table")]
    pub(in super::super) const fn info(self) -> Info {
        const COLLECTION: &[Base] = &[Base::Collection];
        const LIST: &[Base] = &[Base::List];
        const SET: &[Base] = &[Base::Set];
        const MAP: &[Base] = &[Base::Map];
        const TEMPORAL: &[Base] = &[Base::Temporal, Base::TemporalAdjuster, Base::Comparable];
        const TRIGGER: &[Base] = &[Base::Trigger];
        match self {
            Self::Object => Info { name: "java.lang.Object", parent: None, interfaces: &[] },
            Self::BooleanType => interface("boolean", &[]),
            Self::CharType => interface("char", &[]),
            Self::ByteType => interface("byte", &[]),
            Self::ShortType => interface("short", &[]),
            Self::IntType => interface("int", &[]),
            Self::LongType => interface("long", &[]),
            Self::FloatType => interface("float", &[]),
            Self::DoubleType => interface("double", &[]),
            Self::String => class("java.lang.String", Self::Object, &[Self::Comparable, Self::CharSequence]),
            Self::Number => class("java.lang.Number", Self::Object, &[]),
            Self::Boolean => class("java.lang.Boolean", Self::Object, &[Self::Comparable]),
            Self::Character => class("java.lang.Character", Self::Object, &[Self::Comparable]),
            Self::Byte => class("java.lang.Byte", Self::Number, &[Self::Comparable]),
            Self::Short => class("java.lang.Short", Self::Number, &[Self::Comparable]),
            Self::Integer => class("java.lang.Integer", Self::Number, &[Self::Comparable]),
            Self::Long => class("java.lang.Long", Self::Number, &[Self::Comparable]),
            Self::Float => class("java.lang.Float", Self::Number, &[Self::Comparable]),
            Self::Double => class("java.lang.Double", Self::Number, &[Self::Comparable]),
            Self::BigInteger => class("java.math.BigInteger", Self::Number, &[Self::Comparable]),
            Self::Math => class("java.lang.Math", Self::Object, &[]),
            Self::Enum => class("java.lang.Enum", Self::Object, &[Self::Comparable]),
            Self::Class => class("java.lang.Class", Self::Object, &[]),
            Self::Method => class("java.lang.reflect.Method", Self::Object, &[]),
            Self::CharSequence => interface("java.lang.CharSequence", &[]),
            Self::StringBuffer => class("java.lang.StringBuffer", Self::Object, &[Self::CharSequence, Self::Comparable]),
            Self::Comparable => interface("java.lang.Comparable", &[]),
            Self::Iterable => interface("java.lang.Iterable", &[]),
            Self::Collection => interface("java.util.Collection", &[Self::Iterable]),
            Self::List => interface("java.util.List", COLLECTION),
            Self::Set => interface("java.util.Set", COLLECTION),
            Self::Map => interface("java.util.Map", &[]),
            Self::AbstractCollection => class("java.util.AbstractCollection", Self::Object, COLLECTION),
            Self::AbstractList => class("java.util.AbstractList", Self::AbstractCollection, LIST),
            Self::AbstractSet => class("java.util.AbstractSet", Self::AbstractCollection, SET),
            Self::AbstractMap => class("java.util.AbstractMap", Self::Object, MAP),
            Self::ArrayList => class("java.util.ArrayList", Self::AbstractList, LIST),
            Self::SubList => class("java.util.ArrayList$SubList", Self::AbstractList, &[]),
            Self::UnmodifiableCollection => class("java.util.Collections$UnmodifiableCollection", Self::Object, COLLECTION),
            Self::UnmodifiableList => class("java.util.Collections$UnmodifiableRandomAccessList", Self::UnmodifiableCollection, LIST),
            Self::ImmutableList => class("com.google.common.collect.RegularImmutableList", Self::AbstractCollection, LIST),
            Self::HashMap => class("java.util.HashMap", Self::AbstractMap, MAP),
            Self::LinkedHashMap => class("java.util.LinkedHashMap", Self::HashMap, MAP),
            Self::UnmodifiableMap => class("java.util.Collections$UnmodifiableMap", Self::Object, MAP),
            Self::EmptyMap => class("java.util.Collections$EmptyMap", Self::AbstractMap, &[]),
            Self::StageContext => class("com.netflix.spinnaker.orca.pipeline.model.StageContext", Self::Object, MAP),
            Self::MapEntry => class("java.util.HashMap$Node", Self::Object, &[]),
            Self::HashSet => class("java.util.HashSet", Self::AbstractSet, SET),
            Self::LinkedHashSet => class("java.util.LinkedHashSet", Self::HashSet, SET),
            Self::KeySet => class("java.util.HashMap$KeySet", Self::AbstractSet, &[]),
            Self::EntrySet => class("java.util.HashMap$EntrySet", Self::AbstractSet, &[]),
            Self::Values => class("java.util.HashMap$Values", Self::AbstractCollection, &[]),
            Self::UnmodifiableSet => class("java.util.Collections$UnmodifiableSet", Self::UnmodifiableCollection, SET),
            Self::EmptySet => class("java.util.Collections$EmptySet", Self::AbstractSet, &[]),
            Self::ImmutableSet => class("com.google.common.collect.RegularImmutableSet", Self::AbstractCollection, SET),
            Self::Date => class("java.util.Date", Self::Object, &[Self::Comparable]),
            Self::SimpleDateFormat => class("java.text.SimpleDateFormat", Self::Object, &[]),
            Self::Random => class("java.util.Random", Self::Object, &[]),
            Self::Uuid => class("java.util.UUID", Self::Object, &[Self::Comparable]),
            Self::Locale => class("java.util.Locale", Self::Object, &[]),
            Self::LocalDate => class("java.time.LocalDate", Self::Object, &[Self::Temporal, Self::TemporalAdjuster, Self::ChronoLocalDate]),
            Self::LocalDateTime => class("java.time.LocalDateTime", Self::Object, &[Self::Temporal, Self::TemporalAdjuster, Self::ChronoLocalDateTime]),
            Self::LocalTime => class("java.time.LocalTime", Self::Object, TEMPORAL),
            Self::Instant => class("java.time.Instant", Self::Object, TEMPORAL),
            Self::DayOfWeek => class("java.time.DayOfWeek", Self::Enum, &[Self::TemporalAccessor, Self::TemporalAdjuster]),
            Self::Month => class("java.time.Month", Self::Enum, &[Self::TemporalAccessor, Self::TemporalAdjuster]),
            Self::TextStyle => class("java.time.format.TextStyle", Self::Enum, &[]),
            Self::ChronoUnit => class("java.time.temporal.ChronoUnit", Self::Enum, &[Self::TemporalUnit]),
            Self::TemporalAdjusters => class("java.time.temporal.TemporalAdjusters", Self::Object, &[]),
            Self::Temporal => interface("java.time.temporal.Temporal", &[Self::TemporalAccessor]),
            Self::TemporalAccessor => interface("java.time.temporal.TemporalAccessor", &[]),
            Self::TemporalAdjuster => interface("java.time.temporal.TemporalAdjuster", &[]),
            Self::TemporalAmount => interface("java.time.temporal.TemporalAmount", &[]),
            Self::TemporalField => interface("java.time.temporal.TemporalField", &[]),
            Self::TemporalUnit => interface("java.time.temporal.TemporalUnit", &[]),
            Self::ChronoLocalDate => interface("java.time.chrono.ChronoLocalDate", TEMPORAL),
            Self::ChronoLocalDateTime => interface("java.time.chrono.ChronoLocalDateTime", TEMPORAL),
            Self::ZoneId => class("java.time.ZoneId", Self::Object, &[]),
            Self::ZoneOffset => class("java.time.ZoneOffset", Self::ZoneId, &[]),
            Self::UrlEncoder => class("java.net.URLEncoder", Self::Object, &[]),
            Self::Charset => class("java.nio.charset.Charset", Self::Object, &[]),
            Self::Execution => class("com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl", Self::Object, &[]),
            Self::Stage => class("com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl", Self::Object, &[]),
            Self::Task => class("com.netflix.spinnaker.orca.pipeline.model.TaskExecutionImpl", Self::Object, &[]),
            Self::Status => class("com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus", Self::Enum, &[Self::CharSequence]),
            Self::AuthenticationDetails => class("com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution$AuthenticationDetails", Self::Object, &[]),
            Self::PausedDetails => class("com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution$PausedDetails", Self::Object, &[]),
            Self::SystemNotification => class("com.netflix.spinnaker.orca.pipeline.model.SystemNotification", Self::Object, &[]),
            Self::Trigger => interface("com.netflix.spinnaker.orca.api.pipeline.models.Trigger", &[]),
            Self::DefaultTrigger => class("com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger", Self::Object, TRIGGER),
            Self::DockerTrigger => class("com.netflix.spinnaker.orca.pipeline.model.DockerTrigger", Self::Object, TRIGGER),
            Self::ConcourseTrigger => class("com.netflix.spinnaker.orca.pipeline.model.ConcourseTrigger", Self::Object, TRIGGER),
            Self::JenkinsTrigger => class("com.netflix.spinnaker.orca.pipeline.model.JenkinsTrigger", Self::Object, TRIGGER),
            Self::PipelineTrigger => class("com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger", Self::Object, TRIGGER),
            Self::ArtifactoryTrigger => class("com.netflix.spinnaker.orca.pipeline.model.ArtifactoryTrigger", Self::Object, TRIGGER),
            Self::NexusTrigger => class("com.netflix.spinnaker.orca.pipeline.model.NexusTrigger", Self::Object, TRIGGER),
            Self::GitTrigger => class("com.netflix.spinnaker.orca.pipeline.model.GitTrigger", Self::Object, TRIGGER),
            Self::PluginTrigger => class("com.netflix.spinnaker.orca.pipeline.model.PluginTrigger", Self::Object, TRIGGER),
            Self::BuildInfo => class("com.netflix.spinnaker.orca.pipeline.model.BuildInfo", Self::Object, &[]),
            Self::JenkinsBuildInfo => class("com.netflix.spinnaker.orca.pipeline.model.JenkinsBuildInfo", Self::BuildInfo, &[]),
            Self::ConcourseBuildInfo => class("com.netflix.spinnaker.orca.pipeline.model.ConcourseBuildInfo", Self::BuildInfo, &[]),
            Self::JenkinsArtifact => class("com.netflix.spinnaker.orca.pipeline.model.JenkinsArtifact", Self::Object, &[]),
            Self::SourceControl => class("com.netflix.spinnaker.orca.pipeline.model.SourceControl", Self::Object, &[]),
            Self::Artifact => class("com.netflix.spinnaker.kork.artifacts.model.Artifact", Self::Object, &[]),
            Self::ExpectedArtifact => class("com.netflix.spinnaker.kork.artifacts.model.ExpectedArtifact", Self::Object, &[]),
            Self::NotEvaluable => class("com.netflix.spinnaker.kork.expressions.NotEvaluableExpression", Self::Object, &[]),
            Self::Unreachable => interface("", &[]),
        }
    }
}
