//! Whether a response is one that the contract documents.

use http::{HeaderMap, Method};
use serde_json::Value;

use crate::contract::conform::breach::{Breach, Kind, Part};
use crate::contract::conform::coerce::{self, Outline};
use crate::contract::conform::parameter;
use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{HeaderDoc, MediaType, Operation, ResponseDoc, best_content};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::violation::{SchemaPlace, Violation, shown};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::value::form;
use crate::value::json::excerpt;
use crate::wire::exchange::{Response, is_json};

/// How a response is judged.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'s> {
    /// What the body is held against.
    pub body: BodySchema<'s>,
    /// Whether properties that the schema doesn't mention are looked for.
    pub undocumented: bool,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Settings { body: BodySchema::Contract, undocumented: true }
    }
}

/// What a body is held against.
#[derive(Clone, Copy, Debug)]
pub enum BodySchema<'s> {
    /// The schema that the contract documents.
    Contract,
    /// Another one.
    Other(&'s Schema),
    /// None.
    None,
}

/// Every way in which a response breaks the contract. An error when a schema that is needed cannot be used: then
/// nothing honest can be said.
pub fn response(
    contract: &Contract,
    operation: &Operation,
    response: &Response,
    settings: Settings<'_>,
) -> Result<Vec<Breach>, Diagnostic> {
    let mut judge = Judge { contract, response, settings, breaches: Vec::new() };
    match operation.response(response.status) {
        Some(documented) => {
            judge.headers(documented)?;
            judge.body(operation, documented)?;
        }
        None => judge.status(operation),
    }
    Ok(judge.breaches)
}

struct Judge<'a> {
    contract: &'a Contract,
    response: &'a Response,
    settings: Settings<'a>,
    breaches: Vec<Breach>,
}

impl Judge<'_> {
    fn add(
        &mut self,
        code: Code,
        part: Part,
        expected: impl Into<String>,
        actual: impl Into<String>,
        at: crate::source::span::Span,
    ) {
        self.breaches.push(Breach::new(&self.contract.documents, code, part, expected, actual, at));
    }

    fn status(&mut self, operation: &Operation) {
        let documented: Vec<String> = operation.responses.iter().map(|response| response.status.to_string()).collect();
        let mut expected = format!("one of {}", documented.join(", "));
        if self.response.status >= 500 && documented.iter().any(|status| status == "default") {
            expected.push_str(", which stands for statuses below 500");
        }
        self.add(Code::StatusUndocumented, Part::Status, expected, self.response.status.to_string(), operation.span);
    }

    fn headers(&mut self, documented: &ResponseDoc) -> Result<(), Diagnostic> {
        for header in &documented.headers {
            let part = Part::Header(header.name.clone());
            match header_text(&self.response.headers, &header.name) {
                None if header.required => {
                    self.add(Code::HeaderMissing, part, "this header", "no such header", header.span);
                }
                None => {}
                Some(text) => {
                    let violations = header_violations(self.contract, header, &text)?;
                    self.breaches.extend(Breach::of(&part, Code::HeaderMismatch, violations));
                }
            }
        }
        Ok(())
    }

    fn body(&mut self, operation: &Operation, documented: &ResponseDoc) -> Result<(), Diagnostic> {
        let bodiless = operation.method == Method::HEAD || matches!(self.response.status, 204 | 304);
        let blank = self.response.is_blank();
        if bodiless || documented.content.is_empty() {
            if !blank {
                let actual = text_excerpt(&self.response.body);
                self.add(Code::BodyNotEmpty, Part::Body, "no body", actual, documented.span);
            }
            return Ok(());
        }
        let anything = |entry: &MediaType| entry.range == "*/*" && entry.schema.is_none();
        if blank {
            if !documented.content.iter().any(anything) {
                let expected = format!("a body, {}", ranges(&documented.content));
                self.add(Code::BodyMissing, Part::Body, expected, "an empty body", documented.span);
            }
            return Ok(());
        }
        let media_type = self.response.media_type();
        match best_content(&documented.content, media_type.as_deref().unwrap_or("")) {
            Some(entry) => self.content(entry, media_type.as_deref().unwrap_or("")),
            None => {
                let actual = media_type.unwrap_or_else(|| "no content type".into());
                let part = Part::Header("Content-Type".into());
                self.add(Code::ContentTypeUndocumented, part, ranges(&documented.content), actual, documented.span);
                Ok(())
            }
        }
    }

    fn content(&mut self, entry: &MediaType, media_type: &str) -> Result<(), Diagnostic> {
        let own = match (self.settings.body, &entry.schema) {
            (BodySchema::Contract, Some(schema)) => Some(self.contract.schema(schema, Direction::Response)?),
            _ => None,
        };
        let schema = match self.settings.body {
            BodySchema::Other(schema) => Some(schema),
            _ => own.as_deref(),
        };
        if is_json(media_type) {
            self.json(entry, schema);
        } else if let Some(schema) = schema
            && let Some(value) = other(&self.response.body, media_type, schema)
        {
            self.value(&value, schema);
        }
        Ok(())
    }

    fn json(&mut self, entry: &MediaType, schema: Option<&Schema>) {
        // Outlives the borrow of `self`, so that nothing has to be cloned on the way that passes.
        let response = self.response;
        match (response.json(), schema) {
            (Ok(value), Some(schema)) => self.value(value, schema),
            (Ok(_), None) => {}
            (Err(error), _) => {
                let actual = format!("{error}, near {}", near(&response.body, error.offset));
                self.add(Code::BodyNotJson, Part::Body, "JSON", actual, entry.span);
            }
        }
    }

    fn value(&mut self, value: &Value, schema: &Schema) {
        if !schema.is_valid(value) {
            let violations = schema.violations(value);
            self.breaches.extend(Breach::of(&Part::Body, Code::SchemaMismatch, violations));
        }
        if self.settings.undocumented {
            for pointer in schema.undocumented(value) {
                let violation = undocumented(value, pointer, schema);
                self.breaches.push(Breach { part: Part::Body, kind: Kind::Undocumented, violation });
            }
        }
    }
}

