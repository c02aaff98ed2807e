//! What the contract says about a change, as far as the answer that led to it was judged.

use crate::record::proposal::{Exchanged, Found, Proposal};
use crate::show::review::styled::{Line, Style};
use crate::value::change::model::{Change, Class};

/// The checks that hold an answer against the contract.
const CONTRACT: [&str; 5] = ["schema", "undocumented", "status", "header", "content-type"];

/// In one line.
pub fn verdict(context: Option<&Proposal>, change: &Change) -> Line {
    let Some(context) = context else {
        return Line::of("not known: the answer was not kept, `countersign run` keeps it", Style::Quiet);
    };
    let found: Vec<&Found> = context.exchanges.iter().flat_map(about_contract).collect();
    let here: Vec<&Found> = found.iter().copied().filter(|found| concerns(found, change)).collect();
    match (here.first(), found.len()) {
        (Some(first), count) => {
            let more = if count > 1 { format!(" (and {} more: i)", count - 1) } else { String::new() };
            finding(first).and(&more, Style::Quiet)
        }
        (None, _) if context.exchanges.iter().all(|one| !one.has_schema) => {
            Line::of("no schema judged it", Style::Notice)
        }
        (None, 0) => Line::of("allows it", Style::Good),
        (None, 1) => Line::of("allows it", Style::Good).and(", and objects elsewhere (i)", Style::Quiet),
        (None, count) => {
            Line::of("allows it", Style::Good).and(&format!(", and objects in {count} other places (i)"), Style::Quiet)
        }
    }
}

/// One finding: `CS0310 at /items/0/price: expected number, found string`.
pub fn finding(found: &Found) -> Line {
    let style = if matches!(found.severity.as_str(), "failure" | "unreviewed") { Style::Bad } else { Style::Notice };
    let place = found.pointer.as_ref().filter(|pointer| !pointer.is_empty()).map(|pointer| format!(" at {pointer}"));
    let place = place.unwrap_or_default();
    Line::of(&found.code, style).and(&format!("{place}: {}", found.message), Style::Plain)
}

fn about_contract(exchange: &Exchanged) -> impl Iterator<Item = &Found> {
    exchange.findings.iter().filter(|found| CONTRACT.contains(&found.check.as_str()))
}

/// Whether a finding is about the place of a change: there, within it, or about what holds it.
fn concerns(found: &Found, change: &Change) -> bool {
    match change.class {
        Class::Status => found.check == "status",
        Class::Header => matches!(found.check.as_str(), "header" | "content-type"),
        _ => found.pointer.as_deref().is_some_and(|pointer| leads_to(pointer, &change.path)),
    }
}

fn leads_to(pointer: &str, path: &str) -> bool {
    let pointer: Vec<String> =
        pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let path = steps(path);
    let fits = path.iter().zip(&pointer).all(|(step, token)| step == "*" || step == token);
    fits && pointer.len() + 1 >= path.len()
}

/// The steps of a path such as `$.items[*]['unit price']`.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    while !rest.is_empty() {
        let quoted = ["['", "[\""].iter().zip(["']", "\"]"]).find_map(|(open, close)| {
            let inner = rest.strip_prefix(open)?;
            inner.split_once(close)
        });
        let (step, after) = match (quoted, rest.strip_prefix('[')) {
            (Some(found), _) => found,
            (None, Some(inner)) => inner.split_once(']').unwrap_or((inner, "")),
            (None, None) => {
                let name = rest.strip_prefix('.').unwrap_or(rest);
                name.split_at(name.find(['.', '[']).unwrap_or(name.len()))
            }
        };
        steps.push(step.to_owned());
        // A step without any text ends it: nothing is read twice.
        rest = if after.len() < rest.len() { after } else { "" };
    }
    steps
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{leads_to, steps, verdict};
    use crate::record::proposal::{Exchanged, Found, Proposal, VERSION};
    use crate::show::review::styled::Ink;
    use crate::value::change::compare::Comparison;
    use crate::value::change::model::Change;

    /// A proposal with one exchange and these findings.
    pub(crate) fn proposal(findings: Vec<Found>) -> Proposal {
        let exchange = Exchanged {
            row: None,
            method: "GET".into(),
            url: "http://127.0.0.1/items/1".into(),
            request_headers: vec![("x-key".into(), "«secret:KEY»".into())],
            request_body: None,
            status: 200,
            response_headers: vec![("content-type".into(), "application/json".into())],
            response_body: None,
            elapsed: 3.25,
            has_schema: true,
            findings,
        };
        Proposal {
            version: VERSION,
            snapshot: "snapshots/items/a/case.snap".into(),
            api: "items".into(),
            case: "items/a::case".into(),
            name: "case".into(),
            file: "cases/items/a.yaml".into(),
            line: 3,
            environment: "staging".into(),
            run: "1".into(),
            at: "2026-01-01T00:00:00Z".into(),
            base: None,
            beside: true,
            text: String::new(),
            exchanges: vec![exchange],
        }
    }

    /// A finding of the schema.
    pub(crate) fn found(pointer: &str) -> Found {
        Found {
            code: "CS0310".into(),
            check: "schema".into(),
            severity: "failure".into(),
            pointer: Some(pointer.into()),
            message: "expected integer, found string".into(),
        }
    }

    fn change() -> Change {
        let value = |text: &str| serde_json::from_str(text).expect("JSON");
        let compared = Comparison::of(value(r#"{"items": [{"price": 1}]}"#), value(r#"{"items": [{"price": "1"}]}"#));
        compared.changes[0].clone()
    }

    fn said(context: Option<&Proposal>) -> String {
        verdict(context, &change()).to_text(Ink::Plain)
    }

    #[test]
    fn the_finding_at_the_change_is_told_before_others() {
        let context = proposal(vec![found("/name"), found("/items/0/price")]);
        assert_eq!(said(Some(&context)), "CS0310 at /items/0/price: expected integer, found string (and 1 more: i)");
        assert_eq!(said(Some(&proposal(vec![found("/name")]))), "allows it, and objects elsewhere (i)");
    }

    #[test]
    fn no_verdict_is_no_permission() {
        assert_eq!(said(Some(&proposal(Vec::new()))), "allows it");
        let mut context = proposal(Vec::new());
        context.exchanges[0].has_schema = false;
        assert_eq!(said(Some(&context)), "no schema judged it");
        assert!(said(None).starts_with("not known"));
    }

    #[test]
    fn a_pointer_leads_to_the_path_of_all_elements() {
        assert_eq!(steps("$.items[*]['unit price'].x"), ["items", "*", "unit price", "x"]);
        assert!(leads_to("/items/3/price", "$.items[*].price"));
        assert!(leads_to("/items/3", "$.items[*].price"), "what is required there is missing");
        assert!(!leads_to("", "$.items[*].price"));
        assert!(leads_to("/items/3/price/amount", "$.items[*].price"));
        assert!(!leads_to("/items/3/name", "$.items[*].price"));
    }
}
