//! Tells quickly that no secret begins in a text: nearly every text that a run writes is such a one.
//!
//! Every form of a long secret has at least [`PREFIX`] bytes, so wherever one begins, one of the groups of [`GRAM`] bytes
//! that stand [`STRIDE`] bytes apart lies within those. Only these groups are looked at.

/// So many bytes of a form are known here.
pub const PREFIX: usize = 8;
/// So many bytes are looked at together.
const GRAM: usize = 4;
/// So many bytes lie between the beginnings of two groups.
pub const STRIDE: usize = PREFIX - GRAM + 1;
/// Bits for each group that is known: about one in so many that are not is taken for one.
const ROOM: usize = 32;
/// No table is smaller, in words.
const LEAST: usize = 64;
/// Nor larger: beyond that it is no longer near at hand.
const MOST: usize = 1 << 15;

/// The groups of bytes with which forms begin.
#[derive(Clone, Debug)]
pub struct Filter {
    /// A bit for each group.
    words: Box<[u64]>,
    /// A bit for each beginning as a whole, of which few are looked at.
    wholes: Box<[u64]>,
    known: usize,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter::for_prefixes(0)
    }
}

impl Filter {
    /// A filter with room for forms with so many different beginnings.
    pub fn for_prefixes(count: usize) -> Filter {
        let words = (count * STRIDE * ROOM / 64).next_power_of_two().clamp(LEAST, MOST);
        Filter { words: vec![0; words].into(), wholes: vec![0; words].into(), known: 0 }
    }

    /// Whether so many beginnings more would make it let too much pass.
    pub fn is_too_small_for(&self, more: usize) -> bool {
        self.words.len() < MOST && (self.known + more * STRIDE) * ROOM > self.words.len() * 64
    }

    /// Knows a form by its beginning.
    pub fn add(&mut self, prefix: [u8; PREFIX]) {
        for group in prefix.windows(GRAM) {
            if let [a, b, c, d] = *group {
                let (word, bit) = self.place([a, b, c, d]);
                self.known += usize::from(self.words[word] & bit == 0);
                self.words[word] |= bit;
            }
        }
        let (word, bit) = self.whole(prefix);
        self.wholes[word] |= bit;
    }

    /// Whether a form may begin so.
    pub fn has(&self, prefix: [u8; PREFIX]) -> bool {
        let (word, bit) = self.whole(prefix);
        self.wholes[word] & bit != 0
    }

    /// Places from `start` on near which a form may begin: at one of them, or up to [`STRIDE`] - 1 bytes before it.
    pub fn places<'f>(&'f self, bytes: &'f [u8], start: usize) -> impl Iterator<Item = usize> + 'f {
        let groups = bytes.get(start..).unwrap_or_default().chunks(STRIDE).enumerate();
        groups.filter_map(move |(index, group)| {
            let [a, b, c, d, ..] = *group else { return None };
            let (word, bit) = self.place([a, b, c, d]);
            (self.words[word] & bit != 0).then_some(start + index * STRIDE)
        })
    }

    fn place(&self, group: [u8; GRAM]) -> (usize, u64) {
        // Letters of either case are the same; that a few other characters are too costs nothing.
        let folded = u32::from_le_bytes(group) | 0x2020_2020;
        self.spread(u64::from(folded))
    }

    fn whole(&self, prefix: [u8; PREFIX]) -> (usize, u64) {
        self.spread(u64::from_le_bytes(prefix) | 0x2020_2020_2020_2020)
    }

    fn spread(&self, folded: u64) -> (usize, u64) {
        // What is used of the product depends on the lower half of what is multiplied.
        let hash = ((folded ^ (folded >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
        ((hash >> 6) & (self.words.len() - 1), 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn a_beginning_is_seen_wherever_it_stands() {
        let mut filter = Filter::default();
        filter.add(*b"counters");
        for before in 0..20 {
            let text = format!("{}CounterSign", ".".repeat(before));
            let places: Vec<usize> = filter.places(text.as_bytes(), 0).collect();
            assert!(places.iter().any(|&place| (before..before + 5).contains(&place)), "{before}: {places:?}");
        }
        assert_eq!(filter.places(&b"a lot of text that has nothing of the kind".repeat(9), 0).count(), 0);
        assert_eq!(filter.places(b"cou", 0).count(), 0);
        assert!(filter.has(*b"COUNTERS") && !filter.has(*b"countern"));
    }

    #[test]
    fn it_has_room_for_what_it_was_made_for() {
        let filter = Filter::for_prefixes(1000);
        assert!(!filter.is_too_small_for(1000) && filter.is_too_small_for(10_000));
    }
}
