//! From what an environment says about the way of its requests to a client that goes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;

use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::suite::config::environment::{Filled, FilledProxy, Resolved, Travel};
use crate::suite::config::transport::HttpVersion;
use crate::wire::client::{ClientOptions, Spoken};
use crate::wire::proxy::{self, Exception, Proxy};
use crate::wire::tls::{Identity, Tls, TlsOptions, Trust, Unusable, authorities, certificates, private_key};

/// Whether anything is planned that goes over TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// Only plain HTTP, so nothing is set up for TLS.
    Plain,
    /// An https URL at least.
    Tls,
}

/// The most that a file of certificates may have; all authorities of a platform together have a quarter of it.
const LARGEST: u64 = 1 << 20;

/// How clients are set up. `None` when something is wrong; what was reported.
pub fn client_options(
    root: &Utf8Path,
    resolved: &Resolved,
    planned: Planned,
    diagnostics: &mut Diagnostics,
) -> Option<ClientOptions> {
    let travel = &resolved.travel;
    let before = diagnostics.counts();
    let reader = Reader { root, secrets: &resolved.secrets };
    let own = travel.ca.as_ref().map(|ca| reader.read("ca", ca, authorities, diagnostics).unwrap_or_default());
    let identity = identity(&reader, travel, diagnostics);
    let proxy = travel.proxy.as_ref().and_then(|proxy| self::proxy(proxy, diagnostics));
    if diagnostics.counts() != before {
        return None;
    }
    let trust = if travel.insecure { Trust::Anybody } else { Trust::Known(own.unwrap_or_default()) };
    let to_proxy = proxy.as_ref().map_or("http", |proxy| proxy.url.scheme());
    let tls = match planned {
        Planned::Plain if to_proxy == "http" => None,
        _ => Some(tls(TlsOptions { trust, identity }, diagnostics)?),
    };
    let spoken = match travel.http_version {
        None => Spoken::Preferred,
        Some(HttpVersion::Http1) => Spoken::Http1,
        Some(HttpVersion::Http2) => Spoken::Http2,
    };
    Some(ClientOptions { tls, spoken, proxy: proxy.map(Arc::new), ..ClientOptions::default() })
}

fn tls(options: TlsOptions, diagnostics: &mut Diagnostics) -> Option<Tls> {
    Tls::new(options).map_err(|fault| diagnostics.push(Diagnostic::new(fault.code, fault.message))).ok()
}

fn identity(reader: &Reader<'_>, travel: &Travel, diagnostics: &mut Diagnostics) -> Option<Identity> {
    let (certificate, key) = match (&travel.certificate, &travel.key) {
        (Some(certificate), Some(key)) => (certificate, key),
        (None, None) => return None,
        (Some(lonely), None) => {
            diagnostics.push(
                Diagnostic::new(Code::BadCertificate, "a client certificate without its key")
                    .at(lonely.span, "the key of this one is not given")
                    .help("name it beside it: `key = \"...\"`; one file may hold both, and is then named twice"),
            );
            return None;
        }
        (None, Some(lonely)) => {
            diagnostics.push(
                Diagnostic::new(Code::BadCertificate, "the key of a client certificate without the certificate")
                    .at(lonely.span, "the certificate of this key is not given")
                    .help("name it beside it: `certificate = \"...\"`"),
            );
            return None;
        }
    };
    let chain = reader.read("certificate", certificate, certificates, diagnostics);
    let private = reader.read("key", key, private_key, diagnostics);
    match Identity::new(chain?, private?) {
        Ok(identity) => Some(identity),
        Err(why) => {
            let culprit = if why == Unusable::DamagedCertificate { certificate } else { key };
            let diagnostic =
                Diagnostic::new(Code::BadCertificate, format!("`{}` of `tls`: {why}", named(culprit, travel)));
            let diagnostic = match why {
                Unusable::OtherKey => {
                    diagnostic.at(certificate.span, "the certificate").at(key.span, "the key of another one")
                }
                _ => diagnostic.at(culprit.span, "given here"),
            };
            diagnostics.push(diagnostic.help(help(&why)));
            None
        }
    }
}

fn named(filled: &Filled, travel: &Travel) -> &'static str {
    let is_key = travel.key.as_ref().is_some_and(|key| key.span == filled.span);
    if is_key { "key" } else { "certificate" }
}

