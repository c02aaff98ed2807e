//! Data in few characters that no HTML can be in: deflated, in base64.

use std::io::{self, Read, Write};

use base64::prelude::BASE64_STANDARD;
use base64::write::EncoderWriter;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Deflates what is written to it.
pub struct Packer<W: Write>(DeflateEncoder<W>);

impl<W: Write> Packer<W> {
    /// Nothing has been written yet.
    pub fn new(out: W) -> Packer<W> {
        Packer(DeflateEncoder::new(out, level()))
    }

    /// Writes what is left, and gives back where it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes bytes deflated and in base64.
pub fn pack(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let mut packer = Packer::new(EncoderWriter::new(out, &BASE64_STANDARD));
    packer.write_all(bytes)?;
    packer.finish()?.finish().map(drop)
}

/// Writes what was deflated before in base64.
pub fn encode(deflated: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
    let mut encoder = EncoderWriter::new(out, &BASE64_STANDARD);
    io::copy(deflated, &mut encoder)?;
    encoder.finish().map(drop)
}

/// A run should not wait for its report: this packs cases that resemble each other ten times as fast as the best level,
/// and hardly worse.
fn level() -> Compression {
    Compression::new(3)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use flate2::read::DeflateDecoder;

    use super::{Packer, encode, pack};

    fn unpack(packed: &[u8]) -> String {
        let deflated = BASE64_STANDARD.decode(packed).expect("base64");
        let mut text = String::new();
        DeflateDecoder::new(deflated.as_slice()).read_to_string(&mut text).expect("deflated");
        text
    }

    #[test]
    fn what_is_packed_comes_back_and_holds_no_markup() {
        let text = "</script><!--\u{2028}\0".repeat(1000);
        let mut packed = Vec::new();
        pack(text.as_bytes(), &mut packed).expect("packed");
        assert!(packed.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)));
        assert_eq!(unpack(&packed), text);

        let mut packer = Packer::new(Vec::new());
        packer.write_all(text.as_bytes()).expect("written");
        let deflated = packer.finish().expect("finished");
        let mut copied = Vec::new();
        encode(&mut deflated.as_slice(), &mut copied).expect("copied");
        assert_eq!(unpack(&copied), text);
    }
}
