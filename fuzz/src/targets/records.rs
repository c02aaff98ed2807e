//! Records: whatever happened to the file, what stands whole before the damage is read.

use std::cell::RefCell;
use std::io::{Seek, SeekFrom, Write};

use camino::Utf8Path;
use countersign::record::line::{CaseLine, Line};
use countersign::record::read::Reader;
use tempfile::NamedTempFile;

thread_local! {
    /// A file for all inputs: making one takes longer than reading it.
    static FILE: RefCell<NamedTempFile> = RefCell::new(NamedTempFile::new().expect("a temporary file"));
}

/// The bytes of a record.
pub fn fuzz(bytes: &[u8]) {
    FILE.with_borrow_mut(|file| {
        let inner = file.as_file_mut();
        inner.set_len(0).and_then(|()| inner.seek(SeekFrom::Start(0))).expect("a file");
        inner.write_all(bytes).expect("written");
        read(Utf8Path::from_path(file.path()).expect("a path in UTF-8"), bytes);
    });
}

fn read(path: &Utf8Path, bytes: &[u8]) {
    let Ok(reader) = Reader::open(path) else { return };
    let mut cases: Vec<CaseLine> = Vec::new();
    let record = reader.read(&mut |case| cases.push(case));
    let whole = whole_cases(bytes);
    assert_eq!(cases.len(), whole, "every whole line before the damage, and nothing else");
    assert_eq!(record.summary.ended(), cases.len());
    assert!(record.cases.start <= record.cases.end && record.cases.end <= bytes.len() as u64);
    assert!(!record.is_complete() || (record.end.is_some() && record.damage.is_none()));
    let mut glanced = Vec::new();
    let glance = Reader::open(path).expect("opened before").glance(&mut |id| glanced.push(id.to_owned()));
    let ids: Vec<&String> = cases.iter().map(|case| &case.id).collect();
    assert!(glanced.len() >= ids.len() && glanced.iter().zip(&ids).all(|(glanced, read)| glanced == *read));
    if record.damage.is_none() {
        assert_eq!((glance.summary, glance.end), (record.summary, record.end));
    }
    cases.iter().for_each(what_is_written_reads_back);
}

/// The cases before the first line that is none of a record, counted without the reader.
fn whole_cases(bytes: &[u8]) -> usize {
    let mut cases = 0;
    let mut ended = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n').skip(1) {
        let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
        match text.and_then(|text| serde_json::from_str(text).ok()) {
            Some(Line::Case(_)) if !ended => cases += 1,
            Some(Line::Start(_)) if !ended => {}
            Some(Line::End(_)) if !ended => ended = true,
            _ => break,
        }
    }
    cases
}

fn what_is_written_reads_back(case: &CaseLine) {
    let text = case.to_text();
    let Ok(Line::Case(again)) = serde_json::from_str(&text) else { panic!("{text} is no case") };
    assert_eq!(again.to_text(), text);
}
