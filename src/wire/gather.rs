//! Collects the parts of a body; one that comes in one piece is not copied.

use bytes::{Bytes, BytesMut};

/// The parts of a body so far.
#[derive(Debug, Default)]
pub struct Gathered {
    first: Bytes,
    joined: BytesMut,
}

impl Gathered {
    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.first.len() + self.joined.len()
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends a part of a body that is to have `declared` bytes, if that is known.
    pub fn push(&mut self, part: Bytes, declared: Option<u64>) {
        if self.is_empty() {
            self.first = part;
            return;
        }
        if self.joined.is_empty() {
            let declared = declared.and_then(|declared| usize::try_from(declared).ok()).unwrap_or(0);
            self.joined.reserve(declared.max(self.first.len() + part.len()));
            self.joined.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.joined.extend_from_slice(&part);
    }

    /// The body.
    pub fn finish(self) -> Bytes {
        if self.joined.is_empty() { self.first } else { self.joined.freeze() }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::Gathered;

    #[test]
    fn parts_are_joined_in_order() {
        let mut gathered = Gathered::default();
        for part in ["", "con", "", "tract", "s"] {
            gathered.push(Bytes::from_static(part.as_bytes()), Some(9));
        }
        assert_eq!((gathered.len(), &*gathered.finish()), (9, &b"contracts"[..]));
    }

    #[test]
    fn one_part_is_not_copied() {
        let part = Bytes::from(vec![7; 100]);
        let mut gathered = Gathered::default();
        gathered.push(part.clone(), None);
        assert_eq!(gathered.finish().as_ptr(), part.as_ptr());
    }
}
