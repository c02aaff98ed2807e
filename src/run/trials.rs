//! Every case as a trial of libtest-mimic, whose only user this is. It runs on a side thread; the main thread collects
//! reports, keeps deadlines, and knows when all is over even if a thread never comes back.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Completion, Failed, FormatSetting, Trial as LibtestTrial};

use crate::judge::verdict::{Finding, Part, Verdict};
use crate::record::event::CaseReport;
use crate::record::line::{CaseLine, StartLine};
use crate::record::recording::micros;
use crate::run::case::{deadline, lock, report, skipped};
use crate::run::finding::error_finding;
use crate::run::inbox::Inbox;
use crate::run::panics::contained;
use crate::run::recording::{Told, told};
use crate::run::session::Session;
use crate::run::watch::{Begun, GRACE, Lease, Stage, Watch};
use crate::source::code::Code;
use crate::source::commands::without_commands;
use crate::suite::plan::select::Trial;
use crate::wire::cancel::Why;
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::exchange::Fault;
use crate::wire::fault::ended;

/// How long running cases may go on after an interruption, so that they can clean up.
const LAST_WORDS: Duration = Duration::from_millis(1500);
/// How long they may go on after the run's deadline, if they have something to clean up.
const LAST_CLEANUP: Duration = Duration::from_secs(5);
/// How long the main thread sleeps at most before it looks at reports and deadlines again.
const LOOK: Duration = Duration::from_millis(20);

/// Who prints while cases run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printer {
    /// The caller; libtest-mimic is silent.
    Caller,
    /// libtest-mimic, on stdout.
    Libtest(LibtestFormat),
}

/// The formats of libtest-mimic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LibtestFormat {
    /// A line per case.
    Pretty,
    /// A character per case.
    Terse,
    /// A JSON object per line.
    Json,
}

/// How trials are run.
pub struct Options {
    /// How many at once; at least 1.
    pub threads: usize,
    /// Who prints.
    pub printer: Printer,
    /// How a failure is described in libtest-mimic's output.
    pub describe: Arc<dyn Fn(&CaseLine) -> String + Send + Sync>,
    /// How clients are set up.
    pub client: ClientOptions,
    /// Where interruptions come from.
    pub interrupted: Option<Receiver<()>>,
    /// When the whole run must have ended.
    pub deadline: Option<Instant>,
    /// Also write libtest-mimic's output to this file.
    pub logfile: Option<String>,
    /// After how many cases that failed or had an error nothing new is begun.
    pub max_failures: Option<usize>,
    /// What running a case means: [`run_attempts`](crate::run::attempts::run_attempts).
    pub work: Work,
}

/// Runs one case.
pub type Work = fn(&Session, &Trial, &BlockingClient, &Lease<'_>) -> CaseReport;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every case has a verdict of its own.
    Complete,
    /// It was interrupted: what ran and was broken off is an error, and the rest was not run.
    Interrupted,
    /// Its deadline passed: the same.
    DeadlinePassed,
    /// As many cases had failed as are allowed: what ran was finished, and the rest was not run.
    TooManyFailures,
}

/// What the caller learns while trials run.
#[derive(Debug)]
pub enum Event {
    /// A case has begun and takes longer than a moment.
    Begun(StartLine),
    /// A case has ended.
    Ended(Box<Told>),
    /// Everything that happened until now has been told.
    Pause,
    /// libtest-mimic could not print: whoever reads its lines has not got all of them.
    Unprinted,
}

/// Runs every trial and hands what happens to `collect`: cases in the order in which they end.
pub fn run(session: Arc<Session>, trials: Vec<Trial>, options: Options, collect: &mut dyn FnMut(Event)) -> Ended {
    let shared = Arc::new(Shared {
        watch: Watch::new(trials.len(), options.threads),
        inbox: Inbox::new(trials.len()),
        session,
        trials,
        client: options.client,
        work: options.work,
        max_failures: options.max_failures,
        failures: AtomicUsize::new(0),
        describe: options.describe,
    });
    let libtest = start(&shared, options.printer, options.threads, options.logfile);
    let mut collector = Collector {
        shared: &shared,
        interrupted: options.interrupted,
        deadline: options.deadline,
        threads: options.threads,
        stuck: 0,
        libtest: Some(libtest),
    };
    let ended = collector.collect(collect);
    let (stuck, libtest) = (collector.stuck > 0, collector.libtest);
    // libtest-mimic's last lines are waited for only where it prints, and never behind a thread that is stuck.
    let is_cancelled = matches!(ended, Ended::Interrupted | Ended::DeadlinePassed);
    if options.printer != Printer::Caller
        && !stuck
        && !is_cancelled
        && libtest.is_some_and(|libtest| !has_printed(libtest))
    {
        collect(Event::Unprinted);
    }
    ended
}

