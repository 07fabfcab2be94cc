//! Kube contexts for the window.

use stage_engine::cluster::{Connection, Kubeconfigs, ProxySource, SignIn, describe};
use stage_wire::{ChosenContext, KubeContext, KubeContexts, KubeFile};

use super::error;
use crate::clusters::{Standing, chosen, is_further, kubeconfigs, standing};
use crate::state::App;

/// All kube contexts as the window lists them.
pub(crate) fn contexts(app: &App, place: &str) -> KubeContexts {
    let all = match kubeconfigs(app) {
        Ok(all) => all,
        Err(trouble) => {
            let (contexts, files) = Default::default();
            return KubeContexts { contexts, files, chosen: None, trouble: Some(trouble) };
        }
    };
    let file = |path: &std::path::PathBuf, there| KubeFile {
        path: path.display().to_string(),
        further: is_further(app, path),
        there,
    };
    KubeContexts {
        contexts: all.kube_contexts().iter().map(|name| context(app, place, &all, name)).collect(),
        files: all
            .files
            .iter()
            .map(|path| file(path, true))
            .chain(all.absent.iter().map(|path| file(path, false)))
            .collect(),
        chosen: chosen(app, place).map(|kept| ChosenContext {
            moved: match describe(&all, &kept.name) {
                Ok(now) => kept.address.moved(&now.address, &kept.name),
                Err(failure) => Some(failure.to_string()),
            },
            name: kept.name,
        }),
        trouble: None,
    }
}

fn context(app: &App, place: &str, all: &Kubeconfigs, name: &str) -> KubeContext {
    match describe(all, name) {
        Ok(connection) => described(&connection, &standing(app, place, &connection, "")),
        Err(failure) => KubeContext {
            name: name.to_owned(),
            file: all.origin.get(name).map(|path| path.display().to_string()),
            cluster: String::new(),
            server: String::new(),
            user: None,
            sign_in: String::new(),
            namespace: String::new(),
            proxy: None,
            tls_server_name: None,
            insecure: false,
            protected: None,
            read_only: false,
            trouble: Some(error::from(&failure)),
        },
    }
}

fn described(connection: &Connection, standing: &Standing) -> KubeContext {
    let proxy = connection.proxy.as_ref().map(|proxy| {
        let whose = match proxy.source {
            ProxySource::Kubeconfig => "of the kubeconfig",
            ProxySource::Environment => "of the environment",
        };
        format!("{} ({whose})", proxy.shown())
    });
    KubeContext {
        name: connection.kube_context.clone(),
        file: connection.file.as_ref().map(|path| path.display().to_string()),
        cluster: connection.cluster.clone(),
        server: connection.address.server.clone(),
        user: connection.user.clone(),
        sign_in: sign_in(&connection.sign_in),
        namespace: connection.namespace.clone(),
        proxy,
        tls_server_name: connection.tls_server_name.clone(),
        insecure: connection.insecure,
        protected: match standing {
            Standing::Protected(why) => Some(why.clone()),
            _ => None,
        },
        read_only: matches!(standing, Standing::ReadOnly),
        trouble: None,
    }
}

fn sign_in(way: &SignIn) -> String {
    match way {
        SignIn::Program { command, .. } => format!("the program {command}"),
        SignIn::Provider(name) => format!("the built-in plugin {name}"),
        SignIn::Certificate => "a client certificate".into(),
        SignIn::Token => "a token".into(),
        SignIn::Password => "a name and a password".into(),
        SignIn::Anonymous => "nothing: anonymous".into(),
    }
}
