//! Whether a request is one that the contract allows.

use std::sync::Arc;

use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::contract::conform::breach::{Breach, Kind, Part};
use crate::contract::conform::coerce::{self, Outline};
use crate::contract::conform::form::{self, Decoded, Misfit};
use crate::contract::conform::parameter::{self, Query};
use crate::contract::conform::response::{header_text, json_text, ranges, text_excerpt};
use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{
    Location, MediaType, Operation, Parameter, Requirement, SchemaRef, SecurityKind, SecurityScheme, best_content,
};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::violation::Violation;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::value::json;
use crate::wire::exchange::{Request, is_json, media_type};

/// What a look at a request has found.
#[derive(Debug, Default)]
pub struct Judged {
    /// Every way in which it breaks the contract.
    pub breaches: Vec<Breach>,
    /// Schemas that cannot be used; what they are about was not judged.
    pub unusable: Vec<Diagnostic>,
}

/// Every way in which a request breaks the contract. An error when a schema that is needed cannot be used.
pub fn request(contract: &Contract, operation: &Operation, request: &Request) -> Result<Vec<Breach>, Diagnostic> {
    let judged = judge(contract, operation, request);
    judged.unusable.into_iter().next().map_or(Ok(judged.breaches), Err)
}

/// The same, as far as it can be judged.
pub fn judge(contract: &Contract, operation: &Operation, request: &Request) -> Judged {
    let mut judge = Judge { contract, operation, request, found: Judged::default() };
    judge.parameters();
    judge.security();
    judge.body();
    judge.found
}

/// Which alternative of the operation's security the request satisfies; the first one where none is asked for.
pub fn security(contract: &Contract, operation: &Operation, request: &Request) -> Option<usize> {
    if operation.security.is_empty() {
        return Some(0);
    }
    operation.security.iter().position(|requirement| is_met(contract, requirement, &|scheme| carries(scheme, request)))
}

/// Whether a requirement is met where `holds` tells which schemes are satisfied. A request has one `Authorization`
/// header: of schemes that ask for it together, one is enough.
pub fn is_met(contract: &Contract, requirement: &Requirement, holds: &dyn Fn(&SecurityScheme) -> bool) -> bool {
    let schemes = || requirement.schemes.iter().filter_map(|name| contract.security_scheme(name));
    let is_shared = || schemes().any(|scheme| is_authorization(scheme) && holds(scheme));
    schemes().all(|scheme| holds(scheme) || (is_authorization(scheme) && is_shared()))
}

struct Judge<'a> {
    contract: &'a Contract,
    operation: &'a Operation,
    request: &'a Request,
    found: Judged,
}

