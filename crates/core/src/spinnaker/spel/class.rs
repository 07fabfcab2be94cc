//! Java's classes as far as expressions meet them: names, what extends what.
//! Plain tables; it must never hold behaviour (that is in `methods`).

use Base as B;

/// A class or interface, without `[]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the Java type of its name; see `Base::info`")]
pub(super) enum Base {
    Object,
    // Primitive types.
    BooleanType,
    CharType,
    ByteType,
    ShortType,
    IntType,
    LongType,
    FloatType,
    DoubleType,
    // java.lang and java.math
    String,
    Number,
    Boolean,
    Character,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    Math,
    Enum,
    Class,
    Method,
    CharSequence,
    Comparable,
    Iterable,
    // java.util
    Collection,
    List,
    Set,
    Map,
    AbstractCollection,
    AbstractList,
    AbstractSet,
    AbstractMap,
    ArrayList,
    SubList,
    UnmodifiableCollection,
    UnmodifiableList,
    ImmutableList,
    HashMap,
    LinkedHashMap,
    UnmodifiableMap,
    StageContext,
    MapEntry,
    HashSet,
    LinkedHashSet,
    KeySet,
    EntrySet,
    Values,
    UnmodifiableSet,
    ImmutableSet,
    Date,
    SimpleDateFormat,
    Random,
    Uuid,
    Locale,
    // java.time, java.net, java.nio
    LocalDate,
    LocalDateTime,
    Instant,
    DayOfWeek,
    Month,
    ChronoUnit,
    TemporalAdjusters,
    Temporal,
    TemporalAccessor,
    TemporalAdjuster,
    TemporalAmount,
    TemporalField,
    TemporalUnit,
    ChronoLocalDate,
    ChronoLocalDateTime,
    ZoneId,
    ZoneOffset,
    UrlEncoder,
    Charset,
    // Orca's and kork's own
    Execution,
    Stage,
    Task,
    Status,
    AuthenticationDetails,
    PausedDetails,
    SystemNotification,
    Trigger,
    DefaultTrigger,
    DockerTrigger,
    ConcourseTrigger,
    JenkinsTrigger,
    PipelineTrigger,
    ArtifactoryTrigger,
    NexusTrigger,
    GitTrigger,
    PluginTrigger,
    BuildInfo,
    JenkinsBuildInfo,
    ConcourseBuildInfo,
    JenkinsArtifact,
    SourceControl,
    Artifact,
    ExpectedArtifact,
    NotEvaluable,
    /// A type that no expression can make a value of (a comparator, a clock):
    /// only null fits it.
    Unreachable,
}

/// A class, or an array of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Class {
    /// The class, or the innermost element's.
    pub base: Base,
    /// How many `[]` follow.
    pub dimensions: u8,
}

/// What Java says of a class: full name, superclass, interfaces.
pub(super) struct Info {
    pub(super) name: &'static str,
    pub(super) parent: Option<Base>,
    pub(super) interfaces: &'static [Base],
}

const fn class(name: &'static str, parent: Base, interfaces: &'static [Base]) -> Info {
    Info { name, parent: Some(parent), interfaces }
}

const fn interface(name: &'static str, interfaces: &'static [Base]) -> Info {
    Info { name, parent: None, interfaces }
}

impl Base {
    /// The class itself.
    pub(super) const fn class(self) -> Class {
        Class { base: self, dimensions: 0 }
    }

    /// An array of this.
    pub(super) const fn array(self) -> Class {
        Class { base: self, dimensions: 1 }
    }

    /// The boxed type of a primitive one; others are themselves.
    pub(super) const fn boxed(self) -> Self {
        match self {
            Self::BooleanType => Self::Boolean,
            Self::CharType => Self::Character,
            Self::ByteType => Self::Byte,
            Self::ShortType => Self::Short,
            Self::IntType => Self::Integer,
            Self::LongType => Self::Long,
            Self::FloatType => Self::Float,
            Self::DoubleType => Self::Double,
            other => other,
        }
    }

    /// Whether this is a primitive type.
    pub(super) fn is_primitive(self) -> bool {
        self.boxed() != self
    }

    /// Whether values of this are `Number`s.
    pub(super) fn is_number(self) -> bool {
        self.info().parent == Some(Self::Number)
    }

    /// Whether this is an enum.
    pub(super) fn is_enum(self) -> bool {
        self.info().parent == Some(Self::Enum)
    }

