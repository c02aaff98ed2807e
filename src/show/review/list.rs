//! What is pending, in a list for people: the same change over many cases as one entry, the worst first.

use std::fmt::Write as _;

use crate::decide::review::group::Group;
use crate::decide::review::pending::Decision;
use crate::decide::review::session::Review;
use crate::show::plain::{count, harmless};
use crate::show::terminal::{BOLD, DIM, GREEN, RED, YELLOW, paint};
use crate::value::change::model::Class;

/// How many cases of a change are named.
const CASES: usize = 3;

/// What is not decided yet.
pub fn list(review: &Review, color: bool) -> String {
    let open: Vec<&Group> =
        review.groups.iter().filter(|group| group.count(&review.pending, Decision::Open) > 0).collect();
    let mut text = headline(review, color);
    let mut class = None;
    for group in &open {
        let change = group.change(&review.pending);
        if class.replace(change.class) != Some(change.class) {
            let _ = writeln!(text, "\n{}", paint(change.class.name(), style(change.class), color));
        }
        text.push_str(&entry(group, review, color));
    }
    if !open.is_empty() {
        text.push_str("\nlook at them with `countersign review`, or decide here:\n");
        text.push_str(
            "  countersign review --accept CHANGES    a class, a fingerprint, a '$.path', or a part of an id\n",
        );
    }
    text
}

/// How much is pending, in a line.
pub fn headline(review: &Review, color: bool) -> String {
    let changes = review.count(Decision::Open);
    if changes == 0 {
        return "no snapshot waits for its review\n".into();
    }
    let snapshots = review.pending.iter().filter(|pending| !pending.is_settled()).count();
    let verb = if snapshots == 1 { "waits" } else { "wait" };
    let text = format!("{} with {} {verb} for review", count(snapshots, "snapshot"), count(changes, "change"));
    paint(&text, BOLD, color) + "\n"
}

fn entry(group: &Group, review: &Review, color: bool) -> String {
    let change = group.change(&review.pending);
    let what = match change.class {
        Class::New => format!("a new snapshot of {}", change.to),
        _ => format!("{}: {}", change.path, change.words()),
    };
    let cases = count(group.snapshots(), "case");
    let fingerprint = paint(&group.fingerprint.to_string(), DIM, color);
    let mut text = format!("  {}, {cases}  {fingerprint}\n", paint(&harmless(&what, false), BOLD, color));
    let mut named: Vec<&str> = group.members.iter().map(|member| review.pending[member.pending].case()).collect();
    named.dedup();
    for case in named.iter().take(CASES) {
        let _ = writeln!(text, "      {}", harmless(case, false));
    }
    if named.len() > CASES {
        let _ = writeln!(text, "      ... and {} more", named.len() - CASES);
    }
    text
}

/// The colour of a class; its name is always there, too.
pub fn style(class: Class) -> &'static str {
    match class {
        Class::Breaking => RED,
        Class::Status | Class::Header => YELLOW,
        Class::Additive | Class::New => GREEN,
        Class::Value | Class::Order => BOLD,
    }
}