struct Shared {
    watch: Watch,
    inbox: Inbox<Told>,
    session: Arc<Session>,
    trials: Vec<Trial>,
    client: ClientOptions,
    work: Work,
    max_failures: Option<usize>,
    failures: AtomicUsize,
    describe: Describe,
}

type Describe = Arc<dyn Fn(&CaseLine) -> String + Send + Sync>;

fn start(shared: &Arc<Shared>, printer: Printer, threads: usize, logfile: Option<String>) -> Libtest {
    let mut arguments = Arguments { test_threads: Some(threads.max(1)), logfile, ..Arguments::default() };
    match printer {
        Printer::Libtest(format) => arguments.format = Some(setting(format)),
        Printer::Caller => {
            arguments.quiet = true;
            arguments.logfile = Some("/dev/null".to_owned());
        }
    }
    let trials: Vec<LibtestTrial> =
        (0..shared.trials.len()).map(|index| libtest_trial(shared, index, printer)).collect();
    std::thread::spawn(move || contained(|| drop(libtest_mimic::run(&arguments, trials))))
}

/// The thread of libtest-mimic, which panics when nobody takes what it prints.
type Libtest = std::thread::JoinHandle<Result<(), String>>;

fn has_printed(libtest: Libtest) -> bool {
    matches!(libtest.join(), Ok(Ok(())))
}

fn setting(format: LibtestFormat) -> FormatSetting {
    match format {
        LibtestFormat::Pretty => FormatSetting::Pretty,
        LibtestFormat::Terse => FormatSetting::Terse,
        LibtestFormat::Json => FormatSetting::Json,
    }
}

fn libtest_trial(shared: &Arc<Shared>, index: usize, printer: Printer) -> LibtestTrial {
    let shared = shared.clone();
    // Where nobody reads names, a hundred thousand of them are not kept twice.
    let name = match printer {
        Printer::Caller => String::new(),
        Printer::Libtest(_) => shared.session.mask.mask_field(&shared.trials[index].id).into_owned(),
    };
    LibtestTrial::ignorable_test(name, move || {
        let not_run = || Ok(Completion::ignored_with("not run"));
        if !shared.watch.claim(index) {
            return not_run();
        }
        let Some(report) = shared.execute(index) else { return not_run() };
        let told = shared.tell(report);
        let result = match told.line.verdict {
            Verdict::Passed | Verdict::Flaky | Verdict::Fixed | Verdict::KnownFailure => Ok(Completion::Completed),
            Verdict::Skipped => {
                Ok(Completion::ignored_with(in_a_line(told.line.reason.as_deref().unwrap_or_default())))
            }
            // A description that fails must not cost the case its verdict.
            Verdict::Failed | Verdict::Error => {
                Err(Failed::from(contained(|| (shared.describe)(&told.line)).unwrap_or_else(|panic| panic)))
            }
        };
        shared.finish(index, told);
        result
    })
}

/// A reason as libtest-mimic prints it: on a line, and no command of a CI system.
fn in_a_line(reason: &str) -> String {
    let pieces: Vec<&str> = reason.split(char::is_control).collect();
    without_commands(&pieces.join(" ")).into_owned()
}

thread_local! {
    /// The connections of this thread, and the run that they belong to.
    static CLIENT: RefCell<Option<(String, Result<BlockingClient, Fault>)>> = const { RefCell::new(None) };
}

impl Shared {
    /// Runs a trial that was claimed. A panic in it is an error of that one. `None` when nothing new begins any more: it
    /// was given back.
    fn execute(&self, index: usize) -> Option<CaseReport> {
        let trial = &self.trials[index];
        if let Some(reason) = skipped(&self.session, trial) {
            return Some(CaseReport { reason: Some(reason), ..report(&self.session, trial, Verdict::Skipped) });
        }
        let held = match lock(&self.session, trial, self.watch.halting()) {
            Ok(held) => held,
            Err(finding) if finding.code == Code::Interrupted => return self.give_back(index),
            Err(finding) => return Some(self.error(index, *finding)),
        };
        let Some(lease) = self.watch.begin(index, deadline(&self.session, trial)) else {
            return self.give_back(index);
        };
        let ran = contained(|| self.with_client(|client| (self.work)(&self.session, trial, client, &lease)));
        lease.at(Stage::Telling);
        drop(held);
        Some(match ran {
            Ok(Ok(report)) => report,
            Ok(Err(fault)) => self.error(index, error_finding(fault.code, Part::Exchange, fault.message)),
            Err(panic) => {
                let message = format!("a bug in Countersign: {panic}");
                self.error(index, error_finding(Code::CasePanicked, Part::Exchange, message))
            }
        })
    }

