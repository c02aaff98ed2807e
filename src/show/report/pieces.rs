//! The pieces of a report whose beginning depends on its end: kept in a file that nobody sees, in the order in which they
//! came, and written group by group once all is known.

use std::io::{self, BufReader, Read, SeekFrom, Write};

use crate::show::report::report::Spool;

/// How much is gathered before it is written.
const GATHERED: usize = 256 * 1024;

/// Pieces and where they are. Each costs 24 bytes of memory, whatever its length.
#[derive(Debug)]
pub struct Pieces<S> {
    spool: S,
    gathered: Vec<u8>,
    length: u64,
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    group: u32,
    order: u32,
    at: u64,
    length: u32,
}

impl<S: Spool> Pieces<S> {
    /// None yet.
    pub fn new(spool: S) -> Pieces<S> {
        Pieces { spool, gathered: Vec::new(), length: 0, places: Vec::new() }
    }

    /// Keeps a piece. Those of a group are written by their `order`, equal ones as they came.
    pub fn put(&mut self, group: u32, order: u32, piece: &str) -> io::Result<()> {
        let length = u32::try_from(piece.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.places.push(Place { group, order, at: self.length, length });
        self.length += u64::from(length);
        self.gathered.extend_from_slice(piece.as_bytes());
        if self.gathered.len() >= GATHERED { self.flush() } else { Ok(()) }
    }

    /// All pieces are there; what comes back writes them.
    pub fn sorted(mut self) -> io::Result<Sorted<S>> {
        self.flush()?;
        self.places.sort_unstable();
        self.spool.seek(SeekFrom::Start(0))?;
        Ok(Sorted { spool: BufReader::with_capacity(GATHERED, self.spool), at: 0, places: self.places })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.spool.write_all(&self.gathered)?;
        self.gathered.clear();
        Ok(())
    }
}

/// Pieces in their order.
#[derive(Debug)]
pub struct Sorted<S> {
    spool: BufReader<S>,
    at: u64,
    places: Vec<Place>,
}

impl<S: Spool> Sorted<S> {
    /// Writes those of a group.
    pub fn write(&mut self, group: u32, out: &mut dyn Write) -> io::Result<()> {
        let from = self.places.partition_point(|place| place.group < group);
        let to = self.places.partition_point(|place| place.group <= group);
        for index in from..to {
            let place = self.places[index];
            // Short ways stay within what was read already.
            self.spool.seek_relative(place.at.cast_signed().wrapping_sub(self.at.cast_signed()))?;
            let copied = io::copy(&mut (&mut self.spool).take(u64::from(place.length)), out)?;
            self.at = place.at + copied;
            if copied < u64::from(place.length) {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::Pieces;

    #[test]
    fn pieces_come_back_by_group_and_order() {
        let mut pieces = Pieces::new(Cursor::new(Vec::new()));
        let long = "x".repeat(super::GATHERED);
        for (group, order, text) in [(1, 2, "d"), (0, 7, "b"), (1, 1, "c"), (0, 3, "a"), (1, 2, "e"), (2, 0, &long)] {
            pieces.put(group, order, text).unwrap();
        }
        let mut sorted = pieces.sorted().unwrap();
        let mut written = Vec::new();
        for group in [2, 1, 0, 3] {
            sorted.write(group, &mut written).unwrap();
        }
        assert_eq!(String::from_utf8(written).unwrap(), format!("{long}cdeab"));
    }
}
