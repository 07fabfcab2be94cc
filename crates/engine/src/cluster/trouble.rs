//! What a cluster's refusal or silence means, in words: what failed, and what
//! to do about it.

use kube::Error as KubeError;
use kube::client::AuthError;
use kube::core::Status;

use crate::Error;

/// The API server's own answer, if the error is one.
pub fn api_status(error: &KubeError) -> Option<&Status> {
    match error {
        KubeError::Api(status) => Some(status),
        _ => None,
    }
}

/// Whether the API server forbids it (403).
pub fn is_forbidden(error: &KubeError) -> bool {
    api_status(error).is_some_and(|status| status.code == 403)
}

/// Whether there is no such thing (404).
pub fn is_not_found(error: &KubeError) -> bool {
    api_status(error).is_some_and(|status| status.code == 404)
}

/// Whether the credentials are refused, or there are none any more.
pub fn is_refused(error: &KubeError) -> bool {
    matches!(error, KubeError::Auth(_))
        || api_status(error).is_some_and(|status| status.code == 401)
}

/// The failure of `doing` something to or with `what`.
pub fn in_words(error: &KubeError, doing: &str, what: &str) -> Error {
    let (why, remedy) = match error {
        KubeError::Api(status) => (said(status), of_status(status)),
        KubeError::Auth(auth) => (of_plugin(auth), "Sign in again, then try once more."),
        other => {
            let why = deepest(other);
            let remedy = of_silence(&why);
            (why, remedy)
        }
    };
    Error::failed(format!("Could not {doing} {what}: {}.", why.trim_end_matches('.')), remedy)
}

fn said(status: &Status) -> String {
    if status.message.is_empty() {
        format!("the API server answers {} {}", status.code, status.reason)
    } else {
        status.message.clone()
    }
}

fn of_status(status: &Status) -> &'static str {
    match status.code {
        401 => "The credentials are not accepted (any more): sign in again.",
        403 if status.message.contains("exceeded quota") => {
            "The namespace's quota is used up: free some of it, or ask for less."
        }
        403 if status.message.contains("violates PodSecurity") => {
            "The namespace's Pod Security level forbids such pods: change the security context."
        }
        403 => "This user may not do that: ask for the permission, or use another kube context.",
        404 => "Check the namespace and the name.",
        409 => "There is one of that name already.",
        400 | 422 => "The API server does not accept the manifest: mend what it names.",
        _ => "Try again; if it stays, the cluster's own logs say more.",
    }
}

fn of_silence(why: &str) -> &'static str {
    let why = why.to_lowercase();
    let has = |word: &str| why.contains(word);
    if has("certificate") || has("tls") || has("unknownissuer") {
        "Check the authority and the server's name in the kubeconfig."
    } else if has("dns") || has("lookup") || has("name resolution") || has("resolve") {
        "The server's name is not known here: check the network, a VPN, or the name."
    } else if has("refused") {
        "Nothing answers at that address: is the cluster up, is it the right port?"
    } else if has("timed out") || has("deadline") || has("elapsed") {
        "The server does not answer: check the network, a VPN, or the proxy."
    } else {
        "Check the network, a VPN, the proxy and the kubeconfig."
    }
}

/// What an exec plugin wrote to standard error is what helps.
fn of_plugin(error: &AuthError) -> String {
    if let AuthError::AuthExecRun { cmd, out } = error {
        let told = String::from_utf8_lossy(&out.stderr);
        let told = told.trim();
        let program = cmd.split_whitespace().find(|word| word.starts_with('"')).unwrap_or(cmd);
        let code = out.status.code().map_or("by a signal".to_owned(), |code| code.to_string());
        return format!("{program} ended with {code}: {told}");
    }
    if let AuthError::AuthExec(said) = error {
        return said.clone();
    }
    deepest(error)
}

/// The innermost cause, which is the one that says something.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut at = error;
    let mut said = at.to_string();
    while let Some(next) = at.source() {
        at = next;
        let text = at.to_string();
        if !text.is_empty() {
            said = text;
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: u16, message: &str) -> Error {
        let status = Status::failure(message, "x").with_code(code);
        in_words(&KubeError::Api(status.boxed()), "create", "the Job say-hello")
    }

    #[test]
    fn a_refusal_says_what_and_what_to_do() {
        insta::assert_snapshot!(refused(403, "jobs.batch is forbidden: User \"me\" cannot create"), @r#"Could not create the Job say-hello: jobs.batch is forbidden: User "me" cannot create. This user may not do that: ask for the permission, or use another kube context."#);
        insta::assert_snapshot!(refused(403, "pods \"x\" is forbidden: exceeded quota: q"), @r#"Could not create the Job say-hello: pods "x" is forbidden: exceeded quota: q. The namespace's quota is used up: free some of it, or ask for less."#);
        insta::assert_snapshot!(refused(401, ""), @"Could not create the Job say-hello: the API server answers 401 x. The credentials are not accepted (any more): sign in again.");
    }

    #[test]
    fn silence_is_told_apart_by_its_cause() {
        for (why, expected) in [
            ("tcp connect error: Connection refused (os error 111)", "is it the right port"),
            ("invalid peer certificate: UnknownIssuer", "authority"),
            ("failed to lookup address information: Name or service not known", "not known here"),
            ("operation timed out", "does not answer"),
            ("strange", "kubeconfig"),
        ] {
            assert!(of_silence(why).contains(expected), "{why}: {}", of_silence(why));
        }
    }
}
