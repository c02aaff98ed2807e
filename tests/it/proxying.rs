//! Proxies as users meet them: named by the configuration alone, told their credentials alone, and never taken for the
//! API.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use base64::Engine;

use crate::authority::{self, Authority, Shown, Speaks};
use crate::server::{Answer, Server};
use crate::tls::{configured, staging};

const PASSWORD: &str = "correct-horse/battery+staple";

/// A proxy that leads everybody to the same port of this machine, whatever host was asked for.
pub(crate) struct Proxy {
    scheme: &'static str,
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

/// How a proxy behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner {
    /// It lets everybody through.
    Open,
    /// It wants credentials, and no others.
    Wants(&'static str),
    /// It refuses with this status.
    Refuses(u16),
    /// It speaks something else.
    Garbage,
    /// It closes the connection once it was asked.
    Closes,
}

impl Proxy {
    /// A proxy that leads to `port`.
    pub(crate) fn start(port: u16, manner: Manner) -> Proxy {
        Proxy { scheme: "http", ..Proxy::listen(port, manner, Some) }
    }

    /// The same, itself asked over TLS. It makes no tunnels.
    fn start_over(speaks: Speaks, port: u16, manner: Manner) -> Proxy {
        let config = speaks.config();
        let accept = move |stream| authority::accept(stream, config.clone());
        Proxy { scheme: "https", ..Proxy::listen(port, manner, accept) }
    }

    fn listen<S: Read + Write + 'static>(
        to: u16,
        manner: Manner,
        accept: impl Fn(TcpStream) -> Option<S> + Send + Sync + 'static,
    ) -> Proxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let (own, accept) = (heads.clone(), Arc::new(accept));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (own, accept) = (own.clone(), accept.clone());
                std::thread::spawn(move || {
                    let Ok(raw) = stream.try_clone() else { return };
                    // A client or a server that goes is the usual end.
                    let _ = accept(stream).map(|stream| serve(stream, &raw, to, manner, &own));
                });
            }
        });
        Proxy { scheme: "", port, heads }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("{}://127.0.0.1:{}", self.scheme, self.port)
    }

    /// The heads of all requests to it.
    fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("the lock").clone()
    }
}

fn serve(
    mut stream: impl Read + Write,
    raw: &TcpStream,
    to: u16,
    manner: Manner,
    heads: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    while let Some(head) = head(&mut stream) {
        heads.lock().expect("the lock").push(head.clone());
        let status = match manner {
            Manner::Wants(wanted) if !head.contains(&format!("authorization: Basic {wanted}\r\n")) => 407,
            Manner::Refuses(status) => status,
            Manner::Garbage => return stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\r\n").and_then(|()| stream.flush()),
            Manner::Closes => return Ok(()),
            _ => 200,
        };
        if status != 200 {
            stream.write_all(format!("HTTP/1.1 {status} .\r\ncontent-length: 0\r\n\r\n").as_bytes())?;
            stream.flush()?;
            continue;
        }
        let mut server = TcpStream::connect(("127.0.0.1", to))?;
        if head.starts_with("CONNECT ") {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            return splice(raw, &server);
        }
        server.write_all(as_origin(&head).as_bytes())?;
        let answer = self::head(&mut server).unwrap_or_default();
        let length = answer.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        server.read_exact(&mut body)?;
        stream.write_all(answer.as_bytes()).and_then(|()| stream.write_all(&body)).and_then(|()| stream.flush())?;
    }
    Ok(())
}

/// A head up to its empty line; names of headers in lower case.
fn head(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let text = String::from_utf8(head).ok()?;
    let lower = |line: &str| match line.split_once(": ") {
        Some((name, value)) => format!("{}: {value}", name.to_ascii_lowercase()),
        None => line.to_owned(),
    };
    Some(text.split("\r\n").map(lower).collect::<Vec<_>>().join("\r\n"))
}

/// What a proxy passes on: the path alone, and nothing that was meant for it.
fn as_origin(head: &str) -> String {
    let (line, rest) = head.split_once("\r\n").expect("a line");
    let mut parts = line.split(' ');
    let (method, url) = (parts.next().expect("a method"), parts.next().expect("a URL"));
    let path = url.splitn(4, '/').nth(3).unwrap_or_default();
    let rest: Vec<&str> = rest.split("\r\n").filter(|line| !line.starts_with("proxy-")).collect();
    format!("{method} /{path} HTTP/1.1\r\n{}", rest.join("\r\n"))
}

