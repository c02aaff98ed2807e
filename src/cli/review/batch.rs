//! Reviewing without a terminal: lists, decisions by name, and decisions that a page exported.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8Path;

use crate::cli::args::ReviewArgs;
use crate::cli::review::act::act;
use crate::cli::review::desk::{Desk, left, refuse};
use crate::cli::review::edit::{Volatile, edit_paths, paths_of, reached};
use crate::cli::review::open::files;
use crate::cli::streams::Streams;
use crate::decide::review::decisions::{Decided, DecisionError, Decisions};
use crate::decide::review::group::ChangeId;
use crate::decide::review::pending::{Decision, Pending};
use crate::decide::review::selector::Selector;
use crate::decide::review::session::Review;
use crate::exit::ExitCode;
use crate::show::plain::count;
use crate::show::review::document::document;
use crate::show::review::list::{headline, list as listed};
use crate::source::code::Code;
use crate::source::commands::{json_without_commands, without_commands};
use crate::source::diagnostic::Diagnostic;
use crate::source::file::{MAX_FILE_BYTES, read_text};
use crate::value::change::model::CLASSES;

/// Prints what is pending.
pub fn list(review: &Review, json: bool, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    match json {
        true => writeln!(streams.out, "{}", json_without_commands(format!("{:#}", document(review))))?,
        false => streams.out.write_all(without_commands(&listed(review, streams.color)).as_bytes())?,
    }
    Ok(left(review))
}

/// Accepts and rejects what the arguments name. Every name must mean a change, and no change may be meant twice.
pub fn decide(desk: &mut Desk, args: &ReviewArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let selected = selected(&desk.review, &args.accept).and_then(|accepted| {
        let rejected = selected(&desk.review, &args.reject)?;
        match accepted.iter().find(|id| rejected.contains(id)) {
            Some(both) => Err(Box::new(both_ways(&desk.review, *both))),
            None => Ok((accepted, rejected)),
        }
    });
    let (mut accepted, mut rejected) = match selected {
        Ok(selected) => selected,
        Err(diagnostic) => return refuse(*diagnostic, &desk.guard.mask, streams),
    };
    if !args.redact.is_empty() || !args.alias.is_empty() {
        if let Err(diagnostic) = make_paths_volatile(desk, args, streams)? {
            return refuse(*diagnostic, &desk.guard.mask, streams);
        }
        // What was meant may be gone by now; what is left of it is still meant.
        accepted = args.accept.iter().flat_map(|name| Selector::parse(name).select(&desk.review.pending)).collect();
        rejected = args.reject.iter().flat_map(|name| Selector::parse(name).select(&desk.review.pending)).collect();
    }
    for (changes, decision) in [(accepted, Decision::Accepted), (rejected, Decision::Rejected)] {
        let step = desk.review.decide(&changes, decision);
        if let Err(diagnostic) = act(&desk.store, &desk.guard, &mut desk.review, step) {
            told(&desk.review, args.json, streams)?;
            return refuse(*diagnostic, &desk.guard.mask, streams);
        }
    }
    told(&desk.review, args.json, streams)?;
    Ok(left(&desk.review))
}

