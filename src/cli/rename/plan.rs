//! What a renaming changes: worked out and checked before the first file is touched.

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::project::{Load, Project, load};
use crate::cli::rename::carry::{Cargo, carry};
use crate::cli::rename::id::{Hook, Id, Part};
use crate::cli::rename::written::written;
use crate::judge::snapshot::uses::{Use, uses, uses_of};
use crate::record::store::{Store, Write};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::nearest;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::suite::casefile::edit::rename::{with_case_id, with_row_id, with_step_id};
use crate::suite::casefile::edit::tree::Uneditable;
use crate::suite::model::{Case, CaseFile};
use crate::suite::plan::load::Suite;

/// What a renaming changes.
#[derive(Debug)]
pub struct Plan {
    /// Every write, in an order in which nothing is lost when it is stopped, and a second call goes on.
    pub writes: Vec<Write>,
    /// Files that go to other names.
    pub ways: Vec<(Utf8PathBuf, Utf8PathBuf)>,
    /// The case file that is edited in place.
    pub edited: Option<Write>,
    /// Other files that name the id: the configuration, the baseline.
    pub named: Vec<Write>,
    /// Whether the id was given before, and only files are left to follow.
    pub is_rest: bool,
}

type Refused = Box<Diagnostic>;

/// Works out what it takes to call `from` `to`.
pub fn plan(store: &Store, project: &Project, sources: &Sources, from: &Id, to: &Id) -> Result<Plan, Refused> {
    same_kind(from, to)?;
    let planner = Planner { store, project, suite: &project.suite, sources, from, to };
    let same = |known: &str, id: &str| known == id;
    match (planner.found(from, same), planner.found(to, str::eq_ignore_ascii_case)) {
        (Some(old), None) => planner.renamed(&old),
        (Some(old), Some(new)) => planner.moved_halfway(&old, &new),
        (None, Some(new)) => planner.rest(&new),
        (None, None) => Err(planner.unknown()),
    }
}

fn same_kind(from: &Id, to: &Id) -> Result<(), Refused> {
    let refuse = |message: String, help: &str| Err(Box::new(Diagnostic::new(Code::InvalidValue, message).help(help)));
    if from == to {
        return refuse(format!("both ids are `{from}`"), "give another one");
    }
    if from.kind() != to.kind() {
        let message = format!("`{from}` is a {}, and `{to}` is a {}", from.kind(), to.kind());
        return refuse(message, "write the new id in the same way as the old one, whole");
    }
    if from.part != Part::Whole && from.case_id() != to.case_id() {
        return refuse(format!("a {} stays in its case, {}", from.kind(), from.case_id()), "change only its own part");
    }
    if from.api() != to.api() {
        return refuse(
            format!("`{from}` is of the API {}, which a new name does not change", from.api()),
            "keep the API",
        );
    }
    if from.to_string().eq_ignore_ascii_case(&to.to_string()) {
        return refuse(format!("`{from}` and `{to}` differ only by case"), "some file systems take them for the same");
    }
    to.check_new().map_err(|why| {
        let message = format!("`{to}` cannot be given: {why}");
        Box::new(Diagnostic::new(Code::InvalidValue, message).help("ids become file names, so they are kept simple"))
    })
}

/// What an id names in the suite.
struct Found<'s> {
    file: &'s CaseFile,
    case: Option<&'s Case>,
    /// Where it stands.
    span: Span,
}

struct Planner<'p> {
    store: &'p Store,
    project: &'p Project,
    suite: &'p Suite,
    sources: &'p Sources,
    from: &'p Id,
    to: &'p Id,
}

