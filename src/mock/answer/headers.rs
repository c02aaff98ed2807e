//! The documented headers of an answer.

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value as Json, json};

use crate::contract::conform::coerce::Outline;
use crate::contract::conform::parameter;
use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{HeaderDoc, ResponseDoc};
use crate::contract::schema::compiled::Schema;
use crate::mock::answer::generated::{Source, generated};
use crate::value::parameter::{Format, Style, header};

/// What frames a message or says how it is encoded is the server's to say, and true.
const FRAMING: [&str; 10] = [
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "content-type",
];

/// What tells clients and browsers to do something beside reading the answer. Where it may come and nothing says with
/// which value, it is left out rather than made up.
const COMMANDS: [&str; 10] = [
    "alt-svc",
    "clear-site-data",
    "content-range",
    "content-security-policy",
    "public-key-pins",
    "refresh",
    "set-cookie",
    "strict-transport-security",
    "vary",
    "www-authenticate",
];

/// Every documented header; those that need not come only with a value that their schema allows.
pub fn of(contract: &Contract, document: &ResponseDoc, status: u16, seed: u64) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for header in &document.headers {
        let Ok(name) = HeaderName::try_from(header.name.as_str()) else { continue };
        if FRAMING.contains(&name.as_str()) {
            continue;
        }
        if let Some(value) = text(contract, header, &name, seed).and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(name, value);
        }
    }
    if matches!(status, 301 | 302 | 303 | 307 | 308) && !headers.contains_key(http::header::LOCATION) {
        headers.insert(http::header::LOCATION, HeaderValue::from_static("/"));
    }
    headers
}

fn text(contract: &Contract, header: &HeaderDoc, name: &HeaderName, seed: u64) -> Option<String> {
    let own = header.schema.as_ref().or(header.content.as_ref().and_then(|content| content.schema.as_ref()));
    let schema = own.and_then(|schema| contract.schema(schema, Direction::Response).ok());
    let examples = header.examples.iter().chain(header.content.iter().flat_map(|content| &content.examples));
    let examples = examples.map(|example| example.value.clone());
    let value = match &schema {
        Some(schema) => {
            let mut shown = examples.chain(settled(schema));
            let is_wanted = header.required || !commands(name);
            let usual = || usual(name).filter(|_| is_wanted).filter(|value| fits(header, schema, value));
            let made = || is_wanted.then(|| generated(schema, seed, Source::Documented).value);
            let made = || made().filter(|value| header.required || fits(header, schema, value));
            shown.find(|value| fits(header, schema, value)).or_else(usual).or_else(made)?
        }
        None => {
            let mut examples = examples;
            examples.next().or_else(|| header.required.then(|| usual(name).unwrap_or_else(|| json!("text"))))?
        }
    };
    written(header, &value)
}

fn commands(name: &HeaderName) -> bool {
    COMMANDS.contains(&name.as_str()) || name.as_str().starts_with("access-control-")
}

/// What a schema says a value is when nothing else is said.
fn settled(schema: &Schema) -> impl Iterator<Item = Json> {
    let outline = Outline::of(schema);
    let first = |key| outline.keyword(key).and_then(Json::as_array).and_then(|values| values.first());
    let values = [outline.keyword("example"), first("examples"), outline.keyword("default"), outline.keyword("const")];
    values.into_iter().flatten().cloned().collect::<Vec<Json>>().into_iter()
}

/// Whether a client that reads the header gets what is documented.
fn fits(header: &HeaderDoc, schema: &Schema, value: &Json) -> bool {
    if header.schema.is_none() {
        return schema.is_valid(value);
    }
    let read = |text: String| parameter::simple(&text, header.explode, Some(Outline::of(schema)));
    written(header, value).is_some_and(|text| schema.is_valid(&read(text)))
}

fn written(documented: &HeaderDoc, value: &Json) -> Option<String> {
    if documented.schema.is_none() && documented.content.is_some() {
        return Some(value.to_string());
    }
    let format = Format { style: Style::Simple, explode: documented.explode, allow_reserved: false };
    header(value, format).ok().flatten()
}

/// What well-known headers look like, where only text is asked for.
fn usual(name: &HeaderName) -> Option<Json> {
    Some(match name.as_str() {
        "location" | "content-location" => json!("/"),
        "link" => json!("</>; rel=\"self\""),
        "etag" => json!("\"mock\""),
        "last-modified" | "expires" => json!("Thu, 01 Jan 2026 00:00:00 GMT"),
        "set-cookie" => json!("session=mock; Path=/"),
        "www-authenticate" => json!("Bearer realm=\"mock\""),
        "cache-control" => json!("no-store"),
        "content-disposition" => json!("attachment; filename=\"mock\""),
        "content-language" => json!("en"),
        "vary" => json!("Accept"),
        "retry-after" => json!(1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::contract::fixture::in_order;

    const DESCRIPTION: &str = "
openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        '200':
          headers:
            X-Rate-Limit: { schema: { type: integer, minimum: 5, maximum: 5 } }
            X-Object: { content: { application/json: { schema: { type: object, required: [a], properties: { a: { const: 1 } } } } } }
            X-List: { schema: { type: array, minItems: 2, items: { const: 7 } } }
            X-Shown: { schema: { type: string }, example: shown }
            X-Impossible: { schema: false }
            ETag: { schema: { type: string } }
            Set-Cookie: { schema: { type: string } }
            Content-Length: { schema: { type: integer } }
            Access-Control-Allow-Origin: { schema: { type: string } }
            Vary: { required: true, schema: { type: string } }
";

    #[test]
    fn documented_headers_are_sent_unless_they_would_command_something() {
        let contract = in_order(DESCRIPTION);
        let headers = of(&contract, &contract.operations[0].responses[0], 200, 0);
        let mut lines: Vec<String> =
            headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
        lines.sort();
        assert_eq!(
            lines,
            [
                "etag: \"mock\"",
                "vary: Accept",
                "x-list: 7,7",
                "x-object: {\"a\":1}",
                "x-rate-limit: 5",
                "x-shown: shown",
            ]
        );
    }
}
