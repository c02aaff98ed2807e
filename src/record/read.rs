//! Records, read line by line: a record of a million cases needs no more memory than its longest line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use crate::judge::verdict::Verdict;
use crate::record::event::Summary;
use crate::record::line::{CaseLine, EndLine, Line, RunLine, StartLine, VERSION};
use crate::record::record_error::RecordError;
use crate::source::code::Code;
use crate::source::file::open;

/// No line may be longer, in bytes: a case with a thousand exchanges of large bodies is far below.
const MAX_LINE: u64 = 1 << 30;
/// How many cases that had begun are told of a record that was cut.
const BEGUN: usize = 10;
/// More cases than this are never under way at once.
const AT_ONCE: usize = 2048;
const NO_RECORD: &str = "a record is what `countersign run` writes: `.countersign/runs/<id>.jsonl`, or `--record FILE`";

/// A record of which the first line was read.
#[derive(Debug)]
pub struct Reader {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// What was run.
    pub run: RunLine,
    lines: BufReader<File>,
    number: usize,
    offset: u64,
    bytes: Vec<u8>,
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
    /// What its cases came to, counted; `planned` is what the run was to have.
    pub summary: Summary,
    /// The first cases that had begun and have no verdict.
    pub begun: Vec<String>,
    /// Where the lines of its cases are, in bytes.
    pub cases: Range<u64>,
}

impl RecordFile {
    /// Whether every case that was planned is in it with a verdict of its own.
    pub fn is_complete(&self) -> bool {
        let ended = self.end.as_ref().is_some_and(|end| end.stopped.is_none() && end.summary == self.summary);
        self.damage.is_none() && ended && self.summary.missing() == 0
    }
}

/// Reads a record from its beginning to its end and hands every case to `each`. What stands before damage is read all
/// the same, and the damage told in what comes back.
pub fn read(path: &Utf8Path, each: &mut dyn FnMut(CaseLine)) -> Result<RecordFile, RecordError> {
    Ok(Reader::open(path)?.read(each))
}

/// What is looked at of a line; of a case, besides, what is wanted of it.
enum Seen<C> {
    /// A second beginning.
    Run,
    /// A case that has begun.
    Start(String),
    /// A case that has ended.
    Case(String, Verdict, C),
    /// The end.
    End(Box<EndLine>),
}

/// Makes something of a line.
type Parse<'p, C> = &'p dyn Fn(&str) -> serde_json::Result<Seen<C>>;

/// A line of which a case's id and verdict are all that is wanted; the rest only has to be JSON.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Glance {
    Run(serde::de::IgnoredAny),
    Start(StartLine),
    Case(CaseGlance),
    End(Box<EndLine>),
}

