//! The documents of a schema that belongs to no project, gathered while the validator library asks for them.
//!
//! Relative references reach files in one folder; URLs of other machines are looked for in folders that were named for
//! it. Nothing is ever fetched.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jsonschema::{Retrieve, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use crate::contract::contents::{Contents, marked};
use crate::contract::dialect::Dialect;
use crate::contract::document::{Documents, outside, url_of};
use crate::contract::place::{Base, Place, number};
use crate::contract::refs::Found;
use crate::contract::remotes::{Remote, Remotes};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::{Sources, inside};
use crate::source::tree::Node;
use crate::source::yaml;

/// What to do about a reference to another machine.
pub const REMOTES_HELP: &str = "keep a copy in a folder and name that with `--remotes`, such as \
    `--remotes https://example.com/schemas/=copies`";

/// Where documents come from, and those that came.
pub struct Gathering {
    /// What relative references may reach.
    folder: Utf8PathBuf,
    sources: Arc<Sources>,
    /// What holds where no `$schema` says otherwise.
    dialect: Dialect,
    contents: Contents,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    remotes: Remotes,
    documents: Documents,
    values: HashMap<String, Value>,
    references: Vec<Found>,
    problems: Vec<Diagnostic>,
    /// The documents that cannot be had.
    failed: HashSet<String>,
}

