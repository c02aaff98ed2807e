//! `countersign baseline`: keeps what is good now, so that later records are held against it.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use crate::cli::args::BaselineArgs;
use crate::cli::gate::open::{Opened, open, opened as records, paths, tallied};
use crate::cli::streams::Streams;
use crate::decide::baseline::document::{Answer, Baseline, FILE_NAME};
use crate::decide::baseline::update::{Updated, updated};
use crate::decide::gate::decision::{Rule, Standing};
use crate::decide::gate::records;
use crate::exit::ExitCode;
use crate::record::store::{Store, Write};
use crate::show::gate::text::why;
use crate::show::plain::{count, harmless};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::{render, render_all};

/// How many changes of a kind are told one by one.
const MANY: usize = 20;

/// What came of it.
enum Outcome {
    /// The baseline would be this.
    Updated(Box<Updated>),
    /// The records say nothing that is worth keeping.
    Refused(Vec<Rule>),
}

/// Runs the command.
pub fn baseline(
    project: Option<&Utf8Path>,
    args: &BaselineArgs,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let outcome = open(project, &sources, &mut diagnostics)
        .and_then(|opened| Some((outcome(&opened, args, &sources, &mut diagnostics)?, opened)));
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    match outcome.filter(|_| !diagnostics.has_errors()) {
        None => Ok(ExitCode::Usage),
        Some((Outcome::Refused(rules), _)) => refused(rules, streams),
        Some((Outcome::Updated(updated), opened)) => kept(&opened, &updated, args, streams),
    }
}

fn outcome(opened: &Opened, args: &BaselineArgs, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Outcome> {
    let known = opened.baseline.clone().unwrap_or_default();
    let (suite, contracts) = (&opened.project.suite, &opened.project.contracts);
    if args.prune {
        if opened.baseline.is_none() {
            // An empty one would make every case a pending one, which may fail.
            let message = format!("there is no {FILE_NAME}, so nothing can be forgotten");
            let help = "write it after a run that is as it should be: `countersign baseline`";
            diagnostics.push(Diagnostic::new(Code::BadBaseline, message).help(help));
            return None;
        }
        let updated = updated(&known, BTreeSet::new(), BTreeMap::new(), suite, contracts);
        return Some(Outcome::Updated(Box::new(updated)));
    }
    let mut facts = opened.facts(sources, diagnostics)?;
    if args.fresh {
        facts.baseline = None;
    }
    let records = self::records(&paths(&opened.root, &args.records), diagnostics)?;
    let mut passed = BTreeSet::new();
    let (taken, tally) = tallied(records, &facts, &mut |case| {
        if case.verdict.holds() {
            passed.insert(case.id.clone());
        }
    });
    let broken = records::rules(&taken, &facts, &tally).into_iter().filter(|rule| rule.standing != Standing::Holds);
    let broken: Vec<Rule> = broken.collect();
    if !broken.is_empty() && !args.force {
        return Some(Outcome::Refused(broken));
    }
    let updated = updated(&known, passed, tally.shapes.seen, suite, contracts);
    Some(Outcome::Updated(Box::new(updated)))
}

fn refused(rules: Vec<Rule>, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let code = rules.iter().fold(ExitCode::Holds, |code, rule| {
        code.and(if rule.standing == Standing::Broken { ExitCode::Broken } else { ExitCode::Incomplete })
    });
    let color = streams.color;
    writeln!(streams.errors, "no baseline is made of this: a later record would be held against it")?;
    for rule in &rules {
        streams.errors.write_all(why(rule, color).as_bytes())?;
    }
    writeln!(streams.errors, "\n`--force` takes what is there all the same; {FILE_NAME} is as it was")?;
    Ok(code)
}

fn kept(
    opened: &Opened,
    updated: &Updated,
    args: &BaselineArgs,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    if !updated.is_other() && opened.text.is_some() {
        writeln!(streams.out, "{FILE_NAME} is current: {}", size(&updated.baseline))?;
        return Ok(ExitCode::Holds);
    }
    if !args.dry_run {
        let write =
            Write { path: FILE_NAME.into(), before: opened.text.clone(), after: Some(updated.baseline.to_text()) };
        if let Err(error) = Store::new(&opened.root).apply(&[write]) {
            writeln!(streams.errors, "{}", render(&error.diagnostic(), &Sources::default(), streams.color))?;
            return Ok(ExitCode::Usage);
        }
    }
    streams.out.write_all(told(updated, args.dry_run).as_bytes())?;
    Ok(ExitCode::Holds)
}

/// What changes, and how large it is then.
fn told(updated: &Updated, is_dry: bool) -> String {
    let mut text = String::new();
    let answers = |list: &[Answer]| list.iter().map(|answer| answer.to_string()).collect::<Vec<String>>();
    for (what, list) in [
        ("passed for the first time", updated.added.clone()),
        ("not in the suite any more", updated.removed.clone()),
        ("shapes of new answers", answers(&updated.new_shapes)),
        ("other shapes than before", answers(&updated.other_shapes)),
        ("not documented any more", answers(&updated.removed_shapes)),
    ] {
        if !list.is_empty() {
            text.push_str(&format!("{what}: {}\n", list.len()));
        }
        for one in list.iter().take(MANY) {
            text.push_str(&format!("  {}\n", harmless(one, false)));
        }
        if list.len() > MANY {
            text.push_str(&format!("  ... and {} more\n", list.len() - MANY));
        }
    }
    let word = if is_dry { "would hold" } else { "holds" };
    format!("{text}{FILE_NAME} {word} {}\n", size(&updated.baseline))
}

fn size(baseline: &Baseline) -> String {
    format!("{} and {}", count(baseline.cases.len(), "case"), count(baseline.shapes.len(), "shape"))
}
