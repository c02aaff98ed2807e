//! Masks a stream, also where a secret is spread over several writes.

use std::io::{self, Write};

use crate::secret::mask::Mask;

/// Writes to `W` what is written to it, without secrets.
///
/// It holds back only the end that may be the beginning of a secret, even when flushed; [`MaskWriter::finish`] and
/// dropping it write that too. Secrets that nobody has asked for yet are learned when something is
/// written. Short ones pass (see [`Mask::mask_field`]).
#[derive(Debug)]
pub struct MaskWriter<W: Write> {
    mask: Mask,
    /// `None` once finished.
    inner: Option<W>,
    held: Vec<u8>,
    masked: Vec<u8>,
}

impl<W: Write> MaskWriter<W> {
    /// A writer to `inner` through `mask`.
    pub fn new(mask: Mask, inner: W) -> MaskWriter<W> {
        MaskWriter { mask, inner: Some(inner), held: Vec::new(), masked: Vec::new() }
    }

    /// Writes what was held back, flushes, and returns the writer beneath.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_held()?;
        let mut inner = self.inner.take().ok_or_else(finished)?;
        inner.flush()?;
        Ok(inner)
    }

    fn write_held(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        let inner = self.inner.as_mut().ok_or_else(finished)?;
        if held.is_empty() { Ok(()) } else { inner.write_all(&self.mask.apply_bytes(&held)) }
    }
}

impl<W: Write> Write for MaskWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.mask.learn_others();
        }
        let inner = self.inner.as_mut().ok_or_else(finished)?;
        let Some(known) = self.mask.known() else {
            inner.write_all(bytes)?;
            return Ok(bytes.len());
        };
        self.held.extend_from_slice(bytes);
        self.masked.clear();
        let undecided = known.undecided(&self.held);
        let done = known.mask_until(&self.held, undecided, &mut self.masked);
        // A secret may end behind where an undecided one begins.
        let end = done.max(undecided);
        self.masked.extend_from_slice(&self.held[done..end]);
        self.held.drain(..end);
        inner.write_all(&self.masked)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl<W: Write> Drop for MaskWriter<W> {
    fn drop(&mut self) {
        if self.inner.is_some() {
            // Whoever must know of errors finishes it.
            let _ = self.write_held();
        }
    }
}

fn finished() -> io::Error {
    io::Error::other("the masked stream is finished")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::MaskWriter;
    use crate::secret::mask::Mask;
    use crate::secret::secret::Secret;

    fn mask(values: &[&str]) -> Mask {
        Mask::new(values.iter().map(|value| Secret::new(*value, *value).expect("not empty")))
    }

    fn written(mask: &Mask, pieces: &[&[u8]]) -> String {
        let mut writer = MaskWriter::new(mask.clone(), Vec::new());
        for piece in pieces {
            writer.write_all(piece).expect("writes to memory");
        }
        String::from_utf8(writer.finish().expect("writes to memory")).expect("text")
    }

    #[test]
    fn a_stream_is_masked_like_its_whole_text_however_it_is_cut() {
        let mask = mask(&["countersign", "counters", "sign-in-here", "ersatz-value"]);
        for text in ["a countersign b", "countersign-in-here", "counterscounters", "countersig", "countersatz-value é"]
        {
            let expected = mask.apply(text).into_owned();
            let bytes = text.as_bytes();
            for first in 0..=bytes.len() {
                for second in first..=bytes.len() {
                    let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                    assert_eq!(written(&mask, &pieces), expected, "{text} cut at {first} and {second}");
                }
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(written(&mask, &single), expected, "{text} byte by byte");
        }
    }

    #[test]
    fn only_what_may_become_a_secret_is_held_back() {
        let mut output = Vec::new();
        let mut writer = MaskWriter::new(mask(&["countersign"]), &mut output);
        writer.write_all(b"12 cases hold\nthe count").expect("writes to memory");
        let held = writer.held.clone();
        assert_eq!(held, b"count");
        writer.flush().expect("writes to memory");
        assert_eq!(writer.held, b"count");
        drop(writer);
        assert_eq!(output, b"12 cases hold\nthe count");
    }

    #[test]
    fn a_secret_added_in_the_middle_is_masked_from_then_on() {
        let mask = Mask::default();
        let mut writer = MaskWriter::new(mask.clone(), Vec::new());
        writer.write_all(b"captured-1 ").expect("writes to memory");
        mask.add([Secret::new("S", "captured-1").expect("not empty")]);
        writer.write_all(b"captured-1").expect("writes to memory");
        assert_eq!(writer.finish().expect("writes to memory"), "captured-1 «secret:S»".as_bytes());
    }
}
