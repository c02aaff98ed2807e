//! Matchers, held against bodies.

use camino::Utf8Path;
use countersign::judge::check::judging::Judging;
use countersign::judge::check::matcher;
use countersign::judge::place::Place;
use countersign::judge::schemas::NoSchemas;
use countersign::judge::sink::Sink;
use countersign::judge::verdict::{Part, Severity};
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::source::span::Span;
use countersign::suite::casefile::file::{Blocks, Loader, load};
use countersign::suite::model::{Matcher, Rule, RuleKind};
use countersign::suite::template::data::Data;
use countersign::suite::template::scope::Scope;
use countersign::value::{diff, json};
use serde_json::{Value, json};

use super::input::texts;
use super::problems;

const HEAD: &str = "api: fuzz\ncases:\n  - name: fuzz\n    operation: GET /\n    expect:\n      body:\n";

/// What `body` says in a case, and a body.
pub fn fuzz(bytes: &[u8]) {
    let Some([text, body]) = texts(bytes) else { return };
    let Ok(body) = json::parse(body.as_bytes()) else { return };
    same(&body);
    let Some(asked) = read(text) else { return };
    let told = judged(&asked, &body);
    let again = judged(&asked, &body);
    assert_eq!(told.findings, again.findings, "the same is told of the same");
    assert!(told.failed() || told.findings.is_empty());
    for finding in told.findings.iter().filter(|finding| finding.severity == Severity::Failure) {
        let pointer = finding.pointer.as_deref().unwrap_or_default();
        assert!(leads_into(&body, pointer), "{pointer:?} leads nowhere in {body}: {finding:?}");
    }
    let is_honest = told.findings.iter().all(|finding| finding.severity == Severity::Failure);
    if is_honest {
        let inverted = judged(&of(RuleKind::Not(asked)), &body);
        let is_honest = inverted.findings.iter().all(|finding| finding.severity == Severity::Failure);
        assert!(!is_honest || inverted.failed() != told.failed(), "what holds does not hold inverted");
    }
}

/// Every value is what it is, and at least what it is.
fn same(body: &Value) {
    let data = || Data::from_json(body.clone());
    for kind in [RuleKind::Equals(data()), RuleKind::Subset(data())] {
        let told = judged(&of(kind), body);
        assert!(!told.failed(), "{body} is told from itself: {:?}", told.findings);
    }
    assert!(diff::equals(body, body).is_empty());
}

fn read(text: &str) -> Option<Matcher> {
    let indented: String = text.lines().map(|line| format!("        {line}\n")).collect();
    let (root, sources, mut diagnostics) = (Utf8Path::new("/nowhere"), Sources::default(), Diagnostics::default());
    sources.instead("cases/fuzz.yaml", format!("{HEAD}{indented}"));
    let blocks = Blocks::default();
    let loader = Loader { root, sources: &sources, blocks: &blocks };
    let file = load(loader, "cases/fuzz.yaml".into(), "fuzz/fuzz", &mut diagnostics);
    problems::check(&diagnostics, &sources);
    if diagnostics.has_errors() {
        return None;
    }
    file?.cases.pop()?.steps.pop()?.expect.body
}

fn of(kind: RuleKind) -> Matcher {
    let rules = vec![Rule { span: Span::default(), kind }];
    Matcher { span: Span::default(), rules, optional: false, nodes: None }
}

fn judged(asked: &Matcher, body: &Value) -> Sink {
    let scope = Scope::new().with("vars", json!({ "five": 5, "name": "a'b", "list": [1, 2] }));
    let judging = Judging { scope: &scope, schemas: &NoSchemas, part: &Part::Body };
    let mut sink = Sink::default();
    matcher::judge(&judging, asked, body, &Place::ROOT, &mut sink);
    sink
}

/// Whether there is a value at the place, or one could be: something missing is told where it should be.
fn leads_into(body: &Value, pointer: &str) -> bool {
    // A string that holds JSON is a body of its own.
    if let Some((outside, inside)) = pointer.split_once(" (inside the string) ") {
        let held = body.pointer(outside).and_then(Value::as_str).map(|text| json::parse(text.as_bytes()));
        return matches!(held, Some(Ok(held)) if leads_into(&held, inside));
    }
    let above = pointer.rsplit_once('/').map_or("", |(above, _)| above);
    body.pointer(pointer).is_some() || body.pointer(above).is_some_and(|above| above.is_object() || above.is_array())
}
