//! A server that gives scripted answers, byte by byte, and the environment that leads to it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::project::{Project, Ran};

/// What the server does with one connection's request.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends these bytes before anything was asked, and closes once something was.
    Greeting(Vec<u8>),
    /// Sends these bytes and keeps the connection for the next request.
    Keep(Vec<u8>),
    /// Sends these bytes and then nothing, until the test is over.
    Silence(Vec<u8>),
    /// Sends this again and again, until nobody listens.
    Forever(Vec<u8>),
    /// Closes a connection that was kept, once the next request is there.
    Close,
}

impl Answer {
    /// A whole response that closes its connection.
    pub(super) fn new(status: u16, headers: &str, body: &str) -> Answer {
        Answer::raw(
            &format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n", body.len()),
            body.as_bytes(),
        )
    }

    /// A head as written, and a body.
    pub(super) fn raw(head: &str, body: &[u8]) -> Answer {
        Answer::Bytes([head.as_bytes(), body].concat())
    }

    /// 200 with JSON.
    pub(super) fn json(body: &str) -> Answer {
        Answer::new(200, "content-type: application/json\r\n", body)
    }
}

/// A server that is gone with this, with every connection it holds.
pub(super) struct Server {
    pub(super) url: String,
    /// Says so for every request that has come.
    pub(super) asked: Receiver<()>,
    _held: Sender<()>,
}

impl Server {
    /// Starts it; the answers are given in order.
    pub(super) fn start(answers: Vec<Answer>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let (asking, asked) = channel();
        let (held, over) = channel::<()>();
        std::thread::spawn(move || serve(&listener, answers, &asking, &over));
        Server { url, asked, _held: held }
    }
}

fn serve(listener: &TcpListener, answers: Vec<Answer>, asking: &Sender<()>, over: &Receiver<()>) {
    let mut kept: Option<TcpStream> = None;
    let mut silent = Vec::new();
    for answer in answers {
        let stream = match kept.take() {
            Some(stream) => stream,
            None => match listener.accept() {
                Ok((stream, _)) => stream,
                Err(_) => return,
            },
        };
        match &answer {
            Answer::Greeting(bytes) => {
                let _ = (&stream).write_all(bytes);
                let _ = (&stream).read(&mut [0; 4096]);
            }
            _ => read_request(&stream),
        }
        let _ = asking.send(());
        give(answer, stream, &mut kept, &mut silent);
    }
    // The port stays taken, and what is silent stays silent, until the test is over.
    let _ = over.recv();
}

fn give(answer: Answer, mut stream: TcpStream, kept: &mut Option<TcpStream>, silent: &mut Vec<TcpStream>) {
    match answer {
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Answer::Keep(bytes) => {
            let _ = stream.write_all(&bytes);
            *kept = Some(stream);
        }
        Answer::Silence(bytes) => {
            let _ = stream.write_all(&bytes);
            silent.push(stream);
        }
        Answer::Forever(bytes) => while stream.write_all(&bytes).is_ok() {},
        Answer::Close | Answer::Greeting(_) => {}
    }
}

fn read_request(mut stream: &TcpStream) {
    let mut seen = Vec::new();
    let mut byte = [0; 1024];
    while !seen.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(0) | Err(_) => return,
            Ok(count) => seen.extend_from_slice(&byte[..count]),
        }
    }
}

/// The items project whose environment `staging` leads to `url`.
pub(super) fn project(case: &str, url: &str) -> Project {
    let mut project = super::case(case);
    project.set("ITEMS_URL", url);
    project.set("ITEMS_KEY", "key-of-items");
    project
}

/// Runs one case against a server with these answers.
pub(super) fn against(case: &str, answers: Vec<Answer>) -> Ran {
    let server = Server::start(answers);
    project(case, &server.url).run(&["run", "--env", "staging", "--seed", "1"])
}

/// The same with another contract, in which nothing asks for a credential.
pub(super) fn on_server(case: &str, contract: &str, answers: Vec<Answer>) -> Ran {
    let server = Server::start(answers);
    project(case, &server.url)
        .with("items.yaml", contract)
        .with(
            "countersign.toml",
            "[apis.items]\ncontract = \"items.yaml\"\ncases = \"cases\"\n[environments.staging.apis.items]\nbase_url = \"${{ env.ITEMS_URL }}\"\n",
        )
        .run(&["run", "--env", "staging", "--seed", "1"])
}
