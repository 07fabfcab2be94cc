//! What a webhook stage sends, and how it learns that the work is done.
//!
//! Nothing is sent from here. Values of sensitive headers are shown to nobody;
//! only [`webhook_request`], which is for sending, has them.

use crate::java::{Data, Map, Value, groovy_to_string, to_json};
use crate::spinnaker::fill::{stage_context, stored};
use crate::spinnaker::queue::{Sample, running};
use crate::spinnaker::spel::{Scope, evaluate};
use crate::spinnaker::webhook::{
    Call, Ends, Monitor, Overridden, Plan, Request, StatusUrl, Statuses, Task, merge, plan, request,
};

/// A webhook stage as it would run.
#[derive(Clone, Debug, PartialEq)]
pub struct WebhookPreview {
    /// The request that starts the work.
    pub create: SentRequest,
    /// The request that cancels it; none without `cancelEndpoint`.
    pub cancel: Option<SentRequest>,
    /// What happens then, in order, in words.
    pub course: Vec<String>,
    /// What the author should know: values that are overridden, expressions
    /// that stay as they are.
    pub notes: Vec<String>,
}

/// A request as Orca sends it.
#[derive(Clone, Debug, PartialEq)]
pub struct SentRequest {
    /// The HTTP method.
    pub method: String,
    /// The URL; none where none is set.
    pub url: Option<String>,
    /// Names and values of the headers.
    pub headers: Vec<(String, String)>,
    /// The headers that Orca leaves out.
    pub refused: Vec<String>,
    /// The body.
    pub payload: Option<String>,
}

/// What is shown for the value of a sensitive header.
const HIDDEN: &str = "<sensitive>";

/// What the stage `loaded` sends in a pipeline whose stage JSON is
/// `stage_json`, when it runs in the `sample`.
pub fn webhook_preview(loaded: &Value, stage_json: &Map, sample: &Sample) -> WebhookPreview {
    let (context, notes) = context(loaded, stage_json, sample);
    let sent = |call| shown(&request(call, &context, loaded), Secrets::Hidden);
    let cancel = context.get("cancelEndpoint").filter(|url| !url.is_null());
    WebhookPreview {
        create: sent(Call::Create),
        cancel: cancel.map(|_| sent(Call::Cancel)),
        course: course(&plan(&context)),
        notes,
    }
}

/// The request that starts the work, complete: to be sent, and shown nowhere.
pub fn webhook_request(loaded: &Value, stage_json: &Map, sample: &Sample) -> SentRequest {
    let (context, _) = context(loaded, stage_json, sample);
    shown(&request(Call::Create, &context, loaded), Secrets::Sent)
}

/// The stage's context when the request is made, and what is to be said of it.
fn context(loaded: &Value, stage_json: &Map, sample: &Sample) -> (Map, Vec<String>) {
    let merged = merge(loaded, &stage_context(stage_json), &Map::new());
    let context = stored(merged.context);
    let stage_type = loaded.get("type").and_then(Value::as_str).unwrap_or_default();
    let execution = running(sample, stage_json, stage_type);
    let evaluated = evaluate(&context, &Scope::with_context(&execution, &context));
    let mut notes: Vec<String> = merged.overridden.iter().map(overridden).collect();
    notes.extend(evaluated.thrown.map(|error| format!("Orca cannot evaluate the stage: {error}")));
    notes.extend(evaluated.failures.iter().map(|failure| {
        format!("An expression cannot be evaluated here and stays as it is: {}", failure.message)
    }));
    (evaluated.context, notes)
}

fn overridden(lost: &Overridden) -> String {
    format!("The definition replaces the pipeline's own {} as a whole.", lost.field)
}

fn text(value: &Value) -> String {
    match &value.data {
        Data::Map(_) | Data::List(_) => {
            serde_json::to_string_pretty(&to_json(value)).unwrap_or_default()
        }
        _ => groovy_to_string(value),
    }
}

/// What becomes of the values of sensitive headers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Secrets {
    Hidden,
    Sent,
}

fn shown(request: &Request, secrets: Secrets) -> SentRequest {
    let headers = request.headers.iter().flat_map(|header| {
        header.values.iter().map(|value| {
            let hidden = header.sensitive && secrets == Secrets::Hidden;
            let value = if hidden { HIDDEN.to_owned() } else { groovy_to_string(value) };
            (header.name.to_string(), value)
        })
    });
    SentRequest {
        method: request.method.name().to_owned(),
        url: request.url.as_ref().map(text),
        headers: headers.collect(),
        refused: request.refused.iter().map(|header| header.name.to_string()).collect(),
        payload: request.payload.as_ref().filter(|payload| !payload.is_null()).map(text),
    }
}

/// The tasks, each in a sentence.
fn course(plan: &Plan) -> Vec<String> {
    match plan {
        Plan::Refused(why) => vec![format!("The stage fails at once: {why}")],
        Plan::Tasks(tasks) => tasks.iter().map(task).collect(),
    }
}

