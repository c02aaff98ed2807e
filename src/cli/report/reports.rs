//! All the reports that were asked for: opened together before anything is sent, told every case, and finished together.
//! One that can no longer be written is given up and told at the end; the others go on.

use std::io::BufWriter;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::ReportFlags;
use crate::cli::report::taken::is_input;
use crate::cli::report::target::{STANDARD_OUTPUT, Target, is_step_summary, located, open, step_summary, unwritable};
use crate::record::line::{CaseLine, RunLine};
use crate::show::report::ctrf::Ctrf;
use crate::show::report::github::Github;
use crate::show::report::html::writer::Html;
use crate::show::report::json::Json;
use crate::show::report::junit::Junit;
use crate::show::report::markdown::{LIMIT, Markdown};
use crate::show::report::report::{Closing, Report};
use crate::show::report::tap::Tap;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;

/// The reports of a run, or of records.
#[derive(Default)]
pub struct Reports {
    open: Vec<Open>,
    broken: Vec<Diagnostic>,
}

struct Open {
    target: Target,
    report: Box<dyn Report>,
}

/// What a report needs to know of where it is made.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The project's folder.
    pub root: &'a Utf8Path,
    /// Records that a report must not take the place of.
    pub taken: &'a [Utf8PathBuf],
    /// What was read of the project; no report takes the place of that, either.
    pub sources: &'a Sources,
    /// Who else prints to standard output.
    pub output: Output,
}

/// Who prints to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The command: no report can go there.
    Taken,
    /// One report may.
    Free,
}

/// Whether any report was asked for.
pub fn asked_for(flags: &ReportFlags) -> bool {
    flags.github || files(flags).next().is_some()
}

/// The kinds of reports that are written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Junit,
    Json,
    Html,
    Markdown,
    Tap,
    Ctrf,
}

fn files(flags: &ReportFlags) -> impl Iterator<Item = (Kind, &Utf8PathBuf)> {
    let all = [
        (Kind::Junit, &flags.junit),
        (Kind::Json, &flags.json),
        (Kind::Html, &flags.html),
        (Kind::Markdown, &flags.markdown),
        (Kind::Tap, &flags.tap),
        (Kind::Ctrf, &flags.ctrf),
    ];
    all.into_iter().filter_map(|(kind, file)| Some((kind, file.as_ref()?)))
}

impl Reports {
    /// Opens every report; what is wrong with any of them comes back, and nothing is left behind.
    pub fn open(flags: &ReportFlags, around: Around<'_>) -> Result<Reports, Vec<Diagnostic>> {
        let mut reports = Reports::default();
        for (kind, name) in files(flags) {
            if let Err(diagnostic) = reports.file(kind, name, around) {
                reports.broken.push(diagnostic);
            }
        }
        if flags.github
            && let Err(diagnostic) = reports.github(around)
        {
            reports.broken.push(diagnostic);
        }
        if reports.broken.is_empty() { Ok(reports) } else { Err(reports.broken) }
    }

    /// What is being run.
    pub fn begin(&mut self, runs: &[RunLine]) {
        self.each(|report| report.begin(runs));
    }

    /// A case has ended.
    pub fn case(&mut self, case: &CaseLine) {
        self.each(|report| report.case(case));
    }

    /// Nothing more will come. What could not be written comes back.
    pub fn end(mut self, closing: &Closing<'_>) -> Vec<Diagnostic> {
        self.each(|report| report.end(closing));
        for Open { target, report } in self.open {
            drop(report);
            self.broken.extend(target.settle().err());
        }
        self.broken
    }

    fn each(&mut self, mut tell: impl FnMut(&mut dyn Report) -> std::io::Result<()>) {
        let broken = &mut self.broken;
        self.open.retain_mut(|open| match tell(&mut *open.report) {
            Ok(()) => true,
            Err(error) => {
                broken.push(unwritable(&open.target.name, error));
                false
            }
        });
    }

