//! The answers around data: success and error envelopes.

use serde_json::{Map, Value, json};

use crate::staging::http::Response;
use crate::staging::php;

/// The documented message of a 404.
pub(super) const NO_DATA: &str = "No data were found";

/// Any JSON, written as PHP writes it.
pub(super) fn json_response(status: u16, body: &Value) -> Response {
    Response { status, content_type: "application/json", body: php::json_encode(body).into_bytes() }
}

/// A write that succeeded.
pub(super) fn done(message: &str) -> Response {
    json_response(200, &json!({"status": true, "message": message}))
}

/// A request that failed.
pub(super) fn refused(status: u16, message: &str) -> Response {
    json_response(status, &json!({"status": false, "message": message}))
}

/// A validation failure: the texts by field, and again as HTML in `message`.
pub(super) fn invalid(status: u16, errors: Map<String, Value>) -> Response {
    let paragraphs = errors.values().filter_map(Value::as_str).map(|text| format!("<p>{text}</p>\n"));
    let message: String = paragraphs.collect();
    json_response(status, &json!({"status": false, "error": errors, "message": message}))
}

/// A method that the resource does not know; its key is `error`, not `message`.
pub(super) fn unknown_method() -> Response {
    json_response(405, &json!({"status": false, "error": "Unknown method"}))
}