    #[rustfmt::skip]
    pub(super) const fn info(self) -> Info {
        const COLLECTION: &[B] = &[B::Collection];
        const LIST: &[B] = &[B::List];
        const SET: &[B] = &[B::Set];
        const MAP: &[B] = &[B::Map];
        const TEMPORAL: &[B] = &[B::Temporal, B::TemporalAdjuster, B::Comparable];
        const TRIGGER: &[B] = &[B::Trigger];
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
            Self::StageContext => class("com.netflix.spinnaker.orca.pipeline.model.StageContext", Self::Object, MAP),
            Self::MapEntry => class("java.util.HashMap$Node", Self::Object, &[]),
            Self::HashSet => class("java.util.HashSet", Self::AbstractSet, SET),
            Self::LinkedHashSet => class("java.util.LinkedHashSet", Self::HashSet, SET),
            Self::KeySet => class("java.util.HashMap$KeySet", Self::AbstractSet, &[]),
            Self::EntrySet => class("java.util.HashMap$EntrySet", Self::AbstractSet, &[]),
            Self::Values => class("java.util.HashMap$Values", Self::AbstractCollection, &[]),
            Self::UnmodifiableSet => class("java.util.Collections$UnmodifiableSet", Self::UnmodifiableCollection, SET),
            Self::ImmutableSet => class("com.google.common.collect.RegularImmutableSet", Self::AbstractCollection, SET),
            Self::Date => class("java.util.Date", Self::Object, &[Self::Comparable]),
            Self::SimpleDateFormat => class("java.text.SimpleDateFormat", Self::Object, &[]),
            Self::Random => class("java.util.Random", Self::Object, &[]),
            Self::Uuid => class("java.util.UUID", Self::Object, &[Self::Comparable]),
            Self::Locale => class("java.util.Locale", Self::Object, &[]),
            Self::LocalDate => class("java.time.LocalDate", Self::Object, &[Self::Temporal, Self::TemporalAdjuster, Self::ChronoLocalDate]),
            Self::LocalDateTime => class("java.time.LocalDateTime", Self::Object, &[Self::Temporal, Self::TemporalAdjuster, Self::ChronoLocalDateTime]),
            Self::Instant => class("java.time.Instant", Self::Object, TEMPORAL),
            Self::DayOfWeek => class("java.time.DayOfWeek", Self::Enum, &[Self::TemporalAccessor, Self::TemporalAdjuster]),
            Self::Month => class("java.time.Month", Self::Enum, &[Self::TemporalAccessor, Self::TemporalAdjuster]),
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

    /// Whether a variable of this type may hold a `source`, by Java's
    /// hierarchy; neither an array.
    pub(super) fn accepts(self, source: Self) -> bool {
        if self == source || self == Self::Object && !source.is_primitive() {
            return true;
        }
        let info = source.info();
        info.interfaces.iter().any(|interface| self.accepts(*interface))
            || info.parent.is_some_and(|parent| self.accepts(parent))
    }
}

impl Class {
    /// The type of an array's elements.
    pub(super) fn element(self) -> Option<Self> {
        let dimensions = self.dimensions.checked_sub(1)?;
        Some(Self { base: self.base, dimensions })
    }

    /// An array of this.
    #[must_use]
    pub(super) fn array(self) -> Self {
        Self { base: self.base, dimensions: self.dimensions.saturating_add(1) }
    }

    /// Whether this is an array.
    pub(super) fn is_array(self) -> bool {
        self.dimensions > 0
    }

    /// Whether this is one of the primitive types.
    pub(super) fn is_primitive(self) -> bool {
        self.dimensions == 0 && self.base.is_primitive()
    }

    /// The boxed type of a primitive one.
    #[must_use]
    pub(super) fn boxed(self) -> Self {
        if self.dimensions == 0 { self.base.boxed().class() } else { self }
    }

    /// `isAssignableFrom`, without boxing.
    pub(super) fn accepts(self, source: Self) -> bool {
        if self.dimensions == 0 && self.base == B::Object {
            return !source.is_primitive();
        }
        if self.dimensions == source.dimensions {
            let same = self.base == source.base;
            return same
                || self.base.accepts(source.base)
                    && (self.dimensions == 0 || !source.base.is_primitive());
        }
        self.dimensions < source.dimensions && self.base == B::Object
    }

    /// The class above, `Object` for arrays.
    pub(super) fn parent(self) -> Option<Self> {
        if self.dimensions > 0 {
            return Some(B::Object.class());
        }
        self.base.info().parent.map(Base::class)
    }

    /// Whether this is an interface, for Spring's distance between types.
    pub(super) fn is_interface(self) -> bool {
        self.dimensions == 0
            && self.base != B::Object
            && !self.base.is_primitive()
            && self.base.info().parent.is_none()
    }

    /// The full name, `java.lang.String[]` for arrays.
    pub(super) fn name(self) -> String {
        format!("{}{}", self.base.info().name, "[]".repeat(usize::from(self.dimensions)))
    }

    /// The name without its package and enclosing class.
    pub(super) fn simple_name(self) -> String {
        let full = self.name();
        full.rsplit(['.', '$']).next().unwrap_or(&full).to_owned()
    }
}

/// The classes that `T(…)` and `new` may name (spel §10).
const NAMED: [Base; 18] = [
    B::String,
    B::Date,
    B::Integer,
    B::Long,
    B::Double,
    B::Byte,
    B::SimpleDateFormat,
    B::Math,
    B::Random,
    B::Uuid,
    B::Boolean,
    B::LocalDate,
    B::LocalDateTime,
    B::DayOfWeek,
    B::Instant,
    B::ChronoUnit,
    B::UrlEncoder,
    B::TemporalAdjusters,
];

/// The class that an expression names, if it may be named.
pub(super) fn named(name: &str) -> Option<Base> {
    NAMED.into_iter().find(|base| {
        let full = base.info().name;
        full == name || full.strip_prefix("java.lang.") == Some(name)
    })
}

/// The primitive type that `name` spells, whatever its case.
pub(super) fn primitive(name: &str) -> Option<Base> {
    const PRIMITIVES: [Base; 8] = [
        B::BooleanType,
        B::CharType,
        B::ByteType,
        B::ShortType,
        B::IntType,
        B::LongType,
        B::FloatType,
        B::DoubleType,
    ];
    PRIMITIVES.into_iter().find(|base| base.info().name.eq_ignore_ascii_case(name))
}
