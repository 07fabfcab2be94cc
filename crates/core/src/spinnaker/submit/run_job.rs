//! The operation itself, in clouddriver's order (§1.3, §1.3.18, §1.7).

use std::sync::Arc;

use crate::java::{Data, Map, Origin, Value};
use crate::limits;
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::nulls::{self, Dropped};
use crate::spinnaker::path::Step;

use super::artifact::Artifact;
use super::binding;
use super::body::Body;
use super::fields::{overwrite, steps};
use super::kubectl::{Action, Verb, refused};
use super::manifest::Manifest;
use super::moniker::{self, Moniker};
use super::orca::{Artifacts, operation};
use super::settings::{Cluster, Settings};
use super::{strategy, traffic, versions};

/// What becomes of a stage when it is submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// What kubectl gets on its standard input, once it comes to that.
    pub manifest: Option<Value>,
    /// The kubectl commands that are run.
    pub actions: Vec<Action>,
    /// What comes of it.
    pub result: Result<Deployed, Refusal>,
    /// What was dropped or replaced on the way, in order.
    pub dropped: Vec<Dropped>,
    /// The accounts, once clouddriver has read the request.
    pub accounts: Option<Accounts>,
}

/// Under which account the operation runs. They differ when a stage names two
/// (§1.2.1), which is hardly ever meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// The account that kubectl runs with: `account`, else `credentials`.
    pub kubectl: Arc<str>,
    /// The account that artifacts are matched with: `credentials`, else
    /// `account`.
    pub artifacts: Arc<str>,
}

/// A Job that kubectl accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Deployed {
    /// Artifacts whose reference was written into the manifest.
    pub bound_artifacts: Vec<Artifact>,
    /// The Job itself as an artifact.
    pub created_artifact: Artifact,
    /// The namespace that the Job is in.
    pub location: String,
    /// Its kind and name: `job migrate`.
    pub full_name: String,
}

/// Who refuses, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Orca, before anything is sent.
    Orca(JavaException),
    /// clouddriver; Orca shows it as the stage's error.
    Clouddriver(JavaException),
    /// Nobody, but the answer cannot be known here; why.
    NotKnown(&'static str),
}

/// What becomes of a stage's evaluated context.
pub fn submit(
    context: &Map,
    artifacts: &Artifacts,
    settings: &Settings,
    cluster: &Cluster,
) -> Submission {
    let refused = |refusal| Submission {
        manifest: None,
        actions: Vec::new(),
        result: Err(refusal),
        dropped: Vec::new(),
        accounts: None,
    };
    // Before anything else, for what follows recurses.
    let given = context.iter().map(|(_, value)| value);
    let given = given.chain(&artifacts.required).chain(&artifacts.optional);
    if let Err(exception) = check_depth(given) {
        return refused(Refusal::Orca(exception));
    }
    let mut body = match operation(context, artifacts) {
        Ok(body) => body,
        Err(refusal) => return refused(refusal),
    };
    let mut dropped = super::orca::ignored(context);
    let reason = "Orca keeps and sends no nulls";
    nulls::drop_nulls(&mut body, &mut Vec::new(), reason, &mut dropped);
    let mut submission = run_job(&body, settings, cluster);
    dropped.append(&mut submission.dropped);
    submission.dropped = dropped;
    submission
}

/// clouddriver's Run Job operation on a request body.
pub fn run_job(body: &Map, settings: &Settings, cluster: &Cluster) -> Submission {
    let mut run = Run {
        settings,
        cluster,
        actions: Vec::new(),
        sent: None,
        dropped: Vec::new(),
        accounts: None,
    };
    let result = check_depth(body.iter().map(|(_, value)| value)).and_then(|()| run.operate(body));
    Submission {
        manifest: run.sent,
        actions: run.actions,
        result: result.map_err(Refusal::Clouddriver),
        dropped: run.dropped,
        accounts: run.accounts,
    }
}

/// The bound that Jackson sets, and below which this step recurses.
fn check_depth<'v>(values: impl Iterator<Item = &'v Value>) -> Result<(), JavaException> {
    let deepest = values.map(nulls::depth).max().unwrap_or(0);
    if deepest < limits::JSON_DEPTH {
        return Ok(());
    }
    Err(JavaException::new(
        "StreamConstraintsException",
        format!("Document nesting depth exceeds the maximum allowed ({})", limits::JSON_DEPTH),
    ))
}

struct Run<'r> {
    settings: &'r Settings,
    cluster: &'r Cluster,
    actions: Vec<Action>,
    sent: Option<Value>,
    dropped: Vec<Dropped>,
    accounts: Option<Accounts>,
}

