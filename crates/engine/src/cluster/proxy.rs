//! Through which proxy a cluster is reached. `proxy-url` of the kubeconfig
//! always counts; the variables count unless `NO_PROXY` names the server, and
//! never for the machine itself, as in kubectl.

use http::Uri;

/// A proxy and who asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Its address, as written there.
    pub url: String,
    /// Where it is written.
    pub source: ProxySource,
}

impl Proxy {
    /// Its address without the name and password that it may hold.
    pub fn shown(&self) -> String {
        let Some((scheme, rest)) = self.url.split_once("://") else { return self.url.clone() };
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        format!("{scheme}://{host}")
    }
}

/// Where a proxy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxySource {
    /// `proxy-url` of the kubeconfig's cluster.
    Kubeconfig,
    /// `HTTPS_PROXY` or `https_proxy`.
    Environment,
}

/// The proxy for `server`. `variable` looks a variable up.
pub(super) fn proxy(
    server: &str,
    proxy_url: Option<&str>,
    variable: impl Fn(&str) -> Option<String>,
) -> Option<Proxy> {
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    if let Some(url) = filled(proxy_url.map(str::to_owned)) {
        return Some(Proxy { url, source: ProxySource::Kubeconfig });
    }
    let either =
        |name: &str| filled(variable(name)).or_else(|| filled(variable(&name.to_lowercase())));
    let url = either("HTTPS_PROXY")?;
    let uri: Uri = server.parse().ok()?;
    let host = uri.host()?.trim_matches(['[', ']']);
    let local = host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    let excepted = either("NO_PROXY").is_some_and(|list| excepted(&list, host));
    (!local && !excepted).then_some(Proxy { url, source: ProxySource::Environment })
}

/// Whether a `NO_PROXY` list names the host: itself, a domain above it, a range
/// of addresses, or `*`.
fn excepted(list: &str, host: &str) -> bool {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
        let name = entry.split_once(':').map_or(entry, |(name, port)| {
            if port.chars().all(|c| c.is_ascii_digit()) { name } else { entry }
        });
        let domain = name.trim_start_matches("*.").trim_start_matches('.');
        entry == "*"
            || host.eq_ignore_ascii_case(domain)
            || (host.len() > domain.len()
                && host.to_lowercase().ends_with(&format!(".{}", domain.to_lowercase())))
            || in_range(name, host)
    })
}

/// Whether `host` is an address within a range such as `10.0.0.0/8`.
fn in_range(range: &str, host: &str) -> bool {
    let Some((network, bits)) = range.split_once('/') else { return false };
    let (Ok(network), Ok(bits)) = (network.parse::<std::net::IpAddr>(), bits.parse::<u32>()) else {
        return false;
    };
    let Ok(host) = host.parse::<std::net::IpAddr>() else { return false };
    let number = |address: std::net::IpAddr| match address {
        std::net::IpAddr::V4(four) => (u128::from(four.to_bits()) << 96, 32),
        std::net::IpAddr::V6(six) => (six.to_bits(), 128),
    };
    let ((network, wide), (host, same)) = (number(network), number(host));
    let mask = u128::MAX.checked_shl(128 - bits.min(128)).unwrap_or(0);
    wide == same && bits <= wide && network & mask == host & mask
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_environment(server: &str, no_proxy: &str) -> bool {
        let variable = |name: &str| match name {
            "HTTPS_PROXY" => Some("http://proxy:3128".to_owned()),
            "no_proxy" => Some(no_proxy.to_owned()),
            _ => None,
        };
        proxy(server, None, variable).is_some()
    }

    #[test]
    fn the_kubeconfig_comes_first_and_knows_no_exceptions() {
        let found = proxy("https://127.0.0.1", Some("socks5://p:1"), |_| Some("*".into()));
        assert_eq!(found.map(|proxy| proxy.source), Some(ProxySource::Kubeconfig));
    }

    #[test]
    fn the_variables_count_for_other_machines_that_are_not_excepted() {
        assert!(by_environment("https://k8s.example.com:6443", ""));
        assert!(by_environment("https://k8s.example.com", "ample.com,10.0.0.0/8"));
        for (server, list) in [
            ("https://127.0.0.1:16443", ""),
            ("https://localhost", ""),
            ("https://[::1]:6443", ""),
            ("https://k8s.example.com", "example.com"),
            ("https://k8s.example.com", "a, .Example.com:443"),
            ("https://10.1.2.3", "10.0.0.0/8"),
            ("https://x", "*"),
        ] {
            assert!(!by_environment(server, list), "{server} needs no proxy with {list:?}");
        }
    }

    #[test]
    fn a_proxys_password_is_not_shown() {
        let shown = |url: &str| Proxy { url: url.into(), source: ProxySource::Kubeconfig }.shown();
        assert_eq!(shown("http://me:secret@proxy:3128"), "http://proxy:3128");
        assert_eq!(shown("socks5://proxy"), "socks5://proxy");
    }
}
