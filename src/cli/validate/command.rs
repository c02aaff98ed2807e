//! The way of the command: the schema once, then one instance after the other.

use std::io::Read;
use std::sync::Arc;

use crate::cli::args::ValidateArgs;
use crate::cli::streams::Streams;
use crate::cli::validate::judging::{Judging, judge};
use crate::cli::validate::schema;
use crate::exit::ExitCode;
use crate::show::validation::json::{Use, json, schema_json};
use crate::show::validation::outcome::Outcome;
use crate::show::validation::text::{alone, summary, text};
use crate::source::code::Code;
use crate::source::commands::json_without_commands;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;
use crate::value::path::JsonPath;

/// Runs the command.
pub fn validate(args: &ValidateArgs, input: &mut dyn Read, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let sources = Arc::new(Sources::default());
    let path = args.at.as_deref().map(selector).transpose();
    let (at, made) = match (path, schema::compile(args, input, &sources)) {
        (Ok(at), Ok(made)) => (at, made),
        (at, made) => {
            let mut problems = Diagnostics::default();
            problems.extend(at.err());
            problems.extend(made.err().into_iter().flatten());
            tell_schema(args, Use::Refused, &problems, &sources, streams)?;
            return Ok(ExitCode::Usage);
        }
    };
    tell_schema(args, Use::Taken, &made.remarks, &sources, streams)?;
    let code = if made.remarks.has_errors() { ExitCode::Usage } else { ExitCode::Holds };
    let judging = Judging { args, schema: &made.schema, at: at.as_deref(), sources: &sources };
    let mut counts = Counts::default();
    for path in &args.instances {
        let outcome = judge(&judging, path, input);
        counts.add(&outcome);
        tell(args, &outcome, &sources, streams)?;
        if let Some(source) = outcome.source {
            sources.forget(source);
        }
    }
    if !args.json && !args.quiet {
        match args.instances.is_empty() {
            true => writeln!(streams.out, "{}", alone(&args.schema, &made.remarks))?,
            false => writeln!(streams.out, "{}", summary(counts.valid, counts.invalid, counts.unusable))?,
        }
    }
    Ok(code.and(counts.code()))
}

#[derive(Default)]
struct Counts {
    valid: usize,
    invalid: usize,
    unusable: usize,
}

impl Counts {
    fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome { unusable: Some(_), .. } => self.unusable += 1,
            outcome if outcome.is_valid() => self.valid += 1,
            _ => self.invalid += 1,
        }
    }

    fn code(&self) -> ExitCode {
        match self {
            Counts { unusable: 1.., .. } => ExitCode::Usage,
            Counts { invalid: 1.., .. } => ExitCode::Broken,
            _ => ExitCode::Holds,
        }
    }
}

/// What is to be said of the schema: to people wherever there is something, to scripts where it counts.
fn tell_schema(
    args: &ValidateArgs,
    use_of_it: Use,
    problems: &Diagnostics,
    sources: &Sources,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    if args.json && (problems.has_errors() || args.instances.is_empty()) {
        let line = schema_json(&args.schema, use_of_it, problems, sources);
        writeln!(streams.out, "{}", json_without_commands(line.to_string()))?;
    }
    if !problems.is_empty() {
        writeln!(streams.errors, "{}", render_all(problems, sources, streams.color))?;
    }
    Ok(())
}

fn tell(args: &ValidateArgs, outcome: &Outcome, sources: &Sources, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    if args.json {
        writeln!(streams.out, "{}", json_without_commands(json(outcome, sources).to_string()))?;
        return Ok(());
    }
    let Some(text) = text(outcome, sources, streams.color) else { return Ok(()) };
    match outcome.unusable {
        Some(_) => writeln!(streams.errors, "{text}")?,
        None if args.quiet => {}
        None => writeln!(streams.out, "{text}")?,
    }
    Ok(())
}

fn selector(text: &str) -> Result<Arc<JsonPath>, Diagnostic> {
    JsonPath::parse(text).map_err(|error| {
        Diagnostic::new(Code::InvalidValue, format!("`--at {text}` is not a JSONPath: {error}"))
            .help("paths are those of RFC 9535, such as `$.items[*].price` or `$.items[?@.price > 10]`")
    })
}
