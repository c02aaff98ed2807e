//! What two sides have not in common, as text for people and as JSON for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::decide::compare::groups::{Differences, Group, NAMED, Policy, VERDICT};
use crate::exit::ExitCode;
use crate::record::line::CaseLine;
use crate::record::read::RecordFile;
use crate::show::plain::{count, harmless};
use crate::show::terminal::{BOLD, DIM, GREEN, INSECURE, RED, YELLOW, paint};
use crate::source::code::Code;
use crate::value::change::model::Class;

/// How many cases of a change, and how many other things, are named.
const SHOWN: usize = 3;
/// How many changes and cases are listed.
const LISTED: usize = 40;

/// One of the two sides.
#[derive(Clone, Debug)]
pub struct Side {
    /// The environment, or the record's file, as it was asked for.
    pub name: String,
    /// Its record.
    pub record: RecordFile,
    /// What may have been left on its server.
    pub leftovers: Vec<Leftover>,
}

/// A cleanup that did not succeed.
#[derive(Clone, Debug)]
pub struct Leftover {
    /// The case, by its id.
    pub case: String,
    /// What was not cleaned up, and why.
    pub what: String,
}

impl Leftover {
    /// Those of a case.
    pub fn of(case: &CaseLine) -> impl Iterator<Item = Leftover> {
        let left = case.all_findings().filter(|finding| finding.code == Code::Leftover.as_str());
        left.map(|finding| Leftover { case: case.id.clone(), what: finding.message.clone() })
    }
}

/// Everything there is to tell.
pub struct View<'a> {
    /// The first side.
    pub old: &'a Side,
    /// The second side.
    pub new: &'a Side,
    /// What they have not in common.
    pub differences: &'a Differences,
    /// What must not be.
    pub policy: &'a Policy,
    /// What the command says.
    pub code: ExitCode,
}

impl Side {
    /// Whether both are the same run, which differs in nothing from itself.
    pub fn is_run_of(&self, other: &Side) -> bool {
        self.record.run.id == other.record.run.id
    }
}

/// For people.
pub fn text(view: &View<'_>, color: bool) -> String {
    let Differences { groups, verdicts, blind, only_old, only_new, both, same, .. } = view.differences;
    let mut text = String::new();
    let (listed, others) = apart(groups, view.policy);
    for group in listed.iter().take(LISTED) {
        change(group, view.policy.classes.contains(&group.change.class), color, &mut text);
    }
    for (path, (values, answers)) in others.iter().take(LISTED) {
        let path = paint(&harmless(path, false), BOLD, color);
        let (values, answers) = (count(*values, "different value"), count(*answers, "answer"));
        let _ = writeln!(text, "{} {path}: {values}\n  in {answers}\n", paint(Class::Value.name(), DIM, color));
    }
    let left = listed.len().saturating_sub(LISTED) + others.len().saturating_sub(LISTED);
    if left > 0 {
        let _ = writeln!(text, "... and {} (`--json` has all)\n", count(left, "more change"));
    }
    let lines: Vec<String> =
        verdicts.iter().map(|(id, old, new)| format!("{} -> {}  {id}", old.name(), new.name())).collect();
    list("another verdict", &lines, color, &mut text);
    list(&format!("only on {}", view.old.name), only_old, color, &mut text);
    list(&format!("only on {}", view.new.name), only_new, color, &mut text);
    let lines: Vec<String> = blind.iter().map(|(id, why)| format!("{id}: {why}")).collect();
    list("could not be compared", &lines, color, &mut text);
    for side in [view.old, view.new] {
        left_behind(&side.name, &side.leftovers, color, &mut text);
    }
    let gone = both - same;
    let _ = writeln!(
        text,
        "{} -> {}: {} the same, {} not",
        harmless(&view.old.name, false),
        harmless(&view.new.name, false),
        answers(*same),
        gone
    );
    text.push_str(&verdict(view, color));
    text
}

/// Values that are another in every answer, such as a number that was made up, are told together by their path unless
/// they must not differ.
fn apart<'g>(groups: &'g [Group], policy: &Policy) -> (Vec<&'g Group>, BTreeMap<&'g str, (usize, usize)>) {
    let mut others: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let is_value = |group: &&Group| group.change.class == Class::Value && !policy.classes.contains(&Class::Value);
    for group in groups.iter().filter(is_value) {
        let entry = others.entry(&group.change.path).or_default();
        *entry = (entry.0 + 1, entry.1 + group.count);
    }
    others.retain(|_, (values, _)| *values > 1);
    let listed = groups.iter().filter(|group| !is_value(group) || !others.contains_key(group.change.path.as_str()));
    (listed.collect(), others)
}

fn answers(number: usize) -> String {
    if number == 1 { "1 case answers".to_owned() } else { format!("{number} cases answer") }
}