impl Judge<'_> {
    fn add(&mut self, kind: Kind, part: Part, expected: impl Into<String>, actual: impl Into<String>, at: Span) {
        let documents = &self.contract.documents;
        let breach = Breach::new(documents, Code::RequestNotConforming, part, expected, actual, at);
        self.found.breaches.push(breach.kind(kind));
    }

    fn violated(&mut self, part: &Part, violations: Vec<Violation>) {
        self.found.breaches.extend(Breach::of(part, Code::RequestNotConforming, violations));
    }

    /// A schema to judge by; one that cannot be used is noted and judges nothing.
    fn schema(&mut self, schema: Option<&SchemaRef>) -> Option<Arc<Schema>> {
        self.usable(self.contract.schema(schema?, Direction::Request))
    }

    fn usable<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.found.unusable.push(diagnostic)).ok()
    }

    fn parameters(&mut self) {
        let path = self.operation.path.matches_end(self.request.url.path());
        if path.is_none() {
            let actual = self.request.url.path().to_owned();
            let expected = self.operation.path.text.clone();
            self.add(Kind::Wrong, Part::Path(String::new()), expected, actual, self.operation.span);
        }
        let mut query = Query::of(self.request.url.query().unwrap_or(""));
        for parameter in &self.operation.parameters {
            let schema = self.schema(parameter.schema.as_ref());
            let outline = schema.as_deref().map(Outline::of);
            if parameter.allow_empty && query.is_empty(&parameter.name) {
                query.skip(&parameter.name);
                continue;
            }
            let value = match parameter.location {
                Location::Path => {
                    let text = path.iter().flatten().find(|(name, _)| *name == parameter.name);
                    text.map(|(_, text)| parameter::path(parameter, text, outline))
                }
                Location::Query => query.take(parameter, outline),
                Location::Header => header_text(&self.request.headers, &parameter.name)
                    .map(|text| parameter::simple(&text, parameter.explode, outline)),
                // A cookie cannot hold every character, so clients encode its value as they do in a query.
                Location::Cookie => cookie(&self.request.headers, &parameter.name)
                    .map(|text| parameter::simple(&percent_decode_str(&text).decode_utf8_lossy(), false, outline)),
            };
            self.parameter(parameter, value, schema.as_deref(), path.is_some());
        }
        self.rest(query);
    }

    fn parameter(&mut self, parameter: &Parameter, value: Option<Value>, schema: Option<&Schema>, path_fits: bool) {
        let part = part(parameter);
        let Some(value) = value else {
            if parameter.required && (parameter.location != Location::Path || path_fits) {
                self.add(Kind::Missing, part, "this parameter", "it was not sent", parameter.span);
            }
            return;
        };
        match (schema, &parameter.content, value.as_str()) {
            (Some(schema), _, _) if !schema.is_valid(&value) => self.violated(&part, schema.violations(&value)),
            (None, Some(content), Some(text)) if is_json(&content.range) => {
                let violations = json_text(self.contract, content, text, Direction::Request);
                let violations = self.usable(violations).unwrap_or_default();
                self.violated(&part, violations);
            }
            _ => {}
        }
    }

    /// Query parameters that nothing documents; those that carry credentials are documented by their schemes.
    fn rest(&mut self, mut query: Query<'_>) {
        for scheme in &self.contract.security_schemes {
            if let SecurityKind::ApiKey { location: Location::Query, name } = &scheme.kind {
                query.skip(name);
            }
        }
        for (name, _) in query.rest() {
            let part = Part::Query(name.to_owned());
            self.add(Kind::Undocumented, part, "only documented parameters", "it was sent", self.operation.span);
        }
    }

    fn security(&mut self) {
        if security(self.contract, self.operation, self.request).is_none() {
            let expected = security_words(self.contract, self.operation);
            self.add(Kind::Wrong, Part::Security, expected, "no such credentials", self.operation.span);
        }
    }

    fn body(&mut self) {
        let body = self.request.body.as_deref().unwrap_or(&[]);
        let Some(documented) = &self.operation.request_body else {
            if !body.is_empty() {
                self.add(Kind::Undocumented, Part::Body, "no body", text_excerpt(body), self.operation.span);
            }
            return;
        };
        if body.is_empty() {
            if documented.required {
                let expected = format!("a body, {}", ranges(&documented.content));
                self.add(Kind::Missing, Part::Body, expected, "an empty body", documented.span);
            }
            return;
        }
        let sent = media_type(&self.request.headers);
        match best_content(&documented.content, sent.as_deref().unwrap_or("")) {
            Some(entry) => self.content(entry, sent.as_deref().unwrap_or(""), body),
            None => {
                let actual = sent.unwrap_or_else(|| "no content type".into());
                let part = Part::Header("Content-Type".into());
                self.add(Kind::Wrong, part, ranges(&documented.content), actual, documented.span);
            }
        }
    }

    fn content(&mut self, entry: &MediaType, media_type: &str, body: &[u8]) {
        let schema = self.schema(entry.schema.as_ref());
        let outline = schema.as_deref().map(Outline::of);
        let decoded = match decode(&self.request.headers, entry, media_type, body, outline) {
            Ok(decoded) => decoded,
            Err(problem) => return self.add(Kind::Malformed, Part::Body, media_type, problem, entry.span),
        };
        for Misfit { pointer, expected, actual, at } in decoded.misfits {
            self.add(Kind::Wrong, Part::Body, expected, actual, at);
            if let Some(breach) = self.found.breaches.last_mut() {
                breach.violation.pointer = pointer;
            }
        }
        if let (Some(value), Some(schema)) = (decoded.value, schema)
            && !schema.is_valid(&value)
        {
            self.violated(&Part::Body, schema.violations(&value));
        }
    }
}

