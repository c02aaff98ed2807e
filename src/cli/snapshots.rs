//! `countersign snapshots`.

use camino::Utf8Path;

use crate::cli::args::SnapshotsArgs;
use crate::cli::run::Streams;
use crate::exit::ExitCode;

/// Runs the command.
pub fn snapshots(
    _project: Option<&Utf8Path>,
    _args: &SnapshotsArgs,
    _streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not there yet")
}
