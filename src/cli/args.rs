//! The arguments of every command.

use std::time::Duration;

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::mock::faults::fault::{Chance, Delay};
use crate::mock::faults::trouble::{delay_help, fault_help};
use crate::source::fields::duration;
use crate::suite::config::diff::FORBIDDEN;
use crate::wire::serve::{Hosts, ServeOptions};

/// Contract tests for HTTP APIs: cases in YAML, judged by OpenAPI, JSON Schema and reviewed snapshots.
#[derive(Debug, Parser)]
#[command(name = "countersign", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// The folder with countersign.toml; found upwards from here when absent
    #[arg(long, global = true, value_name = "FOLDER")]
    pub project: Option<Utf8PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 everything holds; 1 the contract was broken or a snapshot is unreviewed; \
    2 usage, configuration or case files are wrong, nothing was sent; 3 no honest verdict; 4 incomplete; \
    70 a bug in Countersign";

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send the cases' requests and judge the answers
    Run(Box<RunArgs>),
    /// Load and check everything, send nothing
    Lint(LintArgs),
    /// Print a case's requests as they would be sent, secrets masked
    Show(ShowArgs),
    /// Start a project: configuration, and a first case for every operation of a contract
    Init(InitArgs),
    /// Review what snapshots would change to: in the terminal, on a page, or by command
    Review(ReviewArgs),
    /// List the snapshots, or those that no case refers to
    Snapshots(SnapshotsArgs),
    /// Give a case, a step or a case file another id, and take along what hangs on it
    Rename(RenameArgs),
    /// Hold the answers of the same cases in two environments, or of two records, side by side
    Diff(DiffArgs),
    /// Join the records of shards into one, and name what is missing
    Merge(MergeArgs),
    /// Decide whether something may be deployed: the policy of countersign.toml, applied to records
    Gate(GateArgs),
    /// Keep which cases have passed and what answers look like, for later gates
    Baseline(BaselineArgs),
    /// Work with JSON Schemas
    Schema {
        /// What to do
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// Hold JSON or YAML files against a JSON Schema, as its specification says
    Validate(ValidateArgs),
    /// Play APIs by their contracts, until Ctrl-C
    Mock(MockArgs),
    /// Print what of the documentation the cases of records cover
    Coverage(CoverageArgs),
    /// Explain a code, or list all of them
    Explain(ExplainArgs),
    /// Write reports from the records of runs, or print what the runs printed
    Report(ReportArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print a manual page in roff
    Man {
        /// The command that it is about; the whole tool when absent
        command: Option<String>,
    },
}

/// Which cases, and with which values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct SelectArgs {
    /// A part of an id, a tag, or a place such as cases/x.yaml:42; any of several
    #[arg(value_name = "FILTER")]
    pub filters: Vec<String>,
    /// Take filters as whole ids
    #[arg(long)]
    pub exact: bool,
    /// Leave out ids that contain this
    #[arg(long, value_name = "FILTER")]
    pub skip: Vec<String>,
    /// Only cases with this tag; any of several
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

/// Where requests go.
#[derive(Clone, Debug, Default, Args)]
pub struct EnvironmentArgs {
    /// The environment of countersign.toml
    #[arg(long, default_value = "mock", value_name = "NAME")]
    pub env: String,
    /// Override a variable of [vars]; it keeps its type
    #[arg(long, value_name = "NAME=VALUE")]
    pub var: Vec<String>,
    /// The seed of random values; a new one when absent
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
}

/// `countersign run`
#[derive(Clone, Debug, Default, Args)]
pub struct RunArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented by its own type")]
    pub select: SelectArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented by its own type")]
    pub environment: EnvironmentArgs,
    /// List the ids of the selected cases, send nothing
    #[arg(long)]
    pub list: bool,
    /// How many cases run at once [default: what the environment says, else 8]
    #[arg(long, value_name = "NUMBER", value_parser = threads)]
    pub test_threads: Option<usize>,
    /// How to print: for people, or as libtest does
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Print only what is not as it should be, and the last lines
    #[arg(long, short)]
    pub quiet: bool,
    /// Write snapshots: only missing ones, or all that differ
    #[arg(long, value_enum, value_name = "WHICH")]
    pub update_snapshots: Option<Update>,
    /// Run a case that failed or had an error again, so many times at most [default: what the environment says, else 0]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=100))]
    pub retries: Option<u32>,
    /// Run every case so many times; the worst outcome counts
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000), conflicts_with = "retries")]
    pub repeat: Option<u32>,
    /// Begin nothing new after the first case that failed or had an error
    #[arg(long, conflicts_with = "max_fail")]
    pub fail_fast: bool,
    /// Begin nothing new after so many cases that failed or had an error
    #[arg(long, value_name = "NUMBER", value_parser = max_fail)]
    pub max_fail: Option<usize>,
    /// How long the whole run may take, such as 90s or 10m: what runs then is broken off and cleaned up, the rest is not
    /// run [default: what the environment says, else no limit]
    #[arg(long, value_name = "DURATION", value_parser = deadline)]
    pub deadline: Option<Duration>,
    /// Only the cases that failed, had an error or no verdict in a record [default: that of the newest run]
    #[arg(long, value_name = "RECORD", num_args = 0..=1, require_equals = true)]
    pub rerun_failed: Option<Option<Utf8PathBuf>>,
    /// Write the record of the run to this file [default: .countersign/runs/<id>.jsonl]
    #[arg(long, value_name = "FILE", conflicts_with = "no_record")]
    pub record: Option<Utf8PathBuf>,
    /// Keep no record of the run
    #[arg(long)]
    pub no_record: bool,
    /// Run only this part of the selected cases: 2/5 is the second of five; `auto` asks the variables of the CI system
    #[arg(long, value_name = "PART")]
    pub shard: Option<String>,
    /// Share cases out by how long they took in this record, the same one for every shard
    #[arg(long, value_name = "RECORD", requires = "shard")]
    pub timings: Option<Utf8PathBuf>,
    /// Apply [gate] of countersign.toml to the record of this run; the exit code is that of `countersign gate` then
    #[arg(long, conflicts_with_all = ["no_record", "list"])]
    pub gate: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented by its own type")]
    pub reports: ReportFlags,
    /// Run only the skipped cases: there is nothing to run then (a flag of libtest)
    #[arg(long, hide = true)]
    pub ignored: bool,
    /// Skipped cases stay skipped (a flag of libtest)
    #[arg(long, hide = true)]
    pub include_ignored: bool,
    /// Nothing is captured anyway (a flag of libtest)
    #[arg(long, hide = true)]
    pub nocapture: bool,
    /// Nothing is captured anyway (a flag of libtest)
    #[arg(long, hide = true)]
    pub no_capture: bool,
    /// Nothing is captured anyway (a flag of libtest)
    #[arg(long, hide = true)]
    pub show_output: bool,
    /// Cases are tests (a flag of libtest)
    #[arg(long, hide = true)]
    pub test: bool,
    /// Cases are no benchmarks: runs none (a flag of libtest)
    #[arg(long, hide = true)]
    pub bench: bool,
    /// Also write libtest's output to a file
    #[arg(long, hide = true, value_name = "FILE")]
    pub logfile: Option<String>,
    /// Unstable flags of libtest; accepted and without effect
    #[arg(short = 'Z', hide = true, value_name = "FLAG")]
    pub unstable: Vec<String>,
}

