//! The coverage of documentation as one page that needs nobody: no server, no network, and no script but for a filter.

use std::fmt::Write as _;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::decide::coverage::model::{
    ApiCoverage, Coverage, Covering, Dimension, OperationCoverage, Row, State, Total,
};
use crate::show::plain::count;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// How wide the bar of a total is, in units of its own.
const BAR: usize = 1000;

/// The page; `project` is what it is called.
pub fn page(project: &str, coverage: &Coverage) -> String {
    let mut page = head(project);
    opening(project, coverage, &mut page);
    for api in &coverage.apis {
        totals(api, &mut page);
        for own in &api.operations {
            operation(own, &mut page);
        }
    }
    let _ = write!(page, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

fn head(project: &str) -> String {
    let digest = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (script, style) = (digest(SCRIPT), digest(STYLE));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-{script}'; \
         style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'\">\n\
         <title>Coverage of {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        text(project)
    )
}

fn opening(project: &str, coverage: &Coverage, page: &mut String) {
    let _ = writeln!(page, "<h1>Coverage of the documentation: {}</h1>", text(project));
    for run in &coverage.runs {
        let mock = if run.mock { ", the embedded mock: it checks the suite, not your API" } else { "" };
        let (id, at, environment) = (text(&run.id), text(&run.at), text(&run.environment));
        let _ = writeln!(page, "<p class=\"dim\">run {id} of {at} on {environment}{mock}</p>");
    }
    for gap in &coverage.gaps {
        let _ = writeln!(page, "<p class=\"undocumented\"><b class=\"state\">incomplete:</b> {}</p>", text(gap));
    }
    for note in &coverage.notes {
        let _ = writeln!(page, "<p class=\"dim\">{}</p>", text(note));
    }
    let states = [State::Asserted, State::Conformed, State::Untested, State::Undocumented];
    let options: String = states.iter().map(|state| format!("<option>{}</option>", state.name())).collect();
    let _ = writeln!(
        page,
        "<form id=\"filter\" hidden><input id=\"text\" type=\"search\" aria-label=\"Filter\" \
         placeholder=\"Filter by operation, status, parameter or property\"><select id=\"state\" \
         aria-label=\"State\"><option value=\"\">every state</option>{options}</select></form>"
    );
}

fn totals(api: &ApiCoverage, page: &mut String) {
    let _ = writeln!(
        page,
        "<h2>{} <span class=\"dim\">{}</span></h2>\n<table>\n<thead><tr><th>dimension</th><th></th>\
         <th class=\"number\">rows</th><th class=\"number\">asserted</th><th class=\"number\">conformed</th>\
         <th class=\"number\">untested</th><th class=\"number\">undocumented</th></tr></thead>\n<tbody>",
        text(&api.api),
        text(&api.contract)
    );
    for total in api.totals.iter().filter(|total| total.documented + total.undocumented > 0) {
        let cell = |number: usize| match number * 100 / total.documented.max(1) {
            percent if total.documented > 0 => format!("<td class=\"number\">{number} ({percent}%)</td>"),
            _ => format!("<td class=\"number\">{number}</td>"),
        };
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td>{}{}{}<td class=\"number\">{}</td></tr>",
            total.dimension.title(),
            bar(total),
            total.documented,
            cell(total.asserted),
            cell(total.conformed),
            cell(total.untested),
            total.undocumented
        );
    }
    page.push_str("</tbody>\n</table>\n");
}

fn bar(total: &Total) -> String {
    let part = |number: usize| number * BAR / total.documented.max(1);
    let (asserted, conformed) = (part(total.asserted), part(total.conformed));
    format!(
        "<svg viewBox=\"0 0 {BAR} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"rest\" width=\"{BAR}\" height=\"10\"/><rect class=\"asserted\" width=\"{asserted}\" height=\"10\"/>\
         <rect class=\"conformed\" x=\"{asserted}\" width=\"{conformed}\" height=\"10\"/></svg>"
    )
}

