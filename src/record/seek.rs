//! The cases of a record by their ids, read when they are asked for: two records can be held side by side without either
//! being in memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use crate::record::line::{CaseLine, Line};
use crate::record::record_error::RecordError;
use crate::source::code::Code;
use crate::source::file::open;

/// Where the cases of a record are.
#[derive(Debug)]
pub struct Lookup {
    path: Utf8PathBuf,
    file: File,
    places: HashMap<String, Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    at: u64,
    length: u64,
}

#[derive(Deserialize)]
struct Named {
    case: Id,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

impl Lookup {
    /// Finds every case of a record that can be read. Of a case that is there twice the last one counts.
    pub fn of(path: &Utf8Path) -> Result<Lookup, RecordError> {
        let unreadable = |error| unreadable(path, &error);
        let (file, _) = open(path).map_err(unreadable)?;
        let mut lines = BufReader::with_capacity(256 * 1024, &file);
        let (mut places, mut at, mut text) = (HashMap::new(), 0, Vec::new());
        loop {
            text.clear();
            let length = lines.read_until(b'\n', &mut text).map_err(unreadable)? as u64;
            if length == 0 {
                break;
            }
            if text.starts_with(b"{\"case\":")
                && let Ok(named) = serde_json::from_slice::<Named>(&text)
            {
                places.insert(named.case.id, Place { at, length });
            }
            at += length;
        }
        Ok(Lookup { path: path.to_owned(), file, places })
    }

    /// The ids, in no order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Whether there is a case of this id.
    pub fn has(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    /// Reads the case of this id.
    pub fn case(&mut self, id: &str) -> Result<Option<CaseLine>, RecordError> {
        let Some(place) = self.places.get(id).copied() else { return Ok(None) };
        let unreadable = |error| unreadable(&self.path, &error);
        self.file.seek(SeekFrom::Start(place.at)).map_err(unreadable)?;
        let mut text = Vec::new();
        (&self.file).take(place.length).read_to_end(&mut text).map_err(unreadable)?;
        match serde_json::from_slice(&text) {
            Ok(Line::Case(case)) => Ok(Some(*case)),
            _ => Err(RecordError::new(Code::RecordDamaged, &self.path, "was changed while it was read")),
        }
    }
}

fn unreadable(path: &Utf8Path, error: &std::io::Error) -> RecordError {
    RecordError::new(Code::RecordUnreadable, path, format!("cannot be read: {error}"))
}
