//! A decision on a terminal or in a log: what follows, in words, then every rule in a table, then why.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::{About, Decision, Outcome, Rule, Standing};
use crate::show::gate::columns::{WIDTH, padded, wrapped};
use crate::show::plain::{count, harmless};
use crate::show::terminal::{BOLD, DIM, GREEN, RED, YELLOW, paint};

/// How many of those to blame are named for a rule.
const NAMED: usize = 10;
/// The widest that the columns of rules and of what they ask get.
const WIDEST: (usize, usize) = (26, 26);
/// What stands before a rule.
const MARK: usize = 4;

/// The whole of it.
pub fn text(decision: &Decision, is_dry: bool, color: bool) -> String {
    let mut text = headline(decision, color);
    text.push_str(&about(&decision.about, color));
    text.push('\n');
    text.push_str(&table(&decision.rules, color));
    for rule in decision.broken() {
        text.push_str(&why(rule, color));
    }
    for section in SECTIONS {
        text.push_str(&told(&section, decision, color));
    }
    if is_dry {
        text.push_str("\ndry run: the exit code says nothing about the decision\n");
    }
    text
}

/// What follows, in a line.
pub fn headline(decision: &Decision, color: bool) -> String {
    let all = decision.rules.len();
    let broken = decision.rules.iter().filter(|rule| rule.standing == Standing::Broken).count();
    let untold = decision.rules.iter().filter(|rule| rule.standing == Standing::Incomplete).count();
    let rules = |number: usize| if number == 1 { "1 rule".to_owned() } else { format!("{number} rules") };
    let do_not = |number: usize| if number == 1 { "does not hold" } else { "do not hold" };
    let (words, style) = match decision.outcome() {
        Outcome::Deploy => (format!("deploy: all {} hold", rules(all)), GREEN),
        Outcome::Refuse if untold > 0 => {
            (format!("do not deploy: {broken} of {} {}, {untold} cannot be told", rules(all), do_not(broken)), RED)
        }
        Outcome::Refuse => (format!("do not deploy: {broken} of {} {}", rules(all), do_not(broken)), RED),
        Outcome::Incomplete => {
            (format!("do not deploy: incomplete, {untold} of {} cannot be told", rules(all)), YELLOW)
        }
    };
    paint(&words, style, color) + "\n"
}

fn about(about: &About, color: bool) -> String {
    let place = match about.targets.is_empty() {
        true => about.environment.clone(),
        false => format!("{} ({})", about.environment, about.targets.join(", ")),
    };
    let mut parts = vec![format!("{} on {place}", count(about.cases, "case"))];
    if !about.age.is_empty() {
        parts.push(format!("{} ago", about.age));
    }
    let mut text = String::new();
    let mut line = |words: &str| {
        for line in wrapped(&harmless(words, false), WIDTH - 2) {
            let _ = writeln!(text, "  {}", paint(&line, DIM, color));
        }
    };
    line(&parts.join(", "));
    match about.records.as_slice() {
        [(path, _)] => line(path),
        [] => {}
        [(path, _), rest @ ..] => line(&format!("{path} and {} more", count(rest.len(), "record"))),
    }
    text
}

/// Every rule: whether it holds, what it asks, what it saw.
fn table(rules: &[Rule], color: bool) -> String {
    let widest = |part: &dyn Fn(&Rule) -> &str, limit: usize| {
        let widths = rules.iter().map(|rule| part(rule).width()).filter(|width| *width <= limit);
        widths.max().unwrap_or_default()
    };
    let names = widest(&|rule| &rule.name, WIDEST.0).max(4);
    let asked = widest(&|rule| &rule.asked, WIDEST.1).max(5);
    let saw = WIDTH - MARK - names - asked - 4;
    let header = format!("{}{}  {}  saw", " ".repeat(MARK), padded("rule", names), padded("asked", asked));
    let mut text = paint(&header, DIM, color) + "\n";
    for rule in rules {
        let (mark, style) = mark(rule.standing);
        let mut first = paint(&padded(mark, MARK), style, color);
        let name = harmless(&rule.name, false);
        if name.width() > names {
            let _ = writeln!(text, "{first}{name}");
            first = " ".repeat(MARK + names);
        } else {
            first.push_str(&padded(&name, names));
        }
        let cells = [wrapped(&harmless(&rule.asked, false), asked), wrapped(&harmless(&rule.saw, false), saw)];
        for row in 0..cells[0].len().max(cells[1].len()) {
            let cell = |column: usize| cells[column].get(row).map_or("", String::as_str);
            let begin = if row == 0 { first.clone() } else { " ".repeat(MARK + names) };
            let line = format!("{begin}  {}  {}", padded(cell(0), asked), cell(1));
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

fn mark(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Holds => ("ok", GREEN),
        Standing::Broken => ("NO", RED),
        Standing::Incomplete => ("?", YELLOW),
    }
}

/// Why a rule does not hold, and what to do about it.
pub fn why(rule: &Rule, color: bool) -> String {
    let (mark, style) = mark(rule.standing);
    let name = harmless(&rule.name, false);
    let mut text = format!("\n{}{}\n", paint(&padded(mark, MARK), style, color), paint(&name, BOLD, color));
    text.push_str(&blamed(&rule.blame));
    if let Some(help) = &rule.help {
        for (index, line) in wrapped(&format!("help: {help}"), WIDTH - MARK).iter().enumerate() {
            let indent = if index == 0 { MARK } else { MARK + 6 };
            let _ = writeln!(text, "{}{}", " ".repeat(indent), paint(line, DIM, color));
        }
    }
    text
}

/// What does not block and is to be known all the same.
pub struct Section {
    /// The word that it begins with.
    pub word: &'static str,
    /// What is counted: one, and several.
    what: (&'static str, &'static str),
    /// Those that are meant.
    pub of: fn(&Decision) -> &Blame,
}

/// All of them.
pub const SECTIONS: [Section; 3] = [
    Section {
        word: "pending",
        what: (
            "1 case fails, has never passed, and does not block yet",
            "cases fail, have never passed, and do not block yet",
        ),
        of: |decision| &decision.pending,
    },
    Section {
        word: "known",
        what: ("1 case fails as it is known to", "cases fail as they are known to"),
        of: |decision| &decision.known,
    },
    Section {
        word: "fixed",
        what: ("1 known failure is gone", "known failures are gone"),
        of: |decision| &decision.fixed,
    },
];

impl Section {
    /// How many there are, in words.
    pub fn count(&self, blame: &Blame) -> String {
        if blame.count == 1 { self.what.0.to_owned() } else { format!("{} {}", blame.count, self.what.1) }
    }
}

fn told(section: &Section, decision: &Decision, color: bool) -> String {
    let blame = (section.of)(decision);
    if blame.is_empty() {
        return String::new();
    }
    format!("\n{} {}\n", paint(&format!("{}:", section.word), YELLOW, color), section.count(blame)) + &blamed(blame)
}

fn blamed(blame: &Blame) -> String {
    let mut text = String::new();
    for one in blame.list.iter().take(NAMED) {
        let (what, why) = (harmless(&one.what, false), harmless(&one.why, false));
        if what.width() + why.width() + 6 <= WIDTH {
            let _ = writeln!(text, "{}", format!("    {what}  {why}").trim_end());
            continue;
        }
        let _ = writeln!(text, "    {what}");
        for line in wrapped(&why, WIDTH - 6) {
            let _ = writeln!(text, "      {line}");
        }
    }
    let more = blame.count - blame.list.len().min(NAMED).min(blame.count);
    if more > 0 {
        let _ = writeln!(text, "    ... and {more} more");
    }
    text
}
