//! The verdict in words, before anything else: what holds, where, and whether this is all there should be.

use serde::Serialize;

use crate::record::event::Summary;
use crate::record::line::{EndLine, RunLine, Stopped};
use crate::show::plain::{count, harmless};
use crate::show::report::report::Closing;

/// The first lines of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Headline {
    /// What it comes to.
    pub state: State,
    /// The verdict, without a period.
    pub words: String,
    /// What that says about which target, a sentence.
    pub target: String,
    /// Whether something is missing.
    pub incomplete: bool,
}

/// What a run comes to, for a colour and a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Every case holds, and that is all there should be.
    Holds,
    /// At least one case does not.
    Broken,
    /// No honest verdict: errors, nothing checked, or something missing.
    Unsure,
}

/// The verdict about the cases that ended.
pub fn headline(runs: &[RunLine], summary: &Summary, incomplete: bool) -> Headline {
    let (state, words) = verdict(summary, &place(runs));
    let state = if incomplete && state == State::Holds { State::Unsure } else { state };
    Headline { state, words, target: target(runs), incomplete }
}

fn verdict(summary: &Summary, place: &str) -> (State, String) {
    let Summary { failed, errors, known, .. } = *summary;
    // What is missing counts, too: two of three that hold are not two of eight.
    let all = summary.ended().max(summary.planned);
    let of_all =
        |some: usize| if some == all { count(all, "case") } else { format!("{some} of {}", count(all, "case")) };
    let not = |some: usize| if some == 1 { "does not hold" } else { "do not hold" };
    let tolerated = match known {
        0 => String::new(),
        1 => ", 1 more is a known failure".to_owned(),
        known => format!(", {known} more are known failures"),
    };
    if failed > 0 {
        let unsure = if errors > 0 { format!(", {errors} {} no verdict", has(errors)) } else { String::new() };
        return (State::Broken, format!("{} {}{place}{unsure}{tolerated}", of_all(failed), not(failed)));
    }
    if errors > 0 {
        return (State::Unsure, format!("{} {} no verdict{place}{tolerated}", of_all(errors), has(errors)));
    }
    if summary.missing() > 0 && summary.ended() > 0 {
        let missing = summary.missing();
        let words =
            format!("{} hold{place}, {missing} {} no verdict{tolerated}", of_all(summary.holding()), has(missing));
        return (State::Unsure, words);
    }
    match (summary.holding(), known, summary.skipped) {
        (0, 0, 0) => (State::Unsure, format!("No case was run{place}")),
        (0, 0, 1) => (State::Unsure, format!("Nothing was checked{place}: the only case was skipped")),
        (0, 0, skipped) => (State::Unsure, format!("Nothing was checked{place}: all {skipped} cases were skipped")),
        (0, known, _) => (State::Holds, format!("Nothing but known failures{place}: {}", count(known, "case"))),
        (1, 0, _) if all == 1 => (State::Holds, format!("The case holds{place}")),
        (holding, 0, 0) => (State::Holds, format!("All {holding} cases hold{place}")),
        (holding, 0, _) => (State::Holds, format!("{} hold{place}, the rest was skipped", of_all(holding))),
        (holding, 1, _) => (State::Holds, format!("{} hold{place}, 1 is a known failure", of_all(holding))),
        (holding, known, _) => (State::Holds, format!("{} hold{place}, {known} are known failures", of_all(holding))),
    }
}

fn has(number: usize) -> &'static str {
    if number == 1 { "has" } else { "have" }
}

