//! The coverage of documentation as a table of 80 columns: what it amounts to, then every operation with its rows.

use std::fmt::Write as _;

use crate::decide::coverage::model::{
    ApiCoverage, Coverage, Covering, Dimension, OperationCoverage, Row, State, Total, shown_value,
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
        text.push_str("\n--untested: what is missing, with cases to start from; --cases: what covers what\n");
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
    text.push('\n');
    for note in &coverage.notes {
        let _ = writeln!(text, "note: {note}");
    }
    text
}

fn totals(api: &ApiCoverage, view: &View) -> String {
    let title = format!("{}  {}", paint(&api.api, BOLD, view.color), paint(&api.contract, DIM, view.color));
    let mut text = format!(
        "\n{title}\n{:<22}{:>6} {:>12} {:>12} {:>12}{:>13}\n",
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
    let undocumented = format!("{:>13}", total.undocumented);
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
        match dimension {
            Dimension::Responses => rows.iter().for_each(|row| text.push_str(&response(api, row, view))),
            // It says no more than its responses do.
            Dimension::Operations => {}
            _ if rows.is_empty() => {}
            _ => {
                let _ = writeln!(text, "  {}", summary(dimension, &rows));
                match view.detail {
                    Detail::Short => text.push_str(&unasserted(&rows, operation, view)),
                    _ => text.push_str(&listed(api, &rows, view)),
                }
            }
        }
    }
    text
}

/// An answer: one line, and who covers it where that is asked for.
fn response(api: &ApiCoverage, row: &Row, view: &View) -> String {
    let cases = if row.cases > 0 { count(row.cases, "case") } else { String::new() };
    let place = row.place.as_deref().map(|place| within(&api.contract, place)).unwrap_or_default();
    let label = harmless(&row.label, false);
    let line = format!("  {} {label:<46} {cases:>10}  {}", state(row.state, 13, view), paint(place, DIM, view.color));
    line.trim_end().to_owned() + "\n" + &failures(row, 16) + &covering(row, 16, view)
}

/// What is not asserted, by what it belongs to and how it stands with it.
fn unasserted(rows: &[&Row], operation: &OperationCoverage, view: &View) -> String {
    let wanted = |row: &&Row| row.state != State::Asserted && !is_within_untested(row, operation);
    let rows: Vec<&Row> = rows.iter().copied().filter(wanted).collect();
    let mut text = String::new();
    for (head, items) in groups(&rows) {
        let _ = writeln!(text, "    {}", harmless(&head, false));
        for own in [State::Conformed, State::Untested, State::Undocumented] {
            let names: Vec<&str> =
                items.iter().filter(|(row, _)| row.state == own).map(|(_, item)| item.as_str()).collect();
            if !names.is_empty() {
                let _ = write!(text, "      {} {}", state(own, 12, view), wrapped(&names, 19));
            }
        }
    }
    text
}

/// Names one after the other, in lines that begin at a column; not all of many.
fn wrapped(names: &[&str], column: usize) -> String {
    let (mut text, mut at) = (String::new(), column);
    let more = names.len().saturating_sub(LISTED);
    let rest = (more > 0).then(|| format!("... {more} more"));
    let shown = names.iter().take(LISTED).map(|name| harmless(name, false).into_owned()).chain(rest);
    let last = names.len().min(LISTED) + usize::from(more > 0) - 1;
    for (index, name) in shown.enumerate() {
        let word = if index < last { format!("{name},") } else { name };
        let length = word.chars().count();
        if at > column {
            let fits = at + 1 + length <= WIDTH;
            text.push_str(&if fits { " ".to_owned() } else { format!("\n{:column$}", "") });
            at = if fits { at + 1 } else { column };
        }
        text.push_str(&word);
        at += length;
    }
    text + "\n"
}

/// Every row on a line of its own, with its place. What a group is documented in stands beside its name.
fn listed(api: &ApiCoverage, rows: &[&Row], view: &View) -> String {
    let mut text = String::new();
    for (head, items) in groups(rows) {
        let first = items.iter().find_map(|(row, _)| file_of(row.place.as_deref()?));
        let file = first.unwrap_or(&api.contract);
        let beside = if file == api.contract { "" } else { file };
        let head = format!("    {}  {}", harmless(&head, false), paint(beside, DIM, view.color));
        text.push_str(&(head.trim_end().to_owned() + "\n"));
        for (row, item) in items {
            let cases = if row.cases > 0 { count(row.cases, "case") } else { String::new() };
            let place = row.place.as_deref().map(|place| within(file, place)).unwrap_or_default();
            let item = harmless(&item, false).into_owned();
            let place = paint(place, DIM, view.color);
            let line = format!("      {} {item:<38} {cases:>10}  {place}", state(row.state, 12, view));
            text.push_str(line.trim_end());
            text.push('\n');
            text.push_str(&(failures(row, 19) + &covering(row, 19, view)));
        }
    }
    text
}