impl RunArgs {
    /// After how many cases that failed or had an error nothing new is begun.
    pub fn max_failures(&self) -> Option<usize> {
        if self.fail_fast { Some(1) } else { self.max_fail }
    }
}

fn max_fail(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("nothing would be run; 1 ends the run at the first failure".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("a whole number was expected".to_owned()),
    }
}

fn deadline(text: &str) -> Result<Duration, String> {
    match duration(text) {
        Some(Duration::ZERO) => Err("nothing would be run; leave it out for no limit".to_owned()),
        Some(deadline) => Ok(deadline),
        None => Err("a duration was expected, such as 90s, 10m or 1h30m".to_owned()),
    }
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads @ 1..=1024) => Ok(threads),
        Ok(_) => Err("from 1 to 1024 cases can run at once".to_owned()),
        Err(_) => Err("a whole number was expected".to_owned()),
    }
}

/// How `run` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a line per case, then every failure in full
    Human,
    /// As libtest: a line per case
    Pretty,
    /// As libtest: a character per case
    Terse,
    /// As libtest: a JSON object per line
    Json,
}

/// Which snapshots are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Update {
    /// Missing ones
    New,
    /// Missing ones and those that differ
    All,
}

/// `countersign lint`
#[derive(Clone, Debug, Args)]
pub struct LintArgs {
    /// Warnings are errors
    #[arg(long)]
    pub strict: bool,
}

