//! A project, loaded and checked: what every command but the simplest begins with.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::contract::description::Contract;
use crate::contract::schema::standalone::StandAlone;
use crate::judge::snapshot::uses::uses;
use crate::mock;
use crate::mock::rules::file::Configured;
use crate::mock::rules::rule::MockFile;
use crate::record::damage::{damaged, wanted};
use crate::record::store::Store;
use crate::run::schemas::compile;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::{Sources, is_linked_out, open};
use crate::source::span::Span;
use crate::suite::config::file::{Api, Config, Environment, FILE_NAME, find_root, load as load_config};
use crate::suite::config::secrets_file::{self, SecretsFile};
use crate::suite::plan::check::{self, Contracts, SecretName, SecretUser};
use crate::suite::plan::credentials::check_credentials;
use crate::suite::plan::expressions::schemas_of;
use crate::suite::plan::known;
use crate::suite::plan::load::{Suite, load_suite};
use crate::suite::plan::policy;

/// Everything a project says.
#[derive(Debug)]
pub struct Project {
    /// Its configuration.
    pub config: Config,
    /// Its cases.
    pub suite: Suite,
    /// The contracts of the APIs that have cases.
    pub contracts: Contracts,
    /// The secrets that cases name, and blocks that fetch credentials.
    pub secret_names: Vec<SecretName>,
}

impl Project {
    /// The secrets that `cases`, by id without rows, and the logins of the APIs of `environment` name. What isn't
    /// selected needs no secret.
    pub fn secrets_of<'p>(
        &'p self,
        environment: &'p Environment,
        apis: &'p [String],
        cases: &'p HashSet<&str>,
    ) -> impl Iterator<Item = (&'p str, Span)> {
        let fetches = move |name: &str, wanted: &str| {
            let api = environment.apis.iter().find(|api| api.name == name && apis.contains(&api.name));
            api.is_some_and(|api| api.fetched.iter().any(|fetched| fetched.block == wanted))
        };
        let is_needed = move |secret: &&SecretName| match &secret.user {
            SecretUser::Case(id) => cases.contains(id.as_str()),
            SecretUser::Login { api, block } => fetches(api, block),
        };
        self.secret_names.iter().filter(is_needed).map(|secret| (secret.name.as_str(), secret.span))
    }
}

/// How much is loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load<'a> {
    /// The only case that is wanted: only its file is read.
    pub exact: Option<&'a str>,
    /// Ids are all that is wanted: no contract is read.
    pub ids_only: bool,
    /// Every schema and mock file is checked, also those that no case needs.
    pub everything: bool,
}

/// The project's root: as given, else the nearest folder above with a configuration.
pub fn root(given: Option<&Utf8Path>) -> Result<Utf8PathBuf, Diagnostic> {
    let unreadable = |error: std::io::Error| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot find the project's folder: {error}"))
    };
    if let Some(given) = given {
        return given.canonicalize_utf8().map_err(unreadable);
    }
    let here = std::env::current_dir().map_err(unreadable)?;
    let here = Utf8PathBuf::from_path_buf(here).map_err(|path| {
        Diagnostic::new(Code::UnreadableFile, format!("the current folder is not UTF-8: {}", path.display()))
    })?;
    find_root(&here).ok_or_else(|| {
        Diagnostic::new(Code::UnreadableFile, format!("there is no {FILE_NAME} here or in any folder above"))
            .help("run `countersign init --contract FILE` to start a project, or name its folder with `--project`")
    })
}

