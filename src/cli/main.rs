//! From the process's arguments to its exit code.

use std::io::{IsTerminal, Write};

use clap::Parser;

use crate::cli::args::{Cli, Color, Command};
use crate::cli::{explain, generate, lint};
use crate::exit::ExitCode;

/// Parses the process's arguments, does what they ask, and returns the exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not mistakes.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::Usage } else { ExitCode::Holds };
        }
    };
    let mut out = std::io::stdout();
    let mut errors = std::io::stderr();
    match dispatch(&cli, &mut out, &mut errors) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::Incomplete,
        Err(error) => {
            let _ = writeln!(errors, "error: {error:#}");
            ExitCode::Incomplete
        }
    }
}

fn dispatch(cli: &Cli, out: &mut dyn Write, errors: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let project = cli.project.as_deref();
    match &cli.command {
        Command::Lint(args) => lint::lint(project, args, wants_color(cli.color, &std::io::stdout()), out),
        Command::Explain(args) => explain::explain(args, out, errors),
        Command::Completions { shell } => generate::completions(*shell, out),
        Command::Man => generate::man(out),
        _ => anyhow::bail!("not yet"),
    }
}

/// Whether colours are used on a stream.
fn wants_color(color: Color, stream: &impl IsTerminal) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