/// The value of a body that schemas can judge; none for a media type they can't. The error says what is wrong with
/// the text.
pub fn decode(
    headers: &HeaderMap,
    entry: &MediaType,
    media_type: &str,
    body: &[u8],
    outline: Option<Outline<'_>>,
) -> Result<Decoded, String> {
    Ok(match media_type {
        json if is_json(json) => json::parse(body).map_err(|error| error.to_string())?.into(),
        "application/x-www-form-urlencoded" => form::urlencoded(&entry.encoding, body, outline).into(),
        "multipart/form-data" => form::multipart(headers, &entry.encoding, body, outline)?,
        _ => Decoded { value: coerce::text(body, media_type, outline), misfits: Vec::new() },
    })
}

fn part(parameter: &Parameter) -> Part {
    let name = parameter.name.clone();
    match parameter.location {
        Location::Path => Part::Path(name),
        Location::Query => Part::Query(name),
        Location::Header => Part::Header(name),
        Location::Cookie => Part::Cookie(name),
    }
}

/// Whether a request carries the credentials of a scheme; whether they are right only the server knows.
pub fn carries(scheme: &SecurityScheme, request: &Request) -> bool {
    let authorization = |wanted: &str| {
        let value = header_text(&request.headers, "authorization").unwrap_or_default();
        let (scheme, rest) = value.split_once(' ').unwrap_or((&value, ""));
        scheme.eq_ignore_ascii_case(wanted) && !rest.trim().is_empty()
    };
    match &scheme.kind {
        SecurityKind::ApiKey { location: Location::Query, name } => {
            request.url.query_pairs().any(|(key, value)| key == name.as_str() && !value.is_empty())
        }
        SecurityKind::ApiKey { location: Location::Cookie, name } => {
            cookie(&request.headers, name).is_some_and(|value| !value.is_empty())
        }
        SecurityKind::ApiKey { name, .. } => {
            header_text(&request.headers, name).is_some_and(|value| !value.trim().is_empty())
        }
        SecurityKind::Basic => authorization("basic"),
        SecurityKind::Bearer => authorization("bearer"),
        SecurityKind::Http(name) => authorization(name),
        SecurityKind::MutualTls => true,
    }
}

/// What an operation asks for: `a bearer token, or the header key X-Key`.
pub fn security_words(contract: &Contract, operation: &Operation) -> String {
    let describe = |requirement: &Requirement| {
        let schemes = requirement.schemes.iter().filter_map(|name| contract.security_scheme(name));
        let (one, all): (Vec<_>, Vec<_>) = schemes.partition(|scheme| is_authorization(scheme));
        let words = |schemes: &[&SecurityScheme]| schemes.iter().map(|scheme| scheme_words(&scheme.kind)).collect();
        let (one, mut all): (Vec<String>, Vec<String>) = (words(&one), words(&all));
        match one.as_slice() {
            [] => {}
            [only] => all.insert(0, only.clone()),
            several => all.insert(0, format!("either {}", several.join(" or "))),
        }
        all.join(" and ")
    };
    let expected: Vec<String> = operation.security.iter().map(describe).collect();
    expected.join(", or ")
}

fn is_authorization(scheme: &SecurityScheme) -> bool {
    match &scheme.kind {
        SecurityKind::Basic | SecurityKind::Bearer | SecurityKind::Http(_) => true,
        SecurityKind::ApiKey { location, name } => {
            *location == Location::Header && name.eq_ignore_ascii_case("authorization")
        }
        SecurityKind::MutualTls => false,
    }
}

fn scheme_words(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::ApiKey { location, name } => format!("the {location} key {name}"),
        SecurityKind::Basic => "basic authorization".into(),
        SecurityKind::Bearer => "a bearer token".into(),
        SecurityKind::Http(name) => format!("{name} authorization"),
        SecurityKind::MutualTls => "a client certificate".into(),
    }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderName, Method};

    use super::{request, security};
    use crate::contract::description::Contract;
    use crate::contract::fixture::in_order;
    use crate::wire::exchange::Request;

    const API: &str = r##"
