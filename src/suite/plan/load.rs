//! Finding and reading every case file of a project.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::{Sources, is_linked_out};
use crate::source::span::Span;
use crate::suite::casefile::file::{Blocks, Loader, load, load_blocks, login_steps};
use crate::suite::config::file::{Api, Config};
use crate::suite::model::{Case, CaseFile, Step};
use crate::suite::plan::known::attach;

/// The file of blocks in an API's folder of cases.
const BLOCKS: &str = "_blocks.yaml";

/// Every case that was loaded.
#[derive(Debug, Default)]
pub struct Suite {
    /// The case files, by id.
    pub files: Vec<CaseFile>,
    /// The blocks that fetch credentials.
    pub logins: Vec<Login>,
}

/// A block that fetches a credential of some environment.
#[derive(Debug)]
pub struct Login {
    /// The API.
    pub api: String,
    /// The block.
    pub block: String,
    /// The capture that holds the credential.
    pub capture: String,
    /// Where that is named.
    pub capture_span: Span,
    /// What is sent.
    pub steps: Vec<Step>,
}

/// A case file that was found.
struct Found {
    api: usize,
    path: Utf8PathBuf,
    id: String,
}

/// Reads every case file, or only the one that can hold the case `exact`. Problems of all files are reported.
pub fn load_suite(config: &Config, exact: Option<&str>, sources: &Sources, diagnostics: &mut Diagnostics) -> Suite {
    let mut found = Vec::new();
    for (index, api) in config.apis.iter().enumerate() {
        find(&config.root, index, api, &mut found, diagnostics);
    }
    if let Some(exact) = exact.and_then(|exact| exact.split_once("::")) {
        found.retain(|file| file.id == exact.0);
    }
    let blocks: Vec<Blocks> = config.apis.iter().map(|api| blocks(config, api, sources, diagnostics)).collect();
    let mut files = read_all(config, &found, &blocks, sources, diagnostics);
    let logins = logins(config, &blocks, sources, diagnostics);
    files.sort_by(|a, b| a.id.cmp(&b.id));
    for file in &files {
        check_api(config, file, diagnostics);
    }
    check_ids(&files, diagnostics);
    attach(&mut files, config);
    Suite { files, logins }
}

fn logins(config: &Config, blocks: &[Blocks], sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Login> {
    let mut logins: Vec<Login> = Vec::new();
    for api in config.environments.iter().flat_map(|environment| &environment.apis) {
        let Some(index) = config.apis.iter().position(|other| other.name == api.name) else { continue };
        for fetched in &api.fetched {
            let is_same = |login: &Login| {
                (&login.api, &login.block, &login.capture) == (&api.name, &fetched.block, &fetched.capture)
            };
            if logins.iter().any(is_same) {
                continue;
            }
            let loader = Loader { root: &config.root, sources, blocks: &blocks[index] };
            let path = config.apis[index].cases.join(BLOCKS);
            if let Some(steps) = login_steps(loader, &path, &fetched.block, fetched.block_span, diagnostics) {
                logins.push(Login {
                    api: api.name.clone(),
                    block: fetched.block.clone(),
                    capture: fetched.capture.clone(),
                    capture_span: fetched.capture_span,
                    steps,
                });
            }
        }
    }
    logins
}

impl Suite {
    /// Every case with its file.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseFile, &Case)> {
        self.files.iter().flat_map(|file| file.cases.iter().map(move |case| (file, case)))
    }
}

fn find(root: &Utf8Path, index: usize, api: &Api, found: &mut Vec<Found>, diagnostics: &mut Diagnostics) {
    let mut paths = Vec::new();
    let before = diagnostics.counts().0;
    if is_linked_out(root, &api.cases) {
        diagnostics.push(
            Diagnostic::new(Code::PathOutside, format!("`{}` is a link that leaves the project", api.cases))
                .at(api.cases_span, "the cases of this API")
                .help("keep the folder itself in the project"),
        );
        return;
    }
    if let Err(error) = walk(root, &api.cases, &mut paths, diagnostics) {
        diagnostics.push(
            Diagnostic::new(Code::NoFiles, format!("cannot read the folder {}: {error}", api.cases))
                .at(api.cases_span, "the cases of this API")
                .help("create the folder, or correct its name; names of files in it must be UTF-8"),
        );
        return;
    }
    if paths.is_empty() && diagnostics.counts().0 == before {
        diagnostics.push(
            Diagnostic::new(Code::NoFiles, format!("there is no case file in {}", api.cases))
                .at(api.cases_span, "the cases of this API")
                .help("`countersign init --contract FILE` writes a first case per operation"),
        );
    }
    paths.sort();
    for path in paths {
        if path.as_str().contains(char::is_control) {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnreadableFile,
                    format!("cannot use {}: its name holds a control character", path.as_str().escape_debug()),
                )
                .help("rename it: the ids of its cases begin with its name"),
            );
            continue;
        }
        let topic = path.strip_prefix(&api.cases).unwrap_or(&path).with_extension("");
        let id = format!("{}/{}", api.name, topic.as_str().replace('\\', "/"));
        found.push(Found { api: index, path, id });
    }
}