impl Run<'_> {
    fn operate(&mut self, body: &Map) -> Result<Deployed, JavaException> {
        let mut body = Body::read(body)?;
        self.accounts = Some(body.accounts.clone());
        let mut manifest =
            body.manifest.take().ok_or_else(|| JavaException::null("there is no manifest"))?;
        if !manifest.kind()?.is_job() {
            return Err(JavaException::new(
                "IllegalArgumentException",
                "Only kind of Job is accepted for the Run Job operation.",
            ));
        }
        manifest.ensure_metadata();
        self.override_namespace(&mut manifest, body.namespace.as_deref())?;
        strategy::force_recreate(manifest.annotations()?, &mut self.dropped);
        // clouddriver reports the name, which casts it, before it goes on.
        manifest.full_resource_name()?;
        let artifacts = in_hash_order(&body)?;
        strategy::versioned(manifest.annotations()?)?;
        round_trip(&mut manifest.0);
        let bound_artifacts = binding::bind(
            &mut manifest,
            &artifacts,
            &body.accounts.artifacts,
            self.settings.docker_image_binding,
            &mut self.dropped,
        )?;
        let version = if strategy::versioned(manifest.annotations()?)? {
            Some(versions::next(&manifest, self.cluster, &mut self.actions)?)
        } else {
            None
        };
        let moniker = Moniker {
            application: body.application.as_deref().map(str::to_owned),
            cluster: manifest.full_resource_name()?,
            sequence: version,
        };
        let created_artifact = job_artifact(&manifest, &body.accounts.artifacts, version)?;
        moniker::annotate_artifact(&mut manifest, &created_artifact)?;
        traffic::apply(&mut manifest, self.cluster, &mut self.actions)?;
        moniker::apply(&mut manifest, &moniker, self.settings, &mut self.dropped)?;
        self.set_name(&mut manifest, created_artifact.reference.as_ref())?;
        check_required(body.required.as_deref(), &bound_artifacts)?;
        let (location, full_name) = self.deploy(&manifest)?;
        Ok(Deployed { bound_artifacts, created_artifact, location, full_name })
    }

    /// A stage's namespace is not a default: it replaces the manifest's.
    fn override_namespace(
        &mut self,
        manifest: &mut Manifest,
        namespace: Option<&str>,
    ) -> Result<(), JavaException> {
        let namespace = namespace.ok_or_else(|| JavaException::null("`namespace` is null"))?;
        if namespace.is_empty() {
            return Ok(());
        }
        let value = Value::text(namespace, Origin::Clouddriver("the stage's own namespace"));
        let at = steps(&["manifest", "metadata"]);
        let reason = "the stage's namespace replaces the manifest's";
        overwrite(manifest.metadata_mut()?, &at, "namespace", value, reason, &mut self.dropped);
        Ok(())
    }

    fn set_name(
        &mut self,
        manifest: &mut Manifest,
        name: Option<&Arc<str>>,
    ) -> Result<(), JavaException> {
        let Some(name) = name else { return Ok(()) };
        let value = Value::text(Arc::clone(name), strategy::version_origin());
        let at = steps(&["manifest", "metadata"]);
        let reason = "a versioned Job gets its version in its name";
        overwrite(manifest.metadata_mut()?, &at, "name", value, reason, &mut self.dropped);
        Ok(())
    }

    /// Creates, or deletes and applies. An error of the deletion is passed
    /// over: the Job that was there may then stay and be taken for the new.
    fn deploy(&mut self, manifest: &Manifest) -> Result<(String, String), JavaException> {
        let verb = if manifest.has_generate_name()? { Verb::Create } else { Verb::Deploy };
        if verb == Verb::Deploy {
            let name = manifest.name()?.map_or("", |name| name);
            let (kind, namespace) = (manifest.kind()?, manifest.namespace()?);
            self.actions.push(Action::on(Verb::Delete, &kind, name, &namespace));
        }
        self.actions.push(Action::from_stdin(verb));
        let full_name = manifest.full_resource_name()?;
        let mut sent = manifest.0.clone();
        let reason = "clouddriver sends kubectl no nulls";
        let mut at = vec![Step::from("manifest")];
        nulls::drop_nulls(&mut sent, &mut at, reason, &mut self.dropped);
        self.sent =
            Some(Value::new(Data::Map(sent.clone()), Origin::Clouddriver("sent to kubectl")));
        let doing = if verb == Verb::Create { "Create" } else { "Deploy" };
        let what = format!("{doing} failed for manifest: {full_name}. Error");
        match refused(self.cluster, verb, &what) {
            Some(exception) => Err(exception),
            None => self.answer(sent),
        }
    }

    /// Where the Job is and what it is called, by kubectl's answer.
    fn answer(&self, sent: Map) -> Result<(String, String), JavaException> {
        let mut job = Manifest(sent);
        let named = job.metadata()?.contains_key("name");
        if !named {
            let prefix = job.metadata()?.get("generateName").and_then(Value::as_str);
            let name = format!("{}{}", prefix.unwrap_or_default(), self.cluster.name_suffix);
            job.metadata_mut()?.insert("name", Value::text(name, Origin::ApiServer));
        }
        let namespace = job.namespace()?;
        let location =
            if namespace.is_empty() { &*self.cluster.default_namespace } else { &*namespace };
        Ok((location.to_owned(), job.full_resource_name()?))
    }
}

