//! TLS for the client: verified against the platform's roots, set up once and shared by every client.
//!
//! Reading the platform's roots takes some 18 ms, so this is done only when an https URL is planned, and once for all
//! runner threads; they also share the cache of TLS sessions.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use crate::source::code::Code;
use crate::wire::exchange::{Fault, Phase};

/// The settings of TLS connections. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Tls {
    config: ClientConfig,
}

impl Tls {
    /// Trusts what the platform trusts, and the certificates of `extra_roots` (PEM), if any.
    ///
    /// Certificates are always verified. Fails when `extra_roots` isn't PEM or holds none, or when the platform has
    /// no roots.
    pub fn new(extra_roots: Option<&[u8]>) -> Result<Tls, Fault> {
        let extra = extra_roots.map_or_else(|| Ok(Vec::new()), certificates)?;
        let provider = provider();
        let verifier = Verifier::new_with_extra_roots(extra, provider.clone())
            .map_err(|error| unusable(format!("the platform's root certificates cannot be used: {error}")))?;
        let mut config =
            versions(provider)?.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Tls { config })
    }

    /// Trusts nobody: for clients that only speak plain HTTP, at next to no cost.
    pub fn none() -> Result<Tls, Fault> {
        let roots = rustls::RootCertStore::empty();
        Ok(Tls { config: versions(provider())?.with_root_certificates(roots).with_no_client_auth() })
    }

    /// The settings for rustls.
    pub fn config(&self) -> ClientConfig {
        self.config.clone()
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

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let certificates: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| unusable(format!("the extra root certificates are not PEM: {error}")))?;
    if certificates.is_empty() {
        return Err(unusable("the extra root certificates hold no certificate".to_owned()));
    }
    Ok(certificates)
}

fn unusable(message: String) -> Fault {
    Fault { code: Code::TlsFailed, phase: Phase::Prepare, message, received: 0, hint: None }
}

#[cfg(test)]
mod tests {
    use super::Tls;
    use crate::source::code::Code;

    #[test]
    fn extra_roots_must_be_certificates() {
        for pem in [&b"not PEM"[..], b"-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n"] {
            let fault = Tls::new(Some(pem)).expect_err("no certificate");
            assert_eq!(fault.code, Code::TlsFailed);
            assert!(fault.message.contains("extra root certificates"), "{}", fault.message);
        }
    }
}
