//! Undoes a response's content encodings, under a cap and a ratio.
//!
//! The HTTP client could do this, but it then hides the headers that say so, and has no cap. Every layer is capped by
//! itself while it is undone, so that neither a bomb nor a bomb in a bomb takes more than what is allowed.

use std::io::Read;

use bytes::Bytes;
use flate2::bufread::GzDecoder;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use http::{HeaderMap, HeaderValue};
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

/// What a request accepts unless it says otherwise: everything decoded here but `deflate`, on whose meaning servers
/// disagree.
pub const ACCEPTED: HeaderValue = HeaderValue::from_static("gzip, br, zstd");

/// More than this many encodings over each other are not undone.
const MAX_LAYERS: usize = 2;
/// A body of more members or frames than this is no body but work.
const MAX_PARTS: usize = 1024;
/// Up to this size nothing is too many times larger than what was sent: a small body can be a short text many times.
const SMALL: usize = 64 << 10;
/// The largest window that Zstandard may ask for in HTTP (RFC 9659); a decoder fills it before it gives anything away.
const ZSTD_WINDOW: u64 = 8 << 20;
/// How much of a name or of a body is shown.
const SHOWN: usize = 40;

/// How large a body may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// In bytes.
    pub bytes: usize,
    /// How many times what was sent.
    pub ratio: usize,
}

