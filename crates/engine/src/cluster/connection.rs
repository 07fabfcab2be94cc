//! How a kube context is reached, for people: which file, user, sign-in, proxy
//! and authority. Nothing secret is in it.

use std::path::PathBuf;

use kube::config::{AuthInfo, Cluster, NamedCluster};

use super::proxy::proxy;
use super::{Address, Kubeconfigs, Proxy, ProxySource};
use crate::Error;

/// A kube context and the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Its name.
    pub kube_context: String,
    /// The file that names it.
    pub file: Option<PathBuf>,
    /// The cluster's name in the kubeconfig.
    pub cluster: String,
    /// The user's name in the kubeconfig.
    pub user: Option<String>,
    /// How the user is known to the cluster.
    pub sign_in: SignIn,
    /// The namespace of manifests that name none.
    pub namespace: String,
    /// The cluster itself.
    pub address: Address,
    /// The proxy, if there is one.
    pub proxy: Option<Proxy>,
    /// The name expected in the server's certificate, where it is another.
    pub tls_server_name: Option<String>,
    /// Whether the server's certificate is not checked.
    pub insecure: bool,
}

impl Connection {
    /// The server, and the proxy before it: where nothing answers, it may be either.
    pub fn way(&self) -> String {
        let server = &self.address.server;
        match &self.proxy {
            Some(proxy) => {
                let from = match proxy.source {
                    ProxySource::Kubeconfig => "proxy-url of the kubeconfig",
                    ProxySource::Environment => "HTTPS_PROXY",
                };
                format!("{server}, through the proxy {} ({from}),", proxy.shown())
            }
            None => server.clone(),
        }
    }
}

/// How a user is known to a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// A program that hands out credentials.
    Program {
        /// As the kubeconfig names it.
        command: String,
        /// How to get it, as the kubeconfig says.
        install_hint: Option<String>,
    },
    /// An old built-in plugin, by name, such as `oidc`.
    Provider(String),
    /// A client certificate.
    Certificate,
    /// A token, in the kubeconfig or in a file.
    Token,
    /// A name and a password.
    Password,
    /// Nothing at all.
    Anonymous,
}

