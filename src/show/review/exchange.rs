//! The request that led to a change, and its response, in full.

use std::time::Duration;

use crate::record::proposal::{Body as Content, Exchanged, Proposal};
use crate::show::plain::{duration, size};
use crate::show::review::styled::{Line, Style};
use crate::show::review::unified::Body;
use crate::show::review::verdict::finding;
use crate::value::json;

/// In one line: `GET /items/1 -> 200, 3.2 ms, staging`.
pub fn summary(context: Option<&Proposal>) -> Line {
    let Some((context, exchange)) = context.and_then(|context| Some((context, context.exchanges.first()?))) else {
        return Line::of("not known", Style::Quiet);
    };
    let mut about = format!(", {}, {}", took(exchange), context.environment);
    if context.exchanges.len() > 1 {
        about.push_str(&format!(", and {} more (i)", context.exchanges.len() - 1));
    }
    let line = Line::plain(&format!("{} {} -> ", exchange.method, target(&exchange.url)));
    line.and(&exchange.status.to_string(), Style::Strong).and(&about, Style::Quiet)
}

/// A URL without the server, which the environment names.
fn target(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// All of it.
pub fn exchanges(context: Option<&Proposal>, width: usize) -> Body {
    let mut page = Sheet { lines: Vec::new(), width };
    let Some(context) = context else {
        page.text(Line::plain(
            "The request is not known: the proposal was written by another tool, or by an earlier run.",
        ));
        page.text(Line::plain("`countersign run` on this case keeps it beside the proposal."));
        return Body { lines: page.lines, at: 0 };
    };
    page.text(Line::of(&context.name, Style::Strong));
    page.text(Line::of(
        &format!("{}:{} · {} · {}", context.file, context.line, context.environment, context.at),
        Style::Quiet,
    ));
    for (index, exchange) in context.exchanges.iter().enumerate() {
        page.blank();
        if context.exchanges.len() > 1 {
            let row = exchange.row.as_ref().map(|row| format!(", row {row}")).unwrap_or_default();
            let number = format!("── {} of {}{row} ──", index + 1, context.exchanges.len());
            page.text(Line::of(&number, Style::Quiet));
        }
        page.exchange(exchange);
    }
    Body { lines: page.lines, at: 0 }
}

/// Lines that are written one after the other.
struct Sheet {
    lines: Vec<Line>,
    width: usize,
}

impl Sheet {
    fn exchange(&mut self, exchange: &Exchanged) {
        self.text(Line::of(&format!("{} {}", exchange.method, exchange.url), Style::Strong));
        self.headers(&exchange.request_headers);
        self.body(exchange.request_body.as_ref());
        self.blank();
        let status = Line::of(&exchange.status.to_string(), Style::Strong);
        self.text(status.and(&format!(" in {}", took(exchange)), Style::Quiet));
        self.headers(&exchange.response_headers);
        self.body(exchange.response_body.as_ref());
        self.blank();
        match (exchange.findings.is_empty(), exchange.has_schema) {
            (true, true) => self.text(Line::of("every other check holds, the schema among them", Style::Good)),
            (true, false) => self.text(Line::of("every other check holds; no schema judged it", Style::Notice)),
            (false, _) => self.text(Line::of("what the other checks found", Style::Strong)),
        }
        for found in &exchange.findings {
            self.indented(finding(found));
        }
    }

    fn headers(&mut self, headers: &[(String, String)]) {
        for (name, value) in headers {
            self.indented(Line::of(&format!("{name}: "), Style::Quiet).and(value, Style::Plain));
        }
    }

    fn body(&mut self, body: Option<&Content>) {
        let Some(body) = body.filter(|body| body.length > 0) else { return };
        self.blank();
        let Some(text) = &body.text else {
            self.indented(Line::of(&format!("{}, not text", size(body.length)), Style::Quiet));
            return;
        };
        let pretty = json::parse(text.as_bytes()).ok().map(|value| format!("{value:#}"));
        for line in pretty.as_deref().unwrap_or(text).lines() {
            self.indented(Line::plain(line));
        }
        if text.len() < body.length {
            let rest = size(body.length - text.len());
            self.indented(Line::of(&format!("··· {rest} more were not kept ···"), Style::Quiet));
        }
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn text(&mut self, line: Line) {
        self.put(" ", line);
    }

    fn indented(&mut self, line: Line) {
        self.put("   ", line);
    }

    fn put(&mut self, indent: &str, line: Line) {
        for line in line.wrapped(self.width.saturating_sub(indent.len())) {
            let mut indented = Line::plain(indent);
            indented.append(line);
            self.lines.push(indented.cut(self.width));
        }
    }
}

fn took(exchange: &Exchanged) -> String {
    let seconds = exchange.elapsed / 1e3;
    duration(Duration::try_from_secs_f64(seconds).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{exchanges, summary};
    use crate::record::proposal::Body;
    use crate::show::review::styled::Ink;
    use crate::show::review::unified::tests::drawn;
    use crate::show::review::verdict::tests::{found, proposal};

    #[test]
    fn request_response_and_findings_are_told_in_full() {
        let mut context = proposal(vec![found("/price")]);
        context.exchanges[0].response_body = Some(Body { text: Some("{\"a\":\"\u{1b}\"}".into()), length: 900 });
        assert_eq!(
            drawn(&exchanges(Some(&context), 60).lines),
            [
                " case",
                " cases/items/a.yaml:3 · staging · 2026-01-01T00:00:00Z",
                "",
                " GET http://127.0.0.1/items/1",
                "   x-key: «secret:KEY»",
                "",
                " 200 in 3.2 ms",
                "   content-type: application/json",
                "",
                "   {\"a\":\"\\u{1b}\"}",
                "   ··· 891 B more were not kept ···",
                "",
                " what the other checks found",
                "   CS0310 at /price: expected integer, found string",
            ]
        );
        assert_eq!(summary(Some(&context)).to_text(Ink::Plain), "GET /items/1 -> 200, 3.2 ms, staging");
    }

    #[test]
    fn an_exchange_that_was_not_kept_is_said_to_be_unknown() {
        let lines = drawn(&exchanges(None, 40).lines);
        assert!(lines[0].starts_with(" The request is not known"), "{lines:?}");
        assert!(lines.iter().all(|line| line.chars().count() <= 40));
    }
}