/// Why a body could not be decoded. The server's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Decoded, it is larger than the cap.
    #[error("decoded, the body has more than {cap} bytes; as sent it has {sent}")]
    TooLarge {
        /// The cap.
        cap: usize,
        /// Bytes as sent.
        sent: usize,
    },
    /// Decoded, it is too many times larger than what was sent.
    #[error("decoded, the body is more than {ratio} times as large as the {sent} bytes that were sent")]
    OverRatio {
        /// How many times it may be.
        ratio: usize,
        /// Bytes as sent.
        sent: usize,
    },
    /// So many members or frames that undoing them is an attack on time.
    #[error("the body is made of more than {MAX_PARTS} parts, each a whole {0}")]
    TooManyParts(&'static str),
    /// A content encoding nobody here can undo.
    #[error("the content encoding {0:?} is not known")]
    Unknown(String),
    /// An encoding that the request's `accept-encoding` rules out.
    #[error("the body is encoded as {encoding}, and the request accepts {accepted:?}")]
    NotAccepted {
        /// The encoding.
        encoding: &'static str,
        /// What the request says that it accepts.
        accepted: String,
    },
    /// Too many encodings.
    #[error("{} content encodings over each other ({}); at most {MAX_LAYERS} are undone", .0.len(), .0.join(", "))]
    TooManyLayers(Vec<&'static str>),
    /// The encoded bytes are damaged or end early.
    #[error("the body is not valid {encoding}: {problem}; it begins with {begins}")]
    Corrupt {
        /// The encoding.
        encoding: &'static str,
        /// What its decoder says.
        problem: String,
        /// The first bytes.
        begins: String,
    },
}

/// Undoes the content encodings that `response` headers name, the last one first; no more than `caps` allows comes out.
///
/// `request` headers say what was accepted. An empty body stays empty whatever the headers say, as in the answer to
/// `HEAD`.
pub fn decode(request: &HeaderMap, response: &HeaderMap, body: Bytes, caps: Caps) -> Result<Bytes, DecodeError> {
    // Nearly every body takes this way out.
    if body.is_empty() || !response.contains_key(CONTENT_ENCODING) {
        return Ok(body);
    }
    let encodings = encodings(response)?;
    if let Some(refused) = encodings.iter().find(|encoding| !accepts(request, **encoding)) {
        return Err(DecodeError::NotAccepted { encoding: refused.name(), accepted: accepted(request) });
    }
    let room = Room { caps, sent: body.len() };
    encodings.into_iter().rev().try_fold(body, |body, encoding| encoding.undo(&body, room).map(Bytes::from))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Encoding {
    fn parse(name: &str) -> Option<Encoding> {
        match name.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Some(Encoding::Gzip),
            "deflate" => Some(Encoding::Deflate),
            "br" => Some(Encoding::Brotli),
            "zstd" => Some(Encoding::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Encoding::Gzip => "gzip",
            Encoding::Deflate => "deflate",
            Encoding::Brotli => "br",
            Encoding::Zstd => "zstd",
        }
    }

    fn undo(self, body: &[u8], room: Room) -> Result<Vec<u8>, DecodeError> {
        let mut output = Output { bytes: Vec::new(), room, encoding: self.name(), begins: begins(body) };
        match self {
            Encoding::Gzip => output.fill_from_parts(body, Output::fill_from_member)?,
            Encoding::Deflate if is_zlib(body) => output.fill(ZlibDecoder::new(body))?,
            Encoding::Deflate => output.fill(DeflateDecoder::new(body))?,
            Encoding::Brotli if is_large_window(body) => {
                return Err(output.corrupt(&"its window is larger than RFC 7932 allows"));
            }
            Encoding::Brotli => output.fill(brotli_decompressor::Decompressor::new(body, 4096))?,
            Encoding::Zstd => output.fill_from_parts(body, Output::fill_from_frame)?,
        }
        Ok(output.bytes)
    }
}

/// What room is made first, in bytes.
const SMALLEST: usize = 8 << 10;
/// From which size on the whole room is made, in bytes.
const LARGE: usize = 1 << 20;

/// What may come out of a body that was so large when it was sent.
#[derive(Clone, Copy, Debug)]
struct Room {
    caps: Caps,
    sent: usize,
}

impl Room {
    fn bytes(self) -> usize {
        self.sent.saturating_mul(self.caps.ratio).max(SMALL).min(self.caps.bytes)
    }

    fn exceeded(self) -> DecodeError {
        let Caps { bytes: cap, ratio } = self.caps;
        let sent = self.sent;
        if self.bytes() == cap { DecodeError::TooLarge { cap, sent } } else { DecodeError::OverRatio { ratio, sent } }
    }
}

/// Decoded bytes, as many as there is room for.
struct Output<'b> {
    bytes: Vec<u8>,
    room: Room,
    encoding: &'static str,
    /// The first bytes of what is decoded, and what stands for the rest.
    begins: (&'b [u8], &'static str),
}

impl Output<'_> {
    fn fill(&mut self, mut decoder: impl Read) -> Result<(), DecodeError> {
        let room = self.room.bytes();
        while self.bytes.len() <= room {
            self.make_room(room + 1);
            let piece = self.bytes.capacity().min(room + 1) - self.bytes.len();
            let read = decoder.by_ref().take(piece as u64).read_to_end(&mut self.bytes);
            if read.map_err(|error| self.corrupt(&error))? < piece {
                return Ok(());
            }
        }
        Err(self.room.exceeded())
    }

    /// What is small grows as it needs; what is large gets all that it may ever need, of which nothing is taken before it
    /// is written to, for growing would have it in memory twice.
    fn make_room(&mut self, at_most: usize) {
        let length = self.bytes.len();
        if self.bytes.capacity() == length {
            let wanted = if length < LARGE { (2 * length).max(SMALLEST) } else { at_most };
            self.bytes.reserve_exact(wanted.min(at_most) - length);
        }
    }

    /// Fills from one part after the other; `part` takes one off what is left.
    fn fill_from_parts(
        &mut self,
        mut body: &[u8],
        part: fn(&mut Self, &mut &[u8]) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        for _ in 0..MAX_PARTS {
            if body.is_empty() {
                return Ok(());
            }
            part(self, &mut body)?;
        }
        if body.is_empty() { Ok(()) } else { Err(DecodeError::TooManyParts(self.encoding)) }
    }

    fn fill_from_member(&mut self, body: &mut &[u8]) -> Result<(), DecodeError> {
        if !body.starts_with(&[0x1f, 0x8b]) {
            return Err(self.corrupt(&"a part of it does not begin as gzip does, with 1f 8b"));
        }
        let mut decoder = GzDecoder::new(*body);
        self.fill(&mut decoder)?;
        *body = decoder.into_inner();
        Ok(())
    }

    /// One frame of Zstandard; a body may have several, and some that only say "skip me".
    fn fill_from_frame(&mut self, body: &mut &[u8]) -> Result<(), DecodeError> {
        match zstd_window(body) {
            Some(Window::Content(size)) if size > self.room.bytes() as u64 => return Err(self.room.exceeded()),
            Some(Window::Explicit(size)) if size > ZSTD_WINDOW => {
                let problem = format!("its window of {size} bytes is larger than the 8 MiB that RFC 9659 allows");
                return Err(self.corrupt(&problem));
            }
            _ => {}
        }
        let mut decoder = match StreamingDecoder::new(&mut *body) {
            Ok(decoder) => decoder,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                *body = body.get(length as usize..).ok_or_else(|| self.corrupt(&"a frame to skip ends early"))?;
                return Ok(());
            }
            Err(error) => return Err(self.corrupt(&error)),
        };
        self.fill(Sips(&mut decoder))?;
        let declared = decoder.decoder.get_checksum_from_data();
        if declared.is_some() && declared != decoder.decoder.get_calculated_checksum() {
            return Err(self.corrupt(&"the checksum does not match"));
        }
        Ok(())
    }

    fn corrupt(&self, problem: &dyn std::fmt::Display) -> DecodeError {
        DecodeError::Corrupt {
            encoding: self.encoding,
            problem: problem.to_string(),
            begins: format!("{}{}", self.begins.0.escape_ascii(), self.begins.1),
        }
    }
}

