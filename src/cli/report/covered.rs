//! What the page of a report needs to count what is covered: the project that the cases are of.

use camino::Utf8Path;

use crate::cli::project::{Load, Project, load};
use crate::record::line::RunLine;
use crate::run::session::Session;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::suite::plan::check::Contracts;
use crate::suite::plan::identity::Identity;

/// The project of records, if it is here and as it was when they were written: of any other, what they cover would be
/// told wrongly, so it is not told at all.
pub fn project_of(runs: &[RunLine], root: &Utf8Path, sources: &Sources) -> Option<Project> {
    let mut unsaid = Diagnostics::default();
    let project = load(root, Load::default(), sources, &mut unsaid).filter(|_| !unsaid.has_errors())?;
    let identity = Identity::of(&project.config, &project.suite, &project.contracts, sources);
    runs.iter().all(|run| is_of(run, &identity)).then_some(project)
}

fn is_of(run: &RunLine, identity: &Identity) -> bool {
    let is_same = |api: &str, hash: &str| identity.contracts.get(api).is_some_and(|own| own == hash);
    run.suite.hash == identity.suite && run.contracts.iter().all(|contract| is_same(&contract.api, &contract.hash))
}

/// The contracts that a run holds answers against.
pub fn contracts(session: &Session) -> Contracts {
    session.apis.iter().map(|(api, own)| (api.clone(), own.contract.clone())).collect()
}
