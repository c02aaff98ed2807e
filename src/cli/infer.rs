//! `countersign schema infer`.

use crate::cli::args::InferArgs;
use crate::cli::run::Streams;
use crate::exit::ExitCode;

/// Runs the command.
pub fn infer(_args: &InferArgs, _streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not there yet")
}