fn verdict(view: &View<'_>, color: bool) -> String {
    let mut lines = String::new();
    let forbidden = view.differences.forbidden(view.policy);
    let words = words(view.policy).join(", ");
    match (forbidden, words.is_empty()) {
        (0, true) => lines.push_str("nothing is forbidden\n"),
        (0, false) => {
            let _ = writeln!(lines, "{}", paint(&format!("nothing of what is forbidden ({words})"), GREEN, color));
        }
        (number, _) => {
            let told = format!("{} that must not be ({words})", count(number, "difference"));
            let _ = writeln!(lines, "{}", paint(&told, RED, color));
        }
    }
    for side in [view.old, view.new].iter().filter(|side| !side.record.is_complete()) {
        let told = format!("incomplete: the run of {} did not come to its end", side.name);
        let _ = writeln!(lines, "{}", paint(&told, YELLOW, color));
    }
    if view.differences.compared == 0 {
        let _ = writeln!(lines, "{}", paint("incomplete: no exchange could be compared", YELLOW, color));
    }
    for side in [view.old, view.new].iter().filter(|side| side.record.run.insecure) {
        let _ = writeln!(lines, "{}", paint(&format!("{}: {INSECURE}", side.name), YELLOW, color));
    }
    if view.old.is_run_of(view.new) {
        let _ = writeln!(lines, "{}", paint("incomplete: both sides are the same run", YELLOW, color));
    }
    if view.old.record.run.suite.hash != view.new.record.run.suite.hash {
        lines.push_str("note: the two sides are of different suites; cases are known by their ids\n");
    }
    lines
}

fn change(group: &Group, forbidden: bool, color: bool, text: &mut String) {
    let style = match group.change.class {
        Class::Breaking | Class::Status => RED,
        Class::Header | Class::Additive => YELLOW,
        _ => DIM,
    };
    let class = group.change.class.name();
    // `status` and `header etag` are paths that say their class themselves.
    let head = if group.change.path.starts_with(class) { String::new() } else { paint(class, style, color) + " " };
    let path = paint(&harmless(&group.change.path, false), if head.is_empty() { style } else { BOLD }, color);
    let words = harmless(&group.change.words(), false).into_owned();
    let mark = if forbidden { ", forbidden" } else { "" };
    let _ = writeln!(text, "{head}{path}: {words}\n  in {}{mark}", count(group.count, "answer"));
    for case in group.cases.iter().take(SHOWN) {
        let _ = writeln!(text, "    {}", harmless(case, false));
    }
    if group.count > SHOWN {
        let _ = writeln!(text, "    ... and {} more", group.count - SHOWN.min(NAMED));
    }
    text.push('\n');
}

fn list(head: &str, lines: &[String], color: bool, text: &mut String) {
    if lines.is_empty() {
        return;
    }
    let head = format!("{} ({})", harmless(head, false), lines.len());
    let _ = writeln!(text, "{}", paint(&head, BOLD, color));
    for line in lines.iter().take(LISTED) {
        let _ = writeln!(text, "  {}", harmless(line, false));
    }
    if lines.len() > LISTED {
        let _ = writeln!(text, "  ... and {} more", lines.len() - LISTED);
    }
    text.push('\n');
}

/// What may be left on the server of a side.
pub fn left_behind(side: &str, leftovers: &[Leftover], color: bool, text: &mut String) {
    let lines: Vec<String> = leftovers.iter().map(|left| format!("{}: {}", left.case, left.what)).collect();
    list(&format!("{} on {side}", Code::Leftover), &lines, color, text);
}

fn words(policy: &Policy) -> Vec<&str> {
    policy.classes.iter().map(|class| class.name()).chain(policy.verdicts.then_some(VERDICT)).collect()
}

/// For programs: [`DIFFERENCES`](crate::decide::compare::format::DIFFERENCES).
pub fn document(view: &View<'_>) -> Value {
    let differences = view.differences;
    let changes = differences.groups.iter().map(|group| {
        json!({
            "class": group.change.class.name(),
            "kind": group.change.kind.name(),
            "path": group.change.path,
            "from": group.change.from,
            "to": group.change.to,
            "fingerprint": group.fingerprint.to_string(),
            "forbidden": view.policy.classes.contains(&group.change.class),
            "count": group.count,
            "cases": group.cases,
        })
    });
    let verdicts = differences.verdicts.iter();
    let verdicts = verdicts.map(|(case, old, new)| json!({ "case": case, "old": old.name(), "new": new.name() }));
    let blind = differences.blind.iter().map(|(case, why)| json!({ "case": case, "why": why }));
    json!({
        "version": 1,
        "old": side(view.old),
        "new": side(view.new),
        "cases": differences.both,
        "same": differences.same,
        "exchanges": differences.compared,
        "forbid": words(view.policy),
        "changes": changes.collect::<Vec<_>>(),
        "verdicts": verdicts.collect::<Vec<_>>(),
        "only_old": differences.only_old,
        "only_new": differences.only_new,
        "blind": blind.collect::<Vec<_>>(),
        "exit": view.code as u8,
    })
}

fn side(side: &Side) -> Value {
    let run = &side.record.run;
    json!({
        "name": side.name,
        "environment": run.environment,
        "run": run.id,
        "at": run.at,
        "complete": side.record.is_complete(),
        "insecure": run.insecure,
        "leftovers": side.leftovers.iter().map(|left| json!({ "case": left.case, "what": left.what })).collect::<Vec<_>>(),
    })
}
