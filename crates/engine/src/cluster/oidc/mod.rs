//! Signing in by OIDC, as the kubeconfig's provider `oidc` has it: the id-token
//! while it is valid, else a new one for the refresh token.
//!
//! One sign-in serves all connections of this process, and only one refresh is
//! under way at a time: many an issuer takes a refresh token once, and ends the
//! session when it sees it again. A refresh that failed is not tried again for
//! a while, however many ask. Nothing is written to the kubeconfig.

mod refresh;
mod token;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use http::header::AUTHORIZATION;
use kube::Client;
use kube::client::{AuthError, Body};
use kube::config::Kubeconfig;
use tokio::time::Instant;

use refresh::{Session, refresh};
use token::expires;

/// How long a failure stays the answer, and how long a token that is said to
/// have ended already is used all the same: clocks differ.
const AGAIN: Duration = Duration::from_secs(15);

/// A token that ends within so many seconds is not begun with, as in kubectl.
const SOON: i64 = 10;

/// The entries of a provider in the kubeconfig.
type Entries = BTreeMap<String, String>;

/// The sign-ins of this process. Whoever signs in anew by kubectl writes other
/// entries, and so has another one.
static KNOWN: LazyLock<Mutex<HashMap<Entries, Arc<Oidc>>>> = LazyLock::new(Mutex::default);

/// A sign-in.
pub(super) struct Oidc {
    entries: Entries,
    state: tokio::sync::Mutex<State>,
}

#[derive(Default)]
struct State {
    id_token: String,
    session: Session,
    /// When it was refreshed last, and what came of it if it failed.
    refreshed: Option<(Instant, Option<String>)>,
}

impl Oidc {
    /// The sign-in of a user, if it is this kind; the user's own entry is taken
    /// out of the kubeconfig.
    pub(super) fn take(config: &mut Kubeconfig, user: Option<&str>) -> Option<Arc<Self>> {
        let named = config.auth_infos.iter_mut().find(|info| Some(info.name.as_str()) == user)?;
        let info = named.auth_info.as_mut()?;
        let provider = info.auth_provider.take_if(|provider| provider.name == "oidc")?;
        Some(Self::of(&provider.config.into_iter().collect()))
    }

    fn of(entries: &Entries) -> Arc<Self> {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let id_token = entries.get("id-token").cloned().unwrap_or_default();
            let state = State { id_token, session: Session::of(entries), refreshed: None };
            Arc::new(Self { entries: entries.clone(), state: state.into() })
        };
        Arc::clone(known.entry(entries.clone()).or_insert_with(new))
    }

    /// A client that signs each request of `inner`.
    pub(super) fn client(self: Arc<Self>, inner: Client, namespace: &str) -> Client {
        let service = tower::service_fn(move |mut request: http::Request<Body>| {
            let (oidc, inner) = (Arc::clone(&self), inner.clone());
            async move {
                let token = oidc.token(now()).await.map_err(AuthError::AuthExec);
                let token = token.map_err(kube::Error::Auth)?;
                let value = HeaderValue::try_from(format!("Bearer {token}"));
                let mut value = value
                    .map_err(|error| kube::Error::Auth(AuthError::InvalidBearerToken(error)))?;
                value.set_sensitive(true);
                request.headers_mut().insert(AUTHORIZATION, value);
                inner.send(request).await
            }
        });
        Client::new(service, namespace)
    }

    /// The token to use now, in seconds since 1970; else why there is none.
    async fn token(self: &Arc<Self>, now: i64) -> Result<String, String> {
        if let Some(known) = self.state.lock().await.known(now) {
            return known;
        }
        // Whoever asked may go away meanwhile: the refresh token is used up then
        // all the same.
        let this = Arc::clone(self);
        let refreshing = tokio::spawn(async move {
            let mut state = this.state.lock().await;
            // Somebody else may have refreshed it while this one waited.
            if let Some(known) = state.known(now) {
                return known;
            }
            let outcome = refresh(&this.entries, &mut state.session).await;
            state.refreshed = Some((Instant::now(), outcome.as_ref().err().cloned()));
            if let Ok(token) = &outcome {
                state.id_token.clone_from(token);
            }
            outcome
        });
        refreshing.await.unwrap_or_else(|error| Err(error.to_string()))
    }
}

impl State {
    /// What is known without asking the issuer.
    fn known(&self, now: i64) -> Option<Result<String, String>> {
        let lately = self.refreshed.as_ref().filter(|(at, _)| at.elapsed() < AGAIN);
        match lately {
            Some((_, Some(failed))) => Some(Err(failed.clone())),
            Some((_, None)) => Some(Ok(self.id_token.clone())),
            None => {
                let valid = expires(&self.id_token).is_some_and(|end| end > now + SOON);
                valid.then(|| Ok(self.id_token.clone()))
            }
        }
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
