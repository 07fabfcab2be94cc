//! One HTTP request that a person asked for, at an address that the person
//! confirmed: to see what a webhook's server answers.
//!
//! It is sent once; a redirect is shown and not followed. Time and size are
//! bounded. It must never be sent by itself.

use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::BodyExt;
use kube::client::Body;
use kube::{Client, Config};

use crate::Error;

/// Orca's own limit for an answer (`webhook.readTimeoutMs`,
/// webhook-semantics, definition).
const WITHIN: Duration = Duration::from_secs(20);

/// More of a body is not read: it is looked at by a person.
const BODY: usize = 256 * 1024;

/// A request.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// The HTTP method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// Names and values, those of sensitive headers too.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub payload: Option<String>,
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// What the status is called.
    pub reason: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body as text; what is no UTF-8 is replaced.
    pub body: String,
    /// Whether the body is longer than what is shown.
    pub cut: bool,
    /// How long it took.
    pub took: Duration,
}

/// Sends a request and waits for the answer.
pub async fn send(call: &Call) -> Result<Answered, Error> {
    let (base, request) = request(call)?;
    let host = base.host().unwrap_or_default().to_owned();
    let begun = Instant::now();
    match tokio::time::timeout(WITHIN, sent(base, request)).await {
        Ok(Ok(answer)) => Ok(Answered { took: begun.elapsed(), ..answer }),
        Ok(Err(why)) => Err(Error::failed(
            format!("No answer from {host}: {why}."),
            "Check the address, the network and the proxy; Orca may still reach it from where it runs.",
        )),
        Err(_) => Err(Error::failed(
            format!("{host} did not answer within {} s.", WITHIN.as_secs()),
            "Orca waits as long, then tries again for a GET only.",
        )),
    }
}

async fn sent(base: Uri, request: Request<Body>) -> Result<Answered, String> {
    let mut config = Config::new(base);
    config.default_retry = false;
    config.disable_compression = true;
    let client = Client::try_from(config).map_err(|error| deepest(&error))?;
    let response = client.send(request).await.map_err(|error| deepest(&error))?;
    let (head, mut body) = response.into_parts();
    let mut bytes = Vec::new();
    while bytes.len() <= BODY {
        match body.frame().await {
            None => break,
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    bytes.extend_from_slice(data);
                }
            }
            Some(Err(error)) => return Err(deepest(&error)),
        }
    }
    let cut = bytes.len() > BODY;
    bytes.truncate(BODY);
    let headers = head.headers.iter().map(|(name, value)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    Ok(Answered {
        status: head.status.as_u16(),
        reason: head.status.canonical_reason().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        cut,
        took: Duration::ZERO,
    })
}

/// The server's address, and the request below it.
fn request(call: &Call) -> Result<(Uri, Request<Body>), Error> {
    let url: Uri = call.url.trim().parse().map_err(|_| {
        refused("The URL is no address", "Mend it; an expression in it must have a value here.")
    })?;
    let (Some("http" | "https"), Some(authority)) = (url.scheme_str(), url.authority()) else {
        return Err(refused("The URL is no http or https address", "Write the whole address."));
    };
    if authority.as_str().contains('@') {
        return Err(refused(
            "The URL has a name or a password in it",
            "Send them in sensitiveHeaders: everybody sees the URL.",
        ));
    }
    let method: Method = call.method.parse().map_err(|_| {
        refused(&format!("{} is no HTTP method", call.method), "Mend the stage's method.")
    })?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in &call.headers {
        let bad =
            || refused(&format!("The header {name} cannot be sent"), "Mend its name or value.");
        let header = HeaderName::try_from(name.as_str()).map_err(|_| bad())?;
        let value = HeaderValue::try_from(value.as_str()).map_err(|_| bad())?;
        request = request.header(header, value);
    }
    let body = call.payload.clone().unwrap_or_default().into_bytes();
    let request = request.body(Body::from(body));
    let base = format!("{}://{authority}", url.scheme_str().unwrap_or_default()).parse();
    match (base, request) {
        (Ok(base), Ok(request)) => Ok((base, request)),
        _ => Err(refused("The request cannot be made", "Mend the URL.")),
    }
}

