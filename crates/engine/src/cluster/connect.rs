//! Opens the way to a cluster. The only place that makes a client.

use std::ffi::OsStr;

use kube::config::{ExecInteractiveMode, KubeConfigOptions, Kubeconfig};
use kube::{Client, Config};

use super::oidc::Oidc;
use super::shell::find;
use super::trouble::in_words;
use super::{Connection, Kubeconfigs, SignIn, describe};
use crate::Error;

/// A cluster that can be spoken to.
#[derive(Clone)]
pub struct Cluster {
    /// How it is reached.
    pub connection: Connection,
    /// The client.
    pub client: Client,
}

/// Connects to the cluster of a kube context. `path` is where exec plugins are
/// looked for. Nothing is asked of the cluster yet, but an exec plugin may run.
pub async fn connect(
    all: &Kubeconfigs,
    kube_context: &str,
    path: &OsStr,
) -> Result<Cluster, Error> {
    let connection = describe(all, kube_context)?;
    let mut merged = all.merged.clone();
    prepare_plugin(&mut merged, &connection, path)?;
    let oidc = Oidc::take(&mut merged, connection.user.as_deref());
    let options = KubeConfigOptions {
        context: Some(kube_context.to_owned()),
        ..KubeConfigOptions::default()
    };
    let broken = |error: &dyn std::fmt::Display| {
        Error::failed(
            format!("The kubeconfig's entries for {kube_context} cannot be used: {error}."),
            "Mend the kubeconfig, or choose another kube context.",
        )
    };
    let mut config =
        Config::from_custom_kubeconfig(merged, &options).await.map_err(|error| broken(&error))?;
    // The client's own reading of NO_PROXY looks at the proxy, not the server.
    config.proxy_url = match &connection.proxy {
        Some(proxy) => Some(proxy.url.parse().map_err(|error| broken(&error))?),
        None => None,
    };
    // An exec plugin runs here and may take seconds.
    let client = tokio::task::spawn_blocking(move || Client::try_from(config))
        .await
        .map_err(|error| broken(&error))?
        .map_err(|error| in_words(&error, "connect to", &connection.address.server))?;
    let client = match oidc {
        Some(oidc) => oidc.client(client, &connection.namespace),
        None => client,
    };
    Ok(Cluster { connection, client })
}

/// Makes sure that the exec plugin is there, and that it never asks on a
/// terminal: in a window there is none, and it would wait without end.
fn prepare_plugin(
    config: &mut Kubeconfig,
    connection: &Connection,
    path: &OsStr,
) -> Result<(), Error> {
    let SignIn::Program { command, install_hint } = &connection.sign_in else { return Ok(()) };
    let user = connection.user.as_deref();
    let info = config.auth_infos.iter_mut().find(|info| Some(info.name.as_str()) == user);
    let exec = info.and_then(|named| named.auth_info.as_mut()).and_then(|info| info.exec.as_mut());
    let Some(exec) = exec else { return Ok(()) };
    let Some(found) = find(command, path) else {
        let hint = install_hint.as_deref().map(str::trim).filter(|hint| !hint.is_empty());
        return Err(Error::failed(
            format!(
                "The program {command}, which signs in to {}, is not there.",
                connection.cluster
            ),
            hint.map_or_else(
                || format!("Install it; looked for on the PATH {}.", path.to_string_lossy()),
                str::to_owned,
            ),
        ));
    };
    exec.command = Some(found.display().to_string());
    exec.interactive_mode = Some(ExecInteractiveMode::Never);
    // What the plugin itself starts is to be found as well.
    let variables = exec.env.get_or_insert_with(Vec::new);
    if !variables.iter().any(|entry| entry.get("name").is_some_and(|name| name == "PATH")) {
        variables.push(std::collections::HashMap::from([
            ("name".to_owned(), "PATH".to_owned()),
            ("value".to_owned(), path.to_string_lossy().into_owned()),
        ]));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn with_plugin(command: &str) -> Kubeconfigs {
        let text = format!(
            "{{apiVersion: v1, kind: Config, clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:1'}}}}], \
             users: [{{name: u, user: {{exec: {{apiVersion: client.authentication.k8s.io/v1, command: '{command}', \
             installHint: 'Get it there.'}}}}}}], contexts: [{{name: dev, context: {{cluster: c, user: u}}}}]}}"
        );
        let merged = Kubeconfig::from_yaml(&text).expect("a kubeconfig");
        Kubeconfigs { merged, ..Kubeconfigs::default() }
    }

    #[tokio::test]
    async fn a_missing_plugin_is_named_with_the_kubeconfigs_own_hint() {
        let result = connect(&with_plugin("no-such-plugin"), "dev", OsStr::new("/bin")).await;
        let error = result.err().expect("refused");
        assert!(error.message.contains("no-such-plugin"), "{error}");
        assert_eq!(error.remedy, "Get it there.");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_a_plugin_says_when_it_fails_is_shown() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let plugin = folder.path().join("plugin");
        std::fs::write(&plugin, "#!/bin/sh\necho 'your session has ended' >&2\nexit 7\n")
            .expect("written");
        std::fs::set_permissions(&plugin, std::fs::Permissions::from_mode(0o755)).expect("set");
        let all = with_plugin(&plugin.display().to_string());
        let error = connect(&all, "dev", OsStr::new("/bin")).await.err().expect("refused");
        assert!(error.message.contains("your session has ended"), "{error}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_plugin_has_no_terminal_and_the_path_that_it_was_found_by() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let plugin = folder.path().join("plugin");
        let script = "#!/bin/sh\n[ -t 0 ] && echo terminal >&2\n\
                      echo \"$PATH $KUBERNETES_EXEC_INFO\" >&2\nexit 1\n";
        std::fs::write(&plugin, script).expect("written");
        std::fs::set_permissions(&plugin, std::fs::Permissions::from_mode(0o755)).expect("set");
        let path = std::env::join_paths([folder.path(), Path::new("/bin")]).expect("a path");
        let all = with_plugin("plugin");
        let error = connect(&all, "dev", &path).await.err().expect("refused").message;
        assert!(error.contains(&format!("{} ", path.to_string_lossy())), "{error}");
        assert!(!error.contains("terminal"), "{error}");
        assert!(error.contains(r#""interactive":false"#), "{error}");
    }
}
