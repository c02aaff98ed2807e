//! Undoes a response's content encodings, under a cap.
//!
//! The HTTP client could do this, but it then hides the headers that say so, and has no cap. Every layer is capped by
//! itself, so that neither a bomb nor a bomb in a bomb takes more than the cap.

use std::io::Read;

use bytes::Bytes;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use http::{HeaderMap, HeaderValue};
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

/// What a request accepts unless it says otherwise: everything decoded here but `deflate`, on whose meaning servers
/// disagree.
pub const ACCEPTED: HeaderValue = HeaderValue::from_static("gzip, br, zstd");

/// More than this many encodings over each other are not undone.
const MAX_LAYERS: usize = 2;

/// Why a body could not be decoded. The server's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Decoded, it is larger than the cap.
    #[error("the decoded body is larger than {0} bytes")]
    TooLarge(usize),
    /// A content encoding nobody here can undo.
    #[error("the content encoding {0:?} is not known")]
    Unknown(String),
    /// An encoding that the request's `accept-encoding` rules out.
    #[error("the body is encoded as {0}, which the request does not accept")]
    NotAccepted(&'static str),
    /// Too many encodings.
    #[error("more than {MAX_LAYERS} content encodings over each other")]
    TooManyLayers,
    /// The encoded bytes are damaged or end early.
    #[error("the body is not valid {encoding}: {problem}")]
    Corrupt {
        /// The encoding.
        encoding: &'static str,
        /// What its decoder says.
        problem: String,
    },
}

/// Undoes the content encodings that `response` headers name, the last one first; at most `cap` bytes come out.
///
/// `request` headers say what was accepted. An empty body stays empty whatever the headers say, as in the answer to
/// `HEAD`.
pub fn decode(request: &HeaderMap, response: &HeaderMap, body: Bytes, cap: usize) -> Result<Bytes, DecodeError> {
    // Nearly every body takes this way out.
    if body.is_empty() || !response.contains_key(CONTENT_ENCODING) {
        return Ok(body);
    }
    let encodings = encodings(response)?;
    if let Some(refused) = encodings.iter().find(|encoding| !accepts(request, **encoding)) {
        return Err(DecodeError::NotAccepted(refused.name()));
    }
    encodings.into_iter().rev().try_fold(body, |body, encoding| encoding.undo(&body, cap).map(Bytes::from))
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

    fn undo(self, mut body: &[u8], cap: usize) -> Result<Vec<u8>, DecodeError> {
        let mut output = Output { bytes: Vec::new(), cap, encoding: self.name() };
        match self {
            Encoding::Gzip => output.fill(MultiGzDecoder::new(body))?,
            Encoding::Deflate if is_zlib(body) => output.fill(ZlibDecoder::new(body))?,
            Encoding::Deflate => output.fill(DeflateDecoder::new(body))?,
            Encoding::Brotli => output.fill(brotli_decompressor::Decompressor::new(body, 4096))?,
            Encoding::Zstd => {
                while !body.is_empty() {
                    output.fill_from_frame(&mut body)?;
                }
            }
        }
        Ok(output.bytes)
    }
}

/// Decoded bytes, at most `cap` of them.
struct Output {
    bytes: Vec<u8>,
    cap: usize,
    encoding: &'static str,
}

impl Output {
    fn fill(&mut self, decoder: impl Read) -> Result<(), DecodeError> {
        let room = self.cap - self.bytes.len();
        let read = decoder.take(room as u64 + 1).read_to_end(&mut self.bytes).map_err(|error| self.corrupt(&error))?;
        if read > room { Err(DecodeError::TooLarge(self.cap)) } else { Ok(()) }
    }

    /// One frame of Zstandard; a body may have several, and some that only say "skip me".
    fn fill_from_frame(&mut self, body: &mut &[u8]) -> Result<(), DecodeError> {
        let mut decoder = match StreamingDecoder::new(&mut *body) {
            Ok(decoder) => decoder,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                *body = body.get(length as usize..).ok_or_else(|| self.corrupt(&"a frame to skip ends early"))?;
                return Ok(());
            }
            Err(error) => return Err(self.corrupt(&error)),
        };
        self.fill(&mut decoder)?;
        let declared = decoder.decoder.get_checksum_from_data();
        if declared.is_some() && declared != decoder.decoder.get_calculated_checksum() {
            return Err(self.corrupt(&"the checksum does not match"));
        }
        Ok(())
    }

    fn corrupt(&self, problem: &dyn std::fmt::Display) -> DecodeError {
        DecodeError::Corrupt { encoding: self.encoding, problem: problem.to_string() }
    }
}

/// `deflate` is zlib by RFC 9110, but some servers send it bare. A zlib header is a multiple of 31 and names method 8,
/// which a bare stream from a real encoder doesn't begin with.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

fn encodings(headers: &HeaderMap) -> Result<Vec<Encoding>, DecodeError> {
    let mut encodings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = value.to_str().map_err(|_| DecodeError::Unknown(format!("{value:?}")))?;
        for name in value.split(',').map(str::trim) {
            if name.is_empty() || name.eq_ignore_ascii_case("identity") {
                continue;
            }
            encodings.push(Encoding::parse(name).ok_or_else(|| DecodeError::Unknown(name.to_owned()))?);
        }
    }
    if encodings.len() > MAX_LAYERS { Err(DecodeError::TooManyLayers) } else { Ok(encodings) }
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

    use super::{DecodeError, decode};

    const TEXT: &[u8] = b"countersign countersign countersign";

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    fn decoded(encoding: &'static str, body: Vec<u8>) -> Result<Bytes, DecodeError> {
        decode(&HeaderMap::new(), &headers("content-encoding", encoding), body.into(), 1000)
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
            assert_eq!(decoded(encoding, body), Err(DecodeError::TooLarge(1000)), "{encoding}");
        }
        assert_eq!(decoded("gzip", gzip(&zeros[1..])).expect("just fits").len(), 1000);
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
        assert_eq!(decoded("gzip, gzip, gzip", TEXT.to_vec()), Err(DecodeError::TooManyLayers));
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
            let answer = decode(&request, &headers("content-encoding", "gzip"), gzip(TEXT).into(), 1000);
            let expected = if allowed { Ok(Bytes::from_static(TEXT)) } else { Err(DecodeError::NotAccepted("gzip")) };
            assert_eq!(answer, expected, "{accepted:?}");
        }
    }
}
