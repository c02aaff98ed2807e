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

/// Prints a manual page, in roff: of the whole tool or of one command.
pub fn man(command: Option<&str>, out: &mut dyn Write, errors: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut root = Cli::command();
    root.build();
    let page = match command {
        None => clap_mangen::Man::new(root),
        Some(name) => match root.find_subcommand(name) {
            Some(command) => clap_mangen::Man::new(command.clone()).title(format!("countersign-{name}")),
            None => {
                writeln!(errors, "there is no command `{name}`; `countersign --help` lists them")?;
                return Ok(ExitCode::Usage);
            }
        },
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    out.write_all(&text)?;
    Ok(ExitCode::Holds)
}