/// `countersign show`
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// The id of a case, or a part of it
    #[arg(value_name = "CASE")]
    pub case: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented by its own type")]
    pub environment: EnvironmentArgs,
}

/// `countersign init`
#[derive(Clone, Debug, Args)]
pub struct InitArgs {
    /// The API's OpenAPI description
    #[arg(long, value_name = "FILE")]
    pub contract: Utf8PathBuf,
    /// The API's name; that of the file when absent
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// `countersign review`
#[derive(Clone, Debug, Default, Args)]
pub struct ReviewArgs {
    /// Only cases whose id contains this; any of several
    #[arg(value_name = "FILTER")]
    pub filters: Vec<String>,
    /// Print what is pending, change nothing
    #[arg(long, conflicts_with_all = ["accept", "reject", "redact", "alias", "from", "web", "html"])]
    pub list: bool,
    /// Print what is pending, or what was done, as JSON
    #[arg(long, conflicts_with_all = ["web", "html"])]
    pub json: bool,
    /// Accept changes: a class, a fingerprint, a path such as '$.items[*].price', or a part of an id
    #[arg(long, value_name = "CHANGES", conflicts_with_all = ["web", "html"])]
    pub accept: Vec<String>,
    /// Reject changes, named in the same way
    #[arg(long, value_name = "CHANGES", conflicts_with_all = ["web", "html"])]
    pub reject: Vec<String>,
    /// Redact the paths of changes, named in the same way, from now on: in the case files and in their snapshots
    #[arg(long, value_name = "CHANGES", conflicts_with_all = ["web", "html"])]
    pub redact: Vec<String>,
    /// Number the values at the paths of changes from now on, so that equal ones stay equal: `id#1`
    #[arg(long, value_name = "CHANGES", conflicts_with_all = ["web", "html"])]
    pub alias: Vec<String>,
    /// Apply the decisions that a page exported
    #[arg(long, value_name = "FILE", conflicts_with_all = ["accept", "reject", "redact", "alias", "web", "html"])]
    pub from: Option<Utf8PathBuf>,
    /// Serve a page for the review on this machine, until Ctrl-C
    #[arg(long, conflicts_with = "html")]
    pub web: bool,
    /// The port of the page; any that is free when absent
    #[arg(long, requires = "web", value_name = "NUMBER")]
    pub port: Option<u16>,
    /// Write the page to one file that needs no server
    #[arg(long, value_name = "FILE")]
    pub html: Option<Utf8PathBuf>,
}

/// `countersign snapshots`
#[derive(Clone, Debug, Args)]
pub struct SnapshotsArgs {
    /// Only those that no case refers to
    #[arg(long)]
    pub unreferenced: bool,
    /// Delete those that no case refers to
    #[arg(long, requires = "unreferenced")]
    pub delete: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `countersign rename`
#[derive(Clone, Debug, Args)]
pub struct RenameArgs {
    /// The id of a case, a step (CASE@STEP) or a case file
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new one
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Say what would change, change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `countersign schema`
#[derive(Clone, Debug, Subcommand)]
pub enum SchemaCommand {
    /// Print a draft of a JSON Schema for responses that were recorded
    Infer(InferArgs),
}

/// `countersign schema infer`
#[derive(Clone, Debug, Args)]
pub struct InferArgs {
    /// JSON, JSON Lines, snapshots, proposals of a run, or `-` for standard input: all of the same kind of response
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<Utf8PathBuf>,
    /// What the schema is called; as the first file when absent
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Refuse keys that were never seen
    #[arg(long)]
    pub strict: bool,
    /// Write the draft to this file, such as schemas/invoice.schema.json
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<Utf8PathBuf>,
    /// Write it even if the file is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// `countersign validate`
#[derive(Clone, Debug, Args)]
#[command(after_help = VALIDATE_CODES)]
pub struct ValidateArgs {
    /// A JSON Schema in JSON or YAML; FILE#/a/pointer is a part of a file, such as api.yaml#/components/schemas/Item
    #[arg(value_name = "SCHEMA")]
    pub schema: String,
    /// What is held against it, in JSON or YAML; `-` is standard input; without any, the schema alone is checked
    #[arg(value_name = "INSTANCE")]
    pub instances: Vec<Utf8PathBuf>,
    /// The draft of schemas that name none with `$schema`
    #[arg(long, value_enum, default_value_t, value_name = "DRAFT")]
    pub draft: DraftArg,
    /// Take `format` for more than an annotation
    #[arg(long)]
    pub assert_format: bool,
    /// Take `contentEncoding`, `contentMediaType` and `contentSchema` for more than annotations
    #[arg(long)]
    pub assert_content: bool,
    /// Check the schema as strictly as a contract: unknown keywords, references that never end, words without meaning
    #[arg(long)]
    pub lint: bool,
    /// Where copies of other machines' schemas are: a folder, or URL=FOLDER for all that begins with a URL; any of several
    #[arg(long, value_name = "[URL=]FOLDER")]
    pub remotes: Vec<String>,
    /// Judge every value that this path selects, such as '$.items[*]', each on its own
    #[arg(long, value_name = "JSONPATH")]
    pub at: Option<String>,
    /// What an object means that has a key twice
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub duplicate_keys: DuplicateKeysArg,
    /// How instances are written [default: YAML where the name ends in .yaml or .yml, else JSON]
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub written: Option<WrittenArg>,
    /// Print a JSON object for each instance, and for a schema that cannot be used, as docs/validation.md describes it
    #[arg(long)]
    pub json: bool,
    /// Print nothing about instances; the exit code says it
    #[arg(long, short, conflicts_with = "json")]
    pub quiet: bool,
}

const VALIDATE_CODES: &str = "Nothing is fetched from any network. A relative $ref may reach files in the current folder, or \
    in the schema's own where that lies elsewhere.\n\n\
    Exit codes: 0 every instance is valid; 1 one is not; 2 the schema or an instance cannot be used";

/// The drafts of JSON Schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DraftArg {
    /// Draft 4
    #[value(name = "4")]
    Draft4,
    /// Draft 6
    #[value(name = "6")]
    Draft6,
    /// Draft 7
    #[value(name = "7")]
    Draft7,
    /// Draft 2019-09
    #[value(name = "2019-09")]
    Draft201909,
    /// Draft 2020-12
    #[default]
    #[value(name = "2020-12")]
    Draft202012,
}

/// What a key means that is given twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DuplicateKeysArg {
    /// The instance is invalid
    #[default]
    Fail,
    /// The last value counts, as most readers have it
    Allow,
}

/// How instances are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WrittenArg {
    /// JSON
    Json,
    /// YAML
    Yaml,
}

/// `countersign mock`
#[derive(Clone, Debug, Args)]
pub struct MockArgs {
    /// An API of countersign.toml; all of them when absent
    #[arg(value_name = "API", conflicts_with = "contract")]
    pub apis: Vec<String>,
    /// An OpenAPI description to play; no project is needed
    #[arg(long, value_name = "FILE")]
    pub contract: Option<Utf8PathBuf>,
    /// The state and rules that go with --contract
    #[arg(long, value_name = "FILE", requires = "contract")]
    pub rules: Option<Utf8PathBuf>,
    /// The port; further APIs take the next ones; 0 takes any that are free
    #[arg(long, default_value_t = 4010, value_name = "NUMBER")]
    pub port: u16,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub listen: std::net::IpAddr,
    /// A further name under which clients may ask for the mock, beside localhost and addresses
    #[arg(long, value_name = "NAME[:PORT]")]
    pub host: Vec<String>,
    /// What happens to requests that break the contract
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub validate: ValidateArg,
    /// Play collections without rules: what was posted can be read back
    #[arg(long)]
    pub stateful: bool,
    /// Begin with the state in this JSON file, and keep it there
    #[arg(long, value_name = "FILE")]
    pub state_file: Option<Utf8PathBuf>,
    /// Let pages of other origins use the mock from a browser
    #[arg(long)]
    pub cors: bool,
    /// Let answers wait: 200ms, 50ms..400ms, normal(200ms, 50ms), ... (--help lists all)
    #[arg(long, value_name = "DELAY", allow_hyphen_values = true, conflicts_with = "proxy", long_help = delay_help())]
    pub delay: Option<Delay>,
    /// Break answers: reset:0.05, truncate, status=503:0.1, slow=1kB/s, ... (--help lists all)
    #[arg(long, value_name = "FAULT", conflicts_with = "proxy", long_help = fault_help())]
    pub fault: Vec<Chance>,
    /// What generated values, delays and faults are a function of
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    pub seed: u64,
    /// Pass requests on to this server, and hold both directions against the contract
    #[arg(long, value_name = "URL", conflicts_with_all = ["rules", "validate", "cors", "seed", "stateful", "state_file"])]
    pub proxy: Option<String>,
    /// With --proxy, answer what breaks the contract with 502 and the list of violations
    #[arg(long, requires = "proxy")]
    pub errors: bool,
    /// With --proxy, write the exchanges to a new case file
    #[arg(long, value_name = "FILE", requires = "proxy")]
    pub record: Option<Utf8PathBuf>,
    /// Reload when a contract or a rules file changes
    #[arg(long)]
    pub watch: bool,
    /// Print no line per request
    #[arg(long, short)]
    pub quiet: bool,
}

impl MockArgs {
    /// What its server allows its clients.
    pub fn serve(&self) -> ServeOptions {
        let hosts = if self.host.is_empty() { Hosts::Own } else { Hosts::Named(self.host.clone().into()) };
        ServeOptions { hosts, ..ServeOptions::default() }
    }
}

/// What `mock` does with requests that break the contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ValidateArg {
    /// Nobody looks
    Off,
    /// Answered as if they didn't, and told in the log
    Warn,
    /// Answered with the documented 4xx, else with problem details
    #[default]
    Enforce,
}

