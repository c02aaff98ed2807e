//! Notes that a TLS handshake has begun.
//!
//! The HTTP client makes a connection and shakes hands over it in one. A server that takes connections and then says
//! nothing would look like one that takes none, were it not that a session to resume is looked for before the client's
//! first message.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::NamedGroup;
use rustls::client::{ClientSessionStore, Resumption, Tls12ClientSessionValue, Tls13ClientSessionValue};
use rustls::pki_types::ServerName;

/// Whether a handshake has begun on a connection of one client.
#[derive(Clone, Debug, Default)]
pub struct Hello {
    begun: Arc<AtomicBool>,
}

impl Hello {
    /// What resumes the sessions in `store`, and notes here that one was looked for.
    pub fn resumption(&self, store: Arc<dyn ClientSessionStore>) -> Resumption {
        Resumption::store(Arc::new(Noting { hello: self.clone(), store }))
    }

    /// Forgets what was noted.
    pub fn reset(&self) {
        self.begun.store(false, Ordering::Relaxed);
    }

    /// Whether one has begun since then.
    pub fn has_begun(&self) -> bool {
        self.begun.load(Ordering::Relaxed)
    }
}

#[derive(Debug)]
struct Noting {
    hello: Hello,
    store: Arc<dyn ClientSessionStore>,
}

impl ClientSessionStore for Noting {
    fn set_kx_hint(&self, server: ServerName<'static>, group: NamedGroup) {
        self.store.set_kx_hint(server, group);
    }

    fn kx_hint(&self, server: &ServerName<'_>) -> Option<NamedGroup> {
        self.hello.begun.store(true, Ordering::Relaxed);
        self.store.kx_hint(server)
    }

    fn set_tls12_session(&self, server: ServerName<'static>, session: Tls12ClientSessionValue) {
        self.store.set_tls12_session(server, session);
    }

    fn tls12_session(&self, server: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.store.tls12_session(server)
    }

    fn remove_tls12_session(&self, server: &ServerName<'static>) {
        self.store.remove_tls12_session(server);
    }

    fn insert_tls13_ticket(&self, server: ServerName<'static>, ticket: Tls13ClientSessionValue) {
        self.store.insert_tls13_ticket(server, ticket);
    }

    fn take_tls13_ticket(&self, server: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        self.store.take_tls13_ticket(server)
    }
}
