//! Which APIs `countersign mock` is to play, and their files.

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::MockArgs;
use crate::cli::project::{api_name, root};
use crate::mock::load::{Play, load};
use crate::mock::rules::file::Configured;
use crate::mock::state::saved::{self, Saved};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::suite::config::file::{FILE_NAME, load as load_config};
use crate::suite::model::{DuplicateKeys, Strictness, Undocumented};
use crate::suite::template::names::suggest;

/// An API to be played, and where its files are.
pub struct Wanted {
    /// Its name.
    pub name: String,
    /// The folder that holds all of its files.
    pub root: Utf8PathBuf,
    /// Its description, from there.
    pub contract: Utf8PathBuf,
    /// Its state and rules, from there.
    pub rules: Option<Utf8PathBuf>,
    /// What is made of what the contract leaves open.
    pub strictness: Strictness,
    /// Whether countersign.toml says that the rules are for the API of this name.
    pub configured: bool,
    /// Where it does.
    pub span: Option<Span>,
}

/// The APIs that were asked for. `None` when one cannot be found; why was reported.
pub fn wanted(
    project: Option<&Utf8Path>,
    args: &MockArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Wanted>> {
    let found = match &args.contract {
        Some(contract) => alone(project, contract, args.rules.as_deref()).map(|api| vec![api]),
        None => return configured(project, &args.apis, sources, diagnostics),
    };
    found.map_err(|diagnostic| diagnostics.push(diagnostic)).ok()
}

/// A description without a project. Its files lie in the current folder or, if it lies elsewhere, in its own.
fn alone(project: Option<&Utf8Path>, contract: &Utf8Path, rules: Option<&Utf8Path>) -> Result<Wanted, Diagnostic> {
    let unreadable = |path: &Utf8Path, error: std::io::Error| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {error}"))
    };
    let full = contract.canonicalize_utf8().map_err(|error| {
        let is_url = contract.as_str().starts_with("http://") || contract.as_str().starts_with("https://");
        let problem = unreadable(contract, error);
        if is_url {
            problem.help(format!("nothing is fetched: get it with `curl -O {contract}` first"))
        } else {
            problem
        }
    })?;
    let folder = project.unwrap_or(Utf8Path::new("."));
    let folder = folder.canonicalize_utf8().map_err(|error| unreadable(folder, error))?;
    let root = match full.parent() {
        Some(parent) if project.is_none() && !full.starts_with(&folder) => parent.to_owned(),
        _ => folder,
    };
    let inside = |path: Utf8PathBuf| match path.strip_prefix(&root) {
        Ok(inside) => Ok(inside.to_owned()),
        Err(_) => Err(Diagnostic::new(Code::PathOutside, format!("{path} is not in {root}"))
            .help("name a folder that holds all files with `--project`")),
    };
    let rules = rules.map(|rules| rules.canonicalize_utf8().map_err(|error| unreadable(rules, error))).transpose()?;
    Ok(Wanted {
        name: api_name(&full).to_owned(),
        contract: inside(full.clone())?,
        rules: rules.map(inside).transpose()?,
        root: root.clone(),
        strictness: Strictness { undocumented: Undocumented::Warn, duplicate_keys: DuplicateKeys::Fail },
        configured: false,
        span: None,
    })
}

fn configured(
    project: Option<&Utf8Path>,
    names: &[String],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Wanted>> {
    let root = match root(project) {
        Ok(root) => root,
        Err(diagnostic) => {
            if let Some(file) = names.iter().find(|name| Utf8Path::new(name).is_file()) {
                diagnostics.push(is_a_file(file));
                return None;
            }
            diagnostics
                .push(diagnostic.help("or play a description without a project: `countersign mock --contract FILE`"));
            return None;
        }
    };
    let config = load_config(&root, sources, diagnostics)?;
    for name in names.iter().filter(|name| config.api(name).is_none()) {
        if Utf8Path::new(name).is_file() {
            diagnostics.push(is_a_file(name));
            continue;
        }
        let problem = Diagnostic::new(Code::UnknownApi, format!("{FILE_NAME} has no API `{name}`"));
        let help = suggest(name, config.apis.iter().map(|api| api.name.as_str()));
        diagnostics.push(problem.help(help.unwrap_or_else(|| "it has none at all".to_owned())));
    }
    let apis = config.apis.into_iter().filter(|api| names.is_empty() || names.contains(&api.name));
    let wanted = apis.map(|api| Wanted {
        strictness: api.strictness(),
        name: api.name,
        root: root.clone(),
        contract: api.contract,
        rules: api.mock,
        configured: true,
        span: Some(api.mock_span),
    });
    (!diagnostics.has_errors()).then(|| wanted.collect())
}

/// Other tools take the description as their argument.
fn is_a_file(name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownApi, format!("`{name}` is a file, where the name of an API was expected"))
        .help(format!("play it with `countersign mock --contract {name}`"))
}

/// The state file, which can be for one API only.
pub fn saved(path: &Utf8Path, wanted: Option<&[Wanted]>, sources: &Sources) -> Result<Saved, Diagnostic> {
    if let Some([first, _, ..]) = wanted {
        let message = format!("{path} cannot keep the state of {} APIs", wanted.map_or(0, <[Wanted]>::len));
        let help = format!("name the one to be played, such as `countersign mock {} --state-file {path}`", first.name);
        return Err(Diagnostic::new(Code::MockState, message).help(help));
    }
    saved::read(path, sources)
}

/// Reads the files of an API. `None` when they cannot be played; why was reported. `span` is where countersign.toml
/// names the rules.
pub fn read(api: &Wanted, span: Option<Span>, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Play> {
    let configured = api.configured.then_some(Configured { api: &api.name, span });
    load(&api.root, &api.contract, api.rules.as_deref(), configured, sources, diagnostics)
}

/// Every file that is read.
pub fn paths(wanted: &[Wanted], plays: &[Play]) -> Vec<Utf8PathBuf> {
    let of = |(api, play): (&Wanted, &Play)| {
        let documents: Vec<Utf8PathBuf> =
            play.contract.documents.iter().map(|document| document.path.clone()).collect();
        documents.iter().chain(&api.rules).map(|path| api.root.join(path)).collect::<Vec<Utf8PathBuf>>()
    };
    wanted.iter().zip(plays).flat_map(of).collect()
}
