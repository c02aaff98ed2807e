//! A response as expressions see it: `status`, `headers`, `body` and `text`, each worked out when asked for.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value as View};
use minijinja::{Error, ErrorKind};
use serde_json::{Map, Value};

use crate::suite::template::bridge::{Source, view};
use crate::wire::charset;
use crate::wire::exchange::{Exchange, Response};

/// What a response has.
pub const ATTRIBUTES: &[&str] = &["status", "headers", "body", "text"];

/// One attribute of an exchange's response; `Ok(None)` when a response has no such attribute, an error when there is
/// no response or its body is not JSON.
pub fn attribute<'e>(exchange: &'e Exchange, name: &str) -> Result<Option<Cow<'e, Value>>, String> {
    let response = response(exchange)?;
    Ok(Some(match name {
        "status" => Cow::Owned(Value::from(response.status)),
        "headers" => Cow::Owned(headers(response)),
        "text" => Cow::Owned(Value::String(charset::text(response).map_err(|fault| fault.message)?.into_owned())),
        "body" => Cow::Borrowed(response.json().map_err(|error| format!("the body is not JSON: {error}"))?),
        _ => return Ok(None),
    }))
}

/// The value of a header, whatever the case of its name; several are joined by a comma.
pub fn header(exchange: &Exchange, name: &str) -> Result<Option<String>, String> {
    let values = response(exchange)?.headers.get_all(name);
    let joined: Vec<Cow<'_, str>> = values.iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    Ok((!joined.is_empty()).then(|| joined.join(", ")))
}

/// The whole response as JSON.
pub fn to_json(exchange: &Exchange) -> Result<Value, String> {
    let mut map = Map::new();
    for name in ATTRIBUTES {
        let value = match attribute(exchange, name) {
            Ok(value) => value.map_or(Value::Null, Cow::into_owned),
            // A body that is not JSON is still there as text.
            Err(_) if matches!(*name, "body" | "text") => Value::Null,
            Err(error) => return Err(error),
        };
        map.insert((*name).to_owned(), value);
    }
    Ok(Value::Object(map))
}

/// A response for minijinja.
pub struct ResponseView(pub Arc<Exchange>);

// An exchange's own Debug form is too long for any message.
impl fmt::Debug for ResponseView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("response")
    }
}

impl Object for ResponseView {
    fn get_value(self: &Arc<Self>, key: &View) -> Option<View> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<View> {
        let failed = |error: String| View::from(Error::new(ErrorKind::InvalidOperation, error));
        match key {
            "headers" => Some(View::from_object(HeadersView(self.0.clone()))),
            "body" => match attribute(&self.0, "body") {
                Ok(_) => Some(view(Source::Body(self.0.clone()))),
                Err(error) => Some(failed(error)),
            },
            _ => match attribute(&self.0, key) {
                Ok(value) => Some(view(Source::Json(Arc::new(value?.into_owned())))),
                Err(error) => Some(failed(error)),
            },
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(ATTRIBUTES)
    }
}

/// The headers for minijinja, so that a look-up by name does not depend on case.
struct HeadersView(Arc<Exchange>);

impl fmt::Debug for HeadersView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("headers")
    }
}

impl Object for HeadersView {
    fn get_value(self: &Arc<Self>, key: &View) -> Option<View> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<View> {
        header(&self.0, key).ok().flatten().map(View::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = response(&self.0).map(|response| response.headers.keys().map(|name| View::from(name.as_str())));
        names.map_or(Enumerator::Empty, |names| Enumerator::Values(names.collect()))
    }
}

fn response(exchange: &Exchange) -> Result<&Response, String> {
    exchange.outcome.as_ref().map_err(|fault| format!("there was no response: {}", fault.message))
}

/// Names in lower case, as HTTP/2 has them.
fn headers(response: &Response) -> Value {
    let mut map = Map::new();
    for (name, value) in &response.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        match map.get_mut(name.as_str()) {
            Some(Value::String(joined)) => {
                joined.push_str(", ");
                joined.push_str(&value);
            }
            _ => {
                map.insert(name.as_str().to_owned(), Value::String(value.into_owned()));
            }
        }
    }
    Value::Object(map)
}
