//! The methods that expressions may call, one plain table a Java class.
//!
//! A method is in its table exactly if its declared return type passes the
//! allow-list (spel §10); the tables follow the classes of JDK 17, and of
//! Orca's and kork's sources for their own, in the order in which a JVM lists
//! them, which decides between equally good fits. They must never hold a
//! method that Orca rejects.

mod arguments;
mod beans;
mod bool_and_char;
mod charset;
mod collections;
mod date;
mod date_format;
mod enums;
mod execution;
mod format;
mod instant;
mod integers;
mod local_date;
mod local_date_time;
#[allow(clippy::float_cmp, reason = "Java compares so")]
mod math;
#[allow(clippy::float_cmp, reason = "Java compares so")]
mod precise;
mod random;
mod reals;
mod stage;
mod string;
mod string_codes;
mod string_lines;
mod string_new;
mod string_static;
mod time;
mod time_enums;
mod triggers;
mod url_encoder;
mod uuid;

pub(super) use charset::{Charset, decode};
pub(super) use date::instant_of_millis;
pub(super) use precise::pow;
pub(super) use uuid::uuid_from_text;

use super::class::{Base, Class};
use super::evaluate::Machine;
use super::object::{Object, Shape};
use super::stop::Step;

/// What runs when a method is called: the machine, the object, the arguments
/// as the parameters' types.
pub(super) type Code = for<'m> fn(&mut Machine<'m>, &Object, &[Object]) -> Step<Object>;

/// What a method does.
#[derive(Clone, Copy)]
pub(super) enum Body {
    /// Answers a bean's field.
    Field(&'static str),
    /// Runs code.
    Code(Code),
    /// Is allowed, but what it answers is not modelled; what that is.
    Unknown(&'static str),
}

/// One allowed method.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of a row")]
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [Class],
    /// Whether the last parameter takes any number of arguments.
    pub(super) varargs: bool,
    /// Whether it returns nothing, which makes it no property.
    pub(super) is_void: bool,
    /// Whether it returns a truth value, which makes `isX` a property.
    pub(super) is_truth: bool,
    /// Whether it changes the object, which unmodifiable ones refuse.
    pub(super) changes: bool,
    /// What its declared type says of the elements it returns.
    pub(super) shape: Shape,
    pub(super) body: Body,
}

/// A method with nothing more said of it.
pub(super) const fn entry(name: &'static str, parameters: &'static [Class], body: Body) -> Method {
    Method {
        name,
        parameters,
        varargs: false,
        is_void: false,
        is_truth: false,
        changes: false,
        shape: Shape::Plain,
        body,
    }
}

/// A method that returns something other than a truth value.
const fn method(name: &'static str, parameters: &'static [Class], code: Code) -> Method {
    entry(name, parameters, Body::Code(code))
}

/// A method that returns `boolean`.
const fn truth(name: &'static str, parameters: &'static [Class], code: Code) -> Method {
    Method { is_truth: true, ..entry(name, parameters, Body::Code(code)) }
}

/// A method that returns nothing.
const fn void(name: &'static str, parameters: &'static [Class], code: Code) -> Method {
    Method { is_void: true, ..entry(name, parameters, Body::Code(code)) }
}

/// A getter of a bean's field.
const fn field(name: &'static str, field: &'static str) -> Method {
    entry(name, &[], Body::Field(field))
}

/// A getter of a bean's truth value.
const fn truth_field(name: &'static str, field: &'static str) -> Method {
    Method { is_truth: true, ..entry(name, &[], Body::Field(field)) }
}

/// A method that is allowed but not modelled.
const fn unmodelled(
    name: &'static str,
    parameters: &'static [Class],
    what: &'static str,
) -> Method {
    entry(name, parameters, Body::Unknown(what))
}

impl Method {
    pub(super) const fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    const fn changing(self) -> Self {
        Self { changes: true, ..self }
    }