fn undocumented(value: &Value, pointer: String, schema: &Schema) -> Violation {
    Violation {
        code: Code::PropertyUndocumented,
        keyword: "properties".into(),
        expected: "only documented properties".into(),
        actual: value.pointer(&pointer).map_or_else(String::new, shown),
        schema: schema.place(),
        pointer,
    }
}

/// A body that is not JSON but can be judged by a schema: a form, or text.
fn other(body: &[u8], media_type: &str, schema: &Schema) -> Option<Value> {
    if media_type == "application/x-www-form-urlencoded" {
        let pairs = form::decode_urlencoded(body).into_iter().map(|(name, value)| (name, Value::String(value)));
        return Some(coerce::form(form::nest(pairs), Some(Outline::of(schema))));
    }
    coerce::text(body, media_type, Some(Outline::of(schema)))
}

fn header_violations(contract: &Contract, header: &HeaderDoc, text: &str) -> Result<Vec<Violation>, Diagnostic> {
    if let Some(schema) = &header.schema {
        let schema = contract.schema(schema, Direction::Response)?;
        let value = parameter::simple(text, header.explode, Some(Outline::of(&schema)));
        return Ok(if schema.is_valid(&value) { Vec::new() } else { schema.violations(&value) });
    }
    let Some(content) = header.content.as_ref().filter(|content| is_json(&content.range)) else {
        return Ok(Vec::new());
    };
    json_text(contract, content, text, Direction::Response)
}

/// What is wrong with a text that should be JSON of a documented schema.
pub fn json_text(
    contract: &Contract,
    content: &MediaType,
    text: &str,
    direction: Direction,
) -> Result<Vec<Violation>, Diagnostic> {
    let value = match crate::value::json::parse(text.as_bytes()) {
        Ok(value) => value,
        Err(error) => {
            return Ok(vec![Violation {
                code: Code::EmbeddedJson,
                pointer: String::new(),
                keyword: "content".into(),
                expected: "JSON".into(),
                actual: error.to_string(),
                schema: SchemaPlace { span: content.span, text: content.range.clone() },
            }]);
        }
    };
    let Some(schema) = &content.schema else { return Ok(Vec::new()) };
    let schema = contract.schema(schema, direction)?;
    Ok(if schema.is_valid(&value) { Vec::new() } else { schema.violations(&value) })
}

/// All values of a header as one, as HTTP allows to write them.
pub fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// `application/json or text/csv`
pub fn ranges(content: &[MediaType]) -> String {
    let ranges: Vec<&str> = content.iter().map(|entry| entry.range.as_str()).collect();
    ranges.join(" or ")
}

/// How a body begins, for messages.
pub fn text_excerpt(body: &[u8]) -> String {
    let start = String::from_utf8_lossy(&body[..body.len().min(400)]).into_owned();
    format!("{} bytes: {}", body.len(), excerpt(&Value::String(start), 80))
}

/// The text around an offset.
fn near(body: &[u8], offset: usize) -> String {
    let start = offset.min(body.len()).saturating_sub(20);
    let end = (offset + 20).min(body.len());
    excerpt(&Value::String(String::from_utf8_lossy(&body[start..end]).into_owned()), 60)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderName, Method};

    use super::{BodySchema, Settings, response};
    use crate::contract::fixture::in_order;
    use crate::wire::exchange::Response;

    const API: &str = r##"
openapi: 3.1.0
paths:
  /a:
    get: &get
      responses:
        "200":
          description: ok
          headers:
            X-Left: { required: true, schema: { type: integer, minimum: 0 } }
            X-Tags: { schema: { type: array, items: { enum: [a, b] } } }
          content:
            application/json: { schema: { type: object, properties: { id: { type: integer } } } }
            text/*: { schema: { type: string, maxLength: 5 } }
            application/xml: {}
        "202": { description: empty }
        "204": { description: empty, content: { application/json: {} } }
        4XX: { description: bad, content: { "*/*": {} } }
        default: { description: else }
    head: *get
