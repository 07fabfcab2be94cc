//! Against an issuer on this machine that counts what it is asked.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::token::tests::token;
use super::*;

/// An issuer.
struct Issuer {
    address: String,
    /// The forms it was sent.
    forms: Arc<Mutex<Vec<String>>>,
    discovered: Arc<AtomicU32>,
}

/// Starts one that answers a form with a status and JSON.
async fn issuer(
    answer: impl Fn(usize, &str) -> (u16, serde_json::Value) + Send + Sync + 'static,
) -> Issuer {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}/realm", listener.local_addr().expect("an address"));
    let issuer = Issuer { address, forms: Arc::default(), discovered: Arc::default() };
    let endpoint = serde_json::json!({"token_endpoint": format!("{}/token", issuer.address)});
    let (forms, discovered) = (Arc::clone(&issuer.forms), Arc::clone(&issuer.discovered));
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (forms, discovered) = (Arc::clone(&forms), Arc::clone(&discovered));
            let (answer, endpoint) = (Arc::clone(&answer), endpoint.clone());
            tokio::spawn(async move {
                let asked = request(&mut stream).await;
                let (status, json) = if asked.starts_with("GET /realm/.well-known/openid-conf") {
                    discovered.fetch_add(1, Ordering::SeqCst);
                    (200, endpoint)
                } else {
                    assert!(asked.starts_with("POST /realm/token "), "{asked}");
                    let number = {
                        let mut forms = forms.lock().expect("not poisoned");
                        forms.push(asked.clone());
                        forms.len()
                    };
                    // Long enough for all others to come meanwhile.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    answer(number, &asked)
                };
                let body = json.to_string();
                let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
                let text = format!("{head}Connection: close\r\n\r\n{body}");
                let _ = stream.write_all(text.as_bytes()).await;
            });
        }
    });
    issuer
}

/// A request with its body.
async fn request(stream: &mut tokio::net::TcpStream) -> String {
    let mut got = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&got).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.to_lowercase();
            let length = length.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        let mut some = [0; 4096];
        let count = stream.read(&mut some).await.expect("read");
        assert!(count > 0, "it ends too early: {text}");
        got.extend_from_slice(&some[..count]);
    }
}

fn ends(at: i64) -> String {
    token(&format!("{{\"exp\": {at}}}"))
}

fn valid() -> String {
    ends(now() + 3600)
}

