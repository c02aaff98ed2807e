//! What is generated from a schema fits it: for the schemas of the JSON Schema test suite, for made-up ones, and for
//! descriptions of real APIs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use camino::Utf8Path;
use countersign::contract::description::Contract;
use countersign::contract::dialect::Direction;
use countersign::contract::generate::value::{Options, Samples, generate};
use countersign::contract::operation::{MediaType, SchemaRef};
use countersign::contract::schema::compile::Assertions;
use countersign::contract::schema::standalone::{Rules, StandAlone};
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use serde_json::Value;

/// Schemas of the suite for which nothing fits is found, and why.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn what_is_generated_fits_the_schemas_of_the_test_suite() {
    let suites =
        std::env::var_os("COUNTERSIGN_SUITES").map_or_else(|| PathBuf::from("../shared/suites"), PathBuf::from);
    let drafts = [
        ("draft2020-12", "https://json-schema.org/draft/2020-12/schema", false),
        ("draft2020-12/optional/format", "https://json-schema.org/draft/2020-12/schema", true),
        ("draft2019-09", "https://json-schema.org/draft/2019-09/schema", false),
        ("draft7", "http://json-schema.org/draft-07/schema#", false),
        ("draft6", "http://json-schema.org/draft-06/schema#", false),
        ("draft4", "http://json-schema.org/draft-04/schema#", false),
    ];
    let mut unmet = BTreeSet::new();
    let mut tried = 0;
    for (folder, dialect, formats) in drafts {
        let Some(groups) = groups(&suites.join("json-schema/tests").join(folder), dialect) else {
            eprintln!("skipped: the JSON Schema test suite is not here");
            return;
        };
        for (name, schema) in groups {
            let rules = Rules { known_keywords_only: false, assertions: Assertions { formats, contents: false } };
            let Ok(schema) = StandAlone::default().value(&schema, rules) else { continue };
            for (seed, samples) in [(1, Samples::Shown), (2, Samples::Ignored), (3, Samples::Ignored)] {
                tried += 1;
                let generated = generate(&schema, &Options { seed, samples, ..Options::default() });
                assert_eq!(generated.unmet.is_empty(), schema.is_valid(&generated.value), "{folder}/{name}");
                if !generated.unmet.is_empty() {
                    unmet.insert(format!("{folder}/{name}"));
                }
            }
        }
    }
    assert!(tried > 3000, "only {tried}");
    let expected: BTreeSet<String> = EXCEPTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(unmet, expected);
}

/// The schemas of a folder that some instance fits.
fn groups(folder: &Path, dialect: &str) -> Option<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path()) {
        let Ok(text) = std::fs::read(&file) else { continue };
        let groups: Vec<Value> = serde_json::from_slice(&text).expect("JSON");
        for group in groups {
            let valid = |test: &Value| test["valid"] == true;
            let mut schema = group["schema"].clone();
            if schema.to_string().contains("localhost:1234")
                || !group["tests"].as_array().expect("tests").iter().any(valid)
            {
                continue;
            }
            if let Some(map) = schema.as_object_mut() {
                map.entry("$schema").or_insert(dialect.into());
            }
            let file = file.file_stem().expect("a name").display();
            found.push((format!("{file}: {}", group["description"].as_str().unwrap_or("")), schema));
        }
    }
    Some(found)
}

/// Every schema is written around a value that fits it, so there is something to find.
#[test]
fn what_is_generated_fits_schemas_that_something_fits() {
    let (mut tried, mut unmet) = (0, Vec::new());
    for seed in 0..3_000 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let value = random::value(&mut rng, 0);
        let schema = random::schema(&value, &mut rng, 0);
        let compiled = StandAlone::default().value(&schema, Rules::default()).expect("in order");
        if !compiled.is_valid(&value) {
            continue;
        }
        tried += 1;
        let generated = generate(&compiled, &Options { seed, ..Options::default() });
        assert_eq!(generated.unmet.is_empty(), compiled.is_valid(&generated.value));
        if !generated.unmet.is_empty() {
            unmet.push(format!("{seed}: {schema} is met by {value}, not by {}", generated.value));
        }
    }
    assert!(tried > 2_000, "only {tried}");
    assert!(unmet.is_empty(), "{} of {tried}:\n{}", unmet.len(), unmet.join("\n"));
}

mod random {
    //! Values, and schemas that they fit in most cases.

    use serde_json::{Map, Value, json};

