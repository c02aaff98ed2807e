//! `countersign snapshots`: which snapshots there are, whose they are, and which ones nobody asks for any more.

use std::collections::{HashMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};

use crate::cli::args::SnapshotsArgs;
use crate::cli::project::{Load, in_ci, load, root};
use crate::cli::review::open::open;
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::judge::snapshot::file::SnapshotFile;
use crate::judge::snapshot::owner::{Owned, owned};
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::judge::snapshot::stored::Stored;
use crate::record::damage::{Wanted, read_all, stored};
use crate::record::obsolete::{obsolete, stale_proposals};
use crate::record::proposal::FOLDER as PROPOSALS;
use crate::record::store::{Store, StoreError};
use crate::show::plain::{count, harmless};
use crate::source::code::Code;
use crate::source::commands::json_without_commands;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;
use crate::source::span::Span;
use crate::suite::model::SnapshotKind;

/// The version of the JSON that is printed.
const VERSION: u32 = 1;

/// Runs the command.
pub fn snapshots(
    project: Option<&Utf8Path>,
    args: &SnapshotsArgs,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let found = found(project, args, &sources, &mut diagnostics);
    let code = match found.filter(|_| !diagnostics.has_errors()) {
        Some((store, owned)) if args.unreferenced => unreferenced(&store, &owned, args, streams, &mut diagnostics)?,
        Some((store, owned)) => all(&store, &owned, args, streams, &mut diagnostics)?,
        None => ExitCode::Usage,
    };
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    Ok(if diagnostics.has_errors() { code.and(ExitCode::Usage) } else { code })
}

/// The files, and the snapshots that the whole suite asks for. A case that cannot be read could own any of them, so
/// nothing is said without it.
fn found(
    project: Option<&Utf8Path>,
    args: &SnapshotsArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Store, Vec<Owned>)> {
    let root = root(project).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
    if args.delete && in_ci() {
        diagnostics.push(
            Diagnostic::new(Code::BadLocalConfig, "snapshots are never deleted in CI, and the variable CI is set")
                .help("delete them on your own machine and commit that"),
        );
        return None;
    }
    let project = load(&root, Load { ids_only: true, ..Load::default() }, sources, diagnostics)?;
    let store = Store::new(&root);
    if !in_ci() {
        store.sweep(Utf8Path::new(SNAPSHOTS));
        store.sweep(Utf8Path::new(PROPOSALS));
    }
    Some((store, owned(&project.suite)))
}

/// How it stands with a snapshot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reviewed,
    /// Another text waits for its review.
    Pending,
    /// Nothing was reviewed yet.
    New,
    /// No case asks for it.
    Unreferenced,
    /// It cannot be read.
    Damaged,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Reviewed => "reviewed",
            State::Pending => "pending",
            State::New => "new",
            State::Unreferenced => "unreferenced",
            State::Damaged => "damaged",
        }
    }
}

/// One snapshot of the list.
struct Listed {
    path: Utf8PathBuf,
    kind: Option<SnapshotKind>,
    case: Option<String>,
    state: State,
}

fn all(
    store: &Store,
    owned: &[Owned],
    args: &SnapshotsArgs,
    streams: &mut Streams<'_>,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<ExitCode> {
    let list = match listed(store, owned, diagnostics) {
        Ok(list) => list,
        Err(error) => {
            diagnostics.push(error.diagnostic());
            return Ok(ExitCode::Usage);
        }
    };
    match args.json {
        true => {
            let list: Vec<Value> = list.iter().map(entry).collect();
            let told = json!({ "version": VERSION, "snapshots": list });
            writeln!(streams.out, "{}", json_without_commands(format!("{told:#}")))?;
        }
        false => streams.out.write_all(lines(&list).as_bytes())?,
    }
    Ok(ExitCode::Holds)
}

fn listed(store: &Store, owned: &[Owned], diagnostics: &mut Diagnostics) -> Result<Vec<Listed>, StoreError> {
    let pending = open(store, &[], diagnostics).pending;
    let pending: HashMap<&Utf8Path, bool> =
        pending.iter().map(|pending| (pending.path.as_path(), pending.change.old.is_some())).collect();
    let stored: HashSet<Utf8PathBuf> = store.files(Utf8Path::new(SNAPSHOTS), ".snap")?.into_iter().collect();
    let damaged = damaged(store, owned);
    let state = |owned: &Owned| match pending.get(owned.path.as_path()) {
        _ if damaged.contains(owned.path.as_path()) => Some(State::Damaged),
        Some(true) => Some(State::Pending),
        Some(false) => Some(State::New),
        None => stored.contains(&owned.path).then_some(State::Reviewed),
    };
    let referenced = owned.iter().filter_map(|owned| {
        let Owned { path, kind, case } = owned.clone();
        Some(Listed { path, kind: Some(kind), case: Some(case), state: state(owned)? })
    });
    let mut list: Vec<Listed> =
        referenced.chain(obsolete(store, owned)?.into_iter().map(|path| gone(store, path))).collect();
    list.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(list)
}