/// Required and optional artifacts, one for each key, the first come first
/// served, in the order of the `HashMap` that clouddriver keeps them in.
fn in_hash_order(body: &Body) -> Result<Vec<Artifact>, JavaException> {
    let mut order = Map::hashed();
    let mut artifacts: Vec<&Artifact> = Vec::new();
    let given = [body.required.as_deref(), body.optional.as_deref()];
    for artifact in given.into_iter().flatten().flatten() {
        let artifact =
            artifact.as_ref().ok_or_else(|| JavaException::null("an artifact is null"))?;
        let key = artifact.key();
        if !order.contains_key(&key) {
            order.insert(key, Data::Long(i64::try_from(artifacts.len()).unwrap_or(0)).into());
            artifacts.push(artifact);
        }
    }
    let ordered = order.iter().filter_map(|(_, index)| {
        let index = usize::try_from(index.as_i64()?).ok()?;
        artifacts.get(index).map(|artifact| (*artifact).clone())
    });
    Ok(ordered.collect())
}

/// What the manifest's way through JSON makes of numbers: whole ones get the
/// smallest type that holds them, infinities become text.
fn round_trip(map: &mut Map) {
    map.values_mut().for_each(round_trip_value);
}

fn round_trip_value(value: &mut Value) {
    let smaller = match &mut value.data {
        Data::Map(map) => {
            round_trip(map);
            None
        }
        Data::List(items) => {
            items.iter_mut().for_each(round_trip_value);
            None
        }
        Data::Long(number) => i32::try_from(*number).ok().map(Data::Integer),
        Data::BigInteger(number) => i64::try_from(&*number)
            .ok()
            .map(|number| i32::try_from(number).map_or(Data::Long(number), Data::Integer)),
        Data::Double(number) if !number.is_finite() => {
            Some(Data::String(crate::java::double_to_string(*number).into()))
        }
        _ => None,
    };
    if let Some(data) = smaller {
        value.data = data;
    }
}

/// The Job as an artifact. Without a name, Java joins `null` and the version.
fn job_artifact(
    manifest: &Manifest,
    account: &Arc<str>,
    version: Option<i32>,
) -> Result<Artifact, JavaException> {
    let name = manifest.name()?.cloned();
    let version = version.map(|version| format!("v{version:03}"));
    let reference = match &version {
        Some(version) => Some(format!("{}-{version}", name.as_deref().unwrap_or("null")).into()),
        None => name.clone(),
    };
    let account = Value::from(&**account);
    Ok(Artifact {
        kind: Some(format!("kubernetes/{}", manifest.kind()?).into()),
        name,
        version: Some(version.unwrap_or_default().into()),
        location: Some(manifest.namespace()?),
        reference,
        metadata: Map::from_iter([("account", account)]),
        ..Artifact::default()
    })
}

fn check_required(
    required: Option<&[Option<Artifact>]>,
    bound: &[Artifact],
) -> Result<(), JavaException> {
    let mut unbound: Vec<&Artifact> = Vec::new();
    for artifact in required.into_iter().flatten().flatten() {
        let known = |others: &[&Artifact]| others.iter().any(|other| other.same_key(artifact));
        if !known(&unbound) && !bound.iter().any(|other| other.same_key(artifact)) {
            unbound.push(artifact);
        }
    }
    if unbound.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = unbound.iter().map(|artifact| artifact.key_text()).collect();
    Err(JavaException::new(
        "IllegalArgumentException",
        format!(
            "The following required artifacts could not be bound: '[{}]'. Check that the Docker \
             image name above matches the name used in the image field of your manifest. Failing \
             the stage as this is likely a configuration error.",
            keys.join(", ")
        ),
    ))
}
