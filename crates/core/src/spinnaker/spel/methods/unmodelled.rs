//! The promise that what is allowed but not modelled stays a short list.

use std::collections::BTreeMap;

use super::super::class::Base;
use super::{Body, constructors, of, statics};

/// What the tables allow but cannot answer: why, then the methods by class.
/// The list is short, and a test keeps it so.
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
    let mut found: BTreeMap<&str, Vec<(String, Vec<&str>)>> = BTreeMap::new();
    for base in CLASSES {
        let class = base.class();
        // These have no objects, only static methods.
        let has_objects = !matches!(base, Base::Math | Base::UrlEncoder);
        let own = if has_objects { of(class) } else { Vec::new() };
        let tables = own.into_iter().chain(statics(class)).chain([constructors(base)]);
        for method in tables.flatten() {
            if let Body::Unknown(what) = method.body {
                let classes = found.entry(what).or_default();
                match classes.iter_mut().find(|(name, _)| *name == class.simple_name()) {
                    Some((_, methods)) if methods.contains(&method.name) => {}
                    Some((_, methods)) => methods.push(method.name),
                    None => classes.push((class.simple_name(), vec![method.name])),
                }
            }
        }
    }
    let line = |(why, classes): (&str, Vec<(String, Vec<&str>)>)| {
        let classes: Vec<String> = classes
            .into_iter()
            .map(|(name, methods)| format!("{name} {}", methods.join(" ")))
            .collect();
        format!("{why}: {}", classes.join("; "))
    };
    found.into_iter().map(line).collect()
}

#[test]
fn what_is_allowed_but_not_modelled_is_a_short_list() {
    insta::assert_snapshot!(unmodelled_methods().join("\n"), @"
    Unicode's names, a megabyte of them: Character getName codePointOf
    a change of a date: Date setDate setMonth setHours setMinutes setSeconds setYear
    a change of a date format: SimpleDateFormat setLenient applyLocalizedPattern applyPattern set2DigitYearStart
    a change of the execution's status: PipelineExecutionImpl updateStatus
    a change of the stage's context: StageExecutionImpl resolveStrategyParams appendErrorMessage
    a date in the server's locale: Date toLocaleString
    a hash code of a date format: SimpleDateFormat hashCode
    a hash code of a method: Method hashCode
    a hash code that differs from run to run: DayOfWeek hashCode; ChronoUnit hashCode
    a random number by a curve of which the JDK has a table: Random nextGaussian nextExponential
    a text that differs from run to run: SimpleDateFormat toString; Random toString; PipelineExecutionImpl toString
    the century of the server's clock: SimpleDateFormat get2DigitYearStart
    the comparison of date formats: SimpleDateFormat equals
    the match of an artifact: ExpectedArtifact matches
    the server's own date format: SimpleDateFormat SimpleDateFormat
    the text of a method: Method toString toGenericString
    what others have set on a function: Method isAccessible trySetAccessible setAccessible canAccess
    ");
}
