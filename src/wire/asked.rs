//! Notes that a server asked for a client certificate.
//!
//! In TLS 1.3 a server looks at the client's certificate after the client has finished its handshake, and some that
//! miss one close the connection without a word. Then this note is all that tells why.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::SignatureScheme;
use rustls::client::ResolvesClientCert;
use rustls::sign::CertifiedKey;

use crate::wire::tls::Identity;

/// Whether the server of the connection made last asked for a client certificate and got none.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    in_vain: Arc<AtomicBool>,
}

impl Asked {
    /// What shows `identity`, if any, to servers that ask, and notes it here where there is none.
    pub fn resolver(&self, identity: Option<&Identity>) -> Arc<dyn ResolvesClientCert> {
        Arc::new(Noting { asked: self.clone(), key: identity.map(|identity| identity.key.clone()) })
    }

    /// Forgets what was noted.
    pub fn reset(&self) {
        self.in_vain.store(false, Ordering::Relaxed);
    }

    /// Whether a server has asked in vain since then.
    pub fn in_vain(&self) -> bool {
        self.in_vain.load(Ordering::Relaxed)
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
        self.asked.in_vain.store(fitting.is_none(), Ordering::Relaxed);
        fitting.cloned()
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}