    fn give_back(&self, index: usize) -> Option<CaseReport> {
        self.watch.give_back(index);
        None
    }

    fn error(&self, index: usize, finding: Finding) -> CaseReport {
        let mut report = report(&self.session, &self.trials[index], Verdict::Error);
        report.findings.push(finding);
        report
    }

    /// What is said of a case whose thread said nothing.
    fn silent(&self, begun: &Begun, mut finding: Finding) -> CaseReport {
        let mut report = report(&self.session, &self.trials[begun.trial], Verdict::Error);
        (report.started, report.elapsed) = (begun.started, begun.started.elapsed());
        finding.actual = match begun.stage {
            Stage::Other => String::new(),
            Stage::Making => "the request was still being made".to_owned(),
            Stage::Waiting => "the answer was still waited for".to_owned(),
            Stage::Judging => "the answer was still being judged".to_owned(),
            Stage::Telling => "what was seen was still being written down".to_owned(),
        };
        report.findings.push(finding.at(report.span));
        if !begun.left.is_empty() {
            let message = format!("something may be left on the server; not cleaned up: {}", begun.left.join(", "));
            report.findings.push(error_finding(Code::Leftover, Part::Exchange, message).at(report.span));
        }
        report
    }

    fn broken_off(&self, begun: &Begun) -> CaseReport {
        let (code, what) = ended(self.watch.cancellation().why().unwrap_or(Why::Interrupted));
        self.silent(begun, error_finding(code, Part::Exchange, format!("{what} before this case had ended")))
    }

    fn overdue(&self, begun: &Begun) -> CaseReport {
        let message = "the deadline passed, and the case did not end";
        let help = match begun.stage {
            Stage::Making => "is there a template that computes for long?",
            Stage::Judging => {
                "is the body very large, or is there a path, a pattern or an assertion that takes long on it?"
            }
            _ => "raise `deadline`, if the case may take that long",
        };
        self.silent(begun, error_finding(Code::DeadlinePassed, Part::Exchange, message).help(help))
    }

    fn with_client<T>(&self, work: impl FnOnce(&BlockingClient) -> T) -> Result<T, Fault> {
        CLIENT.with_borrow_mut(|slot| {
            if slot.as_ref().is_none_or(|(run, _)| *run != self.session.run_id) {
                *slot = Some((self.session.run_id.clone(), BlockingClient::new(self.client.clone())));
            }
            match slot {
                Some((_, Ok(client))) => Ok(work(client)),
                Some((_, Err(fault))) => Err(fault.clone()),
                None => unreachable!("the slot was just filled"),
            }
        })
    }

    /// What may leave the process of a report. A bug in that must not cost the case its verdict either.
    fn tell(&self, report: CaseReport) -> Told {
        contained(|| told(&self.session, &report)).unwrap_or_else(|panic| {
            let message = format!("a bug in Countersign: {panic}");
            let finding = error_finding(Code::CasePanicked, Part::Exchange, message);
            told(
                &self.session,
                &CaseReport { steps: Vec::new(), findings: vec![finding], verdict: Verdict::Error, ..report },
            )
        })
    }

    fn finish(&self, index: usize, told: Told) {
        if self.watch.settle(index) {
            let urgent = told.line.verdict != Verdict::Passed;
            self.count(told.line.verdict);
            self.inbox.put(told, urgent);
            self.watch.done();
        }
    }

    /// Nothing new begins after too many failures. Counted before anything else can begin on this thread.
    fn count(&self, verdict: Verdict) {
        let Some(max) = self.max_failures.filter(|_| matches!(verdict, Verdict::Failed | Verdict::Error)) else {
            return;
        };
        if self.failures.fetch_add(1, Ordering::SeqCst) + 1 >= max {
            self.watch.halt();
        }
    }
}

struct Collector<'a> {
    shared: &'a Arc<Shared>,
    interrupted: Option<Receiver<()>>,
    deadline: Option<Instant>,
    threads: usize,
    stuck: usize,
    /// Until it has ended.
    libtest: Option<Libtest>,
}

/// A run that was cancelled, and how long it may go on.
#[derive(Clone, Copy)]
struct Cancelled {
    why: Why,
    /// Until then for cases that have nothing to undo.
    briefly: Instant,
    /// Until then for the others.
    at_most: Instant,
}

impl Cancelled {
    fn now(why: Why) -> Cancelled {
        let now = Instant::now();
        match why {
            Why::RunDeadline => Cancelled { why, briefly: now + GRACE, at_most: now + LAST_CLEANUP },
            Why::Interrupted | Why::Enough => Cancelled { why, briefly: now + LAST_WORDS, at_most: now + LAST_WORDS },
        }
    }

