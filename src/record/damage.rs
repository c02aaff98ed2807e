//! Snapshots that cannot be read, told before anything is sent: many are read side by side, and each that is damaged has
//! its place.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::judge::snapshot::file::{Unreadable, damaged_at};
use crate::judge::snapshot::stored::Stored;
use crate::judge::snapshot::uses::Use;
use crate::record::store::{Store, StoreError};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::{MAX_FILE_BYTES, Sources, is_linked_out, read_bytes};
use crate::source::span::Span;
use crate::suite::model::SnapshotKind;

/// Fewer files than this are read one after the other: a thread costs as much as they do.
const MANY: usize = 64;

/// A snapshot that a case asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The file, from the project's root.
    pub path: Utf8PathBuf,
    /// What the case takes it for.
    pub kind: SnapshotKind,
    /// Where the case asks for it.
    pub span: Span,
}

/// What cases ask for, each file once.
pub fn wanted<'s>(uses: impl IntoIterator<Item = Use<'s>>) -> Vec<Wanted> {
    let mut known = HashSet::new();
    let all = uses.into_iter().map(|used| Wanted { path: used.path, kind: used.spec.kind, span: used.spec.span });
    all.filter(|wanted| known.insert(wanted.path.clone())).collect()
}

/// What is wrong with these, in their order.
pub fn damaged(store: &Store, wanted: &[Wanted], sources: &Sources) -> Vec<Diagnostic> {
    let read = read_all(store, wanted, |one, text| match stored(store, one, text) {
        Stored::Unreadable(why) => Some(why),
        _ => None,
    });
    let damaged = wanted.iter().zip(read).filter_map(|(one, why)| Some((one, why?)));
    damaged.map(|(one, why)| diagnostic(store, one, &why, sources)).collect()
}

/// Reads all of these on every core and keeps of each what `keep` makes of it, in their order.
pub fn read_all<T: Send>(
    store: &Store,
    wanted: &[Wanted],
    keep: impl Fn(&Wanted, Result<Option<&str>, StoreError>) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let kept: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(wanted.len()));
    let work = || {
        let mut own = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = wanted.get(index) else { break };
            let read = store.read(&one.path);
            let text = read.as_ref().ok().and_then(Option::as_deref);
            own.push((
                index,
                match &read {
                    Ok(_) => keep(one, Ok(text)),
                    Err(_) => keep(one, read.map(|_| None)),
                },
            ));
        }
        kept.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if wanted.len() < MANY { 1 } else { cores };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    kept.sort_by_key(|(index, _)| *index);
    kept.into_iter().map(|(_, one)| one).collect()
}

/// What reading a file came to. A link that leads nowhere stands where the snapshot would be written.
pub fn stored(store: &Store, wanted: &Wanted, text: Result<Option<&str>, StoreError>) -> Stored {
    match text {
        Ok(None) if store.root().join(&wanted.path).is_symlink() => {
            Stored::Unreadable(Unreadable::Unread("it is a symbolic link that leads nowhere".to_owned()))
        }
        Ok(text) => Stored::read(text, wanted.kind),
        Err(error) => Stored::Unreadable(Unreadable::Unread(error.reason())),
    }
}

/// What is wrong with a snapshot, with the place where it shows.
pub fn diagnostic(store: &Store, wanted: &Wanted, why: &Unreadable, sources: &Sources) -> Diagnostic {
    // A link may lead to what nobody meant to show.
    let is_ours = !is_linked_out(store.root(), &wanted.path);
    let bytes = is_ours.then(|| read_bytes(&store.root().join(&wanted.path), MAX_FILE_BYTES).ok()).flatten();
    let bytes = bytes.unwrap_or_default();
    // Up to a byte that is not UTF-8 the text is as it was written.
    let (text, range, label) = match String::from_utf8(bytes) {
        Ok(text) => {
            let range = if text.is_empty() { 0..0 } else { damaged_at(&text, why) };
            (text, range, why.label())
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), at..at, "this byte is wrong")
        }
    };
    let path: &Utf8Path = &wanted.path;
    let file = sources.add(path, text);
    let why_plain = if is_ours { why.plain() } else { "it is a link that leaves the project".to_owned() };
    Diagnostic::new(Code::SnapshotUnreadable, format!("{path} cannot be read: {why_plain}"))
        .at(Span::new(file, range.start, range.end), label)
        .at(wanted.span, "asked for here")
        .help("restore the file, or delete it to record it anew")
}
