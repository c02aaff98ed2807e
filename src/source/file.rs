//! The source files that were read, by id.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::{FileId, Span};

/// No source file may be larger, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// No file that is sent may be larger, in bytes.
pub const MAX_BODY_BYTES: u64 = 1 << 30;

/// One file as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as shown to users: relative to the project's root where it lies inside.
    pub path: Utf8PathBuf,
    /// The whole text.
    pub text: String,
    /// Where every line but the first one starts, worked out when a position is first asked for: a command may tell
    /// thousands of places in one file.
    later_lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    fn new(path: Utf8PathBuf, text: String) -> SourceFile {
        SourceFile { path, text, later_lines: OnceLock::new() }
    }

    /// Line and column of a byte; of the end for one that is beyond it.
    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let start = floor_char_boundary(&self.text, offset);
        let later_lines = self.later_lines.get_or_init(|| {
            // No span leads beyond what fits into its 32 bits.
            self.text.match_indices('\n').map_while(|(at, _)| u32::try_from(at + 1).ok()).collect()
        });
        let before = later_lines.partition_point(|line| *line as usize <= start);
        let line_start = before.checked_sub(1).map_or(0, |last| later_lines[last] as usize);
        (before + 1, self.text[line_start..start].chars().count() + 1)
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The path as shown to users.
    pub path: Utf8PathBuf,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// Every source file of one command. Shared between threads; files are only ever added.
#[derive(Debug, Default)]
pub struct Sources {
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    files: Vec<Arc<SourceFile>>,
    /// Files that have a place and no text yet.
    awaited: HashMap<Utf8PathBuf, FileId>,
    /// Texts that are read in place of what is on the disk.
    instead: HashMap<Utf8PathBuf, String>,
}

impl Sources {
    /// Adds a text under the path it is shown with.
    pub fn add(&self, path: impl Into<Utf8PathBuf>, text: String) -> FileId {
        let file = SourceFile::new(path.into(), text);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        match state.awaited.remove(&file.path) {
            Some(id) => {
                state.files[id.0 as usize] = Arc::new(file);
                id
            }
            None => state.push(file),
        }
    }

    /// Lets a path be read as if this were its text, to see what a change would bring about before it is made.
    pub fn instead(&self, path: impl Into<Utf8PathBuf>, text: String) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).instead.insert(path.into(), text);
    }

    /// Gives files their places before they are read. Problems are told in the order of places, so threads may then
    /// read in any order.
    pub fn expect<'p>(&self, paths: impl IntoIterator<Item = &'p Utf8Path>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        for path in paths {
            let id = state.push(SourceFile::new(path.to_owned(), String::new()));
            state.awaited.insert(path.to_owned(), id);
        }
    }

    /// Reads `root`/`path` as UTF-8 text. What is wrong with it comes back as a diagnostic.
    pub fn read(&self, root: &Utf8Path, path: &Utf8Path) -> Result<FileId, Diagnostic> {
        let instead = self.state.read().unwrap_or_else(PoisonError::into_inner).instead.get(path).cloned();
        if let Some(text) = instead {
            return Ok(self.add(path, text));
        }
        let unreadable = |why: String| Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {why}"));
        let bytes = read_bytes(&root.join(path), MAX_FILE_BYTES).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => {
                unreadable(error.to_string()).help("split the file; a folder may hold any number of files")
            }
            _ => unreadable(error.to_string()),
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(self.add(path, text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                // Up to that byte the text is as it was written, so its line and column are right.
                let file = self.add(path, String::from_utf8_lossy(error.as_bytes()).into_owned());
                Err(unreadable("it is not UTF-8".to_owned())
                    .at(Span::new(file, offset, offset), format!("the byte at offset {offset} is wrong"))
                    .help("save the file as UTF-8"))
            }
        }
    }

    /// Forgets the text of a file that nothing will be said about any more.
    pub fn forget(&self, id: FileId) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = state.files.get_mut(id.0 as usize) {
            *file = Arc::new(SourceFile::new(file.path.clone(), String::new()));
        }
    }

    /// The file with this id.
    pub fn get(&self, id: FileId) -> Option<Arc<SourceFile>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).files.get(id.0 as usize).cloned()
    }

    /// Every file that was read.
    pub fn files(&self) -> Vec<Arc<SourceFile>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).files.clone()
    }

    /// The text a span covers.
    pub fn text(&self, span: Span) -> String {
        self.get(span.file).and_then(|file| file.text.get(span.range()).map(str::to_owned)).unwrap_or_default()
    }

    /// Line and column of a span's start.
    pub fn position(&self, span: Span) -> Position {
        let Some(file) = self.get(span.file) else {
            return Position { path: Utf8PathBuf::from("?"), line: 1, column: 1 };
        };
        let (line, column) = file.line_and_column(span.start as usize);
        Position { path: file.path.clone(), line, column }
    }
}

