//! The promise that what is allowed but not modelled stays a short list.

use super::super::class::Base;
use super::{Body, constructors, of, statics};

/// What the tables allow but cannot answer: class, method and why. The list
/// is short, and a test keeps it so.
fn unmodelled_methods() -> Vec<String> {
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

#[test]
fn what_is_allowed_but_not_modelled_is_a_short_list() {
    insta::assert_snapshot!(unmodelled_methods().join("\n"), @"
    String resolveConstantDesc: constants of the virtual machine
    String String: a text with a high byte
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
