//! The mock among clients that mean it no good: what they send, how much of it, and how slowly.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use super::playing::Playing;
use crate::project::Project;

/// A mock of items by its contract alone.
fn start<'p>(project: &'p Project, further: &[&str]) -> Playing<'p> {
    Playing::start(project, &[&["--contract", "items.yaml"], further].concat())
}

/// A connection on which something was sent.
fn sent(playing: &Playing<'_>, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(&playing.host).expect("it listens");
    stream.write_all(bytes).expect("sent");
    stream
}

/// Everything that comes on a connection until it is closed.
fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn answers(playing: &Playing<'_>) {
    let got = playing.ask("GET /items/1", &[("X-Key", "mock-credential")], "");
    assert_eq!(got.status, 200, "{}", got.body);
}

/// How much memory the process has ever had, in kB.
#[cfg(target_os = "linux")]
fn peak(playing: &Playing<'_>) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", playing.id())).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[test]
fn another_address_takes_a_flag_and_is_told() {
    let project = Project::items();
    let mut playing = start(&project, &["--listen", "0.0.0.0"]);
    insta::assert_snapshot!(playing.wait_for_error("listening"), @r"warning: listening on 0.0.0.0: anybody who can reach this machine can use the mock");
    let port = playing.host.rsplit(':').next().expect("a port").to_owned();
    playing.host = format!("127.0.0.1:{port}");
    answers(&playing);
    for (host, status) in [("evil.example", "421"), ("10.1.2.3:80", "200"), ("localhost", "200")] {
        let request = format!("GET /items/1 HTTP/1.1\r\nhost: {host}\r\nx-key: k\r\nconnection: close\r\n\r\n");
        let answer = rest(sent(&playing, request.as_bytes()));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{host}: {answer}");
    }
    let playing = start(&project, &[]);
    assert!(playing.host.starts_with("127.0.0.1:"), "{}", playing.host);
}

#[test]
fn a_name_that_is_not_its_own_gets_nothing() {
    let project = Project::items();
    let playing = start(&project, &[]);
    let port = playing.host.rsplit(':').next().expect("a port");
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".into(),
        format!("127.0.0.1.nip.io:{port}"),
    ] {
        for line in ["GET /items/1 HTTP/1.1", &format!("GET http://{host}/items/1 HTTP/1.1")] {
            let answer = rest(sent(&playing, format!("{line}\r\nhost: {host}\r\nx-key: k\r\n\r\n").as_bytes()));
            assert!(answer.starts_with("HTTP/1.1 421 ") && !answer.contains("Chair"), "{line} {host}: {answer}");
        }
    }
    // Neither name may hide behind the other.
    let own = &playing.host;
    for (target, hosts) in [
        (format!("http://{own}/items/1"), "host: evil.example\r\n".to_owned()),
        ("http://evil.example/items/1".into(), format!("host: {own}\r\n")),
        (format!("http://{own}@evil.example/items/1"), format!("host: {own}\r\n")),
        ("/items/1".into(), format!("host: evil.example@{own}\r\n")),
        ("/items/1".into(), format!("host: {own}@evil.example\r\n")),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\n{hosts}x-key: k\r\n\r\n");
        let answer = rest(sent(&playing, request.as_bytes()));
        assert!(answer.starts_with("HTTP/1.1 421 ") && !answer.contains("Chair"), "{request}: {answer}");
    }
    answers(&playing);
}

