//! TLS, proxies and versions of HTTP: what is said of certificates, keys and proxies that cannot be used, and of servers
//! with which nobody can talk.

use super::said;
use crate::authority::{Authority, Identity, Shown, TlsServer};
use crate::http2;
use crate::project::{Project, Ran};
use crate::proxying::{Manner, Proxy};
use crate::tls::configured;

const ITEM: &str = r#"{"id": 1, "name": "Chair", "price": 10.50}"#;

fn staging(project: &Project) -> Ran {
    project.run(&["run", "--env", "staging", "--seed", "1"])
}

/// A run that trusts `authority`, against a server that shows this.
fn against(authority: &Authority, identity: Identity) -> Ran {
    let server = TlsServer::start(identity.speaks(), drop);
    staging(&configured(&server.url(), "tls.ca = 'ca.pem'").with("ca.pem", &authority.pem()))
}

fn shown(shown: Shown) -> Ran {
    let authority = Authority::new();
    against(&authority, authority.server(shown))
}

/// What is said of the exchange, without the lines that are the same for all of them.
fn briefly_said(code: &str, ran: &Ran) -> String {
    let all = said(code, ran);
    let lines = all.lines().skip_while(|line| !line.contains(" -> "));
    lines.take_while(|line| !line.contains("curl ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_certificate_that_has_expired_is_named_with_its_last_day() {
    insta::assert_snapshot!(said("CS0414", &shown(Shown::Expired)), @"");
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_named_with_its_first_day() {
    insta::assert_snapshot!(briefly_said("CS0415", &shown(Shown::NotYetValid)), @"");
}

#[test]
fn a_certificate_of_another_host_is_named_with_its_hosts() {
    insta::assert_snapshot!(briefly_said("CS0416", &shown(Shown::WrongHost)), @"");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_named_with_who_issued_it() {
    let told = [Shown::SelfSigned, Shown::SelfSignedAuthority, Shown::OfAnother, Shown::WithoutIntermediate]
        .map(|certificate| briefly_said("CS0417", &shown(certificate)));
    insta::assert_snapshot!(told.join("\n\n"), @"");
    let authority = Authority::new();
    let told = against(&Authority::new(), authority.server(Shown::WithIntermediate));
    insta::assert_snapshot!(briefly_said("CS0417", &told), @"");
}

#[test]
fn a_handshake_that_fails_is_told_in_words() {
    let authority = Authority::new();
    let trusting = |url: &str, text: &str| {
        staging(&configured(url, &format!("tls.ca = 'ca.pem'\n{text}")).with("ca.pem", &authority.pem()))
    };
    let old = TlsServer::start(authority.server(Shown::Valid).speaks().alpn(&["http/1.1"]), drop);
    insta::assert_snapshot!(briefly_said("CS0403", &trusting(&old.url(), "http_version = '2'")), @"");
    let none = TlsServer::start(authority.server(Shown::Valid).speaks(), |mut stream| {
        let _ = std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    insta::assert_snapshot!(briefly_said("CS0408", &trusting(&none.url(), "http_version = '2'")), @"");
}

#[test]
fn a_client_certificate_that_is_missing_or_not_accepted_is_named() {
    let authority = Authority::new();
    let speaks = authority.server(Shown::Valid).speaks().wanting_clients_of(&authority);
    let server = TlsServer::start(speaks, drop);
    let with = |text: &str, identity: &Identity| {
        let project = configured(&server.url(), &format!("tls.ca = 'ca.pem'\n{text}"));
        let project = project.with("ca.pem", &authority.pem()).with("own.pem", &(identity.pem() + &identity.key_pem()));
        briefly_said("CS0426", &staging(&project))
    };
    let other = Authority::new().client("somebody else");
    let told = [with("", &other), with("tls.certificate = 'own.pem'\ntls.key = 'own.pem'", &other)];
    insta::assert_snapshot!(told.join("\n\n"), @"");
}

#[test]
fn certificates_and_keys_that_cannot_be_used_are_told_together_and_nothing_is_sent() {
    let authority = Authority::new();
    let identity = authority.client("a client");
    let project = configured(
        "http://127.0.0.1:1",
        "[environments.staging.tls]\nca = 'missing.pem'\ncertificate = 'a.pem'\nkey = 'text.txt'",
    )
    .with("a.pem", &identity.key_pem())
    .with("text.txt", "not PEM\n");
    insta::assert_snapshot!(said("CS0128", &staging(&project)), @"");
    let other = authority.client("another client");
    let project = configured("https://127.0.0.1:1", "[environments.staging.tls]\ncertificate = 'a.pem'\nkey = 'b.pem'")
        .with("a.pem", &identity.pem())
        .with("b.pem", &other.key_pem());
    insta::assert_snapshot!(said("CS0128", &staging(&project)), @"");
    let project = configured("https://127.0.0.1:1", "[environments.staging.tls]\ncertificate = 'a.pem'")
        .with("a.pem", &identity.pem());
    insta::assert_snapshot!(said("CS0128", &staging(&project)), @"");
    let mut project = configured("https://127.0.0.1:1", "[environments.staging.tls]\nca = '${{ secrets.CA }}'");
    project.set("CA", "swordfish-of-mine");
    let told = said("CS0128", &staging(&project));
    assert!(!told.contains("swordfish"), "{told}");
    insta::assert_snapshot!(told, @"");
}

#[test]
fn a_proxy_that_lets_nothing_through_is_no_answer_of_the_api() {
    let proxy = Proxy::start(1, Manner::Refuses(403));
    insta::assert_snapshot!(said("CS0422", &staging(&configured("https://items.test", &format!("proxy.url = '{}'", proxy.url())))), @"");
}

#[test]
fn a_proxy_that_cannot_be_is_refused_before_anything_is_sent() {
    let proxy = "[environments.staging.proxy]\nurl = 'socks5://127.0.0.1:1080'\npassword = 'x'\nexcept = ['*.test', 'http://a']";
    insta::assert_snapshot!(said("CS0121", &staging(&configured("http://127.0.0.1:1", proxy))), @"");
    let proxy = "[environments.staging.proxy]\nurl = '${{ env.PROXY }}'\nusername = 'me:you'";
    let mut project = configured("http://127.0.0.1:1", proxy);
    project.set("PROXY", "http://me:swordfish@127.0.0.1:3128");
    let told = said("CS0121", &staging(&project));
    assert!(!told.contains("swordfish"), "{told}");
    insta::assert_snapshot!(told, @"");
}

#[test]
fn another_version_of_http_than_expected_is_a_failure() {
    let url = http2::plain(ITEM);
    let project = configured(&url, "http_version = '2'");
    let case = project.read("cases/a.yaml");
    project.write("cases/a.yaml", &format!("{case}    expect: {{ http_version: '1.1' }}\n"));
    insta::assert_snapshot!(said("CS0324", &staging(&project)), @"");
    project.write("cases/a.yaml", &format!("{case}    expect: {{ http_version: 2 }}\n"));
    insta::assert_snapshot!(said("CS0102", &staging(&project)), @"");
}