openapi: 3.1.0
security: [{ header: [] }, { query: [], cookie: [] }]
paths:
  /a/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      parameters:
        - { name: n, in: query, required: true, schema: { type: integer } }
        - { name: list, in: query, schema: { type: array, items: { type: integer } } }
        - { name: comma, in: query, explode: false, schema: { type: array, items: { type: string, maxLength: 3 } } }
        - { name: pipe, in: query, style: pipeDelimited, explode: false, schema: { type: array, maxItems: 2 } }
        - { name: deep, in: query, style: deepObject, schema: { type: object, properties: { a: { type: object, properties: { b: { type: boolean } } } }, additionalProperties: false } }
        - { name: free, in: query, schema: { type: object, properties: { x: { type: integer } } } }
        - { name: json, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: X-Ids, in: header, schema: { type: array, items: { type: integer } } }
        - { name: theme, in: cookie, schema: { enum: [dark, light] } }
      responses: { default: { description: x } }
    post:
      security: []
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/A" } }
          application/x-www-form-urlencoded: { schema: { $ref: "#/components/schemas/A" } }
          multipart/form-data: { schema: { $ref: "#/components/schemas/A" } }
      responses: { default: { description: x } }
    put: { security: [{}], requestBody: { content: { text/csv: {} } }, responses: {} }
  /b/{c}/{d}/{e}:
    get:
      security: []
      parameters:
        - { name: c, in: path, schema: { type: array, items: { type: integer } } }
        - { name: d, in: path, style: label, explode: true, schema: { type: array, items: { type: integer } } }
        - { name: e, in: path, style: matrix, schema: { type: object, properties: { x: { type: integer } } } }
      responses: {}
components:
  schemas:
    A:
      type: object
      required: [name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        custom_fields: { type: object, additionalProperties: { type: object, additionalProperties: { type: array, items: { type: string } } } }
        newitems: { type: object, additionalProperties: { properties: { qty: { type: number } } } }
  securitySchemes:
    header: { type: http, scheme: bearer }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: sid }
