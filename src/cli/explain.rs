//! `countersign explain`: what a code means and what to do about it.

use std::io::Write;

use crate::cli::args::ExplainArgs;
use crate::exit::ExitCode;
use crate::source::code::{ALL, Code};
use crate::source::fields::nearest;

/// Runs the command.
pub fn explain(args: &ExplainArgs, out: &mut dyn Write, errors: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(text) = &args.code else {
        for code in ALL {
            writeln!(out, "{code}  {}", code.title())?;
        }
        return Ok(ExitCode::Holds);
    };
    let Some(code) = Code::parse(text) else {
        let hint = nearest(text, ALL.iter().map(|code| code.as_str()));
        let hint = hint.map(|code| format!("; did you mean {code}?")).unwrap_or_default();
        writeln!(errors, "there is no code `{text}`{hint}\n`countersign explain` lists all of them")?;
        return Ok(ExitCode::Usage);
    };
    writeln!(out, "{code}: {}\n\n{}", code.title(), wrap(code.explanation(), 80))?;
    Ok(ExitCode::Holds)
}

fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}
