//! The request body as clouddriver's converter reads it (§1.2).

use std::sync::Arc;

use crate::java::{Data, Map, Value};
use crate::spinnaker::exception::JavaException;

use super::artifact::{Artifact, jackson_text, no_collection};
use super::fields::text;
use super::manifest::Manifest;
use super::run_job::Accounts;

/// What the operation reads; all other keys are ignored.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) application: Option<Arc<str>>,
    /// `None` only for an explicit null.
    pub(super) namespace: Option<Arc<str>>,
    pub(super) manifest: Option<Manifest>,
    pub(super) required: Option<Vec<Option<Artifact>>>,
    pub(super) optional: Option<Vec<Option<Artifact>>>,
    pub(super) accounts: Accounts,
}

impl Body {
    pub(super) fn read(body: &Map) -> Result<Self, JavaException> {
        let filled = |key| Ok(text(body, key)?.filter(|text| !text.is_empty()));
        let (account, credentials) = (filled("account")?, filled("credentials")?);
        let (Some(kubectl), Some(artifacts_of)) =
            (account.or(credentials), credentials.or(account))
        else {
            return Err(JavaException::null(
                "neither `account` nor `credentials` names an account",
            ));
        };
        let accounts =
            Accounts { kubectl: Arc::clone(kubectl), artifacts: Arc::clone(artifacts_of) };
        let field = |key: &str| body.get(key).map_or(Ok(None), |value| jackson_text(value, key));
        Ok(Self {
            application: field("application")?,
            namespace: match body.get("namespace") {
                None => Some("".into()),
                Some(value) => jackson_text(value, "namespace")?,
            },
            manifest: manifest(body.get("manifest"))?,
            required: artifacts(body, "requiredArtifacts")?,
            optional: artifacts(body, "optionalArtifacts")?,
            accounts,
        })
    }
}

fn manifest(value: Option<&Value>) -> Result<Option<Manifest>, JavaException> {
    match value.map(|value| (value, &value.data)) {
        None | Some((_, Data::Null)) => Ok(None),
        Some((_, Data::Map(map))) => Ok(Some(Manifest(map.clone()))),
        Some((value, _)) => Err(no_collection(value, "`manifest`")),
    }
}

fn artifacts(body: &Map, key: &str) -> Result<Option<Vec<Option<Artifact>>>, JavaException> {
    match body.get(key).map(|value| (value, &value.data)) {
        None | Some((_, Data::Null)) => Ok(None),
        Some((_, Data::List(items))) => {
            items.iter().map(Artifact::read).collect::<Result<_, _>>().map(Some)
        }
        Some((value, _)) => Err(no_collection(value, &format!("`{key}`"))),
    }
}
