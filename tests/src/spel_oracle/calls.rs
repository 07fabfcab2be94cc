//! Calls of every public method of the classes that expressions meet, allowed
//! or not, with arguments that mostly fit. `methods.txt` lists them as a JVM's
//! reflection does; what reads the clock or chance is left out there.

use std::sync::LazyLock;

/// A public method: its class, name and the simple names of its parameters.
pub(super) struct Signature {
    pub(super) class: &'static str,
    pub(super) is_static: bool,
    /// `new` for constructors.
    pub(super) name: &'static str,
    pub(super) parameters: Vec<&'static str>,
}

/// All of them.
pub(super) static KNOWN: LazyLock<Vec<Signature>> =
    LazyLock::new(|| include_str!("methods.txt").lines().filter_map(signature).collect());

fn signature(line: &'static str) -> Option<Signature> {
    let (head, parameters) = line.strip_suffix(')')?.split_once('(')?;
    let mut words = head.split(' ');
    let (class, second) = (words.next()?, words.next()?);
    let name = words.next();
    let parameters = parameters.split(',').filter(|name| !name.is_empty()).collect();
    Some(Signature { class, is_static: name.is_some(), name: name.unwrap_or(second), parameters })
}

/// How expressions name a class; `None` for those that they may not name.
pub(super) fn named(class: &str) -> Option<String> {
    Some(match class {
        "String" | "Integer" | "Long" | "Double" | "Byte" | "Boolean" | "Math" => class.to_owned(),
        "Date" | "Random" | "UUID" => format!("java.util.{class}"),
        "LocalDate" | "LocalDateTime" | "DayOfWeek" | "Instant" => format!("java.time.{class}"),
        "ChronoUnit" | "TemporalAdjusters" => format!("java.time.temporal.{class}"),
        "SimpleDateFormat" => "java.text.SimpleDateFormat".to_owned(),
        "URLEncoder" => "java.net.URLEncoder".to_owned(),
        _ => return None,
    })
}

