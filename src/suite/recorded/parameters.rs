//! The parameters of a request that took place, as a case writes them.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::contract::conform::coerce::Outline;
use crate::contract::conform::parameter::{self, Query};
use crate::contract::conform::request::cookie;
use crate::contract::conform::response::header_text;
use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{Location, Operation, Parameter, SecurityKind};
use crate::contract::schema::compiled::Schema;
use crate::suite::recorded::secrets::is_key;
use crate::value::form;
use crate::wire::exchange::Request;

/// The parameters, by where they are sent.
#[derive(Debug, Default, PartialEq)]
pub struct Parameters {
    /// Of the path.
    pub path: Map<String, Value>,
    /// Of the query; without credentials, with those that nothing documents.
    pub query: Map<String, Value>,
    /// Documented headers.
    pub headers: Map<String, Value>,
    /// Documented cookies.
    pub cookies: Map<String, Value>,
    /// Whether lists in the query repeat their name.
    pub repeats: bool,
}

/// Takes them from a request. The error says why they cannot be written as they were sent.
pub fn parameters(contract: &Contract, operation: &Operation, request: &Request) -> Result<Parameters, String> {
    let mut found = Parameters::default();
    let texts = operation.path.matches_end(request.url.path()).ok_or("its path is not the documented one")?;
    let mut query = Query::of(request.url.query().unwrap_or_default());
    for name in query_keys(contract) {
        query.skip(name);
    }
    for parameter in operation.parameters.iter().filter(|parameter| !is_credential(contract, parameter)) {
        let schema = schema(contract, parameter)?;
        let outline = schema.as_deref().map(Outline::of);
        let name = parameter.name.clone();
        match parameter.location {
            // Those of the path are written in the order of its template, below.
            Location::Path => {}
            Location::Query => {
                let value = query.take(parameter, outline).map(|value| as_sent(value, &name, request));
                found.query.extend(value.map(|value| (name, value)));
            }
            Location::Header => {
                let text = header_text(&request.headers, &name);
                let value = text.map(|text| parameter::simple(&text, parameter.explode, outline));
                found.headers.extend(value.map(|value| (name, value)));
            }
            Location::Cookie => {
                let value = cookie(&request.headers, &name).map(|text| parameter::simple(&text, false, outline));
                found.cookies.extend(value.map(|value| (name, value)));
            }
        }
    }
    for (name, text) in texts {
        let value = path_value(contract, operation, &name, &text)?;
        found.path.insert(name, value);
    }
    undocumented(&query, &mut found)?;
    let all = [&found.path, &found.query, &found.headers, &found.cookies];
    match all.iter().any(|members| members.values().any(is_lossy)) {
        true => Err("a parameter is not UTF-8".to_owned()),
        false => Ok(found),
    }
}

/// A case's `null` leaves a parameter out, so what stands for null is written as the text that was sent.
fn as_sent(value: Value, name: &str, request: &Request) -> Value {
    if !value.is_null() {
        return value;
    }
    let mut pairs = form::decode_urlencoded(request.url.query().unwrap_or_default().as_bytes()).into_iter();
    pairs.find(|(own, _)| own == name).map_or(value, |(_, text)| text.into())
}

fn path_value(contract: &Contract, operation: &Operation, name: &str, text: &str) -> Result<Value, String> {
    let is_it = |parameter: &&Parameter| parameter.location == Location::Path && parameter.name == name;
    let Some(parameter) = operation.parameters.iter().find(is_it) else { return Ok(text.into()) };
    let schema = schema(contract, parameter)?;
    Ok(parameter::path(parameter, text, schema.as_deref().map(Outline::of)))
}

fn schema(contract: &Contract, parameter: &Parameter) -> Result<Option<Arc<Schema>>, String> {
    let schema = parameter.schema.as_ref().map(|schema| contract.schema(schema, Direction::Request));
    schema.transpose().map_err(|diagnostic| diagnostic.message)
}