/// Where the first document is.
pub enum First<'f> {
    /// A file below the folder.
    File(&'f Utf8Path),
    /// A text, and what it is called.
    Text(&'f str, String),
}

/// Everything that was gathered.
pub struct Gathered {
    /// The documents, the first one first.
    pub documents: Documents,
    /// Their references.
    pub references: Vec<Found>,
    /// What was wrong with documents, or kept them from being gathered.
    pub problems: Vec<Diagnostic>,
}

impl Gathering {
    /// Nothing yet.
    pub fn new(
        folder: &Utf8Path,
        remotes: Vec<Remote>,
        sources: Arc<Sources>,
        dialect: Dialect,
        contents: Contents,
    ) -> Gathering {
        // Nothing is a path that cannot be looked at.
        let folder = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
        let state = State { remotes: Remotes::new(remotes), ..State::default() };
        Gathering { folder: folder.to_owned(), sources, dialect, contents, state: Mutex::new(state) }
    }

    /// Reads the first document, and says under which URL it is known.
    pub fn begin(&self, first: First<'_>) -> Result<Url, Vec<Diagnostic>> {
        let (url, path, text) = match first {
            First::File(path) => {
                let shown = self.shown(path);
                (url_of(path), shown.clone(), self.read(&shown).map_err(|problem| vec![problem])?)
            }
            First::Text(name, text) => (url_of(Utf8Path::new("standard-input")), Utf8PathBuf::from(name), text),
        };
        self.add(url.clone(), &path, text)?;
        self.home(&path);
        Ok(url)
    }

    /// What a document says, for the validator library.
    pub fn value(&self, url: &Url) -> Value {
        self.state().values.get(url.as_str()).cloned().unwrap_or(Value::Bool(true))
    }

    /// The rules that a `$schema` names, and those that they build on, by their URLs; `None` once it is told which of
    /// them cannot be had.
    pub fn rules(&self, named: &str) -> Option<Vec<(String, Value)>> {
        let mut rules: Vec<(String, Value)> = Vec::new();
        let mut next = Some(named.to_owned());
        while let Some(url) = next.take().filter(|url| Dialect::named(url).is_none()) {
            let url = url.trim_end_matches('#').to_owned();
            if rules.iter().any(|(known, _)| *known == url) {
                break;
            }
            let value = match self.gather(&url) {
                Ok(value) => value,
                Err(problem) => {
                    self.tell_rules(&url, problem);
                    return None;
                }
            };
            next = value.get("$schema").and_then(Value::as_str).map(str::to_owned);
            rules.push((url, value));
        }
        Some(rules)
    }

    fn tell_rules(&self, named: &str, problem: Diagnostic) {
        let mut state = self.state();
        let span = state.documents.get(0).and_then(|document| document.tree.get("$schema")).map(|node| node.span);
        let message = format!("the rules that `$schema` names are not known: {}", problem.message);
        let mut problem = Diagnostic { message, ..problem };
        if named.contains("://json-schema.org/") {
            problem.help = vec!["name one of them, such as `https://json-schema.org/draft/2020-12/schema`".to_owned()];
        }
        state.problems.push(match span {
            Some(span) => problem.at(span, "known are drafts 4, 6, 7, 2019-09 and 2020-12"),
            None => problem,
        });
    }

    /// Looks at the first document.
    pub fn first<T>(&self, look: impl FnOnce(&Documents) -> T) -> T {
        look(&self.state().documents)
    }

    /// Gathers whatever a reference names and nobody has asked for: the library stops at the first that it cannot have.
    pub fn complete(&self) {
        let mut next = 0;
        while let Some(url) = self.target(next) {
            next += 1;
            let Some(url) = url.filter(|url| Dialect::named(url.as_str()).is_none()) else { continue };
            if self.is_new(&url)
                && let Err(problem) = self.gather(url.as_str())
            {
                self.tell(url.as_str(), problem);
            }
        }
    }

    /// The document that a reference leads into; `None` for one that is no URL. There may be no such reference.
    fn target(&self, reference: usize) -> Option<Option<Url>> {
        let state = self.state();
        let found = state.references.get(reference)?;
        Some(document(found))
    }

    /// Whether nothing is known of a document: neither what it says, nor that it cannot be had, nor that it is a part of
    /// another one.
    fn is_new(&self, url: &Url) -> bool {
        let state = self.state();
        !state.values.contains_key(url.as_str())
            && !state.failed.contains(url.as_str())
            && !state.documents.has_resource(url)
    }

    /// What was gathered, once nothing more is asked for.
    pub fn end(&self) -> Gathered {
        let mut state = self.state();
        Gathered {
            documents: std::mem::take(&mut state.documents),
            references: std::mem::take(&mut state.references),
            problems: std::mem::take(&mut state.problems),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown(&self, path: &Utf8Path) -> Utf8PathBuf {
        if self.folder == "." { path.to_owned() } else { self.folder.join(path) }
    }

    fn read(&self, path: &Utf8Path) -> Result<String, Diagnostic> {
        let file = self.sources.read(Utf8Path::new(""), path)?;
        Ok(self.sources.get(file).map_or_else(String::new, |source| source.text.clone()))
    }

    fn add(&self, url: Url, path: &Utf8Path, text: String) -> Result<(), Vec<Diagnostic>> {
        let mut diagnostics = Diagnostics::default();
        let file = self.sources.add(path, text);
        let source = self.sources.get(file);
        let tree = yaml::parse(file, source.as_ref().map_or("", |source| source.text.as_str()), &mut diagnostics);
        let problems: Vec<Diagnostic> = diagnostics.sorted().into_iter().cloned().collect();
        let Some(tree) = tree.filter(|_| problems.is_empty()) else { return Err(problems) };
        let mut state = self.state();
        let found = state.documents.add(url.clone(), path.to_owned(), tree, self.dialect);
        if let Some(document) = state.documents.iter().last() {
            let resource = Place::root(number(state.documents.iter().count() - 1));
            let value = match self.contents {
                Contents::Annotations => document.tree.to_json(),
                Contents::Asserted => {
                    marked(&document.tree, Base { url: url.clone(), resource, id_key: document.id_key })
                }
            };
            state.values.insert(url.to_string(), value);
        }
        state.references.extend(found);
        Ok(())
    }

    /// A schema whose `$id` is a URL refers to the files beside it by URLs beside its own.
    fn home(&self, path: &Utf8Path) {
        let mut state = self.state();
        let Some(document) = state.documents.get(0) else { return };
        let id = document.tree.get(document.id_key).and_then(Node::as_str);
        let Some(base) = id.and_then(|id| Url::parse(id).ok()).and_then(|url| url.join(".").ok()) else { return };
        if matches!(base.scheme(), "http" | "https") {
            let folder = path.parent().filter(|parent| !parent.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
            state.remotes.push(Remote { base: Some(base.to_string()), folder: folder.to_owned() });
        }
    }

    /// Gets one more document.
    fn gather(&self, url: &str) -> Result<Value, Diagnostic> {
        let parsed = Url::parse(url).map_err(|_| missing(url))?;
        if let Some(value) = self.state().values.get(parsed.as_str()) {
            return Ok(value.clone());
        }
        let path = self.locate(&parsed)?;
        let text = self.read(&path)?;
        match self.add(parsed.clone(), &path, text) {
            Ok(()) => Ok(self.value(&parsed)),
            Err(problems) => {
                let mut problems = problems.into_iter();
                let first = problems.next().unwrap_or_else(|| missing(url));
                self.state().problems.extend(problems);
                Err(first)
            }
        }
    }

    fn locate(&self, url: &Url) -> Result<Utf8PathBuf, Diagnostic> {
        if url.scheme() != "countersign" {
            return self.state().remotes.find(url.as_str()).ok_or_else(|| {
                Diagnostic::new(Code::RemoteRef, format!("`{url}` is on another machine, and is not fetched"))
                    .help(REMOTES_HELP)
            });
        }
        let path = percent_decode_str(url.path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
        let shown = self.shown(Utf8Path::new(&path));
        if !shown.exists() {
            return Err(Diagnostic::new(Code::MissingRef, format!("there is no file {shown}")));
        }
        match inside(&self.folder, Utf8Path::new(""), &path) {
            Ok(_) => Ok(shown),
            Err(_) => Err(outside(&path)),
        }
    }

    /// Tells of a document that could not be had, where it is referred to.
    fn tell(&self, url: &str, problem: Diagnostic) {
        let mut state = self.state();
        if !state.failed.insert(url.to_owned()) {
            return;
        }
        let names = |found: &&Found| document(found).is_some_and(|target| target.as_str() == url);
        let span = state.references.iter().find(names).map(|found| found.span);
        state.problems.push(match span {
            Some(span) => problem.at(span, "referred to here"),
            None => problem,
        });
    }
}

/// The URL of the document that a reference leads into.
fn document(found: &Found) -> Option<Url> {
    let mut url = found.base.url.join(&found.text).ok()?;
    url.set_fragment(None);
    Some(url)
}

fn missing(url: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingRef, format!("`{url}` leads nowhere"))
}

/// What the validator library asks.
pub struct Asking(pub Arc<Gathering>);

impl Retrieve for Asking {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        self.0.gather(uri.as_str()).map_err(|problem| {
            let message = problem.message.clone();
            self.0.tell(uri.as_str(), problem);
            message.into()
        })
    }
}
