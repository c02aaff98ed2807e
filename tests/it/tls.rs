//! TLS as users meet it: whom a run trusts, what it shows of itself, and that `insecure` is seen everywhere.

use std::io::{Read, Write};

use rustls::SupportedProtocolVersion;

use crate::authority::{Authority, Identity, Shown, TlsServer, TlsStream};
use crate::http2;
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

pub(crate) static TLS12: &[&SupportedProtocolVersion] = &[&rustls::version::TLS12];
static TLS13: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];

const ITEM: &str = r#"{"id": 1, "name": "Chair", "price": 10.50}"#;

/// The items project with a case that reads item 1 from staging, of which `text` has the keys.
pub(crate) fn configured(url: &str, text: &str) -> Project {
    let case = "api: items\noperation: GET /items/{id}\ncases:\n  - name: a case\n    request: { path: { id: 1 } }\n";
    let mut project = Project::items().with("cases/a.yaml", case);
    project.set("ITEMS_URL", url);
    project.set("ITEMS_KEY", "a-key-of-items");
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.staging]\n{text}\n"));
    project
}

pub(crate) fn staging(project: &Project) -> Ran {
    project.run(&["run", "--env", "staging"])
}

/// A server that shows this and answers with item 1.
fn server(identity: Identity) -> Server {
    let server = Server::start_over(identity.speaks());
    server.on("GET /items/1", [Answer::item(1)]);
    server
}

/// A project that trusts `authority` and is sent to a server of it.
fn trusting(authority: &Authority, url: &str, text: &str) -> Project {
    configured(url, &format!("tls.ca = 'ca.pem'\n{text}")).with("ca.pem", &authority.pem())
}

fn holds(ran: &Ran) {
    assert_eq!(ran.code, 0, "{}", ran.all());
}

fn is_error(ran: &Ran, code: &str) {
    assert!(ran.code == 3 && ran.all().contains(&format!("error[{code}]")), "{}", ran.all());
}

#[test]
fn an_authority_that_is_named_is_trusted_beside_those_of_the_platform() {
    let authority = Authority::new();
    for shown in [Shown::Valid, Shown::WithIntermediate] {
        let server = server(authority.server(shown));
        holds(&staging(&trusting(&authority, &server.url(), "")));
        assert_eq!(server.count("GET /items/1"), 1);
        is_error(&staging(&configured(&server.url(), "")), "CS0417");
        assert_eq!(server.count("GET /items/1"), 1);
    }
}

#[test]
fn pem_may_come_from_a_secret_or_lie_outside_the_project() {
    let authority = Authority::new();
    let server = server(authority.server(Shown::Valid));
    let mut project = configured(&server.url(), "tls.ca = '${{ secrets.ITEMS_CA }}'");
    project.set("ITEMS_CA", &authority.pem());
    holds(&staging(&project));
    let elsewhere = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(elsewhere.path(), authority.pem()).expect("the file is written");
    let mut project = configured(&server.url(), "tls.ca = '${{ env.ITEMS_CA }}'");
    project.set("ITEMS_CA", elsewhere.path().to_str().expect("a path"));
    holds(&staging(&project));
}

#[test]
fn a_server_that_signed_its_certificate_itself_is_trusted_by_that_very_certificate() {
    let authority = Authority::new();
    for shown in [Shown::SelfSigned, Shown::SelfSignedAuthority] {
        let identity = authority.server(shown);
        let own = identity.pem();
        let server = server(identity);
        holds(&staging(&configured(&server.url(), "tls.ca = 'own.pem'").with("own.pem", &own)));
        let other = authority.server(shown).pem();
        is_error(&staging(&configured(&server.url(), "tls.ca = 'own.pem'").with("own.pem", &other)), "CS0417");
    }
}

#[test]
fn a_server_that_is_trusted_itself_must_still_be_for_the_host() {
    let identity = Authority::new().server(Shown::SelfSignedForAnother);
    let own = identity.pem();
    let server = server(identity);
    let ran = staging(&configured(&server.url(), "tls.ca = 'own.pem'").with("own.pem", &own));
    is_error(&ran, "CS0416");
    assert!(ran.stdout.contains("is not for 127.0.0.1, it is for api.example.com"), "{}", ran.all());
}

