//! TLS, proxies and versions of HTTP: what is said of certificates, keys and proxies that cannot be used, and of servers
//! with which nobody can talk.

use super::said;
use crate::authority::{Authority, Identity, Shown, TlsServer};
use crate::http2;
use crate::project::{Project, Ran};
use crate::proxying::{Manner, Proxy};
use crate::tls::{TLS12, configured};

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
    insta::assert_snapshot!(said("CS0414", &shown(Shown::Expired)), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
  error[CS0414] the server's certificate expired on 2021-01-02: `Test Server`, issued by `Test Authority`
    in        exchange
    found     broke off at tls
    case      cases/a.yaml:5:14
    help      renew it on the server; is this machine's clock right?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'https://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0414
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (https://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_named_with_its_first_day() {
    insta::assert_snapshot!(briefly_said("CS0415", &shown(Shown::NotYetValid)), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0415] the server's certificate is not valid before 2120-01-02: `Test Server`, issued by `Test Authority`
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      is this machine's clock right?
");
}

#[test]
fn a_certificate_of_another_host_is_named_with_its_hosts() {
    insta::assert_snapshot!(briefly_said("CS0416", &shown(Shown::WrongHost)), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0416] the server's certificate is not for 127.0.0.1, it is for api.example.com, www.example.com: `Test Server`, issued by `Test Authority`
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      name the host in `base_url` as the certificate does, or is this another server than it should be?
");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_named_with_who_issued_it() {
    let told = [Shown::SelfSigned, Shown::SelfSignedAuthority, Shown::OfAnother, Shown::WithoutIntermediate]
        .map(|certificate| briefly_said("CS0417", &shown(certificate)));
    insta::assert_snapshot!(told.join("\n\n"), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0417] the server's certificate is self-signed: `Test Server`
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      if this is the right server, `tls.ca` of the environment may name this certificate as trusted

GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0417] the server's certificate is self-signed: `Test Server`
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      if this is the right server, `tls.ca` of the environment may name this certificate as trusted

GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0417] the server's certificate is signed by `Another Authority`, which is not trusted here, and came without that authority's own certificate
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      if that is an intermediate authority, the server must send its certificate too; else `tls.ca` of the environment can name the authority as trusted

GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0417] the server's certificate is signed by `Test Authority, Intermediate`, which is not trusted here, and came without that authority's own certificate
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      if that is an intermediate authority, the server must send its certificate too; else `tls.ca` of the environment can name the authority as trusted
");
    let authority = Authority::new();
    let namesake = against(&Authority::new(), authority.server(Shown::Valid));
    insta::assert_snapshot!(briefly_said("CS0417", &namesake), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0417] the server's certificate is signed by an authority that is called like a trusted one, and has another key: `Test Server`, issued by `Test Authority`
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      was the authority made anew? `tls.ca` of the environment must name its certificate of today
");
    let told = against(&Authority::called("Another Authority"), authority.server(Shown::WithIntermediate));
    insta::assert_snapshot!(briefly_said("CS0417", &told), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0417] the server's certificate is signed by `Test Authority, Intermediate`, and nobody is trusted here up to `Test Authority`, where the chain ends
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      `tls.ca` of the environment can name that authority as trusted
");
}

