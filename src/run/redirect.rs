//! Redirects that a case follows: where the next request goes, and what of the last one it still has.
//!
//! Methods change as the Fetch standard has it (HTTP-redirect fetch, RFC 9110, section 15.4). Another origin is asked
//! only if the environment trusts it, without credentials, and from https nothing ever goes on over http. No request has
//! a `Referer`.

use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_LOCATION, CONTENT_TYPE, COOKIE, HOST,
    LOCATION, ORIGIN, PROXY_AUTHORIZATION, REFERER,
};
use http::{HeaderMap, HeaderName, Method};
use url::Url;

use crate::contract::description::Contract;
use crate::run::origins::Origins;
use crate::secret::mask::Mask;
use crate::secret::names::is_secret_name;
use crate::secret::urls::without_credentials;
use crate::source::code::Code;
use crate::suite::recorded::secrets::is_key;
use crate::wire::exchange::{Request, Response};

/// What is told of a way at most, since a server chooses it.
const TOLD: usize = 12;

/// The way of one request, hop by hop.
#[derive(Clone, Debug)]
pub struct Way {
    /// How many redirects may be followed.
    pub most: u32,
    /// What was asked, and the status of the answer that led on.
    hops: Vec<(Method, Url, u16)>,
    /// Whether another origin was asked, so that credentials are gone for good.
    is_stripped: bool,
}

/// What is needed to follow.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Further origins that may be asked.
    pub trusted: &'a Origins,
    /// Says which headers and parameters are credentials.
    pub contract: &'a Contract,
    /// Knows the secrets.
    pub mask: &'a Mask,
}

/// Why a redirect is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// CS0423 or CS0424.
    pub code: Code,
    /// A lowercase fragment.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Way {
    /// Nothing was sent yet.
    pub fn new(most: u32) -> Way {
        Way { most, hops: Vec::new(), is_stripped: false }
    }

    /// How many redirects were followed.
    pub fn followed(&self) -> usize {
        self.hops.len()
    }

    /// The request that an answer leads to; `None` when it leads nowhere, or nobody follows.
    pub fn next(&mut self, sent: &Request, answer: &Response, rules: Rules<'_>) -> Result<Option<Request>, Refusal> {
        if self.most == 0 || !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let url = target(sent, answer)?;
        let method = method(&sent.method, answer.status);
        self.hops.push((sent.method.clone(), sent.url.clone(), answer.status));
        if self.hops.iter().any(|(known, at, _)| *known == method && without_fragment(at) == url) {
            return Err(endless(format!("the redirects go in a circle: {}", self.told(&method, &url, rules.contract))));
        }
        if self.hops.len() > self.most as usize {
            let many = if self.most == 1 { "1 redirect".to_owned() } else { format!("{} redirects", self.most) };
            return Err(endless(format!("more than {many}: {}", self.told(&method, &url, rules.contract))));
        }
        let mut headers = sent.headers.clone();
        for name in [HOST, REFERER, CONTENT_LENGTH] {
            headers.remove(name);
        }
        if url.origin() != sent.url.origin() {
            check_origin(&sent.url, &url, answer.status, rules.trusted)?;
            self.is_stripped = true;
        }
        if self.is_stripped {
            strip(&mut headers, rules);
        }
        let keeps_body = method == sent.method;
        if !keeps_body {
            for name in [CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE] {
                headers.remove(name);
            }
        }
        let body = sent.body.clone().filter(|_| keeps_body);
        Ok(Some(Request { method, url, headers, body }))
    }

    /// `GET /a -> 302, GET /b -> 302, GET /a`: origins only where they change.
    fn told(&self, method: &Method, url: &Url, contract: &Contract) -> String {
        let mut text = String::new();
        let mut origin = None;
        let mut place = |url: &Url| {
            let own = url.origin();
            let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
            let is_same = origin.as_ref() == Some(&own);
            let path = without_credentials(path, |name| is_secret_name(name) || is_key(contract, name));
            let told = if is_same { path.into_owned() } else { format!("{}{path}", own.ascii_serialization()) };
            origin = Some(own);
            told
        };
        for (index, (method, url, status)) in self.hops.iter().enumerate() {
            match index {
                TOLD => text.push_str("..., "),
                index if index > TOLD => {}
                _ => text.push_str(&format!("{method} {} -> {status}, ", place(url))),
            }
        }
        text + &format!("{method} {}", place(url))
    }
}

fn endless(message: String) -> Refusal {
    let help = "`request.redirects` says how many are followed; 0 judges the first answer".to_owned();
    Refusal { code: Code::TooManyRedirects, message, help }
}

fn refused(message: impl Into<String>, help: impl Into<String>) -> Refusal {
    Refusal { code: Code::RedirectRefused, message: message.into(), help: help.into() }
}

/// Where an answer leads to. A fragment is the client's business, and no part of what is asked.
fn target(sent: &Request, answer: &Response) -> Result<Url, Refusal> {
    let status = answer.status;
    let broken = |what: String| {
        refused(
            format!("the answer {status} redirects, and {what}"),
            "without `request.redirects`, the answer itself is judged",
        )
    };
    let mut values = answer.headers.get_all(LOCATION).iter();
    let Some(value) = values.next() else { return Err(broken("has no Location".to_owned())) };
    if values.any(|other| other != value) {
        return Err(broken("has several Locations that differ".to_owned()));
    }
    let text = std::str::from_utf8(value.as_bytes()).map_err(|_| broken("its Location is no text".to_owned()))?;
    let text = text.trim();
    if text.is_empty() {
        return Err(broken("its Location is empty".to_owned()));
    }
    let excerpt = || without_credentials(text, is_secret_name).chars().take(200).collect::<String>();
    let url =
        sent.url.join(text).map_err(|error| broken(format!("its Location `{}` is no URL: {error}", excerpt())))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(broken(format!("its Location has the scheme `{}`, not http or https", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(broken("its Location holds credentials".to_owned()));
    }
    Ok(without_fragment(&url))
}

fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

/// A POST becomes a GET where browsers have always made it one; 307 and 308 keep every method.
fn method(sent: &Method, status: u16) -> Method {
    match status {
        301 | 302 if *sent == Method::POST => Method::GET,
        303 if *sent != Method::GET && *sent != Method::HEAD => Method::GET,
        _ => sent.clone(),
    }
}

fn check_origin(from: &Url, to: &Url, status: u16, trusted: &Origins) -> Result<(), Refusal> {
    let origin = to.origin();
    let told = origin.ascii_serialization();
    if from.scheme() == "https" && to.scheme() == "http" {
        let message = format!("the answer {status} leads from https to {told}, where anybody could read along");
        return Err(refused(message, "nothing is sent there, whatever `trusted_origins` says"));
    }
    if trusted.trust(to) {
        return Ok(());
    }
    let message = format!("the answer {status} leads to another origin, {told}");
    Err(refused(message, format!("`trusted_origins = [\"{told}\"]` of the environment allows it, without credentials")))
}

/// What another origin must not learn: credentials by their header, by the contract, by their name, or since their value
/// is a secret.
fn strip(headers: &mut HeaderMap, rules: Rules<'_>) {
    let is_credential = |name: &HeaderName| {
        [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, ORIGIN].contains(name)
            || is_key(rules.contract, name.as_str())
            || is_secret_name(name.as_str())
            || headers
                .get_all(name)
                .iter()
                .any(|value| rules.mask.is_revealing(&String::from_utf8_lossy(value.as_bytes())))
    };
    let gone: Vec<HeaderName> = headers.keys().filter(|name| is_credential(name)).cloned().collect();
    for name in gone {
        headers.remove(name);
    }
}
