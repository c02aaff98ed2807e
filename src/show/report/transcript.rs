//! Requests and responses as text, the way they look on the wire: masked already, and harmless for whoever shows them.

use std::fmt::Write as _;
use std::time::Duration;

use crate::record::event::StepRole;
use crate::record::line::{BodyLine, CaseLine, ExchangeLine, StepLine};
use crate::show::plain::{duration, harmless, size};
use crate::show::report::overview::cut;

/// Every exchange of a case, one after the other; of each body `limit` bytes at most.
pub fn transcript(case: &CaseLine, limit: usize) -> String {
    let steps = case.steps.iter().filter_map(|step| Some((step, step.exchange.as_ref()?)));
    let texts = steps.map(|(step, exchange)| {
        let heading = heading(step).map(|heading| format!("--- {heading}\n")).unwrap_or_default();
        [heading, request(exchange, limit), "\n".to_owned(), response(exchange, limit)].concat()
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// Which step it is, where that does not go without saying.
pub fn heading(step: &StepLine) -> Option<String> {
    let role = match step.role {
        StepRole::Case => None,
        StepRole::Cleanup => Some("cleanup".to_owned()),
        StepRole::Login => Some("fetching a credential".to_owned()),
    };
    let parts: Vec<String> = role.into_iter().chain(step.id.as_ref().map(|id| format!("step {id}"))).collect();
    (!parts.is_empty()).then(|| harmless(&parts.join(", "), false).into_owned())
}

/// What was sent.
pub fn request(exchange: &ExchangeLine, limit: usize) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} {}", harmless(&exchange.method, false), harmless(&exchange.url, false));
    headers(&exchange.request_headers, limit, &mut text);
    body(exchange.request_body.as_ref(), limit, &mut text);
    text
}

/// What came back.
pub fn response(exchange: &ExchangeLine, limit: usize) -> String {
    let mut text = String::new();
    let took = duration(Duration::from_micros(exchange.elapsed_us));
    let again = if exchange.retried { ", sent twice since the connection had died" } else { "" };
    match (exchange.status, &exchange.fault) {
        (Some(status), _) => {
            let _ = writeln!(text, "{status} in {took}{again}");
        }
        (None, Some(fault)) => {
            let message = harmless(&fault.message, false);
            let _ = writeln!(text, "no answer in {took}{again}: {} {message}, at {}", fault.code, fault.phase);
        }
        (None, None) => {
            let _ = writeln!(text, "no answer");
        }
    }
    headers(&exchange.response_headers, limit, &mut text);
    body(exchange.response_body.as_ref(), limit, &mut text);
    text
}

fn headers(headers: &[(String, String)], limit: usize, text: &mut String) {
    for (name, value) in headers {
        let _ = writeln!(text, "{}", harmless(&cut(&format!("{name}: {value}"), limit), false));
    }
}

fn body(body: Option<&BodyLine>, limit: usize, text: &mut String) {
    let Some(body) = body.filter(|body| body.length > 0) else { return };
    let Some(content) = body.text() else {
        let _ = writeln!(text, "\n({} that are no text)", size(body.length));
        return;
    };
    let shown = harmless(&content[..content.floor_char_boundary(limit)].replace("\r\n", "\n"), true).into_owned();
    let _ = writeln!(text, "\n{shown}");
    if content.len() > limit || !body.is_whole() {
        let _ = writeln!(text, "(the first {} of {})", size(content.len().min(limit)), size(body.length));
    }
}
