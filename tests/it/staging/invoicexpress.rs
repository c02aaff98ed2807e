//! InvoiceXpress: `PUT /sequences/{sequence-id}/set_current.json` and nothing else.
//!
//! Every documented answer has an empty body; the request's body and content type are never looked at.

use std::sync::{Mutex, PoisonError};

use super::http::{Request, Response};
use super::{Behaviour, Defect, Reading, form};

const JSON: &str = "application/json; charset=utf-8";
const SEQUENCES: [u64; 2] = [42, 77];

/// The server's state: which sequence is the default one.
pub(super) struct InvoiceXpress {
    api_key: &'static str,
    behaviour: Behaviour,
    current: Mutex<Option<u64>>,
}

impl InvoiceXpress {
    pub(super) fn new(api_key: &'static str, behaviour: Behaviour) -> Self {
        Self { api_key, behaviour, current: Mutex::default() }
    }

    pub(super) fn answer(&self, request: &Request) -> Response {
        let Some(id) = sequence_id(&request.path).filter(|_| request.method == "PUT") else {
            return empty(404);
        };
        let refusal = if self.behaviour.has(Defect::SequenceLookedUpBeforeKey) {
            self.find(&id).err().or_else(|| self.refuse_key(request))
        } else {
            self.refuse_key(request).or_else(|| self.find(&id).err())
        };
        refusal.or_else(|| self.refuse_content_type(request)).unwrap_or_else(|| self.set_current(&id))
    }

    /// The 401 for a missing or wrong key.
    fn refuse_key(&self, request: &Request) -> Option<Response> {
        let given = request.query_value("api_key");
        let is_right = match given.as_deref() {
            Some(_) if self.behaviour.has(Defect::KeyNotDecoded) => {
                request.query.split('&').any(|pair| pair.strip_prefix("api_key=") == Some(self.api_key))
            }
            Some("") => self.behaviour.has(Defect::EmptyKeyAccepted),
            Some(key) => key == self.api_key || self.behaviour.has(Defect::WrongKeyAccepted),
            None => self.behaviour.has(Defect::MissingKeyAccepted),
        };
        let refusal = match self.behaviour.defect {
            Some(Defect::BadKeyAnswers403) => empty(403),
            Some(Defect::BadKeyAnswersABody) => with_body(401, "{}"),
            _ => empty(401),
        };
        (!is_right).then_some(refusal)
    }

    /// The sequence, or the 422 or 404 for an id that names none.
    fn find(&self, id: &str) -> Result<u64, Response> {
        let digits = id.strip_prefix('-').unwrap_or(id);
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(match self.behaviour.defect {
                Some(Defect::NonIntegerSequenceAccepted) => empty(200),
                Some(Defect::NonIntegerSequenceAnswersABody) => {
                    with_body(422, r#"{"errors":[{"error":"Sequence is not a number"}]}"#)
                }
                Some(Defect::NonIntegerSequenceAnswers500) => empty(500),
                _ if self.behaviour.reads(Reading::NonIntegerSequenceUnknown) => empty(404),
                _ => empty(422),
            });
        }
        let known = id.parse().ok().filter(|id| SEQUENCES.contains(id));
        known.ok_or_else(|| match self.behaviour.defect {
            Some(Defect::UnknownSequenceAccepted) => empty(200),
            Some(Defect::UnknownSequenceAnswersABody) => {
                with_body(404, r#"{"errors":[{"error":"Sequence not found"}]}"#)
            }
            Some(Defect::UnknownSequenceAnswersHtml) => Response {
                content_type: "text/html; charset=utf-8",
                ..with_body(404, "<!DOCTYPE html><title>Not found</title>")
            },
            Some(Defect::UnknownSequenceAnswers500) => empty(500),
            _ => empty(404),
        })
    }

    fn refuse_content_type(&self, request: &Request) -> Option<Response> {
        match self.behaviour.defect {
            Some(Defect::MultipartRefused) if request.media_type() == "multipart/form-data" => Some(empty(500)),
            Some(Defect::JsonRefused) if request.media_type() == "application/json" => Some(empty(422)),
            _ => None,
        }
    }

    fn set_current(&self, id: &str) -> Response {
        let id = id.parse().ok();
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let is_repetition = *current == id;
        *current = id;
        match self.behaviour.defect {
            Some(Defect::RepetitionRefused) if is_repetition => empty(422),
            Some(Defect::SetCurrentAnswersABody) => with_body(200, r#"{"sequence":{"id":42,"default_sequence":1}}"#),
            Some(Defect::SetCurrentAnswers201) => empty(201),
            Some(Defect::SetCurrentAnswers204) => empty(204),
            _ => empty(200),
        }
    }
}

/// The decoded second segment of `/sequences/{sequence-id}/set_current.json`.
fn sequence_id(path: &str) -> Option<String> {
    let id = path.strip_prefix("/sequences/")?.strip_suffix("/set_current.json")?;
    (!id.is_empty() && !id.contains('/')).then(|| form::percent_decode(id))
}

fn empty(status: u16) -> Response {
    with_body(status, "")
}

fn with_body(status: u16, body: &str) -> Response {
    Response { status, content_type: JSON, body: body.as_bytes().to_vec() }
}
