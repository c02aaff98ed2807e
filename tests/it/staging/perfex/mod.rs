//! Perfex: custom field values, and the invoices and contacts that carry them.
//!
//! Good answers are built first; [`spoil`] then changes them where a read defect is planted. Write defects sit where
//! the good behaviour is implemented.

mod contacts;
mod envelope;
mod fields;
mod invoices;
mod money;
mod records;
mod samples;
mod spoil;
mod state;

use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::http::{Request, Response};
use super::{Behaviour, Defect, Reading, form};
use fields::FieldTo;
use state::{Host, State};

/// The server and its state.
pub(super) struct Perfex {
    authtoken: &'static str,
    behaviour: Behaviour,
    state: Mutex<State>,
}

impl Perfex {
    pub(super) fn new(authtoken: &'static str, behaviour: Behaviour) -> Self {
        Self { authtoken, behaviour, state: Mutex::new(samples::state()) }
    }

    /// Which records there are: resource and id.
    pub(super) fn records(&self) -> Vec<String> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let invoices = state.invoices.records.keys().map(|id| format!("invoices/{id}"));
        invoices.chain(state.contacts.records.keys().map(|id| format!("contacts/{id}"))).collect()
    }

    pub(super) fn answer(&self, request: &Request) -> Response {
        let path: Vec<String> = request.path.trim_end_matches('/').split('/').map(form::percent_decode).collect();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let response = match &path[..] {
            ["", "api", route @ ..] => {
                let refusal = self.refuse_token(request, route);
                refusal.unwrap_or_else(|| self.route(request, route))
            }
            _ => envelope::refused(404, envelope::NO_DATA),
        };
        self.reword(response)
    }

    fn route(&self, request: &Request, route: &[&str]) -> Response {
        // PHP serves requests in parallel; here one after the other, so that every write is whole.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let behaviour = self.behaviour;
        match (request.method.as_str(), route) {
            ("GET", ["custom_fields", rest @ ..]) => values(&state, rest, behaviour),
            ("DELETE", ["delete", resource, id]) => match (Host::of(resource), record_id(id)) {
                (Some(host), Some(id)) => records::delete(&mut state, host, id, behaviour),
                _ => envelope::refused(404, envelope::NO_DATA),
            },
            (method, [resource, rest @ ..]) => match (Host::of(resource), method, rest) {
                (Some(host), "GET", []) => records::list(&state, host, behaviour),
                (Some(host), "GET", ["search", key]) => records::search(&state, host, key, behaviour),
                (Some(host), "POST", []) => records::create(&mut state, host, request, behaviour),
                (Some(host), "GET" | "PUT" | "DELETE", [id]) => match (record_id(id), method) {
                    (Some(id), "GET") => records::read(&state, host, id, behaviour),
                    (Some(id), "PUT") => records::update(&mut state, host, id, request, behaviour),
                    (Some(id), _) => records::delete(&mut state, host, id, behaviour),
                    (None, _) => envelope::refused(404, envelope::NO_DATA),
                },
                (Some(_), _, _) => envelope::unknown_method(),
                (None, ..) => envelope::refused(404, envelope::NO_DATA),
            },
            _ => envelope::refused(404, envelope::NO_DATA),
        }
    }

    /// The 401 for a missing or wrong token: header `authtoken`, else `Authorization`, else `?authtoken=` (2.1, B2).
    fn refuse_token(&self, request: &Request, route: &[&str]) -> Option<Response> {
        let authorization = || request.header("authorization").map(|value| value.rsplit(' ').next().unwrap_or(value));
        let header = request.header("authtoken").or_else(authorization).map(str::to_owned);
        let given = header.or_else(|| request.query_value("authtoken")).filter(|token| !token.is_empty());
        let is_open = match (self.behaviour.defect, request.method.as_str(), route) {
            (Some(Defect::MissingTokenAccepted), "GET", ["custom_fields", ..]) => given.is_none(),
            (Some(Defect::WrongTokenAccepted), "GET", ["custom_fields", ..]) => given.is_some(),
            (Some(Defect::SearchWithoutToken), "GET", ["invoices", "search", _]) => true,
            (Some(Defect::RecordWithoutToken), "GET", ["invoices", _]) => true,
            (Some(Defect::WriteWithoutToken), method, _) => method != "GET",
            _ => false,
        };
        if is_open || given.as_deref() == Some(self.authtoken) {
            return None;
        }
        let message = if given.is_none() { "Token is not defined." } else { "Signature verification failed" };
        let (status, body) = match self.behaviour.defect {
            Some(Defect::AuthFailureWithoutMessage) => (401, json!({"status": false})),
            Some(Defect::AuthFailureStatusText) => (401, json!({"status": "false", "message": message})),
            Some(Defect::AuthFailureStatusTrue) => (401, json!({"status": true, "message": message})),
            Some(Defect::AuthFailureAnswers403) => (403, json!({"status": false, "message": message})),
            Some(Defect::AuthFailureAnswers200) => (200, json!({"status": false, "message": message})),
            _ if self.behaviour.reads(Reading::AuthFailureAnswers404) => {
                (404, json!({"status": false, "message": message}))
            }
            _ => (401, json!({"status": false, "message": message})),
        };
        Some(envelope::json_response(status, &body))
    }

    /// Readings that concern every answer.
    fn reword(&self, response: Response) -> Response {
        match self.behaviour.reading {
            Some(Reading::CharsetNamed) => Response { content_type: "application/json; charset=UTF-8", ..response },
            Some(Reading::PlainJson) => {
                let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
                Response { body: body.to_string().into_bytes(), ..response }
            }
            _ => response,
        }
    }
}

