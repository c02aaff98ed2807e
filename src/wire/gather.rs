//! Collects the parts of a body; one that comes in one piece is not copied.

use bytes::{Bytes, BytesMut};

/// How much memory is taken at once for a body of unknown length: doubling what there is would take three times as much
/// as comes, and of an endless body much comes.
const BLOCK: usize = 256 << 10;

/// The parts of a body so far.
#[derive(Debug, Default)]
pub struct Gathered {
    first: Bytes,
    blocks: Vec<BytesMut>,
    length: usize,
}

impl Gathered {
    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Appends a part of a body that is to have `declared` bytes, if that is known.
    pub fn push(&mut self, part: Bytes, declared: Option<u64>) {
        let was_empty = self.is_empty();
        self.length += part.len();
        if was_empty {
            self.first = part;
            return;
        }
        if self.blocks.is_empty() {
            let declared = declared.and_then(|declared| usize::try_from(declared).ok()).unwrap_or(0);
            self.blocks.push(BytesMut::with_capacity(declared.max(self.length)));
            let first = std::mem::take(&mut self.first);
            self.append(&first);
        }
        self.append(&part);
    }

    fn append(&mut self, mut part: &[u8]) {
        while !part.is_empty() {
            match self.blocks.last_mut() {
                Some(block) if block.len() < block.capacity() => {
                    let (now, later) = part.split_at(part.len().min(block.capacity() - block.len()));
                    block.extend_from_slice(now);
                    part = later;
                }
                _ => self.blocks.push(BytesMut::with_capacity(BLOCK)),
            }
        }
    }

    /// The body.
    pub fn finish(mut self) -> Bytes {
        match self.blocks.len() {
            0 => self.first,
            1 => self.blocks.remove(0).freeze(),
            _ => {
                let mut joined = BytesMut::with_capacity(self.length);
                self.blocks.drain(..).for_each(|block| joined.extend_from_slice(&block));
                joined.freeze()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{BLOCK, Gathered};

    #[test]
    fn parts_are_joined_in_order() {
        let mut gathered = Gathered::default();
        for part in ["", "con", "", "tract", "s"] {
            gathered.push(Bytes::from_static(part.as_bytes()), Some(9));
        }
        assert_eq!((gathered.len(), &*gathered.finish()), (9, &b"contracts"[..]));
    }

    #[test]
    fn long_bodies_of_unknown_length_are_joined_in_order() {
        let mut gathered = Gathered::default();
        let body: Vec<u8> = (0..3 * BLOCK + 7).map(|at| u8::try_from(at % 251).expect("small")).collect();
        for part in body.chunks(100_003) {
            gathered.push(Bytes::copy_from_slice(part), None);
        }
        assert_eq!(gathered.len(), body.len());
        assert!(gathered.finish() == body);
    }

    #[test]
    fn one_part_is_not_copied() {
        let part = Bytes::from(vec![7; 100]);
        let mut gathered = Gathered::default();
        gathered.push(part.clone(), None);
        assert_eq!(gathered.finish().as_ptr(), part.as_ptr());
    }
}
