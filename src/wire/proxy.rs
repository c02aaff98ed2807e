//! The proxy that requests go through, and for which hosts they don't; nothing but the configuration names one.
//!
//! What goes wrong on the way to it, or in it, is told apart from what the server behind it does.

use std::time::Duration;

use base64::Engine;
use http::{HeaderValue, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::{Host, Url};

use crate::source::code::Code;
use crate::wire::exchange::{Fault, Phase};
use crate::wire::fault;

/// A proxy, and who may use it. Debug shows no credentials.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// Where it is: `http` or `https`, a host, and a port.
    pub url: Url,
    /// What `Proxy-Authorization` says; marked as sensitive.
    pub authorization: Option<HeaderValue>,
    /// Who is asked without it.
    pub except: Vec<Exception>,
}

/// Hosts that are asked without the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    host: Pattern,
    port: Option<u16>,
}

/// The way of a request that goes through a proxy.
#[derive(Clone, Copy, Debug)]
pub(in crate::wire) struct Via<'a> {
    proxy: &'a Proxy,
    url: &'a Url,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// One host.
    Host(Host<String>),
    /// All names that end so; with the dot.
    Beneath(String),
}

/// Reads where a proxy is; the error goes on after "the URL of the proxy". It never repeats the text, which may hold
/// credentials.
pub fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is not a URL: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("has the scheme `{}`, not http or https", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds credentials; give them as `username` and `password`".to_owned());
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("has no host".to_owned());
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("has more than a host and a port".to_owned());
    }
    Ok(url)
}

/// What `Proxy-Authorization` says for a user and a password (RFC 7617).
pub fn basic(username: &str, password: &str) -> Result<HeaderValue, &'static str> {
    if username.contains(':') {
        return Err("a user's name cannot hold a colon");
    }
    if [username, password].iter().any(|text| text.chars().any(char::is_control)) {
        return Err("a user's name and a password cannot hold control characters");
    }
    let encoded = base64::engine::general_purpose::STANDARD.encode(format!("{username}:{password}"));
    let mut value = HeaderValue::from_str(&format!("Basic {encoded}")).map_err(|_| "cannot be sent")?;
    value.set_sensitive(true);
    Ok(value)
}

impl Proxy {
    /// Whether a request to `url` goes through it.
    pub fn is_for(&self, url: &Url) -> bool {
        !self.except.iter().any(|exception| exception.is_of(url))
    }

    /// Its host and port, for people.
    pub fn shown(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        format!("{host}:{}", self.url.port_or_known_default().unwrap_or_default())
    }

    /// The same for the client. The credentials go to the proxy alone.
    pub(in crate::wire) fn for_client(&self) -> reqwest::Proxy {
        let own = self.clone();
        let proxy = reqwest::Proxy::custom(move |url| own.is_for(url).then(|| own.url.clone()));
        match &self.authorization {
            Some(authorization) => proxy.custom_http_auth(authorization.clone()),
            None => proxy,
        }
    }

    /// The way to `url`, if it goes through this.
    pub(in crate::wire) fn via<'a>(&'a self, url: &'a Url) -> Option<Via<'a>> {
        self.is_for(url).then_some(Via { proxy: self, url })
    }

    /// It answered with this instead of passing on.
    pub(in crate::wire) fn refused(&self, status: u16) -> Fault {
        let shown = self.shown();
        match (status, &self.authorization) {
            (407, None) => self.fault(format!("the proxy {shown} wants credentials (status 407)")).hint(
                "give them as `proxy.username` and `proxy.password` of the environment",
            ),
            (407, Some(_)) => self.fault(format!("the proxy {shown} does not accept the credentials (status 407)")).hint(
                "are `proxy.username` and `proxy.password` of the environment right? basic authentication is all that \
                 is spoken here",
            ),
            _ => self
                .fault(format!("the proxy {shown} refused to connect to the server (status {status})"))
                .hint("may the proxy reach the server? `proxy.except` names hosts that are asked without it"),
        }
    }

    /// It answered with what is no HTTP.
    pub(in crate::wire) fn garbled(&self, why: &str) -> Fault {
        self.fault(format!("the proxy {} does not answer as one does: {why}", self.shown())).hint(NO_TUNNEL)
    }

    /// The client tells that there is no tunnel and keeps the status to itself, so the proxy is asked once more.
    async fn status_for(&self, url: &Url, limit: Duration) -> Option<u16> {
        if self.url.scheme() != "http" {
            return None;
        }
        tokio::time::timeout(limit, self.connect(url)).await.ok().flatten()
    }

