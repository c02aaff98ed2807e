//! How a run is shown, from its first line to why it may be incomplete.

use std::sync::Arc;
use std::time::Duration;

use crate::cli::args::{EnvironmentArgs, RunArgs};
use crate::record::event::Summary;
use crate::run::session::Session;
use crate::run::trials::Ended;
use crate::show::plain::{count, duration};
use crate::show::terminal::View;
use crate::source::code::Code;
use crate::suite::config::file::MOCK;

/// What every view of a run shares.
pub struct Shown {
    /// The run.
    pub session: Arc<Session>,
    /// Where requests go, for people.
    pub target: String,
    /// The arguments by which another run meets the same.
    pub again: String,
}

impl Shown {
    /// How things are shown.
    pub fn view(&self, color: bool) -> View<'_> {
        View {
            color,
            environment: &self.session.environment,
            is_mock: self.session.is_mock,
            is_insecure: self.session.insecure,
            target: self.target.clone(),
            seed: self.session.seed,
            again: self.again.clone(),
        }
    }
}

/// The arguments by which another run meets the same environment and the same random values.
pub fn again(args: &EnvironmentArgs, seed: u64) -> String {
    let mut again = String::new();
    if args.env != MOCK {
        again.push_str(&format!(" --env {}", args.env));
    }
    for var in &args.var {
        again.push_str(&format!(" --var '{}'", var.replace('\'', r"'\''")));
    }
    again.push_str(&format!(" --seed {seed}"));
    again
}

/// Why there are cases without a verdict.
pub fn why_incomplete(ended: Ended, summary: &Summary, args: &RunArgs, deadline: Option<Duration>) -> String {
    let not_run = format!("not run: {} of {}", summary.missing(), count(summary.planned, "case"));
    match ended {
        Ended::Complete => String::new(),
        Ended::Interrupted => format!("\ninterrupted: the run is incomplete; {not_run}\n"),
        Ended::DeadlinePassed => {
            let code = Code::RunDeadlinePassed;
            let limit = duration(deadline.unwrap_or_default());
            format!("\n[{code}] the run took longer than its deadline of {limit}, and is incomplete; {not_run}\n")
        }
        Ended::TooManyFailures => {
            let flag = if args.fail_fast {
                "--fail-fast".to_owned()
            } else {
                format!("--max-fail {}", args.max_fail.unwrap_or_default())
            };
            format!("\nstopped by {flag} after {}; {not_run}\n", count(summary.failed + summary.errors, "failure"))
        }
    }
}