/// `countersign diff`
#[derive(Clone, Debug, Args)]
pub struct DiffArgs {
    /// The first side: an environment, in which the cases are run now, or the record of a run
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The second side, likewise
    #[arg(value_name = "NEW")]
    pub new: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented by its own type")]
    pub select: SelectArgs,
    /// Exit with 1 for changes of this class; any of several [default: what [diff] says, else breaking, status, verdict]
    #[arg(long, value_name = "CLASS", value_parser = clap::builder::PossibleValuesParser::new(
        FORBIDDEN.iter().chain(&["none"])))]
    pub forbid: Vec<String>,
    /// Do not compare the values at this path, such as '$..updated_at'; any of several
    #[arg(long, value_name = "PATH")]
    pub ignore: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Override a variable of [vars] on both sides; it keeps its type
    #[arg(long, value_name = "NAME=VALUE")]
    pub var: Vec<String>,
    /// The seed of random values on both sides; a new one when absent
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// How many cases run at once [default: what the environment says, else 8]
    #[arg(long, value_name = "NUMBER", value_parser = threads)]
    pub test_threads: Option<usize>,
    /// How long both runs together may take, such as 90s or 10m [default: what each environment says, else no limit]
    #[arg(long, value_name = "DURATION", value_parser = deadline)]
    pub deadline: Option<Duration>,
}