fn splice(client: &TcpStream, server: &TcpStream) -> std::io::Result<()> {
    let (mut from, mut to) = (server.try_clone()?, client.try_clone()?);
    let back = std::thread::spawn(move || std::io::copy(&mut from, &mut to));
    std::io::copy(&mut { client }, &mut { server })?;
    server.shutdown(std::net::Shutdown::Write)?;
    let _ = back.join();
    Ok(())
}

/// A server that answers with item 1, and its port.
fn items() -> (Server, u16) {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let port = server.port();
    (server, port)
}

fn basic(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn a_proxy_is_asked_for_http_in_whole_urls_and_makes_tunnels_for_https() {
    let (_server, port) = items();
    let proxy = Proxy::start(port, Manner::Open);
    // A name that nobody but the proxy has to know.
    let ran = staging(&configured("http://items.test", &format!("proxy.url = '{}'", proxy.url())));
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(proxy.heads()[0].starts_with("GET http://items.test/items/1 HTTP/1.1\r\n"), "{:?}", proxy.heads());

    let authority = Authority::new();
    let server = Server::start_over(authority.server(Shown::WrongHost).speaks());
    server.on("GET /items/1", [Answer::item(1)]);
    let proxy = Proxy::start(server.port(), Manner::Open);
    let text = format!("tls.ca = 'ca.pem'\nproxy.url = '{}'", proxy.url());
    let project = configured("https://api.example.com", &text).with("ca.pem", &authority.pem());
    let ran = project.run(&["run", "--env", "staging", "--record", "r.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let heads = proxy.heads();
    assert!(heads.iter().all(|head| head.starts_with("CONNECT api.example.com:443 HTTP/1.1\r\n")), "{heads:?}");
    assert!(!heads.concat().contains("x-key"), "{heads:?}");
    assert!(project.read("r.jsonl").contains(&format!("\"proxy\":\"127.0.0.1:{}\"", proxy.port)));
}

#[test]
fn what_the_server_behind_a_tunnel_does_is_not_the_proxys_doing() {
    let authority = Authority::new();
    let server = Server::start_over(authority.server(Shown::Valid).speaks());
    let proxy = Proxy::start(server.port(), Manner::Open);
    let text = format!("tls.ca = 'ca.pem'\nproxy.url = '{}'", proxy.url());
    let project = configured("https://api.example.com", &text).with("ca.pem", &authority.pem());
    let ran = staging(&project);
    assert!(ran.all().contains("error[CS0416]"), "{}", ran.all());
    server.on("GET /items/1", [Answer::status(407)]);
    let project = configured("https://localhost", &text).with("ca.pem", &authority.pem());
    let ran = staging(&project);
    assert!(ran.code == 1 && ran.all().contains("failure[CS0302]"), "{}", ran.all());
}

#[test]
fn credentials_go_to_the_proxy_and_nowhere_else() {
    let authority = Authority::new();
    let secure = Server::start_over(authority.server(Shown::WrongHost).speaks());
    secure.on("GET /items/1", [Answer::item(1)]);
    let (plain, _) = items();
    let encoded: &'static str = basic(&format!("me:{PASSWORD}")).leak();
    for (server, url) in [(&plain, "http://items.test"), (&secure, "https://api.example.com")] {
        for manner in [Manner::Wants(encoded), Manner::Refuses(403), Manner::Refuses(407)] {
            let proxy = Proxy::start(server.port(), manner);
            let text = format!(
                "tls.ca = 'ca.pem'\nproxy.url = '{}'\nproxy.username = 'me'\nproxy.password = '${{{{ secrets.PROXY_PASSWORD }}}}'",
                proxy.url()
            );
            let mut project = configured(url, &text).with("ca.pem", &authority.pem());
            project.set("PROXY_PASSWORD", PASSWORD);
            let mut arguments = vec!["run", "--env", "staging", "--record", "r.jsonl", "--junit", "r.xml"];
            arguments.extend(["--json", "r.json", "--markdown", "r.md", "--tap", "r.tap"]);
            let ran = project.run(&arguments);
            let passes = matches!(manner, Manner::Wants(_));
            assert_eq!(ran.code == 0, passes, "{}", ran.all());
            assert!(proxy.heads()[0].contains(encoded), "{:?}", proxy.heads());
            let seen: Vec<String> =
                ["r.jsonl", "r.xml", "r.json", "r.md", "r.tap"].map(|file| project.read(file)).into();
            for text in seen.into_iter().chain([ran.all()]) {
                assert!(!text.contains(PASSWORD) && !text.contains(encoded), "{text}");
            }
        }
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert!(received[0].header("proxy-authorization").is_none(), "{received:?}");
    }
}

#[test]
fn hosts_that_are_excepted_are_asked_directly() {
    let (server, _) = items();
    let proxy = Proxy::start(server.port(), Manner::Refuses(403));
    for (except, is_direct) in [("127.0.0.1", true), ("'127.0.0.1:1'", false), (".test", false)] {
        let except = except.trim_matches('\'');
        let text = format!("proxy = {{ url = '{}', except = ['{except}'] }}", proxy.url());
        let before = proxy.heads().len();
        let ran = staging(&configured(&server.url(), &text));
        assert_eq!(proxy.heads().len() == before, is_direct, "{except}: {}", ran.all());
        assert_eq!(ran.code == 0, is_direct, "{except}: {}", ran.all());
    }
}

#[test]
fn the_processs_environment_names_no_proxy() {
    let (server, port) = items();
    let proxy = Proxy::start(port, Manner::Refuses(403));
    let mut project = configured(&server.url(), "");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        project.set(name, &proxy.url());
    }
    let ran = staging(&project);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(proxy.heads().is_empty(), "{:?}", proxy.heads());
}

#[test]
fn the_mock_is_asked_without_a_proxy() {
    let proxy = Proxy::start(1, Manner::Refuses(403));
    let project = configured("http://127.0.0.1:1", "");
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.mock]\nproxy.url = '{}'\n", proxy.url()));
    let ran = project.run(&["run"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(proxy.heads().is_empty(), "{:?}", proxy.heads());
}

#[test]
fn a_proxy_may_itself_be_asked_over_tls() {
    let (_server, port) = items();
    let authority = Authority::new();
    let proxy = Proxy::start_over(authority.server(Shown::Valid).speaks(), port, Manner::Open);
    let text = format!("tls.ca = 'ca.pem'\nproxy.url = '{}'", proxy.url());
    let ran = staging(&configured("http://items.test", &text).with("ca.pem", &authority.pem()));
    assert_eq!(ran.code, 0, "{}", ran.all());
    let ran = staging(&configured("http://items.test", &format!("proxy.url = '{}'", proxy.url())));
    assert!(ran.all().contains("error[CS0422]") && ran.all().contains("not trusted here"), "{}", ran.all());
}

#[test]
fn every_way_in_which_a_proxy_fails_is_told_for_http_and_https() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound");
    let ways = [
        (Some(Manner::Refuses(407)), "wants credentials (status 407)", "wants credentials (status 407)"),
        (Some(Manner::Garbage), "does not answer as one does", "made no tunnel to the server"),
        (Some(Manner::Refuses(502)), "", "refused to connect to the server (status 502)"),
        (Some(Manner::Refuses(403)), "", "refused to connect to the server (status 403)"),
        (Some(Manner::Closes), "", "closed the connection when it was asked for a tunnel"),
        (None, "cannot be reached: Connection refused", "cannot be reached: Connection refused"),
    ];
    for (manner, plain, tunnelled) in ways {
        let proxy = manner.map(|manner| Proxy::start(1, manner));
        let url = proxy.as_ref().map_or_else(|| format!("http://{closed}"), Proxy::url);
        for (target, words) in [("http://items.test", plain), ("https://items.test", tunnelled)] {
            let all = staging(&configured(target, &format!("proxy.url = '{url}'"))).all();
            let is_told = all.contains("error[CS0422]") && all.contains(words) && all.contains("broke off at connect");
            // Without a tunnel, an answer of the proxy looks like one of the server, but for 407.
            assert_eq!(is_told, !words.is_empty(), "{manner:?} {target}: {all}");
            if matches!(manner, Some(Manner::Closes)) && words.is_empty() {
                assert!(all.contains("error[CS0407]") && all.contains("(through the proxy 127.0.0.1:"), "{all}");
            }
        }
    }
}
