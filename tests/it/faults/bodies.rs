//! Bodies that are small on the wire and large in the memory of whoever trusts them.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// `bytes` as gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writes to memory")
}

/// So many megabytes of zeros as gzip, a thousandth as large.
pub(crate) fn gzip_bomb(megabytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..megabytes {
        encoder.write_all(&zeros).expect("writes to memory");
    }
    encoder.finish().expect("writes to memory")
}

/// So many blocks of 128 KiB of zeros as Zstandard, each of four bytes, with a window of so many powers of two.
pub(crate) fn zstd_bomb(blocks: usize, window: u8) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, (window - 10) << 3];
    for block in 1..=blocks {
        let header = u32::from(block == blocks) | 1 << 1 | (128 << 10) << 3;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

/// So many blocks of 16 MiB of zeros as brotli, each of 24 bytes or so: five zeros and a copy of them, over and over.
pub(crate) fn brotli_bomb(blocks: usize) -> Vec<u8> {
    const LENGTH: u64 = 1 << 24;
    let mut bits = Bits::default();
    bits.put(0, 1); // a window of 64 KiB
    for block in 1..=blocks {
        let is_last = block == blocks;
        bits.put(u64::from(is_last), 1);
        if is_last {
            bits.put(0, 1); // not empty
        }
        bits.put(2, 2); // six nibbles of length
        bits.put(LENGTH - 1, 24);
        if !is_last {
            bits.put(0, 1); // compressed
        }
        bits.put(0, 3); // one type of block each
        bits.put(0, 6); // no direct distances
        bits.put(0, 2); // a context mode
        bits.put(0, 2); // one tree each
        // Codes of one symbol each, which take no bits: the literal 0, five literals and a long copy, the last distance.
        for (symbol, width) in [(0, 8), (384 + (5 << 3) + 7, 10), (0, 6)] {
            bits.put(1, 2);
            bits.put(0, 2);
            bits.put(symbol, width);
        }
        bits.put(LENGTH - 5 - 2118, 24); // how long the copy is
    }
    bits.bytes
}

/// Bits, the lowest first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn put(&mut self, value: u64, width: usize) {
        for bit in 0..width {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if value >> bit & 1 == 1
                && let Some(last) = self.bytes.last_mut()
            {
                *last |= 1 << (self.used % 8);
            }
            self.used += 1;
        }
    }
}
