//! HTTP/2 by hand, as much of it as a server needs that gives everybody the same answer: frames (RFC 9113) over any
//! stream, and headers from HPACK's static table (RFC 7541).

use std::io::{Read, Write};
use std::net::TcpListener;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const ACK: u8 = 1;

/// Answers every request with status 200 and this JSON, until the client goes.
pub(crate) fn answer(mut stream: impl Read + Write, body: &str) {
    // A client that goes is the usual end.
    let _ = serve(&mut stream, body);
}

/// A server that speaks HTTP/2 without TLS and answers so; its URL.
pub(crate) fn plain(body: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream, body));
        }
    });
    url
}

fn serve(stream: &mut (impl Read + Write), body: &str) -> std::io::Result<()> {
    let mut preface = [0; PREFACE.len()];
    stream.read_exact(&mut preface)?;
    if preface != PREFACE {
        return Ok(());
    }
    frame(stream, SETTINGS, 0, 0, &[])?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let (kind, flags, id) = (head[3], head[4], u32::from_be_bytes([head[5], head[6], head[7], head[8]]));
        let mut payload = vec![0; length as usize];
        stream.read_exact(&mut payload)?;
        match kind {
            SETTINGS if flags & ACK == 0 => frame(stream, SETTINGS, ACK, 0, &[])?,
            PING if flags & ACK == 0 => frame(stream, PING, ACK, 0, &payload)?,
            // The requests of these tests fit one frame and have no body.
            HEADERS => {
                // `:status: 200`, and `content-type` with a value of 16 bytes.
                let headers = [&[0x88, 0x0f, 0x10, 16], &b"application/json"[..]].concat();
                frame(stream, HEADERS, END_HEADERS, id, &headers)?;
                frame(stream, DATA, END_STREAM, id, body.as_bytes())?;
            }
            _ => {}
        }
    }
}

fn frame(stream: &mut impl Write, kind: u8, flags: u8, id: u32, payload: &[u8]) -> std::io::Result<()> {
    let length = u32::try_from(payload.len()).expect("a short payload").to_be_bytes();
    let mut bytes = vec![length[1], length[2], length[3], kind, flags];
    bytes.extend(id.to_be_bytes());
    bytes.extend(payload);
    stream.write_all(&bytes)?;
    stream.flush()
}
