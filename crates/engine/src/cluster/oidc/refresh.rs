//! A new id-token for a refresh token: the issuer is asked where it hands out
//! tokens, and then for one (`OpenID` Connect Discovery 1.0 §4, RFC 6749 §6).

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Limited};
use kube::client::Body;
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::{Client, Config};
use serde_json::{Value, json};
use stage_core::document::encode;

use super::Entries;
use crate::cluster::proxy::proxy;

/// How long an issuer may take over an answer.
const WITHIN: Duration = Duration::from_secs(20);

/// No answer of an issuer is as long.
const ANSWER: usize = 1024 * 1024;

/// What lasts from one refresh to the next.
#[derive(Default)]
pub(super) struct Session {
    refresh_token: Option<String>,
    /// Where tokens are handed out.
    endpoint: Option<String>,
    /// Whether client id and secret stand in the body, and not in a header.
    in_body: Option<bool>,
}

impl Session {
    pub(super) fn of(entries: &Entries) -> Self {
        let filled = |token: &&String| !token.is_empty();
        let refresh_token = entries.get("refresh-token").filter(filled).cloned();
        Self { refresh_token, ..Self::default() }
    }
}

/// Asks for a new id-token; in words why there is none.
pub(super) async fn refresh(entries: &Entries, session: &mut Session) -> Result<String, String> {
    let entry = |name: &str| entries.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let lacking = |name: &str| {
        format!("The id-token has ended, and the kubeconfig has no {name} to get a new one with")
    };
    let issuer = entry("idp-issuer-url").ok_or_else(|| lacking("idp-issuer-url"))?;
    let id = entry("client-id").ok_or_else(|| lacking("client-id"))?;
    let secret = entry("client-secret");
    let token = session.refresh_token.clone().ok_or_else(|| lacking("refresh-token"))?;
    let failed = |why: String| format!("{issuer} gives no new id-token: {why}");
    let endpoint = match &session.endpoint {
        Some(known) => known.clone(),
        None => discover(entries, issuer).await.map_err(failed)?,
    };
    session.endpoint = Some(endpoint.clone());
    let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", &token)];
    // A public client has no secret, and so nothing for a header.
    let styles = match session.in_body {
        Some(known) => vec![known],
        None if secret.is_none() => vec![true],
        None => vec![false, true],
    };
    let mut refused = String::new();
    for in_body in styles {
        let mut header = None;
        if in_body {
            form.push(("client_id", id));
            form.extend(secret.map(|secret| ("client_secret", secret)));
        } else {
            let both = format!("{}:{}", escaped(id), escaped(secret.unwrap_or_default()));
            header = Some(format!("Basic {}", encode(&both)));
        }
        let (status, answer) =
            ask(entries, &endpoint, Some((&form, header))).await.map_err(failed)?;
        if status.is_success() {
            session.in_body = Some(in_body);
            let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
            // It may be good once only: the next one counts.
            session.refresh_token = text("refresh_token").or(Some(token.clone()));
            return text("id_token").ok_or_else(|| failed("its answer has none".into()));
        }
        refused = failed(said(status, &answer));
        // Anything else is about the token, which must not be sent twice.
        let about_client = answer.get("error").is_some_and(|error| error == "invalid_client");
        if !about_client && status != StatusCode::UNAUTHORIZED {
            break;
        }
    }
    Err(refused)
}

/// Where the issuer hands out tokens.
async fn discover(entries: &Entries, issuer: &str) -> Result<String, String> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let (status, answer) = ask(entries, &address, None).await?;
    if !status.is_success() {
        return Err(said(status, &answer));
    }
    let endpoint = answer.get("token_endpoint").and_then(Value::as_str);
    endpoint.map(str::to_owned).ok_or_else(|| "it does not say where tokens are handed out".into())
}

/// What is posted, and the header by which the client is known.
type Form<'f> = (&'f [(&'f str, &'f str)], Option<String>);

/// One request: a form to post, or nothing.
async fn ask(
    entries: &Entries,
    address: &str,
    form: Option<Form<'_>>,
) -> Result<(StatusCode, Value), String> {
    let address: Uri = address.parse().map_err(|_| format!("{address} is no address"))?;
    let client = client(entries, &address).await?;
    let path = address.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::builder().uri(path).header(ACCEPT, "application/json");
    let mut body = Vec::new();
    if let Some((form, header)) = form {
        let pairs = form.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
        body = pairs.collect::<Vec<_>>().join("&").into_bytes();
        request = request.method(Method::POST);
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(header) = header {
            request = request.header(AUTHORIZATION, header);
        }
    }
    let request = request.body(Body::from(body)).map_err(|error| error.to_string())?;
    let answered = async {
        let answer = client.send(request).await.map_err(|error| deepest(&error))?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER).collect().await;
        let body = body.map_err(|error| deepest(error.as_ref()))?.to_bytes();
        Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
    };
    let late = |_| format!("it does not answer within {} s", WITHIN.as_secs());
    tokio::time::timeout(WITHIN, answered).await.map_err(late)?
}

/// A way to the issuer: with its own authority and the proxy of the environment.
async fn client(entries: &Entries, address: &Uri) -> Result<Client, String> {
    let host = address.host().unwrap_or_default();
    let local = host == "localhost" || host.trim_matches(['[', ']']).parse().is_ok_and(is_loopback);
    if address.scheme_str() != Some("https") && !local {
        return Err(format!("{host} is not asked without TLS: the refresh token would be seen"));
    }
    let base = format!(
        "{}://{}",
        address.scheme_str().unwrap_or_default(),
        address.authority().map_or("", |authority| authority.as_str())
    );
    let way = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "issuer",
        "clusters": [{"name": "issuer", "cluster": {
            "server": base,
            "certificate-authority-data": entries.get("idp-certificate-authority-data"),
            "certificate-authority": entries.get("idp-certificate-authority"),
        }}],
        "users": [{"name": "issuer", "user": {}}],
        "contexts": [{"name": "issuer", "context": {"cluster": "issuer", "user": "issuer"}}],
    });
    let way: Kubeconfig = serde_json::from_value(way).map_err(|error| error.to_string())?;
    let config = Config::from_custom_kubeconfig(way, &KubeConfigOptions::default()).await;
    let mut config = config.map_err(|error| deepest(&error))?;
    config.default_retry = false;
    let found = proxy(&base, None, |name| std::env::var(name).ok());
    config.proxy_url = found.map(|proxy| proxy.url.parse()).transpose().map_err(
        |error: http::uri::InvalidUri| format!("the proxy's address cannot be used: {error}"),
    )?;
    Client::try_from(config).map_err(|error| deepest(&error))
}

fn is_loopback(address: std::net::IpAddr) -> bool {
    address.is_loopback()
}

/// What a refusal says, without anything of the request.
fn said(status: StatusCode, answer: &Value) -> String {
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    match text("error_description").or_else(|| text("error")) {
        Some(why) => format!("{} ({status})", why.trim_end_matches('.')),
        None => format!("it answers {status}"),
    }
}

/// The first cause, which says what happened.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(cause) = error.source() {
        error = cause;
    }
    error.to_string().trim_end_matches('.').to_owned()
}

/// As forms have it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
