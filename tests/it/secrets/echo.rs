//! A server that gives back every secret that it knows, in every way in which an answer can hold one.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

use super::encodings::{CAPTURED, ENCODINGS, secrets};

/// How long nothing comes in before something is wrong with a test.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a free port of this machine. Its threads end with the process.
pub(crate) struct Echo {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// Everything that came in, byte for byte.
    received: Mutex<Vec<Vec<u8>>>,
    changed: Condvar,
}

impl Echo {
    /// Starts to listen.
    pub(crate) fn start() -> Echo {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared::default());
        let own = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || own.connection(&stream));
            }
        });
        Echo { port, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Everything that came in.
    pub(crate) fn received(&self) -> Vec<u8> {
        self.shared.received.lock().expect("the lock").concat()
    }

    /// Forgets what came in until now.
    pub(crate) fn forget(&self) {
        self.shared.received.lock().expect("the lock").clear();
    }

    /// Waits for a request whose first line begins so.
    pub(crate) fn wait_for(&self, line: &str) {
        let mut received = self.shared.received.lock().expect("the lock");
        while !received.iter().any(|request| request.starts_with(line.as_bytes())) {
            let (now, waited) = self.shared.changed.wait_timeout(received, PATIENCE).expect("the lock");
            assert!(!waited.timed_out(), "nobody asks for {line}");
            received = now;
        }
    }
}

impl Shared {
    fn connection(&self, stream: &TcpStream) {
        let _ = stream.set_nodelay(true);
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader) {
            let target = String::from_utf8_lossy(&request).split_whitespace().nth(1).unwrap_or_default().to_owned();
            self.received.lock().expect("the lock").push(request);
            self.changed.notify_all();
            let path = target.split('?').next().unwrap_or_default();
            let Some(pieces) = answer(path) else {
                // Silence, until the other side hangs up.
                let _ = reader.read_to_end(&mut Vec::new());
                return;
            };
            for piece in pieces {
                let mut writer = stream;
                if writer.write_all(&piece).and_then(|()| writer.flush()).is_err() {
                    return;
                }
            }
            if matches!(path, "/items/8" | "/items/9") {
                let _ = reader.read_to_end(&mut Vec::new());
                return;
            }
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut length = 0;
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).ok().filter(|&read| read > 0)?;
        let text = String::from_utf8_lossy(&line).to_ascii_lowercase();
        if let Some(value) = text.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        request.extend_from_slice(&line);
        if matches!(&*line, b"\r\n" | b"\n") {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.extend(body);
    Some(request)
}

/// Every secret but the large one, in every encoding.
fn forms() -> Vec<String> {
    let all = secrets().into_iter().filter(|(name, _)| *name != "S_LARGE");
    all.flat_map(|(_, secret)| encoded(&secret)).collect()
}

fn encoded(secret: &str) -> [String; ENCODINGS.len()] {
    ENCODINGS.map(|(_, encode)| encode(secret))
}

fn head(status: &str, headers: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n").into_bytes()
}

fn whole(status: &str, headers: &str, body: &[u8]) -> Option<Vec<Vec<u8>>> {
    Some(vec![head(status, headers, body.len()), body.to_owned()])
}

const JSON: &str = "content-type: application/json\r\n";
const TEXT: &str = "content-type: text/plain\r\n";

/// What is answered, in pieces that are written one by one; `None` for nothing.
fn answer(path: &str) -> Option<Vec<Vec<u8>>> {
    let text = forms().join("\n");
    match path {
        // What is captured is no secret before, so that it is told to those alone who capture it.
        "/items/12" => {
            let forms = [forms(), encoded(CAPTURED).to_vec()].concat();
            whole("200 OK", JSON, echo(&forms).to_string().as_bytes())
        }
        "/items/1" => whole("200 OK", JSON, echo(&forms()).to_string().as_bytes()),
        "/items/2" => whole("200 OK", TEXT, text.as_bytes()),
        "/items/3" => whole("302 Found", &headers(), b""),
        "/items/4" => {
            let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(text.as_bytes()).expect("written");
            let body = encoder.finish().expect("finished");
            whole("200 OK", &format!("{TEXT}content-encoding: gzip\r\n"), &body)
        }
        "/items/5" => Some(chunks(text.as_bytes())),
        "/items/6" => whole(&format!("200 {}", one_line().join(" ")), JSON, b"{\"id\": \"none\"}"),
        // No gzip at all, which is told by its first bytes.
        "/items/7" => whole("200 OK", &format!("{TEXT}content-encoding: gzip\r\n"), secrets()[5].1.as_bytes()),
        // No HTTP at all.
        "/items/8" => Some(vec![format!("HTTP/1.1 {}\r\n{}\r\n\r\n", one_line().join(" "), text).into_bytes()]),
        // A body that never ends.
        "/items/9" => Some(vec![head("200 OK", TEXT, text.len() * 2), text.into_bytes()]),
        "/items/10" => {
            let large = &secrets()[10].1;
            whole("200 OK", JSON, echo(&encoded(large)).to_string().as_bytes())
        }
        "/items/11" => None,
        _ => whole("404 Not Found", TEXT, text.as_bytes()),
    }
}

/// Values, keys, and a number where a text is documented.
fn echo(forms: &[String]) -> Value {
    let keys: Map<String, Value> = forms.iter().map(|form| (form.clone(), Value::Null)).collect();
    let digits: serde_json::Number = secrets()[8].1.parse().expect("digits");
    json!({ "id": forms[0], "name": digits, "price": 1, "token": forms[forms.len() - ENCODINGS.len()], "echo": forms, "keys": keys })
}

fn one_line() -> Vec<String> {
    forms().into_iter().filter(|form| !form.contains('\n') && form.len() < 300).collect()
}

fn headers() -> String {
    let lines = one_line();
    let mut headers = String::new();
    for (index, some) in lines.chunks(lines.len().div_ceil(20)).enumerate() {
        headers.push_str(&format!("x-echo-{index}: {}\r\n", some.join(" ")));
        headers.push_str(&format!("set-cookie: sid{index}={}; Path=/\r\n", some.join("|").replace(';', "")));
    }
    let is_name =
        |form: &&String| form.len() < 100 && form.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.%+~".contains(&b));
    for name in lines.iter().filter(is_name).step_by(5) {
        headers.push_str(&format!("{name}: named\r\n"));
    }
    let url: Vec<String> = lines.iter().filter(|form| form.is_ascii() && !form.contains(' ')).cloned().collect();
    headers + &format!("location: /elsewhere/{}?q={}\r\n", url.join("/"), url.join("&"))
}

/// A body in chunks that break every secret apart.
fn chunks(body: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![format!("HTTP/1.1 200 OK\r\n{TEXT}transfer-encoding: chunked\r\n\r\n").into_bytes()];
    for chunk in body.chunks(7) {
        pieces.push([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    }
    pieces.push(b"0\r\n\r\n".to_vec());
    pieces
}
