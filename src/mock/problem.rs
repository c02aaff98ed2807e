//! Answers that no contract documents: problem details (RFC 9457), with our code where we are the ones to blame.

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::source::code::Code;
use crate::wire::serve::ServerResponse;

/// The media type of problem details.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// Our code, when the mock or its rules are at fault.
    pub code: Option<Code>,
    /// A sentence for people.
    pub detail: String,
    /// Further members.
    pub more: Vec<(&'static str, Value)>,
    /// Headers beside the content type.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem with a request.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, code: None, detail: detail.into(), more: Vec::new(), headers: Vec::new() }
    }

    /// A problem of the mock itself: 500.
    pub fn ours(code: Code, detail: impl Into<String>) -> Problem {
        Problem { code: Some(code), ..Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail) }
    }

    /// Adds a member.
    pub fn with(mut self, name: &'static str, value: Value) -> Problem {
        self.more.push((name, value));
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Problem {
        self.headers.push((name, value));
        self
    }

    /// The answer.
    pub fn response(&self) -> ServerResponse {
        let title = self.code.map_or_else(|| self.status.canonical_reason().unwrap_or("error"), Code::title);
        // RFC 9457, section 4.2.1: `about:blank` says no more than the status does.
        let kind = self.code.map_or_else(|| "about:blank".to_owned(), |code| format!("urn:countersign:{code}"));
        let mut body = json!({ "type": kind, "title": title, "status": self.status.as_u16(), "detail": self.detail });
        if let Some(code) = self.code {
            body["code"] = code.as_str().into();
        }
        for (name, value) in &self.more {
            body[*name] = value.clone();
        }
        let mut response = ServerResponse::new(self.status, body.to_string());
        response.headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        response.headers.extend(self.headers.iter().cloned());
        response
    }
}
