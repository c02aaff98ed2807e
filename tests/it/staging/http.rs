//! HTTP/1.1 messages: reads requests strictly, writes responses.
//!
//! Strict, because a lenient server hides the client's mistakes: whatever RFC 9112 tells a server to refuse is refused
//! here. It never opens a socket and never knows a route.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use super::form;

const MAX_LINE: u64 = 64 * 1024;
const MAX_HEADERS: usize = 100;
const MAX_BODY: u64 = 16 * 1024 * 1024;

/// One request, its body read completely.
#[derive(Debug)]
pub(super) struct Request {
    /// The method as sent, except that a `HEAD` is presented as `GET`.
    pub(super) method: String,
    /// The path, still percent-encoded, without the query.
    pub(super) path: String,
    /// The query, still percent-encoded, without the question mark.
    pub(super) query: String,
    /// The headers in the order sent, names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// The decoded body.
    pub(super) body: Vec<u8>,
    /// Whether the response must come without its body.
    pub(super) is_head: bool,
    /// Whether the connection stays open after the response.
    pub(super) keep_alive: bool,
}

impl Request {
    /// The first header of this (lower-case) name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The media type of the body in lower case, without parameters; empty when the request names none.
    pub(super) fn media_type(&self) -> String {
        let content_type = self.header("content-type").unwrap_or_default();
        content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The last decoded value of a query parameter.
    pub(super) fn query_value(&self, name: &str) -> Option<String> {
        form::query_pairs(&self.query).into_iter().rev().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// One response.
#[derive(Debug)]
pub(super) struct Response {
    /// The status code.
    pub(super) status: u16,
    /// The `Content-Type`, sent on empty bodies too.
    pub(super) content_type: &'static str,
    /// The body; its length is announced.
    pub(super) body: Vec<u8>,
}

/// Why no request could be read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// The connection failed or ended within a request: nobody is left to answer.
    Lost(io::Error),
    /// The client broke the protocol: answer this status and close.
    Refused(u16),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

const BAD_REQUEST: ReadError = ReadError::Refused(400);

/// Reads the next request, or `None` when the client closed the connection between two requests.
pub(super) fn read_request(reader: &mut BufReader<TcpStream>) -> Result<Option<Request>, ReadError> {
    if reader.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let line = read_line(reader)?;
    let mut words = line.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(BAD_REQUEST);
    };
    let is_current = match version {
        "HTTP/1.1" => true,
        "HTTP/1.0" => false,
        _ => return Err(ReadError::Refused(505)),
    };
    if method.is_empty() || !method.bytes().all(is_token_byte) {
        return Err(BAD_REQUEST);
    }
    let (path, query) = split_target(target)?;
    let headers = read_headers(reader)?;
    if is_current && count(&headers, "host") != 1 {
        return Err(BAD_REQUEST);
    }
    let body = read_body(reader, &headers)?;
    let is_head = method == "HEAD";
    let method = if is_head { "GET" } else { method }.to_owned();
    Ok(Some(Request { method, path, query, keep_alive: keeps_alive(is_current, &headers), headers, body, is_head }))
}

fn split_target(target: &str) -> Result<(String, String), ReadError> {
    let origin = match target.strip_prefix("http://") {
        Some(rest) => rest.find('/').map_or("/", |start| &rest[start..]),
        None => target,
    };
    let is_allowed = |byte: u8| byte.is_ascii_graphic() && !b"#\"<>\\^`{|}".contains(&byte);
    if !origin.starts_with('/') || !origin.bytes().all(is_allowed) {
        return Err(BAD_REQUEST);
    }
    let (path, query) = origin.split_once('?').unwrap_or((origin, ""));
    Ok((path.to_owned(), query.to_owned()))
}

fn read_headers(reader: &mut BufReader<TcpStream>) -> Result<Vec<(String, String)>, ReadError> {
    let mut headers = Vec::new();
    loop {
        let line = read_line(reader)?;
        if line.is_empty() {
            return Ok(headers);
        }
        let (name, value) = line.split_once(':').ok_or(BAD_REQUEST)?;
        if name.is_empty() || !name.bytes().all(is_token_byte) {
            return Err(BAD_REQUEST);
        }
        if headers.len() == MAX_HEADERS {
            return Err(ReadError::Refused(431));
        }
        headers.push((name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned()));
    }
}

fn read_body(reader: &mut BufReader<TcpStream>, headers: &[(String, String)]) -> Result<Vec<u8>, ReadError> {
    let lengths = count(headers, "content-length");
    let codings = count(headers, "transfer-encoding");
    if lengths + codings > 1 {
        return Err(BAD_REQUEST);
    }
    let named = |name: &str| headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str());
    if codings == 1 && !named("transfer-encoding").eq_ignore_ascii_case("chunked") {
        return Err(ReadError::Refused(501));
    }
    let length = if lengths == 1 { parse_number(named("content-length"), 10)? } else { 0 };
    if length > MAX_BODY {
        return Err(ReadError::Refused(413));
    }
    if lengths + codings == 1 && named("expect").eq_ignore_ascii_case("100-continue") {
        reader.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    if codings == 1 { read_chunks(reader) } else { read_exactly(reader, length) }
}

fn read_chunks(reader: &mut BufReader<TcpStream>) -> Result<Vec<u8>, ReadError> {
    let mut body = Vec::new();
    loop {
        let line = read_line(reader)?;
        let size = parse_number(line.split(';').next().unwrap_or_default().trim_end(), 16)?;
        if size == 0 {
            read_headers(reader)?;
            return Ok(body);
        }
        if body.len() as u64 + size > MAX_BODY {
            return Err(ReadError::Refused(413));
        }
        body.extend(read_exactly(reader, size)?);
        if !read_line(reader)?.is_empty() {
            return Err(BAD_REQUEST);
        }
    }
}

fn read_exactly(reader: &mut BufReader<TcpStream>, length: u64) -> Result<Vec<u8>, ReadError> {
    let mut body = Vec::new();
    if reader.take(length).read_to_end(&mut body)? as u64 == length {
        Ok(body)
    } else {
        Err(ReadError::Lost(io::ErrorKind::UnexpectedEof.into()))
    }
}

/// One line without its CRLF. A lone line feed, a lone carriage return and bytes that are not UTF-8 are refused.
fn read_line(reader: &mut BufReader<TcpStream>) -> Result<String, ReadError> {
    let mut line = Vec::new();
    reader.take(MAX_LINE).read_until(b'\n', &mut line)?;
    match line.strip_suffix(b"\r\n") {
        Some(content) if !content.contains(&b'\r') => String::from_utf8(content.to_vec()).map_err(|_| BAD_REQUEST),
        None if line.len() as u64 == MAX_LINE => Err(ReadError::Refused(431)),
        None if !line.ends_with(b"\n") => Err(ReadError::Lost(io::ErrorKind::UnexpectedEof.into())),
        _ => Err(BAD_REQUEST),
    }
}

fn parse_number(digits: &str, radix: u32) -> Result<u64, ReadError> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(BAD_REQUEST);
    }
    u64::from_str_radix(digits, radix).map_err(|_| ReadError::Refused(413))
}

fn count(headers: &[(String, String)], name: &str) -> usize {
    headers.iter().filter(|(other, _)| other == name).count()
}

fn keeps_alive(is_current: bool, headers: &[(String, String)]) -> bool {
    let asks_for = |option: &str| {
        let connections = headers.iter().filter(|(name, _)| name == "connection");
        connections.flat_map(|(_, value)| value.split(',')).any(|word| word.trim().eq_ignore_ascii_case(option))
    };
    !asks_for("close") && (is_current || asks_for("keep-alive"))
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Writes the response in one piece; the body is left out for `HEAD`, its length is not.
pub(super) fn write_response(
    stream: &mut TcpStream,
    response: &Response,
    is_head: bool,
    keep_alive: bool,
) -> io::Result<()> {
    let connection = if keep_alive { "keep-alive" } else { "close" };
    let mut head = format!("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
    if response.status != 204 {
        head += &format!("Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type, response.body.len());
    }
    head += &format!("Connection: {connection}\r\n\r\n");
    let mut message = head.into_bytes();
    if !is_head && response.status != 204 {
        message.extend_from_slice(&response.body);
    }
    stream.write_all(&message)
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        409 => "Conflict",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        505 => "HTTP Version Not Supported",
        _ => "Unknown",
    }
}