/// Redacts and numbers what the arguments name.
fn make_paths_volatile(
    desk: &mut Desk,
    args: &ReviewArgs,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Result<(), Box<Diagnostic>>> {
    let wanted = named_paths(&desk.review, &args.redact).and_then(|redacted| {
        Ok([(redacted, Volatile::Redacted), (named_paths(&desk.review, &args.alias)?, Volatile::Aliased)])
    });
    let wanted = match wanted {
        Ok(wanted) => wanted,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    for (paths, volatile) in wanted {
        let made = edit_paths(desk.store.root(), &desk.review, &paths, volatile).and_then(|edit| {
            act(&desk.store, &desk.guard, &mut desk.review, edit.step)?;
            Ok(edit.notes)
        });
        match made {
            Ok(notes) if !args.json => {
                notes.iter().try_for_each(|note| writeln!(streams.out, "{}", desk.guard.mask.apply(note)))?
            }
            Ok(_) => {}
            Err(diagnostic) => return Ok(Err(diagnostic)),
        }
    }
    Ok(Ok(()))
}

/// The paths that are named, by the pending snapshots that they are in. A path that no change is at means that place in
/// every pending snapshot.
fn named_paths(review: &Review, names: &[String]) -> Result<BTreeSet<(usize, String)>, Box<Diagnostic>> {
    let mut paths = BTreeSet::new();
    for name in names {
        let changes = Selector::parse(name).select(&review.pending);
        let named = if changes.is_empty() { reached(review, name) } else { paths_of(review, &changes)? };
        if named.is_empty() {
            return Err(Box::new(nothing(review, name)));
        }
        paths.extend(named);
    }
    Ok(paths)
}

/// Applies the decisions of a file: all of them, or none when one of them is about something else by now.
pub fn apply(desk: &mut Desk, file: &Utf8Path, json: bool, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let decisions = match read(file) {
        Ok(decisions) => decisions,
        Err(diagnostic) => return refuse(*diagnostic, &desk.guard.mask, streams),
    };
    let mut about = Vec::new();
    for decided in &decisions.decisions {
        let pending = files(&desk.store, &decided.snapshot)
            .and_then(|files| decided.pending(files).map_err(|error| Box::new(problem(file, &error))));
        match pending {
            Ok(pending) => about.extend(pending.map(|pending| (pending, decided))),
            Err(diagnostic) => return refuse(*diagnostic, &desk.guard.mask, streams),
        }
    }
    let there = decisions.decisions.len() - about.len();
    let (pending, decided): (Vec<Pending>, Vec<&Decided>) = about.into_iter().unzip();
    desk.review = Review::of(pending, desk.guard.mask.clone());
    if let Err(diagnostic) = carry_out(desk, &decided, file) {
        take_back(desk);
        told(&desk.review, json, streams)?;
        return refuse(*diagnostic, &desk.guard.mask, streams);
    }
    if there > 0 && !json {
        writeln!(streams.out, "{} had been applied before", count(there, "decision"))?;
    }
    told(&desk.review, json, streams)?;
    Ok(left(&desk.review))
}

fn read(file: &Utf8Path) -> Result<Decisions, Box<Diagnostic>> {
    let text = read_text(file, MAX_FILE_BYTES)
        .map_err(|error| Box::new(Diagnostic::new(Code::UnreadableFile, format!("cannot read {file}: {error}"))))?;
    Decisions::from_text(&text).map_err(|error| Box::new(problem(file, &error)))
}

fn problem(file: &Utf8Path, error: &DecisionError) -> Diagnostic {
    let message = format!("{file} cannot be applied: {error}");
    match error {
        DecisionError::Stale(_) => Diagnostic::new(Code::SnapshotStale, message)
            .help("nothing was written; run the case again and review what it proposes now"),
        DecisionError::Format(_) | DecisionError::Unreadable(..) => Diagnostic::new(Code::BadDecisions, message).help(
            "nothing was written; export the decisions again from the page that `countersign review --html` made",
        ),
    }
}

/// Paths become volatile first, which leaves the other changes as they are.
fn carry_out(desk: &mut Desk, decided: &[&Decided], file: &Utf8Path) -> Result<(), Box<Diagnostic>> {
    let redacted = exported_paths(&desk.review, decided, |one| &one.redact, file)?;
    let aliased = exported_paths(&desk.review, decided, |one| &one.alias, file)?;
    for (paths, volatile) in [(redacted, Volatile::Redacted), (aliased, Volatile::Aliased)] {
        let edit = edit_paths(desk.store.root(), &desk.review, &paths, volatile)?;
        act(&desk.store, &desk.guard, &mut desk.review, edit.step)?;
    }
    let named = |fingerprints: fn(&Decided) -> &Vec<String>, review: &Review| -> Vec<ChangeId> {
        let of_one = |(index, pending): (usize, &Arc<Pending>)| {
            let wanted = fingerprints(decided[index]);
            of_pending(pending, index, |change| {
                wanted.contains(&pending.change.changes[change].fingerprint().to_string())
            })
        };
        review.pending.iter().enumerate().flat_map(of_one).collect()
    };
    let step = desk.review.decide(&named(|one| &one.accept, &desk.review), Decision::Accepted);
    act(&desk.store, &desk.guard, &mut desk.review, step)?;
    let step = desk.review.decide(&named(|one| &one.reject, &desk.review), Decision::Rejected);
    act(&desk.store, &desk.guard, &mut desk.review, step)
}

/// The paths that decisions make volatile, by the pending snapshots that they are in: each must lead somewhere.
fn exported_paths(
    review: &Review,
    decided: &[&Decided],
    paths: fn(&Decided) -> &Vec<String>,
    file: &Utf8Path,
) -> Result<BTreeSet<(usize, String)>, Box<Diagnostic>> {
    let mut wanted = BTreeSet::new();
    for (index, decided) in decided.iter().enumerate() {
        let pending = &review.pending[index];
        for path in paths(decided) {
            let changes = of_pending(pending, index, |change| pending.change.changes[change].path == *path);
            wanted.extend(paths_of(review, &changes)?);
            if changes.is_empty() && !reached(review, path).contains(&(index, path.clone())) {
                let why = format!("{} has nothing at {path:?}", decided.snapshot);
                return Err(Box::new(problem(file, &DecisionError::Format(why))));
            }
            wanted.insert((index, path.clone()));
        }
    }
    Ok(wanted)
}

/// Takes every step back, so that decisions which cannot all be made are not made at all.
fn take_back(desk: &mut Desk) {
    while let Some(step) = desk.review.undo() {
        if act(&desk.store, &desk.guard, &mut desk.review, step).is_err() {
            // Somebody else has written there meanwhile; what is told next says what was left.
            return;
        }
    }
}

fn of_pending(pending: &Pending, index: usize, is_meant: impl Fn(usize) -> bool) -> Vec<ChangeId> {
    let changes = (0..pending.change.changes.len()).filter(|change| is_meant(*change));
    changes.map(|change| ChangeId { pending: index, change }).collect()
}

fn selected(review: &Review, names: &[String]) -> Result<Vec<ChangeId>, Box<Diagnostic>> {
    let mut selected = Vec::new();
    for name in names {
        let changes = Selector::parse(name).select(&review.pending);
        if changes.is_empty() {
            return Err(Box::new(nothing(review, name)));
        }
        selected.extend(changes);
    }
    selected.sort();
    selected.dedup();
    Ok(selected)
}

fn nothing(review: &Review, name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::BadDecisions, format!("no pending change is meant by `{name}`"));
    if review.count(Decision::Open) == 0 {
        return diagnostic.help("no snapshot waits for its review");
    }
    let classes: Vec<&str> = CLASSES.into_iter().map(|class| class.name()).collect();
    diagnostic.help(format!(
        "name a class ({}), a fingerprint, a path such as '$.items[*].price', or a part of a case's id; `countersign \
         review --list` shows what is pending",
        classes.join(", ")
    ))
}

fn both_ways(review: &Review, id: ChangeId) -> Diagnostic {
    let pending = &review.pending[id.pending];
    let change = &pending.shown.changes[id.change];
    let message = format!("the change {} of {} is both accepted and rejected", change.path, pending.case());
    Diagnostic::new(Code::BadDecisions, message).help("nothing was written; name it once")
}

fn told(review: &Review, json: bool, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    if json {
        writeln!(streams.out, "{}", json_without_commands(format!("{:#}", document(review))))?;
        return Ok(());
    }
    for (decision, word) in [(Decision::Accepted, "accepted"), (Decision::Rejected, "rejected")] {
        let changes = review.count(decision);
        if changes > 0 {
            let concerned = review.pending.iter().filter(|pending| pending.decisions.contains(&decision)).count();
            writeln!(streams.out, "{word} {} in {}", count(changes, "change"), count(concerned, "snapshot"))?;
        }
    }
    streams.out.write_all(without_commands(&headline(review, streams.color)).as_bytes())?;
    Ok(())
}