impl<'p> Planner<'p> {
    fn found(&self, id: &Id, same: impl Fn(&str, &str) -> bool) -> Option<Found<'p>> {
        let file = self.suite.files.iter().find(|file| same(&file.id, &id.file))?;
        if id.case.is_none() {
            return Some(Found { file, case: None, span: file.api_span });
        }
        let case = file.cases.iter().find(|case| same(&case.id, &id.case_id()))?;
        let span = match &id.part {
            Part::Whole => case.span,
            Part::Row(row) => case.rows.as_ref()?.iter().find(|one| one.id == *row)?.span,
            Part::Step(step) if case.scenario => {
                let steps = file.setup.iter().chain(&case.steps).chain(&case.cleanup);
                steps.into_iter().find(|one| same(&one.id, step))?.span
            }
            Part::Step(_) => return None,
        };
        Some(Found { file, case: Some(case), span })
    }

    fn renamed(&self, old: &Found<'_>) -> Result<Plan, Refused> {
        if self.from.case.is_none() {
            return self.renamed_file(old.file);
        }
        if self.from.file != self.to.file {
            return Err(self.moving(old));
        }
        let edited = self.edited(old)?;
        let named = self.named()?;
        self.check(&edited, &named, old.span)?;
        let cargo = carry(self.store, &self.hooks(old), &old.file.path, (self.from, self.to))?;
        let mut writes = cargo.arrivals;
        writes.push(edited.clone());
        writes.extend(named.iter().cloned());
        writes.extend(cargo.departures);
        Ok(Plan { writes, ways: cargo.ways, edited: Some(edited), named, is_rest: false })
    }

    /// What else says the old id.
    fn named(&self) -> Result<Vec<Write>, Refused> {
        written(self.store, &self.project.config, self.sources, (self.from, self.to))
    }

    /// The old and the new ones of what hangs on `found`, which is called by the old id.
    fn hooks(&self, found: &Found<'_>) -> Vec<(Hook, Hook)> {
        let hooks = self.uses(found).into_iter().map(|one| Hook::of(&one));
        hooks.map(|old| (old.clone(), old.renamed(self.from, self.to))).collect()
    }

    fn uses<'f>(&self, found: &Found<'f>) -> Vec<Use<'f>> {
        match found.case {
            Some(case) => uses_of(found.file, case),
            None => found.file.cases.iter().flat_map(|case| uses_of(found.file, case)).collect(),
        }
    }

    fn edited(&self, old: &Found<'_>) -> Result<Write, Refused> {
        let Some(source) = self.sources.get(old.file.file) else { return Err(self.unknown()) };
        let (file, text) = (old.file.file, source.text.as_str());
        let case = self.from.case.as_deref().unwrap_or_default();
        let edited = match (&self.from.part, &self.to.part) {
            (Part::Row(from), Part::Row(to)) => with_row_id(file, text, case, from, to),
            (Part::Step(from), Part::Step(to)) => with_step_id(file, text, case, (old.span, from), to),
            _ => with_case_id(file, text, case, self.to.case.as_deref().unwrap_or_default()),
        };
        let edited = edited.map_err(|error| self.by_hand(&error))?;
        Ok(Write { path: source.path.clone(), before: Some(source.text.clone()), after: Some(edited) })
    }

    fn by_hand(&self, error: &Uneditable) -> Refused {
        let position = self.sources.position(error.span);
        let message = format!("{position}: `{}` cannot be renamed here: {error}", self.from);
        Box::new(Diagnostic::new(Code::CannotEdit, message).help(format!(
            "choose another id, or make it `{}` by hand and call `countersign rename {} {}` again: it takes the snapshots along",
            self.to, self.from, self.to
        )))
    }

    fn moving(&self, old: &Found<'_>) -> Refused {
        let position = self.sources.position(old.span);
        let message =
            format!("a case is not moved to another file: {} may need what else {} says", self.from, position.path);
        Box::new(Diagnostic::new(Code::CannotEdit, message).at(old.span, "stands here").help(format!(
            "move its text into the file of `{}` by hand, with the defaults and variables that it needs, then call \
             `countersign rename {} {}` again: it takes the snapshots along",
            self.to.file, self.from, self.to
        )))
    }

    /// Loads the project as it would be, which must have no error that it has not now, and the new id in place of the old.
    fn check(&self, edited: &Write, named: &[Write], span: Span) -> Result<(), Refused> {
        let sources = Sources::default();
        for write in named.iter().chain([edited]) {
            sources.instead(write.path.clone(), write.after.clone().unwrap_or_default());
        }
        let mut after = Diagnostics::default();
        let project = load(self.store.root(), Load::default(), &sources, &mut after);
        if let Some(first) = after.has_errors().then(|| self.new_error(&after)).flatten() {
            let message = format!("`{}` cannot be called `{}`: {first}", self.from, self.to);
            return Err(Box::new(Diagnostic::new(Code::CannotEdit, message).help("nothing was changed")));
        }
        let ids = |suite: &Suite, to: Option<&Id>| {
            let mut hooks: Vec<Hook> = uses(suite).iter().map(Hook::of).collect();
            if let Some(to) = to {
                hooks
                    .iter_mut()
                    .filter(|hook| hook.case == self.from.case_id())
                    .for_each(|hook| *hook = hook.renamed(self.from, to));
            }
            let called = |id: &str| match to {
                Some(to) if self.from.part == Part::Whole && id == self.from.case_id() => to.case_id(),
                _ => id.to_owned(),
            };
            let cases: Vec<String> = suite.cases().map(|(_, case)| called(&case.id)).collect();
            (hooks, cases)
        };
        match project {
            Some(project) if ids(&project.suite, None) == ids(self.suite, Some(self.to)) => Ok(()),
            _ => {
                let why = "it would change other ids, too".to_owned();
                Err(self.by_hand(&Uneditable { span, why }))
            }
        }
    }

    /// The first error that is not there without the edit.
    fn new_error(&self, after: &Diagnostics) -> Option<String> {
        let mut before = Diagnostics::default();
        load(self.store.root(), Load::default(), &Sources::default(), &mut before);
        let known = before.sorted();
        let is_new = |error: &&&Diagnostic| !known.iter().any(|known| known.message == error.message);
        after.sorted().iter().find(is_new).map(|error| error.message.clone())
    }

    fn renamed_file(&self, file: &CaseFile) -> Result<Plan, Refused> {
        let to = self.new_path(file)?;
        let Some(source) = self.sources.get(file.file) else { return Err(self.unknown()) };
        if to.parent() != file.path.parent() {
            self.check_relative(file, &source.text)?;
        }
        let there = self.store.read(&to).map_err(|error| Box::new(error.diagnostic()))?;
        if there.as_ref().is_some_and(|there| *there != source.text) {
            let message = format!("{to} is there already");
            return Err(Box::new(Diagnostic::new(Code::SnapshotUnwritable, message).help("choose another name")));
        }
        let found = Found { file, case: None, span: file.api_span };
        let Cargo { arrivals, departures, ways } = carry(self.store, &self.hooks(&found), &to, (self.from, self.to))?;
        let named = self.named()?;
        let mut writes = arrivals;
        writes.push(Write { path: to.clone(), before: there, after: Some(source.text.clone()) });
        writes.push(Write { path: file.path.clone(), before: Some(source.text.clone()), after: None });
        writes.extend(named.iter().cloned());
        writes.extend(departures);
        let ways = std::iter::once((file.path.clone(), to)).chain(ways).collect();
        Ok(Plan { writes, ways, edited: None, named, is_rest: false })
    }

    fn new_path(&self, file: &CaseFile) -> Result<Utf8PathBuf, Refused> {
        let topic = self.to.file.split_once('/').map_or("", |(_, topic)| topic);
        let folder = self.project.config.apis.iter().find(|api| api.name == self.from.api()).map(|api| &api.cases);
        let folder = folder.ok_or_else(|| self.unknown())?;
        Ok(folder.join(format!("{topic}.{}", file.path.extension().unwrap_or("yaml"))))
    }

    /// Paths in a case file are relative to its folder, so a file that has some stays in it.
    fn check_relative(&self, file: &CaseFile, text: &str) -> Result<(), Refused> {
        let marks = ["file:", "\"file\":", "file(", "schema:", "\"schema\":"];
        let code = |line: &str| !line.trim_start().starts_with('#');
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if let Some(at) = marks.iter().filter_map(|mark| line.find(mark)).min().filter(|_| code(line)) {
                let span = Span::new(file.file, start + at, start + line.trim_end().len());
                let message = format!("{} cannot go to another folder: it names files relative to its own", file.path);
                let help = format!(
                    "move it by hand and correct the paths, then call `countersign rename {} {}` again: it takes the snapshots along",
                    self.from, self.to
                );
                return Err(Box::new(Diagnostic::new(Code::CannotEdit, message).at(span, "such as here").help(help)));
            }
            start += line.len();
        }
        Ok(())
    }

    /// Both are there: a renaming of a file that was stopped halfway goes on, everything else is refused.
    fn moved_halfway(&self, old: &Found<'_>, new: &Found<'_>) -> Result<Plan, Refused> {
        let text = |found: &Found<'_>| self.sources.get(found.file.file).map(|file| file.text.clone());
        if self.from.case.is_none() && text(old) == text(new) && old.file.path.extension() == new.file.path.extension()
        {
            return self.renamed_file(old.file);
        }
        let message = format!("there is a {} `{}` already", self.to.kind(), self.to);
        Err(Box::new(Diagnostic::new(Code::DuplicateId, message).at(new.span, "stands here").help("choose another id")))
    }

    /// Only the new one is there: it was given by hand, or a renaming was stopped. What hangs on the old one follows.
    fn rest(&self, new: &Found<'_>) -> Result<Plan, Refused> {
        let hooks: Vec<(Hook, Hook)> = self
            .uses(new)
            .into_iter()
            .map(|one| Hook::of(&one))
            .map(|hook| (hook.renamed(self.to, self.from), hook))
            .collect();
        let cargo = carry(self.store, &hooks, &new.file.path, (self.from, self.to))?;
        let named = self.named()?;
        if cargo.ways.is_empty() && named.is_empty() {
            let help = format!("`{}` is there, and nothing of `{}` is left to take along", self.to, self.from);
            return Err(Box::new(self.unknown().help(help)));
        }
        let writes = cargo.arrivals.into_iter().chain(named.iter().cloned()).chain(cargo.departures).collect();
        Ok(Plan { writes, ways: cargo.ways, edited: None, named, is_rest: true })
    }

    fn unknown(&self) -> Refused {
        let diagnostic = Diagnostic::new(Code::NoSuchCase, format!("there is no {} `{}`", self.from.kind(), self.from));
        let known = self.known();
        Box::new(match nearest(&self.from.to_string(), known.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("`countersign run --list` prints every id"),
        })
    }

    /// Every id of the same kind.
    fn known(&self) -> Vec<String> {
        if self.from.case.is_none() {
            return self.suite.files.iter().map(|file| file.id.clone()).collect();
        }
        let of_case = |case: &Case| -> Vec<String> {
            match &self.from.part {
                Part::Whole => vec![case.id.clone()],
                Part::Row(_) => case.rows.iter().flatten().map(|row| format!("{}[{}]", case.id, row.id)).collect(),
                Part::Step(_) if !case.scenario => Vec::new(),
                Part::Step(_) => case.steps.iter().map(|step| format!("{}@{}", case.id, step.id)).collect(),
            }
        };
        self.suite.cases().flat_map(|(_, case)| of_case(case)).collect()
    }
}

/// The folders that hold nothing more.
pub fn left_empty(store: &Store, plan: &Plan) {
    let folders = plan.ways.iter().filter_map(|(from, _)| from.parent());
    for folder in folders {
        let mut folder: Option<&Utf8Path> = Some(folder);
        // Only the folders of topics: those above belong to the project.
        while let Some(empty) = folder.filter(|folder| folder.components().count() > 2) {
            if std::fs::remove_dir(store.root().join(empty)).is_err() {
                break;
            }
            folder = empty.parent();
        }
    }
}
