//! The body of a documented answer: which value it is made of, and what is to be said about that.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value as Json;

use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::generate::value::Generated;
use crate::contract::operation::{Example, MediaType};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::violation::Violation;
use crate::mock::answer::generated::{Source, generated};
use crate::mock::answer::render::{essence, is_opaque, render, sample};
use crate::mock::answer::words::Words;
use crate::source::diagnostic::Diagnostic;
use crate::value::json;
use crate::wire::exchange::is_json;

/// What a body is made from.
pub struct Material<'r> {
    /// The contract.
    pub contract: &'r Contract,
    /// The status of the answer.
    pub status: u16,
    /// The documented media type.
    pub entry: &'r MediaType,
    /// The content type to be sent.
    pub content_type: &'r str,
    /// The name of the example that is asked for.
    pub example: Option<&'r str>,
    /// The answer in words, `GET /items 200`; for notes.
    pub place: &'r dyn Fn() -> String,
}

/// A body.
#[derive(Debug, Default)]
pub struct Made {
    /// As it is sent.
    pub bytes: Bytes,
    /// The object it was made from, when it was made up and fits.
    pub made: Option<(Json, Arc<Schema>)>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// The named example, else the first that fits its schema, else what is made up from the schema. The error is the
/// schema's, when it cannot be used and there is nothing else to go by.
pub fn of(material: &Material<'_>, source: Source, seed: u64) -> Result<Made, Diagnostic> {
    let Material { contract, entry, content_type, example, .. } = material;
    if let Some(name) = example
        && let Some(example) = entry.examples.iter().find(|example| example.name == *name)
    {
        return Ok(Made { bytes: render(&example.value, content_type, None), ..Made::default() });
    }
    let schema = match entry.schema.as_ref().map(|schema| contract.schema(schema, Direction::Response)).transpose() {
        Ok(schema) => schema,
        Err(diagnostic) => return unusable(material, source, diagnostic),
    };
    let mut notes = Vec::new();
    if source == Source::Documented
        && let Some(value) = material.fitting(schema.as_deref(), &mut notes)
    {
        return Ok(Made { bytes: render(&value, content_type, schema.as_deref()), made: None, notes });
    }
    let textual = schema.as_deref().is_some_and(|schema| !is_opaque(schema, content_type));
    let Some(schema) = schema.filter(|_| textual) else {
        return Ok(Made { bytes: sample(content_type), made: None, notes });
    };
    let Generated { mut value, unmet } = generated(&schema, seed, source);
    if !unmet.is_empty() {
        notes.push(material.misfit("no value could be made", &schema, &unmet));
        // The documentation contradicts itself either way; what it shows is nearer to what was meant.
        let shown = entry.examples.first().filter(|_| source == Source::Documented);
        let value = shown.map_or(&value, |example| &example.value);
        return Ok(Made { bytes: render(value, content_type, Some(&schema)), made: None, notes });
    }
    if material.status >= 400 {
        let reason = StatusCode::from_u16(material.status).ok().and_then(|status| status.canonical_reason());
        let words = Words { status: material.status, detail: reason.unwrap_or("error"), violations: &[] };
        words.put_into(&mut value, &|value| schema.is_valid(value));
    }
    let bytes = render(&value, content_type, Some(&schema));
    let made = value.is_object().then_some((value, schema));
    Ok(Made { bytes, made, notes })
}

/// With a schema that cannot be used, an example is all there is to go by.
fn unusable(material: &Material<'_>, source: Source, diagnostic: Diagnostic) -> Result<Made, Diagnostic> {
    let example = material.entry.examples.first().filter(|_| source == Source::Documented);
    let Some(example) = example else { return Err(diagnostic) };
    let note = format!("{}: {}; the example is sent unjudged", (material.place)(), diagnostic.message);
    let bytes = render(&example.value, material.content_type, None);
    Ok(Made { bytes, made: None, notes: vec![note] })
}

impl Material<'_> {
    /// The first documented example that fits the schema. Those that don't are told.
    fn fitting(&self, schema: Option<&Schema>, notes: &mut Vec<String>) -> Option<Json> {
        for example in &self.entry.examples {
            match self.fits(example, schema) {
                Ok(value) => return Some(value),
                Err(words) => notes.push(words),
            }
        }
        None
    }

    fn fits(&self, example: &Example, schema: Option<&Schema>) -> Result<Json, String> {
        let value = &example.value;
        // What other media types look like as text no schema can judge.
        let Some(schema) = schema.filter(|_| is_json(&essence(self.content_type))) else { return Ok(value.clone()) };
        if schema.is_valid(value) {
            return Ok(value.clone());
        }
        // Many write the JSON of an example into a string.
        if let Some(inside) = value.as_str().and_then(|text| json::parse(text.as_bytes()).ok())
            && schema.is_valid(&inside)
        {
            return Ok(inside);
        }
        let name = if example.name.is_empty() { String::new() } else { format!(" `{}`", example.name) };
        let line = self.contract.documents.line(example.span).unwrap_or_default();
        let what = format!("the example{name} at {line} is left out");
        Err(self.misfit(&what, schema, &schema.violations(value)))
    }

    /// `GET /items 200: no value could be made that fits the schema at api.yaml:12: /id: expected .., found ..`
    fn misfit(&self, what: &str, schema: &Schema, violations: &[Violation]) -> String {
        let why = violations.first().map(words).unwrap_or_default();
        let at = violations.first().map_or(schema.place().span, |violation| violation.schema.span);
        let line = self.contract.documents.line(at).unwrap_or_default();
        format!("{}: {what}, by the schema at {line}: {why}", (self.place)())
    }
}

fn words(violation: &Violation) -> String {
    let Violation { pointer, expected, actual, .. } = violation;
    let at = if pointer.is_empty() { String::new() } else { format!("{pointer}: ") };
    format!("{at}expected {expected}, found {actual}")
}
