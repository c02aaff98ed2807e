//! TLS for the client: whom it trusts and what it shows of itself, set up once and shared by every client.
//!
//! Reading the platform's roots takes some 18 ms, so this is done only when an https URL is planned, and once for all
//! runner threads; they also share the cache of TLS sessions.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::ClientSessionMemoryCache;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use crate::source::code::Code;
use crate::wire::exchange::{Fault, Phase};
use crate::wire::trust::{Careful, Credulous};

/// What the settings are made of.
#[derive(Clone, Debug, Default)]
pub struct TlsOptions {
    /// Whom to trust.
    pub trust: Trust,
    /// What is shown where a server asks who the client is.
    pub identity: Option<Identity>,
}

/// Whom to trust.
#[derive(Clone, Debug)]
pub enum Trust {
    /// The authorities that the platform trusts, and these.
    Known(Vec<CertificateDer<'static>>),
    /// Anybody.
    Anybody,
}

impl Default for Trust {
    fn default() -> Trust {
        Trust::Known(Vec::new())
    }
}

/// A certificate with its chain and its key. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The same for rustls.
    pub key: Arc<CertifiedKey>,
}

/// Why a text is not the certificate or the key that it should be; always the user's to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Nothing in PEM is in it.
    #[error("there is nothing in PEM in it")]
    NotPem,
    /// It begins as PEM does, and then breaks a rule of it.
    #[error("its PEM is damaged")]
    DamagedPem,
    /// PEM of something else.
    #[error("there is no certificate in it")]
    NoCertificate,
    /// PEM of something else.
    #[error("there is no private key in it")]
    NoKey,
    /// Other people's tools can read it, and we cannot.
    #[error("its private key is encrypted")]
    EncryptedKey,
    /// PEM in which something is no certificate.
    #[error("a certificate in it cannot be read")]
    DamagedCertificate,
    /// PEM of a key that is none, or of a kind that is not known.
    #[error("the key in it cannot be used")]
    UnknownKey,
    /// A good key, and a good certificate, of different people.
    #[error("the key is not that of the certificate")]
    OtherKey,
}

/// The settings of TLS connections. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Tls {
    config: ClientConfig,
    sessions: Arc<ClientSessionMemoryCache>,
    identity: Option<Identity>,
}

impl Tls {
    /// Fails when the platform has no roots and `options` names none, or when one of those is unusable.
    pub fn new(options: TlsOptions) -> Result<Tls, Fault> {
        let provider = provider();
        let verifier: Arc<dyn ServerCertVerifier> = match options.trust {
            Trust::Anybody => Arc::new(Credulous::new(provider.clone())),
            Trust::Known(own) => Arc::new(
                Careful::new(own, provider.clone())
                    .map_err(|error| unusable(format!("the platform's root certificates cannot be used: {error}")))?,
            ),
        };
        let config = versions(provider)?.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        Ok(Tls { config, sessions: sessions(), identity: options.identity })
    }

    /// Trusts nobody: for clients that only speak plain HTTP, at next to no cost.
    pub fn none() -> Result<Tls, Fault> {
        let roots = rustls::RootCertStore::empty();
        let config = versions(provider())?.with_root_certificates(roots).with_no_client_auth();
        Ok(Tls { config, sessions: sessions(), identity: None })
    }

    /// The settings for rustls, without ALPN and without the client's certificate.
    pub fn config(&self) -> ClientConfig {
        self.config.clone()
    }

    /// Sessions that can be resumed.
    pub fn sessions(&self) -> Arc<ClientSessionMemoryCache> {
        self.sessions.clone()
    }

