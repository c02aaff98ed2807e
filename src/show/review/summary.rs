//! What a review came to, and what to do next.

use std::fmt::Write as _;

use crate::decide::review::pending::Decision;
use crate::decide::review::session::Review;
use crate::show::plain::count;
use crate::show::review::styled::{Ink, Line, Style};

/// The last lines. `edited` tells what was redacted or aliased, a line each.
pub fn summary(review: &Review, edited: &[String], ink: Ink) -> String {
    let mut text = String::new();
    let mut put = |number: &str, rest: &str, style: Style| {
        let _ = writeln!(text, "{}", Line::of(number, style).and(rest, Style::Plain).to_text(ink));
    };
    let (accepted, rejected, open) =
        (said(review, Decision::Accepted), said(review, Decision::Rejected), said(review, Decision::Open));
    for (what, word, style) in
        [(&accepted, "accepted", Style::Good), (&rejected, "rejected", Style::Bad), (&open, "left", Style::Notice)]
    {
        if let Some(what) = what {
            put(&format!("{word:<9}"), what, style);
        }
    }
    edited.iter().for_each(|edit| put(edit, "", Style::Fact));
    if accepted.is_none() && rejected.is_none() && edited.is_empty() {
        put("nothing was changed", "", Style::Plain);
    }
    for next in advice(review, edited) {
        put("", &next, Style::Plain);
    }
    text
}

/// `3 changes in 2 snapshots`; `None` without any.
fn said(review: &Review, decision: Decision) -> Option<String> {
    let snapshots = review.pending.iter().filter(|pending| pending.decisions.contains(&decision)).count();
    let changes = review.count(decision);
    (changes > 0).then(|| format!("{} in {}", count(changes, "change"), count(snapshots, "snapshot")))
}

fn advice(review: &Review, edited: &[String]) -> Vec<String> {
    let mut advice = Vec::new();
    let wrote = review.count(Decision::Accepted) > 0 || !edited.is_empty();
    if wrote {
        let what = if edited.is_empty() { "snapshots/" } else { "snapshots/ and the case files" };
        advice.push(format!("next: `countersign run`, then commit {what}"));
    }
    if review.count(Decision::Rejected) > 0 {
        advice.push("what was rejected comes back with the next run, until the API or the case is mended".to_owned());
    }
    if review.count(Decision::Open) > 0 {
        advice.push("what is left stays pending: `countersign review` goes on with it".to_owned());
    }
    advice
}