fn sign_in(issuer: &Issuer, more: &[(&str, &str)]) -> Arc<Oidc> {
    let mut entries: Entries = [
        ("idp-issuer-url", issuer.address.as_str()),
        ("client-id", "stage"),
        ("client-secret", "s/1"),
        ("refresh-token", "first"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    entries.insert("id-token".into(), ends(now() - 60));
    entries.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Oidc::of(&entries)
}

impl Issuer {
    fn forms(&self) -> Vec<String> {
        self.forms.lock().expect("not poisoned").clone()
    }
}

#[tokio::test]
async fn many_requests_with_an_ended_token_make_one_refresh() {
    let new = valid();
    let hands_out = new.clone();
    let issuer = issuer(move |_, _| (200, serde_json::json!({"id_token": hands_out}))).await;
    let all = (0..20).map(|_| {
        // Each connection of its own, as commands of the window have.
        let oidc = sign_in(&issuer, &[]);
        tokio::spawn(async move { oidc.token(now()).await })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.expect("it ends"), Ok(new.clone()));
    }
    let forms = issuer.forms();
    assert_eq!((forms.len(), issuer.discovered.load(Ordering::SeqCst)), (1, 1), "{forms:#?}");
    assert!(forms[0].contains("grant_type=refresh_token&refresh_token=first"), "{}", forms[0]);
    assert!(forms[0].contains("authorization: Basic c3RhZ2U6cyUyRjE="), "{}", forms[0]);
}

#[tokio::test]
async fn who_goes_away_in_mid_refresh_takes_no_token_along() {
    let hands_out = valid();
    let issuer = issuer(move |_, _| (200, serde_json::json!({"id_token": hands_out}))).await;
    let oidc = sign_in(&issuer, &[]);
    let brief = tokio::time::timeout(Duration::from_millis(30), oidc.token(now())).await;
    assert!(brief.is_err(), "it was given up");
    assert_eq!(oidc.token(now()).await, Ok(valid_of(&oidc).await));
    assert_eq!(issuer.forms().len(), 1);
}

async fn valid_of(oidc: &Oidc) -> String {
    oidc.state.lock().await.id_token.clone()
}

#[tokio::test]
async fn a_refresh_that_fails_is_not_tried_by_each_request() {
    let refusal =
        serde_json::json!({"error": "invalid_grant", "error_description": "Session not active."});
    let issuer = issuer(move |_, _| (400, refusal.clone())).await;
    let oidc = sign_in(&issuer, &[]);
    for _ in 0..20 {
        let said = oidc.token(now()).await.expect_err("refused");
        assert!(said.contains("gives no new id-token: Session not active (400"), "{said}");
        assert!(!said.contains("first"), "the refresh token is a secret: {said}");
    }
    assert_eq!(issuer.forms().len(), 1, "the issuer is left alone");
    tokio::time::pause();
    tokio::time::advance(AGAIN).await;
    tokio::time::resume();
    oidc.token(now()).await.expect_err("refused again");
    assert_eq!(issuer.forms().len(), 2, "after a while it is tried once more");
}

#[tokio::test]
async fn a_token_that_has_ended_when_it_comes_makes_no_loop() {
    let ended = ends(now() - 5);
    let hands_out = ended.clone();
    let issuer = issuer(move |_, _| (200, serde_json::json!({"id_token": hands_out}))).await;
    let oidc = sign_in(&issuer, &[]);
    for _ in 0..5 {
        assert_eq!(oidc.token(now()).await, Ok(ended.clone()), "the API server's clock decides");
    }
    assert_eq!(issuer.forms().len(), 1);
}

#[tokio::test]
async fn the_next_refresh_uses_the_refresh_token_that_came_last() {
    let issuer = issuer(|number, _| {
        let new = serde_json::json!({"id_token": ends(now() + 60), "refresh_token": format!("r{number}")});
        (200, new)
    })
    .await;
    let oidc = sign_in(&issuer, &[]);
    oidc.token(now()).await.expect("the first");
    oidc.state.lock().await.refreshed = None;
    oidc.token(now() + 55).await.expect("the second");
    let forms = issuer.forms();
    assert!(forms[1].contains("refresh_token=r1"), "{forms:#?}");
    assert_eq!(issuer.discovered.load(Ordering::SeqCst), 1, "it is known where to ask");
}

#[tokio::test]
async fn a_client_without_a_secret_and_one_known_by_the_body_only_are_signed_in() {
    let issuer = issuer(|_, asked| {
        if asked.contains("client_id=stage") {
            (200, serde_json::json!({"id_token": valid()}))
        } else {
            (401, serde_json::json!({"error": "invalid_client"}))
        }
    })
    .await;
    sign_in(&issuer, &[]).token(now()).await.expect("by the body");
    assert_eq!(issuer.forms().len(), 2, "the header was refused");
    sign_in(&issuer, &[("client-secret", "")]).token(now()).await.expect("without a secret");
    let last = issuer.forms().pop().expect("a form");
    assert!(!last.contains("client_secret") && !last.contains("authorization"), "{last}");
}

#[tokio::test]
async fn what_cannot_be_refreshed_says_what_is_missing() {
    let issuer = issuer(|_, _| (500, serde_json::Value::Null)).await;
    let said = sign_in(&issuer, &[("refresh-token", "")]).token(now()).await.expect_err("none");
    assert!(said.contains("has no refresh-token"), "{said}");
    let far = [("idp-issuer-url", "http://issuer.example.com")];
    let said = sign_in(&issuer, &far).token(now()).await.expect_err("not without TLS");
    assert!(said.contains("not asked without TLS"), "{said}");
    assert_eq!(issuer.forms().len(), 0);
    let said = sign_in(&issuer, &[]).token(now()).await.expect_err("broken");
    assert!(said.contains("it answers 500"), "{said}");
}

#[tokio::test]
async fn each_request_to_the_cluster_carries_the_token_of_one_refresh() {
    let new = valid();
    let hands_out = new.clone();
    let issuer = issuer(move |_, _| (200, serde_json::json!({"id_token": hands_out}))).await;
    let server = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = server.local_addr().expect("an address");
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = server.accept().await {
            let heard = Arc::clone(&heard);
            tokio::spawn(async move {
                let asked = request(&mut stream).await;
                heard.lock().expect("not poisoned").push(asked);
                let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
                let _ = stream.write_all(text.as_bytes()).await;
            });
        }
    });
    let text = format!(
        "{{apiVersion: v1, kind: Config, clusters: [{{name: c, cluster: {{server: 'http://{address}'}}}}], \
         users: [{{name: u, user: {{auth-provider: {{name: oidc, config: {{id-token: '{}', \
         idp-issuer-url: '{}', client-id: me, refresh-token: cluster}}}}}}}}], \
         contexts: [{{name: dev, context: {{cluster: c, user: u}}}}]}}",
        ends(now() - 60),
        issuer.address
    );
    let merged = Kubeconfig::from_yaml(&text).expect("a kubeconfig");
    let all = crate::cluster::Kubeconfigs { merged, ..Default::default() };
    for _ in 0..3 {
        let cluster = crate::cluster::connect(&all, "dev", std::ffi::OsStr::new("/bin")).await;
        let client = cluster.expect("connected").client;
        let version = http::Request::get("/version").body(Vec::new()).expect("a request");
        client.request::<serde_json::Value>(version).await.expect("answered");
    }
    let seen = seen.lock().expect("not poisoned");
    let bearer = format!("authorization: Bearer {new}");
    assert_eq!(seen.iter().filter(|asked| asked.contains(&bearer)).count(), 3, "{seen:#?}");
    assert_eq!(issuer.forms().len(), 1);
}
