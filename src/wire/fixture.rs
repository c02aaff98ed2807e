//! Servers for the tests of this floor, asked over raw sockets.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use http::StatusCode;

use crate::wire::serve::{Handler, Hosts, ServeOptions, ServerHandle, ServerRequest, ServerResponse, serve};

/// A server that answers under any name.
pub fn server_with(options: ServeOptions, handler: impl Handler) -> ServerHandle {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    serve(listener, Arc::new(handler), ServeOptions { hosts: Hosts::Any, ..options }).expect("serves")
}

/// The same with the options as they are unless set otherwise.
pub fn server(handler: impl Fn(ServerRequest) -> ServerResponse + Send + Sync + 'static) -> ServerHandle {
    server_with(ServeOptions::default(), handler)
}

/// Answers with the request's own method, target and body.
pub fn echo(request: ServerRequest) -> ServerResponse {
    let text = format!("{} {} ", request.method, request.target);
    ServerResponse::new(StatusCode::OK, [text.as_bytes(), &request.body].concat())
}

/// A connection on which `bytes` were sent.
pub fn sent(server: &ServerHandle, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).expect("connects");
    stream.write_all(bytes).expect("writes");
    stream
}

/// Everything that comes until the server closes; and the error, when that is not how it ends.
pub fn rest(mut stream: TcpStream) -> (Vec<u8>, Option<std::io::ErrorKind>) {
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes);
    (bytes, ended.err().map(|error| error.kind()))
}

/// Writes `request`, which must make the server close the connection, and reads everything that comes.
pub fn raw(server: &ServerHandle, request: &[u8]) -> String {
    let (bytes, error) = rest(sent(server, request));
    assert_eq!(error, None, "the connection is closed in order, after {:?}", String::from_utf8_lossy(&bytes));
    String::from_utf8(bytes).expect("text")
}

/// The next answer on a connection that stays open; it declares its length.
pub fn next(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("a head");
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).expect("text");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a number"))];
    stream.read_exact(&mut body).expect("a body");
    head + std::str::from_utf8(&body).expect("text")
}