#[derive(Deserialize)]
struct CaseGlance {
    id: String,
    verdict: Verdict,
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
        let unreadable = |why: &str| RecordError::new(Code::RecordUnreadable, path, why).help(NO_RECORD);
        let (file, _) = open(path).map_err(|error| RecordError::unreadable(path, &error).help(NO_RECORD))?;
        let mut lines = BufReader::with_capacity(256 * 1024, file);
        let mut bytes = Vec::new();
        let begun = read_line(&mut lines, &mut bytes);
        begun.map_err(|error| RecordError::unreadable(path, &error).help(NO_RECORD))?;
        if bytes.is_empty() {
            return Err(unreadable("is empty"));
        }
        let run = first_line(&bytes, path, &unreadable)?;
        Ok(Reader { path: path.to_owned(), run, lines, number: 1, offset: bytes.len() as u64, bytes })
    }

    /// Reads the rest and hands every case to `each`.
    pub fn read(self, each: &mut dyn FnMut(CaseLine)) -> RecordFile {
        let parse = |text: &str| {
            Ok(match serde_json::from_str(text)? {
                Line::Run(_) => Seen::Run,
                Line::Start(start) => Seen::Start(start.id),
                Line::Case(case) => Seen::Case(case.id.clone(), case.verdict, case),
                Line::End(end) => Seen::End(end),
            })
        };
        self.through(&parse, &mut |_, case| each(*case))
    }

    /// Reads the rest without looking into cases, and hands the id of every case to `each`.
    pub fn glance(self, each: &mut dyn FnMut(&str)) -> RecordFile {
        let parse = |text: &str| {
            Ok(match serde_json::from_str(text)? {
                Glance::Run(_) => Seen::Run,
                Glance::Start(start) => Seen::Start(start.id),
                Glance::Case(case) => Seen::Case(case.id, case.verdict, ()),
                Glance::End(end) => Seen::End(end),
            })
        };
        self.through(&parse, &mut |id, ()| each(id))
    }

    /// Hands on a case only once it is known that it belongs to the run.
    fn through<C>(mut self, parse: Parse<'_, C>, each: &mut dyn FnMut(&str, C)) -> RecordFile {
        let mut summary = Summary { planned: self.run.planned, ..Summary::default() };
        let mut cases = self.offset..self.offset;
        let mut begun: Vec<String> = Vec::new();
        let (mut end, mut damage) = (None, None);
        loop {
            let seen = match self.next(parse) {
                None => break,
                Some(Ok(Seen::Run)) => Err(self.damaged("has a second beginning: two runs wrote to one file")),
                Some(Ok(_)) if end.is_some() => Err(self.damaged("goes on behind its end")),
                Some(seen) => seen,
            };
            match seen {
                Ok(Seen::Start(id)) if begun.len() < AT_ONCE => begun.push(id),
                Ok(Seen::Start(_)) => {}
                Ok(Seen::Case(id, verdict, case)) => {
                    begun.retain(|other| *other != id);
                    summary.add(verdict);
                    each(&id, case);
                }
                Ok(Seen::End(line)) => {
                    end = Some(*line);
                    continue;
                }
                Ok(Seen::Run) => continue,
                Err(error) => {
                    damage = Some(error);
                    break;
                }
            }
            cases.end = self.offset;
        }
        begun.truncate(BEGUN);
        let end = end.filter(|_| damage.is_none());
        RecordFile { path: self.path, run: self.run, end, damage, summary, begun, cases }
    }

    /// The next line; `None` behind the last one.
    fn next<C>(&mut self, parse: Parse<'_, C>) -> Option<Result<Seen<C>, RecordError>> {
        self.bytes.clear();
        self.number += 1;
        if let Err(error) = read_line(&mut self.lines, &mut self.bytes) {
            return Some(Err(self.damaged(&format!("cannot be read further: {error}"))));
        }
        if self.bytes.is_empty() {
            return None;
        }
        // A line is written with its line break; without one, it may lack more than that.
        let Some((b'\n', line)) = self.bytes.split_last() else {
            return Some(Err(self.damaged("is cut in the middle of a line")));
        };
        let seen = match std::str::from_utf8(line) {
            Ok(text) => parse(text).map_err(|error| unreadable_line(&self.path, self.number, &error)),
            Err(error) => {
                let message = "has a line that is not UTF-8";
                Err(RecordError::new(Code::RecordDamaged, &self.path, message).at(self.number, error.valid_up_to() + 1))
            }
        };
        if seen.is_ok() {
            self.offset += self.bytes.len() as u64;
        }
        Some(seen)
    }

    fn damaged(&self, message: &str) -> RecordError {
        RecordError::new(Code::RecordDamaged, &self.path, message).at(self.number, 1)
    }
}

fn first_line(bytes: &[u8], path: &Utf8Path, unreadable: &dyn Fn(&str) -> RecordError) -> Result<RunLine, RecordError> {
    let no_record =
        |column: usize| unreadable("is no record: its first line does not say what was run").at(1, column.max(1));
    let text = std::str::from_utf8(bytes).map_err(|error| no_record(error.valid_up_to() + 1))?;
    let first: First = serde_json::from_str(text).map_err(|error| no_record(error.column()))?;
    match first.run.version {
        0 => return Err(unreadable("is of version 0, which no Countersign has ever written").at(1, 1)),
        1..=VERSION => {}
        newer => {
            let message = format!("is of version {newer}; this Countersign reads up to {VERSION}");
            return Err(RecordError::new(Code::RecordNewer, path, message).help("read it with a newer Countersign"));
        }
    }
    if !bytes.ends_with(b"\n") {
        return Err(unreadable("is cut in its first line").at(1, text.chars().count()));
    }
    match serde_json::from_str(text) {
        Ok(Line::Run(run)) => Ok(*run),
        Ok(_) => Err(no_record(1)),
        Err(error) => Err(unreadable_line(path, 1, &error)),
    }
}

fn read_line(lines: &mut BufReader<File>, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    lines.by_ref().take(MAX_LINE).read_until(b'\n', bytes)?;
    Ok(())
}

fn unreadable_line(path: &Utf8Path, line: usize, error: &serde_json::Error) -> RecordError {
    // serde_json says where at the end of its message, counted within the line.
    let told = error.to_string();
    let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
    let message = format!("has a line that cannot be read: {what}");
    RecordError::new(Code::RecordDamaged, path, message).at(line, error.column().max(1))
}
