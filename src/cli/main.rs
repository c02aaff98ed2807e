//! From the process's arguments to its exit code.

use std::io::{IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::Parser;

use crate::cli::args::{Cli, Color, Command, SchemaCommand};
use crate::cli::hiding::{hidden, hide_secrets};
use crate::cli::run::caller::Caller;
use crate::cli::run::command::run;
use crate::cli::signals::{end_at_once, outlive_file_limits};
use crate::cli::streams::Streams;
use crate::cli::{
    coverage, diff, explain, gate, generate, infer, init, lint, merge, mock, rename, report, review, show, snapshots,
    validate,
};
use crate::exit::ExitCode;

/// Parses the process's arguments, does what they ask, and returns the exit code.
pub fn main() -> ExitCode {
    outlive_file_limits();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    hide_secrets(cli.project.clone());
    let mut out = hidden(std::io::stdout());
    let mut errors = hidden(std::io::stderr());
    // The hook has said already what went wrong.
    let done = catch_unwind(AssertUnwindSafe(|| dispatch(&cli, &mut out, &mut errors)));
    concluded(done.unwrap_or(Ok(ExitCode::Bug)), &mut out, &mut errors)
}

/// Help and version are answers, not mistakes. What was mistaken is repeated, and may be anything.
fn misused(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::Holds;
    }
    hide_secrets(None);
    let color = wants_color(Color::Auto, &std::io::stderr());
    let text = error.render();
    let text = if color { text.ansi().to_string() } else { text.to_string() };
    let _ = hidden(std::io::stderr()).write_all(text.as_bytes());
    ExitCode::Usage
}

/// The exit code, once everything is printed.
fn concluded(done: anyhow::Result<ExitCode>, out: &mut dyn Write, errors: &mut dyn Write) -> ExitCode {
    match done.and_then(|code| Ok(out.flush().map(|()| code)?)) {
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
        Command::Man { command } => generate::man(command.as_deref(), out, errors),
        Command::Run(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            end_at_once();
            run(project, args, Caller::Command, &mut Streams { out, errors, color })
        }
        Command::Show(args) => show::show(project, args, wants_color(cli.color, &std::io::stderr()), out, errors),
        Command::Review(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            review::command::review(project, args, &mut Streams { out, errors, color })
        }
        Command::Snapshots(args) => snapshots::snapshots(project, args, &mut Streams { out, errors, color: false }),
        Command::Coverage(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            coverage::coverage(project, args, &mut Streams { out, errors, color })
        }
        Command::Rename(args) => {
            let color = wants_color(cli.color, &std::io::stderr());
            rename::command::rename(project, args, &mut Streams { out, errors, color })
        }
        Command::Merge(args) => {
            let color = wants_color(cli.color, &std::io::stderr());
            merge::merge(args, &mut Streams { out, errors, color })
        }
        Command::Diff(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            diff::diff(project, args, &mut Streams { out, errors, color })
        }
        Command::Gate(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            gate::command::gate(project, args, &mut Streams { out, errors, color })
        }
        Command::Baseline(args) => {
            let color = wants_color(cli.color, &std::io::stderr());
            gate::baseline::baseline(project, args, &mut Streams { out, errors, color })
        }
        Command::Schema { command: SchemaCommand::Infer(args) } => {
            infer::infer(args, &mut Streams { out, errors, color: false })
        }
        Command::Validate(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            validate::command::validate(args, &mut std::io::stdin(), &mut Streams { out, errors, color })
        }
        Command::Mock(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            mock::mock(project, args, color, out, errors)
        }
        Command::Report(args) => {
            let color = wants_color(cli.color, &std::io::stdout());
            report::command::report(project, args, &mut Streams { out, errors, color })
        }
        Command::Init(args) => init::init(project, args, wants_color(cli.color, &std::io::stderr()), out, errors),
    }
}

/// What a test target with `harness = false` calls: the suite of the package on its mock, with libtest's arguments.
/// `COUNTERSIGN_ENV` names another environment.
pub fn harness() -> ExitCode {
    outlive_file_limits();
    let mut arguments = vec![std::ffi::OsString::from("countersign"), "run".into()];
    arguments.extend(std::env::args_os().skip(1));
    if let Some(environment) = std::env::var_os("COUNTERSIGN_ENV") {
        arguments.extend(["--env".into(), environment]);
    }
    let parsed = Cli::try_parse_from(arguments);
    let (cli, args) = match parsed {
        Ok(Cli { project, color, command: Command::Run(args) }) => ((project, color), args),
        Ok(_) => return ExitCode::Usage,
        Err(error) => return misused(&error),
    };
    hide_secrets(cli.0.clone());
    let (mut out, mut errors) = (hidden(std::io::stdout()), hidden(std::io::stderr()));
    let color = wants_color(cli.1, &std::io::stdout());
    let mut streams = Streams { out: &mut out, errors: &mut errors, color };
    let done = run(cli.0.as_deref(), &args, Caller::Harness, &mut streams);
    concluded(done, &mut out, &mut errors)
}

/// Whether colours are used on a stream.
fn wants_color(color: Color, stream: &impl IsTerminal) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            stream.is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|name| name != "dumb")
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