    pub(super) const fn varargs(self) -> Self {
        Self { varargs: true, ..self }
    }
}

/// Several tables, in a JVM's order.
pub(super) type Tables = Vec<&'static [Method]>;

/// The methods of an object of this class.
pub(super) fn of(class: Class) -> Tables {
    if class.is_array() {
        return vec![beans::OBJECT_TEXT];
    }
    match class.base {
        Base::String => vec![string::TEXT, string_static::TEXT],
        Base::Integer => vec![integers::INTEGER, integers::INTEGER_STATIC],
        Base::Long => vec![integers::LONG_METHODS, integers::LONG_STATIC],
        Base::Byte => vec![integers::BYTE_METHODS, integers::BYTE_STATIC],
        Base::BigInteger => vec![integers::BIG_INTEGER],
        Base::Double => vec![reals::DOUBLE_METHODS, reals::DOUBLE_STATIC],
        Base::Float => vec![reals::FLOAT_METHODS],
        Base::Boolean => vec![bool_and_char::BOOLEAN_METHODS, bool_and_char::BOOLEAN_STATIC],
        Base::Character => vec![
            bool_and_char::CHARACTER,
            bool_and_char::CHARACTER_STATIC,
            bool_and_char::CHARACTER_OTHERS,
        ],
        Base::Date => vec![date::DATE, date::DATE_STATIC],
        Base::SimpleDateFormat => vec![date_format::FORMAT],
        Base::Random => vec![random::RANDOM],
        Base::Uuid => vec![uuid::UUID, uuid::UUID_STATIC],
        Base::Instant => instant::instant_tables(),
        Base::LocalDate => local_date::date_tables(),
        Base::LocalDateTime => local_date_time::date_time_tables(),
        Base::DayOfWeek => {
            vec![time_enums::DAY_OF_WEEK, time_enums::DAY_OF_WEEK_STATIC, enums::ENUM]
        }
        Base::ChronoUnit => vec![time_enums::UNIT, time_enums::UNIT_STATIC, enums::ENUM],
        Base::Status => vec![enums::STATUS, enums::ENUM],
        base if Base::List.accepts(base) => vec![collections::COLLECTION, collections::LIST],
        base if Base::Collection.accepts(base) => vec![collections::COLLECTION],
        Base::StageContext => vec![collections::MAP, collections::STAGE_CONTEXT],
        base if Base::Map.accepts(base) => vec![collections::MAP],
        base => beans::of(base),
    }
}

/// The static methods of a class.
pub(super) fn statics(class: Class) -> Tables {
    if class.is_array() {
        return Vec::new();
    }
    match class.base {
        Base::String => vec![string_static::TEXT],
        Base::Integer => vec![integers::INTEGER_STATIC],
        Base::Long => vec![integers::LONG_STATIC],
        Base::Byte => vec![integers::BYTE_STATIC],
        Base::Double => vec![reals::DOUBLE_STATIC],
        Base::Boolean => vec![bool_and_char::BOOLEAN_STATIC],
        Base::Math => vec![math::MATH],
        Base::Date => vec![date::DATE_STATIC],
        Base::Uuid => vec![uuid::UUID_STATIC],
        Base::Instant => vec![instant::INSTANT_STATIC],
        Base::LocalDate => vec![local_date::DATE_STATIC],
        Base::LocalDateTime => vec![local_date_time::DATE_TIME_STATIC],
        Base::DayOfWeek => vec![time_enums::DAY_OF_WEEK_STATIC],
        Base::ChronoUnit => vec![time_enums::UNIT_STATIC],
        Base::UrlEncoder => vec![url_encoder::URL_ENCODER],
        _ => Vec::new(),
    }
}

/// The public constructors of a class, fewest parameters first.
pub(super) fn constructors(base: Base) -> &'static [Method] {
    match base {
        Base::String => string_new::CONSTRUCTORS,
        Base::Integer => integers::NEW_INTEGER,
        Base::Long => integers::NEW_LONG,
        Base::Byte => integers::NEW_BYTE,
        Base::Double => reals::NEW_DOUBLE,
        Base::Boolean => bool_and_char::NEW_BOOLEAN,
        Base::Date => date::NEW_DATE,
        Base::SimpleDateFormat => date_format::NEW_FORMAT,
        Base::Random => random::NEW_RANDOM,
        Base::Uuid => uuid::NEW_UUID,
        _ => &[],
    }
}

