//! The embedded mock of `countersign run`: every API that is needed, on a free port of this machine.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8Path;
use url::Url;

use crate::cli::project::{Project, mock_file};
use crate::mock::server::{MockApi, MockOptions, Mocks};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::suite::config::environment::{Credentials, Target};

pub use crate::mock::ask::security::CREDENTIAL;

/// Mocks at work; they stop when this is dropped.
#[derive(Default)]
pub struct Embedded {
    mock: Option<Mocks>,
    targets: Vec<Target>,
}

impl Embedded {
    /// Where each API is played, with the credentials that the mock takes.
    pub fn targets(&self) -> Vec<Target> {
        self.targets.clone()
    }

    /// The mock, when one was started.
    pub fn mock(&self) -> Option<&Mocks> {
        self.mock.as_ref()
    }
}

/// Starts the mocks of `apis`. `None` when one cannot be started; why was reported.
pub fn start(
    root: &Utf8Path,
    project: &Project,
    apis: &[String],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Embedded> {
    let mut played = Vec::with_capacity(apis.len());
    for name in apis {
        let contract = project.contracts.get(name)?.clone();
        let file = mock_file(root, project.config.api(name)?, &contract, sources, diagnostics)?.map(Arc::new);
        played.push(MockApi { name: name.clone(), contract, file, saved: None, port: 0 });
    }
    match Mocks::start(MockOptions { apis: played, ..MockOptions::default() }) {
        Ok(mock) => {
            let targets = mock.base_urls().filter_map(|(api, url)| target(project, api, &url)).collect();
            Some(Embedded { mock: Some(mock), targets })
        }
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::MockFile, format!("the mock cannot be started: {error}")));
            None
        }
    }
}

/// The mock takes one credential from everybody, so every user that some environment knows has it.
pub fn users(project: &Project, api: &str, auth: &Credentials) -> Vec<(String, Credentials)> {
    let apis = project.config.environments.iter().flat_map(|environment| &environment.apis);
    let users = apis.filter(|other| other.name == api).flat_map(|api| &api.users);
    let names: BTreeSet<&String> = users.map(|(name, _)| name).collect();
    names.into_iter().map(|name| (name.clone(), auth.clone())).collect()
}

fn target(project: &Project, api: &str, url: &str) -> Option<Target> {
    let schemes = &project.contracts.get(api)?.security_schemes;
    let auth = schemes.iter().map(|scheme| (scheme.name.clone(), CREDENTIAL.to_owned())).collect();
    Some(Target {
        users: users(project, api, &auth),
        api: api.to_owned(),
        base_url: Url::parse(url).ok()?,
        auth,
        fetched: Vec::new(),
    })
}
