//! Whom the client believes to be who they say they are, and why it does not believe the others.
//!
//! The platform's verifier decides, and says no more than a word where it does not accept a certificate. What is wrong
//! is looked up here in the certificates that were shown.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_name;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;

use crate::source::code::Code;
use crate::wire::certificate::Certificate;

/// Believes those that the platform believes, and those whom authorities of our own vouch for.
#[derive(Debug)]
pub struct Careful {
    platform: Verifier,
    own: Vec<CertificateDer<'static>>,
}

/// Believes anybody. Whoever signs the handshake must still hold the key of the certificate that is shown.
#[derive(Debug)]
pub struct Credulous {
    provider: Arc<CryptoProvider>,
}

/// Why a certificate is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distrust {
    /// The stable code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to try.
    pub hint: &'static str,
}

impl Careful {
    /// Believes `own` authorities too, or a server that shows one of `own` itself. Reads the platform's roots.
    pub fn new(own: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Careful, Error> {
        Ok(Careful { platform: Verifier::new_with_extra_roots(own.clone(), provider)?, own })
    }

    /// Whether the server shows one of our own certificates itself. One that it signed itself is refused by the
    /// platform's verifier when it says that it is an authority, as those do that `openssl req -x509` makes.
    fn is_own(&self, shown: &CertificateDer<'_>, name: &ServerName<'_>, now: UnixTime) -> bool {
        self.own_is_named(shown, name, now) == Some(true)
    }

    /// The same, and all that is wrong with it is that it is not for this host.
    fn is_own_of_another_host(&self, shown: &CertificateDer<'_>, name: &ServerName<'_>, now: UnixTime) -> bool {
        self.own_is_named(shown, name, now) == Some(false)
    }

    /// Whether one of our own certificates is for this host; `None` where it is none of them, or not valid now.
    fn own_is_named(&self, shown: &CertificateDer<'_>, name: &ServerName<'_>, now: UnixTime) -> Option<bool> {
        let certificate = self.own.iter().find(|own| *own == shown).and_then(|own| Certificate::read(own))?;
        let now = timestamp(now);
        let is_valid = certificate.not_before <= now && now <= certificate.not_after;
        is_valid
            .then(|| ParsedCertificate::try_from(shown).is_ok_and(|parsed| verify_server_name(&parsed, name).is_ok()))
    }
}

impl ServerCertVerifier for Careful {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.platform.verify_server_cert(shown, chain, name, ocsp, now) {
            Err(_) if self.is_own(shown, name, now) => Ok(ServerCertVerified::assertion()),
            Err(Error::InvalidCertificate(error)) => {
                let error = if self.is_own_of_another_host(shown, name, now) {
                    CertificateError::NotValidForName
                } else {
                    error
                };
                let distrust = Shown { shown, chain, name, now: timestamp(now) }.distrust(&error);
                Err(Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(distrust)))))
            }
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.platform.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.platform.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.platform.supported_verify_schemes()
    }
}

impl Credulous {
    /// Believes anybody.
    pub fn new(provider: Arc<CryptoProvider>) -> Credulous {
        Credulous { provider }
    }
}

impl ServerCertVerifier for Credulous {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let schemes = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, schemes)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let schemes = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, schemes)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Distrust {}

/// What a server showed to somebody who asked for `name`.
struct Shown<'a> {
    shown: &'a CertificateDer<'a>,
    chain: &'a [CertificateDer<'a>],
    name: &'a ServerName<'a>,
    now: Timestamp,
}