/// The proxy of the environment, checked.
fn proxy(filled: &FilledProxy, diagnostics: &mut Diagnostics) -> Option<Proxy> {
    let mut tell = |at: &Filled, code: Code, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(code, message).at(at.span, "given here").help(help));
    };
    let url = proxy::address(filled.url.text.trim())
        .map_err(|why| {
            let message = format!("the URL of the proxy {why}");
            tell(&filled.url, Code::BadBaseUrl, message, "such as `http://proxy.example.com:3128`");
        })
        .ok();
    let password = filled.password.as_ref().map_or("", |password| password.text.as_str());
    let authorization = match (&filled.username, &filled.password) {
        (Some(username), _) => proxy::basic(&username.text, password)
            .map_err(|why| tell(username, Code::InvalidValue, format!("credentials that cannot be sent: {why}"), BASIC))
            .ok(),
        (None, Some(password)) => {
            tell(password, Code::InvalidValue, "a password without a user".to_owned(), "add `username`");
            None
        }
        (None, None) => None,
    };
    let mut except = Vec::new();
    for host in &filled.except {
        match Exception::parse(&host.text) {
            Ok(exception) => except.push(exception),
            Err(why) => {
                tell(
                    host,
                    Code::InvalidValue,
                    format!("a host of `except` {why}"),
                    "such as `api.example.com`, \
                    `.example.com` for all names beneath it, or `127.0.0.1:8080`",
                );
            }
        }
    }
    Some(Proxy { url: url?, authorization, except })
}

const BASIC: &str = "they go to the proxy as basic authentication has them (RFC 7617)";

/// Reads PEM.
struct Reader<'a> {
    root: &'a Utf8Path,
    /// None of them may be taken for a path and told.
    secrets: &'a BTreeMap<String, Secret>,
}

impl Reader<'_> {
    /// What `parse` makes of the PEM that `filled` is, or names.
    fn read<T>(
        &self,
        key: &str,
        filled: &Filled,
        parse: impl Fn(&[u8]) -> Result<T, Unusable>,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let (pem, shown) = match self.pem(&filled.text) {
            Ok(found) => found,
            Err((why, help)) => {
                let message = format!("`{key}` of `tls` cannot be read: {why}");
                diagnostics
                    .push(Diagnostic::new(Code::BadCertificate, message).at(filled.span, "given here").help(help));
                return None;
            }
        };
        let tell = |why: Unusable| {
            let message = format!("`{key}` of `tls` cannot be used: {why}");
            diagnostics.push(Diagnostic::new(Code::BadCertificate, message).at(filled.span, shown).help(help(&why)));
        };
        parse(&pem).map_err(tell).ok()
    }

    /// The PEM, and which it is for people; else why there is none, and what to try.
    fn pem(&self, text: &str) -> Result<(Vec<u8>, String), (String, &'static str)> {
        if text.contains("-----BEGIN") {
            return Ok((text.as_bytes().to_vec(), "this PEM".to_owned()));
        }
        let path = text.trim();
        let is_secret = self.secrets.values().any(|secret| path.contains(secret.expose().trim()));
        if path.is_empty() || path.contains('\n') {
            return Err(("it is neither a path nor PEM".to_owned(), help(&Unusable::NotPem)));
        }
        let shown = if is_secret { "the path that this secret holds" } else { path };
        match contents(&self.root.join(path)) {
            Ok(pem) => Ok((pem, shown.to_owned())),
            Err(why) => Err((format!("{shown}: {why}"), "it is a path from the project's root, or the PEM itself")),
        }
    }
}

fn contents(path: &Utf8Path) -> Result<Vec<u8>, String> {
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    // Reading a pipe could wait for ever.
    if !about.is_file() {
        return Err("it is not a file".to_owned());
    }
    if about.len() > LARGEST {
        return Err(format!("it has {} bytes, and {LARGEST} are the most", about.len()));
    }
    std::fs::read(path).map_err(|error| error.to_string())
}

fn help(why: &Unusable) -> &'static str {
    match why {
        Unusable::NotPem => {
            "PEM begins with `-----BEGIN`; `openssl x509 -inform der -in FILE` makes it of a certificate in DER"
        }
        Unusable::DamagedPem | Unusable::DamagedCertificate => {
            "was it copied whole, with its line breaks and its `-----END` line?"
        }
        Unusable::NoCertificate => "a certificate is what stands from `-----BEGIN CERTIFICATE-----` on",
        Unusable::NoKey => "a key is what stands from `-----BEGIN PRIVATE KEY-----` on",
        Unusable::EncryptedKey => {
            "`openssl pkey -in FILE` makes a key of it that needs no password; keep it as a secret"
        }
        Unusable::UnknownKey => "RSA, ECDSA (P-256, P-384) and Ed25519 keys can be used, in PKCS #8, PKCS #1 or SEC 1",
        Unusable::OtherKey => {
            "the first certificate must be the one of this key; `openssl x509 -pubkey` and `openssl pkey \
                               -pubout` show what belongs together"
        }
    }
}