#[test]
fn a_client_certificate_is_shown_to_servers_that_ask() {
    let authority = Authority::new();
    for versions in [TLS13, TLS12] {
        let speaks = authority.server(Shown::Valid).speaks().wanting_clients_of(&authority).versions(versions);
        let server = Server::start_over(speaks);
        server.on("GET /items/1", [Answer::item(1)]);
        let with = |identity: &Identity| {
            trusting(&authority, &server.url(), "tls.certificate = 'client.pem'\ntls.key = 'key.pem'")
                .with("client.pem", &identity.pem())
                .with("key.pem", &identity.key_pem())
        };
        holds(&staging(&with(&authority.client("a client"))));
        is_error(&staging(&with(&Authority::called("Another Authority").client("a client"))), "CS0426");
        is_error(&staging(&trusting(&authority, &server.url(), "")), "CS0426");
        assert_eq!(server.count("GET /items/1"), 1);
    }
}

#[test]
fn a_client_certificate_that_is_missed_over_http2_is_told_too() {
    let authority = Authority::new();
    let speaks = authority.server(Shown::Valid).speaks().alpn(&["h2"]).wanting_clients_of(&authority);
    let server = TlsServer::start(speaks, |stream| http2::answer(stream, ITEM));
    is_error(&staging(&trusting(&authority, &server.url(), "")), "CS0426");
}

#[test]
fn a_server_that_closes_where_it_misses_a_certificate_is_understood() {
    let authority = Authority::new();
    let speaks = authority.server(Shown::Valid).speaks().asking_clients_of(&authority);
    let server = TlsServer::start(speaks, |mut stream| {
        let _ = stream.read(&mut [0; 1024]);
    });
    is_error(&staging(&trusting(&authority, &server.url(), "")), "CS0426");
}

#[test]
fn insecure_takes_any_certificate_and_every_report_says_so() {
    let authority = Authority::new();
    for shown in [Shown::WrongHost, Shown::Expired, Shown::SelfSignedAuthority, Shown::OfAnother] {
        let server = server(authority.server(shown));
        let mut project = configured(&server.url(), "tls.insecure = true");
        project.set("GITHUB_STEP_SUMMARY", &project.path("summary.md").to_string_lossy());
        let mut arguments = vec!["run", "--env", "staging", "--record", "r.jsonl", "--github", "--tap", "r.tap"];
        arguments.extend(["--junit", "r.xml", "--json", "r.json", "--markdown", "r.md", "--ctrf", "r.ctrf.json"]);
        let ran = project.run(&arguments);
        holds(&ran);
        let last = ran.stdout.trim_end().lines().last().unwrap_or_default();
        assert!(last.ends_with(", insecure: certificates were not verified"), "{}", ran.all());
        for (file, said) in [
            ("r.jsonl", "\"insecure\":true"),
            ("r.tap", "hold on staging (insecure: certificates were not verified)"),
            ("r.xml", "<property name=\"insecure\" value=\"true\"/>"),
            ("r.json", "\"insecure\":true"),
            ("r.md", "(insecure: certificates were not verified)"),
            ("summary.md", "(insecure: certificates were not verified)"),
            ("r.ctrf.json", "\"insecure\":true"),
        ] {
            let text = project.read(file).replace("holds on", "hold on");
            assert!(text.contains(said), "{file}: {text}");
        }
    }
}

#[test]
fn a_verified_run_says_nothing_of_insecure() {
    let authority = Authority::new();
    let server = server(authority.server(Shown::Valid));
    let project = trusting(&authority, &server.url(), "");
    let ran = project.run(&["run", "--env", "staging", "--record", "r.jsonl", "--junit", "r.xml"]);
    holds(&ran);
    for text in [ran.stdout, project.read("r.jsonl"), project.read("r.xml")] {
        assert!(!text.contains("insecure"), "{text}");
    }
}

