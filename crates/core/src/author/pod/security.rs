//! The restricted Pod Security Standard, as far as security contexts say it.

use super::map;
use super::place::{Place, Pod};
use super::text;
use crate::document::Node;
use crate::document::edit::{Edit, New};

/// The capability that the standard lets a container have.
const ALLOWED: &str = "NET_BIND_SERVICE";

pub(super) fn restrict(pod: &Pod<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let own = pod.spec.key("securityContext");
    truth(&mut edits, &own, "runAsNonRoot", true);
    not_root(&mut edits, &own);
    let seccomp = own.key("seccompProfile");
    if !matches!(seccomp.text("type"), Some("RuntimeDefault" | "Localhost")) {
        edits.push(seccomp.set(map([("type", text("RuntimeDefault"))])));
    }
    for container in pod.containers() {
        let own = container.key("securityContext");
        truth(&mut edits, &own, "allowPrivilegeEscalation", false);
        // The pod's word holds where the container says nothing else.
        for (key, wanted) in [("runAsNonRoot", true), ("privileged", false)] {
            if own.key(key).is_there() {
                truth(&mut edits, &own, key, wanted);
            }
        }
        not_root(&mut edits, &own);
        if own.key("seccompProfile").text("type") == Some("Unconfined") {
            edits.push(own.key("seccompProfile").remove());
        }
        capabilities(&mut edits, &own.key("capabilities"));
    }
    edits
}

fn truth(edits: &mut Vec<Edit>, context: &Place<'_>, key: &str, wanted: bool) {
    let place = context.key(key);
    let word = if wanted { "true" } else { "false" };
    if place.node.and_then(Node::as_text) != Some(word) {
        edits.push(place.set(New::Bool(wanted)));
    }
}

fn not_root(edits: &mut Vec<Edit>, context: &Place<'_>) {
    if context.text("runAsUser") == Some("0") {
        edits.push(context.key("runAsUser").remove());
    }
}

fn capabilities(edits: &mut Vec<Edit>, own: &Place<'_>) {
    let word = |place: &Place<'_>| place.node.and_then(Node::as_text).map(str::to_owned);
    let dropped = own.key("drop");
    if !dropped.items().iter().any(|item| word(item).as_deref() == Some("ALL")) {
        edits.push(dropped.append(text("ALL")));
    }
    let added = own.key("add");
    let which = added.items().into_iter().enumerate();
    let which = which.filter(|(_, item)| word(item).as_deref() != Some(ALLOWED));
    edits.extend(added.remove_items(which.map(|(index, _)| index).collect()));
}