/// `countersign merge`
#[derive(Clone, Debug, Args)]
pub struct MergeArgs {
    /// The records of all shards of a run, or of runs of different parts of a suite
    #[arg(value_name = "RECORD", required = true)]
    pub records: Vec<Utf8PathBuf>,
    /// Write the merged record to this file; another record there is replaced
    #[arg(long, short, value_name = "FILE")]
    pub output: Utf8PathBuf,
}

/// `countersign explain`
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// A code such as CS0310; all of them are listed when absent
    pub code: Option<String>,
}

/// `countersign coverage`
#[derive(Clone, Debug, Args)]
pub struct CoverageArgs {
    /// Records of runs, taken together [default: .countersign/runs/latest.jsonl]
    #[arg(value_name = "RECORD")]
    pub records: Vec<Utf8PathBuf>,
    /// Only this API; any of several
    #[arg(long, value_name = "NAME")]
    pub api: Vec<String>,
    /// Only operations with this in their name, such as 'GET /items'; any of several
    #[arg(long, value_name = "PART")]
    pub operation: Vec<String>,
    /// Only what is missing, each with a case to start from where one can be made
    #[arg(long, conflicts_with = "cases")]
    pub untested: bool,
    /// Every row, with the cases that cover it and the checks that judged it
    #[arg(long, short = 'v', visible_alias = "verbose")]
    pub cases: bool,
    /// Print JSON
    #[arg(long, conflicts_with_all = ["untested", "cases"])]
    pub json: bool,
    /// Write a page to this file as well
    #[arg(long, value_name = "FILE")]
    pub html: Option<Utf8PathBuf>,
}

