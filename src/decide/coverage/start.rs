//! A case to start from for what nobody has tested yet: its request made from the documentation, its expectation from
//! what is missing.

use http::Method;
use serde_json::Value;

use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{Location, MediaType, Operation, Parameter};
use crate::decide::coverage::model::{Coverage, Dimension, Row, State};
use crate::suite::casefile::draft::{Draft, body, parameter_value};
use crate::suite::casefile::write::scalar;
use crate::suite::plan::check::Contracts;
use crate::value::path::{PathStep, steps};

/// What no server is likely to know.
const UNKNOWN: [&str; 3] = ["999999999", "no-such-thing", "00000000-0000-4000-8000-000000000000"];

/// Adds a case to start from to every untested row for which one can be made.
pub fn add_starts(coverage: &mut Coverage, contracts: &Contracts) {
    for api in &mut coverage.apis {
        let Some(contract) = contracts.get(&api.api) else { continue };
        for own in &mut api.operations {
            let Some((method, path)) = own.operation.split_once(' ') else { continue };
            let Ok(method) = Method::from_bytes(method.as_bytes()) else { continue };
            let Some(operation) = contract.operation(&method, path) else { continue };
            for row in own.rows.iter_mut().filter(|row| row.state == State::Untested) {
                row.start = Start { contract, operation }.of(row).map(|case| case.text(operation));
            }
        }
    }
}

/// What is left of a case that can be told.
struct Case {
    name: String,
    request: Draft,
    /// Keys of the case besides, with their values as YAML.
    keys: Vec<(&'static str, String)>,
    /// What stands under `expect`, as YAML on one line.
    expect: Option<String>,
    /// What is still to be done, for people.
    remark: Option<&'static str>,
}

impl Case {
    fn text(&self, operation: &Operation) -> String {
        let mut text = format!("  - name: {}\n    operation: {}\n", scalar(&self.name), operation.name());
        if let Some(remark) = self.remark {
            text.push_str(&format!("    # {remark}\n"));
        }
        let request = self.request.lines();
        if !request.is_empty() {
            text.push_str(&format!("    request:\n{request}"));
        }
        for (key, value) in &self.keys {
            text.push_str(&format!("    {key}: {value}\n"));
        }
        if let Some(expect) = &self.expect {
            text.push_str(&format!("    expect: {{ {expect} }}\n"));
        }
        text
    }
}

struct Start<'s> {
    contract: &'s Contract,
    operation: &'s Operation,
}

