//! Answers as the contract documents them: by example, else made up from the schema, else empty.

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value as Json, json};

use crate::contract::description::Contract;
use crate::contract::operation::{Operation, ResponseDoc, StatusKey};
use crate::contract::schema::compiled::Schema;
use crate::mock::answer::body::{self, Material};
use crate::mock::answer::generated::Source;
use crate::mock::answer::headers;
use crate::mock::answer::negotiate::{Accept, Chosen};
use crate::mock::answer::render::render;
use crate::mock::problem::Problem;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::wire::exchange::is_json;
use crate::wire::serve::ServerResponse;

/// An answer that is ready to be sent, again and again.
#[derive(Debug)]
pub struct Prepared {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The object that was made up for the body, where it is one: it may be adapted to a request.
    made: Option<Made>,
    /// What is worth telling about the documentation it was made from.
    pub notes: Vec<String>,
}

#[derive(Debug)]
struct Made {
    value: Json,
    schema: Arc<Schema>,
    content_type: String,
}

/// Why there is no such answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Unanswerable {
    /// The status is not documented.
    Status(u16),
    /// No example of this name is documented for it.
    Example(u16, String),
    /// The client takes none of its media types.
    NotAcceptable(u16),
    /// A schema that is needed cannot be used.
    Schema(Box<Diagnostic>),
}

/// The documented answer with this status: the named example, else the first, else a generated body. For rules, which
/// were held against the contract when they were read.
pub fn answer(
    contract: &Contract,
    operation: &Operation,
    status: u16,
    example: Option<&str>,
    seed: u64,
) -> Result<ServerResponse, Problem> {
    let ours = |why: Unanswerable| why.ours(contract, operation);
    let chosen = choose(operation, status, &Accept::default(), example).map_err(ours)?;
    let wanted = Wanted { status, chosen, example, source: Source::Documented, seed };
    prepare(contract, operation, &wanted).map(|prepared| prepared.response()).map_err(ours)
}

/// The documented answer with this status and a body of ours.
pub fn answer_with(
    contract: &Contract,
    operation: &Operation,
    status: u16,
    body: Bytes,
    json: bool,
    seed: u64,
) -> Result<ServerResponse, Problem> {
    let document = documented(operation, status).map_err(|why| why.ours(contract, operation))?;
    let mut response = ServerResponse::new(status_code(status), Bytes::new());
    response.headers = headers::of(contract, document, status, seed);
    if !body.is_empty() {
        let fits = |content: &usize| is_json(&document.content[*content].range) == json;
        let index = (0..document.content.len()).find(fits).or((!document.content.is_empty()).then_some(0));
        let alone = index.and_then(|index| Accept::default().choose(&document.content[index..=index]));
        let usual = if json { "application/json" } else { "text/plain; charset=utf-8" };
        content_type(&mut response.headers, alone.as_ref().map_or(usual, |chosen| &chosen.content_type));
        response.body = body;
    }
    Ok(response)
}

/// Which answer is wanted.
#[derive(Debug)]
pub struct Wanted<'r> {
    /// The status.
    pub status: u16,
    /// The media type, as [`choose`] has found it.
    pub chosen: Option<Chosen>,
    /// The name of the example.
    pub example: Option<&'r str>,
    /// Where the body comes from when no example is named.
    pub source: Source,
    /// What a generated body is a function of.
    pub seed: u64,
}

/// Makes the documented answer.
pub fn prepare(contract: &Contract, operation: &Operation, wanted: &Wanted<'_>) -> Result<Prepared, Unanswerable> {
    let document = documented(operation, wanted.status)?;
    let mut prepared = Prepared {
        status: status_code(wanted.status),
        headers: headers::of(contract, document, wanted.status, wanted.seed),
        body: Bytes::new(),
        made: None,
        notes: Vec::new(),
    };
    let Some(Chosen { index, content_type: written }) = &wanted.chosen else { return Ok(prepared) };
    if matches!(wanted.status, 204 | 205 | 304) {
        return Ok(prepared);
    }
    let place = || format!("{} {}", operation.name(), wanted.status);
    let entry = &document.content[*index];
    // Anything at all is documented, and nothing is the simplest of it.
    if entry.range == "*/*" && entry.schema.is_none() && entry.examples.is_empty() {
        return Ok(prepared);
    }
    let material = Material {
        contract,
        status: wanted.status,
        entry,
        content_type: written,
        example: wanted.example,
        place: &place,
    };
    let body = body::of(&material, wanted.source, wanted.seed)
        .map_err(|diagnostic| Unanswerable::Schema(Box::new(diagnostic)))?;
    content_type(&mut prepared.headers, written);
    prepared.body = body.bytes;
    prepared.notes = body.notes;
    prepared.made = body.made.map(|(value, schema)| Made { value, schema, content_type: written.clone() });
    Ok(prepared)
}

impl Prepared {
    /// The answer.
    pub fn response(&self) -> ServerResponse {
        let mut response = ServerResponse::new(self.status, self.body.clone());
        response.headers = self.headers.clone();
        response
    }

    /// The answer with a made-up object adapted by `edit`, which is handed the object and whether another one would
    /// still fit. Where nothing was made up, or nothing is to be done, the answer as it is.
    pub fn edited(&self, edit: impl FnOnce(&mut Json, &dyn Fn(&Json) -> bool) -> bool) -> ServerResponse {
        let mut response = self.response();
        if let Some(Made { value, schema, content_type }) = &self.made {
            let mut value = value.clone();
            if edit(&mut value, &|value| schema.is_valid(value)) {
                response.body = render(&value, content_type, Some(schema));
            }
        }
        response
    }