    fn file(&mut self, kind: Kind, name: &Utf8Path, around: Around<'_>) -> Result<(), Diagnostic> {
        if name == STANDARD_OUTPUT && around.output == Output::Taken {
            let message = "a report cannot go to standard output, where the run itself prints";
            let help = "name a file, or run `countersign report` on the record afterwards";
            return Err(Diagnostic::new(Code::ReportUnwritable, message).help(help));
        }
        if kind == Kind::Markdown && is_step_summary(name) {
            return self.step_summary(name, around);
        }
        let (target, out) = open(name)?;
        self.refuse_taken(&target, around)?;
        let report: Box<dyn Report> = match kind {
            Kind::Junit => Box::new(Junit::new(out, target.spool()?)),
            Kind::Json => Box::new(Json::new(out)),
            Kind::Html => Box::new(Html::new(out, Box::new(target.spool()?))),
            Kind::Markdown => Box::new(Markdown::new(out, LIMIT)),
            Kind::Tap => Box::new(Tap::new(out)),
            Kind::Ctrf => Box::new(Ctrf::new(out)),
        };
        self.open.push(Open { target, report });
        Ok(())
    }

    /// Two reports, or a report and a record, in one place: the second would be all that is left.
    fn refuse_taken(&self, target: &Target, around: Around<'_>) -> Result<(), Diagnostic> {
        let refuse = |what: &str| {
            let message = format!("the report {} cannot be written: {what}", target.name);
            Err(Diagnostic::new(Code::ReportUnwritable, message).help("give every report a file of its own"))
        };
        if self.open.iter().any(|open| open.target.path == target.path) {
            return match target.name == STANDARD_OUTPUT {
                true => {
                    let message = "two reports cannot both go to standard output";
                    Err(Diagnostic::new(Code::ReportUnwritable, message).help("name a file for one of them"))
                }
                false => refuse("another report goes there"),
            };
        }
        let is_record = |taken: &Utf8PathBuf| located(taken).is_ok_and(|taken| taken == target.path);
        if around.taken.iter().any(is_record) {
            return refuse("the record is there");
        }
        match is_input(&target.path, around.root, around.sources) {
            Some(what) => refuse(what),
            None => Ok(()),
        }
    }

    /// Annotations in the step's log, and the summary of the step where there is one. GitHub reads both streams of a step;
    /// standard error has nothing that another program would read.
    fn github(&mut self, around: Around<'_>) -> Result<(), Diagnostic> {
        let report = Box::new(Github::new(BufWriter::new(std::io::stderr()), &folder(around.root)));
        self.open.push(Open { target: Target::stream("standard error"), report });
        // Whoever names it for `--markdown` as well gets it once.
        match step_summary().filter(|name| !self.open.iter().any(|open| open.target.name == *name)) {
            Some(name) => self.step_summary(&name, around),
            None => Ok(()),
        }
    }

    /// The summary of a step on GitHub: others write to it, too, and what is there stays.
    fn step_summary(&mut self, name: &Utf8Path, around: Around<'_>) -> Result<(), Diagnostic> {
        let (target, out, there) = Target::appended(name)?;
        self.refuse_taken(&target, around)?;
        self.open.push(Open { target, report: Box::new(Markdown::new(out, LIMIT.saturating_sub(there))) });
        Ok(())
    }
}

/// The project's folder from the root of the repository that GitHub checked out.
fn folder(root: &Utf8Path) -> String {
    let workspace = std::env::var("GITHUB_WORKSPACE").ok().filter(|workspace| !workspace.is_empty());
    let workspace = workspace.and_then(|workspace| Utf8PathBuf::from(workspace).canonicalize_utf8().ok());
    let Some((workspace, root)) = workspace.zip(root.canonicalize_utf8().ok()) else { return String::new() };
    root.strip_prefix(workspace).map(ToString::to_string).unwrap_or_default()
}
