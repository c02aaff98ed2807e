//! The lines of a record: what a run saw, as the plain values that its file holds, one JSON object a line.
//!
//! Everything in them has passed the mask, and every place is a file, a line and a column, so that nobody who reads a
//! record needs the project that it came from. A line is an object with one key, which says what it is: first `run`,
//! then `start` and `case` in the order in which things happened, and `end` when the run came to one. Times are in
//! microseconds, counted from the run's start where they are moments.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::judge::verdict::{CheckKind, Severity, Verdict};
use crate::record::event::{KnownState, StepRole, Summary};

/// The version of the format.
pub const VERSION: u32 = 1;
/// The folder of the records of runs, in the project's root.
pub const FOLDER: &str = ".countersign/runs";
/// The link to the newest one, in that folder.
pub const LATEST: &str = "latest.jsonl";

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// The first one.
    Run(Box<RunLine>),
    /// A case has begun and takes longer than a moment. Of cases that end at once, there is none.
    Start(StartLine),
    /// A case has ended.
    Case(Box<CaseLine>),
    /// The run has ended. Without it, a record is incomplete.
    End(Box<EndLine>),
}

/// What was run, where, and on which terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunLine {
    /// [`VERSION`]; readers look at it first.
    pub version: u32,
    /// The run's id.
    pub id: String,
    /// What wrote it: `countersign 0.1.0`.
    pub tool: String,
    /// When it began, in RFC 3339.
    pub at: String,
    /// The environment's name.
    pub environment: String,
    /// Whether that is the embedded mock.
    pub mock: bool,
    /// Whether certificates of servers were not verified.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub insecure: bool,
    /// The proxy that requests went through: its host and port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// Where requests went, by API.
    pub targets: Vec<TargetLine>,
    /// The seed of random values.
    pub seed: u64,
    /// The cases.
    pub suite: SuiteLine,
    /// What the cases were held against.
    pub contracts: Vec<ContractLine>,
    /// Which part of the suite this run had; absent when it had all that was selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardLine>,
    /// The records that this one was merged from; empty for one that a run wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<MergedLine>,
    /// How many cases this run was to have, rows counted.
    pub planned: usize,
    /// How many times a case that does not hold was tried again, at most.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub retries: u32,
    /// How many times every case was run, when it was more than once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<u32>,
}

/// Where the requests of an API went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetLine {
    /// The API.
    pub api: String,
    /// Its base URL.
    pub url: String,
}

/// The suite that was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuiteLine {
    /// A SHA-256 over every file that says what the cases are, in hexadecimal.
    pub hash: String,
    /// How many cases it has, rows counted.
    pub cases: usize,
    /// How many of them were selected, before they were shared out between shards.
    pub selected: usize,
    /// A hash over the ids of those ([`ids_hash`](crate::suite::plan::identity::ids_hash)), so that the shards together
    /// can be told to be all.
    pub ids: String,
    /// What selected them; absent for the whole suite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<SelectionLine>,
}

/// What was asked for on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionLine {
    /// Filters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// Whether they are whole ids.
    #[serde(default)]
    pub exact: bool,
    /// What was left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// Tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The run whose failures were run again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rerun: Option<String>,
}

/// A contract that cases were held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractLine {
    /// The API.
    pub api: String,
    /// Its description, from the project's root.
    pub file: String,
    /// A SHA-256 over it and every file that it refers to, in hexadecimal.
    pub hash: String,
}

/// Which part of the suite a run had.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ShardLine {
    /// From 1.
    pub index: u32,
    /// How many there are.
    pub total: u32,
    /// How the cases were shared out: `hash`, or `timings:` and a SHA-256 of those timings. Only shards of the same plan
    /// belong together.
    pub plan: String,
}

impl std::fmt::Display for ShardLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.total)
    }
}

/// A record that was merged into this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedLine {
    /// The run's id.
    pub id: String,
    /// When it began.
    pub at: String,
    /// Which part it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardLine>,
    /// Whether it came to an end of its own.
    pub complete: bool,
}

/// A case that has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartLine {
    /// The case's id.
    pub id: String,
    /// When it began, in microseconds.
    pub started_us: u64,
}

/// A case that has ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseLine {
    /// The whole id, with its row: `perfex/values::lists-every-field[input]`.
    pub id: String,
    /// What the case says.
    pub name: String,
    /// The API it is about.
    pub api: String,
    /// Where it stands.
    pub place: PlaceLine,
    /// Where the documentation says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// How it ended.
    pub verdict: Verdict,
    /// Why it was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it began, in microseconds.
    pub started_us: u64,
    /// From its first request to the end of its cleanup, in microseconds; of the last attempt.
    pub elapsed_us: u64,
    /// Every attempt, when there was more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<AttemptLine>,
    /// Its steps, in the order in which they were run; those of the attempt that the verdict is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepLine>,
    /// What is not a finding of a step: a deadline, a panic, a lock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingLine>,
    /// Things to know that change no verdict.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The known failures that have something to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownLine>,
}

