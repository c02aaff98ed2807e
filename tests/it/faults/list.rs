//! Every fault of a server, and what it is called: a name, what stands on the socket, and what users are told.

use super::bodies::{brotli_bomb, gzip, gzip_bomb, zstd_bomb};
use super::server::{Script, item};

/// A fault.
pub(crate) struct Fault {
    /// What it is.
    pub(crate) name: &'static str,
    /// What the server does.
    pub(crate) script: fn() -> Script,
    /// What the case says of its request, beside its path; empty for nothing.
    pub(crate) request: &'static str,
    /// What users are told.
    pub(crate) told: Told,
    /// A part of the words.
    pub(crate) says: &'static str,
}

/// What users are told of a fault.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told {
    /// No verdict on the API: the code, the phase, and how many bytes of the body had come.
    Error(&'static str, &'static str, Came),
    /// Any of these, by the code and a part of the words: who is faster, the client or the server, decides.
    Either(&'static [(&'static str, &'static str)]),
    /// The code of an error of the check itself, after a whole answer.
    Unjudged(&'static str),
    /// The API broke its word, by this code.
    Failed(&'static str),
    /// A warning of this code, and the case passes.
    Warned(&'static str),
    /// Nothing is wrong at all.
    Passed,
}

/// How many bytes of a body had come.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Came {
    /// So many.
    Exactly(u64),
    /// At least so many.
    AtLeast(u64),
}

use Came::{AtLeast, Exactly};
use Told::{Error, Failed, Passed, Unjudged, Warned};

const NONE: Came = Exactly(0);

/// Every fault over HTTP/1.1, in the order in which an exchange meets them.
pub(crate) fn faults() -> Vec<Fault> {
    [connections(), heads(), framings(), bodies(), encodings(), texts()].into_iter().flatten().collect()
}

/// Those that TLS could make something else of: all that are not in a body that came whole.
pub(crate) fn beneath_tls() -> Vec<Fault> {
    [connections(), heads(), framings(), bodies()].into_iter().flatten().collect()
}

pub(crate) fn fault(name: &'static str, script: fn() -> Script, told: Told, says: &'static str) -> Fault {
    Fault { name, script, request: "", told, says }
}

pub(crate) fn hanging(name: &'static str, script: fn() -> Script, told: Told, says: &'static str) -> Fault {
    Fault { request: "timeout: 300ms", ..fault(name, script, told, says) }
}

fn bytes(text: &str) -> Script {
    Script::Bytes(text.as_bytes().to_vec())
}

/// A head with these lines more, and what follows it.
fn answer(lines: &str, rest: impl AsRef<[u8]>) -> Script {
    Script::Bytes(whole(lines, rest))
}

fn whole(lines: &str, rest: impl AsRef<[u8]>) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{lines}\r\n");
    [head.as_bytes(), rest.as_ref()].concat()
}

/// A whole answer with this body.
fn body(lines: &str, body: impl AsRef<[u8]>) -> Script {
    answer(&format!("{lines}content-length: {}\r\n", body.as_ref().len()), body)
}

const CHUNKED: &str = "transfer-encoding: chunked\r\n";

fn connections() -> Vec<Fault> {
    vec![
        fault(
            "closed before the head",
            || bytes(""),
            Error("CS0407", "head", NONE),
            "closed the connection before a whole head",
        ),
        fault(
            "closed in the head",
            || bytes("HTTP/1.1 200 OK\r\ncont"),
            Error("CS0407", "head", NONE),
            "closed the connection before a whole head",
        ),
        fault(
            "reset before the head",
            || Script::Reset(Vec::new()),
            Error("CS0407", "head", NONE),
            "reset the connection before a whole head",
        ),
        fault(
            "reset in the head",
            || Script::Reset(b"HTTP/1.1 200 OK\r\ncont".to_vec()),
            Error("CS0407", "head", NONE),
            "reset the connection before a whole head",
        ),
        fault(
            "reset in the body",
            || Script::Reset(whole("content-length: 100\r\n", "{\"id\":")),
            Error("CS0407", "body", Exactly(6)),
            "reset the connection in the body",
        ),
        fault("a stale connection", || Script::Stale, Warned("CS0807"), "sent once more"),
        Fault {
            request: "method: POST, url: /items/1",
            ..fault(
                "a stale connection and a POST",
                || Script::Stale,
                Error("CS0407", "head", NONE),
                "closed the connection",
            )
        },
    ]
}

fn heads() -> Vec<Fault> {
    let no_head = Error("CS0405", "head", NONE);
    let large = Error("CS0412", "head", NONE);
    let malformed = Error("CS0408", "head", NONE);
    vec![
        hanging("silence", || Script::Hold(Vec::new()), no_head, "no response head within 300 ms"),
        hanging(
            "silence in the head",
            || Script::Hold(b"HTTP/1.1 200 OK\r\nx-a: ".to_vec()),
            no_head,
            "no response head within",
        ),
        hanging("a head that drips", || Script::Drip(Vec::new(), whole("", "")), no_head, "no response head within"),
        hanging(
            "endless informational responses",
            || Script::Forever(Vec::new(), b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()),
            no_head,
            "no response head within",
        ),
        hanging(
            "informational responses that drip",
            || Script::Drip(Vec::new(), b"HTTP/1.1 103 X\r\n\r\n".to_vec()),
            no_head,
            "no response head within",
        ),
        fault(
            "an unknown informational response",
            || Script::Bytes([&b"HTTP/1.1 199 What\r\nx: y\r\n\r\n"[..], &item("/items/1")].concat()),
            Passed,
            "",
        ),
        fault(
            "another protocol",
            || bytes("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
            malformed,
            "switched protocols to \"websocket\"",
        ),
        fault("ten thousand headers", || answer(&"x-a: b\r\n".repeat(10_000), ""), large, "more than 100 headers"),
        fault("101 headers", || answer(&"x-a: b\r\n".repeat(100), ""), large, "more than 100 headers"),
        fault(
            "a header of a megabyte",
            || answer(&format!("x-a: {}\r\n", "a".repeat(1 << 20)), ""),
            large,
            "more than 417792 bytes",
        ),
        fault("a flood of cookies", || answer(&"set-cookie: a=b; path=/\r\n".repeat(5000), ""), large, "headers"),
        fault(
            "headers without an end",
            || Script::Forever(whole("", "")[..40].to_vec(), b"\r\nx-a: b".to_vec()),
            large,
            "headers",
        ),
        fault(
            "a header line without an end",
            || Script::Forever(b"HTTP/1.1 200 OK\r\nx: ".to_vec(), b"a".to_vec()),
            large,
            "417792 bytes",
        ),
        fault("a NUL in a header", || answer("x-a: a\0b\r\n", "{}"), malformed, "control character"),
        fault("a folded header", || answer("x-a: a\r\n b\r\n", "{}"), malformed, "name, colon and value on one line"),
        fault("a space before the colon", || answer("x-a : a\r\n", "{}"), malformed, "name, colon and value"),
        fault("HTTP/0.9", || bytes("{\"id\": 1}"), malformed, "does not begin with `HTTP/1.1`"),
        fault("HTTP/2 unasked", || bytes("HTTP/2 200 OK\r\n\r\n"), malformed, "does not begin with `HTTP/1.1`"),
        fault("another protocol's greeting", || bytes("SSH-2.0-OpenSSH_9.6\r\n"), malformed, "does not begin with"),
        fault("bytes of no kind", || Script::Bytes((0..=255).collect()), malformed, "does not begin with"),
        fault("status 1000", || bytes("HTTP/1.1 1000 X\r\n\r\n"), malformed, "not three digits"),
        fault("status 99", || bytes("HTTP/1.1 099 X\r\n\r\n"), malformed, "not three digits"),
        fault("status twohundred", || bytes("HTTP/1.1 twohundred\r\n\r\n"), malformed, "not three digits"),
    ]
}

fn framings() -> Vec<Fault> {
    let framing = Error("CS0419", "head", NONE);
    let chunk = Error("CS0419", "body", Exactly(3));
    let no_chunk = Error("CS0419", "body", NONE);
    vec![
        fault(
            "two lengths",
            || answer("content-length: 2\r\ncontent-length: 3\r\n", "{} "),
            framing,
            "Content-Lengths differ",
        ),
        fault("two lengths in one", || answer("content-length: 2, 3\r\n", "{} "), framing, "Content-Lengths differ"),
        fault("a negative length", || answer("content-length: -2\r\n", "{}"), framing, "no number"),
        fault("a length with a sign", || answer("content-length: +2\r\n", "{}"), framing, "no number"),
        fault("a length in hexadecimal", || answer("content-length: 0x2\r\n", "{}"), framing, "no number"),
        fault(
            "a length over 64 bits",
            || answer("content-length: 99999999999999999999\r\n", "{}"),
            framing,
            "no number",
        ),
        fault(
            "a huge length",
            || answer("content-length: 99999999999\r\n", "{}"),
            Error("CS0409", "body", NONE),
            "99999999999 bytes, over the limit of 10485760",
        ),
        fault(
            "chunks in HTTP/1.0",
            || bytes("HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
            framing,
            "HTTP/1.0",
        ),
        fault(
            "a body that ends early",
            || answer("content-length: 100\r\n", "{\"id\":"),
            Error("CS0418", "body", Exactly(6)),
            "6 of 100 bytes of the body came",
        ),
        fault(
            "chunks that end early",
            || answer(CHUNKED, "3\r\nabc\r\n"),
            Error("CS0418", "body", Exactly(3)),
            "its last chunk",
        ),
        fault(
            "a chunk that ends early",
            || answer(CHUNKED, "9\r\nabc"),
            Error("CS0418", "body", Exactly(3)),
            "its last chunk",
        ),
        fault(
            "a last chunk without its end",
            || answer(CHUNKED, "3\r\nabc\r\n0\r\n"),
            Error("CS0418", "body", Exactly(3)),
            "its last chunk",
        ),
        fault("a chunk size that is none", || answer(CHUNKED, "3\r\nabc\r\nzz\r\n"), chunk, "size"),
        fault("a chunk size that is negative", || answer(CHUNKED, "3\r\nabc\r\n-1\r\n"), chunk, "size"),
        fault(
            "a chunk size that overflows",
            || answer(CHUNKED, "3\r\nabc\r\nfffffffffffffffff\r\n"),
            chunk,
            "overflow",
        ),
        fault("a chunk longer than its size", || answer(CHUNKED, "3\r\nabcdef\r\n0\r\n\r\n"), chunk, "chunk"),
        fault(
            "chunk extensions without an end",
            || Script::Forever(whole(CHUNKED, "3;"), b"a".to_vec()),
            no_chunk,
            "extensions over limit",
        ),
        fault(
            "many chunks with extensions",
            || Script::Forever(whole(CHUNKED, ""), format!("1;{}\r\na\r\n", "x".repeat(1000)).into()),
            Error("CS0419", "body", AtLeast(1)),
            "extensions over limit",
        ),
        fault(
            "trailers without an end",
            || Script::Forever(whole(CHUNKED, "3\r\nabc\r\n0\r\n"), b"x: y\r\n".to_vec()),
            chunk,
            "trailers",
        ),
        fault(
            "a trailer line without an end",
            || Script::Forever(whole(CHUNKED, "3\r\nabc\r\n0\r\nx: "), b"y".to_vec()),
            chunk,
            "trailers",
        ),
    ]
}

fn bodies() -> Vec<Fault> {
    vec![
        hanging(
            "silence in the body",
            || Script::Hold(whole("content-length: 100\r\n", "{\"id\":")),
            Error("CS0406", "body", Exactly(6)),
            "6 of 100 bytes of the body came within",
        ),
        hanging(
            "silence between chunks",
            || Script::Hold(whole(CHUNKED, "3\r\nabc\r\n")),
            Error("CS0406", "body", Exactly(3)),
            "3 bytes of the body came within",
        ),
        hanging(
            "a body that drips",
            || Script::Drip(whole("content-length: 1000\r\n", ""), b"a".to_vec()),
            Error("CS0406", "body", AtLeast(0)),
            "of 1000 bytes of the body came within",
        ),
        hanging(
            "chunks that drip",
            || Script::Drip(whole(CHUNKED, ""), b"1\r\na\r\n".to_vec()),
            Error("CS0406", "body", AtLeast(0)),
            "of the body came within",
        ),
        fault(
            "a body without an end",
            || Script::Forever(whole("", ""), vec![b' '; 1 << 10]),
            Error("CS0409", "body", AtLeast(10 << 20)),
            "larger than 10485760 bytes",
        ),
        fault(
            "chunks without an end",
            || Script::Forever(whole(CHUNKED, ""), format!("1000\r\n{}\r\n", " ".repeat(4096)).into()),
            Error("CS0409", "body", AtLeast(10 << 20)),
            "larger than 10485760 bytes",
        ),
        hanging(
            "tiny chunks without an end",
            || Script::Forever(whole(CHUNKED, ""), b"1\r\na\r\n".to_vec()),
            Error("CS0406", "body", AtLeast(1)),
            "of the body came within",
        ),
    ]
}

fn encodings() -> Vec<Fault> {
    const GZIP: &str = "content-encoding: gzip\r\n";
    let bomb = Error("CS0421", "decode", AtLeast(10));
    let corrupt = Error("CS0410", "decode", AtLeast(2));
    let refused = Error("CS0420", "decode", Exactly(2));
    vec![
        fault("a bomb of gzip", || body(GZIP, gzip_bomb(50)), bomb, "more than 10485760 bytes"),
        fault(
            "a bomb of brotli",
            || body("content-encoding: br\r\n", brotli_bomb(10)),
            bomb,
            "more than 1000 times as large",
        ),
        fault(
            "a bomb of Zstandard",
            || body("content-encoding: zstd\r\n", zstd_bomb(4000, 20)),
            bomb,
            "more than 10485760 bytes",
        ),
        fault(
            "a small bomb of Zstandard",
            || body("content-encoding: zstd\r\n", zstd_bomb(60, 20)),
            bomb,
            "more than 1000 times as large as the 246 bytes",
        ),
        fault(
            "a window of two gigabytes",
            || body("content-encoding: zstd\r\n", zstd_bomb(16_000, 31)),
            corrupt,
            "its window of 2147483648 bytes",
        ),
        fault(
            "a bomb in a bomb",
            || body("content-encoding: gzip, gzip\r\n", gzip(&gzip_bomb(20))),
            bomb,
            "more than 1000 times as large",
        ),
        fault("a bomb of members", || body(GZIP, gzip(b"").repeat(100_000)), bomb, "more than 1024 parts"),
        fault(
            "a bomb of frames",
            || body("content-encoding: zstd\r\n", [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0].repeat(100_000)),
            bomb,
            "more than 1024 parts",
        ),
        fault(
            "no gzip at all",
            || body(GZIP, "{\"id\": 1}"),
            corrupt,
            "does not begin as gzip does, with 1f 8b; it begins with {",
        ),
        fault(
            "gzip that is damaged",
            || {
                let mut zipped = gzip(b"{\"id\": 1, \"name\": \"Chair\"}");
                zipped[12] ^= 0xff;
                body(GZIP, zipped)
            },
            corrupt,
            "not valid gzip",
        ),
        fault(
            "gzip that ends early",
            || {
                let zipped = gzip(b"{\"id\": 1, \"name\": \"Chair\"}");
                body(GZIP, &zipped[..zipped.len() - 9])
            },
            corrupt,
            "not valid gzip",
        ),
        fault(
            "gzip with something after it",
            || body(GZIP, [gzip(b"{}"), b"rest".to_vec()].concat()),
            corrupt,
            "not valid gzip",
        ),
        fault("an unknown encoding", || body("content-encoding: lzma\r\n", "{}"), refused, "\"lzma\" is not known"),
        fault(
            "an encoding that was not asked for",
            || body("content-encoding: deflate\r\n", "{}"),
            refused,
            "encoded as deflate, and the request accepts \"gzip, br, zstd\"",
        ),
        fault(
            "three encodings",
            || body("content-encoding: br, gzip, br\r\n", "{}"),
            refused,
            "3 content encodings over each other (br, gzip, br)",
        ),
    ]
}

fn texts() -> Vec<Fault> {
    let json = Failed("CS0309");
    vec![
        fault("JSON that is no UTF-8", || body("", b"{\"id\": 1, \"name\": \"\xfa\"}"), json, "not UTF-8 at byte 19"),
        fault(
            "JSON in Latin-1",
            || body("", b"{\"id\": 1, \"name\": \"caf\xe9\", \"price\": 1}"),
            json,
            "not UTF-8 at byte 22",
        ),
        fault(
            "JSON with a byte order mark",
            || body("", b"\xef\xbb\xbf{\"id\": 1, \"name\": \"a\", \"price\": 1}"),
            json,
            "a byte order mark before the JSON at byte 0",
        ),
        fault("broken JSON", || body("", "{\"id\": 1, \"name\": }"), json, "at byte 18 (line 1, column 19)"),
        fault("JSON that ends early", || body("", "{\"id\": 1"), json, "at byte 8"),
        fault("NaN", || body("", "{\"id\": 1, \"name\": \"a\", \"price\": NaN}"), json, "at byte 32"),
        fault(
            "something after the JSON",
            || body("", "{\"id\": 1, \"name\": \"a\", \"price\": 1} x"),
            json,
            "trailing characters at byte 35",
        ),
        fault(
            "arrays 129 deep",
            || body("", "[".repeat(129) + &"]".repeat(129)),
            Unjudged("CS0427"),
            "nested more than 128 levels deep",
        ),
        fault(
            "arrays 100000 deep",
            || body("", "[".repeat(100_000)),
            Unjudged("CS0427"),
            "nested more than 128 levels deep",
        ),
        fault("escapes of terminals in a body", || body("", "{\"id\": 1, \u{1b}[2J\n::error::x"), json, "at byte 10"),
        fault(
            "numbers of any length",
            || body("", "{\"id\": 9007199254740993, \"name\": \"a\", \"price\": 1e400}"),
            Passed,
            "",
        ),
        Fault {
            request: "method: GET, url: /items/1",
            ..fault(
                "text that is none of its charset",
                || {
                    Script::Bytes(
                    b"HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 2\r\n\r\n\xff\xfe"
                        .to_vec(),
                )
                },
                Unjudged("CS0413"),
                "not valid UTF-8 at byte 0",
            )
        },
    ]
}