/// ` on staging`, or nothing where there is no such place.
fn place(runs: &[RunLine]) -> String {
    let mut names: Vec<&str> = runs.iter().map(|run| run.environment.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { String::new() } else { harmless(&format!(" on {}", names.join(" and ")), false).into_owned() }
}

fn target(runs: &[RunLine]) -> String {
    if runs.iter().all(|run| run.mock) {
        return "This checks the suite, not your API: the answers came from the embedded mock.".to_owned();
    }
    let mut urls: Vec<&str> = runs.iter().flat_map(|run| &run.targets).map(|target| target.url.as_str()).collect();
    urls.sort_unstable();
    urls.dedup();
    let mock = if runs.iter().any(|run| run.mock) { " Some answers came from the embedded mock." } else { "" };
    let urls = if urls.is_empty() { "nowhere".to_owned() } else { urls.join(", ") };
    let insecure = if runs.iter().any(|run| run.insecure) {
        " Insecure: certificates were not verified, so anybody may have answered."
    } else {
        ""
    };
    harmless(&format!("Requests went to {urls}.{mock}{insecure}"), false).into_owned()
}

/// Why this is not all there should be: what the caller knows, or else what the lines themselves tell.
pub fn gaps(runs: &[RunLine], summary: &Summary, closing: &Closing<'_>) -> Vec<String> {
    if !closing.gaps.is_empty() {
        return closing.gaps.to_vec();
    }
    let mut gaps: Vec<String> = closing.ends.iter().filter_map(|end: &EndLine| end.stopped).map(stopped).collect();
    if summary.missing() > 0 {
        let cases = count(summary.planned, "case");
        gaps.push(format!("{} of {cases} {} no verdict", summary.missing(), has(summary.missing())));
    }
    if closing.ends.len() < runs.len().max(1) {
        gaps.push("nothing says how the run ended".to_owned());
    }
    gaps
}

fn stopped(stopped: Stopped) -> String {
    match stopped {
        Stopped::Interrupted => "the run was interrupted",
        Stopped::Deadline => "the deadline of the run passed",
        Stopped::TooManyFailures => "the run stopped since too many cases had failed",
        Stopped::Missing => "records that belong to it are missing",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{State, target, verdict};
    use crate::record::event::Summary;
    use crate::record::line::RunLine;

    fn words(summary: Summary) -> (State, String) {
        verdict(&summary, " on staging")
    }

    #[test]
    fn a_run_that_takes_any_certificate_says_so_beside_its_servers() {
        let run = |insecure: bool| -> RunLine {
            serde_json::from_value(json!({
                "version": 1, "id": "r", "tool": "t", "at": "2026-01-01T00:00:00Z", "environment": "staging",
                "mock": false, "insecure": insecure, "targets": [{ "api": "a", "url": "https://a.test/" }], "seed": 1,
                "suite": { "hash": "", "cases": 1, "selected": 1, "ids": "" }, "contracts": [], "planned": 1,
            }))
            .expect("a run")
        };
        assert_eq!(target(&[run(false)]), "Requests went to https://a.test/.");
        let told = target(&[run(false), run(true)]);
        assert!(told.ends_with(" Insecure: certificates were not verified, so anybody may have answered."), "{told}");
    }

    #[test]
    fn the_verdict_is_a_sentence() {
        let none = Summary::default;
        let told = [
            words(Summary { failed: 3, passed: 241, ..none() }),
            words(Summary { failed: 1, errors: 1, known: 2, passed: 8, ..none() }),
            words(Summary { errors: 2, passed: 3, ..none() }),
            words(Summary { passed: 9, flaky: 1, ..none() }),
            words(Summary { passed: 9, skipped: 1, ..none() }),
            words(Summary { passed: 9, known: 2, ..none() }),
            words(Summary { passed: 1, ..none() }),
            words(Summary { failed: 1, ..none() }),
            words(Summary { skipped: 4, ..none() }),
            words(Summary { planned: 8, passed: 2, skipped: 1, ..none() }),
            words(none()),
        ];
        let lines: Vec<String> = told.iter().map(|(state, words)| format!("{state:?}: {words}")).collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        Broken: 3 of 244 cases do not hold on staging
        Broken: 1 of 12 cases does not hold on staging, 1 has no verdict, 2 more are known failures
        Unsure: 2 of 5 cases have no verdict on staging
        Holds: All 10 cases hold on staging
        Holds: 9 of 10 cases hold on staging, the rest was skipped
        Holds: 9 of 11 cases hold on staging, 2 are known failures
        Holds: The case holds on staging
        Broken: 1 case does not hold on staging
        Unsure: Nothing was checked on staging: all 4 cases were skipped
        Unsure: 2 of 8 cases hold on staging, 5 have no verdict
        Unsure: No case was run on staging
        ");
    }
}
