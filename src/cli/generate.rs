//! `countersign completions` and `countersign man`.

use std::io::Write;

use clap::CommandFactory;

use crate::cli::args::Cli;
use crate::exit::ExitCode;

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "countersign", &mut script);
    out.write_all(&script)?;
    Ok(ExitCode::Holds)
}

/// Prints the manual page, in roff.
pub fn man(out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    out.write_all(&page)?;
    Ok(ExitCode::Holds)
}