/// Expressions for an object of a class; `{N}` and `{T}` are filled in.
#[allow(clippy::too_many_lines, reason = "one table, a class a line")]
pub(super) fn objects(class: &str) -> &'static [&'static str] {
    match class {
        "String" | "CharSequence" | "Comparable" => {
            &["'Hello, World'", "'a\u{e9}\u{1F680}z'", "' \tx \n'", "'1.2.3-rc.4'", "''", "{T}"]
        }
        "int" | "Integer" => &["{N}", "0", "1", "2", "5", "-3", "16", "36", "2000", "2147483647"],
        "long" | "Long" => &["7L", "0L", "-5L", "86400000L", "9223372036854775807L", "{N}"],
        "short" | "Short" => &["3", "{N}"],
        "double" | "Double" => &["1.5", "-0.25", "1e300", "0.0", "T(Double).valueOf('NaN')", "{N}"],
        "float" | "Float" => &["2.5f", "-0.1f", "1e-40f", "{N}"],
        "byte" | "Byte" => &["T(Byte).valueOf('5')", "T(Byte).valueOf('-128')", "{N}"],
        "boolean" | "Boolean" => &["true", "false", "'true'"],
        "char" | "Character" => {
            &["'x'.charAt(0)", "'7'", "'A'.charAt(0)", "'_'", "'\u{e9}'.charAt(0)", "' '.charAt(0)"]
        }
        "Number" | "BigInteger" => &[
            "#readJson('[123456789012345678901234567890]')[0]",
            "#readJson('[-987654321098765432109]')[0]",
            "#readJson('[18446744073709551557]')[0]",
        ],
        "Date" => &[
            "new java.util.Date(86400000L)",
            "new java.util.Date(1700000000123L)",
            "new java.util.Date(-1L)",
            "'Jan 2, 2024 10:30 GMT'",
            "'2 Feb 1999'",
        ],
        "SimpleDateFormat" => &[
            "new java.text.SimpleDateFormat('yyyy-MM-dd')",
            "new java.text.SimpleDateFormat('EEE, d MMM yy HH:mm:ss.SSS Z')",
            "new java.text.SimpleDateFormat('hh:mm a G D F u')",
        ],
        "Random" => &["new java.util.Random(42L)", "new java.util.Random(-7L)"],
        "UUID" => &[
            "T(java.util.UUID).fromString('2d1e5d60-0f4c-11ee-be56-0242ac120002')",
            "T(java.util.UUID).fromString('1-2-3-4-5')",
            "'f47ac10b-58cc-4372-a567-0e02b2c3d479'",
        ],
        "LocalDate" | "ChronoLocalDate" | "TemporalAdjuster" => &[
            "T(java.time.LocalDate).of(2024,2,29)",
            "T(java.time.LocalDate).parse('1999-12-31')",
            "T(java.time.LocalDateTime).of(2024,3,31,23,59,58,999)",
            "T(java.time.DayOfWeek).of({N})",
        ],
        "LocalDateTime" | "ChronoLocalDateTime" | "Temporal" | "TemporalAccessor" => &[
            "T(java.time.LocalDateTime).of(2024,3,31,23,59,58,999)",
            "T(java.time.LocalDateTime).parse('2001-01-01T00:00')",
            "T(java.time.LocalDate).of(2024,2,29)",
            "T(java.time.Instant).ofEpochSecond(1700000000L)",
        ],
        "Instant" => &[
            "T(java.time.Instant).ofEpochSecond(1700000000L)",
            "T(java.time.Instant).ofEpochMilli(-1L)",
            "new java.util.Date(5L)",
        ],
        "DayOfWeek" => &["T(java.time.DayOfWeek).of(3)", "T(java.time.DayOfWeek).of(7)"],
        "ChronoUnit" | "TemporalUnit" => &[
            "T(java.time.temporal.ChronoUnit).valueOf('DAYS')",
            "T(java.time.temporal.ChronoUnit).valueOf('HOURS')",
            "T(java.time.temporal.ChronoUnit).valueOf('MONTHS')",
            "T(java.time.temporal.ChronoUnit).valueOf('NANOS')",
        ],
        "Month" => &["'MARCH'", "2", "12"],
        "TextStyle" => &["'FULL'", "'SHORT'", "'NARROW'", "'SHORT_STANDALONE'", "'nope'"],
        "Locale" => &["'en'", "'en_US'", "''"],
        "Charset" => &["'UTF-8'", "'UTF-16'", "'ISO-8859-1'", "'US-ASCII'"],
        "ZoneId" | "ZoneOffset" => &["'UTC'", "'Z'", "'+02:00'", "'-05:30'"],
        "Map" | "HashMap" | "StageContext" => &[
            "trigger",
            "parameters",
            "execution.stages[0].context",
            "#readJson('{\"a\":1,\"b\":[1,2]}')",
            "{a: 1, b: 'x'}",
            "{:}",
        ],
        "List" | "Collection" | "ArrayList" => &[
            "{1,2,3}",
            "{3,1,2}.?[true]",
            "#readJson('[3,1,2]')",
            "#readJson('[\"b\",\"a\",\"b\",null]')",
            "{}",
            "trigger.keySet()",
            "'a,b,a'.split(',')",
        ],
        "byte[]" => &["'abc'.bytes", "new byte[3]", "'\u{e9}'.getBytes('UTF-16')"],
        "char[]" => &["'abc'.toCharArray()", "new char[2]"],
        "int[]" => &["new int[]{65,66,128640}", "new int[2]"],
        "String[]" | "CharSequence[]" | "Object[]" => {
            &["'a,b'.split(',')", "{1,'x'}", "'solo'", "new String[]{'p','q'}"]
        }
        "PipelineExecutionImpl" | "PipelineExecution" => &["execution"],
        "StageExecutionImpl" | "StageExecution" => {
            &["execution.stages[0]", "#currentStage()", "execution.stages[2]"]
        }
        "TaskExecutionImpl" => &["execution.stages[0].tasks[0]", "execution.stages[1].tasks[0]"],
        "DefaultTrigger" | "DockerTrigger" | "JenkinsTrigger" | "GitTrigger" | "Trigger" => {
            &["execution.trigger"]
        }
        "SourceControl" => &["scmInfo", "execution.trigger.buildInfo.scm[0]"],
        "JenkinsBuildInfo" => &["execution.trigger.buildInfo"],
        "JenkinsArtifact" => &["execution.trigger.buildInfo.artifacts[0]"],
        "Artifact" => &["execution.trigger.artifacts[0]", "#resolvedArtifacts()[0]"],
        "ExpectedArtifact" => &["execution.trigger.resolvedExpectedArtifacts[0]"],
        "AuthenticationDetails" => &["execution.authentication"],
        "ExecutionStatus" => &["execution.status", "execution.stages[0].status", "'RUNNING'"],
        "Method" => &["#stage", "#toJson", "#deployedServerGroups"],
        "Object" => &["{T}", "{N}", "{1,2}", "true", "7L", "parameters", "null"],
        "LocalTime" => &["T(java.time.LocalDateTime).of(2024,3,31,23,59,58,999)", "null", "'x'"],
        // No expression has one of these, but Spring may make one.
        _ => &[
            "null",
            "null",
            "null",
            "{}",
            "{'a','b'}",
            "{{1},null}",
            "{T}",
            "{N}",
            "'a,b'.split(',')",
        ],
    }
}
