//! What both commands begin with: the project as it is now, and the records that they are asked about.

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::cli::project::{Load, Project, load, root};
use crate::cli::review::open::open as open_review;
use crate::decide::baseline::document::{Baseline, FILE_NAME};
use crate::decide::baseline::update::ids;
use crate::decide::gate::blame::Blame;
use crate::decide::gate::facts::Facts;
use crate::decide::gate::records::Taken;
use crate::decide::gate::tally::Tally;
use crate::judge::snapshot::owner::owned;
use crate::record::line::{CaseLine, FOLDER, LATEST};
use crate::record::obsolete::obsolete;
use crate::record::record_error::RecordError;
use crate::record::set::{Records, Together};
use crate::record::store::Store;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::suite::model::Reach;
use crate::suite::plan::identity::Identity;

/// A project and what was once good of it.
pub struct Opened {
    /// Its root.
    pub root: Utf8PathBuf,
    /// What it says.
    pub project: Project,
    /// What its suite and contracts are known by.
    pub identity: Identity,
    /// What was once good.
    pub baseline: Option<Baseline>,
    /// The text of the baseline.
    pub text: Option<String>,
}

/// Loads the project and its baseline. `None` when something is wrong; what was reported.
pub fn open(project: Option<&Utf8Path>, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Opened> {
    let root = root(project).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
    let project = load(&root, Load::default(), sources, diagnostics)?;
    if diagnostics.has_errors() {
        return None;
    }
    let identity = Identity::of(&project.config, &project.suite, &project.contracts, sources);
    let text = Store::new(&root).read(Utf8Path::new(FILE_NAME));
    let text = text.map_err(|error| diagnostics.push(error.diagnostic())).ok()?;
    let baseline = match &text {
        Some(text) => Some(Baseline::read(sources.add(FILE_NAME, text.clone()), text, diagnostics)?),
        None => None,
    };
    Some(Opened { root, project, identity, baseline, text })
}

impl Opened {
    /// What a gate knows before it looks at a record.
    pub fn facts<'o>(&'o self, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Facts<'o>> {
        let Opened { root, project, identity, baseline, .. } = self;
        let store = Store::new(root);
        let pending = open_review(&store, &[], diagnostics).pending;
        let obsolete = obsolete(&store, &owned(&project.suite));
        let obsolete = obsolete.map_err(|error| diagnostics.push(error.diagnostic())).ok()?;
        let known = project.config.known_failures.iter().map(|tolerated| &tolerated.known);
        let of_all = known.filter(|known| known.reach == Reach::Suite);
        Some(Facts {
            policy: &project.config.gate,
            identity: identity.clone(),
            contracts: &project.contracts,
            cases: project.suite.cases().map(|(_, case)| (case.id.as_str(), case)).collect(),
            ids: ids(&project.suite),
            baseline: baseline.clone(),
            pending: pending.iter().map(|pending| pending.path.to_string()).collect(),
            obsolete: obsolete.iter().map(|path| path.to_string()).collect(),
            known_of_all: of_all.map(|known| (sources.position(known.span).to_string(), known)).collect(),
            now: Timestamp::now(),
        })
    }
}

/// The records that were named, or the newest one, by the shorter of their names.
pub fn paths(root: &Utf8Path, named: &[Utf8PathBuf]) -> Vec<Utf8PathBuf> {
    let here = std::env::current_dir().ok().and_then(|here| Utf8PathBuf::from_path_buf(here).ok());
    let short = |path: &Utf8PathBuf| {
        let below = here.as_ref().and_then(|here| path.strip_prefix(here).ok());
        below.unwrap_or(path).to_owned()
    };
    match named.is_empty() {
        true => vec![short(&root.join(FOLDER).join(LATEST))],
        false => named.iter().map(short).collect(),
    }
}

/// Why `file` cannot be written: one of the records is there, and would be gone.
pub fn in_place_of(file: &Utf8Path, records: &[Utf8PathBuf]) -> Option<Diagnostic> {
    let place = file.canonicalize_utf8().ok()?;
    let is_there = records.iter().any(|record| record.canonicalize_utf8().is_ok_and(|record| record == place));
    is_there.then(|| {
        Diagnostic::new(Code::ReportUnwritable, format!("{file} cannot be written: the record is there"))
            .help("name another file")
    })
}

/// Opens records. `None` when one of them cannot be used at all; why was reported.
pub fn opened(paths: &[Utf8PathBuf], diagnostics: &mut Diagnostics) -> Option<Records> {
    let records = Records::open(paths);
    records.map_err(|errors| diagnostics.extend(errors.iter().map(RecordError::to_diagnostic))).ok()
}

/// Reads records, counts their cases, and hands each to `each`.
pub fn tallied<'f>(records: Records, facts: &'f Facts<'f>, each: &mut dyn FnMut(&CaseLine)) -> (Taken, Tally<'f>) {
    let environment = records.runs().first().map(|run| run.environment.clone()).unwrap_or_default();
    let mut tally = Tally::new(facts, &environment);
    let together = records.read(&mut |case| {
        tally.add(&case);
        each(&case);
    });
    (taken(together), tally)
}

fn taken(together: Together) -> Taken {
    let gaps = together.gaps.iter().map(|gap| {
        let what = gap.path().map_or_else(|| "the records together".to_owned(), |path| path.to_string());
        (what, gap.to_string())
    });
    Taken { gaps: Blame::of(gaps), planned: together.summary.planned, files: together.records }
}
