//! What is generated from a schema fits it: for the schemas of the JSON Schema test suite, and for descriptions of real
//! APIs where they are at hand.

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
#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
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

/// Set `COUNTERSIGN_DESCRIPTIONS` to a folder of OpenAPI descriptions, `COUNTERSIGN_SAMPLE` to how many of them are
/// taken (all, unless set), and run with `--nocapture` to see the figures.
#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so, and this one tells figures")]
fn what_is_generated_fits_the_schemas_of_real_descriptions() {
    let Some(folder) = std::env::var_os("COUNTERSIGN_DESCRIPTIONS").map(PathBuf::from) else {
        eprintln!("skipped: COUNTERSIGN_DESCRIPTIONS names no folder of descriptions");
        return;
    };
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