/// Those that cannot be read; `lint` says why.
fn damaged<'o>(store: &Store, owned: &'o [Owned]) -> HashSet<&'o Utf8Path> {
    let wanted = |owned: &Owned| Wanted { path: owned.path.clone(), kind: owned.kind, span: Span::default() };
    let wanted: Vec<Wanted> = owned.iter().map(wanted).collect();
    let is_damaged = read_all(store, &wanted, |one, read| matches!(stored(store, one, read), Stored::Unreadable(_)));
    owned.iter().zip(is_damaged).filter(|(_, is)| *is).map(|(owned, _)| owned.path.as_path()).collect()
}

/// A file that nobody asks for says itself what it was.
fn gone(store: &Store, path: Utf8PathBuf) -> Listed {
    let text = store.read(&path).ok().flatten();
    let file = text.and_then(|text| SnapshotFile::from_text(&text).ok());
    let kind = file.as_ref().and_then(|file| file.info.kind);
    Listed { path, kind, case: file.and_then(|file| file.expression), state: State::Unreferenced }
}

fn entry(listed: &Listed) -> Value {
    let kind = listed.kind.map(SnapshotKind::name);
    let mut entry = json!({ "path": listed.path, "state": listed.state.name() });
    for (key, value) in [("kind", kind), ("case", listed.case.as_deref())] {
        if let Some(value) = value {
            entry[key] = value.into();
        }
    }
    entry
}

fn lines(list: &[Listed]) -> String {
    let shown = |listed: &Listed| if listed.state == State::Reviewed { "" } else { listed.state.name() };
    let width = |part: &dyn Fn(&Listed) -> usize| list.iter().map(part).max().unwrap_or_default();
    let path_width = width(&|listed| listed.path.as_str().chars().count());
    let state_width = width(&|listed| match shown(listed).len() {
        0 => 0,
        length => length + 2,
    });
    let mut text = String::new();
    for listed in list {
        let kind = listed.kind.map_or("", SnapshotKind::name);
        let (path, case) = (listed.path.as_str(), listed.case.as_deref().unwrap_or_default());
        let line = format!("{kind:<5}  {path:<path_width$}  {:<state_width$}{case}", shown(listed));
        text.push_str(&harmless(line.trim_end(), false));
        text.push('\n');
    }
    let of = |state: State| list.iter().filter(|listed| listed.state == state).count();
    let mut parts = vec![count(list.len() - of(State::Unreferenced), "snapshot")];
    let waiting = of(State::Pending) + of(State::New);
    if waiting > 0 {
        parts.push(format!("{waiting} to be reviewed"));
    }
    if of(State::Damaged) > 0 {
        parts.push(format!("{} damaged: `countersign lint` says where", of(State::Damaged)));
    }
    if of(State::Unreferenced) > 0 {
        parts.push(format!("{} that no case refers to", count(of(State::Unreferenced), "file")));
    }
    text + &parts.join(", ") + "\n"
}

fn unreferenced(
    store: &Store,
    owned: &[Owned],
    args: &SnapshotsArgs,
    streams: &mut Streams<'_>,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<ExitCode> {
    let found = obsolete(store, owned).and_then(|mut found| {
        found.extend(stale_proposals(store, owned)?);
        Ok(found)
    });
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            diagnostics.push(error.diagnostic());
            return Ok(ExitCode::Usage);
        }
    };
    let deleted = if args.delete { delete(store, &found, diagnostics) } else { Vec::new() };
    if args.json {
        let told = json!({ "version": VERSION, "unreferenced": found, "deleted": deleted });
        writeln!(streams.out, "{}", json_without_commands(format!("{told:#}")))?;
    } else {
        let shown = if args.delete { &deleted } else { &found };
        for path in shown {
            writeln!(streams.out, "{}", harmless(path.as_str(), false))?;
        }
        match (found.is_empty(), args.delete) {
            (true, _) => writeln!(streams.errors, "every snapshot belongs to a case")?,
            (false, true) => writeln!(streams.errors, "deleted {}", count(deleted.len(), "file"))?,
            (false, false) => writeln!(
                streams.errors,
                "{} that no case refers to; `countersign snapshots --unreferenced --delete` deletes them",
                count(found.len(), "file")
            )?,
        }
    }
    Ok(if deleted.len() == found.len() { ExitCode::Holds } else { ExitCode::Broken })
}

/// Deletes what can be deleted, and says why something cannot.
fn delete(store: &Store, found: &[Utf8PathBuf], diagnostics: &mut Diagnostics) -> Vec<Utf8PathBuf> {
    let mut deleted = Vec::new();
    for path in found {
        let top = if path.starts_with(SNAPSHOTS) { SNAPSHOTS } else { PROPOSALS };
        match store.delete(path, Utf8Path::new(top)) {
            Ok(()) => deleted.push(path.clone()),
            // What stays is told by the exit code, too, so that nobody takes it for gone.
            Err(error) => diagnostics.push(error.diagnostic().warning()),
        }
    }
    deleted
}
