//! Orca's own classes for stages and their parameters.

use std::sync::Arc;

use super::{Class, Constants, Initial, Row, Type, class, row};
use crate::java::Data;

static UI_TYPE: Constants = Constants {
    class: "com.netflix.spinnaker.orca.api.preconfigured.jobs.PreconfiguredJobStageProperties$PreconfiguredJobUIType",
    names: &["BASIC", "CUSTOM"],
};

static PARAMETER_TYPE: Constants = Constants {
    class: "com.netflix.spinnaker.orca.api.preconfigured.jobs.PreconfiguredStageParameter$ParameterType",
    names: &["string"],
};

static STATUS_URL_RESOLUTION: Constants = Constants {
    class: "com.netflix.spinnaker.orca.webhook.config.WebhookProperties$StatusUrlResolution",
    names: &["getMethod", "locationHeader", "webhookResponse"],
};

const JOBS: &str = "com.netflix.spinnaker.orca.api.preconfigured.jobs.";

/// The classes, by the names that types refer to them with.
pub(super) fn classes() -> Vec<(Arc<str>, Class)> {
    let titus = format!("{JOBS}TitusPreconfiguredJobProperties");
    let named = |name: &str, java: &str, rows: Vec<Row>, from_text| {
        (Arc::from(name), class(java, rows, false, from_text))
    };
    vec![
        named(
            "Kubernetes",
            "com.netflix.spinnaker.orca.clouddriver.config.KubernetesPreconfiguredJobProperties",
            kubernetes(),
            None,
        ),
        named("Titus", &titus, titus_stage(), None),
        named("Cluster", &format!("{titus}$Cluster"), cluster(), None),
        named("Resources", &format!("{titus}$Cluster$Resources"), resources(), None),
        named("Capacity", &format!("{titus}$Cluster$Capacity"), capacity(), None),
        named(
            "JobParameter",
            &format!("{JOBS}PreconfiguredJobStageParameter"),
            job_parameter(),
            Some("mapping"),
        ),
        named("Parameter", &format!("{JOBS}PreconfiguredStageParameter"), parameter(0), None),
        named(
            "Webhook",
            "com.netflix.spinnaker.orca.webhook.config.WebhookProperties$PreconfiguredWebhook",
            webhook(),
            None,
        ),
    ]
}

fn text(name: &str, level: usize) -> Row {
    row(name, Type::Text, Initial::Null, level)
}

fn truth(name: &str, initial: bool, level: usize) -> Row {
    row(name, Type::PrimitiveBoolean, Initial::Data(Data::Boolean(initial)), level)
}

fn number(name: &str, initial: i32) -> Row {
    row(name, Type::Integer, Initial::Data(Data::Integer(initial)), 0)
}

fn list(of: Type) -> Type {
    Type::List(Box::new(of))
}

fn map(of: Type) -> Type {
    Type::Map(Box::new(of))
}

fn bean(name: &str) -> Type {
    Type::Bean(name.into())
}

fn constant(constants: &'static Constants, name: &str) -> (Type, Initial) {
    (Type::Enum(constants), Initial::Data(Data::String(name.into())))
}

/// A property that is read by Orca and cannot be set: a text in YAML passes
/// only if it says what reading gives.
fn read_only(name: &str, ty: Type, level: usize, gives: &'static [&'static str]) -> Row {
    let mut row = row(name, ty, Initial::Null, level);
    row.field.read_only = Some(gives);
    row
}

fn kubernetes() -> Vec<Row> {
    let mut rows = vec![
        text("account", 0),
        text("application", 0),
        row("manifest", bean("V1Job"), Initial::Null, 0),
        read_only(
            "overridableFields",
            list(Type::Text),
            0,
            &[
                "account",
                "manifest",
                "application",
                "cloudProvider",
                "credentials",
                "region",
                "propertyFile",
                "waitForCompletion",
            ],
        ),
        read_only("valid", Type::PrimitiveBoolean, 1, &["false"]),
    ];
    rows.extend(stage(true));
    rows
}