/// `countersign gate`
#[derive(Clone, Debug, Args)]
#[command(after_help = GATE_CODES)]
pub struct GateArgs {
    /// The records that are to show it: all shards of a run, or one that was merged [default: that of the newest run]
    #[arg(value_name = "RECORD")]
    pub records: Vec<Utf8PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Also write the decision as Markdown to this file, such as "$GITHUB_STEP_SUMMARY"
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<Utf8PathBuf>,
    /// Print the same and exit with 0 whatever is decided; input that cannot be used is still 2
    #[arg(long)]
    pub dry_run: bool,
}

const GATE_CODES: &str = "Exit codes: 0 deploy; 1 do not, a rule of the policy does not hold; 2 the records, the policy or \
    the project cannot be used, or a rule applies to nothing; 4 do not, something is missing";

/// `countersign baseline`
#[derive(Clone, Debug, Args)]
pub struct BaselineArgs {
    /// The records to take it from: all shards of a run, or one that was merged [default: that of the newest run]
    #[arg(value_name = "RECORD", conflicts_with = "prune")]
    pub records: Vec<Utf8PathBuf>,
    /// Only forget cases and operations that are gone; no record is needed
    #[arg(long)]
    pub prune: bool,
    /// Take the shapes of answers from these records alone, and forget what they looked like before
    #[arg(long, conflicts_with = "prune")]
    pub fresh: bool,
    /// Take what is there, also from records that are incomplete, too old, or of the mock
    #[arg(long, conflicts_with = "prune")]
    pub force: bool,
    /// Say what would change, change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Which reports are written, and where.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Reports")]
pub struct ReportFlags {
    /// Write JUnit's XML, which most CI systems read
    #[arg(long, value_name = "FILE")]
    pub junit: Option<Utf8PathBuf>,
    /// Write JSON, as docs/report.md describes it
    #[arg(long, value_name = "FILE")]
    pub json: Option<Utf8PathBuf>,
    /// Write a page of one file, to look into every case
    #[arg(long, value_name = "FILE")]
    pub html: Option<Utf8PathBuf>,
    /// Write a summary in Markdown, for a pull request
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<Utf8PathBuf>,
    /// Write TAP 14, the Test Anything Protocol
    #[arg(long, value_name = "FILE")]
    pub tap: Option<Utf8PathBuf>,
    /// Write CTRF, the Common Test Report Format
    #[arg(long, value_name = "FILE")]
    pub ctrf: Option<Utf8PathBuf>,
    /// Annotate case files on GitHub, and add to the summary of its step
    #[arg(long)]
    pub github: bool,
}

/// `countersign report`
#[derive(Clone, Debug, Args)]
#[command(after_help = REPORT_EXIT_CODES)]
pub struct ReportArgs {
    /// Records of runs, of one run or of its shards [default: .countersign/runs/latest.jsonl]
    #[arg(value_name = "RECORD")]
    pub records: Vec<Utf8PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented by its own type")]
    pub reports: ReportFlags,
}

const REPORT_EXIT_CODES: &str = "FILE is `-` for standard output. Cases that do not hold do not make this command \
    fail: that is for the gate.\n\n\
    Exit codes: 0 the reports are written; 2 a record cannot be used or a report cannot be written, and none is; \
    4 a record is incomplete, which every report says, or the disk is full";