#[test]
fn a_request_that_others_would_take_for_two_is_refused_and_its_connection_closed() {
    let project = Project::items();
    let playing = start(&project, &[]);
    let host = format!("host: {}\r\nx-key: k\r\n", playing.host);
    let good = format!("GET /items/1 HTTP/1.1\r\n{host}\r\n");
    let put = format!("PUT /items/1 HTTP/1.1\r\n{host}");
    let chunked = "transfer-encoding: chunked\r\n";
    let heads = [
        format!("{put}content-length: 5\r\n{chunked}"),
        format!("{put}{chunked}content-length: 5\r\n"),
        format!("{put}content-length: 5\r\ncontent-length: 5\r\n"),
        format!("{put}content-length: 5, 5\r\n"),
        format!("{put}content-length: +5\r\n"),
        format!("{put}{chunked}{chunked}"),
        format!("{put}transfer-encoding: gzip, chunked\r\n"),
        format!("{put}transfer-encoding: chunked, identity\r\n"),
        format!("{put}transfer-encoding : chunked\r\n"),
        format!("{put}content-length : 5\r\n"),
        format!("{put}x: y\r\n folded\r\n"),
        format!("{put}x: y\nz: 1\r\n"),
        format!("{put}x: y\rz: 1\r\n"),
        format!("GET /items/1 HTTP/1.1\n{host}"),
        format!("GET /items/1 HTTP/1.1\r\n{host}host: {}\r\n", playing.host),
        format!("GET /items/1 HTTP/1.1\r\n{host}\n"),
    ];
    for head in heads {
        // What follows is hidden in its body, or a request of its own.
        let request = format!("{head}\r\n0\r\n\r\n{good}");
        for (before, answered) in [("", 0), (&*good, 1)] {
            let answer = rest(sent(&playing, format!("{before}{request}").as_bytes()));
            let (good, bad) = (answer.matches("HTTP/1.1 200 ").count(), answer.matches("HTTP/1.1 400 ").count());
            assert_eq!((good, bad), (answered, 1), "{request}: {answer}");
            assert!(answer.contains("connection: close"), "{request}: {answer}");
        }
    }
    answers(&playing);
}

#[test]
fn pages_of_other_origins_may_read_nothing_unless_asked_for() {
    let project = Project::items();
    let evil = ("Origin", "http://evil.example");
    let preflight = [evil, ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "x-key")];
    let playing = start(&project, &[]);
    for (line, headers) in [("OPTIONS /items/1", &preflight[..]), ("GET /items/1", &[evil, ("X-Key", "k")])] {
        let got = playing.ask(line, headers, "");
        assert!(!got.head.to_ascii_lowercase().contains("access-control-"), "{line}: {}", got.head);
    }
    let playing = start(&project, &["--cors"]);
    let got = playing.ask("OPTIONS /items/1", &preflight, "");
    assert_eq!(got.header("access-control-allow-origin"), Some("http://evil.example"), "{}", got.head);
}

#[test]
fn what_clients_send_is_printed_without_what_a_terminal_would_act_on() {
    let project = Project::items();
    let playing = start(&project, &[]);
    for line in
        ["GET /items/%1b[31m", "GET /items/::error::x", "GET /##[error]", "LONG%::x /a", "GET /items/1?a=\u{202e}b"]
    {
        let request =
            format!("{line} HTTP/1.1\r\nhost: {}\r\nx-key: \u{1b}[31m\r\nconnection: close\r\n\r\n", playing.host);
        let answer = rest(sent(&playing, request.as_bytes()));
        assert!(!answer.contains('\u{1b}'), "{line}: {answer:?}");
    }
    let method =
        format!("{} /items/1 HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", "M".repeat(20_000), playing.host);
    rest(sent(&playing, method.as_bytes()));
    let target = format!("GET /{} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", "t".repeat(50_000), playing.host);
    rest(sent(&playing, target.as_bytes()));
    let log = playing.stop("-TERM");
    assert!(!log.stdout.contains(['\u{1b}', '\u{202e}', '\0']), "{:?}", log.stdout);
    assert!(!log.stdout.lines().any(|line| line.starts_with("::") || line.contains("##[")), "{}", log.stdout);
    assert!(log.stdout.lines().all(|line| line.len() < 2_500), "{}", log.stdout);
}

