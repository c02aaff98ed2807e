//! Records, read line by line: a record of a million cases needs no more memory than its longest line.

use std::fs::File;
use std::io::{BufRead, BufReader};

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use crate::record::line::{CaseLine, EndLine, Line, RunLine, VERSION};
use crate::record::record_error::RecordError;
use crate::source::code::Code;

/// A record that is being read.
#[derive(Debug)]
pub struct Reader {
    path: Utf8PathBuf,
    lines: BufReader<File>,
    number: usize,
    text: String,
    /// What was run.
    pub run: RunLine,
}

/// The first line, of which only the version is certain.
#[derive(Deserialize)]
struct First {
    run: Version,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Reader {
    /// Opens a record and reads its first line.
    pub fn open(path: &Utf8Path) -> Result<Reader, RecordError> {
        let unreadable = |why: String| RecordError::new(Code::RecordUnreadable, path, why);
        let no_record = "a record is what `countersign run` writes: `.countersign/runs/<id>.jsonl`, or `--record FILE`";
        let file = File::open(path).map_err(|error| unreadable(format!("cannot be read: {error}")).help(no_record))?;
        let mut lines = BufReader::with_capacity(256 * 1024, file);
        let mut text = String::new();
        lines.read_line(&mut text).map_err(|error| unreadable(format!("cannot be read: {error}")).help(no_record))?;
        if text.is_empty() {
            return Err(unreadable("is empty".to_owned()).help(no_record));
        }
        let first: First = serde_json::from_str(&text).map_err(|error| {
            unreadable("is no record: its first line does not say what was run".to_owned())
                .at(1, error.column().max(1))
                .help(no_record)
        })?;
        if first.run.version > VERSION {
            let message = format!("is of version {}; this Countersign reads up to {VERSION}", first.run.version);
            return Err(RecordError::new(Code::RecordNewer, path, message).help("use the Countersign that wrote it"));
        }
        match serde_json::from_str(&text) {
            Ok(Line::Run(run)) => Ok(Reader { path: path.to_owned(), lines, number: 1, text, run: *run }),
            Ok(_) => Err(unreadable("is no record: its first line does not say what was run".to_owned()).at(1, 1)),
            Err(error) => Err(damaged(path, 1, &error)),
        }
    }

    /// The next line; `None` behind the last one.
    pub fn next_line(&mut self) -> Option<Result<Line, RecordError>> {
        self.text.clear();
        self.number += 1;
        match self.lines.read_line(&mut self.text) {
            Ok(0) => None,
            Ok(_) => Some(serde_json::from_str(&self.text).map_err(|error| damaged(&self.path, self.number, &error))),
            Err(error) => {
                let message = format!("cannot be read further: {error}");
                Some(Err(RecordError::new(Code::RecordDamaged, &self.path, message).at(self.number, 1)))
            }
        }
    }
}

fn damaged(path: &Utf8Path, line: usize, error: &serde_json::Error) -> RecordError {
    let what = if error.is_eof() { "is cut in the middle of a line" } else { "has a line that cannot be read" };
    RecordError::new(Code::RecordDamaged, path, format!("{what}: {error}")).at(line, error.column().max(1))
}

/// A record and what it is worth.
#[derive(Clone, Debug)]
pub struct RecordFile {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// What was run.
    pub run: RunLine,
    /// How the run ended; absent when it did not, or when the record was cut.
    pub end: Option<EndLine>,
    /// Why what stands behind a line was not read.
    pub damage: Option<RecordError>,
}

impl RecordFile {
    /// Whether every case that was planned is in it with a verdict of its own.
    pub fn is_complete(&self) -> bool {
        self.damage.is_none() && self.end.as_ref().is_some_and(|end| end.stopped.is_none())
    }
}

/// Reads a record from its beginning to its end and hands every case to `each`. What stands before damage is read all
/// the same, and the damage told in what comes back.
pub fn read(path: &Utf8Path, each: &mut dyn FnMut(CaseLine)) -> Result<RecordFile, RecordError> {
    let mut reader = Reader::open(path)?;
    let (mut end, mut damage) = (None, None);
    while let Some(line) = reader.next_line() {
        match line {
            Ok(Line::Case(case)) => each(*case),
            Ok(Line::End(line)) => end = Some(*line),
            Ok(Line::Start(_)) => {}
            Ok(Line::Run(_)) => {
                let message = "has a second beginning: two records were written to one file";
                damage = Some(RecordError::new(Code::RecordDamaged, path, message).at(reader.number, 1));
                break;
            }
            Err(error) => {
                damage = Some(error);
                break;
            }
        }
    }
    let end = end.filter(|_| damage.is_none());
    Ok(RecordFile { path: path.to_owned(), run: reader.run, end, damage })
}
