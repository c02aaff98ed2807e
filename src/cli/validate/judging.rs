//! One instance, held against the schema.

use std::io::Read;

use camino::Utf8Path;
use serde_json::Value;

use crate::cli::args::{DuplicateKeysArg, ValidateArgs};
use crate::cli::validate::instance::{Instance, Unusable, name, read};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::violation::{SchemaPlace, Violation, shown};
use crate::show::validation::outcome::{Located, Node, Outcome};
use crate::source::code::Code;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::value::path::JsonPath;
use crate::value::places::Duplicates;

/// How many violations of one instance are kept; the rest is only counted.
const MAX_KEPT: usize = 100;

/// What instances are held against.
pub struct Judging<'j> {
    /// How.
    pub args: &'j ValidateArgs,
    /// The schema.
    pub schema: &'j Schema,
    /// Which values are judged; the whole instance when absent.
    pub at: Option<&'j JsonPath>,
    /// Where texts are kept while something is said about them.
    pub sources: &'j Sources,
}

/// Reads one instance and judges it.
pub fn judge(judging: &Judging<'_>, path: &Utf8Path, input: &mut dyn Read) -> Outcome {
    let mut outcome =
        Outcome { file: path.to_string(), source: None, nodes: None, violations: Vec::new(), more: 0, unusable: None };
    let instance = match read(judging.args, path, input, judging.sources) {
        Ok(instance) => instance,
        Err(Unusable { source, problem }) => return Outcome { source, unusable: Some(problem), ..outcome },
    };
    let (mut violations, mut more) = repeated(judging, &instance.duplicates);
    match judging.at {
        None => violations.extend(violated(judging.schema, &instance.value, "")),
        Some(path) => outcome.nodes = Some(at(judging.schema, path, &instance.value, &mut violations)),
    }
    if violations.is_empty() {
        return outcome;
    }
    more += violations.len().saturating_sub(MAX_KEPT);
    violations.truncate(MAX_KEPT);
    locate(judging.sources, name(path), instance, violations, Outcome { more, ..outcome })
}

/// The keys that are given twice, where that counts.
fn repeated(judging: &Judging<'_>, duplicates: &Duplicates) -> (Vec<Violation>, usize) {
    if judging.args.duplicate_keys == DuplicateKeysArg::Allow {
        return (Vec::new(), 0);
    }
    let repeated = duplicates.told.iter().map(|duplicate| {
        let actual = format!("{:?} again", duplicate.key);
        violation(Code::DuplicateKeys, &duplicate.pointer, "each key once", actual)
    });
    (repeated.collect(), duplicates.more)
}

/// What no keyword of the schema says.
fn violation(code: Code, pointer: &str, expected: &str, actual: String) -> Violation {
    let (pointer, expected) = (pointer.to_owned(), expected.to_owned());
    Violation { code, pointer, keyword: String::new(), expected, actual, schema: SchemaPlace::default() }
}

fn violated(schema: &Schema, value: &Value, pointer: &str) -> Vec<Violation> {
    if schema.is_valid(value) {
        return Vec::new();
    }
    let mut violations = schema.violations(value);
    if violations.is_empty() {
        // What is not valid is never told as valid, whatever is known of why.
        violations.push(violation(Code::SchemaMismatch, "", "what the schema says", shown(value)));
    }
    violations.iter_mut().for_each(|violation| violation.pointer.insert_str(0, pointer));
    violations
}

/// Judges every value that a path selects. None at all is wrong: a path that is misspelt would check nothing.
fn at(schema: &Schema, path: &JsonPath, value: &Value, violations: &mut Vec<Violation>) -> Vec<Node> {
    let selected = path.selected(value);
    if selected.is_empty() {
        violations.push(violation(Code::NoNode, "", &format!("something at {path}"), "nothing there".to_owned()));
    }
    let judged = selected.into_iter().map(|selected| {
        let found = violated(schema, selected.value, &selected.pointer);
        let valid = found.is_empty();
        violations.extend(found);
        Node { path: selected.path, pointer: selected.pointer, valid }
    });
    judged.collect()
}

/// Puts violations where they are in the text.
fn locate(sources: &Sources, name: &str, instance: Instance, violations: Vec<Violation>, outcome: Outcome) -> Outcome {
    let pointers: Vec<&str> = violations.iter().map(|violation| violation.pointer.as_str()).collect();
    let places = instance.places(&pointers);
    let source = sources.add(name, instance.into_text());
    let located = violations.into_iter().zip(places);
    let located =
        located.map(|(violation, place)| Located { violation, span: Span::new(source, place.start, place.end) });
    Outcome { source: Some(source), violations: located.collect(), ..outcome }
}
