//! `countersign schema infer`: from responses that were recorded to a draft of a JSON Schema.

use std::io::Read;

use camino::Utf8Path;
use serde_json::{Map, Value};

use crate::cli::args::InferArgs;
use crate::cli::samples::{STANDARD_INPUT, Sample, read};
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::record::store::Store;
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::commands::json_without_commands;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;
use crate::value::shape::layout;
use crate::value::shape::model::Shape;
use crate::value::shape::schema::{DIALECT, Unseen, keywords};
use crate::value::shape::seen::Seen;

/// How many files a draft names.
const MAX_NAMED: usize = 5;

/// Runs the command.
pub fn infer(args: &InferArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    match drafted(args, &mut std::io::stdin(), &sources) {
        Ok(draft) => {
            match &args.output {
                Some(path) => writeln!(streams.out, "{path}: {}", draft.summary)?,
                None => streams.out.write_all(json_without_commands(draft.text).as_bytes())?,
            }
            Ok(ExitCode::Holds)
        }
        Err(diagnostics) => {
            writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
            Ok(ExitCode::Usage)
        }
    }
}

struct Draft {
    text: String,
    summary: String,
}

fn drafted(args: &InferArgs, input: &mut dyn Read, sources: &Sources) -> Result<Draft, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut samples = Vec::new();
    for path in &args.files {
        match read(path, input, sources) {
            Ok(found) => samples.extend(found),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let unseen = if args.strict { Unseen::Refused } else { Unseen::Allowed };
    let summary = summary(&samples);
    let schema = draft(&title(args), &format!("{summary}: {}", named(args)), &samples, unseen);
    let text = layout::text(&schema) + "\n";
    if let Some(path) = &args.output
        && let Err(diagnostic) = put(path, &text, args.force)
    {
        diagnostics.push(diagnostic);
        return Err(diagnostics);
    }
    Ok(Draft { text, summary })
}

/// The draft that accepts all samples.
fn draft(title: &str, origin: &str, samples: &[Sample], unseen: Unseen) -> Value {
    let shapes = samples.iter().map(|sample| match sample {
        Sample::Value(value) => Shape::infer(value),
        Sample::Shape(shape) => shape.clone(),
    });
    let shape = shapes.reduce(Shape::union).unwrap_or_else(Shape::any);
    let mut seen = Some(Seen::default());
    for sample in samples {
        match (sample, &mut seen) {
            (Sample::Value(value), Some(seen)) => seen.add(value, &shape),
            // Nobody counted what a shape was made from.
            _ => seen = None,
        }
    }
    let mut schema = Map::new();
    schema.insert("$schema".into(), DIALECT.into());
    schema.insert("title".into(), title.into());
    let keywords = keywords(&shape, seen.as_ref(), unseen);
    let remark = keywords.get("$comment").and_then(Value::as_str).map(|remark| format!("; {remark}"));
    schema.insert("$comment".into(), format!("{origin}{}", remark.unwrap_or_default()).into());
    schema.extend(keywords.into_iter().filter(|(key, _)| key != "$comment"));
    Value::Object(schema)
}

fn summary(samples: &[Sample]) -> String {
    let shapes = samples.iter().filter(|sample| matches!(sample, Sample::Shape(_))).count();
    let parts = [(samples.len() - shapes, "response"), (shapes, "shape")];
    let parts: Vec<String> = parts.iter().filter(|(number, _)| *number > 0).map(|(n, what)| count(*n, what)).collect();
    format!("drafted from {}", parts.join(" and "))
}

/// The files by their names, as their folders are those of one machine.
fn named(args: &InferArgs) -> String {
    let name = |path: &Utf8Path| match path.file_name() {
        Some(name) if path != STANDARD_INPUT => name.to_owned(),
        _ => "standard input".to_owned(),
    };
    let mut names: Vec<String> = args.files.iter().take(MAX_NAMED).map(|path| name(path)).collect();
    if args.files.len() > MAX_NAMED {
        names.push(format!("{} more", args.files.len() - MAX_NAMED));
    }
    names.join(", ")
}

/// As it was asked for, or as the first file is called.
fn title(args: &InferArgs) -> String {
    let first = args.files.first().and_then(|path| path.file_name()).filter(|name| *name != STANDARD_INPUT);
    let endings = [".snap.new", ".snap", ".json", ".jsonl", ".ndjson"];
    let stem = first.map(|name| endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name));
    args.title.clone().unwrap_or_else(|| stem.unwrap_or("response").to_owned())
}

