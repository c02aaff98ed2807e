//! A mock inside another program: a few lines in the tests of whatever talks to the API.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use camino::{Utf8Path, Utf8PathBuf};

use crate::mock::behaviour::{Accepted, Behaviour, Validate};
use crate::mock::faults::fault::Trouble;
use crate::mock::faults::trouble::{BadTrouble, together};
use crate::mock::load::{Play, load};
use crate::mock::served::{Observer, Served};
use crate::mock::server::{MockApi, MockOptions, Mocks};
use crate::mock::state::session::lock;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;

#[cfg(test)]
mod tests;

/// How many requests are remembered; the oldest go first.
const REMEMBERED: usize = 10_000;
const NAME: &str = "mock";

/// An API, played on a free port of this machine until this is dropped.
///
/// ```no_run
/// # fn main() -> Result<(), countersign::MockError> {
/// let mock = countersign::Mock::start("schemas/petstore.yaml")?;
/// let url = format!("{}/pets/7", mock.base_url());
/// // ... let the program under test talk to it ...
/// assert!(mock.requests().iter().all(|request| request.violations.is_empty()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Mock {
    mocks: Mocks,
    journal: Arc<Journal>,
}

impl Mock {
    /// Plays an OpenAPI description, YAML or JSON. References to other files may lead into the folder of the
    /// description and below; [`MockBuilder::root`] widens that.
    pub fn start(contract: impl AsRef<Path>) -> Result<Mock, MockError> {
        Mock::of(contract).start()
    }

    /// The same with more to be said before it starts.
    pub fn of(contract: impl AsRef<Path>) -> MockBuilder {
        MockBuilder {
            contract: contract.as_ref().to_owned(),
            rules: None,
            root: None,
            behaviour: Behaviour { credentials: Accepted::Any, ..Behaviour::default() },
            delay: None,
            faults: Vec::new(),
        }
    }

    /// Where it is played, without a slash at the end: `http://127.0.0.1:34567/v1`.
    pub fn base_url(&self) -> String {
        self.mocks.base_url(NAME).unwrap_or_default()
    }

    /// What it was asked and how it answered, the oldest first; at most the last 10,000.
    pub fn requests(&self) -> Vec<Served> {
        lock(&self.journal.0).iter().cloned().collect()
    }
}

/// What is played, and how.
#[derive(Clone, Debug)]
pub struct MockBuilder {
    contract: PathBuf,
    rules: Option<PathBuf>,
    root: Option<PathBuf>,
    behaviour: Behaviour,
    delay: Option<String>,
    faults: Vec<String>,
}

impl MockBuilder {
    /// State and rules: a file such as `mocks/petstore.yaml`.
    pub fn rules(mut self, path: impl AsRef<Path>) -> MockBuilder {
        self.rules = Some(path.as_ref().to_owned());
        self
    }

    /// The folder that holds every file which the description refers to.
    pub fn root(mut self, folder: impl AsRef<Path>) -> MockBuilder {
        self.root = Some(folder.as_ref().to_owned());
        self
    }

    /// Plays collections without rules: what was posted can be read back.
    pub fn stateful(mut self) -> MockBuilder {
        self.behaviour.stateful = true;
        self
    }

    /// What generated values are a function of; 0 unless set otherwise.
    pub fn seed(mut self, seed: u64) -> MockBuilder {
        self.behaviour.seed = seed;
        self
    }

    /// Pages of other origins may use it from a browser.
    pub fn cors(mut self) -> MockBuilder {
        self.behaviour.cors = true;
        self
    }

    /// What happens to requests that break the contract; they are rejected unless set otherwise.
    pub fn validate(mut self, validate: Validate) -> MockBuilder {
        self.behaviour.validate = validate;
        self
    }

    /// How long answers wait, as `countersign mock --delay` takes it: `200ms`, `50ms..400ms`, `normal(200ms, 50ms)`.
    pub fn delay(mut self, delay: impl Into<String>) -> MockBuilder {
        self.delay = Some(delay.into());
        self
    }