fn task(task: &Task) -> String {
    match task {
        Task::Create { fail_fast, retry, interval, timeout } => format!(
            "The request is sent. 2xx and 3xx succeed; {} the stage at once; {}429 and an unknown host are tried again every {interval} s, for {} at most; any other status ends the stage.",
            match fail_fast.as_slice() {
                [] => "no status ends".to_owned(),
                codes =>
                    format!("{} end{}", codes_of(codes), if codes.len() == 1 { "s" } else { "" }),
            },
            tried_again(retry.server_errors, &retry.codes),
            minutes(*timeout),
        ),
        Task::Wait(seconds) => format!("It waits {seconds} s before it asks for the status."),
        Task::Monitor(monitor) => monitored(monitor),
        Task::BindArtifacts => "Expected artifacts are taken from the answer.".into(),
    }
}

fn monitored(monitor: &Monitor) -> String {
    let place = match &monitor.url {
        StatusUrl::Called => "The URL that was called is asked for the status".to_owned(),
        StatusUrl::LocationHeader => {
            "The address in the answer's Location header is asked for the status (without one the stage fails)".into()
        }
        StatusUrl::Response(path) => format!(
            "The address at {} in the answer's body is asked for the status (without one the stage fails)",
            groovy_to_string(path)
        ),
        StatusUrl::NoPath => return "The stage fails after the request: statusUrlResolution is webhookResponse, and no statusUrlJsonPath says where in the answer the address stands.".into(),
        StatusUrl::Unset => return "The stage fails after the request: the status URL couldn't be resolved. Set statusUrlResolution.".into(),
    };
    let often = format!(
        "every {} s during the first minute and every {} s afterwards, for {} at most",
        monitor.first_interval,
        monitor.interval,
        minutes(monitor.timeout)
    );
    let ends = match &monitor.ends {
        Ends::FirstAnswer => {
            "the first answer that is no failure ends the stage, because no statusJsonPath is set"
                .to_owned()
        }
        Ends::Status(check) => {
            let progress = check.progress.as_ref().map_or_else(String::new, |path| {
                format!("; {} shows the progress and must give a text", groovy_to_string(path))
            });
            format!(
                "{} gives the status: {}{progress}",
                groovy_to_string(&check.path),
                meanings(&check.statuses)
            )
        }
    };
    format!("{place} {often}; {ends}.")
}

fn meanings(statuses: &Statuses) -> String {
    let of = |list: &[String], what: &str| {
        (!list.is_empty()).then(|| format!("{} {what}", list.join(", ")))
    };
    let Some(success) = &statuses.success else {
        return "a number succeeds at 100; successStatuses is not set, so that any text fails the stage".into();
    };
    let known =
        [of(success, "succeed"), of(&statuses.canceled, "cancel"), of(&statuses.terminal, "fail")];
    let known: Vec<String> = known.into_iter().flatten().collect();
    format!("{}; a number succeeds at 100; anything else keeps it waiting", known.join("; "))
}

fn codes_of(codes: &[i64]) -> String {
    codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn tried_again(server_errors: bool, codes: &[i64]) -> String {
    let mut out = if server_errors { "5xx, ".to_owned() } else { String::new() };
    if !codes.is_empty() {
        out.push_str(&format!("{}, ", codes_of(codes)));
    }
    out
}

fn minutes(seconds: u32) -> String {
    if seconds >= 60 { format!("{} min", seconds / 60) } else { format!("{seconds} s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::document::Source;
    use crate::java::from_json;

    #[test]
    fn a_webhook_is_shown_as_it_would_be_sent() {
        let text = "\
webhook:
  preconfigured:
  - label: Hook
    type: hook
    url: https://ci.example.com/${parameterValues['job']}
    method: PUT
    customHeaders: {Accept: application/json, X-Spinnaker-User: me}
    sensitiveHeaders: {Authorization: Bearer s3cret}
    payload: |-
      {\"id\": \"${execution.id}\", \"job\": \"${parameterValues['job']}\"}
    waitForCompletion: true
    statusUrlResolution: webhookResponse
    statusUrlJsonPath: $.links.self
    statusJsonPath: $.state
    successStatuses: done, ok
    terminalStatuses: failed
    waitBeforeMonitor: 5
";
        let analysis = analyze(&Source::new(text), None);
        let loaded = analysis.stages[0].loaded.value.clone().unwrap();
        let json =
            from_json(&serde_json::json!({"type": "hook", "parameterValues": {"job": "build"}}));
        let sample = Sample::built_in();
        let shown = webhook_preview(&loaded, json.as_map().unwrap(), &sample);
        let mut sent = webhook_request(&loaded, json.as_map().unwrap(), &sample);
        let secret =
            sent.headers.last_mut().map(|(_, value)| std::mem::replace(value, HIDDEN.into()));
        assert_eq!(secret.as_deref(), Some("Bearer s3cret"));
        assert_eq!(sent, shown.create, "what is sent is what is shown, but for the secrets");
        insta::assert_debug_snapshot!(shown);
    }
}