    async fn connect(&self, url: &Url) -> Option<u16> {
        let host = self.url.host_str()?.trim_start_matches('[').trim_end_matches(']').to_owned();
        let mut stream = TcpStream::connect((host, self.url.port_or_known_default()?)).await.ok()?;
        let target = format!("{}:{}", url.host_str()?, url.port_or_known_default()?);
        let mut head = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n").into_bytes();
        if let Some(authorization) = &self.authorization {
            head.extend_from_slice(b"Proxy-Authorization: ");
            head.extend_from_slice(authorization.as_bytes());
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        stream.write_all(&head).await.ok()?;
        // `HTTP/1.1 403`
        let mut line = [0; 12];
        stream.read_exact(&mut line).await.ok()?;
        let status: u16 = std::str::from_utf8(&line).ok()?.strip_prefix("HTTP/1.")?.get(2..)?.parse().ok()?;
        (!(200..300).contains(&status)).then_some(status)
    }

    fn fault(&self, message: String) -> Fault {
        Fault { code: Code::ProxyFailed, phase: Phase::Connect, message, received: 0, hint: None }
    }
}

impl Via<'_> {
    /// What it means that this status came: without a tunnel, 407 is the proxy's. In a tunnel nothing is.
    pub(in crate::wire) fn answered(self, status: StatusCode) -> Option<Fault> {
        let is_proxys = status == StatusCode::PROXY_AUTHENTICATION_REQUIRED && !self.is_tunnelled();
        is_proxys.then(|| self.proxy.refused(status.as_u16()))
    }

    /// Whether the server is spoken to through a tunnel, or the proxy answers in its place.
    pub(in crate::wire) fn is_tunnelled(self) -> bool {
        self.url.scheme() == "https"
    }

    /// A fault of whoever answered: the server, for all that is known, but a proxy may have been the one.
    pub(in crate::wire) fn behind(self, fault: Fault) -> Fault {
        match fault.code {
            Code::ProxyFailed => fault,
            _ => Fault { message: format!("{} (through the proxy {})", fault.message, self.proxy.shown()), ..fault },
        }
    }

    /// No connection in time.
    pub(in crate::wire) fn timeout(self, limit: Duration) -> Fault {
        self.proxy
            .fault(format!("no connection through the proxy {} within {} ms", self.proxy.shown(), limit.as_millis()))
            .hint("is the proxy right, and does it reach the server?")
    }

    /// What `error` on this way means, if it was the proxy's.
    pub(in crate::wire) async fn befell(self, error: &reqwest::Error, limit: Duration) -> Option<Fault> {
        let shown = self.proxy.shown();
        if !error.is_connect() && !error.is_dns() {
            return (!self.is_tunnelled() && fault::is_malformed(error))
                .then(|| self.proxy.garbled(&fault::not_http(error)));
        }
        if error.is_dns() {
            let fault = self.proxy.fault(format!("the proxy's name has no address: {shown}"));
            return Some(fault.hint("is the host of `proxy.url` spelt right, and known on this network?"));
        }
        if error.is_timeout() {
            return Some(self.timeout(limit));
        }
        let chain: Vec<String> = fault::chain(error).map(ToString::to_string).collect();
        let unreachable =
            || self.proxy.fault(format!("the proxy {shown} cannot be reached: {}", innermost(error))).hint(REACHABLE);
        // Without a tunnel, the connection that was not made is the one to the proxy.
        let Some(why) = chain.iter().find_map(|text| text.strip_prefix("tunnel error: ")) else {
            return (!self.is_tunnelled()).then(unreachable);
        };
        Some(match why {
            "proxy authorization required" => self.proxy.refused(407),
            "unsuccessful" => match self.proxy.status_for(self.url, limit).await {
                Some(status) => self.proxy.refused(status),
                None => self.proxy.fault(format!("the proxy {shown} made no tunnel to the server")).hint(NO_TUNNEL),
            },
            "failed to create underlying connection" => unreachable(),
            "unexpected end of file" => self
                .proxy
                .fault(format!("the proxy {shown} closed the connection when it was asked for a tunnel"))
                .hint(NO_TUNNEL),
            other => {
                self.proxy.fault(format!("the proxy {shown} made no tunnel to the server: {other}")).hint(NO_TUNNEL)
            }
        })
    }
}

