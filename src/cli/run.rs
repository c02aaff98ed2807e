//! `countersign run`: sends the cases' requests and judges the answers.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use crate::cli::args::{EnvironmentArgs, Format, RunArgs, SelectArgs, Update};
use crate::cli::mocks;
use crate::cli::obsolete::obsolete_snapshots;
use crate::cli::project::{Load, Project, in_ci, load, root, secrets_file};
use crate::cli::review::secrets::secrets_at_hand;
use crate::cli::signals::on_interruption;
use crate::exit::ExitCode;
use crate::judge::verdict::Verdict;
use crate::record::event::{CaseReport, Summary};
use crate::run::case::run_case;
use crate::run::credentials::FetchedCredentials;
use crate::run::pace::Pace;
use crate::run::schemas::CaseSchemas;
use crate::run::session::{ApiSession, Session};
use crate::run::snapshots::{SnapshotFiles, SnapshotPolicy};
use crate::run::trials::{self, Ended, LibtestFormat, Options, Printer};
use crate::secret::mask::{Mask, SHORT};
use crate::secret::others::Others;
use crate::secret::secret::Secret;
use crate::show::causes::causes;
use crate::show::terminal::{View, advice, details, line, summary};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::nearest;
use crate::source::file::Sources;
use crate::source::render::render_all;
use crate::suite::config::environment::{Outside, Resolved, case_secrets, override_variable, resolve};
use crate::suite::config::file::{Environment, MOCK};
use crate::suite::model::{Step, Target};
use crate::suite::plan::check::operation;
use crate::suite::plan::credentials::steps_of;
use crate::suite::plan::select::{Selection, Trial, ruled_out, select};
use crate::wire::client::ClientOptions;
use crate::wire::exchange::Limits;
use crate::wire::tls::Tls;

/// How many cases run at once unless something else is said: enough to keep a server busy, few enough for a small one.
const THREADS: usize = 8;
/// Above this many cases, a line is printed only for those that do not pass.
const LINES: usize = 500;
/// How many failures are told in full.
const DETAILS: usize = 50;

/// Who runs the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The command line.
    Command,
    /// A test target of cargo's: output is libtest's, and a filter that matches nothing is no mistake, since cargo
    /// hands the same filter to every target.
    Harness,
}

/// What is printed where, and how.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Everything else.
    pub errors: &'a mut dyn Write,
    /// Whether results are coloured.
    pub color: bool,
}