"##;

    fn judged(
        method: &Method,
        status: u16,
        headers: &[(&str, &str)],
        body: &str,
        settings: Settings<'_>,
    ) -> Vec<String> {
        let contract = in_order(API);
        let operation = contract.operation(method, "/a").expect("documented");
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.parse::<HeaderName>().expect("a name"), value.parse().expect("a value"));
        }
        let answer = Response::new(status, map, Bytes::from(body.to_owned()), 0);
        let breaches = response(&contract, operation, &answer, settings).expect("can be judged");
        let line = |breach: &super::Breach| {
            let one = &breach.violation;
            format!("{} {} {}: {} / {}", one.code, breach.part, one.pointer, one.expected, one.actual)
        };
        breaches.iter().map(line).collect()
    }

    fn judge(status: u16, headers: &[(&str, &str)], body: &str) -> Vec<String> {
        judged(&Method::GET, status, headers, body, Settings::default())
    }

    const JSON: [(&str, &str); 2] = [("content-type", "application/json; charset=utf-8"), ("x-left", "3")];
    const NONE: Vec<String> = Vec::new();

    #[test]
    fn what_is_documented_passes() {
        assert_eq!(judge(200, &JSON, r#"{"id":1}"#), NONE);
        assert_eq!(judge(200, &[("content-type", "text/plain"), ("x-left", "0")], "hello"), NONE);
        assert_eq!(judge(200, &[("content-type", "application/xml"), ("x-left", "0")], "<a/>"), NONE);
        assert_eq!(judge(202, &[("content-type", "application/json")], " \n"), NONE);
        assert_eq!(judge(204, &[], ""), NONE);
        assert_eq!(judge(404, &[], ""), NONE);
        assert_eq!(judge(404, &[("content-type", "image/png")], "?"), NONE);
        assert_eq!(judge(302, &[], ""), NONE);
    }

    #[test]
    fn an_undocumented_status_is_a_breach_and_default_never_covers_5xx() {
        assert_eq!(
            judge(500, &[], ""),
            ["CS0302 status : one of 200, 202, 204, 4XX, default, which stands for statuses below 500 / 500"]
        );
    }

    #[test]
    fn a_body_is_there_exactly_when_it_is_documented() {
        assert_eq!(
            judge(200, &JSON, " ")[0],
            "CS0308 body : a body, application/json or text/* or application/xml / an empty body"
        );
        assert_eq!(judge(202, &[], "x"), [r#"CS0307 body : no body / 1 bytes: "x""#]);
        assert!(judge(204, &[("content-type", "application/json")], "{}")[0].starts_with("CS0307"));
        let head = |body| judged(&Method::HEAD, 200, &JSON, body, Settings::default());
        assert_eq!(head(""), NONE);
        assert!(head("{}")[0].starts_with("CS0307"));
    }

    #[test]
    fn the_content_type_must_be_documented() {
        let line = "CS0304 header Content-Type : application/json or text/* or application/xml / ";
        assert_eq!(judge(200, &[("x-left", "1"), ("content-type", "image/png")], "x"), [format!("{line}image/png")]);
        assert_eq!(judge(200, &[("x-left", "1")], "x"), [format!("{line}no content type")]);
    }

    #[test]
    fn headers_are_required_and_typed() {
        let json = ("content-type", "application/json");
        assert_eq!(judge(200, &[json], "{}"), ["CS0305 header X-Left : this header / no such header"]);
        assert_eq!(judge(200, &[json, ("x-left", "-1")], "{}"), ["CS0306 header X-Left : at least 0 / integer -1"]);
        assert_eq!(judge(200, &[json, ("x-left", "x")], "{}"), [r#"CS0306 header X-Left : integer / string "x""#,]);
        assert_eq!(judge(200, &[json, ("x-left", "1"), ("x-tags", "a, b"), ("x-tags", "a")], "{}"), NONE);
        assert_eq!(judge(200, &[json, ("x-left", "1"), ("x-tags", "a,c")], "{}").len(), 1);
    }

    #[test]
    fn what_is_not_json_says_where() {
        let lines = judge(200, &JSON, "{\"id\":\n1,}");
        assert!(
            lines[0].starts_with("CS0309 body : JSON / ") && lines[0].contains("at byte 9 (line 2, column 3)"),
            "{lines:?}"
        );
    }

    #[test]
    fn the_schema_and_undocumented_properties_are_judged_together() {
        assert_eq!(
            judge(200, &JSON, r#"{"id":"1","more":true}"#),
            [
                r#"CS0310 body /id: integer / string "1""#,
                "CS0311 body /more: only documented properties / boolean true",
            ]
        );
        let lenient = Settings { body: BodySchema::None, undocumented: true };
        assert_eq!(judged(&Method::GET, 200, &JSON, r#"{"id":"1"}"#, lenient), NONE);
        let lenient = Settings { undocumented: false, ..Settings::default() };
        assert_eq!(judged(&Method::GET, 200, &JSON, r#"{"more":1}"#, lenient), NONE);
        assert_eq!(judge(200, &[("content-type", "text/html"), ("x-left", "1")], "too long").len(), 1);
    }
}
