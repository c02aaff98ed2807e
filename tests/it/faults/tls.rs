//! The same faults over TLS: what is beneath changes nothing of what they are called.

use super::list::beneath_tls;
use super::matrix::{hold, project, ran, together};
use super::server::converse;
use crate::authority::{Authority, Shown, TlsServer};

#[test]
fn every_fault_is_the_same_over_tls() {
    let authority = Authority::new();
    together(beneath_tls(), |fault| {
        let script = (fault.script)();
        let server = TlsServer::start(authority.server(Shown::Valid).speaks(), move |stream| {
            let socket = stream.sock.try_clone().expect("a second handle");
            converse(stream, socket, &script);
        });
        let project = project(&fault, &server.url(), "tls.ca = 'ca.pem'").with("ca.pem", &authority.pem());
        hold(&fault, &ran(&fault, &project))
    });
}
