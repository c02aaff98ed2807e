//! What is wrong with a request and its answer by the contract, in words for the log and for the client.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::contract::conform::breach::{Breach, Part};
use crate::contract::conform::{request, response};
use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::mock::problem::Problem;
use crate::secret::mask::Mask;
use crate::secret::names::is_secret_name;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::model::{DuplicateKeys, Strictness, Undocumented};
use crate::suite::recorded::secrets::is_key;
use crate::wire::exchange::{Request, Response};

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the server.
    Request,
    /// Back from it.
    Response,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Side::Request => "request",
            Side::Response => "response",
        }
    }
}

/// One thing that is wrong, or that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// With what.
    pub side: Side,
    /// `body`, `query parameter limit`, ...
    pub part: Part,
    /// Where in the part, as a JSON pointer.
    pub pointer: String,
    /// What should have been there; empty when there is nothing but `found` to be said.
    pub expected: String,
    /// What was there.
    pub found: String,
    /// Whether it is only told: it doesn't count as broken.
    pub is_remark: bool,
}

impl Violation {
    /// Something that could not be judged: never taken for something good.
    pub fn unjudged(side: Side, why: impl Into<String>) -> Violation {
        let found = format!("not judged: {}", why.into());
        Violation { side, part: Part::Body, pointer: String::new(), expected: String::new(), found, is_remark: false }
    }

    /// In one line without secrets: `request body /name: expected string, found 7`.
    pub fn line(&self, contract: &Contract, mask: &Mask) -> String {
        let place = format!("{} {}", self.side.word(), self.part);
        let pointer = if self.pointer.is_empty() { String::new() } else { format!(" {}", self.pointer) };
        let found = if self.is_about_secret(contract) {
            "a value that is not shown".into()
        } else {
            mask.mask_field(&self.found)
        };
        match self.expected.as_str() {
            "" => format!("{place}{pointer}: {found}"),
            expected => format!("{place}{pointer}: expected {}, found {found}", mask.apply(expected)),
        }
    }

    /// For whoever sent the request, who knows all that is in it.
    pub fn described(&self) -> Value {
        let (place, name) = match &self.part {
            Part::Path(name) => ("path", name.as_str()),
            Part::Query(name) => ("query", name.as_str()),
            Part::Header(name) => ("header", name.as_str()),
            Part::Cookie(name) => ("cookie", name.as_str()),
            Part::Security => ("security", ""),
            Part::Status => ("status", ""),
            Part::Body => ("body", ""),
        };
        let message = match self.expected.as_str() {
            "" => self.found.clone(),
            expected => format!("expected {expected}, found {}", self.found),
        };
        let direction = self.side.word();
        json!({ "direction": direction, "in": place, "name": name, "pointer": self.pointer, "message": message })
    }

    fn of(side: Side, breach: Breach) -> Violation {
        let Breach { part, violation, .. } = breach;
        let (pointer, expected, found) = (violation.pointer, violation.expected, violation.actual);
        Violation { side, part, pointer, expected, found, is_remark: false }
    }

    fn is_about_secret(&self, contract: &Contract) -> bool {
        let is_secret = |name: &str| is_secret_name(name) || is_key(contract, name);
        match &self.part {
            Part::Path(name) | Part::Query(name) | Part::Header(name) | Part::Cookie(name) if is_secret(name) => true,
            _ => self.pointer.split('/').any(is_secret),
        }
    }
}

/// What is wrong with a request for `operation`.
pub fn judge_request(contract: &Contract, operation: &Operation, sent: &Request) -> Vec<Violation> {
    match request::request(contract, operation, sent) {
        Ok(breaches) => breaches.into_iter().map(|breach| Violation::of(Side::Request, breach)).collect(),
        Err(diagnostic) => vec![unusable(Side::Request, diagnostic)],
    }
}

/// A request that the contract documents no operation for.
pub fn judge_undocumented(contract: &Contract, method: &Method, path: &str) -> Option<Violation> {
    // Browsers ask so before they ask for what they want, and an answer to HEAD is that to GET without its body.
    if matches!(*method, Method::OPTIONS | Method::HEAD) {
        return None;
    }
    let name = format!("{method} {path}");
    let methods: Vec<&str> = contract.methods(path).into_iter().map(Method::as_str).collect();
    let near: Vec<String> = contract.nearest(&name).into_iter().map(Operation::name).collect();
    let expected = match (methods.is_empty(), near.is_empty()) {
        (false, _) => format!("{path} to be asked with {}", methods.join(" or ")),
        (_, false) => format!("a documented operation, such as {}", near.join(" or ")),
        _ => "a documented operation".to_owned(),
    };
    let part = Part::Path(String::new());
    Some(Violation { side: Side::Request, part, pointer: String::new(), expected, found: name, is_remark: false })
}

/// What is wrong with the answer to a request of this method for `operation`.
pub fn judge_response(
    contract: &Contract,
    operation: &Operation,
    method: &Method,
    strictness: Strictness,
    received: &Response,
) -> Vec<Violation> {
    let settings =
        response::Settings { undocumented: strictness.undocumented != Undocumented::Allow, ..Default::default() };
    let mut breaches = match response::response(contract, operation, received, settings) {
        Ok(breaches) => breaches,
        Err(diagnostic) => return vec![unusable(Side::Response, diagnostic)],
    };
    if *method == Method::HEAD {
        breaches.retain(|breach| breach.violation.code != Code::BodyMissing);
    }
    let violation = |breach: Breach| {
        let undocumented = breach.violation.code == Code::PropertyUndocumented;
        let is_remark = undocumented && strictness.undocumented == Undocumented::Warn;
        Violation { is_remark, ..Violation::of(Side::Response, breach) }
    };
    let mut violations: Vec<Violation> = breaches.into_iter().map(violation).collect();
    if strictness.duplicate_keys == DuplicateKeys::Fail && received.is_known_json() {
        violations.extend(duplicate_keys(received));
    }
    violations
}

/// Readers disagree on which value of a key counts that is given twice.
fn duplicate_keys(received: &Response) -> Option<Violation> {
    let duplicate = received.duplicate_keys().told.into_iter().next()?;
    Some(Violation {
        side: Side::Response,
        part: Part::Body,
        pointer: duplicate.pointer,
        expected: "each key once".to_owned(),
        found: format!("{:?} again at byte {}", duplicate.key, duplicate.offset),
        is_remark: false,
    })
}

/// In place of what breaks the contract: 502 with everything that is wrong.
pub fn refusal(violations: &[Violation]) -> Problem {
    let detail = match violations.iter().any(|violation| violation.side == Side::Response) {
        true => "the answer of the server breaks the contract",
        false => "the request breaks the contract, so it was not passed on",
    };
    let list = violations.iter().map(Violation::described).collect();
    Problem::new(StatusCode::BAD_GATEWAY, detail).with("violations", list)
}

fn unusable(side: Side, diagnostic: Diagnostic) -> Violation {
    Violation::unjudged(side, format!("{}: {}", diagnostic.code, diagnostic.message))
}
