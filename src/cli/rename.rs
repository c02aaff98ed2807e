//! `countersign rename`.

use camino::Utf8Path;

use crate::cli::args::RenameArgs;
use crate::cli::run::Streams;
use crate::exit::ExitCode;

/// Runs the command.
pub fn rename(_project: Option<&Utf8Path>, _args: &RenameArgs, _streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not there yet")
}
