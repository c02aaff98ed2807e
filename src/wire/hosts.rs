//! The names under which a server may be asked.
//!
//! A page from anywhere can make a browser ask a server on this machine by giving its own name this machine's address
//! (DNS rebinding). The browser then sends that name as the host, which is how such requests are told apart.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use http::header::HOST;
use http::{HeaderMap, StatusCode, Uri, Version};

/// The names under which clients may ask.
#[derive(Clone, Debug, Default)]
pub enum Hosts {
    /// On a loopback address exactly that one, `127.0.0.1`, `[::1]` and `localhost`, with the port. On another any IP
    /// address and `localhost`, since a name is what an attack needs; the port may have been mapped on the way.
    #[default]
    Own,
    /// Those, and these names; one with a port stands for that port only.
    Named(Arc<[String]>),
    /// Whatever they like.
    Any,
}

/// Why a request is not for this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misdirected {
    /// 400 or 421.
    pub status: StatusCode,
    /// A sentence without its period.
    pub detail: String,
}

/// The names of one server.
#[derive(Clone, Debug)]
pub struct Allowed {
    any: bool,
    /// As the header has them: with the port, unless it is 80.
    exact: Vec<String>,
    /// Whatever the port.
    names: Vec<String>,
    /// Whether every IP address is as good as a name.
    addresses: bool,
}

impl Allowed {
    /// The names of a server that listens at `address`.
    pub fn new(hosts: &Hosts, address: SocketAddr) -> Allowed {
        let mut allowed = Allowed {
            any: matches!(hosts, Hosts::Any),
            exact: Vec::new(),
            names: Vec::new(),
            addresses: !address.ip().is_loopback(),
        };
        if allowed.addresses {
            allowed.names.push("localhost".to_owned());
        } else {
            let ip = SocketAddr::new(address.ip(), 0).to_string();
            let own = [ip.trim_end_matches(":0"), "127.0.0.1", "localhost", "[::1]"];
            allowed.exact.extend(own.map(|name| format!("{name}:{}", address.port())));
            if address.port() == 80 {
                allowed.exact.extend(own.map(str::to_owned));
            }
        }
        if let Hosts::Named(more) = hosts {
            let (exact, names): (Vec<String>, Vec<String>) =
                more.iter().cloned().partition(|name| without_port(name) != name);
            allowed.exact.extend(exact);
            allowed.names.extend(names);
        }
        allowed
    }

    /// Whether a request with this target and these headers is for this server.
    pub fn check(&self, version: Version, target: &Uri, headers: &HeaderMap) -> Result<(), Misdirected> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => Some(host.to_str().map_err(|_| bad("the host is not ASCII"))?),
            (None, _) if version >= Version::HTTP_11 => return Err(bad("the host header is missing")),
            (None, _) => None,
            (Some(_), Some(_)) => return Err(bad("there are two host headers")),
        };
        // The host in a target overrides the header, with or without user and password. Whoever sends a header that says
        // otherwise means another server all the same.
        let named = target.authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default());
        match named.into_iter().chain(host).find(|host| !self.admits(host)) {
            None => Ok(()),
            Some(host) => Err(Misdirected { status: StatusCode::MISDIRECTED_REQUEST, detail: self.unknown(host) }),
        }
    }

    fn admits(&self, host: &str) -> bool {
        let same = |name: &String, host: &str| name.eq_ignore_ascii_case(host);
        self.any || self.exact.iter().any(|name| same(name, host)) || {
            let name = without_port(host);
            self.names.iter().any(|own| same(own, name)) || (self.addresses && is_address(name))
        }
    }

    fn unknown(&self, host: &str) -> String {
        let mut known: Vec<&str> = self.exact.iter().chain(&self.names).map(String::as_str).collect();
        known.dedup();
        let addresses = if self.addresses { " and by its addresses" } else { "" };
        format!(
            "this server is not known as {host}, only as {}{addresses}; other names can be allowed where it is started",
            known.join(", ")
        )
    }
}

