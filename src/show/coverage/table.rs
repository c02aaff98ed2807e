//! The coverage of documentation as a table of 80 columns: what it amounts to, then every operation with its rows.

use std::fmt::Write as _;

use crate::decide::coverage::model::{
    ApiCoverage, Coverage, Covering, Dimension, OperationCoverage, Row, State, Total,
};
use crate::show::plain::{count, harmless};
use crate::show::terminal::{BOLD, DIM, GREEN, RED, YELLOW, paint};

/// How many rows of one dimension are listed unless all are wanted.
const LISTED: usize = 8;
/// How wide a table is.
const WIDTH: usize = 80;

/// How a coverage is shown.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Whether colours are used.
    pub color: bool,
    /// How much is shown.
    pub detail: Detail,
}

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Responses, and of everything else what is not asserted.
    Short,
    /// Every row and the cases that cover it.
    Cases,
    /// What is missing, and cases to start from.
    Untested,
}

/// The whole table.
pub fn table(coverage: &Coverage, view: &View) -> String {
    let mut text = header(coverage);
    for api in &coverage.apis {
        text.push_str(&totals(api, view));
        for operation in &api.operations {
            match view.detail {
                Detail::Untested => text.push_str(&missing(api, operation, view)),
                Detail::Short | Detail::Cases => text.push_str(&rows(api, operation, view)),
            }
        }
    }
    let is_left = |api: &ApiCoverage| api.totals.iter().any(|total| total.untested > 0);
    if view.detail == Detail::Short && coverage.apis.iter().any(is_left) {
        text.push_str("\n--untested lists what is missing with cases to start from, --cases who covers what\n");
    }
    text
}

fn header(coverage: &Coverage) -> String {
    let mut environments: Vec<&str> = coverage.runs.iter().map(|run| run.environment.as_str()).collect();
    environments.sort_unstable();
    environments.dedup();
    let mock = coverage.runs.iter().any(|run| run.mock);
    let mut text = format!("coverage by {} on {}", count(coverage.runs.len(), "run"), environments.join(", "));
    if mock {
        text.push_str(" (checks the suite, not your API)");
    }
    text + "\n"
}

fn totals(api: &ApiCoverage, view: &View) -> String {
    let title = format!("{}  {}", paint(&api.api, BOLD, view.color), paint(&api.contract, DIM, view.color));
    let mut text = format!(
        "\n{title}\n{:<22}{:>6} {:>12} {:>12} {:>12}{:>14}\n",
        "", "rows", "asserted", "conformed", "untested", "undocumented"
    );
    for total in api.totals.iter().filter(|total| total.documented + total.undocumented > 0) {
        text.push_str(&total_line(total, view));
    }
    text
}

fn total_line(total: &Total, view: &View) -> String {
    let part = |number: usize, style: &str| {
        let text = match total.documented {
            0 => format!("{number:>12}"),
            documented => format!("{number:>7} {:>3}%", number * 100 / documented),
        };
        // What is not there needs no colour.
        paint(&text, if number > 0 { style } else { DIM }, view.color)
    };
    let undocumented = format!("{:>14}", total.undocumented);
    let style = if total.undocumented > 0 { RED } else { DIM };
    format!(
        "  {:<20}{:>6} {} {} {}{}\n",
        total.dimension.title(),
        total.documented,
        part(total.asserted, GREEN),
        part(total.conformed, YELLOW),
        part(total.untested, YELLOW),
        paint(&undocumented, style, view.color)
    )
}

/// An operation with its rows.
fn rows(api: &ApiCoverage, operation: &OperationCoverage, view: &View) -> String {
    let mut text = title(operation, view);
    for dimension in Dimension::ALL {
        let rows: Vec<&Row> = operation.rows.iter().filter(|row| row.dimension == dimension).collect();
        let is_listed = |row: &&Row| match dimension {
            Dimension::Responses => true,
            // It says no more than its responses do, unless nothing was sent at all.
            Dimension::Operations => row.state == State::Untested,
            _ => view.detail == Detail::Cases || (row.state != State::Asserted && !is_within_untested(row, operation)),
        };
        let listed: Vec<&Row> = rows.iter().copied().filter(is_listed).collect();
        if !matches!(dimension, Dimension::Responses | Dimension::Operations) && !rows.is_empty() {
            let _ = writeln!(text, "  {}", paint(&summary(dimension, &rows), DIM, view.color));
        }
        let most = if view.detail == Detail::Cases || dimension == Dimension::Responses { usize::MAX } else { LISTED };
        for row in listed.iter().take(most) {
            text.push_str(&row_line(api, row, view));
            if view.detail == Detail::Cases {
                text.push_str(&covering(row));
            }
        }
        if listed.len() > most {
            let _ = writeln!(text, "    {:<14}{} more", "", listed.len() - most);
        }
    }
    text
}

