//! Keeping parts of an answer for later steps.

use serde_json::Value;

use crate::judge::verdict::{Finding, Part};
use crate::source::code::Code;
use crate::suite::model::{Capture, CaptureSource};
use crate::suite::template::scope::Scope;
use crate::value::json;
use crate::value::pattern::Pattern;
use crate::wire::charset;
use crate::wire::exchange::Response;

/// What a capture found: its value, or why there is none.
pub fn capture(capture: &Capture, scope: &Scope, response: &Response) -> Result<Value, Box<Finding>> {
    let mut tried = Vec::new();
    for source in &capture.from {
        match find(source, capture, scope, response) {
            Ok(nodes) if capture.many && !nodes.is_empty() => return Ok(Value::Array(nodes)),
            Ok(mut nodes) if nodes.len() == 1 => return Ok(nodes.remove(0)),
            Ok(nodes) if nodes.is_empty() => tried.push(format!("{} finds nothing", describe(source, scope))),
            Ok(nodes) => tried.push(format!("{} finds {} nodes", describe(source, scope), nodes.len())),
            Err(why) => tried.push(format!("{} cannot be used: {why}", describe(source, scope))),
        }
    }
    let expected = if capture.many { "at least one node" } else { "exactly one node" };
    let finding = Finding::new(Code::CaptureFailed, Part::Exchange, expected, tried.join("; "))
        .message(format!("the capture `{}` did not get its value", capture.name))
        .at(capture.span);
    Err(Box::new(match tried.iter().any(|line| line.ends_with("nodes")) {
        true => finding.help("make the path narrower, or say `many: true` to keep them all"),
        false => finding,
    }))
}

fn find(source: &CaptureSource, capture: &Capture, scope: &Scope, response: &Response) -> Result<Vec<Value>, String> {
    match source {
        CaptureSource::Path(path) => {
            let path = path.render(scope).map_err(|error| error.to_string())?;
            let body = response.json().map_err(ToString::to_string)?;
            Ok(path.select(body).map_err(|error| error.to_string())?.into_iter().cloned().collect())
        }
        CaptureSource::Header(name) => {
            let values = response.headers.get_all(name.as_str()).into_iter();
            Ok(values.filter_map(|value| value.to_str().ok()).map(|value| Value::String(value.to_owned())).collect())
        }
        CaptureSource::Cookie(name) => Ok(cookies(response, name)),
        CaptureSource::Status => Ok(vec![Value::Number(response.status.into())]),
        CaptureSource::Regex(pattern) => {
            let text = charset::text(response).map_err(|fault| fault.message)?;
            let pattern = Pattern::parse(pattern).map_err(|error| error.to_string())?;
            let limit = if capture.many { usize::MAX } else { 2 };
            let found = pattern.extract_all(&text, limit).map_err(|error| error.to_string())?;
            Ok(found.into_iter().map(|found| Value::String(found.to_owned())).collect())
        }
    }
}

fn cookies(response: &Response, name: &str) -> Vec<Value> {
    let cookies = response.headers.get_all(http::header::SET_COOKIE).into_iter();
    cookies
        .filter_map(|value| value.to_str().ok()?.split(';').next()?.split_once('='))
        .filter(|(own, _)| own.trim() == name)
        .map(|(_, value)| Value::String(value.trim().to_owned()))
        .collect()
}

fn describe(source: &CaptureSource, scope: &Scope) -> String {
    match source {
        CaptureSource::Path(path) => match path.render(scope) {
            Ok(path) => format!("`{path}`"),
            Err(_) => format!("`{}`", path.text()),
        },
        CaptureSource::Header(name) => format!("the header `{name}`"),
        CaptureSource::Cookie(name) => format!("the cookie `{name}`"),
        CaptureSource::Status => "the status".to_owned(),
        CaptureSource::Regex(pattern) => format!("the pattern `{pattern}`"),
    }
}

/// Every text and number in a captured secret, to be masked from now on.
pub fn secret_texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(_) => vec![json::excerpt(value, usize::MAX)],
        Value::Array(elements) => elements.iter().flat_map(secret_texts).collect(),
        Value::Object(map) => map.values().flat_map(secret_texts).collect(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}
