//! Everything that one API's documentation has, with a tally for each of it.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use http::Method;

use crate::contract::conform::coerce::Outline as Types;
use crate::contract::description::Contract;
use crate::contract::dialect::{Dialect, Direction};
use crate::contract::operation::{MediaType, Operation, Parameter, ResponseDoc, SchemaRef, Version, best_content};
use crate::contract::schema::bundle::{Bundle, Extent, bundle};
use crate::decide::coverage::outline::Outline;
use crate::decide::coverage::tally::Tally;
use crate::record::line::ExchangeLine;
use crate::value::json;
use crate::wire::exchange::is_json;

/// An API's documentation.
#[derive(Debug)]
pub struct Documented<'c> {
    /// The contract.
    pub contract: &'c Contract,
    /// Every operation, in the contract's order.
    pub operations: Vec<Counted>,
    by_name: HashMap<String, usize>,
    /// The schemas of requests.
    requests: Bundle,
}

/// One operation's documentation.
#[derive(Debug)]
pub struct Counted {
    /// Of the operation itself.
    pub hit: Tally,
    /// Of its parameters, in their order.
    pub parameters: Vec<Part>,
    /// Of its request body, by media type.
    pub bodies: Vec<Part>,
    /// Of its responses, by media type; one without a body has a part all the same.
    pub responses: Vec<Vec<Part>>,
    /// Answers that are not documented, by status and media type.
    pub strange: BTreeMap<(u16, Option<String>), Tally>,
    /// Properties that are not documented, by response, media type and path.
    pub surplus: BTreeMap<(usize, usize, String), Tally>,
    /// How many bodies could not be looked into, since the record does not keep them whole.
    pub cut: usize,
}

/// A parameter or a body.
#[derive(Debug)]
pub struct Part {
    /// Of itself.
    pub hit: Tally,
    /// What is documented inside.
    pub outline: Rc<Outline>,
    /// Of every place inside.
    pub nodes: Vec<Tally>,
    /// Of every value of an `enum`.
    pub values: Vec<Tally>,
}

impl Part {
    fn of(outline: Rc<Outline>) -> Part {
        let tallies = |length: usize| (0..length).map(|_| Tally::default()).collect();
        Part {
            hit: Tally::default(),
            nodes: tallies(outline.nodes.len()),
            values: tallies(outline.values.len()),
            outline,
        }
    }
}

impl<'c> Documented<'c> {
    /// What a contract has.
    pub fn of(contract: &'c Contract) -> Documented<'c> {
        let roots = |direction| {
            let schemas = contract.operations.iter().flat_map(|operation| schemas(operation, direction));
            schemas.map(|schema| schema.place.clone()).collect::<Vec<_>>()
        };
        let dialect = match contract.version {
            Version::V30 => Dialect::OpenApi30,
            Version::V31 => Dialect::Draft202012,
        };
        let bundled = |direction| {
            bundle(&contract.documents, &roots(direction), dialect, direction, Extent::REACHED).unwrap_or_default()
        };
        let (requests, responses) = (bundled(Direction::Request), bundled(Direction::Response));
        let mut sent = Drawn { contract, bundle: &requests, known: HashMap::new() };
        let mut received = Drawn { contract, bundle: &responses, known: HashMap::new() };
        let counted = |operation| count(operation, &mut sent, &mut received);
        let operations: Vec<Counted> = contract.operations.iter().map(counted).collect();
        let names = contract.operations.iter().enumerate();
        let by_name = names.map(|(index, operation)| (operation.name(), index)).collect();
        Documented { contract, operations, by_name, requests }
    }

    /// The position of the operation with this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// What a schema of requests says of types, to read texts by.
    pub fn types(&self, schema: Option<&SchemaRef>) -> Option<Types<'_>> {
        let number = self.requests.number(&schema?.place)?;
        Some(Types::within(self.requests.get(&format!("/$defs/{number}"))?, &self.requests.value))
    }
}

/// The schema of a parameter, however it is written.
pub fn schema_of(parameter: &Parameter) -> Option<&SchemaRef> {
    parameter.schema.as_ref().or_else(|| parameter.content.as_ref()?.schema.as_ref())
}