    /// The object that was made up for the body.
    pub fn made(&self) -> Option<&Json> {
        self.made.as_ref().map(|made| &made.value)
    }

    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        self.body.len() * if self.made.is_some() { 4 } else { 1 } + 500
    }
}

impl Unanswerable {
    /// The client asked for what is not there, or takes nothing that is; a schema that cannot be used is our fault.
    pub fn asked(&self, contract: &Contract, operation: &Operation) -> Problem {
        let detail = self.detail(operation);
        match self {
            Unanswerable::Status(_) => {
                let known: Vec<String> = operation.responses.iter().map(|doc| doc.status.to_string()).collect();
                Problem::new(StatusCode::BAD_REQUEST, detail).with("documented", json!(known))
            }
            Unanswerable::Example(status, _) => {
                Problem::new(StatusCode::BAD_REQUEST, detail).with("documented", json!(examples(operation, *status)))
            }
            Unanswerable::NotAcceptable(status) => Problem::new(StatusCode::NOT_ACCEPTABLE, detail)
                .with("available", json!(media_types(operation, *status))),
            Unanswerable::Schema(diagnostic) => broken(contract, diagnostic, detail),
        }
    }

    fn ours(&self, contract: &Contract, operation: &Operation) -> Problem {
        match self {
            Unanswerable::Schema(diagnostic) => broken(contract, diagnostic, self.detail(operation)),
            _ => Problem::ours(Code::MockFile, self.detail(operation)),
        }
    }

    /// Why, in a sentence.
    pub fn detail(&self, operation: &Operation) -> String {
        let name = operation.name();
        let list = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        match self {
            Unanswerable::Status(status) => {
                let known = operation.responses.iter().map(|response| response.status.to_string()).collect();
                let is_default = |response: &ResponseDoc| response.status == StatusKey::Default;
                let covers = if *status >= 500 && operation.responses.iter().any(is_default) {
                    " (which stands for no 5xx)"
                } else {
                    ""
                };
                format!("{name} documents no {status}; documented: {}{covers}", list(known))
            }
            Unanswerable::Example(status, example) => {
                let known = list(examples(operation, *status));
                format!("{name} has no example `{example}` for {status}; documented: {known}")
            }
            Unanswerable::NotAcceptable(status) => {
                format!("{name} answers {status} with {} only", list(media_types(operation, *status)))
            }
            Unanswerable::Schema(diagnostic) => format!("{name} cannot be answered: {}", diagnostic.message),
        }
    }
}

fn broken(contract: &Contract, diagnostic: &Diagnostic, detail: String) -> Problem {
    let place = diagnostic.labels.first().and_then(|label| contract.documents.line(label.span));
    Problem::ours(diagnostic.code, detail).with("contract", json!(place))
}

fn examples(operation: &Operation, status: u16) -> Vec<String> {
    let content = operation.response(status).map(|document| document.content.as_slice()).unwrap_or_default();
    let examples = content.iter().flat_map(|content| &content.examples).filter(|example| !example.name.is_empty());
    examples.map(|example| example.name.clone()).collect()
}

fn media_types(operation: &Operation, status: u16) -> Vec<String> {
    let content = operation.response(status).map(|document| document.content.as_slice()).unwrap_or_default();
    content.iter().map(|content| content.range.clone()).collect()
}

/// The media type for an answer; `None` when it has no body.
pub fn choose(
    operation: &Operation,
    status: u16,
    accept: &Accept,
    example: Option<&str>,
) -> Result<Option<Chosen>, Unanswerable> {
    let content = documented(operation, status)?.content.as_slice();
    let Some(name) = example else {
        return match accept.choose(content) {
            None if !content.is_empty() => Err(Unanswerable::NotAcceptable(status)),
            chosen => Ok(chosen),
        };
    };
    // Whoever names an example takes the media type that it is documented for.
    let has = |index: &usize| content[*index].examples.iter().any(|example| example.name == name);
    let with: Vec<usize> = (0..content.len()).filter(has).collect();
    let among = |accept: &Accept| {
        let entries: Vec<_> = with.iter().map(|index| content[*index].clone()).collect();
        accept.choose(&entries).map(|chosen| Chosen { index: with[chosen.index], ..chosen })
    };
    let chosen = among(accept).or_else(|| among(&Accept::default()));
    chosen.map(Some).ok_or_else(|| Unanswerable::Example(status, name.to_owned()))
}

/// The status of the answer when nothing is wrong and nobody asks for another: the first documented success, else the
/// first redirection, else what `default` stands for, else whatever comes first. `None` when nothing is documented.
pub fn usual_status(operation: &Operation) -> Option<u16> {
    let of_class = |class: u16| {
        operation.responses.iter().find_map(|response| match response.status {
            StatusKey::Exact(status) if status / 100 == class => Some(status),
            StatusKey::Range(range) if range == class => Some(class * 100),
            _ => None,
        })
    };
    let default = || operation.responses.iter().any(|response| response.status == StatusKey::Default).then_some(200);
    of_class(2).or_else(|| of_class(3)).or_else(default).or_else(|| of_class(4)).or_else(|| of_class(5))
}

/// Whether a status has a response of its own, not only one that covers it.
pub fn exactly(operation: &Operation, status: u16) -> bool {
    operation.responses.iter().any(|response| response.status == StatusKey::Exact(status))
}

fn documented(operation: &Operation, status: u16) -> Result<&ResponseDoc, Unanswerable> {
    operation.response(status).ok_or(Unanswerable::Status(status))
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn content_type(headers: &mut HeaderMap, media_type: &str) {
    if let Ok(value) = HeaderValue::from_str(media_type) {
        headers.insert(CONTENT_TYPE, value);
    }
}