fn put(path: &Utf8Path, text: &str, force: bool) -> Result<(), Diagnostic> {
    // Whoever names a file may name any; the store keeps to the folder that it is given.
    let name = path.file_name().map_or(path, Utf8Path::new);
    let store = Store::new(path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new(".")));
    let failed = |why: String| Diagnostic::new(Code::UnreadableFile, why).help("name another file with --output");
    if !force && std::fs::symlink_metadata(path).is_ok() {
        let there = Diagnostic::new(Code::InvalidValue, format!("{path} is there already, and was left as it is"));
        return Err(there.help("name another file, or replace this one with --force"));
    }
    let folder =
        std::fs::create_dir_all(store.root()).map_err(|error| format!("the folder of {path} cannot be made: {error}"));
    folder.map_err(failed)?;
    store.put(name, text).map_err(|error| failed(format!("the draft cannot be written: {error}")))
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use serde_json::{Value, json};

    use super::draft;
    use crate::cli::samples::Sample;
    use crate::contract::schema::standalone::{Rules, StandAlone};
    use crate::value::shape::fixture;
    use crate::value::shape::model::Shape;
    use crate::value::shape::schema::Unseen;

    fn holds(schema: &Value, values: &[Value]) {
        let compiled = StandAlone::default().value(schema, Rules::default());
        let compiled = compiled.unwrap_or_else(|problems| panic!("{schema:#}\n{problems:#?}"));
        for value in values {
            assert!(compiled.is_valid(value), "{value}\n{schema:#}");
        }
    }

    #[test]
    fn a_draft_compiles_and_accepts_what_it_was_made_from() {
        let mut random = Rng::with_seed(5);
        for round in 0..300 {
            let values = fixture::rows(&mut random);
            let samples: Vec<Sample> = values.iter().cloned().map(Sample::Value).collect();
            let unseen = if round % 2 == 0 { Unseen::Allowed } else { Unseen::Refused };
            let schema = draft("t", "o", &samples, unseen);
            holds(&schema, &values);
            let mut other = samples.clone();
            random.shuffle(&mut other);
            assert_eq!(draft("t", "o", &other, unseen).to_string(), schema.to_string());
        }
    }

    #[test]
    fn every_text_is_accepted_by_the_draft_that_it_leads_to() {
        for text in fixture::TEXTS {
            let value = json!([text]);
            holds(&draft("t", "o", &[Sample::Value(value.clone())], Unseen::Refused), &[value]);
        }
    }

    #[test]
    fn shapes_lead_to_drafts_as_well_and_beside_responses() {
        let mut random = Rng::with_seed(6);
        for _ in 0..300 {
            let shape = fixture::shape(&mut random, 3);
            let value = fixture::value(&mut random, 3);
            let both = [Sample::Shape(shape), Sample::Value(value.clone())];
            holds(&draft("t", "o", &both, Unseen::Allowed), &[value]);
        }
    }

    #[test]
    fn a_shape_and_the_responses_it_was_inferred_from_say_the_same() {
        let value = json!([{"a": 1, "b": "2021-05-01"}]);
        let schemas = [Sample::Shape(Shape::infer(&value)), Sample::Value(value)]
            .map(|one| draft("t", "o", &[one], Unseen::Allowed));
        assert_eq!(schemas[0], schemas[1]);
    }
}
