//! Watches objects of one kind through lost connections: resumed where it
//! stopped, listed anew when that is too long ago (410), asked for again and
//! again where watching is forbidden.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::TryStreamExt;
use http::Method;
use kube::Error as KubeError;
use kube::core::WatchEvent;
use serde_json::Value;
use tokio::sync::mpsc::Sender;
use tokio::time::Instant;

use super::api::{Api, query_of, request};
use super::backoff::Backoff;
use super::time_line::text;
use crate::cluster::{api_status, is_forbidden, is_not_found};

/// How long the API server keeps one watch open, in seconds.
const OPEN: u64 = 45;
/// How much longer an answer may take before the connection counts as lost:
/// a cable that was pulled says nothing.
const SILENCE: Duration = Duration::from_secs(OPEN + 15);
/// A watch that ends sooner, with nothing seen, is not begun anew at once:
/// something between here and the API server ends each.
const SHORT: Duration = Duration::from_secs(1);
/// How often is asked where watching is forbidden.
const ASKS: Duration = Duration::from_secs(2);

/// What a watch delivers.
#[derive(Debug)]
pub(super) enum Seen {
    /// An object, new or changed or seen again.
    There(&'static str, Value),
    /// An object that was there is gone.
    Gone(&'static str, Value),
    /// All objects have been delivered once, or again.
    Listed,
    /// The connection is lost, or something is refused for now.
    Trouble(&'static str, KubeError),
    /// It may not be read at all; nothing more comes.
    Forbidden(&'static str),
    /// It goes on after trouble.
    Again(&'static str),
}

/// What is watched.
#[derive(Debug, Clone)]
pub(super) struct What {
    /// The resource, such as `pods`.
    pub resource: &'static str,
    /// The one object that is meant, which can be asked for by name where
    /// listing is forbidden.
    pub name: Option<String>,
    /// `fieldSelector` or `labelSelector`, and its value.
    pub selector: Option<(&'static str, String)>,
}

/// Watches until the receiver is gone or reading is forbidden.
pub(super) async fn watch(api: Api, what: What, sender: Sender<Seen>) {
    let mut watch =
        Watch { api, what, sender, known: BTreeMap::new(), by_name: false, listed: false };
    // Ends when nobody listens any more.
    let _ = watch.run().await;
}

struct Watch {
    api: Api,
    what: What,
    sender: Sender<Seen>,
    /// The objects that are there, by UID.
    known: BTreeMap<String, Value>,
    /// Whether it is asked for by name.
    by_name: bool,
    /// Whether it could be read at all. What is forbidden later is so for a
    /// while: an API server that has just started knows no roles yet.
    listed: bool,
}

/// Nobody listens, or it is forbidden.
struct Over;

impl Watch {
    async fn run(&mut self) -> Result<(), Over> {
        let mut backoff = Backoff::default();
        let mut version: Option<String> = None;
        let mut polling = false;
        loop {
            let (began, before) = (Instant::now(), version.clone());
            let outcome = match &version {
                Some(from) if !polling => {
                    self.stream(&from.clone(), &mut version, &mut backoff).await?
                }
                _ => self.list(&mut version).await?,
            };
            match outcome {
                Ok(()) => {
                    if backoff.waited() {
                        self.send(Seen::Again(self.what.resource)).await?;
                    }
                    backoff.reset();
                    if before == version && began.elapsed() < SHORT {
                        tokio::time::sleep(SHORT).await;
                    }
                    if polling {
                        version = None;
                        tokio::time::sleep(ASKS).await;
                    }
                }
                Err(error) if api_status(&error).is_some_and(|status| status.code == 410) => {
                    version = None;
                }
                Err(error) if is_forbidden(&error) && version.is_some() && !polling => {
                    polling = true;
                    version = None;
                }
                Err(error)
                    if is_forbidden(&error)
                        && !self.listed
                        && !self.by_name
                        && self.what.name.is_some() =>
                {
                    (polling, self.by_name) = (true, true);
                }
                Err(error) if is_forbidden(&error) && !self.listed => {
                    self.send(Seen::Forbidden(self.what.resource)).await?;
                    return Err(Over);
                }
                Err(error) => {
                    self.send(Seen::Trouble(self.what.resource, error)).await?;
                    backoff.wait().await;
                }
            }
        }
    }

    async fn send(&self, seen: Seen) -> Result<(), Over> {
        self.sender.send(seen).await.map_err(|_| Over)
    }

    fn query(&self, more: &[(&str, &str)]) -> String {
        let selector = self.what.selector.as_ref().map(|(key, value)| (*key, value.as_str()));
        let pairs: Vec<(&str, &str)> = selector.into_iter().chain(more.iter().copied()).collect();
        format!("{}{}", self.api.path(self.what.resource), query_of(&pairs))
    }

    /// Delivers what is there, and says what is not any more.
    async fn list(&mut self, version: &mut Option<String>) -> Result<Result<(), KubeError>, Over> {
        let items = match self.read(version).await {
            Ok(items) => items,
            Err(error) => return Ok(Err(error)),
        };
        self.listed = true;
        let mut before = std::mem::take(&mut self.known);
        for item in items {
            let uid = text(&item, "/metadata/uid").to_owned();
            let same = before.remove(&uid).is_some_and(|old| {
                text(&old, "/metadata/resourceVersion") == text(&item, "/metadata/resourceVersion")
            });
            self.known.insert(uid, item.clone());
            if !same {
                self.send(Seen::There(self.what.resource, item)).await?;
            }
        }
        for gone in before.into_values() {
            self.send(Seen::Gone(self.what.resource, gone)).await?;
        }
        self.send(Seen::Listed).await?;
        Ok(Ok(()))
    }

    /// What is there, from a list or by name.
    async fn read(&self, version: &mut Option<String>) -> Result<Vec<Value>, KubeError> {
        if let (true, Some(name)) = (self.by_name, &self.what.name) {
            return match self.api.get(&self.api.path_of(self.what.resource, name)).await {
                Ok(object) => Ok(vec![object]),
                Err(error) if is_not_found(&error) => Ok(Vec::new()),
                Err(error) => Err(error),
            };
        }
        let answer = self.api.get(&self.query(&[])).await?;
        *version = Some(text(&answer, "/metadata/resourceVersion").to_owned());
        Ok(answer.get("items").and_then(Value::as_array).cloned().unwrap_or_default())
    }

    /// Delivers changes until the API server closes the watch.
    async fn stream(
        &mut self,
        from: &str,
        version: &mut Option<String>,
        backoff: &mut Backoff,
    ) -> Result<Result<(), KubeError>, Over> {
        let open = OPEN.to_string();
        let more = [
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("resourceVersion", from),
            ("timeoutSeconds", &open),
        ];
        let sent = request(Method::GET, &self.query(&more), Vec::new());
        let events = match self.api.client.request_events::<Value>(sent).await {
            Ok(events) => events,
            Err(error) => return Ok(Err(error)),
        };
        let mut events = std::pin::pin!(events);
        loop {
            let next = tokio::select! {
                () = self.sender.closed() => return Err(Over),
                next = tokio::time::timeout(SILENCE, events.try_next()) => next,
            };
            let event = match next {
                // Nothing for too long: the connection is taken for lost.
                Err(_) | Ok(Ok(None)) => return Ok(Ok(())),
                Ok(Err(error)) => return Ok(Err(error)),
                Ok(Ok(Some(event))) => event,
            };
            if backoff.waited() {
                backoff.reset();
                self.send(Seen::Again(self.what.resource)).await?;
            }
            let (seen, object) = match event {
                WatchEvent::Added(object) | WatchEvent::Modified(object) => (true, object),
                WatchEvent::Deleted(object) => (false, object),
                WatchEvent::Bookmark(mark) => {
                    *version = Some(mark.metadata.resource_version);
                    continue;
                }
                WatchEvent::Error(status) => return Ok(Err(KubeError::Api(status))),
            };
            *version = Some(text(&object, "/metadata/resourceVersion").to_owned());
            let uid = text(&object, "/metadata/uid").to_owned();
            if seen {
                self.known.insert(uid, object.clone());
                self.send(Seen::There(self.what.resource, object)).await?;
            } else {
                self.known.remove(&uid);
                self.send(Seen::Gone(self.what.resource, object)).await?;
            }
        }
    }
}
