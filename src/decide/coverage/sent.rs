//! What a request of a record carried: the parameters and the body that the contract documents, as the values that their
//! schemas judge.

use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use crate::contract::conform::coerce::Outline;
use crate::contract::conform::parameter::{self, Query};
use crate::contract::conform::request::decode;
use crate::contract::operation::{Location, MediaType, Operation, Parameter, best_content};
use crate::record::line::ExchangeLine;
use crate::suite::model::Step;
use crate::value::json;
use crate::wire::exchange::is_json;

/// How a secret begins that stands in a record for another value.
const MASKED: &str = "«secret:";

/// A request that was sent, taken apart.
pub struct Sent<'s> {
    line: &'s ExchangeLine,
    step: Option<&'s Step>,
    url: Option<Url>,
}

impl<'s> Sent<'s> {
    /// Of what a record says, and of the step that it was made from.
    pub fn of(line: &'s ExchangeLine, step: Option<&'s Step>) -> Sent<'s> {
        Sent { line, step, url: Url::parse(&line.url).ok() }
    }

    /// The values of the operation's parameters, in their order; `None` for those that were not sent.
    pub fn parameters<'o>(
        &self,
        operation: &Operation,
        outline: &dyn Fn(&Parameter) -> Option<Outline<'o>>,
    ) -> Vec<Option<Value>> {
        let path = self.url.as_ref().and_then(|url| operation.path.matches_end(url.path())).unwrap_or_default();
        let mut query = Query::of(self.url.as_ref().and_then(Url::query).unwrap_or(""));
        let value = |parameter: &Parameter| {
            let outline = parameter.content.is_none().then(|| outline(parameter)).flatten();
            let value = match parameter.location {
                Location::Path => {
                    let text = path.iter().find(|(name, _)| *name == parameter.name);
                    text.map(|(_, text)| parameter::path(parameter, text, outline))
                }
                Location::Query if parameter.allow_empty && query.is_empty(&parameter.name) => {
                    query.skip(&parameter.name);
                    Some(Value::String(String::new()))
                }
                Location::Query => query.take(parameter, outline),
                Location::Header => {
                    let text = self.header(&parameter.name);
                    text.map(|text| parameter::simple(&text, parameter.explode, outline))
                }
                Location::Cookie => self.cookie(&parameter.name, outline),
            };
            value.map(|value| inside(parameter, value))
        };
        operation.parameters.iter().map(value).collect()
    }

    fn header(&self, name: &str) -> Option<String> {
        let headers = self.line.request_headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let values: Vec<&str> = headers.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// A record hides all cookies but those of the mock, so what the case says that it sends stands in for them.
    fn cookie(&self, name: &str, outline: Option<Outline<'_>>) -> Option<Value> {
        let sent = self.header("cookie")?;
        if sent.starts_with(MASKED) {
            let mut named = self.step?.request.cookies.iter().filter(|member| member.name == name);
            return named.next().map(|member| member.value.as_const().cloned().unwrap_or_default());
        }
        let text = sent.split(';').find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (key.trim() == name).then(|| value.trim().trim_matches('"').to_owned())
        })?;
        Some(parameter::simple(&percent_decode_str(&text).decode_utf8_lossy(), false, outline))
    }

    /// The documented content that the body is, and its value where a schema can judge it; `None` without a body.
    pub fn body<'o>(
        &self,
        content: &[MediaType],
        outline: &dyn Fn(&MediaType) -> Option<Outline<'o>>,
    ) -> Option<(usize, Body)> {
        let body = self.line.request_body.as_ref()?;
        let content_type = self.header("content-type").unwrap_or_default();
        let sent = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let entry = best_content(content, &sent)?;
        let index = content.iter().position(|one| std::ptr::eq(one, entry))?;
        let Some(text) = body.text().filter(|_| body.is_whole()) else { return Some((index, Body::Cut)) };
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(&content_type) {
            headers.insert(http::header::CONTENT_TYPE, value);
        }
        let decoded = decode(&headers, entry, &sent, text.as_bytes(), outline(entry));
        Some((index, decoded.ok().and_then(|decoded| decoded.value).map_or(Body::Opaque, Body::Value)))
    }
}

/// What of a body can be looked at.
#[derive(Debug, PartialEq)]
pub enum Body {
    /// Everything.
    Value(Value),
    /// Nothing: no schema speaks of its like, or it cannot be read.
    Opaque,
    /// Nothing, since the record does not keep it whole.
    Cut,
}

/// A parameter that is documented as JSON is sent as its text.
fn inside(parameter: &Parameter, value: Value) -> Value {
    match (&parameter.content, value.as_str()) {
        (Some(content), Some(text)) if is_json(&content.range) => json::parse(text.as_bytes()).unwrap_or(value),
        _ => value,
    }
}