    fn is_over(&self, watch: &Watch) -> bool {
        let now = Instant::now();
        now >= self.at_most || now >= self.briefly && !watch.is_undoing()
    }
}

impl Collector<'_> {
    fn collect(&mut self, collect: &mut dyn FnMut(Event)) -> Ended {
        let mut missing = self.shared.trials.len();
        let mut cancelled: Option<Cancelled> = None;
        while missing > 0 {
            for told in self.shared.inbox.take(LOOK) {
                missing -= 1;
                collect(Event::Ended(Box::new(told)));
            }
            for report in self.overdue() {
                missing -= 1;
                collect(Event::Ended(Box::new(self.shared.tell(report))));
            }
            for (index, started) in self.shared.watch.long_running(LOOK) {
                let started_us = micros(started.saturating_duration_since(self.shared.session.started));
                self.shared.session.hide_all_secrets();
                let id = self.shared.session.mask.mask_field(&self.shared.trials[index].id).into_owned();
                collect(Event::Begun(StartLine { id, started_us }));
            }
            if self.libtest.take_if(|libtest| libtest.is_finished()).is_some_and(|libtest| !has_printed(libtest)) {
                collect(Event::Unprinted);
                // It may not have begun a single trial; those that it has are claimed.
                start(self.shared, Printer::Caller, self.threads, None);
            }
            collect(Event::Pause);
            let is_news = |why: &Why| match cancelled {
                None => true,
                Some(cancelled) => cancelled.why == Why::RunDeadline && *why == Why::Interrupted,
            };
            // What has ended by itself is not ended once more.
            if missing > 0
                && let Some(why) = self.why().filter(is_news)
            {
                self.shared.watch.cancel(why);
                cancelled = Some(Cancelled::now(why));
            }
            let is_over = self.shared.watch.is_halted() && !self.shared.watch.is_busy();
            if is_over || cancelled.is_some_and(|cancelled| cancelled.is_over(&self.shared.watch)) {
                missing -= self.abandon(collect);
                break;
            }
        }
        match (cancelled.map(|cancelled| cancelled.why), missing) {
            (Some(Why::RunDeadline), _) => Ended::DeadlinePassed,
            (Some(_), _) => Ended::Interrupted,
            (None, 0) => Ended::Complete,
            (None, _) => Ended::TooManyFailures,
        }
    }

    /// Why the run is to be cancelled, told once. Whoever interrupts it after its deadline waits no longer than usual.
    fn why(&mut self) -> Option<Why> {
        if self.interrupted.as_ref().is_some_and(|interrupted| interrupted.try_recv().is_ok()) {
            return Some(Why::Interrupted);
        }
        self.deadline.take_if(|deadline| Instant::now() >= *deadline).map(|_| Why::RunDeadline)
    }

    /// The reports of cases whose deadline has passed without a word from their thread.
    fn overdue(&mut self) -> Vec<CaseReport> {
        let mut reports = Vec::new();
        for begun in self.shared.watch.overdue(Instant::now()) {
            if !self.shared.watch.settle(begun.trial) {
                continue;
            }
            reports.push(self.shared.overdue(&begun));
            self.shared.count(Verdict::Error);
            self.shared.watch.done();
            self.shared.inbox.give_up_one();
            self.stuck += 1;
            self.rescue();
        }
        reports
    }

    /// When every thread of the pool may be stuck, another one runs what is left.
    fn rescue(&self) {
        if self.stuck < self.threads || self.shared.watch.waiting().is_none() {
            return;
        }
        let shared = self.shared.clone();
        std::thread::spawn(move || {
            while let Some(index) = shared.watch.waiting() {
                if shared.watch.claim(index) {
                    if let Some(report) = shared.execute(index) {
                        shared.finish(index, shared.tell(report));
                    }
                } else if shared.watch.is_halted() {
                    return;
                }
            }
        });
    }

    /// The last words of a run that ends early: what was told meanwhile, and what had begun and never ended. Returns how
    /// many cases that were.
    fn abandon(&self, collect: &mut dyn FnMut(Event)) -> usize {
        let mut told = Vec::new();
        for begun in self.shared.watch.unsettled() {
            if self.shared.watch.settle(begun.trial) {
                told.push(self.shared.tell(self.shared.broken_off(&begun)));
            }
        }
        // A thread may have settled its case a moment ago and be about to tell.
        let mut looks = 0;
        loop {
            let taken = self.shared.inbox.take(LOOK);
            looks += 1;
            let is_quiet = taken.is_empty() && (looks > 1 || !self.shared.watch.is_busy());
            told.extend(taken);
            if is_quiet {
                break;
            }
        }
        let number = told.len();
        told.into_iter().for_each(|told| collect(Event::Ended(Box::new(told))));
        collect(Event::Pause);
        number
    }
}

#[cfg(test)]
mod tests;
