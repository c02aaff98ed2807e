//! `countersign mock --proxy`: in place of what is played, a real server answers.

use std::fmt::Write as _;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::MockArgs;
use crate::contract::description::Contract;
use crate::exit::ExitCode;
use crate::mock::load::Play;
use crate::mock::proxy::forward::OnViolation;
use crate::mock::proxy::recorder::{Recorded, Recorder};
use crate::mock::proxy::server::{LIMITS, Proxy, ProxyOptions};
use crate::mock::proxy::upstream::Upstream;
use crate::mock::served::Observer;
use crate::mock::server::Mocks;
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::suite::model::Strictness;
use crate::wire::serve::ServeOptions;
use crate::wire::tls::{Tls, TlsOptions};

/// Whoever answers.
pub enum Stage {
    /// Mocks of the contracts.
    Play(Mocks),
    /// The real server behind a proxy.
    Forward(Proxy),
}

/// A proxy that was asked for, checked as far as that needs no network.
pub struct Wish {
    upstream: Upstream,
    tls: Option<Tls>,
    api: String,
    contract: Arc<Contract>,
    strictness: Strictness,
    on_violation: OnViolation,
    record: Option<Utf8PathBuf>,
    address: IpAddr,
    port: u16,
    serve: ServeOptions,
}

impl Stage {
    /// Goes on with what was reloaded.
    pub fn replace(&self, api: &str, play: &Play) {
        match self {
            Stage::Play(mocks) => mocks.replace(api, play.contract.clone(), play.file.clone()),
            Stage::Forward(proxy) => proxy.replace(play.contract.clone()),
        }
    }

    /// Takes over what somebody wrote into the state file of an API; whether there was anything to take.
    pub fn reload_state(&self, api: &str, sources: &Sources) -> Result<bool, Diagnostic> {
        match self {
            Stage::Play(mocks) => mocks.reload_state(api, sources),
            Stage::Forward(_) => Ok(false),
        }
    }

    /// Every API with the URL it is to be asked for at.
    pub fn base_urls(&self) -> Vec<(&str, String)> {
        match self {
            Stage::Play(mocks) => mocks.base_urls().collect(),
            Stage::Forward(proxy) => vec![proxy.base_url()],
        }
    }

    /// What is told in the banner besides.
    pub fn about(&self) -> Option<String> {
        match self {
            Stage::Play(_) => None,
            Stage::Forward(proxy) => Some(format!("passed on to {}", proxy.upstream())),
        }
    }

    /// Stops, and says what came by where that was not counted in the log: `requests` and those `violating`.
    pub fn stop(self, requests: usize, violating: usize) -> (String, ExitCode) {
        match self {
            Stage::Play(mocks) => {
                drop(mocks);
                (stopped(requests, violating, 0), ExitCode::Holds)
            }
            Stage::Forward(proxy) => {
                let summary = proxy.stop();
                let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
                let (requests, violating) = (number(summary.requests), number(summary.violating));
                let mut text = stopped(requests, violating, number(summary.unanswered));
                let code = summary.recorded.map_or(ExitCode::Holds, |recorded| tell_recorded(&recorded, &mut text));
                (text, code)
            }
        }
    }
}

/// Checks what `--proxy` and what goes with it say; `None` without it.
pub fn wish(args: &MockArgs, apis: &[(&str, Strictness, &Play)]) -> Option<Result<Wish, Diagnostic>> {
    let url = args.proxy.as_deref()?;
    Some(checked(url, args, apis))
}

fn checked(url: &str, args: &MockArgs, apis: &[(&str, Strictness, &Play)]) -> Result<Wish, Diagnostic> {
    let upstream =
        Upstream::parse(url).map_err(|why| Diagnostic::new(Code::BadBaseUrl, format!("the URL of `--proxy` {why}")))?;
    let [(api, strictness, play)] = apis else {
        let names: Vec<&str> = apis.iter().map(|(name, ..)| *name).collect();
        let message = format!("`--proxy` names one server, and there are {}", count(names.len(), "API"));
        let help = format!("say which one it is: `countersign mock {} --proxy ...`", names.first().unwrap_or(&"API"));
        return Err(Diagnostic::new(Code::BadLocalConfig, message).help(help));
    };
    if let Some(path) = args.record.as_deref().filter(|path| path.exists()) {
        let message = format!("{path} is there already, and recording would change it");
        let help = "record into a new file, and move cases between them by hand";
        return Err(Diagnostic::new(Code::BadLocalConfig, message).help(help));
    }
    let tls = upstream.is_https().then(|| Tls::new(TlsOptions::default())).transpose();
    Ok(Wish {
        tls: tls.map_err(|fault| Diagnostic::new(fault.code, fault.message))?,
        upstream,
        api: (*api).to_owned(),
        contract: play.contract.clone(),
        strictness: *strictness,
        on_violation: if args.errors { OnViolation::Refuse } else { OnViolation::Tell },
        record: args.record.clone(),
        address: args.listen,
        port: args.port,
        serve: args.serve(),
    })
}

/// Starts it. The error says what could not be had.
pub fn start(wish: Wish, observer: Option<Arc<dyn Observer>>) -> io::Result<Proxy> {
    let from = wish.upstream.shown();
    let create = |path: &Utf8PathBuf| {
        let told = |error: io::Error| io::Error::new(error.kind(), format!("cannot record into {path}: {error}"));
        Recorder::create(path, &wish.api, &from).map_err(told)
    };
    let recorder = wish.record.as_ref().map(create).transpose()?;
    let record = wish.record.clone();
    let options = ProxyOptions {
        api: wish.api,
        contract: wish.contract,
        upstream: wish.upstream,
        tls: wish.tls,
        address: wish.address,
        port: wish.port,
        on_violation: wish.on_violation,
        strictness: wish.strictness,
        recorder,
        observer,
        limits: LIMITS,
        serve: wish.serve,
    };
    Proxy::start(options).inspect_err(|_| remove(record.as_deref()))
}

/// The file was made a moment ago and is still empty.
fn remove(record: Option<&Utf8Path>) {
    if let Some(path) = record {
        // An empty file that stays is no more than untidy.
        let _ = std::fs::remove_file(path);
    }
}

fn stopped(requests: usize, violating: usize, unanswered: usize) -> String {
    let mut text = "stopped".to_owned();
    if requests > 0 {
        let _ = write!(text, " after {}", count(requests, "request"));
    }
    if violating > 0 {
        let _ = write!(text, ", {violating} with violations");
    }
    if unanswered > 0 {
        let _ = write!(text, ", {unanswered} without an answer");
    }
    text
}

fn tell_recorded(recorded: &Recorded, text: &mut String) -> ExitCode {
    let Recorded { path, tally, is_full, problem } = recorded;
    if let Some(problem) = problem {
        let _ = write!(text, "\nerror: {path} could not be written to its end: {problem}");
        return ExitCode::Incomplete;
    }
    let _ = match tally.cases {
        0 => write!(text, "\nnothing was recorded"),
        cases => write!(text, "\nrecorded {} in {path}", count(cases, "case")),
    };
    if tally.left_out > 0 {
        let _ = write!(text, "; {} left out", count(tally.left_out, "exchange"));
        text.push_str(if tally.cases > 0 { ", the file says why" } else { "" });
    }
    if *is_full {
        text.push_str("\nnothing more was recorded once the file was full");
    }
    ExitCode::Holds
}