    /// Some value.
    pub(super) fn value(rng: &mut fastrand::Rng, depth: usize) -> Value {
        match rng.u8(..if depth < 3 { 9 } else { 6 }) {
            0 => Value::Null,
            1 => rng.bool().into(),
            2 => rng.i32(-50..1000).into(),
            3 => json!(f64::from(rng.i32(-500..5000)) / 4.0),
            4 | 5 => ["a", "open", "2026-01-31", "x-1", "", "some words", "AB-12"][rng.usize(..7)].into(),
            6 => (0..rng.usize(..4)).map(|_| value(rng, depth + 1)).collect(),
            _ => {
                let names = ["a", "b", "kind", "x-1", "name", "id"];
                let names = (0..rng.usize(..5)).map(|_| names[rng.usize(..6)].to_owned()).collect::<Vec<_>>();
                Value::Object(names.into_iter().map(|name| (name, value(rng, depth + 1))).collect())
            }
        }
    }

    /// A schema around a value.
    pub(super) fn schema(value: &Value, rng: &mut fastrand::Rng, depth: usize) -> Value {
        if depth > 4 || rng.u8(..10) == 0 {
            return own(value, rng, depth);
        }
        let other = |rng: &mut fastrand::Rng| {
            let other = self::value(rng, 2);
            own(&other, rng, depth + 1)
        };
        let mut out = match own(value, rng, depth) {
            Value::Object(map) => map,
            other => return other,
        };
        match rng.u8(..14) {
            0 => drop(out.insert("allOf".into(), json!([own(value, rng, depth), own(value, rng, depth)]))),
            1 => drop(out.insert("anyOf".into(), json!([other(rng), own(value, rng, depth)]))),
            2 => drop(out.insert("oneOf".into(), json!([other(rng), own(value, rng, depth), other(rng)]))),
            3 => drop(out.insert("not".into(), other(rng))),
            4 => {
                out.insert("if".into(), other(rng));
                out.insert("then".into(), schema(value, rng, depth + 1));
                out.insert("else".into(), schema(value, rng, depth + 1));
            }
            5 if value.is_object() => {
                let dependent = json!({ "a": schema(value, rng, depth + 1), "b": { "required": ["a"] } });
                out.insert("dependentSchemas".into(), dependent);
                out.insert("dependentRequired".into(), json!({ "name": ["id"] }));
            }
            _ => {}
        }
        Value::Object(out)
    }

    fn own(value: &Value, rng: &mut fastrand::Rng, depth: usize) -> Value {
        let mut out = Map::new();
        let mut say = |chance: u8, key: &str, operand: Value, rng: &mut fastrand::Rng| {
            if rng.u8(..10) < chance {
                out.insert(key.to_owned(), operand);
            }
        };
        match value {
            Value::Null => say(9, "type", "null".into(), rng),
            Value::Bool(_) => say(9, "type", "boolean".into(), rng),
            Value::Number(number) => {
                let number = number.as_f64().expect("small");
                say(7, "type", if number.fract() == 0.0 { "integer" } else { "number" }.into(), rng);
                say(3, "minimum", json!(number - f64::from(rng.u8(..3))), rng);
                say(3, "exclusiveMaximum", json!(number + 0.5 + f64::from(rng.u8(..3))), rng);
                say(2, "multipleOf", json!(0.25), rng);
            }
            Value::String(text) => {
                let length = text.chars().count();
                say(8, "type", "string".into(), rng);
                say(3, "minLength", length.into(), rng);
                say(3, "maxLength", (length + rng.usize(..3)).into(), rng);
                say(2, "pattern", ["^[a-zA-Z0-9 -]*$", "^(a|o|x|s|$)", "[a-z0-9]"][rng.usize(..3)].into(), rng);
                say(1, "format", "date".into(), rng);
            }
            Value::Array(elements) => {
                say(8, "type", "array".into(), rng);
                say(3, "minItems", elements.len().into(), rng);
                say(3, "maxItems", (elements.len() + rng.usize(..2)).into(), rng);
                say(2, "uniqueItems", true.into(), rng);
                let each: Vec<Value> = elements.iter().map(|element| schema(element, rng, depth + 1)).collect();
                if let Some(first) = each.first().cloned() {
                    say(3, "contains", first, rng);
                    say(2, "maxContains", 1.into(), rng);
                    say(3, "prefixItems", each.clone().into(), rng);
                    say(3, "items", json!({ "anyOf": each }), rng);
                }
                say(1, "unevaluatedItems", false.into(), rng);
            }
            Value::Object(map) => {
                say(8, "type", "object".into(), rng);
                let names: Vec<&String> = map.keys().collect();
                let properties: Map<String, Value> =
                    map.iter().map(|(name, value)| (name.clone(), schema(value, rng, depth + 1))).collect();
                say(7, "properties", properties.into(), rng);
                say(5, "required", names.iter().take(rng.usize(..=names.len())).copied().cloned().collect(), rng);
                say(2, "additionalProperties", false.into(), rng);
                say(1, "unevaluatedProperties", false.into(), rng);
                say(2, "minProperties", names.len().into(), rng);
                say(2, "maxProperties", names.len().into(), rng);
                say(2, "propertyNames", json!({ "pattern": "^[a-z]" }), rng);
                say(2, "patternProperties", json!({ "^x-": { "type": ["string", "integer"] } }), rng);
            }
        }
        if rng.u8(..12) == 0 {
            out.insert("enum".into(), json!([self::value(rng, 3), value]));
        }
        Value::Object(out)
    }
}

