//! From what was asked for to a run that is about to begin: every value filled in, the mocks started, and whatever is
//! wrong told before anything is sent.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use crate::cli::args::{RunArgs, Update};
use crate::cli::hiding::{mask, refuse_on_command_line};
use crate::cli::mocks;
use crate::cli::project::{Project, in_ci, secrets_file};
use crate::cli::report::reports::asked_for;
use crate::cli::transport::{Planned, client_options};
use crate::judge::snapshot::uses::uses_of;
use crate::record::damage::wanted;
use crate::record::recording::Kept;
use crate::run::backoff::Backoff;
use crate::run::credentials::FetchedCredentials;
use crate::run::origins::Origins;
use crate::run::pace::Pace;
use crate::run::schemas::CaseSchemas;
use crate::run::session::{ApiSession, Attempts, HandedOn, SecretValues, Session};
use crate::run::snapshots::{SnapshotFiles, SnapshotPolicy};
use crate::secret::mask::Mask;
use crate::secret::secret::{SHORT, Secret};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::suite::config::environment::{Outside, Resolved, case_secrets, override_variable, resolve};
use crate::suite::config::file::{Environment, MOCK};
use crate::suite::model::{Step, Target};
use crate::suite::plan::check::operation;
use crate::suite::plan::credentials::steps_of;
use crate::suite::plan::select::{Trial, ruled_out};
use crate::wire::client::ClientOptions;
use crate::wire::exchange::Limits;

/// How many cases run at once unless something else is said: enough to keep a server busy, few enough for a small one.
const THREADS: usize = 8;

/// A run that is about to begin, and the mocks that must outlive it.
pub struct Running {
    /// What every case shares.
    pub session: Arc<Session>,
    /// How clients are set up.
    pub client: ClientOptions,
    /// How many cases run at once.
    pub threads: usize,
    /// Where requests go, for people.
    pub target: String,
    /// How long the whole run may take, by the environment.
    pub deadline: Option<Duration>,
    _mocks: mocks::Embedded,
}