/// The first bytes. What is cut says so, by which the mask knows the beginning of a secret for what it is.
fn begins(body: &[u8]) -> (&[u8], &'static str) {
    if body.len() > 8 { (&body[..8], "…") } else { (body, "") }
}

/// Reads little at a time: a decoder of Zstandard first decodes as much as is asked for, and only then hands it over.
struct Sips<R>(R);

impl<R: Read> Read for Sips<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = into.len().min(64 << 10);
        self.0.read(&mut into[..length])
    }
}

/// `deflate` is zlib by RFC 9110, but some servers send it bare. A zlib header is a multiple of 31 and names method 8,
/// which a bare stream from a real encoder doesn't begin with.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Whether brotli begins with the window of an extension, of up to a gigabyte, which is no content encoding.
fn is_large_window(body: &[u8]) -> bool {
    body.first().is_some_and(|first| first & 0x7f == 0x11)
}

/// How much a frame of Zstandard has a decoder keep: all of its content, or a window of its own.
enum Window {
    Content(u64),
    Explicit(u64),
}

/// What the header of a frame says of it (RFC 8878, section 3.1.1.1). `None` for anything else.
fn zstd_window(frame: &[u8]) -> Option<Window> {
    let descriptor = *frame.strip_prefix(&[0x28, 0xb5, 0x2f, 0xfd])?.first()?;
    let rest = &frame[5..];
    let is_single_segment = descriptor & 0x20 != 0;
    if !is_single_segment {
        let window = *rest.first()?;
        let base = 1u64 << (10 + (window >> 3));
        return Some(Window::Explicit(base + base / 8 * u64::from(window & 7)));
    }
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let length = [1, 2, 4, 8][usize::from(descriptor >> 6)];
    let mut size = [0; 8];
    size[..length].copy_from_slice(rest.get(dictionary..dictionary + length)?);
    // Two bytes count from 256 on.
    let offset = if length == 2 { 256 } else { 0 };
    Some(Window::Content(u64::from_le_bytes(size).saturating_add(offset)))
}

fn encodings(headers: &HeaderMap) -> Result<Vec<Encoding>, DecodeError> {
    let mut encodings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = value.to_str().map_err(|_| DecodeError::Unknown(shown(&format!("{value:?}"))))?;
        for name in value.split(',').map(str::trim) {
            if name.is_empty() || name.eq_ignore_ascii_case("identity") {
                continue;
            }
            encodings.push(Encoding::parse(name).ok_or_else(|| DecodeError::Unknown(shown(name)))?);
        }
    }
    if encodings.len() > MAX_LAYERS {
        return Err(DecodeError::TooManyLayers(encodings.into_iter().map(Encoding::name).collect()));
    }
    Ok(encodings)
}