#[test]
fn a_handshake_that_fails_is_told_in_words() {
    let authority = Authority::new();
    let trusting = |url: &str, text: &str| {
        staging(&configured(url, &format!("tls.ca = 'ca.pem'\n{text}")).with("ca.pem", &authority.pem()))
    };
    let old = TlsServer::start(authority.server(Shown::Valid).speaks().alpn(&["http/1.1"]), drop);
    insta::assert_snapshot!(briefly_said("CS0403", &trusting(&old.url(), "http_version = '2'")), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0403] the server broke off the TLS handshake: it has none of the versions of HTTP that are offered, by ALPN (alert 120)
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      `http_version` of the environment asks for a version that this server does not have here
");
    let none = TlsServer::start(authority.server(Shown::Valid).speaks(), |mut stream| {
        let _ = std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    insta::assert_snapshot!(briefly_said("CS0408", &trusting(&none.url(), "http_version = '2'")), @r#"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
error[CS0408] the answer is not HTTP/2: connection error detected: frame with invalid size
  in        exchange
  found     broke off at head
  case      cases/a.yaml:5:14
  help      `http_version = "2"` of the environment asks for it; has this server HTTP/2 here, also without TLS?
"#);
}

#[test]
fn a_client_certificate_that_is_missing_or_not_accepted_is_named() {
    let authority = Authority::new();
    // In TLS 1.3 the server's alert may be lost on the way.
    let speaks = authority.server(Shown::Valid).speaks().wanting_clients_of(&authority).versions(TLS12);
    let server = TlsServer::start(speaks, drop);
    let with = |text: &str, identity: &Identity| {
        let project = configured(&server.url(), &format!("tls.ca = 'ca.pem'\n{text}"));
        let project = project.with("ca.pem", &authority.pem()).with("own.pem", &(identity.pem() + &identity.key_pem()));
        briefly_said("CS0426", &staging(&project))
    };
    let other = Authority::called("Another Authority").client("somebody else");
    let told = [with("", &other), with("tls.certificate = 'own.pem'\ntls.key = 'own.pem'", &other)];
    insta::assert_snapshot!(told.join("\n\n"), @r"
GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0426] the server asked for a client certificate, got none, and ended the connection
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      `tls.certificate` and `tls.key` of the environment name the client's certificate and its key

GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
error[CS0426] the server broke off the TLS handshake: it does not know the authority of the client certificate (alert 48)
  in        exchange
  found     broke off at tls
  case      cases/a.yaml:5:14
  help      `tls.certificate` and `tls.key` of the environment name the client's certificate and its key
");
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
    insta::assert_snapshot!(said("CS0128", &staging(&project)), @r"
exit code: 2
--- stderr
error[CS0128]: `ca` of `tls` cannot be read: missing.pem: No such file or directory (os error 2)
  --> countersign.toml:15:6
   |
15 | ca = 'missing.pem'
   |      ^^^^^^^^^^^^^ given here
   |
   = help: it is a path from the project's root, or the PEM itself

error[CS0128]: `certificate` of `tls` cannot be used: there is no certificate in it
  --> countersign.toml:16:15
   |
16 | certificate = 'a.pem'
   |               ^^^^^^^ a.pem
   |
   = help: a certificate is what stands from `-----BEGIN CERTIFICATE-----` on

error[CS0128]: `key` of `tls` cannot be used: there is nothing in PEM in it
  --> countersign.toml:17:7
   |
17 | key = 'text.txt'
   |       ^^^^^^^^^^ text.txt
   |
   = help: PEM begins with `-----BEGIN`; `openssl x509 -inform der -in FILE` makes it of a certificate in DER

nothing was sent
");
    let other = authority.client("another client");
    let project = configured("https://127.0.0.1:1", "[environments.staging.tls]\ncertificate = 'a.pem'\nkey = 'b.pem'")
        .with("a.pem", &identity.pem())
        .with("b.pem", &other.key_pem());
    insta::assert_snapshot!(said("CS0128", &staging(&project)), @r"
exit code: 2
--- stderr
error[CS0128]: `key` of `tls`: the key is not that of the certificate
  --> countersign.toml:15:15
   |
15 | certificate = 'a.pem'
   |               ^^^^^^^ the certificate
16 | key = 'b.pem'
   |       ------- the key of another one
   |
   = help: the first certificate must be the one of this key; `openssl x509 -pubkey` and `openssl pkey -pubout` show what belongs together

nothing was sent
");
    let project = configured("https://127.0.0.1:1", "[environments.staging.tls]\ncertificate = 'a.pem'")
        .with("a.pem", &identity.pem());
    insta::assert_snapshot!(said("CS0128", &staging(&project)), @r#"
exit code: 2
--- stderr
error[CS0128]: a client certificate without its key
  --> countersign.toml:15:15
   |
15 | certificate = 'a.pem'
   |               ^^^^^^^ the key of this one is not given
   |
   = help: name it beside it: `key = "..."`; one file may hold both, and is then named twice

nothing was sent
"#);
    let mut project = configured("https://127.0.0.1:1", "[environments.staging.tls]\nca = '${{ secrets.CA }}'");
    project.set("CA", "swordfish-of-mine");
    let told = said("CS0128", &staging(&project));
    assert!(!told.contains("swordfish"), "{told}");
    insta::assert_snapshot!(told, @r"
exit code: 2
--- stderr
error[CS0128]: `ca` of `tls` cannot be read: the path that this secret holds: No such file or directory (os error 2)
  --> countersign.toml:15:6
   |
15 | ca = '${{ secrets.CA }}'
   |      ^^^^^^^^^^^^^^^^^^^ given here
   |
   = help: it is a path from the project's root, or the PEM itself

nothing was sent
");
}

#[test]
fn a_proxy_that_lets_nothing_through_is_no_answer_of_the_api() {
    let proxy = Proxy::start(1, Manner::Refuses(403));
    insta::assert_snapshot!(said("CS0422", &staging(&configured("https://items.test", &format!("proxy.url = '{}'", proxy.url())))), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET https://items.test/items/1 -> no answer, broke off at connect, [TIME]
  error[CS0422] the proxy 127.0.0.1:[PORT] refused to connect to the server (status 403)
    in        exchange
    found     broke off at connect
    case      cases/a.yaml:5:14
    help      may the proxy reach the server? `proxy.except` names hosts that are asked without it
    curl curl -sS -H "x-key: $ITEMS_KEY" 'https://items.test/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0422
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (https://items.test)
"#);
}

#[test]
fn a_proxy_that_cannot_be_is_refused_before_anything_is_sent() {
    let proxy = "[environments.staging.proxy]\nurl = 'socks5://127.0.0.1:1080'\npassword = 'x'\nexcept = ['*.test', 'http://a']";
    insta::assert_snapshot!(said("CS0121", &staging(&configured("http://127.0.0.1:1", proxy))), @r"
exit code: 2
--- stderr
error[CS0121]: the URL of the proxy has the scheme `socks5`, not http or https
  --> countersign.toml:15:7
   |
15 | url = 'socks5://127.0.0.1:[PORT]'
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^ given here
   |
   = help: such as `http://proxy.example.com:3128`

error[CS0107]: a password without a user
  --> countersign.toml:16:12
   |
16 | password = 'x'
   |            ^^^ given here
   |
   = help: add `username`

error[CS0107]: a host of `except` holds a `*`
  --> countersign.toml:17:11
   |
17 | except = ['*.test', 'http://a']
   |           ^^^^^^^^ given here
   |
   = help: such as `api.example.com`, `.example.com` for all names beneath it, or `127.0.0.1:[PORT]`

error[CS0107]: a host of `except` is a URL
  --> countersign.toml:17:21
   |
17 | except = ['*.test', 'http://a']
   |                     ^^^^^^^^^^ given here
   |
   = help: such as `api.example.com`, `.example.com` for all names beneath it, or `127.0.0.1:[PORT]`

nothing was sent
");
    let proxy = "[environments.staging.proxy]\nurl = '${{ env.PROXY }}'\nusername = 'me:you'";
    let mut project = configured("http://127.0.0.1:1", proxy);
    project.set("PROXY", "http://me:swordfish@127.0.0.1:3128");
    let told = said("CS0121", &staging(&project));
    assert!(!told.contains("swordfish"), "{told}");
    insta::assert_snapshot!(told, @r"
exit code: 2
--- stderr
error[CS0121]: the URL of the proxy holds credentials; give them as `username` and `password`
  --> countersign.toml:15:7
   |
15 | url = '${{ env.PROXY }}'
   |       ^^^^^^^^^^^^^^^^^^ given here
   |
   = help: such as `http://proxy.example.com:3128`

error[CS0107]: credentials that cannot be sent: a user's name cannot hold a colon
  --> countersign.toml:16:12
   |
16 | username = 'me:you'
   |            ^^^^^^^^ given here
   |
   = help: they go to the proxy as basic authentication has them (RFC 7617)

nothing was sent
");
}

#[test]
fn a_base_url_and_a_proxy_that_cannot_be_used_are_told_together() {
    let project = configured("ftp://127.0.0.1:1", "[environments.staging.proxy]\nurl = 'socks5://127.0.0.1:2'");
    let told = said("CS0121", &staging(&project));
    for one in ["the base URL of items has the scheme `ftp`", "the URL of the proxy has the scheme `socks5`"] {
        assert!(told.contains(one), "{told}");
    }
}

#[test]
fn another_version_of_http_than_expected_is_a_failure() {
    let url = http2::plain(ITEM);
    let project = configured(&url, "http_version = '2'");
    let case = project.read("cases/a.yaml");
    project.write("cases/a.yaml", &format!("{case}    expect: {{ http_version: '1.1' }}\n"));
    insta::assert_snapshot!(said("CS0324", &staging(&project)), @r#"
exit code: 1
--- stdout
FAILED  items/a::a-case  [TIME]

FAILED items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
  failure[CS0324] another version of HTTP than expected
    in        exchange
    expected  HTTP/1.1
    found     HTTP/2
    case      cases/a.yaml:6:13
    the body {"id": 1, "name": "Chair", "price": 10.50}
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0324
1 failed in [TIME] (seed [SEED])
0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
"#);
    project.write("cases/a.yaml", &format!("{case}    expect: {{ http_version: 2 }}\n"));
    insta::assert_snapshot!(said("CS0105", &staging(&project)), @r#"
exit code: 2
--- stderr
error[CS0105]: `http_version` takes `1.1` or `2`
 --> cases/a.yaml:6:29
  |
6 |     expect: { http_version: 2 }
  |                             ^ this is the number 2
  |
  = help: put quotes around it: `"2"`

nothing was sent
"#);
}