/// What the tables allow but cannot answer: class, method and why. The list
/// is short, and a test keeps it so.
#[cfg(test)]
pub(super) fn unmodelled_methods() -> Vec<String> {
    const CLASSES: [Base; 30] = [
        Base::String,
        Base::Integer,
        Base::Long,
        Base::Byte,
        Base::BigInteger,
        Base::Double,
        Base::Float,
        Base::Boolean,
        Base::Character,
        Base::Math,
        Base::Date,
        Base::SimpleDateFormat,
        Base::Random,
        Base::Uuid,
        Base::Instant,
        Base::LocalDate,
        Base::LocalDateTime,
        Base::DayOfWeek,
        Base::ChronoUnit,
        Base::UrlEncoder,
        Base::ArrayList,
        Base::HashSet,
        Base::HashMap,
        Base::StageContext,
        Base::Execution,
        Base::Stage,
        Base::JenkinsTrigger,
        Base::Artifact,
        Base::ExpectedArtifact,
        Base::Method,
    ];
    let mut found = Vec::new();
    for base in CLASSES {
        let class = base.class();
        let tables = of(class).into_iter().chain(statics(class)).chain([constructors(base)]);
        for method in tables.flatten() {
            if let Body::Unknown(what) = method.body {
                found.push(format!("{} {}: {what}", class.simple_name(), method.name));
            }
        }
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::unmodelled_methods;

    #[test]
    fn what_is_allowed_but_not_modelled_is_a_short_list() {
        insta::assert_snapshot!(unmodelled_methods().join("\n"), @"
        String resolveConstantDesc: constants of the virtual machine
        String String: a text from bytes
        Integer resolveConstantDesc: constants of the virtual machine
        Integer parseInt: a number in the middle of a text
        Long resolveConstantDesc: constants of the virtual machine
        Long parseLong: a number in the middle of a text
        Long parseUnsignedLong: an unsigned long
        Long parseLong: a number in the middle of a text
        Long parseUnsignedLong: an unsigned long
        BigInteger bitCount: the bits of a big number
        BigInteger bitLength: the bits of a big number
        BigInteger testBit: the bits of a big number
        BigInteger getLowestSetBit: the bits of a big number
        BigInteger toByteArray: the bits of a big number
        BigInteger isProbablePrime: the bits of a big number
        Double resolveConstantDesc: constants of the virtual machine
        Double toHexString: a hexadecimal number with a fraction
        Float toHexString: a hexadecimal number with a fraction
        Float resolveConstantDesc: constants of the virtual machine
        Character isDefined: this test of a character
        Character isTitleCase: this test of a character
        Character isSpaceChar: this test of a character
        Character isISOControl: this test of a character
        Character isAlphabetic: this test of a character
        Character isIdeographic: this test of a character
        Character isJavaIdentifierStart: this test of a character
        Character isJavaIdentifierPart: this test of a character
        Character isUnicodeIdentifierStart: this test of a character
        Character isUnicodeIdentifierPart: this test of a character
        Character isIdentifierIgnorable: this test of a character
        Character isMirrored: this test of a character
        Character isSurrogate: this test of a character
        Character isHighSurrogate: this test of a character
        Character isLowSurrogate: this test of a character
        Character isBmpCodePoint: this test of a character
        Character isValidCodePoint: this test of a character
        Character isSupplementaryCodePoint: this test of a character
        Character toLowerCase: this test of a character
        Character toUpperCase: this test of a character
        Character toTitleCase: this test of a character
        Character getType: this test of a character
        Character getNumericValue: this test of a character
        Character getDirectionality: this test of a character
        Character getName: this test of a character
        Character charCount: this test of a character
        Character toChars: this test of a character
        Character reverseBytes: this test of a character
        Math toString: a text that differs from run to run
        Math hashCode: a hash code that differs from run to run
        Math scalb: this function of a fraction's bits
        Math getExponent: this function of a fraction's bits
        Math IEEEremainder: this function of a fraction's bits
        Math ulp: this function of a fraction's bits
        Math nextAfter: this function of a fraction's bits
        Math nextUp: this function of a fraction's bits
        Math nextDown: this function of a fraction's bits
        Date setDate: a change of a date
        Date setMonth: a change of a date
        Date setHours: a change of a date
        Date setMinutes: a change of a date
        Date setSeconds: a change of a date
        Date setYear: a change of a date
        Date toLocaleString: a date in the server's locale
        Date parse: a date from a text in no fixed form
        Date Date: a date from a text in no fixed form
        SimpleDateFormat equals: the comparison of date formats
        SimpleDateFormat toString: a text that differs from run to run
        SimpleDateFormat hashCode: a hash code of a date format
        SimpleDateFormat get2DigitYearStart: the century of the server's clock
        SimpleDateFormat SimpleDateFormat: the server's own date format
        Random nextGaussian: a random number by the bell curve
        Random nextExponential: a random number by a curve
        Random nextDouble: a random number from a range
        Random nextFloat: a random number from a range
        Random nextInt: a random number from a range
        Random nextLong: a random number from a range
        Random nextBytes: random bytes
        Random toString: a text that differs from run to run
        UUID timestamp: the parts of a time-based UUID
        UUID node: the parts of a time-based UUID
        UUID variant: the parts of a time-based UUID
        UUID clockSequence: the parts of a time-based UUID
        UUID nameUUIDFromBytes: an MD5 digest
        Instant get: a field of a date or time
        Instant getLong: a field of a date or time
        Instant isSupported: a field of a date or time
        Instant with: a field of a date or time
        Instant with: this adjustment of an instant
        Instant plus: a field of a date or time
        Instant minus: a field of a date or time
        LocalDate get: a field of a date or time
        LocalDate getLong: a field of a date or time
        LocalDate isSupported: a field of a date or time
        LocalDate with: a field of a date or time
        LocalDate format: a formatter of dates
        LocalDate plus: a field of a date or time
        LocalDate minus: a field of a date or time
        LocalDate parse: a formatter of dates
        LocalDateTime get: a field of a date or time
        LocalDateTime getLong: a field of a date or time
        LocalDateTime isSupported: a field of a date or time
        LocalDateTime with: a field of a date or time
        LocalDateTime format: a formatter of dates
        LocalDateTime plus: a field of a date or time
        LocalDateTime minus: a field of a date or time
        LocalDateTime parse: a formatter of dates
        DayOfWeek get: a field of a date or time
        DayOfWeek getLong: a field of a date or time
        DayOfWeek isSupported: a field of a date or time
        DayOfWeek getDisplayName: a formatter of dates
        DayOfWeek hashCode: a hash code that differs from run to run
        ChronoUnit hashCode: a hash code that differs from run to run
        URLEncoder toString: a text that differs from run to run
        URLEncoder hashCode: a hash code that differs from run to run
        PipelineExecutionImpl toString: a text that differs from run to run
        PipelineExecutionImpl hashCode: a hash code that differs from run to run
        StageExecutionImpl findAncestor: a search with a function
        ExpectedArtifact matches: the match of an artifact
        Method toString: the text of a method
        Method hashCode: a hash code of a method
        Method getModifiers: the modifiers of a method
        Method toGenericString: the text of a method
        Method getParameterCount: the parameters of a method
        ");
    }
}