thread_local! {
    /// Where lines are written: a buffer that has grown once costs less than one that grows for every case.
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl CaseLine {
    /// Its line of a record, with the line break.
    pub fn to_text(&self) -> String {
        #[derive(Serialize)]
        struct Only<'c> {
            case: &'c CaseLine,
        }
        // Nothing in it can fail to be written: its keys are names, and its numbers are whole.
        TEXT.with_borrow_mut(|text| {
            text.clear();
            let _ = serde_json::to_writer(&mut *text, &Only { case: self });
            text.push(b'\n');
            // JSON is UTF-8, and a check costs a tenth of what a repair does.
            std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text).into_owned(), str::to_owned)
        })
    }

    /// Every finding, those of its steps among them.
    pub fn all_findings(&self) -> impl Iterator<Item = &FindingLine> {
        let steps = self.steps.iter().flat_map(|step| &step.checks).flat_map(|check| &check.findings);
        self.findings.iter().chain(steps)
    }
}

/// One attempt at a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptLine {
    /// How it ended.
    pub verdict: Verdict,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// The codes of what was found, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

/// A place in a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlaceLine {
    /// The file, from the project's root.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for PlaceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One exchange of a case and what was judged of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepLine {
    /// The step's id, in a scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is there for.
    #[serde(default, skip_serializing_if = "StepRole::is_case")]
    pub role: StepRole,
    /// Where it stands.
    pub place: PlaceLine,
    /// The documented operation that it calls: `GET /items/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// What was sent and what came back; absent when nothing was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<ExchangeLine>,
    /// Every check that was made.
    pub checks: Vec<CheckLine>,
}

impl StepLine {
    /// What was found, by check.
    pub fn findings(&self) -> impl Iterator<Item = &FindingLine> {
        self.checks.iter().flat_map(|check| &check.findings)
    }
}

/// What was sent and what came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExchangeLine {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Headers as sent.
    pub request_headers: Vec<(String, String)>,
    /// The body as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_body: Option<BodyLine>,
    /// When it was sent, in microseconds.
    pub started_us: u64,
    /// From sending to the body's end, in microseconds.
    pub elapsed_us: u64,
    /// The status, when there was an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The version of HTTP of the answer, when it is not 1.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_version: Option<String>,
    /// The response's headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_headers: Vec<(String, String)>,
    /// The response's body, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_body: Option<BodyLine>,
    /// Why there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<FaultLine>,
    /// Whether it was sent a second time, because the connection had died before an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retried: bool,
}

impl ExchangeLine {
    /// The response's content type without parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let (_, value) = self.response_headers.iter().find(|(name, _)| name == "content-type")?;
        let essence = value.split(';').next().unwrap_or_default().trim();
        (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
    }
}

/// A body. One of `json` and `text` is there for what is text; of anything else only its length and its hash are kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BodyLine {
    /// How many bytes it has, decoded.
    pub length: usize,
    /// The body byte for byte, when it is JSON on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<Box<RawValue>>,
    /// The body, or as much of it as is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The SHA-256 of the whole body in hexadecimal, when it is not kept whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl BodyLine {
    /// What is kept of it.
    pub fn text(&self) -> Option<&str> {
        self.json.as_deref().map(RawValue::get).or(self.text.as_deref())
    }

    /// Whether all of it is kept.
    pub fn is_whole(&self) -> bool {
        self.sha256.is_none()
    }
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// The code, of the CS04xx group.
    pub code: String,
    /// Where it broke off: `connect`, `head`, ...
    pub phase: String,
    /// What happened.
    pub message: String,
    /// Body bytes received until then.
    pub received: u64,
}

/// One judged aspect of an exchange.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckLine {
    /// Which aspect.
    pub kind: CheckKind,
    /// What is wrong with it; nothing when the check holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingLine>,
    /// How many more findings there were.
    #[serde(default, skip_serializing_if = "is_none_left")]
    pub more: usize,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingLine {
    /// The stable code.
    pub code: String,
    /// What it means for the verdict.
    pub severity: Severity,
    /// What is wrong, a lowercase fragment without a final period.
    pub message: String,
    /// The part of the exchange that it is about: `status`, `header etag`, `body`, ...
    pub part: String,
    /// A JSON Pointer into the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What should be, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// What is, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actual: String,
    /// The place in the case file that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceLine>,
    /// The place in the contract that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<PlaceLine>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<String>,
}

/// A known failure and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownLine {
    /// What became of it.
    pub state: KnownState,
    /// Why it is tolerated.
    pub reason: String,
    /// The code of the check that fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it is tracked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The day on which it became known, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The last day on which it is tolerated, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Where it is declared.
    pub place: PlaceLine,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndLine {
    /// When, in RFC 3339.
    pub at: String,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// How many cases came to what.
    pub summary: Summary,
    /// Why it did not come to an end of its own; absent when every case has a verdict of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
    /// Snapshot files that no case refers to; absent when nobody looked, since only a part of the suite was run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obsolete: Option<Vec<String>>,
    /// The exit code of the run.
    pub exit: u8,
}

/// Why a run did not come to an end of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// SIGINT, SIGTERM or SIGHUP.
    Interrupted,
    /// The deadline of the whole run passed.
    Deadline,
    /// As many cases had failed as `--max-fail` allows.
    TooManyFailures,
    /// Records that belong to it are missing; only of a merged one.
    Missing,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_none_left(number: &usize) -> bool {
    *number == 0
}
