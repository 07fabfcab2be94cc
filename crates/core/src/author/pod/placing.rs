//! Where a pod may run: tolerations, nodes, and other pods beside it.

use super::place::Pod;
use super::{Refused, map, said, text};
use crate::document::edit::{Edit, New};

/// A taint that the pod bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toleration {
    /// The taint's key; empty for all taints.
    pub key: String,
    /// The taint's value; none for any.
    pub value: Option<String>,
    /// The taint's effect; empty for all.
    pub effect: String,
    /// How long a `NoExecute` taint is borne, in seconds; none for ever.
    pub seconds: Option<i64>,
}

/// How much a rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// The pod waits until it can be kept.
    Needed,
    /// It counts with this weight, 1 to 100.
    Liked(u8),
}

/// A rule about a node's labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRule {
    /// How much it matters.
    pub strength: Strength,
    /// The label.
    pub key: String,
    /// `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`.
    pub operator: String,
    /// The values, where the operator takes some.
    pub values: Vec<String>,
}

/// A rule about pods that run already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Whether away from them instead of beside them.
    pub apart: bool,
    /// How much it matters.
    pub strength: Strength,
    /// Their label.
    pub key: String,
    /// Its value.
    pub value: String,
    /// The node's label that says what is one place.
    pub topology: String,
}

const NEEDED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const LIKED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

pub(super) fn tolerate(pod: &Pod<'_>, toleration: &Toleration) -> Result<Edit, Refused> {
    let key = toleration.key.trim();
    let effect = toleration.effect.trim();
    let mut entries = Vec::new();
    if !key.is_empty() {
        entries.push(("key", text(key)));
    }
    match &toleration.value {
        Some(_) if key.is_empty() => return Err(Refused::Missing("the taint's key")),
        Some(value) => entries.extend([("operator", text("Equal")), ("value", text(value))]),
        None => entries.push(("operator", text("Exists"))),
    }
    if !effect.is_empty() {
        entries.push(("effect", text(effect)));
    }
    if let Some(seconds) = toleration.seconds {
        if effect != "NoExecute" {
            return Err(Refused::Missing("NoExecute as the effect"));
        }
        entries.push(("tolerationSeconds", New::Int(seconds)));
    }
    Ok(pod.spec.key("tolerations").append(map(entries)))
}

pub(super) fn node(pod: &Pod<'_>, rule: &NodeRule) -> Result<Vec<Edit>, Refused> {
    let expression = expression(&rule.key, &rule.operator, &rule.values)?;
    let affinity = pod.spec.keys(&["affinity", "nodeAffinity"]);
    if let Strength::Liked(weight) = rule.strength {
        let preference = map([("matchExpressions", New::List(vec![expression]))]);
        let entry = map([("weight", bounded(weight)), ("preference", preference)]);
        return Ok(vec![affinity.key(LIKED).append(entry)]);
    }
    // A node needs to fit one term only, so that a rule goes into each.
    let terms = affinity.keys(&[NEEDED, "nodeSelectorTerms"]);
    let all = terms.items();
    if all.is_empty() {
        let term = map([("matchExpressions", New::List(vec![expression]))]);
        return Ok(vec![terms.set(New::List(vec![term]))]);
    }
    Ok(all.iter().map(|term| term.key("matchExpressions").append(expression.clone())).collect())
}

pub(super) fn neighbour(pod: &Pod<'_>, rule: &Neighbour) -> Result<Edit, Refused> {
    let kind = if rule.apart { "podAntiAffinity" } else { "podAffinity" };
    let value = said(&rule.value, "the label's value")?.to_owned();
    // An expression holds the label's key as a value: as a key, Spring would
    // take its slash.
    let expression = expression(&rule.key, "In", &[value])?;
    let selector = map([("matchExpressions", New::List(vec![expression]))]);
    let topology = text(said(&rule.topology, "what counts as one place")?);
    let term = map([("labelSelector", selector), ("topologyKey", topology)]);
    let affinity = pod.spec.keys(&["affinity", kind]);
    Ok(match rule.strength {
        Strength::Needed => affinity.key(NEEDED).append(term),
        Strength::Liked(weight) => {
            let entry = map([("weight", bounded(weight)), ("podAffinityTerm", term)]);
            affinity.key(LIKED).append(entry)
        }
    })
}

/// A weight that Kubernetes takes.
fn bounded(weight: u8) -> New {
    New::Int(weight.clamp(1, 100).into())
}

fn expression(key: &str, operator: &str, values: &[String]) -> Result<New, Refused> {
    let key = ("key", text(said(key, "which label")?));
    let operator = said(operator, "how it is compared")?;
    let entries = [key, ("operator", text(operator))];
    if matches!(operator, "Exists" | "DoesNotExist") {
        return Ok(map(entries));
    }
    let values: Vec<New> =
        values.iter().map(|value| value.trim()).filter(|v| !v.is_empty()).map(text).collect();
    if values.is_empty() {
        return Err(Refused::Missing("a value"));
    }
    Ok(map(entries.into_iter().chain([("values", New::List(values))])))
}