/// Runs the command.
pub fn run(
    project: Option<&Utf8Path>,
    args: &RunArgs,
    caller: Caller,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let sources = Arc::new(Sources::default());
    let mut diagnostics = Diagnostics::default();
    let planned = plan(project, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some((root, project)) = planned.filter(|_| !diagnostics.has_errors()) else {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    };
    let trials = select(&project.suite, &selection(&args.select), &sources);
    if args.list {
        list(&project, &trials, args, caller);
        return Ok(ExitCode::Holds);
    }
    if trials.is_empty() || args.ignored || args.bench {
        return nothing_selected(&project, &trials, args, caller, streams);
    }
    let mut diagnostics = Diagnostics::default();
    let started = Instant::now();
    let session = session(root, project, &trials, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some(running) = session.filter(|_| !diagnostics.has_errors()) else {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    };
    run_trials(running, trials, args, caller, sources, started, streams)
}

fn selection(args: &SelectArgs) -> Selection {
    Selection { filters: args.filters.clone(), exact: args.exact, skip: args.skip.clone(), tags: args.tag.clone() }
}

fn plan(
    project: Option<&Utf8Path>,
    args: &RunArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Utf8PathBuf, Project)> {
    let root = match root(project) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let exact = match args.select.filters.as_slice() {
        [one] if args.select.exact => Some(one.as_str()),
        _ => None,
    };
    let project = load(&root, Load { exact, ids_only: args.list, everything: false }, sources, diagnostics)?;
    if let Err(diagnostic) = project.config.environment(&args.environment.env) {
        diagnostics.push(diagnostic);
    }
    Some((root, project))
}

fn list(project: &Project, trials: &[Trial], args: &RunArgs, caller: Caller) {
    let environment = project.config.environment(&args.environment.env);
    let read_only = environment.is_ok_and(|environment| environment.read_only);
    let is_mock = args.environment.env == MOCK;
    let skipped = |trial: &Trial| ruled_out(trial.of(&project.suite).1, &args.environment.env, is_mock, read_only);
    let ids: Vec<(String, bool)> = trials.iter().map(|trial| (trial.id.clone(), skipped(trial).is_some())).collect();
    let format = libtest_format(args, caller).unwrap_or(LibtestFormat::Pretty);
    trials::list(&ids, format, args.ignored);
}

fn libtest_format(args: &RunArgs, caller: Caller) -> Option<LibtestFormat> {
    match (args.format, caller) {
        (Some(Format::Pretty), _) | (None, Caller::Harness) => Some(LibtestFormat::Pretty),
        (Some(Format::Terse), _) => Some(LibtestFormat::Terse),
        (Some(Format::Json), _) => Some(LibtestFormat::Json),
        (Some(Format::Human) | None, _) => None,
    }
}

fn nothing_selected(
    project: &Project,
    trials: &[Trial],
    args: &RunArgs,
    caller: Caller,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let filtered = !args.select.filters.is_empty() || !args.select.skip.is_empty() || args.ignored || args.bench;
    // An empty suite is a mistake whatever the filter says; and whoever names a case wants it run.
    let is_mistake = project.suite.cases().next().is_none() || (args.select.exact && !trials.is_empty());
    if caller == Caller::Harness && filtered && !is_mistake {
        writeln!(streams.out, "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured\n")?;
        return Ok(ExitCode::Holds);
    }
    let mut asked: Vec<String> = args.select.filters.iter().map(|filter| format!("matches `{filter}`")).collect();
    asked.extend(args.select.tag.iter().map(|tag| format!("has the tag `{tag}`")));
    let asked = if asked.is_empty() { "is selected".to_owned() } else { asked.join(" or ") };
    let ids: Vec<&str> = project.suite.cases().map(|(_, case)| case.id.as_str()).collect();
    let near = args.select.filters.iter().find_map(|filter| nearest(filter, ids.iter().copied()));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    writeln!(streams.errors, "error[{}]: no case {asked}", Code::NoSuchCase)?;
    writeln!(streams.errors, "  = help: {near}`countersign run --list` prints every id")?;
    Ok(ExitCode::Incomplete)
}

/// A run that is about to begin, and the mocks that must outlive it.
struct Running {
    session: Arc<Session>,
    client: ClientOptions,
    threads: usize,
    target: String,
    _mocks: mocks::Embedded,
}

fn session(
    root: Utf8PathBuf,
    mut project: Project,
    trials: &[Trial],
    args: &RunArgs,
    sources: &Arc<Sources>,
    diagnostics: &mut Diagnostics,
) -> Option<Running> {
    let mut environment = project.config.environment(&args.environment.env).ok()?.clone();
    keep_used_users(&mut environment, &project, trials);
    check_contracts(&project, trials, diagnostics);
    for argument in &args.environment.var {
        if let Err(diagnostic) = override_variable(&mut project.config.vars, argument) {
            diagnostics.push(diagnostic);
        }
    }
    let apis: BTreeSet<String> = trials.iter().map(|trial| trial.of(&project.suite).0.api.clone()).collect();
    let apis: Vec<String> = apis.into_iter().collect();
    let is_mock = environment.name == MOCK;
    let (mut resolved, secrets) = fill_in(&root, &project, &environment, &apis, trials, diagnostics);
    let schemas = CaseSchemas::new(&root, sources.clone());
    if diagnostics.has_errors() {
        return None;
    }
    let mocks =
        if is_mock { mocks::start(&root, &project, &apis, sources, diagnostics)? } else { mocks::Embedded::default() };
    resolved.targets.extend(mocks.targets());
    if diagnostics.has_errors() {
        return None;
    }
    let seed = args.environment.seed.unwrap_or_else(|| fastrand::u64(0..1_000_000_000));
    let snapshots = snapshot_policy(args, diagnostics)?;
    let client = ClientOptions { tls: tls(&resolved, &project, trials, diagnostics)?, ..ClientOptions::default() };
    let mut limits = Limits::default();
    if let Some(timeout) = resolved.timeout {
        limits.total = timeout;
        limits.first_byte = timeout.max(limits.first_byte);
    }
    let target = target(&resolved);
    let session = Session {
        snapshots: SnapshotFiles::new(&root, snapshots),
        schemas,
        credentials: FetchedCredentials::default(),
        sources: sources.clone(),
        others: Others::new({
            let root = root.clone();
            move || secrets_at_hand(&root, |name| std::env::var(name).ok())
        }),
        root,
        environment: environment.name.clone(),
        is_mock,
        read_only: resolved.read_only,
        vars: project.config.vars.clone(),
        secrets: Arc::new(secrets),
        mask: mask(&resolved, diagnostics)?,
        run_id: run_id(seed),
        seed,
        now: jiff::Timestamp::now(),
        deadline: resolved.deadline,
        limits,
        pace: resolved.rate.map(Pace::new),
        apis: api_sessions(&project, resolved.targets),
        suite: project.suite,
    };
    let threads = args.test_threads.or(resolved.concurrency).unwrap_or(THREADS).clamp(1, 1024);
    Some(Running { session: Arc::new(session), client, threads: threads.min(trials.len()), target, _mocks: mocks })
}

/// What isn't selected needs no secret: users that no selected case is sent as are left out.
fn keep_used_users(environment: &mut Environment, project: &Project, trials: &[Trial]) {
    let steps = trials.iter().map(|trial| trial.of(&project.suite)).flat_map(|(file, case)| steps_of(file, case));
    let used: HashSet<&str> = steps.filter_map(|step| step.request.user.as_deref()).collect();
    for api in &mut environment.apis {
        api.users.retain(|(name, _)| used.contains(name.as_str()));
    }
}

/// A schema that cannot be used is told before anything is sent, for every operation that a selected case calls.
fn check_contracts(project: &Project, trials: &[Trial], diagnostics: &mut Diagnostics) {
    let mut checked = HashSet::new();
    for (file, case) in trials.iter().map(|trial| trial.of(&project.suite)) {
        let Some(contract) = project.contracts.get(&file.api) else { continue };
        for step in steps_of(file, case) {
            if let Some(operation) = operation(contract, &step.target)
                && checked.insert(std::ptr::from_ref(operation))
            {
                contract.prepare(operation, diagnostics);
            }
        }
    }
}

fn fill_in(
    root: &Utf8Path,
    project: &Project,
    environment: &Environment,
    apis: &[String],
    trials: &[Trial],
    diagnostics: &mut Diagnostics,
) -> (Resolved, Value) {
    let is_mock = environment.name == MOCK;
    // The mock brings its own credentials, so what a case calls a secret is known there.
    let variable = |name: &str| std::env::var(name).ok().or_else(|| is_mock.then(|| mocks::CREDENTIAL.to_owned()));
    let secrets = secrets_file(root, environment.secrets_file.as_ref().filter(|_| !is_mock), diagnostics);
    let outside = Outside { variable: &variable, secrets };
    let mut resolved = resolve(&project.config, environment, apis, &outside, diagnostics);
    let mut named = resolved.secrets.clone();
    let run = |trial: &&Trial| {
        ruled_out(trial.of(&project.suite).1, &environment.name, is_mock, environment.read_only).is_none()
    };
    let cases: HashSet<&str> = trials.iter().filter(run).map(|trial| trial.of(&project.suite).1.id.as_str()).collect();
    let names = project.secrets_of(environment, apis, &cases);
    let root = case_secrets(names, &outside, &mut named, diagnostics);
    if !is_mock {
        resolved.secrets = named;
    }
    (resolved, root)
}

fn api_sessions(
    project: &Project,
    targets: Vec<crate::suite::config::environment::Target>,
) -> HashMap<String, ApiSession> {
    let session = |target: crate::suite::config::environment::Target| {
        let contract = project.contracts.get(&target.api)?.clone();
        let undocumented = project.config.api(&target.api)?.undocumented;
        Some((target.api.clone(), ApiSession { contract, target, undocumented }))
    };
    targets.into_iter().filter_map(session).collect()
}

fn target(resolved: &Resolved) -> String {
    let urls: Vec<&str> = resolved.targets.iter().map(|target| target.base_url.as_str()).collect();
    urls.iter().map(|url| url.trim_end_matches('/')).collect::<Vec<_>>().join(", ")
}

/// TLS costs time to set up, so only where an https URL is planned.
fn tls(resolved: &Resolved, project: &Project, trials: &[Trial], diagnostics: &mut Diagnostics) -> Option<Option<Tls>> {
    let mut cases = trials.iter().map(|trial| trial.of(&project.suite));
    if resolved.targets.iter().all(|target| target.base_url.scheme() == "http")
        && cases.all(|(file, case)| file.setup.iter().chain(&case.steps).chain(&case.cleanup).all(is_plain))
    {
        return Some(None);
    }
    match Tls::new(None) {
        Ok(tls) => Some(Some(tls)),
        Err(fault) => {
            diagnostics.push(Diagnostic::new(fault.code, fault.message));
            None
        }
    }
}

/// Whether no request of a step can go to an https URL of its own.
fn is_plain(step: &Step) -> bool {
    let target = match &step.target {
        Target::Operation { .. } => true,
        Target::Url { url, .. } => {
            url.as_literal().is_some_and(|url| url.starts_with('/') || url.starts_with("http://"))
        }
    };
    target && step.cleanup.iter().all(is_plain)
}

fn mask(resolved: &Resolved, diagnostics: &mut Diagnostics) -> Option<Arc<Mask>> {
    let mut secrets = Vec::new();
    for (name, value) in &resolved.secrets {
        match Secret::new(name.clone(), value.clone()) {
            Ok(secret) => {
                if value.chars().count() < SHORT {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::ShortSecret,
                            format!("the secret {name} is shorter than {SHORT} characters"),
                        )
                        .warning()
                        .help("whatever holds it as a word is masked as a whole; a longer secret is masked precisely"),
                    );
                }
                secrets.push(secret);
            }
            Err(_) => {
                diagnostics.push(Diagnostic::new(Code::MissingSecret, format!("the secret {name} is empty")));
                return None;
            }
        }
    }
    Some(Arc::new(Mask::new(secrets)))
}