fn titus_stage() -> Vec<Row> {
    let mut rows = vec![
        row("cluster", bean("Cluster"), Initial::Bean, 0),
        read_only(
            "overridableFields",
            list(Type::Text),
            0,
            &[
                "cluster",
                "cloudProvider",
                "credentials",
                "region",
                "propertyFile",
                "waitForCompletion",
            ],
        ),
        read_only("valid", Type::PrimitiveBoolean, 0, &["false"]),
    ];
    rows.extend(stage(false));
    rows
}

fn stage(produces_artifacts: bool) -> Vec<Row> {
    let (ui_type, basic) = constant(&UI_TYPE, "BASIC");
    vec![
        truth("enabled", true, 1),
        text("label", 1),
        text("description", 1),
        text("type", 1),
        row("parameters", list(bean("JobParameter")), Initial::Null, 1),
        truth("waitForCompletion", true, 1),
        text("cloudProvider", 1),
        text("credentials", 1),
        text("region", 1),
        text("propertyFile", 1),
        row("uiType", ui_type, basic, 1),
        truth("producesArtifacts", produces_artifacts, 1),
    ]
}

fn cluster() -> Vec<Row> {
    vec![
        text("imageId", 0),
        text("application", 0),
        text("stack", 0),
        text("region", 0),
        number("runtimeLimitSecs", 3600),
        number("retries", 2),
        row("env", map(Type::Text), Initial::Null, 0),
        row("resources", bean("Resources"), Initial::Bean, 0),
        row("capacity", bean("Capacity"), Initial::Bean, 0),
        read_only("valid", Type::PrimitiveBoolean, 0, &["false"]),
    ]
}

fn resources() -> Vec<Row> {
    vec![
        number("cpu", 1),
        number("disk", 10_000),
        number("gpu", 0),
        number("memory", 512),
        number("networkMbps", 128),
    ]
}

fn capacity() -> Vec<Row> {
    vec![number("desired", 1), number("max", 1), number("min", 1)]
}

fn job_parameter() -> Vec<Row> {
    let mut rows = vec![text("mapping", 0)];
    rows.extend(parameter(1));
    rows
}

fn parameter(level: usize) -> Vec<Row> {
    let (parameter_type, string) = constant(&PARAMETER_TYPE, "string");
    vec![
        text("name", level),
        text("label", level),
        text("defaultValue", level),
        text("description", level),
        row("type", parameter_type, string, level),
        row("order", Type::PrimitiveInteger, Initial::Data(Data::Integer(0)), level),
    ]
}

fn webhook() -> Vec<Row> {
    let plain = |name: &str, ty: Type| row(name, ty, Initial::Null, 0);
    let text = |name: &str| plain(name, Type::Text);
    let headers = || map(list(Type::Text));
    vec![
        truth("enabled", true, 0),
        text("label"),
        text("description"),
        text("type"),
        plain("parameters", list(bean("Parameter"))),
        text("url"),
        plain("customHeaders", headers()),
        plain("sensitiveHeaders", headers()),
        plain("parameterValues", map(Type::Text)),
        plain("parameterData", map(map(Type::Text))),
        plain("method", Type::HttpMethod),
        text("payload"),
        plain("failFastStatusCodes", list(Type::Integer)),
        plain("waitForCompletion", Type::Boolean),
        plain("statusUrlResolution", Type::Enum(&STATUS_URL_RESOLUTION)),
        text("statusUrlJsonPath"),
        text("statusJsonPath"),
        text("progressJsonPath"),
        text("successStatuses"),
        text("canceledStatuses"),
        text("terminalStatuses"),
        plain("permissions", headers()),
        plain("signalCancellation", Type::Boolean),
        text("cancelEndpoint"),
        plain("cancelMethod", Type::HttpMethod),
        text("cancelPayload"),
        plain("waitBeforeMonitor", Type::Integer),
        plain("retryStatusCodes", list(Type::Integer)),
    ]
}