fn operation(operation: &OperationCoverage, page: &mut String) {
    let states = |wanted: State| operation.rows.iter().filter(|row| row.state == wanted).count();
    let parts = [State::Conformed, State::Untested, State::Undocumented].into_iter().filter_map(|state| {
        let number = states(state);
        (number > 0).then(|| format!("{number} {}", state.name()))
    });
    let parts: Vec<String> = parts.collect();
    let open = parts.iter().find(|_| states(State::Undocumented) > 0).map_or("", |_| " open");
    let told = if parts.is_empty() { "all asserted".to_owned() } else { parts.join(", ") };
    let deprecated = if operation.deprecated { " (deprecated)" } else { "" };
    let _ = writeln!(
        page,
        "<details class=\"operation\" data-name=\"{0}\"{open}><summary><b>{0}</b>{deprecated} \
         <span class=\"dim\">{told}</span> <span class=\"place\">{1}</span></summary>",
        text(&operation.operation),
        text(&operation.place)
    );
    for note in &operation.notes {
        let _ = writeln!(page, "<p class=\"dim\">{}</p>", text(note));
    }
    page.push_str("<table><tbody>\n");
    for dimension in Dimension::ALL.into_iter().filter(|dimension| *dimension != Dimension::Operations) {
        let mut rows = operation.rows.iter().filter(|row| row.dimension == dimension).peekable();
        if rows.peek().is_some() {
            let _ = writeln!(page, "<tr><th colspan=\"4\">{}</th></tr>", dimension.title());
        }
        rows.for_each(|row| self::row(row, page));
    }
    page.push_str("</tbody></table></details>\n");
}

fn row(row: &Row, page: &mut String) {
    let _ = writeln!(
        page,
        "<tr class=\"{0}\" data-label=\"{1}\"><td class=\"state\">{0}</td><td class=\"label\">{1}</td><td>{2}</td>\
         <td class=\"place\">{3}</td></tr>",
        row.state.name(),
        text(&row.label),
        who(row),
        text(row.place.as_deref().unwrap_or_default())
    );
}

/// Who covers a row, and what there is to know besides.
fn who(row: &Row) -> String {
    let mut list: String = row.covered_by.iter().map(covered).collect();
    if row.cases > row.covered_by.len() {
        let _ = write!(list, "<li>and {} more</li>", row.cases - row.covered_by.len());
    }
    for (what, cases) in [("seen by what failed", &row.failing), ("a known failure", &row.known)] {
        cases.iter().for_each(|case| {
            let _ = write!(list, "<li>{what}: <code>{}</code></li>", text(case));
        });
    }
    let mut who = String::new();
    if !list.is_empty() {
        let summary = if row.cases > 0 { count(row.cases, "case") } else { "seen, and not covered".to_owned() };
        let _ = write!(who, "<details><summary>{summary}</summary><ul>{list}</ul></details>");
    }
    if let Some(start) = &row.start {
        let _ = write!(who, "<details><summary>a case to start from</summary><pre>{}</pre></details>", text(start));
    }
    who
}

fn covered(covering: &Covering) -> String {
    let step = covering.step.iter().map(|step| format!("@{step}")).collect::<String>();
    let check = covering.check.iter().map(|check| format!(" ({})", text(check))).collect::<String>();
    format!("<li><code>{}</code>{check}</li>", text(&format!("{}{step}", covering.case)))
}

/// A text as it may stand between tags and in attributes.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && c != '\n' => escaped.extend(c.escape_default()),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::decide::coverage::model::{ApiCoverage, Coverage, OperationCoverage, Row, State};

    #[test]
    fn whatever_a_contract_says_becomes_text() {
        let evil = "<script>alert('\"')</script>";
        let row =
            Row { label: evil.to_owned(), state: State::Untested, start: Some(evil.to_owned()), ..Row::default() };
        let operation = OperationCoverage {
            operation: format!("GET /{evil}"),
            place: evil.to_owned(),
            deprecated: true,
            notes: vec![evil.to_owned()],
            rows: vec![row],
        };
        let api = ApiCoverage {
            api: evil.to_owned(),
            contract: evil.to_owned(),
            totals: Vec::new(),
            operations: vec![operation],
        };
        let coverage = Coverage { apis: vec![api], gaps: vec![evil.to_owned()], ..Coverage::default() };
        let page = page(evil, &coverage);
        assert!(!page.contains("<script>alert"), "{page}");
        assert_eq!(page.matches("<script>").count(), 1);
        assert!(page.matches("&lt;script&gt;alert(&#39;&quot;&#39;)").count() > 8);
    }
}
