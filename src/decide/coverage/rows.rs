//! From tallies to the rows that are shown: what each is called, where it is documented, how it stands with it.

use crate::contract::operation::{MediaType, Operation, ResponseDoc};
use crate::decide::coverage::documented::{Counted, Documented, Part, documented_content};
use crate::decide::coverage::model::{ApiCoverage, Dimension, OperationCoverage, Row, State, shown_value};
use crate::decide::coverage::tally::Tally;
use crate::source::span::Span;

/// The rows of an API.
pub fn api_rows(api: &str, documented: &Documented<'_>) -> ApiCoverage {
    let contract = documented.contract;
    let counted = contract.operations.iter().zip(&documented.operations);
    let operations = counted.map(|(operation, counted)| operation_rows(operation, counted, documented)).collect();
    let file = contract.documents.get(0).map(|file| file.path.to_string()).unwrap_or_default();
    let mut coverage = ApiCoverage { api: api.to_owned(), contract: file, totals: Vec::new(), operations };
    coverage.totals = Dimension::ALL.into_iter().map(|dimension| coverage.total(dimension, &|_, _| false)).collect();
    coverage
}

fn operation_rows(operation: &Operation, counted: &Counted, documented: &Documented<'_>) -> OperationCoverage {
    let line = |span: Span| documented.contract.documents.line(span);
    let mut rows = Rows { operation, counted, line: &line, rows: Vec::new() };
    rows.responses();
    rows.add(Row { dimension: Dimension::Operations, place: line(operation.span), ..Row::default() }, &counted.hit);
    rows.parameters();
    rows.values();
    rows.sent();
    rows.received();
    OperationCoverage {
        operation: operation.name(),
        place: line(operation.span).unwrap_or_default(),
        deprecated: operation.deprecated,
        notes: notes(counted),
        rows: rows.rows,
    }
}

fn notes(counted: &Counted) -> Vec<String> {
    let bodies = match counted.cut {
        0 => None,
        1 => Some("the record does not keep 1 body whole; its properties are not known".to_owned()),
        many => Some(format!("the record does not keep {many} bodies whole; their properties are not known")),
    };
    let parts = counted.bodies.iter().chain(counted.responses.iter().flatten());
    let is_cut = parts.into_iter().any(|part| part.outline.is_cut);
    let cut = is_cut.then(|| "only its first properties are looked at, the deepest ones are left out".to_owned());
    bodies.into_iter().chain(cut).collect()
}

struct Rows<'r> {
    operation: &'r Operation,
    counted: &'r Counted,
    line: &'r dyn Fn(Span) -> Option<String>,
    rows: Vec<Row>,
}

impl<'r> Rows<'r> {
    fn add(&mut self, mut row: Row, tally: &Tally) {
        tally.tell(&mut row);
        self.rows.push(row);
    }

    fn add_strange(&mut self, mut row: Row, tally: &Tally) {
        tally.tell(&mut row);
        row.state = State::Undocumented;
        self.rows.push(row);
    }