/// Loads and checks the project at `root`. `None` when there is nothing to go on with; why was reported.
pub fn load(root: &Utf8Path, load: Load<'_>, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Project> {
    let config = load_config(root, sources, diagnostics)?;
    let suite = load_suite(&config, load.exact, sources, diagnostics);
    let mut contracts = Contracts::new();
    let mut secret_names = Vec::new();
    if !load.ids_only {
        for api in &config.apis {
            let used = suite.files.iter().any(|file| file.api == api.name);
            if (used || load.everything)
                && let Some(contract) = contract(root, api, sources, diagnostics)
            {
                if load.everything {
                    let before = diagnostics.counts();
                    contract.lint(diagnostics);
                    // What breaks the rules of schemas was told just now; compiling finds what only a compiler does.
                    if diagnostics.counts() == before {
                        contract.operations.iter().for_each(|operation| contract.prepare(operation, diagnostics));
                    }
                    mock_file(root, api, &contract, sources, diagnostics);
                }
                contracts.insert(api.name.clone(), Arc::new(contract));
            }
        }
        if load.exact.is_none() {
            known::check(&suite.files, &config, diagnostics);
            if !diagnostics.has_errors() {
                policy::check(&config, &contracts, diagnostics);
            }
        }
        secret_names = check::check(&suite, &config, &contracts, diagnostics);
        check_credentials(&suite, &config, &contracts, diagnostics);
        case_schemas(root, &suite, sources, diagnostics);
    }
    Some(Project { config, suite, contracts, secret_names })
}

/// What is wrong with the snapshots of every case.
pub fn damaged_snapshots(project: &Project, sources: &Sources) -> Vec<Diagnostic> {
    damaged(&Store::new(&project.config.root), &wanted(uses(&project.suite)), sources)
}

/// Checks every schema that a case names besides its contract's.
fn case_schemas(root: &Utf8Path, suite: &Suite, sources: &Sources, diagnostics: &mut Diagnostics) {
    let compiled = StandAlone::default();
    let steps = suite.cases().flat_map(|(_, case)| case.steps.iter().chain(&case.cleanup));
    for step in steps.chain(suite.files.iter().flat_map(|file| &file.setup)) {
        let until = step.until.iter().flat_map(|until| std::iter::once(&until.wanted).chain(&until.stop_on));
        for source in std::iter::once(&step.expect).chain(until).flat_map(schemas_of) {
            if let Err(problems) = compile(&compiled, root, sources, source) {
                problems.into_iter().for_each(|problem| diagnostics.push(problem));
            }
        }
    }
}

/// The contract of an API. `None` when it cannot be used; why was reported.
pub fn contract(root: &Utf8Path, api: &Api, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Contract> {
    if let Some(problem) = unusable(root, &api.contract) {
        diagnostics.push(problem.at(api.contract_span, "the contract of this API"));
        return None;
    }
    Contract::load(root, &api.contract, sources, diagnostics)
}

/// The rules of an API's mock, if it has any. `None` when they cannot be used; why was reported.
pub fn mock_file(
    root: &Utf8Path,
    api: &Api,
    contract: &Contract,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Option<MockFile>> {
    let Some(path) = &api.mock else { return Some(None) };
    if let Some(problem) = unusable(root, path) {
        diagnostics.push(problem.at(api.mock_span, "the rules of this API's mock"));
        return None;
    }
    let configured = Configured { api: &api.name, span: Some(api.mock_span) };
    mock::rules::file::read(root, path, Some(configured), contract, sources, diagnostics).map(Some)
}

/// What an API is called when nobody says: `pets` for `schemas/pets.openapi.yaml`.
pub fn api_name(contract: &Utf8Path) -> &str {
    contract.file_stem().unwrap_or("api").trim_end_matches(".openapi")
}

/// Why a file that the configuration names cannot be read.
fn unusable(root: &Utf8Path, path: &Utf8Path) -> Option<Diagnostic> {
    if is_linked_out(root, path) {
        let problem = Diagnostic::new(Code::PathOutside, format!("`{path}` is a link that leaves the project"));
        return Some(problem.help("keep the file itself in the project's folder"));
    }
    let error = open(&root.join(path)).err()?;
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {path}"),
        _ => format!("cannot read {path}: {error}"),
    };
    Some(Diagnostic::new(Code::UnreadableFile, message).help("paths in countersign.toml are relative to its folder"))
}

/// What the secrets file of an environment holds, if it has one.
pub fn secrets_file(
    root: &Utf8Path,
    path: Option<&Utf8PathBuf>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> SecretsFile {
    path.map(|path| secrets_file::read(root, path, sources, diagnostics)).unwrap_or_default()
}

/// Whether this is a CI system, as nearly all of them say.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