/// The contracts of this repository. `COUNTERSIGN_DESCRIPTIONS` names another folder of OpenAPI descriptions and
/// `COUNTERSIGN_SAMPLE` how many of them are taken (all, unless set); `--nocapture` shows the figures.
#[test]
fn what_is_generated_fits_the_schemas_of_real_descriptions() {
    let folder = std::env::var_os("COUNTERSIGN_DESCRIPTIONS").map_or_else(|| PathBuf::from("schemas"), PathBuf::from);
    let sample = std::env::var("COUNTERSIGN_SAMPLE").ok().and_then(|text| text.parse().ok()).unwrap_or(usize::MAX);
    let mut files = Vec::new();
    descriptions(&folder, &mut files);
    files.sort();
    fastrand::Rng::with_seed(1).shuffle(&mut files);
    let mut figures = Figures::default();
    for file in files {
        if figures.descriptions == sample {
            break;
        }
        figures.add(&file);
    }
    figures.slowest.sort_by(|a, b| b.cmp(a));
    eprintln!(
        "{} descriptions ({} not loaded), {} schemas ({} not compiled), {} not fitted; {:?} in all, {:?} the slowest",
        figures.descriptions,
        figures.unreadable,
        figures.schemas,
        figures.uncompiled,
        figures.unmet.len(),
        figures.time,
        figures.slowest.iter().take(8).collect::<Vec<_>>()
    );
    figures.unmet.iter().for_each(|line| eprintln!("{line}"));
    assert!(figures.schemas > 0 && figures.unmet.len() * 1000 < figures.schemas, "too many are not fitted");
}

#[derive(Default)]
struct Figures {
    descriptions: usize,
    unreadable: usize,
    schemas: usize,
    uncompiled: usize,
    unmet: BTreeSet<String>,
    time: Duration,
    slowest: Vec<(Duration, String)>,
}

impl Figures {
    fn add(&mut self, file: &Path) {
        let (Some(root), Some(name)) = (file.parent().and_then(Utf8Path::from_path), file.file_name()) else { return };
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if !text.contains("\"openapi\"") && !text.contains("openapi:") {
            return;
        }
        self.descriptions += 1;
        let name = Utf8Path::new(name.to_str().unwrap_or_default());
        let Some(contract) = Contract::load(root, name, &Sources::default(), &mut Diagnostics::default()) else {
            self.unreadable += 1;
            return;
        };
        let mut seen = BTreeSet::new();
        for operation in &contract.operations {
            let sent = operation.request_body.iter().flat_map(|body| &body.content);
            let received = operation.responses.iter().flat_map(|response| &response.content);
            let schema = |media: &MediaType| media.schema.clone();
            let sent = sent.filter_map(schema).map(|schema| (schema, Direction::Request));
            let received = received.filter_map(schema).map(|schema| (schema, Direction::Response));
            for (schema, direction) in sent.chain(received) {
                if seen.insert((schema.place.clone(), direction == Direction::Request)) {
                    self.one(&contract, &schema, direction, file);
                }
            }
        }
    }

    fn one(&mut self, contract: &Contract, schema: &SchemaRef, direction: Direction, file: &Path) {
        let Ok(schema) = contract.schema(schema, direction) else {
            self.uncompiled += 1;
            return;
        };
        self.schemas += 1;
        for (seed, samples) in [(1, Samples::Shown), (2, Samples::Ignored)] {
            let start = Instant::now();
            let generated = generate(&schema, &Options { seed, samples, ..Options::default() });
            let time = start.elapsed();
            self.time += time;
            let place = format!("{} {}", file.display(), schema.place().text);
            if time > Duration::from_millis(20) {
                self.slowest.push((time, place.clone()));
            }
            assert!(generated.value.to_string().len() < 10_000_000, "{place}");
            if let Some(violation) = generated.unmet.first() {
                self.unmet.insert(format!(
                    "{place}: {} {} expected {}, not {}; {}",
                    violation.pointer, violation.keyword, violation.expected, violation.actual, violation.schema.text
                ));
            }
        }
    }
}

fn descriptions(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            descriptions(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json" || extension == "yaml") {
            files.push(path);
        }
    }
}