fn run_id(seed: u64) -> String {
    let now = jiff::Timestamp::now();
    format!("{}-{}-{:04x}", now.strftime("%Y%m%dT%H%M%S"), std::process::id(), seed & 0xffff)
}

fn snapshot_policy(args: &RunArgs, diagnostics: &mut Diagnostics) -> Option<SnapshotPolicy> {
    match (args.update_snapshots, in_ci()) {
        (Some(_), true) => {
            diagnostics.push(
                Diagnostic::new(Code::BadLocalConfig, "snapshots are never written in CI, and the variable CI is set")
                    .help("update them on your own machine and commit them"),
            );
            None
        }
        (None, true) => Some(SnapshotPolicy::Compare),
        (None, false) => Some(SnapshotPolicy::Pending),
        (Some(Update::New), false) => Some(SnapshotPolicy::UpdateNew),
        (Some(Update::All), false) => Some(SnapshotPolicy::UpdateAll),
    }
}

fn run_trials(
    running: Running,
    trials: Vec<Trial>,
    args: &RunArgs,
    caller: Caller,
    sources: Arc<Sources>,
    started: Instant,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let session = running.session.clone();
    let libtest = libtest_format(args, caller);
    let shown = Arc::new(Shown {
        sources: sources.clone(),
        session: session.clone(),
        target: running.target.clone(),
        again: again(&args.environment, session.seed),
    });
    let describe = shown.clone();
    let options = Options {
        threads: running.threads,
        printer: libtest.map_or(Printer::Caller, Printer::Libtest),
        describe: Arc::new(move |report| details(report, &describe.view(false))),
        client: running.client.clone(),
        interrupted: Some(interruptions()),
        logfile: args.logfile.clone(),
        work: run_case,
    };
    let view = shown.view(streams.color);
    let planned = trials.len();
    let verbose = libtest.is_none() && !args.quiet && planned <= LINES;
    let mut total = Total { summary: Summary { planned, ..Summary::default() }, ..Total::default() };
    let mut written: std::io::Result<()> = Ok(());
    let ended = trials::run(session.clone(), trials, options, &mut |report| {
        if written.is_ok()
            && libtest.is_none()
            && (verbose || !matches!(report.verdict, Verdict::Passed | Verdict::Skipped(_)))
        {
            written = streams.out.write_all(line(&report, &view).as_bytes());
        }
        total.add(report);
    });
    written?;
    streams.out.flush()?;
    let interrupted = match ended {
        Ended::Interrupted => "\ninterrupted: cases that had not ended have no verdict, and the run is incomplete\n",
        Ended::Complete => "",
    };
    let (note, code) = match ended == Ended::Complete && is_whole(&args.select) {
        true => obsolete_snapshots(&session),
        false => (String::new(), ExitCode::Holds),
    };
    let closing = [interrupted, &note, &total.closing(&view, started.elapsed(), libtest.is_none())].concat();
    // Where libtest owns stdout, nothing of ours may stand between its lines.
    match libtest {
        None => streams.out.write_all(closing.as_bytes())?,
        Some(_) => streams.errors.write_all(closing.as_bytes())?,
    }
    Ok(total.exit_code(ended).and(code))
}