fn title(operation: &OperationCoverage, view: &View) -> String {
    let deprecated = if operation.deprecated { " (deprecated)" } else { "" };
    let name = harmless(&operation.operation, false);
    let place = &operation.place;
    let room = WIDTH.saturating_sub(name.chars().count() + deprecated.len() + place.chars().count());
    let gap = if room >= 2 { " ".repeat(room) } else { "\n  ".to_owned() };
    let name = paint(&format!("{name}{deprecated}"), BOLD, view.color);
    let mut text = format!("\n{name}{gap}{}\n", paint(place, DIM, view.color));
    for note in &operation.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    text
}

/// Whether a property or a value belongs to a response that nobody has seen, which says it all.
fn is_within_untested(row: &Row, operation: &OperationCoverage) -> bool {
    let of_it = |other: &&Row| {
        other.dimension == Dimension::Responses && other.status == row.status && other.media_type == row.media_type
    };
    row.status.is_some() && operation.rows.iter().find(of_it).is_some_and(|answer| answer.state == State::Untested)
}

/// `response properties: 12 asserted, 3 conformed`
fn summary(dimension: Dimension, rows: &[&Row]) -> String {
    let states = [State::Asserted, State::Conformed, State::Untested, State::Undocumented];
    let parts = states.into_iter().filter_map(|state| {
        let number = rows.iter().filter(|row| row.state == state).count();
        (number > 0).then(|| format!("{number} {}", state.name()))
    });
    format!("{}: {}", dimension.title(), parts.collect::<Vec<_>>().join(", "))
}

fn row_line(api: &ApiCoverage, row: &Row, view: &View) -> String {
    let indent = if row.dimension == Dimension::Responses { "  " } else { "    " };
    let style = match row.state {
        State::Asserted => GREEN,
        State::Conformed | State::Untested => YELLOW,
        State::Undocumented => RED,
    };
    let state = paint(&format!("{:<13}", row.state.name()), style, view.color);
    let label = if row.label.is_empty() { "the operation" } else { &row.label };
    let cases = if row.cases > 0 { count(row.cases, "case") } else { String::new() };
    let place = row.place.as_deref().map(|place| place_within(api, place, view)).unwrap_or_default();
    let room = 46 + 2 - indent.len();
    let line =
        format!("{indent}{state} {:<room$} {cases:>9}  {}", harmless(label, false), paint(place, DIM, view.color));
    let mut text = line.trim_end().to_owned() + "\n";
    for (what, cases) in [("known to fail", &row.known), ("fails", &row.failing)] {
        if let Some(first) = cases.first().filter(|_| row.state != State::Asserted) {
            let more = if cases.len() > 1 { ", ..." } else { "" };
            let _ = writeln!(text, "{indent}{:<14}{what}: {first}{more}", "");
        }
    }
    text
}

/// `:12` in the contract's own file.
fn place_within<'p>(api: &ApiCoverage, place: &'p str, view: &View) -> &'p str {
    match place.strip_prefix(api.contract.as_str()) {
        Some(line) if line.starts_with(':') && view.detail != Detail::Untested => line,
        _ => place,
    }
}

fn covering(row: &Row) -> String {
    let mut text = String::new();
    for covering in &row.covered_by {
        let _ = writeln!(text, "{:<8}by {}", "", covered(covering));
    }
    if row.cases > row.covered_by.len() && !row.covered_by.is_empty() {
        let _ = writeln!(text, "{:<8}and {} more", "", row.cases - row.covered_by.len());
    }
    text
}

/// `perfex/values::lists@step (status, body)`
fn covered(covering: &Covering) -> String {
    let step = covering.step.iter().map(|step| format!("@{step}")).collect::<String>();
    let check = covering.check.iter().map(|check| format!("  ({check})")).collect::<String>();
    harmless(&format!("{}{step}{check}", covering.case), false).into_owned()
}

/// What is missing of an operation, with cases to start from; nothing where nothing is.
fn missing(api: &ApiCoverage, operation: &OperationCoverage, view: &View) -> String {
    let rows = operation.rows.iter().filter(|row| row.state == State::Untested);
    let rows: Vec<&Row> = rows.filter(|row| !is_part(row) || !is_within_untested(row, operation)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut text = title(operation, view);
    for row in &rows {
        text.push_str(&row_line(api, row, view));
    }
    let mut starts: Vec<&str> = rows.iter().filter_map(|row| row.start.as_deref()).collect();
    starts.dedup();
    if !starts.is_empty() {
        text.push_str(&format!("\n  {}\n\n", paint("# to start from, under `cases:` of a case file", DIM, view.color)));
        text.push_str(&starts.join("\n"));
    }
    text
}

fn is_part(row: &Row) -> bool {
    matches!(row.dimension, Dimension::ResponseProperties | Dimension::EnumValues)
}