    /// Every documented answer with its parts.
    fn answers(&self) -> impl Iterator<Item = (Answer<'r>, &'r Part)> + use<'r> {
        let operation = self.operation;
        let counted = operation.responses.iter().zip(&self.counted.responses);
        counted.flat_map(move |(response, parts)| {
            let content = documented_content(operation, response);
            parts.iter().enumerate().map(move |(index, part)| (Answer { response, media: content.get(index) }, part))
        })
    }

    fn contents(&self) -> impl Iterator<Item = (&'r MediaType, &'r Part)> + use<'r> {
        let content = self.operation.request_body.iter().flat_map(|body| &body.content);
        content.zip(&self.counted.bodies)
    }

    fn responses(&mut self) {
        for (answer, part) in self.answers() {
            let span = answer.media.map_or(answer.response.span, |media| media.span);
            let row = Row { label: answer.label(), place: (self.line)(span), ..answer.row(Dimension::Responses) };
            self.add(row, &part.hit);
        }
        for ((status, media_type), tally) in &self.counted.strange {
            let row = Row {
                label: format!("{status} {}", media_type.as_deref().unwrap_or("without a body")),
                status: Some(status.to_string()),
                media_type: media_type.clone(),
                ..Row::default()
            };
            self.add_strange(row, tally);
        }
    }

    fn parameters(&mut self) {
        for (parameter, part) in self.operation.parameters.iter().zip(&self.counted.parameters) {
            let row = Row {
                dimension: Dimension::Parameters,
                label: format!("{} {}", parameter.location, parameter.name),
                location: Some(parameter.location.to_string()),
                parameter: Some(parameter.name.clone()),
                place: (self.line)(parameter.span),
                ..Row::default()
            };
            self.add(row, &part.hit);
        }
    }

    fn values(&mut self) {
        for (parameter, part) in self.operation.parameters.iter().zip(&self.counted.parameters) {
            let row = Row {
                dimension: Dimension::EnumValues,
                label: format!("{} {}", parameter.location, parameter.name),
                location: Some(parameter.location.to_string()),
                parameter: Some(parameter.name.clone()),
                place: (self.line)(parameter.span),
                ..Row::default()
            };
            self.values_of(part, &row);
        }
        for (media, part) in self.contents() {
            self.values_of(part, &sent_row(media, Dimension::EnumValues));
        }
        for (answer, part) in self.answers() {
            let row = Row { label: answer.label(), ..answer.row(Dimension::EnumValues) };
            self.values_of(part, &row);
        }
    }

    fn values_of(&mut self, part: &Part, row: &Row) {
        for (listed, tally) in part.outline.values.iter().zip(&part.values) {
            let node = &part.outline.nodes[listed.node];
            // A parameter is its own place; inside a body the place says where.
            let path = (node.parent.is_some() || row.parameter.is_none()).then(|| node.path.clone());
            let at = path.iter().map(|path| format!(" {path}")).collect::<String>();
            let shown = shown_value(&listed.value);
            let row = Row {
                label: format!("{}{at} = {shown}", row.label),
                path,
                value: Some(listed.value.clone()),
                place: node.line.clone().or_else(|| row.place.clone()),
                ..row.clone()
            };
            self.add(row, tally);
        }
    }

    fn sent(&mut self) {
        for (media, part) in self.contents() {
            self.properties_of(part, &sent_row(media, Dimension::RequestProperties));
        }
    }

    fn received(&mut self) {
        let counted = self.counted;
        for (index, (response, parts)) in self.operation.responses.iter().zip(&counted.responses).enumerate() {
            let content = documented_content(self.operation, response);
            for (number, part) in parts.iter().enumerate() {
                let answer = Answer { response, media: content.get(number) };
                let row = Row { label: answer.label(), ..answer.row(Dimension::ResponseProperties) };
                self.properties_of(part, &row);
                let surplus =
                    counted.surplus.iter().filter(|((own, content, _), _)| (*own, *content) == (index, number));
                for ((_, _, path), tally) in surplus {
                    let label = format!("{} {path}", row.label);
                    self.add_strange(Row { label, path: Some(path.clone()), ..row.clone() }, tally);
                }
            }
        }
    }

    fn properties_of(&mut self, part: &Part, row: &Row) {
        let order = part.outline.in_order();
        for index in order.into_iter().filter(|&index| part.outline.nodes[index].is_property) {
            let node = &part.outline.nodes[index];
            let row = Row {
                label: format!("{} {}", row.label, node.path),
                path: Some(node.path.clone()),
                place: node.line.clone(),
                ..row.clone()
            };
            self.add(row, &part.nodes[index]);
        }
    }
}

fn sent_row(media: &MediaType, dimension: Dimension) -> Row {
    Row {
        dimension,
        label: format!("request {}", media.range),
        media_type: Some(media.range.clone()),
        ..Row::default()
    }
}

/// A documented answer.
struct Answer<'r> {
    response: &'r ResponseDoc,
    media: Option<&'r MediaType>,
}

impl Answer<'_> {
    fn label(&self) -> String {
        match self.media {
            Some(media) => format!("{} {}", self.response.status, media.range),
            None => self.response.status.to_string(),
        }
    }

    fn row(&self, dimension: Dimension) -> Row {
        Row {
            dimension,
            status: Some(self.response.status.to_string()),
            media_type: self.media.map(|media| media.range.clone()),
            ..Row::default()
        }
    }
}
