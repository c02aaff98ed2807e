//! The first request of an operation, made from what its documentation says: for whoever begins a suite, and for what a
//! suite still lacks.

use std::fmt::Write as _;

use serde_json::Value;

use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::generate::value::{Options, generate};
use crate::contract::operation::{Example, Location, MediaType, Operation, Parameter, SchemaRef};
use crate::suite::casefile::write::{self, scalar};
use crate::wire::exchange::is_json;

/// A request, as a case file says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Parameters, as the case file groups them.
    pub parameters: Vec<(Location, String, Value)>,
    /// The body.
    pub body: Option<DraftBody>,
    /// Keys of `request` besides, each with its value as YAML.
    pub further: Vec<(&'static str, String)>,
}

/// The body of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftBody {
    /// `json`, `form`, `multipart` or `body`.
    pub key: &'static str,
    /// What it holds; a text for `body`.
    pub value: Value,
    /// The content type, when not the usual one of its key.
    pub content_type: Option<String>,
}

impl Draft {
    /// With everything that must be sent.
    pub fn of(operation: &Operation, contract: &Contract) -> Draft {
        let wanted = operation.parameters.iter().filter(|parameter| parameter.required);
        let parameters = wanted.map(|one| (one.location, one.name.clone(), parameter_value(one, contract)));
        let media = operation.request_body.as_ref().and_then(|body| best(&body.content));
        Draft {
            parameters: parameters.collect(),
            body: media.and_then(|media| body(media, contract)),
            further: Vec::new(),
        }
    }

    /// Sends a parameter, with another value if it is sent already.
    pub fn set(&mut self, parameter: &Parameter, value: Value) {
        let is_it = |one: &&mut (Location, String, Value)| one.0 == parameter.location && one.1 == parameter.name;
        match self.parameters.iter_mut().find(is_it) {
            Some(known) => known.2 = value,
            None => self.parameters.push((parameter.location, parameter.name.clone(), value)),
        }
    }

    /// What stands under `request`, six columns in; nothing for a request of no parts.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for (key, location) in [
            ("path", Location::Path),
            ("query", Location::Query),
            ("headers", Location::Header),
            ("cookies", Location::Cookie),
        ] {
            let own = self.parameters.iter().filter(|parameter| parameter.0 == location);
            let values: Vec<String> =
                own.map(|(_, name, value)| format!("{}: {}", scalar(name), flow(value))).collect();
            if !values.is_empty() {
                let _ = writeln!(text, "      {key}: {{ {} }}", values.join(", "));
            }
        }
        if let Some(body) = &self.body {
            let value =
                if body.key == "body" { format!("{{ text: {} }}", flow(&body.value)) } else { flow(&body.value) };
            let _ = writeln!(text, "      {}: {value}", body.key);
            if let Some(content_type) = &body.content_type {
                let _ = writeln!(text, "      content_type: {}", scalar(content_type));
            }
        }
        for (key, value) in &self.further {
            let _ = writeln!(text, "      {key}: {value}");
        }
        text
    }
}

/// JSON where it is documented, else a form.
fn best(content: &[MediaType]) -> Option<&MediaType> {
    let json = content.iter().find(|media| is_json(&media.range));
    json.or_else(|| content.iter().find(|media| media.range == "application/x-www-form-urlencoded"))
        .or_else(|| content.iter().find(|media| media.range == "multipart/form-data"))
        .or_else(|| content.first())
}

/// A body of a media type; `None` where nothing can be made up.
pub fn body(media: &MediaType, contract: &Contract) -> Option<DraftBody> {
    let made = fitting(&media.examples, media.schema.as_ref(), "", contract);
    let is_any = media.range.contains('*');
    let key = match media.range.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        range if is_json(range) => "json",
        _ => {
            let text = made.as_ref().and_then(Value::as_str).unwrap_or("some text");
            let content_type = (!is_any).then(|| media.range.clone());
            return Some(DraftBody { key: "body", value: text.into(), content_type });
        }
    };
    let value = made.filter(|value| key == "json" || value.is_object())?;
    let content_type = (key == "json" && media.range != "application/json").then(|| media.range.clone());
    Some(DraftBody { key, value, content_type })
}

/// A value for a parameter.
pub fn parameter_value(parameter: &Parameter, contract: &Contract) -> Value {
    let content = parameter.content.as_ref();
    let schema = parameter.schema.as_ref().or(content.and_then(|media| media.schema.as_ref()));
    let examples = match content {
        Some(media) if parameter.examples.is_empty() => &media.examples,
        _ => &parameter.examples,
    };
    let made = fitting(examples, schema, &parameter.name, contract);
    // An empty text would leave a hole in the path.
    let made = made.filter(|value| parameter.location != Location::Path || value.as_str() != Some(""));
    let made = made.unwrap_or_else(|| Value::String("1".to_owned()));
    match content.map(|media| is_json(&media.range)) {
        // A parameter that is documented as JSON is sent as the text of it.
        Some(true) => Value::String(made.to_string()),
        _ => made,
    }
}

/// The first example that fits its schema, else a value made from it: an example may be older than its schema.
fn fitting(examples: &[Example], schema: Option<&SchemaRef>, name: &str, contract: &Contract) -> Option<Value> {
    let schema = schema.and_then(|schema| contract.schema(schema, Direction::Request).ok());
    let fits = |example: &&Example| schema.as_ref().is_none_or(|schema| schema.is_valid(&example.value));
    let example = examples.iter().find(fits).map(|example| example.value.clone());
    example.or_else(|| schema.as_ref().map(|schema| generate(schema, &Options { name, ..Options::default() }).value))
}

/// A value on one line; a `${{` in it is data.
fn flow(value: &Value) -> String {
    write::flow(&write::literal(value))
}
