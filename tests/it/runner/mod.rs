//! The runner through the real binary: what is run, what is sent, how it ends.

mod attempts;
mod deadlines;
mod ends;
mod fetched;
mod flags;
mod flow;
mod harness;
mod interrupts;
mod isolation;
mod later;
mod pace;
mod progress;
mod read_only;
mod redirects;
mod rerun;
mod sent;
mod signals;
mod snapshots;
mod streams;
mod trust;

use crate::project::Project;
use crate::server::Server;

/// A project whose staging environment is `server`, with the one case file `cases/a.yaml`.
pub(crate) fn on(server: &Server, cases: &str) -> Project {
    let mut project = Project::items().with("cases/a.yaml", cases);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", KEY);
    project
}

/// The staging environment's secret.
const KEY: &str = "k/ey+with=signs 42";

/// The arguments for everything on staging.
const STAGING: &[&str] = &["run", "--env", "staging"];
