//! A certificate authority that is thrown away with the test, the certificates a server may show, and a server that
//! speaks TLS with them. What goes on over a connection is the test's affair: it puts a handler of streams on it.

use std::io::Read;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

/// A connection over TLS, as the server has it.
pub(crate) type TlsStream = StreamOwned<ServerConnection, TcpStream>;

/// An authority, whose certificate a client may trust.
pub(crate) struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    intermediate: CertifiedIssuer<'static, KeyPair>,
}

/// The certificates that a server may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// One for `127.0.0.1`, `::1` and `localhost`.
    Valid,
    /// One that was valid until 2021.
    Expired,
    /// One that will be valid from 2120 on.
    NotYetValid,
    /// One for `api.example.com` and `www.example.com`.
    WrongHost,
    /// One that it signed itself.
    SelfSigned,
    /// One that it signed itself and that says it is an authority, as `openssl req -x509` makes them.
    SelfSignedAuthority,
    /// Signed by itself, and for other hosts.
    SelfSignedForAnother,
    /// One of another authority.
    OfAnother,
    /// One of an intermediate authority, which is shown too.
    WithIntermediate,
    /// One of an intermediate authority, which is not shown.
    WithoutIntermediate,
}

/// A certificate with its chain, and its key.
pub(crate) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

/// How a server speaks TLS.
pub(crate) struct Speaks {
    identity: Identity,
    /// What it offers by ALPN; nothing when empty.
    alpn: Vec<Vec<u8>>,
    /// The authority that clients should have a certificate of, and whether they must have one.
    clients: Option<(CertificateDer<'static>, bool)>,
    versions: &'static [&'static SupportedProtocolVersion],
}

/// A server on a free port of this machine. Its threads end with the process.
pub(crate) struct TlsServer {
    port: u16,
}

impl Authority {
    /// A new one, called `Test Authority`.
    pub(crate) fn new() -> Authority {
        Authority::called("Test Authority")
    }

    /// A new one of this name.
    pub(crate) fn called(name: &str) -> Authority {
        let root = CertifiedIssuer::self_signed(authority(name), key()).expect("a root");
        let between = authority(&format!("{name}, Intermediate"));
        let intermediate = CertifiedIssuer::signed_by(between, key(), &root).expect("an intermediate");
        Authority { root, intermediate }
    }

    /// Its certificate in PEM, for `tls.ca`.
    pub(crate) fn pem(&self) -> String {
        self.root.pem()
    }

    /// What a server shows.
    pub(crate) fn server(&self, shown: Shown) -> Identity {
        let key = key();
        let mut params = leaf(&["127.0.0.1", "::1", "localhost"], ExtendedKeyUsagePurpose::ServerAuth);
        match shown {
            Shown::Expired => params.not_after = date_time_ymd(2021, 1, 2),
            Shown::NotYetValid => {
                params.not_before = date_time_ymd(2120, 1, 2);
                params.not_after = date_time_ymd(2121, 1, 2);
            }
            Shown::WrongHost | Shown::SelfSignedForAnother => {
                params = leaf(&["api.example.com", "www.example.com"], ExtendedKeyUsagePurpose::ServerAuth);
            }
            Shown::SelfSignedAuthority => params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
            _ => {}
        }
        let (leaf, chain) = match shown {
            Shown::SelfSigned | Shown::SelfSignedAuthority | Shown::SelfSignedForAnother => {
                (params.self_signed(&key), None)
            }
            Shown::OfAnother => (params.signed_by(&key, &Authority::called("Another Authority").root), None),
            Shown::WithIntermediate => (params.signed_by(&key, &self.intermediate), Some(&self.intermediate)),
            Shown::WithoutIntermediate => (params.signed_by(&key, &self.intermediate), None),
            _ => (params.signed_by(&key, &self.root), None),
        };
        let mut shown = vec![leaf.expect("a certificate").der().clone()];
        shown.extend(chain.map(|issuer| issuer.der().clone()));
        Identity { chain: shown, key }
    }

