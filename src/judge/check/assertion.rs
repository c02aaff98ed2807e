//! Assertions: expressions that must hold for the exchange, or for every node that a path selects.

use serde_json::Value;

use crate::judge::judgement::Judgement;
use crate::judge::sink::{Sink, template_finding};
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::suite::model::Assertion;
use crate::suite::template::expression::Operands;
use crate::suite::template::path::PathTemplate;
use crate::suite::template::scope::Scope;
use crate::value::diff;
use crate::value::json::excerpt;
use crate::wire::exchange::Response;

/// How much of an operand is shown.
const SHOWN: usize = 200;
/// How many places are told in which two lists or objects differ.
const SHOWN_DIFFERENCES: usize = 3;

/// Judges every assertion; `None` when there is none.
pub fn judge(judgement: &Judgement<'_>, response: &Response) -> Option<CheckResult> {
    if judgement.expect.assert.is_empty() {
        return None;
    }
    let mut sink = Sink::default();
    for assertion in &judgement.expect.assert {
        match &assertion.each {
            None => judge_once(assertion, judgement.scope, None, &mut sink),
            Some(each) => judge_each(assertion, each, judgement.scope, response, &mut sink),
        }
    }
    Some(CheckResult { kind: CheckKind::Assert, findings: sink.findings, more: sink.more })
}

/// A node that an assertion is judged for: `pointer` is worked out when needed.
type Pointer<'p> = &'p dyn Fn() -> String;

fn judge_each(assertion: &Assertion, each: &PathTemplate, scope: &Scope, response: &Response, sink: &mut Sink) {
    let path = match each.render(scope) {
        Ok(path) => path,
        Err(error) => return sink.template(error, Part::Body, assertion.span),
    };
    let body = match response.json() {
        Ok(body) => body,
        Err(error) => {
            let finding = Finding::new(Code::BodyNotJson, Part::Body, "JSON", "no JSON").at(each.span());
            return sink.fail(|| finding.message(format!("the body is not JSON: {error}")));
        }
    };
    let nodes = match path.select(body) {
        Ok(nodes) => nodes,
        Err(error) => {
            let finding = Finding::new(Code::BadJsonPath, Part::Body, "", "").at(each.span());
            return sink.error(finding.message(error.to_string()));
        }
    };
    if nodes.is_empty() {
        sink.fail(|| {
            let finding = Finding::new(Code::NoNode, Part::Body, "at least one node", "no node").at(each.span());
            Finding { pointer: Some(String::new()), ..finding }.message(format!("{path} selects nothing"))
        });
    }
    for (index, node) in nodes.into_iter().enumerate() {
        let scope = scope.clone().with("it", node.clone()).with("index", Value::from(index));
        let pointer = || path.located(body).swap_remove(index).0;
        judge_once(assertion, &scope, Some(&pointer), sink);
    }
}

fn judge_once(assertion: &Assertion, scope: &Scope, pointer: Option<Pointer<'_>>, sink: &mut Sink) {
    match assertion.that.eval_bool(scope) {
        Ok(true) => {}
        Ok(false) => sink.fail(|| broken(assertion, operands(assertion, scope), pointer)),
        // To read a text as JSON, a number or the like is to expect that it is one.
        // Names were checked before anything was sent, so what is undefined now is a key that the answer lacks.
        Err(error)
            if matches!(error.code, Code::TemplateUnreadable | Code::TemplateUndefined)
                && reads_an_answer(assertion) =>
        {
            sink.fail(|| broken(assertion, error.message, pointer));
        }
        Err(error) => {
            let finding = template_finding(error, part(pointer), assertion.span);
            let about = excerpt_of(assertion);
            sink.error(Finding {
                code: Code::AssertError,
                pointer: pointer.map(|pointer| pointer()),
                expected: "true or false".into(),
                actual: format!("no value of {about}"),
                ..finding
            });
        }
    }
}

fn broken(assertion: &Assertion, actual: String, pointer: Option<Pointer<'_>>) -> Finding {
    let message = assertion.message.clone().unwrap_or_else(|| "the assertion does not hold".into());
    let finding = Finding::new(Code::AssertFailed, part(pointer), excerpt_of(assertion), actual);
    Finding { pointer: pointer.map(|pointer| pointer()), ..finding.at(assertion.span).message(message) }
        .severity(Severity::Failure)
}

/// What both sides of the comparison are that does not hold.
fn operands(assertion: &Assertion, scope: &Scope) -> String {
    let Some(operands) = assertion.that.operands(scope) else { return "false".to_owned() };
    if operands.operator == "==" && is_composite(&operands.left) && is_composite(&operands.right) {
        return differences(&operands);
    }
    let side = |text: &str, value: &Value| {
        let shown = excerpt(value, SHOWN);
        // What is written there already needs no repeating.
        let literal = shown == text || text.starts_with(['\'', '"']);
        (!literal).then(|| format!("{text} is {shown}"))
    };
    let sides = [side(&operands.left_text, &operands.left), side(&operands.right_text, &operands.right)];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    if sides.is_empty() { "false".into() } else { sides.join(", ") }
}

/// Two long values that differ in little would look alike, cut where they are still the same.
fn differences(operands: &Operands) -> String {
    let differences = diff::equals(&operands.right, &operands.left).told;
    let shown = differences.iter().take(SHOWN_DIFFERENCES).map(|difference| {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".into());
        let (left, right) = (side(&difference.actual), side(&difference.expected));
        format!("at {} the left is {left}, the right {right}", difference.pointer)
    });
    let shown = shown.collect::<Vec<_>>().join("; ");
    match differences.len().saturating_sub(SHOWN_DIFFERENCES) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}

fn is_composite(value: &Value) -> bool {
    match value {
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => false,
    }
}

/// Whether anything that a server sent is among what the assertion is about.
fn reads_an_answer(assertion: &Assertion) -> bool {
    assertion.that.roots().iter().any(|root| matches!(root.name.as_str(), "response" | "it" | "steps" | "captures"))
}

fn part(pointer: Option<Pointer<'_>>) -> Part {
    if pointer.is_some() { Part::Body } else { Part::Exchange }
}

fn excerpt_of(assertion: &Assertion) -> String {
    assertion.that.text().split_whitespace().collect::<Vec<_>>().join(" ")
}
