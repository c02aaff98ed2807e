//! A server that answers one path with a fault, byte by byte, and every other path as it should.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// What is answered to a request for the path of the fault.
#[derive(Clone, Debug)]
pub(crate) enum Script {
    /// These bytes, and the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes, and the connection is reset.
    Reset(Vec<u8>),
    /// These bytes, and then nothing until the client has gone.
    Hold(Vec<u8>),
    /// The first bytes at once, and then the second ones again and again until the client has gone.
    Forever(Vec<u8>, Vec<u8>),
    /// The first bytes at once, and then the second ones again and again, byte by byte, each after a pause.
    Drip(Vec<u8>, Vec<u8>),
    /// The connection is closed if it has served before; else the answer is as it should be.
    Stale,
}

/// The path that is answered by the script.
pub(crate) const PATH: &str = "/items/1";

/// Between two drops of a drip.
const PAUSE: Duration = Duration::from_millis(5);

/// Starts a server that lives as long as the tests, and returns its port.
pub(crate) fn start(script: Script) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let script = Arc::new(script);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let script = script.clone();
            std::thread::spawn(move || {
                let socket = stream.try_clone().expect("a second handle");
                converse(stream, socket, &script);
            });
        }
    });
    port
}

/// Answers what comes over `stream`, which may be encrypted; `socket` is beneath it.
pub(crate) fn converse(mut stream: impl Read + Write, socket: TcpStream, script: &Script) {
    let mut has_served = false;
    while let Some(path) = request(&mut stream) {
        if path != PATH {
            if stream.write_all(&item(&path)).and_then(|()| stream.flush()).is_err() {
                return;
            }
            has_served = true;
            continue;
        }
        return perform(stream, socket, script, has_served);
    }
}

pub(crate) fn perform(mut stream: impl Read + Write, socket: TcpStream, script: &Script, has_served: bool) {
    // The client may have gone at any moment; the test sees what it made of that.
    let mut say = |bytes: &[u8]| stream.write_all(bytes).and_then(|()| stream.flush()).is_ok();
    match script {
        Script::Bytes(bytes) => {
            say(bytes);
        }
        Script::Reset(bytes) => {
            say(bytes);
            return reset(stream, socket);
        }
        Script::Hold(bytes) => {
            say(bytes);
            while stream.read(&mut [0; 1024]).is_ok_and(|read| read > 0) {}
        }
        Script::Forever(first, again) => {
            // Large pieces, so that it is the client that has to work.
            let piece = again.repeat((64 << 10) / again.len().max(1) + 1);
            let mut goes_on = say(first);
            while goes_on {
                goes_on = say(&piece);
            }
        }
        Script::Drip(first, again) => {
            let mut drops = again.iter().cycle();
            let mut goes_on = say(first) && socket.set_read_timeout(Some(PAUSE)).is_ok();
            while goes_on {
                goes_on = drops.next().is_some_and(|drop| {
                    stream.write_all(&[*drop]).and_then(|()| stream.flush()).is_ok() && is_there(&mut stream)
                });
            }
        }
        Script::Stale if has_served => {}
        Script::Stale => {
            say(&item(PATH));
            converse(stream, socket, script);
            return;
        }
    }
    // The last bytes are read before the end is seen.
    let _ = socket.shutdown(std::net::Shutdown::Write);
    let _ = socket.set_read_timeout(Some(Duration::from_secs(2)));
    while stream.read(&mut [0; 1024]).is_ok_and(|read| read > 0) {}
}

/// Waits a moment, and says whether the client has not gone meanwhile.
fn is_there(stream: &mut impl Read) -> bool {
    match stream.read(&mut [0; 64]) {
        Ok(read) => read > 0,
        Err(error) => matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut),
    }
}

/// Closes the connection in the way that tells the other side that something is wrong.
fn reset(stream: impl Read + Write, socket: TcpStream) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().expect("a runtime");
    let _inside = runtime.enter();
    socket.set_nonblocking(true).expect("a socket");
    let socket = tokio::net::TcpStream::from_std(socket).expect("a socket");
    socket.set_zero_linger().expect("an option");
    drop(stream);
}

/// The path of the next request, whose body is read as well.
fn request(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read(&mut byte).ok().filter(|&read| read == 1)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    stream.read_exact(&mut vec![0; length.unwrap_or(0)]).ok()?;
    head.split_whitespace().nth(1).map(str::to_owned)
}

/// An item as the contract has it, by its path.
pub(crate) fn item(path: &str) -> Vec<u8> {
    let id = path.rsplit('/').next().unwrap_or("0");
    let body = format!(r#"{{"id": {id}, "name": "Chair", "price": 10.50}}"#);
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into()
}