/// `GET /api/custom_fields/{FieldBelongsto}[/{id}]` (2.3).
fn values(state: &State, route: &[&str], behaviour: Behaviour) -> Response {
    let (kind, id) = match route {
        [kind] => (*kind, None),
        [kind, id] => match record_id(id) {
            Some(id) => (*kind, Some(id)),
            None => return envelope::refused(404, envelope::NO_DATA),
        },
        _ => return envelope::refused(404, "Not valid data"),
    };
    let lowered = kind.to_ascii_lowercase();
    let kind = if behaviour.has(Defect::TypeCaseIgnored) { lowered.as_str() } else { kind };
    let is_rejected = behaviour.has(Defect::CreditNoteRejected) && kind == "credit_note";
    if is_rejected || !fields::ACCEPTED_TYPES.contains(&kind) {
        return spoil::unknown_type(behaviour.defect);
    }
    let Some(fieldto) = FieldTo::of(kind) else {
        return if behaviour.reads(Reading::NoFieldsAnswers404) {
            envelope::refused(404, envelope::NO_DATA)
        } else {
            envelope::json_response(200, &json!([]))
        };
    };
    let none = fields::Stored::new();
    let stored = match id {
        None if behaviour.has(Defect::TypeViewNotFound) => return envelope::refused(404, envelope::NO_DATA),
        None if behaviour.has(Defect::TypeViewHoldsValues) => state.values(fieldto, 1),
        None => Some(&none),
        Some(id) => state.values(fieldto, id),
    };
    let stored = match (stored, behaviour.defect) {
        (Some(stored), _) => stored,
        (None, Some(Defect::UnknownRecordLeaks)) => state.values(fieldto, 1).unwrap_or(&none),
        (None, _) if behaviour.reads(Reading::UnknownRecordEmpty) => &none,
        (None, defect) => return spoil::unknown_record(defect),
    };
    let mut entries = fields::entries(fieldto, stored, behaviour);
    match behaviour.defect {
        Some(defect) => spoil::values(defect, fieldto, id, &mut entries),
        None => envelope::json_response(200, &Value::Array(entries)),
    }
}

/// A record id in a path: digits only, as in the routes (2.1).
fn record_id(segment: &str) -> Option<u64> {
    segment.bytes().all(|digit| digit.is_ascii_digit()).then(|| segment.parse().ok()).flatten()
}
