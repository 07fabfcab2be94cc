//! Java's classes as far as expressions meet them: names, what extends what.
//! Plain tables; it must never hold behaviour (that is in `methods`).

use Base as B;

/// A class or interface, without `[]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the Java type of its name; see `Base::info`")]
pub enum Base {
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
    LocalTime,
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
pub struct Class {
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
    pub const fn class(self) -> Class {
        Class { base: self, dimensions: 0 }
    }

    /// An array of this.
    pub const fn array(self) -> Class {
        Class { base: self, dimensions: 1 }
    }

    /// The boxed type of a primitive one; others are themselves.
    pub const fn boxed(self) -> Self {
        match self {
            B::BooleanType => B::Boolean,
            B::CharType => B::Character,
            B::ByteType => B::Byte,
            B::ShortType => B::Short,
            B::IntType => B::Integer,
            B::LongType => B::Long,
            B::FloatType => B::Float,
            B::DoubleType => B::Double,
            other => other,
        }
    }

    /// Whether this is a primitive type.
    pub fn is_primitive(self) -> bool {
        self.boxed() != self
    }

    /// Whether values of this are `Number`s.
    pub fn is_number(self) -> bool {
        self.info().parent == Some(B::Number)
    }

    /// Whether this is an enum.
    pub fn is_enum(self) -> bool {
        self.info().parent == Some(B::Enum)
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
            B::Object => Info { name: "java.lang.Object", parent: None, interfaces: &[] },
            B::BooleanType => interface("boolean", &[]),
            B::CharType => interface("char", &[]),
            B::ByteType => interface("byte", &[]),
            B::ShortType => interface("short", &[]),
            B::IntType => interface("int", &[]),
            B::LongType => interface("long", &[]),
            B::FloatType => interface("float", &[]),
            B::DoubleType => interface("double", &[]),
            B::String => class("java.lang.String", B::Object, &[B::Comparable, B::CharSequence]),
            B::Number => class("java.lang.Number", B::Object, &[]),
            B::Boolean => class("java.lang.Boolean", B::Object, &[B::Comparable]),
            B::Character => class("java.lang.Character", B::Object, &[B::Comparable]),
            B::Byte => class("java.lang.Byte", B::Number, &[B::Comparable]),
            B::Short => class("java.lang.Short", B::Number, &[B::Comparable]),
            B::Integer => class("java.lang.Integer", B::Number, &[B::Comparable]),
            B::Long => class("java.lang.Long", B::Number, &[B::Comparable]),
            B::Float => class("java.lang.Float", B::Number, &[B::Comparable]),
            B::Double => class("java.lang.Double", B::Number, &[B::Comparable]),
            B::BigInteger => class("java.math.BigInteger", B::Number, &[B::Comparable]),
            B::Math => class("java.lang.Math", B::Object, &[]),
            B::Enum => class("java.lang.Enum", B::Object, &[B::Comparable]),
            B::Class => class("java.lang.Class", B::Object, &[]),
            B::Method => class("java.lang.reflect.Method", B::Object, &[]),
            B::CharSequence => interface("java.lang.CharSequence", &[]),
            B::Comparable => interface("java.lang.Comparable", &[]),
            B::Iterable => interface("java.lang.Iterable", &[]),
            B::Collection => interface("java.util.Collection", &[B::Iterable]),
            B::List => interface("java.util.List", COLLECTION),
            B::Set => interface("java.util.Set", COLLECTION),
            B::Map => interface("java.util.Map", &[]),
            B::AbstractCollection => class("java.util.AbstractCollection", B::Object, COLLECTION),
            B::AbstractList => class("java.util.AbstractList", B::AbstractCollection, LIST),
            B::AbstractSet => class("java.util.AbstractSet", B::AbstractCollection, SET),
            B::AbstractMap => class("java.util.AbstractMap", B::Object, MAP),
            B::ArrayList => class("java.util.ArrayList", B::AbstractList, LIST),
            B::SubList => class("java.util.ArrayList$SubList", B::AbstractList, &[]),
            B::UnmodifiableCollection => class("java.util.Collections$UnmodifiableCollection", B::Object, COLLECTION),
            B::UnmodifiableList => class("java.util.Collections$UnmodifiableRandomAccessList", B::UnmodifiableCollection, LIST),
            B::ImmutableList => class("com.google.common.collect.RegularImmutableList", B::AbstractCollection, LIST),
            B::HashMap => class("java.util.HashMap", B::AbstractMap, MAP),
            B::LinkedHashMap => class("java.util.LinkedHashMap", B::HashMap, MAP),
            B::UnmodifiableMap => class("java.util.Collections$UnmodifiableMap", B::Object, MAP),
            B::StageContext => class("com.netflix.spinnaker.orca.pipeline.model.StageContext", B::Object, MAP),
            B::MapEntry => class("java.util.HashMap$Node", B::Object, &[]),
            B::HashSet => class("java.util.HashSet", B::AbstractSet, SET),
            B::LinkedHashSet => class("java.util.LinkedHashSet", B::HashSet, SET),
            B::KeySet => class("java.util.HashMap$KeySet", B::AbstractSet, &[]),
            B::EntrySet => class("java.util.HashMap$EntrySet", B::AbstractSet, &[]),
            B::Values => class("java.util.HashMap$Values", B::AbstractCollection, &[]),
            B::UnmodifiableSet => class("java.util.Collections$UnmodifiableSet", B::UnmodifiableCollection, SET),
            B::ImmutableSet => class("com.google.common.collect.RegularImmutableSet", B::AbstractCollection, SET),
            B::Date => class("java.util.Date", B::Object, &[B::Comparable]),
            B::SimpleDateFormat => class("java.text.SimpleDateFormat", B::Object, &[]),
            B::Random => class("java.util.Random", B::Object, &[]),
            B::Uuid => class("java.util.UUID", B::Object, &[B::Comparable]),
            B::Locale => class("java.util.Locale", B::Object, &[]),
            B::LocalDate => class("java.time.LocalDate", B::Object, &[B::Temporal, B::TemporalAdjuster, B::ChronoLocalDate]),
            B::LocalDateTime => class("java.time.LocalDateTime", B::Object, &[B::Temporal, B::TemporalAdjuster, B::ChronoLocalDateTime]),
            B::LocalTime => class("java.time.LocalTime", B::Object, TEMPORAL),
            B::Instant => class("java.time.Instant", B::Object, TEMPORAL),
            B::DayOfWeek => class("java.time.DayOfWeek", B::Enum, &[B::TemporalAccessor, B::TemporalAdjuster]),
            B::Month => class("java.time.Month", B::Enum, &[B::TemporalAccessor, B::TemporalAdjuster]),
            B::ChronoUnit => class("java.time.temporal.ChronoUnit", B::Enum, &[B::TemporalUnit]),
            B::TemporalAdjusters => class("java.time.temporal.TemporalAdjusters", B::Object, &[]),
            B::Temporal => interface("java.time.temporal.Temporal", &[B::TemporalAccessor]),
            B::TemporalAccessor => interface("java.time.temporal.TemporalAccessor", &[]),
            B::TemporalAdjuster => interface("java.time.temporal.TemporalAdjuster", &[]),
            B::TemporalAmount => interface("java.time.temporal.TemporalAmount", &[]),
            B::TemporalField => interface("java.time.temporal.TemporalField", &[]),
            B::TemporalUnit => interface("java.time.temporal.TemporalUnit", &[]),
            B::ChronoLocalDate => interface("java.time.chrono.ChronoLocalDate", TEMPORAL),
            B::ChronoLocalDateTime => interface("java.time.chrono.ChronoLocalDateTime", TEMPORAL),
            B::ZoneId => class("java.time.ZoneId", B::Object, &[]),
            B::ZoneOffset => class("java.time.ZoneOffset", B::ZoneId, &[]),
            B::UrlEncoder => class("java.net.URLEncoder", B::Object, &[]),
            B::Charset => class("java.nio.charset.Charset", B::Object, &[]),
            B::Execution => class("com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl", B::Object, &[]),
            B::Stage => class("com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl", B::Object, &[]),
            B::Task => class("com.netflix.spinnaker.orca.pipeline.model.TaskExecutionImpl", B::Object, &[]),
            B::Status => class("com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus", B::Enum, &[B::CharSequence]),
            B::AuthenticationDetails => class("com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution$AuthenticationDetails", B::Object, &[]),
            B::PausedDetails => class("com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution$PausedDetails", B::Object, &[]),
            B::SystemNotification => class("com.netflix.spinnaker.orca.pipeline.model.SystemNotification", B::Object, &[]),
            B::Trigger => interface("com.netflix.spinnaker.orca.api.pipeline.models.Trigger", &[]),
            B::DefaultTrigger => class("com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger", B::Object, TRIGGER),
            B::DockerTrigger => class("com.netflix.spinnaker.orca.pipeline.model.DockerTrigger", B::Object, TRIGGER),
            B::ConcourseTrigger => class("com.netflix.spinnaker.orca.pipeline.model.ConcourseTrigger", B::Object, TRIGGER),
            B::JenkinsTrigger => class("com.netflix.spinnaker.orca.pipeline.model.JenkinsTrigger", B::Object, TRIGGER),
            B::PipelineTrigger => class("com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger", B::Object, TRIGGER),
            B::ArtifactoryTrigger => class("com.netflix.spinnaker.orca.pipeline.model.ArtifactoryTrigger", B::Object, TRIGGER),
            B::NexusTrigger => class("com.netflix.spinnaker.orca.pipeline.model.NexusTrigger", B::Object, TRIGGER),
            B::GitTrigger => class("com.netflix.spinnaker.orca.pipeline.model.GitTrigger", B::Object, TRIGGER),
            B::PluginTrigger => class("com.netflix.spinnaker.orca.pipeline.model.PluginTrigger", B::Object, TRIGGER),
            B::BuildInfo => class("com.netflix.spinnaker.orca.pipeline.model.BuildInfo", B::Object, &[]),
            B::JenkinsBuildInfo => class("com.netflix.spinnaker.orca.pipeline.model.JenkinsBuildInfo", B::BuildInfo, &[]),
            B::ConcourseBuildInfo => class("com.netflix.spinnaker.orca.pipeline.model.ConcourseBuildInfo", B::BuildInfo, &[]),
            B::JenkinsArtifact => class("com.netflix.spinnaker.orca.pipeline.model.JenkinsArtifact", B::Object, &[]),
            B::SourceControl => class("com.netflix.spinnaker.orca.pipeline.model.SourceControl", B::Object, &[]),
            B::Artifact => class("com.netflix.spinnaker.kork.artifacts.model.Artifact", B::Object, &[]),
            B::ExpectedArtifact => class("com.netflix.spinnaker.kork.artifacts.model.ExpectedArtifact", B::Object, &[]),
            B::NotEvaluable => class("com.netflix.spinnaker.kork.expressions.NotEvaluableExpression", B::Object, &[]),
            B::Unreachable => interface("", &[]),
        }
    }

