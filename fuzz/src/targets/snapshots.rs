//! Snapshot files, as a merge or an editor may leave them.

use std::io::{Seek, SeekFrom, Write};

use countersign::judge::snapshot::change::SnapshotChange;
use countersign::judge::snapshot::file::{Info, SnapshotFile, relabelled};
use countersign::judge::snapshot::stored::Stored;
use countersign::suite::model::SnapshotKind;

use super::input::{choices, texts};

/// What is stored, and what is proposed.
pub fn fuzz(bytes: &[u8]) {
    let Some([stored, proposed]) = texts(bytes) else { return };
    for text in [stored, proposed] {
        for kind in [SnapshotKind::Body, SnapshotKind::Shape] {
            Stored::read(Some(text), kind);
        }
        if let Ok(file) = SnapshotFile::from_text(text) {
            what_is_written_reads_back(&file);
            insta_reads_the_same(&file);
            let of_another = relabelled(text, "cases/other.yaml", "other");
            SnapshotFile::from_text(&of_another).expect("another label");
        }
    }
    let Ok(change) = SnapshotChange::of(Some(stored), proposed) else { return };
    let mut random = choices(bytes);
    for taken in [vec![true; change.changes.len()], vec![false; change.changes.len()]] {
        selected(&change, &taken);
    }
    let some: Vec<bool> = change.changes.iter().map(|_| random.bool()).collect();
    selected(&change, &some);
}

fn what_is_written_reads_back(file: &SnapshotFile) {
    let text = file.to_text();
    let again = SnapshotFile::from_text(&text).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    assert_eq!(&again, file, "{text:?}");
    assert_eq!(again.to_text(), text);
}

/// `cargo insta` must find in our files what we put there.
fn insta_reads_the_same(file: &SnapshotFile) {
    // It reads no file without metadata, and neither of us writes one.
    if file.source.is_none() && file.expression.is_none() && file.info == Info::default() {
        return;
    }
    let mut written = tempfile::NamedTempFile::new().expect("a temporary file");
    written.write_all(file.to_text().as_bytes()).expect("written");
    written.seek(SeekFrom::Start(0)).expect("a file");
    let read = insta::Snapshot::from_file(written.path()).expect("insta reads it");
    assert_eq!(read.metadata().source().map(str::to_owned), file.source, "{:?}", file.to_text());
    assert_eq!(read.metadata().expression().map(str::to_owned), file.expression, "{:?}", file.to_text());
    let contents = read.contents().as_text().expect("a text").to_string();
    assert_eq!(contents.trim_end(), file.contents.trim_end(), "{:?}", file.to_text());
}

/// What only some of the changes make is a snapshot file, too.
fn selected(change: &SnapshotChange, taken: &[bool]) {
    if let Some(text) = change.select(|index| taken[index]) {
        SnapshotFile::from_text(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
}