/// Whether nothing was left out, so that a snapshot that no case asked for is nobody's.
fn is_whole(args: &SelectArgs) -> bool {
    args.filters.is_empty() && args.skip.is_empty() && args.tag.is_empty() && !args.exact
}

/// What every view of a run shares.
struct Shown {
    sources: Arc<Sources>,
    session: Arc<Session>,
    target: String,
    again: String,
}

impl Shown {
    fn view(&self, color: bool) -> View<'_> {
        View {
            sources: &self.sources,
            mask: &self.session.mask,
            color,
            environment: &self.session.environment,
            is_mock: self.session.is_mock,
            target: self.target.clone(),
            seed: self.session.seed,
            again: self.again.clone(),
        }
    }
}

/// The arguments by which another run meets the same environment and the same random values.
fn again(args: &EnvironmentArgs, seed: u64) -> String {
    let mut again = String::new();
    if args.env != MOCK {
        again.push_str(&format!(" --env {}", args.env));
    }
    for var in &args.var {
        again.push_str(&format!(" --var '{}'", var.replace('\'', r"'\''")));
    }
    again.push_str(&format!(" --seed {seed}"));
    again
}

#[derive(Default)]
struct Total {
    summary: Summary,
    /// Reports with something to tell.
    told: Vec<CaseReport>,
    bug: bool,
}