fn file_of(place: &str) -> Option<&str> {
    place.rsplit_once(':').map(|(file, _)| file)
}

/// Rows by what they belong to, each with the rest of its name: `200 application/json` and `$.price`.
fn groups<'r>(rows: &[&'r Row]) -> Vec<(String, Vec<(&'r Row, String)>)> {
    let mut groups: Vec<(String, Vec<(&Row, String)>)> = Vec::new();
    for row in rows {
        let (head, item) = parted(row);
        match groups.last_mut().filter(|(known, _)| known == head) {
            Some((_, items)) => items.push((row, item.to_owned())),
            None => groups.push((head.to_owned(), vec![(row, item.to_owned())])),
        }
    }
    groups
}

/// What a row belongs to, and what it is called there.
fn parted(row: &Row) -> (&str, &str) {
    let label = row.label.as_str();
    if let Some(value) = &row.value {
        let shown = shown_value(value);
        let head = label.strip_suffix(shown.as_str()).and_then(|head| head.strip_suffix(" = "));
        return head.map_or(("", label), |head| (head, &label[head.len() + 3..]));
    }
    match row.path.as_deref().and_then(|path| label.strip_suffix(path)) {
        Some(head) => (head.trim_end(), &label[head.len()..]),
        None => label.split_once(' ').unwrap_or(("", label)),
    }
}

fn state(state: State, width: usize, view: &View) -> String {
    let style = match state {
        State::Asserted => GREEN,
        State::Conformed | State::Untested => YELLOW,
        State::Undocumented => RED,
    };
    paint(&format!("{:<width$}", state.name()), style, view.color)
}

/// Why a row is not covered though it was seen.
fn failures(row: &Row, column: usize) -> String {
    let mut text = String::new();
    for (what, cases) in [("a known failure in", &row.known), ("seen by what failed:", &row.failing)] {
        if let Some(first) = cases.first().filter(|_| row.state != State::Asserted) {
            let more = if cases.len() > 1 { ", ..." } else { "" };
            let _ = writeln!(text, "{:column$}{what} {}{more}", "", harmless(first, false));
        }
    }
    text
}

/// A place without the name of the file that it is in anyway: `:12`.
fn within<'p>(file: &str, place: &'p str) -> &'p str {
    place.strip_prefix(file).filter(|line| line.starts_with(':')).unwrap_or(place)
}

/// Who covers a row, where that is asked for.
fn covering(row: &Row, column: usize, view: &View) -> String {
    let mut text = String::new();
    if view.detail != Detail::Cases {
        return text;
    }
    for covering in &row.covered_by {
        let _ = writeln!(text, "{:column$}by {}", "", covered(covering));
    }
    if row.cases > row.covered_by.len() && !row.covered_by.is_empty() {
        let _ = writeln!(text, "{:column$}and {} more", "", row.cases - row.covered_by.len());
    }
    text
}

/// `perfex/values::lists@step (status, body)`
fn covered(covering: &Covering) -> String {
    let step = covering.step.iter().map(|step| format!("@{step}")).collect::<String>();
    let check = covering.check.iter().map(|check| format!(" ({check})")).collect::<String>();
    harmless(&format!("{}{step}{check}", covering.case), false).into_owned()
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

/// What is missing of an operation, with cases to start from; nothing where nothing is.
fn missing(api: &ApiCoverage, operation: &OperationCoverage, view: &View) -> String {
    let rows = operation.rows.iter().filter(|row| row.state == State::Untested);
    let rows: Vec<&Row> = rows.filter(|row| !is_part(row) || !is_within_untested(row, operation)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut text = title(operation, view);
    for dimension in Dimension::ALL {
        let own: Vec<&Row> = rows.iter().copied().filter(|row| row.dimension == dimension).collect();
        match dimension {
            Dimension::Responses => own.iter().for_each(|row| text.push_str(&response(api, row, view))),
            Dimension::Operations => {}
            _ if own.is_empty() => {}
            _ => text.push_str(&format!("  {}\n{}", summary(dimension, &own), listed(api, &own, view))),
        }
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
