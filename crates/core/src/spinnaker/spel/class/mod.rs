//! Java's classes as far as expressions meet them: names, what extends what.
//! Plain tables; it must never hold behaviour (that is in `methods`).

mod info;
mod named;

pub(super) use named::{named, primitive};

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
    StringBuffer,
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
    EmptyMap,
    StageContext,
    MapEntry,
    HashSet,
    LinkedHashSet,
    KeySet,
    EntrySet,
    Values,
    UnmodifiableSet,
    EmptySet,
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
    TextStyle,
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
        if self.dimensions == 0 && self.base == Base::Object {
            return !source.is_primitive();
        }
        if self.dimensions == source.dimensions {
            let same = self.base == source.base;
            return same
                || self.base.accepts(source.base)
                    && (self.dimensions == 0 || !source.base.is_primitive());
        }
        self.dimensions < source.dimensions && self.base == Base::Object
    }

    /// The class above, `Object` for arrays.
    pub(super) fn parent(self) -> Option<Self> {
        if self.dimensions > 0 {
            return Some(Base::Object.class());
        }
        self.base.info().parent.map(Base::class)
    }

    /// Whether this is an interface, for Spring's distance between types.
    pub(super) fn is_interface(self) -> bool {
        self.dimensions == 0
            && self.base != Base::Object
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
