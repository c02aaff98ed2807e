//! What the HTTP library forgives in a request without a word: two lengths of one body, and lines that end in a line feed
//! alone. Another program in front of the server may take such a request for two, so they are refused.
//!
//! The bytes of a connection are followed from one request to the next, as they pass. Nothing is kept but the beginning of
//! a line. What cannot be followed is refused with the request after it, so that nothing comes unseen.

/// How much of a line is kept, in bytes: longer ones say nothing of lengths that would be taken.
const KEPT: usize = 256;

const TWO_LENGTHS: &str = "there are two lengths: content-length is given twice, or together with transfer-encoding";
const NO_LENGTH: &str = "the content-length is no number";
const CODING: &str = "the transfer-encoding is not `chunked`, once";
const BARE_FEED: &str = "a line of the head ends in a line feed without a carriage return";
const LOST: &str = "the chunks of the request before it are malformed";

/// What is wrong with a request that the library takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Which request of the connection it is, from 1.
    pub request: u64,
    /// A sentence without its period.
    pub detail: &'static str,
}

/// The requests of one connection, followed.
#[derive(Debug, Default)]
pub struct Framing {
    at: At,
    /// How many heads have begun.
    heads: u64,
    /// How the line that comes just now begins.
    line: Vec<u8>,
    /// How long the line is so far.
    length: usize,
    /// Its last byte so far.
    last: u8,
    body: Body,
}

/// What comes next.
#[derive(Clone, Copy, Debug, Default)]
enum At {
    #[default]
    Request,
    Header,
    /// So many bytes of a body or of a chunk.
    Data(u64),
    ChunkSize,
    ChunkEnd,
    Trailer,
    /// Whatever it is: a request was refused, and with it the connection ends.
    Nothing,
}

/// What a head says of its body.
#[derive(Clone, Copy, Debug, Default)]
struct Body {
    length: Option<u64>,
    chunked: bool,
}

impl Framing {
    /// Follows the next bytes. The first flaw is the last, since it ends the connection.
    pub fn follow(&mut self, mut bytes: &[u8]) -> Option<Flaw> {
        while !bytes.is_empty() {
            match self.at {
                At::Nothing => return None,
                At::Data(left) => bytes = self.skip(left, bytes),
                _ => {
                    let end = bytes.iter().position(|&byte| byte == b'\n');
                    let (part, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
                    self.keep(part);
                    bytes = rest.get(1..).unwrap_or_default();
                    if end.is_some()
                        && let Some(flaw) = self.line_ends()
                    {
                        self.at = At::Nothing;
                        return Some(flaw);
                    }
                }
            }
        }
        None
    }

    fn skip<'b>(&mut self, left: u64, bytes: &'b [u8]) -> &'b [u8] {
        let skipped = usize::try_from(left).map_or(bytes.len(), |left| left.min(bytes.len()));
        self.at = match left - skipped as u64 {
            0 if self.body.chunked => At::ChunkEnd,
            0 => At::Request,
            left => At::Data(left),
        };
        &bytes[skipped..]
    }

    fn keep(&mut self, part: &[u8]) {
        let room = KEPT.saturating_sub(self.line.len());
        self.line.extend_from_slice(&part[..part.len().min(room)]);
        self.length += part.len();
        self.last = part.last().copied().unwrap_or(self.last);
    }

    fn line_ends(&mut self) -> Option<Flaw> {
        let (length, last) = (std::mem::take(&mut self.length), std::mem::take(&mut self.last));
        let mut line = std::mem::take(&mut self.line);
        let told = match self.at {
            _ if last == b'\r' => {
                // Of a line that was cut, the end is not there.
                line.truncate(length - 1);
                self.line_is(&line, length - 1)
            }
            At::Request => {
                self.heads += 1;
                Err(BARE_FEED)
            }
            At::Header => Err(BARE_FEED),
            _ => {
                self.heads += 1;
                Err(LOST)
            }
        };
        line.clear();
        self.line = line;
        told.err().map(|detail| Flaw { request: self.heads, detail })
    }

    /// Takes a line without its end; `length` is its own, of which the line may be the beginning.
    fn line_is(&mut self, line: &[u8], length: usize) -> Result<(), &'static str> {
        self.at = match (self.at, length) {
            (At::Request, 0) => At::Request,
            (At::Request, _) => {
                (self.heads, self.body) = (self.heads + 1, Body::default());
                At::Header
            }
            (At::Header, 0) => self.body()?,
            (At::Header, _) => {
                self.header(line, length)?;
                At::Header
            }
            (At::ChunkSize, _) => match chunk_size(line, length) {
                Some(0) => At::Trailer,
                Some(size) => At::Data(size),
                None => return self.lost(),
            },
            (At::ChunkEnd, 0) => At::ChunkSize,
            (At::ChunkEnd, _) => return self.lost(),
            (At::Trailer, 0) => At::Request,
            (at, _) => at,
        };
        Ok(())
    }

    fn body(&self) -> Result<At, &'static str> {
        match self.body {
            Body { chunked: true, length: Some(_) } => Err(TWO_LENGTHS),
            Body { chunked: true, length: None } => Ok(At::ChunkSize),
            Body { length: Some(length @ 1..), .. } => Ok(At::Data(length)),
            Body { .. } => Ok(At::Request),
        }
    }

    fn header(&mut self, line: &[u8], length: usize) -> Result<(), &'static str> {
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return Ok(()) };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            let number = digits(value, 10).filter(|_| length == line.len()).ok_or(NO_LENGTH)?;
            return self.body.length.replace(number).map_or(Ok(()), |_| Err(TWO_LENGTHS));
        }
        if name.eq_ignore_ascii_case(b"transfer-encoding") {
            let again = std::mem::replace(&mut self.body.chunked, true);
            let is_chunked = value.eq_ignore_ascii_case(b"chunked") && length == line.len();
            return if again || !is_chunked { Err(CODING) } else { Ok(()) };
        }
        Ok(())
    }

    fn lost(&mut self) -> Result<(), &'static str> {
        self.heads += 1;
        Err(LOST)
    }
}

