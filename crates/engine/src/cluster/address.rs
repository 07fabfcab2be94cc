//! What a kube context means, apart from its name: server and authority. A
//! choice is kept with it, so that the same name for another cluster is noticed.

use serde::{Deserialize, Serialize};

/// The cluster that a name meant when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The API server.
    pub server: String,
    /// The certificate authority's certificate, which is no secret: as the
    /// kubeconfig or the file that it names has it.
    pub authority: Option<String>,
}

impl Address {
    /// What differs between the cluster chosen and the one that the name means
    /// now; a sentence, or nothing if they are the same.
    pub fn moved(&self, now: &Self, kube_context: &str) -> Option<String> {
        if self.server != now.server {
            return Some(format!(
                "The kube context {kube_context} now leads to {}; when it was chosen it led to {}.",
                now.server, self.server
            ));
        }
        (self.authority != now.authority).then(|| {
            format!(
                "The kube context {kube_context} has another certificate authority than when it \
                 was chosen."
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_means_another_cluster_is_noticed() {
        let address = |server: &str, authority: &str| Address {
            server: server.into(),
            authority: Some(authority.into()),
        };
        let chosen = address("https://a", "x");
        assert_eq!(chosen.moved(&chosen, "dev"), None);
        let moved = chosen.moved(&address("https://b", "x"), "dev").expect("noticed");
        assert!(moved.contains("https://b"), "{moved}");
        assert!(chosen.moved(&address("https://a", "y"), "dev").is_some());
    }
}