"##;

    const BEARER: (&str, &str) = ("authorization", "Bearer t");
    const NONE: Vec<String> = Vec::new();

    fn sent(method: &Method, path: &str, headers: &[(&str, &str)], body: &str) -> Request {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.parse::<HeaderName>().expect("a name"), value.parse().expect("a value"));
        }
        Request {
            method: method.clone(),
            url: format!("http://x.test/v1{path}").parse().expect("a URL"),
            headers: map,
            body: (!body.is_empty()).then(|| Bytes::from(body.to_owned())),
        }
    }

    fn lines(contract: &Contract, template: &str, request: &Request) -> Vec<String> {
        let operation = contract.operation(&request.method, template).expect("documented");
        let breaches = super::request(contract, operation, request).expect("can be judged");
        let line = |breach: &super::Breach| {
            let one = &breach.violation;
            format!("{} {}: {} / {}", breach.part, one.pointer, one.expected, one.actual)
        };
        breaches.iter().map(line).collect()
    }

    fn get(query: &str, headers: &[(&str, &str)]) -> Vec<String> {
        let headers: Vec<(&str, &str)> = [BEARER].iter().chain(headers).copied().collect();
        lines(&in_order(API), "/a/{id}", &sent(&Method::GET, &format!("/a/1?{query}"), &headers, ""))
    }

    fn post(content_type: &str, body: &str) -> Vec<String> {
        lines(&in_order(API), "/a/{id}", &sent(&Method::POST, "/a/1", &[("content-type", content_type)], body))
    }

    #[test]
    fn parameters_are_read_by_their_style_and_judged_by_type() {
        assert_eq!(
            get(
                "n=1&list=1&list=2&comma=abc,d%2Ce&pipe=1|2&deep[a][b]=true&x=3&json=%7B%7D",
                &[("x-ids", "1, 2"), ("cookie", "a=b; theme=dark")]
            ),
            NONE
        );
        assert_eq!(get("n=x", &[]), [r#"query parameter n : integer / string "x""#]);
        assert_eq!(get("n=1&list=1&list=b", &[]), [r#"query parameter list /1: integer / string "b""#]);
        assert_eq!(
            get("n=1&comma=a,long", &[]),
            [r#"query parameter comma /1: at most 3 characters / 4: string "long""#]
        );
        assert_eq!(get("n=1&pipe=1%7C2%7C3", &[]).len(), 1);
        assert_eq!(get("n=1&deep[a][b]=7&deep[c]=1", &[]).len(), 2);
        assert_eq!(get("n=1&x=y", &[]), [r#"query parameter free /x: integer / string "y""#]);
        assert_eq!(get("n=1&json=%7B", &[]).len(), 1);
        assert_eq!(get("n=1", &[("x-ids", "1,x"), ("cookie", "theme=blue")]).len(), 2);
    }

    #[test]
    fn path_styles_are_read() {
        let contract = in_order(API);
        let judge = |path: &str| lines(&contract, "/b/{c}/{d}/{e}", &sent(&Method::GET, path, &[], ""));
        assert_eq!(judge("/b/1,2/.1.2/;e=x,1"), NONE);
        assert_eq!(judge("/b/1,z/.1.z/;e=x,z").len(), 3);
    }

    #[test]
    fn what_is_required_or_undocumented_is_said() {
        assert_eq!(get("", &[]), ["query parameter n : this parameter / it was not sent"]);
        assert_eq!(
            get("n=1&more=1", &[("x-more", "1")]),
            ["query parameter more : only documented parameters / it was sent"]
        );
        let path = lines(&in_order(API), "/a/{id}", &sent(&Method::GET, "/b?n=1", &[BEARER], ""));
        assert_eq!(path, ["path : /a/{id} / /v1/b"]);
        assert_eq!(
            lines(&in_order(API), "/a/{id}", &sent(&Method::GET, "/a/x?n=1", &[BEARER], "")),
            [r#"path parameter id : integer / string "x""#]
        );
    }

    #[test]
    fn one_alternative_of_the_security_must_be_there_as_a_whole() {
        let contract = in_order(API);
        let which = |path: &str, headers: &[(&str, &str)]| {
            let operation = contract.operation(&Method::GET, "/a/{id}").expect("documented");
            security(&contract, operation, &sent(&Method::GET, path, headers, ""))
        };
        assert_eq!(which("/a/1?n=1", &[BEARER]), Some(0));
        assert_eq!(which("/a/1?n=1&key=k", &[("cookie", "sid=s")]), Some(1));
        assert_eq!(which("/a/1?n=1&key=k", &[("authorization", "Basic x")]), None);
        let request = sent(&Method::GET, "/a/1?n=1", &[], "");
        assert_eq!(
            lines(&contract, "/a/{id}", &request),
            ["security : a bearer token, or the query key key and the cookie key sid / no such credentials"]
        );
        let open = contract.operation(&Method::PUT, "/a/{id}").expect("documented");
        assert!(super::request(&contract, open, &sent(&Method::PUT, "/a/1", &[], "")).expect("judged").is_empty());
    }

    #[test]
    fn json_bodies_are_judged() {
        assert_eq!(post("application/json", r#"{"name":"x"}"#), NONE);
        assert_eq!(post("application/json", r#"{"name":1}"#), ["body /name: string / integer 1"]);
        assert!(
            post("application/json", r#"{"name":"x","id":1}"#)[0]
                .starts_with("body /id: nothing: the property is readOnly")
        );
        assert_eq!(post("application/json", "{").len(), 1);
    }

    #[test]
    fn forms_are_judged_like_the_json_they_spell() {
        let kind = "application/x-www-form-urlencoded";
        assert_eq!(post(kind, "name=7&custom_fields[invoice][5][]=a&newitems[0][qty]=1.5"), NONE);
        assert_eq!(post(kind, "newitems[0][qty]=x").len(), 2);
        let body = "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nx\r\n--B\r\nContent-Disposition: form-data; name=\"newitems[0][qty]\"\r\n\r\n2\r\n--B--\r\n";
        assert_eq!(post("multipart/form-data; boundary=B", body), NONE);
        assert_eq!(post("multipart/form-data; boundary=B", &body.replace("\r\n2\r\n", "\r\nx\r\n")).len(), 1);
        assert_eq!(
            post("multipart/form-data", body),
            ["body : multipart/form-data / the content type declares no boundary"]
        );
    }

    #[test]
    fn a_body_is_sent_exactly_when_it_is_documented() {
        assert_eq!(post("application/json", "").len(), 1);
        assert_eq!(
            post("text/csv", "x")[0],
            "header Content-Type : application/json or application/x-www-form-urlencoded or multipart/form-data / text/csv"
        );
        let contract = in_order(API);
        assert_eq!(
            lines(&contract, "/a/{id}", &sent(&Method::PUT, "/a/1", &[("content-type", "application/json")], "")),
            NONE
        );
        let get = sent(&Method::GET, "/a/1?n=1", &[BEARER], "x");
        assert_eq!(lines(&contract, "/a/{id}", &get), [r#"body : no body / 1 bytes: "x""#]);
        let operation = contract.operation(&Method::GET, "/a/{id}").expect("documented");
        assert_eq!(request(&contract, operation, &get).expect("judged")[0].violation.code.as_str(), "CS0317");
    }
}