fn schemas(operation: &Operation, direction: Direction) -> Vec<&SchemaRef> {
    if direction == Direction::Response {
        let content = operation.responses.iter().flat_map(|response| &response.content);
        return content.filter_map(|media| media.schema.as_ref()).collect();
    }
    let content = operation.request_body.iter().flat_map(|body| &body.content);
    let bodies = content.filter_map(|media| media.schema.as_ref());
    operation.parameters.iter().filter_map(schema_of).chain(bodies).collect()
}

/// Outlines of schemas; many operations share one.
struct Drawn<'c> {
    contract: &'c Contract,
    bundle: &'c Bundle,
    known: HashMap<usize, Rc<Outline>>,
}

impl Drawn<'_> {
    fn outline(&mut self, schema: Option<&SchemaRef>) -> Rc<Outline> {
        let Some(number) = schema.and_then(|schema| self.bundle.number(&schema.place)) else { return Rc::default() };
        let outline = || Rc::new(Outline::of(self.bundle, number, &self.contract.documents));
        self.known.entry(number).or_insert_with(outline).clone()
    }

    fn content(&mut self, media: &MediaType) -> Part {
        let form = ["application/x-www-form-urlencoded", "multipart/form-data"].contains(&media.range.as_str());
        let can_be_read = form || is_json(&media.range) || media.range.contains('*');
        Part::of(self.outline(media.schema.as_ref().filter(|_| can_be_read)))
    }
}

fn count(operation: &Operation, sent: &mut Drawn<'_>, received: &mut Drawn<'_>) -> Counted {
    let content = operation.request_body.iter().flat_map(|body| &body.content);
    let bodies = content.map(|media| sent.content(media)).collect();
    let parameters = operation.parameters.iter().map(|parameter| Part::of(sent.outline(schema_of(parameter))));
    let parts = |response: &ResponseDoc| match documented_content(operation, response) {
        [] => vec![Part::of(Rc::default())],
        content => content.iter().map(|media| received.content(media)).collect(),
    };
    Counted {
        hit: Tally::default(),
        bodies,
        parameters: parameters.collect(),
        responses: operation.responses.iter().map(parts).collect(),
        strange: BTreeMap::new(),
        surplus: BTreeMap::new(),
        cut: 0,
    }
}

/// The content that can come with a response: none where HTTP allows no body.
pub fn documented_content<'o>(operation: &Operation, response: &'o ResponseDoc) -> &'o [MediaType] {
    use crate::contract::operation::StatusKey::Exact;
    let bodiless = operation.method == Method::HEAD || matches!(response.status, Exact(204 | 304));
    if bodiless { &[] } else { &response.content }
}

/// Which row of the documentation an answer belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The response and the content with these positions.
    Documented(usize, usize),
    /// None.
    Strange {
        /// Its status.
        status: u16,
        /// Its media type, when it has a body.
        media_type: Option<String>,
    },
}

/// Which row an answer belongs to, as conformance sees it; `None` where there was no answer.
pub fn answered(operation: &Operation, line: &ExchangeLine) -> Option<Answered> {
    let status = line.status?;
    let body = line.response_body.as_ref();
    let blank =
        body.is_none_or(|body| body.is_whole() && body.text().is_some_and(|text| json::is_blank(text.as_bytes())));
    let media_type = line.media_type();
    let strange = || {
        let media_type = (!blank).then(|| media_type.clone().unwrap_or_else(|| "no content type".to_owned()));
        Answered::Strange { status, media_type }
    };
    let Some(documented) = operation.response(status) else { return Some(strange()) };
    let index = operation.responses.iter().position(|response| std::ptr::eq(response, documented))?;
    let content = documented_content(operation, documented);
    let found = match (content.is_empty(), blank) {
        (true, true) => Some(0),
        (true, false) => None,
        (false, true) => content.iter().position(|entry| entry.range == "*/*" && entry.schema.is_none()),
        (false, false) => best_content(content, media_type.as_deref().unwrap_or(""))
            .and_then(|best| content.iter().position(|entry| std::ptr::eq(entry, best))),
    };
    Some(found.map_or_else(strange, |content| Answered::Documented(index, content)))
}