const REACHABLE: &str = "is the proxy running, and are host and port of `proxy.url` right?";
const NO_TUNNEL: &str = "is `proxy.url` that of an HTTP proxy, and may it connect to this host and port?";

impl Exception {
    /// Reads `name`, `.domain`, an address, and each of them with a port.
    pub fn parse(text: &str) -> Result<Exception, String> {
        let text = text.trim();
        if text.contains("//") {
            return Err("is a URL".to_owned());
        }
        if text.contains('*') {
            return Err("holds a `*`".to_owned());
        }
        // An address of version 6 may stand without brackets, and then has no port.
        if let Ok(address) = text.parse() {
            return Ok(Exception { host: Pattern::Host(Host::Ipv6(address)), port: None });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| format!("has the port `{port}`"))?)),
            None => (text, None),
        };
        let parsed = |name: &str| Host::parse(name).map_err(|error| format!("is no host: {error}"));
        let host = match host.strip_prefix('.') {
            Some(domain) => Pattern::Beneath(format!(".{}", parsed(domain)?)),
            None => Pattern::Host(parsed(host)?),
        };
        Ok(Exception { host, port })
    }

    fn is_of(&self, url: &Url) -> bool {
        let fits = match (&self.host, url.host()) {
            (Pattern::Host(own), Some(host)) => own.to_string() == host.to_string().trim_end_matches('.'),
            (Pattern::Beneath(end), Some(Host::Domain(name))) => name.trim_end_matches('.').ends_with(end.as_str()),
            _ => false,
        };
        fits && self.port.is_none_or(|port| url.port_or_known_default() == Some(port))
    }
}

fn innermost(error: &reqwest::Error) -> String {
    fault::chain(error).last().map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::{Exception, Proxy, address, basic};

    fn proxy(except: &[&str]) -> Proxy {
        let except = except.iter().map(|text| Exception::parse(text).expect("a host")).collect();
        Proxy { url: address("http://proxy.example.com:3128").expect("a URL"), authorization: None, except }
    }

    #[test]
    fn hosts_are_excepted_by_name_domain_address_and_port() {
        for (exception, url, is_asked_directly) in [
            ("api.example.com", "https://api.example.com/", true),
            ("API.example.com", "https://api.example.com:8443/", true),
            ("api.example.com", "https://v2.api.example.com/", false),
            ("api.example.com:8443", "https://api.example.com:8443/", true),
            ("api.example.com:8443", "https://api.example.com/", false),
            ("api.example.com:443", "https://api.example.com/", true),
            (".example.com", "https://api.example.com/", true),
            (".example.com", "https://example.com/", false),
            (".example.com", "https://badexample.com/", false),
            ("127.0.0.1", "http://127.0.0.1:8080/", true),
            ("127.0.0.1", "http://127.0.0.2:8080/", false),
            ("::1", "http://[::1]:8080/", true),
            ("[::1]:8080", "http://[::1]:8080/", true),
            ("[::1]:8081", "http://[::1]:8080/", false),
            ("bücher.example", "https://xn--bcher-kva.example/", true),
            ("api.example.com", "https://api.example.com./", true),
        ] {
            let url = url.parse().expect("a URL");
            assert_eq!(proxy(&[exception]).is_for(&url), !is_asked_directly, "{exception} {url}");
        }
        assert!(proxy(&[]).is_for(&"http://127.0.0.1/".parse().expect("a URL")));
    }

    #[test]
    fn what_is_no_host_is_no_exception() {
        for text in ["http://a", "*.example.com", "a:b", "a:99999", "", ".", "a b"] {
            assert!(Exception::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_a_host_and_a_port_and_nothing_else() {
        for (text, why) in [
            ("proxy:3128", "has the scheme `proxy`"),
            ("socks5://proxy:1080", "has the scheme `socks5`"),
            ("http://me:secret@proxy", "holds credentials"),
            ("http://proxy/path", "more than a host"),
            ("proxy", "is not a URL"),
        ] {
            let error = address(text).expect_err(text);
            assert!(error.contains(why) && !error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn credentials_are_not_in_what_debug_shows() {
        let authorization = basic("me", "secret-of-mine").expect("a header");
        assert_eq!(authorization.as_bytes(), b"Basic bWU6c2VjcmV0LW9mLW1pbmU=");
        let proxy = Proxy { authorization: Some(authorization), ..proxy(&[]) };
        assert!(!format!("{proxy:?}").contains("bWU6"), "{proxy:?}");
        assert!(basic("me:you", "x").is_err() && basic("me", "a\nb").is_err());
    }
}