impl Start<'_> {
    fn of(&self, row: &Row) -> Option<Case> {
        match row.dimension {
            Dimension::Responses => Some(self.response(row)),
            Dimension::Parameters => self.parameter(row),
            Dimension::EnumValues if row.status.is_none() => self.value(row),
            Dimension::RequestProperties => self.property(row),
            // What an answer holds is not in the hand of who asks, and an operation is seen with any of its answers.
            _ => None,
        }
    }

    fn draft(&self) -> Draft {
        Draft::of(self.operation, self.contract)
    }

    /// A request that should get this answer, as far as the status tells.
    fn response(&self, row: &Row) -> Case {
        let status = row.status.as_deref().unwrap_or_default();
        let media = row.media_type.as_deref();
        let of_media = media.map(|media| format!(" as {media}")).unwrap_or_default();
        let mut case = Case {
            name: format!("answers {status}{of_media} to {}", self.operation.name()),
            request: self.draft(),
            keys: Vec::new(),
            expect: Some(format!("status: {}", expected(status))),
            remark: None,
        };
        match status {
            "401" if !self.operation.security.is_empty() => case.request.further.push(("auth", "none".to_owned())),
            "404" => self.ask_for_unknown(&mut case),
            "400" | "422" => self.break_request(&mut case),
            "429" => self.ask_mock(status, &mut case),
            _ if status.starts_with('5') && status != "5XX" => self.ask_mock(status, &mut case),
            _ if status.starts_with('2') => {
                if media.is_some() {
                    case.expect = Some(format!("status: {}, snapshot: shape", expected(status)));
                }
            }
            _ => case.remark = Some("make the request one that is answered so"),
        }
        let others = self.operation.responses.iter().find(|response| response.status.to_string() == status);
        if let Some(media) = media.filter(|media| !media.contains('*'))
            && others.is_some_and(|response| response.content.len() > 1)
        {
            case.request.parameters.push((Location::Header, "accept".to_owned(), media.into()));
        }
        case
    }

    /// The last parameter of a path usually names what is asked for.
    fn ask_for_unknown(&self, case: &mut Case) {
        let path = self.operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
        let last = path.last().and_then(|parameter| Some((parameter, self.unknown(parameter)?)));
        match last {
            Some((parameter, value)) => case.request.set(parameter, value),
            None => case.remark = Some("ask for something that does not exist"),
        }
    }

    fn unknown(&self, parameter: &Parameter) -> Option<Value> {
        let schema = parameter.schema.as_ref().and_then(|schema| self.contract.schema(schema, Direction::Request).ok());
        let values = UNKNOWN.into_iter().flat_map(|text| [text.parse().ok().map(Value::Number), Some(text.into())]);
        values.flatten().find(|value| schema.as_ref().is_none_or(|schema| schema.is_valid(value)))
    }

    /// Leaves out something that must be sent.
    fn break_request(&self, case: &mut Case) {
        let removed = self.without_property(case).or_else(|| {
            let may_go = |one: &(Location, String, Value)| one.0 != Location::Path;
            let at = case.request.parameters.iter().position(may_go)?;
            Some(case.request.parameters.remove(at).1)
        });
        match removed {
            Some(name) => case.request.further.push(("invalid", scalar(&format!("{name} is missing")))),
            None => case.remark = Some("make the request one that is refused, and say why with `invalid:`"),
        }
    }

    fn without_property(&self, case: &mut Case) -> Option<String> {
        let content = self.operation.request_body.as_ref().map(|body| body.content.as_slice())?;
        let draft = case.request.body.as_mut()?;
        let is_it = |media: &&MediaType| body(media, self.contract).is_some_and(|made| made.key == draft.key);
        let schema = content.iter().find(is_it)?.schema.as_ref()?;
        let schema = self.contract.schema(schema, Direction::Request).ok()?;
        let map = draft.value.as_object()?.clone();
        let name = map.keys().find(|name| {
            let mut less = map.clone();
            less.remove(*name);
            !schema.is_valid(&Value::Object(less))
        });
        draft.value.as_object_mut()?.remove(name?);
        name.cloned()
    }

    /// A real server gives such an answer when it wants to; the mock gives it when it is asked.
    fn ask_mock(&self, status: &str, case: &mut Case) {
        case.keys.push(("mock", format!("{{ code: {status} }}")));
    }

    fn documented(&self, row: &Row) -> Option<&Parameter> {
        let named = |one: &&Parameter| {
            Some(one.name.as_str()) == row.parameter.as_deref()
                && Some(one.location.to_string().as_str()) == row.location.as_deref()
        };
        self.operation.parameters.iter().find(named)
    }

    fn parameter(&self, row: &Row) -> Option<Case> {
        let parameter = self.documented(row)?;
        let mut request = self.draft();
        request.set(parameter, parameter_value(parameter, self.contract));
        Some(self.sending(&row.label, request))
    }

    fn value(&self, row: &Row) -> Option<Case> {
        let value = row.value.clone()?;
        let mut request = self.draft();
        match self.documented(row) {
            Some(parameter) if row.path.is_none() => request.set(parameter, value),
            Some(_) => return None,
            None => {
                let content = self.operation.request_body.as_ref().map(|body| body.content.as_slice())?;
                let media = content.iter().find(|media| Some(media.range.as_str()) == row.media_type.as_deref())?;
                let mut made = body(media, self.contract)?;
                put(&mut made.value, &steps(row.path.as_deref()?)?, value)?;
                request.body = Some(made);
            }
        }
        Some(self.sending(&row.label, request))
    }

    /// A body is made with everything that may be in it, so that one case does for all of its properties.
    fn property(&self, row: &Row) -> Option<Case> {
        let content = self.operation.request_body.as_ref().map(|body| body.content.as_slice())?;
        let media = content.iter().find(|media| Some(media.range.as_str()) == row.media_type.as_deref())?;
        let made = body(media, self.contract)?;
        if !has(&made.value, &steps(row.path.as_deref()?)?) {
            return None;
        }
        let request = Draft { body: Some(made), ..self.draft() };
        Some(self.sending(&format!("every property as {}", media.range), request))
    }

    fn sending(&self, what: &str, request: Draft) -> Case {
        let name = format!("takes {what} of {}", self.operation.name());
        Case { name, request, keys: Vec::new(), expect: None, remark: Some("say under `expect:` what it brings about") }
    }
}

/// `404`, `4xx` for a range; what `default` stands for is mostly an error.
fn expected(status: &str) -> String {
    if status == "default" { "4xx".to_owned() } else { status.to_ascii_lowercase() }
}

/// Whether a path leads anywhere.
fn has(value: &Value, path: &[PathStep]) -> bool {
    let Some((step, rest)) = path.split_first() else { return true };
    match (step, value) {
        (PathStep::Key(key), Value::Object(map)) => map.get(key).is_some_and(|inner| has(inner, rest)),
        (PathStep::Every, Value::Object(map)) => map.values().any(|inner| has(inner, rest)),
        (PathStep::Every, Value::Array(elements)) => elements.iter().any(|inner| has(inner, rest)),
        _ => false,
    }
}

/// Puts a value where a path leads; the first element of a list stands for all.
fn put(body: &mut Value, path: &[PathStep], value: Value) -> Option<()> {
    let Some((step, rest)) = path.split_first() else {
        *body = value;
        return Some(());
    };
    let inner = match (step, body) {
        (PathStep::Key(key), Value::Object(map)) if rest.is_empty() => map.entry(key.clone()).or_insert(Value::Null),
        (PathStep::Key(key), Value::Object(map)) => map.get_mut(key)?,
        (PathStep::Every, Value::Array(elements)) => elements.first_mut()?,
        _ => return None,
    };
    put(inner, rest, value)
}