/// The kube context to use: the one `wanted`, else the only one there is. The
/// kubeconfig's `current-context` decides nothing.
pub fn choose<'k>(all: &'k Kubeconfigs, wanted: Option<&'k str>) -> Result<&'k str, Error> {
    let known = all.kube_contexts();
    match (wanted, known.as_slice()) {
        (Some(wanted), _) if known.contains(&wanted) => Ok(wanted),
        (Some(wanted), _) => Err(Error::failed(
            format!("There is no kube context {wanted}."),
            format!("Known are: {}.", listed(&known)),
        )),
        (None, [only]) => Ok(only),
        (None, []) => Err(Error::failed(
            "No kube context is known.",
            "Set KUBECONFIG, or write ~/.kube/config.",
        )),
        (None, _) => Err(Error::failed(
            "Which kube context?",
            format!("Name it by --kube-context: {}.", listed(&known)),
        )),
    }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

/// Describes the way to a kube context.
pub fn describe(all: &Kubeconfigs, kube_context: &str) -> Result<Connection, Error> {
    let context = all
        .merged
        .contexts
        .iter()
        .find(|context| context.name == kube_context)
        .and_then(|named| named.context.as_ref());
    let broken = |what: String| {
        Error::failed(
            format!("The kube context {kube_context} is not complete: {what}."),
            "Mend the kubeconfig; `kubectl config view` shows all of it.",
        )
    };
    let context = context.ok_or_else(|| broken("it says nothing".into()))?;
    let named = |cluster: &&NamedCluster| cluster.name == context.cluster;
    let cluster = all.merged.clusters.iter().find(named).and_then(|named| named.cluster.as_ref());
    let cluster =
        cluster.ok_or_else(|| broken(format!("its cluster {} is nowhere", context.cluster)))?;
    let server =
        cluster.server.clone().ok_or_else(|| broken("its cluster has no server".into()))?;
    let user = context.user.as_deref().filter(|user| !user.is_empty());
    let info = user.and_then(|user| all.merged.auth_infos.iter().find(|info| info.name == user));
    if let (Some(user), None) = (user, info) {
        return Err(broken(format!("its user {user} is nowhere")));
    }
    let info = info.and_then(|named| named.auth_info.as_ref());
    let variable = |name: &str| std::env::var(name).ok();
    Ok(Connection {
        kube_context: kube_context.to_owned(),
        file: all.origin.get(kube_context).cloned(),
        cluster: context.cluster.clone(),
        user: user.map(str::to_owned),
        sign_in: info.map_or(SignIn::Anonymous, sign_in),
        namespace: context
            .namespace
            .clone()
            .filter(|namespace| !namespace.is_empty())
            .unwrap_or_else(|| "default".into()),
        proxy: proxy(&server, cluster.proxy_url.as_deref(), variable),
        address: Address { server, authority: authority(cluster) },
        tls_server_name: cluster.tls_server_name.clone(),
        insecure: cluster.insecure_skip_tls_verify.unwrap_or(false),
    })
}

/// The certificate itself, so that another one in the same file is noticed; the
/// file's path where it cannot be read.
fn authority(cluster: &Cluster) -> Option<String> {
    let in_file = || {
        let path = cluster.certificate_authority.as_ref()?;
        Some(std::fs::read_to_string(path).map_or_else(|_| path.clone(), |text| text.trim().into()))
    };
    cluster.certificate_authority_data.clone().or_else(in_file)
}

/// In the order in which a client prefers them.
fn sign_in(info: &AuthInfo) -> SignIn {
    if let Some(exec) = &info.exec {
        return SignIn::Program {
            command: exec.command.clone().unwrap_or_default(),
            install_hint: exec.install_hint.clone(),
        };
    }
    if let Some(provider) = &info.auth_provider {
        return SignIn::Provider(provider.name.clone());
    }
    if info.token.is_some() || info.token_file.is_some() {
        SignIn::Token
    } else if info.client_certificate.is_some() || info.client_certificate_data.is_some() {
        SignIn::Certificate
    } else if info.username.is_some() {
        SignIn::Password
    } else {
        SignIn::Anonymous
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kube::config::Kubeconfig;

    const CONFIG: &str = "
apiVersion: v1
kind: Config
clusters:
- {name: shop, cluster: {server: 'https://10.0.0.1:6443', proxy-url: 'http://proxy:3128', tls-server-name: api}}
users:
- name: me
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, installHint: install the AWS tools}}
- {name: cert, user: {client-certificate-data: eA==, client-key-data: eA==}}
contexts:
- {name: dev, context: {cluster: shop, user: me}}
- {name: prod, context: {cluster: shop, user: cert, namespace: shop}}
- {name: broken, context: {cluster: nowhere, user: me}}
- {name: nobody, context: {cluster: shop, user: gone}}
current-context: prod
";

    fn all() -> Kubeconfigs {
        Kubeconfigs {
            merged: Kubeconfig::from_yaml(CONFIG).expect("a kubeconfig"),
            ..Kubeconfigs::default()
        }
    }

    #[test]
    fn the_way_to_a_kube_context_is_told_without_secrets() {
        let dev = describe(&all(), "dev").expect("described");
        insta::assert_debug_snapshot!(dev, @r#"
        Connection {
            kube_context: "dev",
            file: None,
            cluster: "shop",
            user: Some(
                "me",
            ),
            sign_in: Program {
                command: "aws",
                install_hint: Some(
                    "install the AWS tools",
                ),
            },
            namespace: "default",
            address: Address {
                server: "https://10.0.0.1:6443",
                authority: None,
            },
            proxy: Some(
                Proxy {
                    url: "http://proxy:3128",
                    source: Kubeconfig,
                },
            ),
            tls_server_name: Some(
                "api",
            ),
            insecure: false,
        }
        "#);
        let prod = describe(&all(), "prod").expect("described");
        assert_eq!((prod.namespace.as_str(), &prod.sign_in), ("shop", &SignIn::Certificate));
    }

    #[test]
    fn another_certificate_in_the_same_file_is_another_cluster() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ca.crt");
        let mut all = all();
        let cluster = all.merged.clusters[0].cluster.as_mut().expect("a cluster");
        cluster.certificate_authority = Some(file.display().to_string());
        let address = |text: &str| {
            std::fs::write(&file, text).expect("written");
            describe(&all, "dev").expect("described").address
        };
        let chosen = address("one\n");
        assert_eq!(chosen.moved(&address("one"), "dev"), None);
        assert!(chosen.moved(&address("two"), "dev").is_some());
    }

    #[test]
    fn what_is_missing_in_a_kubeconfig_is_named() {
        let said = |name| describe(&all(), name).expect_err("not complete").message;
        assert!(said("broken").contains("nowhere is nowhere"), "{}", said("broken"));
        assert!(said("nobody").contains("its user gone"), "{}", said("nobody"));
    }

    #[test]
    fn nothing_is_chosen_but_what_is_named_or_alone() {
        let mut all = all();
        assert_eq!(choose(&all, Some("dev")).expect("named"), "dev");
        let error = choose(&all, None).expect_err("`current-context` does not choose");
        assert!(error.remedy.contains("dev, prod"), "{error}");
        assert!(choose(&all, Some("stage")).is_err());
        all.merged.contexts.truncate(1);
        assert_eq!(choose(&all, None).expect("the only one"), "dev");
    }

    #[test]
    fn a_way_through_a_proxy_names_it_without_its_password() {
        let mut way = describe(&all(), "dev").expect("described");
        let told = way.way();
        assert!(
            told.ends_with("through the proxy http://proxy:3128 (proxy-url of the kubeconfig),")
        );
        way.proxy =
            Some(Proxy { url: "http://me:secret@proxy".into(), source: ProxySource::Environment });
        let told = way.way();
        assert!(told.ends_with("through the proxy http://proxy (HTTPS_PROXY),"), "{told}");
        way.proxy = None;
        assert_eq!(way.way(), "https://10.0.0.1:6443");
    }
}