/// `localhost` of `localhost:4010`, `[::1]` of `[::1]:4010`.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !in_brackets(host) => name,
        _ => host,
    }
}

fn in_brackets(host: &str) -> bool {
    host.starts_with('[') && host.ends_with(']')
}

fn is_address(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    bare.map_or_else(|| name.parse::<Ipv4Addr>().is_ok(), |name| name.parse::<Ipv6Addr>().is_ok())
}

fn bad(detail: &str) -> Misdirected {
    Misdirected { status: StatusCode::BAD_REQUEST, detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, Uri, Version};

    use super::{Allowed, Hosts};

    fn status(hosts: &Hosts, address: &str, target: &str, host: &[&'static str]) -> u16 {
        let mut headers = HeaderMap::new();
        for host in host {
            headers.append("host", HeaderValue::from_static(host));
        }
        let target: Uri = target.parse().unwrap();
        let allowed = Allowed::new(hosts, address.parse().unwrap());
        allowed.check(Version::HTTP_11, &target, &headers).map_or_else(|not| not.status.as_u16(), |()| 200)
    }

    fn asked(hosts: &Hosts, address: &str, host: &'static str) -> u16 {
        status(hosts, address, "/", &[host])
    }

    #[test]
    fn a_server_on_this_machine_is_known_by_its_own_names_and_port_only() {
        let local = "127.0.0.1:4010";
        for host in ["127.0.0.1:4010", "localhost:4010", "LocalHost:4010", "[::1]:4010"] {
            assert_eq!(asked(&Hosts::Own, local, host), 200, "{host}");
        }
        for host in ["evil.example:4010", "localhost", "localhost:4011", "127.0.0.1.evil.example:4010", "", "[::1]"] {
            assert_eq!(asked(&Hosts::Own, local, host), 421, "{host}");
        }
        assert_eq!(asked(&Hosts::Own, "[::1]:4010", "[::1]:4010"), 200);
        assert_eq!(asked(&Hosts::Own, "127.0.0.9:80", "127.0.0.9"), 200);
    }

    #[test]
    fn elsewhere_addresses_will_do_and_names_must_be_told() {
        for host in ["10.0.0.7:80", "[fe80::1]:4010", "localhost:8080", "192.168.1.2"] {
            assert_eq!(asked(&Hosts::Own, "0.0.0.0:4010", host), 200, "{host}");
        }
        let named = Hosts::Named(["mock".to_owned(), "api.test:4010".to_owned()].into());
        assert_eq!(asked(&Hosts::Own, "0.0.0.0:4010", "mock:4010"), 421);
        assert_eq!(asked(&named, "0.0.0.0:4010", "mock:4010"), 200);
        assert_eq!(asked(&named, "127.0.0.1:4010", "api.test:4010"), 200);
        assert_eq!(asked(&named, "127.0.0.1:4010", "api.test:80"), 421);
        assert_eq!(asked(&Hosts::Any, "127.0.0.1:4010", "evil.example"), 200);
    }

    #[test]
    fn the_host_in_a_target_and_that_in_the_header_are_both_names_of_the_server() {
        let local = "127.0.0.1:4010";
        assert_eq!(status(&Hosts::Own, local, "http://localhost:4010/x", &["127.0.0.1:4010"]), 200);
        assert_eq!(status(&Hosts::Own, local, "http://localhost:4010/x", &["evil.example"]), 421);
        assert_eq!(status(&Hosts::Own, local, "/", &["u@localhost:4010"]), 421);
        assert_eq!(status(&Hosts::Own, local, "http://u@evil.example/x", &["localhost:4010"]), 421);
        assert_eq!(status(&Hosts::Own, local, "/", &[]), 400);
        assert_eq!(status(&Hosts::Own, local, "/", &["localhost:4010", "localhost:4010"]), 400);
    }
}
