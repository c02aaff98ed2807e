//! Snapshots, and what waits for its review, taken to other names.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::rename::id::{Hook, Id, Part};
use crate::judge::snapshot::file::relabelled;
use crate::judge::snapshot::path::pending as beside;
use crate::record::proposal::Proposal;
use crate::record::store::{Store, Write, hash};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// Files that go to other names.
#[derive(Debug, Default)]
pub struct Cargo {
    /// What is written at the new names.
    pub arrivals: Vec<Write>,
    /// What is removed at the old ones.
    pub departures: Vec<Write>,
    /// From where to where, for whoever wants to know.
    pub ways: Vec<(Utf8PathBuf, Utf8PathBuf)>,
}

/// What one snapshot is called.
struct Names<'n> {
    from: Utf8PathBuf,
    to: Utf8PathBuf,
    label: String,
    source: &'n Utf8Path,
    rows: Option<(&'n str, &'n str)>,
}

/// Takes along what hangs on the old ones of `hooks`, pairs of an old and a new one. `source` is the case file from now
/// on. A file that is there already is left alone if it is what would be written: somebody was stopped on the way.
pub fn carry(
    store: &Store,
    hooks: &[(Hook, Hook)],
    source: &Utf8Path,
    (from, to): (&Id, &Id),
) -> Result<Cargo, Box<Diagnostic>> {
    let mut cargo = Cargo::default();
    let mut done = BTreeSet::new();
    let rows = match (&from.part, &to.part) {
        (Part::Row(old), Part::Row(new)) => Some((old.as_str(), new.as_str())),
        _ => None,
    };
    for (old, new) in hooks {
        let names = Names { from: old.path(), to: new.path(), label: new.label(), source, rows };
        if names.from == names.to || !done.insert(names.from.clone()) {
            continue;
        }
        let relabel = |text: &str| Some(relabelled(text, names.source.as_str(), &names.label));
        // The snapshot leaves last: while it is there, a proposal still knows what it is about.
        let (from, to) = (Proposal::path(&names.from), Proposal::path(&names.to));
        cargo.take(store, &from, &to, |text| names.proposal(store, text), InTheWay::Replaced)?;
        cargo.take(store, &beside(&names.from), &beside(&names.to), relabel, InTheWay::Refused)?;
        cargo.take(store, &names.from, &names.to, relabel, InTheWay::Refused)?;
    }
    Ok(cargo)
}

/// What becomes of a file that is where another one goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InTheWay {
    Refused,
    /// It can be made again.
    Replaced,
}

impl Cargo {
    fn take(
        &mut self,
        store: &Store,
        from: &Utf8Path,
        to: &Utf8Path,
        relabel: impl Fn(&str) -> Option<String>,
        in_the_way: InTheWay,
    ) -> Result<(), Box<Diagnostic>> {
        let read = |path: &Utf8Path| store.read(path).map_err(|error| Box::new(error.diagnostic()));
        let Some(text) = read(from)? else { return Ok(()) };
        let there = read(to)?;
        if let Some(after) = relabel(&text) {
            if in_the_way == InTheWay::Refused && there.as_ref().is_some_and(|there| *there != after) {
                let message = format!("{to} is there already, and is not what {from} would become");
                let help = "look at both and delete one of them; `countersign snapshots` shows who asks for what";
                return Err(Box::new(Diagnostic::new(Code::SnapshotUnwritable, message).help(help)));
            }
            self.arrivals.push(Write { path: to.to_owned(), before: there, after: Some(after) });
        }
        self.departures.push(Write { path: from.to_owned(), before: Some(text), after: None });
        self.ways.push((from.to_owned(), to.to_owned()));
        Ok(())
    }
}

impl Names<'_> {
    /// A proposal under its new name; `None` for what is damaged or of another version, which nobody would read.
    fn proposal(&self, store: &Store, text: &str) -> Option<String> {
        let mut proposal = Proposal::from_text(text)?;
        let relabel = |text: &str| relabelled(text, self.source.as_str(), &self.label);
        let stored = store.read(&self.from).ok().flatten();
        if let Some(stored) = stored.filter(|stored| proposal.base.as_deref() == Some(&hash(stored))) {
            proposal.base = Some(hash(relabel(&stored)));
        }
        proposal.text = relabel(&proposal.text);
        proposal.snapshot = self.to.clone();
        proposal.case = self.label.clone();
        proposal.file = self.source.to_string();
        for exchange in &mut proposal.exchanges {
            if let (Some(row), Some((old, new))) = (&mut exchange.row, self.rows)
                && row == old
            {
                *row = new.to_owned();
            }
        }
        Some(proposal.to_text())
    }
}
