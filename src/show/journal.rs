//! What a mock prints: where it plays what, and a line for every request it answered.

use std::fmt::Write as _;

use http::{Method, StatusCode, Uri};

use crate::contract::description::Contract;
use crate::mock::collection::infer::{Collection, Kind};
use crate::mock::served::Served;
use crate::show::plain::{count, duration, harmless};
use crate::show::terminal::{BOLD, DIM, GREEN, RED, YELLOW, paint};
use crate::value::form;

/// How a journal is written.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// Whether colours are used.
    pub color: bool,
    /// Query parameters that carry credentials; their values are not shown.
    pub hidden: Vec<String>,
    /// How wide the names of APIs are; 0 when there is only one, whose name then goes without saying.
    pub names: usize,
}

impl Journal {
    /// The request, what it was answered, and what is wrong with it.
    pub fn line(&self, served: &Served) -> String {
        let mut text = String::new();
        if self.names > 0 {
            let _ = write!(text, "{:<width$}  ", served.api, width = self.names);
        }
        let status = self.paint(served.status.as_str(), style(served.status.as_u16()));
        let target = harmless(&self.target(&served.target), false).into_owned();
        let method = harmless(served.method.as_str(), false).into_owned();
        let _ = write!(text, "{status}  {method:<7} {target:<32}  ");
        let operation = served.operation.as_deref().and_then(|name| name.split_once(' ')).map(|(_, path)| path);
        let mut about = vec![operation.unwrap_or(without_operation(served)).to_owned(), duration(served.time)];
        if !served.violations.is_empty() {
            about.push(count(served.violations.len(), "violation"));
        }
        let _ = write!(text, "{}", self.paint(&harmless(&about.join("  "), false), DIM));
        let fault = served.fault.map(|fault| format!("  fault {fault}")).unwrap_or_default();
        let _ = writeln!(text, "{}", self.paint(&fault, YELLOW));
        for violation in &served.violations {
            let _ = writeln!(text, "     {} {}", self.paint("-", YELLOW), harmless(violation, false));
        }
        for note in &served.notes {
            let _ = writeln!(text, "     {} {}", self.paint("note:", YELLOW), harmless(note, false));
        }
        text
    }

    /// Where an API is played, and its operations.
    pub fn banner(&self, name: &str, url: &str, contract: &Contract, about: &str) -> String {
        let mut text = String::new();
        let operations = count(contract.operations.len(), "operation");
        let _ =
            writeln!(text, "{}  {}  {}", self.paint(name, BOLD), self.paint(url, BOLD), about_line(&operations, about));
        if contract.operations.is_empty() {
            text.push_str("  nothing is documented under `paths`: every request gets a 404\n");
        }
        for operation in &contract.operations {
            let summary = operation.summary.as_deref().unwrap_or_default().lines().next().unwrap_or_default();
            let line = format!("  {:<7} {}", operation.method.as_str(), operation.path.text);
            match summary {
                "" => writeln!(text, "{}", harmless(&line, false)),
                summary => {
                    let summary = self.paint(&harmless(summary, false), DIM);
                    writeln!(text, "{:<44}  {summary}", harmless(&line, false))
                }
            }
            .unwrap_or_default();
        }
        text
    }

    /// The collections that a stateful mock plays.
    pub fn kept(&self, collections: &[Collection]) -> String {
        if collections.is_empty() {
            return "  nothing is kept: no paths were found that list, make and show things of one kind\n".to_owned();
        }
        let mut text = format!("  {}\n", self.paint("what is kept", BOLD));
        let width = collections.iter().map(|kept| kept.item_path.chars().count()).max().unwrap_or(0).min(48);
        for kept in collections {
            let about = match (kept.kind, &kept.id_property) {
                (Kind::Document, _) => "one document".to_owned(),
                (Kind::Things, Some(id)) => format!("things of {} by `{id}`", kept.path),
                (Kind::Things, None) => format!("things of {}, whose bodies have no id", kept.path),
            };
            let line = format!("  {:<width$}", kept.item_path);
            let _ = writeln!(text, "{}  {}", harmless(&line, false), self.paint(&harmless(&about, false), DIM));
        }
        text
    }

    /// Path and query without credentials.
    fn target(&self, target: &Uri) -> String {
        let Some(query) = target.query() else { return target.path().to_owned() };
        let hide = |pair: &str| {
            let name = pair.split_once('=').map_or(pair, |(name, _)| name);
            if self.hidden.contains(&form::decode(name)) { format!("{name}=***") } else { pair.to_owned() }
        };
        format!("{}?{}", target.path(), query.split('&').map(hide).collect::<Vec<_>>().join("&"))
    }

    fn paint(&self, text: &str, style: &str) -> String {
        paint(text, style, self.color)
    }
}

/// What stands for the operation where a request has none. Preflights and `OPTIONS` the mock answers by itself, and of
/// what it refuses to read nobody knows whether it is documented.
fn without_operation(served: &Served) -> &'static str {
    let not_read = [
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::MISDIRECTED_REQUEST,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        StatusCode::REQUEST_TIMEOUT,
    ];
    let is_question = served.method == Method::OPTIONS && served.status.is_success();
    if is_question || not_read.contains(&served.status) { "-" } else { "not documented" }
}

fn about_line(operations: &str, about: &str) -> String {
    if about.is_empty() { operations.to_owned() } else { format!("{operations}, {about}") }
}

fn style(status: u16) -> &'static str {
    match status {
        0..400 => GREEN,
        400..500 => YELLOW,
        _ => RED,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{Method, StatusCode};

    use super::Journal;
    use crate::mock::served::Served;

    fn served(target: &str, operation: Option<&str>) -> Served {
        Served {
            api: "pets".into(),
            method: Method::GET,
            target: target.parse().unwrap(),
            operation: operation.map(Into::into),
            status: StatusCode::OK,
            time: Duration::from_micros(310),
            fault: None,
            violations: vec!["query parameter limit: expected integer, found string \"\u{1b}[2J\"".into()],
            notes: vec!["the example is left out".into()],
        }
    }

    #[test]
    fn a_line_says_what_came_and_what_was_answered() {
        let journal = Journal::default();
        assert_eq!(
            journal.line(&served("/pets/7?limit=x", Some("GET /pets/{id}"))),
            "200  GET     /pets/7?limit=x                   /pets/{id}  310 us  1 violation\n     \
             - query parameter limit: expected integer, found string \"\\u{1b}[2J\"\n     note: the example is left out\n"
        );
        let lost = Served { status: StatusCode::NOT_FOUND, ..served("/nope", None) };
        assert!(journal.line(&lost).contains("  not documented  310 us"));
        let preflight = Served { method: Method::OPTIONS, status: StatusCode::NO_CONTENT, ..served("/pets", None) };
        let line = journal.line(&preflight);
        assert!(line.starts_with("204  OPTIONS /pets                             -  310 us"), "{line}");
        let broken = Served { fault: "reset=head".parse().ok(), ..served("/pets", Some("GET /pets")) };
        assert!(journal.line(&broken).contains("  310 us  1 violation  fault reset=head\n"));
    }

    #[test]
    fn credentials_in_the_query_are_not_shown() {
        let journal = Journal { hidden: vec!["api key".into()], names: 6, ..Journal::default() };
        let line = journal.line(&served("/pets?api%20key=s3cr3t&x=1", None));
        assert!(line.starts_with("pets    200  GET     /pets?api%20key=***&x=1"), "{line}");
    }
}