fn refused(what: &str, remedy: &str) -> Error {
    Error::failed(format!("{what}: nothing was sent."), remedy)
}

/// The first cause, which says what happened.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(cause) = error.source() {
        error = cause;
    }
    error.to_string().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A server that answers one request; its address, and what it was sent.
    async fn server(answer: Vec<u8>) -> (String, tokio::task::JoinHandle<(String, bool)>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let heard = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut asked = Vec::new();
            while !asked.ends_with(b"end") && !asked.ends_with(b"GET-END\r\n\r\n") {
                let mut some = [0; 1024];
                let count = stream.read(&mut some).await.expect("read");
                if count == 0 {
                    break;
                }
                asked.extend_from_slice(&some[..count]);
            }
            // A client that has seen enough goes away.
            let _ = stream.write_all(&answer).await;
            drop(stream);
            let again = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
            (String::from_utf8(asked).expect("text"), again.is_ok())
        });
        (format!("http://{address}/hooks/a?b=c%20d"), heard)
    }

    fn call(url: &str) -> Call {
        Call {
            method: "PUT".into(),
            url: url.into(),
            headers: vec![("X-Token".into(), "t0ken".into()), ("X-Token".into(), "two".into())],
            payload: Some("{\"id\": 1} end".into()),
        }
    }

    #[tokio::test]
    async fn status_headers_and_body_of_the_answer_are_shown() {
        let text =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy";
        let (url, heard) = server(text.into()).await;
        let answer = send(&call(&url)).await.expect("answered");
        assert_eq!((answer.status, answer.reason.as_str()), (503, "Service Unavailable"));
        assert_eq!((answer.body.as_str(), answer.cut), ("busy", false));
        assert!(answer.headers.contains(&("retry-after".into(), "7".into())), "{answer:?}");
        let (asked, again) = heard.await.expect("heard");
        assert!(asked.starts_with("PUT /hooks/a?b=c%20d HTTP/1.1\r\n"), "{asked}");
        assert!(asked.contains("x-token: t0ken\r\nx-token: two\r\n"), "{asked}");
        assert!(asked.ends_with("{\"id\": 1} end"), "{asked}");
        assert!(!again, "it is sent once, whatever the status says");
    }

    #[tokio::test]
    async fn a_redirect_is_shown_and_not_followed() {
        let text = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
        let (url, heard) = server(text.into()).await;
        let answer = send(&call(&url)).await.expect("answered");
        assert_eq!(answer.status, 302);
        assert!(answer.headers.contains(&("location".into(), "/elsewhere".into())));
        assert!(!heard.await.expect("heard").1, "nobody asks the other address");
    }

    #[tokio::test]
    async fn an_endless_body_is_cut() {
        let mut text = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n".to_vec();
        text.resize(text.len() + 9_000_000, b'x');
        let (url, _heard) = server(text).await;
        let answer = send(&call(&url)).await.expect("answered");
        assert!(answer.cut && answer.body.len() == BODY, "{}", answer.body.len());
    }

    #[tokio::test]
    async fn what_cannot_be_sent_is_refused_in_words() {
        for url in ["", "${parameterValues['x']}", "/only/a/path", "ftp://a/b", "http://me:pw@a/"] {
            let error = send(&call(url)).await.expect_err(url);
            assert!(error.message.contains("nothing was sent"), "{error}");
        }
        let bad = Call { method: "GO AWAY".into(), ..call("http://127.0.0.1:1/") };
        assert!(send(&bad).await.expect_err("no method").message.contains("GO AWAY"));
        let split = ("X".to_owned(), "a\r\nY: b".to_owned());
        let bad = Call { headers: vec![split], ..call("http://127.0.0.1:1/") };
        assert!(send(&bad).await.expect_err("two lines").message.contains("header X"));
        let error = send(&call("http://127.0.0.1:1/")).await.expect_err("nobody listens");
        assert!(error.message.contains("No answer from 127.0.0.1"), "{error}");
    }
}
