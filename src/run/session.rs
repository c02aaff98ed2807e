//! What every case of a run shares.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use camino::Utf8PathBuf;
use http::HeaderName;
use jiff::Timestamp;
use serde_json::Value;

use crate::contract::description::Contract;
use crate::record::recording::Kept;
use crate::run::backoff::Backoff;
use crate::run::credentials::FetchedCredentials;
use crate::run::origins::Origins;
use crate::run::pace::Pace;
use crate::run::schemas::CaseSchemas;
use crate::run::snapshots::SnapshotFiles;
use crate::secret::mask::Mask;
use crate::source::file::Sources;
use crate::suite::config::environment::Target;
use crate::suite::model::{DuplicateKeys, Undocumented, Variable};
use crate::suite::plan::load::Suite;
use crate::wire::exchange::Limits;

/// The header by which the mock tells the cases' states apart. It is sent to the mock only, and shown nowhere.
pub const SESSION_HEADER: HeaderName = HeaderName::from_static("x-countersign-session");

/// The values of secrets by name, as templates see them. They are not for showing.
#[derive(Clone, Default)]
pub struct SecretValues(pub Arc<Value>);

impl fmt::Debug for SecretValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.as_object().into_iter().flat_map(serde_json::Map::keys);
        f.debug_set().entries(names).finish()
    }
}

/// One API of a run.
#[derive(Debug)]
pub struct ApiSession {
    /// Its contract.
    pub contract: Arc<Contract>,
    /// Where requests go.
    pub target: Target,
    /// What an undocumented property means.
    pub undocumented: Undocumented,
    /// What a body means in which a key is given twice.
    pub duplicate_keys: DuplicateKeys,
}

/// How often a case is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempts {
    /// Once, and again while it does not hold: so many times at most.
    Retry(u32),
    /// So many times, whatever comes of it.
    Repeat(u32),
}

/// How much of a case that passed is handed on from its thread, once its line of the record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedOn {
    /// All of it: reports are made while the run goes on.
    Everything,
    /// What is counted and printed. Its exchanges end on the thread that has them in its cache.
    Outcome,
}

/// What every case of a run shares.
#[derive(Debug)]
pub struct Session {
    /// The project's root.
    pub root: Utf8PathBuf,
    /// The texts of all files that were read, to say on which lines things stand.
    pub sources: Arc<Sources>,
    /// The cases.
    pub suite: Suite,
    /// The APIs, by name.
    pub apis: HashMap<String, ApiSession>,
    /// The name of the environment.
    pub environment: String,
    /// Whether requests go to the embedded mock.
    pub is_mock: bool,
    /// Whether certificates of servers are not verified.
    pub insecure: bool,
    /// The proxy that requests go through: its host and port.
    pub proxy: Option<String>,
    /// Whether only GET, HEAD and OPTIONS are sent.
    pub read_only: bool,
    /// Whether breaches of HTTP that clients forgive are failures.
    pub strict: bool,
    /// Variables of the configuration, overridden from the command line.
    pub vars: Vec<Variable>,
    /// The root `secrets` of templates.
    pub secrets: SecretValues,
    /// Who may know them.
    pub origins: Origins,
    /// Hides secrets, those that are captured too.
    pub mask: Mask,
    /// The run's id.
    pub run_id: String,
    /// The seed of random values.
    pub seed: u64,
    /// What `now()` says.
    pub now: Timestamp,
    /// When the run began.
    pub started: Instant,
    /// How much of what was seen is kept.
    pub kept: Kept,
    /// How much of a case that passed is handed on.
    pub handed_on: HandedOn,
    /// How long a case may take unless it says so itself.
    pub deadline: std::time::Duration,
    /// How often a case is run.
    pub attempts: Attempts,
    /// What an exchange may take.
    pub limits: Limits,
    /// Keeps to a rate, where one is configured.
    pub pace: Option<Pace>,
    /// Leaves servers alone that ask for it.
    pub backoff: Backoff,
    /// The snapshots.
    pub snapshots: SnapshotFiles,
    /// Schemas that cases name themselves.
    pub schemas: CaseSchemas,
    /// The credentials that were fetched.
    pub credentials: FetchedCredentials,
}

impl Session {
    /// Has every secret masked that the project names, before anything of an answer is shown or written.
    pub fn hide_all_secrets(&self) {
        self.mask.learn_others();
    }

    /// The day of the run in UTC, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    }
}