    /// Whether a variable of this type may hold a `source`, by Java's
    /// hierarchy; neither an array.
    pub fn accepts(self, source: Self) -> bool {
        if self == source || self == B::Object && !source.is_primitive() {
            return true;
        }
        let info = source.info();
        info.interfaces.iter().any(|interface| self.accepts(*interface))
            || info.parent.is_some_and(|parent| self.accepts(parent))
    }
}

impl Class {
    /// The type of an array's elements.
    pub fn element(self) -> Option<Self> {
        let dimensions = self.dimensions.checked_sub(1)?;
        Some(Self { base: self.base, dimensions })
    }

    /// An array of this.
    #[must_use]
    pub fn array(self) -> Self {
        Self { base: self.base, dimensions: self.dimensions.saturating_add(1) }
    }

    /// Whether this is an array.
    pub fn is_array(self) -> bool {
        self.dimensions > 0
    }

    /// Whether this is one of the primitive types.
    pub fn is_primitive(self) -> bool {
        self.dimensions == 0 && self.base.is_primitive()
    }

    /// The boxed type of a primitive one.
    #[must_use]
    pub fn boxed(self) -> Self {
        if self.dimensions == 0 { self.base.boxed().class() } else { self }
    }

    /// `isAssignableFrom`, without boxing.
    pub fn accepts(self, source: Self) -> bool {
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
    pub fn parent(self) -> Option<Self> {
        if self.dimensions > 0 {
            return Some(B::Object.class());
        }
        self.base.info().parent.map(Base::class)
    }

    /// Whether this is an interface, for Spring's distance between types.
    pub fn is_interface(self) -> bool {
        self.dimensions == 0
            && self.base != B::Object
            && !self.base.is_primitive()
            && self.base.info().parent.is_none()
    }

    /// The full name, `java.lang.String[]` for arrays.
    pub fn name(self) -> String {
        format!("{}{}", self.base.info().name, "[]".repeat(usize::from(self.dimensions)))
    }

    /// The name without its package and enclosing class.
    pub fn simple_name(self) -> String {
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
pub fn named(name: &str) -> Option<Base> {
    NAMED.into_iter().find(|base| {
        let full = base.info().name;
        full == name || full.strip_prefix("java.lang.") == Some(name)
    })
}

/// The primitive type that `name` spells, whatever its case.
pub fn primitive(name: &str) -> Option<Base> {
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