/// What the query has besides. A name that comes several times is a list.
fn undocumented(query: &Query<'_>, found: &mut Parameters) -> Result<(), String> {
    for (name, raw) in query.rest() {
        let value = Value::String(form::decode(raw));
        match found.query.get_mut(name) {
            None => {
                found.query.insert(name.to_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => {
                found.repeats |= !name.ends_with("[]");
                *first = Value::Array(vec![first.take(), value]);
            }
        }
    }
    let is_list = |(_, value): &(&String, &Value)| value.is_array() || value.is_object();
    match found.repeats && found.query.iter().filter(is_list).count() > 1 {
        true => Err("its query repeats a name that nothing documents".to_owned()),
        false => Ok(()),
    }
}

fn query_keys(contract: &Contract) -> impl Iterator<Item = &str> {
    contract.security_schemes.iter().filter_map(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { location: Location::Query, name } => Some(name.as_str()),
        _ => None,
    })
}

/// A key may be documented as a parameter as well; it is the environment's all the same.
fn is_credential(contract: &Contract, parameter: &Parameter) -> bool {
    parameter.location != Location::Path && is_key(contract, &parameter.name)
}

fn is_lossy(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, Method};
    use serde_json::json;

    use super::parameters;
    use crate::contract::fixture::in_order;
    use crate::wire::exchange::Request;

    const API: &str = r##"
openapi: 3.1.0
paths:
  /a/{id}/{tags}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: tags, in: path, required: true, style: label, schema: { type: array, items: { type: string } } }
        - { name: n, in: query, schema: { type: integer } }
        - { name: code, in: query, schema: { type: string } }
        - { name: list, in: query, schema: { type: array, items: { type: integer } } }
        - { name: deep, in: query, style: deepObject, schema: { type: object, properties: { a: { type: boolean } } } }
        - { name: X-Ids, in: header, schema: { type: array, items: { type: integer } } }
        - { name: X-Key, in: header, schema: { type: string } }
        - { name: theme, in: cookie, schema: { type: string } }
      responses: {}
components:
  securitySchemes: { key: { type: apiKey, in: query, name: key }, header: { type: apiKey, in: header, name: x-key } }
"##;

    fn request(target: &str) -> Request {
        let header = |(name, value): (&'static str, &str)| (HeaderName::from_static(name), value.parse().unwrap());
        let headers = [("x-ids", "1,2"), ("x-key", "k"), ("cookie", "sid=1; theme=dark"), ("accept", "*/*")];
        let headers: HeaderMap = headers.into_iter().map(header).collect();
        Request { method: Method::GET, url: format!("http://x.test/v2{target}").parse().unwrap(), headers, body: None }
    }

    #[test]
    fn documented_parameters_are_taken_apart_by_their_style_and_type() {
        let contract = in_order(API);
        let request = request("/a/7/.b.c%2Fd?n=5&list=1&list=2&deep[a]=true&code=007&key=k&utm=x&more[]=1&more[]=2");
        let found = parameters(&contract, &contract.operations[0], &request).unwrap();
        assert_eq!(json!(found.path), json!({ "id": 7, "tags": ["b.c/d"] }));
        let query =
            json!({ "n": 5, "code": "007", "list": [1, 2], "deep": { "a": true }, "utm": "x", "more[]": ["1", "2"] });
        assert_eq!(json!(found.query), query);
        assert_eq!(json!(found.headers), json!({ "X-Ids": [1, 2] }));
        assert_eq!(json!(found.cookies), json!({ "theme": "dark" }));
        assert!(!found.repeats);
    }

    #[test]
    fn what_cannot_be_written_as_it_was_sent_is_refused() {
        let contract = in_order(API);
        let parameters = |target: &str| parameters(&contract, &contract.operations[0], &request(target));
        assert!(parameters("/a/7/.b?x=1&x=2").unwrap().repeats);
        assert!(parameters("/a/7/.b?x=1&x=2&list=3").is_err());
        assert!(parameters("/a/7/.b?x=%ff").is_err());
    }
}
