//! One step of a case: its request is made, sent and judged, and what later steps need is kept.

use serde_json::Value;

use crate::judge::verdict::Finding;
use crate::run::conclude::conclude;
use crate::run::finding::variables;
use crate::run::progress::{Outcome, Progress, Runner, stopped};
use crate::run::repetition::{run_pages, run_until};
use crate::run::send::send;
use crate::suite::model::Step;
use crate::suite::template::scope::Scope;

/// Runs one step.
pub fn run_step(runner: &Runner<'_>, step: &Step, progress: &mut Progress) -> Outcome {
    let scope = match step_scope(step, progress) {
        Ok(scope) => scope,
        Err(finding) => return stopped(runner, step, progress, *finding),
    };
    match (&step.repeat, &step.until) {
        (Some(repeat), _) => run_pages(runner, step, repeat, scope, progress),
        (None, Some(until)) => run_until(runner, step, until, scope, progress),
        (None, None) => match send(runner, step, &scope) {
            Ok(sent) => conclude(runner, step, scope, sent, Vec::new(), progress),
            Err(unsent) => unsent.outcome(runner, step, progress),
        },
    }
}

/// The scope of a step: what was captured until now, and the arguments of its block.
fn step_scope(step: &Step, progress: &Progress) -> Result<Scope, Box<Finding>> {
    let scope = progress.scope.clone().with("captures", Value::Object(progress.captures.clone()));
    match &step.with {
        None => Ok(scope),
        Some(with) => {
            let arguments = variables(with.iter(), scope.clone(), "with")?;
            Ok(scope.with("with", arguments))
        }
    }
}