#[test]
fn insecure_still_wants_the_key_of_the_certificate_that_is_shown() {
    let authority = Authority::new();
    for versions in [TLS13, TLS12] {
        let speaks = authority.server(Shown::Valid).with_key_of(authority.server(Shown::Valid)).speaks();
        let server = Server::start_over(speaks.versions(versions));
        is_error(&staging(&configured(&server.url(), "tls.insecure = true")), "CS0403");
        assert!(server.received().is_empty());
    }
}

#[test]
fn the_gate_does_not_take_a_record_of_which_nobody_knows_who_answered() {
    let authority = Authority::new();
    let server = server(authority.server(Shown::WrongHost));
    let project = configured(&server.url(), "tls.insecure = true");
    holds(&project.run(&["run", "--env", "staging", "--record", "r.jsonl"]));
    let gated = project.run(&["gate", "r.jsonl"]);
    assert!(gated.code == 1 && gated.all().contains("certificates were verified"), "{}", gated.all());
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[gate]\nallow_insecure = true\n"));
    let gated = project.run(&["gate", "r.jsonl"]);
    assert!(gated.code == 0 && gated.all().contains("certificates need not be"), "{}", gated.all());
    holds(&project.run(&["run", "--env", "staging", "--gate"]));
}

#[test]
fn a_merged_record_is_insecure_when_a_part_of_it_is() {
    let authority = Authority::new();
    let server = server(authority.server(Shown::Valid));
    let project = trusting(&authority, &server.url(), "");
    for (index, local) in [(1, ""), (2, "[environments.staging]\ntls.insecure = true\n")] {
        project.write("countersign.local.toml", local);
        let shard = format!("{index}/2");
        let record = format!("{index}.jsonl");
        project.run(&["run", "--env", "staging", "--shard", &shard, "--record", &record]);
    }
    project.write("countersign.local.toml", "");
    holds(&project.run(&["merge", "1.jsonl", "2.jsonl", "--output", "all.jsonl"]));
    assert!(!project.read("1.jsonl").contains("insecure"));
    assert!(project.read("all.jsonl").lines().next().is_some_and(|line| line.contains("\"insecure\":true")));
}

/// Answers with item 1 in the version of HTTP that was agreed on.
fn answer_as_agreed(mut stream: TlsStream) {
    if stream.conn.alpn_protocol() == Some(b"h2") {
        return http2::answer(stream, ITEM);
    }
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
        head.push(byte[0]);
    }
    let length = ITEM.len();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{ITEM}");
    let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.flush());
    let _ = stream.read(&mut byte);
}

#[test]
fn the_version_of_http_is_agreed_on_or_chosen_and_can_be_expected() {
    let authority = Authority::new();
    let server = TlsServer::start(authority.server(Shown::Valid).speaks().alpn(&["h2", "http/1.1"]), answer_as_agreed);
    for (text, spoken) in [("", "2"), ("http_version = '1.1'", "1.1"), ("http_version = '2'", "2")] {
        let project = trusting(&authority, &server.url(), text);
        let case = project.read("cases/a.yaml");
        for (expected, code) in [("1.1", i32::from(spoken != "1.1")), ("2", i32::from(spoken != "2"))] {
            project.write("cases/a.yaml", &format!("{case}    expect: {{ http_version: '{expected}' }}\n"));
            let ran = project.run(&["run", "--env", "staging", "--record", "r.jsonl"]);
            assert_eq!(ran.code, code, "{text} {expected}: {}", ran.all());
            let record = project.read("r.jsonl");
            assert_eq!(record.contains("\"http_version\":\"2\""), spoken == "2", "{record}");
        }
    }
}

#[test]
fn http2_is_spoken_without_tls_where_it_is_asked_for() {
    let url = http2::plain(ITEM);
    let project = configured(&url, "http_version = '2'");
    let case = project.read("cases/a.yaml");
    project.write("cases/a.yaml", &format!("{case}    expect: {{ http_version: '2' }}\n"));
    holds(&staging(&project));
}