#[test]
fn a_flood_of_connections_waits_for_its_turn_and_others_go_on() {
    let project = Project::items();
    let playing = start(&project, &[]);
    // Some say nothing, some begin a head, some a body; none of them goes on.
    let post = format!("PUT /items/1 HTTP/1.1\r\nhost: {}\r\nx-key: k\r\ncontent-length: 100\r\n\r\n{{", playing.host);
    let begun: [&[u8]; 4] = [b"", b"GET /items/1 HT", b"GET /items/1 HTTP/1.1\r\nhost: ", post.as_bytes()];
    let held: Vec<TcpStream> = (0..600).map(|index| sent(&playing, begun[index % begun.len()])).collect();
    answers(&playing);
    for stream in &held {
        // It may be closed already.
        let _ = stream.shutdown(Shutdown::Both);
    }
    answers(&playing);
}

#[test]
#[cfg(target_os = "linux")]
fn no_flood_takes_more_memory_than_is_set_aside() {
    let project = Project::items();
    let playing = start(&project, &["--quiet"]);
    answers(&playing);
    // Bodies of which all but the last byte comes: 640 MB, of which 256 are set aside.
    let length = 10 << 20;
    let head =
        format!("PUT /items/1 HTTP/1.1\r\nhost: {}\r\nx-key: k\r\ncontent-length: {length}\r\n\r\n", playing.host);
    let part = vec![b' '; length - 1];
    let held: Vec<TcpStream> = (0..64)
        .map(|_| {
            let mut stream = sent(&playing, head.as_bytes());
            // The server may have refused it meanwhile.
            let _ = stream.write_all(&part);
            stream
        })
        .collect();
    let got = playing.ask("PUT /items/1", &[("X-Key", "k"), ("Content-Type", "application/json")], "{");
    assert!(matches!(got.status, 400 | 503), "{}", got.status);
    drop(held);
    answers(&playing);
    // Endless chunks, a huge head, and requests without an end on one connection.
    let mut endless = sent(
        &playing,
        format!("PUT /items/1 HTTP/1.1\r\nhost: {}\r\nx-key: k\r\ntransfer-encoding: chunked\r\n\r\n", playing.host)
            .as_bytes(),
    );
    let chunk = [b"100000\r\n".as_slice(), &vec![b'x'; 1 << 20], b"\r\n"].concat();
    for _ in 0..40 {
        if endless.write_all(&chunk).is_err() {
            break;
        }
    }
    let mut huge = sent(&playing, b"GET /items/1 HTTP/1.1\r\nx: ");
    for _ in 0..40 {
        if huge.write_all(&part[..1 << 20]).is_err() {
            break;
        }
    }
    drop((endless, huge));
    let mut pipelined = sent(&playing, b"");
    let many = format!("GET /items/1 HTTP/1.1\r\nhost: {}\r\nx-key: k\r\n\r\n", playing.host).repeat(20_000);
    pipelined.set_nonblocking(true).expect("set");
    // Nobody reads the answers, so sooner or later nothing more is taken.
    let mut bytes = many.as_bytes();
    while let Ok(written) = pipelined.write(bytes) {
        bytes = &bytes[written..];
        if bytes.is_empty() {
            break;
        }
    }
    drop(pipelined);
    answers(&playing);
    assert!(peak(&playing) < 420 << 10, "{} kB", peak(&playing));
}

#[test]
#[cfg(target_os = "linux")]
fn a_log_that_nobody_reads_takes_no_more_memory_than_a_short_one() {
    let project = Project::items();
    let playing = start(&project, &[]);
    let long = "t".repeat(60_000);
    let session = "s".repeat(60_000);
    let mut stream = sent(&playing, b"");
    let reading = stream.try_clone().expect("a second handle");
    let reader = std::thread::spawn(move || rest(reading).matches("HTTP/1.1 404 ").count());
    for index in 0..12_000 {
        let ends = if index == 11_999 { "connection: close\r\n" } else { "" };
        let long = &long[index % 1000..];
        write!(
            stream,
            "GET /{long} HTTP/1.1\r\nhost: {}\r\nx-countersign-session: {}\r\n{ends}\r\n",
            playing.host,
            if index % 100 == 0 { &session[..1000] } else { "" }
        )
        .expect("sent");
    }
    assert_eq!(reader.join().expect("read"), 12_000);
    assert!(peak(&playing) < 160 << 10, "{} kB", peak(&playing));
}