fn walk(
    root: &Utf8Path,
    folder: &Utf8Path,
    paths: &mut Vec<Utf8PathBuf>,
    diagnostics: &mut Diagnostics,
) -> std::io::Result<()> {
    for entry in root.join(folder).read_dir_utf8()? {
        let entry = entry?;
        let name = entry.file_name();
        let path = folder.join(name);
        if name.starts_with(['.', '_']) {
            continue;
        }
        let kind = entry.file_type()?;
        let is_case_file = matches!(path.extension(), Some("yaml" | "yml"));
        if kind.is_dir() {
            walk(root, &path, paths, diagnostics)?;
        } else if kind.is_symlink() && root.join(&path).is_dir() {
            diagnostics.push(unfollowed(&path));
        } else if kind.is_symlink() && is_case_file && is_linked_out(root, &path) {
            let problem = Diagnostic::new(Code::PathOutside, format!("`{path}` is a link that leaves the project"));
            diagnostics.push(problem.help("keep the file itself among the cases"));
        } else if is_case_file {
            paths.push(path);
        }
    }
    Ok(())
}

/// A link to a folder could lead back to where it stands. Passed over, its cases would be missing unnoticed.
fn unfollowed(path: &Utf8Path) -> Diagnostic {
    Diagnostic::new(Code::NoFiles, format!("`{path}` is a link to a folder, which is not followed"))
        .help("move the folder here, or name it as `cases` of an API of its own")
}

fn blocks(config: &Config, api: &Api, sources: &Sources, diagnostics: &mut Diagnostics) -> Blocks {
    let path = api.cases.join(BLOCKS);
    if config.root.join(&path).symlink_metadata().is_ok() {
        return load_blocks(&config.root, &path, sources, diagnostics);
    }
    Blocks::default()
}

/// Reads all files on every core; what each has to say is kept in the order of the files.
fn read_all(
    config: &Config,
    found: &[Found],
    blocks: &[Blocks],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<CaseFile> {
    sources.expect(found.iter().map(|file| &*file.path));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Option<CaseFile>, Diagnostics)>> = Mutex::new(Vec::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = found.get(index) else { return };
            let mut own = Diagnostics::default();
            let loader = Loader { root: &config.root, sources, blocks: &blocks[file.api] };
            let loaded = load(loader, &file.path, &file.id, &mut own);
            results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((index, loaded, own));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(found.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|(index, ..)| *index);
    let mut files = Vec::with_capacity(results.len());
    for (_, file, own) in results {
        diagnostics.append(own);
        files.extend(file);
    }
    files
}

fn check_api(config: &Config, file: &CaseFile, diagnostics: &mut Diagnostics) {
    if config.api(&file.api).is_some() {
        return;
    }
    let names = config.apis.iter().map(|api| api.name.as_str());
    let diagnostic = Diagnostic::new(Code::UnknownApi, format!("there is no API `{}`", file.api))
        .at(file.api_span, "not one of `[apis]` in countersign.toml");
    let all: Vec<&str> = names.clone().collect();
    diagnostics.push(match crate::source::fields::nearest(&file.api, names) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("configured are {}", all.join(", "))),
    });
}

/// Ids become file names, and some file systems fold case, so ids must differ by more than that.
fn check_ids(files: &[CaseFile], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for case in files.iter().flat_map(|file| &file.cases) {
        if let Some(first) = seen.insert(case.id.to_lowercase(), case.span) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, format!("two cases with the id `{}`", case.id))
                    .at(case.span, "the second")
                    .at(first, "the first")
                    .help("change one of the names, or give one an `id:`"),
            );
        }
    }
}