impl State {
    fn push(&mut self, file: SourceFile) -> FileId {
        self.files.push(Arc::new(file));
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }
}

/// Opens a file that somebody named, with its length. What else may stand under a name is refused: a pipe keeps whoever
/// reads it waiting, and a device may never end.
pub fn open(path: &Utf8Path) -> io::Result<(File, u64)> {
    let found = path.metadata()?;
    if found.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder, not a file"));
    }
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe or a device, not a file"));
    }
    Ok((File::open(path)?, found.len()))
}

/// All of a file that somebody named, if it has `limit` bytes at most.
pub fn read_bytes(path: &Utf8Path, limit: u64) -> io::Result<Vec<u8>> {
    let (file, length) = open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(limit)).unwrap_or(0));
    // It may have grown meanwhile.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let length = length.max(bytes.len() as u64);
    if length > limit {
        let message = format!("it has {length} bytes, at most {limit} are read");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The text of a file that somebody named, if it is UTF-8 and has `limit` bytes at most.
pub fn read_text(path: &Utf8Path, limit: u64) -> io::Result<String> {
    let bytes = read_bytes(path, limit)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

/// The nearest character boundary at or before `offset`, inside `text`.
pub fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Whether a path from the project's root leaves the project by how it is written; links are not followed.
pub fn leads_out(path: &Utf8Path) -> bool {
    let mut depth = 0_usize;
    for component in path.components() {
        match component {
            camino::Utf8Component::Normal(_) => depth += 1,
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir if depth > 0 => depth -= 1,
            _ => return true,
        }
    }
    false
}

/// The full path of `path`, given relative to `folder` inside `root`; an error when it leads out of the project,
/// also through a symbolic link, or does not exist.
pub fn inside(root: &Utf8Path, folder: &Utf8Path, path: &str) -> Result<Utf8PathBuf, Diagnostic> {
    let outside = || {
        Diagnostic::new(Code::PathOutside, format!("`{path}` leaves the project"))
            .help("keep the file in the project and name it relative to this file")
    };
    if leads_out(&folder.join(path)) {
        return Err(outside());
    }
    let missing = |error: io::Error| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {error}"))
            .help("paths in a case file are relative to its folder")
    };
    let full = root.join(folder).join(path).canonicalize_utf8().map_err(missing)?;
    let root = root.canonicalize_utf8().map_err(missing)?;
    if full.starts_with(&root) { Ok(full) } else { Err(outside()) }
}

/// Whether `path` below `root` is a link, or in a linked folder, that leads out of it. What is not there leads nowhere.
pub fn is_linked_out(root: &Utf8Path, path: &Utf8Path) -> bool {
    match (root.canonicalize_utf8(), root.join(path).canonicalize_utf8()) {
        (Ok(root), Ok(full)) => !full.starts_with(root),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::{Sources, floor_char_boundary};
    use crate::source::span::Span;

    #[test]
    fn a_position_is_what_counting_from_the_start_gives() {
        let counted = |text: &str, offset: usize| {
            let before = &text[..floor_char_boundary(text, offset)];
            let line = before.rsplit('\n').next().unwrap_or_default();
            (before.matches('\n').count() + 1, line.chars().count() + 1)
        };
        let pieces = ["", "a", "é", "😀", "\n", "\r\n", "\r", "\u{2028}", " b"];
        let mut random = fastrand::Rng::with_seed(5);
        let sources = Sources::default();
        for length in 0..200 {
            let text: String = (0..length % 40).map(|_| pieces[random.usize(..pieces.len())]).collect();
            let file = sources.add("a", text.clone());
            let mut offsets: Vec<usize> = (0..text.len() + 3).collect();
            random.shuffle(&mut offsets);
            for offset in offsets {
                let position = sources.position(Span::new(file, offset, offset));
                assert_eq!((position.line, position.column), counted(&text, offset), "{offset} in {text:?}");
            }
        }
    }

    #[test]
    fn awaited_files_have_their_places_in_whatever_order_they_are_read() {
        let sources = Sources::default();
        let first = sources.add("first", String::new());
        sources.expect(["a", "b"].map(Utf8Path::new));
        let (b, a) = (sources.add("b", "text of b".into()), sources.add("a", "text of a".into()));
        let again = sources.add("a", "another text".into());
        assert!(first < a && a < b && b < again);
        assert_eq!(sources.text(Span::new(b, 0, 9)), "text of b");
        assert_eq!(sources.text(Span::new(a, 0, 9)), "text of a");
    }

    #[test]
    fn positions_are_lines_and_characters_from_1() {
        let sources = Sources::default();
        let file = sources.add("a", "é1\n\n  ü".into());
        let at = |offset| sources.position(Span::new(file, offset, offset)).to_string();
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 7, 9, 99].map(at),
            ["a:1:1", "a:1:1", "a:1:2", "a:1:3", "a:2:1", "a:3:1", "a:3:3", "a:3:4", "a:3:4"]
        );
    }
}