    /// What a client shows; `name` is who it is.
    pub(crate) fn client(&self, name: &str) -> Identity {
        let key = key();
        let mut params = leaf(&[], ExtendedKeyUsagePurpose::ClientAuth);
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.signed_by(&key, &self.root).expect("a certificate");
        Identity { chain: vec![certificate.der().clone()], key }
    }
}

impl Identity {
    /// The certificate and its chain in PEM.
    pub(crate) fn pem(&self) -> String {
        self.chain.iter().map(|certificate| pem("CERTIFICATE", certificate)).collect()
    }

    /// The key in PEM.
    pub(crate) fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// The same certificate, with the key of another one.
    pub(crate) fn with_key_of(self, other: Identity) -> Identity {
        Identity { key: other.key, ..self }
    }

    /// The way of a server that shows this: TLS 1.2 and 1.3, no ALPN, any client.
    pub(crate) fn speaks(self) -> Speaks {
        Speaks { identity: self, alpn: Vec::new(), clients: None, versions: rustls::ALL_VERSIONS }
    }
}

impl Speaks {
    /// Offers these protocols by ALPN, such as `h2`.
    pub(crate) fn alpn(mut self, protocols: &[&str]) -> Speaks {
        self.alpn = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        self
    }

    /// Wants a certificate of `authority` from every client.
    pub(crate) fn wanting_clients_of(mut self, authority: &Authority) -> Speaks {
        self.clients = Some((authority.root.der().clone(), true));
        self
    }

    /// Asks every client for a certificate of `authority`, and goes on with those that have none.
    pub(crate) fn asking_clients_of(mut self, authority: &Authority) -> Speaks {
        self.clients = Some((authority.root.der().clone(), false));
        self
    }

    /// Speaks only these versions of TLS.
    pub(crate) fn versions(mut self, versions: &'static [&'static SupportedProtocolVersion]) -> Speaks {
        self.versions = versions;
        self
    }

    /// The same for rustls.
    pub(crate) fn config(self) -> Arc<ServerConfig> {
        let provider = Arc::new(default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone());
        let builder = builder.with_protocol_versions(self.versions).expect("versions of TLS");
        let builder = match self.clients {
            None => builder.with_no_client_auth(),
            Some((root, must)) => {
                let mut roots = RootCertStore::empty();
                roots.add(root).expect("a root");
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
                let verifier = if must { verifier } else { verifier.allow_unauthenticated() };
                builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
            }
        };
        let key = PrivateKeyDer::Pkcs8(self.identity.key.serialize_der().into());
        let key = provider.key_provider.load_private_key(key).expect("a key");
        // Whether the key is that of the certificate is not checked here.
        let certified = CertifiedKey::new(self.identity.chain, key);
        let mut config = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
        config.alpn_protocols = self.alpn;
        Arc::new(config)
    }
}

impl TlsServer {
    /// Listens, and gives each connection whose handshake succeeds to `handler`, in a thread of its own.
    pub(crate) fn start(speaks: Speaks, handler: impl Fn(TlsStream) + Send + Sync + 'static) -> TlsServer {
        let config = speaks.config();
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let handler = Arc::new(handler);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, handler) = (config.clone(), handler.clone());
                std::thread::spawn(move || accept(stream, config).into_iter().for_each(|stream| handler(stream)));
            }
        });
        TlsServer { port }
    }

    /// The port that it listens at.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Its address, by number.
    pub(crate) fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port())
    }
}

/// Shakes hands; `None` once a client that was turned away has had the time to hear why.
pub(crate) fn accept(mut stream: TcpStream, config: Arc<ServerConfig>) -> Option<TlsStream> {
    let mut connection = ServerConnection::new(config).ok()?;
    while connection.is_handshaking() {
        if connection.complete_io(&mut stream).is_err() {
            // Closed with something unread, the connection would be reset and the alert with it.
            let _ = stream.shutdown(Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
            return None;
        }
    }
    Some(StreamOwned::new(connection, stream))
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    params
}

fn leaf(names: &[&str], usage: ExtendedKeyUsagePurpose) -> CertificateParams {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name.push(DnType::CommonName, "Test Server");
    params.extended_key_usages = vec![usage];
    params.not_before = date_time_ymd(2020, 1, 2);
    params.not_after = date_time_ymd(2120, 1, 2);
    params
}

fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("base64")).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
