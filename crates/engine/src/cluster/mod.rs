//! Clusters: which the kubeconfig knows, how one is reached, and which are
//! protected.
//!
//! It must never write a kubeconfig, choose a kube context by itself, or let
//! anything in a repository do so.

mod address;
mod connect;
mod connection;
mod deployed;
mod guard;
mod jobs;
mod kubeconfig;
mod oidc;
mod protection;
mod proxy;
mod shell;
mod trouble;

pub use address::Address;
pub use connect::{Cluster, connect};
pub use connection::{Connection, SignIn, choose, describe};
pub use deployed::{Deployed, deployed};
pub use guard::{Guard, PROTECTED_CONTEXTS, READ_ONLY_CONTEXTS, Standing};
pub use jobs::{Listed, job, jobs};
pub use kubeconfig::{Kubeconfigs, files, read};
pub use protection::Protection;
pub use proxy::{Proxy, ProxySource};
pub use shell::login_path;
pub use trouble::{api_status, in_words, is_forbidden, is_not_found, is_refused};