/// The number before whatever extends it.
fn chunk_size(line: &[u8], length: usize) -> Option<u64> {
    let end = line.iter().position(|byte| matches!(byte, b';' | b' ' | b'\t'));
    if end.is_none() && length > line.len() {
        return None;
    }
    digits(&line[..end.unwrap_or(line.len())], 16)
}

/// A number of digits alone.
fn digits(text: &[u8], radix: u32) -> Option<u64> {
    let text = std::str::from_utf8(text).ok().filter(|text| text.chars().all(|digit| digit.is_digit(radix)))?;
    u64::from_str_radix(text, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::{BARE_FEED, CODING, Flaw, Framing, LOST, NO_LENGTH, TWO_LENGTHS};

    const GET: &str = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
    const POST: &str = "POST /a HTTP/1.1\r\n";

    /// The flaw of what comes, however it is cut into pieces.
    fn flaw(text: &str) -> Option<(u64, &'static str)> {
        let found = |size: usize| {
            let mut framing = Framing::default();
            let found: Vec<Flaw> = text.as_bytes().chunks(size).filter_map(|piece| framing.follow(piece)).collect();
            assert!(found.len() < 2, "{found:?}");
            found.first().map(|flaw| (flaw.request, flaw.detail))
        };
        let whole = found(text.len());
        assert!((1..40).all(|size| found(size) == whole), "{text:?}");
        whole
    }

    #[test]
    fn requests_in_order_are_followed_from_one_to_the_next() {
        let long = format!("x-long: {}\r\ncontent-length:   3  \r\n\r\nabc", "z".repeat(9_000));
        for text in [
            GET.repeat(3),
            format!("\r\n{GET}"),
            format!("{POST}Content-Length: 3\r\n\r\n\n\n\n{GET}"),
            format!("{POST}{long}{GET}"),
            format!("{POST}Transfer-Encoding: Chunked\r\n\r\n3 ; a=b\r\na\nb\r\n00\r\nx: content-length\r\n\r\n{GET}"),
        ] {
            assert_eq!(flaw(&text), None, "{text:?}");
            let flawed = format!("{text}GET / HTTP/1.1\nhost: x\r\n\r\n");
            let requests = text.matches(" HTTP/1.1\r\n").count() as u64;
            assert_eq!(flaw(&flawed), Some((requests + 1, BARE_FEED)), "{text:?}");
        }
    }

    #[test]
    fn two_lengths_are_found_wherever_they_stand() {
        let zeros = "0".repeat(300);
        let chunked = "transfer-encoding: chunked";
        for (headers, detail) in [
            (format!("content-length: 5\r\n{chunked}"), TWO_LENGTHS),
            (format!("{chunked}\r\ncontent-length: 0"), TWO_LENGTHS),
            ("content-length: 5\r\ncontent-length: 5".to_owned(), TWO_LENGTHS),
            ("content-length: 5, 5".to_owned(), NO_LENGTH),
            ("content-length: +5".to_owned(), NO_LENGTH),
            (format!("content-length: {zeros}5"), NO_LENGTH),
            (format!("{chunked}\r\n{chunked}"), CODING),
            ("transfer-encoding: gzip, chunked".to_owned(), CODING),
            ("x: y\nz: 1".to_owned(), BARE_FEED),
        ] {
            assert_eq!(flaw(&format!("{GET}{POST}{headers}\r\n\r\n")), Some((2, detail)), "{headers}");
        }
    }

    #[test]
    fn what_cannot_be_followed_spoils_the_request_after_it() {
        let zeros = "0".repeat(300);
        for chunks in
            [format!("{zeros}1\r\na\r\n"), "1\r\nab\r\n".into(), "+1\r\na\r\n".into(), "0\r\nx: y\n\r\n".into()]
        {
            assert_eq!(
                flaw(&format!("{POST}transfer-encoding: chunked\r\n\r\n{chunks}{GET}")),
                Some((2, LOST)),
                "{chunks}"
            );
        }
    }
}