    /// What is done to answers, and how often, as `countersign mock --fault` takes it: `reset:0.05`, `status=503`,
    /// `slow=1kB/s`. Of several at most one befalls an answer.
    pub fn fault(mut self, fault: impl Into<String>) -> MockBuilder {
        self.faults.push(fault.into());
        self
    }

    /// Starts it. The error says what is wrong with the delay, the faults or the files, or that no port or thread could be had.
    pub fn start(self) -> Result<Mock, MockError> {
        let trouble = self.trouble().map_err(|bad| MockError { message: bad.to_string() })?;
        let Play { contract, file } = self.load()?;
        let journal = Arc::new(Journal::default());
        let observer: Arc<dyn Observer> = journal.clone();
        let mocks = Mocks::start(MockOptions {
            apis: vec![MockApi { name: NAME.to_owned(), contract, file, saved: None, port: 0 }],
            behaviour: Behaviour { trouble: Arc::new(trouble), ..self.behaviour },
            observer: Some(observer),
            ..MockOptions::default()
        })
        .map_err(|error| MockError { message: error.to_string() })?;
        Ok(Mock { mocks, journal })
    }

    fn trouble(&self) -> Result<Trouble, BadTrouble> {
        let delay = self.delay.as_deref().map(str::parse).transpose()?;
        let faults: Result<Vec<_>, _> = self.faults.iter().map(|fault| fault.parse()).collect();
        together(delay, faults?)
    }

    fn load(&self) -> Result<Play, MockError> {
        let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let play = self.paths().map_err(|problem| diagnostics.push(problem)).ok().and_then(|paths| {
            let Paths { root, contract, rules } = &paths;
            load(root, contract, rules.as_deref(), None, &sources, &mut diagnostics)
        });
        play.ok_or_else(|| MockError { message: render_all(&diagnostics, &sources, false) })
    }

    /// The files as paths below one root.
    fn paths(&self) -> Result<Paths, Diagnostic> {
        let contract = full(&self.contract)?;
        let root = match &self.root {
            Some(root) => full(root)?,
            None => contract.parent().unwrap_or(Utf8Path::new("/")).to_owned(),
        };
        let inside = |path: Utf8PathBuf| match path.strip_prefix(&root) {
            Ok(inside) => Ok(inside.to_owned()),
            Err(_) => Err(Diagnostic::new(Code::PathOutside, format!("{path} is not in {root}"))
                .help("name a folder that holds all files with `root`")),
        };
        let contract = inside(contract)?;
        // Rules refer to no other file, so they may stand anywhere.
        let rules = self.rules.as_deref().map(full).transpose()?;
        Ok(Paths { contract, rules, root: root.clone() })
    }
}

struct Paths {
    root: Utf8PathBuf,
    contract: Utf8PathBuf,
    rules: Option<Utf8PathBuf>,
}

/// A mock could not be started.
pub struct MockError {
    message: String,
}

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for MockError {
    /// As for people: `unwrap` prints this, and what is wrong has several lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for MockError {}

#[derive(Debug, Default)]
struct Journal(Mutex<std::collections::VecDeque<Served>>);

impl Observer for Journal {
    fn served(&self, served: Served) {
        let mut requests = lock(&self.0);
        if requests.len() == REMEMBERED {
            requests.pop_front();
        }
        requests.push_back(served);
    }
}

fn full(path: &Path) -> Result<Utf8PathBuf, Diagnostic> {
    let unreadable =
        |why: String| Diagnostic::new(Code::UnreadableFile, format!("cannot read {}: {why}", path.display()));
    let full = path.canonicalize().map_err(|error| unreadable(error.to_string()))?;
    Utf8PathBuf::from_path_buf(full).map_err(|_| unreadable("its path is not UTF-8".to_owned()))
}