/// Fills in what the selected cases need. `None` when something is wrong; what was reported.
pub fn prepare(
    root: Utf8PathBuf,
    mut project: Project,
    trials: &[Trial],
    kept: Kept,
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
    let (mut resolved, secrets) = fill_in(&root, &project, &environment, &apis, trials, sources, diagnostics);
    let schemas = CaseSchemas::new(&root, sources.clone());
    let snapshots = snapshots(&root, args, &project, &environment, trials, sources, diagnostics);
    let client = client_options(&root, &resolved, planned(&resolved, &project, trials), diagnostics);
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
    let limits = limits(&resolved);
    let client = ClientOptions { limits, ..client? };
    let target = target(&resolved);
    let mask = armed(&resolved, diagnostics);
    refuse_on_command_line(&args.environment, &mask, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let origins = resolved.targets.iter().map(|target| target.base_url.origin());
    let origins = Origins::of(origins.chain(resolved.origins.iter().cloned()));
    let session = Session {
        snapshots: snapshots?,
        schemas,
        credentials: FetchedCredentials::default(),
        sources: sources.clone(),
        origins,
        root,
        environment: environment.name.clone(),
        is_mock,
        insecure: resolved.travel.insecure,
        proxy: client.proxy.as_ref().map(|proxy| proxy.shown()),
        read_only: resolved.read_only,
        strict: resolved.travel.strict,
        vars: project.config.vars.clone(),
        secrets: SecretValues(Arc::new(secrets)),
        mask,
        run_id: run_id(),
        seed,
        now: jiff::Timestamp::now(),
        started: Instant::now(),
        kept,
        deadline: resolved.deadline,
        handed_on: if asked_for(&args.reports) { HandedOn::Everything } else { HandedOn::Outcome },
        attempts: attempts(args, resolved.retries),
        limits,
        pace: resolved.rate.map(Pace::new),
        backoff: Backoff::new(resolved.travel.retry_after),
        apis: api_sessions(&project, resolved.targets),
        suite: project.suite,
    };
    let deadline = resolved.travel.run_deadline;
    let threads = args.test_threads.or(resolved.concurrency).unwrap_or(THREADS).clamp(1, 1024);
    let threads = threads.min(trials.len());
    Some(Running { session: Arc::new(session), client, threads, target, deadline, _mocks: mocks })
}

/// What an exchange may take. A `timeout` is for all of it, so it also gives the head more time than usual; what is set
/// under `limits` holds as it stands.
fn limits(resolved: &Resolved) -> Limits {
    let usual = Limits::default();
    let set = resolved.travel.limits;
    let total = resolved.timeout.unwrap_or(usual.total);
    Limits {
        connect: set.connect.unwrap_or(usual.connect),
        first_byte: set
            .first_byte
            .or(resolved.timeout.map(|timeout| timeout.max(usual.first_byte)))
            .unwrap_or(usual.first_byte),
        idle: set.idle.unwrap_or(usual.idle),
        total,
        body: set.body.unwrap_or(usual.body),
        ratio: set.ratio.unwrap_or(usual.ratio),
        headers: set.headers.unwrap_or(usual.headers),
    }
}

/// How often every case is run: as the command line says, else as the environment does.
fn attempts(args: &RunArgs, policy: u32) -> Attempts {
    match (args.repeat, args.retries) {
        (Some(times), _) => Attempts::Repeat(times),
        (None, Some(retries)) => Attempts::Retry(retries),
        (None, None) => Attempts::Retry(policy),
    }
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
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> (Resolved, Value) {
    let is_mock = environment.name == MOCK;
    // The mock brings its own credentials, so what a case calls a secret is known there.
    let variable = |name: &str| std::env::var(name).ok().or_else(|| is_mock.then(|| mocks::CREDENTIAL.to_owned()));
    let secrets = secrets_file(root, environment.secrets_file.as_ref().filter(|_| !is_mock), sources, diagnostics);
    let outside = Outside { variable: &variable, secrets };
    let mut resolved = resolve(&project.config, environment, apis, &outside, diagnostics);
    let mut named = resolved.secrets.clone();
    let run = |trial: &&Trial| {
        ruled_out(trial.of(&project.suite), &environment.name, is_mock, environment.read_only).is_none()
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
        let api = project.config.api(&target.api)?;
        let (undocumented, duplicate_keys) = (api.undocumented, api.duplicate_keys);
        Some((target.api.clone(), ApiSession { contract, target, undocumented, duplicate_keys }))
    };
    targets.into_iter().filter_map(session).collect()
}

fn target(resolved: &Resolved) -> String {
    let urls: Vec<&str> = resolved.targets.iter().map(|target| target.base_url.as_str()).collect();
    urls.iter().map(|url| url.trim_end_matches('/')).collect::<Vec<_>>().join(", ")
}

/// TLS costs time to set up, so only where an https URL is planned.
fn planned(resolved: &Resolved, project: &Project, trials: &[Trial]) -> Planned {
    let mut cases = trials.iter().map(|trial| trial.of(&project.suite));
    let is_plain = resolved.targets.iter().all(|target| target.base_url.scheme() == "http")
        && cases.all(|(file, case)| file.setup.iter().chain(&case.steps).chain(&case.cleanup).all(is_plain));
    if is_plain { Planned::Plain } else { Planned::Tls }
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

/// The process's mask with what this run uses: the secrets that it names, and credentials that are written down otherwise.
fn armed(resolved: &Resolved, diagnostics: &mut Diagnostics) -> Mask {
    let mask = mask();
    for secret in resolved.secrets.values().filter(|secret| secret.is_short()) {
        let name = secret.name();
        diagnostics.push(
            Diagnostic::new(Code::ShortSecret, format!("the secret {name} is shorter than {SHORT} characters"))
                .warning()
                .help("whatever holds it as a word is masked as a whole; a longer secret is masked precisely"),
        );
    }
    mask.add(resolved.secrets.values().cloned());
    if resolved.name != MOCK {
        mask.add(credentials(resolved).filter(|secret| !secret.is_short()));
    }
    mask.clone()
}

/// What authenticates, from wherever its value comes.
fn credentials(resolved: &Resolved) -> impl Iterator<Item = Secret> {
    let all = resolved.targets.iter().flat_map(|target| {
        let users = target.users.iter().flat_map(|(_, auth)| auth);
        target.auth.iter().chain(users)
    });
    all.filter_map(|(scheme, value)| Secret::new(&**scheme, &**value).ok())
}

/// Shards in containers begin in the same second, with the same process id and often with the same seed, and are not one
/// run: the end is random, whatever the seed.
fn run_id() -> String {
    let now = jiff::Timestamp::now();
    format!("{}-{}-{:08x}", now.strftime("%Y%m%dT%H%M%S"), std::process::id(), fastrand::u32(..))
}

/// The snapshots of the cases that are run, read already: what is damaged is told before anything is sent.
fn snapshots(
    root: &Utf8Path,
    args: &RunArgs,
    project: &Project,
    environment: &Environment,
    trials: &[Trial],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<SnapshotFiles> {
    let policy = snapshot_policy(args, diagnostics)?;
    let is_mock = environment.name == MOCK;
    // A case is looked at once, however many rows of it are run.
    let mut rows: BTreeMap<(usize, usize), HashSet<&str>> = BTreeMap::new();
    for trial in trials {
        if ruled_out(trial.of(&project.suite), &environment.name, is_mock, environment.read_only).is_none() {
            let row = trial.row.as_ref().map(|row| row.id.as_str());
            rows.entry((trial.file, trial.case)).or_default().extend(row);
        }
    }
    let uses = rows.iter().flat_map(|((file, case), rows)| {
        let file = &project.suite.files[*file];
        let uses = uses_of(file, &file.cases[*case]).into_iter();
        uses.filter(|used| used.row.is_none_or(|row| rows.contains(row)))
    });
    let files = SnapshotFiles::new(root, policy);
    diagnostics.extend(files.read_ahead(&wanted(uses), sources));
    Some(files)
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