fn accepted(request: &HeaderMap) -> String {
    let values: Vec<&str> = request.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect();
    shown(&values.join(", "))
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Whether `accept-encoding` allows an encoding, by RFC 9110, section 12.5.3; without that header all are allowed.
fn accepts(request: &HeaderMap, encoding: Encoding) -> bool {
    let mut any = None;
    let mut present = false;
    for value in request.get_all(ACCEPT_ENCODING) {
        present = true;
        for item in value.to_str().unwrap_or("").split(',') {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let allowed = !refuses(parameters);
            match name.trim() {
                "*" => any = Some(allowed),
                name if Encoding::parse(name) == Some(encoding) => return allowed,
                _ => {}
            }
        }
    }
    any.unwrap_or(!present)
}

/// Whether the weight is zero: `q=0`, `q=0.0`, `q=0.000`.
fn refuses(parameters: &str) -> bool {
    let weight = parameters.trim().trim_start_matches(['q', 'Q']).trim_start().trim_start_matches('=').trim();
    weight.parse::<f32>().is_ok_and(|weight| weight == 0.0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use bytes::Bytes;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use http::{HeaderMap, HeaderValue};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::{Caps, DecodeError, SMALL, decode};

    const TEXT: &[u8] = b"countersign countersign countersign";

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    const CAPS: Caps = Caps { bytes: 1000, ratio: 1000 };

    fn decoded(encoding: &'static str, body: Vec<u8>) -> Result<Bytes, DecodeError> {
        decoded_within(CAPS, encoding, body)
    }

    fn decoded_within(caps: Caps, encoding: &'static str, body: Vec<u8>) -> Result<Bytes, DecodeError> {
        decode(&HeaderMap::new(), &headers("content-encoding", encoding), body.into(), caps)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writes to memory")
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writes to memory")
    }

    fn bare(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writes to memory")
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    /// "countersign" as brotli: one uncompressed block, then the empty last one.
    fn brotli() -> Vec<u8> {
        let mut body = vec![0x0f, 0x05, 0x80];
        body.extend_from_slice(b"countersign");
        body.push(0x03);
        body
    }

    #[test]
    fn known_encodings_are_undone() {
        assert_eq!(decoded("gzip", gzip(TEXT)).expect("gzip"), TEXT);
        assert_eq!(decoded("X-GZIP", [gzip(b"counter"), gzip(b"sign")].concat()).expect("members"), "countersign");
        assert_eq!(decoded("deflate", zlib(TEXT)).expect("zlib"), TEXT);
        assert_eq!(decoded("deflate", bare(TEXT)).expect("bare deflate"), TEXT);
        assert_eq!(decoded("br", brotli()).expect("brotli"), "countersign");
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9];
        let frames = [zstd(b"counter"), skipped.to_vec(), zstd(b"sign")].concat();
        assert_eq!(decoded("zstd", frames).expect("zstd"), "countersign");
        assert_eq!(decoded("gzip, zstd", zstd(&gzip(TEXT))).expect("two layers"), TEXT);
        assert_eq!(decoded("identity", TEXT.to_vec()).expect("as it is"), TEXT);
        assert_eq!(decoded("gzip", Vec::new()).expect("the answer to HEAD"), "");
    }

    #[test]
    fn a_bomb_stops_at_the_cap() {
        let zeros = vec![0; 1001];
        for (encoding, body) in [
            ("gzip", gzip(&zeros)),
            ("deflate", zlib(&zeros)),
            ("zstd", zstd(&zeros)),
            ("gzip, gzip", gzip(&gzip(&[]).repeat(100))),
        ] {
            let sent = body.len();
            assert_eq!(decoded(encoding, body), Err(DecodeError::TooLarge { cap: 1000, sent }), "{encoding}");
        }
        assert_eq!(decoded("gzip", gzip(&zeros[1..])).expect("just fits").len(), 1000);
    }

    #[test]
    fn a_body_grows_only_so_many_times() {
        let zeros = vec![0; 10 * SMALL];
        let caps = Caps { bytes: usize::MAX, ratio: 20 };
        for (encoding, body) in [("gzip", gzip(&zeros)), ("zstd", zstd(&zeros)), ("gzip, deflate", zlib(&gzip(&zeros)))]
        {
            let sent = body.len();
            assert!(sent * 20 < zeros.len(), "{encoding}: {sent} bytes are no bomb");
            assert_eq!(
                decoded_within(caps, encoding, body.clone()),
                Err(DecodeError::OverRatio { ratio: 20, sent }),
                "{encoding}"
            );
            let generous = Caps { ratio: 1_000_000, ..caps };
            assert_eq!(decoded_within(generous, encoding, body).expect("allowed").len(), zeros.len(), "{encoding}");
        }
        let small = gzip(&zeros[..SMALL]);
        assert_eq!(decoded_within(Caps { ratio: 1, ..caps }, "gzip", small).expect("small").len(), SMALL);
    }

    #[test]
    fn a_body_of_countless_parts_is_not_undone() {
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0];
        for (encoding, part) in [("gzip", gzip(b"")), ("zstd", skipped.to_vec()), ("zstd", zstd(b""))] {
            assert_eq!(decoded(encoding, part.repeat(1024)).expect("allowed"), "", "{encoding}");
            assert!(matches!(decoded(encoding, part.repeat(1025)), Err(DecodeError::TooManyParts(_))), "{encoding}");
        }
    }

    #[test]
    fn windows_larger_than_a_content_encoding_may_have_are_refused() {
        // A window of 2 GiB; a single segment of 1 TiB; brotli's extension for windows of up to a gigabyte.
        let window = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x03, 0x00, 0x00].to_vec();
        let segment = [&[0x28, 0xb5, 0x2f, 0xfd, 0xe0][..], &(1u64 << 40).to_le_bytes(), &[0x03, 0, 0]].concat();
        let window = decoded("zstd", window).expect_err("refused").to_string();
        assert!(window.contains("2147483648 bytes"), "{window}");
        assert!(matches!(decoded("zstd", segment), Err(DecodeError::TooLarge { .. })));
        let brotli = decoded("br", vec![0x11, 0x1e, 0, 0]).expect_err("refused").to_string();
        assert!(brotli.contains("RFC 7932"), "{brotli}");
    }

    #[test]
    fn damage_and_early_ends_are_seen() {
        for (encoding, body) in [("gzip", gzip(TEXT)), ("deflate", zlib(TEXT)), ("br", brotli()), ("zstd", zstd(TEXT))]
        {
            let cut = body[..body.len() - 1].to_vec();
            assert!(matches!(decoded(encoding, cut), Err(DecodeError::Corrupt { .. })), "{encoding} cut");
            let garbage = b"{\"not\": \"encoded\"}".to_vec();
            assert!(matches!(decoded(encoding, garbage), Err(DecodeError::Corrupt { .. })), "{encoding} garbage");
        }
    }

    #[test]
    fn what_cannot_be_undone_is_named() {
        assert_eq!(decoded("compress", TEXT.to_vec()), Err(DecodeError::Unknown("compress".into())));
        assert_eq!(decoded("gzip, gzip, gzip", TEXT.to_vec()), Err(DecodeError::TooManyLayers(vec!["gzip"; 3])));
        let error = decoded("gzip", b"{\"not\": 1}".to_vec()).expect_err("no gzip").to_string();
        assert!(error.ends_with("it begins with {\\\"not\\\": …"), "{error}");
    }

    #[test]
    fn only_accepted_encodings_are_undone() {
        for (accepted, allowed) in [
            ("gzip", true),
            ("*", true),
            ("br, GZIP;q=0.1", true),
            ("identity", false),
            ("gzip;q=0, *", false),
            ("*; q=0.000", false),
            ("", false),
        ] {
            let request = headers("accept-encoding", accepted);
            let answer = decode(&request, &headers("content-encoding", "gzip"), gzip(TEXT).into(), CAPS);
            let expected = allowed
                .then(|| Bytes::from_static(TEXT))
                .ok_or_else(|| DecodeError::NotAccepted { encoding: "gzip", accepted: accepted.to_owned() });
            assert_eq!(answer, expected, "{accepted:?}");
        }
    }
}