impl Shown<'_> {
    fn distrust(&self, error: &CertificateError) -> Distrust {
        let Some(own) = Certificate::read(self.shown) else {
            return Distrust {
                code: Code::TlsFailed,
                message: format!("the server's certificate cannot be read: {error}"),
                hint: "`openssl s_client -connect HOST:PORT -showcerts` shows it",
            };
        };
        match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => self.expired(&own),
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => self.not_yet_valid(&own),
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                self.of_another_host(&own)
            }
            CertificateError::UnknownIssuer => self.untrusted(&own),
            CertificateError::BadSignature => self.of_a_namesake(&own),
            // An authority's certificate that a server shows as its own, among others.
            _ if own.is_self_issued => self.untrusted(&own),
            CertificateError::Revoked => Distrust {
                code: Code::TlsFailed,
                message: format!("the server's certificate was revoked: {}", described(&own)),
                hint: "whoever issued it does not vouch for it any more; the server needs another one",
            },
            other => Distrust {
                code: Code::TlsFailed,
                message: format!("the server's certificate is not accepted, {other}: {}", described(&own)),
                hint: "`openssl s_client -connect HOST:PORT -showcerts` shows it",
            },
        }
    }

    /// The first certificate of the chain of which `wrong` holds, with how it is called.
    fn culprit(&self, own: &Certificate, wrong: impl Fn(&Certificate) -> bool) -> (&'static str, Certificate) {
        let authority = || self.chain.iter().filter_map(|der| Certificate::read(der)).find(|found| wrong(found));
        match (!wrong(own)).then(authority).flatten() {
            Some(authority) => ("the certificate of an authority in the server's chain", authority),
            None => ("the server's certificate", own.clone()),
        }
    }

    fn expired(&self, own: &Certificate) -> Distrust {
        let (whose, certificate) = self.culprit(own, |certificate| certificate.not_after < self.now);
        Distrust {
            code: Code::CertificateExpired,
            message: format!("{whose} expired on {}: {}", day(certificate.not_after), described(&certificate)),
            hint: "renew it on the server; is this machine's clock right?",
        }
    }

    fn not_yet_valid(&self, own: &Certificate) -> Distrust {
        let (whose, certificate) = self.culprit(own, |certificate| certificate.not_before > self.now);
        Distrust {
            code: Code::CertificateNotYetValid,
            message: format!(
                "{whose} is not valid before {}: {}",
                day(certificate.not_before),
                described(&certificate)
            ),
            hint: "is this machine's clock right?",
        }
    }

    fn of_another_host(&self, own: &Certificate) -> Distrust {
        Distrust {
            code: Code::CertificateWrongHost,
            message: format!(
                "the server's certificate is not for {}, it is for {}: {}",
                self.name.to_str(),
                listed(&own.names),
                described(own)
            ),
            hint: "name the host in `base_url` as the certificate does, or is this another server than it should be?",
        }
    }

    /// An authority that was made anew is called as before and has another key.
    fn of_a_namesake(&self, own: &Certificate) -> Distrust {
        Distrust {
            code: Code::CertificateUntrusted,
            message: format!(
                "the server's certificate is signed by an authority that is called like a trusted one, and has another \
                 key: {}",
                described(own)
            ),
            hint: "was the authority made anew? `tls.ca` of the environment must name its certificate of today",
        }
    }

    fn untrusted(&self, own: &Certificate) -> Distrust {
        let distrust = |message, hint| Distrust { code: Code::CertificateUntrusted, message, hint };
        if own.is_self_issued {
            return distrust(
                format!("the server's certificate is self-signed: `{}`", own.subject),
                "if this is the right server, `tls.ca` of the environment may name this certificate as trusted",
            );
        }
        match self.chain.iter().filter_map(|der| Certificate::read(der)).next_back() {
            None => distrust(
                format!(
                    "the server's certificate is signed by `{}`, which is not trusted here, and came without that \
                     authority's own certificate",
                    own.issuer
                ),
                "if that is an intermediate authority, the server must send its certificate too; else `tls.ca` of the \
                 environment can name the authority as trusted",
            ),
            Some(last) => distrust(
                format!(
                    "the server's certificate is signed by `{}`, and nobody is trusted here up to `{}`, where the chain \
                     ends",
                    own.issuer, last.issuer
                ),
                "`tls.ca` of the environment can name that authority as trusted",
            ),
        }
    }
}

/// Whose it is and who issued it, as messages end.
fn described(certificate: &Certificate) -> String {
    format!("`{}`, issued by `{}`", certificate.subject, certificate.issuer)
}

/// Names, not too many of them.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    match names {
        [] => "no host at all".to_owned(),
        names if names.len() <= MOST => names.join(", "),
        names => format!("{} and {} more", names[..MOST].join(", "), names.len() - MOST),
    }
}

fn day(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

fn timestamp(time: UnixTime) -> Timestamp {
    i64::try_from(time.as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
}