impl Total {
    fn add(&mut self, report: CaseReport) {
        match report.verdict {
            Verdict::Passed => self.summary.passed += 1,
            Verdict::Failed => self.summary.failed += 1,
            Verdict::Error => self.summary.errors += 1,
            Verdict::Skipped(_) => self.summary.skipped += 1,
            Verdict::KnownFailure => self.summary.known += 1,
        }
        self.bug |= report.findings.iter().any(|finding| finding.code == Code::CasePanicked);
        let tells = !report.findings.is_empty() || report.steps.iter().any(|step| !step.findings.is_empty());
        if tells {
            self.told.push(report);
        }
    }

    fn closing(&mut self, view: &View<'_>, elapsed: std::time::Duration, in_full: bool) -> String {
        self.told.sort_by(|a, b| a.id.cmp(&b.id));
        // Warnings first, so that what matters most stands last, next to the prompt.
        self.told.sort_by_key(|report| !matches!(report.verdict, Verdict::Passed | Verdict::KnownFailure));
        let mut text = String::new();
        if in_full {
            for report in self.told.iter().take(DETAILS) {
                text.push('\n');
                text.push_str(&details(report, view));
            }
            if self.told.len() > DETAILS {
                text.push_str(&format!("\n... and {} more; a FILTER shows them\n", self.told.len() - DETAILS));
            }
        }
        let told: Vec<&CaseReport> = self.told.iter().collect();
        text.push('\n');
        text.push_str(&view.mask.apply(&causes(&told, view.sources)));
        text.push_str(&advice(&told));
        text.push_str(&summary(&self.summary, elapsed, view));
        text
    }

    fn exit_code(&self, ended: Ended) -> ExitCode {
        let summary = &self.summary;
        let mut code = ExitCode::Holds;
        if self.bug {
            code = code.and(ExitCode::Bug);
        }
        if summary.failed > 0 {
            code = code.and(ExitCode::Broken);
        }
        if ended == Ended::Interrupted {
            code = code.and(ExitCode::Incomplete);
        }
        if summary.errors > 0 {
            code = code.and(ExitCode::NoVerdict);
        }
        let nothing_ran = summary.skipped == summary.planned;
        if nothing_ran {
            code = code.and(ExitCode::Incomplete);
        }
        code
    }
}

/// A message for the first Ctrl-C or SIGTERM.
fn interruptions() -> Receiver<()> {
    let (sender, receiver) = channel();
    on_interruption(move || {
        // Without a receiver the run is over.
        let _ = sender.send(());
    });
    receiver
}
