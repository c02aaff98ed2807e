//! A small server that answers as it is told, for what a mock that keeps a contract can't do: break off, keep quiet,
//! answer differently every time. It keeps what it received.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Instant;

use crate::authority::{self, Speaks};

/// A server on a free port of this machine. Its threads end with the process.
pub(crate) struct Server {
    scheme: &'static str,
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What is answered, by method and path; the last one stays.
    answers: HashMap<String, VecDeque<Answer>>,
    received: Vec<Received>,
    /// How many answers may still be given to each held path.
    held: HashMap<String, usize>,
    /// How many requests are being answered, and how many were at once at most.
    open: usize,
    most_open: usize,
}

/// What is answered.
#[derive(Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// When it had come in whole, by the server's clock.
    pub(crate) at: Instant,
}

impl Received {
    /// `PUT /items/1?x=y`
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// A header's value, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Answer {
    /// A status without a body.
    pub(crate) fn status(status: u16) -> Answer {
        Answer { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A JSON text with status 200.
    pub(crate) fn json(body: impl Into<String>) -> Answer {
        Answer::status(200).header("content-type", "application/json").body(body)
    }

    /// An item as the contract of [`crate::project::Project::items`] has it.
    pub(crate) fn item(id: u32) -> Answer {
        Answer::json(format!(r#"{{"id": {id}, "name": "Chair", "price": 10.50}}"#))
    }

    /// The same with a header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Answer {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a body.
    pub(crate) fn body(self, body: impl Into<String>) -> Answer {
        self.bytes(body.into())
    }

    /// The same with a body that may be no text.
    pub(crate) fn bytes(mut self, body: impl Into<Vec<u8>>) -> Answer {
        self.body = body.into();
        self
    }
}

impl Server {
    /// Starts to listen. What nobody said how to answer is a 404.
    pub(crate) fn start() -> Server {
        Server::listen(Some)
    }

    /// The same over TLS.
    pub(crate) fn start_over(speaks: Speaks) -> Server {
        let config = speaks.config();
        Server { scheme: "https", ..Server::listen(move |stream| authority::accept(stream, config.clone())) }
    }

    fn listen<S: Read + Write + 'static>(accept: impl Fn(TcpStream) -> Option<S> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared::default());
        let own = shared.clone();
        let accept = Arc::new(accept);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (own, accept) = (own.clone(), accept.clone());
                std::thread::spawn(move || accept(stream).into_iter().for_each(|stream| own.connection(stream)));
            }
        });
        Server { scheme: "http", port, shared }
    }

    /// Its port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("{}://127.0.0.1:{}", self.scheme, self.port)
    }

    /// The port that it listens at.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Answers `what`, a method and a path without a query, with these in turn; the last one stays.
    pub(crate) fn on<const N: usize>(&self, what: &str, answers: [Answer; N]) -> &Server {
        self.shared.lock().answers.insert(what.to_owned(), answers.into());
        self
    }

    /// Keeps every answer to `what` until it is let go.
    pub(crate) fn hold(&self, what: &str) -> &Server {
        self.shared.lock().held.insert(what.to_owned(), 0);
        self
    }

    /// Lets one answer to `what` go.
    pub(crate) fn let_go(&self, what: &str) {
        *self.shared.lock().held.entry(what.to_owned()).or_default() += 1;
        self.shared.changed.notify_all();
    }

    /// Waits until `number` requests for `what` have come in.
    pub(crate) fn wait_for(&self, what: &str, number: usize) {
        let mut state = self.shared.lock();
        while state.count(what) < number {
            state = self.shared.changed.wait(state).expect("the lock");
        }
    }

    /// How many requests for `what` have come in.
    pub(crate) fn count(&self, what: &str) -> usize {
        self.shared.lock().count(what)
    }

    /// Everything received, in order.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.lock().received.clone()
    }

    /// The lines of everything received, in order.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.received().iter().map(Received::line).collect()
    }

    /// How many requests were being answered at once, at most.
    pub(crate) fn most_open(&self) -> usize {
        self.shared.lock().most_open
    }

    /// The only request for `what`.
    pub(crate) fn only(&self, what: &str) -> Received {
        let received = self.received();
        let mut found = received.iter().filter(|received| route(&received.line()) == what);
        let only = found.next().unwrap_or_else(|| panic!("{what} was not asked for: {:?}", self.lines()));
        assert!(found.next().is_none(), "{what} was asked for more than once");
        only.clone()
    }
}

impl State {
    fn take(&mut self, received: Received) {
        self.received.push(received);
        self.open += 1;
        self.most_open = self.most_open.max(self.open);
    }

    fn count(&self, what: &str) -> usize {
        self.received.iter().filter(|received| route(&received.line()) == what).count()
    }
}

/// The line without its query.
fn route(line: &str) -> &str {
    line.split('?').next().unwrap_or(line)
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the lock")
    }

    fn connection(&self, stream: impl Read + Write) {
        let mut reader = BufReader::new(stream);
        while let Some(received) = read(&mut reader) {
            let what = route(&received.line()).to_owned();
            let head = received.method == "HEAD";
            self.lock().take(received);
            self.changed.notify_all();
            let answer = self.answer(&what);
            let mut text = format!("HTTP/1.1 {} .\r\ncontent-length: {}\r\n", answer.status, answer.body.len());
            for (name, value) in &answer.headers {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
            let mut bytes = (text + "\r\n").into_bytes();
            if !head {
                bytes.extend(&answer.body);
            }
            let writer = reader.get_mut();
            if writer.write_all(&bytes).and_then(|()| writer.flush()).is_err() {
                return;
            }
        }
    }

    /// The next answer, when it may be given.
    fn answer(&self, what: &str) -> Answer {
        let mut state = self.lock();
        while state.held.get(what) == Some(&0) {
            state = self.changed.wait(state).expect("the lock");
        }
        if let Some(left) = state.held.get_mut(what) {
            *left -= 1;
        }
        state.open -= 1;
        match state.answers.get_mut(what) {
            Some(answers) if answers.len() > 1 => answers.pop_front(),
            Some(answers) => answers.front().cloned(),
            None => None,
        }
        .unwrap_or_else(|| Answer::status(404))
    }
}

fn read(reader: &mut impl BufRead) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|&read| read > 0)?;
    let mut parts = line.split_whitespace();
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Received { method, target, headers, body, at: Instant::now() })
}
