//! Notes that a server asked for a client certificate.
//!
//! In TLS 1.3 a server looks at the client's certificate after the client has finished its handshake, and some that
//! miss one close the connection without a word. Then this note is all that tells why.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rustls::SignatureScheme;
use rustls::client::ResolvesClientCert;
use rustls::sign::CertifiedKey;

use crate::wire::tls::Identity;

/// Whether the server of the connection made last asked for a client certificate.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    got: Arc<AtomicU8>,
}

/// What a server got that asked for a client certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Got {
    /// None.
    Nothing,
    /// The one that is configured.
    Certificate,
}

const NOT_ASKED: u8 = 0;
const NOTHING: u8 = 1;
const CERTIFICATE: u8 = 2;

impl Asked {
    /// What shows `identity`, if any, to servers that ask, and notes it here where there is none.
    pub fn resolver(&self, identity: Option<&Identity>) -> Arc<dyn ResolvesClientCert> {
        Arc::new(Noting { asked: self.clone(), key: identity.map(|identity| identity.key.clone()) })
    }

    /// Forgets what was noted.
    pub fn reset(&self) {
        self.got.store(NOT_ASKED, Ordering::Relaxed);
    }

    /// What a server got that has asked since then.
    pub fn got(&self) -> Option<Got> {
        match self.got.load(Ordering::Relaxed) {
            NOTHING => Some(Got::Nothing),
            CERTIFICATE => Some(Got::Certificate),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Noting {
    asked: Asked,
    key: Option<Arc<CertifiedKey>>,
}

impl ResolvesClientCert for Noting {
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let fitting = self.key.as_ref().filter(|key| key.key.choose_scheme(schemes).is_some());
        self.asked.got.store(if fitting.is_some() { CERTIFICATE } else { NOTHING }, Ordering::Relaxed);
        fitting.cloned()
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}
