//! One sentence for each usual reason why a Job does not do what it should:
//! what it means, and what to do.

/// The sentence for a reason and message as Kubernetes gives them; none for
/// what needs no explaining.
pub fn sentence(reason: &str, message: &str) -> Option<&'static str> {
    let has = |word: &str| message.contains(word);
    Some(match reason {
        "ErrImagePull" | "ImagePullBackOff" | "ErrImageNeverPull" | "InvalidImageName" => {
            return Some(image(reason, message));
        }
        "CreateContainerConfigError" | "FailedMount" => return missing(message),
        "CreateContainerError"
        | "RunContainerError"
        | "StartError"
        | "ContainerCannotRun"
        | "Failed"
            if has("executable file not found") || has("no such file or directory") =>
        {
            "The command is not in the image: check `command`, and the image's path."
        }
        "Unschedulable" | "FailedScheduling" => return Some(unschedulable(message)),
        "FailedCreate" => return refused(message),
        "OOMKilled" => {
            "The container needed more memory than its limit: raise `resources.limits.memory`, or \
             let it use less."
        }
        "DeadlineExceeded" => {
            "The Job took longer than `activeDeadlineSeconds`: Kubernetes ended it, and its pods \
             are gone."
        }
        "BackoffLimitExceeded" => {
            "Every attempt failed: Kubernetes stops after `backoffLimit` failures."
        }
        "PodFailurePolicy" => "The Job's `podFailurePolicy` ended it at this exit code.",
        "Evicted" => {
            "The node ran short of memory or disk and put the pod out: set requests, or try again."
        }
        "Preempting" | "Preempted" => "A pod with a higher priority took its place.",
        "CrashLoopBackOff" => {
            "The container fails again and again; Kubernetes waits longer before each start."
        }
        "NodeLost" | "NodeNotReady" | "NodeShutdown" => "The node does not answer any more.",
        _ => return None,
    })
}

/// The sentence for an exit code that says more than "failed".
pub fn exit_code(code: i64) -> Option<&'static str> {
    Some(match code {
        126 => "The command was found but could not be run: is it executable?",
        127 => "The command was not found in the container.",
        137 => "The container was killed (SIGKILL): out of memory, or stopped from outside.",
        143 => "The container was asked to end (SIGTERM): stopped from outside.",
        _ => return None,
    })
}

/// Said when a container goes on although the others have ended.
pub const LINGERING: &str = "The other containers have ended and this one goes on: a sidecar that \
never ends keeps the Job running. Make it an init container with `restartPolicy: Always`, or end it.";

fn image(reason: &str, message: &str) -> &'static str {
    let has = |word: &str| message.to_lowercase().contains(word);
    if reason == "InvalidImageName" {
        "The image's name is not valid: check it for spaces, capitals and unfilled expressions."
    } else if has("not found") || has("manifest unknown") || has("does not exist") {
        "There is no such image: check its name and tag."
    } else if has("unauthorized") || has("denied") || has("authentication required") || has("403") {
        "The registry refuses: the pull secret is missing or wrong."
    } else if has("toomanyrequests") || has("rate limit") {
        "The registry's limit for pulls is reached: wait, or pull with an account."
    } else if has("no such host") || has("timeout") || has("i/o") || has("refused") {
        "The node does not reach the registry."
    } else {
        "The image cannot be pulled: check its name, the registry and the pull secret."
    }
}

fn missing(message: &str) -> Option<&'static str> {
    let has = |word: &str| message.contains(word);
    Some(if has("couldn't find key") {
        "The secret or config map is there, but has no such key."
    } else if has("secret") && has("not found") {
        "A secret that the pod needs is not in this namespace."
    } else if has("configmap") && has("not found") {
        "A config map that the pod needs is not in this namespace."
    } else if has("runAsNonRoot") {
        "The image runs as root and `runAsNonRoot` forbids it: set `runAsUser`."
    } else {
        return None;
    })
}

fn unschedulable(message: &str) -> &'static str {
    let has = |word: &str| message.contains(word);
    if has("Insufficient cpu") || has("Insufficient memory") || has("Insufficient") {
        "No node has that much free: ask for less, or wait."
    } else if has("persistentvolumeclaim") && has("not found") {
        "A volume claim that the pod needs is not in this namespace."
    } else if has("unbound") && has("PersistentVolumeClaims") {
        "A volume claim has no volume yet."
    } else if has("node affinity") || has("node selector") || has("didn't match") {
        "No node has the labels that `nodeSelector` or the affinity asks for."
    } else if has("taint") {
        "The nodes carry taints that the pod does not tolerate."
    } else {
        "No node can take the pod now."
    }
}

fn refused(message: &str) -> Option<&'static str> {
    let has = |word: &str| message.contains(word);
    Some(if has("exceeded quota") {
        "The namespace's quota is used up: no pod can be made."
    } else if has("violates PodSecurity") {
        "The namespace's Pod Security level forbids such pods: change the security context."
    } else if has("serviceaccount") && has("not found") {
        "The service account is not in this namespace."
    } else if has("admission webhook") && has("denied") {
        "An admission webhook of the cluster refuses the pod."
    } else if has("failed calling webhook") {
        "An admission webhook of the cluster does not answer, so that no pod can be made."
    } else if has("LimitRange") || has("maximum") {
        "The namespace's limits for one pod are lower than what it asks for."
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_failure_has_a_sentence() {
        for (reason, message, expected) in [
            ("ErrImagePull", "rpc error: code = NotFound desc = x: not found", "no such image"),
            ("ImagePullBackOff", "pull access denied", "pull secret"),
            ("ImagePullBackOff", "Back-off pulling image", "check its name"),
            ("CreateContainerConfigError", "secret \"db\" not found", "A secret that"),
            ("CreateContainerConfigError", "configmap \"s\" not found", "A config map that"),
            ("CreateContainerConfigError", "couldn't find key p in Secret stage/db", "no such key"),
            ("FailedMount", "MountVolume.SetUp failed: secret \"tls\" not found", "A secret that"),
            ("FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.", "ask for less"),
            ("FailedScheduling", "1 node(s) had untolerated taint {a: b}", "taints"),
            ("FailedCreate", "pods \"x-\" is forbidden: exceeded quota: q", "quota"),
            ("FailedCreate", "violates PodSecurity \"restricted:latest\"", "Pod Security"),
            ("FailedCreate", "serviceaccount \"m\" not found", "service account"),
            ("FailedCreate", "admission webhook \"w\" denied the request", "webhook"),
            (
                "StartError",
                "exec: \"nope\": executable file not found in $PATH",
                "not in the image",
            ),
            ("OOMKilled", "", "memory"),
            ("DeadlineExceeded", "", "activeDeadlineSeconds"),
            ("BackoffLimitExceeded", "", "backoffLimit"),
            ("Evicted", "", "node"),
        ] {
            let said = sentence(reason, message);
            assert!(said.is_some_and(|said| said.contains(expected)), "{reason}: {said:?}");
        }
    }

    #[test]
    fn what_is_normal_is_not_explained() {
        assert_eq!(sentence("Completed", ""), None);
        assert_eq!(sentence("Pulled", "Container image already present"), None);
        assert_eq!((exit_code(0), exit_code(3)), (None, None));
    }
}