    /// What is shown where a server asks who the client is.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}

fn sessions() -> Arc<ClientSessionMemoryCache> {
    Arc::new(ClientSessionMemoryCache::new(SERVERS))
}

/// Of how many servers a session is kept.
const SERVERS: usize = 256;

/// The certificates in `pem`, of which each could be an authority's.
pub fn authorities(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let certificates = certificates(pem)?;
    let mut roots = rustls::RootCertStore::empty();
    match certificates.iter().all(|certificate| roots.add(certificate.clone()).is_ok()) {
        true => Ok(certificates),
        false => Err(Unusable::DamagedCertificate),
    }
}

/// The certificates in `pem`; there is one at least.
pub fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = found.map_err(|_| Unusable::DamagedPem)?;
    match certificates.is_empty() {
        false => Ok(certificates),
        true if is_pem(pem) => Err(Unusable::NoCertificate),
        true => Err(Unusable::NotPem),
    }
}

/// The private key in `pem`.
pub fn private_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, Unusable> {
    match PrivateKeyDer::from_pem_slice(pem) {
        Ok(key) => Ok(key),
        Err(pem::Error::NoItemsFound) if contains(pem, b"-----BEGIN ENCRYPTED PRIVATE KEY") => {
            Err(Unusable::EncryptedKey)
        }
        Err(pem::Error::NoItemsFound) if is_pem(pem) => Err(Unusable::NoKey),
        Err(pem::Error::NoItemsFound) => Err(Unusable::NotPem),
        Err(_) => Err(Unusable::DamagedPem),
    }
}

impl Identity {
    /// What a client shows. The first certificate is its own, and `key` must be that one's.
    pub fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<Identity, Unusable> {
        let key = CertifiedKey::from_der(chain, key, &provider()).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => Unusable::OtherKey,
            rustls::Error::InvalidCertificate(_) => Unusable::DamagedCertificate,
            _ => Unusable::UnknownKey,
        })?;
        Ok(Identity { key: Arc::new(key) })
    }
}

fn versions(
    provider: Arc<CryptoProvider>,
) -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, Fault> {
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(format!("TLS cannot be set up: {error}")))
}

fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: std::sync::OnceLock<Arc<CryptoProvider>> = std::sync::OnceLock::new();
    PROVIDER.get_or_init(|| Arc::new(rustls::crypto::ring::default_provider())).clone()
}

fn is_pem(text: &[u8]) -> bool {
    contains(text, b"-----BEGIN ")
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

fn unusable(message: String) -> Fault {
    Fault { code: Code::TlsFailed, phase: Phase::Prepare, message, received: 0, hint: None }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair};

    use super::{Identity, Unusable, authorities, certificates, private_key};

    #[test]
    fn what_is_no_certificate_says_why() {
        let key = KeyPair::generate().expect("a key").serialize_pem();
        for (text, why) in [
            ("certs/ca.pem", Unusable::NotPem),
            ("-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n", Unusable::DamagedPem),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Unusable::DamagedCertificate),
            (&key, Unusable::NoCertificate),
        ] {
            assert_eq!(authorities(text.as_bytes()), Err(why), "{text}");
        }
    }

    #[test]
    fn what_is_no_key_says_why() {
        let own = KeyPair::generate().expect("a key");
        let certificate = CertificateParams::default().self_signed(&own).expect("a certificate").pem();
        for (text, why) in [
            ("", Unusable::NotPem),
            ("-----BEGIN PRIVATE KEY-----\n%%%\n-----END PRIVATE KEY-----\n", Unusable::DamagedPem),
            (
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                Unusable::EncryptedKey,
            ),
            (&certificate, Unusable::NoKey),
        ] {
            assert_eq!(private_key(text.as_bytes()), Err(why), "{text}");
        }
        let chain = || certificates(certificate.as_bytes()).expect("a certificate");
        let with = |key: &str| Identity::new(chain(), private_key(key.as_bytes()).expect("a key")).map(|_| ());
        assert_eq!(with(&own.serialize_pem()), Ok(()));
        assert_eq!(with(&KeyPair::generate().expect("a key").serialize_pem()), Err(Unusable::OtherKey));
        let none = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        assert_eq!(with(none), Err(Unusable::UnknownKey));
    }
}
